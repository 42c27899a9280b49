//! A row of an advanced list: it may unfold, and holds lines, small tables, buttons, or choices to confirm.

use protocol::{
    Template,
    template::{Accessory, AdvancedItem, AdvancedItemView},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

use super::{
    Place, choice,
    fold::Fold,
    item::{self, Item},
    picture::picture,
    style,
};
use crate::window::{
    context::Context,
    node::{El, Node, el, text_in},
};

/// A row of either template.
fn row_of(source: &Template, group: usize, index: usize) -> Option<AdvancedItem<'_>> {
    match source {
        Template::AdvancedList(list) => list.items().get(index),
        Template::AdvancedMultiList(list) => list.groups().get(group)?.items().get(index),
        _ => None,
    }
}

/// The row number `index` of a group.
pub(super) fn view(ctx: &Context, place: &Place, source: &Template, group: usize, index: usize) -> El {
    let Some(row) = row_of(source, group, index) else { return el("li", "hidden") };
    let number = group * 1000 + index;
    let mut line = Item::new(row.title(), row.description()).acting(row.action());
    line.title_styles = row.title_styles();
    line.subtitle_styles = row.description_styles();
    line.subtitle_icon = row.description_icon();
    line.is_subtitle_icon_last = row.is_description_icon_last();
    line.image = row.image();
    line.icon_text = row.icon_text();
    line.icon_styles = row.icon_styles();
    line.styles = row.styles();
    line.line_styles = row.header_styles();
    let mut end: Vec<Node> = Vec::new();
    let border = row.border();
    if !border.is_empty() {
        // `radius` is no property of CSS.
        let named = |(name, value): &(String, String)| {
            (if name == "radius" { "border-radius" } else { name }.to_owned(), value.clone())
        };
        let border: Vec<(String, String)> = border.iter().map(named).collect();
        end.push(el("span", "class=bar").styles(style::checked(&border)).into());
    }
    let body = body(ctx, place, source, group, index, row);
    let header = row.header();
    let has_toggle = header.iter().any(|accessory| matches!(accessory, Accessory::Toggle { .. }));
    let is_folding = (row.is_accordion() || row.is_collapsed() && has_toggle) && !body.is_empty();
    // Plain text belongs into the button: the arrow stands behind it.
    let is_inside = |accessory: &&Accessory| is_folding && matches!(accessory, Accessory::Text { .. });
    let accessory = |accessory| item::accessory(ctx, place, accessory, row.title());
    let inside: Vec<Node> = header.iter().filter(is_inside).map(accessory).collect();
    end.extend(header.iter().filter(|accessory| !is_inside(accessory)).map(accessory));
    if !is_folding {
        let body = (!body.is_empty()).then(|| el("div", "").look(&row.content_styles()).child(body));
        return item::row(ctx, place, &line, end, vec![body.into()]);
    }
    let fold = Fold::new(place, "row", number, !row.is_collapsed());
    let button = fold.button(item::fill(ctx, el("button", "type=button;class=item-main"), &line, true).child(inside));
    let body = el("div", "class=folded").look(&row.content_styles()).child(body);
    fold.around(item::row_around(button, &line, end, vec![body.into()]))
}

/// What stands below the first line.
fn body(
    ctx: &Context,
    place: &Place,
    source: &Template,
    group: usize,
    index: usize,
    row: AdvancedItem<'_>,
) -> Vec<Node> {
    let mut parts = Vec::new();
    parts.extend(item::facts(ctx, place, row.facts()));
    if row.view() == AdvancedItemView::Options && !row.options().is_empty() {
        parts.push(options(ctx, place, source, group, index, row));
    }
    for table in row.tables() {
        let cells = item::facts(ctx, place, table.cells());
        parts.extend(cells.map(|cells| cells.attr("data-cells", if row.is_column() { "column" } else { "row" })));
    }
    if !row.button_header().is_empty() {
        parts.push(text_in("div", "class=button-header;dir=auto", row.button_header()));
    }
    parts.extend(choice::buttons(ctx, place, row.buttons(), row.buttons_layout()));
    parts.into_iter().map(Node::from).collect()
}

/// Choices with a button that sends them and one that unticks them. They can be sent again.
fn options(ctx: &Context, place: &Place, source: &Template, group: usize, index: usize, row: AdvancedItem<'_>) -> El {
    let cell = place.cell("ticks", group * 1000 + index);
    let kept = cell.peek();
    let mut choices = el("div", "class=options;role=group").attr("aria-label", row.title());
    for (at, found) in row.options().enumerate() {
        let number = at.to_string();
        let is_ticked = kept.split(',').any(|tick| tick == number);
        let input = if found.is_radio() { el("input", "type=radio;name=one") } else { el("input", "type=checkbox") };
        let input =
            input.attr_if("checked", is_ticked.then_some("")).attr_if("disabled", place.from_history.then_some(""));
        let option = found.option();
        let image = option.image.as_deref().and_then(|address| picture("class=item-icon", address, ""));
        let label = text_in("span", "class=item-words;dir=auto", &option.title);
        choices = choices.child(el("label", "class=fact").child(input).child(image).child(label));
    }
    let alert = el("p", "class=alert;role=alert");
    let button = |fixed, label: &str| {
        text_in("button", fixed, label).attr_if("aria-disabled", place.from_history.then_some("true"))
    };
    let confirm = if row.confirm_title().is_empty() { ctx.strings.composer_send } else { row.confirm_title() };
    let buttons = el("div", "class=actions").child(button("type=submit;class=action", confirm));
    let cancel = (!row.cancel_title().is_empty()).then(|| {
        let cell = cell.clone();
        let untick = move |event: Event| {
            if let Some(form) = form_of(&event) {
                inputs(&form).iter().for_each(|input| input.set_checked(false));
                cell.set(String::new());
            }
        };
        button("type=button;class=action", row.cancel_title()).on("click", Box::new(untick))
    });
    let form = el("form", "").child(choices.child(alert).child(buttons.child(cancel)));
    if place.from_history {
        return form;
    }
    let (ctx, source) = (ctx.clone(), source.clone());
    form.on(
        "change",
        Box::new(move |event| {
            if let Some(form) = form_of(&event) {
                let ticks: Vec<String> = ticks(&form).iter().map(usize::to_string).collect();
                cell.set(ticks.join(","));
                say(&form, "");
            }
        }),
    )
    .on(
        "submit",
        Box::new(move |event| {
            event.prevent_default();
            let Some(form) = form_of(&event) else { return };
            match row_of(&source, group, index).and_then(|row| row.answer(&ticks(&form))) {
                Some(answer) => ctx.send_answer(answer),
                None => say(&form, ctx.strings.list_choose),
            }
        }),
    )
}

fn form_of(event: &Event) -> Option<Element> {
    event.current_target()?.unchecked_into::<Element>().closest("form").ok()?
}

fn inputs(form: &Element) -> Vec<HtmlInputElement> {
    let Ok(found) = form.query_selector_all("input") else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)).map(JsCast::unchecked_into).collect()
}

fn ticks(form: &Element) -> Vec<usize> {
    inputs(form).iter().enumerate().filter(|(_, input)| input.checked()).map(|(at, _)| at).collect()
}

/// What is wrong, beside the choices.
fn say(form: &Element, words: &str) {
    if let Ok(Some(alert)) = form.query_selector(".alert") {
        alert.set_text_content(Some(words));
    }
}
