//! One action of a template: a button that sends, or a link that opens.

use protocol::template::{Action, ActionKind, Answer};

use super::{Place, picture::picture, style};
use crate::{
    i18n::fill,
    window::{
        context::{Choice, Context},
        icon::{self, icon},
        node::{El, el, text_in},
    },
};

/// The action number `index` of its item.
pub(super) fn view(ctx: &Context, place: &Place, index: usize, action: &Action) -> El {
    match &action.kind {
        ActionKind::Send { body } => sender(ctx, place, index, action, body),
        ActionKind::Open { url } => opener(ctx, action, url),
    }
}

fn sender(ctx: &Context, place: &Place, index: usize, action: &Action, body: &str) -> El {
    let is_chosen = place.chosen_action() == Some(index) || place.was_answered_with(action.shown());
    let is_open = place.is_open();
    let choice = Choice { item: place.item, action: index };
    let (ctx, key) = (ctx.clone(), place.key);
    let answer = Answer { body: body.to_owned(), shown: Some(action.shown().to_owned()), is_secret: false };
    // Not `disabled`: that would throw the keyboard focus away.
    el("button", "type=button;class=action;part=action")
        .styles(style::checked(&action.styles))
        .attr("aria-pressed", if is_chosen { "true" } else { "false" })
        .attr_if("aria-disabled", (!is_open).then_some("true"))
        .on(
            "click",
            Box::new(move |_| {
                if is_open {
                    ctx.answer(key, choice, answer.clone());
                }
            }),
        )
        .child(is_chosen.then(|| icon(icon::CHECK)))
        .child(image(action))
        .child(label(action))
}

fn opener(ctx: &Context, action: &Action, url: &str) -> El {
    let Some(address) = ::markup::safe_link(url) else {
        return el("button", "type=button;class=action;part=action;aria-disabled=true")
            .attr("title", &fill(ctx.strings.action_refused, "address", url))
            .child(label(action));
    };
    el("a", "class=action;part=action;target=_blank;rel=noopener noreferrer")
        .attr("href", &address)
        .attr("title", ctx.strings.action_opens)
        .child(image(action))
        .child(label(action))
        .child(icon(icon::EXTERNAL))
}

fn label(action: &Action) -> El {
    text_in("span", "dir=auto", &action.title)
}

fn image(action: &Action) -> Option<El> {
    picture("class=action-picture", action.image.as_deref()?, "")
}
