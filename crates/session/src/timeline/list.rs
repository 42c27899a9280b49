//! The ordered list of entries. Every change of it is written down as a [`TimelineDiff`].

use std::sync::Arc;

use crate::{Entry, EntryKey, TimelineDiff};

/// The parts of the transcript, from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Region {
    /// Older than the session: placed by history pages only, so that a wrong clock of the visitor's cannot mix it
    /// with what happens now.
    History,
    /// What the platform sent or acknowledged.
    Remote,
    /// The visitor's messages that are not acknowledged, in the order of sending.
    Local,
}

/// Where an entry stands: by region, then platform time, then arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Order {
    pub(crate) region: Region,
    pub(crate) time: i64,
    pub(crate) tie: i64,
}

#[derive(Debug)]
struct Row {
    order: Order,
    entry: Arc<Entry>,
}

/// Entries by order. Finding, appending and prepending are cheap; the order itself is the index, so nothing has to be
/// renumbered.
#[derive(Debug, Default)]
pub(crate) struct List {
    rows: Vec<Row>,
    /// By key; keys are given out one by one, so a new one comes last.
    orders: Vec<(EntryKey, Order)>,
    diffs: Vec<TimelineDiff>,
    latest_tie: i64,
    earliest_tie: i64,
    /// The tie that was made last to stand beside another.
    last_tie: i64,
}

/// How far apart ties are, so that others fit between two.
const TIE_SPACE: i64 = 1 << 36;

impl List {
    /// A tie that comes after all others.
    pub(crate) fn tie_after(&mut self) -> i64 {
        self.latest_tie = self.latest_tie.saturating_add(TIE_SPACE);
        self.latest_tie
    }

    /// A tie that comes before all others.
    pub(crate) fn tie_before(&mut self) -> i64 {
        self.earliest_tie = self.earliest_tie.saturating_sub(TIE_SPACE);
        self.earliest_tie
    }

    /// The place right before another one, at its time.
    pub(crate) fn place_before(&mut self, order: Order) -> Order {
        let index = self.rows.partition_point(|row| row.order < order);
        let neighbour = index.checked_sub(1).and_then(|index| self.rows.get(index));
        let tie = match neighbour.map_or(0, |row| self.room(row.order, order, order)) {
            0 => self.tie_before(),
            room => order.tie - room,
        };
        self.last_tie = tie;
        Order { tie, ..order }
    }

    /// The place right after another one, at its time.
    pub(crate) fn place_after(&mut self, order: Order) -> Order {
        let index = self.rows.partition_point(|row| row.order <= order);
        let tie = match self.rows.get(index).map_or(0, |row| self.room(order, row.order, order)) {
            0 => self.tie_after(),
            room => order.tie + room,
        };
        self.last_tie = tie;
        Order { tie, ..order }
    }

    /// How far from one of two places something may stand between them; nothing where they are of different times. Beside
    /// the place that was made last others follow, as a rule: there has to be room for many.
    fn room(&self, before: Order, after: Order, beside: Order) -> i64 {
        let is_tied = (before.region, before.time) == (after.region, after.time);
        let room = if is_tied { after.tie.saturating_sub(before.tie) } else { 0 };
        let share = if beside.tie == self.last_tie { room / 64 } else { 0 };
        if share > 0 { share } else { room / 2 }
    }

    pub(crate) fn insert(&mut self, order: Order, entry: Entry) {
        let index = self.rows.partition_point(|row| row.order < order);
        let entry = Arc::new(entry);
        self.set_order(entry.key, order);
        self.diffs.push(TimelineDiff::Insert { index, entry: entry.clone() });
        self.rows.insert(index, Row { order, entry });
    }

    /// Changes an entry; nothing is written down where the change changes nothing. Answers whether it did.
    pub(crate) fn update(&mut self, key: EntryKey, change: impl FnOnce(&mut Entry)) -> bool {
        let Some(row) = self.index_of(key).and_then(|index| self.rows.get_mut(index)) else { return false };
        let mut changed = Entry::clone(&row.entry);
        change(&mut changed);
        changed.key = key;
        if changed == *row.entry {
            return false;
        }
        row.entry = Arc::new(changed);
        self.diffs.push(TimelineDiff::Update { entry: row.entry.clone() });
        true
    }

    /// Gives an entry another order; written down only where its index changes.
    pub(crate) fn reorder(&mut self, key: EntryKey, order: Order) {
        let Some(from) = self.index_of(key) else { return };
        let mut row = self.rows.remove(from);
        row.order = order;
        self.set_order(key, order);
        let to = self.rows.partition_point(|row| row.order < order);
        self.rows.insert(to, row);
        if to != from {
            self.diffs.push(TimelineDiff::Move { key, to });
        }
    }

    pub(crate) fn remove(&mut self, key: EntryKey) {
        let Some(index) = self.index_of(key) else { return };
        self.rows.remove(index);
        if let Ok(place) = self.place(key) {
            self.orders.remove(place);
        }
        self.diffs.push(TimelineDiff::Remove { key });
    }

    /// Takes so many of the oldest entries out, but none of the visitor's unacknowledged messages. Answers how many.
    pub(crate) fn drop_oldest(&mut self, count: usize) -> usize {
        let count = count.min(self.rows.partition_point(|row| row.order.region < Region::Local));
        if count > 0 {
            self.rows.drain(..count);
            // Their orders are below all that are left.
            let first = self.rows.first().map(|row| row.order);
            self.orders.retain(|(_, order)| first.is_some_and(|first| *order >= first));
            self.diffs.push(TimelineDiff::DropOldest { count });
        }
        count
    }

    pub(crate) fn get(&self, key: EntryKey) -> Option<&Arc<Entry>> {
        self.index_of(key).and_then(|index| self.rows.get(index)).map(|row| &row.entry)
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &Entry> {
        self.rows.iter().rev().map(|row| row.entry.as_ref())
    }

    /// The entries from this place on.
    pub(crate) fn from(&self, order: Order) -> impl Iterator<Item = &Entry> {
        let index = self.rows.partition_point(|row| row.order < order);
        self.rows.iter().skip(index).map(|row| row.entry.as_ref())
    }

    /// The entry before this place.
    pub(crate) fn before(&self, order: Order) -> Option<&Entry> {
        let index = self.rows.partition_point(|row| row.order < order);
        index.checked_sub(1).and_then(|index| self.rows.get(index)).map(|row| row.entry.as_ref())
    }

    pub(crate) fn order(&self, key: EntryKey) -> Option<Order> {
        self.place(key).ok().and_then(|place| self.orders.get(place)).map(|(_, order)| *order)
    }

    fn set_order(&mut self, key: EntryKey, order: Order) {
        match self.place(key) {
            Ok(place) => {
                if let Some(known) = self.orders.get_mut(place) {
                    known.1 = order;
                }
            }
            Err(place) => self.orders.insert(place, (key, order)),
        }
    }

    fn place(&self, key: EntryKey) -> Result<usize, usize> {
        self.orders.binary_search_by_key(&key, |(known, _)| *known)
    }

    /// Where the first entry stands, unless it is one of the visitor's unacknowledged messages.
    pub(crate) fn first(&self) -> Option<Order> {
        self.rows.first().map(|row| row.order).filter(|order| order.region < Region::Local)
    }

    /// The last entry above the visitor's unacknowledged messages.
    pub(crate) fn last_remote(&self) -> Option<(Order, &Arc<Entry>)> {
        let end = self.rows.partition_point(|row| row.order.region < Region::Local);
        end.checked_sub(1).and_then(|index| self.rows.get(index)).map(|row| (row.order, &row.entry))
    }

    /// The latest time in history.
    pub(crate) fn last_history_time(&self) -> Option<i64> {
        let end = self.rows.partition_point(|row| row.order.region < Region::Remote);
        end.checked_sub(1).and_then(|index| self.rows.get(index)).map(|row| row.order.time)
    }

    /// The earliest platform time of all.
    pub(crate) fn first_time(&self) -> Option<i64> {
        self.rows
            .iter()
            .map(|row| row.order)
            .find(|order| order.time > i64::MIN && order.region < Region::Local)
            .map(|order| order.time)
    }

    /// The earliest platform time after history.
    pub(crate) fn first_remote_time(&self) -> Option<i64> {
        let start = self.rows.partition_point(|row| row.order.region < Region::Remote || row.order.time == i64::MIN);
        self.rows.get(start).filter(|row| row.order.region == Region::Remote).map(|row| row.order.time)
    }

    /// Entries of one instant in one region.
    pub(crate) fn at(&self, region: Region, time: i64) -> impl Iterator<Item = &Arc<Entry>> {
        let start = self.rows.partition_point(|row| (row.order.region, row.order.time) < (region, time));
        self.rows
            .iter()
            .skip(start)
            .take_while(move |row| (row.order.region, row.order.time) == (region, time))
            .map(|row| &row.entry)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.rows.iter().map(|row| row.entry.as_ref())
    }

    pub(crate) fn take_diffs(&mut self) -> Vec<TimelineDiff> {
        std::mem::take(&mut self.diffs)
    }

    fn index_of(&self, key: EntryKey) -> Option<usize> {
        let order = self.order(key)?;
        let index = self.rows.partition_point(|row| row.order < order);
        self.rows.get(index).is_some_and(|row| row.order == order).then_some(index)
    }
}
