//! `list` and `listView` (`kore-templates.md` 6.1 and 6.2).

use super::{
    Action, Fields, Tab,
    action::{self, PAYLOAD_ELSE_TITLE},
    fields::{part, template},
};

template! {
    /// `list`: rows with a link or a button each.
    ListTemplate {
        /// The line above the rows, in Kore markdown; may be empty.
        text: text["text", "heading", "title"],
        /// The rows.
        elements: parts["elements"] of ListElement,
        /// `AlwaysShowGlobalButtons`: "see more" is offered with fewer rows, too.
        is_more_always_shown: flag["AlwaysShowGlobalButtons"],
    }
}

part! {
    /// A row of a list.
    ListElement {
        /// The title in Kore markdown; may be empty.
        title: title["title"],
        /// What stands below it, in Kore markdown.
        subtitle: text["subtitle", "description"],
        /// Its picture.
        image: image,
        /// What choosing it as a whole does.
        action: action "default_action" PAYLOAD_ELSE_TITLE,
        /// Its own buttons.
        buttons: actions["buttons"] PAYLOAD_ELSE_TITLE,
    }
}

impl ListTemplate {
    /// How many rows are shown before "see more".
    pub const VISIBLE: usize = 3;

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
        /// The rows.
        elements: parts["elements"] of ListViewElement,
    }
}

part! {
    /// A row of a list view.
    ListViewElement {
        /// The title in Kore markdown; may be empty.
        title: title["title"],
        /// What stands below it, in Kore markdown.
        subtitle: text["subtitle", "description"],
        /// What stands at its end.
        value: text["value"],
        /// Its picture.
        image: image,
        /// What choosing it does.
        action: action "default_action" TITLE_FIRST,
    }
}

impl ListViewTemplate {
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
    pub fn tabs(&self) -> Vec<Tab<'_, ListViewElement<'_>>> {
        Tab::all(self.0.fields(), "moreData")
    }
}
