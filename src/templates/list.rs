//! `list` and `listView`: rows, and a button that leads to the rest of them.

use protocol::{
    Template,
    template::{Element, ListTemplate, ListViewTemplate},
};

use super::{
    Place, choice,
    item::{self, Item},
    panel::{head, panel},
    tabs, text,
};
use crate::window::{
    context::Context,
    dialog::Shape,
    node::{El, Node},
};

/// `list`.
pub(super) fn view(ctx: &Context, place: &Place, template: &ListTemplate) -> Node {
    let elements = template.elements();
    let is_long = elements.len() > ListTemplate::VISIBLE || template.is_more_always_shown();
    let more = is_long.then(|| match template.more_action() {
        Some(action) => choice::button(ctx, place, &action, "panel-more"),
        None => {
            let title = choice::more_caption(ctx, template.more_title());
            let body = choice::later(ctx, place, Template::List(template.clone()), 0, sheet);
            choice::opens(ctx, choice::more(ctx, title), title, Shape::Sheet, body)
        }
    });
    let shown = elements.get(..ListTemplate::VISIBLE).unwrap_or(&elements);
    let list = panel(vec![rows(ctx, place, shown).into(), more.into()]);
    Node::Many(vec![text::bubble(ctx, template.text(), ctx.markup), list.into()])
}

/// `listView`.
pub(super) fn list_view(ctx: &Context, place: &Place, template: &ListViewTemplate) -> Node {
    let (elements, limit) = (template.elements(), template.limit());
    let shown = limit.and_then(|limit| elements.get(..limit)).unwrap_or(&elements);
    let has_more = limit.is_some() && (shown.len() < elements.len() || !template.tabs().is_empty());
    let more = has_more.then(|| {
        let title = if template.heading().is_empty() { template.text() } else { template.heading() };
        let body = choice::later(ctx, place, Template::ListView(template.clone()), 0, sheet);
        choice::opens(ctx, choice::more(ctx, template.more_title()), title, Shape::Sheet, body)
    });
    panel(vec![
        head(ctx, place, template.heading(), template.text(), Vec::new()),
        rows(ctx, place, shown).into(),
        more.into(),
    ])
    .into()
}

/// All rows, or tabs with theirs.
fn sheet(ctx: &Context, place: &Place, template: &Template, _: usize) -> Node {
    let template = match template {
        Template::List(list) => return rows(ctx, place, &list.elements()).into(),
        Template::ListView(template) => template,
        _ => return Node::Nothing,
    };
    let tabs = template.tabs();
    let titles: Vec<&str> = tabs.iter().map(|tab| tab.title).collect();
    let open = tabs::open(place, titles.len());
    let rows = match tabs.get(open) {
        Some(tab) => rows(ctx, place, &tab.elements),
        None => rows(ctx, place, &template.elements()),
    };
    tabs::view(place, &titles, rows.into())
}

fn rows(ctx: &Context, place: &Place, elements: &[Element]) -> El {
    let rows = elements.iter().map(|element| {
        let buttons = choice::all_buttons(ctx, place, element.buttons());
        item::row(ctx, place, &Item::of(element), Vec::new(), vec![buttons.into()]).into()
    });
    item::list(rows.collect())
}
