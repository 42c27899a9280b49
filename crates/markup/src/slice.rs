//! Cutting text at bytes. The standard library's `text[..]` and patterns bring their panic texts and a searcher for
//! every kind of pattern into the wasm; here a cut that is no place in the text gives nothing, and patterns are bytes.

/// A kind of ASCII byte.
pub(crate) type Kind = fn(u8) -> bool;

pub(crate) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// The text from a byte on.
pub(crate) fn from(text: &str, start: usize) -> &str {
    text.get(start..).unwrap_or_default()
}

/// The text up to a byte.
pub(crate) fn until(text: &str, end: usize) -> &str {
    text.get(..end).unwrap_or_default()
}

/// The text between two bytes.
pub(crate) fn between(text: &str, start: usize, end: usize) -> &str {
    until(text, end).get(start..).unwrap_or_default()
}

pub(crate) fn starts_with(text: &str, kind: Kind) -> bool {
    text.bytes().next().is_some_and(kind)
}

/// Where the first such byte stands; the text's length when there is none.
pub(crate) fn find(text: &str, kind: Kind) -> usize {
    text.bytes().position(kind).unwrap_or(text.len())
}

/// Where an ASCII text begins, its case ignored; the text's length when it is not there.
pub(crate) fn find_ignoring_case(text: &str, wanted: &str) -> usize {
    let is_here = |window: &[u8]| window.eq_ignore_ascii_case(wanted.as_bytes());
    text.as_bytes().windows(wanted.len()).position(is_here).unwrap_or(text.len())
}

pub(crate) fn trim_start(text: &str, kind: Kind) -> &str {
    from(text, text.bytes().take_while(|byte| kind(*byte)).count())
}

pub(crate) fn trim_end(text: &str, kind: Kind) -> &str {
    until(text, text.len() - text.bytes().rev().take_while(|byte| kind(*byte)).count())
}

pub(crate) fn trim_blanks(text: &str) -> &str {
    trim_end(trim_start(text, is_blank), is_blank)
}

/// How often a byte stands at the beginning.
pub(crate) fn run(text: &str, byte: u8) -> usize {
    text.bytes().take_while(|next| *next == byte).count()
}

/// White space of a paragraph.
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// The text without the white space around it.
pub(crate) fn trim(text: &str) -> &str {
    trim_end(trim_start(text, is_space), is_space)
}

pub(crate) fn concat(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}
