//! The box around a list, card or table: a heading, the content, and what leads on.

use super::{
    Place,
    item::{self, Item},
};
use crate::window::{
    context::Context,
    node::{El, Node, el},
};

/// The box.
pub(super) fn panel(content: Vec<Node>) -> El {
    el("div", "class=panel;part=panel").child(content)
}

/// Its heading with what stands at the end of it; nothing where there are no words.
#[inline(never)]
pub(super) fn head(ctx: &Context, place: &Place, title: &str, subtitle: &str, end: Vec<Node>) -> Node {
    if title.is_empty() && subtitle.is_empty() && end.is_empty() {
        return Node::Nothing;
    }
    let heading = Item::new(title, subtitle);
    el("div", "class=panel-head item-line").child(item::main(ctx, place, &heading)).child(end).into()
}
