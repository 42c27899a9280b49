//! One entry of the transcript: a message, what the visitor sent, or a notice.

use std::rc::Rc;

use session::{Entry, EntryBody, EntryKey, FailReason, From, GapState, Input, Notice, SendState};

use super::{
    avatar::avatar,
    context::Context,
    icon::{self, icon},
    node::{El, Node, el, link_button, text_in},
    rows::{Row, RowLayout},
};
use crate::{
    i18n::{Strings, fill},
    templates::{self, Place},
};

/// The row with the day that begins above it. One effect follows its signal; what did not change stays untouched.
pub(crate) fn row(ctx: &Context, row: Rc<Row>) -> El {
    let ctx = ctx.clone();
    el("div", "class=entry").child(Node::Dynamic(Box::new(move || view(&ctx, &row))))
}

fn view(ctx: &Context, row: &Row) -> Node {
    let shown = row.shown.get();
    let (entry, layout) = (&*shown.entry, &shown.layout);
    let day = layout.day.as_deref().map(|name| el("div", "class=day").child(text_in("span", "", name)));
    let body = match &entry.body {
        EntryBody::Message { items, .. } if items.is_empty() => return Node::Many(vec![day.into(), Node::Nothing]),
        EntryBody::Message { items, streaming } => 'row: {
            if let Some(text) = templates::system(items) {
                break 'row notice(entry, text).child(text_in("span", "class=meta", &ctx.dates.time(entry.at)));
            }
            let items: Vec<Node> = items
                .iter()
                .enumerate()
                .map(|(item, content)| {
                    let place = Place {
                        key: entry.key,
                        item,
                        chosen: shown.chosen,
                        from_history: entry.from_history,
                        reply: layout.reply.clone(),
                        memory: shown.memory.clone(),
                    };
                    templates::item(ctx, &place, content)
                })
                .collect();
            message(ctx, entry, layout, items, *streaming)
        }
        EntryBody::Sent { text, attachments, state } => {
            let mut content = el("div", "class=content");
            if !text.is_empty() {
                content = content.child(templates::visitor_text(text));
            }
            for file in attachments {
                content = content.child(text_in("div", "class=bubble attachment;dir=auto", &file.file_name));
            }
            sent(ctx, entry, layout, content, *state)
        }
        EntryBody::Notice(what) => notice(entry, &notice_text(ctx.strings, what)),
        EntryBody::Gap(state) => gap(ctx, entry, *state),
    };
    Node::Many(vec![day.into(), body.into()])
}

/// A line between the messages.
fn notice(entry: &Entry, text: &str) -> El {
    el("div", "class=row notice;part=message;data-from=notice")
        .attr("data-message-id", &entry.message_id)
        .child(text_in("span", "dir=auto", text))
}

/// A row of somebody's, without its content.
fn article(entry: &Entry, layout: &RowLayout, from: &str, name: &str, time: &str) -> El {
    let flag = |is_set: bool| is_set.then_some("");
    el("div", "class=row;part=message;role=article")
        .attr("aria-label", &joined(name, time))
        .attr("data-message-id", &entry.message_id)
        .attr("data-from", from)
        .attr_if("data-first", flag(layout.is_first))
        .attr_if("data-last", flag(layout.is_last))
}

fn message(ctx: &Context, entry: &Entry, layout: &RowLayout, items: Vec<Node>, streaming: bool) -> El {
    let name = author(ctx.strings, &entry.from);
    let (from, picture) = match &entry.from {
        From::Agent(author) => ("agent", author.image.as_deref()),
        From::Bot { icon } => ("bot", icon.as_deref()),
        _ => ("bot", None),
    };
    let is_agent = from == "agent";
    let time = ctx.dates.time(entry.at);
    // An agent is introduced by name; the bot's name is the window's.
    let introduction = (layout.is_first && is_agent).then(|| text_in("div", "class=author;dir=auto", &name));
    // The picture stands beside the last row of a group, where the time is.
    let face = layout.is_last.then(|| avatar(picture, if is_agent { &name } else { &ctx.title }));
    let below = layout.is_last.then(|| meta(ctx, entry, None, &time));
    let content = el("div", "class=content").child(introduction).child(items).child(below);
    article(entry, layout, from, &name, &time)
        .attr_if("data-streaming", streaming.then_some(""))
        .child(el("div", "class=face").child(face))
        .child(content)
}

fn sent(ctx: &Context, entry: &Entry, layout: &RowLayout, content: El, state: SendState) -> El {
    let strings = ctx.strings;
    let time = ctx.dates.time(entry.at);
    let (name, words) = match state {
        SendState::Queued => ("queued", Some(strings.sent_queued)),
        SendState::Sending => ("sending", Some(strings.sent_sending)),
        SendState::Sent => ("sent", layout.is_last.then_some(strings.sent_sent)),
        SendState::Failed(_) => ("failed", None),
    };
    let below = match state {
        SendState::Failed(reason) => Some(failed(ctx, entry, reason)),
        _ => words.map(|words| meta(ctx, entry, Some(words), &time)),
    };
    let cancel = (state == SendState::Queued).then(|| act_on(ctx, entry.key, strings.sent_discard, Input::Discard));
    let below = below.map(|below| below.child(cancel));
    article(entry, layout, "visitor", strings.author_visitor, &time)
        .attr("data-state", name)
        .child(content.child(below))
}

/// Messages may be missing here.
fn gap(ctx: &Context, entry: &Entry, state: GapState) -> El {
    let strings = ctx.strings;
    let row = el("div", "class=row notice gap;part=message;data-from=notice;role=status")
        .attr("data-message-id", &entry.message_id);
    let words = match state {
        GapState::Loading => {
            return row.child(el("span", "class=spinner;aria-hidden=true")).child(text_in(
                "span",
                "",
                strings.gap_loading,
            ));
        }
        GapState::Failed => strings.gap_failed,
        GapState::Open => strings.gap_open,
    };
    row.child(text_in("span", "", words)).child(act_on(ctx, entry.key, strings.gap_load, Input::FillGap))
}

/// A link-like button that tells the session something about an entry.
fn act_on(ctx: &Context, key: EntryKey, label: &str, input: fn(EntryKey) -> Input) -> El {
    let ctx = ctx.clone();
    link_button(label, Box::new(move |_| ctx.dispatch(input(key))))
}

/// Why a message was not sent, and what can be done.
fn failed(ctx: &Context, entry: &Entry, reason: FailReason) -> El {
    let strings = ctx.strings;
    let key = entry.key;
    let words = match reason {
        FailReason::Unconfirmed => strings.sent_unconfirmed,
        FailReason::TooLarge => strings.sent_too_large,
        FailReason::Refused => strings.sent_refused,
        _ => strings.sent_failed,
    };
    let why = el("div", "class=failed-reason").child(icon(icon::WARNING)).child(text_in("span", "", words));
    // What is too large would only fail again.
    let retry = (reason != FailReason::TooLarge).then(|| act_on(ctx, key, strings.sent_retry, Input::RetrySend));
    let actions = el("div", "class=failed-actions").child(retry).child(edit(ctx, entry)).child(act_on(
        ctx,
        key,
        strings.sent_discard,
        Input::Discard,
    ));
    el("div", "class=failed").child(why).child(actions)
}

/// Takes a message back into the composer.
fn edit(ctx: &Context, entry: &Entry) -> Option<El> {
    let EntryBody::Sent { text, .. } = &entry.body else { return None };
    let (ctx, key, text) = (ctx.clone(), entry.key, text.clone());
    let strings = ctx.strings;
    let act = move |_| {
        if let Some(state) = ctx.state.upgrade() {
            state.edit(key, &text);
        }
    };
    Some(link_button(strings.sent_edit, Box::new(act)))
}

/// The line below a row: how the sending went, and when it was.
fn meta(ctx: &Context, entry: &Entry, words: Option<&str>, time: &str) -> El {
    el("div", "class=meta")
        .attr("title", &ctx.dates.full(entry.at))
        .child(words.map(|words| text_in("span", "", words)))
        .child(text_in("span", "", time))
}

fn joined(name: &str, time: &str) -> String {
    [name, time].join(", ")
}

/// Who is speaking, in words.
pub(crate) fn author(strings: &Strings, from: &From) -> String {
    match from {
        From::Agent(author) if !author.name.is_empty() => author.name.clone(),
        From::Agent(_) => strings.author_agent.to_owned(),
        From::Visitor => strings.author_visitor.to_owned(),
        _ => strings.author_bot.to_owned(),
    }
}

/// What happened, in words.
pub(crate) fn notice_text(strings: &Strings, notice: &Notice) -> String {
    let text = match notice {
        Notice::BotUnreachable { text } if !text.is_empty() => text,
        Notice::BotUnreachable { .. } => strings.notice_bot_unreachable,
        Notice::AgentJoined { name } if !name.is_empty() => {
            return fill(strings.notice_agent_joined, "name", name);
        }
        Notice::AgentJoined { .. } => strings.notice_an_agent_joined,
        Notice::AgentLeft => strings.notice_agent_left,
        Notice::SessionEnded => strings.notice_session_ended,
        Notice::FormSubmitted => strings.notice_form_submitted,
        Notice::FormFailed => strings.notice_form_failed,
        _ => strings.notice_unreadable,
    };
    text.to_owned()
}

/// What an entry says when it is read aloud; empty when it says nothing.
pub(crate) fn spoken(ctx: &Context, entry: &Entry) -> String {
    let strings = ctx.strings;
    match &entry.body {
        EntryBody::Message { items, .. } => {
            if let Some(text) = templates::system(items) {
                return text.to_owned();
            }
            let text: Vec<String> =
                items.iter().map(|item| templates::spoken(ctx, item)).filter(|text| !text.is_empty()).collect();
            if text.is_empty() {
                return String::new();
            }
            fill(&fill(strings.announce_message, "text", &text.join("\n")), "author", &author(strings, &entry.from))
        }
        EntryBody::Sent { text, .. } => fill(strings.announce_not_sent, "text", text),
        EntryBody::Notice(notice) => notice_text(strings, notice),
        EntryBody::Gap(_) => String::new(),
    }
}
