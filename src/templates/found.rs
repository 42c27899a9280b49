//! What a search found: passages, pages and documents, as rows whose long text unfolds. The rest of them is in a sheet.

use ::markup::Dialect;
use protocol::{
    Template,
    template::{Image, ImageSize},
};

use super::{
    Place, answer, choice,
    fold::Fold,
    item::{self, Item},
    markup,
    panel::{head, panel},
    search,
};
use crate::window::{
    context::Context,
    dialog::Shape,
    node::{El, Node, el},
};

/// Text of so many bytes is shown whole.
const SHORT: usize = 280;

/// Something that was found.
#[derive(Default)]
pub(super) struct Found<'a> {
    pub title: &'a str,
    /// Below the title: where it comes from, or what kind of file it is.
    pub note: &'a str,
    pub text: &'a str,
    /// As sent.
    pub url: Option<&'a str>,
    /// As sent.
    pub image: Option<&'a str>,
}

/// The first of what was found, under a note of how much it is; a sheet shows what comes from number `rest` on.
#[inline(never)]
pub(super) fn view(
    ctx: &Context,
    place: &Place,
    template: Template,
    note: &str,
    [shown, rest]: [usize; 2],
) -> Option<El> {
    let (list, count) = list(ctx, place, &template, [0, shown]);
    if count == 0 {
        return None;
    }
    let title = ctx.strings.answer_results;
    let more = (count > shown).then(|| {
        let body = choice::later(ctx, place, template, rest, sheet);
        choice::opens(ctx, choice::more(ctx, ""), title, Shape::Sheet, body)
    });
    Some(panel(vec![head(ctx, place, title, note, Vec::new()), list.into(), more.into()]))
}

fn sheet(ctx: &Context, place: &Place, template: &Template, first: usize) -> Node {
    list(ctx, place, template, [first, usize::MAX]).0.into()
}

/// What was found from one number to another, and how much it is in all.
fn list(ctx: &Context, place: &Place, template: &Template, [first, end]: [usize; 2]) -> (El, usize) {
    let (found, dialect) = match template {
        Template::Answer(template) => (answer::found(template), Dialect::CommonMark),
        Template::Search(template) => (search::found(template), ctx.markup),
        _ => (Vec::new(), ctx.markup),
    };
    let mut rows = Vec::new();
    for (index, found) in found.iter().enumerate().take(end).skip(first) {
        rows.push(row(ctx, place, index, found, dialect).into());
    }
    (item::list(rows), found.len())
}

fn row(ctx: &Context, place: &Place, index: usize, found: &Found, dialect: Dialect) -> El {
    let mut item = Item::new(found.title, found.note);
    item.image = found.image.map(|url| Image { url, size: ImageSize::Medium, is_round: false, radius: None });
    let link = found.url.and_then(|url| choice::link(ctx, url, "item-main"));
    let main = match link {
        Some(link) => item::fill(ctx, link, &item, true),
        None => item::main(ctx, place, &item),
    };
    if found.text.is_empty() {
        return item::row_around(main, &item, Vec::new(), Vec::new());
    }
    let text = el("div", "class=bubble plain found-text;dir=auto")
        .child(markup::blocks(markup::parse(ctx, found.text, dialect)));
    let fold = Fold::new(place, "text", index, found.text.len() <= SHORT);
    let more = (found.text.len() > SHORT).then(|| fold.more(ctx));
    fold.around(item::row_around(main, &item, Vec::new(), vec![text.into(), more.into()]))
}
