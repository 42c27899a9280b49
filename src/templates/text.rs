//! Text in a bubble.

use protocol::Text;

use super::{markup, media};
use crate::window::context::Context;
use crate::window::node::{Node, el};

/// A text of the bot or an agent, with its player.
pub(super) fn view(ctx: Context, text: &Text) -> Node {
    let player = text.media.as_ref().map(|media| media::view(ctx, media));
    (bubble(&text.text), player).into()
}

/// A bubble of Kore markdown; nothing for empty text.
pub(super) fn bubble(text: &str) -> Node {
    if text.is_empty() { Node::Nothing } else { paper(markup::blocks(::markup::kore(text))) }
}

/// The visitor's own text: nothing in it but line breaks and bare links means anything.
pub(crate) fn visitor_text(text: &str) -> Node {
    paper(markup::blocks(::markup::plain(text)))
}

fn paper(blocks: Vec<Node>) -> Node {
    // Each text decides for itself in which direction it is read.
    el("div").attr("class", "bubble").attr("dir", "auto").attr("part", "bubble").child(blocks).node()
}
