//! `listWidget` (`kore-templates.md` 6.3).

use super::{
    Accessory, Action, Align, Fact, Fields, Parts, Tab, ValueLayout,
    action::{self, PAYLOAD_ELSE_TITLE},
    fields::{part, template},
};
use crate::value;

template! {
    /// A heading and rows with values, details and buttons.
    ListWidgetTemplate {
        /// The title, in Kore markdown.
        title: text["title", "heading", "text"],
        /// What stands below it.
        description: text["description"],
        /// The rows outside of the tabs.
        elements: parts["elements"] of WidgetElement,
    }
}

impl ListWidgetTemplate {
    /// What stands at the end of the heading.
    pub fn header(&self) -> Option<Accessory<'_>> {
        Accessory::decode(self.0.fields().part("headerOptions"))
    }

    /// Rows by tab.
    pub fn tabs(&self) -> Vec<Tab<'_, Parts<'_, WidgetElement<'_>>>> {
        Tab::all(self.0.fields(), "tabs", Fields::own_parts)
    }
}

part! {
    /// A row of a list widget.
    WidgetElement {
        /// The title, in Kore markdown.
        title: title["title"],
        /// What stands below it.
        subtitle: text["subtitle", "description"],
        /// Its picture.
        image: image,
        /// Lines below it, three of which are shown at first.
        details: parts["details"] of Fact,
        /// Its buttons.
        buttons: actions["buttons"] PAYLOAD_ELSE_TITLE,
        /// How the row looks.
        styles: styles["elementStyles"],
        /// How the title looks.
        title_styles: styles["titleStyles"],
    }
}

impl<'a> WidgetElement<'a> {
    /// What stands at its end.
    pub fn value(&self) -> Option<Accessory<'a>> {
        Accessory::decode(self.0.part("value"))
    }

    /// Where that stands.
    pub fn layout(&self) -> ValueLayout<'a> {
        ValueLayout::decode(self.0.part("value"))
    }

    /// What choosing the row does: `default_action`, or the row's own `type`.
    pub fn action(&self) -> Option<Action> {
        let own = || action::opens(self.0.0).and_then(|_| Action::decode(self.0.0, PAYLOAD_ELSE_TITLE).ok());
        self.0.action("default_action", PAYLOAD_ELSE_TITLE).or_else(own)
    }

    /// How the buttons are laid out.
    pub fn buttons_layout(&self) -> ButtonsLayout {
        ButtonsLayout::decode(self.0)
    }
}

/// How the buttons of a row are laid out (`buttonsLayout`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ButtonsLayout {
    /// How many are shown before "more", which offers all of them.
    pub limit: usize,
    /// Each is as wide as its share of the row (`fitToWidth`, `fullwidth`).
    pub is_full_width: bool,
    /// Where they stand otherwise (`buttonAligment`).
    pub align: Align,
}

impl ButtonsLayout {
    /// How many are shown where the bot does not say.
    const VISIBLE: usize = 2;

    /// Reads `buttonsLayout` of a row; the limit is text inside `displayLimit` (`kore-templates.md` 12, trap 7).
    pub(crate) fn decode(row: Fields<'_>) -> Self {
        let layout = row.part("buttonsLayout");
        let layout = if layout.0.is_object() { layout } else { row };
        let align = layout.text(&["buttonAligment", "buttonAlignment"]);
        let is_full = |style| value::same_name(style, "fitToWidth") || value::same_name(style, "fullwidth");
        let limit = layout.part("displayLimit").count(&["count"]).or(layout.count(&["displayLimit"]));
        Self {
            limit: limit.unwrap_or(Self::VISIBLE),
            is_full_width: is_full(layout.text(&["style"])) || is_full(align),
            align: Align::named(align),
        }
    }
}
