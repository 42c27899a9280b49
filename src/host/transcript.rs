//! The conversation as plain objects, kept up to date by the session's changes.

use js_sys::{Array, Object};
use session::{Entry, EntryBody, EntryKey, GapState, Notice, SendState, TimelineDiff};
use wasm_bindgen::JsValue;

use super::{
    error::fail_reason,
    plain::{self, set},
};

/// Every entry, oldest first, and what changed since the last report.
#[derive(Default)]
pub(super) struct Transcript {
    entries: Vec<(EntryKey, JsValue)>,
    /// What the page holds, until an entry changes.
    array: Option<Array>,
    changed: Vec<EntryKey>,
    removed: Vec<EntryKey>,
}

impl Transcript {
    /// Takes one change over.
    pub(super) fn apply(&mut self, diff: TimelineDiff) {
        self.array = None;
        match diff {
            TimelineDiff::Insert { index, entry } => {
                let index = index.min(self.entries.len());
                self.entries.insert(index, (entry.key, describe(&entry)));
                self.note(entry.key);
            }
            TimelineDiff::Update { entry } => {
                if let Some(at) = self.position(entry.key) {
                    self.entries[at].1 = describe(&entry);
                    self.note(entry.key);
                }
            }
            TimelineDiff::Move { key, to } => {
                if let Some(from) = self.position(key) {
                    let moved = self.entries.remove(from);
                    self.entries.insert(to.min(self.entries.len()), moved);
                    self.note(key);
                }
            }
            TimelineDiff::Remove { key } => {
                if let Some(at) = self.position(key) {
                    self.entries.remove(at);
                    self.removed.push(key);
                }
            }
            TimelineDiff::DropOldest { count } => {
                let count = count.min(self.entries.len());
                self.removed.extend(self.entries.drain(..count).map(|(key, _)| key));
            }
            TimelineDiff::Clear => {
                self.removed.extend(std::mem::take(&mut self.entries).into_iter().map(|(key, _)| key))
            }
        }
    }

    /// The entries as a frozen array, the same one until an entry changes.
    pub(super) fn entries(&mut self) -> Array {
        let entries = &self.entries;
        let list = || {
            let array: Array = entries.iter().map(|(_, entry)| entry).collect();
            Object::freeze(&array);
            array
        };
        self.array.get_or_insert_with(list).clone()
    }

    /// The entries that came, changed or moved, and the keys of those that went, since the last report; none when nothing
    /// did.
    pub(super) fn take_report(&mut self) -> Option<(Array, Array)> {
        if self.changed.is_empty() && self.removed.is_empty() {
            return None;
        }
        let changed = std::mem::take(&mut self.changed);
        let changed = changed.into_iter().filter_map(|key| Some(&self.entries[self.position(key)?].1)).collect();
        let removed = std::mem::take(&mut self.removed).into_iter().map(number).collect();
        Some((changed, removed))
    }

    fn note(&mut self, key: EntryKey) {
        if !self.changed.contains(&key) {
            self.changed.push(key);
        }
    }

    /// Nearly always near the end.
    fn position(&self, key: EntryKey) -> Option<usize> {
        self.entries.iter().rposition(|(known, _)| *known == key)
    }
}

/// `{key, kind, from, at}`, and what belongs to the kind.
fn describe(entry: &Entry) -> JsValue {
    let object = plain::entry(entry);
    let mut fields = vec![("key", number(entry.key))];
    let kind = match &entry.body {
        EntryBody::Message { streaming, .. } => {
            fields.push(("streaming", (*streaming).into()));
            "message"
        }
        EntryBody::Sent { state, .. } => {
            fields.push(("status", status(*state).into()));
            if let SendState::Failed(reason) = state {
                fields.push(("reason", fail_reason(*reason).0.into()));
            }
            "sent"
        }
        EntryBody::Notice(notice) => {
            let (name, text) = notice_fields(notice);
            fields.extend([("notice", name.into()), ("text", text.into())]);
            "notice"
        }
        EntryBody::Gap(state) => {
            fields.push(("gap", gap(*state).into()));
            "gap"
        }
    };
    fields.extend([("kind", kind.into()), ("fromHistory", entry.from_history.into())]);
    set(&object, &fields);
    object
}

fn number(key: EntryKey) -> JsValue {
    (key.0 as f64).into()
}

fn status(state: SendState) -> &'static str {
    match state {
        SendState::Queued => "queued",
        SendState::Sending => "sending",
        SendState::Sent => "sent",
        SendState::Failed(_) => "failed",
    }
}

fn gap(state: GapState) -> &'static str {
    match state {
        GapState::Open => "open",
        GapState::Loading => "loading",
        GapState::Failed => "failed",
    }
}

/// Its name, and a person's name or the platform's words where there are any.
fn notice_fields(notice: &Notice) -> (&'static str, &str) {
    match notice {
        Notice::BotUnreachable { text } => ("bot-unreachable", text),
        Notice::AgentJoined { name } => ("agent-joined", name),
        Notice::AgentLeft => ("agent-left", ""),
        Notice::SessionEnded => ("session-ended", ""),
        Notice::FormSubmitted => ("form-submitted", ""),
        Notice::FormFailed => ("form-failed", ""),
        Notice::Unreadable => ("unreadable", ""),
        _ => ("other", ""),
    }
}
