//! `advancedListTemplate` and `advancedMultiListTemplate`: rows that are searched, sorted, filtered and shortened.

use js_sys::{Array, JsString, Object};
use protocol::{
    Template, search,
    template::{AdvancedListTemplate, AdvancedListView, AdvancedMultiListTemplate, SeeMore, SeeMorePlace},
};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use super::{
    Place, advanced_item,
    choice::{self, Part},
    item,
    panel::{head, panel},
    picture::picture,
    tabs,
};
use crate::window::{
    context::Context,
    dialog::Shape,
    icon::icon,
    node::{El, Node, el, text_in},
};

const SORT: &str = "M7 5v14M4 16l3 3 3-3M13 7h7M13 12h5M13 17h3";
const FILTER: &str = "M4 6h16M7 12h10M10 18h4";

/// `advancedListTemplate`.
pub(super) fn view(ctx: &Context, place: &Place, template: &AdvancedListTemplate) -> Node {
    let header = template.header();
    let mut end: Vec<Node> =
        header.iter().map(|header| item::accessory(ctx, place, header, template.title())).collect();
    let mut parts = Vec::new();
    if template.is_in_sheet() {
        let source = Template::AdvancedList(template.clone());
        let more = SeeMore { place: SeeMorePlace::Sheet, ..SeeMore::default() };
        parts.push(see_more(ctx, place, &more, template.title(), &source, whole).into());
    } else {
        end.extend(tools(ctx, place, template));
        parts.extend(content(ctx, place, template, false));
    }
    parts.insert(0, head(ctx, place, template.title(), template.description(), end));
    panel(parts).look(&template.styles()).into()
}

/// All rows, for a dialog.
fn whole(ctx: &Context, place: &Place, template: &Template, _: usize) -> Node {
    let Template::AdvancedList(list) = template else { return Node::Nothing };
    let mut parts = content(ctx, place, list, true);
    let tools = tools(ctx, place, list);
    if !tools.is_empty() {
        parts.insert(0, el("div", "class=item-line tools").child(tools).into());
    }
    Node::Many(parts)
}

/// The buttons that sort and filter.
fn tools(ctx: &Context, place: &Place, template: &AdvancedListTemplate) -> Vec<Node> {
    let mut tools = Vec::new();
    if template.is_sortable() {
        let (cell, label) = (place.cell("sort", 0), ctx.strings.list_sort);
        tools.push(Node::Dynamic(Box::new(move || {
            let (pressed, cell) = (cell.clone(), cell.clone());
            el("button", "type=button;class=icon-button menu")
                .attr("aria-label", label)
                .attr("title", label)
                .attr("aria-pressed", if pressed.get().is_empty() { "false" } else { "true" })
                .on("click", Box::new(move |_| cell.set(if cell.peek() == UP { DOWN } else { UP }.to_owned())))
                .child(icon(SORT))
                .into()
        })));
    }
    let filters = template.filters();
    if !filters.is_empty() {
        let face = Some(icon(FILTER));
        tools.push(choice::menu(ctx, place, ctx.strings.list_filter, face, filters).into());
    }
    tools
}

const UP: &str = "up";
const DOWN: &str = "down";

/// What stands below the heading.
fn content(ctx: &Context, place: &Place, template: &AdvancedListTemplate, is_whole: bool) -> Vec<Node> {
    let mut parts = Vec::new();
    if template.is_searchable() {
        let cell = place.cell("search", 0);
        let input = el("input", "type=search;class=search;autocomplete=off")
            .attr("aria-label", ctx.strings.list_search)
            .attr("placeholder", ctx.strings.list_search)
            .attr("value", &cell.peek());
        let typed = Box::new(move |event: Event| {
            if let Some(input) = event.current_target() {
                cell.set(input.unchecked_into::<HtmlInputElement>().value());
            }
        });
        parts.push(input.on("input", typed).into());
    }
    let labels = template.labels();
    if !labels.left().is_empty() || !labels.right().is_empty() {
        let label = |text: &str| text_in("span", "dir=auto", text);
        let line = el("div", "class=list-labels").child(label(labels.left()));
        parts.push(line.child(label(labels.right())).into());
    }
    let list = Template::AdvancedList(template.clone());
    parts.push(choice::follow(choice::later(ctx, place, list, usize::from(is_whole), found)));
    parts
}

/// The rows in their order. Those that are not to be seen are hidden: each keeps its element, and its state with it.
fn found(ctx: &Context, place: &Place, source: &Template, is_whole: usize) -> Node {
    let Template::AdvancedList(template) = source else { return Node::Nothing };
    let titles: Vec<&str> = template.tabs().map(|tab| tab.title()).collect();
    let tab = template.tabs().get(tabs::open(place, titles.len()));
    let wanted = lower(place.cell("search", 0).get().trim());
    let sorting = place.cell("sort", 0).get();
    let mut order: Vec<usize> = Vec::new();
    let items = template.items();
    for at in 0..items.len() {
        // The library's sorting would be larger than all of this file.
        let place = order.iter().position(|other| is_before(&sorting, template, at, *other)).unwrap_or(order.len());
        order.insert(place, at);
    }
    let is_open = is_whole == 1 || !place.cell("more", 0).get().is_empty() || !wanted.is_empty();
    let more = template.more();
    let limit = more.limit.filter(|_| !is_open).unwrap_or(usize::MAX);
    let (mut shown, mut rows) = (0, Vec::new());
    for index in order {
        let Some(item) = items.get(index) else { continue };
        let is_in_tab = tab.is_none_or(|tab| item.tab().is_empty() || item.tab() == tab.id());
        let is_found = wanted.is_empty()
            || [item.title(), item.description()].iter().any(|text| search::find(&lower(text), &wanted).is_some());
        let is_hit = is_in_tab && is_found;
        shown += usize::from(is_hit);
        let row = advanced_item::view(ctx, place, source, 0, index);
        rows.push(row.attr_if("hidden", (!is_hit || shown > limit).then_some("")).into());
    }
    // Another order is another list, so that no row takes over what was another's.
    let list = match sorting.as_str() {
        UP => el("ul", "class=items;role=list;data-order=up").child(rows),
        DOWN => el("ul", "class=items;role=list;data-order=down").child(rows),
        _ => item::list(rows),
    };
    let view = match template.view() {
        AdvancedListView::Button => Some("button"),
        AdvancedListView::Table => Some("table"),
        _ => None,
    };
    let none = (shown == 0).then(|| text_in("p", "class=none;role=status", ctx.strings.list_none));
    let list = tabs::view(place, &titles, Node::Many(vec![list.attr_if("data-view", view).into(), none.into()]));
    let see_more = (shown > limit).then(|| see_more(ctx, place, &more, template.title(), source, whole));
    Node::Many(vec![list, see_more.into()])
}

fn is_before(sorting: &str, list: &AdvancedListTemplate, one: usize, other: usize) -> bool {
    let title = |at: usize| list.items().get(at).map_or("", |item| item.title());
    let (one, other) = match sorting {
        UP => (one, other),
        DOWN => (other, one),
        _ => return false,
    };
    JsString::from(title(one)).locale_compare(title(other), &Array::new(), &Object::new()) < 0
}

/// What shows the rest: in place, or in a dialog.
fn see_more(ctx: &Context, place: &Place, more: &SeeMore, title: &str, source: &Template, rest: Part) -> El {
    let icon = more.icon.and_then(|address| picture("class=item-icon", address, ""));
    let button = choice::more(ctx, more.title).attr_if("data-button", more.is_button.then_some("")).child(icon);
    if more.place == SeeMorePlace::Inline {
        let cell = place.cell("more", 0);
        return button.on("click", Box::new(move |_| cell.set(UP.to_owned())));
    }
    let shape = if more.place == SeeMorePlace::Modal { Shape::Modal } else { Shape::Sheet };
    let title = [more.heading, title].into_iter().find(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| choice::more_caption(ctx, more.title));
    choice::opens(ctx, button, title, shape, choice::later(ctx, place, source.clone(), usize::MAX, rest))
}

/// `advancedMultiListTemplate`.
pub(super) fn multi(ctx: &Context, place: &Place, template: &AdvancedMultiListTemplate) -> Node {
    let body = choice::later(ctx, place, Template::AdvancedMultiList(template.clone()), 0, groups);
    panel(vec![head(ctx, place, template.title(), template.description(), Vec::new()), choice::follow(body)]).into()
}

/// The groups up to the limit; all of them where `is_whole` is not 0.
fn groups(ctx: &Context, place: &Place, source: &Template, is_whole: usize) -> Node {
    let Template::AdvancedMultiList(template) = source else { return Node::Nothing };
    let is_open = is_whole != 0 || !place.cell("more", 0).get().is_empty();
    let limit = template.more().limit.filter(|_| !is_open).unwrap_or(usize::MAX);
    let mut parts = Vec::new();
    for (number, group) in template.groups().take(limit).enumerate() {
        parts.push(head(ctx, place, group.title(), "", Vec::new()));
        let rows = (0..group.items().len()).map(|index| advanced_item::view(ctx, place, source, number, index).into());
        parts.push(item::list(rows.collect()).into());
    }
    if template.groups().len() > limit {
        parts.push(see_more(ctx, place, &template.more(), template.title(), source, groups).into());
    }
    Node::Many(parts)
}

/// Unicode's tables of letters are the browser's.
fn lower(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}
