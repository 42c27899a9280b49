//! A round picture of who is speaking, or their initial.

use super::node::{El, el, text_in};

/// A picture, else the first letter of the name. Screen readers hear the name elsewhere.
pub(crate) fn avatar(picture: Option<&str>, name: &str) -> El {
    match picture.and_then(markup::safe_image) {
        Some(address) => el("img", "class=avatar;part=avatar;alt;loading=lazy").attr("src", &address),
        None => initial(name),
    }
}

/// The first letter of a name.
pub(crate) fn initial(name: &str) -> El {
    // The styles make it a capital: Unicode's tables of letters would cost more than the window's styles.
    let name = name.trim_start_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
    let letter = name.chars().next().map_or("", |letter| &name[..letter.len_utf8()]);
    text_in("span", "class=avatar;part=avatar;aria-hidden=true", letter)
}
