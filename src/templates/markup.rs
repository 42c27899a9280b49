//! A document tree as nodes. Text becomes text nodes, so nothing in it can become script.

use crate::window::node::{El, Node, el, text_in};
use markup::{Block, Inline};

/// Blocks, one below the other.
pub(crate) fn blocks(blocks: Vec<Block>) -> Vec<Node> {
    blocks.into_iter().map(block).collect()
}

fn block(block: Block) -> Node {
    let element = match block {
        Block::Paragraph(text) => around("p", "", text),
        // Headings of a message are not headings of the page: their level is shown, not announced.
        Block::Heading { level, text } => around("p", "class=heading", text).attr("data-level", digit(level)),
        Block::List { start: None, items } => list(el("ul", ""), items),
        Block::List { start: Some(start), items } => list(el("ol", "").attr("start", &start.to_string()), items),
        Block::Quote(inner) => el("blockquote", "").child(blocks(inner)),
        // Scrolls inside itself, so the keyboard must be able to reach it.
        Block::Code(code) => text_in("pre", "tabindex=0", &code),
        Block::Rule => el("hr", ""),
        _ => return Node::Nothing,
    };
    element.into()
}

fn list(mut list: El, items: Vec<Vec<Block>>) -> El {
    for item in items {
        list = list.child(el("li", "").child(blocks(item)));
    }
    list
}

fn around(tag: &'static str, fixed: &'static str, inlines: Vec<Inline>) -> El {
    let inlines: Vec<Node> = inlines.into_iter().map(inline).collect();
    el(tag, fixed).child(inlines)
}

fn inline(inline: Inline) -> Node {
    let element = match inline {
        Inline::Text(text) => return Node::Text(text),
        Inline::Break => el("br", ""),
        Inline::Strong(text) => around("strong", "", text),
        Inline::Emphasis(text) => around("em", "", text),
        Inline::Code(code) => text_in("code", "", &code),
        Inline::Link { href, text } => around("a", "target=_blank;rel=noopener noreferrer", text).attr("href", &href),
        Inline::Image { src, alt } => el("img", "loading=lazy").attr("src", &src).attr("alt", &alt),
        _ => return Node::Nothing,
    };
    element.into()
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
