//! The transcript as the window knows it: every entry, and signals for the rendered ones.

use std::{cell::Cell, ops::Range as Indices, rc::Rc, sync::Arc};

use protocol::{Content, Template};
use session::{Entry, EntryBody, EntryKey, From, SendState, TimelineDiff};

use super::{
    context::{Choice, Strip},
    memory::Memory,
    range::Range,
    signal::Signal,
};
use crate::i18n::{Dates, Day};

/// Messages of one author that follow each other faster than this form one group. Milliseconds.
const GROUP_SPAN: i64 = 5 * 60 * 1000;
/// What is still to be answered or on its way is among so many newest entries.
const RECENT: usize = 100;

/// A rendered entry. Each has its own signal: a change of one touches no other row.
pub(crate) struct Row {
    pub key: EntryKey,
    pub shown: Signal<RowShown>,
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

/// What a row shows.
#[derive(Clone)]
pub(crate) struct RowShown {
    pub entry: Arc<Entry>,
    pub layout: RowLayout,
    pub chosen: Option<Choice>,
    pub memory: Rc<Memory>,
}

impl PartialEq for RowShown {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.entry, &other.entry) && self.layout == other.layout && self.chosen == other.chosen
    }
}

/// How a row stands to its neighbours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RowLayout {
    /// The name of the day that begins with this row.
    pub day: Option<String>,
    /// First of its group: shows whose it is.
    pub is_first: bool,
    /// Last of its group: shows when it was.
    pub is_last: bool,
    /// What the visitor said next, under an entry from history: perhaps the answer to it.
    pub reply: Option<Rc<str>>,
}

/// What one batch of changes did, beyond the rows themselves.
#[derive(Default)]
pub(crate) struct Applied {
    /// Live messages and notices that became complete, to be announced.
    pub completed: Vec<Arc<Entry>>,
    /// Messages of the visitor's that became failed.
    pub failed: Vec<Arc<Entry>>,
    /// Live messages of the bot or an agent that were put at the end.
    pub arrived: u32,
}

struct Slot {
    entry: Arc<Entry>,
    /// The day that the entry falls on, once somebody asked.
    day: Cell<Option<Day>>,
    row: Option<Rc<Row>>,
    chosen: Option<Choice>,
    memory: Option<Rc<Memory>>,
    is_announced: bool,
    /// Arrived at the end and has not said anything yet.
    is_new: bool,
}

/// Every entry, oldest first.
#[derive(Default)]
pub(crate) struct Rows {
    slots: Vec<Slot>,
    pub range: Range,
    rendered: Indices<usize>,
}

impl Rows {
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Whether a message of the visitor's is still on its way.
    pub fn is_sending(&self) -> bool {
        self.slots.iter().rev().take(RECENT).any(|slot| {
            matches!(slot.entry.body, EntryBody::Sent { state: SendState::Queued | SendState::Sending, .. })
        })
    }

    /// Takes one change over.
    pub fn apply(&mut self, diff: TimelineDiff, applied: &mut Applied) {
        match diff {
            TimelineDiff::Insert { index, entry } => {
                let index = index.min(self.slots.len());
                let is_message = matches!(entry.body, EntryBody::Message { .. });
                let mut slot = Slot {
                    is_announced: entry.from_history,
                    is_new: is_message && !entry.from_history && index == self.slots.len(),
                    entry,
                    day: Cell::new(None),
                    row: None,
                    chosen: None,
                    memory: None,
                };
                slot.announce(applied);
                self.range.insert(index);
                self.slots.insert(index, slot);
            }
            TimelineDiff::Update { entry } => {
                if let Some(slot) = self.slot_mut(entry.key) {
                    slot.update(entry, applied);
                }
            }
            TimelineDiff::Move { key, to } => {
                if let Some(from) = self.position(key) {
                    let slot = self.slots.remove(from);
                    self.range.remove(from);
                    let to = to.min(self.slots.len());
                    self.range.insert(to);
                    self.slots.insert(to, slot);
                }
            }
            TimelineDiff::Remove { key } => {
                if let Some(at) = self.position(key) {
                    self.slots.remove(at);
                    self.range.remove(at);
                }
            }
            TimelineDiff::DropOldest { count } => {
                self.slots.drain(..count.min(self.slots.len()));
                self.range.drop_oldest(count);
            }
            TimelineDiff::Clear => {
                self.slots.clear();
                self.range = Range::default();
            }
        }
    }

    /// Notes what the visitor chose in an entry.
    pub fn choose(&mut self, key: EntryKey, choice: Choice) {
        if let Some(slot) = self.slot_mut(key) {
            slot.chosen = Some(choice);
            slot.show(|shown| shown.chosen = Some(choice));
        }
    }

    /// The rows of the range, with their layout brought up to date. Rows outside lose their signals.
    pub fn render(&mut self, dates: &Dates, now: i64) -> Vec<Rc<Row>> {
        let Range { first, end, .. } = self.range;
        for at in std::mem::replace(&mut self.rendered, first..end) {
            if let Some(slot) = self.slots.get_mut(at).filter(|_| !(first..end).contains(&at)) {
                slot.row = None;
            }
        }
        let mut day_before = first.checked_sub(1).and_then(|at| self.slots.get(at)).map(Slot::day);
        let mut rows = Vec::with_capacity(end - first);
        for at in first..end {
            let slot = &self.slots[at];
            let day = slot.day();
            let begins_day = day_before != Some(day);
            let is_shown = |slot: &&Slot| !slot.is_hidden();
            let before = self.slots[..at].iter().rev().find(is_shown);
            let after = self.slots[at + 1..].iter().find(is_shown);
            let layout = RowLayout {
                day: begins_day.then(|| dates.day_name(slot.entry.at, now)),
                is_first: begins_day || !before.is_some_and(|before| is_group(&before.entry, &slot.entry)),
                is_last: !after.is_some_and(|after| is_group(&slot.entry, &after.entry) && after.day() == day),
                reply: after.filter(|_| slot.entry.from_history).and_then(|after| reply(&after.entry)),
            };
            rows.push(self.slots[at].render(layout));
            day_before = Some(day);
        }
        rows
    }

    /// The chips that can be answered now: the newest that came after the visitor's last message.
    pub fn strip(&self) -> Option<Strip> {
        for slot in self.slots.iter().rev().take(RECENT) {
            let EntryBody::Message { items, .. } = &slot.entry.body else {
                match slot.entry.from {
                    From::Visitor => return None,
                    _ => continue,
                }
            };
            let found = items.iter().enumerate().rev().find_map(|(item, content)| match content {
                Content::Template(Template::QuickReplies(template)) => Some((item, template.inline)),
                _ => None,
            });
            if let Some((item, inline)) = found {
                let is_open = !inline && !slot.entry.from_history && slot.chosen.is_none();
                return is_open.then(|| Strip { entry: slot.entry.clone(), item });
            }
        }
        None
    }

    fn position(&self, key: EntryKey) -> Option<usize> {
        // Changes are about the newest entries most of the time.
        self.slots.iter().rposition(|slot| slot.entry.key == key)
    }

    fn slot_mut(&mut self, key: EntryKey) -> Option<&mut Slot> {
        self.position(key).map(|at| &mut self.slots[at])
    }
}

impl Slot {
    fn update(&mut self, entry: Arc<Entry>, applied: &mut Applied) {
        let is_failed = |entry: &Entry| matches!(entry.body, EntryBody::Sent { state: SendState::Failed(_), .. });
        if is_failed(&entry) && !is_failed(&self.entry) {
            applied.failed.push(entry.clone());
        }
        self.show(|shown| shown.entry = entry.clone());
        self.day.set(None);
        self.entry = entry;
        self.announce(applied);
    }

    /// Whether it takes no place: a message that says nothing yet, or that the page does not want to be shown.
    fn is_hidden(&self) -> bool {
        matches!(&self.entry.body, EntryBody::Message { items, .. } if items.is_empty())
    }

    /// Counts a live message once it says something, and announces a message or notice once, when nothing more of it is to
    /// come.
    fn announce(&mut self, applied: &mut Applied) {
        if self.is_hidden() {
            return;
        }
        applied.arrived += u32::from(std::mem::take(&mut self.is_new));
        let is_complete = match &self.entry.body {
            EntryBody::Message { streaming, .. } => !streaming,
            EntryBody::Sent { .. } => false,
            EntryBody::Notice(_) => true,
            // It is for those who read back; it says nothing new.
            EntryBody::Gap(_) => false,
        };
        if is_complete && !self.is_announced {
            self.is_announced = true;
            applied.completed.push(self.entry.clone());
        }
    }

    fn day(&self) -> Day {
        self.day.get().unwrap_or_else(|| {
            let day = Day::of(self.entry.at);
            self.day.set(Some(day));
            day
        })
    }

    /// Changes what the row shows, if it is rendered.
    fn show(&self, change: impl FnOnce(&mut RowShown)) {
        if let Some(row) = &self.row {
            let mut shown = row.shown.peek();
            change(&mut shown);
            row.shown.set(shown);
        }
    }

    fn render(&mut self, layout: RowLayout) -> Rc<Row> {
        if let Some(row) = &self.row {
            let row = row.clone();
            self.show(|shown| shown.layout = layout);
            return row;
        }
        let memory = self.memory.get_or_insert_default().clone();
        let shown = RowShown { entry: self.entry.clone(), layout, chosen: self.chosen, memory };
        let row = Rc::new(Row { key: self.entry.key, shown: Signal::new(shown) });
        self.row = Some(row.clone());
        row
    }
}

/// What an entry says, if it is the visitor's.
fn reply(entry: &Entry) -> Option<Rc<str>> {
    match &entry.body {
        EntryBody::Sent { text, .. } => Some(text.as_str().into()),
        _ => None,
    }
}

/// Whether two neighbours belong to one group.
fn is_group(first: &Entry, second: &Entry) -> bool {
    let is_same_author = match (&first.from, &second.from) {
        (From::Visitor, From::Visitor) | (From::Bot { .. }, From::Bot { .. }) => true,
        (From::Agent(first), From::Agent(second)) => first.name == second.name,
        _ => false,
    };
    is_same_author && second.at.abs_diff(first.at) < GROUP_SPAN.unsigned_abs()
}
