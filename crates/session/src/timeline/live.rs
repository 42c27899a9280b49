//! Messages of the bot and of agents as they arrive over the socket, streamed ones among them
//! (`kore-protocol.md` 7.1 and 9).

use std::sync::Arc;

use protocol::{
    Content, Template,
    frame::{BotResponse, Chunk},
};

use super::{Timeline, entry, list::Region};
use crate::{Entry, EntryBody, EntryKey, From, sorted::KeySet};

/// What a frame did to the transcript.
#[derive(Debug)]
pub(crate) enum Arrival {
    /// Nothing new: a duplicate, a late chunk, or nothing to show.
    Nothing,
    /// Part of a stream, or a change of something that is already shown.
    Shown,
    /// A message is complete.
    Complete(Arc<Entry>),
    /// A stream ended of which a part may have been missed: only the platform's log has the whole.
    Incomplete(Option<Arc<Entry>>),
}

impl Timeline {
    /// `is_early` says that the socket has just opened: a stream that seems to begin now may have begun before.
    pub(crate) fn bot_message(&mut self, response: BotResponse, is_early: bool, wall: i64) -> Arrival {
        match response.chunk {
            Some(chunk) => self.chunk(response, chunk, is_early, wall),
            None => self.whole_message(response, wall),
        }
    }

    /// The connection is lost: no chunk will continue what is streaming now.
    pub(crate) fn interrupt_streams(&mut self) {
        let mut streams = KeySet::default();
        for key in self.streams.values() {
            streams.insert(key);
            self.interrupted.insert(key);
        }
        self.streams.clear();
        self.doubtful.clear();
        for key in streams.iter() {
            if !mutated!(CutOffKept) {
                self.incomplete.insert(key);
            }
            self.list.update(key, |entry| {
                if let EntryBody::Message { streaming, .. } = &mut entry.body {
                    *streaming = false;
                }
            });
        }
    }

    fn whole_message(&mut self, mut response: BotResponse, wall: i64) -> Arrival {
        response.items.retain(is_shown);
        if response.items.is_empty() {
            return Arrival::Nothing;
        }
        let known = match &response.message_id {
            Some(id) => self.ids.get(id),
            None => self.find_logged(&response),
        };
        let Some(key) = known else { return self.new_message(response, false, wall) };

        let Some(before) = self.list.get(key).cloned() else { return Arrival::Nothing };
        self.streams.remove_value(key);
        self.interrupted.remove(key);
        self.streamed.remove(key);
        let created = response.created_on;
        let items = response.items;
        let changed = self.list.update(key, |entry| {
            entry.body = EntryBody::Message { items, streaming: false };
            entry.from_history = false;
            entry.at = created.unwrap_or(entry.at);
        });
        if before.from_history {
            self.hear(key);
        }
        let was_streaming = matches!(before.body, EntryBody::Message { streaming: true, .. });
        match self.list.get(key) {
            Some(entry) if before.from_history || was_streaming => Arrival::Complete(entry.clone()),
            _ if changed => Arrival::Shown,
            _ => Arrival::Nothing,
        }
    }

    /// A message that comes without an id, when the log was faster: it is known again by its time and what it says.
    fn find_logged(&self, response: &BotResponse) -> Option<EntryKey> {
        let time = response.created_on?;
        let is_same = |entry: &&Arc<Entry>| matches!(&entry.body, EntryBody::Message { items, .. } if entry.from_history && *items == response.items);
        let mut logged = self.list.at(Region::History, time).chain(self.list.at(Region::Remote, time));
        logged.find(is_same).map(|entry| entry.key)
    }

    fn chunk(&mut self, mut response: BotResponse, chunk: Chunk, is_early: bool, wall: i64) -> Arrival {
        response.items.retain(is_shown);
        let id = response.message_id.clone().unwrap_or_default();
        let Some(key) = self.streams.get(&id) else {
            return match self.ids.get(&id) {
                Some(key) if chunk == Chunk::End && self.interrupted.contains(key) => Arrival::Incomplete(None),
                Some(_) => Arrival::Nothing,
                None if chunk == Chunk::End && response.items.is_empty() => Arrival::Nothing,
                None => {
                    let begin = self.mark();
                    match self.new_message(response, chunk == Chunk::More, wall) {
                        Arrival::Complete(entry) if is_early => {
                            self.incomplete.insert(begin);
                            self.late.insert(begin);
                            Arrival::Incomplete(Some(entry))
                        }
                        arrival => {
                            if is_early {
                                self.doubtful.insert(begin);
                            }
                            arrival
                        }
                    }
                }
            };
        };
        if chunk == Chunk::End {
            self.streams.remove_value(key);
        }
        self.list.update(key, |entry| {
            if let EntryBody::Message { items, streaming } = &mut entry.body {
                *streaming = chunk == Chunk::More;
                append(items, response.items);
            }
        });
        if chunk == Chunk::More {
            return Arrival::Shown;
        }
        self.streamed.insert(key);
        let entry = self.list.get(key).cloned();
        match entry {
            Some(entry) if !self.doubtful.remove(key) => Arrival::Complete(entry),
            entry => {
                self.incomplete.insert(key);
                self.late.insert(key);
                Arrival::Incomplete(entry)
            }
        }
    }

    fn new_message(&mut self, response: BotResponse, streaming: bool, wall: i64) -> Arrival {
        let from = match response.author {
            author if response.from_agent => From::Agent(author.unwrap_or_default()),
            _ => From::Bot { icon: response.icon },
        };
        let order = self.remote_order(response.created_on);
        let id = response.message_id.unwrap_or_default();
        let at = response.created_on.unwrap_or(wall);
        let body = EntryBody::Message { items: response.items, streaming };
        let is_above_all =
            order.region == Region::History && self.list.first_time().is_some_and(|first| order.time < first);
        let key = self.insert(order, entry(id.clone(), from, at, body));
        if response.created_on.is_none() {
            self.timeless.insert(key);
        }
        if is_above_all {
            // Older than all that is known, and what lies between has not been read.
            self.new_gap = self.insert_gap_after(key);
        }
        if streaming {
            self.streams.insert(id.clone(), key);
        } else if response.chunk.is_some() {
            self.streamed.insert(key);
        }
        self.identify(id, key);
        self.hear(key);
        self.unpaged.push(key);
        match self.list.get(key) {
            Some(entry) if !streaming => Arrival::Complete(entry.clone()),
            _ => Arrival::Shown,
        }
    }

    /// Makes an entry known by the platform's id.
    pub(super) fn identify(&mut self, id: String, key: EntryKey) {
        if !id.is_empty() {
            self.ids.insert(id, key);
        }
    }
}

/// Whether an item is there to be seen; the others only control the typing indicator.
pub(super) fn is_shown(item: &Content) -> bool {
    !matches!(item, Content::WaitForResponse)
}

/// Adds what a chunk brings: text continues the text before it, and the whole of a streamed answer replaces its pieces
/// (`kore-protocol.md` 9).
fn append(items: &mut Vec<Content>, chunk: Vec<Content>) {
    let is_answer = |item: &Content| matches!(item, Content::Template(Template::Answer(_)));
    if chunk.iter().any(is_answer) {
        *items = chunk;
        return;
    }
    for item in chunk {
        match (items.last_mut(), item) {
            (Some(Content::Text(last)), Content::Text(next)) => {
                last.text.push_str(&next.text);
                if next.media.is_some() {
                    last.media = next.media;
                }
            }
            (_, item) => items.push(item),
        }
    }
}
