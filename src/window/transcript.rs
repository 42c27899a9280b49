//! The scrolled list of messages.

use leptos::{ev, prelude::*, reactive::effect::RenderEffect};
use session::{EntryKey, HistoryState};
use web_sys::Element;

use super::{
    connection::Status,
    context::Context,
    history::history,
    icon::{self, icon},
    node::{Built, Node, Ref, dynamic, el, reference, value},
    row::row,
    state::State,
    typing::typing,
};
use crate::i18n::fill;

/// The nodes that the position is kept with.
#[derive(Clone, Copy)]
pub(crate) struct Places {
    pub scroller: Ref,
    pub content: Ref,
    pub rows: Ref,
}

impl Places {
    pub fn new() -> Self {
        Self { scroller: reference(), content: reference(), rows: reference() }
    }
}

/// The list with its button for new messages. Announcing is the announcer's: the log itself stays silent, so that
/// nothing is read twice, half written, or again when old rows come back into sight.
pub(crate) fn transcript(ctx: Context, places: Places) -> Node {
    let strings = ctx.strings;
    el("div")
        .attr("class", "transcript")
        .child((
            el("div")
                .attr("class", "scroller")
                .attr("role", "log")
                .attr("aria-live", "off")
                .attr("aria-label", strings.transcript_label)
                .attr("tabindex", "0")
                .attr("part", "transcript")
                .reference(places.scroller)
                .on(ev::scroll, move |_| ctx.with_state(State::scrolled))
                .child(
                    el("div")
                        .attr("class", "scrolled")
                        .reference(places.content)
                        .child((history(ctx), empty(ctx), el("div").attr("class", "rows").reference(places.rows)))
                        .child(typing(ctx)),
                ),
            newest(ctx),
        ))
        .node()
}

/// Keeps the rows' nodes in step with the rows: those of a known key stay, whatever comes or goes around them.
pub(crate) fn keep_rows(ctx: Context, list: Element) -> RenderEffect<Vec<(EntryKey, Built)>> {
    RenderEffect::new(move |shown: Option<Vec<(EntryKey, Built)>>| {
        let mut shown = shown.unwrap_or_default();
        let rows = ctx.shown.rows.get();
        let mut kept = Vec::with_capacity(rows.len());
        for shown_row in rows {
            // Both lists have the same order almost always: the row is the first that is left.
            kept.push(match shown.iter().position(|(key, _)| *key == shown_row.key) {
                Some(at) => shown.remove(at),
                None => (shown_row.key, row(ctx, shown_row).build()),
            });
        }
        shown.iter().for_each(|(_, gone)| gone.element.remove());
        let mut next: Option<web_sys::Node> = None;
        for (_, built) in kept.iter().rev() {
            let element = &built.element;
            if element.parent_node().is_none() || element.next_sibling() != next {
                let _ = list.insert_before(element, next.as_ref());
            }
            next = Some(element.clone().into());
        }
        kept
    })
}

/// A word of welcome once it is known that there is nothing to show.
fn empty(ctx: Context) -> Node {
    let is_known = move || match ctx.shown.history.get() {
        HistoryState::Loading => false,
        HistoryState::Unknown => ctx.shown.status.get() == Status::Live,
        _ => true,
    };
    dynamic(move || {
        (ctx.shown.is_empty.get() && is_known()).then(|| {
            el("div").attr("class", "empty").child((
                el("p").attr("class", "empty-title").child(ctx.strings.transcript_empty_title),
                el("p").child(ctx.strings.transcript_empty_text),
            ))
        })
    })
}

/// The way back to the newest message for somebody who scrolled up.
fn newest(ctx: Context) -> Node {
    let strings = ctx.strings;
    dynamic(move || {
        ctx.shown.is_away.get().then(|| {
            let label = move || match ctx.shown.unseen.get() {
                0 => None,
                count => Some(fill(strings.transcript_newest, "count", &count.to_string())),
            };
            el("button")
                .attr("type", "button")
                .attr("class", "newest")
                .attr("aria-label", value(move || Some(label().unwrap_or_else(|| strings.transcript_jump.to_owned()))))
                .on(ev::click, move |_| ctx.with_state(State::jump))
                .child((dynamic(label), icon(icon::DOWN)))
        })
    })
}
