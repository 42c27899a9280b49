//! Items that the page shows by itself.

use protocol::Content;

use super::{Place, text};
use crate::window::{
    Own,
    context::Context,
    node::{El, Node, el},
};

/// The page's view of an item; none for the built-in one.
pub(super) fn view(ctx: &Context, place: &Place, content: &Content) -> Option<El> {
    let renderer = ctx.renderer.as_ref().filter(|_| is_wanted(ctx, content))?;
    Some(match place.memory.own(place.item, content, &*renderer.view)? {
        Own::Node(node) => el("div", "class=own;part=custom").child(Node::Own(node)),
        Own::Text(text) => text::visitor_text(&text),
    })
}

/// Whether the page may show an item by itself.
pub(super) fn is_wanted(ctx: &Context, content: &Content) -> bool {
    ctx.renderer.as_ref().is_some_and(|renderer| (renderer.has)(content))
}
