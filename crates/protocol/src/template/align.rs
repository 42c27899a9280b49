//! Where something stands in its row or column.

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
