//! A small line of a card, list or check list (`kore-templates.md` 6.3, 6.6, 6.7 and 6.10).

use serde_json::Value;

use super::{
    Action, Styles,
    action::{self, PAYLOAD_ELSE_TITLE},
    image::address_of,
    lines::Lines,
    styles,
};
use crate::{decoder::Decoder, path::Path, value};

/// A title with what is said about it.
#[derive(Debug, Default, PartialEq)]
pub struct Fact {
    /// The title.
    pub title: String,
    /// What stands below the title.
    pub description: String,
    /// What stands at the end of the line.
    pub value: String,
    /// A picture's address as sent: check it before use.
    pub icon: Option<String>,
    /// The picture stands behind the text (`iconAlignment`).
    pub is_icon_last: bool,
    /// What choosing the line does.
    pub action: Option<Action>,
    /// How the title looks.
    pub title_styles: Styles,
    /// How the description looks.
    pub description_styles: Styles,
    /// How the value looks.
    pub value_styles: Styles,
}

impl Fact {
    /// For [`Decoder::list`].
    pub(crate) fn decode(_: &mut Decoder, element: &mut Value, _: &Path<'_>) -> Result<Self, &'static str> {
        let title = value::text_of(element, &["title", "name", "label", "text"]);
        let has_action = value::field_of(element, &["url", "link", "payload"]).is_some();
        let has_action = has_action && (action::opens(element).is_some() || value::field(element, "type").is_none());
        let fact = Self {
            title: title.or_else(|| value::text(element)).unwrap_or_default(),
            description: value::string_of(element, &["description", "subTitle", "subtitle"]),
            value: value::string_of(element, &["value"]),
            icon: address_of(element, &["icon", "image", "image_url"]),
            is_icon_last: value::is_named(element, &["iconAlignment"], "right"),
            action: has_action.then(|| Action::decode(element, PAYLOAD_ELSE_TITLE).ok()).flatten(),
            title_styles: styles::of(element, &["titleStyles", "textStyles", "nameStyles", "styles"]),
            description_styles: styles::of(element, &["descriptionStyles", "subTitleStyles", "subtitleStyles"]),
            value_styles: styles::of(element, &["valueStyles"]),
        };
        let is_shown = !fact.title.is_empty() || !fact.description.is_empty() || !fact.value.is_empty();
        if is_shown || fact.icon.is_some() { Ok(fact) } else { Err("an object with a title") }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push_joined(&[&self.title, &self.description, &self.value]);
    }
}
