//! `answerTemplate`: a whole answer of Search AI with its sources, and what else was found. While it streams it is text.

use std::rc::Rc;

use ::markup::{Block, Dialect};
use protocol::template::{AnswerContent, AnswerSource, AnswerTemplate};

use super::{
    Place,
    found::{self, Found},
    markup as nodes,
    picture::picture,
};
use crate::{
    i18n::fill,
    window::{
        context::Context,
        dialog::Shape,
        icon::icon,
        node::{El, Node, el, text_in},
    },
};

const SPARK: &str = "M11 4l1.8 5.2L18 11l-5.2 1.8L11 18l-1.8-5.2L4 11l5.2-1.8zM18.5 15v5M16 17.5h5";
const PAGES: &str = "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9v.5";
/// So many results are shown before the button; the vendor's client shows as many.
const RESULTS: usize = 3;

/// The answer, its sources, and the results.
pub(super) fn view(ctx: &Context, place: &Place, template: &AnswerTemplate) -> Node {
    let strings = ctx.strings;
    let content = template.content();
    let mut card = el("div", "class=bubble answer;part=bubble");
    if content.is_generated {
        card = card.child(el("p", "class=answer-by").child(icon(SPARK)).child(text_in(
            "span",
            "",
            strings.answer_generated,
        )));
    }
    let mut text = el("div", "class=answer-text;dir=auto");
    if !content.title.is_empty() {
        text = text.child(text_in("p", "class=heading", content.title));
    }
    for fragment in &content.fragments {
        text = text.child(fragment_blocks(ctx, &content, fragment.text, &fragment.sources));
    }
    card = card.child(text);
    if !content.sources.is_empty() {
        let mut list = el("ol", "class=answer-sources").attr("aria-label", strings.answer_sources);
        for (at, source) in content.sources.iter().enumerate() {
            list = list.child(chip(ctx, at, source));
        }
        card = card.child(list);
    }
    let card = (!content.fragments.is_empty() || !content.title.is_empty()).then_some(card);
    Node::Many(vec![card.into(), results(ctx, place, template)])
}

/// A piece of the answer, with the marks of its sources at its end.
fn fragment_blocks(ctx: &Context, content: &AnswerContent<'_>, text: &str, sources: &[usize]) -> Vec<Node> {
    let blocks = nodes::parse(ctx, text, Dialect::CommonMark);
    let ends_with_text = matches!(blocks.last(), Some(Block::Paragraph(_)));
    let mut nodes = nodes::blocks(blocks);
    let mut marks = Vec::new();
    for &at in sources {
        if let Some(source) = content.sources.get(at) {
            marks.push(mark(ctx, at, source).into());
        }
    }
    match nodes.pop() {
        Some(Node::Element(last)) if ends_with_text => nodes.push(last.text(" ").child(marks).into()),
        last => {
            nodes.extend(last);
            nodes.push(el("p", "").child(marks).into());
        }
    }
    nodes
}

fn mark(ctx: &Context, at: usize, source: &AnswerSource<'_>) -> El {
    let number = (at + 1).to_string();
    let words = fill(&fill(ctx.strings.answer_source, "number", &number), "title", source.title());
    let has_link = source.url().and_then(::markup::safe_link).is_some();
    // A name counts only on what has a role.
    found::link("class=answer-mark", source.url(), &number)
        .attr("title", &words)
        .attr_if("aria-label", has_link.then_some(&words))
}

/// A source: its number, its name, and pictures of its pages.
fn chip(ctx: &Context, at: usize, source: &AnswerSource<'_>) -> El {
    let images: Vec<String> = source.images().filter_map(::markup::safe_image).collect();
    let pages = (!images.is_empty()).then(|| {
        let words: Rc<str> = fill(ctx.strings.answer_pages, "title", source.title()).into();
        let (ctx, title, images) = (ctx.clone(), words.clone(), Rc::new(images));
        el("button", "type=button;class=answer-pages")
            .attr("aria-label", &words)
            .attr("title", &words)
            .on(
                "click",
                Box::new(move |_| {
                    let (images, words) = (images.clone(), title.clone());
                    ctx.open_dialog(&title, Shape::Modal, Rc::new(move || pictures(&images, &words)));
                }),
            )
            .child(icon(PAGES))
    });
    el("li", "class=answer-chip")
        .child(text_in("span", "class=answer-number;aria-hidden=true", &(at + 1).to_string()))
        .child(found::link("class=answer-source;dir=auto", source.url(), source.title()))
        .child(pages)
}

fn pictures(images: &[String], words: &str) -> Node {
    let mut pictures = Vec::new();
    for image in images {
        pictures.push(picture("class=answer-picture", image, words).into());
    }
    Node::Many(pictures)
}

fn results(ctx: &Context, place: &Place, template: &AnswerTemplate) -> Node {
    let count = template.results().len();
    if count == 0 {
        return Node::Nothing;
    }
    let title = text_in("p", "class=heading", ctx.strings.answer_results);
    let mut card = el("div", "class=found-card").child(title).child(list(ctx, place, template, 0, RESULTS));
    if count > RESULTS {
        let (own, placed, template) = (ctx.clone(), place.clone(), template.clone());
        let rest = move || list(&own, &placed, &template, RESULTS, usize::MAX).into();
        card = card.child(found::behind_button(ctx, place, Box::new(rest)));
    }
    if let Some(total) = template.total_results().filter(|total| *total > count) {
        let total = fill(ctx.strings.answer_total, "count", &total.to_string());
        card = card.child(text_in("p", "class=found-note", &total));
    }
    card.into()
}

/// The results from number `first` on, at most so many.
fn list(ctx: &Context, place: &Place, template: &AnswerTemplate, first: usize, most: usize) -> El {
    let mut list = found::list(ctx);
    for (at, result) in template.results().iter().enumerate().skip(first).take(most) {
        let found = Found {
            title: result.title(),
            text: result.text(),
            note: result.file_type(),
            url: result.url(),
            image: result.image(),
            is_markdown: true,
        };
        list = list.child(found::one(ctx, place, at, &found));
    }
    list
}
