//! What travels between the widget and the Kore.ai XO Platform: socket frames and REST bodies.
//!
//! Decoding is *total*: any text gives a value plus [`Warning`]s. It never fails a whole message for one
//! bad element, and never panics. Encoding is by `Serialize` structs in [`outbound`] and [`rest`].
//! No I/O, no clock, no browser.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod content;
mod decoder;
mod envelope;
pub mod frame;
pub mod history;
mod item;
pub mod limits;
pub mod outbound;
mod parse;
mod path;
pub mod rest;
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
