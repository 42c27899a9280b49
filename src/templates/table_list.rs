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
    let header = template.header();
    let end = header.iter().map(|header| item::accessory(ctx, place, header, template.title()));
    let mut parts = vec![head(ctx, place, template.title(), template.description(), end.collect())];
    for section in template.sections() {
        parts.push(head(ctx, place, section.title(), section.description(), Vec::new()));
        parts.push(item::list(section.rows().map(|line| row(ctx, place, line).into()).collect()).into());
    }
    panel(parts).into()
}

fn row(ctx: &Context, place: &Place, row: TableListRow<'_>) -> El {
    let link = row.link().map(|link| Action::open(row.title(), link));
    let action = row.action();
    // A title that leads somewhere else leaves the row's own action to a button.
    let own = action.as_ref().filter(|_| link.is_some()).map(|action| {
        choice::act(ctx, place, action, "icon-button menu").attr("aria-label", &action.title).child(icon(FORWARD))
    });
    let mut item = Item::new(row.title(), row.subtitle()).acting(link.or(action));
    item.image = row.image();
    let value = item::value(ctx, place, row.value(), row.layout(), row.title());
    let styles = colored(row.color(), row.background());
    item::row(ctx, place, &item, vec![value, own.into()], Vec::new()).styles(styles)
}
