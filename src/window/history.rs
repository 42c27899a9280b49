//! The top of the transcript: what is known about older messages.

use session::{HistoryState, Input};

use super::{
    context::Context,
    node::{El, Node, el, link_button, text_in},
};

/// Loading, failed with a retry, or the beginning of the conversation.
pub(crate) fn history(ctx: &Context) -> El {
    el("div", "class=history;role=status").child(ctx.follow(body))
}

fn body(ctx: &Context) -> Node {
    let strings = ctx.strings;
    match ctx.shown.history.get() {
        HistoryState::Loading => el("div", "class=history-line")
            .child(el("span", "class=spinner;aria-hidden=true"))
            .text(strings.history_loading)
            .into(),
        HistoryState::Failed => el("div", "class=history-line")
            .child(text_in("span", "", strings.history_failed))
            .child(link_button(strings.history_retry, ctx.act(|ctx, _| ctx.dispatch(Input::LoadOlder))))
            .into(),
        HistoryState::Full => el("div", "class=history-line").text(strings.history_full).into(),
        HistoryState::Complete if ctx.shown.is_oldest.get() && !ctx.shown.is_empty.get() => {
            text_in("div", "class=history-complete", strings.history_complete).into()
        }
        _ => Node::Nothing,
    }
}
