//! Places where messages may be missing: the log was not read back to what was known before.

use super::{
    Timeline, entry, is_logged,
    list::{Order, Region},
};
use crate::{Entry, EntryBody, EntryKey, From, GapState};

impl Timeline {
    /// Marks that messages may be missing before this entry, unless that is marked already. Answers the mark's key; none
    /// when nothing is known before the entry: then they are not missing but older.
    pub(crate) fn insert_gap(&mut self, before: EntryKey) -> Option<EntryKey> {
        if mutated!(GapUnmarked) {
            return Some(before);
        }
        let order = self.list.order(before)?;
        if let Some(Entry { key, body: EntryBody::Gap(_), .. }) = self.list.before(order) {
            // Its time is that of what follows it now.
            let key = *key;
            let order = self.ahead_of(order);
            self.list.reorder(key, order);
            return Some(key);
        }
        if !self.iter().take_while(|entry| entry.key != before).any(is_logged) {
            return None;
        }
        let at = self.list.get(before).map_or(0, |entry| entry.at);
        let order = self.ahead_of(order);
        Some(self.insert(order, entry(String::new(), From::Notice, at, EntryBody::Gap(GapState::Open))))
    }

    /// Marks that messages may be missing between this entry and the next one of the log. Answers the mark's key.
    pub(super) fn insert_gap_after(&mut self, key: EntryKey) -> Option<EntryKey> {
        self.insert_gap(self.first_after(key)?)
    }

    /// The first message of the log after an entry.
    pub(crate) fn first_after(&self, key: EntryKey) -> Option<EntryKey> {
        let after = self.list.iter().skip_while(|entry| entry.key != key).skip(1);
        after.filter(|entry| is_logged(entry)).map(|entry| entry.key).next()
    }

    /// A gap before which a live message was put, and that is to be filled at once.
    pub(crate) fn take_new_gap(&mut self) -> Option<EntryKey> {
        self.new_gap.take()
    }

    /// Marks that messages may be missing before what arrived from this key on. The place is a guess: the next sync
    /// knows better.
    pub(crate) fn guess_gap(&mut self, mark: EntryKey, at: i64) {
        if self.guessed_gap.is_some() {
            return;
        }
        match self.first_since_all(|entry| entry.key < mark && !self.is_older_than_its_place(entry.key)) {
            Some(first) => {
                let made = self.mark();
                self.guessed_gap = self.insert_gap(first).filter(|gap| *gap >= made);
            }
            None if self.list.last_remote().is_some_and(|(_, last)| matches!(last.body, EntryBody::Gap(_))) => {}
            None => {
                let order = self.remote_order(None);
                let body = EntryBody::Gap(GapState::Open);
                self.guessed_gap = Some(self.insert(order, entry(String::new(), From::Notice, at, body)));
            }
        }
    }

    /// A socket that opened at this key is lost before the log was read back to what was known: the next sync has to look
    /// for what is missing before what this one brought, too.
    pub(crate) fn keep_gap(&mut self, opened: EntryKey) {
        let first = self.first_since_all(|entry| entry.key < opened && !self.unproven.contains(entry.key));
        if let Some(gap) = first.and_then(|first| self.insert_gap(first)) {
            self.incomplete.insert(gap);
            self.guessed_gap = self.guessed_gap.filter(|guess| *guess != gap);
        }
    }

    /// The first message of the log after all those before which nothing is missing.
    fn first_since_all(&self, is_complete: impl Fn(&Entry) -> bool) -> Option<EntryKey> {
        let after = self.list.newest_first().take_while(|entry| !(is_logged(entry) && is_complete(entry)));
        after.filter(|entry| is_logged(entry)).last().map(|entry| entry.key)
    }

    /// The oldest message of the log among those that arrived from this key on.
    pub(crate) fn first_since(&self, mark: EntryKey) -> Option<EntryKey> {
        self.iter().find(|entry| entry.key >= mark && is_logged(entry)).map(|entry| entry.key)
    }

    /// Which of two entries stands first.
    pub(crate) fn older(&self, one: Option<EntryKey>, other: Option<EntryKey>) -> Option<EntryKey> {
        let place = |key: &EntryKey| self.list.order(*key);
        one.into_iter().chain(other).min_by_key(place)
    }

    /// A sync has found out what is missing, and where.
    pub(super) fn forget_guessed_gap(&mut self) {
        if let Some(gap) = self.guessed_gap.take() {
            self.list.remove(gap);
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

    /// The first stream that a lost connection cut off between the gap before and this one.
    pub(super) fn cut_off_before(&self, gap: EntryKey) -> Option<EntryKey> {
        let order = self.list.order(gap);
        let begin = self.list.iter().filter(|entry| matches!(entry.body, EntryBody::Gap(_)));
        let begin = begin.map(|entry| self.list.order(entry.key)).take_while(|begin| *begin < order).last().flatten();
        let between = |key: &EntryKey| {
            let own = self.list.order(*key);
            own.is_some() && own > begin && own < order
        };
        self.interrupted.iter().filter(between).min_by_key(|key| self.list.order(*key))
    }

    /// What was missing is known down to this entry: the gap is before it now. Answers whether it was below it.
    pub(crate) fn move_gap(&mut self, key: EntryKey, before: EntryKey) -> bool {
        let (gap, before) = (self.list.order(key), self.list.order(before));
        let Some(order) = before.filter(|before| gap.is_some_and(|gap| *before < gap)) else { return false };
        let order = self.ahead_of(order);
        self.list.reorder(key, order);
        true
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
        self.list.place_before(Order { region: order.region.min(Region::Remote), ..order })
    }
}
