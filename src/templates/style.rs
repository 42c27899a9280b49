//! Style maps of the bot (`kore-templates.md` 2.4): only harmless properties with harmless values get through.

use crate::window::node::Styles;

/// What a bot may set. Nothing that moves an element out of its place or fetches something.
const PROPERTIES: [&str; 36] = [
    "background",
    "background-color",
    "border",
    "border-bottom",
    "border-color",
    "border-left",
    "border-radius",
    "border-right",
    "border-style",
    "border-top",
    "border-width",
    "color",
    "flex-basis",
    "flex-grow",
    "font-size",
    "font-style",
    "font-weight",
    "gap",
    "height",
    "justify-content",
    "letter-spacing",
    "line-height",
    "max-width",
    "min-height",
    "opacity",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "text-align",
    "text-decoration",
    "text-transform",
    "vertical-align",
    "white-space",
    "width",
];
/// The only functions of CSS in values; none of them fetches.
const FUNCTIONS: [&str; 4] = ["rgb", "rgba", "hsl", "hsla"];
const LONGEST_VALUE: usize = 60;

/// The properties that are let through.
pub(super) fn checked(styles: &[(String, String)]) -> Styles {
    styles.iter().filter(|(name, value)| PROPERTIES.contains(&name.as_str()) && is_harmless(value)).cloned().collect()
}

/// A bare list of words, numbers and colours.
fn is_harmless(value: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b" #%.,()+-/".contains(&byte);
    if value.len() > LONGEST_VALUE || !value.bytes().all(is_plain) {
        return false;
    }
    let mut parts = value.split('(');
    let before_brackets = parts.next().into_iter().chain(parts);
    let mut names: Vec<&str> = before_brackets.collect();
    // What follows the last bracket is no name of a function.
    names.pop();
    names.iter().all(|before| {
        let start = before.bytes().rposition(|byte| !byte.is_ascii_alphabetic()).map_or(0, |at| at + 1);
        before.get(start..).is_some_and(|name| FUNCTIONS.iter().any(|known| name.eq_ignore_ascii_case(known)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str, value: &str) -> bool {
        !checked(&[(name.to_owned(), value.to_owned())]).is_empty()
    }

    #[test]
    fn colours_sizes_and_borders_get_through() {
        for (name, value) in [
            ("color", "#4B5565"),
            ("background-color", "rgba(255, 0, 10, .5)"),
            ("border", "1px solid #85B7FE"),
            ("width", "50%"),
            ("padding", "10px 0"),
            ("background", "HSL(10 20% 30%) "),
        ] {
            assert!(one(name, value), "{name}: {value}");
        }
    }

    #[test]
    fn what_moves_or_fetches_does_not() {
        for (name, value) in [
            ("position", "fixed"),
            ("z-index", "1"),
            ("background-image", "none"),
            ("background", "url(https://evil.example/x)"),
            ("background", "image-set(x)"),
            ("color", "red; position: fixed"),
            ("color", "var(--rtm-accent)"),
            ("width", "expression(alert(1))"),
            ("width", "calc(100vw * 9)"),
            ("color", "rgb(url(x))"),
            ("color", "\\72 ed"),
            ("color", "(red)"),
        ] {
            assert!(!one(name, value), "{name}: {value}");
        }
    }
}
