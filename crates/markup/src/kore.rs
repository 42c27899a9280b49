//! Kore markdown (`kore-host-features.md` 4.1): lines become blocks.
//!
//! A tolerant superset: what the platform's own widget understands means the same here, and what models write by habit
//! (`# x`, `- x`, `1. x`, fences over several lines) means what they meant.

use crate::entity;
use crate::inline;
use crate::tree::Block;

/// How deep lists and indented passages nest; deeper ones stay characters.
const DEEPEST: usize = 8;

/// Columns that a tab stands for, and by how many a line must be indented to belong to the list item above.
const TAB: usize = 4;
const INDENT: usize = 2;

/// Parses a message's text.
pub fn parse(text: &str) -> Vec<Block> {
    let lines: Vec<&str> = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
    blocks(&lines, 0)
}

/// A list item's beginning.
struct Marker<'a> {
    indent: usize,
    /// None for a bullet.
    number: Option<u32>,
    text: &'a str,
}

fn blocks(lines: &[&str], depth: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph = String::new();
    // Fences of which no other follows, so that no search is made twice.
    let mut unclosed = [false; FENCES.len()];
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let text = line.trim_matches([' ', '\t']);
        let mut block = None;
        let mut taken = 1;
        if text.is_empty() {
            end_paragraph(&mut blocks, &mut paragraph);
        } else if let Some((code, length)) = fenced(&lines[at..], &mut unclosed) {
            block = Some(Block::Code(code));
            taken = length;
        } else if let Some((level, title)) = heading(text) {
            block = Some(Block::Heading { level, text: inline::parse(title) });
        } else if let Some(rest) = rule(text) {
            end_paragraph(&mut blocks, &mut paragraph);
            blocks.push(Block::Rule);
            paragraph.push_str(rest);
        } else if depth < DEEPEST && indented(text).is_some() {
            let inner: Vec<&str> =
                lines[at..].iter().map_while(|line| indented(line.trim_start_matches([' ', '\t']))).collect();
            taken = inner.len();
            block = Some(Block::Quote(self::blocks(&inner, depth + 1)));
        } else if let Some(marker) = marker(line).filter(|_| depth < DEEPEST) {
            let (list, length) = list(&lines[at..], marker, depth);
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
        blocks.push(Block::Paragraph(inline::parse(paragraph)));
        paragraph.clear();
    }
}

const FENCES: [&str; 2] = ["```", "'''"];

/// The code that is fenced at the beginning of `lines`, and over how many lines.
fn fenced<'a>(lines: &[&'a str], unclosed: &mut [bool; FENCES.len()]) -> Option<(String, usize)> {
    let first = lines.first()?.trim_matches([' ', '\t']);
    let which = FENCES.iter().position(|fence| first.starts_with(fence))?;
    let fence = FENCES[which];
    let opening = &first[fence.len()..];
    if let Some(end) = opening.as_bytes().windows(fence.len()).position(|window| window == fence.as_bytes()) {
        // Something behind it: code within a line of text.
        let whole = end > 0 && end + fence.len() == opening.len();
        return whole.then(|| (entity::decode(opening[..end].trim_matches(' ')), 1));
    }
    if unclosed[which] {
        return None;
    }
    let before_fence = |line: &&'a str| line.trim_end_matches([' ', '\t']).strip_suffix(fence);
    let Some(last) = (1..lines.len()).find(|line| before_fence(&lines[*line]).is_some()) else {
        unclosed[which] = true;
        return None;
    };
    let before = before_fence(&lines[last])?;
    let alone = before.trim_matches([' ', '\t']).is_empty();
    let mut code: Vec<&str> = lines[1..last].to_vec();
    // A single word behind the fence names the language, where the fence is written as models write it.
    if !opening.is_empty() && (!alone || opening.contains(char::is_whitespace)) {
        code.insert(0, opening);
    }
    if !alone {
        code.push(before);
    }
    Some((entity::decode(&code.join("\n")), last + 1))
}

/// `#h1Title` to `#h6Title`, and `# Title`.
fn heading(text: &str) -> Option<(u8, &str)> {
    let hashes = text.bytes().take(7).take_while(|byte| *byte == b'#').count();
    let rest = &text[hashes..];
    let (level, title) = match (hashes, rest.as_bytes()) {
        (1, [b'h' | b'H', digit @ b'1'..=b'6', ..]) => (digit - b'0', &rest[2..]),
        (1..=6, [b' ', ..]) => (hashes as u8, rest),
        _ => return None,
    };
    let title = title.trim_matches([' ', '\t']);
    (!title.is_empty()).then_some((level, title))
}

/// What stands behind a rule on its line.
fn rule(text: &str) -> Option<&str> {
    let (rest, mark) = match text.strip_prefix("---") {
        Some(rest) => (rest, '-'),
        None => (text.strip_prefix("___")?, '_'),
    };
    (!rest.starts_with(mark)).then(|| rest.trim_start_matches([' ', '\t']))
}

/// What stands behind `>>`.
fn indented(text: &str) -> Option<&str> {
    text.strip_prefix(">>").or_else(|| text.strip_prefix("&gt;&gt;"))
}

fn marker(line: &str) -> Option<Marker<'_>> {
    let (indent, text) = unindent(line, usize::MAX);
    let spaced = |text: &'_ str| text.starts_with([' ', '\t']) && !text.trim_matches([' ', '\t']).is_empty();
    let bullet = ["-", "•", "●", "*"].iter().find_map(|bullet| text.strip_prefix(bullet).filter(|rest| spaced(rest)));
    // `* * * 1234` masks something.
    let masks = |rest: &&str| {
        let next = rest.trim_start_matches([' ', '\t']);
        let after = next.trim_start_matches('*');
        next.len() > after.len() && (after.is_empty() || after.starts_with([' ', '\t']))
    };
    let bullet = bullet.filter(|rest| !masks(rest));
    if let Some(rest) = bullet.or_else(|| unspaced_bullet(text)) {
        return Some(Marker { indent, number: None, text: rest.trim_start_matches([' ', '\t']) });
    }
    let digits = text.bytes().take(10).take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].strip_prefix(['.', ')']).filter(|rest| spaced(rest))?;
    let number = text[..digits].parse().ok().filter(|_| digits < 10)?;
    Some(Marker { indent, number: Some(number), text: rest.trim_start_matches([' ', '\t']) })
}

/// `*item`: a star that has no counterpart on its line. More stars in a row mask something.
fn unspaced_bullet(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('*')?;
    let odd = text.bytes().filter(|byte| *byte == b'*').count() % 2 == 1;
    (odd && !rest.is_empty() && !rest.starts_with(['*', ' ', '\t'])).then_some(rest)
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
            if line.trim_matches([' ', '\t']).is_empty() {
                blank += 1;
            } else if unindent(line, usize::MAX).0 >= indent + INDENT {
                inner.extend(lines[at..=at + blank].iter().map(|line| unindent(line, indent + INDENT).1));
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
        items.push(blocks(&inner, depth + 1));
    }
    (Block::List { start, items }, at)
}

/// How far a line is indented, in columns up to `most`, and the line without that.
fn unindent(line: &str, most: usize) -> (usize, &str) {
    let mut columns = 0;
    for (at, byte) in line.bytes().enumerate() {
        columns += match byte {
            b' ' if columns < most => 1,
            b'\t' if columns < most => TAB,
            _ => return (columns, &line[at..]),
        };
    }
    (columns, "")
}
