//! An embeddable chat widget for bots on the Kore.ai XO Platform.

pub mod driver;
pub mod host;
pub mod i18n;
mod listener;
pub mod templates;
pub mod theme;
pub mod window;
