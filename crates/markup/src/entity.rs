//! HTML character references: bots escape their text, sometimes by habit.

use crate::slice;
use crate::table::Table;

/// The longest name there is has 31 letters.
const LONGEST: usize = 34;

/// The references that escaping makes, which are by far the most frequent.
const FREQUENT: [(&str, char); 5] = [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')];

/// The other names of HTML 4, each followed by its character: 1 kB in the wasm. All names of HTML 5 would be 9 kB; bots
/// do not write them.
static HTML4: Table = Table::new(include_str!("../tables/html4.txt"));

/// What a reference stands for: one character, or two, the second of which is else NUL.
pub(crate) type Decoded = [char; 2];

/// What the reference at the start of `text` stands for, and the reference's length in bytes. None when there is no
/// reference or when its name is unknown. What is no character, or one that nobody sees, is U+FFFD.
pub(crate) fn decode_first(text: &str) -> Option<(Decoded, usize)> {
    let body = text.strip_prefix('&')?;
    let number = body.strip_prefix('#');
    let inner = number.unwrap_or(body);
    let end = inner.bytes().take(LONGEST).position(|byte| !byte.is_ascii_alphanumeric())?;
    if inner.as_bytes().get(end) != Some(&b';') || end == 0 {
        return None;
    }
    let name = slice::until(inner, end);
    let decoded = match number {
        Some(_) => {
            let code = match name.strip_prefix('x').or_else(|| name.strip_prefix('X')) {
                Some(digits) => number_of(digits, 16, 6)?,
                None => number_of(name, 10, 7)?,
            };
            let character = char::from_u32(code).filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'));
            [character.unwrap_or('\u{fffd}'), '\0']
        }
        None => named(name)?,
    };
    Some((decoded, text.len() - inner.len() + end + 1))
}

fn named(name: &str) -> Option<Decoded> {
    let frequent = FREQUENT.iter().find(|(known, _)| *known == name).map(|known| known.1);
    match frequent.or_else(|| HTML4.find(name)?.chars().next()) {
        Some(character) => Some([character, '\0']),
        None => html5(name),
    }
}

#[cfg(not(feature = "conformance"))]
fn html5(_: &str) -> Option<Decoded> {
    None
}

#[cfg(feature = "conformance")]
fn html5(name: &str) -> Option<Decoded> {
    let line =
        include_str!("../tables/html5.txt").lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))?;
    let mut characters = line.split(' ').filter_map(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
    Some([characters.next()?, characters.next().unwrap_or('\0')])
}

fn number_of(digits: &str, radix: u32, most: usize) -> Option<u32> {
    if digits.is_empty() || digits.len() > most {
        return None;
    }
    digits.chars().try_fold(0_u32, |number, digit| Some(number * radix + digit.to_digit(radix)?))
}

/// Adds what a reference stands for.
pub(crate) fn push(out: &mut String, decoded: Decoded) {
    out.push(decoded[0]);
    if decoded[1] != '\0' {
        out.push(decoded[1]);
    }
}

/// Text with every reference replaced, once: what comes out is not looked at again.
pub(crate) fn decode(text: &str) -> String {
    unescape(text, false)
}

/// As [`decode`]; with `backslashes` also those before ASCII punctuation are taken out.
pub(crate) fn unescape(text: &str, backslashes: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut pending = 0;
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        match byte {
            b'&' => {
                if let Some((decoded, length)) = decode_first(slice::from(text, at)) {
                    out.push_str(slice::between(text, pending, at));
                    push(&mut out, decoded);
                    at += length;
                    pending = at;
                    continue;
                }
            }
            b'\\' if backslashes && text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                out.push_str(slice::between(text, pending, at));
                pending = at + 1;
                at += 1;
            }
            _ => {}
        }
        at += 1;
    }
    out.push_str(slice::from(text, pending));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_characters_once() {
        for (source, expected) in [
            ("a &amp; b", "a & b"),
            ("&lt;b&gt; &quot;x&quot; &#39;y&#39;", "<b> \"x\" 'y'"),
            ("&nbsp;", "\u{a0}"),
            ("&#x41;&#X42;&#67;", "ABC"),
            ("&amp;lt;", "&lt;"),
            ("&euro;5", "€5"),
            ("&nbsp;&thetasym;&diams;", "\u{a0}ϑ♦"),
            // No character, or one that nobody sees.
            ("&#0;&#7;&#xd800;&#x110000;", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
        ] {
            assert_eq!(decode(source), expected);
        }
    }

    #[test]
    fn what_is_no_reference_stays() {
        for source in [
            "&",
            "&;",
            "&#;",
            "&#x;",
            "&#+65;",
            "&#12345678;",
            "&#x1234567;",
            "&a b;",
            "&unknown;",
            "R&D; x",
            "&é;",
            "AT&T",
        ] {
            assert_eq!(decode(source), source);
        }
    }

    #[test]
    fn every_name_of_html_4_is_known() {
        // The first and last of each of HTML 4's three sets.
        for (name, code) in
            [("nbsp", 0xa0), ("yuml", 0xff), ("fnof", 0x192), ("diams", 0x2666), ("OElig", 0x152), ("euro", 0x20ac)]
        {
            assert_eq!(named(name).unwrap()[0] as u32, code, "{name}");
        }
        let names = include_str!("../tables/html4.txt").chars().filter(|c| !c.is_ascii()).count() + FREQUENT.len();
        assert_eq!(names, 252 + 1, "HTML 4's names, and apos");
    }
}
