//! Where something stands in its row or column.

use serde_json::Value;

use crate::value;

/// Where something stands, across or down; unknown names are `Start`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// `left`, `top`, and everything else: where a line begins.
    #[default]
    Start,
    /// `center`.
    Center,
    /// `right`, `bottom`.
    End,
}

impl Align {
    pub(crate) fn of(from: &Value, keys: &[&str]) -> Self {
        value::word_of(from, keys).map_or(Self::Start, |name| Self::named(&name))
    }

    pub(crate) fn named(name: &str) -> Self {
        if value::same_name(name, "center") || value::same_name(name, "centre") {
            Self::Center
        } else if ["right", "bottom", "end"].iter().any(|end| value::same_name(name, end)) {
            Self::End
        } else {
            Self::Start
        }
    }
}
