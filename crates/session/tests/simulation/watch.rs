//! What is checked after every step, from outside: from what the session tells, never from what it holds.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use session::{
    Change, ConnectionState, Effect, Entry, EntryBody, EntryKey, HistoryState, RequestId, SendState, TimelineDiff,
};

use crate::world::World;

/// The longest back-off step, and the first one.
pub const CAP: u64 = 30_000;
const BASE: u64 = 500;
/// A connection that lived for this long starts the back-off anew.
const STABLE: u64 = 5_000;

/// A state of the connection and since when, in milliseconds from the start.
#[derive(Clone, Debug)]
pub struct Stay {
    pub from: u64,
    pub state: ConnectionState,
}

/// What an onlooker remembers of a run.
#[derive(Debug, Default)]
pub struct Watch {
    /// The transcript as somebody would have it who only saw the changes.
    pub mirror: Vec<Arc<Entry>>,
    /// Rows by what they say, as every message of a run says something else.
    texts: BTreeMap<String, EntryKey>,
    ids: BTreeMap<String, EntryKey>,
    /// Numbers of the visitor's messages whose order is open: sent again by the visitor, or lost by the platform.
    pub unordered: BTreeSet<u64>,
    /// Whether the order of the rows may have changed since it was last checked.
    is_order_due: bool,
    pub history: HistoryState,
    /// Every state of the connection.
    pub stays: Vec<Stay>,
    /// Changes of the connection's state, by name.
    pub moves: BTreeSet<(&'static str, &'static str)>,
    /// The last wait's attempt, and whether it may start anew.
    attempt: u32,
    may_start_anew: bool,
    /// Nobody looks at the page: no wait has to be short.
    pub is_hidden: bool,
    /// The platform's last wish not to be asked before.
    pub not_before: u64,
    /// The last request for an address, and until when the platform wants no other.
    pub start: Option<RequestId>,
    pub start_not_before: u64,
    /// Token requests that are neither answered nor given up.
    tokens: BTreeSet<RequestId>,
    /// When tokens, addresses and pages were asked for.
    pub token_requests: Vec<u64>,
    pub starts: Vec<u64>,
    pub pages: Vec<u64>,
    /// When something happened that may ask for another attempt at once.
    pub causes: Vec<u64>,
    /// The first guarantee that did not hold.
    pub violation: Option<Violation>,
}

/// A guarantee (DESIGN.md section 6) that did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    pub guarantee: u8,
    pub at: u64,
    pub why: String,
}

impl Violation {
    /// The same for all runs that show the same thing: the guarantee, and what was said without names and numbers.
    pub fn kind(&self) -> (u8, String) {
        let plain = self.why.split('"').step_by(2).flat_map(|part| part.chars().filter(|c| !c.is_ascii_digit()));
        (self.guarantee, plain.take(60).collect())
    }
}

impl std::fmt::Display for Violation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "guarantee {} at {} ms: {}", self.guarantee, self.at, self.why)
    }
}

impl Watch {
    pub fn fail(&mut self, guarantee: u8, at: u64, why: impl Into<String>) {
        if self.violation.is_none() {
            self.violation = Some(Violation { guarantee, at, why: why.into() });
        }
    }

    /// The page is loaded anew.
    pub fn reload(&mut self, now: u64) {
        self.mirror.clear();
        self.texts.clear();
        self.ids.clear();
        self.tokens.clear();
        self.history = HistoryState::Unknown;
        self.attempt = 0;
        self.is_hidden = false;
        self.stays.push(Stay { from: now, state: ConnectionState::Idle });
    }

    /// The visitor asks to start over.
    pub fn starts_over(&mut self) {
        self.may_start_anew = true;
    }

    pub fn shows(&self, text: &str) -> bool {
        self.texts.contains_key(text)
    }

    /// Everything that one input led to. `entries` is the session's own transcript.
    pub fn changes<'a>(&mut self, now: u64, changes: Vec<Change>, entries: impl Iterator<Item = &'a Entry>) {
        let mut has_diffs = false;
        for change in changes {
            self.told(now, &change);
            match change {
                Change::Timeline(diff) => {
                    has_diffs = true;
                    self.apply(now, diff);
                }
                Change::Connection(state) => self.enter(now, state),
                Change::History(state) => self.history = state,
                _ => {}
            }
        }
        if has_diffs {
            // The very same entries, which is cheap to see.
            let mut mirrored = self.mirror.iter().map(Arc::as_ptr);
            let is_same = entries.map(std::ptr::from_ref).eq(mirrored.by_ref());
            if !is_same {
                self.fail(2, now, "the changes do not lead to the transcript");
            }
        }
        if std::mem::take(&mut self.is_order_due) {
            self.check_order(now);
        }
    }

    /// Guarantee 7: nothing that is told holds a secret.
    pub fn told(&mut self, now: u64, told: &impl std::fmt::Debug) {
        let text = format!("{told:?}");
        if text.contains("SECRET") {
            self.fail(7, now, format!("a secret is told: {text}"));
        }
    }

    /// Guarantees 4, 5 and 7, as far as an effect shows them.
    pub fn effect(&mut self, now: u64, effect: &Effect) {
        self.told(now, effect);
        match effect {
            Effect::RequestToken { request, .. } => {
                self.token_requests.push(now);
                self.tokens.insert(*request);
                if self.tokens.len() > 1 {
                    self.fail(5, now, "two token requests at once");
                }
            }
            Effect::Abort { request } => self.answered(*request),
            Effect::Http { request, call } if call.path.starts_with("rtm/start") => {
                self.starts.push(now);
                self.start = Some(*request);
                if now < self.start_not_before {
                    self.fail(4, now, format!("an address is asked for before {} ms", self.start_not_before));
                }
            }
            Effect::Http { call, .. } if call.path.starts_with("botmessages") => self.pages.push(now),
            Effect::SendFrame { text, .. } | Effect::Store(Some(text)) if text.contains("SECRET") => {
                self.fail(7, now, format!("what must not hold a secret does: {text}"));
            }
            _ => {}
        }
    }

    /// A token request ends.
    pub fn answered(&mut self, request: RequestId) {
        self.tokens.remove(&request);
    }

    /// Guarantee 4: every wait is one step of the back-off, and the steps grow until a connection lives for a while.
    fn enter(&mut self, now: u64, state: ConnectionState) {
        if let Some(last) = self.stays.last() {
            let (from, to) = (state_name(&last.state), state_name(&state));
            if from != to {
                self.moves.insert((from, to));
            }
            let lived = last.state == ConnectionState::Live && now - last.from >= STABLE;
            self.may_start_anew |= lived || last.state == ConnectionState::Idle;
        }
        if let ConnectionState::Waiting { until, attempt } = state {
            let is_next = attempt == self.attempt || attempt == self.attempt + 1;
            let is_first = self.may_start_anew && attempt <= 1;
            if !is_next && !is_first {
                let before = self.attempt;
                self.fail(4, now, format!("attempt {attempt} comes after attempt {before}"));
            }
            self.attempt = attempt;
            self.may_start_anew = false;
            let step = BASE.checked_shl(attempt.saturating_sub(1)).unwrap_or(CAP).min(CAP);
            let ceiling = if self.is_hidden { CAP } else { step };
            let latest = (now + ceiling).max(self.not_before);
            if let Some(until) = until.map(World::since_start)
                && until > latest
            {
                self.fail(4, now, format!("attempt {attempt} waits until {until}, not {latest} at most"));
            }
        }
        self.stays.push(Stay { from: now, state });
    }

    fn apply(&mut self, now: u64, diff: TimelineDiff) {
        let position = |mirror: &[Arc<Entry>], key| mirror.iter().rposition(|entry| entry.key == key);
        match diff {
            TimelineDiff::Insert { index, entry } if index <= self.mirror.len() => {
                self.shown(now, &entry);
                self.mirror.insert(index, entry);
            }
            TimelineDiff::Insert { .. } => self.fail(2, now, "an insert beyond the end"),
            TimelineDiff::Update { entry } => match position(&self.mirror, entry.key) {
                Some(index) => {
                    self.hidden(&self.mirror[index].clone());
                    self.shown(now, &entry);
                    self.mirror[index] = entry;
                }
                None => self.fail(2, now, "an update of an entry that is not there"),
            },
            TimelineDiff::Move { key, to } => match position(&self.mirror, key) {
                Some(index) if to < self.mirror.len() => {
                    let entry = self.mirror.remove(index);
                    self.mirror.insert(to, entry);
                    self.is_order_due = true;
                }
                _ => self.fail(2, now, "a move of an entry that is not there, or beyond the end"),
            },
            TimelineDiff::Remove { key } => match position(&self.mirror, key) {
                Some(index) => {
                    let entry = self.mirror.remove(index);
                    self.hidden(&entry);
                }
                None => self.fail(2, now, "a removal of an entry that is not there"),
            },
            TimelineDiff::DropOldest { count } if count <= self.mirror.len() => {
                for entry in self.mirror.drain(..count).collect::<Vec<_>>() {
                    self.hidden(&entry);
                }
            }
            TimelineDiff::DropOldest { .. } => self.fail(2, now, "more is dropped than there is"),
            TimelineDiff::Clear => {
                self.mirror.clear();
                self.texts.clear();
                self.ids.clear();
            }
        }
    }

    /// Guarantees 1 and 2: nothing is shown twice, not even for a moment.
    fn shown(&mut self, now: u64, entry: &Entry) {
        if matches!(entry.body, EntryBody::Sent { state: SendState::Sent, .. }) {
            self.is_order_due = true;
        }
        let is_spoken = matches!(entry.body, EntryBody::Sent { .. });
        let other = |known: Option<EntryKey>| known.is_some_and(|key| key != entry.key);
        if let Some(text) = text_of(entry).filter(|text| !text.is_empty())
            && other(self.texts.insert(text.clone(), entry.key))
        {
            self.fail(if is_spoken { 1 } else { 2 }, now, format!("\"{text}\" is shown twice"));
        }
        if is_message(entry) && other(self.ids.insert(entry.message_id.clone(), entry.key)) {
            let id = &entry.message_id;
            self.fail(if is_spoken { 1 } else { 2 }, now, format!("message {id} is shown twice"));
        }
    }

    fn hidden(&mut self, entry: &Entry) {
        if let Some(text) = text_of(entry) {
            self.texts.remove(&text);
        }
        if is_message(entry) {
            self.ids.remove(&entry.message_id);
        }
    }

    /// Guarantee 1: acknowledged messages stand in the order in which the visitor said them.
    fn check_order(&mut self, now: u64) {
        let mut last: Option<(u64, &str)> = None;
        let mut wrong = None;
        for entry in &self.mirror {
            let EntryBody::Sent { text, state: SendState::Sent, .. } = &entry.body else { continue };
            let Some(number) = text.strip_prefix("v-").and_then(|number| number.parse::<u64>().ok()) else { continue };
            if self.unordered.contains(&number) {
                continue;
            }
            if let Some((before, text_before)) = last.filter(|(before, _)| *before > number) {
                wrong = Some(format!("\"{text}\" is shown after \"{text_before}\", number {before}"));
            }
            last = Some((number, text));
        }
        if let Some(why) = wrong {
            self.fail(1, now, why);
        }
    }
}

fn is_message(entry: &Entry) -> bool {
    matches!(entry.body, EntryBody::Sent { .. } | EntryBody::Message { .. })
}

/// What an entry shows, when it is a message.
pub fn text_of(entry: &Entry) -> Option<String> {
    match &entry.body {
        EntryBody::Sent { text, .. } => Some(text.clone()),
        EntryBody::Message { items, .. } => Some(
            items
                .iter()
                .filter_map(|item| match item {
                    protocol::Content::Text(text) => Some(text.text.as_str()),
                    _ => None,
                })
                .collect(),
        ),
        _ => None,
    }
}

/// The name of a state in the table of what was met, and in the diagram of ARCHITECTURE.md.
pub fn state_name(state: &ConnectionState) -> &'static str {
    match state {
        ConnectionState::Idle => "Idle",
        ConnectionState::Authorizing => "Authorizing",
        ConnectionState::Starting => "Starting",
        ConnectionState::Connecting => "Connecting",
        ConnectionState::Live => "Live",
        ConnectionState::Waiting { .. } => "Waiting",
        ConnectionState::Stopped(_) => "Stopped",
    }
}

/// The client message id that a frame acknowledges.
pub fn acknowledged(frame: &str) -> Option<i64> {
    let frame: serde_json::Value = serde_json::from_str(frame).ok()?;
    let is_good = frame["type"] == "ack" && frame["ok"] == true;
    frame["replyto"].as_i64().filter(|_| is_good)
}

/// Whether an entry is the visitor's message of this id, on its way.
pub fn is_waiting(entry: &Entry, id: i64) -> bool {
    matches!(entry.body, EntryBody::Sent { state: SendState::Sending, .. }) && entry.message_id == id.to_string()
}
