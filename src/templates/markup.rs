//! A document tree as nodes. Text becomes text nodes, so nothing in it can become script.

use crate::window::node::{Node, el};
use markup::{Block, Inline};

/// Blocks, one below the other.
pub(crate) fn blocks(blocks: Vec<Block>) -> Vec<Node> {
    blocks.into_iter().map(block).collect()
}

fn block(block: Block) -> Node {
    match block {
        Block::Paragraph(text) => el("p").child(inlines(text)).node(),
        // Headings of a message are not headings of the page: their level is shown, not announced.
        Block::Heading { level, text } => {
            el("p").attr("class", "heading").attr("data-level", digit(level)).child(inlines(text)).node()
        }
        Block::List { start: None, items } => el("ul").child(list(items)).node(),
        Block::List { start: Some(start), items } => {
            el("ol").attr("start", start.to_string()).child(list(items)).node()
        }
        Block::Quote(inner) => el("blockquote").child(blocks(inner)).node(),
        // Scrolls inside itself, so the keyboard must be able to reach it.
        Block::Code(code) => el("pre").attr("tabindex", "0").child(code).node(),
        Block::Rule => el("hr").node(),
        _ => Node::Nothing,
    }
}

fn list(items: Vec<Vec<Block>>) -> Vec<Node> {
    items.into_iter().map(|item| el("li").child(blocks(item)).node()).collect()
}

fn inlines(inlines: Vec<Inline>) -> Vec<Node> {
    inlines.into_iter().map(inline).collect()
}

fn inline(inline: Inline) -> Node {
    match inline {
        Inline::Text(text) => text.into(),
        Inline::Break => el("br").node(),
        Inline::Strong(text) => el("strong").child(inlines(text)).node(),
        Inline::Emphasis(text) => el("em").child(inlines(text)).node(),
        Inline::Code(code) => el("code").child(code).node(),
        Inline::Link { href, text } => el("a")
            .attr("href", href)
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer")
            .child(inlines(text))
            .node(),
        Inline::Image { src, alt } => el("img").attr("src", src).attr("alt", alt).attr("loading", "lazy").node(),
        _ => Node::Nothing,
    }
}

fn digit(level: u8) -> &'static str {
    match level {
        0 | 1 => "1",
        2 => "2",
        3 => "3",
        _ => "4",
    }
}

/// What a tree says when it is read aloud.
pub(crate) fn spoken(blocks: &[Block]) -> String {
    let mut text = String::new();
    speak_blocks(blocks, &mut text);
    text.trim().to_owned()
}

fn speak_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => speak_inlines(text, out),
            Block::List { items, .. } => items.iter().for_each(|item| speak_blocks(item, out)),
            Block::Quote(inner) => speak_blocks(inner, out),
            Block::Code(code) => out.push_str(code),
            _ => {}
        }
        out.push('\n');
    }
}

fn speak_inlines(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Image { alt: text, .. } => out.push_str(text),
            Inline::Break => out.push('\n'),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { text: inner, .. } => {
                speak_inlines(inner, out);
            }
            _ => {}
        }
    }
}
