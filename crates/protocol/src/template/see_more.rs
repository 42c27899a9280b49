//! How the rest of a longer list is shown (`kore-templates.md` 6.7 to 6.10).

use super::Fields;
use crate::value;

/// A list's "see more".
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SeeMore<'a> {
    /// How many rows are shown before it; none for all of them.
    pub limit: Option<usize>,
    /// Its caption; empty for the widget's own.
    pub title: &'a str,
    /// A picture's address as sent: check it before use.
    pub icon: Option<&'a str>,
    /// Where the rest appears.
    pub place: SeeMorePlace,
    /// Looks like a button instead of a link.
    pub is_button: bool,
    /// The heading of the sheet or window (`previewModalTitle`, or `heading` of check lists).
    pub heading: &'a str,
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

impl<'a> SeeMore<'a> {
    /// Reads a template's own fields. Whether it is wanted and how many rows stand before it are two questions that
    /// bots answer apart: with `listItemDisplayCount` or `displayLimit` alone it is wanted too.
    pub(crate) fn decode(payload: Fields<'a>) -> Self {
        let place = payload.text(&["seeMoreAction", "seemoreAction"]);
        Self {
            limit: payload.count(&["listItemDisplayCount", "displayLimit"]),
            title: payload.text(&["seeMoreTitle"]),
            icon: payload.address(&["seeMoreIcon"]),
            place: if value::same_name(place, "inline") {
                SeeMorePlace::Inline
            } else if value::same_name(place, "modal") {
                SeeMorePlace::Modal
            } else {
                SeeMorePlace::Sheet
            },
            is_button: payload.is_named(&["seeMoreVisibity", "seeMoreVisibility"], "button"),
            heading: payload.text(&["previewModalTitle", "heading"]),
        }
    }
}
