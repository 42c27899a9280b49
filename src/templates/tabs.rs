//! Tabs over a list; the arrow keys move between them.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};

use super::Place;
use crate::window::{
    memory::Cell,
    node::{Node, el, text_in},
};

/// Which of so many tabs is open. Views that ask follow it.
pub(super) fn open(place: &Place, count: usize) -> usize {
    place.cell("tab", 0).get().parse().unwrap_or(0).min(count.saturating_sub(1))
}

/// The tabs with what the open one shows; only that where there are none.
#[inline(never)]
pub(super) fn view(place: &Place, titles: &[&str], shown: Node) -> Node {
    if titles.is_empty() {
        return shown;
    }
    let open = open(place, titles.len());
    let mut list = el("div", "class=tabs;role=tablist");
    for (index, title) in titles.iter().enumerate() {
        let is_open = index == open;
        let (cell, key_cell, count) = (place.cell("tab", 0), place.cell("tab", 0), titles.len());
        list = list.child(
            text_in("button", "type=button;class=tab;role=tab;dir=auto", title)
                .attr("aria-selected", if is_open { "true" } else { "false" })
                .attr("tabindex", if is_open { "0" } else { "-1" })
                .on("click", Box::new(move |_| cell.set(index.to_string())))
                .on(
                    "keydown",
                    Box::new(move |event| {
                        key(&key_cell, index, count, event);
                    }),
                ),
        );
    }
    let name = titles.get(open).copied().unwrap_or_default();
    let panel = el("div", "class=tab-panel;role=tabpanel").attr("aria-label", name).child(shown);
    Node::Many(vec![list.into(), panel.into()])
}

/// Arrow keys, Home and End open a tab.
fn key(cell: &Cell, index: usize, count: usize, event: Event) -> Option<()> {
    let event: KeyboardEvent = event.unchecked_into();
    let tab: HtmlElement = event.current_target()?.unchecked_into();
    let is_rtl = tab.closest("[dir=rtl]").ok()?.is_some();
    let to = match event.key().as_str() {
        "ArrowRight" if !is_rtl => (index + 1) % count,
        "ArrowLeft" if is_rtl => (index + 1) % count,
        "ArrowLeft" | "ArrowRight" => (index + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        _ => return None,
    };
    event.prevent_default();
    event.stop_propagation();
    cell.set(to.to_string());
    let tab = tab.parent_element()?.children().item(u32::try_from(to).ok()?)?;
    let _ = tab.unchecked_into::<HtmlElement>().focus();
    Some(())
}
