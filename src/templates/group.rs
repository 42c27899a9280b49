//! A labelled group of actions; the arrow keys move between them.

use leptos::ev;
use protocol::template::{Action, ButtonVariation};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::{Place, action};
use crate::window::context::Context;
use crate::window::node::{Node, el};

/// How the actions of a group are laid out.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    pub variation: ButtonVariation,
    pub full_width: bool,
    pub stacked: bool,
}

/// The group.
pub(super) fn view(ctx: Context, place: Place, layout: Layout, actions: &[Action]) -> Node {
    let actions: Vec<Node> =
        actions.iter().enumerate().map(|(index, action)| action::view(ctx, place, index, action)).collect();
    el("div")
        .attr("class", "actions")
        .attr("role", "group")
        .attr("aria-label", ctx.strings.action_group)
        .attr(
            "data-variation",
            match layout.variation {
                ButtonVariation::Plain => "plain",
                ButtonVariation::TextInverted => "text-inverted",
                ButtonVariation::BackgroundInverted => "background-inverted",
            },
        )
        .attr(
            "data-layout",
            match layout {
                Layout { full_width: true, .. } => "full",
                Layout { stacked: true, .. } => "stacked",
                _ => "row",
            },
        )
        .on(ev::keydown, move_focus)
        .child(actions)
        .node()
}

/// Arrow keys, Home and End move between the actions of a group.
fn move_focus(event: KeyboardEvent) {
    let (Some(group), Some(current)) = (target(event.current_target()), target(event.target())) else { return };
    let actions = group.children();
    let count = actions.length();
    let Some(at) = (0..count).find(|&at| actions.item(at).is_some_and(|action| action == current)) else { return };
    let is_rtl = group.closest("[dir=rtl]").is_ok_and(|found| found.is_some());
    let (next, previous) = ((at + 1) % count, (at + count - 1) % count);
    let to = match event.key().as_str() {
        "ArrowDown" => next,
        "ArrowUp" => previous,
        "ArrowRight" => {
            if is_rtl {
                previous
            } else {
                next
            }
        }
        "ArrowLeft" => {
            if is_rtl {
                next
            } else {
                previous
            }
        }
        "Home" => 0,
        "End" => count - 1,
        _ => return,
    };
    if let Some(action) = actions.item(to).and_then(|action| action.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        event.stop_propagation();
        // Focus only fails on nodes that left the document.
        let _ = action.focus();
    }
}

fn target(target: Option<web_sys::EventTarget>) -> Option<Element> {
    target.and_then(|target| target.dyn_into().ok())
}
