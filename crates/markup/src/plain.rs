//! What a visitor typed: bare links and line breaks, nothing else means anything.

use crate::autolink::{self, Escapes};
use crate::slice;
use crate::tree::{Block, Inline};

/// Parses a visitor's text: one paragraph of text, bare links and line breaks; nothing for empty text.
pub fn parse(text: &str) -> Vec<Block> {
    let mut inlines = Vec::new();
    let mut pending = 0;
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        let found = match byte {
            b'\n' => Some((Inline::Break, 1)),
            b'\r' if text.as_bytes().get(at + 1) == Some(&b'\n') => Some((Inline::Break, 2)),
            byte if autolink::may_start(*byte) => autolink::link_at(text, at, Escapes::None),
            _ => None,
        };
        match found {
            Some((Inline::Text(_), length)) => at += length,
            Some((inline, length)) => {
                if pending < at {
                    inlines.push(Inline::Text(slice::between(text, pending, at).to_string()));
                }
                inlines.push(inline);
                at += length;
                pending = at;
            }
            None => at += 1,
        }
    }
    if pending < text.len() {
        inlines.push(Inline::Text(slice::from(text, pending).to_string()));
    }
    if inlines.is_empty() { Vec::new() } else { vec![Block::Paragraph(inlines)] }
}
