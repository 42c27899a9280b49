//! The visitor's messages on their way: first in, first out, never sent twice without knowing that it is needed.

use protocol::outbound::ClientMessageId;

use crate::{
    EntryKey, FailReason, Millis, Now,
    record::{Kept, Progress},
};

/// Numbers the runs of a history sync; an unconfirmed message waits for a run that began after it was sent.
pub(crate) type SyncRun = u64;

/// So many messages may wait; more must wait in the composer.
const MOST_WAITING: usize = 500;
/// A dead socket makes one message after the other overdue. The log is searched for them at most this often.
const SEARCH_PAUSE: Millis = 5_000;

/// A message that is not confirmed.
#[derive(Clone, Debug)]
pub(crate) struct Outgoing {
    pub(crate) key: EntryKey,
    pub(crate) id: ClientMessageId,
    pub(crate) body: String,
    pub(crate) render: Option<String>,
    pub(crate) stage: Stage,
    /// When it was written, by the device's clock.
    at: i64,
    /// It must not be stored.
    is_secret: bool,
    /// The newest message of the log that was known when it was handed to a socket.
    after: Option<String>,
    /// It is from before a reload: its key does not tell what is older.
    restored: bool,
    /// When it was last handed to a socket.
    sent: Millis,
    /// Given up while the log could not be read: it may yet turn up there.
    unsearched: bool,
    /// Whether it was already sent once more by itself.
    resent: bool,
}

/// How far it got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Waits for a connection.
    Queued,
    /// Handed to the socket that is open now.
    InFlight {
        /// When the acknowledgement is overdue.
        overdue: Millis,
    },
    /// The acknowledgement is overdue; this run of the sync, or a later one, tells whether it arrived.
    Checking(SyncRun),
    /// Its socket is lost; the next sync tells whether it arrived.
    Unknown,
    /// Given up, kept for the visitor's retry.
    Failed(FailReason),
}

/// What became of a message that was looked for in the log and not found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Goes once more.
    Resend(EntryKey),
    /// Given up.
    Fail(EntryKey),
}

/// Everything that is not confirmed, in the order of sending.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    queue: Vec<Outgoing>,
    last_id: ClientMessageId,
    /// Overdue messages are not looked for before this.
    next_search: Millis,
    /// Whether anything changed since that was asked last.
    changed: bool,
}

/// How far a search of the log must go back until what it did not find is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sought {
    /// To something known that has a smaller key; the oldest message sought has this one.
    pub(crate) key: Option<EntryKey>,
    /// To the message with this id; an empty one stands for the beginning of the log.
    pub(crate) anchor: Option<String>,
}

impl Outbox {
    /// A client message id: the time, made unique and growing.
    pub(crate) fn next_id(&mut self, now: Now) -> ClientMessageId {
        self.last_id = now.wall.max(self.last_id.saturating_add(1));
        self.last_id
    }

    /// A new message must not get this id, nor a smaller one.
    pub(crate) fn reserve_id(&mut self, id: ClientMessageId) {
        self.last_id = self.last_id.max(id);
    }

    pub(crate) fn push(
        &mut self,
        key: EntryKey,
        id: ClientMessageId,
        body: String,
        render: Option<String>,
        at: i64,
        is_secret: bool,
    ) {
        self.changed = true;
        self.queue.push(Outgoing {
            key,
            id,
            body,
            render,
            stage: Stage::Queued,
            at,
            is_secret,
            after: None,
            restored: false,
            sent: 0,
            unsearched: false,
            resent: false,
        });
    }

    /// Puts messages from before a reload at the head of the queue, in their order.
    pub(crate) fn restore(&mut self, messages: Vec<(EntryKey, Kept)>) {
        self.changed = true;
        let restored = messages.into_iter().map(|(key, kept)| {
            let (stage, unsearched) = match kept.progress {
                Progress::Queued => (Stage::Queued, false),
                Progress::Sent => (Stage::Unknown, false),
                Progress::Failed(reason) => (Stage::Failed(reason), reason != FailReason::Refused),
            };
            Outgoing {
                key,
                id: kept.id,
                body: kept.body,
                render: kept.render,
                stage,
                at: kept.at,
                is_secret: false,
                after: kept.after,
                restored: true,
                sent: 0,
                unsearched,
                resent: false,
            }
        });
        let restored: Vec<Outgoing> = restored.collect();
        self.queue.splice(0..0, restored);
    }

    /// Everything that has to outlive a reload.
    pub(crate) fn kept(&self, user: Option<&str>) -> Vec<Kept> {
        let keep = |message: &Outgoing| Kept {
            id: message.id,
            body: message.body.clone(),
            render: message.render.clone(),
            at: message.at,
            progress: match message.stage {
                Stage::Queued => Progress::Queued,
                Stage::InFlight { .. } | Stage::Checking(_) | Stage::Unknown => Progress::Sent,
                Stage::Failed(reason) => Progress::Failed(reason),
            },
            after: message.after.clone(),
            user: user.map(str::to_owned),
        };
        self.queue.iter().filter(|message| !message.is_secret).map(keep).collect()
    }

    /// Whether anything changed since the last call.
    pub(crate) fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    /// Whether so many messages wait that no more are taken.
    pub(crate) fn is_full(&self) -> bool {
        self.queue.iter().filter(|message| !matches!(message.stage, Stage::Failed(_))).count() >= MOST_WAITING
    }

    /// Puts a failed message at the end of the queue; false when it is not one, or when it would only fail again.
    pub(crate) fn retry(&mut self, key: EntryKey) -> bool {
        let may = |stage| matches!(stage, Stage::Failed(reason) if reason != FailReason::TooLarge);
        let failed = self.queue.iter().position(|message| message.key == key && may(message.stage));
        let Some(mut message) = failed.map(|index| self.queue.remove(index)) else { return false };
        self.changed = true;
        message.stage = Stage::Queued;
        message.resent = false;
        message.unsearched = false;
        self.queue.push(message);
        true
    }

    /// Takes out a message that is not under way; false when it is, or is none.
    pub(crate) fn discard(&mut self, key: EntryKey) -> bool {
        let idle = |message: &Outgoing| matches!(message.stage, Stage::Queued | Stage::Failed(_));
        let found = self.queue.iter().position(|message| message.key == key && idle(message));
        self.changed |= found.is_some();
        found.map(|index| self.queue.remove(index)).is_some()
    }

    /// The platform has it. Answers when it was sent; none when nobody waited for that.
    pub(crate) fn confirm(&mut self, key: EntryKey) -> Option<Millis> {
        let index = self.queue.iter().position(|message| message.key == key)?;
        self.changed = true;
        Some(self.queue.remove(index).sent)
    }

    /// Gives a message up; false when it is none.
    pub(crate) fn fail(&mut self, key: EntryKey, reason: FailReason) -> bool {
        let Some(message) = self.queue.iter_mut().find(|message| message.key == key) else { return false };
        self.changed = true;
        // Which message was too large is a guess.
        message.unsearched |= reason == FailReason::TooLarge;
        !matches!(std::mem::replace(&mut message.stage, Stage::Failed(reason)), Stage::Failed(_))
    }

    /// The next message to send. What is behind a message of unknown fate waits with it, to keep the order. `after` is
    /// the newest message of the log that is known.
    pub(crate) fn take_next(&mut self, now: Millis, overdue: Millis, after: Option<&String>) -> Option<Outgoing> {
        if mutated!(OutboxReversed) {
            self.queue.sort_by_key(|message| std::cmp::Reverse(message.key));
        }
        for message in &mut self.queue {
            match message.stage {
                Stage::Unknown => return None,
                Stage::Queued => {
                    message.stage = Stage::InFlight { overdue };
                    message.sent = now;
                    message.after = after.cloned();
                    self.changed = true;
                    return Some(message.clone());
                }
                Stage::InFlight { .. } | Stage::Checking(_) | Stage::Failed(_) => {}
            }
        }
        None
    }

    /// The socket is lost.
    pub(crate) fn lose(&mut self) {
        for message in &mut self.queue {
            if matches!(message.stage, Stage::InFlight { .. } | Stage::Checking(_)) {
                message.stage = if mutated!(ResendUnchecked) { Stage::Queued } else { Stage::Unknown };
            }
        }
    }

    /// The message that a "too large" means: the largest that is under way.
    pub(crate) fn largest_in_flight(&self) -> Option<EntryKey> {
        self.queue
            .iter()
            .filter(|message| matches!(message.stage, Stage::InFlight { .. } | Stage::Checking(_)))
            .max_by_key(|message| message.body.len() + message.render.as_ref().map_or(0, String::len))
            .map(|message| message.key)
    }

    /// Messages whose acknowledgement is overdue are to be looked for in the log by this run; whether there are any.
    pub(crate) fn check_overdue(&mut self, now: Millis, run: SyncRun) -> bool {
        if self.deadline().is_none_or(|deadline| deadline > now) {
            return false;
        }
        self.next_search = now.saturating_add(SEARCH_PAUSE);
        for message in &mut self.queue {
            if matches!(message.stage, Stage::InFlight { overdue } if overdue <= now) {
                message.stage = Stage::Checking(run);
            }
        }
        true
    }

    /// What has to be looked for in the log.
    pub(crate) fn sought(&self) -> Sought {
        let mut sought = Sought::default();
        for message in &self.queue {
            if !message.unsearched && !matches!(message.stage, Stage::Checking(_) | Stage::Unknown) {
                continue;
            }
            if !message.restored {
                sought.key = Some(sought.key.map_or(message.key, |key| key.min(message.key)));
            } else if sought.anchor.is_none() {
                // The first was sent first.
                sought.anchor = Some(message.after.clone().unwrap_or_default());
            }
        }
        sought
    }

    /// Decides about messages that a finished run did not find. When the log could not be read far enough, nothing is
    /// resent.
    pub(crate) fn settle(&mut self, run: SyncRun, log_was_read: bool) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        let failed = Stage::Failed(FailReason::Unconfirmed);
        for message in &mut self.queue {
            match message.stage {
                Stage::Unknown if log_was_read && !message.resent => {
                    message.resent = true;
                    message.stage = Stage::Queued;
                    verdicts.push(Verdict::Resend(message.key));
                }
                Stage::Unknown => {
                    message.stage = failed;
                    message.unsearched = !log_was_read;
                    verdicts.push(Verdict::Fail(message.key));
                }
                Stage::Checking(since) if since <= run => {
                    message.stage = failed;
                    message.unsearched = !log_was_read;
                    verdicts.push(Verdict::Fail(message.key));
                }
                Stage::Failed(_) if log_was_read => message.unsearched = false,
                _ => {}
            }
        }
        self.changed |= !verdicts.is_empty();
        verdicts
    }

    pub(crate) fn deadline(&self) -> Option<Millis> {
        self.queue
            .iter()
            .filter_map(|message| match message.stage {
                Stage::InFlight { overdue } => Some(overdue),
                _ => None,
            })
            .min()
            .map(|overdue| overdue.max(self.next_search))
    }
}
