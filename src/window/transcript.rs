//! The scrolled list of messages.

use leptos::{ev, html, prelude::*};
use session::HistoryState;

use super::{
    connection::Status,
    context::Context,
    history::history,
    icon::{self, icon},
    row::row,
    state::State,
    typing::typing,
};
use crate::i18n::fill;

/// The nodes that the position is kept with.
#[derive(Clone, Copy)]
pub(crate) struct Places {
    pub scroller: NodeRef<html::Div>,
    pub content: NodeRef<html::Div>,
    pub rows: NodeRef<html::Div>,
}

impl Places {
    pub fn new() -> Self {
        Self { scroller: NodeRef::new(), content: NodeRef::new(), rows: NodeRef::new() }
    }
}

/// The list with its button for new messages. Announcing is the announcer's: the log itself stays silent, so that
/// nothing is read twice, half written, or again when old rows come back into sight.
pub(crate) fn transcript(ctx: Context, places: Places) -> impl IntoView {
    let strings = ctx.strings;
    let rows = For(ForProps::builder()
        .each(move || ctx.shown.rows.get())
        .key(|row| row.key)
        .children(move |shown| row(ctx, shown))
        .build());
    html::div().attr("class", "transcript").child((
        html::div()
            .attr("class", "scroller")
            .attr("role", "log")
            .attr("aria-live", "off")
            .attr("aria-label", strings.transcript_label)
            .attr("tabindex", "0")
            .attr("part", "transcript")
            .node_ref(places.scroller)
            .on(ev::scroll, move |_| ctx.with_state(State::scrolled))
            .child(html::div().attr("class", "scrolled").node_ref(places.content).child((
                history(ctx),
                empty(ctx),
                html::div().attr("class", "rows").node_ref(places.rows).child(rows),
                typing(ctx),
            ))),
        newest(ctx),
    ))
}

/// A word of welcome once it is known that there is nothing to show.
fn empty(ctx: Context) -> impl IntoView {
    let is_known = move || match ctx.shown.history.get() {
        HistoryState::Loading => false,
        HistoryState::Unknown => ctx.shown.status.get() == Status::Live,
        _ => true,
    };
    move || {
        (ctx.shown.is_empty.get() && is_known()).then(|| {
            html::div().attr("class", "empty").child((
                html::p().attr("class", "empty-title").child(ctx.strings.transcript_empty_title),
                html::p().child(ctx.strings.transcript_empty_text),
            ))
        })
    }
}

/// The way back to the newest message for somebody who scrolled up.
fn newest(ctx: Context) -> impl IntoView {
    let strings = ctx.strings;
    move || {
        ctx.shown.is_away.get().then(|| {
            let label = move || match ctx.shown.unseen.get() {
                0 => None,
                count => Some(fill(strings.transcript_newest, "count", &count.to_string())),
            };
            html::button()
                .attr("type", "button")
                .attr("class", "newest")
                .attr("aria-label", move || label().unwrap_or_else(|| strings.transcript_jump.to_owned()))
                .on(ev::click, move |_| ctx.with_state(State::jump))
                .child((label, icon(icon::DOWN)))
        })
    }
}
