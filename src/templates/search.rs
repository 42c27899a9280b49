//! `search`: passages that answer, and the pages behind a button.

use std::sync::Arc;

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
pub(super) fn view(ctx: &Context, place: &Place, template: &Arc<SearchTemplate>) -> Node {
    let mut passages = found::list(ctx);
    for (at, snippet) in template.snippets.iter().enumerate() {
        let url = snippet.url.as_deref();
        let found = Found {
            title: &markup::spoken(&::markup::kore(&snippet.title)),
            text: &snippet.text,
            note: if snippet.source.is_empty() { url.unwrap_or_default() } else { &snippet.source },
            url,
            image: None,
        };
        passages = passages.child(found::one(ctx, place, at, &found));
    }
    let has_passages = !template.snippets.is_empty();
    let rest = if template.pages.is_empty() {
        Node::Nothing
    } else if has_passages {
        let (own, placed, template) = (ctx.clone(), place.clone(), template.clone());
        found::behind_button(ctx, place, Box::new(move || pages(&own, &placed, &template)))
    } else {
        pages(ctx, place, template)
    };
    Node::Many(vec![text::bubble(&template.text), has_passages.then(|| card(passages)).into(), rest])
}

fn pages(ctx: &Context, place: &Place, template: &SearchTemplate) -> Node {
    let mut list = found::list(ctx);
    for (at, page) in template.pages.iter().enumerate() {
        let found = Found {
            title: &page.title,
            text: &page.preview,
            note: "",
            url: page.url.as_deref(),
            image: page.image.as_deref(),
        };
        list = list.child(found::one(ctx, place, template.snippets.len() + at, &found));
    }
    card(list).into()
}

fn card(list: El) -> El {
    el("div", "class=found-card").child(list)
}
