//! A line of CommonMark that is read from left to right. Tabs reach to the next column that is a multiple of four.

use crate::slice::{self, is_blank};

#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    /// What is not yet read.
    pub rest: &'a str,
    /// The column where reading stands.
    column: usize,
    /// How many columns of a tab, read in part, stand before the rest.
    owed: usize,
}

impl<'a> Line<'a> {
    pub(crate) const fn new(text: &'a str) -> Self {
        Self { rest: text, column: 0, owed: 0 }
    }

    /// How many columns of white space come next.
    pub(crate) fn indent(&self) -> usize {
        let mut indent = self.owed;
        for byte in self.rest.bytes() {
            indent += match byte {
                b' ' => 1,
                b'\t' => 4 - (self.column + indent) % 4,
                _ => break,
            };
        }
        indent
    }

    /// What comes after white space.
    pub(crate) fn text(&self) -> &'a str {
        slice::trim_start(self.rest, is_blank)
    }

    /// Reads up to so many columns of white space.
    pub(crate) fn skip(&mut self, columns: usize) {
        for _ in 0..columns {
            if self.owed == 0 {
                self.owed = match self.rest.as_bytes().first() {
                    Some(b' ') => 1,
                    Some(b'\t') => 4 - self.column % 4,
                    _ => return,
                };
                self.rest = slice::from(self.rest, 1);
            }
            self.owed -= 1;
            self.column += 1;
        }
    }

    /// Reads so many characters, of one column each.
    pub(crate) fn bump(&mut self, count: usize) {
        self.rest = slice::from(self.rest, count);
        self.column += count;
    }

    /// Adds the rest, and a line end.
    pub(crate) fn push_to(&self, out: &mut String) {
        (0..self.owed).for_each(|_| out.push(' '));
        out.push_str(self.rest);
        out.push('\n');
    }
}

/// The first line of a text, and how long it is with its end. Ends are `\n`, `\r\n` and `\r`.
pub(crate) fn first(text: &str) -> (&str, usize) {
    let end = slice::find(text, |byte| matches!(byte, b'\n' | b'\r'));
    let after = match slice::from(text, end).as_bytes() {
        [b'\r', b'\n', ..] => 2,
        [] => 0,
        _ => 1,
    };
    (slice::until(text, end), end + after)
}
