//! A session without a window, for pages that bring their own view. `www/npm/connect.js` wraps it.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use js_sys::Array;
use session::{Change, ConnectionState, Draft, EntryKey, Event, HistoryState, Input};
use wasm_bindgen::prelude::*;
use web_sys::EventTarget;

use super::{
    events::{self, Events, state_fields},
    options::Options,
    panic,
    plain::object,
    transcript::Transcript,
};
use crate::driver::Driver;

/// One session. [`Connection::close`] ends it.
#[wasm_bindgen]
pub struct Connection {
    link: Rc<Link>,
}

/// Makes a session that tells its events on `target` and requests nothing before [`Connection::start`].
///
/// # Errors
///
/// A JavaScript `Error` with a `code` of `invalid-option` that names the option, what it should be and what it was.
#[wasm_bindgen]
pub fn connect(target: EventTarget, options: &JsValue) -> Result<Connection, JsValue> {
    panic::report();
    let options = Options::read(options)?;
    Ok(Connection { link: Link::new(Events::new(target), options) })
}

#[wasm_bindgen]
impl Connection {
    /// Connects.
    pub fn start(&self) {
        for warning in self.link.warnings.take() {
            self.link.events.warning(&warning);
        }
        self.link.input(Input::Connect);
    }

    /// The connection: what `rtm-state` tells.
    pub fn state(&self) -> JsValue {
        object(&state_fields(&self.link.state.borrow()))
    }

    /// Every entry, oldest first; the same array until one changes.
    pub fn entries(&self) -> Array {
        self.link.transcript.borrow_mut().entries()
    }

    /// What is known of older messages.
    pub fn history(&self) -> String {
        history_name(self.link.history.get()).to_owned()
    }

    /// Sends a message as the visitor. `payload` goes to the bot in place of the text.
    pub fn send(&self, text: String, payload: Option<String>) {
        self.link.input(Input::Send(Draft { text, payload }));
    }

    /// Loads the page before the oldest entry.
    #[wasm_bindgen(js_name = loadOlder)]
    pub fn load_older(&self) {
        self.link.input(Input::LoadOlder);
    }

    /// Loads what is missing at a gap.
    #[wasm_bindgen(js_name = fillGap)]
    pub fn fill_gap(&self, key: f64) {
        self.link.input(Input::FillGap(entry_key(key)));
    }

    /// Sends a message that failed again.
    pub fn retry(&self, key: f64) {
        self.link.input(Input::RetrySend(entry_key(key)));
    }

    /// Gives up a message that failed or waits.
    pub fn discard(&self, key: f64) {
        self.link.input(Input::Discard(entry_key(key)));
    }

    /// The visitor presses keys.
    pub fn typing(&self) {
        self.link.input(Input::VisitorTyping);
    }

    /// Tries again after the session stopped, or before a wait is over.
    pub fn reconnect(&self) {
        self.link.input(Input::Reconnect);
    }

    /// Ends the conversation on the platform.
    #[wasm_bindgen(js_name = endSession)]
    pub fn end_session(&self) {
        self.link.input(Input::EndSession);
    }

    /// Closes the socket, aborts requests, removes timers and listeners. Later calls do nothing.
    pub fn close(&self) {
        self.link.close();
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.link.close();
    }
}

/// Ties driver, transcript and events together. It owns the driver, which reaches it through weak references.
struct Link {
    events: Events,
    /// About the options, until somebody can listen.
    warnings: RefCell<Vec<String>>,
    state: RefCell<ConnectionState>,
    history: Cell<HistoryState>,
    transcript: RefCell<Transcript>,
    driver: RefCell<Option<Rc<Driver>>>,
}

impl Link {
    fn new(events: Events, options: Options) -> Rc<Self> {
        let link = Rc::new(Self {
            events,
            warnings: RefCell::new(options.warnings),
            state: RefCell::new(ConnectionState::Idle),
            history: Cell::default(),
            transcript: RefCell::default(),
            driver: RefCell::default(),
        });
        let driver = Driver::new(
            options.config,
            options.api_url,
            options.credentials.into_provider(),
            Box::new(with(&link, Self::apply)),
            Box::new(with(&link, Self::tell)),
            None,
        );
        *link.driver.borrow_mut() = Some(Rc::new(driver));
        link
    }

    fn input(&self, input: Input) {
        let driver = self.driver.borrow().clone();
        if let Some(driver) = driver {
            driver.input(input);
        }
    }

    /// Takes all of a batch over before any of it is told: a listener sees the whole.
    fn apply(&self, changes: Vec<Change>) {
        let mut told: Vec<(&str, Vec<(&str, JsValue)>)> = Vec::new();
        let notices: Vec<Change> = changes.iter().filter(|change| events::is_notice(change)).cloned().collect();
        for change in changes {
            match change {
                Change::Timeline(diff) => self.transcript.borrow_mut().apply(diff),
                Change::Connection(state) => *self.state.borrow_mut() = state,
                Change::History(state) => {
                    self.history.set(state);
                    told.push(("rtm-history", vec![("state", history_name(state).into())]));
                }
                Change::Typing(typist) => {
                    let mut fields = vec![("typing", typist.is_some().into())];
                    if let Some(typist) = typist.filter(|typist| !typist.name.is_empty()) {
                        fields.push(("name", typist.name.into()));
                    }
                    told.push(("rtm-typing", fields));
                }
                _ => {}
            }
        }
        let report = self.transcript.borrow_mut().take_report();
        if let Some((changed, removed)) = report {
            self.events.dispatch("rtm-entries", &[("changed", changed.into()), ("removed", removed.into())]);
        }
        for (kind, fields) in told {
            self.events.dispatch(kind, &fields);
        }
        for notice in &notices {
            self.events.change(notice);
        }
    }

    fn tell(&self, events: Vec<Event>) {
        for event in events {
            self.events.session(event);
        }
    }

    fn close(&self) {
        drop(self.driver.take());
        self.state.replace(ConnectionState::Idle);
    }
}

fn with<T: 'static>(link: &Rc<Link>, act: fn(&Link, T)) -> impl Fn(T) + 'static {
    let link: Weak<Link> = Rc::downgrade(link);
    move |value| {
        if let Some(link) = link.upgrade() {
            act(&link, value);
        }
    }
}

/// Keys are counted from 0, so a JavaScript number holds them; any other number names no entry.
fn entry_key(key: f64) -> EntryKey {
    EntryKey(key as u64)
}

fn history_name(state: HistoryState) -> &'static str {
    match state {
        HistoryState::Unknown => "unknown",
        HistoryState::Loading => "loading",
        HistoryState::More => "more",
        HistoryState::Complete => "complete",
        HistoryState::Full => "full",
        HistoryState::Failed => "failed",
    }
}
