//! What stands at the end of a row or of a heading: a text, a button, a link, a picture or a menu
//! (`value` and `headerOptions`, `kore-templates.md` 6.3, 6.6, 6.7 and 7.4).

use serde_json::Value;

use super::{
    Action, Align, Image, Styles,
    action::{self, PAYLOAD_ELSE_TITLE},
    styles,
};
use crate::{decoder::Decoder, path::Path, value};

/// A thing at the end of a row or heading.
#[derive(Debug, PartialEq)]
#[non_exhaustive]
pub enum Accessory {
    /// Text; also a status, which looks like a button and is none (`isStatus`).
    Text {
        /// The text.
        text: String,
        /// How it looks.
        styles: Styles,
    },
    /// A button.
    Button(Action),
    /// A link, or text that sends.
    Link(Action),
    /// A picture.
    Image {
        /// The picture.
        image: Image,
        /// What choosing it does.
        action: Option<Action>,
    },
    /// Choices behind a button.
    Menu(Vec<Action>),
    /// A picture that opens and closes its row (`type:"icon"`).
    Toggle {
        /// The picture's address as sent: check it before use. None for the widget's own arrow.
        icon: Option<String>,
        /// By how many degrees it is turned.
        rotation: i64,
    },
}

/// Where the value of a row stands (`layout`).
#[derive(Debug, Default, PartialEq)]
pub struct ValueLayout {
    /// Where in the height of the row.
    pub align: Align,
    /// A CSS colour as sent: check it before use.
    pub color: Option<String>,
    /// How much of the row's width it takes, in percent (`colSize`); 1 to 100.
    pub percent: Option<u8>,
}

impl Accessory {
    /// For [`Decoder::list`].
    pub(crate) fn decode(decoder: &mut Decoder, from: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        if let Some(text) = value::word(from) {
            return Ok(Self::Text { text, styles: Styles::new() });
        }
        if !from.is_object() {
            return Err("an object");
        }
        // The kind is in one or the other; `contenttype` leaves `type` to the action.
        let kind = value::word_of(from, &["contenttype", "type"]).unwrap_or_default().to_ascii_lowercase();
        match kind.as_str() {
            "button" => {
                if value::flag_of(from, &["isStatus"]) {
                    let styles = styles::of(from, &["buttonStyles", "styles"]);
                    return match value::text_of(from, &["title", "text"]) {
                        Some(text) => Ok(Self::Text { text, styles }),
                        None => Err("a status with a title"),
                    };
                }
                Ok(Self::Button(inner(decoder, from, &["button"], path)?))
            }
            "url" | "web_url" | "link" => Ok(Self::Link(inner(decoder, from, &["url", "link"], path)?)),
            "menu" | "dropdown" => {
                let actions = decoder.list(from, &["menu", "dropdownOptions", "options"], path, Action::titled_element);
                if actions.is_empty() { Err("a menu with entries") } else { Ok(Self::Menu(actions)) }
            }
            "image" => {
                let image = Image::decode(from).ok_or("an image with an address")?;
                let inner = value::field(from, "image").filter(|image| value::field(image, "type").is_some());
                let action = inner.and_then(|image| Action::decode(image, PAYLOAD_ELSE_TITLE).ok());
                Ok(Self::Image { image, action })
            }
            "icon" => Ok(Self::Toggle {
                icon: super::image::address_of(from, &["icon"]),
                rotation: value::leading_integer_of(from, &["iconRotation"]).unwrap_or_default(),
            }),
            _ => match value::text_of(from, &["text", "value", "title"]) {
                Some(_)
                    if action::opens(from).is_some_and(|opens| opens || value::field(from, "payload").is_some()) =>
                {
                    Action::decode(from, PAYLOAD_ELSE_TITLE).map(Self::Button)
                }
                Some(text) => Ok(Self::Text { text, styles: styles::of(from, &["styles", "textStyles"]) }),
                None => Err("a text, button, image, url or menu"),
            },
        }
    }

    /// The one under `key`, where there is one.
    pub(crate) fn optional(
        decoder: &mut Decoder,
        from: &mut Value,
        key: &'static str,
        path: &Path<'_>,
    ) -> Option<Self> {
        value::field(from, key)?;
        let mut found = decoder.object(from, &[key], path);
        let path = path.key(key);
        match Self::decode(decoder, &mut found, &path) {
            Ok(accessory) => Some(accessory),
            Err(expected) => {
                decoder.dropped(&path, expected);
                None
            }
        }
    }

    /// Its text, for reading a row aloud.
    pub fn text(&self) -> &str {
        match self {
            Self::Text { text, .. } => text,
            Self::Button(action) | Self::Link(action) => &action.title,
            _ => "",
        }
    }
}

/// The action of a button or link: an object of its own, or the accessory itself.
fn inner(
    decoder: &mut Decoder,
    from: &mut Value,
    keys: &[&'static str],
    path: &Path<'_>,
) -> Result<Action, &'static str> {
    let is_nested = value::field_of(from, keys).is_some_and(Value::is_object);
    if is_nested {
        let nested = decoder.object(from, keys, path);
        // `{"link", "title"}` says by itself that it opens.
        Action::decode(&nested, PAYLOAD_ELSE_TITLE)
    } else {
        Action::decode(from, PAYLOAD_ELSE_TITLE)
    }
}

impl ValueLayout {
    /// Reads `layout` of a value.
    pub(crate) fn decode(value: &Value) -> Self {
        let layout = value::field(value, "layout").unwrap_or(&Value::Null);
        let percent = value::leading_integer_of(layout, &["colSize"]).and_then(|percent| u8::try_from(percent).ok());
        Self {
            align: Align::of(layout, &["align"]),
            color: value::word_of(layout, &["color"]),
            percent: percent.filter(|percent| (1..=100).contains(percent)),
        }
    }
}
