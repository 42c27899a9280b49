//! `feedbackTemplate` and `like_dislike` (`kore-templates.md` 9 and 5.4).

use super::{Answer, Fields, action::send_text, fields::template};
use crate::value;

template! {
    /// A rating.
    FeedbackTemplate {
        /// The question, in Kore markdown.
        text: text["text", "heading", "title"],
        /// It stands in a sheet, when live.
        is_in_sheet: flag["sliderView", "slideView"],
        /// What the bot wants said afterwards; the vendor's third window does not say it.
        thanks: text["messageTodisplay", "messageToDisplay"],
    }
}

impl FeedbackTemplate {
    /// What kind of rating.
    pub fn view(&self) -> FeedbackView {
        FeedbackView::decode(self.0.fields())
    }

    /// The choices: the worst first, but for thumbs, of which the one that points up is first. None when the bot sent
    /// none that can be read.
    pub fn ratings(&self) -> Vec<Rating> {
        let view = self.view();
        let keys: &[&str] = match view {
            FeedbackView::Stars => &["starArrays"],
            FeedbackView::Faces => &["smileyArrays"],
            FeedbackView::Nps => &["numbersArrays"],
            FeedbackView::Thumbs => &["thumpsUpDownArrays", "thumbsUpDownArrays"],
        };
        let is_thumbs = view == FeedbackView::Thumbs;
        let mut ratings: Vec<Rating> = Vec::new();
        for rating in self.0.fields().list(keys) {
            let Some(rating) = Rating::decode(Fields(rating), is_thumbs) else { continue };
            let place = ratings.iter().position(|other| other.rank > rating.rank && !is_thumbs);
            ratings.insert(place.unwrap_or(ratings.len()), rating);
        }
        if is_thumbs {
            order_thumbs(&mut ratings);
        }
        ratings
    }
}

/// What kind of rating. One that is unknown is told by the choices that came with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FeedbackView {
    /// `star`: a row of stars.
    #[default]
    Stars,
    /// `emojis` and `CSAT`: faces.
    Faces,
    /// `NPS`: numbers from 0 to 10.
    Nps,
    /// `ThumbsUpDown`.
    Thumbs,
}

/// A choice of a rating.
#[derive(Debug, Default, PartialEq)]
pub struct Rating {
    /// What the bot numbers it with: the stars, 1 to 5 for faces, 0 to 10 for NPS, 1 for thumbs up and 0 for down.
    pub rank: i64,
    /// What it sends. Never empty.
    pub body: String,
    /// Its label, which the transcript shows for it (`reviewText`); empty for stars.
    pub label: String,
    /// A CSS colour as sent: check it before use.
    pub color: Option<String>,
}

template! {
    /// `like_dislike`: a thumb up and a thumb down.
    LikeDislikeTemplate {
        /// The bubble above them, in Kore markdown; may be empty.
        text: text["text", "heading", "title"],
    }
}

impl FeedbackView {
    fn decode(payload: Fields<'_>) -> Self {
        let name = payload.text(&["view"]);
        let named = [
            ("star", "starArrays", Self::Stars),
            ("emojis", "smileyArrays", Self::Faces),
            ("CSAT", "smileyArrays", Self::Faces),
            ("NPS", "numbersArrays", Self::Nps),
            ("ThumbsUpDown", "thumpsUpDownArrays", Self::Thumbs),
            ("stars", "starArrays", Self::Stars),
        ];
        let by_name = named.iter().find(|(view, ..)| value::same_name(view, name));
        let has_choices = |key| !payload.list(&[key]).is_empty();
        by_name.or_else(|| named.iter().find(|(_, key, _)| has_choices(key))).map_or(Self::Stars, |(.., view)| *view)
    }
}

impl Rating {
    /// What choosing it sends.
    pub fn answer(&self) -> Option<Answer> {
        Answer::new(self.body.clone(), Some(self.label.clone()))
    }

    /// None without anything to send.
    fn decode(rating: Fields<'_>, is_thumb: bool) -> Option<Self> {
        const IDS: &[&str] = &["starId", "smileyId", "numberId", "thumpUpId", "thumbUpId", "id"];
        let label = rating.word(&["reviewText", "title", "label"]);
        let body = ["value"].iter().chain(IDS).find_map(|key| send_text(value::field(rating.0, key)?));
        let body = body.or_else(|| value::word(rating.0)).or_else(|| label.map(str::to_owned))?;
        let rank = value::integer_of(rating.0, IDS).or_else(|| value::integer_of(rating.0, &["value"]));
        let mut rank = rank.or_else(|| value::integer(rating.0)).unwrap_or_default();
        if is_thumb && let Some(down) = is_down(rating) {
            rank = if down { i64::MIN } else { i64::MAX };
        }
        let label = label.unwrap_or(if is_thumb { &body } else { "" }).to_owned();
        Some(Self { rank, body, label, color: rating.word(&["color"]).map(str::to_owned) })
    }
}

/// Whether a thumb points down, where a word as its id or its own words tell.
fn is_down(rating: Fields<'_>) -> Option<bool> {
    let id = rating.text(&["thumpUpId", "thumbUpId", "id"]);
    for (name, down) in [("positive", false), ("negative", true), ("up", false), ("down", true)] {
        if value::same_name(id, name) {
            return Some(down);
        }
    }
    let words = rating.text(&["value", "reviewText"]).to_ascii_lowercase();
    let is_negative = words.split(' ').any(|word| {
        word == "no" || word == "not" || word == "down" || ["un", "dis"].iter().any(|start| word.starts_with(start))
    });
    is_negative.then_some(true)
}

/// Up first. What words do not tell, numbers do, of which the platform gives 0 to the one that points down; else the
/// first points up.
fn order_thumbs(ratings: &mut Vec<Rating>) {
    ratings.truncate(2);
    match ratings.as_mut_slice() {
        [first, second] => {
            if first.rank < second.rank {
                std::mem::swap(first, second);
            }
            (first.rank, second.rank) = (1, 0);
        }
        [only] => only.rank = i64::from(only.rank != i64::MIN),
        _ => {}
    }
}

impl LikeDislikeTemplate {
    /// What the thumb that points up sends; the transcript shows it as it is.
    pub const LIKE: &str = "like";
    /// The same of the thumb that points down.
    pub const DISLIKE: &str = "dislike";
}
