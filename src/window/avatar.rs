//! A round picture of who is speaking, or their initial.

use leptos::{html, prelude::*};

/// A picture, else the first letter of the name. Screen readers hear the name elsewhere.
pub(crate) fn avatar(picture: Option<&str>, name: &str) -> AnyView {
    match picture.and_then(markup::safe_image) {
        Some(address) => html::img()
            .attr("class", "avatar")
            .attr("part", "avatar")
            .attr("src", address)
            .attr("alt", "")
            .attr("loading", "lazy")
            .into_any(),
        None => initial(name),
    }
}

/// The first letter of a name.
pub(crate) fn initial(name: &str) -> AnyView {
    let letter = name.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().to_string());
    html::span().attr("class", "avatar").attr("part", "avatar").attr("aria-hidden", "true").child(letter).into_any()
}
