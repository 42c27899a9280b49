//! Something that a search found: a passage, a page or a document. Long text unfolds.

use ::markup::Dialect;

use super::{Place, markup, picture::picture};
use crate::window::{
    context::Context,
    node::{El, Node, el, text_in},
};

/// Text of so many bytes is shown whole.
const SHORT: usize = 280;

/// What was found.
#[derive(Clone, Copy, Default)]
pub(super) struct Found<'a> {
    /// Plain text.
    pub title: &'a str,
    /// In CommonMark, or in the dialect of the bot's texts, with HTML.
    pub text: &'a str,
    /// Whether it is CommonMark.
    pub is_markdown: bool,
    /// Below the text: where it comes from, or what kind of file it is.
    pub note: &'a str,
    /// As sent.
    pub url: Option<&'a str>,
    /// As sent.
    pub image: Option<&'a str>,
}

/// A list for what was found.
pub(super) fn list(ctx: &Context) -> El {
    el("ul", "class=found").attr("aria-label", ctx.strings.answer_results)
}

/// One of the list; `index` is its number in the item's memory.
pub(super) fn one(ctx: &Context, place: &Place, index: usize, found: &Found<'_>) -> El {
    let title = (!found.title.is_empty()).then(|| link("class=found-title", found.url, found.title));
    let image = found.image.and_then(|address| picture("class=found-picture", address, ""));
    let head = el("div", "class=found-head").child(image).child(title);
    let note = (!found.note.is_empty()).then(|| {
        let url = found.title.is_empty().then_some(found.url).flatten();
        link("class=found-note", url, found.note)
    });
    el("li", "dir=auto").child(head).child(text(ctx, place, index, found)).child(note)
}

/// The text, folded while it is long.
fn text(ctx: &Context, place: &Place, index: usize, found: &Found<'_>) -> Node {
    let dialect = if found.is_markdown { Dialect::CommonMark } else { ctx.markup };
    if found.text.is_empty() {
        return Node::Nothing;
    }
    if found.text.len() <= SHORT {
        return paper(ctx, found.text, dialect, false).into();
    }
    let text = found.text.to_owned();
    let (ctx, cell) = (ctx.clone(), place.cell("text", index));
    Node::Dynamic(Box::new(move || {
        let is_open = !cell.get().is_empty();
        let toggle = {
            let cell = cell.clone();
            move |_| cell.set(if is_open { String::new() } else { "1".to_owned() })
        };
        let words = if is_open { ctx.strings.text_less } else { ctx.strings.text_more };
        let button = text_in("button", "type=button;class=link-button", words)
            .attr("aria-expanded", if is_open { "true" } else { "false" })
            .on("click", Box::new(toggle));
        Node::Many(vec![paper(&ctx, &text, dialect, !is_open).into(), button.into()])
    }))
}

fn paper(ctx: &Context, text: &str, dialect: Dialect, is_folded: bool) -> El {
    el("div", "class=found-text")
        .attr_if("data-folded", is_folded.then_some(""))
        .child(markup::blocks(markup::parse(ctx, text, dialect)))
}

/// A link; plain words where there is no address, or none that may be followed.
pub(super) fn link(fixed: &'static str, url: Option<&str>, words: &str) -> El {
    match url.and_then(::markup::safe_link) {
        Some(address) => text_in("a", fixed, words)
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer")
            .attr("href", &address),
        None => text_in("span", fixed, words),
    }
}

/// Shows the rest once a button was pressed.
pub(super) fn behind_button(ctx: &Context, place: &Place, rest: Box<dyn Fn() -> Node>) -> Node {
    let words = ctx.strings.answer_more;
    let cell = place.cell("more", 0);
    Node::Dynamic(Box::new(move || {
        if !cell.get().is_empty() {
            return rest();
        }
        let cell = cell.clone();
        text_in("button", "type=button;class=action;aria-expanded=false", words)
            .on("click", Box::new(move |_| cell.set("1".to_owned())))
            .into()
    }))
}
