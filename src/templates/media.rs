//! A sound or a film with the browser's own controls.

use protocol::Media;

use crate::window::context::Context;
use crate::window::node::{Node, el};

/// The player; a sentence where the address is refused.
pub(super) fn view(ctx: Context, media: &Media) -> Node {
    let label = name(ctx, media);
    let (Media::Audio(address) | Media::Video(address)) = media else {
        return Node::Nothing;
    };
    // A player fetches at most what it needs to show the length, and only from the web.
    let address = ::markup::safe_link(address).filter(|address| address.starts_with("http"));
    match (media, address) {
        (Media::Audio(_), Some(address)) => el("audio")
            .attr("class", "media")
            .attr("controls", true)
            .attr("preload", "none")
            .attr("aria-label", label)
            .attr("src", address)
            .node(),
        (_, Some(address)) => el("video")
            .attr("class", "media")
            .attr("controls", true)
            .attr("playsinline", true)
            .attr("preload", "metadata")
            .attr("aria-label", label)
            .attr("src", address)
            .node(),
        (_, None) => el("div").attr("class", "bubble other").child(ctx.strings.media_refused).node(),
    }
}

/// What kind of medium it is, in words.
pub(super) fn name(ctx: Context, media: &Media) -> &'static str {
    match media {
        Media::Audio(_) => ctx.strings.media_audio,
        _ => ctx.strings.media_video,
    }
}
