//! What every component of one window shares.

use std::{
    ops::Deref,
    rc::{Rc, Weak},
    sync::Arc,
};

use protocol::template::Answer;
use session::{Draft, Entry, EntryKey, HistoryState, Input};
use web_sys::Event;

use super::{
    Renderer,
    connection::{Banner, Status},
    dialog::Dialog,
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
    /// What lies over the conversation.
    pub dialog: Signal<Option<Dialog>>,
    /// Whether so many messages wait that no more are taken.
    pub is_full: Signal<bool>,
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
            dialog: Signal::new(None),
            is_full: Signal::new(false),
            has_text: Signal::new(false),
        }
    }
}

/// One action of one item of an entry; [`Choice::WHOLE`] where the item has no single one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub item: usize,
    pub action: usize,
}

impl Choice {
    /// What was chosen is not one action; the entry's memory holds it.
    pub const WHOLE: usize = usize::MAX;
}

/// Behind [`Context`].
pub(crate) struct Shared {
    pub shown: Rc<Shown>,
    pub strings: &'static Strings,
    pub dates: Dates,
    /// How bots write their texts.
    pub markup: markup::Dialect,
    /// The page's own views.
    pub renderer: Option<Renderer>,
    /// Whether the owner decides if the visitor may end the chat.
    pub asks_to_end: bool,
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

    /// Answers an entry: notes what was chosen in it and sends it. False when nothing can be sent now.
    #[inline(never)]
    pub fn answer(&self, key: EntryKey, choice: Choice, answer: Answer) -> bool {
        if self.shown.is_full.peek() {
            return false;
        }
        if let Some(state) = self.state.upgrade() {
            state.choose(key, choice);
        }
        self.dispatch(Input::Answer(answer));
        self.with_state(State::jump);
        self.close_dialog();
        self.with_state(State::focus);
        true
    }

    /// Sends what a row of a list, a card or a link in it stands for; the entry stays open for other choices.
    #[inline(never)]
    pub fn send_answer(&self, answer: Answer) {
        if !self.shown.is_full.peek() {
            self.dispatch(Input::Answer(answer));
            self.with_state(State::jump);
            self.close_dialog();
        }
    }

    /// Lets the state act, unless the window is being torn down.
    #[inline(never)]
    pub fn with_state(&self, act: fn(&State)) {
        if let Some(state) = self.state.upgrade() {
            act(&state);
        }
    }
}
