//! A labelled group of actions; the arrow keys move between them.

use protocol::template::{Action, ButtonVariation};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use super::{Place, action};
use crate::window::context::Context;
use crate::window::node::{El, el};

/// How the actions of a group are laid out.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    pub variation: ButtonVariation,
    pub full_width: bool,
    pub stacked: bool,
}

/// The group.
pub(super) fn view(ctx: &Context, place: &Place, layout: Layout, actions: &[Action]) -> El {
    let variation = match layout.variation {
        ButtonVariation::Plain => "plain",
        ButtonVariation::TextInverted => "text-inverted",
        ButtonVariation::BackgroundInverted => "background-inverted",
    };
    let name = match layout {
        Layout { full_width: true, .. } => "full",
        Layout { stacked: true, .. } => "stacked",
        _ => "row",
    };
    let mut group = el("div", "class=actions;role=group")
        .attr("aria-label", ctx.strings.action_group)
        .attr("data-variation", variation)
        .attr("data-layout", name)
        .on("keydown", Box::new(move_focus));
    for (index, action) in actions.iter().enumerate() {
        group = group.child(action::view(ctx, place, index, action));
    }
    group
}

/// Arrow keys, Home and End move between the actions of a group.
pub(super) fn move_focus(event: Event) {
    let event: KeyboardEvent = event.unchecked_into();
    let (Some(group), Some(current)) = (event.current_target(), event.target()) else { return };
    let (group, current): (Element, Element) = (group.unchecked_into(), current.unchecked_into());
    let actions = group.children();
    let count = actions.length();
    let Some(at) = (0..count).find(|&at| actions.item(at).is_some_and(|action| action == current)) else { return };
    let is_rtl = group.closest("[dir=rtl]").is_ok_and(|found| found.is_some());
    let (next, previous) = ((at + 1) % count, (at + count - 1) % count);
    let to = match (event.key().as_str(), is_rtl) {
        ("ArrowDown", _) | ("ArrowRight", false) | ("ArrowLeft", true) => next,
        ("ArrowUp", _) | ("ArrowLeft", false) | ("ArrowRight", true) => previous,
        ("Home", _) => 0,
        ("End", _) => count - 1,
        _ => return,
    };
    if let Some(action) = actions.item(to) {
        event.prevent_default();
        event.stop_propagation();
        // Focus only fails on nodes that left the document.
        let _ = action.unchecked_into::<HtmlElement>().focus();
    }
}
