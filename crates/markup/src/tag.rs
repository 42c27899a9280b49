//! The few HTML tags that bots use in text. Every other tag is characters.

/// A tag, as written.
pub(crate) struct Tag<'a> {
    /// From `<` to `>`.
    pub literal: &'a str,
    pub name: Name,
    pub closing: bool,
    attributes: &'a str,
}

/// What a tag stands for.
#[derive(Clone, Copy)]
pub(crate) enum Name {
    Break,
    Strong,
    Emphasis,
    Link,
}

impl Name {
    fn of(name: &str) -> Option<Self> {
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        Some(match () {
            () if is("br") => Self::Break,
            () if is("b") || is("strong") => Self::Strong,
            () if is("i") || is("em") => Self::Emphasis,
            () if is("a") => Self::Link,
            () => return None,
        })
    }
}

impl<'a> Tag<'a> {
    /// The tag that begins the text. `<` ends the search for its end, so that a row of `<a` is read once.
    pub(crate) fn first(text: &'a str) -> Option<Self> {
        let inner = text.strip_prefix('<')?;
        let inner = inner.strip_prefix('/').unwrap_or(inner);
        let (name, rest) = inner.split_at(inner.find(|c: char| !c.is_ascii_alphanumeric())?);
        let name = Name::of(name)?;
        if !rest.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')) {
            return None;
        }
        let mut quote = None;
        for (at, byte) in rest.bytes().enumerate() {
            match (byte, quote) {
                (b'<', _) => return None,
                (b'"' | b'\'', None) => quote = Some(byte),
                (byte, Some(open)) if byte == open => quote = None,
                (b'>', None) => {
                    let literal = &text[..text.len() - rest.len() + at + 1];
                    let attributes = rest[..at].trim_end_matches('/');
                    return Some(Self { literal, name, closing: text.starts_with("</"), attributes });
                }
                _ => {}
            }
        }
        None
    }

    /// An attribute's value, as written.
    pub(crate) fn attribute(&self, wanted: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        while let Some(equals) = rest.find('=') {
            let name = rest[..equals].split_ascii_whitespace().next_back().unwrap_or_default();
            let value = rest[equals + 1..].trim_start();
            let (value, after) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value[1..].split_once(quote)?,
                _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(value);
            }
            rest = after;
        }
        None
    }
}
