//! Style maps of the bot, made readable: its colours were chosen for a page that we do not know, and must keep
//! a contrast of 4.5 to 1 in light and dark.

use super::style;
use crate::{
    theme::color::{Color, ENOUGH, contrast},
    window::node::{El, Styles},
};

impl El {
    /// An element in the bot's style.
    #[inline(never)]
    pub(super) fn look(self, styles: &[(String, String)]) -> Self {
        if styles.is_empty() { self } else { self.styles(legible(styles)) }
    }
}

/// The properties that are let through, with a colour of text that can be read.
#[inline(never)]
fn legible(styles: &[(String, String)]) -> Styles {
    let mut styles = style::checked(styles);
    let paper = value(&styles, |name| name == "background" || name == "background-color");
    let ink = value(&styles, |name| name == "color");
    let mut readable = match (&paper, &ink) {
        (None, None) => return styles,
        // As much of the colour as even the lightest or darkest may have.
        (None, Some(ink)) => mixed(ink, "30%,var(--text))"),
        (Some(paper), _) => match luminance(paper) {
            Some(light) => if contrast(light, 0.0) > contrast(light, 1.0) { "#000" } else { "#fff" }.to_owned(),
            // A colour that only the browser can read becomes a tint of the theme's.
            None => {
                styles.retain(|(name, _)| name != "background");
                set(&mut styles, "background-color", mixed(paper, "15%,transparent)"));
                "var(--text)".to_owned()
            }
        },
    };
    if let Some((light, dark)) = paper.as_deref().and_then(luminance).zip(ink.as_deref().and_then(luminance))
        && contrast(light, dark) >= ENOUGH
    {
        readable = ink.unwrap_or(readable);
    }
    if paper.is_some() {
        // What stands on it has no colours of its own. A property cannot refer to itself.
        for name in ["--text", "--text-muted", "--accent-text"].into_iter().skip(usize::from(readable.ends_with(')'))) {
            set(&mut styles, name, readable.clone());
        }
        for name in ["--surface", "--surface-hover", "--accent-soft"] {
            set(&mut styles, name, "transparent".to_owned());
        }
    }
    set(&mut styles, "color", readable);
    styles
}

/// Text in a colour of the bot's.
pub(super) fn ink(color: Option<&str>) -> Styles {
    colored(color, None)
}

/// Text and what is behind it in colours of the bot's.
pub(super) fn colored(ink: Option<&str>, paper: Option<&str>) -> Styles {
    let mut styles = Styles::new();
    for (name, color) in [("color", ink), ("background-color", paper)] {
        if let Some(color) = color {
            styles.push((name.to_owned(), color.to_owned()));
        }
    }
    legible(&styles)
}

#[inline(never)]
fn value(styles: &Styles, is_wanted: fn(&str) -> bool) -> Option<String> {
    styles.iter().rev().find(|(name, _)| is_wanted(name)).map(|(_, value)| value.clone())
}

#[inline(never)]
fn set(styles: &mut Styles, name: &str, value: String) {
    styles.retain(|(known, _)| known != name);
    styles.push((name.to_owned(), value));
}

fn mixed(color: &str, with: &str) -> String {
    ["color-mix(in oklab,", color, " ", with].concat()
}

fn luminance(color: &str) -> Option<f32> {
    Color::parse(color).map(Color::luminance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> Vec<String> {
        let styles: Vec<(String, String)> =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        legible(&styles).into_iter().map(|(name, value)| [name, value].join(": ")).collect()
    }

    #[test]
    fn colours_that_can_be_read_together_stay() {
        let pair = [("background-color", "#0D6EFD"), ("color", "rgb(255, 255, 255)")];
        let styles = of(&pair);
        for style in ["background-color: #0D6EFD", "color: rgb(255, 255, 255)", "--text-muted: rgb(255, 255, 255)"] {
            assert!(styles.iter().any(|found| found == style), "{style}: {styles:?}");
        }
    }

    #[test]
    fn text_that_cannot_be_read_on_its_background_becomes_black_or_white() {
        let color = |pairs| of(pairs).pop();
        assert_eq!(color(&[("background-color", "#5ce454"), ("color", "#fff")]).as_deref(), Some("color: #000"));
        assert_eq!(color(&[("background", "#07377F")]).as_deref(), Some("color: #fff"));
        assert_eq!(color(&[("background", "#E7F1FF")]).as_deref(), Some("color: #000"));
    }

    #[test]
    fn a_colour_alone_is_mixed_with_that_of_the_theme() {
        assert_eq!(of(&[("color", "blue"), ("border", "0")])[1], "color: color-mix(in oklab,blue 30%,var(--text))");
    }

    #[test]
    fn a_background_that_cannot_be_measured_becomes_a_tint() {
        let styles = of(&[("background", "hsl(10 20% 30%)"), ("color", "red")]);
        assert_eq!(styles[0], "background-color: color-mix(in oklab,hsl(10 20% 30%) 15%,transparent)");
        assert_eq!(styles.last().map(String::as_str), Some("color: var(--text)"));
    }
}
