//! What every component of one window shares.

use std::rc::{Rc, Weak};

use leptos::prelude::*;
use session::{Draft, EntryKey, HistoryState, Input};

use super::{
    connection::{Banner, Status},
    rows::Row,
    state::State,
};
use crate::i18n::{Dates, Strings};

/// What a window shows beside its rows. Signals live as long as the window.
#[derive(Clone, Copy)]
pub(crate) struct Shown {
    /// The rendered part of the transcript, oldest first.
    pub rows: RwSignal<Vec<Row>>,
    /// Whether the transcript has no entry at all.
    pub is_empty: RwSignal<bool>,
    /// The quick replies above the composer.
    pub strip: RwSignal<Option<Strip>>,
    /// The connection in the header.
    pub status: RwSignal<Status>,
    /// The connection when it needs words.
    pub banner: RwSignal<Option<Banner>>,
    /// Who is typing, in words.
    pub typing: RwSignal<Option<String>>,
    /// Whether the bot waits for the visitor.
    pub waiting: RwSignal<bool>,
    /// Older messages.
    pub history: RwSignal<HistoryState>,
    /// Whether the oldest known entry is rendered.
    pub is_oldest: RwSignal<bool>,
    /// Messages that arrived below what the visitor reads.
    pub unseen: RwSignal<u32>,
    /// Whether the newest message is out of sight.
    pub is_away: RwSignal<bool>,
}

/// The quick replies that can be answered now: item `item` of an entry.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Strip {
    pub key: EntryKey,
    pub item: usize,
    pub template: protocol::template::QuickRepliesTemplate,
}

impl Shown {
    /// What a window shows before anything happened.
    pub fn new() -> Self {
        Self {
            rows: RwSignal::new(Vec::new()),
            is_empty: RwSignal::new(true),
            strip: RwSignal::new(None),
            status: RwSignal::new(Status::default()),
            banner: RwSignal::new(None),
            typing: RwSignal::new(None),
            waiting: RwSignal::new(false),
            history: RwSignal::new(HistoryState::default()),
            is_oldest: RwSignal::new(true),
            unseen: RwSignal::new(0),
            is_away: RwSignal::new(false),
        }
    }
}

/// Sets a signal only where that changes it, so that nothing is rendered for nothing.
pub(crate) fn set<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|known| *known != value) {
        signal.set(value);
    }
}

/// One action of one item of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub item: usize,
    pub action: usize,
}

/// Behind [`Context`].
pub(crate) struct Shared {
    pub strings: &'static Strings,
    pub dates: Dates,
    pub title: String,
    pub dispatch: Rc<dyn Fn(Input)>,
    pub state: Weak<State>,
}

/// A handle that every closure of a view can copy.
#[derive(Clone, Copy)]
pub(crate) struct Context {
    shared: StoredValue<Rc<Shared>, LocalStorage>,
    pub shown: Shown,
    pub strings: &'static Strings,
}

impl Context {
    pub fn new(shared: Rc<Shared>, shown: Shown) -> Self {
        Self { strings: shared.strings, shared: StoredValue::new_local(shared), shown }
    }

    /// The parts that are not signals.
    pub fn shared(self) -> Rc<Shared> {
        self.shared.get_value()
    }

    /// Tells the session.
    pub fn dispatch(self, input: Input) {
        (self.shared().dispatch)(input);
    }

    /// Sends text as the visitor, or what a choice stands for.
    pub fn send(self, text: String, payload: Option<String>) {
        self.dispatch(Input::Send(Draft { text, payload }));
        self.with_state(State::jump);
    }

    /// Takes a choice: its action sends `body` and the transcript shows `title`.
    pub fn choose(self, key: EntryKey, choice: Choice, title: String, body: String) {
        self.with_state(|state| state.choose(key, choice));
        self.send(title, Some(body));
        self.with_state(State::focus);
    }

    /// Lets the state act, unless the window is being torn down.
    pub fn with_state(self, act: impl FnOnce(&State)) {
        if let Some(state) = self.shared().state.upgrade() {
            act(&state);
        }
    }
}
