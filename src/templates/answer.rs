//! `answerTemplate`: a whole answer of Search AI with its sources, and what else was found. While it streams it is text.

use std::{rc::Rc, sync::Arc};

use markup::Block;
use protocol::template::{AnswerSource, AnswerTemplate};

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
pub(super) fn view(ctx: &Context, place: &Place, template: &Arc<AnswerTemplate>) -> Node {
    let strings = ctx.strings;
    let mut card = el("div", "class=bubble answer;part=bubble");
    if template.is_generated {
        card = card.child(el("p", "class=answer-by").child(icon(SPARK)).child(text_in(
            "span",
            "",
            strings.answer_generated,
        )));
    }
    let mut text = el("div", "class=answer-text;dir=auto");
    if !template.title.is_empty() {
        text = text.child(text_in("p", "class=heading", &template.title));
    }
    for fragment in &template.fragments {
        text = text.child(fragment_blocks(ctx, template, &fragment.text, &fragment.sources));
    }
    card = card.child(text);
    if !template.sources.is_empty() {
        let mut list = el("ol", "class=answer-sources").attr("aria-label", strings.answer_sources);
        for (at, source) in template.sources.iter().enumerate() {
            list = list.child(chip(ctx, at, source));
        }
        card = card.child(list);
    }
    let card = (!template.fragments.is_empty() || !template.title.is_empty()).then_some(card);
    Node::Many(vec![card.into(), results(ctx, place, template)])
}

/// A piece of the answer, with the marks of its sources at its end.
fn fragment_blocks(ctx: &Context, template: &AnswerTemplate, text: &str, sources: &[usize]) -> Vec<Node> {
    let blocks = ::markup::kore(text);
    let ends_with_text = matches!(blocks.last(), Some(Block::Paragraph(_)));
    let mut nodes = nodes::blocks(blocks);
    let mut marks = Vec::new();
    for &at in sources {
        if let Some(source) = template.sources.get(at) {
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

fn mark(ctx: &Context, at: usize, source: &AnswerSource) -> El {
    let number = (at + 1).to_string();
    let words = fill(&fill(ctx.strings.answer_source, "number", &number), "title", &source.title);
    let has_link = source.url.as_deref().and_then(::markup::safe_link).is_some();
    // A name counts only on what has a role.
    found::link("class=answer-mark", source.url.as_deref(), &number)
        .attr("title", &words)
        .attr_if("aria-label", has_link.then_some(&words))
}

/// A source: its number, its name, and pictures of its pages.
fn chip(ctx: &Context, at: usize, source: &AnswerSource) -> El {
    let pages = source.images.iter().any(|image| ::markup::safe_image(image).is_some()).then(|| {
        let words: Rc<str> = fill(ctx.strings.answer_pages, "title", &source.title).into();
        let (ctx, title, images) = (ctx.clone(), words.clone(), Rc::new(source.images.clone()));
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
        .child(found::link("class=answer-source;dir=auto", source.url.as_deref(), &source.title))
        .child(pages)
}

fn pictures(images: &[String], words: &str) -> Node {
    let mut pictures = Vec::new();
    for image in images {
        pictures.push(picture("class=answer-picture", image, words).into());
    }
    Node::Many(pictures)
}

fn results(ctx: &Context, place: &Place, template: &Arc<AnswerTemplate>) -> Node {
    if template.results.is_empty() {
        return Node::Nothing;
    }
    let title = text_in("p", "class=heading", ctx.strings.answer_results);
    let mut card = el("div", "class=found-card").child(title).child(list(ctx, place, template, 0, RESULTS));
    if template.results.len() > RESULTS {
        let (own, placed, template) = (ctx.clone(), place.clone(), template.clone());
        let rest = move || list(&own, &placed, &template, RESULTS, usize::MAX).into();
        card = card.child(found::behind_button(ctx, place, Box::new(rest)));
    }
    if template.total_results > template.results.len() {
        let total = fill(ctx.strings.answer_total, "count", &template.total_results.to_string());
        card = card.child(text_in("p", "class=found-note", &total));
    }
    card.into()
}

/// The results from number `first` on, at most so many.
fn list(ctx: &Context, place: &Place, template: &AnswerTemplate, first: usize, most: usize) -> El {
    let mut list = found::list(ctx);
    for (at, result) in template.results.iter().enumerate().skip(first).take(most) {
        let found = Found {
            title: &result.title,
            text: &result.text,
            note: &result.file_type,
            url: result.url.as_deref(),
            image: result.image.as_deref(),
        };
        list = list.child(found::one(ctx, place, at, &found));
    }
    list
}
