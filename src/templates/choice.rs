//! What rows, cards and tables offer: actions that may be chosen again and again, alone, in groups and in menus.

use std::rc::Rc;

use protocol::{
    Template,
    template::{Action, ActionKind, Align, Answer, ButtonsLayout},
};

use super::{
    Place,
    item::{self, Item},
    picture::picture,
};
use crate::{
    i18n::fill,
    window::{
        context::Context,
        dialog::{Body, Shape},
        icon::{self, icon},
        node::{El, Node, el, text_in},
    },
};

const DOTS: &str = "M5.5 12h.01M12 12h.01M18.5 12h.01";

/// An element that does what an action says, still without content: a link that opens, or a button that sends.
#[inline(never)]
pub(super) fn act(ctx: &Context, place: &Place, action: &Action, class: &str) -> El {
    let body = match &action.kind {
        ActionKind::Open { url } => {
            return link(ctx, url, class).unwrap_or_else(|| {
                el("button", "type=button;aria-disabled=true")
                    .attr("class", class)
                    .attr("title", &fill(ctx.strings.action_refused, "address", url))
            });
        }
        ActionKind::Send { body } => body,
    };
    let was_chosen = place.was_answered_with(action.shown());
    let button = el("button", "type=button")
        .attr("class", class)
        .attr_if("aria-disabled", place.from_history.then_some("true"))
        .attr_if("aria-pressed", was_chosen.then_some("true"));
    if place.from_history {
        return button;
    }
    let answer = Answer { body: body.clone(), shown: Some(action.shown().to_owned()), is_secret: false };
    let ctx = ctx.clone();
    button.on("click", Box::new(move |_| ctx.send_answer(answer.clone())))
}

/// A link that opens in a new tab, still without content; none where the address may not be followed.
#[inline(never)]
pub(super) fn link(ctx: &Context, url: &str, class: &str) -> Option<El> {
    let address = ::markup::safe_link(url)?;
    Some(
        el("a", "target=_blank;rel=noopener noreferrer")
            .attr("class", class)
            .attr("href", &address)
            .attr("title", ctx.strings.action_opens),
    )
}

/// An action as a button with its label, looking as `class` says.
#[inline(never)]
pub(super) fn button(ctx: &Context, place: &Place, action: &Action, class: &str) -> El {
    let is_link = !action.is_sent();
    act(ctx, place, action, class)
        .attr("part", "action")
        .look(&action.styles)
        .child(action.image.as_deref().and_then(|address| picture("class=action-picture", address, "")))
        .child(text_in("span", "dir=auto", &action.title))
        .child(is_link.then(|| icon(icon::EXTERNAL)))
}

/// Buttons, with a menu of all of them where there are more than the layout shows.
#[inline(never)]
pub(super) fn buttons(ctx: &Context, place: &Place, actions: Vec<Action>, layout: ButtonsLayout) -> Option<El> {
    if actions.is_empty() {
        return None;
    }
    let mut group = el("div", "class=actions;role=group")
        .attr("aria-label", ctx.strings.action_group)
        .attr_if("data-fill", layout.is_full_width.then_some(""))
        .attr_if("data-align", aligned(layout.align));
    for action in actions.iter().take(layout.limit) {
        group = group.child(button(ctx, place, action, "action"));
    }
    let more = (actions.len() > layout.limit).then(|| menu(ctx, place, ctx.strings.list_choices, None, actions));
    Some(group.child(more))
}

/// All of some buttons.
pub(super) fn all_buttons(ctx: &Context, place: &Place, actions: Vec<Action>) -> Option<El> {
    let layout = ButtonsLayout { limit: actions.len(), is_full_width: false, align: Align::Start };
    buttons(ctx, place, actions, layout)
}

/// A button that opens a sheet of choices. `label` names it and the sheet.
#[inline(never)]
pub(super) fn menu(ctx: &Context, place: &Place, label: &str, face: Option<El>, actions: Vec<Action>) -> El {
    let (inner, at) = (ctx.clone(), place.clone());
    let body: Body = Rc::new(move || {
        let rows: Vec<Node> = actions
            .iter()
            .map(|action| {
                let mut entry = Item::new(&action.title, "").acting(Some(action.clone()));
                entry.icon = action.image.as_deref();
                item::row(&inner, &at, &entry, Vec::new(), Vec::new()).into()
            })
            .collect();
        item::list(rows).into()
    });
    let shell = el("button", "type=button;class=icon-button menu").attr("aria-label", label).attr("title", label);
    opens(ctx, shell, label, Shape::Sheet, body).child(face.unwrap_or_else(|| icon(DOTS)))
}

/// What shows something of a template, once it is asked for.
pub(super) type Part = fn(&Context, &Place, &Template, usize) -> Node;

/// A view of a template for later, or of a part of it. There is one closure for all of them.
#[inline(never)]
pub(super) fn later(ctx: &Context, place: &Place, template: Template, index: usize, part: Part) -> Body {
    let (ctx, place) = (ctx.clone(), place.clone());
    Rc::new(move || part(&ctx, &place, &template, index))
}

/// The same as a node that follows what the view reads.
pub(super) fn follow(body: Body) -> Node {
    Node::Dynamic(Box::new(move || body()))
}

/// Lets a button open a dialog.
#[inline(never)]
pub(super) fn opens(ctx: &Context, button: El, title: &str, shape: Shape, body: Body) -> El {
    let (ctx, title) = (ctx.clone(), title.to_owned());
    button.attr("aria-haspopup", "dialog").on("click", Box::new(move |_| ctx.open_dialog(&title, shape, body.clone())))
}

/// The button below a shortened list; without a caption of the bot's, the widget's own.
#[inline(never)]
pub(super) fn more(ctx: &Context, caption: &str) -> El {
    el("button", "type=button;class=panel-more").child(text_in("span", "dir=auto", more_caption(ctx, caption)))
}

/// The caption of a "see more".
pub(super) fn more_caption<'a>(ctx: &Context, caption: &'a str) -> &'a str {
    if caption.is_empty() { ctx.strings.list_more } else { caption }
}

/// The name of an alignment in the styles.
pub(super) fn aligned(align: Align) -> Option<&'static str> {
    match align {
        Align::Start => None,
        Align::Center => Some("center"),
        Align::End => Some("end"),
    }
}
