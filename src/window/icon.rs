//! Icons as vector nodes; their colour is the text's.

use super::node::{El, el};

/// An icon drawn by one path in a box of 24 by 24; screen readers skip it.
#[inline(never)]
pub(crate) fn icon(path: &str) -> El {
    el("svg:svg", "class=icon;viewBox=0 0 24 24;aria-hidden=true;focusable=false")
        .child(el("svg:path", "").attr("d", path))
}

pub(crate) const CHECK: &str = "M5 12.5l4.5 4.5L19 7.5";
pub(crate) const CLOSE: &str = "M6 6l12 12M18 6L6 18";
pub(crate) const DOWN: &str = "M12 5v14M6 13l6 6 6-6";
pub(crate) const EXTERNAL: &str = "M14 5h5v5M19 5l-8 8M11 5H6a1 1 0 0 0-1 1v12a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-5";
pub(crate) const MINIMISE: &str = "M6 9l6 6 6-6";
pub(crate) const SEND: &str = "M12 19V5M6 11l6-6 6 6";
pub(crate) const WARNING: &str = "M12 8v5M12 16.5v.5M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18";
