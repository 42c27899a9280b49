//! How the rest of a longer list is shown (`kore-templates.md` 6.7 to 6.10).

use serde_json::Value;

use super::image::address_of;
use crate::value;

/// A list's "see more".
#[derive(Debug, Default, PartialEq)]
pub struct SeeMore {
    /// How many rows are shown before it; none for all of them.
    pub limit: Option<usize>,
    /// Its caption; empty for the widget's own.
    pub title: String,
    /// A picture's address as sent: check it before use.
    pub icon: Option<String>,
    /// Where the rest appears.
    pub place: SeeMorePlace,
    /// Looks like a button instead of a link.
    pub is_button: bool,
    /// The heading of the sheet or window (`previewModalTitle`, or `heading` of check lists).
    pub heading: String,
}

/// Where the rest of a list appears; unknown names are `Sheet`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SeeMorePlace {
    /// `slider`: a sheet.
    #[default]
    Sheet,
    /// `inline`: in the list itself.
    Inline,
    /// `modal`: a window.
    Modal,
}

impl SeeMore {
    /// Reads a template's own fields. Whether it is wanted and how many rows stand before it are two questions that
    /// bots answer apart: with `listItemDisplayCount` or `displayLimit` alone it is wanted too.
    pub(crate) fn decode(payload: &Value) -> Self {
        let place = value::word_of(payload, &["seeMoreAction", "seemoreAction"]).unwrap_or_default();
        Self {
            limit: value::count_of(payload, &["listItemDisplayCount", "displayLimit"]),
            title: value::string_of(payload, &["seeMoreTitle"]),
            icon: address_of(payload, &["seeMoreIcon"]),
            place: if value::same_name(&place, "inline") {
                SeeMorePlace::Inline
            } else if value::same_name(&place, "modal") {
                SeeMorePlace::Modal
            } else {
                SeeMorePlace::Sheet
            },
            is_button: value::is_named(payload, &["seeMoreVisibity", "seeMoreVisibility"], "button"),
            heading: value::string_of(payload, &["previewModalTitle", "heading"]),
        }
    }
}
