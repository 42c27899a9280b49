//! Events of the host element or session, each told to the developer's console too where something is wrong.

use js_sys::JSON;
use protocol::value::same_name;
use session::{Change, ConnectionState, Entry, EntryBody, Event, Notice, StopReason, TimelineDiff};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, EventTarget};

use super::{
    credentials::field,
    error::HostError,
    plain::{self, object},
};
use crate::driver;
#[cfg(feature = "window")]
use crate::window::WindowEvent;

/// Dispatches on one host. The browser reports a listener that throws; the chat does not notice.
pub(super) struct Events {
    host: EventTarget,
}

impl Events {
    pub(super) fn new(host: EventTarget) -> Self {
        Self { host }
    }

    /// `rtm-ready`: the element's methods act at once from now on.
    #[cfg(feature = "window")]
    pub(super) fn ready(&self) {
        self.dispatch("rtm-ready", &[]);
    }

    /// The element.
    #[cfg(feature = "window")]
    pub(super) fn host(&self) -> &EventTarget {
        &self.host
    }

    /// `rtm-agent`, for what just happened and not for what history tells.
    pub(super) fn change(&self, change: &Change) {
        let Some(notice) = notice(change) else { return };
        match notice {
            Notice::AgentJoined { name } => {
                self.dispatch("rtm-agent", &[("state", "joined".into()), ("name", name.into())]);
            }
            Notice::AgentLeft => self.dispatch("rtm-agent", &[("state", "left".into())]),
            _ => {}
        }
    }

    #[cfg(feature = "window")]
    pub(super) fn window(&self, event: WindowEvent) {
        match event {
            WindowEvent::Opened => self.dispatch("rtm-open", &[]),
            WindowEvent::Closed => self.dispatch("rtm-close", &[]),
            // The hook is asked.
            WindowEvent::EndAsked => {}
            WindowEvent::Unread(count) => self.dispatch("rtm-unread", &[("count", count.into())]),
        }
    }

    pub(super) fn session(&self, event: Event) {
        match event {
            Event::State(state) => self.dispatch("rtm-state", &state_fields(&state)),
            Event::Message(entry) => self.entry("rtm-message", &entry),
            Event::Sent(entry) => self.entry("rtm-sent", &entry),
            Event::Platform { raw } => {
                let raw = JSON::parse(&raw).unwrap_or_else(|_| raw.into());
                let kind = field(&raw, "type").as_string().unwrap_or_default();
                for (name, state) in [("session_start", "started"), ("session_end", "ended")] {
                    if same_name(&kind, name) {
                        self.dispatch("rtm-session", &[("state", state.into())]);
                    }
                }
                self.dispatch("rtm-event", &[("raw", raw)]);
            }
            Event::Warning(warning) => self.warning(&format!("A message from the platform was odd: {warning}.")),
            Event::SocketFault { code, reason } => {
                let mut text = "The platform closed the connection over a protocol error, code ".to_owned();
                text.push_str(&code.to_string());
                if !reason.is_empty() {
                    text.push_str(": ");
                    text.push_str(&reason);
                }
                text.push_str(". The chat connects again.");
                self.warning(&text);
            }
            Event::StorageFailed => self.warning(
                "The browser's session storage is denied or full: messages that wait do not outlive a reload of the page.",
            ),
            Event::OutboxFull => self.error(&HostError::outbox_full()),
            Event::TokenFailed(problem) => self.error(&HostError::token(&problem)),
            Event::Stopped(reason) => self.error(&HostError::stopped(&reason)),
            Event::SendFailed(entry) => {
                if let EntryBody::Sent { state: session::SendState::Failed(reason), .. } = &entry.body {
                    let error = HostError::send_failed(&entry.message_id, *reason);
                    let detail = plain::entry(&entry);
                    for (name, value) in &error.details {
                        plain::set(&detail, &[(*name, value.into())]);
                    }
                    self.dispatch_detail("rtm-failed", &detail);
                    self.error(&error);
                }
            }
            _ => {}
        }
    }

    /// `rtm-warning`, and the same in the console.
    pub(super) fn warning(&self, message: &str) {
        web_sys::console::warn_1(&format!("rtm-chat: {message}").into());
        self.dispatch("rtm-warning", &[("message", message.into())]);
    }

    /// `rtm-error`, and the same in the console.
    pub(super) fn error(&self, error: &HostError) {
        web_sys::console::error_1(&format!("rtm-chat: {}", error.message).into());
        let mut fields = vec![("code", error.code.into()), ("message", error.message.as_str().into())];
        fields.extend(error.details.iter().map(|(name, value)| (*name, value.as_str().into())));
        self.dispatch("rtm-error", &fields);
    }

    fn entry(&self, kind: &str, entry: &Entry) {
        self.dispatch_detail(kind, &plain::entry(entry));
    }

    /// An event with these fields in its `detail`.
    pub(super) fn dispatch(&self, kind: &str, fields: &[(&str, JsValue)]) {
        self.dispatch_detail(kind, &object(fields));
    }

    fn dispatch_detail(&self, kind: &str, detail: &JsValue) {
        let init = object(&[("bubbles", true.into()), ("composed", true.into()), ("detail", detail.clone())]);
        if let Ok(event) = CustomEvent::new_with_event_init_dict(kind, init.unchecked_ref()) {
            // False only when a listener called preventDefault(), which these events do not heed.
            let _ = self.host.dispatch_event(&event);
        }
    }
}

/// `state`, and what belongs to it: `attempt` and `retryIn` in milliseconds, or `reason`.
pub(super) fn state_fields(state: &ConnectionState) -> Vec<(&'static str, JsValue)> {
    let name = match state {
        ConnectionState::Idle => "idle",
        ConnectionState::Authorizing => "authorizing",
        ConnectionState::Starting => "starting",
        ConnectionState::Connecting => "connecting",
        ConnectionState::Live => "live",
        ConnectionState::Waiting { .. } => "waiting",
        ConnectionState::Stopped(_) => "stopped",
    };
    let mut fields = vec![("state", name.into())];
    match state {
        ConnectionState::Waiting { until, attempt } => {
            fields.push(("attempt", (*attempt).into()));
            if let Some(until) = until {
                let wait = until.saturating_sub(driver::monotonic());
                fields.push(("retryIn", u32::try_from(wait).unwrap_or(u32::MAX).into()));
            }
        }
        ConnectionState::Stopped(reason) => fields.push(("reason", stop_code(reason).into())),
        _ => {}
    }
    fields
}

fn stop_code(reason: &StopReason) -> &'static str {
    HostError::stopped(reason).code
}

/// Whether a change tells that something happened.
#[cfg(feature = "connect")]
pub(super) fn is_notice(change: &Change) -> bool {
    notice(change).is_some()
}

fn notice(change: &Change) -> Option<&Notice> {
    let Change::Timeline(TimelineDiff::Insert { entry, .. } | TimelineDiff::Update { entry }) = change else {
        return None;
    };
    match &entry.body {
        EntryBody::Notice(notice) if !entry.from_history => Some(notice),
        _ => None,
    }
}
