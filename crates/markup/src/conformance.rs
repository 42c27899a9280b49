//! For the test against CommonMark's official examples, which are full of relative addresses and of names of characters
//! that no bot writes. Never part of the widget.

use crate::Document;
use crate::commonmark::parse_with;
use crate::reference::Definitions;

/// As [`crate::commonmark`], but every address is kept as it is written.
pub fn commonmark(text: &str) -> Document {
    let mut definitions = Definitions::default();
    definitions.keeps_addresses = true;
    parse_with(text, &mut definitions)
}
