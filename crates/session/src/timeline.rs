//! The transcript: one list of entries, fed by live frames, history pages and the visitor's own messages.

mod estimate;
mod gap;
mod list;
mod live;
mod page;

use std::sync::Arc;

use protocol::{EpochMillis, content::Attachment, frame::UserMessage, outbound::ClientMessageId};

use self::{
    estimate::Estimate,
    list::{List, Order, Region},
};
use crate::{
    Entry, EntryBody, EntryKey, From, Millis, Notice, SendState, TimelineDiff,
    record::{Kept, Progress},
    sorted::{KeySet, SortedMap},
};

pub(crate) use self::{
    live::Arrival,
    page::{PageKind, Proof},
};

/// Begins the ids of entries that the platform gave none.
const NAMELESS: &str = "local-";

/// The transcript and what identifies its entries.
#[derive(Debug, Default)]
pub(crate) struct Timeline {
    list: List,
    /// By the platform's id.
    ids: SortedMap<String>,
    /// The visitor's messages by client message id.
    clients: SortedMap<ClientMessageId>,
    /// Streams that have not ended, by message id; the empty id is a stream whose chunks carry none.
    streams: SortedMap<String>,
    /// Streams that a lost connection cut off: what they hold is not the whole message.
    interrupted: KeySet,
    /// Streams of which something may be missing, and gaps that lost connections left. The next sync has to go back beyond
    /// the first of them.
    incomplete: KeySet,
    /// Those that ended since the newest page was asked for: a page may have held them before their end.
    late: KeySet,
    /// The first message of the visitor's that was under way when a page was made: its place may be wrong, so the next
    /// sync has to go back beyond what was known before it.
    misplaced: Option<EntryKey>,
    /// The same of a page that is on its way: it cannot tell, the sync after it has to.
    overtaken: Option<EntryKey>,
    /// The gap that stands where a sync that fails would look.
    guessed_gap: Option<EntryKey>,
    /// A gap that a live message made.
    new_gap: Option<EntryKey>,
    /// When the newest page was last asked for, and last merged, by the visitor's clock.
    asked: Millis,
    paged: Millis,
    /// Streams that ended. They may have begun before the socket opened, which no chunk tells: the log knows better.
    streamed: KeySet,
    /// Running streams that may have begun before the socket opened: the log held them already, or it opened just before.
    doubtful: KeySet,
    /// The visitor's messages of this session in the order of sending.
    spoken: Vec<EntryKey>,
    /// The visitor's messages, from another tab too, that are acknowledged but whose time the platform has not told.
    estimates: Vec<Estimate>,
    /// The visitor's messages that were acknowledged while something may be missing: their keys are older than that, their
    /// places in the log need not be.
    unproven: KeySet,
    /// Live messages that came without a time: their places are guesses, behind what came before them.
    timeless: KeySet,
    /// Those acknowledged since the newest page was asked for.
    acknowledged: Vec<EntryKey>,
    /// The place of the last live message.
    heard: Option<Order>,
    /// The live messages of the latest millisecond that no page held yet: among others of it they stand as they arrived.
    unpaged: Vec<EntryKey>,
    /// The platform's clock less ours, at least, as far as live frames told.
    ahead: Option<i64>,
    next_key: u64,
}

impl Timeline {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.list.iter()
    }

    pub(crate) fn get(&self, key: EntryKey) -> Option<&Arc<Entry>> {
        self.list.get(key)
    }

    pub(crate) fn take_diffs(&mut self) -> Vec<TimelineDiff> {
        self.list.take_diffs()
    }

    /// Entries made from now on have this key or a greater one.
    pub(crate) fn mark(&self) -> EntryKey {
        EntryKey(self.next_key)
    }

    /// How many entries there are.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// How many entries the platform's log holds too.
    pub(crate) fn logged(&self) -> usize {
        self.iter().filter(|entry| is_logged(entry)).count()
    }

    /// The id of the newest message that is known to be in the platform's log.
    pub(crate) fn newest_logged(&self) -> Option<&String> {
        self.list.newest_first().map(|entry| &entry.message_id).find(|id| self.ids.get(*id).is_some())
    }

    /// Takes the oldest entries out until so many are left, but none that is not in the platform's log. Answers how many
    /// it took out.
    pub(crate) fn trim(&mut self, most: usize) -> usize {
        let count = self.list.drop_oldest(self.list.len().saturating_sub(most));
        if count > 0 {
            let list = &self.list;
            let stays = |key: EntryKey| list.order(key).is_some();
            self.ids.retain_values(stays);
            self.clients.retain_values(stays);
            self.streams.retain_values(stays);
            let sets =
                [&mut self.interrupted, &mut self.streamed, &mut self.doubtful, &mut self.unproven, &mut self.timeless];
            for keys in sets {
                keys.retain(stays);
            }
            self.spoken.retain(|key| stays(*key));
            self.acknowledged.retain(|key| stays(*key));
            self.estimates.retain(|estimate| stays(estimate.key));
            self.unpaged.retain(|key| stays(*key));
        }
        count
    }

    pub(crate) fn by_client_id(&self, id: ClientMessageId) -> Option<EntryKey> {
        self.clients.get(&id)
    }

    /// The visitor sends something.
    pub(crate) fn send(&mut self, id: ClientMessageId, text: String, wall: i64) -> EntryKey {
        let order = self.local_order();
        let body = EntryBody::Sent { text, attachments: Vec::new(), state: SendState::Queued };
        let key = self.insert(order, entry(id.to_string(), From::Visitor, wall, body));
        self.clients.insert(id, key);
        self.spoken.push(key);
        key
    }

    /// Puts messages from before a reload ahead of those that were sent since. Answers those that were put.
    pub(crate) fn restore(&mut self, messages: Vec<Kept>) -> Vec<(EntryKey, Kept)> {
        let mut restored = Vec::new();
        // Each goes ahead of the one that was put before.
        for kept in messages.into_iter().rev() {
            if self.clients.get(&kept.id).is_some() {
                continue;
            }
            let state = match kept.progress {
                Progress::Queued => SendState::Queued,
                Progress::Sent => SendState::Sending,
                Progress::Failed(reason) => SendState::Failed(reason),
            };
            let text = kept.render.as_ref().unwrap_or(&kept.body).clone();
            let order = Order { region: Region::Local, time: 0, tie: self.list.tie_before() };
            let body = EntryBody::Sent { text, attachments: Vec::new(), state };
            let key = self.insert(order, entry(kept.id.to_string(), From::Visitor, kept.at, body));
            self.clients.insert(kept.id, key);
            restored.push((key, kept));
        }
        restored.reverse();
        self.spoken.splice(0..0, restored.iter().map(|(key, _)| *key));
        restored
    }

    /// How far a message of the visitor's got. A message that is sent again moves to the end.
    pub(crate) fn set_state(&mut self, key: EntryKey, to: SendState) {
        self.list.update(key, |entry| {
            if let EntryBody::Sent { state, .. } = &mut entry.body {
                *state = to;
            }
        });
    }

    /// A message leaves now: those that have left came before it, also what was said after it.
    pub(crate) fn leaves(&mut self, key: EntryKey) {
        let has_left = |own: &EntryKey| {
            let body = self.list.get(*own).map(|entry| &entry.body);
            matches!(body, Some(EntryBody::Sent { state: SendState::Sent | SendState::Sending, .. }))
        };
        let said = self.spoken.iter().position(|own| *own == key);
        let left = self.spoken.iter().rposition(has_left);
        if let (Some(said), Some(left)) = (said, left)
            && said < left
        {
            self.spoken.remove(said);
            self.spoken.insert(left, key);
        }
        self.set_state(key, SendState::Sending);
    }

    /// The platform has it: it takes its place among what the platform sent. An acknowledgement carries no time, but
    /// the message cannot be older than the moment it was sent.
    pub(crate) fn confirm(&mut self, key: EntryKey, sent: Millis, is_synced: bool) {
        self.set_state(key, SendState::Sent);
        if !is_synced {
            self.unproven.insert(key);
        }
        if self.list.order(key).is_some_and(|order| order.region == Region::Local) {
            let is_under_way = self.paged < self.asked;
            if sent < self.asked && is_under_way {
                self.overtaken = self.overtaken.or(Some(key)).min(Some(key));
            } else if sent <= self.paged {
                self.misplaced = self.misplaced.or(Some(key)).min(Some(key));
            }
            let mut order = self.remote_order(None);
            let since = self.ahead.map(|ahead| clock(sent).saturating_add(ahead));
            order.time = order.time.max(since.unwrap_or(i64::MIN));
            // What was said after it, and is known to have arrived, stays behind it.
            let later = self.spoken.iter().rev().take_while(|own| **own != key);
            let placed = later.filter_map(|own| self.list.order(*own)).filter(|order| order.region < Region::Local);
            let order = self.beside(placed.min(), order, true);
            self.list.reorder(key, order);
            self.estimate(key, since);
            self.keep_spoken_order();
        }
    }

    /// Something may be missing before a message, until the next sync.
    pub(super) fn doubt(&mut self, key: EntryKey) {
        self.unproven.insert(key);
    }

    /// Nothing is missing between what is known now.
    pub(crate) fn prove(&mut self) {
        self.unproven.clear();
    }

    /// The log was read as far as it will be. What it did not reach of streams is marked as missing.
    pub(crate) fn end_sync(&mut self, is_enough: bool) {
        self.prove();
        let mut late = std::mem::take(&mut self.late);
        late.retain(|key| self.streamed.contains(key));
        let incomplete = std::mem::take(&mut self.incomplete);
        for key in incomplete.iter().filter(|key| !is_enough && !late.contains(*key)) {
            if self.streamed.contains(key) {
                self.interrupted.insert(key);
            }
            if self.interrupted.contains(key) {
                self.insert_gap_after(key);
            }
        }
        self.incomplete = late;
        self.misplaced = self.overtaken.take();
        self.forget_guessed_gap();
    }

    /// What shows that nothing is missing any more. Entries from `since` on arrived after the last sync.
    pub(crate) fn proof(&mut self, since: EntryKey) -> Proof {
        // A page that was given up tells nothing.
        self.misplaced = self.misplaced.into_iter().chain(self.overtaken.take()).min();
        let mark = self.misplaced.map_or(since, |key| key.min(since));
        let places = self.incomplete.iter().filter_map(|key| Some((self.list.order(key)?, key)));
        Proof::Older { mark, above: places.min().map(|(_, key)| key) }
    }

    /// The newest page came.
    pub(crate) fn end_newest_page(&mut self, now: Millis) {
        self.paged = now;
    }

    /// The newest page is asked for now.
    pub(crate) fn begin_newest_page(&mut self, now: Millis) {
        self.asked = now;
        self.acknowledged.clear();
        self.late.clear();
        for estimate in &mut self.estimates {
            estimate.is_settled = true;
        }
    }

    /// Learns how far the platform's clock is ahead of ours, from the time of a live message. Being late on the way
    /// makes it seem less.
    pub(crate) fn compare_clocks(&mut self, created: EpochMillis, now: Millis) {
        self.ahead = self.ahead.max(Some(created.saturating_sub(clock(now))));
    }

    /// Moves a message below all other unacknowledged ones.
    pub(crate) fn move_to_end(&mut self, key: EntryKey) {
        self.spoken.retain(|own| *own != key);
        self.spoken.push(key);
        let order = self.local_order();
        self.list.reorder(key, order);
    }

    pub(crate) fn remove(&mut self, key: EntryKey) {
        self.list.remove(key);
        self.clients.remove_value(key);
        self.spoken.retain(|own| *own != key);
    }

    /// A message that the visitor sent from another tab.
    pub(crate) fn echo(&mut self, message: UserMessage, wall: i64) {
        let order = self.remote_order(message.created_on);
        let at = message.created_on.or(message.id).unwrap_or(wall);
        let body = EntryBody::Sent { text: message.text, attachments: message.attachments, state: SendState::Sent };
        let message_id = message.id.map(|id| id.to_string()).unwrap_or_default();
        let key = self.insert(order, entry(message_id, From::Visitor, at, body));
        if message.created_on.is_none() {
            self.estimate(key, None);
        }
        if let Some(id) = message.id {
            self.clients.insert(id, key);
        }
    }

    /// Files that an echo or the log adds to a message of ours.
    pub(crate) fn attach(&mut self, key: EntryKey, files: Vec<Attachment>) {
        if files.is_empty() {
            return;
        }
        self.list.update(key, |entry| {
            if let EntryBody::Sent { attachments, .. } = &mut entry.body {
                *attachments = files;
            }
        });
    }

    pub(crate) fn notice(&mut self, notice: Notice, at: i64) -> EntryKey {
        let order = self.remote_order(None);
        self.insert(order, entry(String::new(), From::Notice, at, EntryBody::Notice(notice)))
    }

    /// Whether the last thing the platform told is this notice.
    pub(crate) fn ends_with(&self, notice: &Notice) -> bool {
        self.list
            .last_remote()
            .is_some_and(|(_, entry)| matches!(&entry.body, EntryBody::Notice(last) if last == notice))
    }

    pub(crate) fn rename_agent(&mut self, key: EntryKey, to: &str) {
        self.list.update(key, |entry| {
            if let EntryBody::Notice(Notice::AgentJoined { name }) = &mut entry.body {
                to.clone_into(name);
            }
        });
    }

    /// Puts a new entry in its place and gives it its key. Without an id it gets one of our own.
    fn insert(&mut self, order: Order, mut entry: Entry) -> EntryKey {
        let key = EntryKey(self.next_key);
        self.next_key += 1;
        entry.key = key;
        if entry.message_id.is_empty() {
            entry.message_id = NAMELESS.to_owned() + &key.0.to_string();
        }
        self.list.insert(order, entry);
        key
    }

    fn local_order(&mut self) -> Order {
        Order { region: Region::Local, time: 0, tie: self.list.tie_after() }
    }

    /// Where something stands that arrives now. What carries no platform time stays behind what came before it: the
    /// visitor's clock must not be compared with the platform's.
    fn remote_order(&mut self, created: Option<EpochMillis>) -> Order {
        let tie = self.list.tie_after();
        if let Some(time) = created.filter(|time| self.list.last_history_time().is_some_and(|last| *time <= last)) {
            // It was on its way for so long that a page was faster which holds what came after it.
            return Order { region: Region::History, time, tie };
        }
        let time = created.unwrap_or_else(|| match self.list.last_remote() {
            Some((last, _)) if last.region == Region::Remote => last.time,
            _ => i64::MIN,
        });
        Order { region: Region::Remote, time, tie }
    }
}

/// A new entry, still without a key.
fn entry(message_id: String, from: From, at: i64, body: EntryBody) -> Entry {
    Entry { key: EntryKey(0), message_id, from, at, body, from_history: false }
}

/// Whether the platform's log holds it too. What came without any id may not be in there, or not yet be known again; as
/// pages may overlap, too few are better than too many.
fn is_logged(entry: &Entry) -> bool {
    let is_named = !entry.message_id.starts_with(NAMELESS);
    match &entry.body {
        EntryBody::Message { .. } => is_named,
        EntryBody::Sent { state, .. } => is_named && *state == SendState::Sent,
        EntryBody::Notice(_) | EntryBody::Gap(_) => false,
    }
}

fn clock(monotonic: Millis) -> i64 {
    i64::try_from(monotonic).unwrap_or(i64::MAX)
}
