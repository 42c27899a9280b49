//! What text means: Kore markdown or CommonMark becomes one document tree, never HTML.
//!
//! The widget shows the tree as nodes, so text cannot become script.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod autolink;
mod character;
mod commonmark;
#[cfg(feature = "conformance")]
pub mod conformance;
mod element;
mod entity;
mod inline;
mod kore;
mod line;
mod link;
mod mark;
mod plain;
mod reference;
mod shorthand;
mod slice;
mod stream;
mod table;
mod table_row;
mod tag;
pub mod text;
mod tree;

pub use commonmark::parse as commonmark;
pub use kore::parse as kore;
pub use link::{safe_image, safe_link};
pub use plain::parse as plain;
pub use stream::Stream;
pub use tree::{Align, Block, Cell, Document, Inline, Item, Local, Style};

/// How a text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// The platform's own (`kore-host-features.md` 4.1).
    #[default]
    Kore,
    /// CommonMark with GitHub's extensions, which answers are written in.
    CommonMark,
}

/// Parses a bot's text.
pub fn parse(text: &str, dialect: Dialect) -> Document {
    match dialect {
        Dialect::Kore => kore(text),
        Dialect::CommonMark => commonmark(text),
    }
}
