//! `articleTemplate`: articles that open in a sheet.

use std::{rc::Rc, sync::Arc};

use protocol::template::{Article, ArticlesTemplate, SeeMore};

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
        let (inner, at, all) = (ctx.clone(), place.clone(), template.clone());
        let body = Rc::new(move || rows(&inner, &at, &all, usize::MAX).into());
        choice::opens(ctx, choice::more(ctx, title), choice::more_caption(ctx, title), Shape::Sheet, body)
    });
    let list = panel(vec![rows(ctx, place, template, shown).into(), more.into()]);
    Node::Many(vec![text::bubble(&template.text), list.into()])
}

fn rows(ctx: &Context, place: &Place, template: &Arc<ArticlesTemplate>, limit: usize) -> El {
    let row = |(index, article): (usize, &Article)| {
        let item = Item {
            title: &article.title,
            subtitle: &article.description,
            icon: article.icon.as_deref(),
            ..Item::default()
        };
        let (inner, at, all) = (ctx.clone(), place.clone(), template.clone());
        let body =
            Rc::new(move || all.articles.get(index).map_or(Node::Nothing, |article| whole(&inner, &at, article)));
        let button = item::fill(el("button", "type=button;class=item-main article"), &item, true);
        let button = choice::opens(ctx, button, &article.title, Shape::Sheet, body);
        item::row_around(button, &item, Vec::new(), vec![dates(article).into()]).into()
    };
    item::list(template.articles.iter().take(limit).enumerate().map(row).collect())
}

fn whole(ctx: &Context, place: &Place, article: &Article) -> Node {
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
