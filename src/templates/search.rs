//! `search`: passages that answer, and the pages behind a button.

use protocol::{Template, template::SearchTemplate};

use super::{
    Place,
    found::{self, Found},
    text,
};
use crate::window::{context::Context, node::Node};

/// So many pages are shown where there is no passage.
const PAGES: usize = 3;

/// The passages.
pub(super) fn view(ctx: &Context, place: &Place, template: &SearchTemplate) -> Node {
    let (text, passages) = (text::bubble(ctx, template.text(), ctx.markup), template.snippets().len());
    let shown = if passages == 0 { [PAGES, 0] } else { [passages; 2] };
    let found = found::view(ctx, place, Template::Search(template.clone()), "", shown);
    match (&text, &found) {
        (Node::Nothing, None) => super::other::unsupported(ctx).into(),
        _ => Node::Many(vec![text, found.into()]),
    }
}

/// The passages, then the pages.
pub(super) fn found(template: &SearchTemplate) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    for snippet in template.snippets() {
        let (title, url) = (snippet.title(), snippet.url());
        let source = if snippet.source().is_empty() { url.unwrap_or_default() } else { snippet.source() };
        let (title, note) = if title.is_empty() { (source, "") } else { (title, source) };
        found.push(Found { title, note, text: snippet.text(), url, image: None });
    }
    for page in template.pages() {
        let (title, text) = (page.title(), page.preview());
        found.push(Found { title, note: "", text, url: page.url(), image: page.image() });
    }
    found
}
