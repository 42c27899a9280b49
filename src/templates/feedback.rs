//! `feedbackTemplate` and `like_dislike`: a rating, sent by one tap.

use std::rc::Rc;

use protocol::template::{FeedbackTemplate, FeedbackView, LikeDislikeTemplate, Rating};

use super::{Place, group, inputs::or, markup, sheet, style, text};
use crate::{
    i18n::fill,
    window::{
        context::{Choice, Context},
        icon::icon,
        node::{El, Node, el, text_in},
    },
};

const STAR: &str = "M12 3.5l2.6 5.5 6 .8-4.4 4.2 1.1 6-5.3-2.9L6.7 20l1.1-6-4.4-4.2 6-.8z";
const THUMB: &str = "M7 11l4-8a2.5 2.5 0 0 1 2.5 2.5V9h5a2 2 0 0 1 2 2.3l-1.2 7A2 2 0 0 1 17.3 20H4V11h3v9";
/// From the saddest to the happiest.
const FACES: [&str; 5] = [
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9 9.5v.5M15 9.5v.5M8 16.5q4-4 8 0",
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9 9.5v.5M15 9.5v.5M8.5 16q3.5-2 7 0",
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9 9.5v.5M15 9.5v.5M8.5 15.5h7",
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9 9.5v.5M15 9.5v.5M8.5 14.5q3.5 2 7 0",
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9 9.5v.5M15 9.5v.5M8 14q4 4.5 8 0",
];

/// The question with its choices.
pub(super) fn view(ctx: &Context, place: &Place, template: &FeedbackTemplate) -> Node {
    let body = {
        let (ctx, place, template) = (ctx.clone(), place.clone(), template.clone());
        Rc::new(move || {
            let question = markup::spoken(&ctx, template.text(), ctx.markup);
            ratings(&ctx, &place, template.view(), &question, &template.ratings())
        })
    };
    let spoken = markup::spoken(ctx, template.text(), ctx.markup);
    let title = or(&spoken, ctx.strings.rating_group);
    let question = sheet::or_inline(ctx, place, template.is_in_sheet(), title, body);
    Node::Many(vec![text::bubble(ctx, template.text(), ctx.markup), question])
}

/// Two thumbs that say no more than what they are.
pub(super) fn like_dislike(ctx: &Context, place: &Place, template: &LikeDislikeTemplate) -> Node {
    let thumb = |rank, body: &str| Rating { rank, body: body.to_owned(), ..Rating::default() };
    let thumbs = [thumb(1, LikeDislikeTemplate::LIKE), thumb(0, LikeDislikeTemplate::DISLIKE)];
    Node::Many(vec![
        text::bubble(ctx, template.text(), ctx.markup),
        ratings(ctx, place, FeedbackView::Thumbs, "", &thumbs),
    ])
}

#[inline(never)]
fn ratings(ctx: &Context, place: &Place, view: FeedbackView, question: &str, ratings: &[Rating]) -> Node {
    let strings = ctx.strings;
    let is_chosen = |index: usize, rating: &Rating| {
        place.chosen_action() == Some(index) || place.was_answered_with(or(&rating.label, &rating.body))
    };
    let chosen = ratings.iter().enumerate().position(|(index, rating)| is_chosen(index, rating));
    let name = match view {
        FeedbackView::Stars => "stars",
        FeedbackView::Faces => "faces",
        FeedbackView::Nps => "nps",
        FeedbackView::Thumbs => "thumbs",
    };
    let mut group = el("div", "class=ratings;role=group")
        .attr("aria-label", or(question, strings.rating_group))
        .attr("data-view", name)
        .on("keydown", Box::new(group::move_focus));
    for (index, rating) in ratings.iter().enumerate() {
        let is_star = view == FeedbackView::Stars;
        let is_down = view == FeedbackView::Thumbs && rating.rank == 0;
        let label = match view {
            FeedbackView::Stars => {
                &fill(&fill(strings.rating_of, "rank", &rating.body), "count", &ratings.len().to_string())
            }
            FeedbackView::Thumbs if is_down => or(&rating.label, strings.rating_dislike),
            FeedbackView::Thumbs => or(&rating.label, strings.rating_like),
            _ => or(&rating.label, &rating.body),
        };
        let mark: Node = match view {
            FeedbackView::Stars => icon(STAR).into(),
            FeedbackView::Thumbs => icon(THUMB).into(),
            FeedbackView::Faces => {
                let face = usize::try_from(rating.rank - 1).unwrap_or(0).min(FACES.len() - 1);
                icon(FACES[face]).into()
            }
            FeedbackView::Nps => text_in("span", "", &rating.body).into(),
        };
        // Of the thumbs the words stand beside them; faces have theirs below.
        let words = view == FeedbackView::Thumbs && !rating.label.is_empty();
        let color = rating.color.iter().map(|color| ("border-color".to_owned(), color.clone()));
        group = group.child(
            choice(ctx, place, index, rating)
                .attr("aria-label", label)
                .attr("title", label)
                .attr("aria-pressed", if chosen == Some(index) { "true" } else { "false" })
                .attr_if("data-on", chosen.filter(|chosen| is_star && index <= *chosen).map(|_| ""))
                .attr_if("data-down", is_down.then_some(""))
                .styles(style::checked(&color.collect::<Vec<_>>()))
                .child(mark)
                .child(words.then(|| text_in("span", "dir=auto", &rating.label))),
        );
    }
    let ends = match (view, chosen.and_then(|index| ratings.get(index)), ratings) {
        (FeedbackView::Faces, Some(chosen), _) => [&*chosen.label, ""],
        (FeedbackView::Faces, None, [first, .., last]) => [&*first.label, &*last.label],
        (FeedbackView::Nps, ..) => [strings.rating_least, strings.rating_most],
        _ => return group.into(),
    };
    // The names of the buttons say the same.
    let mut captions = el("div", "class=rating-ends;aria-hidden=true");
    for end in ends.iter().filter(|end| !end.is_empty()) {
        captions = captions.child(text_in("span", "dir=auto", end));
    }
    el("div", "class=rating").child(group).child(captions).into()
}

fn choice(ctx: &Context, place: &Place, index: usize, rating: &Rating) -> El {
    let is_open = place.is_open();
    let (ctx, key, answer) = (ctx.clone(), place.key, rating.answer());
    let choice = Choice { item: place.item, action: index };
    el("button", "type=button;class=rate;part=action").attr_if("aria-disabled", (!is_open).then_some("true")).on(
        "click",
        Box::new(move |_| {
            if let (true, Some(answer)) = (is_open, &answer) {
                ctx.answer(key, choice, answer.clone());
            }
        }),
    )
}
