//! A short notation of the tree, for tests: `p(a/b)` is a paragraph with a break.
#![allow(dead_code)]

use markup::{Align, Block, Inline, Style, text};

pub fn blocks(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join(" ")
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => format!("p({})", inlines(text)),
        Block::Heading { level, text } => format!("h{level}({})", inlines(text)),
        Block::List { start, tight, items } => {
            let name = start.map_or("ul".to_string(), |start| format!("ol{start}"));
            let items: Vec<_> = items
                .iter()
                .map(|item| {
                    let mark = item.checked.map_or("", |done| if done { "[x]" } else { "[ ]" });
                    format!("{mark}{}", blocks(&item.blocks))
                })
                .collect();
            format!("{name}{}[{}]", if *tight { "" } else { "~" }, items.join(", "))
        }
        Block::Quote(inner) => format!("q[{}]", blocks(inner)),
        Block::Code { info, code } if info.is_empty() => format!("pre({})", code.replace('\n', "|")),
        Block::Code { info, code } => format!("pre[{info}]({})", code.replace('\n', "|")),
        Block::Table { columns, head, rows } => {
            let row = |cells: &[Vec<Inline>]| cells.iter().map(|cell| inlines(cell)).collect::<Vec<_>>().join("|");
            let columns: String = columns
                .iter()
                .map(|align| match align {
                    Align::Natural => '-',
                    Align::Left => '<',
                    Align::Center => '^',
                    Align::Right => '>',
                })
                .collect();
            let rows: Vec<_> = rows.iter().map(|cells| row(cells)).collect();
            format!("table{columns}[{}]({})", row(head), rows.join(", "))
        }
        Block::Rule => "hr".to_string(),
        other => panic!("no notation for {other:?}"),
    }
}

fn inlines(inlines: &[Inline]) -> String {
    inlines.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) => text.clone(),
        Inline::Break => "/".to_string(),
        Inline::Styled(style, inner) => {
            let name = match style {
                Style::Strong => "b",
                Style::Emphasis => "i",
                Style::Struck => "s",
                Style::Underlined => "u",
            };
            format!("{name}({})", inlines(inner))
        }
        Inline::Code(code) => format!("code({code})"),
        Inline::Link { href, title, text } if title.is_empty() => format!("a[{href}]({})", inlines(text)),
        Inline::Link { href, title, text } => format!("a[{href} {title:?}]({})", inlines(text)),
        Inline::Image { src, alt, .. } => format!("img[{src}]({alt})"),
        Inline::Local { kind, value, format } => format!("{kind:?}({value};{format})"),
        other => panic!("no notation for {other:?}"),
    }
}

/// Everything that is shown, in order, without structure: a line for each block.
pub fn visible(blocks: &[Block]) -> String {
    let mut shown = String::new();
    for_each_text(blocks, &mut |text| shown.push_str(text));
    shown
}

fn for_each_text(blocks: &[Block], visit: &mut dyn FnMut(&str)) {
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => for_each_inline(text, visit),
            Block::List { items, .. } => items.iter().for_each(|item| for_each_text(&item.blocks, visit)),
            Block::Quote(inner) => for_each_text(inner, visit),
            Block::Code { code, .. } => visit(code),
            Block::Table { head, rows, .. } => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| for_each_inline(cell, visit));
            }
            _ => {}
        }
        visit("\n");
    }
}

fn for_each_inline(inlines: &[Inline], visit: &mut dyn FnMut(&str)) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Image { alt: text, .. } => visit(text),
            Inline::Break => visit("\n"),
            Inline::Styled(_, inner) | Inline::Link { text: inner, .. } => for_each_inline(inner, visit),
            Inline::Local { kind, value, format } => visit(&text::of_local(*kind, value, format)),
            _ => {}
        }
    }
}

/// How many levels are below one another.
pub fn depth(blocks: &[Block]) -> usize {
    let block = |block: &Block| match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => depth_of_inlines(text),
        Block::List { items, .. } => 1 + items.iter().map(|item| depth(&item.blocks)).max().unwrap_or(0),
        Block::Quote(inner) => 1 + depth(inner),
        Block::Table { head, rows, .. } => {
            1 + head.iter().chain(rows.iter().flatten()).map(|cell| depth_of_inlines(cell)).max().unwrap_or(0)
        }
        _ => 0,
    };
    blocks.iter().map(block).max().unwrap_or(0)
}

fn depth_of_inlines(inlines: &[Inline]) -> usize {
    let inline = |inline: &Inline| match inline {
        Inline::Styled(_, inner) | Inline::Link { text: inner, .. } => 1 + depth_of_inlines(inner),
        _ => 0,
    };
    inlines.iter().map(inline).max().unwrap_or(0)
}

/// Every address that a visitor could follow or that would be loaded.
pub fn addresses(blocks: &[Block]) -> Vec<String> {
    let mut found = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => addresses_in(text, &mut found),
            Block::List { items, .. } => items.iter().for_each(|item| found.extend(addresses(&item.blocks))),
            Block::Quote(inner) => found.extend(addresses(inner)),
            Block::Table { head, rows, .. } => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| addresses_in(cell, &mut found));
            }
            _ => {}
        }
    }
    found
}

fn addresses_in(inlines: &[Inline], found: &mut Vec<String>) {
    for inline in inlines {
        match inline {
            Inline::Styled(_, inner) => addresses_in(inner, found),
            Inline::Link { href, text, .. } => {
                found.push(href.clone());
                addresses_in(text, found);
            }
            Inline::Image { src, .. } => found.push(src.clone()),
            _ => {}
        }
    }
}
