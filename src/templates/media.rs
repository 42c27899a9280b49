//! A sound or a film with the browser's own controls.

use protocol::Media;

use super::{choice, picture};
use crate::window::context::Context;
use crate::window::node::{El, el, text_in};

/// The player, or a link in its place when it fails; a sentence where the address is refused.
pub(super) fn view(ctx: &Context, media: &Media) -> Option<El> {
    let (player, address) = match media {
        Media::Audio(address) => (("audio", "controls;preload=none"), address),
        Media::Video(address) => (("video", "controls;playsinline;preload=metadata"), address),
        _ => return None,
    };
    // A player fetches at most what it needs to show the length, and only from the web.
    let address = ::markup::safe_link(address).filter(|address| address.starts_with("http"));
    Some(match address {
        Some(address) => {
            let player = el(player.0, player.1).attr("aria-label", name(ctx, media)).attr("src", &address);
            let link = choice::link(ctx, &address, "bubble other").map(|link| link.text(ctx.strings.media_refused));
            el("div", "class=media").child(player.on("error", Box::new(picture::failed))).child(link)
        }
        None => text_in("div", "class=bubble other", ctx.strings.media_refused),
    })
}

/// What kind of medium it is, in words.
pub(super) fn name(ctx: &Context, media: &Media) -> &'static str {
    match media {
        Media::Audio(_) => ctx.strings.media_audio,
        _ => ctx.strings.media_video,
    }
}
