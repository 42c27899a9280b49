//! HTML character references: bots escape their text, sometimes by habit.

use crate::slice;

/// The longest reference that is looked at, in bytes, `&` and `;` included.
const LONGEST: usize = 12;

const NAMED: [(&str, char); 28] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("euro", '€'),
    ("pound", '£'),
    ("yen", '¥'),
    ("deg", '°'),
    ("times", '×'),
    ("middot", '·'),
    ("bull", '•'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("larr", '←'),
    ("rarr", '→'),
    ("zwnj", '\u{200c}'),
];

/// The character that the reference at the start of `text` stands for, and the reference's length in bytes.
/// None when there is no reference, when its name is unknown, or when it stands for a control character.
pub(crate) fn decode_first(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = text.get(..end)?.strip_prefix('&')?;
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let code = match slice::starts_with(number, |byte| matches!(byte, b'x' | b'X')) {
                true => number_of(slice::from(number, 1), 16)?,
                false => number_of(number, 10)?,
            };
            char::from_u32(code).filter(|character| !character.is_control() || *character == '\n')?
        }
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((character, end + 1))
}

fn number_of(digits: &str, radix: u32) -> Option<u32> {
    if digits.is_empty() {
        return None;
    }
    // At most eight digits, as a reference is short: they fit.
    digits.chars().try_fold(0_u32, |number, digit| number.checked_mul(radix)?.checked_add(digit.to_digit(radix)?))
}

/// Text with every reference replaced, once: what comes out is not looked at again.
pub(crate) fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let at = slice::find(rest, |byte| byte == b'&');
        decoded.push_str(slice::until(rest, at));
        rest = slice::from(rest, at);
        if rest.is_empty() {
            return decoded;
        }
        let length = match decode_first(rest) {
            Some((character, length)) => {
                decoded.push(character);
                length
            }
            None => {
                decoded.push('&');
                1
            }
        };
        rest = slice::from(rest, length);
    }
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
        ] {
            assert_eq!(decode(source), expected);
        }
    }

    #[test]
    fn what_is_no_reference_stays() {
        for source in
            ["&", "&;", "&#;", "&#x;", "&#+65;", "&#x110000;", "&#0;", "&#7;", "&unknown;", "R&D; x", "&é;", "AT&T"]
        {
            assert_eq!(decode(source), source);
        }
    }
}
