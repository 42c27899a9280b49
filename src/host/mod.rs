//! The border with JavaScript: options in, events and errors out, and what a page holds: a chat with a window, or a session
//! without one. Each is a module of its own, chosen by a feature, so that neither carries the other.

#[cfg(feature = "connect")]
mod connection;
mod credentials;
mod error;
mod events;
#[cfg(feature = "gallery")]
mod gallery;
mod options;
mod panic;
mod plain;
mod redact;
#[cfg(feature = "connect")]
mod transcript;
#[cfg(feature = "window")]
mod widget;

#[cfg(feature = "connect")]
pub use connection::{Connection, connect};
#[cfg(feature = "window")]
pub use widget::{Widget, mount};
