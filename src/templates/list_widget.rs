//! `listWidget`: a heading and rows with values, details and buttons, perhaps in tabs.

use std::sync::Arc;

use protocol::template::{ListWidgetTemplate, WidgetElement};

use super::{
    Place, choice,
    fold::Fold,
    item::{self, Item},
    panel::{head, panel},
    tabs,
};
use crate::window::{
    context::Context,
    node::{El, Node, el, text_in},
};

/// How many details are shown before "see more".
const DETAILS: usize = 3;

/// The panel.
pub(super) fn view(ctx: &Context, place: &Place, template: &Arc<ListWidgetTemplate>) -> Node {
    let end = template.header.iter().map(|header| item::accessory(ctx, place, header, &template.title));
    // Rows that are in no tab stand above them.
    let is_in_tab =
        |row: &WidgetElement| template.tabs.iter().any(|tab| tab.elements.iter().any(|other| other.title == row.title));
    let own = (!template.elements.iter().all(is_in_tab)).then(|| rows(ctx, place, &template.elements));
    let tabs = if template.tabs.is_empty() {
        Node::Nothing
    } else {
        let (inner, at, widget) = (ctx.clone(), place.clone(), template.clone());
        Node::Dynamic(Box::new(move || {
            let titles: Vec<&str> = widget.tabs.iter().map(|tab| tab.title.as_str()).collect();
            let open = widget.tabs.get(tabs::open(&at, titles.len()));
            let shown = open.map(|tab| rows(&inner, &at, &tab.elements));
            tabs::view(&at, &titles, shown.into())
        }))
    };
    panel(vec![head(ctx, place, &template.title, &template.description, end.collect()), own.into(), tabs]).into()
}

fn rows(ctx: &Context, place: &Place, elements: &[WidgetElement]) -> El {
    item::list(elements.iter().enumerate().map(|(index, element)| row(ctx, place, index, element).into()).collect())
}

fn row(ctx: &Context, place: &Place, index: usize, element: &WidgetElement) -> El {
    let item = Item {
        title: &element.title,
        subtitle: &element.subtitle,
        title_styles: &element.title_styles,
        image: element.image.as_ref(),
        action: element.action.as_ref(),
        styles: &element.styles,
        ..Item::default()
    };
    let value = item::value(ctx, place, element.value.as_ref(), &element.layout, &element.title);
    let (first, rest) = element.details.split_at(element.details.len().min(DETAILS));
    let more = item::facts(ctx, place, rest).map(|rest| {
        let fold = Fold::new(place, "details", index, false);
        let label = text_in("span", "", ctx.strings.list_more);
        let button = fold.button(el("button", "type=button;class=item-main fold-button").child(label));
        fold.around(el("div", "")).child(el("div", "class=folded").child(rest)).child(button)
    });
    let details = item::facts(ctx, place, first);
    let buttons = choice::buttons(ctx, place, &element.buttons, &element.buttons_layout);
    item::row(ctx, place, &item, vec![value], vec![details.into(), more.into(), buttons.into()])
}
