//! Scripts as text, one step a line, so that a failure can be read and kept as a regression test.

use std::{fmt, str::FromStr};

use crate::script::{Access, CallbackFault, HttpFault, ROOMY, Script, Step, Timed};

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let access = match self.access {
            Access::Token => "token",
            Access::Jwt => "jwt",
            Access::Secure => "secure",
        };
        writeln!(f, "seed {}\nbacklog {}\naccess {access}\nmemory {}", self.seed, self.backlog, self.memory)?;
        for timed in &self.steps {
            writeln!(f, "{:>7} {}", timed.at, timed.step)?;
        }
        Ok(())
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Say => f.write_str("say"),
            Self::SayTooLarge => f.write_str("say too-large"),
            Self::RetryFailed => f.write_str("retry"),
            Self::DiscardFailed => f.write_str("discard"),
            Self::LoadOlder => f.write_str("load-older"),
            Self::FillGaps => f.write_str("fill-gaps"),
            Self::Reconnect => f.write_str("reconnect"),
            Self::Type => f.write_str("type"),
            Self::EndSession => f.write_str("end-session"),
            Self::Leave(span) => write!(f, "leave for {span}"),
            Self::BotSays(count) => write!(f, "bot {count}"),
            Self::BotSaysSwapped => f.write_str("bot swapped"),
            Self::BotSaysNameless => f.write_str("bot nameless"),
            Self::BotSaysTimeless => f.write_str("bot timeless"),
            Self::BotStreams(chunks) => write!(f, "stream {chunks}"),
            Self::OtherTabSays => f.write_str("other-tab"),
            Self::Notice(index) => write!(f, "notice {index}"),
            Self::Duplicate => f.write_str("duplicate"),
            Self::Garbage(index) => write!(f, "garbage {index}"),
            Self::Drop(code) => write!(f, "drop {code}"),
            Self::Cut(code) => write!(f, "cut {code}"),
            Self::HalfOpen => f.write_str("half-open"),
            Self::Deaf => f.write_str("deaf"),
            Self::NoAck(span) => write!(f, "no-ack for {span}"),
            Self::Swallow(span) => write!(f, "swallow for {span}"),
            Self::RefuseNext => f.write_str("refuse-next"),
            Self::RefuseSockets(span) => write!(f, "refuse-sockets for {span}"),
            Self::Http(HttpFault::Status(status), span) => write!(f, "http {status} for {span}"),
            Self::Http(HttpFault::TooMany(after), span) => write!(f, "http 429 after {after} for {span}"),
            Self::Http(HttpFault::Garbage, span) => write!(f, "http garbage for {span}"),
            Self::Http(HttpFault::Network, span) => write!(f, "http network for {span}"),
            Self::Http(HttpFault::Hang, span) => write!(f, "http hang for {span}"),
            Self::Slow(by, span) => write!(f, "slow by {by} for {span}"),
            Self::ExpireTokens => f.write_str("expire-tokens"),
            Self::Callback(CallbackFault::Rejects, span) => write!(f, "callback rejects for {span}"),
            Self::Callback(CallbackFault::Malformed, span) => write!(f, "callback malformed for {span}"),
            Self::Callback(CallbackFault::Hangs, span) => write!(f, "callback hangs for {span}"),
            Self::Callback(CallbackFault::Bad, span) => write!(f, "callback bad for {span}"),
            Self::Callback(CallbackFault::Expired, span) => write!(f, "callback expired for {span}"),
            Self::Offline(span) => write!(f, "offline for {span}"),
            Self::OfflineUnnoticed(span) => write!(f, "offline unnoticed for {span}"),
            Self::Hidden(span) => write!(f, "hidden for {span}"),
            Self::Sleep(span) => write!(f, "sleep for {span}"),
            Self::WallJump(by) => write!(f, "clock by {by}"),
            Self::Cached(span) => write!(f, "cached for {span}"),
            Self::StorageFails(span) => write!(f, "storage-fails for {span}"),
            Self::Reload => f.write_str("reload"),
            Self::Stale => f.write_str("stale"),
        }
    }
}

impl FromStr for Script {
    type Err = String;

    /// Reads what [`fmt::Display`] wrote. Lines that begin with `#` are comments.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut script = Self { seed: 0, backlog: 0, access: Access::Token, memory: ROOMY, steps: Vec::new() };
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (first, rest) = line.split_once(' ').ok_or_else(|| format!("not a line of a script: {line}"))?;
            match (first, rest.trim()) {
                ("seed", seed) => script.seed = number(seed)?,
                ("backlog", backlog) => script.backlog = number(backlog)?,
                ("memory", memory) => script.memory = number(memory)?,
                ("access", "token") => script.access = Access::Token,
                ("access", "jwt") => script.access = Access::Jwt,
                ("access", "secure") => script.access = Access::Secure,
                (at, step) => script.steps.push(Timed { at: number(at)?, step: step.parse()? }),
            }
        }
        Ok(script)
    }
}

impl FromStr for Step {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        Ok(match words.as_slice() {
            ["say"] => Self::Say,
            ["say", "too-large"] => Self::SayTooLarge,
            ["retry"] => Self::RetryFailed,
            ["discard"] => Self::DiscardFailed,
            ["load-older"] => Self::LoadOlder,
            ["fill-gaps"] => Self::FillGaps,
            ["reconnect"] => Self::Reconnect,
            ["type"] => Self::Type,
            ["end-session"] => Self::EndSession,
            ["leave", "for", span] => Self::Leave(number(span)?),
            ["bot", "swapped"] => Self::BotSaysSwapped,
            ["bot", "nameless"] => Self::BotSaysNameless,
            ["bot", "timeless"] => Self::BotSaysTimeless,
            ["bot", count] => Self::BotSays(number(count)?),
            ["stream", chunks] => Self::BotStreams(number(chunks)?),
            ["other-tab"] => Self::OtherTabSays,
            ["notice", index] => Self::Notice(number(index)?),
            ["duplicate"] => Self::Duplicate,
            ["garbage", index] => Self::Garbage(number(index)?),
            ["drop", code] => Self::Drop(number(code)?),
            ["cut", code] => Self::Cut(number(code)?),
            ["half-open"] => Self::HalfOpen,
            ["deaf"] => Self::Deaf,
            ["no-ack", "for", span] => Self::NoAck(number(span)?),
            ["swallow", "for", span] => Self::Swallow(number(span)?),
            ["refuse-next"] => Self::RefuseNext,
            ["refuse-sockets", "for", span] => Self::RefuseSockets(number(span)?),
            ["http", "429", "after", after, "for", span] => {
                Self::Http(HttpFault::TooMany(number(after)?), number(span)?)
            }
            ["http", "garbage", "for", span] => Self::Http(HttpFault::Garbage, number(span)?),
            ["http", "network", "for", span] => Self::Http(HttpFault::Network, number(span)?),
            ["http", "hang", "for", span] => Self::Http(HttpFault::Hang, number(span)?),
            ["http", status, "for", span] => Self::Http(HttpFault::Status(number(status)?), number(span)?),
            ["slow", "by", by, "for", span] => Self::Slow(number(by)?, number(span)?),
            ["expire-tokens"] => Self::ExpireTokens,
            ["callback", fault, "for", span] => {
                let fault = match *fault {
                    "rejects" => CallbackFault::Rejects,
                    "malformed" => CallbackFault::Malformed,
                    "hangs" => CallbackFault::Hangs,
                    "bad" => CallbackFault::Bad,
                    "expired" => CallbackFault::Expired,
                    _ => return Err(format!("no fault of the callback: {fault}")),
                };
                Self::Callback(fault, number(span)?)
            }
            ["offline", "for", span] => Self::Offline(number(span)?),
            ["offline", "unnoticed", "for", span] => Self::OfflineUnnoticed(number(span)?),
            ["hidden", "for", span] => Self::Hidden(number(span)?),
            ["sleep", "for", span] => Self::Sleep(number(span)?),
            ["clock", "by", by] => Self::WallJump(number(by)?),
            ["cached", "for", span] => Self::Cached(number(span)?),
            ["storage-fails", "for", span] => Self::StorageFails(number(span)?),
            ["reload"] => Self::Reload,
            ["stale"] => Self::Stale,
            _ => return Err(format!("not a step: {text}")),
        })
    }
}

fn number<T: FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("not a number: {text}"))
}
