//! What stands inside a block: marks, tags, links, pictures and code.
//!
//! One pass from left to right turns text into tokens. Marks and tags that may open or close something are paired once
//! what is around them is known (`mark.rs`); what is never paired stays what it is: characters. No step looks at a
//! place more than a bounded number of times, so no text takes more than linear time.

use crate::Dialect;
use crate::autolink::{self, Escapes};
use crate::element::{Elements, flat};
use crate::entity;
use crate::link::{safe_image, safe_link};
use crate::mark::{self, Mark, Token, Wrap};
use crate::reference::{self, Definitions, Target};
use crate::shorthand;
use crate::slice;
use crate::tag::{Element, Name, Tag};
use crate::text;
use crate::tree::{Block, Inline};

/// Parses the text of a paragraph. Tags in it may make several blocks of it.
pub(crate) fn blocks(text: &str, dialect: Dialect, definitions: &Definitions) -> Vec<Block> {
    let mut scanner = Scanner {
        text,
        dialect,
        definitions,
        at: 0,
        pending: 0,
        tokens: Vec::new(),
        marks: Vec::new(),
        brackets: Vec::new(),
        inactive: 0,
        substance: 0,
        line: 0,
        word: 0,
        unclosed: Vec::new(),
        unclosed_tag: [false; 2],
        elements: Elements::new(),
        has_elements: false,
    };
    scanner.run();
    scanner.elements.finish()
}

/// Parses text that makes no blocks: a heading's or a cell's.
pub(crate) fn line(text: &str, dialect: Dialect, definitions: &Definitions) -> Vec<Inline> {
    flat(blocks(text, dialect, definitions))
}

struct Scanner<'a> {
    text: &'a str,
    dialect: Dialect,
    definitions: &'a Definitions,
    at: usize,
    /// Where the characters begin that are not yet a token.
    pending: usize,
    tokens: Vec<Token<'a>>,
    /// The tokens that are marks not yet paired.
    marks: Vec<usize>,
    brackets: Vec<Bracket>,
    /// Brackets below this one make no links, as a link is in them.
    inactive: usize,
    /// The end of the last content that is more than punctuation: `**-**` is a mask, not a bold dash.
    substance: usize,
    line: usize,
    /// The end of the last word that was looked at whether it is a mail address.
    word: usize,
    /// For each length of code marks, the place before which they are known to be never closed.
    unclosed: Vec<usize>,
    /// The same for code in tags.
    unclosed_tag: [bool; 2],
    elements: Elements,
    has_elements: bool,
}

struct Bracket {
    is_image: bool,
    /// Its place among the tokens.
    token: usize,
    /// How many marks stand before it.
    marks: usize,
    /// Where its content begins, in bytes.
    content: usize,
    /// Whether another one is in it.
    has_inner: bool,
}

impl<'a> Scanner<'a> {
    fn run(&mut self) {
        while let Some(byte) = self.text.as_bytes().get(self.at).copied() {
            let consumed = match byte {
                b'*' | b'_' | b'~' => self.mark(byte),
                b'`' | b'\'' => self.code(byte),
                b'!' if self.rest().starts_with("![") => self.open_bracket("!["),
                b'[' => self.open_bracket("["),
                b']' => self.close_bracket(),
                b'<' => self.angle(),
                b'&' => self.reference(),
                b'\n' => self.line_end(),
                b'\\' => self.backslash(),
                b':' => self.emoji(),
                byte if autolink::may_start(byte) => self.bare_link() || self.mail(byte),
                byte => self.mail(byte),
            };
            if !consumed {
                if byte.is_ascii_alphanumeric() || byte >= 0x80 {
                    self.substance = self.at + 1;
                }
                self.at += 1;
            }
        }
        self.end_text();
    }

    fn is_commonmark(&self) -> bool {
        self.dialect == Dialect::CommonMark
    }

    fn rest(&self) -> &'a str {
        slice::from(self.text, self.at)
    }

    fn before(&self) -> char {
        slice::until(self.text, self.at).chars().next_back().unwrap_or(' ')
    }

    /// An address that passes the allow-list. The official examples are full of relative ones, which their test keeps.
    fn checked(&self, safe: fn(&str) -> Option<String>, address: &str) -> Option<String> {
        #[cfg(feature = "conformance")]
        if self.definitions.keeps_addresses {
            return Some(address.to_string());
        }
        safe(address)
    }

    fn flush(&mut self) {
        if self.pending < self.at {
            self.tokens.push(Token::Text(slice::between(self.text, self.pending, self.at)));
        }
        self.pending = self.at;
    }

    /// Adds a token for the next `length` bytes. Always true: the bytes are consumed.
    fn push(&mut self, token: Token<'a>, length: usize) -> bool {
        self.flush();
        if !matches!(token, Token::Mark(..)) {
            self.substance = self.at + length;
        }
        self.tokens.push(token);
        self.at += length;
        self.pending = self.at;
        true
    }

    fn leaf(&mut self, inline: Inline, length: usize) -> bool {
        self.push(Token::Leaf(inline), length)
    }

    /// Adds a mark of so many bytes.
    fn push_mark(&mut self, mark: Mark<'a>) -> bool {
        let length = mark.literal.len();
        self.push(Token::Mark(mark), length);
        self.marks.push(self.tokens.len() - 1);
        true
    }

    /// Ends a run of text, at a tag that makes a block or at the end.
    fn end_text(&mut self) {
        self.flush();
        mark::pair(&mut self.tokens, &self.marks);
        self.marks.clear();
        self.brackets.clear();
        let inlines = mark::build(std::mem::take(&mut self.tokens), self.has_elements);
        if self.has_elements {
            self.elements.text(inlines);
        } else {
            self.elements.add(Block::Paragraph(inlines));
        }
    }

    fn mark(&mut self, byte: u8) -> bool {
        let length = slice::run(self.rest(), byte);
        let literal = slice::until(self.rest(), length);
        let after = slice::from(self.text, self.at + length).chars().next().unwrap_or(' ');
        let sides = match self.dialect {
            Dialect::CommonMark => mark::flanking(byte, length, self.before(), after),
            Dialect::Kore => mark::kore(byte, length, self.before(), after),
        };
        let Some((opens, closes)) = sides else {
            self.at += length;
            return true;
        };
        let kind = match byte {
            b'*' => 0,
            b'_' => 1,
            _ => 2,
        };
        let mut mark = Mark::new(literal, kind, opens, closes);
        if self.dialect == Dialect::Kore {
            mark.is_whole = true;
            mark.line = self.line;
            mark.substance = self.substance;
            mark.content = self.at + length;
        }
        mark.is_whole |= byte == b'~';
        mark.wrap = match (byte, self.dialect) {
            (b'*', Dialect::Kore) => Some(Wrap::STRONG),
            (_, Dialect::Kore) => Some(Wrap::EMPHASIS),
            (b'~', _) => Some(Wrap::STRUCK),
            _ => None,
        };
        self.push_mark(mark)
    }

    fn code(&mut self, byte: u8) -> bool {
        let run = slice::run(self.rest(), byte);
        let slot = match (byte, self.dialect) {
            (b'`', Dialect::CommonMark) if run <= LONGEST_CODE_MARK => run,
            (b'`', _) if run <= 3 => run,
            (b'\'', Dialect::Kore) if run == 3 => 0,
            _ => {
                self.at += run;
                return true;
            }
        };
        if self.unclosed.len() <= slot {
            self.unclosed.resize(slot + 1, 0);
        }
        let Some(unclosed) = self.unclosed.get_mut(slot) else { return false };
        if self.at >= *unclosed {
            let start = self.at + run;
            let mut same = 0;
            // A line end closes the last run, of the text or of the line.
            for (at, next) in self.text.bytes().enumerate().skip(start).chain([(self.text.len(), b'\n')]) {
                if next == byte {
                    same += 1;
                } else if same == run && at > start + run {
                    let content = slice::between(self.text, start, at - run);
                    let code = match self.dialect {
                        Dialect::CommonMark => Some(code_text(content)),
                        Dialect::Kore => Some(entity::decode(slice::trim(content))).filter(|code| !code.is_empty()),
                    };
                    let Some(code) = code else { break };
                    return self.leaf(Inline::Code(code), at - self.at);
                } else {
                    same = 0;
                    if at == self.text.len() || (next == b'\n' && self.dialect == Dialect::Kore) {
                        *unclosed = at;
                        break;
                    }
                }
            }
        }
        self.at += run;
        true
    }

    fn open_bracket(&mut self, literal: &'a str) -> bool {
        if let Some(outer) = self.brackets.last_mut() {
            outer.has_inner = true;
        }
        self.flush();
        self.at += literal.len();
        self.pending = self.at;
        self.tokens.push(Token::Text(literal));
        self.brackets.push(Bracket {
            is_image: literal.len() > 1,
            token: self.tokens.len() - 1,
            marks: self.marks.len(),
            content: self.at,
            has_inner: false,
        });
        true
    }

    fn close_bracket(&mut self) -> bool {
        let Some(bracket) = self.brackets.pop() else { return false };
        let is_inactive = self.brackets.len() < self.inactive;
        self.inactive = self.inactive.min(self.brackets.len());
        if is_inactive && !bracket.is_image {
            return false;
        }
        let found = match self.dialect {
            Dialect::CommonMark => self.commonmark_target(&bracket),
            Dialect::Kore => self.kore_target(),
        };
        let Some((Target { address, title }, length)) = found else { return false };
        let safe = if bracket.is_image { safe_image } else { safe_link };
        let address = self.checked(safe, &address);
        if address.is_none() && self.dialect == Dialect::Kore {
            return false;
        }
        let shown = address.clone().unwrap_or_default();
        self.flush();
        mark::pair(&mut self.tokens, self.marks.get(bracket.marks..).unwrap_or_default());
        self.marks.truncate(bracket.marks);
        let wrap = match address {
            Some(href) => Wrap::Link { href, title },
            None => Wrap::Nothing,
        };
        if bracket.is_image {
            let inner = self.tokens.split_off((bracket.token + 1).min(self.tokens.len()));
            self.tokens.truncate(bracket.token);
            // In Kore markdown nothing within means anything. Of pictures in pictures only the inner ones' texts are told:
            // each source within the other would grow to the square of its length.
            let alt = if self.is_commonmark() || bracket.has_inner {
                text::of_inlines(&mark::build(inner, false))
            } else {
                entity::decode(slice::between(self.text, bracket.content, self.at))
            };
            return match wrap {
                Wrap::Link { href: src, title } => self.leaf(Inline::Image { src, alt, title }, length),
                _ => self.leaf(Inline::Text(alt), length),
            };
        }
        if let Some(token) = self.tokens.get_mut(bracket.token) {
            *token = Token::Open(wrap);
        }
        if self.dialect == Dialect::Kore && bracket.content == self.at {
            // Somebody must be able to see it.
            self.tokens.push(Token::Leaf(Inline::Text(shown)));
        }
        self.push(Token::Close, length);
        // Links do not nest: brackets around this one stay characters.
        self.inactive = self.brackets.len();
        true
    }

    /// Where a link leads whose `]` is here, and the length of what says so, `]` included.
    fn commonmark_target(&self, bracket: &Bracket) -> Option<(Target, usize)> {
        let after = slice::from(self.rest(), 1);
        if let Some((target, length)) = reference::target(after) {
            return Some((target, length + 1));
        }
        let own = slice::between(self.text, bracket.content, self.at);
        let (label, length) = match reference::label(after) {
            Some(length) => (slice::between(after, 1, length - 1), length),
            None if bracket.has_inner => return None,
            None => (own, if after.starts_with("[]") { 2 } else { 0 }),
        };
        Some((self.definitions.get(label)?, length + 1))
    }

    /// A tolerant form: a space before the parenthesis, spaces in the address.
    fn kore_target(&self) -> Option<(Target, usize)> {
        let after = slice::from(self.rest(), 1);
        let start = after.strip_prefix(' ').unwrap_or(after).strip_prefix('(')?;
        let mut depth = 0;
        for (at, byte) in start.bytes().enumerate() {
            match byte {
                b'(' if depth == DEEPEST_PARENTHESES => return None,
                b'(' => depth += 1,
                b')' if depth == 0 => {
                    let source = slice::trim(slice::until(start, at));
                    let is_title = |pair: &[u8]| matches!(pair, [b' ' | b'\t', b'"' | b'\'']);
                    let end = source.as_bytes().windows(2).position(is_title).unwrap_or(source.len());
                    let address = slice::trim(slice::until(source, end));
                    let bare = address.strip_prefix('<').and_then(|address| address.strip_suffix('>'));
                    let address = entity::decode(bare.unwrap_or(address));
                    let length = self.rest().len() - start.len() + at + 1;
                    return Some((Target { address, title: String::new() }, length));
                }
                b')' => depth -= 1,
                b'\n' => return None,
                _ => {}
            }
        }
        None
    }

    fn angle(&mut self) -> bool {
        if self.is_commonmark()
            && let Some((address, length)) = autolink::in_angles(self.rest())
        {
            let shown = slice::between(self.rest(), 1, length - 1);
            return match self.checked(safe_link, &address) {
                Some(href) => self.leaf(autolink::link(href, shown.to_string()), length),
                None => self.push(Token::Text(slice::until(self.rest(), length)), length),
            };
        }
        let Some(tag) = Tag::first(self.rest()) else { return false };
        let literal = tag.literal;
        let value = |name| tag.attribute(name).map(entity::decode).unwrap_or_default();
        match tag.name {
            Name::Break => return self.leaf(Inline::Break, literal.len()),
            Name::Image if !tag.closing => {
                if let Some(src) = self.checked(safe_image, &value("src")) {
                    return self.leaf(Inline::Image { src, alt: value("alt"), title: value("title") }, literal.len());
                }
            }
            Name::Code if !tag.closing => {
                if let Some((content, length)) = self.content(literal, "</code>", 0) {
                    return self.leaf(Inline::Code(entity::decode(content)), length);
                }
            }
            Name::Link => {
                let href = if tag.closing { None } else { self.checked(safe_link, &value("href")) };
                if tag.closing || href.is_some() {
                    let wrap = href.map(|href| Wrap::Link { href, title: value("title") });
                    return self.tag_mark(&tag, wrap);
                }
            }
            Name::Styled(style) => return self.tag_mark(&tag, Some(Wrap::Style(style))),
            Name::Span => return self.tag_mark(&tag, Some(Wrap::Nothing)),
            Name::Element(element) => return self.element(&tag, element),
            Name::HeadCell => {
                self.element(&tag, Element::Cell);
                if !tag.closing {
                    self.elements.mark_head();
                }
                return true;
            }
            _ => {}
        }
        self.push(Token::Text(literal), literal.len())
    }

    fn tag_mark(&mut self, tag: &Tag<'a>, wrap: Option<Wrap>) -> bool {
        let mut mark = Mark::new(tag.literal, mark::tag_kind(tag.name), !tag.closing, tag.closing);
        mark.is_whole = true;
        mark.is_tag = true;
        mark.wrap = wrap;
        self.push_mark(mark)
    }

    fn element(&mut self, tag: &Tag<'a>, element: Element) -> bool {
        let length = tag.literal.len();
        let code = match element {
            Element::Preformatted if !tag.closing => self.content(tag.literal, "</pre>", 1),
            _ => None,
        };
        self.has_elements = true;
        self.end_text();
        self.at += code.map_or(length, |code| code.1);
        self.pending = self.at;
        if element == Element::Rule {
            self.elements.add(Block::Rule);
        } else if let Some((content, _)) = code {
            let content = Tag::first(content).filter(|tag| tag.name == Name::Code).map_or(content, |tag| {
                let inner = slice::from(content, tag.literal.len());
                slice::until(inner, slice::find_ignoring_case(inner, "</code>"))
            });
            let code = entity::decode(content.strip_prefix('\n').unwrap_or(content));
            let code = code.strip_suffix('\n').unwrap_or(&code).to_string();
            self.elements.add(Block::Code { info: String::new(), code });
        } else if element == Element::Preformatted {
            // Never closed, or never opened: without effect.
        } else if tag.closing {
            self.elements.close(element);
        } else {
            let number = tag.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
            self.elements.open(element, number);
        }
        true
    }

    /// What is between a tag and the one that closes it, and the length of all three.
    fn content(&mut self, literal: &str, close: &str, slot: usize) -> Option<(&'a str, usize)> {
        let unclosed = self.unclosed_tag.get_mut(slot)?;
        if *unclosed {
            return None;
        }
        let content = slice::from(slice::from(self.text, self.at), literal.len());
        let end = slice::find_ignoring_case(content, close);
        *unclosed = end == content.len();
        (!*unclosed).then(|| (slice::until(content, end), literal.len() + end + close.len()))
    }

    fn reference(&mut self) -> bool {
        let Some((decoded, length)) = entity::decode_first(self.rest()) else { return false };
        let mut text = String::new();
        entity::push(&mut text, decoded);
        self.leaf(Inline::Text(text), length)
    }

    fn bare_link(&mut self) -> bool {
        if self.is_commonmark() && self.before() == '<' {
            return false;
        }
        match autolink::link_at(self.text, self.at, Escapes::References) {
            Some((inline, length)) => self.leaf(inline, length),
            None => false,
        }
    }

    fn mail(&mut self, byte: u8) -> bool {
        if self.dialect != Dialect::CommonMark || !byte.is_ascii_alphanumeric() || self.at < self.word {
            return false;
        }
        let (name, domain) = autolink::mail(self.rest());
        self.word = self.at + name;
        let address = slice::until(self.rest(), name + domain);
        let href = if domain > 0 { safe_link(&slice::concat(&["mailto:", address])) } else { None };
        href.is_some_and(|href| self.leaf(autolink::link(href, address.to_string()), address.len()))
    }

    fn backslash(&mut self) -> bool {
        if let Some((local, length)) = shorthand::local(self.rest()) {
            return self.leaf(local, length);
        }
        if !self.is_commonmark() {
            return false;
        }
        match self.text.as_bytes().get(self.at + 1) {
            Some(b'\n') => {
                self.leaf(Inline::Break, 2);
                self.skip_blanks();
                true
            }
            Some(next) if next.is_ascii_punctuation() => {
                self.flush();
                self.pending = self.at + 1;
                self.at += 2;
                true
            }
            _ => false,
        }
    }

    fn emoji(&mut self) -> bool {
        match shorthand::emoji(self.rest()) {
            Some((emoji, length)) => self.push(Token::Text(emoji), length),
            None => false,
        }
    }

    fn line_end(&mut self) -> bool {
        self.line += 1;
        if self.dialect == Dialect::Kore {
            self.brackets.clear();
            self.inactive = 0;
            return self.leaf(Inline::Break, 1);
        }
        let kept = slice::trim_end(slice::between(self.text, self.pending, self.at), slice::is_blank).len();
        let end = self.pending + kept;
        let hard = self.text.get(end..self.at).is_some_and(|blanks| blanks.ends_with("  "));
        let after = self.at + 1;
        self.at = end;
        self.flush();
        self.at = after;
        self.pending = after;
        self.tokens.push(if hard { Token::Leaf(Inline::Break) } else { Token::Text("\n") });
        self.skip_blanks();
        true
    }

    fn skip_blanks(&mut self) {
        self.at = self.text.len() - slice::trim_start(self.rest(), slice::is_blank).len();
        self.pending = self.at;
    }
}

/// Longer runs are no marks, as in cmark: else each length could cost a search of its own.
const LONGEST_CODE_MARK: usize = 80;

/// How deep parentheses in an address nest.
const DEEPEST_PARENTHESES: usize = 32;

/// What a code span of CommonMark says: line ends are spaces, and a space on both sides is none.
fn code_text(content: &str) -> String {
    let code: String = content.chars().map(|character| if character == '\n' { ' ' } else { character }).collect();
    let inner = code.strip_prefix(' ').and_then(|inner| inner.strip_suffix(' '));
    match inner {
        Some(inner) if code.bytes().any(|byte| byte != b' ') => inner.to_string(),
        _ => code,
    }
}
