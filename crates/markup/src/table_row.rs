//! A line of a table (GitHub Flavored Markdown, "Tables").

use crate::slice;
use crate::tree::{Align, Cell, Inline};

/// The cells of a row, their text not yet parsed. `\|` is a character of a cell, also within code.
pub(crate) fn cells(line: &str) -> Vec<Cell> {
    let line = slice::trim_blanks(line);
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut characters = line.strip_prefix('|').unwrap_or(line).chars();
    loop {
        match characters.next() {
            Some('\\') => match characters.next() {
                Some('|') => cell.push('|'),
                next => {
                    cell.push('\\');
                    cell.extend(next);
                }
            },
            Some('|') => {
                push(&mut cells, &cell);
                cell.clear();
            }
            Some(character) => cell.push(character),
            None => break,
        }
    }
    if !slice::trim_blanks(&cell).is_empty() {
        push(&mut cells, &cell);
    }
    cells
}

fn push(cells: &mut Vec<Cell>, cell: &str) {
    cells.push(vec![Inline::Text(slice::trim_blanks(cell).to_string())]);
}

/// How the columns are aligned, if this is the row below the head.
pub(crate) fn columns(line: &str) -> Option<Vec<Align>> {
    let is_part = |byte: u8| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t');
    if !line.bytes().all(is_part) || !line.bytes().any(|byte| byte == b'|') {
        return None;
    }
    let mut columns = Vec::new();
    for cell in cells(line) {
        let [Inline::Text(mark)] = cell.as_slice() else { return None };
        let (left, right) = (mark.starts_with(':'), mark.ends_with(':'));
        let dashes = mark.len().checked_sub(usize::from(left) + usize::from(right)).filter(|dashes| *dashes > 0)?;
        if slice::run(slice::from(mark, left.into()), b'-') != dashes {
            return None;
        }
        columns.push(match (left, right) {
            (true, true) => Align::Center,
            (true, false) => Align::Left,
            (false, true) => Align::Right,
            (false, false) => Align::Natural,
        });
    }
    Some(columns)
}
