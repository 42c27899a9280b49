//! Errors for the page's developer: what is wrong and what to do, in one sentence or two. Never carries a token.

use session::{FailReason, StopReason, TokenProblem};
use wasm_bindgen::JsValue;

use super::plain::set;

/// An error with a code that programs can compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HostError {
    /// Stable, such as `invalid-option`.
    pub(super) code: &'static str,
    /// For people.
    pub(super) message: String,
    /// More for programs: names and texts.
    pub(super) details: Vec<(&'static str, String)>,
}

impl HostError {
    /// An option that cannot be used. `expected` completes "must be".
    pub(super) fn option(name: &str, expected: &str, given: &str) -> Self {
        Self {
            code: "invalid-option",
            message: format!("The option \"{name}\" must be {expected}; given: {given}."),
            details: vec![("option", name.to_owned())],
        }
    }

    /// A session that gave up.
    pub(super) fn stopped(reason: &StopReason) -> Self {
        let (code, message) = match reason {
            StopReason::TokenUnavailable(problem) => return Self::token(problem),
            StopReason::Unauthorized => (
                "unauthorized",
                "The platform refuses every access token. Check that your server makes it for this botId, at the \
                 platform that apiUrl names, and that it has not expired."
                    .to_owned(),
            ),
            StopReason::Refused(text) if text.is_empty() => {
                ("refused", "The platform refuses this visitor's connection and gives no reason.".to_owned())
            }
            StopReason::Refused(text) => {
                ("refused", format!("The platform refuses this visitor's connection: {text}."))
            }
            _ => ("stopped", "The connection was given up.".to_owned()),
        };
        Self { code, message, details: Vec::new() }
    }

    /// The page's callback gave no token of use.
    pub(super) fn token(problem: &TokenProblem) -> Self {
        let (code, what, advice) = match problem {
            TokenProblem::Rejected(text) => {
                ("token-callback-failed", text.as_str(), "Look for the cause in your server.")
            }
            TokenProblem::Malformed(text) => {
                ("token-malformed", text.as_str(), "Make getAccessToken or getJwt resolve to one.")
            }
            TokenProblem::Expired => (
                "token-expired",
                "the callback gives tokens whose end is over",
                "Make your server ask for a new one each time.",
            ),
            _ => (
                "token-timeout",
                "the callback did not settle within 30 seconds",
                "Give its request to your server a shorter timeout.",
            ),
        };
        let message = format!("The chat got no access token: {what}. {advice}");
        Self { code, message, details: Vec::new() }
    }

    /// Too many messages wait for a connection.
    pub(super) fn outbox_full() -> Self {
        Self {
            code: "outbox-full",
            message: "A message was not taken: 500 wait to be sent already. Send it again once they are.".to_owned(),
            details: Vec::new(),
        }
    }

    /// A message that was given up.
    pub(super) fn send_failed(message_id: &str, reason: FailReason) -> Self {
        let (reason, why) = fail_reason(reason);
        Self {
            code: "send-failed",
            message: format!("A message was not sent: {why}. The visitor can send it again."),
            details: vec![("messageId", message_id.to_owned()), ("reason", reason.to_owned())],
        }
    }
}

/// A name for programs, and the cause in words.
pub(super) fn fail_reason(reason: FailReason) -> (&'static str, &'static str) {
    match reason {
        FailReason::Unconfirmed => ("unconfirmed", "the platform did not confirm it in time"),
        FailReason::TooLarge => ("too-large", "the platform finds it too large"),
        FailReason::Refused => ("refused", "the platform refused it"),
        _ => ("unknown", "the platform did not take it"),
    }
}

impl From<HostError> for JsValue {
    fn from(error: HostError) -> Self {
        let js: JsValue = js_sys::Error::new(&error.message).into();
        set(&js, &[("code", error.code.into())]);
        for (name, value) in error.details {
            set(&js, &[(name, value.into())]);
        }
        js
    }
}
