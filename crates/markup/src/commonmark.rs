//! CommonMark 0.31 with GitHub's tables, strikethrough, task lists and bare links: lines become blocks.
//!
//! As the specification's appendix has it: each line first continues what is open, then may open more, and its rest
//! belongs to the innermost. Text is looked into once all lines are read, as labels may be defined below their use.

use crate::Dialect;
use crate::entity::unescape;
use crate::inline;
use crate::line::{self, Line};
use crate::reference::Definitions;
use crate::slice::{self, is_blank, is_space};
use crate::table_row;
use crate::tag::{Element, Name, Tag};
use crate::tree::{Align, Block, Cell, Document, Inline, Item};

/// How deep quotes and lists nest, a list counting twice for itself and its item; deeper ones are text.
const DEEPEST: usize = 24;

/// By how many columns code is indented.
const CODE: usize = 4;

/// Parses a text.
pub fn parse(text: &str) -> Document {
    let mut definitions = Definitions::default();
    parse_with(text, &mut definitions)
}

pub(crate) fn parse_with(text: &str, definitions: &mut Definitions) -> Document {
    let mut parser = Parser::new(definitions);
    parser.read(text);
    let blocks = parser.finish();
    resolve(blocks, definitions)
}

/// The blocks at the beginning of a text, made of whole lines, that no further line can change, and where they end.
pub(crate) fn settled(text: &str, definitions: &mut Definitions) -> (Document, usize) {
    let mut parser = Parser::new(definitions);
    parser.read(text);
    let is_open = !parser.open.is_empty() || !matches!(parser.leaf, Leaf::None);
    let end = if is_open { parser.begun } else { text.len() };
    let blocks = std::mem::take(&mut parser.root);
    (resolve(blocks, definitions), end)
}

/// A quote or a list, with what is closed in it.
struct Container {
    kind: Kind,
    blocks: Vec<Block>,
}

enum Kind {
    Quote,
    List {
        /// `-`, `+`, `*`, `.` or `)`.
        mark: u8,
        start: Option<u32>,
        tight: bool,
        items: Vec<Item>,
    },
    Item {
        /// By how many columns its lines are indented.
        indent: usize,
        checked: Option<bool>,
    },
}

/// The innermost block.
enum Leaf {
    None,
    Paragraph(String),
    /// Tags that make blocks, up to an empty line or, if so, to the tag that ends preformatted text.
    Tags(String, bool),
    Indented(String),
    Fenced {
        mark: u8,
        length: usize,
        indent: usize,
        info: String,
        code: String,
    },
    Table {
        columns: Vec<Align>,
        head: Vec<Cell>,
        rows: Vec<Vec<Cell>>,
    },
}

struct Parser<'a> {
    definitions: &'a mut Definitions,
    /// What is closed outside all containers.
    root: Vec<Block>,
    open: Vec<Container>,
    leaf: Leaf,
    /// How many of the open containers the line continues, or opened.
    matched: usize,
    /// Whether the line opened a container.
    is_fresh: bool,
    /// The number of the line, and of the last one that was not blank.
    line: usize,
    content: usize,
    /// Where the line and the one before it begin, in bytes.
    at: usize,
    previous: usize,
    /// Where the last block outside all containers begins.
    begun: usize,
}

impl<'a> Parser<'a> {
    fn new(definitions: &'a mut Definitions) -> Self {
        Self {
            definitions,
            root: Vec::new(),
            open: Vec::new(),
            leaf: Leaf::None,
            matched: 0,
            is_fresh: false,
            line: 0,
            content: 0,
            at: 0,
            previous: 0,
            begun: 0,
        }
    }

    fn read(&mut self, text: &str) {
        while self.at < text.len() {
            let (line, length) = line::first(slice::from(text, self.at));
            self.line += 1;
            self.is_fresh = false;
            self.read_line(Line::new(line));
            self.previous = self.at;
            self.at += length;
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.close_to(0);
        self.root
    }

    fn read_line(&mut self, mut line: Line<'_>) {
        self.matched = self.continued(&mut line);
        if self.all_matched() && self.continue_leaf(&mut line) {
            return;
        }
        loop {
            match self.start(&mut line) {
                Start::Container => self.is_fresh = true,
                Start::Leaf => {
                    self.content = self.line;
                    return;
                }
                Start::Nothing => break,
            }
        }
        let text = line.text();
        if text.is_empty() {
            // A quote's line is none that parts its items, also when nothing follows its mark.
            let innermost = self.matched.checked_sub(1).and_then(|at| self.open.get(at));
            if self.is_fresh || matches!(innermost, Some(Container { kind: Kind::Quote, .. })) {
                self.content = self.line;
            }
            return self.close_to(self.matched);
        }
        match &mut self.leaf {
            // Also when what is around it did not continue: its marks may be left out.
            Leaf::Paragraph(paragraph) => push_line(paragraph, text),
            Leaf::Table { columns, rows, .. } if self.matched == self.open.len() => {
                let mut row = table_row::cells(text);
                row.truncate(columns.len());
                rows.push(row);
            }
            _ => {
                self.begin(None);
                let mut paragraph = String::new();
                push_line(&mut paragraph, text);
                self.leaf = Leaf::Paragraph(paragraph);
            }
        }
        self.content = self.line;
    }

    fn all_matched(&self) -> bool {
        self.matched == self.open.len()
    }

    /// How many of the open containers continue. Reads their marks.
    fn continued(&self, line: &mut Line<'_>) -> usize {
        for (at, container) in self.open.iter().enumerate() {
            let text = line.text();
            match container.kind {
                Kind::Quote if line.indent() < CODE && text.starts_with('>') => quote_mark(line),
                Kind::List { .. } => {}
                // What begins with an empty line ends at the next one.
                Kind::Item { .. }
                    if text.is_empty()
                        && at + 1 == self.open.len()
                        && container.blocks.is_empty()
                        && matches!(self.leaf, Leaf::None) =>
                {
                    return at;
                }
                Kind::Item { indent, .. } if text.is_empty() || line.indent() >= indent => line.skip(indent),
                _ => return at,
            }
        }
        self.open.len()
    }

    /// Whether the line belongs to the innermost block whatever is in it.
    fn continue_leaf(&mut self, line: &mut Line<'_>) -> bool {
        let text = line.text();
        match &mut self.leaf {
            Leaf::Fenced { mark, length, indent, code, .. } => {
                let run = slice::run(text, *mark);
                if line.indent() < CODE && run >= *length && slice::trim_blanks(slice::from(text, run)).is_empty() {
                    self.end_leaf();
                } else {
                    line.skip(*indent);
                    line.push_to(code);
                }
            }
            Leaf::Indented(code) if line.indent() >= CODE || text.is_empty() => {
                line.skip(CODE);
                line.push_to(code);
                if text.is_empty() {
                    return true;
                }
            }
            Leaf::Tags(tags, is_preformatted) if *is_preformatted || !text.is_empty() => {
                line.push_to(tags);
                if *is_preformatted && ends_preformatted(text) {
                    self.end_leaf();
                }
            }
            _ => return false,
        }
        self.content = self.line;
        true
    }

    /// Begins a block inside those that match, an item of a list with such a mark or another block.
    fn begin(&mut self, item: Option<u8>) {
        self.close_to(self.matched);
        let after_blank = self.content + 1 < self.line;
        if let Some(Container { kind: Kind::List { mark, tight, .. }, .. }) = self.open.last_mut() {
            if Some(*mark) == item {
                *tight &= !after_blank;
                return;
            }
            self.close_to(self.open.len() - 1);
        }
        if let [.., list, Container { kind: Kind::Item { .. }, blocks }] = self.open.as_mut_slice()
            && after_blank
            && !blocks.is_empty()
            && let Kind::List { tight, .. } = &mut list.kind
        {
            *tight = false;
        }
        if self.open.is_empty() {
            self.begun = self.at;
        }
        self.matched = self.open.len();
    }

    fn push(&mut self, kind: Kind) {
        self.open.push(Container { kind, blocks: Vec::new() });
        self.matched = self.open.len();
    }

    /// What begins here. Reads the mark of a container; a leaf takes the whole line.
    fn start(&mut self, line: &mut Line<'_>) -> Start {
        let text = line.text();
        let Some(first) = text.as_bytes().first().copied() else { return Start::Nothing };
        let in_paragraph = !self.is_fresh && matches!(self.leaf, Leaf::Paragraph(_));
        let indent = line.indent();
        if indent >= CODE {
            if in_paragraph {
                return Start::Nothing;
            }
            self.begin(None);
            let mut code = String::new();
            line.skip(CODE);
            line.push_to(&mut code);
            self.leaf = Leaf::Indented(code);
            return Start::Leaf;
        }
        let is_deepest = self.matched + 2 > DEEPEST;
        match first {
            b'>' if !is_deepest => {
                self.begin(None);
                quote_mark(line);
                self.push(Kind::Quote);
                return Start::Container;
            }
            b'#' => {
                if let Some((level, title)) = heading(text) {
                    self.begin(None);
                    self.add(Block::Heading { level, text: vec![Inline::Text(title.to_string())] });
                    return Start::Leaf;
                }
            }
            b'`' | b'~' => {
                let length = slice::run(text, first);
                let info = slice::from(text, length);
                if length >= 3 && (first == b'~' || !info.bytes().any(|byte| byte == b'`')) {
                    self.begin(None);
                    let info = unescape(slice::trim_blanks(info), true);
                    self.leaf = Leaf::Fenced { mark: first, length, indent, info, code: String::new() };
                    return Start::Leaf;
                }
            }
            b'<' => {
                if let Some(Tag { name: Name::Element(element), closing, .. }) = Tag::first(text) {
                    self.begin(None);
                    let is_preformatted = element == Element::Preformatted && !closing;
                    let mut tags = String::new();
                    push_line(&mut tags, text);
                    self.leaf = Leaf::Tags(tags, is_preformatted);
                    if is_preformatted && ends_preformatted(text) {
                        self.end_leaf();
                    }
                    return Start::Leaf;
                }
            }
            _ => {}
        }
        if in_paragraph && self.all_matched() && (self.underline(first, text) || self.table(text)) {
            return Start::Leaf;
        }
        if is_rule(first, text) {
            self.begin(None);
            self.add(Block::Rule);
            return Start::Leaf;
        }
        match marker(text) {
            Some((mark, width, start)) if !is_deepest => {
                let rest = slice::from(text, width);
                // Text that only looks like an item must not break a paragraph apart.
                if in_paragraph && self.all_matched() {
                    let is_empty = slice::trim_blanks(rest).is_empty();
                    if is_empty || start.is_some_and(|start| start != 1) {
                        return Start::Nothing;
                    }
                }
                self.begin(Some(mark));
                if !matches!(self.open.last(), Some(Container { kind: Kind::List { .. }, .. })) {
                    self.push(Kind::List { mark, start, tight: true, items: Vec::new() });
                }
                line.skip(indent);
                line.bump(width);
                let spaces = line.indent();
                let padding = if line.text().is_empty() || spaces > CODE { 1 } else { spaces };
                line.skip(padding);
                self.push(Kind::Item { indent: indent + width + padding, checked: None });
                Start::Container
            }
            _ => Start::Nothing,
        }
    }

    /// Makes a heading of the paragraph above its underline.
    fn underline(&mut self, first: u8, text: &str) -> bool {
        let level = match first {
            b'=' => 1,
            b'-' => 2,
            _ => return false,
        };
        if !slice::trim_end(text, is_blank).bytes().all(|byte| byte == first) {
            return false;
        }
        let Leaf::Paragraph(paragraph) = &mut self.leaf else { return false };
        let title = self.definitions.take(paragraph);
        if title.is_empty() {
            paragraph.clear();
            return false;
        }
        let title = slice::trim(title).to_string();
        self.leaf = Leaf::None;
        self.add(Block::Heading { level, text: vec![Inline::Text(title)] });
        true
    }

    /// Makes a table of the paragraph's last line above the row that parts the head from the rest.
    fn table(&mut self, text: &str) -> bool {
        let Leaf::Paragraph(paragraph) = &mut self.leaf else { return false };
        let Some(columns) = table_row::columns(text) else { return false };
        let lines = slice::trim_end(paragraph, |byte| byte == b'\n');
        let start = lines.bytes().rposition(|byte| byte == b'\n').map_or(0, |at| at + 1);
        let head = table_row::cells(slice::from(lines, start));
        if head.len() != columns.len() {
            return false;
        }
        paragraph.truncate(start);
        self.begin(None);
        if self.open.is_empty() {
            self.begun = self.previous;
        }
        self.leaf = Leaf::Table { columns, head, rows: Vec::new() };
        true
    }

    fn add(&mut self, block: Block) {
        self.open.last_mut().map_or(&mut self.root, |container| &mut container.blocks).push(block);
    }

    fn end_leaf(&mut self) {
        let block = match std::mem::replace(&mut self.leaf, Leaf::None) {
            Leaf::None => return,
            Leaf::Paragraph(paragraph) => {
                let mut text = slice::trim(self.definitions.take(&paragraph));
                if text.is_empty() {
                    return;
                }
                if let Some(Container { kind: Kind::Item { checked, .. }, blocks }) = self.open.last_mut()
                    && blocks.is_empty()
                    && let Some((is_done, rest)) = task(text)
                {
                    *checked = Some(is_done);
                    text = rest;
                }
                Block::Paragraph(vec![Inline::Text(text.to_string())])
            }
            Leaf::Tags(text, _) => Block::Paragraph(vec![Inline::Text(slice::trim(&text).to_string())]),
            Leaf::Indented(mut code) => {
                let end = slice::trim_end(&code, is_space).len();
                // White space behind the last word is part of the code.
                let rest = slice::from(&code, end);
                let end = end + slice::find(rest, |byte| byte == b'\n');
                code.truncate(end);
                Block::Code { info: String::new(), code }
            }
            Leaf::Fenced { info, mut code, .. } => {
                code.pop();
                Block::Code { info, code }
            }
            Leaf::Table { columns, head, rows } => Block::Table { columns, head, rows },
        };
        self.add(block);
    }

    /// Ends the innermost block and all containers but the outermost ones.
    fn close_to(&mut self, length: usize) {
        self.end_leaf();
        while self.open.len() > length {
            let Some(Container { kind, blocks }) = self.open.pop() else { return };
            match kind {
                Kind::Quote => self.add(Block::Quote(blocks)),
                Kind::List { start, tight, items, .. } => self.add(Block::List { start, tight, items }),
                Kind::Item { checked, .. } => {
                    if let Some(Container { kind: Kind::List { items, .. }, .. }) = self.open.last_mut() {
                        items.push(Item { checked, blocks });
                    }
                }
            }
        }
    }
}

/// What a line begins with.
enum Start {
    Nothing,
    Container,
    Leaf,
}

fn push_line(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

fn quote_mark(line: &mut Line<'_>) {
    line.skip(CODE);
    line.bump(1);
    line.skip(1);
}

fn ends_preformatted(text: &str) -> bool {
    slice::find_ignoring_case(text, "</pre>") < text.len()
}

/// A heading's level and its text, without the marks behind it.
fn heading(text: &str) -> Option<(u8, &str)> {
    let level = slice::run(text, b'#');
    let rest = slice::from(text, level);
    if level > 6 || !(rest.is_empty() || slice::starts_with(rest, is_blank)) {
        return None;
    }
    let title = slice::trim_blanks(rest);
    let bare = slice::trim_end(title, |byte| byte == b'#');
    let bare_end = slice::trim_end(bare, is_blank);
    let title = if bare.is_empty() || bare_end.len() < bare.len() { bare_end } else { title };
    Some((level as u8, title))
}

fn is_rule(mark: u8, text: &str) -> bool {
    matches!(mark, b'*' | b'-' | b'_')
        && text.bytes().all(|byte| byte == mark || is_blank(byte))
        && text.bytes().filter(|byte| *byte == mark).count() >= 3
}

/// An item's mark, its width and an ordered item's number.
fn marker(text: &str) -> Option<(u8, usize, Option<u32>)> {
    let digits = text.bytes().take(10).take_while(u8::is_ascii_digit).count();
    let mark = *text.as_bytes().get(digits)?;
    let start = match (digits, mark) {
        (0, b'-' | b'+' | b'*') => None,
        (1..=9, b'.' | b')') => {
            Some(text.bytes().take(digits).fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
        }
        _ => return None,
    };
    let rest = slice::from(text, digits + 1);
    (rest.is_empty() || slice::starts_with(rest, is_blank)).then_some((mark, digits + 1, start))
}

/// Whether a task is done, and its text.
fn task(text: &str) -> Option<(bool, &str)> {
    let is_done = match text.as_bytes() {
        [b'[', b' ', b']', ..] => false,
        [b'[', b'x' | b'X', b']', ..] => true,
        _ => return None,
    };
    let rest = slice::from(text, 3);
    let task = slice::trim_start(rest, is_space);
    (task.len() < rest.len()).then_some((is_done, task))
}

/// Parses the text within blocks, once all labels are known.
fn resolve(blocks: Vec<Block>, definitions: &Definitions) -> Vec<Block> {
    let line = |text: &mut Vec<Inline>| *text = inline::line(raw_text(text), Dialect::CommonMark, definitions);
    let mut out = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        match &mut block {
            Block::Paragraph(raw) => {
                out.append(&mut inline::blocks(raw_text(raw), Dialect::CommonMark, definitions));
                continue;
            }
            Block::Heading { text, .. } => line(text),
            Block::Quote(inner) => *inner = resolve(std::mem::take(inner), definitions),
            Block::List { items, .. } => {
                for item in items {
                    item.blocks = resolve(std::mem::take(&mut item.blocks), definitions);
                }
            }
            Block::Table { head, rows, .. } => {
                head.iter_mut().for_each(line);
                rows.iter_mut().flatten().for_each(line);
            }
            Block::Code { .. } | Block::Rule => {}
        }
        out.push(block);
    }
    out
}

/// Text that is not yet parsed stands in the tree as it is.
fn raw_text(raw: &[Inline]) -> &str {
    match raw {
        [Inline::Text(text)] => text,
        _ => "",
    }
}
