//! `tableList`: sections of coloured rows with a value.

use protocol::template::{Action, TableListRow, TableListTemplate};

use super::{
    Place, choice,
    item::{self, Item},
    legible::colored,
    panel::{head, panel},
    scroller::FORWARD,
};
use crate::window::{
    context::Context,
    icon::icon,
    node::{El, Node},
};

/// The sections in one panel.
pub(super) fn view(ctx: &Context, place: &Place, template: &TableListTemplate) -> Node {
    let end = template.header.iter().map(|header| item::accessory(ctx, place, header, &template.title));
    let mut parts = vec![head(ctx, place, &template.title, &template.description, end.collect())];
    for section in &template.sections {
        parts.push(head(ctx, place, &section.title, &section.description, Vec::new()));
        parts.push(item::list(section.rows.iter().map(|line| row(ctx, place, line).into()).collect()).into());
    }
    panel(parts).into()
}

fn row(ctx: &Context, place: &Place, row: &TableListRow) -> El {
    let link = row.link.as_deref().map(|link| Action::open(&row.title, link));
    let styles = colored(row.color.as_deref(), row.background.as_deref());
    let mut item = Item::new(&row.title, &row.subtitle).acting(link.as_ref().or(row.action.as_ref()));
    item.image = row.image.as_ref();
    // A title that leads somewhere else leaves the row's own action to a button.
    let own = row.action.as_ref().filter(|_| link.is_some()).map(|action| {
        choice::act(ctx, place, action, "icon-button menu").attr("aria-label", &action.title).child(icon(FORWARD))
    });
    let value = item::value(ctx, place, row.value.as_ref(), &row.layout, &row.title);
    item::row(ctx, place, &item, vec![value, own.into()], Vec::new()).styles(styles)
}
