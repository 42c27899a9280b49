//! An answer that arrives piece by piece. Blocks that no further text can change are parsed once; only what is below
//! them is parsed again.

use crate::commonmark;
use crate::kore;
use crate::reference::Definitions;
use crate::slice;
use crate::tree::{Block, Document};
use crate::{Dialect, parse};

/// A text that grows, and its tree.
///
/// A label that is defined below its use is unknown until its definition arrives, and stable blocks are not parsed
/// again: a link of that kind shows as its source until [`Stream::finish`], which then parses the text once more.
pub struct Stream {
    dialect: Dialect,
    text: String,
    blocks: Document,
    /// How many blocks are stable, and where in the text they end.
    stable: usize,
    settled: usize,
    definitions: Definitions,
    /// Whether a label was defined below stable blocks: for good, and in what is parsed again.
    is_late: bool,
    is_late_below: bool,
    parsed: usize,
}

impl Stream {
    /// An empty text.
    pub fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            text: String::new(),
            blocks: Vec::new(),
            stable: 0,
            settled: 0,
            definitions: Definitions::default(),
            is_late: false,
            is_late_below: false,
            parsed: 0,
        }
    }

    /// Adds what arrived.
    pub fn push(&mut self, chunk: &str) {
        let known = self.whole_lines();
        self.text.push_str(chunk);
        let whole = self.whole_lines();
        self.blocks.truncate(self.stable);
        if whole > known {
            self.settle(whole);
        }
        let open = slice::from(&self.text, self.settled);
        self.parsed += open.len();
        match self.dialect {
            Dialect::Kore => self.blocks.extend(kore::parse(open)),
            Dialect::CommonMark => {
                // What the last line says may still change.
                let (length, repeated) = (self.definitions.len(), self.definitions.repeated.get());
                self.blocks.extend(commonmark::parse_with(open, &mut self.definitions));
                self.is_late_below = self.stable > 0 && self.definitions.len() > length;
                self.definitions.truncate(length);
                self.definitions.repeated.set(repeated);
            }
        }
    }

    /// Makes the text equal to another one, which mostly begins with what is known.
    pub fn update(&mut self, text: &str) {
        if text.get(..self.text.len()) != Some(&self.text) {
            *self = Self { parsed: self.parsed, ..Self::new(self.dialect) };
        }
        let chunk = slice::from(text, self.text.len());
        if !chunk.is_empty() {
            self.push(chunk);
        }
    }

    /// The tree of what has arrived.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// How many of the first blocks no further text changes.
    pub fn stable(&self) -> usize {
        self.stable
    }

    /// The tree of the whole text, equal to that of [`parse`].
    pub fn finish(self) -> Document {
        if self.is_late || self.is_late_below { parse(&self.text, self.dialect) } else { self.blocks }
    }

    /// How many bytes were parsed until now, those parsed again counted again.
    pub fn parsed(&self) -> usize {
        self.parsed
    }

    /// Where the last line ends whose end has arrived for certain: a line feed may still follow a `\r`.
    fn whole_lines(&self) -> usize {
        let bytes = self.text.as_bytes();
        let before_last = bytes.get(..bytes.len().saturating_sub(1)).unwrap_or_default();
        match (bytes.last(), self.dialect) {
            (Some(b'\n'), _) => bytes.len(),
            (_, Dialect::Kore) => before_last.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1),
            _ => before_last.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1),
        }
    }

    /// Keeps what the lines up to `whole` have settled.
    fn settle(&mut self, whole: usize) {
        let open = slice::between(&self.text, self.settled, whole);
        self.parsed += open.len();
        let length = self.definitions.len();
        let (blocks, end) = match self.dialect {
            Dialect::Kore => kore::settled(open),
            Dialect::CommonMark => commonmark::settled(open, &mut self.definitions),
        };
        self.is_late |= self.stable > 0 && self.definitions.len() > length;
        self.blocks.extend(blocks);
        self.stable = self.blocks.len();
        self.settled += end;
    }
}
