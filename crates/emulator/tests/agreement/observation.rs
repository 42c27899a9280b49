//! What a client can tell of a step, without what differs from run to run: ids are numbered by their first sight.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// Tabs of the client, each with at most one socket.
pub const TABS: usize = 2;

/// What one step showed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// A REST answer.
    pub answer: Option<String>,
    /// Whether the socket opened.
    pub opened: Option<bool>,
    /// What arrived in each tab, in order, a close of the platform's included.
    pub tabs: [Vec<String>; TABS],
}

impl Seen {
    /// Everything of it in words without numbers, to count what was met.
    pub fn kinds(&self) -> BTreeSet<String> {
        let short = |text: &String| text.split(':').next().unwrap_or_default().to_owned();
        let opened = self.opened.map(|opened| if opened { "opened" } else { "refused" }.to_owned());
        let twice =
            self.answer.iter().filter(|answer| answer.contains("AGAIN")).map(|_| "the same id twice".to_owned());
        self.answer.iter().chain(self.tabs.iter().flatten()).map(short).chain(opened).chain(twice).collect()
    }
}

/// Reads what one platform sends.
#[derive(Debug, Default)]
pub struct Reader {
    /// Number and time of each message id.
    messages: BTreeMap<String, (usize, Option<i64>)>,
}

impl Reader {
    /// A frame; none for what only decorates the bot's turn.
    pub fn frame(&mut self, text: &str) -> Option<String> {
        let Ok(frame) = serde_json::from_str::<Value>(text) else { return Some(format!("unreadable: {text}")) };
        let kind = frame["type"].as_str().unwrap_or_default();
        Some(match kind {
            "events" | "waiting_for_user_input" => return None,
            "ack" => format!("ack: {} to {}, {}", frame["ok"], frame["replyto"], frame["message"]),
            "user_message" => {
                let message = &frame["message"];
                let kind = if message.get("renderMsg").is_some() { "echo with another text" } else { "echo" };
                format!("{kind}: {} from {}, {message}", frame["id"], frame["from"])
            }
            "bot_response" => {
                let name = self.name(&frame["messageId"], &frame["createdOn"]);
                // Into how many items a text is cut is the bot's affair.
                let text: String = frame["message"].as_array().into_iter().flatten().map(bot_text).collect();
                let kind = if text == GREETING { "greeting" } else { "bot" };
                format!("{kind}: {name} from {}, {text:?}", frame["from"])
            }
            "session_end" | "Session_Start" | "Bot_Active" => format!("{kind}: from {}", frame["from"]),
            other => other.to_owned(),
        })
    }

    /// A REST answer.
    pub fn answer(&mut self, status: u16, body: &Value) -> String {
        let error = &body["errors"][0];
        if !error.is_null() {
            let code = error["code"].as_str().map_or_else(|| error["code"].to_string(), str::to_owned);
            return format!("{status} {code}{}", if error["msg"].is_string() { "" } else { ": without a text" });
        }
        if let Some(url) = body["url"].as_str() {
            let is_address = url.starts_with("ws") && url.contains("/rtm/bot?sid=");
            return format!("{status} {}", if is_address { "url" } else { url });
        }
        if body["authorization"]["accessToken"].is_string() {
            let grant = &body["authorization"];
            let life =
                time_of(&grant["expiresDate"]).zip(time_of(&grant["issuedDate"])).map(|(end, start)| end - start);
            return format!(
                "{status} accessToken: {}, lives {life:?} ms, user {}",
                grant["token_type"],
                body["userInfo"]["userId"].is_string()
            );
        }
        let Some(messages) = body["messages"].as_array() else { return format!("{status} {body}") };
        let times: Vec<Option<i64>> = messages.iter().map(|message| time_of(&message["createdOn"])).collect();
        let order = if times.is_sorted() && !times.contains(&None) { "" } else { " NOT IN ORDER" };
        let mut client_ids = BTreeSet::new();
        let lines: Vec<String> = messages
            .iter()
            .map(|message| {
                let name = self.name(&message["_id"], &message["createdOn"]);
                let text: String = message["components"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|component| without_template(component["data"]["text"].as_str().unwrap_or("no text")))
                    .collect();
                let id = &message["userMsgId"];
                let again = if id.is_null() || client_ids.insert(id.to_string()) { "" } else { " AGAIN" };
                let alt = &message["tags"]["altText"][0]["value"];
                format!("{name} {} {id}{again} {text:?} {alt}", message["type"])
            })
            .collect();
        let more = if body["moreAvailable"] == true { ", more" } else { "" };
        let kind = if lines.is_empty() { "empty page" } else { "page" };
        format!("{status} {kind}{more}: {} of {}{order}\n{}", lines.len(), body["total"], lines.join("\n"))
    }

    /// A message's number; says so when its time is another than before.
    fn name(&mut self, id: &Value, created_on: &Value) -> String {
        let Some(id) = id.as_str() else { return "WITHOUT ID".to_owned() };
        let (time, next) = (time_of(created_on), self.messages.len());
        let (number, known) = *self.messages.entry(id.to_owned()).or_insert((next, time));
        if time.is_none() || time != known { format!("#{number} AT ANOTHER TIME") } else { format!("#{number}") }
    }
}

/// What stands for the demo bot's greeting, which is a template.
pub const GREETING: &str = "greeting";

fn bot_text(item: &Value) -> &str {
    item["cInfo"]["body"].as_str().map_or("no text", without_template)
}

fn without_template(text: &str) -> &str {
    if text.contains("template_type") { GREETING } else { text }
}

fn time_of(value: &Value) -> Option<i64> {
    let at = OffsetDateTime::parse(value.as_str()?, &Rfc3339).ok()?;
    i64::try_from(at.unix_timestamp_nanos() / 1_000_000).ok()
}
