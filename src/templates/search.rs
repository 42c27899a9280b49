//! `search`: passages that answer, and the pages behind a button.

use protocol::template::SearchTemplate;

use super::{
    Place,
    found::{self, Found},
    markup, text,
};
use crate::window::{
    context::Context,
    node::{El, Node, el},
};

/// The passages. The pages are shown at once where there is no passage.
pub(super) fn view(ctx: &Context, place: &Place, template: &SearchTemplate) -> Node {
    let mut passages = found::list(ctx);
    let snippets = template.snippets();
    let has_passages = !snippets.is_empty();
    for (at, snippet) in snippets.enumerate() {
        let url = snippet.url();
        let found = Found {
            title: &markup::spoken(ctx, snippet.title(), ctx.markup),
            text: snippet.text(),
            note: if snippet.source().is_empty() { url.unwrap_or_default() } else { snippet.source() },
            url,
            ..Found::default()
        };
        passages = passages.child(found::one(ctx, place, at, &found));
    }
    let rest = if template.pages().is_empty() {
        Node::Nothing
    } else if has_passages {
        let (own, placed, template) = (ctx.clone(), place.clone(), template.clone());
        found::behind_button(ctx, place, Box::new(move || pages(&own, &placed, &template)))
    } else {
        pages(ctx, place, template)
    };
    Node::Many(vec![text::bubble(ctx, template.text(), ctx.markup), has_passages.then(|| card(passages)).into(), rest])
}

fn pages(ctx: &Context, place: &Place, template: &SearchTemplate) -> Node {
    let mut list = found::list(ctx);
    let first = template.snippets().len();
    for (at, page) in template.pages().iter().enumerate() {
        let found = Found {
            title: page.title(),
            text: page.preview(),
            url: page.url(),
            image: page.image(),
            ..Found::default()
        };
        list = list.child(found::one(ctx, place, first + at, &found));
    }
    card(list).into()
}

fn card(list: El) -> El {
    el("div", "class=found-card").child(list)
}
