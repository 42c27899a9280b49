//! What the transcript is made of.

use protocol::{
    Content,
    content::{Attachment, Author},
};

/// Identifies an entry for its whole life, from local echo to acknowledged message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryKey(pub u64);

/// One row of the transcript.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Stable identity.
    pub key: EntryKey,
    /// The platform's id (`messageId`, `_id`), or the client message id as text until there is one.
    pub message_id: String,
    /// Whose it is.
    pub from: From,
    /// Milliseconds since 1970: the platform's time where known, else the device's at arrival.
    pub at: i64,
    /// What it says.
    pub body: EntryBody,
    /// Loaded from history: choices in it are no longer offered.
    pub from_history: bool,
}

/// Whose an entry is; `data-from` in the DOM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// The visitor.
    Visitor,
    /// The bot, with its picture's address as sent.
    Bot {
        /// Check before use.
        icon: Option<String>,
    },
    /// A human agent.
    Agent(Author),
    /// Nobody: something happened.
    Notice,
}

/// What an entry says.
#[derive(Clone, Debug, PartialEq)]
pub enum EntryBody {
    /// From the bot or an agent.
    Message {
        /// In order; empty only while a stream has not said anything.
        items: Vec<Content>,
        /// A stream that has not ended.
        streaming: bool,
    },
    /// From the visitor.
    Sent {
        /// What to show.
        text: String,
        /// Files.
        attachments: Vec<Attachment>,
        /// How far it got.
        state: SendState,
    },
    /// Something happened.
    Notice(Notice),
    /// Messages may be missing here; [`crate::Input::FillGap`] asks for them.
    Gap(GapState),
}

/// What is known of missing messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapState {
    /// They can be asked for.
    Open,
    /// They are on their way.
    Loading,
    /// The last request for them failed.
    Failed,
}

/// How far a message of the visitor's got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendState {
    /// Waits for a connection.
    Queued,
    /// Handed to the socket, not yet acknowledged.
    Sending,
    /// Acknowledged, echoed or found in history.
    Sent,
    /// Given up; the visitor can retry, discard or edit it.
    Failed(FailReason),
}

/// Why a message was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FailReason {
    /// No acknowledgement came in time.
    Unconfirmed,
    /// The platform refused it as too large (close code 1009).
    TooLarge,
    /// The platform answered that it refuses it.
    Refused,
}

/// Something that happened, to be told in the visitor's language.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// `botKitUnreachable`, in the platform's words where it has any.
    BotUnreachable {
        /// Empty for our own words.
        text: String,
    },
    /// A human agent joined.
    AgentJoined {
        /// Their name; empty when unknown.
        name: String,
    },
    /// The human agent left.
    AgentLeft,
    /// The platform ended the session.
    SessionEnded,
    /// A form was submitted.
    FormSubmitted,
    /// A form failed.
    FormFailed,
    /// A message arrived that could not be read.
    Unreadable,
}
