//! One action of a template: a button that sends, or a link that opens.

use leptos::ev;
use protocol::template::{Action, ActionKind};

use super::Place;
use crate::window::node::{Node, el};
use crate::{
    i18n::fill,
    window::{
        context::{Choice, Context},
        icon::{self, icon},
    },
};

/// The action number `index` of its item.
pub(super) fn view(ctx: Context, place: Place, index: usize, action: &Action) -> Node {
    match &action.kind {
        ActionKind::Send { body } => sender(ctx, place, index, action, body),
        ActionKind::Open { url } => opener(ctx, action, url),
    }
}

fn sender(ctx: Context, place: Place, index: usize, action: &Action, body: &str) -> Node {
    let is_chosen = place.chosen_action() == Some(index);
    let is_open = place.is_open();
    let choice = Choice { item: place.item, action: index };
    let (title, body) = (action.title.clone(), body.to_owned());
    // Not `disabled`: that would throw the keyboard focus away.
    el("button")
        .attr("type", "button")
        .attr("class", "action")
        .attr("part", "action")
        .attr("aria-pressed", if is_chosen { "true" } else { "false" })
        .attr("aria-disabled", (!is_open).then_some("true"))
        .on(ev::click, move |_| {
            if is_open {
                ctx.choose(place.key, choice, title.clone(), body.clone());
            }
        })
        .child((is_chosen.then(|| icon(icon::CHECK)), picture(action), label(action)))
        .node()
}

fn opener(ctx: Context, action: &Action, url: &str) -> Node {
    let Some(address) = ::markup::safe_link(url) else {
        return el("button")
            .attr("type", "button")
            .attr("class", "action")
            .attr("part", "action")
            .attr("aria-disabled", "true")
            .attr("title", fill(ctx.strings.action_refused, "address", url))
            .child(label(action))
            .node();
    };
    el("a")
        .attr("class", "action")
        .attr("part", "action")
        .attr("href", address)
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .attr("title", ctx.strings.action_opens)
        .child((picture(action), label(action), icon(icon::EXTERNAL)))
        .node()
}

fn label(action: &Action) -> Node {
    el("span").attr("dir", "auto").child(action.title.clone()).node()
}

fn picture(action: &Action) -> Option<Node> {
    let address = ::markup::safe_image(action.image.as_deref()?)?;
    Some(el("img").attr("class", "action-picture").attr("src", address).attr("alt", "").attr("loading", "lazy").node())
}
