//! What happens in a run: a list of timed steps, made from a seed or from bytes, small enough to read and to shrink.

use crate::rng::{Bytes, Choices, Rng};

/// One thing that happens to the session, the platform or the network between them. Spans are in milliseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The visitor sends a message.
    Say,
    /// The visitor sends a message that the platform finds too large.
    SayTooLarge,
    /// The visitor presses retry on every failed message.
    RetryFailed,
    /// The visitor gives every failed message up.
    DiscardFailed,
    /// The visitor asks for older messages.
    LoadOlder,
    /// The visitor asks for what is missing at every gap.
    FillGaps,
    /// The visitor presses retry after the session gave up, or does not want to wait.
    Reconnect,
    /// The visitor presses a key.
    Type,
    /// The visitor ends the conversation.
    EndSession,
    /// The host page disconnects, and connects again after this long.
    Leave(u32),
    /// The bot says so many things at once.
    BotSays(u8),
    /// The bot says two things, and the later one arrives first.
    BotSaysSwapped,
    /// The bot's message comes without an id; the log has one.
    BotSaysNameless,
    /// The bot's message comes without a time; the log has one.
    BotSaysTimeless,
    /// The bot streams an answer of this many chunks.
    BotStreams(u8),
    /// Another tab of the visitor's sends a message.
    OtherTabSays,
    /// The platform tells something that is no message, by its place in [`NOTICES`].
    Notice(u8),
    /// The bot's next frame arrives twice.
    Duplicate,
    /// A frame that cannot be read, by its place in [`GARBAGE`], and right behind it a message that can.
    Garbage(u8),
    /// Every open socket closes with this code; what was on its way arrives first.
    Drop(u16),
    /// Every open socket closes with this code; what was on its way is lost.
    Cut(u16),
    /// Every open socket goes on in appearance only: nothing passes any more.
    HalfOpen,
    /// Nothing reaches the session any more through the open sockets, but what it sends still arrives.
    Deaf,
    /// The platform acknowledges nothing for this long.
    NoAck(u32),
    /// The platform loses what the visitor sends for this long.
    Swallow(u32),
    /// The platform refuses the next message.
    RefuseNext,
    /// Sockets are refused for this long.
    RefuseSockets(u32),
    /// HTTP requests end like this for this long.
    Http(HttpFault, u32),
    /// Latency is up to this much higher, for this long.
    Slow(u32, u32),
    /// Every access token ends.
    ExpireTokens,
    /// The callback behaves like this for this long.
    Callback(CallbackFault, u32),
    /// The device is offline for this long; the browser notices that its sockets are dead.
    Offline(u32),
    /// The device is offline for this long; its sockets seem to live on.
    OfflineUnnoticed(u32),
    /// The page is hidden for this long.
    Hidden(u32),
    /// The device sleeps for this long: no timer fires and nothing is received.
    Sleep(u32),
    /// The device's wall clock jumps by this much.
    WallJump(i64),
    /// The page goes into the back-forward cache for this long.
    Cached(u32),
    /// Nothing can be written to storage for this long.
    StorageFails(u32),
    /// The page is loaded anew.
    Reload,
    /// Inputs of sockets and requests that are long gone.
    Stale,
}

/// How HTTP fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HttpFault {
    Status(u16),
    /// 429 with so many seconds in `Retry-After`.
    TooMany(u16),
    Garbage,
    Network,
    Hang,
}

/// How the host page's callback fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallbackFault {
    Rejects,
    Malformed,
    Hangs,
    /// It gives tokens that the platform refuses.
    Bad,
    /// It gives tokens that ended long ago, and says so.
    Expired,
}

/// A step and when it happens, in milliseconds from the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timed {
    pub at: u64,
    pub step: Step,
}

/// Everything that differs between runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// Seeds the session, latencies and the platform's timing.
    pub seed: u64,
    /// Messages in the platform's log before the run.
    pub backlog: u32,
    /// How the visitor is authorized.
    pub access: Access,
    /// Entries that the session keeps in memory.
    pub memory: usize,
    pub steps: Vec<Timed>,
}

/// How the visitor is authorized.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The callback gives an access token.
    Token,
    /// The callback gives a JWT, and the session makes the grant.
    Jwt,
    /// The same, and the platform asks for both as sub-protocols of the socket (`kore-protocol.md` 4.2).
    Secure,
}

/// More than any run needs.
pub const ROOMY: usize = 5_000;

/// Frames of the platform's that are no messages.
pub const NOTICES: [&str; 8] = [
    r#"{"type":"session_end"}"#,
    r#"{"type":"session_start","sessionId":"s-2"}"#,
    r#"{"type":"agent_session_start"}"#,
    r#"{"type":"agent_session_end"}"#,
    r#"{"type":"events","message":{"type":"typing","author":{"name":"Ada"}}}"#,
    r#"{"type":"botKitUnreachable","message":["away"]}"#,
    r#"{"type":"waiting_for_user_input"}"#,
    r#"{"type":"language_switched","langDetails":{"newLanguage":"ar"}}"#,
];

/// Frames that hold nothing that could be shown.
pub const GARBAGE: [&str; 10] = [
    r#"{"type":"bot_response","message":[{"component":"#,
    "",
    "null",
    "[]",
    r#"{"type":"bot_response","message":[]}"#,
    r#"{"type":"bot_response","messageId":{},"message":{"type":7}}"#,
    r#"{"type":"bot_response","message":[{"type":"text","component":{"type":"template","payload":{"template_type":"button"}}}]}"#,
    r#"{"type":"ack","ok":true,"replyto":"nothing"}"#,
    r#"{"type":"user_message"}"#,
    r#"{"type":"\ud800","from":[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]}"#,
];

/// The table of `rtm-channel.txt` "WebSocket Error Scenarios", other registered codes, and the platform's own.
const CLOSE_CODES: [u16; 20] = [
    1000, 1001, 1002, 1003, 1005, 1006, 1006, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015, 3000, 4001,
    4999,
];
const STATUSES: [u16; 9] = [302, 400, 401, 403, 404, 500, 502, 503, 504];

/// What a script is mostly about.
#[derive(Clone, Copy)]
enum Mood {
    Everything,
    Line,
    Service,
    Page,
    Absence,
}

impl Script {
    pub fn from_seed(seed: u64) -> Self {
        Self::choose(&mut Rng::new(seed), seed)
    }

    /// A fuzzer's way to a script. Only fuzz targets and tests use it.
    #[allow(dead_code, reason = "the fuzz target shares this file")]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut bytes = Bytes(bytes);
        let seed = bytes.below(0x1_0000);
        Self::choose(&mut bytes, seed)
    }

    fn choose(choices: &mut impl Choices, seed: u64) -> Self {
        let access = choices.pick(&[Access::Token, Access::Token, Access::Jwt, Access::Secure]);
        let backlog = match choices.below(4) {
            0 => 0,
            1 => choices.between(1, 19),
            2 => 20,
            _ => choices.between(21, 90),
        } as u32;
        let memory = choices.pick(&[ROOMY, ROOMY, ROOMY, 60]);
        let mood = choices.pick(&[Mood::Everything, Mood::Line, Mood::Service, Mood::Page, Mood::Absence]);
        let count = choices.between(4, 40);
        let span = choices.between(5_000, 180_000);
        let mut steps: Vec<Timed> =
            (0..count).map(|_| Timed { at: choices.below(span), step: Step::choose(choices, mood) }).collect();
        if matches!(mood, Mood::Absence) {
            steps.extend(absence(choices, span));
        }
        steps.sort_by_key(|timed| timed.at);
        Self { seed, backlog, access, memory, steps }
    }
}

/// The session is away while much is said.
fn absence(choices: &mut impl Choices, span: u64) -> [Timed; 4] {
    let at = choices.below(span);
    let away = choices.between(2_000, 60_000) as u32;
    let leave = match choices.below(5) {
        0 => Step::Offline(away),
        1 => Step::OfflineUnnoticed(away),
        2 => Step::Sleep(away),
        3 => Step::Cached(away),
        _ => Step::RefuseSockets(away),
    };
    let talk = [Step::BotSays(choices.between(1, 150) as u8), Step::BotSays(choices.between(1, 150) as u8)];
    let [first, second] = talk.map(|step| Timed { at: at + choices.between(500, u64::from(away)), step });
    [Timed { at, step: leave }, Timed { at: at + 1, step: Step::Cut(1006) }, first, second]
}

impl Step {
    fn choose(choices: &mut impl Choices, mood: Mood) -> Self {
        let [talk, line, service] = match mood {
            Mood::Everything => [45, 70, 85],
            Mood::Line => [50, 93, 97],
            Mood::Service => [40, 55, 95],
            Mood::Page => [45, 55, 62],
            Mood::Absence => [60, 75, 85],
        };
        match choices.below(100) {
            group if group < talk => Self::talk(choices),
            group if group < line => Self::line(choices),
            group if group < service => Self::service(choices),
            _ => Self::page(choices),
        }
    }

    /// What the visitor, the bot and other tabs do.
    fn talk(choices: &mut impl Choices) -> Self {
        match choices.below(40) {
            0..=17 => Self::Say,
            18 => Self::SayTooLarge,
            19..=20 => Self::RetryFailed,
            21 => Self::DiscardFailed,
            22..=23 => Self::LoadOlder,
            24 => Self::FillGaps,
            25 => Self::Reconnect,
            26 => pick_rare(choices),
            27..=29 => Self::BotSays(1),
            30 => Self::BotSays(choices.between(2, 40) as u8),
            31 => Self::BotSaysSwapped,
            32 => Self::BotSaysNameless,
            33 => Self::BotSaysTimeless,
            34..=36 => Self::BotStreams(choices.between(1, 8) as u8),
            37..=38 => Self::OtherTabSays,
            _ => Self::Notice(choices.below(NOTICES.len() as u64) as u8),
        }
    }

    /// What happens to sockets and what they carry.
    fn line(choices: &mut impl Choices) -> Self {
        match choices.below(20) {
            0..=1 => Self::Duplicate,
            2..=3 => Self::Garbage(choices.below(GARBAGE.len() as u64) as u8),
            4..=6 => Self::Drop(choices.pick(&CLOSE_CODES)),
            7..=9 => Self::Cut(choices.pick(&CLOSE_CODES)),
            10..=11 => Self::HalfOpen,
            12 => Self::Deaf,
            13 => Self::NoAck(span(choices)),
            14 => Self::Swallow(span(choices)),
            15 => Self::RefuseNext,
            16..=17 => Self::RefuseSockets(span(choices)),
            18 => Self::Slow(choices.between(100, 6_000) as u32, span(choices)),
            _ => Self::Stale,
        }
    }

    /// What happens to HTTP and tokens.
    fn service(choices: &mut impl Choices) -> Self {
        match choices.below(10) {
            0..=4 => {
                let fault = match choices.below(6) {
                    0 | 1 => HttpFault::Status(choices.pick(&STATUSES)),
                    2 => HttpFault::TooMany(choices.between(0, 40) as u16),
                    3 => HttpFault::Garbage,
                    4 => HttpFault::Network,
                    _ => HttpFault::Hang,
                };
                Self::Http(fault, span(choices))
            }
            5..=6 => Self::ExpireTokens,
            _ => {
                let faults = [
                    CallbackFault::Rejects,
                    CallbackFault::Malformed,
                    CallbackFault::Hangs,
                    CallbackFault::Bad,
                    CallbackFault::Expired,
                ];
                Self::Callback(choices.pick(&faults), span(choices))
            }
        }
    }

    /// What happens to the page and the device.
    fn page(choices: &mut impl Choices) -> Self {
        match choices.below(16) {
            0 => Self::Offline(span(choices)),
            1 => Self::OfflineUnnoticed(span(choices)),
            2..=3 => Self::Hidden(span(choices)),
            4..=5 => Self::Sleep(choices.between(500, 600_000) as u32),
            6 => Self::WallJump(choices.between(0, 7_200_000) as i64 - 3_600_000),
            7..=8 => Self::Cached(span(choices)),
            9..=10 => Self::StorageFails(span(choices)),
            11 => Self::Leave(span(choices)),
            _ => Self::Reload,
        }
    }

    /// Its name in the table of what was met.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Say => "say",
            Self::SayTooLarge => "say too large",
            Self::RetryFailed => "retry",
            Self::DiscardFailed => "discard",
            Self::LoadOlder => "load older",
            Self::FillGaps => "fill gaps",
            Self::Reconnect => "reconnect",
            Self::Type => "type",
            Self::EndSession => "end session",
            Self::Leave(_) => "leave",
            Self::BotSays(1) => "bot says",
            Self::BotSays(_) => "burst",
            Self::BotSaysSwapped => "swapped",
            Self::BotSaysNameless => "no id",
            Self::BotSaysTimeless => "no time",
            Self::BotStreams(_) => "stream",
            Self::OtherTabSays => "other tab",
            Self::Notice(_) => "notice",
            Self::Duplicate => "duplicate",
            Self::Garbage(_) => "garbage",
            Self::Drop(1008) | Self::Cut(1008) => "close 1008",
            Self::Drop(1009) | Self::Cut(1009) => "close 1009",
            Self::Drop(_) => "drop",
            Self::Cut(_) => "cut",
            Self::HalfOpen => "half-open",
            Self::Deaf => "deaf",
            Self::NoAck(_) => "no ack",
            Self::Swallow(_) => "swallow",
            Self::RefuseNext => "refuse message",
            Self::RefuseSockets(_) => "refuse sockets",
            Self::Http(HttpFault::Status(401), _) => "http 401",
            Self::Http(HttpFault::Status(500..), _) => "http 5xx",
            Self::Http(HttpFault::Status(_), _) => "http 3xx 4xx",
            Self::Http(HttpFault::TooMany(_), _) => "http 429",
            Self::Http(HttpFault::Garbage, _) => "http garbage",
            Self::Http(HttpFault::Network, _) => "http network",
            Self::Http(HttpFault::Hang, _) => "http hangs",
            Self::Slow(..) => "slow",
            Self::ExpireTokens => "expire",
            Self::Callback(CallbackFault::Rejects, _) => "token rejects",
            Self::Callback(CallbackFault::Malformed, _) => "token malformed",
            Self::Callback(CallbackFault::Hangs, _) => "token hangs",
            Self::Callback(CallbackFault::Bad, _) => "token bad",
            Self::Callback(CallbackFault::Expired, _) => "token expired",
            Self::Offline(_) => "offline",
            Self::OfflineUnnoticed(_) => "offline, unnoticed",
            Self::Hidden(_) => "hidden",
            Self::Sleep(_) => "sleep",
            Self::WallJump(_) => "wall jump",
            Self::Cached(_) => "cached",
            Self::StorageFails(_) => "storage fails",
            Self::Reload => "reload",
            Self::Stale => "stale",
        }
    }
}

/// Mostly short, sometimes minutes.
fn span(choices: &mut impl Choices) -> u32 {
    let longest = if choices.chance(85) { 20_000 } else { 180_000 };
    choices.between(50, longest) as u32
}

fn pick_rare(choices: &mut impl Choices) -> Step {
    if choices.chance(50) { Step::Type } else { Step::EndSession }
}
