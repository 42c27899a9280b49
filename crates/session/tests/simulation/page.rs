//! The page, the device it runs on, and the visitor in front of it: everything that a step of the script does.

use session::{ConnId, EntryBody, EntryKey, HttpFailure, Input, RequestId, SendState};

use crate::{
    network::MOST_BYTES,
    platform::{EPOCH, Without},
    rng::Choices,
    script::{GARBAGE, NOTICES, Step},
    world::{Happening, World},
};

/// The page and its device. Times are in milliseconds from the start.
#[derive(Debug, Default)]
pub struct Page {
    /// Counts how often it was loaded.
    pub number: u32,
    /// How far the device's wall clock is ahead.
    pub skew: i64,
    /// The device sleeps until then.
    pub asleep: u64,
    /// What storage holds. It outlives the page.
    pub storage: Option<String>,
    /// Nothing can be written until then.
    pub storage_fails: u64,
    /// The last write failed, so storage holds nothing.
    pub is_storage_stale: bool,
    /// What has to wait while the page is in the back-forward cache.
    pub frozen: Option<Vec<Happening>>,
}

impl Page {
    pub fn quiet_from(&self) -> u64 {
        self.asleep.max(self.storage_fails)
    }
}

impl World {
    /// Does one step of the script.
    pub fn step(&mut self, step: Step) {
        let now = self.now;
        let until = |span: u32| now + u64::from(span);
        match step {
            Step::Say => self.say(None),
            Step::SayTooLarge => self.say(Some("x".repeat(MOST_BYTES + 1))),
            Step::RetryFailed => {
                for (key, text) in self.failed() {
                    self.mark_unordered(&text, |said| said.retried = true);
                    self.input(Input::RetrySend(key));
                }
            }
            Step::DiscardFailed => {
                for (key, text) in self.failed() {
                    self.mark_unordered(&text, |said| said.discarded = true);
                    self.input(Input::Discard(key));
                }
            }
            Step::LoadOlder => self.input(Input::LoadOlder),
            Step::FillGaps => self.fill_gaps(),
            Step::Reconnect => {
                self.watch.starts_over();
                self.input(Input::Reconnect);
            }
            Step::Type => self.input(Input::VisitorTyping),
            Step::EndSession => self.input(Input::EndSession),
            Step::Leave(span) => {
                self.input(Input::Disconnect);
                self.at(until(span), Happening::Return);
            }
            Step::BotSays(count) => self.bot_says(count.into()),
            Step::BotSaysSwapped => {
                // Not of one instant: only a time tells the order of two that come swapped.
                let first = self.next_bot_message(self.now);
                let after = (first.created_on - EPOCH) as u64 + 1;
                let stored = [first, self.next_bot_message(after)];
                // Were the later one lost, nobody could know: what came proves that nothing before it is missing.
                for (index, stored) in stored.iter().rev().enumerate() {
                    self.network.in_packet = index > 0;
                    self.broadcast(&stored.frame(Without::Nothing), Some(&stored.text));
                }
                self.network.in_packet = false;
            }
            Step::BotSaysNameless => self.bot_says_without(Without::Id),
            Step::BotSaysTimeless => self.bot_says_without(Without::Time),
            Step::BotStreams(chunks) => {
                self.bot_count += 1;
                let count = self.bot_count;
                let left: Vec<String> = (0..chunks.max(1)).map(|part| format!("s-{count}.{part} ")).collect();
                let stored = self.platform.store(now, false, &left.concat(), None);
                // At once: live frames come in the log's order.
                self.bot_streams(stored, left);
            }
            Step::OtherTabSays => {
                let text = format!("t-{}", self.platform.log.len());
                // One visitor does not write in two tabs within a millisecond: the ids never meet.
                let is_taken = |id: &i64| self.platform.log.iter().any(|stored| stored.client_id == Some(*id));
                let id = (EPOCH - 86_400_000 + now as i64..).find(|id| !is_taken(id)).unwrap_or_default();
                let stored = self.platform.store(now, true, &text, Some(id));
                self.broadcast(&stored.echo(), None);
            }
            Step::Notice(index) => self.broadcast(NOTICES[usize::from(index) % NOTICES.len()], None),
            Step::Duplicate => self.network.duplicate_next = true,
            Step::Garbage(index) => {
                self.broadcast(GARBAGE[usize::from(index) % GARBAGE.len()], None);
                self.bot_says(1);
            }
            Step::Drop(code) => self.drop_sockets(code, false),
            Step::Cut(code) => self.drop_sockets(code, true),
            Step::HalfOpen => self.network.half_open(),
            Step::Deaf => self.network.deafen(),
            Step::NoAck(span) => self.network.no_ack = until(span),
            Step::Swallow(span) => self.network.swallow = until(span),
            Step::RefuseNext => self.network.refuse_next = true,
            Step::RefuseSockets(span) => self.network.refuse = until(span),
            Step::Http(fault, span) => self.network.http = (until(span), Some(fault)),
            Step::Slow(latency, span) => {
                self.network.slow = (until(span), u64::from(latency));
                self.network.late = self.network.late.max(until(span) + u64::from(latency));
            }
            Step::ExpireTokens => self.platform.expire_tokens(),
            Step::Callback(fault, span) => self.network.callback = (until(span), Some(fault)),
            Step::Offline(span) => {
                self.drop_sockets(1006, true);
                self.go_offline(until(span));
            }
            Step::OfflineUnnoticed(span) => {
                self.network.half_open();
                self.go_offline(until(span));
            }
            Step::Hidden(span) => {
                self.watch.is_hidden = true;
                self.input(Input::Visible(false));
                self.at(until(span), Happening::Visible);
            }
            Step::Sleep(span) => {
                self.page.asleep = self.page.asleep.max(until(span));
                if self.rng.chance(50) {
                    self.network.half_open();
                }
            }
            Step::WallJump(by) => self.page.skew += by,
            Step::Cached(span) => {
                if self.page.frozen.is_none() {
                    self.input(Input::PageHide);
                    self.page.frozen = Some(Vec::new());
                    self.at(until(span), Happening::Restored);
                }
            }
            Step::StorageFails(span) => self.page.storage_fails = until(span),
            Step::Reload => self.reload(),
            Step::Stale => self.stale(),
        }
    }

    /// The bot says so many things at once.
    pub fn bot_says(&mut self, count: u32) {
        for _ in 0..count {
            self.bot_says_without(Without::Nothing);
        }
    }

    /// The page comes back from the back-forward cache.
    pub fn restore(&mut self) {
        let frozen = self.page.frozen.take().unwrap_or_default();
        self.watch.causes.push(self.now);
        self.input(Input::PageShow);
        for happening in frozen {
            self.at(self.now, happening);
        }
    }

    fn next_bot_message(&mut self, at: u64) -> crate::platform::Stored {
        self.bot_count += 1;
        let text = format!("b-{}", self.bot_count);
        self.platform.store(at, false, &text, None)
    }

    fn bot_says_without(&mut self, without: Without) {
        let stored = self.next_bot_message(self.now);
        // Nobody can tell a repeated message without an id from a new one.
        let duplicate = self.network.duplicate_next;
        if without == Without::Id {
            self.network.duplicate_next = false;
        }
        self.broadcast(&stored.frame(without), Some(&stored.text));
        if without == Without::Id {
            self.network.duplicate_next = duplicate;
        }
    }

    fn go_offline(&mut self, until: u64) {
        self.network.offline = self.network.offline.max(until);
        self.input(Input::Online(false));
        self.at(until, Happening::Online);
    }

    fn failed(&self) -> Vec<(EntryKey, String)> {
        let of = |entry: &session::Entry| match &entry.body {
            EntryBody::Sent { text, state: SendState::Failed(_), .. } => Some((entry.key, text.clone())),
            _ => None,
        };
        self.watch.mirror.iter().filter_map(|entry| of(entry)).collect()
    }

    /// From now on the place of a message of the visitor's is open.
    pub fn mark_unordered(&mut self, text: &str, mark: impl Fn(&mut crate::world::Said)) {
        let Some(number) = text.strip_prefix("v-").and_then(|number| number.parse::<u64>().ok()) else { return };
        self.watch.unordered.insert(number);
        if let Some(said) = self.said.get_mut(number as usize) {
            mark(said);
        }
    }

    /// The page is loaded anew: what was under way is gone.
    fn reload(&mut self) {
        if self.rng.chance(50) {
            self.input(Input::PageHide);
        }
        self.network.forget_page();
        self.abandon_sockets();
        self.page.number += 1;
        let page = self.page.number;
        self.take_out(|happening| match happening {
            Happening::ToSession { page: of, .. } | Happening::Http { page: of, .. } => *of != page,
            Happening::Open { socket, .. } => socket.0 != page,
            Happening::Visible | Happening::Return => true,
            _ => false,
        });
        self.check_storage();
        self.renew_session();
        if let Some(record) = self.page.storage.clone() {
            self.input(Input::Restore(record));
        }
        if self.now < self.network.offline {
            self.input(Input::Online(false));
        }
        // Loading takes its time, in which nothing else happens in the page.
        self.page.asleep = self.page.asleep.max(self.now + self.rng.between(50, 1_500));
        self.queue_input(self.now, Input::Connect);
    }

    /// Guarantee 1: storage holds what is not acknowledged, unless it could not be written.
    fn check_storage(&mut self) {
        let record = self.page.storage.clone().unwrap_or_default();
        let is_kept = |text: &str| record.contains(&format!("\"{text}\""));
        if self.page.is_storage_stale {
            for said in &mut self.said {
                let has_arrived = self.platform.log.iter().any(|stored| stored.text == said.text);
                said.forgotten |= !has_arrived && !is_kept(&said.text);
            }
            return;
        }
        let lost = self.watch.mirror.iter().find_map(|entry| match &entry.body {
            EntryBody::Sent { text, state, .. } if *state != SendState::Sent && !is_kept(text) => Some(text.clone()),
            _ => None,
        });
        if let Some(text) = lost {
            self.fail(1, format!("storage does not hold \"{text}\""));
        }
    }

    /// The visitor asks for what is missing at every gap.
    pub fn fill_gaps(&mut self) {
        let is_gap = |entry: &&std::sync::Arc<session::Entry>| matches!(entry.body, EntryBody::Gap(_));
        let gaps: Vec<EntryKey> = self.watch.mirror.iter().filter(is_gap).map(|entry| entry.key).collect();
        for key in gaps {
            self.input(Input::FillGap(key));
        }
    }

    /// Late events of sockets and requests that are gone.
    fn stale(&mut self) {
        for (page, conn) in self.network.gone_sockets(self.page.number) {
            if page == self.page.number {
                let text = r#"{"type":"bot_response","message":[{"cInfo":{"body":"stale"}}]}"#.to_owned();
                self.stale_input(Input::SocketFrame { conn, text });
                self.stale_input(Input::SocketOpened { conn });
                self.stale_input(Input::SocketClosed { conn, code: 1008, reason: String::new() });
            }
        }
        let conn = ConnId(u64::MAX);
        self.stale_input(Input::SocketClosed { conn, code: 1009, reason: String::new() });
        self.stale_input(Input::Http { request: RequestId(u64::MAX), result: Err(HttpFailure::Network) });
        let result = Err(session::TokenFailure::Rejected("stale".to_owned()));
        self.stale_input(Input::Token { request: RequestId(u64::MAX), result });
    }
}
