//! `list` and `listView` (`kore-templates.md` 6.1 and 6.2).

use super::{
    Action, Element, Fields, Tab,
    action::{self, PAYLOAD_ELSE_TITLE, TITLE_FIRST},
    fields::template,
};

template! {
    /// `list`: rows with a link or a button each.
    ListTemplate {
        /// The line above the rows, in Kore markdown; may be empty.
        text: text["text", "heading", "title"],
        /// `AlwaysShowGlobalButtons`: "see more" is offered with fewer rows, too.
        is_more_always_shown: flag["AlwaysShowGlobalButtons"],
    }
}

impl ListTemplate {
    /// How many rows are shown before "see more".
    pub const VISIBLE: usize = 3;

    /// The rows.
    pub fn elements(&self) -> Vec<Element<'_>> {
        Element::all(self.0.fields().field("elements"), PAYLOAD_ELSE_TITLE)
    }

    /// The caption of "see more", which is offered when there are more than [`Self::VISIBLE`] rows; empty for the
    /// widget's own.
    pub fn more_title(&self) -> &str {
        self.more().text(&["title"])
    }

    /// What "see more" sends; none when it opens a sheet with all rows.
    pub fn more_action(&self) -> Option<Action> {
        let more = self.more().0;
        if action::opens(more) == Some(false) { Action::decode(more, PAYLOAD_ELSE_TITLE).ok() } else { None }
    }

    fn more(&self) -> Fields<'_> {
        self.0.fields().part("buttons")
    }
}

template! {
    /// `listView`: rows with a value; choosing a row sends its action's title.
    ListViewTemplate {
        /// The title, in Kore markdown.
        heading: text["heading", "title"],
        /// A sentence that belongs to it; the vendor's third window does not show it.
        text: text["text"],
    }
}

impl ListViewTemplate {
    /// The rows.
    pub fn elements(&self) -> Vec<Element<'_>> {
        Element::all(self.0.fields().field("elements"), TITLE_FIRST)
    }

    /// How many rows are shown before "see more"; none when there is no "see more".
    pub fn limit(&self) -> Option<usize> {
        let fields = self.0.fields();
        fields.flag(&["seeMore"]).then(|| fields.count(&["moreCount"]).unwrap_or(self.elements().len()))
    }

    /// The caption of "see more", which opens a sheet; empty for the widget's own.
    pub fn more_title(&self) -> &str {
        self.0.fields().part("buttons").text(&["title"])
    }

    /// What the sheet shows: tabs, by name in alphabetical order. Without any, all rows.
    pub fn tabs(&self) -> Vec<Tab<'_, Vec<Element<'_>>>> {
        Tab::all(self.0.fields(), "moreData", |list| Element::all(list, TITLE_FIRST))
    }
}
