//! Kore markdown (`kore-host-features.md` 4.1): lines become blocks.
//!
//! A tolerant superset: what the platform's own widget understands means the same here, and what models write by habit
//! (`# x`, `- x`, `1. x`, fences over several lines) means what they meant.

use crate::Dialect;
use crate::entity;
use crate::inline;
use crate::reference::Definitions;
use crate::slice::{self, is_blank};
use crate::tree::{Block, Item};

/// How deep lists and indented passages nest; deeper ones stay characters.
const DEEPEST: usize = 8;

/// Columns that a tab stands for, and by how many a line must be indented to belong to the list item above.
const TAB: usize = 4;
const INDENT: usize = 2;

/// Parses a message's text.
pub fn parse(text: &str) -> Vec<Block> {
    blocks(&lines(text), 0)
}

/// The blocks at the beginning of a text, made of whole lines, that no further line can change, and where they end.
pub(crate) fn settled(text: &str) -> (Vec<Block>, usize) {
    let lines = lines(text);
    let mut settled = Settled::default();
    let mut blocks = blocks_until(&lines, 0, &mut settled);
    blocks.truncate(settled.blocks);
    let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    let end = settled.lines.checked_sub(1).and_then(|line| ends.map(|(at, _)| at + 1).nth(line));
    (blocks, end.unwrap_or_default())
}

/// What stands above the last block.
#[derive(Default)]
struct Settled {
    blocks: usize,
    lines: usize,
}

fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    loop {
        let end = slice::find(rest, |byte| byte == b'\n');
        let line = slice::until(rest, end);
        lines.push(line.strip_suffix('\r').unwrap_or(line));
        if end == rest.len() {
            return lines;
        }
        rest = slice::from(rest, end + 1);
    }
}

/// A list item's beginning.
struct Marker<'a> {
    indent: usize,
    /// None for a bullet.
    number: Option<u32>,
    text: &'a str,
}

fn blocks(lines: &[&str], depth: usize) -> Vec<Block> {
    blocks_until(lines, depth, &mut Settled::default())
}

fn blocks_until(lines: &[&str], depth: usize, settled: &mut Settled) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph = String::new();
    // Fences of which no other follows, so that no search is made twice.
    let mut unclosed = [false; FENCES.len()];
    let mut at = 0;
    while let Some(rest @ [line, ..]) = lines.get(at..) {
        let text = slice::trim_blanks(line);
        let mut block = None;
        let mut taken = 1;
        // A fence that is closed later makes code of everything from it on.
        if !text.is_empty() && paragraph.is_empty() && unclosed == [false; FENCES.len()] {
            *settled = Settled { blocks: blocks.len(), lines: at };
        }
        if text.is_empty() {
            end_paragraph(&mut blocks, &mut paragraph);
        } else if let Some((code, length)) = fenced(rest, &mut unclosed) {
            block = Some(Block::Code { info: String::new(), code });
            taken = length;
        } else if let Some((level, title)) = heading(text) {
            block = Some(Block::Heading { level, text: inline::line(title, Dialect::Kore, &Definitions::default()) });
        } else if let Some(rest) = rule(text) {
            end_paragraph(&mut blocks, &mut paragraph);
            blocks.push(Block::Rule);
            paragraph.push_str(rest);
        } else if depth < DEEPEST && indented(text).is_some() {
            let inner: Vec<&str> = rest.iter().map_while(|line| indented(slice::trim_start(line, is_blank))).collect();
            taken = inner.len();
            block = Some(Block::Quote(self::blocks(&inner, depth + 1)));
        } else if let Some(marker) = marker(line).filter(|_| depth < DEEPEST) {
            let (list, length) = list(rest, marker, depth);
            block = Some(list);
            taken = length;
        } else {
            if !paragraph.is_empty() {
                paragraph.push('\n');
            }
            paragraph.push_str(text);
        }
        if let Some(block) = block {
            end_paragraph(&mut blocks, &mut paragraph);
            blocks.push(block);
        }
        at += taken;
    }
    end_paragraph(&mut blocks, &mut paragraph);
    blocks
}

fn end_paragraph(blocks: &mut Vec<Block>, paragraph: &mut String) {
    if !paragraph.is_empty() {
        blocks.extend(inline::blocks(paragraph, Dialect::Kore, &Definitions::default()));
        paragraph.clear();
    }
}

const FENCES: [&str; 2] = ["```", "'''"];

/// The code that is fenced at the beginning of `lines`, and over how many lines.
fn fenced<'a>(lines: &[&'a str], unclosed: &mut [bool; FENCES.len()]) -> Option<(String, usize)> {
    let first = slice::trim_blanks(lines.first()?);
    let which = FENCES.iter().position(|fence| first.starts_with(fence))?;
    let fence = *FENCES.get(which)?;
    let unclosed = unclosed.get_mut(which)?;
    let opening = slice::from(first, fence.len());
    if let Some(end) = opening.as_bytes().windows(fence.len()).position(|window| window == fence.as_bytes()) {
        // Something behind it: code within a line of text.
        let whole = end > 0 && end + fence.len() == opening.len();
        return whole.then(|| (entity::decode(slice::trim(slice::until(opening, end))), 1));
    }
    if *unclosed {
        return None;
    }
    let before_fence = |line: &&'a str| slice::trim_end(line, is_blank).strip_suffix(fence);
    let Some(last) = lines.iter().skip(1).position(|line| before_fence(line).is_some()) else {
        *unclosed = true;
        return None;
    };
    let last = last + 1;
    let before = before_fence(lines.get(last)?)?;
    let alone = slice::trim_blanks(before).is_empty();
    let mut code: Vec<&str> = lines.get(1..last)?.to_vec();
    // A single word behind the fence names the language, where the fence is written as models write it.
    if !opening.is_empty() && (!alone || opening.chars().any(char::is_whitespace)) {
        code.insert(0, opening);
    }
    if !alone {
        code.push(before);
    }
    let mut text = String::new();
    for (at, line) in code.iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        text.push_str(line);
    }
    Some((entity::decode(&text), last + 1))
}

/// `#h1Title` to `#h6Title`, and `# Title`.
fn heading(text: &str) -> Option<(u8, &str)> {
    let hashes = text.bytes().take(7).take_while(|byte| *byte == b'#').count();
    let rest = slice::from(text, hashes);
    let (level, title) = match (hashes, rest.as_bytes()) {
        (1, [b'h' | b'H', digit @ b'1'..=b'6', ..]) => (digit - b'0', slice::from(rest, 2)),
        (1..=6, [b' ', ..]) => (hashes as u8, rest),
        _ => return None,
    };
    let title = slice::trim_blanks(title);
    (!title.is_empty()).then_some((level, title))
}

/// What stands behind a rule on its line.
fn rule(text: &str) -> Option<&str> {
    let (rest, mark) = match text.strip_prefix("---") {
        Some(rest) => (rest, '-'),
        None => (text.strip_prefix("___")?, '_'),
    };
    (!rest.starts_with(mark)).then(|| slice::trim_start(rest, is_blank))
}

/// What stands behind `>>`.
fn indented(text: &str) -> Option<&str> {
    text.strip_prefix(">>").or_else(|| text.strip_prefix("&gt;&gt;"))
}

fn marker(line: &str) -> Option<Marker<'_>> {
    let (indent, text) = unindent(line, usize::MAX);
    let spaced = |text: &'_ str| slice::starts_with(text, is_blank) && !slice::trim_blanks(text).is_empty();
    let bullet = ["-", "•", "●", "*"].iter().find_map(|bullet| text.strip_prefix(bullet).filter(|rest| spaced(rest)));
    // `* * * 1234` masks something.
    let masks = |rest: &&str| {
        let next = slice::trim_start(rest, is_blank);
        let after = slice::trim_start(next, |byte| byte == b'*');
        next.len() > after.len() && (after.is_empty() || slice::starts_with(after, is_blank))
    };
    let bullet = bullet.filter(|rest| !masks(rest));
    if let Some(rest) = bullet.or_else(|| unspaced_bullet(text)) {
        return Some(Marker { indent, number: None, text: slice::trim_start(rest, is_blank) });
    }
    let digits = text.bytes().take(10).take_while(u8::is_ascii_digit).count();
    let after = slice::from(text, digits);
    let rest = slice::from(after, 1);
    if !(1..10).contains(&digits) || !slice::starts_with(after, |byte| matches!(byte, b'.' | b')')) || !spaced(rest) {
        return None;
    }
    let number = text.bytes().take(digits).fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    Some(Marker { indent, number: Some(number), text: slice::trim_start(rest, is_blank) })
}

/// `*item`: a star that has no counterpart on its line. More stars in a row mask something.
fn unspaced_bullet(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('*')?;
    let odd = text.bytes().filter(|byte| *byte == b'*').count() % 2 == 1;
    (odd && !rest.is_empty() && !slice::starts_with(rest, |byte| byte == b'*' || is_blank(byte))).then_some(rest)
}

/// A list from its first marker on, and over how many lines.
fn list<'a>(lines: &[&'a str], first: Marker<'a>, depth: usize) -> (Block, usize) {
    let indent = first.indent;
    let start = first.number;
    let mut items = Vec::new();
    let mut at = 0;
    let mut next = Some(first);
    while let Some(item) = next.take() {
        let mut inner = vec![item.text];
        at += 1;
        let mut blank = 0;
        while let Some(line) = lines.get(at + blank) {
            if slice::trim_blanks(line).is_empty() {
                blank += 1;
            } else if unindent(line, usize::MAX).0 >= indent + INDENT {
                inner.extend(lines.iter().skip(at).take(blank + 1).map(|line| unindent(line, indent + INDENT).1));
                at += blank + 1;
                blank = 0;
            } else {
                let expected = start.map(|start| start.saturating_add(items.len() as u32 + 1));
                // Models number every item 1 and leave the counting to the reader.
                let same = |number| number == expected || (number == Some(1) && start == Some(1));
                next = marker(line).filter(|marker| same(marker.number));
                if next.is_some() {
                    at += blank;
                }
                break;
            }
        }
        items.push(Item { checked: None, blocks: blocks(&inner, depth + 1) });
    }
    (Block::List { start, tight: true, items }, at)
}

/// How far a line is indented, in columns up to `most`, and the line without that.
fn unindent(line: &str, most: usize) -> (usize, &str) {
    let mut columns = 0;
    for (at, byte) in line.bytes().enumerate() {
        columns += match byte {
            b' ' if columns < most => 1,
            b'\t' if columns < most => TAB,
            _ => return (columns, slice::from(line, at)),
        };
    }
    (columns, "")
}
