//! Merging pages of the platform's log (`kore-protocol.md` 3.7 and 10.1) into the transcript. Merging a page twice
//! changes nothing.

use protocol::{
    HistoryPage,
    history::{HistoryMessage, HistorySide},
};

use super::{
    Timeline, entry, is_logged,
    list::{Order, Region},
    live::is_shown,
};
use crate::{Entry, EntryBody, EntryKey, From, SendState};

/// Which page it is, and so where its unknown messages belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageKind {
    /// The first newest page: what it holds is older than the session, up to the first message that is known.
    First,
    /// The newest page once more: unknown messages were missed.
    Newest,
    /// Continues `Newest` towards the past.
    Missed,
    /// Older than all that is known.
    Older,
}

/// Which message, known and confirmed, shows that nothing is missing between it and a page that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// One with a smaller key than the mark, that stands above the other entry where there is one.
    Older {
        /// From this key on, entries prove nothing.
        mark: EntryKey,
        /// An entry.
        above: Option<EntryKey>,
    },
    /// One that stands before this gap, and above what a lost connection cut off between the gap before and this one.
    Before(EntryKey),
    /// This one, or one that stands before it.
    UpTo(EntryKey),
}

/// What a page brought.
#[derive(Debug, Default)]
pub(crate) struct Merge {
    /// How many messages were unknown.
    pub(crate) new: usize,
    /// Where the proof stands: nothing is missing between it and the page's newest message.
    pub(crate) proof: Option<Order>,
    /// The page's oldest message.
    pub(crate) oldest: Option<EntryKey>,
    /// Messages of the visitor's that are hereby known to have arrived.
    pub(crate) confirmed: Vec<EntryKey>,
    /// Something known turned out to be older than the page: what lies between is missing.
    pub(crate) is_displaced: bool,
}

impl Merge {
    fn note(&mut self, key: EntryKey, backward: bool) {
        if backward || self.oldest.is_none() {
            self.oldest = Some(key);
        }
    }
}

impl Timeline {
    /// Merges a page. `beneath` is the oldest message of the page that it continues towards the past.
    pub(crate) fn merge_page(
        &mut self,
        page: HistoryPage,
        kind: PageKind,
        proof: Proof,
        beneath: Option<EntryKey>,
    ) -> Merge {
        let icon = page.icon;
        // Pages of a sync follow each other from the newest message on.
        let is_of_sync = kind != PageKind::Older && !matches!(proof, Proof::Before(_)) && page.more_available;
        let mut messages = in_order(page.messages);
        let backward = matches!(kind, PageKind::Missed | PageKind::Older);
        if backward {
            messages.reverse();
        }
        let mut merge = Merge::default();
        // Of messages of the same millisecond the pages alone tell the order. A page that has moved meanwhile holds the
        // message itself, or later ones.
        let beneath_entry = beneath.and_then(|key| self.list.get(key));
        let end = beneath_entry.filter(|entry| !self.timeless.contains(entry.key)).map(|entry| entry.at);
        let is_beneath = |(time, message): &(i64, HistoryMessage)| {
            end.is_none_or(|end| *time <= end) && self.find(message, *time) != beneath
        };
        let continues = messages.iter().all(is_beneath);
        let mut neighbour = beneath.filter(|_| continues).and_then(|key| self.list.order(key));
        let mut met_known = false;
        // Whether the page goes on beyond what it was asked for.
        let mut is_beyond = false;
        let first_known = messages.iter().find_map(|(time, message)| self.find(message, *time));
        let newest = self.newest_wanted(kind, proof);
        let cut_off = match proof {
            Proof::Before(gap) => self.cut_off_before(gap),
            _ => None,
        };
        for (time, message) in messages {
            if let Some(key) = self.find(&message, time) {
                met_known = true;
                let stands = match proof {
                    Proof::Older { mark, above } => {
                        key < mark && above.is_none_or(|above| self.list.order(key) < self.list.order(above))
                    }
                    Proof::Before(gap) => self.list.order(key) < self.list.order(cut_off.unwrap_or(gap)),
                    Proof::UpTo(live) => self.list.order(key) <= self.list.order(live),
                };
                // One that waited in the outbox is older than its place in the log: it proves nothing.
                let is_proof = stands && !self.is_older_than_its_place(key);
                let (order, was_confirmed) = self.update_from_log(key, message, time);
                if !was_confirmed {
                    self.arrived_first(key);
                    // What lies between it and what came before has not been read; and the log may hold it twice.
                    self.doubt(key);
                    merge.confirmed.push(key);
                }
                let mut order = self.beside(neighbour, order, backward);
                if backward && neighbour.is_none() && self.list.order(key).is_some_and(|known| known.time != order.time)
                {
                    // What is known of that millisecond is not in the page, and so came later.
                    order.tie = self.list.tie_before();
                }
                if let Some(known) = self.list.order(key).filter(|known| *known != order) {
                    self.list.reorder(key, order);
                    self.carry_guesses(known, order);
                }
                if was_confirmed && is_proof {
                    merge.proof = merge.proof.into_iter().chain([order]).min();
                }
                merge.note(key, backward);
                neighbour = Some(order);
                continue;
            }
            // Said while the connection was lost: the page is not where it was thought to be. The next sync brings it.
            if newest.is_some_and(|newest| time > newest) {
                is_beyond = true;
                continue;
            }
            let region = match kind {
                PageKind::First if !met_known && self.is_before_live(time) => Region::History,
                _ if self.list.last_history_time().is_some_and(|last| time <= last) => Region::History,
                PageKind::Older if self.is_before_live(time) => Region::History,
                _ => Region::Remote,
            };
            // Those of the same millisecond that come after it are in the page, and so beneath its neighbour, or beyond.
            let is_first = backward && neighbour.is_none() && !is_beyond;
            let has_known = backward && neighbour.is_none();
            let is_tied = |order: &Order| (order.region, order.time) == (region, time);
            let tie = match first_known.and_then(|key| self.list.order(key)).filter(is_tied) {
                Some(known) if has_known => self.list.place_after(known).tie,
                _ if is_first => self.list.tie_before(),
                _ => self.list.tie_after(),
            };
            // What is older than all that is known stands above it, also where that has a guess for a time.
            let next = neighbour.or_else(|| self.list.first().filter(|_| kind == PageKind::Older));
            let order = self.beside(next, Order { region, time, tie }, backward);
            let order = if mutated!(MergeWithoutOrder) { self.remote_order(None) } else { order };
            if let Some(key) = self.insert_from_log(order, message, time, icon.as_ref()) {
                merge.new += 1;
                merge.note(key, backward);
                neighbour = Some(order);
            }
        }
        if !backward {
            self.keep_after_page(neighbour);
        }
        if let Some(oldest) = merge.oldest.and_then(|key| self.list.order(key)).filter(|_| is_of_sync) {
            merge.is_displaced = self.keep_before_pages(oldest);
        }
        self.keep_spoken_order();
        merge
    }

    /// Whether a platform time is not after that of any live message.
    fn is_before_live(&self, time: i64) -> bool {
        self.list.first_remote_time().is_none_or(|first| time <= first)
    }

    /// The first live message, where a page begins after it, so that more may be missing between the two. A page that
    /// begins in the same millisecond and does not hold it is taken for such a one: bots send bursts.
    pub(crate) fn live_before(&self, page: &HistoryPage) -> Option<EntryKey> {
        let begin = page.messages.iter().filter_map(|message| message.created_on).min()?;
        let first = self.list.first_remote_time().filter(|first| *first <= begin)?;
        let key = self.list.at(Region::Remote, first).next()?.key;
        let is_known = |message: &HistoryMessage| {
            message.created_on.is_some_and(|time| time == first && self.find(message, time).is_some())
        };
        (first < begin || !page.messages.iter().any(is_known)).then_some(key)
    }

    /// The time after which a page has nothing to bring: that of the entry that it is to end at, or of the first one after
    /// it whose time the platform has told. A guess is earlier.
    fn newest_wanted(&self, kind: PageKind, proof: Proof) -> Option<i64> {
        let from = match proof {
            Proof::Before(gap) => self.list.order(gap)?,
            Proof::Older { .. } if kind == PageKind::Older => self.list.first()?,
            _ => return None,
        };
        self.list.from(from).filter(|entry| is_logged(entry)).find_map(|entry| self.told_time(entry))
    }

    /// An entry's time, where the platform has told it.
    fn told_time(&self, entry: &Entry) -> Option<i64> {
        let is_guess = self.is_estimated(entry.key) || self.timeless.contains(entry.key);
        let is_own = self.list.order(entry.key).is_none_or(|order| order.region == Region::Local);
        (!is_guess && !is_own).then_some(entry.at)
    }

    fn find(&self, message: &HistoryMessage, time: i64) -> Option<EntryKey> {
        if mutated!(NoDedupe) {
            return None;
        }
        let by_client = message.client_message_id.and_then(|id| self.clients.get(&id));
        let by_id = message.id.as_ref().and_then(|id| self.ids.get(id));
        by_client.or(by_id).or_else(|| self.find_nameless(message, time))
    }

    /// A live message that came without an id is known again by its time and what it says.
    fn find_nameless(&self, message: &HistoryMessage, time: i64) -> Option<EntryKey> {
        let HistorySide::Bot { items: stored } = &message.side else { return None };
        message.created_on?;
        self.list
            .at(Region::Remote, time)
            .find(|entry| {
                self.ids.get(&entry.message_id).is_none()
                    && matches!(&entry.body, EntryBody::Message { items, streaming: false } if items == stored)
            })
            .map(|entry| entry.key)
    }

    /// Completes a known entry. Answers where it belongs and whether it had been confirmed before.
    fn update_from_log(&mut self, key: EntryKey, message: HistoryMessage, time: i64) -> (Order, bool) {
        let is_streaming = self.streams.values().any(|stream| stream == key);
        let is_timed = message.created_on.is_some();
        let mut whole = None;
        let mut files = Vec::new();
        match message.side {
            HistorySide::Bot { mut items } => {
                items.retain(is_shown);
                if is_streaming {
                    self.doubtful.insert(key);
                } else if !items.is_empty() && (self.streamed.remove(key) | self.interrupted.remove(key)) {
                    whole = Some(items);
                }
            }
            HistorySide::Visitor { attachments, .. } => files = attachments,
        }
        let mut was_confirmed = true;
        self.list.update(key, |entry| {
            if let Some(id) = &message.id {
                entry.message_id.clone_from(id);
            }
            if is_timed {
                entry.at = time;
            }
            match &mut entry.body {
                EntryBody::Sent { state, attachments, .. } => {
                    was_confirmed = std::mem::replace(state, SendState::Sent) == SendState::Sent;
                    if attachments.is_empty() {
                        *attachments = files;
                    }
                }
                EntryBody::Message { items, .. } => {
                    if let Some(whole) = whole {
                        *items = whole;
                    }
                }
                EntryBody::Notice(_) | EntryBody::Gap(_) => {}
            }
        });
        if let Some(id) = message.id {
            self.identify(id, key);
        }
        self.unpaged.retain(|own| *own != key);
        if is_timed {
            self.estimates.retain(|estimate| estimate.key != key);
            self.timeless.remove(key);
        }
        // What never had a platform time gets its true place now.
        let order = match self.list.order(key) {
            Some(order) if order.region < Region::Local && (!is_timed || order.time == time) => order,
            Some(Order { region: Region::History, .. }) => {
                Order { region: Region::History, time, tie: self.list.tie_after() }
            }
            _ => self.remote_order(message.created_on),
        };
        (order, was_confirmed)
    }

    /// None when there was nothing to show.
    fn insert_from_log(
        &mut self,
        order: Order,
        message: HistoryMessage,
        at: i64,
        icon: Option<&String>,
    ) -> Option<EntryKey> {
        let (from, body) = match message.side {
            HistorySide::Visitor { text, attachments } => {
                (From::Visitor, EntryBody::Sent { text, attachments, state: SendState::Sent })
            }
            HistorySide::Bot { mut items } => {
                items.retain(is_shown);
                if items.is_empty() {
                    return None;
                }
                let from = match message.author {
                    author if message.from_agent => From::Agent(author.unwrap_or_default()),
                    _ => From::Bot { icon: icon.cloned() },
                };
                (from, EntryBody::Message { items, streaming: false })
            }
        };
        let id = message.id.unwrap_or_default();
        let key = self.insert(order, Entry { from_history: true, ..entry(id.clone(), from, at, body) });
        self.identify(id, key);
        if let Some(id) = message.client_message_id {
            self.clients.insert(id, key);
        }
        Some(key)
    }

    /// The order itself where it keeps the page's own order, else the place next to its neighbour in the page.
    pub(super) fn beside(&mut self, neighbour: Option<Order>, order: Order, backward: bool) -> Order {
        match neighbour {
            Some(next) if backward && order > next => self.list.place_before(next),
            Some(previous) if !backward && order < previous => self.list.place_after(previous),
            _ => order,
        }
    }
}

/// Oldest first. A message without a time stays behind the one before it.
fn in_order(messages: Vec<HistoryMessage>) -> Vec<(i64, HistoryMessage)> {
    let mut time = messages.iter().find_map(|message| message.created_on).unwrap_or_default();
    let mut sorted: Vec<(i64, HistoryMessage)> = Vec::with_capacity(messages.len());
    for message in messages {
        time = message.created_on.unwrap_or(time);
        // Pages come sorted, as a rule.
        let after = sorted.iter().rev().take_while(|(later, _)| *later > time).count();
        sorted.insert(sorted.len() - after, (time, message));
    }
    sorted
}
