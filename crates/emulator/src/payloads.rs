//! The frames that `show` offers: those of `tests/payloads`, built in, or those of a folder.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value, json};
use thiserror::Error;

use crate::clock::{iso, now_ms};
use crate::message::new_id;

/// `(name, JSON text)` of every file at build time; see build.rs.
const BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/payloads.rs"));

/// A folder of payloads that cannot be used.
#[derive(Debug, Error)]
pub enum PayloadError {
    /// The folder or a file in it cannot be read.
    #[error("the payloads in {path} cannot be read: {source}")]
    Unreadable {
        /// The folder or file.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file is not JSON.
    #[error("the payload {path} is not JSON: {source}")]
    NotJson {
        /// The file.
        path: String,
        /// Where it goes wrong.
        source: serde_json::Error,
    },
}

/// Payloads by lower-case name.
pub(crate) struct Payloads {
    by_name: BTreeMap<String, Payload>,
}

struct Payload {
    name: String,
    frame: Value,
}

impl Payloads {
    /// The payloads of a folder, or those built in.
    pub(crate) fn load(folder: Option<&Path>) -> Result<Self, PayloadError> {
        let mut by_name = BTreeMap::new();
        let mut add = |name: &str, path: &str, text: &str| {
            let frame =
                serde_json::from_str(text).map_err(|source| PayloadError::NotJson { path: path.to_owned(), source })?;
            by_name.insert(name.to_lowercase(), Payload { name: name.to_owned(), frame });
            Ok(())
        };
        let Some(folder) = folder else {
            for (name, text) in BUILT_IN {
                add(name, name, text)?;
            }
            return Ok(Self { by_name });
        };
        let unreadable = |path: &Path| {
            let path = path.display().to_string();
            move |source| PayloadError::Unreadable { path, source }
        };
        for entry in std::fs::read_dir(folder).map_err(unreadable(folder))? {
            let path = entry.map_err(unreadable(folder))?.path();
            if path.extension().is_some_and(|extension| extension == "json")
                && let Some(name) = path.file_stem().and_then(|name| name.to_str())
            {
                let text = std::fs::read_to_string(&path).map_err(unreadable(&path))?;
                add(name, &path.display().to_string(), &text)?;
            }
        }
        Ok(Self { by_name })
    }

    /// All names, in order.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.by_name.values().map(|payload| payload.name.as_str()).collect()
    }

    /// The frames of a payload with fresh ids and times. A file holds one frame or an array of them; frames that share a
    /// `messageId` keep sharing one.
    pub(crate) fn frames(&self, name: &str, bot_info: &Value) -> Option<Vec<Value>> {
        let payload = self.by_name.get(&name.to_lowercase())?;
        let mut frames = match &payload.frame {
            Value::Array(frames) => frames.clone(),
            frame => vec![frame.clone()],
        };
        let mut ids = BTreeMap::new();
        for frame in &mut frames {
            if let Value::Object(frame) = frame {
                refresh(frame, bot_info, &mut ids);
            }
        }
        Some(frames)
    }
}

fn refresh(frame: &mut Map<String, Value>, bot_info: &Value, ids: &mut BTreeMap<String, String>) {
    let now = now_ms();
    if frame.get("type").and_then(Value::as_str) == Some("bot_response") {
        let old = frame.get("messageId").and_then(Value::as_str).unwrap_or_default().to_owned();
        let id = ids.entry(old).or_insert_with(|| new_id("ms"));
        frame.insert("messageId".into(), json!(id));
        frame.insert("createdOn".into(), json!(iso(now)));
    }
    for (name, value) in [("timestamp", json!(now)), ("botInfo", bot_info.clone())] {
        if frame.contains_key(name) {
            frame.insert(name.into(), value);
        }
    }
}
