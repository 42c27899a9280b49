//! Cards side by side, which scroll inside themselves: by touch, wheel, keys, and two buttons.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use crate::window::{
    context::Context,
    icon::icon,
    node::{Act, El, Node, el},
};

pub(super) const BACK: &str = "M15 6l-6 6 6 6";
pub(super) const FORWARD: &str = "M9 6l6 6-6 6";

/// The cards, each an element of a list.
#[inline(never)]
pub(super) fn scroller(ctx: &Context, cards: Vec<Node>) -> El {
    let has_arrows = cards.len() > 1;
    let list = el("ul", "class=tiles;role=list;tabindex=0")
        .attr("aria-label", ctx.strings.carousel_label)
        .on(
            "scroll",
            Box::new(|event| {
                mark_ends(&event);
            }),
        )
        .child(cards);
    let arrows = has_arrows.then(|| {
        el("div", "class=arrows")
            .child(arrow(
                ctx.strings.carousel_previous,
                BACK,
                true,
                Box::new(|event| {
                    turn(&event, -1.0);
                }),
            ))
            .child(arrow(
                ctx.strings.carousel_next,
                FORWARD,
                false,
                Box::new(|event| {
                    turn(&event, 1.0);
                }),
            ))
    });
    el("div", "class=carousel").child(list).child(arrows)
}

/// A round button with an arrow. At an end it does nothing, but keeps the focus.
#[inline(never)]
pub(super) fn arrow(label: &str, path: &str, is_at_end: bool, act: Act) -> El {
    el("button", "type=button;class=icon-button arrow")
        .attr("aria-label", label)
        .attr("title", label)
        .attr("aria-disabled", if is_at_end { "true" } else { "false" })
        .on("click", act)
        .child(icon(path))
}

/// Scrolls by most of what is in sight.
fn turn(event: &Event, direction: f64) -> Option<()> {
    let button: Element = event.current_target()?.unchecked_into();
    let carousel = button.closest(".carousel").ok()??;
    let list = carousel.first_element_child()?;
    let is_rtl = list.closest("[dir=rtl]").ok()?.is_some();
    let width = f64::from(list.client_width()) * 0.85;
    list.scroll_by_with_x_and_y(if is_rtl { -width } else { width } * direction, 0.0);
    Some(())
}

fn mark_ends(event: &Event) -> Option<()> {
    let list: Element = event.current_target()?.unchecked_into();
    let at = list.scroll_left().abs();
    let arrows = list.next_element_sibling()?;
    let is_last = at + list.client_width() >= list.scroll_width() - 2;
    let ends = [(arrows.first_element_child()?, at < 2), (arrows.last_element_child()?, is_last)];
    for (arrow, is_at_end) in ends {
        let _ = arrow.set_attribute("aria-disabled", if is_at_end { "true" } else { "false" });
    }
    Some(())
}
