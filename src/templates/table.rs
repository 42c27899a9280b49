//! `table`, `custom_table` and `mini_table`: tables that scroll inside themselves, and rows that unfold.

use protocol::{
    Template,
    template::{Align, Cell, MiniTableTemplate, Row, Table, TableTemplate},
};

use super::{
    Place,
    choice::{self, aligned},
    fold::Fold,
    item::{self, Item},
    markup,
    panel::panel,
    scroller::scroller,
    text,
};
use crate::window::{
    context::Context,
    dialog::Shape,
    node::{El, Node, el, text_in},
};

/// `table` and `custom_table`.
pub(super) fn view(ctx: &Context, place: &Place, template: &TableTemplate) -> Node {
    let table = template.table();
    let more = (table.rows().len() > TableTemplate::VISIBLE).then(|| {
        let body = choice::later(ctx, place, Template::Table(template.clone()), 0, whole);
        let title = markup::spoken(ctx, template.text(), ctx.markup);
        let title = if title.is_empty() { ctx.strings.table_label } else { &title };
        choice::opens(ctx, choice::more(ctx, ""), title, Shape::Modal, body)
    });
    let shown: Node = if template.is_responsive() {
        let tiles = table.rows().take(TableTemplate::VISIBLE).enumerate();
        item::list(tiles.map(|(index, row)| tile(ctx, place, table, index, row).into()).collect()).into()
    } else {
        grid(ctx, place, table, TableTemplate::VISIBLE).into()
    };
    Node::Many(vec![text::bubble(ctx, template.text(), ctx.markup), panel(vec![shown, more.into()]).into()])
}

fn whole(ctx: &Context, place: &Place, template: &Template, _: usize) -> Node {
    let Template::Table(template) = template else { return Node::Nothing };
    grid(ctx, place, template.table(), usize::MAX).into()
}

/// `mini_table`.
pub(super) fn mini(ctx: &Context, place: &Place, template: &MiniTableTemplate) -> Node {
    let tables = template.tables().map(|table| grid(ctx, place, table, usize::MAX));
    let shown = if template.is_horizontal() {
        scroller(ctx, tables.map(|table| el("li", "class=panel tile").child(table).into()).collect()).into()
    } else {
        Node::Many(tables.map(|table| panel(vec![table.into()]).into()).collect())
    };
    Node::Many(vec![text::bubble(ctx, template.text(), ctx.markup), shown])
}

/// A table with its first rows. It scrolls sideways, so the keyboard must be able to reach it.
fn grid(ctx: &Context, place: &Place, table: Table<'_>, limit: usize) -> El {
    let columns = table.columns();
    let mut head = el("tr", "");
    for column in columns.iter() {
        let cell = text_in("th", "scope=col;dir=auto", column.title());
        head = head.child(cell.attr_if("data-align", aligned(column.align())));
    }
    let mut body = el("tbody", "");
    for row in table.rows().take(limit) {
        let (mut line, cells) = (el("tr", ""), row.cells());
        for at in 0..cells.len().max(columns.len()) {
            let align = columns.get(at).map_or(Align::Start, |column| column.align());
            let content = cells.get(at).map_or(Node::Nothing, |found| cell(ctx, place, found));
            line = line.child(el("td", "dir=auto").attr_if("data-align", aligned(align)).child(content));
        }
        body = body.child(line);
    }
    let head = (!columns.is_empty()).then(|| el("thead", "").child(head));
    scroll("class=table;role=group;tabindex=0", ctx.strings.table_label, head, body)
}

/// A box in which a table scrolls. `fixed` are its attributes.
#[inline(never)]
pub(super) fn scroll(fixed: &'static str, name: &str, head: Option<El>, body: El) -> El {
    el("div", fixed).attr("aria-label", name).child(el("table", "").child(head).child(body))
}

fn cell(ctx: &Context, place: &Place, cell: Cell<'_>) -> Node {
    match &cell.action() {
        Some(action) => choice::act(ctx, place, action, "link-button").text(cell.text()).into(),
        None => Node::Text(cell.text().to_owned()),
    }
}

/// A row as a tile: its first two cells, and the others with their columns' titles once it is opened.
fn tile(ctx: &Context, place: &Place, table: Table<'_>, index: usize, row: Row<'_>) -> El {
    let (columns, cells) = (table.columns(), row.cells());
    let text = |at: usize| cells.get(at).map_or("", |cell| cell.text());
    let mut item = Item::new(text(0), "");
    item.value = text(1);
    if cells.len() < 3 {
        return item::row(ctx, place, &item, Vec::new(), Vec::new());
    }
    let fold = Fold::new(place, "row", index, false);
    let button = fold.button(item::fill(ctx, el("button", "type=button;class=item-main"), &item, true));
    let mut lines = el("dl", "class=facts folded");
    for (at, found) in cells.enumerate() {
        let title = columns.get(at).map_or("", |column| column.title());
        lines = lines.child(
            el("div", "class=fact")
                .child(text_in("dt", "class=item-words item-subtitle;dir=auto", title))
                .child(el("dd", "class=item-value;dir=auto").child(cell(ctx, place, found))),
        );
    }
    fold.around(item::row_around(button, &item, Vec::new(), vec![lines.into()]))
}
