//! What stands inside a block: marks, tags, links, pictures and code.
//!
//! One pass from left to right turns text into tokens. A mark that may open is kept on a stack until one that closes
//! it arrives; whatever is never closed stays what it is: characters. No step looks at a place more than a bounded
//! number of times, so no text takes more than linear time.

use crate::autolink::{self, Escapes};
use crate::entity;
use crate::link::{safe_image, safe_link};
use crate::slice;
use crate::tag::{self, Tag};
use crate::tree::Inline;

/// How deep marks nest; deeper ones stay characters.
const DEEPEST: usize = 8;

/// Parses the text of one block. Line ends become breaks.
pub(crate) fn parse(text: &str) -> Vec<Inline> {
    let mut scanner = Scanner { text, ..Scanner::default() };
    scanner.run();
    build(scanner.tokens)
}

enum Token<'a> {
    Text(String),
    Leaf(Inline),
    /// Characters that mean something only once their counterpart is found.
    Mark(&'a str, Role),
}

enum Role {
    Literal,
    Open(Wrap),
    Close,
}

enum Wrap {
    Strong,
    Emphasis,
    Link(String),
    /// A link inside a link: only its text counts.
    Nothing,
}

/// What can be open. The discriminants index [`Scanner::open`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Star1,
    Star2,
    Star3,
    Underscore,
    Tilde,
    Bracket,
    // From here on tags: they may span lines, the marks above may not.
    StrongTag,
    EmphasisTag,
    LinkTag,
}

const KINDS: usize = Kind::LinkTag as usize + 1;
const MARKS: usize = Kind::StrongTag as usize;

struct Opener {
    kind: Kind,
    /// Its place among the tokens.
    token: usize,
    /// Where its content begins, in bytes.
    content: usize,
    /// Where a link tag leads.
    href: String,
}

#[derive(Default)]
struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// Where the characters begin that are not yet a token.
    pending: usize,
    tokens: Vec<Token<'a>>,
    openers: Vec<Opener>,
    /// How many openers of each kind can still be closed: the topmost ones, those below are spent.
    open: [usize; KINDS],
    /// The end of the last content that is more than punctuation: `**-**` is a mask, not a bold dash.
    substance: usize,
    /// For each code mark, the place before which it is known to be never closed.
    unclosed_code: [usize; 4],
    /// Where each opening parenthesis stands, and the one on its line that closes it. None until needed.
    parentheses: Option<Vec<(usize, Option<usize>)>>,
}

impl<'a> Scanner<'a> {
    fn run(&mut self) {
        while let Some(byte) = self.text.as_bytes().get(self.at).copied() {
            let consumed = match byte {
                b'*' | b'_' | b'~' => self.mark(byte),
                b'`' | b'\'' => self.code(byte),
                b'!' if self.rest().starts_with("![") => self.open("![", Kind::Bracket, String::new()),
                b'[' => self.open("[", Kind::Bracket, String::new()),
                b']' => self.close_bracket(),
                b'<' => self.tag(),
                b'&' => self.reference(),
                b'\n' => self.line_end(),
                byte if autolink::may_start(byte) => self.bare_link(),
                _ => false,
            };
            if !consumed {
                if byte.is_ascii_alphanumeric() || byte >= 0x80 {
                    self.substance = self.at + 1;
                }
                self.at += 1;
            }
        }
        self.flush();
    }

    fn rest(&self) -> &'a str {
        slice::from(self.text, self.at)
    }

    fn flush(&mut self) {
        if self.pending < self.at {
            self.tokens.push(Token::Text(slice::between(self.text, self.pending, self.at).to_string()));
        }
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

    fn open(&mut self, literal: &'a str, kind: Kind, href: String) -> bool {
        self.push(Token::Mark(literal, Role::Literal), literal.len());
        self.openers.push(Opener { kind, token: self.tokens.len() - 1, content: self.at, href });
        self.open[kind as usize] += 1;
        true
    }

    /// Takes the topmost opener of a kind; those above it stay characters.
    fn take(&mut self, kind: Kind) -> Option<Opener> {
        if self.open[kind as usize] == 0 {
            return None;
        }
        while let Some(opener) = self.openers.pop() {
            let count = &mut self.open[opener.kind as usize];
            *count = count.saturating_sub(1);
            if opener.kind == kind {
                return Some(opener);
            }
        }
        None
    }

    fn close(&mut self, opener: &Opener, wrap: Wrap, literal: &'a str) -> bool {
        if let Some(Token::Mark(_, role)) = self.tokens.get_mut(opener.token) {
            *role = Role::Open(wrap);
        }
        self.push(Token::Mark(literal, Role::Close), literal.len())
    }

    fn mark(&mut self, byte: u8) -> bool {
        let run = self.rest().bytes().take_while(|next| *next == byte).count();
        let literal = slice::until(self.rest(), run);
        let kind = match (byte, run) {
            (b'*', 1) => Kind::Star1,
            (b'*', 2) => Kind::Star2,
            (b'*', 3) => Kind::Star3,
            (b'_', 1) => Kind::Underscore,
            (b'~', 1) => Kind::Tilde,
            _ => {
                self.at += run;
                return true;
            }
        };
        let before = slice::until(self.text, self.at).chars().next_back().unwrap_or(' ');
        let after = slice::from(self.text, self.at + run).chars().next().unwrap_or(' ');
        let word_follows = is_word(after) && (is_word(before) || kind == Kind::Underscore);
        let closes = !before.is_whitespace() && !word_follows;
        if let Some(opener) = closes.then(|| self.take(kind)).flatten() {
            if self.substance <= opener.content {
                self.at += run;
                return true;
            }
            let wrap = match kind {
                Kind::Underscore | Kind::Tilde => Wrap::Emphasis,
                _ => Wrap::Strong,
            };
            return self.close(&opener, wrap, literal);
        }
        if !after.is_whitespace() && !is_word(before) {
            return self.open(literal, kind, String::new());
        }
        self.at += run;
        true
    }

    fn code(&mut self, byte: u8) -> bool {
        let run = self.rest().bytes().take_while(|next| *next == byte).count();
        let memory = match (byte, run) {
            (b'`', 1..=3) => run - 1,
            (b'\'', 3) => 3,
            _ => {
                self.at += run;
                return true;
            }
        };
        if self.at >= self.unclosed_code[memory] {
            let mut same = 0;
            let start = self.at + run;
            // The line end closes the last run on the line.
            for (at, next) in self.text.bytes().enumerate().skip(start).chain([(self.text.len(), b'\n')]) {
                if next == byte {
                    same += 1;
                } else if same == run && at > start + run {
                    let content = slice::between(self.text, start, at - run);
                    let content = slice::trim_end(slice::trim_start(content, is_space), is_space);
                    if content.is_empty() {
                        break;
                    }
                    return self.push(Token::Leaf(Inline::Code(entity::decode(content))), at - self.at);
                } else {
                    same = 0;
                    if next == b'\n' {
                        self.unclosed_code[memory] = at;
                        break;
                    }
                }
            }
        }
        self.at += run;
        true
    }

    fn close_bracket(&mut self) -> bool {
        let Some(opener) = self.take(Kind::Bracket) else { return false };
        let after = slice::from(self.text, self.at + 1);
        let parenthesis = match after.as_bytes() {
            [b'(', ..] => self.at + 1,
            [b' ', b'(', ..] => self.at + 2,
            _ => return false,
        };
        let Some(end) = self.closing_parenthesis(parenthesis) else { return false };
        let address = destination(slice::between(self.text, parenthesis + 1, end));
        let literal = slice::between(self.text, self.at, end + 1);
        if matches!(self.tokens.get(opener.token), Some(Token::Mark("![", _))) {
            let Some(src) = safe_image(&address) else { return false };
            let alt = entity::decode(slice::between(self.text, opener.content, self.at));
            self.tokens.truncate(opener.token);
            self.pending = self.at;
            return self.push(Token::Leaf(Inline::Image { src, alt }), literal.len());
        }
        let Some(href) = safe_link(&address) else { return false };
        // Links do not nest: brackets around this one stay characters.
        self.open[Kind::Bracket as usize] = 0;
        self.close(&opener, Wrap::Link(href), literal)
    }

    fn closing_parenthesis(&mut self, open: usize) -> Option<usize> {
        let text = self.text;
        let pairs = self.parentheses.get_or_insert_with(|| {
            let mut pairs = Vec::new();
            let mut unclosed = Vec::new();
            for (at, byte) in text.bytes().enumerate() {
                match byte {
                    b'(' => {
                        unclosed.push(pairs.len());
                        pairs.push((at, None));
                    }
                    b')' => {
                        if let Some((_, end)) = unclosed.pop().and_then(|open: usize| pairs.get_mut(open)) {
                            *end = Some(at);
                        }
                    }
                    b'\n' => unclosed.clear(),
                    _ => {}
                }
            }
            pairs
        });
        let at = pairs.partition_point(|pair| pair.0 < open);
        pairs.get(at).filter(|pair| pair.0 == open)?.1
    }

    fn tag(&mut self) -> bool {
        let Some(tag) = Tag::first(self.rest()) else { return false };
        let kind = match tag.name {
            tag::Name::Break => return self.push(Token::Leaf(Inline::Break), tag.literal.len()),
            tag::Name::Strong => Kind::StrongTag,
            tag::Name::Emphasis => Kind::EmphasisTag,
            tag::Name::Link => Kind::LinkTag,
        };
        if tag.closing {
            let Some(mut opener) = self.take(kind) else { return false };
            let wrap = match kind {
                Kind::StrongTag => Wrap::Strong,
                Kind::LinkTag => Wrap::Link(std::mem::take(&mut opener.href)),
                _ => Wrap::Emphasis,
            };
            return self.close(&opener, wrap, tag.literal);
        }
        let href = match kind {
            Kind::LinkTag => match tag.attribute("href").and_then(|href| safe_link(&entity::decode(href))) {
                Some(href) => href,
                None => return false,
            },
            _ => String::new(),
        };
        self.open(tag.literal, kind, href)
    }

    fn reference(&mut self) -> bool {
        match entity::decode_first(self.rest()) {
            Some((character, length)) => self.push(Token::Text(character.to_string()), length),
            None => false,
        }
    }

    fn bare_link(&mut self) -> bool {
        match autolink::link_at(self.text, self.at, Escapes::References) {
            Some((inline, length)) => self.push(Token::Leaf(inline), length),
            None => false,
        }
    }

    fn line_end(&mut self) -> bool {
        self.open[..MARKS].fill(0);
        self.push(Token::Leaf(Inline::Break), 1)
    }
}

/// The address between a link's parentheses, without `<>` and without a title.
fn destination(source: &str) -> String {
    let source = source.trim();
    let title = |pair: &[u8]| matches!(pair, [b' ' | b'\t', b'"' | b'\'']);
    let end = source.as_bytes().windows(2).position(title).unwrap_or(source.len());
    let address = slice::until(source, end).trim();
    let address = address.strip_prefix('<').and_then(|address| address.strip_suffix('>')).unwrap_or(address);
    entity::decode(address)
}

fn is_space(byte: u8) -> bool {
    byte == b' '
}

/// Whether a mark beside this character is inside a word: `snake_case`, `2*3*4`. Scripts that put no space between
/// words, and Korean, whose particles follow a mark at once, do not count.
fn is_word(character: char) -> bool {
    match character {
        '\u{d7}' | '\u{f7}' | '،' | '؛' | '؟' => false,
        'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{c0}'..='\u{dff}' | '\u{1e00}'..='\u{1fff}' => true,
        _ => false,
    }
}

/// Turns tokens into the tree.
fn build(tokens: Vec<Token<'_>>) -> Vec<Inline> {
    let mut wraps: Vec<(Wrap, Vec<Inline>)> = Vec::new();
    let mut current = Vec::new();
    // Pairs that are too deep, and whose marks are therefore characters.
    let mut too_deep = 0;
    let mut links = 0;
    for token in tokens {
        match token {
            Token::Text(text) => push_text(&mut current, &text),
            Token::Leaf(Inline::Text(text)) => push_text(&mut current, &text),
            Token::Leaf(Inline::Link { text, .. }) if links > 0 => current.extend(text),
            Token::Leaf(inline) => current.push(inline),
            Token::Mark(literal, Role::Literal) => push_text(&mut current, literal),
            Token::Mark(literal, Role::Open(wrap)) => {
                if wraps.len() == DEEPEST {
                    too_deep += 1;
                    push_text(&mut current, literal);
                } else {
                    let wrap = match wrap {
                        Wrap::Link(_) if links > 0 => Wrap::Nothing,
                        wrap => wrap,
                    };
                    links += usize::from(matches!(wrap, Wrap::Link(_)));
                    wraps.push((wrap, std::mem::take(&mut current)));
                }
            }
            Token::Mark(literal, Role::Close) => {
                if too_deep > 0 {
                    too_deep -= 1;
                    push_text(&mut current, literal);
                } else if let Some((wrap, outer)) = wraps.pop() {
                    let inner = std::mem::replace(&mut current, outer);
                    match wrap {
                        Wrap::Strong => current.push(Inline::Strong(inner)),
                        Wrap::Emphasis => current.push(Inline::Emphasis(inner)),
                        Wrap::Nothing => current.extend(inner),
                        Wrap::Link(href) => {
                            links -= 1;
                            let text = if inner.is_empty() { vec![Inline::Text(href.clone())] } else { inner };
                            current.push(Inline::Link { href, text });
                        }
                    }
                }
            }
        }
    }
    current
}

fn push_text(inlines: &mut Vec<Inline>, text: &str) {
    match inlines.last_mut() {
        Some(Inline::Text(last)) => last.push_str(text),
        _ if text.is_empty() => {}
        _ => inlines.push(Inline::Text(text.to_string())),
    }
}
