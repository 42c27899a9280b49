//! What a session needs to know beforehand.

use protocol::{outbound::Meta, rest::BotInfo};

use crate::Millis;

/// Settings of a session. Spans are in milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The bot.
    pub bot: BotInfo,
    /// The visitor's surroundings.
    pub meta: Meta,
    /// The visitor's language, such as `en`.
    pub language: String,
    /// Messages in the newest page of history, 1 to 100.
    pub history_page: u32,
    /// Messages in each older page, 1 to 100, and never fewer than in the newest: who walks up wants more at once than
    /// who just opened the chat.
    pub older_page: u32,
    /// Whether to acknowledge delivery (`kore-protocol.md` 6.4).
    pub acknowledge_delivery: bool,
    /// One deadline for each of authorization, start and connect.
    pub connect_timeout: Millis,
    /// How long a message may stay unacknowledged.
    pub ack_timeout: Millis,
    /// Silence after which a ping is sent.
    pub ping_interval: Millis,
    /// Silence after a ping that means a dead socket.
    pub pong_timeout: Millis,
    /// First back-off step.
    pub backoff_base: Millis,
    /// Longest back-off.
    pub backoff_cap: Millis,
    /// How long a connection must live before the back-off starts anew.
    pub stable_after: Millis,
    /// Typing ends by itself after this long.
    pub typing_timeout: Millis,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            bot: BotInfo::default(),
            meta: Meta::default(),
            language: "en".to_owned(),
            history_page: 20,
            older_page: 50,
            acknowledge_delivery: false,
            connect_timeout: 10_000,
            ack_timeout: 10_000,
            ping_interval: 30_000,
            pong_timeout: 10_000,
            backoff_base: 500,
            backoff_cap: 30_000,
            stable_after: 5_000,
            typing_timeout: 10_000,
        }
    }
}
