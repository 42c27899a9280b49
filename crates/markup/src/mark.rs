//! Marks that mean something only in pairs, `*` and `<b>`: which belong together, and the tree they make.

use crate::character::is_punctuation;
use crate::tag::Name;
use crate::tree::{Inline, Style};

/// How deep marks nest; deeper ones stay characters.
const DEEPEST: usize = 16;

pub(crate) enum Token<'a> {
    Text(&'a str),
    Leaf(Inline),
    Mark(Mark<'a>),
    /// A link's beginning and end.
    Open(Wrap),
    Close,
}

/// What is around text.
#[derive(Clone)]
pub(crate) enum Wrap {
    Style(Style),
    Link {
        href: String,
        title: String,
    },
    /// Nothing that is seen: a `span`, a link that leads nowhere, a link in a link.
    Nothing,
}

impl Wrap {
    pub(crate) const STRONG: Self = Self::Style(Style::Strong);
    pub(crate) const EMPHASIS: Self = Self::Style(Style::Emphasis);
    pub(crate) const STRUCK: Self = Self::Style(Style::Struck);
}

pub(crate) struct Mark<'a> {
    pub literal: &'a str,
    /// Marks of different kinds never pair.
    kind: usize,
    opens: bool,
    closes: bool,
    /// Pairs only with a mark of the same length; else in ones and twos, as CommonMark has it.
    pub is_whole: bool,
    pub is_tag: bool,
    /// What the pair means; none for one that depends on how many pair.
    pub wrap: Option<Wrap>,
    /// For marks that do not pair across lines.
    pub line: usize,
    /// Where the content begins that it would open, and where the last of substance ended that it would close.
    pub content: usize,
    pub substance: usize,
    /// How many bytes are not paired.
    left: usize,
    /// What it closes, and opens from the inside to the outside.
    closed: usize,
    opened: Vec<Wrap>,
}

impl<'a> Mark<'a> {
    pub(crate) const fn new(literal: &'a str, kind: usize, opens: bool, closes: bool) -> Self {
        Self {
            literal,
            kind,
            opens,
            closes,
            is_whole: false,
            is_tag: false,
            wrap: None,
            line: 0,
            content: 0,
            substance: usize::MAX,
            left: literal.len(),
            closed: 0,
            opened: Vec::new(),
        }
    }

    /// Closers of one class find the same openers.
    fn class(&self) -> usize {
        let length = if self.is_tag { 0 } else { self.literal.len() % 3 };
        self.kind * 6 + usize::from(self.opens) * 3 + length
    }

    fn closes_with(&self, opener: &Self) -> bool {
        let (length, other) = (self.literal.len(), opener.literal.len());
        if self.kind != opener.kind || self.line != opener.line {
            return false;
        }
        if self.is_whole {
            return self.is_tag || length == other;
        }
        // CommonMark, "Emphasis and strong emphasis", rules 9 and 10.
        !(self.opens || opener.closes) || (length + other) % 3 != 0 || length % 3 == 0
    }
}

const KINDS: usize = 12;

/// The kind of a tag's mark.
pub(crate) fn tag_kind(name: Name) -> usize {
    match name {
        Name::Styled(Style::Strong) => 3,
        Name::Styled(Style::Emphasis) => 4,
        Name::Styled(Style::Struck) => 5,
        Name::Styled(Style::Underlined) => 6,
        Name::Link => 7,
        _ => 8,
    }
}

/// Whether a run of marks may open and close, by CommonMark. None when it is no mark.
pub(crate) fn flanking(byte: u8, length: usize, before: char, after: char) -> Option<(bool, bool)> {
    if byte == b'~' && length > 2 {
        return None;
    }
    let (space_before, space_after) = (before.is_whitespace(), after.is_whitespace());
    let (sign_before, sign_after) = (is_punctuation(before), is_punctuation(after));
    let left = !space_after && (!sign_after || space_before || sign_before);
    let right = !space_before && (!sign_before || space_after || sign_after);
    Some(match byte {
        b'_' => (left && (!right || sign_before), right && (!left || sign_after)),
        _ => (left, right),
    })
}

/// Whether a run of marks may open and close, in Kore markdown. None when it is no mark.
pub(crate) fn kore(byte: u8, length: usize, before: char, after: char) -> Option<(bool, bool)> {
    if length > 3 || (length > 1 && byte != b'*') {
        return None;
    }
    let word_follows = is_word(after) && (is_word(before) || byte == b'_');
    Some((!after.is_whitespace() && !is_word(before), !before.is_whitespace() && !word_follows))
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

/// Pairs marks, given by their places among the tokens. Each closer takes the nearest opener; openers between stay
/// characters. What a search did not find is not looked for again.
pub(crate) fn pair(tokens: &mut [Token<'_>], marks: &[usize]) {
    let mut openers: Vec<usize> = Vec::new();
    let mut searched = [0; KINDS * 6];
    for &at in marks {
        let (before, rest) = tokens.split_at_mut(at.min(tokens.len()));
        let Some(Token::Mark(closer)) = rest.first_mut() else { continue };
        while closer.closes && closer.left > 0 {
            let Some(searched) = searched.get_mut(closer.class()) else { break };
            let mut found = None;
            for (index, &opener) in openers.iter().enumerate().rev() {
                if opener < *searched {
                    break;
                }
                if matches!(before.get(opener), Some(Token::Mark(mark)) if closer.closes_with(mark)) {
                    found = Some((index, opener));
                    break;
                }
            }
            let Some((index, opener)) = found else {
                *searched = at;
                break;
            };
            openers.truncate(index + 1);
            let Some(Token::Mark(opener)) = before.get_mut(opener) else { break };
            if closer.substance <= opener.content {
                openers.pop();
                closer.opens = false;
                break;
            }
            let two = opener.left > 1 && closer.left > 1;
            let wrap = match &opener.wrap {
                Some(wrap) => wrap.clone(),
                None if two => Wrap::STRONG,
                None => Wrap::EMPHASIS,
            };
            let length = if two { 2 } else { 1 };
            let left = |mark: &Mark<'_>| if mark.is_whole { 0 } else { mark.left - length };
            opener.left = left(opener);
            closer.left = left(closer);
            opener.opened.push(wrap);
            closer.closed += 1;
            if opener.left == 0 {
                openers.pop();
            }
        }
        if closer.opens && closer.left > 0 {
            openers.push(at);
        }
    }
}

/// Turns tokens into the tree. Tags without a counterpart are characters, unless other tags have torn them apart.
pub(crate) fn build(tokens: Vec<Token<'_>>, hide_tags: bool) -> Vec<Inline> {
    let mut tree = Tree::default();
    for token in tokens {
        match token {
            Token::Text(text) => push_text(&mut tree.current, text),
            Token::Leaf(Inline::Text(text)) => push_text(&mut tree.current, &text),
            Token::Leaf(Inline::Link { text, .. }) if tree.links > 0 => tree.current.extend(text),
            Token::Leaf(inline) => tree.current.push(inline),
            Token::Open(wrap) => tree.open(wrap, "["),
            Token::Close => tree.close("]"),
            Token::Mark(mark) => {
                // What a pair that nests too deep is made of.
                let literal = if mark.is_tag { mark.literal } else { mark.literal.get(..1).unwrap_or_default() };
                (0..mark.closed).for_each(|_| tree.close(literal));
                if !(mark.is_tag && hide_tags) {
                    push_text(&mut tree.current, mark.literal.get(..mark.left).unwrap_or_default());
                }
                mark.opened.into_iter().rev().for_each(|wrap| tree.open(wrap, literal));
            }
        }
    }
    tree.current
}

#[derive(Default)]
struct Tree {
    wraps: Vec<(Wrap, Vec<Inline>)>,
    current: Vec<Inline>,
    /// Pairs that are too deep, and whose marks are therefore characters.
    too_deep: usize,
    links: usize,
}

impl Tree {
    fn open(&mut self, wrap: Wrap, literal: &str) {
        if self.wraps.len() == DEEPEST {
            self.too_deep += 1;
            return push_text(&mut self.current, literal);
        }
        let wrap = match wrap {
            Wrap::Link { .. } if self.links > 0 => Wrap::Nothing,
            wrap => wrap,
        };
        self.links += usize::from(matches!(wrap, Wrap::Link { .. }));
        self.wraps.push((wrap, std::mem::take(&mut self.current)));
    }

    fn close(&mut self, literal: &str) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return push_text(&mut self.current, literal);
        }
        let Some((wrap, outer)) = self.wraps.pop() else { return };
        let inner = std::mem::replace(&mut self.current, outer);
        match wrap {
            Wrap::Style(style) => self.current.push(Inline::Styled(style, inner)),
            Wrap::Nothing => {
                for inline in inner {
                    match inline {
                        Inline::Text(text) => push_text(&mut self.current, &text),
                        inline => self.current.push(inline),
                    }
                }
            }
            Wrap::Link { href, title } => {
                self.links -= 1;
                self.current.push(Inline::Link { href, title, text: inner });
            }
        }
    }
}

fn push_text(inlines: &mut Vec<Inline>, text: &str) {
    match inlines.last_mut() {
        Some(Inline::Text(last)) => last.push_str(text),
        _ if text.is_empty() => {}
        _ => inlines.push(Inline::Text(text.to_string())),
    }
}
