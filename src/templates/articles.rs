//! `articleTemplate`: articles that open in a sheet.

use std::sync::Arc;

use protocol::{
    Template,
    template::{Article, ArticlesTemplate, SeeMore},
};

use super::{
    Place, choice,
    item::{self, Item},
    markup,
    panel::panel,
    text,
};
use crate::window::{
    context::Context,
    dialog::Shape,
    node::{El, Node, el, text_in},
};

/// The articles; the rest of them in a sheet.
pub(super) fn view(ctx: &Context, place: &Place, template: &Arc<ArticlesTemplate>) -> Node {
    let SeeMore { limit, title, .. } = &template.more;
    let shown = limit.unwrap_or(usize::MAX);
    let more = (template.articles.len() > shown).then(|| {
        let body = choice::later(ctx, place, Template::Articles(template.clone()), usize::MAX, sheet);
        choice::opens(ctx, choice::more(ctx, title), choice::more_caption(ctx, title), Shape::Sheet, body)
    });
    let list = panel(vec![rows(ctx, place, template, shown).into(), more.into()]);
    Node::Many(vec![text::bubble(&template.text), list.into()])
}

fn rows(ctx: &Context, place: &Place, template: &Arc<ArticlesTemplate>, limit: usize) -> El {
    let row = |(index, article): (usize, &Article)| {
        let mut item = Item::new(&article.title, &article.description);
        item.icon = article.icon.as_deref();
        let body = choice::later(ctx, place, Template::Articles(template.clone()), index, sheet);
        let button = item::fill(el("button", "type=button;class=item-main article"), &item, true);
        let button = choice::opens(ctx, button, &article.title, Shape::Sheet, body);
        item::row_around(button, &item, Vec::new(), vec![dates(article).into()]).into()
    };
    item::list(template.articles.iter().take(limit).enumerate().map(row).collect())
}

/// One article, or all of them.
fn sheet(ctx: &Context, place: &Place, template: &Template, index: usize) -> Node {
    let Template::Articles(template) = template else { return Node::Nothing };
    let Some(article) = template.articles.get(index) else { return rows(ctx, place, template, usize::MAX).into() };
    let button = article.button.as_ref().map(|button| choice::button(ctx, place, button, "action"));
    let text = el("div", "class=bubble plain;dir=auto").child(markup::blocks(::markup::kore(&article.description)));
    Node::Many(vec![text.into(), dates(article).into(), button.into()])
}

fn dates(article: &Article) -> Option<El> {
    let line = |text: &str| (!text.is_empty()).then(|| text_in("span", "dir=auto", text));
    let (created, updated) = (line(&article.created), line(&article.updated));
    (created.is_some() || updated.is_some())
        .then(|| el("div", "class=item-subtitle article-dates").child(created).child(updated))
}
