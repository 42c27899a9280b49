//! What travels between the widget and the Kore.ai XO Platform: socket frames and REST bodies.
//!
//! | what | read or write it with |
//! |---|---|
//! | a frame from the socket | [`decode_frame`] gives a [`ServerFrame`] |
//! | a page of history | [`decode_history`] gives a [`HistoryPage`] |
//! | bodies of `jwtgrant`, `rtm/start` and refusals | [`rest::decode_grant`], [`rest::decode_rtm_start`], [`rest::decode_refusal`] |
//! | a frame or body to be sent | the constructors of [`outbound::ClientFrame`], the structs of [`rest`], and [`outbound::encode`] |
//!
//! Decoding is *total*: any text gives a value plus [`Warning`]s. It never fails a whole message for one
//! bad element, and never panics. Size and nesting are bounded ([`limits`]), also for JSON that is text inside JSON.
//! Whatever a bot sends ends as [`Content`]: text, an error notice, or a [`Template`]. A template without a struct of its
//! own keeps its payload and its best readable text; its JSON is never shown.
//!
//! No I/O, no clock, no browser. The widget ships this code, so it walks `serde_json::Value` through the accessors of
//! [`value`] instead of deriving `Deserialize`, keeps numbers as text, and never reads or prints floats.
//!
//! To add a template: a file in `template/` that declares its fields, and a line in the list of [`template`]; the
//! compiler names what is missing.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod content;
mod decoder;
mod envelope;
pub mod frame;
pub mod history;
mod item;
pub mod json;
pub mod limits;
pub mod outbound;
mod parse;
mod path;
pub mod rest;
pub mod search;
pub mod template;
pub mod time;
pub mod value;
pub mod warning;

pub use content::{Content, ErrorContent, Media, Text};
pub use frame::{ServerFrame, decode_frame};
pub use history::{HistoryPage, decode_history};
pub use template::Template;
pub use time::EpochMillis;
pub use warning::{Decoded, Warning};
