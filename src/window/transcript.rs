//! The scrolled list of messages.

use std::{cell::RefCell, rc::Rc};

use session::{EntryKey, HistoryState};
use web_sys::Element;

use super::{
    connection::Status,
    context::Context,
    history::history,
    icon::{self, icon},
    node::{Built, El, Node, el, remove, text_in},
    row::row,
    signal::{Effect, effect},
    state::State,
    typing::typing,
};
use crate::i18n::fill;

/// The list with its button for new messages. Announcing is the announcer's: the log itself stays silent, so that
/// nothing is read twice, half written, or again when old rows come back into sight.
pub(crate) fn transcript(ctx: &Context) -> El {
    let content = el("div", "class=scrolled")
        .child(history(ctx))
        .child(ctx.follow(empty))
        .child(el("div", "class=rows"))
        .child(ctx.follow(typing));
    let scroller = el("div", "class=scroller;role=log;aria-live=off;tabindex=0;part=transcript")
        .attr("aria-label", ctx.strings.transcript_label)
        .on("scroll", ctx.act(|ctx, _| ctx.with_state(State::scrolled)))
        .child(content);
    el("div", "class=transcript").child(scroller).child(ctx.follow(newest))
}

/// The rows' nodes, and what keeps them in step with the rows.
pub(crate) type KeptRows = (Rc<RefCell<Vec<(EntryKey, Built)>>>, Effect);

/// Keeps the rows' nodes in step with the rows: those of a known key stay, whatever comes or goes around them.
pub(crate) fn keep_rows(ctx: &Context, list: Element) -> KeptRows {
    let ctx = ctx.clone();
    let built = Rc::new(RefCell::new(Vec::<(EntryKey, Built)>::new()));
    let follower = Rc::downgrade(&built);
    let effect = effect(Box::new(move || {
        let Some(follower) = follower.upgrade() else { return };
        let shown = &mut *follower.borrow_mut();
        let rows = ctx.shown.rows.get();
        shown.retain(|(key, built)| {
            let stays = rows.iter().any(|row| row.key == *key);
            if !stays {
                remove(&built.element);
            }
            stays
        });
        // From the end: what is left of the old rows stands before what was already gone through.
        let mut kept = Vec::with_capacity(rows.len());
        let mut next: Option<web_sys::Node> = None;
        for new in rows.into_iter().rev() {
            let known = shown.iter().rposition(|(key, _)| *key == new.key);
            let is_in_place = known.is_some_and(|at| at + 1 == shown.len());
            let built = match known {
                Some(at) => shown.remove(at),
                None => (new.key, row(&ctx, new).build()),
            };
            let node: &web_sys::Node = &built.1.element;
            if !is_in_place {
                let _ = list.insert_before(node, next.as_ref());
            }
            next = Some(node.clone());
            kept.push(built);
        }
        kept.reverse();
        *shown = kept;
    }));
    (built, effect)
}

/// A word of welcome once it is known that there is nothing to show.
fn empty(ctx: &Context) -> Node {
    let is_known = match ctx.shown.history.get() {
        HistoryState::Loading => false,
        HistoryState::Unknown => ctx.shown.status.get() == Status::Live,
        _ => true,
    };
    if !ctx.shown.is_empty.get() || !is_known {
        return Node::Nothing;
    }
    el("div", "class=empty")
        .child(text_in("p", "class=empty-title", ctx.strings.transcript_empty_title))
        .child(text_in("p", "", ctx.strings.transcript_empty_text))
        .into()
}

/// The way back to the newest message for somebody who scrolled up.
fn newest(ctx: &Context) -> Node {
    if !ctx.shown.is_away.get() {
        return Node::Nothing;
    }
    let strings = ctx.strings;
    let unseen = match ctx.shown.unseen.get() {
        0 => String::new(),
        count => fill(strings.transcript_newest, "count", &count.to_string()),
    };
    el("button", "type=button;class=newest")
        .attr("aria-label", if unseen.is_empty() { strings.transcript_jump } else { &unseen })
        .on("click", ctx.act(|ctx, _| ctx.with_state(State::jump)))
        .text(&unseen)
        .child(icon(icon::DOWN))
        .into()
}
