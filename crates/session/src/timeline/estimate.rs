//! Where messages of the visitor's stand that are acknowledged, but whose time the platform has not told: what else is
//! known of their order keeps them in place until the log tells.

use super::{
    Timeline,
    list::{Order, Region},
};
use crate::{Entry, EntryBody, EntryKey, SendState};

/// An acknowledged message whose place is a guess. What arrives live arrives in the platform's order, as far as is known.
#[derive(Debug)]
pub(super) struct Estimate {
    pub(super) key: EntryKey,
    /// It stands behind this: the last live message before the acknowledgement.
    floor: Order,
    /// And before this, the first live message after it.
    ceiling: Option<EntryKey>,
    /// It was acknowledged before the newest page was asked for.
    pub(super) is_settled: bool,
}

impl Timeline {
    /// Its place is a guess until the log tells; it is not before what a page holds that was asked for earlier, nor
    /// before this time, nor before what came live.
    pub(super) fn estimate(&mut self, key: EntryKey, since: Option<i64>) {
        self.acknowledged.push(key);
        let since = since.map(|time| Order { region: Region::Remote, time, tie: i64::MIN });
        let lowest = Order { region: Region::History, time: i64::MIN, tie: i64::MIN };
        let floor = self.heard.max(since).unwrap_or(lowest);
        self.estimates.retain(|estimate| estimate.key != key);
        self.estimates.push(Estimate { key, floor, ceiling: None, is_settled: false });
    }

    fn estimate_of(&self, key: EntryKey) -> Option<&Estimate> {
        self.estimates.iter().find(|estimate| estimate.key == key)
    }

    pub(super) fn is_estimated(&self, key: EntryKey) -> bool {
        self.estimate_of(key).is_some()
    }

    /// A message that waited in the outbox has an older key than its place in the log suggests: it proves nothing about
    /// what lies between.
    pub(super) fn is_older_than_its_place(&self, key: EntryKey) -> bool {
        self.is_estimated(key) || self.unproven.contains(key)
    }

    /// A live message came, for the first time, though a page may have been faster: what came before it stands before
    /// it, unless the log has told its place.
    pub(super) fn hear(&mut self, key: EntryKey) {
        let Some(heard) = self.list.order(key).filter(|order| order.region < Region::Local) else { return };
        let is_later = |own: &EntryKey| *own != key && self.list.order(*own).is_some_and(|order| order > heard);
        let is_of_millisecond = |own: &EntryKey| self.list.order(*own).is_some_and(|order| order.time == heard.time);
        self.unpaged.retain(is_of_millisecond);
        let mut later = self.unpaged.clone();
        for estimate in self.estimates.iter_mut().filter(|estimate| estimate.floor < heard) {
            estimate.ceiling.get_or_insert(key);
            later.push(estimate.key);
        }
        later.retain(is_later);
        later.sort_by_key(|own| self.list.order(*own));
        self.put_before(later, heard);
        self.heard = self.heard.max(Some(heard));
    }

    /// Puts entries right before a place, in their order.
    fn put_before(&mut self, entries: Vec<EntryKey>, mut place: Order) {
        for key in entries.into_iter().rev() {
            place = self.list.place_before(place);
            self.list.reorder(key, place);
        }
    }

    /// The log has moved an entry on. What came right after it, and has a guess for a place, goes with it.
    pub(super) fn carry_guesses(&mut self, from: Order, to: Order) {
        if to < from {
            return;
        }
        let is_guess = |entry: &&Entry| self.timeless.contains(entry.key) || self.is_estimated(entry.key);
        let after = self.list.from(from).take_while(is_guess);
        let carried: Vec<EntryKey> = after.map(|entry| entry.key).collect();
        let mut last = to;
        for key in carried {
            last = self.list.place_after(last);
            self.list.reorder(key, last);
        }
    }

    /// What was acknowledged after the newest page was asked for and is not in it came after it, unless something that
    /// the visitor said later, or that came live after the acknowledgement, is known to have come before.
    pub(super) fn keep_after_page(&mut self, mut last: Option<Order>) {
        let is_placed = |key: &EntryKey| {
            !self.is_estimated(*key) && self.list.order(*key).is_some_and(|order| order.region < Region::Local)
        };
        let unplaced = self.spoken.iter().rposition(is_placed).map_or(0, |last| last + 1);
        let earlier: Vec<EntryKey> = self.spoken.iter().take(unplaced).copied().collect();
        let mut bounded = Vec::new();
        for key in std::mem::take(&mut self.acknowledged) {
            let is_open = |key| self.is_estimated(key) && !earlier.contains(&key);
            let Some(order) = self.list.order(key).filter(|_| is_open(key)) else { continue };
            if let Some(ceiling) = self.ceiling(key).filter(|ceiling| last.is_some_and(|last| *ceiling <= last)) {
                bounded.push((key, ceiling));
                continue;
            }
            let kept = self.beside(last, order, false);
            if kept != order {
                self.list.reorder(key, kept);
            }
            last = Some(kept);
        }
        for (key, ceiling) in bounded.into_iter().rev() {
            self.put_before(vec![key], ceiling);
        }
    }

    /// What was acknowledged before the newest page was asked for and is in none of the pages down to this place came
    /// before them; unless it came live after something in them, and so is not in the log at all. Answers whether there is
    /// such a message.
    pub(super) fn keep_before_pages(&mut self, oldest: Order) -> bool {
        let is_older = |estimate: &&Estimate| {
            estimate.is_settled
                && estimate.floor < oldest
                && self.list.order(estimate.key).is_some_and(|order| order > oldest)
        };
        let mut older: Vec<EntryKey> = self.estimates.iter().filter(is_older).map(|estimate| estimate.key).collect();
        older.sort_by_key(|key| self.list.order(*key));
        let is_any = !older.is_empty();
        self.put_before(older, oldest);
        is_any
    }

    /// Where the first live message stands that came after an acknowledgement.
    fn ceiling(&self, key: EntryKey) -> Option<Order> {
        self.list.order(self.estimate_of(key)?.ceiling?)
    }

    /// The log holds a message that was to be sent once more since. What was said before that, and had not arrived when
    /// the page was asked for, comes after it.
    pub(super) fn arrived_first(&mut self, key: EntryKey) {
        let is_failed = |own: EntryKey| {
            let body = self.list.get(own).map(|entry| &entry.body);
            matches!(body, Some(EntryBody::Sent { state: SendState::Failed(_), .. }))
        };
        let is_local = |own| self.list.order(own).is_some_and(|order| order.region == Region::Local) && !is_failed(own);
        // Ids are given in the order of speaking; keys, to restored messages, after those that were said since.
        let is_after = |own| self.clients.key_of(own) > self.clients.key_of(key);
        let is_later = |own: &EntryKey| (is_local(*own) || self.acknowledged.contains(own)) && is_after(*own);
        let said = self.spoken.iter().position(|own| *own == key);
        let later = self.spoken.iter().position(is_later);
        if let (Some(said), Some(later)) = (said, later)
            && later < said
        {
            self.spoken.remove(said);
            self.spoken.insert(later, key);
        }
    }

    /// Where it is known when some of the visitor's messages arrived, those sent after them, whose place is an
    /// estimate, cannot stand before them, nor those sent before them after.
    pub(super) fn keep_spoken_order(&mut self) {
        if self.estimates.is_empty() {
            return;
        }
        let spoken = self.spoken.clone();
        let mut earliest: Option<Order> = None;
        for key in spoken.iter().rev() {
            let Some(order) = self.list.order(*key).filter(|order| order.region < Region::Local) else { continue };
            // What stands too high was found by a copy from before it was sent again.
            let floor = self.estimate_of(*key).map(|estimate| estimate.floor);
            let next = earliest.filter(|next| floor.is_some_and(|floor| floor < *next));
            let kept = self.beside(next, order, true);
            if kept != order {
                self.list.reorder(*key, kept);
            }
            earliest = earliest.into_iter().chain([kept]).min();
        }
        let mut latest: Option<Order> = None;
        for key in spoken {
            let Some(mut order) = self.list.order(key).filter(|order| order.region < Region::Local) else { continue };
            if self.is_estimated(key) {
                let kept = self.beside(latest, order, false);
                if kept != order {
                    self.list.reorder(key, kept);
                    order = kept;
                }
            }
            latest = latest.max(Some(order));
        }
    }
}
