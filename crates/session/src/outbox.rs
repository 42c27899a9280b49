//! The visitor's messages on their way: first in, first out, never sent twice without knowing that it is needed.

use protocol::outbound::ClientMessageId;

use crate::{EntryKey, Millis, Now};

/// Numbers the runs of a history sync; an unconfirmed message waits for a run that began after it was sent.
pub(crate) type SyncRun = u64;

/// A message that is not confirmed.
#[derive(Clone, Debug)]
pub(crate) struct Outgoing {
    pub(crate) key: EntryKey,
    pub(crate) id: ClientMessageId,
    pub(crate) body: String,
    pub(crate) render: Option<String>,
    pub(crate) stage: Stage,
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
    Failed,
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
}

impl Outbox {
    /// A client message id: the time, made unique and growing.
    pub(crate) fn next_id(&mut self, now: Now) -> ClientMessageId {
        self.last_id = now.wall.max(self.last_id.saturating_add(1));
        self.last_id
    }

    pub(crate) fn push(&mut self, key: EntryKey, id: ClientMessageId, body: String, render: Option<String>) {
        self.queue.push(Outgoing {
            key,
            id,
            body,
            render,
            stage: Stage::Queued,
            sent: 0,
            unsearched: false,
            resent: false,
        });
    }

    /// Puts a failed message at the end of the queue; false when it is not one.
    pub(crate) fn retry(&mut self, key: EntryKey) -> bool {
        let failed = self.queue.iter().position(|message| message.key == key && message.stage == Stage::Failed);
        let Some(mut message) = failed.map(|index| self.queue.remove(index)) else { return false };
        message.stage = Stage::Queued;
        message.resent = false;
        message.unsearched = false;
        self.queue.push(message);
        true
    }

    /// Takes out a message that is not under way; false when it is, or is none.
    pub(crate) fn discard(&mut self, key: EntryKey) -> bool {
        let idle = |message: &Outgoing| matches!(message.stage, Stage::Queued | Stage::Failed);
        let found = self.queue.iter().position(|message| message.key == key && idle(message));
        found.map(|index| self.queue.remove(index)).is_some()
    }

    /// The platform has it. Answers when it was sent; none when nobody waited for that.
    pub(crate) fn confirm(&mut self, key: EntryKey) -> Option<Millis> {
        let index = self.queue.iter().position(|message| message.key == key)?;
        Some(self.queue.remove(index).sent)
    }

    /// Gives a message up; false when it is none.
    pub(crate) fn fail(&mut self, key: EntryKey) -> bool {
        match self.queue.iter_mut().find(|message| message.key == key) {
            Some(message) => std::mem::replace(&mut message.stage, Stage::Failed) != Stage::Failed,
            None => false,
        }
    }

    /// The next message to send. What is behind a message of unknown fate waits with it, to keep the order.
    pub(crate) fn take_next(&mut self, now: Millis, overdue: Millis) -> Option<Outgoing> {
        for message in &mut self.queue {
            match message.stage {
                Stage::Unknown => return None,
                Stage::Queued => {
                    message.stage = Stage::InFlight { overdue };
                    message.sent = now;
                    return Some(message.clone());
                }
                Stage::InFlight { .. } | Stage::Checking(_) | Stage::Failed => {}
            }
        }
        None
    }

    /// The socket is lost.
    pub(crate) fn lose(&mut self) {
        for message in &mut self.queue {
            if matches!(message.stage, Stage::InFlight { .. } | Stage::Checking(_)) {
                message.stage = Stage::Unknown;
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
        let mut found = false;
        for message in &mut self.queue {
            if matches!(message.stage, Stage::InFlight { overdue } if overdue <= now) {
                message.stage = Stage::Checking(run);
                found = true;
            }
        }
        found
    }

    /// The oldest message that has to be looked for in the log: the search must go back beyond it.
    pub(crate) fn oldest_sought(&self) -> Option<EntryKey> {
        let is_sought =
            |message: &&Outgoing| message.unsearched || matches!(message.stage, Stage::Checking(_) | Stage::Unknown);
        self.queue.iter().filter(is_sought).map(|message| message.key).min()
    }

    /// Decides about messages that a finished run did not find. When the log could not be read, nothing is resent.
    pub(crate) fn settle(&mut self, run: SyncRun, log_was_read: bool) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        for message in &mut self.queue {
            match message.stage {
                Stage::Unknown if log_was_read && !message.resent => {
                    message.resent = true;
                    message.stage = Stage::Queued;
                    verdicts.push(Verdict::Resend(message.key));
                }
                Stage::Unknown => {
                    message.stage = Stage::Failed;
                    message.unsearched = !log_was_read;
                    verdicts.push(Verdict::Fail(message.key));
                }
                Stage::Checking(since) if since <= run => {
                    message.stage = Stage::Failed;
                    message.unsearched = !log_was_read;
                    verdicts.push(Verdict::Fail(message.key));
                }
                Stage::Failed if log_was_read => message.unsearched = false,
                _ => {}
            }
        }
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
    }
}
