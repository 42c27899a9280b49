//! The transcript as the window knows it: every entry, and signals for the rendered ones.

use std::{ops::Range as Indices, sync::Arc};

use leptos::prelude::*;
use protocol::{Content, Template};
use session::{Entry, EntryBody, EntryKey, From, SendState, TimelineDiff};

use super::{
    context::{Choice, Strip},
    range::Range,
};
use crate::i18n::{Dates, Day};

/// Messages of one author that follow each other faster than this form one group. Milliseconds.
const GROUP_SPAN: i64 = 5 * 60 * 1000;

/// A rendered entry. Each has its own signals: a change of one touches no other row.
#[derive(Clone)]
pub(crate) struct Row {
    pub key: EntryKey,
    pub entry: ArcRwSignal<Arc<Entry>>,
    pub layout: ArcRwSignal<RowLayout>,
    pub chosen: ArcRwSignal<Option<Choice>>,
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
    row: Option<Row>,
    chosen: Option<Choice>,
    is_announced: bool,
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
        self.slots.iter().rev().take(100).any(|slot| {
            matches!(slot.entry.body, EntryBody::Sent { state: SendState::Queued | SendState::Sending, .. })
        })
    }

    /// Takes one change over.
    pub fn apply(&mut self, diff: TimelineDiff, applied: &mut Applied) {
        match diff {
            TimelineDiff::Insert { index, entry } => {
                let index = index.min(self.slots.len());
                let is_message = matches!(entry.body, EntryBody::Message { .. });
                if is_message && !entry.from_history && index == self.slots.len() {
                    applied.arrived += 1;
                }
                let mut slot = Slot { is_announced: entry.from_history, entry, row: None, chosen: None };
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
            if let Some(row) = &slot.row {
                row.chosen.set(Some(choice));
            }
        }
    }

    /// The rows of the range, with their layout brought up to date. Rows outside lose their signals.
    pub fn render(&mut self, dates: &Dates, now: i64) -> Vec<Row> {
        let Range { first, end, .. } = self.range;
        for at in std::mem::replace(&mut self.rendered, first..end) {
            if let Some(slot) = self.slots.get_mut(at).filter(|_| !(first..end).contains(&at)) {
                slot.row = None;
            }
        }
        let day_of = |slot: &Slot| Day::of(slot.entry.at);
        let mut day_before = first.checked_sub(1).and_then(|at| self.slots.get(at)).map(day_of);
        let mut rows = Vec::with_capacity(end - first);
        for at in first..end {
            let slot = &self.slots[at];
            let day = day_of(slot);
            let begins_day = day_before != Some(day);
            let before = at.checked_sub(1).and_then(|at| self.slots.get(at));
            let after = self.slots.get(at + 1);
            let layout = RowLayout {
                day: begins_day.then(|| dates.day_name(slot.entry.at, now)),
                is_first: begins_day || !before.is_some_and(|before| is_group(&before.entry, &slot.entry)),
                is_last: !after.is_some_and(|after| is_group(&slot.entry, &after.entry) && day_of(after) == day),
            };
            rows.push(self.slots[at].render(layout));
            day_before = Some(day);
        }
        rows
    }

    /// The chips that can be answered now: the newest that came after the visitor's last message.
    pub fn strip(&self) -> Option<Strip> {
        for slot in self.slots.iter().rev() {
            let EntryBody::Message { items, .. } = &slot.entry.body else {
                match slot.entry.from {
                    From::Visitor => return None,
                    _ => continue,
                }
            };
            let found = items.iter().enumerate().rev().find_map(|(item, content)| match content {
                Content::Template(Template::QuickReplies(template)) => Some((item, template)),
                _ => None,
            });
            if let Some((item, template)) = found {
                let is_open = !template.inline && !slot.entry.from_history && slot.chosen.is_none();
                return is_open.then(|| Strip { key: slot.entry.key, item, template: template.clone() });
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
        if let Some(row) = &self.row {
            row.entry.set(entry.clone());
        }
        self.entry = entry;
        self.announce(applied);
    }

    /// Announces a live message or notice once, when nothing more of it is to come.
    fn announce(&mut self, applied: &mut Applied) {
        let is_complete = match &self.entry.body {
            EntryBody::Message { streaming, .. } => !streaming,
            EntryBody::Sent { .. } => false,
            EntryBody::Notice(_) => true,
        };
        if is_complete && !self.is_announced {
            self.is_announced = true;
            applied.completed.push(self.entry.clone());
        }
    }

    fn render(&mut self, layout: RowLayout) -> Row {
        match &self.row {
            Some(row) => {
                if row.layout.with_untracked(|known| *known != layout) {
                    row.layout.set(layout);
                }
                row.clone()
            }
            None => {
                let row = Row {
                    key: self.entry.key,
                    entry: ArcRwSignal::new(self.entry.clone()),
                    layout: ArcRwSignal::new(layout),
                    chosen: ArcRwSignal::new(self.chosen),
                };
                self.row.insert(row).clone()
            }
        }
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
