//! A document tree as nodes. Text becomes text nodes, so nothing in it can become script.

use ::markup::{Align, Block, Cell, Dialect, Document, Inline, Item, Style};

use crate::window::context::Context;
use crate::window::node::{El, Node, el, text_in};

/// A bot's text, with values as the visitor's language writes them.
pub(crate) fn parse(ctx: &Context, text: &str, dialect: Dialect) -> Document {
    let mut document = ::markup::parse(text, dialect);
    ::markup::text::localize(&mut document, &|kind, value, format| ctx.dates.local(kind, value, format));
    document
}

/// What a bot's text says when it is read aloud.
pub(crate) fn spoken(ctx: &Context, text: &str, dialect: Dialect) -> String {
    ::markup::text::of(&parse(ctx, text, dialect))
}

/// Blocks, one below the other.
pub(crate) fn blocks(blocks: Vec<Block>) -> Vec<Node> {
    blocks.into_iter().map(block).collect()
}

fn block(block: Block) -> Node {
    let element = match block {
        Block::Paragraph(text) => around("p", "", text),
        // Headings of a message are not headings of the page: their level is shown, not announced.
        Block::Heading { level, text } => around("p", "class=heading", text).attr("data-level", digit(level)),
        Block::List { start, tight, items } => {
            let tag = if start.is_some() { "ol" } else { "ul" };
            let start = start.map(|start| start.to_string());
            let list = el(tag, if tight { "" } else { "class=loose" }).attr_if("start", start.as_deref());
            items.into_iter().fold(list, |list, item| list.child(self::item(item)))
        }
        Block::Quote(inner) => el("blockquote", "").child(blocks(inner)),
        // What scrolls inside itself must be reached by the keyboard.
        Block::Code { info, code } => {
            let language = info.split_ascii_whitespace().next();
            text_in("pre", "tabindex=0", &code).attr_if("data-language", language)
        }
        Block::Table { columns, head, rows } => {
            let mut body = el("tbody", "");
            for cells in rows {
                body = body.child(row("td", "", &columns, cells));
            }
            let has_head = head.iter().any(|cell| !cell.is_empty());
            let head = has_head.then(|| el("thead", "").child(row("th", "scope=col", &columns, head)));
            el("div", "class=table-scroll;tabindex=0").child(el("table", "").child(head).child(body))
        }
        Block::Rule => el("hr", ""),
        _ => return Node::Nothing,
    };
    element.into()
}

fn item(item: Item) -> El {
    let inner = blocks(item.blocks);
    match item.checked {
        None => el("li", "").child(inner),
        Some(is_done) => {
            let mark = text_in("span", "class=task-mark", if is_done { "☑" } else { "☐" });
            el("li", "class=task").child(mark).child(el("div", "").child(inner))
        }
    }
}

fn row(tag: &'static str, fixed: &'static str, columns: &[Align], cells: Vec<Cell>) -> El {
    let mut row = el("tr", "");
    for (at, cell) in cells.into_iter().enumerate() {
        let align = match columns.get(at) {
            Some(Align::Left) => Some("left"),
            Some(Align::Center) => Some("center"),
            Some(Align::Right) => Some("right"),
            _ => None,
        };
        row = row.child(around(tag, fixed, cell).attr_if("data-align", align));
    }
    row
}

fn around(tag: &'static str, fixed: &'static str, inlines: Vec<Inline>) -> El {
    let inlines: Vec<Node> = inlines.into_iter().map(inline).collect();
    el(tag, fixed).child(inlines)
}

fn inline(inline: Inline) -> Node {
    let element = match inline {
        Inline::Text(text) => return Node::Text(text),
        Inline::Break => el("br", ""),
        Inline::Styled(style, text) => {
            let tag = match style {
                Style::Strong => "strong",
                Style::Emphasis => "em",
                Style::Struck => "s",
                Style::Underlined => "u",
            };
            around(tag, "", text)
        }
        Inline::Code(code) => text_in("code", "", &code),
        Inline::Link { href, title, text } => {
            // Somebody must be able to see it.
            let text = if text.is_empty() { vec![Inline::Text(href.clone())] } else { text };
            let link = around("a", "target=_blank;rel=noopener noreferrer", text).attr("href", &href);
            link.attr_if("title", some(&title))
        }
        Inline::Image { src, alt, title } => {
            el("img", "loading=lazy").attr("src", &src).attr("alt", &alt).attr_if("title", some(&title))
        }
        _ => return Node::Nothing,
    };
    element.into()
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn digit(level: u8) -> &'static str {
    match level {
        0 | 1 => "1",
        2 => "2",
        3 => "3",
        _ => "4",
    }
}
