//! What happens in a run: a list of timed steps, made from a seed, small enough to read and to shrink.

use crate::rng::Rng;

/// One thing that happens to the session, the platform or the network between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The visitor sends a message.
    Say,
    /// The visitor presses retry on every failed message.
    RetryFailed,
    /// The visitor asks for older messages.
    LoadOlder,
    /// The visitor presses retry after the session gave up.
    Reconnect,
    /// The bot says something by itself.
    BotSays,
    /// The bot streams an answer of this many chunks.
    BotStreams(u8),
    /// The bot's next frame arrives twice.
    Duplicate,
    /// A frame that cannot be read.
    Garbage,
    /// Every open socket closes with this code.
    Drop(u16),
    /// Every open socket goes on in appearance only: nothing passes any more.
    HalfOpen,
    /// The platform acknowledges nothing for this long, in milliseconds.
    NoAck(u32),
    /// Sockets are refused for this long, in milliseconds.
    RefuseSockets(u32),
    /// HTTP requests end like this for this long, in milliseconds.
    Http(HttpFault, u32),
    /// Latency is this much higher for this long, in milliseconds each.
    Slow(u32, u32),
    /// Every access token ends.
    ExpireTokens,
    /// The callback behaves like this for this long, in milliseconds.
    Callback(CallbackFault, u32),
    /// The device is offline for this long, in milliseconds.
    Offline(u32),
    /// The page is hidden for this long, in milliseconds.
    Hidden(u32),
    /// The device sleeps for this long, in milliseconds: no timer fires and nothing is received.
    Sleep(u32),
    /// The device's wall clock jumps by this much, in milliseconds.
    WallJump(i64),
    /// The page goes into the back-forward cache for this long, in milliseconds.
    Cached(u32),
    /// Another tab of the visitor's sends a message.
    OtherTabSays,
    /// Inputs of sockets and requests that are long gone.
    Stale,
}

/// How HTTP fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HttpFault {
    Status(u16),
    RetryAfter(u16),
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
    pub steps: Vec<Timed>,
}

const CLOSE_CODES: [u16; 8] = [1000, 1001, 1002, 1005, 1006, 1007, 1009, 1011];
const STATUSES: [u16; 6] = [400, 403, 404, 500, 502, 503];

impl Script {
    pub fn from_seed(seed: u64) -> Self {
        let mut rng = Rng::new(seed);
        let backlog = match rng.below(4) {
            0 => 0,
            1 => rng.between(1, 19),
            2 => 20,
            _ => rng.between(21, 90),
        } as u32;
        let count = rng.between(4, 40);
        let span = rng.between(5_000, 180_000);
        let mut steps: Vec<Timed> =
            (0..count).map(|_| Timed { at: rng.below(span), step: Self::step(&mut rng) }).collect();
        steps.sort_by_key(|timed| timed.at);
        Self { seed, backlog, steps }
    }

    fn step(rng: &mut Rng) -> Step {
        let span = |rng: &mut Rng| rng.between(50, 20_000) as u32;
        match rng.below(100) {
            0..=29 => Step::Say,
            30..=39 => Step::BotSays,
            40..=43 => Step::BotStreams(rng.between(1, 8) as u8),
            44..=46 => Step::OtherTabSays,
            47..=49 => Step::RetryFailed,
            50..=52 => Step::LoadOlder,
            53..=54 => Step::Reconnect,
            55..=56 => Step::Duplicate,
            57..=58 => Step::Garbage,
            59..=66 => Step::Drop(*rng.pick(&CLOSE_CODES)),
            67 => Step::Drop(1008),
            68..=71 => Step::HalfOpen,
            72..=73 => Step::NoAck(span(rng)),
            74..=75 => Step::RefuseSockets(span(rng)),
            76..=81 => {
                let fault = match rng.below(5) {
                    0 => HttpFault::Status(*rng.pick(&STATUSES)),
                    1 => HttpFault::RetryAfter(rng.between(0, 8) as u16),
                    2 => HttpFault::Garbage,
                    3 => HttpFault::Network,
                    _ => HttpFault::Hang,
                };
                Step::Http(fault, span(rng))
            }
            82..=83 => Step::Slow(rng.between(100, 6_000) as u32, span(rng)),
            84..=86 => Step::ExpireTokens,
            87..=88 => {
                let fault = *rng.pick(&[
                    CallbackFault::Rejects,
                    CallbackFault::Malformed,
                    CallbackFault::Hangs,
                    CallbackFault::Bad,
                ]);
                Step::Callback(fault, span(rng))
            }
            89..=90 => Step::Offline(span(rng)),
            91..=92 => Step::Hidden(span(rng)),
            93..=94 => Step::Sleep(rng.between(500, 600_000) as u32),
            95 => Step::WallJump(rng.between(0, 7_200_000) as i64 - 3_600_000),
            96..=97 => Step::Cached(span(rng)),
            _ => Step::Stale,
        }
    }
}
