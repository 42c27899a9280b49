//! Kore markdown (`kore-host-features.md` 4.1).

use crate::tree::Block;

/// Parses a message's text.
pub fn parse(text: &str) -> Vec<Block> {
    let _ = text;
    Vec::new()
}
