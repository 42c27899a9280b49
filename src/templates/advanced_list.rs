//! `advancedListTemplate` and `advancedMultiListTemplate`: rows that are searched, sorted, filtered and shortened.

use std::{rc::Rc, sync::Arc};

use js_sys::{Array, JsString, Object};
use protocol::{
    search,
    template::{AdvancedListTemplate, AdvancedListView, AdvancedMultiListTemplate, SeeMore, SeeMorePlace},
};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use super::{
    Place,
    advanced_item::{self, Source},
    choice, item,
    legible::legible,
    panel::{head, panel},
    picture::picture,
    tabs,
};
use crate::window::{
    context::Context,
    dialog::{Body, Shape},
    icon::icon,
    node::{El, Node, el, text_in},
};

const SORT: &str = "M7 5v14M4 16l3 3 3-3M13 7h7M13 12h5M13 17h3";
const FILTER: &str = "M4 6h16M7 12h10M10 18h4";

/// `advancedListTemplate`.
pub(super) fn view(ctx: &Context, place: &Place, template: &Arc<AdvancedListTemplate>) -> Node {
    let mut end: Vec<Node> =
        template.header.iter().map(|header| item::accessory(ctx, place, header, &template.title)).collect();
    let mut parts = Vec::new();
    if template.is_in_sheet {
        parts.push(more(ctx, &template.more, &template.title, whole(ctx, place, template)).into());
    } else {
        end.extend(tools(ctx, place, template));
        parts.extend(content(ctx, place, template, false));
    }
    parts.insert(0, head(ctx, place, &template.title, &template.description, end));
    panel(parts).styles(legible(&template.styles)).into()
}

/// The body of a dialog with all rows.
fn whole(ctx: &Context, place: &Place, template: &Arc<AdvancedListTemplate>) -> Body {
    let (ctx, place, template) = (ctx.clone(), place.clone(), template.clone());
    Rc::new(move || {
        let mut parts = content(&ctx, &place, &template, true);
        let tools = tools(&ctx, &place, &template);
        if !tools.is_empty() {
            parts.insert(0, el("div", "class=item-line tools").child(tools).into());
        }
        Node::Many(parts)
    })
}

/// The buttons that sort and filter.
fn tools(ctx: &Context, place: &Place, template: &AdvancedListTemplate) -> Vec<Node> {
    let mut tools = Vec::new();
    if template.is_sortable {
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
    if !template.filters.is_empty() {
        let face = Some(icon(FILTER));
        tools.push(choice::menu(ctx, place, ctx.strings.list_filter, face, &template.filters).into());
    }
    tools
}

const UP: &str = "up";
const DOWN: &str = "down";

/// What stands below the heading.
fn content(ctx: &Context, place: &Place, template: &Arc<AdvancedListTemplate>, is_whole: bool) -> Vec<Node> {
    let mut parts = Vec::new();
    if template.is_searchable {
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
    if !template.left_label.is_empty() || !template.right_label.is_empty() {
        let label = |text: &str| text_in("span", "dir=auto", text);
        let labels = el("div", "class=list-labels").child(label(&template.left_label));
        parts.push(labels.child(label(&template.right_label)).into());
    }
    let (inner, at, list) = (ctx.clone(), place.clone(), template.clone());
    parts.push(Node::Dynamic(Box::new(move || found(&inner, &at, &list, is_whole))));
    parts
}

/// The rows in their order. Those that are not to be seen are hidden: each keeps its element, and its state with it.
fn found(ctx: &Context, place: &Place, template: &Arc<AdvancedListTemplate>, is_whole: bool) -> Node {
    let titles: Vec<&str> = template.tabs.iter().map(|tab| tab.title.as_str()).collect();
    let tab = template.tabs.get(tabs::open(place, titles.len()));
    let wanted = lower(place.cell("search", 0).get().trim());
    let mut order: Vec<usize> = (0..template.items.len()).collect();
    let sorting = place.cell("sort", 0).get();
    if !sorting.is_empty() {
        order.sort_by(|one, other| {
            let title = |at: usize| template.items.get(at).map_or("", |item| item.title.as_str());
            let order = JsString::from(title(*one)).locale_compare(title(*other), &Array::new(), &Object::new());
            if sorting == UP { order.cmp(&0) } else { 0.cmp(&order) }
        });
    }
    let is_open = is_whole || !place.cell("more", 0).get().is_empty() || !wanted.is_empty();
    let limit = template.more.limit.filter(|_| !is_open).unwrap_or(usize::MAX);
    let source = Source::List(template.clone());
    let (mut shown, mut rows) = (0, Vec::new());
    for index in order {
        let Some(item) = template.items.get(index) else { continue };
        let is_in_tab = tab.is_none_or(|tab| item.tab.is_empty() || item.tab == tab.id);
        let is_found = wanted.is_empty()
            || [&item.title, &item.description].iter().any(|text| search::find(&lower(text), &wanted).is_some());
        let is_hit = is_in_tab && is_found;
        shown += usize::from(is_hit);
        let row = advanced_item::view(ctx, place, &source, 0, index);
        rows.push(row.attr_if("hidden", (!is_hit || shown > limit).then_some("")).into());
    }
    // Another order is another list, so that no row takes over what was another's.
    let list = match sorting.as_str() {
        UP => el("ul", "class=items;role=list;data-order=up").child(rows),
        DOWN => el("ul", "class=items;role=list;data-order=down").child(rows),
        _ => item::list(rows),
    };
    let view = match template.view {
        AdvancedListView::Button => Some("button"),
        AdvancedListView::Table => Some("table"),
        _ => None,
    };
    let none = (shown == 0).then(|| text_in("p", "class=none;role=status", ctx.strings.list_none));
    let list = tabs::view(place, &titles, Node::Many(vec![list.attr_if("data-view", view).into(), none.into()]));
    let see_more = (shown > limit).then(|| {
        let cell = place.cell("more", 0);
        match template.more.place {
            SeeMorePlace::Inline => {
                let act = Box::new(move |_| cell.set(UP.to_owned()));
                caption(ctx, &template.more).on("click", act)
            }
            _ => more(ctx, &template.more, &template.title, whole(ctx, place, template)),
        }
    });
    Node::Many(vec![list, see_more.into()])
}

/// `advancedMultiListTemplate`.
pub(super) fn multi(ctx: &Context, place: &Place, template: &Arc<AdvancedMultiListTemplate>) -> Node {
    let (inner, at, list) = (ctx.clone(), place.clone(), template.clone());
    let body = Node::Dynamic(Box::new(move || {
        let is_open = !at.cell("more", 0).get().is_empty();
        let limit = list.more.limit.filter(|_| !is_open).unwrap_or(usize::MAX);
        let see_more = (list.groups.len() > limit).then(|| {
            let cell = at.cell("more", 0);
            if list.more.place == SeeMorePlace::Inline {
                return caption(&inner, &list.more).on("click", Box::new(move |_| cell.set(UP.to_owned())));
            }
            let (ctx, place, all) = (inner.clone(), at.clone(), list.clone());
            more(&inner, &list.more, &list.title, Rc::new(move || groups(&ctx, &place, &all, usize::MAX)))
        });
        Node::Many(vec![groups(&inner, &at, &list, limit), see_more.into()])
    }));
    panel(vec![head(ctx, place, &template.title, &template.description, Vec::new()), body]).into()
}

fn groups(ctx: &Context, place: &Place, template: &Arc<AdvancedMultiListTemplate>, limit: usize) -> Node {
    let source = Source::Multi(template.clone());
    let mut parts = Vec::new();
    for (number, group) in template.groups.iter().take(limit).enumerate() {
        parts.push(head(ctx, place, &group.title, "", Vec::new()));
        let rows = (0..group.items.len()).map(|index| advanced_item::view(ctx, place, &source, number, index).into());
        parts.push(item::list(rows.collect()).into());
    }
    Node::Many(parts)
}

/// The button that opens the rest.
fn more(ctx: &Context, more: &SeeMore, title: &str, body: Body) -> El {
    let shape = if more.place == SeeMorePlace::Modal { Shape::Modal } else { Shape::Sheet };
    let title = [&more.heading, title].into_iter().find(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| choice::more_caption(ctx, &more.title));
    choice::opens(ctx, caption(ctx, more), title, shape, body)
}

fn caption(ctx: &Context, more: &SeeMore) -> El {
    let icon = more.icon.as_deref().and_then(|address| picture("class=item-icon", address, ""));
    choice::more(ctx, &more.title).attr_if("data-button", more.is_button.then_some("")).child(icon)
}

/// Unicode's tables of letters are the browser's.
fn lower(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}
