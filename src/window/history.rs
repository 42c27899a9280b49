//! The top of the transcript: what is known about older messages.

use leptos::{ev, prelude::*};
use session::{HistoryState, Input};

use super::{
    context::Context,
    node::{Node, dynamic, el},
};

/// Loading, failed with a retry, or the beginning of the conversation.
pub(crate) fn history(ctx: Context) -> Node {
    let strings = ctx.strings;
    el("div")
        .attr("class", "history")
        .attr("role", "status")
        .child(dynamic(move || {
            let state = ctx.shown.history.get();
            match state {
                HistoryState::Loading => Some(
                    el("div")
                        .attr("class", "history-loading")
                        .child((
                            el("span").attr("class", "spinner").attr("aria-hidden", "true"),
                            strings.history_loading,
                        ))
                        .node(),
                ),
                HistoryState::Failed => Some(
                    el("div")
                        .attr("class", "history-failed")
                        .child((
                            el("span").child(strings.history_failed),
                            el("button")
                                .attr("type", "button")
                                .attr("class", "link-button")
                                .on(ev::click, move |_| ctx.dispatch(Input::LoadOlder))
                                .child(strings.history_retry),
                        ))
                        .node(),
                ),
                HistoryState::Complete if ctx.shown.is_oldest.get() && !ctx.shown.is_empty.get() => {
                    Some(el("div").attr("class", "history-complete").child(strings.history_complete).node())
                }
                _ => None,
            }
        }))
        .node()
}
