//! `listWidget` (`kore-templates.md` 6.3).

use serde_json::Value;

use super::{
    Accessory, Action, Fact, Image, Styles, Tab, ValueLayout,
    action::{self, PAYLOAD_ELSE_TITLE},
    lines::Lines,
    styles,
};
use crate::{decoder::Decoder, path::Path, value};

/// A heading and rows with values, details and buttons.
#[derive(Debug, Default, PartialEq)]
pub struct ListWidgetTemplate {
    /// The title, in Kore markdown.
    pub title: String,
    /// What stands below it.
    pub description: String,
    /// What stands at the end of the heading.
    pub header: Option<Accessory>,
    /// The rows; those of the first tab when the bot sent tabs only.
    pub elements: Vec<WidgetElement>,
    /// Rows by tab, in alphabetical order.
    pub tabs: Vec<Tab<WidgetElement>>,
}

/// A row of a list widget.
#[derive(Debug, Default, PartialEq)]
pub struct WidgetElement {
    /// The title, in Kore markdown.
    pub title: String,
    /// What stands below it.
    pub subtitle: String,
    /// Its picture.
    pub image: Option<Image>,
    /// What stands at its end.
    pub value: Option<Accessory>,
    /// Where that stands.
    pub layout: ValueLayout,
    /// Lines below it, three of which are shown at first.
    pub details: Vec<Fact>,
    /// What choosing the row does: `default_action`, or the row's own `type`.
    pub action: Option<Action>,
    /// Its buttons.
    pub buttons: Vec<Action>,
    /// How the buttons are laid out.
    pub buttons_layout: ButtonsLayout,
    /// How the row looks.
    pub styles: Styles,
    /// How the title looks.
    pub title_styles: Styles,
}

/// How the buttons of a row are laid out (`buttonsLayout`).
#[derive(Debug, PartialEq)]
pub struct ButtonsLayout {
    /// How many are shown before "more", which offers all of them.
    pub limit: usize,
    /// Each is as wide as its share of the row (`fitToWidth`, `fullwidth`).
    pub is_full_width: bool,
    /// Where they stand otherwise (`buttonAligment`).
    pub align: super::Align,
}

impl Default for ButtonsLayout {
    fn default() -> Self {
        Self { limit: 2, is_full_width: false, align: super::Align::default() }
    }
}

impl ListWidgetTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        let mut tabs = Tab::decode_all(decoder, payload, "tabs", path, WidgetElement::decode);
        let has_tabs = !tabs.is_empty();
        let mut elements = if has_tabs {
            decoder.list(payload, &["elements"], path, WidgetElement::decode)
        } else {
            decoder.required_list(payload, &["elements"], path, WidgetElement::decode)
        };
        if elements.is_empty() && tabs.len() == 1 {
            elements = tabs.pop().map(|tab| tab.elements).unwrap_or_default();
        }
        Self {
            title: value::string_of(payload, &["title", "heading", "text"]),
            description: value::string_of(payload, &["description"]),
            header: Accessory::optional(decoder, payload, "headerOptions", path),
            elements,
            tabs,
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push_joined(&[&self.title, &self.description]);
        self.elements.iter().for_each(|element| element.write(lines));
        for tab in &self.tabs {
            lines.push(&tab.title);
            tab.elements.iter().for_each(|element| element.write(lines));
        }
    }
}

impl WidgetElement {
    fn decode(decoder: &mut Decoder, element: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        if !element.is_object() {
            return Err("an object");
        }
        let own_action = action::opens(element).is_some();
        let action = action::optional(decoder, element, "default_action", PAYLOAD_ELSE_TITLE, path);
        let image = Image::decode(element);
        let layout = ValueLayout::decode(value::field(element, "value").unwrap_or(&Value::Null));
        Ok(Self {
            title: value::string_of(element, &["title"]),
            subtitle: value::string_of(element, &["subtitle", "description"]),
            image,
            layout,
            action: match action {
                None if own_action => Action::decode(element, PAYLOAD_ELSE_TITLE).ok(),
                action => action,
            },
            value: Accessory::optional(decoder, element, "value", path),
            details: decoder.list(element, &["details"], path, Fact::decode),
            buttons: decoder.list(element, &["buttons"], path, Action::titled_element),
            buttons_layout: ButtonsLayout::decode(element),
            styles: styles::of(element, &["elementStyles"]),
            title_styles: styles::of(element, &["titleStyles"]),
        })
    }

    fn write(&self, lines: &mut Lines) {
        lines.push_joined(&[&self.title, &self.subtitle, self.value.as_ref().map_or("", Accessory::text)]);
    }
}

impl ButtonsLayout {
    /// Reads `buttonsLayout` of a row; the limit is text inside `displayLimit` (`kore-templates.md` 12, trap 7).
    pub(crate) fn decode(row: &Value) -> Self {
        let layout = value::field(row, "buttonsLayout").unwrap_or(row);
        let limit = value::field(layout, "displayLimit").unwrap_or(&Value::Null);
        let limit = value::count_of(limit, &["count"]).or_else(|| value::count_of(layout, &["displayLimit"]));
        let style = value::word_of(layout, &["style", "buttonAligment", "buttonAlignment"]).unwrap_or_default();
        let is_full_width = value::same_name(&style, "fitToWidth") || value::same_name(&style, "fullwidth");
        let align = super::Align::of(layout, &["buttonAligment", "buttonAlignment"]);
        Self { limit: limit.unwrap_or(Self::default().limit), is_full_width, align }
    }
}
