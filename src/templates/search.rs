//! `search`: passages that answer, and the pages behind a button.

use std::sync::Arc;

use protocol::template::SearchTemplate;

use super::{
    Place,
    found::{self, Found},
    markup, text,
};
use crate::window::{
    context::Context,
    node::{El, Node, el},
};

/// The passages. The pages are shown at once where there is no passage.
pub(super) fn view(ctx: &Context, place: &Place, template: &Arc<SearchTemplate>) -> Node {
    let titles: Vec<String> =
        template.snippets.iter().map(|snippet| markup::spoken(&::markup::kore(&snippet.title))).collect();
    let snippets: Vec<Found<'_>> = template
        .snippets
        .iter()
        .zip(&titles)
        .map(|(snippet, title)| Found {
            title,
            text: &snippet.text,
            note: if snippet.source.is_empty() { snippet.url.as_deref().unwrap_or_default() } else { &snippet.source },
            url: snippet.url.as_deref(),
            image: None,
        })
        .collect();
    let passages = (!snippets.is_empty()).then(|| card(found::list(ctx, place, 0, &snippets)));
    let pages: Node = if template.pages.is_empty() {
        Node::Nothing
    } else if passages.is_none() {
        pages(ctx, place, template).into()
    } else {
        let (ctx, placed, template) = (ctx.clone(), place.clone(), template.clone());
        let words = ctx.strings.answer_more;
        found::behind_button(place, words, Box::new(move || pages(&ctx, &placed, &template).into()))
    };
    Node::Many(vec![text::bubble(&template.text), passages.into(), pages])
}

fn pages(ctx: &Context, place: &Place, template: &SearchTemplate) -> El {
    let pages = template.pages.iter().map(|page| Found {
        title: &page.title,
        text: &page.preview,
        note: "",
        url: page.url.as_deref(),
        image: page.image.as_deref(),
    });
    card(
        found::list(ctx, place, template.snippets.len(), &pages.collect::<Vec<_>>())
            .attr("aria-label", ctx.strings.answer_results),
    )
}

fn card(list: El) -> El {
    el("div", "class=found-card").child(list)
}
