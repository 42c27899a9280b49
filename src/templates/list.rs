//! `list` and `listView`: rows, and a button that leads to the rest of them.

use std::sync::Arc;

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
pub(super) fn view(ctx: &Context, place: &Place, template: &Arc<ListTemplate>) -> Node {
    let is_long = template.elements.len() > ListTemplate::VISIBLE || template.is_more_always_shown;
    let more = is_long.then(|| match &template.more_action {
        Some(action) => choice::button(ctx, place, action, "panel-more"),
        None => {
            let title = choice::more_caption(ctx, &template.more_title);
            let body = choice::later(ctx, place, Template::List(template.clone()), 0, sheet);
            choice::opens(ctx, choice::more(ctx, title), title, Shape::Sheet, body)
        }
    });
    let shown = template.elements.get(..ListTemplate::VISIBLE).unwrap_or(&template.elements);
    let list = panel(vec![rows(ctx, place, shown).into(), more.into()]);
    Node::Many(vec![text::bubble(&template.text), list.into()])
}

/// `listView`.
pub(super) fn list_view(ctx: &Context, place: &Place, template: &Arc<ListViewTemplate>) -> Node {
    let shown = template.limit.and_then(|limit| template.elements.get(..limit)).unwrap_or(&template.elements);
    let has_more = template.limit.is_some() && (!template.tabs.is_empty() || shown.len() < template.elements.len());
    let more = has_more.then(|| {
        let title = if template.heading.is_empty() { &template.text } else { &template.heading };
        let body = choice::later(ctx, place, Template::ListView(template.clone()), 0, sheet);
        choice::opens(ctx, choice::more(ctx, &template.more_title), title, Shape::Sheet, body)
    });
    panel(vec![
        head(ctx, place, &template.heading, &template.text, Vec::new()),
        rows(ctx, place, shown).into(),
        more.into(),
    ])
    .into()
}

/// All rows, or tabs with theirs.
fn sheet(ctx: &Context, place: &Place, template: &Template, _: usize) -> Node {
    let template = match template {
        Template::List(list) => return rows(ctx, place, &list.elements).into(),
        Template::ListView(template) => template,
        _ => return Node::Nothing,
    };
    let titles: Vec<&str> = template.tabs.iter().map(|tab| tab.title.as_str()).collect();
    let open = tabs::open(place, titles.len());
    let elements = template.tabs.get(open).map_or(&template.elements, |tab| &tab.elements);
    tabs::view(place, &titles, rows(ctx, place, elements).into())
}

fn rows(ctx: &Context, place: &Place, elements: &[Element]) -> El {
    let rows = elements.iter().map(|element| {
        let buttons = choice::all_buttons(ctx, place, &element.buttons);
        item::row(ctx, place, &Item::of(element), Vec::new(), vec![buttons.into()]).into()
    });
    item::list(rows.collect())
}
