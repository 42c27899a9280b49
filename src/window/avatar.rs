//! A round picture of who is speaking, or their initial.

use super::node::{Node, el};

/// A picture, else the first letter of the name. Screen readers hear the name elsewhere.
pub(crate) fn avatar(picture: Option<&str>, name: &str) -> Node {
    match picture.and_then(markup::safe_image) {
        Some(address) => el("img")
            .attr("class", "avatar")
            .attr("part", "avatar")
            .attr("src", address)
            .attr("alt", "")
            .attr("loading", "lazy")
            .node(),
        None => initial(name),
    }
}

/// The first letter of a name.
pub(crate) fn initial(name: &str) -> Node {
    // The styles make it a capital: Unicode's tables of letters would cost more than the window's styles.
    let letter = name.chars().find(|c| !c.is_whitespace() && !c.is_ascii_punctuation()).map(|c| c.to_string());
    el("span").attr("class", "avatar").attr("part", "avatar").attr("aria-hidden", "true").child(letter).node()
}
