//! `feedbackTemplate` and `like_dislike` (`kore-templates.md` 9 and 5.4).

use serde_json::Value;

use super::{Answer, action::send_text, lines::Lines};
use crate::{decoder::Decoder, path::Path, value};

/// A rating.
#[derive(Debug, Default, PartialEq)]
pub struct FeedbackTemplate {
    /// The question, in Kore markdown.
    pub text: String,
    /// What kind of rating.
    pub view: FeedbackView,
    /// The choices: the worst first, but for thumbs, of which the one that points up is first. None when the bot sent
    /// none that can be read.
    pub ratings: Vec<Rating>,
    /// It stands in a sheet, when live.
    pub is_in_sheet: bool,
    /// What the bot wants said afterwards; the vendor's third window does not say it.
    pub thanks: String,
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

/// `like_dislike`: a thumb up and a thumb down.
#[derive(Debug, Default, PartialEq)]
pub struct LikeDislikeTemplate {
    /// The bubble above them, in Kore markdown; may be empty.
    pub text: String,
}

impl FeedbackTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        let view = FeedbackView::decode(payload);
        let (keys, decode): (&[&'static str], _) = match view {
            FeedbackView::Stars => (&["starArrays"], Rating::decode as _),
            FeedbackView::Faces => (&["smileyArrays"], Rating::decode as _),
            FeedbackView::Nps => (&["numbersArrays"], Rating::decode as _),
            FeedbackView::Thumbs => (&["thumpsUpDownArrays", "thumbsUpDownArrays"], Rating::decode_thumb as _),
        };
        let mut ratings = decoder.required_list(payload, keys, path, decode);
        match view {
            FeedbackView::Thumbs => order_thumbs(&mut ratings),
            _ => ratings.sort_by_key(|rating| rating.rank),
        }
        Self {
            text: value::string_of(payload, &["text", "heading", "title"]),
            view,
            ratings,
            is_in_sheet: value::flag_of(payload, &["sliderView", "slideView"]),
            thanks: value::string_of(payload, &["messageTodisplay", "messageToDisplay"]),
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push(&self.text);
    }
}

impl FeedbackView {
    fn decode(payload: &Value) -> Self {
        let name = value::word_of(payload, &["view"]).unwrap_or_default();
        let named = [
            ("star", "starArrays", Self::Stars),
            ("emojis", "smileyArrays", Self::Faces),
            ("CSAT", "smileyArrays", Self::Faces),
            ("NPS", "numbersArrays", Self::Nps),
            ("ThumbsUpDown", "thumpsUpDownArrays", Self::Thumbs),
            ("stars", "starArrays", Self::Stars),
        ];
        let by_name = named.iter().find(|(view, ..)| value::same_name(view, &name));
        let has_choices = |key| value::field(payload, key).is_some_and(|list| !value::one_or_many(list).is_empty());
        by_name.or_else(|| named.iter().find(|(_, key, _)| has_choices(key))).map_or(Self::Stars, |(.., view)| *view)
    }
}

impl Rating {
    /// What choosing it sends.
    pub fn answer(&self) -> Option<Answer> {
        Answer::new(self.body.clone(), Some(self.label.clone()))
    }

    fn decode(_: &mut Decoder, rating: &mut Value, _: &Path<'_>) -> Result<Self, &'static str> {
        const IDS: &[&str] = &["starId", "smileyId", "numberId", "thumpUpId", "thumbUpId", "id"];
        let own = value::word(rating);
        let label = value::word_of(rating, &["reviewText", "title", "label"]);
        let body = ["value"].iter().chain(IDS).find_map(|key| send_text(value::field(rating, key)?));
        let body = body.or(own).or_else(|| label.clone()).ok_or("a rating with a value")?;
        let rank = value::integer_of(rating, IDS).or_else(|| value::integer_of(rating, &["value"]));
        let rank = rank.or_else(|| value::integer(rating)).unwrap_or_default();
        Ok(Self { rank, body, label: label.unwrap_or_default(), color: value::word_of(rating, &["color"]) })
    }

    fn decode_thumb(decoder: &mut Decoder, rating: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        let is_down = is_down(rating);
        let rating = Self::decode(decoder, rating, path)?;
        let label = if rating.label.is_empty() { rating.body.clone() } else { rating.label };
        Ok(Self { rank: is_down.map_or(rating.rank, |down| if down { i64::MIN } else { i64::MAX }), label, ..rating })
    }
}

/// Whether a thumb points down, where a word as its id or its own words tell.
fn is_down(rating: &Value) -> Option<bool> {
    let id = value::word_of(rating, &["thumpUpId", "thumbUpId", "id"]).unwrap_or_default().to_ascii_lowercase();
    match id.as_str() {
        "positive" | "up" | "like" | "yes" | "true" => return Some(false),
        "negative" | "down" | "dislike" | "no" | "false" => return Some(true),
        _ => {}
    }
    let words = value::string_of(rating, &["value", "reviewText"]).to_ascii_lowercase();
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

    pub(crate) fn decode(payload: &Value) -> Self {
        Self { text: value::string_of(payload, &["text", "heading", "title"]) }
    }
}
