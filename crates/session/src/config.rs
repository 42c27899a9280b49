//! What a session needs to know beforehand.

use protocol::{outbound::Meta, rest::BotInfo};

use crate::Millis;

/// What a connection does with a session that there is (`kore-protocol.md` 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectionMode {
    /// Keeps it; a new one only where there is none.
    Default,
    /// Ends it, an agent's too, and begins a new one.
    StartNew,
    /// Begins a new one and keeps an agent's.
    StartNewResumeAgent,
    /// Keeps it, and the bot does not greet.
    Reconnect,
}

impl ConnectionMode {
    /// Every mode.
    pub const ALL: [Self; 4] = [Self::Default, Self::StartNew, Self::StartNewResumeAgent, Self::Reconnect];

    /// As the platform spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "Default",
            Self::StartNew => "Start_New",
            Self::StartNewResumeAgent => "Start_New_Resume_Agent",
            Self::Reconnect => "Reconnect",
        }
    }
}

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
    /// What the first connection does with a session that there is; the platform's own way unless given.
    pub connection_mode: Option<ConnectionMode>,
    /// Whose conversation was open on the page before, and empty where that page did not know: if it is theirs, the first
    /// connection goes on with it as [`ConnectionMode::Reconnect`] does, whatever is configured.
    pub resumed_user: Option<String>,
    /// Further query parameters of the socket's address, names and values.
    pub socket_parameters: Vec<(String, String)>,
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
    /// Entries kept in memory. Older ones are dropped, and loaded again when the visitor asks for them; then up to twice
    /// as many are kept.
    pub most_entries: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            bot: BotInfo::default(),
            meta: Meta::default(),
            language: "en".to_owned(),
            history_page: 20,
            older_page: 50,
            connection_mode: None,
            resumed_user: None,
            socket_parameters: Vec::new(),
            acknowledge_delivery: false,
            connect_timeout: 10_000,
            ack_timeout: 10_000,
            ping_interval: 30_000,
            pong_timeout: 10_000,
            backoff_base: 500,
            backoff_cap: 30_000,
            stable_after: 5_000,
            typing_timeout: 10_000,
            most_entries: 5_000,
        }
    }
}
