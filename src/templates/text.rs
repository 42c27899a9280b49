//! Text in a bubble.

use leptos::{html, prelude::*};
use protocol::Text;

use super::{markup, media};
use crate::window::context::Context;

/// A text of the bot or an agent, with its player.
pub(super) fn view(ctx: Context, text: &Text) -> AnyView {
    let player = text.media.as_ref().map(|media| media::view(ctx, media));
    (bubble(&text.text), player).into_any()
}

/// A bubble of Kore markdown; nothing for empty text.
pub(super) fn bubble(text: &str) -> AnyView {
    if text.is_empty() { ().into_any() } else { paper(markup::blocks(::markup::kore(text))) }
}

/// The visitor's own text: nothing in it but line breaks and bare links means anything.
pub(crate) fn visitor_text(text: &str) -> AnyView {
    paper(markup::blocks(::markup::plain(text)))
}

fn paper(blocks: Vec<AnyView>) -> AnyView {
    // Each text decides for itself in which direction it is read.
    html::div().attr("class", "bubble").attr("dir", "auto").attr("part", "bubble").child(blocks).into_any()
}
