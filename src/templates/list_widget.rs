//! `listWidget`: a heading and rows with values, details and buttons, perhaps in tabs.

use protocol::{
    Template,
    template::{ListWidgetTemplate, Parts, WidgetElement},
};

use super::{
    Place, choice,
    fold::Fold,
    item::{self, Item},
    panel::{head, panel},
    tabs,
};
use crate::window::{
    context::Context,
    node::{El, Node, el},
};

/// How many details are shown before "see more".
const DETAILS: usize = 3;

/// The panel.
pub(super) fn view(ctx: &Context, place: &Place, template: &ListWidgetTemplate) -> Node {
    let header = template.header();
    let end = header.iter().map(|header| item::accessory(ctx, place, header, template.title()));
    let in_tabs = template.tabs();
    // Rows that are in no tab stand above them.
    let is_in_tab = |row: WidgetElement<'_>| {
        in_tabs.iter().any(|tab| tab.elements.iter().any(|other| other.title() == row.title()))
    };
    let own = (!template.elements().all(is_in_tab)).then(|| rows(ctx, place, template.elements()));
    let tabs = if in_tabs.is_empty() {
        Node::Nothing
    } else {
        choice::follow(choice::later(ctx, place, Template::ListWidget(template.clone()), 0, open_tab))
    };
    panel(vec![head(ctx, place, template.title(), template.description(), end.collect()), own.into(), tabs]).into()
}

fn open_tab(ctx: &Context, place: &Place, template: &Template, _: usize) -> Node {
    let Template::ListWidget(widget) = template else { return Node::Nothing };
    let tabs = widget.tabs();
    let titles: Vec<&str> = tabs.iter().map(|tab| tab.title).collect();
    let open = tabs.get(tabs::open(place, titles.len()));
    tabs::view(place, &titles, open.map(|tab| rows(ctx, place, tab.elements.iter())).into())
}

fn rows(ctx: &Context, place: &Place, elements: Parts<'_, WidgetElement<'_>>) -> El {
    item::list(elements.enumerate().map(|(index, element)| row(ctx, place, index, element).into()).collect())
}

fn row(ctx: &Context, place: &Place, index: usize, element: WidgetElement<'_>) -> El {
    let mut item = Item::new(element.title(), element.subtitle()).acting(element.action());
    item.title_styles = element.title_styles();
    item.image = element.image();
    item.styles = element.styles();
    let value = item::value(ctx, place, element.value(), element.layout(), element.title());
    let (first, rest) = element.details().split_at(DETAILS);
    let more = item::facts(ctx, place, rest).map(|rest| {
        let fold = Fold::new(place, "details", index, false);
        fold.around(el("div", "")).child(el("div", "class=folded").child(rest)).child(fold.more(ctx))
    });
    let details = item::facts(ctx, place, first);
    let buttons = choice::buttons(ctx, place, element.buttons(), element.buttons_layout());
    item::row(ctx, place, &item, vec![value], vec![details.into(), more.into(), buttons.into()])
}
