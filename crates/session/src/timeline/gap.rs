//! Places where messages may be missing: the log was not read back to what was known before.

use super::{
    Timeline, entry, is_logged,
    list::{Order, Region},
};
use crate::{Entry, EntryBody, EntryKey, From, GapState};

impl Timeline {
    /// Marks that messages may be missing before this entry. False when nothing is known before it: then they are not
    /// missing but older.
    pub(crate) fn insert_gap(&mut self, before: EntryKey) -> bool {
        let Some(order) = self.list.order(before) else { return false };
        if matches!(self.list.before(order).map(|entry| &entry.body), Some(EntryBody::Gap(_))) {
            return true;
        }
        if !self.iter().take_while(|entry| entry.key != before).any(is_logged) {
            return false;
        }
        let at = self.list.get(before).map_or(0, |entry| entry.at);
        let order = self.ahead_of(order);
        self.insert(order, entry(String::new(), From::Notice, at, EntryBody::Gap(GapState::Open)));
        true
    }

    /// Marks that messages may be missing between this entry and the next one of the log. Answers the gap's key.
    pub(super) fn insert_gap_after(&mut self, key: EntryKey) -> Option<EntryKey> {
        let next = self.list.iter().skip_while(|entry| entry.key != key).skip(1).find(|entry| is_logged(entry))?.key;
        self.insert_gap(next);
        self.list.order(next).and_then(|order| self.list.before(order)).map(|entry| entry.key)
    }

    /// A gap before which a live message was put, and that is to be filled at once.
    pub(crate) fn take_new_gap(&mut self) -> Option<EntryKey> {
        self.new_gap.take()
    }

    /// Marks that messages may be missing before what arrived from this key on.
    pub(crate) fn insert_gap_at(&mut self, mark: EntryKey, at: i64) {
        let is_before =
            |entry: &Entry| entry.key < mark && is_logged(entry) && !self.is_older_than_its_place(entry.key);
        let after = self.list.newest_first().take_while(|entry| !is_before(entry));
        match after.filter(|entry| is_logged(entry)).last().map(|entry| entry.key) {
            Some(first) => {
                self.insert_gap(first);
            }
            None if self.list.last_remote().is_some_and(|(_, last)| matches!(last.body, EntryBody::Gap(_))) => {}
            None => {
                let order = self.remote_order(None);
                self.insert(order, entry(String::new(), From::Notice, at, EntryBody::Gap(GapState::Open)));
            }
        }
    }

    /// Whether an entry is a gap; then what is known of it.
    pub(crate) fn gap(&self, key: EntryKey) -> Option<GapState> {
        match self.list.get(key)?.body {
            EntryBody::Gap(state) => Some(state),
            _ => None,
        }
    }

    pub(crate) fn set_gap(&mut self, key: EntryKey, state: GapState) {
        if self.gap(key).is_some() {
            self.list.update(key, |entry| entry.body = EntryBody::Gap(state));
        }
    }

    /// What was missing is known down to this entry: the gap is before it now.
    pub(crate) fn move_gap(&mut self, key: EntryKey, before: EntryKey) {
        if let Some(order) =
            self.list.order(before).filter(|before| self.list.order(key).is_some_and(|gap| *before < gap))
        {
            let order = self.ahead_of(order);
            self.list.reorder(key, order);
        }
    }

    /// Nothing is missing after this place; without one, nowhere.
    pub(crate) fn close_gaps(&mut self, after: Option<Order>) {
        let is_closed = |key| after.is_none_or(|after| self.list.order(key).is_some_and(|order| order > after));
        let gaps = self.list.iter().filter(|entry| matches!(entry.body, EntryBody::Gap(_))).map(|entry| entry.key);
        let closed: Vec<EntryKey> = gaps.filter(|key| is_closed(*key)).collect();
        for key in closed {
            self.list.remove(key);
        }
    }

    /// How many messages of the log are known after this entry.
    pub(crate) fn logged_after(&self, key: EntryKey) -> usize {
        self.list.newest_first().take_while(|entry| entry.key != key).filter(|entry| is_logged(entry)).count()
    }

    fn ahead_of(&mut self, order: Order) -> Order {
        let region = order.region.min(Region::Remote);
        Order { region, tie: self.list.tie_before(), ..order }
    }
}
