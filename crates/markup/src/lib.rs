//! What text means: Kore markdown becomes one document tree, never HTML.
//!
//! The widget shows the tree as nodes, so text cannot become script.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod autolink;
mod entity;
mod inline;
mod kore;
mod link;
mod plain;
mod slice;
mod tag;
mod tree;

pub use kore::parse as kore;
pub use link::{safe_image, safe_link};
pub use plain::parse as plain;
pub use tree::{Block, Inline};
