//! The tree as the HTML that CommonMark's examples expect. For tests only: the widget never makes HTML.
#![allow(dead_code)]

use markup::{Align, Block, Cell, Inline, Style, text};

pub fn document(blocks: &[Block]) -> String {
    let mut out = String::new();
    push_blocks(blocks, false, &mut out);
    out
}

pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn push_blocks(blocks: &[Block], tight: bool, out: &mut String) {
    for (at, block) in blocks.iter().enumerate() {
        match block {
            Block::Paragraph(text) if tight => {
                push_inlines(text, out);
                if at + 1 < blocks.len() {
                    out.push('\n');
                }
            }
            Block::Paragraph(text) => {
                line_start(out);
                out.push_str("<p>");
                push_inlines(text, out);
                out.push_str("</p>\n");
            }
            Block::Heading { level, text } => {
                line_start(out);
                out.push_str(&format!("<h{level}>"));
                push_inlines(text, out);
                out.push_str(&format!("</h{level}>\n"));
            }
            Block::Quote(inner) => {
                line_start(out);
                out.push_str("<blockquote>\n");
                push_blocks(inner, false, out);
                out.push_str("</blockquote>\n");
            }
            Block::List { start, tight, items } => {
                line_start(out);
                let name = if start.is_some() { "ol" } else { "ul" };
                match start {
                    Some(start) if *start != 1 => out.push_str(&format!("<ol start=\"{start}\">\n")),
                    _ => out.push_str(&format!("<{name}>\n")),
                }
                for item in items {
                    out.push_str("<li>");
                    match item.checked {
                        Some(true) => out.push_str("<input checked=\"\" disabled=\"\" type=\"checkbox\"> "),
                        Some(false) => out.push_str("<input disabled=\"\" type=\"checkbox\"> "),
                        None => {}
                    }
                    if !(item.blocks.is_empty() || *tight && matches!(item.blocks[0], Block::Paragraph(_))) {
                        out.push('\n');
                    }
                    push_blocks(&item.blocks, *tight, out);
                    out.push_str("</li>\n");
                }
                out.push_str(&format!("</{name}>\n"));
            }
            Block::Code { info, code } => {
                line_start(out);
                match info.split_whitespace().next() {
                    Some(language) => {
                        out.push_str(&format!("<pre><code class=\"language-{}\">", escape(language)));
                    }
                    None => out.push_str("<pre><code>"),
                }
                out.push_str(&escape(code));
                out.push_str(if code.is_empty() { "</code></pre>\n" } else { "\n</code></pre>\n" });
            }
            Block::Table { columns, head, rows } => {
                line_start(out);
                out.push_str("<table>\n<thead>\n");
                push_row("th", columns, head, out);
                out.push_str("</thead>\n");
                if !rows.is_empty() {
                    out.push_str("<tbody>\n");
                    rows.iter().for_each(|row| push_row("td", columns, row, out));
                    out.push_str("</tbody>\n");
                }
                out.push_str("</table>\n");
            }
            Block::Rule => {
                line_start(out);
                out.push_str("<hr />\n");
            }
            other => panic!("no HTML for {other:?}"),
        }
    }
}

fn line_start(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn push_row(tag: &str, columns: &[Align], cells: &[Cell], out: &mut String) {
    out.push_str("<tr>\n");
    for (at, column) in columns.iter().enumerate() {
        let align = match column {
            Align::Natural => "",
            Align::Left => " align=\"left\"",
            Align::Center => " align=\"center\"",
            Align::Right => " align=\"right\"",
        };
        out.push_str(&format!("<{tag}{align}>"));
        push_inlines(cells.get(at).map_or(&[], Vec::as_slice), out);
        out.push_str(&format!("</{tag}>\n"));
    }
    out.push_str("</tr>\n");
}

fn push_inlines(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(&escape(text)),
            Inline::Break => out.push_str("<br />\n"),
            Inline::Styled(style, inner) => {
                let tag = match style {
                    Style::Strong => "strong",
                    Style::Emphasis => "em",
                    Style::Struck => "del",
                    Style::Underlined => "u",
                };
                out.push_str(&format!("<{tag}>"));
                push_inlines(inner, out);
                out.push_str(&format!("</{tag}>"));
            }
            Inline::Code(code) => out.push_str(&format!("<code>{}</code>", escape(code))),
            Inline::Link { href, title, text } => {
                out.push_str(&format!("<a href=\"{}\"{}>", address(href), titled(title)));
                push_inlines(text, out);
                out.push_str("</a>");
            }
            Inline::Image { src, alt, title } => {
                out.push_str(&format!(
                    "<img src=\"{}\" alt=\"{}\"{} />",
                    address(src),
                    escape(&alt.replace('\n', " ")),
                    titled(title)
                ));
            }
            Inline::Local { kind, value, format } => out.push_str(&text::of_local(*kind, value, format)),
            other => panic!("no HTML for {other:?}"),
        }
    }
}

fn titled(title: &str) -> String {
    if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) }
}

/// An address as the examples have it: what no address may hold is percent-encoded.
fn address(address: &str) -> String {
    let mut out = String::new();
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            _ if byte.is_ascii_alphanumeric() || b"-_.+!*'(),%#@?=;:/$~".contains(&byte) => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
