//! Style maps of the bot, made readable: its colours were chosen for a page that we do not know, and must keep
//! a contrast of 4.5 to 1 in light and dark.

use super::style;
use crate::window::node::Styles;

/// 4.5 but for the error of [`luminance`].
const ENOUGH: f32 = 4.48;

/// The properties that are let through, with a colour of text that can be read.
pub(super) fn legible(styles: &[(String, String)]) -> Styles {
    let mut styles = style::checked(styles);
    let paper = value(&styles, |name| name == "background" || name == "background-color");
    let ink = value(&styles, |name| name == "color");
    let readable = match (paper, ink) {
        (None, None) => return styles,
        // As much of the colour as even the lightest or darkest may have.
        (None, Some(ink)) => mixed(&ink, "35%,var(--text))"),
        (Some(paper), ink) => match luminance(&paper) {
            Some(light) if ink.as_deref().and_then(luminance).is_some_and(|ink| contrast(light, ink) >= ENOUGH) => {
                return styles;
            }
            Some(light) => if contrast(light, 0.0) > contrast(light, 1.0) { "#000" } else { "#fff" }.to_owned(),
            // A colour that only the browser can read becomes a tint of the theme's.
            None => {
                styles.retain(|(name, _)| name != "background");
                set(&mut styles, "background-color", mixed(&paper, "15%,var(--surface))"));
                "var(--text)".to_owned()
            }
        },
    };
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

fn value(styles: &Styles, is_wanted: fn(&str) -> bool) -> Option<String> {
    styles.iter().rev().find(|(name, _)| is_wanted(name)).map(|(_, value)| value.clone())
}

fn set(styles: &mut Styles, name: &str, value: String) {
    styles.retain(|(known, _)| known != name);
    styles.push((name.to_owned(), value));
}

fn mixed(color: &str, with: &str) -> String {
    ["color-mix(in oklab,", color, " ", with].concat()
}

/// The relative luminance of `#rgb`, `#rrggbb` and `rgb(…)`.
fn luminance(color: &str) -> Option<f32> {
    let channels: [u8; 3] = if let Some(digits) = color.trim().strip_prefix('#') {
        let digit = |at: usize| digits.get(at..at + 1).and_then(|digit| u8::from_str_radix(digit, 16).ok());
        match digits.len() {
            3 => [digit(0)? * 17, digit(1)? * 17, digit(2)? * 17],
            6 => [digit(0)? * 16 + digit(1)?, digit(2)? * 16 + digit(3)?, digit(4)? * 16 + digit(5)?],
            _ => return None,
        }
    } else {
        let mut parts = color.strip_prefix("rgb(")?.strip_suffix(')')?.split(',').map(|part| part.trim().parse().ok());
        [parts.next()??, parts.next()??, parts.next()??]
    };
    // What a screen makes of a channel, as a polynomial: powers of fractions cost a kilobyte.
    let [red, green, blue] = channels.map(|channel| {
        let x = f32::from(channel) / 255.0;
        x * (x * (x * 0.305_306 + 0.682_171_1) + 0.012_522_9)
    });
    Some(0.2126 * red + 0.7152 * green + 0.0722 * blue)
}

fn contrast(one: f32, other: f32) -> f32 {
    let (light, dark) = if one > other { (one, other) } else { (other, one) };
    (light + 0.05) / (dark + 0.05)
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
        assert_eq!(of(&pair), ["background-color: #0D6EFD", "color: rgb(255, 255, 255)"]);
    }

    #[test]
    fn text_that_cannot_be_read_on_its_background_becomes_black_or_white() {
        assert_eq!(of(&[("background-color", "#5ce454"), ("color", "#fff")])[1], "color: #000");
        assert_eq!(of(&[("background", "#07377F")])[1], "color: #fff");
        assert_eq!(of(&[("background", "#E7F1FF")])[1], "color: #000");
    }

    #[test]
    fn a_colour_alone_is_mixed_with_that_of_the_theme() {
        assert_eq!(of(&[("color", "blue"), ("border", "0")])[1], "color: color-mix(in oklab,blue 35%,var(--text))");
    }

    #[test]
    fn a_background_that_cannot_be_measured_becomes_a_tint() {
        let styles = of(&[("background", "hsl(10 20% 30%)"), ("color", "red")]);
        assert_eq!(
            styles,
            ["background-color: color-mix(in oklab,hsl(10 20% 30%) 15%,var(--surface))", "color: var(--text)"]
        );
    }
}
