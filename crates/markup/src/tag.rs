//! The one allow-list of HTML tags, those that bots use. Every other tag is characters. Of attributes, `href`, `title`,
//! `src`, `alt` and `start` are read where they mean something; no other has any effect.

use crate::slice;
use crate::tree::Style;

/// A tag, as written.
pub(crate) struct Tag<'a> {
    /// From `<` to `>`.
    pub literal: &'a str,
    pub name: Name,
    pub closing: bool,
    attributes: &'a str,
}

/// What a tag stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    /// Not on the list.
    Unknown,
    Break,
    Image,
    Styled(Style),
    /// Without any effect of its own.
    Span,
    Link,
    Code,
    HeadCell,
    Element(Element),
}

/// A tag that makes a block.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Element {
    /// No tag: the text itself.
    Text,
    Rule,
    Preformatted,
    Paragraph,
    Heading(u8),
    Quote,
    /// Whether it is ordered.
    List(bool),
    Item,
    Table,
    /// `thead` and its like.
    Rows,
    Row,
    Cell,
}

const NAMES: [(&str, Name); 34] = [
    ("br", Name::Break),
    ("b", Name::Styled(Style::Strong)),
    ("strong", Name::Styled(Style::Strong)),
    ("i", Name::Styled(Style::Emphasis)),
    ("em", Name::Styled(Style::Emphasis)),
    ("u", Name::Styled(Style::Underlined)),
    ("ins", Name::Styled(Style::Underlined)),
    ("s", Name::Styled(Style::Struck)),
    ("del", Name::Styled(Style::Struck)),
    ("strike", Name::Styled(Style::Struck)),
    ("a", Name::Link),
    ("img", Name::Image),
    ("code", Name::Code),
    ("span", Name::Span),
    ("p", Name::Element(Element::Paragraph)),
    ("div", Name::Element(Element::Paragraph)),
    ("ul", Name::Element(Element::List(false))),
    ("ol", Name::Element(Element::List(true))),
    ("li", Name::Element(Element::Item)),
    ("hr", Name::Element(Element::Rule)),
    ("pre", Name::Element(Element::Preformatted)),
    ("blockquote", Name::Element(Element::Quote)),
    ("h1", Name::Element(Element::Heading(1))),
    ("h2", Name::Element(Element::Heading(2))),
    ("h3", Name::Element(Element::Heading(3))),
    ("h4", Name::Element(Element::Heading(4))),
    ("h5", Name::Element(Element::Heading(5))),
    ("h6", Name::Element(Element::Heading(6))),
    ("table", Name::Element(Element::Table)),
    ("thead", Name::Element(Element::Rows)),
    ("tbody", Name::Element(Element::Rows)),
    ("tr", Name::Element(Element::Row)),
    ("th", Name::HeadCell),
    ("td", Name::Element(Element::Cell)),
];

impl<'a> Tag<'a> {
    /// The tag that begins the text. Outside quotes `<` ends the search for its end, and so does the end of the text: a
    /// row of `<a` is read once.
    pub(crate) fn first(text: &'a str) -> Option<Self> {
        let inner = text.strip_prefix('<')?;
        let closing = inner.starts_with('/');
        let inner = inner.strip_prefix('/').unwrap_or(inner);
        if !slice::starts_with(inner, |byte| byte.is_ascii_alphabetic()) {
            return None;
        }
        let end = slice::find(inner, |byte| !byte.is_ascii_alphanumeric() && byte != b'-');
        let (name, rest) = (slice::until(inner, end), slice::from(inner, end));
        if !slice::starts_with(rest, |byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>')) {
            return None;
        }
        let mut quote = None;
        for (at, byte) in rest.bytes().enumerate() {
            match (byte, quote) {
                (b'"' | b'\'', None) => quote = Some(byte),
                (byte, Some(open)) if byte == open => quote = None,
                (b'<', None) => return None,
                (b'>', None) => {
                    let literal = slice::until(text, text.len() - rest.len() + at + 1);
                    let attributes = slice::trim_end(slice::until(rest, at), |byte| byte == b'/');
                    let known = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
                    let name = known.map_or(Name::Unknown, |known| known.1);
                    return Some(Self { literal, name, closing, attributes });
                }
                _ => {}
            }
        }
        None
    }

    /// An attribute's value, as written.
    pub(crate) fn attribute(&self, wanted: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        loop {
            let equals = slice::find(rest, |byte| byte == b'=');
            if equals == rest.len() {
                return None;
            }
            let name = slice::trim_end(slice::until(rest, equals), is_space);
            let name = slice::from(name, name.bytes().rposition(is_space).map_or(0, |at| at + 1));
            let value = slice::trim_start(slice::from(rest, equals + 1), is_space);
            let (value, end) = match value.as_bytes().first() {
                Some(b'"') => quoted(value, |byte| byte == b'"')?,
                Some(b'\'') => quoted(value, |byte| byte == b'\'')?,
                _ => (value, slice::find(value, is_space)),
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(slice::until(value, end));
            }
            rest = slice::from(value, end + 1);
        }
    }
}

fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}

/// What follows the opening quote, and where in it the closing one stands.
fn quoted(value: &str, is_quote: slice::Kind) -> Option<(&str, usize)> {
    let inner = slice::from(value, 1);
    let end = slice::find(inner, is_quote);
    (end < inner.len()).then_some((inner, end))
}
