//! Where links of CommonMark lead: destinations, titles, and definitions of labels.

use std::cell::Cell;

use crate::character::push_folded;
use crate::entity::unescape;
use crate::slice::{self, is_space};

/// The longest label, in bytes.
const LONGEST_LABEL: usize = 999;

/// How many bytes of defined addresses and titles a document may repeat; further references stay text. Without a bound
/// a text could grow to the square of its length.
const MOST_REPEATED: usize = 200_000;

/// How deep parentheses in an address nest.
const DEEPEST: usize = 32;

/// What labels mean.
#[derive(Default)]
pub(crate) struct Definitions {
    definitions: Vec<Definition>,
    /// The definitions by label: indices, sorted.
    order: Vec<u32>,
    /// How much was repeated until now.
    pub repeated: Cell<usize>,
    /// Whether the allow-list of addresses is off.
    #[cfg(feature = "conformance")]
    pub keeps_addresses: bool,
}

/// An address and a title.
#[derive(Clone)]
pub(crate) struct Target {
    pub address: String,
    pub title: String,
}

struct Definition {
    label: String,
    target: Target,
}

impl Definitions {
    pub(crate) fn len(&self) -> usize {
        self.definitions.len()
    }

    /// Forgets all but the first ones.
    pub(crate) fn truncate(&mut self, length: usize) {
        self.definitions.truncate(length);
        self.order.retain(|index| (*index as usize) < length);
    }

    fn place(&self, label: &str) -> Result<&Definition, usize> {
        let get = |index: u32| self.definitions.get(index as usize);
        let at = self.order.partition_point(|index| get(*index).is_some_and(|known| *known.label < *label));
        let found = self.order.get(at).and_then(|index| get(*index)).filter(|known| known.label == label);
        found.ok_or(at)
    }

    /// What a label means.
    pub(crate) fn get(&self, label: &str) -> Option<Target> {
        if self.definitions.is_empty() || label.len() > LONGEST_LABEL {
            return None;
        }
        let target = &self.place(&normalized(label)).ok()?.target;
        let repeated = self.repeated.get() + target.address.len() + target.title.len();
        if repeated > MOST_REPEATED {
            return None;
        }
        self.repeated.set(repeated);
        Some(target.clone())
    }

    /// Takes the definitions at the beginning of a paragraph; what is left of it.
    pub(crate) fn take<'a>(&mut self, paragraph: &'a str) -> &'a str {
        let mut rest = paragraph;
        while let Some(length) = self.take_one(rest) {
            rest = slice::from(rest, length);
        }
        rest
    }

    fn take_one(&mut self, text: &str) -> Option<usize> {
        let label = label(text)?;
        let start = slice::from(text, label).strip_prefix(':')?;
        let start = slice::trim_start(start, is_space);
        let (address, length) = destination(start)?;
        if length == 0 {
            return None;
        }
        let rest = slice::from(start, length);
        let spaced = slice::trim_start(rest, is_space);
        let titled = if spaced.len() < rest.len() { title(spaced) } else { None };
        let titled = titled.and_then(|(title, length)| Some((title, end_of_line(slice::from(spaced, length))?)));
        let (title, rest) = match titled {
            Some(found) => found,
            None => (String::new(), end_of_line(rest)?),
        };
        let label = normalized(slice::between(text, 1, label - 1));
        if let Err(at) = self.place(&label) {
            self.order.insert(at, self.definitions.len() as u32);
            self.definitions.push(Definition { label, target: Target { address, title } });
        }
        Some(text.len() - rest.len())
    }
}

/// What is below the line of which only white space is left.
fn end_of_line(text: &str) -> Option<&str> {
    let rest = slice::trim_start(text, slice::is_blank);
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('\n') }
}

/// The length of the label that begins the text, brackets included.
pub(crate) fn label(text: &str) -> Option<usize> {
    let mut blank = true;
    let inner = text.strip_prefix('[')?;
    let mut escaped = false;
    for (at, byte) in inner.bytes().take(LONGEST_LABEL + 1).enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b']' => return (!blank).then_some(at + 2),
            b'[' => return None,
            _ => {}
        }
        blank &= is_space(byte);
    }
    None
}

/// A label as it is compared: without case, white space as single spaces.
fn normalized(label: &str) -> String {
    let mut out = String::new();
    for character in label.chars() {
        if !character.is_whitespace() {
            push_folded(&mut out, character);
        } else if !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// The address that begins the text, and its length; both are empty when none does. None for what only looks like one.
pub(crate) fn destination(text: &str) -> Option<(String, usize)> {
    let bytes = text.as_bytes();
    let bracketed = bytes.first() == Some(&b'<');
    let mut depth = 0;
    let mut at = usize::from(bracketed);
    let end = loop {
        match (bytes.get(at), bracketed) {
            (Some(b'\\'), _) if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at += 1,
            (Some(b'>'), true) => break at,
            (None | Some(b'\n' | b'<'), true) => return None,
            (None | Some(0..=b' ' | 0x7f), false) => break at,
            (Some(b'('), false) => {
                depth += 1;
                if depth > DEEPEST {
                    return None;
                }
            }
            (Some(b')'), false) if depth == 0 => break at,
            (Some(b')'), false) => depth -= 1,
            _ => {}
        }
        at += 1;
    };
    let start = usize::from(bracketed);
    (depth == 0).then(|| (unescape(slice::between(text, start, end), true), end + start))
}

/// The title that begins the text, and its length.
pub(crate) fn title(text: &str) -> Option<(String, usize)> {
    let open = *text.as_bytes().first()?;
    let close = match open {
        b'"' | b'\'' => open,
        b'(' => b')',
        _ => return None,
    };
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            byte if byte == close => return Some((unescape(slice::between(text, 1, at), true), at + 1)),
            b'(' if open == b'(' => return None,
            _ => {}
        }
    }
    None
}

/// The target in parentheses that begins the text, and its length.
pub(crate) fn target(text: &str) -> Option<(Target, usize)> {
    let rest = slice::trim_start(text.strip_prefix('(')?, is_space);
    let (address, length) = destination(rest)?;
    let rest = slice::from(rest, length);
    let spaced = slice::trim_start(rest, is_space);
    let (title, length) =
        if spaced.len() < rest.len() { title(spaced).unwrap_or_default() } else { Default::default() };
    let rest = slice::trim_start(slice::from(spaced, length), is_space).strip_prefix(')')?;
    Some((Target { address, title }, text.len() - rest.len()))
}
