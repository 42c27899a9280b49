//! The top of the transcript: what is known about older messages.

use leptos::{ev, html, prelude::*};
use session::{HistoryState, Input};

use super::context::Context;

/// Loading, failed with a retry, or the beginning of the conversation.
pub(crate) fn history(ctx: Context) -> impl IntoView {
    let strings = ctx.strings;
    html::div().attr("class", "history").attr("role", "status").child(move || {
        let state = ctx.shown.history.get();
        match state {
            HistoryState::Loading => Some(
                html::div()
                    .attr("class", "history-loading")
                    .child((html::span().attr("class", "spinner").attr("aria-hidden", "true"), strings.history_loading))
                    .into_any(),
            ),
            HistoryState::Failed => Some(
                html::div()
                    .attr("class", "history-failed")
                    .child((
                        html::span().child(strings.history_failed),
                        html::button()
                            .attr("type", "button")
                            .attr("class", "link-button")
                            .on(ev::click, move |_| ctx.dispatch(Input::LoadOlder))
                            .child(strings.history_retry),
                    ))
                    .into_any(),
            ),
            HistoryState::Complete if ctx.shown.is_oldest.get() && !ctx.shown.is_empty.get() => {
                Some(html::div().attr("class", "history-complete").child(strings.history_complete).into_any())
            }
            _ => None,
        }
    })
}
