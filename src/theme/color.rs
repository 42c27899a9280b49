//! Colours that can be measured, and made readable.

/// What text needs against what is behind it, but for the error of [`Color::luminance`].
pub(crate) const ENOUGH: f32 = 4.48;

/// Red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Color(pub [u8; 3]);

impl Color {
    pub const BLACK: Self = Self([0; 3]);
    pub const WHITE: Self = Self([255; 3]);

    /// Reads `#rgb`, `#rrggbb` and `rgb(…)`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(digits) = text.strip_prefix('#') {
            let digit = |at: usize| digits.get(at..at + 1).and_then(|digit| u8::from_str_radix(digit, 16).ok());
            return Some(Self(match digits.len() {
                3 => [digit(0)? * 17, digit(1)? * 17, digit(2)? * 17],
                6 => [digit(0)? * 16 + digit(1)?, digit(2)? * 16 + digit(3)?, digit(4)? * 16 + digit(5)?],
                _ => return None,
            }));
        }
        let mut parts = text.strip_prefix("rgb(")?.strip_suffix(')')?.split(',').map(|part| part.trim().parse().ok());
        Some(Self([parts.next()??, parts.next()??, parts.next()??]))
    }

    /// As `#rrggbb`.
    pub fn hex(self) -> String {
        let mut text = "#".to_owned();
        for digit in self.0.iter().flat_map(|channel| [channel >> 4, channel & 15]) {
            text.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
        }
        text
    }

    /// The relative luminance.
    pub fn luminance(self) -> f32 {
        // What a screen makes of a channel, as a polynomial: powers of fractions cost a kilobyte.
        let [red, green, blue] = self.0.map(|channel| {
            let x = f32::from(channel) / 255.0;
            x * (x * (x * 0.305_306 + 0.682_171_1) + 0.012_522_9)
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// From 1 to 21.
    pub fn contrast(self, other: Self) -> f32 {
        contrast(self.luminance(), other.luminance())
    }

    /// With so many sixteenths of another colour.
    pub fn mixed(self, other: Self, sixteenths: u16) -> Self {
        let mut mixed = self;
        for (channel, other) in mixed.0.iter_mut().zip(other.0) {
            // At most 255.
            *channel = ((u16::from(*channel) * (16 - sixteenths) + u16::from(other) * sixteenths) / 16) as u8;
        }
        mixed
    }

    /// Black or white, whichever is read better on this.
    pub fn ink(self) -> Self {
        if self.contrast(Self::BLACK) > self.contrast(Self::WHITE) { Self::BLACK } else { Self::WHITE }
    }

    /// The same where it can be read on these, else as little darker or lighter as it takes.
    pub fn readable_on(self, papers: &[Self]) -> Self {
        let ink = papers.first().map_or(Self::BLACK, |paper| paper.ink());
        let is_readable = |color: &Self| papers.iter().all(|paper| color.contrast(*paper) >= ENOUGH);
        (0..=16).map(|part| self.mixed(ink, part)).find(is_readable).unwrap_or(ink)
    }
}

/// The contrast of two luminances.
pub(crate) fn contrast(one: f32, other: f32) -> f32 {
    let (light, dark) = if one > other { (one, other) } else { (other, one) };
    (light + 0.05) / (dark + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn color(text: &str) -> Color {
        Color::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn colours_are_read_and_written() {
        for (text, hex) in [("#0d6efd", "#0d6efd"), (" #FA0 ", "#ffaa00"), ("rgb(1, 2,255)", "#0102ff")] {
            assert_eq!(color(text).hex(), hex);
        }
        for text in ["", "red", "#12", "#1234567", "#äöü", "rgb(1,2)", "rgb(1,2,300)", "url(x)", "#12345g"] {
            assert_eq!(Color::parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_can_be_read_stays_and_what_cannot_becomes_readable() {
        let (white, yellow, grey) = (Color::WHITE, color("#ffd400"), color("#777777"));
        assert_eq!(color("#0d47a1").readable_on(&[white]), color("#0d47a1"));
        for paper in [white, yellow, grey, Color::BLACK, color("#0d6efd")] {
            for ink in [white, yellow, grey, Color::BLACK, color("#5ce454")] {
                assert!(ink.readable_on(&[paper]).contrast(paper) >= ENOUGH, "{} on {}", ink.hex(), paper.hex());
            }
        }
    }
}
