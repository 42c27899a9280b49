//! A tree as plain text, to be read aloud or shown where there are no styles.

use crate::slice;
use crate::tree::{Block, Cell, Inline, Local};

/// What a document says: a line for each paragraph, item and row. Marks that are only seen are left out; what a picture
/// shows is told by its alternative text.
pub fn of(blocks: &[Block]) -> String {
    let mut out = String::new();
    push_blocks(blocks, &mut out);
    out.truncate(slice::trim_end(&out, slice::is_space).len());
    out
}

/// Replaces values that are to be written in the visitor's language by text, where `write` knows how.
pub fn localize(blocks: &mut [Block], write: &dyn Fn(Local, &str, &str) -> Option<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => localize_inlines(text, write),
            Block::List { items, .. } => items.iter_mut().for_each(|item| localize(&mut item.blocks, write)),
            Block::Quote(inner) => localize(inner, write),
            Block::Table { head, rows, .. } => {
                head.iter_mut().chain(rows.iter_mut().flatten()).for_each(|cell| localize_inlines(cell, write));
            }
            Block::Code { .. } | Block::Rule => {}
        }
    }
}

fn localize_inlines(inlines: &mut [Inline], write: &dyn Fn(Local, &str, &str) -> Option<String>) {
    for inline in inlines {
        match inline {
            Inline::Local { kind, value, format } => {
                let text = write(*kind, value, format).unwrap_or_else(|| of_local(*kind, value, format));
                *inline = Inline::Text(text);
            }
            Inline::Styled(_, inner) | Inline::Link { text: inner, .. } => localize_inlines(inner, write),
            _ => {}
        }
    }
}

/// What a value says that is to be written in the visitor's language, until it is.
pub fn of_local(kind: Local, value: &str, format: &str) -> String {
    let mut out = value.to_string();
    if kind == Local::Currency {
        out.push('\u{a0}');
        out.push_str(format);
    }
    out
}

pub(crate) fn of_inlines(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_inlines(inlines, &mut out);
    out
}

fn push_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => push_inlines(text, out),
            Block::List { start, items, .. } => {
                for (at, item) in items.iter().enumerate() {
                    if let Some(start) = start {
                        out.push_str(&start.saturating_add(at as u32).to_string());
                        out.push_str(". ");
                    }
                    match item.checked {
                        Some(true) => out.push_str("☑ "),
                        Some(false) => out.push_str("☐ "),
                        None => {}
                    }
                    push_blocks(&item.blocks, out);
                    end_line(out);
                }
            }
            Block::Quote(inner) => push_blocks(inner, out),
            Block::Code { code, .. } => out.push_str(code),
            Block::Table { head, rows, .. } => {
                push_row(head, out);
                rows.iter().for_each(|row| push_row(row, out));
            }
            Block::Rule => {}
        }
        end_line(out);
    }
}

/// Ends a line, unless nothing is in it.
fn end_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn push_row(cells: &[Cell], out: &mut String) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        push_inlines(cell, out);
    }
    end_line(out);
}

fn push_inlines(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Image { alt: text, .. } => out.push_str(text),
            Inline::Break => out.push('\n'),
            Inline::Styled(_, inner) | Inline::Link { text: inner, .. } => push_inlines(inner, out),
            Inline::Local { kind, value, format } => out.push_str(&of_local(*kind, value, format)),
        }
    }
}
