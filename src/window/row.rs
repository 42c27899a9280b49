//! One entry of the transcript: a message, what the visitor sent, or a notice.

use leptos::{ev, prelude::*};
use session::{Entry, EntryBody, FailReason, From, Input, Notice, SendState};

use super::{
    avatar::avatar,
    context::Context,
    icon::{self, icon},
    node::{El, Node, dynamic, el},
    rows::{Row, RowLayout},
};
use crate::{
    i18n::{Strings, fill},
    templates::{self, Place},
};

/// The row with the day that begins above it. One effect follows its signals; what did not change stays untouched.
pub(crate) fn row(ctx: Context, row: Row) -> El {
    let view = move || {
        let layout = row.layout.get();
        let entry = row.entry.get();
        let day = layout.day.clone().map(|name| el("div").attr("class", "day").child(el("span").child(name)));
        let body = match &entry.body {
            EntryBody::Message { items, streaming } => {
                let items: Vec<Node> = items
                    .iter()
                    .enumerate()
                    .map(|(item, content)| {
                        let place =
                            Place { key: entry.key, item, chosen: row.chosen.get(), from_history: entry.from_history };
                        templates::item(ctx, place, content)
                    })
                    .collect();
                message(ctx, &entry, &layout, items, *streaming)
            }
            EntryBody::Sent { text, attachments, state } => {
                let names: Vec<Node> = attachments.iter().map(|file| attachment(&file.file_name)).collect();
                let text = (!text.is_empty()).then(|| templates::visitor_text(text));
                sent(ctx, &entry, &layout, (text, names).into(), *state)
            }
            EntryBody::Notice(what) => notice(&entry, notice_text(ctx.strings, what)),
        };
        Node::from((day, body))
    };
    el("div").attr("class", "entry").child(dynamic(view))
}

fn message(ctx: Context, entry: &Entry, layout: &RowLayout, items: Vec<Node>, streaming: bool) -> Node {
    let name = author(ctx.strings, &entry.from);
    let (from, picture) = match &entry.from {
        From::Agent(author) => ("agent", author.image.as_deref()),
        From::Bot { icon } => ("bot", icon.as_deref()),
        _ => ("bot", None),
    };
    let time = ctx.shared().dates.time(entry.at);
    // An agent is introduced by name; the bot's name is the window's.
    let shows_name = layout.is_first && from == "agent";
    // The picture stands beside the last row of a group, where the time is.
    let face = layout.is_last.then(|| {
        let of_bot = ctx.shared().title.clone();
        avatar(picture, if from == "agent" { &name } else { &of_bot })
    });
    el("div")
        .attr("class", "row")
        .attr("part", "message")
        .attr("role", "article")
        .attr("aria-label", joined(&name, &time))
        .attr("data-message-id", entry.message_id.clone())
        .attr("data-from", from)
        .attr("data-first", layout.is_first.then_some(""))
        .attr("data-last", layout.is_last.then_some(""))
        .attr("data-streaming", streaming.then_some(""))
        .child((
            el("div").attr("class", "face").child(face),
            el("div").attr("class", "content").child((
                shows_name.then(|| el("div").attr("class", "author").attr("dir", "auto").child(name)),
                items,
                layout.is_last.then(|| meta(ctx, entry, time)),
            )),
        ))
        .node()
}

fn sent(ctx: Context, entry: &Entry, layout: &RowLayout, body: Node, state: SendState) -> Node {
    let time = ctx.shared().dates.time(entry.at);
    let words = match state {
        SendState::Queued => Some(ctx.strings.sent_queued),
        SendState::Sending => Some(ctx.strings.sent_sending),
        SendState::Sent => layout.is_last.then_some(ctx.strings.sent_sent),
        SendState::Failed(_) => None,
    };
    let below = match state {
        SendState::Failed(reason) => failed(ctx, entry, reason),
        _ => words
            .map(|words| {
                el("div")
                    .attr("class", "meta")
                    .attr("title", ctx.shared().dates.full(entry.at))
                    .child((el("span").child(words), el("span").child(time.clone())))
            })
            .into(),
    };
    el("div")
        .attr("class", "row")
        .attr("part", "message")
        .attr("role", "article")
        .attr("aria-label", joined(ctx.strings.author_visitor, &time))
        .attr("data-message-id", entry.message_id.clone())
        .attr("data-from", "visitor")
        .attr("data-first", layout.is_first.then_some(""))
        .attr("data-last", layout.is_last.then_some(""))
        .attr(
            "data-state",
            match state {
                SendState::Queued => "queued",
                SendState::Sending => "sending",
                SendState::Sent => "sent",
                SendState::Failed(_) => "failed",
            },
        )
        .child(el("div").attr("class", "content").child((body, below)))
        .node()
}

/// Why a message was not sent, and what can be done.
fn failed(ctx: Context, entry: &Entry, reason: FailReason) -> Node {
    let strings = ctx.strings;
    let key = entry.key;
    let words = match reason {
        FailReason::Unconfirmed => strings.sent_unconfirmed,
        FailReason::TooLarge => strings.sent_too_large,
        FailReason::Refused => strings.sent_refused,
        _ => strings.sent_failed,
    };
    let button = |label: &'static str, input: fn(session::EntryKey) -> Input| {
        el("button")
            .attr("type", "button")
            .attr("class", "link-button")
            .on(ev::click, move |_| ctx.dispatch(input(key)))
            .child(label)
    };
    el("div")
        .attr("class", "failed")
        .child((
            el("div").attr("class", "failed-reason").child((icon(icon::WARNING), el("span").child(words))),
            el("div")
                .attr("class", "failed-actions")
                .child((button(strings.sent_retry, Input::RetrySend), button(strings.sent_discard, Input::Discard))),
        ))
        .node()
}

fn notice(entry: &Entry, text: String) -> Node {
    el("div")
        .attr("class", "row notice")
        .attr("part", "message")
        .attr("data-message-id", entry.message_id.clone())
        .attr("data-from", "notice")
        .child(el("span").attr("dir", "auto").child(text))
        .node()
}

fn attachment(name: &str) -> Node {
    el("div").attr("class", "bubble attachment").attr("dir", "auto").child(name.to_owned()).node()
}

fn meta(ctx: Context, entry: &Entry, time: String) -> Node {
    el("div")
        .attr("class", "meta")
        .attr("title", ctx.shared().dates.full(entry.at))
        .child(el("span").child(time))
        .node()
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
pub(crate) fn spoken(ctx: Context, entry: &Entry) -> String {
    let strings = ctx.strings;
    match &entry.body {
        EntryBody::Message { items, .. } => {
            let text: Vec<String> =
                items.iter().map(|item| templates::spoken(ctx, item)).filter(|text| !text.is_empty()).collect();
            if text.is_empty() {
                return String::new();
            }
            fill(&fill(strings.announce_message, "text", &text.join("\n")), "author", &author(strings, &entry.from))
        }
        EntryBody::Sent { text, .. } => fill(strings.announce_not_sent, "text", text),
        EntryBody::Notice(notice) => notice_text(strings, notice),
    }
}
