//! `list` and `listView` (`kore-templates.md` 6.1 and 6.2).

use serde_json::Value;

use super::{
    Action, Element, Tab,
    action::{self, PAYLOAD_ELSE_TITLE},
    lines::Lines,
};
use crate::{decoder::Decoder, path::Path, value};

/// `list`: rows with a link or a button each.
#[derive(Debug, Default, PartialEq)]
pub struct ListTemplate {
    /// The line above the rows, in Kore markdown; may be empty.
    pub text: String,
    /// The rows.
    pub elements: Vec<Element>,
    /// The caption of "see more", which is offered when there are more than [`Self::VISIBLE`] rows; empty for the
    /// widget's own.
    pub more_title: String,
    /// What "see more" sends; none when it opens a sheet with all rows.
    pub more_action: Option<Action>,
    /// `AlwaysShowGlobalButtons`: "see more" is offered with fewer rows, too.
    pub is_more_always_shown: bool,
}

impl ListTemplate {
    /// How many rows are shown before "see more".
    pub const VISIBLE: usize = 3;

    pub(crate) fn decode(
        decoder: &mut Decoder,
        payload: &mut Value,
        global_buttons: Option<&Value>,
        path: &Path<'_>,
    ) -> Self {
        let more = decoder.object(payload, &["buttons"], path);
        let sends = action::opens(&more) == Some(false);
        Self {
            text: value::string_of(payload, &["text", "heading", "title"]),
            elements: decoder.required_list(payload, &["elements"], path, Element::of_list),
            more_title: value::string_of(&more, &["title"]),
            more_action: if sends { Action::decode(&more, PAYLOAD_ELSE_TITLE).ok() } else { None },
            is_more_always_shown: global_buttons.and_then(value::flag) == Some(true)
                || value::flag_of(payload, &["AlwaysShowGlobalButtons"]),
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push(&self.text);
        self.elements.iter().for_each(|element| element.write(lines));
    }
}

/// `listView`: rows with a value; choosing a row sends its action's title.
#[derive(Debug, Default, PartialEq)]
pub struct ListViewTemplate {
    /// The title, in Kore markdown.
    pub heading: String,
    /// A sentence that belongs to it; the vendor's third window does not show it.
    pub text: String,
    /// The rows.
    pub elements: Vec<Element>,
    /// How many rows are shown before "see more"; none when there is no "see more".
    pub limit: Option<usize>,
    /// The caption of "see more", which opens a sheet; empty for the widget's own.
    pub more_title: String,
    /// What the sheet shows: tabs, by name in alphabetical order. Without any, all rows.
    pub tabs: Vec<Tab<Element>>,
}

impl ListViewTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        let has_more = value::flag_of(payload, &["seeMore"]);
        let more = decoder.object(payload, &["buttons"], path);
        let elements = decoder.required_list(payload, &["elements"], path, Element::of_list_view);
        let limit = value::count_of(payload, &["moreCount"]).unwrap_or(elements.len());
        Self {
            heading: value::string_of(payload, &["heading", "title"]),
            text: value::string_of(payload, &["text"]),
            elements,
            limit: has_more.then_some(limit),
            more_title: value::string_of(&more, &["title"]),
            tabs: Tab::decode_all(decoder, payload, "moreData", path, Element::of_list_view),
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push(if self.heading.is_empty() { &self.text } else { &self.heading });
        self.elements.iter().for_each(|element| element.write(lines));
    }
}
