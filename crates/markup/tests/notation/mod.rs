//! A short notation of the tree, for tests: `p(a/b)` is a paragraph with a break.
#![allow(dead_code)]

use markup::{Block, Inline};

pub fn blocks(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join(" ")
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => format!("p({})", inlines(text)),
        Block::Heading { level, text } => format!("h{level}({})", inlines(text)),
        Block::List { start, items } => {
            let name = start.map_or("ul".to_string(), |start| format!("ol{start}"));
            let items: Vec<_> = items.iter().map(|item| blocks(item)).collect();
            format!("{name}[{}]", items.join(", "))
        }
        Block::Quote(inner) => format!("q[{}]", blocks(inner)),
        Block::Code(code) => format!("pre({})", code.replace('\n', "|")),
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
        Inline::Strong(inner) => format!("b({})", inlines(inner)),
        Inline::Emphasis(inner) => format!("i({})", inlines(inner)),
        Inline::Code(code) => format!("code({code})"),
        Inline::Link { href, text } => format!("a[{href}]({})", inlines(text)),
        Inline::Image { src, alt } => format!("img[{src}]({alt})"),
        other => panic!("no notation for {other:?}"),
    }
}

/// Everything that is shown, in order, without structure.
pub fn visible(blocks: &[Block]) -> String {
    let mut shown = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => visible_inlines(text, &mut shown),
            Block::List { items, .. } => items.iter().for_each(|item| shown.push_str(&visible(item))),
            Block::Quote(inner) => shown.push_str(&visible(inner)),
            Block::Code(code) => shown.push_str(code),
            _ => {}
        }
        shown.push('\n');
    }
    shown
}

fn visible_inlines(inlines: &[Inline], shown: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => shown.push_str(text),
            Inline::Break => shown.push('\n'),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { text: inner, .. } => {
                visible_inlines(inner, shown)
            }
            Inline::Image { alt, .. } => shown.push_str(alt),
            _ => {}
        }
    }
}

/// How many levels are below one another.
pub fn depth(blocks: &[Block]) -> usize {
    let block = |block: &Block| match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => depth_of_inlines(text),
        Block::List { items, .. } => 1 + items.iter().map(|item| depth(item)).max().unwrap_or(0),
        Block::Quote(inner) => 1 + depth(inner),
        _ => 0,
    };
    blocks.iter().map(block).max().unwrap_or(0)
}

fn depth_of_inlines(inlines: &[Inline]) -> usize {
    let inline = |inline: &Inline| match inline {
        Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { text: inner, .. } => {
            1 + depth_of_inlines(inner)
        }
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
            Block::List { items, .. } => items.iter().for_each(|item| found.extend(addresses(item))),
            Block::Quote(inner) => found.extend(addresses(inner)),
            _ => {}
        }
    }
    found
}

fn addresses_in(inlines: &[Inline], found: &mut Vec<String>) {
    for inline in inlines {
        match inline {
            Inline::Strong(inner) | Inline::Emphasis(inner) => addresses_in(inner, found),
            Inline::Link { href, text } => {
                found.push(href.clone());
                addresses_in(text, found);
            }
            Inline::Image { src, .. } => found.push(src.clone()),
            _ => {}
        }
    }
}
