//! The switches of `POST /_emulator/faults`: every failure that `kore-protocol.md` section 15 lists.
//! README.md of this crate says what each one does.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use thiserror::Error;

/// A switch that does not exist, or a value it cannot take.
#[derive(Debug, Error)]
#[error("These faults cannot be set: {0}. The switches are listed in the emulator's README.md.")]
pub struct FaultError(String);

/// Everything that is switched on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Faults {
    pub http: HttpFaults,
    pub socket: SocketFaults,
    pub messages: MessageFaults,
    pub history: HistoryFaults,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<ThemeFault>,
    /// Milliseconds that the bot waits before it greets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub greet_delay_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<Encoding>,
}

/// How the payload of a template travels (`kore-protocol.md` section 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Encoding {
    Object,
    String,
}

/// What the theme endpoint answers instead of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ThemeFault {
    #[serde(rename = "500")]
    Error,
    Inactive,
    Partial,
}

/// The endpoints that can fail.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct HttpFaults {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jwtgrant: Option<HttpFault>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rtm_start: Option<HttpFault>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<HttpFault>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<HttpFault>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site_token: Option<HttpFault>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site_jwt: Option<HttpFault>,
}

/// An endpoint that [`HttpFaults`] names.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Endpoint {
    JwtGrant,
    RtmStart,
    History,
    Theme,
    SiteToken,
    SiteJwt,
}

/// How one endpoint fails.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct HttpFault {
    /// Status to answer with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Requests that still fail; without it all do until reset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// Milliseconds to wait before answering.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay_ms: Option<u64>,
    /// Seconds in a `Retry-After` header; the status is 429 unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// Answer with a body that is not JSON.
    pub garbage: bool,
    /// Never answer.
    pub hang: bool,
    /// Answer 401 `TOKEN_EXPIRED`.
    pub token_expired: bool,
}

/// What goes wrong with sockets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct SocketFaults {
    /// Upgrades that still answer 503.
    pub refuse: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drop_after_frames: Option<DropAfterFrames>,
    /// Close code in the middle of a streamed answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drop_mid_stream: Option<u16>,
    /// Closes straight after the upgrade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accept_then_drop: Option<Dropping>,
    pub half_open: bool,
    pub no_ack: bool,
    pub no_pong: bool,
    pub duplicate: bool,
}

/// How a socket is closed: by a code, or by `{"code", "reason"}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Dropping {
    Code(u16),
    WithReason(Reasoned),
}

/// A close code and what the close frame says about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reasoned {
    pub code: u16,
    pub reason: String,
}

impl Dropping {
    /// Code and reason.
    pub(crate) fn parts(&self) -> (u16, &str) {
        match self {
            Self::Code(code) => (*code, "dropped by a fault switch"),
            Self::WithReason(Reasoned { code, reason }) => (*code, reason),
        }
    }
}

/// Closes each socket after a number of frames.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DropAfterFrames {
    /// Frames sent to that socket.
    pub frames: u64,
    /// Close code; 1006 drops without a close frame.
    #[serde(default = "abnormal")]
    pub code: u16,
}

fn abnormal() -> u16 {
    1006
}

/// What is wrong with the bot's messages.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct MessageFaults {
    pub out_of_order_created_on: bool,
    pub missing_created_on: bool,
    pub missing_message_id: bool,
    pub late_chunk: bool,
    pub non_json: bool,
    pub empty_component: bool,
    pub oversize: bool,
    pub multi_item: bool,
    pub hostile: bool,
}

/// What is wrong with history.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct HistoryFaults {
    /// Milliseconds after which an empty page is answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty_slow: Option<u64>,
}

impl Faults {
    /// Merges switches into those that are set: groups member by member, an endpoint's fault and
    /// `dropAfterFrames` as a whole; `null` switches off. Nothing changes when any of it is wrong.
    pub(crate) fn merge(&mut self, patch: Map<String, Value>) -> Result<(), FaultError> {
        let Ok(Value::Object(mut current)) = serde_json::to_value(&*self) else {
            return Err(FaultError("the present switches cannot be read".into()));
        };
        for (group, value) in patch {
            match (current.get_mut(&group), value) {
                (Some(Value::Object(members)), Value::Object(patch)) => {
                    for (name, value) in patch {
                        // A null for a name that is not set stays in: an optional one takes it, an unknown one is refused.
                        if value.is_null() && members.contains_key(&name) {
                            members.remove(&name);
                        } else {
                            members.insert(name, value);
                        }
                    }
                }
                (Some(_), Value::Null) => {
                    current.remove(&group);
                }
                (_, value) => {
                    current.insert(group, value);
                }
            }
        }
        let mut complaints = Vec::new();
        let mut merged = Self::default();
        for (group, value) in current {
            let single = Value::Object(Map::from_iter([(group.clone(), value)]));
            match serde_json::from_value::<Self>(single) {
                Ok(one) => merged.take(&group, one),
                Err(error) => complaints.push(format!("`{group}`: {error}")),
            }
        }
        if !complaints.is_empty() {
            return Err(FaultError(complaints.join("; ")));
        }
        *self = merged;
        Ok(())
    }

    fn take(&mut self, group: &str, from: Self) {
        match group {
            "http" => self.http = from.http,
            "socket" => self.socket = from.socket,
            "messages" => self.messages = from.messages,
            "history" => self.history = from.history,
            "theme" => self.theme = from.theme,
            "greetDelayMs" => self.greet_delay_ms = from.greet_delay_ms,
            _ => self.encoding = from.encoding,
        }
    }

    /// The fault of one request to an endpoint; counts it.
    pub(crate) fn take_http(&mut self, endpoint: Endpoint) -> Option<HttpFault> {
        let slot = match endpoint {
            Endpoint::JwtGrant => &mut self.http.jwtgrant,
            Endpoint::RtmStart => &mut self.http.rtm_start,
            Endpoint::History => &mut self.http.history,
            Endpoint::Theme => &mut self.http.theme,
            Endpoint::SiteToken => &mut self.http.site_token,
            Endpoint::SiteJwt => &mut self.http.site_jwt,
        };
        let fault = slot.clone()?;
        match fault.times {
            Some(0) => {
                *slot = None;
                return None;
            }
            Some(1) => *slot = None,
            Some(left) => {
                if let Some(slot) = slot {
                    slot.times = Some(left - 1);
                }
            }
            None => {}
        }
        Some(fault)
    }

    /// Whether this upgrade is refused; counts it.
    pub(crate) fn take_refusal(&mut self) -> bool {
        let refuse = self.socket.refuse > 0;
        self.socket.refuse = self.socket.refuse.saturating_sub(1);
        refuse
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn merge(faults: &mut Faults, patch: Value) -> Result<(), FaultError> {
        faults.merge(patch.as_object().cloned().expect("an object"))
    }

    #[test]
    fn switches_add_up_and_null_takes_one_away() {
        let mut faults = Faults::default();
        merge(&mut faults, json!({"socket": {"noAck": true}})).unwrap();
        merge(&mut faults, json!({"socket": {"dropAfterFrames": {"frames": 3, "code": 1011}}, "theme": "500"}))
            .unwrap();
        assert!(faults.socket.no_ack);
        assert_eq!(faults.socket.drop_after_frames, Some(DropAfterFrames { frames: 3, code: 1011 }));
        assert_eq!(faults.theme, Some(ThemeFault::Error));
        merge(
            &mut faults,
            json!({"socket": {"noAck": null, "dropAfterFrames": null, "dropMidStream": null}, "theme": null, "greetDelayMs": null}),
        )
        .unwrap();
        assert_eq!(faults, Faults::default());
    }

    #[test]
    fn an_unknown_switch_is_named_and_changes_nothing() {
        let mut faults = Faults::default();
        for (patch, name) in [
            (json!({"sokcet": {}}), "sokcet"),
            (json!({"socket": {"noAck": true, "noack": true}}), "noack"),
            (json!({"http": {"rtmStart": {"stauts": 500}}}), "stauts"),
            (json!({"messages": {"hostile": "yes"}}), "messages"),
            (json!({"messages": {"nonsense": null}}), "nonsense"),
            (json!({"encoding": "xml"}), "xml"),
        ] {
            let error = merge(&mut faults, patch).unwrap_err().to_string();
            assert!(error.contains(name), "{error} should name {name}");
            assert_eq!(faults, Faults::default());
        }
    }

    #[test]
    fn a_counted_fault_runs_out() {
        let mut faults = Faults::default();
        merge(&mut faults, json!({"http": {"history": {"status": 503, "times": 2}}, "socket": {"refuse": 1}})).unwrap();
        assert!(faults.take_http(Endpoint::History).is_some());
        assert!(faults.take_http(Endpoint::RtmStart).is_none());
        assert!(faults.take_http(Endpoint::History).is_some());
        assert!(faults.take_http(Endpoint::History).is_none());
        assert!(faults.take_refusal());
        assert!(!faults.take_refusal());
    }
}
