//! A document tree as nodes. Text becomes text nodes, so nothing in it can become script.

use leptos::{html, prelude::*};
use markup::{Block, Inline};

/// Blocks, one below the other.
pub(crate) fn blocks(blocks: Vec<Block>) -> Vec<AnyView> {
    blocks.into_iter().map(block).collect()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Paragraph(text) => html::p().child(inlines(text)).into_any(),
        // Headings of a message are not headings of the page: their level is shown, not announced.
        Block::Heading { level, text } => {
            html::p().attr("class", "heading").attr("data-level", digit(level)).child(inlines(text)).into_any()
        }
        Block::List { start: None, items } => html::ul().child(list(items)).into_any(),
        Block::List { start: Some(start), items } => {
            html::ol().attr("start", start.to_string()).child(list(items)).into_any()
        }
        Block::Quote(inner) => html::blockquote().child(blocks(inner)).into_any(),
        // Scrolls inside itself, so the keyboard must be able to reach it.
        Block::Code(code) => html::pre().attr("tabindex", "0").child(code).into_any(),
        Block::Rule => html::hr().into_any(),
        _ => ().into_any(),
    }
}

fn list(items: Vec<Vec<Block>>) -> Vec<AnyView> {
    items.into_iter().map(|item| html::li().child(blocks(item)).into_any()).collect()
}

fn inlines(inlines: Vec<Inline>) -> Vec<AnyView> {
    inlines.into_iter().map(inline).collect()
}

fn inline(inline: Inline) -> AnyView {
    match inline {
        Inline::Text(text) => text.into_any(),
        Inline::Break => html::br().into_any(),
        Inline::Strong(text) => html::strong().child(inlines(text)).into_any(),
        Inline::Emphasis(text) => html::em().child(inlines(text)).into_any(),
        Inline::Code(code) => html::code().child(code).into_any(),
        Inline::Link { href, text } => html::a()
            .attr("href", href)
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer")
            .child(inlines(text))
            .into_any(),
        Inline::Image { src, alt } => {
            html::img().attr("src", src).attr("alt", alt).attr("loading", "lazy").into_any()
        }
        _ => ().into_any(),
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
