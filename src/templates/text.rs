//! Text in a bubble.

use protocol::Text;

use super::{markup, media};
use crate::window::context::Context;
use crate::window::node::{El, Node, el};

/// A text of the bot or an agent, with its player.
pub(super) fn view(ctx: &Context, text: &Text) -> Node {
    let player = text.media.as_ref().and_then(|media| media::view(ctx, media));
    Node::Many(vec![bubble(ctx, &text.text, ctx.markup), player.into()])
}

/// A bubble with a bot's text; nothing for empty text.
pub(super) fn bubble(ctx: &Context, text: &str, dialect: ::markup::Dialect) -> Node {
    if text.is_empty() { Node::Nothing } else { paper(markup::blocks(markup::parse(ctx, text, dialect))).into() }
}

/// The visitor's own text: nothing in it but line breaks and bare links means anything.
pub(crate) fn visitor_text(text: &str) -> El {
    paper(markup::blocks(::markup::plain(text)))
}

fn paper(blocks: Vec<Node>) -> El {
    // Each text decides for itself in which direction it is read.
    el("div", "class=bubble;dir=auto;part=bubble").child(blocks)
}
