//! `answerTemplate`: a whole answer of Search AI with its sources, and what else was found. While it streams it is text.

use ::markup::{Block, Dialect};
use protocol::{
    Template,
    template::{AnswerContent, AnswerSource, AnswerTemplate},
};

use super::{
    Place, choice,
    found::{self, Found},
    markup,
    other::unsupported,
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
    let (strings, content) = (ctx.strings, template.content());
    let answer =
        (!content.fragments.is_empty() || !content.title.is_empty()).then(|| card(ctx, place, template, &content));
    let total = template.total_results().map(|total| fill(strings.answer_total, "count", &total.to_string()));
    let shown = [RESULTS, 0];
    let results =
        found::view(ctx, place, Template::Answer(template.clone()), total.as_deref().unwrap_or_default(), shown);
    if answer.is_none() && results.is_none() {
        return unsupported(ctx).into();
    }
    Node::Many(vec![answer.into(), results.into()])
}

/// The documents that were found.
pub(super) fn found(template: &AnswerTemplate) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    for result in template.results() {
        found.push(Found {
            title: result.title(),
            note: result.file_type(),
            text: result.text(),
            url: result.url(),
            image: result.image(),
        });
    }
    found
}

fn card(ctx: &Context, place: &Place, template: &AnswerTemplate, content: &AnswerContent) -> El {
    let mut card = el("div", "class=bubble answer;part=bubble");
    if content.is_generated {
        card = card.child(el("p", "class=answer-by").child(icon(SPARK)).text(ctx.strings.answer_generated));
    }
    // In the direction of its own words, not of the widget's around it.
    let mut text = el("div", "class=bubble plain;dir=auto");
    if !content.title.is_empty() {
        text = text.child(text_in("p", "class=heading", content.title));
    }
    for fragment in &content.fragments {
        let mut marks = Vec::new();
        for &at in &fragment.sources {
            if let Some(source) = content.sources.get(at) {
                marks.push(mark(ctx, at, source));
            }
        }
        text = text.child(marked(markup::parse(ctx, fragment.text, Dialect::CommonMark), marks));
    }
    card = card.child(text);
    if content.sources.is_empty() {
        return card;
    }
    let mut list = el("ol", "class=facts;role=list").attr("aria-label", ctx.strings.answer_sources);
    for (at, source) in content.sources.iter().enumerate() {
        list = list.child(line(ctx, place, template, at, source));
    }
    card.child(list)
}

/// A piece of the answer, with the marks of its sources at its end.
fn marked(blocks: Vec<Block>, marks: Vec<Node>) -> Vec<Node> {
    let ends_with_text = matches!(blocks.last(), Some(Block::Paragraph(_)));
    let mut nodes = markup::blocks(blocks);
    if !marks.is_empty() {
        let last = match nodes.pop() {
            Some(Node::Element(last)) if ends_with_text => last.text(" "),
            last => {
                nodes.extend(last);
                el("p", "")
            }
        };
        nodes.push(last.child(marks).into());
    }
    nodes
}

/// The number of a source, which leads to it.
fn mark(ctx: &Context, at: usize, source: &AnswerSource) -> Node {
    let number = (at + 1).to_string();
    let words = fill(&fill(ctx.strings.answer_source, "number", &number), "title", source.title());
    let mark = match source.url().and_then(|url| choice::link(ctx, url, "answer-mark")) {
        // A name counts only on what has a role.
        Some(link) => link.attr("aria-label", &words),
        None => el("span", "class=answer-mark"),
    };
    mark.attr("title", &words).text(&number).into()
}

/// A source: its number, its name, and pictures of its pages.
fn line(ctx: &Context, place: &Place, template: &AnswerTemplate, at: usize, source: &AnswerSource) -> El {
    let link = source.url().and_then(|url| choice::link(ctx, url, "fact"));
    let name = link
        .unwrap_or_else(|| el("span", "class=fact"))
        .child(text_in("span", "class=answer-mark;aria-hidden=true", &(at + 1).to_string()))
        .child(text_in("span", "class=item-words;dir=auto", source.title()));
    let button = source.images().any(|image| ::markup::safe_image(image).is_some()).then(|| {
        let words = words_of_pages(ctx, source);
        let button = el("button", "type=button;class=icon-button menu").attr("aria-label", &words);
        let body = choice::later(ctx, place, Template::Answer(template.clone()), at, pages);
        choice::opens(ctx, button.attr("title", &words).child(icon(PAGES)), &words, Shape::Modal, body)
    });
    el("li", "class=item-line").child(name).child(button)
}

/// The pictures of a source's pages.
fn pages(ctx: &Context, _: &Place, template: &Template, at: usize) -> Node {
    let mut pictures = Vec::new();
    if let Template::Answer(template) = template
        && let Some(source) = template.content().sources.get(at)
    {
        let words = words_of_pages(ctx, source);
        for image in source.images() {
            pictures.push(picture("class=answer-picture", image, &words).into());
        }
    }
    Node::Many(pictures)
}

fn words_of_pages(ctx: &Context, source: &AnswerSource) -> String {
    fill(ctx.strings.answer_pages, "title", source.title())
}
