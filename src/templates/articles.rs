//! `articleTemplate`: articles that open in a sheet.

use std::rc::Rc;

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
pub(super) fn view(ctx: &Context, place: &Place, template: &ArticlesTemplate) -> Node {
    let SeeMore { limit, title, .. } = template.more();
    let shown = limit.unwrap_or(usize::MAX);
    let more = (template.articles().len() > shown).then(|| {
        let (inner, at, all) = (ctx.clone(), place.clone(), template.clone());
        let body = Rc::new(move || rows(&inner, &at, &all, usize::MAX).into());
        choice::opens(ctx, choice::more(ctx, title), choice::more_caption(ctx, title), Shape::Sheet, body)
    });
    let list = panel(vec![rows(ctx, place, template, shown).into(), more.into()]);
    Node::Many(vec![text::bubble(ctx, template.text(), ctx.markup), list.into()])
}

fn rows(ctx: &Context, place: &Place, template: &ArticlesTemplate, limit: usize) -> El {
    let row = |(index, article): (usize, Article<'_>)| {
        let item =
            Item { title: article.title(), subtitle: article.description(), icon: article.icon(), ..Item::default() };
        let (inner, at, all) = (ctx.clone(), place.clone(), template.clone());
        let body =
            Rc::new(move || all.articles().get(index).map_or(Node::Nothing, |article| whole(&inner, &at, article)));
        let button = item::fill(ctx, el("button", "type=button;class=item-main article"), &item, true);
        let button = choice::opens(ctx, button, article.title(), Shape::Sheet, body);
        item::row_around(button, &item, Vec::new(), vec![dates(article).into()]).into()
    };
    item::list(template.articles().take(limit).enumerate().map(row).collect())
}

fn whole(ctx: &Context, place: &Place, article: Article<'_>) -> Node {
    let button = article.button().map(|button| choice::button(ctx, place, &button, "action"));
    let text = el("div", "class=bubble plain;dir=auto").child(markup::blocks(markup::parse(
        ctx,
        article.description(),
        ctx.markup,
    )));
    Node::Many(vec![text.into(), dates(article).into(), button.into()])
}

fn dates(article: Article<'_>) -> Option<El> {
    let line = |text: &str| (!text.is_empty()).then(|| text_in("span", "dir=auto", text));
    let (created, updated) = (line(article.created()), line(article.updated()));
    (created.is_some() || updated.is_some())
        .then(|| el("div", "class=item-subtitle article-dates").child(created).child(updated))
}
