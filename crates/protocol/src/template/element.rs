//! The element that lists, list views and carousels share (`kore-templates.md` 6.1, 6.2 and 6.4).

use serde_json::Value;

use super::{
    Action, Image,
    action::{self, Order, PAYLOAD_ELSE_TITLE, PAYLOAD_FIRST, TITLE_FIRST},
    lines::Lines,
};
use crate::{
    decoder::{Decode, Decoder},
    path::Path,
    value,
};

/// A row or card.
#[derive(Debug, Default, PartialEq)]
pub struct Element {
    /// The title in Kore markdown; may be empty.
    pub title: String,
    /// What stands below it, in Kore markdown (`subtitle`, and `subtext` of carousels).
    pub subtitle: String,
    /// What stands at its end (list views).
    pub value: String,
    /// Its picture.
    pub image: Option<Image>,
    /// What choosing it as a whole does.
    pub action: Option<Action>,
    /// Its own buttons.
    pub buttons: Vec<Action>,
}

impl Element {
    /// Of a list.
    pub(crate) fn of_list(decoder: &mut Decoder, element: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        Self::decode(decoder, element, path, PAYLOAD_ELSE_TITLE)
    }

    /// Of a list view.
    pub(crate) fn of_list_view(
        decoder: &mut Decoder,
        element: &mut Value,
        path: &Path<'_>,
    ) -> Result<Self, &'static str> {
        Self::decode(decoder, element, path, TITLE_FIRST)
    }

    /// Of a carousel.
    pub(crate) fn of_carousel(
        decoder: &mut Decoder,
        element: &mut Value,
        path: &Path<'_>,
    ) -> Result<Self, &'static str> {
        Self::decode(decoder, element, path, PAYLOAD_FIRST)
    }

    fn decode(decoder: &mut Decoder, element: &mut Value, path: &Path<'_>, order: Order) -> Result<Self, &'static str> {
        let read = if order == PAYLOAD_FIRST { Action::element } else { Action::titled_element };
        let mut subtitle = value::string_of(element, &["subtitle", "description"]);
        if let Some(more) = value::text_of(element, &["subtext"]) {
            if !subtitle.is_empty() {
                subtitle.push('\n');
            }
            subtitle.push_str(&more);
        }
        let decoded = Self {
            title: value::text_of(element, &["title"]).or_else(|| value::text(element)).unwrap_or_default(),
            subtitle,
            value: value::string_of(element, &["value"]),
            image: Image::decode(element),
            action: action::optional(decoder, element, "default_action", order, path),
            buttons: decoder.list(element, &["buttons"], path, read),
        };
        let is_shown = !decoded.title.is_empty()
            || !decoded.subtitle.is_empty()
            || decoded.image.is_some()
            || decoded.action.is_some()
            || !decoded.buttons.is_empty();
        if is_shown { Ok(decoded) } else { Err("an element with a title") }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push_joined(&[&self.title, &self.subtitle, &self.value]);
    }
}

/// A named part of a longer list.
#[derive(Debug, PartialEq)]
pub struct Tab<T> {
    /// The name.
    pub title: String,
    /// Its rows.
    pub elements: Vec<T>,
}

impl<T> Tab<T> {
    /// The tabs under `key`: an object of lists by name, or a list of objects with a `title` and `elements`.
    pub(crate) fn decode_all(
        decoder: &mut Decoder,
        from: &mut Value,
        key: &'static str,
        path: &Path<'_>,
        decode: Decode<T>,
    ) -> Vec<Self> {
        let mut tabs = Vec::new();
        let path = path.key(key);
        match value::take(from, key) {
            Some(Value::Object(lists)) => {
                for (title, list) in lists {
                    let mut elements = Vec::new();
                    decoder.extend(&mut elements, list, &path.key(&title), decode);
                    tabs.push(Self { title, elements });
                }
            }
            Some(list) => {
                for (index, mut tab) in decoder.elements(Some(list), &path).into_iter().enumerate() {
                    let path = path.index(index);
                    let elements = decoder.list(&mut tab, &["elements", "listItems"], &path, decode);
                    match value::word_of(&tab, &["title", "name"]) {
                        Some(title) => tabs.push(Self { title, elements }),
                        None => decoder.dropped(&path, "a tab with a title"),
                    }
                }
            }
            None => {}
        }
        tabs
    }
}
