//! What every component of one window shares.

use std::{
    ops::Deref,
    rc::{Rc, Weak},
    sync::Arc,
};

use session::{Draft, Entry, EntryKey, HistoryState, Input};
use web_sys::Event;

use super::{
    connection::{Banner, Status},
    node::{Act, Node},
    rows::Row,
    signal::Signal,
    state::State,
};
use crate::i18n::{Dates, Strings};

/// What a window shows.
pub(crate) struct Shown {
    /// The rendered part of the transcript, oldest first.
    pub rows: Signal<Vec<Rc<Row>>>,
    /// Whether the transcript has no entry at all.
    pub is_empty: Signal<bool>,
    /// The quick replies above the composer.
    pub strip: Signal<Option<Strip>>,
    /// The connection in the header.
    pub status: Signal<Status>,
    /// The connection when it needs words.
    pub banner: Signal<Option<Banner>>,
    /// Who is typing, in words.
    pub typing: Signal<Option<String>>,
    /// Whether the bot waits for the visitor.
    pub waiting: Signal<bool>,
    /// Older messages.
    pub history: Signal<HistoryState>,
    /// Whether the oldest known entry is rendered.
    pub is_oldest: Signal<bool>,
    /// Messages that arrived below what the visitor reads.
    pub unseen: Signal<u32>,
    /// Whether the newest message is out of sight.
    pub is_away: Signal<bool>,
    /// Whether there is something to send in the composer.
    pub has_text: Signal<bool>,
}

/// The quick replies that can be answered now: item `item` of an entry.
#[derive(Clone)]
pub(crate) struct Strip {
    pub entry: Arc<Entry>,
    pub item: usize,
}

impl PartialEq for Strip {
    fn eq(&self, other: &Self) -> bool {
        self.item == other.item && Arc::ptr_eq(&self.entry, &other.entry)
    }
}

impl Shown {
    /// What a window shows before anything happened.
    pub fn new() -> Self {
        Self {
            rows: Signal::new(Vec::new()),
            is_empty: Signal::new(true),
            strip: Signal::new(None),
            status: Signal::new(Status::default()),
            banner: Signal::new(None),
            typing: Signal::new(None),
            waiting: Signal::new(false),
            history: Signal::new(HistoryState::default()),
            is_oldest: Signal::new(true),
            unseen: Signal::new(0),
            is_away: Signal::new(false),
            has_text: Signal::new(false),
        }
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
    pub shown: Rc<Shown>,
    pub strings: &'static Strings,
    pub dates: Dates,
    /// How bots write their texts.
    pub markup: markup::Dialect,
    pub title: String,
    pub dispatch: Rc<dyn Fn(Input)>,
    pub state: Weak<State>,
}

/// A handle on what is shared.
#[derive(Clone)]
pub(crate) struct Context(Rc<Shared>);

impl Deref for Context {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl Context {
    pub fn new(shared: Shared) -> Self {
        Self(Rc::new(shared))
    }

    /// A node that follows the signals that `view` reads.
    #[inline(never)]
    pub fn follow(&self, view: fn(&Self) -> Node) -> Node {
        let ctx = self.clone();
        Node::Dynamic(Box::new(move || view(&ctx)))
    }

    /// Does something on an event.
    #[inline(never)]
    pub fn act(&self, act: fn(&Self, Event)) -> Act {
        let ctx = self.clone();
        Box::new(move |event| act(&ctx, event))
    }

    /// Tells the session.
    pub fn dispatch(&self, input: Input) {
        (self.dispatch)(input);
    }

    /// Sends text as the visitor, or what a choice stands for.
    pub fn send(&self, text: String, payload: Option<String>) {
        self.dispatch(Input::Send(Draft { text, payload }));
        self.with_state(State::jump);
    }

    /// Takes a choice: its action sends `body` and the transcript shows `title`.
    pub fn choose(&self, key: EntryKey, choice: Choice, title: String, body: String) {
        if let Some(state) = self.state.upgrade() {
            state.choose(key, choice);
        }
        self.send(title, Some(body));
        self.with_state(State::focus);
    }

    /// Lets the state act, unless the window is being torn down.
    #[inline(never)]
    pub fn with_state(&self, act: fn(&State)) {
        if let Some(state) = self.state.upgrade() {
            act(&state);
        }
    }
}
