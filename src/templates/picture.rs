//! A picture of the bot's: loaded when it comes into sight, with its place kept, and a sign in its place when it fails.

use crate::window::node::{El, el};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement};

/// The picture; nothing where the address is refused. Without words it is decoration. `fixed` are its attributes, with
/// its class: the styles give it its size.
pub(super) fn picture(fixed: &'static str, address: &str, alt: &str) -> Option<El> {
    let address = ::markup::safe_image(address)?;
    let image = el("img", fixed).attr("alt", alt).attr("loading", "lazy").attr("src", &address);
    Some(image.on("error", Box::new(failed)))
}

/// The browser draws its own broken sign and the words; the styles make it a quiet box, and hide a player.
pub(super) fn failed(event: Event) {
    if let Some(image) = event.current_target() {
        let _ = image.unchecked_into::<HtmlElement>().set_attribute("data-failed", "");
    }
}
