//! `beforeRender`: the page may change a message before it is shown, or not have it shown. While it makes up its mind,
//! everything else goes on.

use std::{rc::Rc, sync::Arc};

use js_sys::{Array, JSON};
use protocol::{Content, ServerFrame, Text, decode_frame};
use session::{Change, Entry, EntryBody, EntryKey, TimelineDiff};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

use super::{
    Chat,
    hooks::{self, Answer, Outcome},
};
use crate::host::{
    credentials::field,
    plain::{self, object, set},
};

/// Versions of one message that the page has not answered about.
pub(super) struct Pending {
    key: EntryKey,
    /// How many it was asked about, and which of them is shown.
    asked: u32,
    shown: u32,
    waiting: u32,
}

impl Chat {
    /// Shows changes, messages as the page wants them.
    pub(super) fn show(self: &Rc<Self>, mut changes: Vec<Change>) {
        for change in &changes {
            self.events.change(change);
        }
        if self.hooks.before_render.is_some() {
            changes.retain_mut(|change| self.screen(change));
        }
        if let Some(window) = self.window() {
            window.apply(changes);
        }
    }

    /// Asks the page about a message. False when there is nothing to show for now.
    fn screen(self: &Rc<Self>, change: &mut Change) -> bool {
        let (entry, is_new) = match change {
            Change::Timeline(TimelineDiff::Insert { entry, .. }) => (entry, true),
            Change::Timeline(TimelineDiff::Update { entry }) => (entry, false),
            _ => return true,
        };
        let EntryBody::Message { items, streaming } = &entry.body else { return true };
        let Some(hook) = self.hooks.before_render.as_ref().filter(|_| !items.is_empty()) else { return true };
        let message = plain::entry(entry);
        set(&message, &[("streaming", (*streaming).into()), ("history", entry.from_history.into())]);
        match hooks::call(hook, &message) {
            Answer::Now(outcome) => {
                if let Some(pending) = self.pending.borrow_mut().iter_mut().find(|it| it.key == entry.key) {
                    pending.asked += 1;
                    pending.shown = pending.asked;
                }
                *entry = self.screened(entry, outcome);
                true
            }
            Answer::Later(promise) => {
                let turn = self.waits(entry.key);
                let (chat, waiting) = (Rc::downgrade(self), entry.clone());
                spawn_local(async move {
                    let outcome = hooks::settle(promise).await;
                    if let Some(chat) = chat.upgrade() {
                        let entry = chat.screened(&waiting, outcome);
                        if chat.is_due(entry.key, turn)
                            && let Some(window) = chat.window()
                        {
                            window.apply(vec![Change::Timeline(TimelineDiff::Update { entry })]);
                        }
                    }
                });
                // It keeps its place meanwhile; of one that is shown, the version before stays.
                *entry = with(entry, Vec::new(), true);
                is_new
            }
        }
    }

    /// Notes that a version of a message waits for the page.
    fn waits(&self, key: EntryKey) -> u32 {
        let mut all = self.pending.borrow_mut();
        let at = all.iter().position(|it| it.key == key).unwrap_or_else(|| {
            all.push(Pending { key, asked: 0, shown: 0, waiting: 0 });
            all.len() - 1
        });
        let pending = &mut all[at];
        pending.waiting += 1;
        pending.asked += 1;
        pending.asked
    }

    /// Whether the version is to be shown: a later one may have overtaken it.
    fn is_due(&self, key: EntryKey, turn: u32) -> bool {
        let mut all = self.pending.borrow_mut();
        let Some(at) = all.iter().position(|it| it.key == key) else { return false };
        let pending = &mut all[at];
        pending.waiting -= 1;
        let is_due = turn > pending.shown;
        if is_due {
            pending.shown = turn;
        }
        if pending.waiting == 0 {
            all.swap_remove(at);
        }
        is_due
    }

    fn screened(&self, entry: &Arc<Entry>, outcome: Outcome) -> Arc<Entry> {
        let answer = self.outcome("beforeRender", outcome);
        let EntryBody::Message { items, streaming } = &entry.body else { return entry.clone() };
        let text = answer.as_string().or_else(|| field(&answer, "text").as_string());
        let components = field(&answer, "components");
        let items = if answer == JsValue::FALSE {
            Vec::new()
        } else if Array::is_array(&components) {
            decode(components.unchecked_ref())
        } else {
            match text {
                Some(text) if text == plain::join(items) => return entry.clone(),
                Some(text) if text.is_empty() => Vec::new(),
                Some(text) => vec![Content::Text(Text { text, media: None })],
                None => return entry.clone(),
            }
        };
        with(entry, items, *streaming)
    }
}

fn with(entry: &Entry, items: Vec<Content>, streaming: bool) -> Arc<Entry> {
    Arc::new(Entry { body: EntryBody::Message { items, streaming }, ..entry.clone() })
}

/// Components as the platform sends them, read as a message of the platform's.
fn decode(components: &Array) -> Vec<Content> {
    let message = Array::new();
    for component in components.iter() {
        message.push(&object(&[("component", component)]));
    }
    let frame = object(&[("type", "bot_response".into()), ("message", message.into())]);
    let frame = JSON::stringify(&frame).map(String::from).unwrap_or_default();
    match decode_frame(&frame).value {
        ServerFrame::BotResponse(response) => response.items,
        _ => Vec::new(),
    }
}
