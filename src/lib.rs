//! An embeddable chat widget for bots on the Kore.ai XO Platform.

pub mod driver;
pub mod host;
#[cfg(feature = "window")]
pub mod i18n;
mod listener;
#[cfg(feature = "window")]
pub mod templates;
#[cfg(feature = "window")]
pub mod theme;
#[cfg(feature = "window")]
pub mod window;
