//! `articleTemplate`: articles that open in a sheet.

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
pub(super) fn view(ctx: &Context, place: &Place, template: &ArticlesTemplate) -> Node {
    let SeeMore { limit, title, .. } = template.more();
    let shown = limit.unwrap_or(usize::MAX);
    let more = (template.articles().len() > shown).then(|| {
        let body = choice::later(ctx, place, Template::Articles(template.clone()), usize::MAX, sheet);
        choice::opens(ctx, choice::more(ctx, title), choice::more_caption(ctx, title), Shape::Sheet, body)
    });
    let list = panel(vec![rows(ctx, place, template, shown).into(), more.into()]);
    Node::Many(vec![text::bubble(ctx, template.text(), ctx.markup), list.into()])
}

fn rows(ctx: &Context, place: &Place, template: &ArticlesTemplate, limit: usize) -> El {
    let row = |(index, article): (usize, Article<'_>)| {
        let mut item = Item::new(article.title(), article.description());
        item.icon = article.icon();
        let body = choice::later(ctx, place, Template::Articles(template.clone()), index, sheet);
        let button = item::fill(ctx, el("button", "type=button;class=item-main article"), &item, true);
        let button = choice::opens(ctx, button, article.title(), Shape::Sheet, body);
        item::row_around(button, &item, Vec::new(), vec![dates(article).into()]).into()
    };
    item::list(template.articles().take(limit).enumerate().map(row).collect())
}

/// One article, or all of them.
fn sheet(ctx: &Context, place: &Place, template: &Template, index: usize) -> Node {
    let Template::Articles(template) = template else { return Node::Nothing };
    let Some(article) = template.articles().get(index) else { return rows(ctx, place, template, usize::MAX).into() };
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
