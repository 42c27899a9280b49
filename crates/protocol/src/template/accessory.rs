//! What stands at the end of a row or of a heading: a text, a button, a link, a picture or a menu
//! (`value` and `headerOptions`, `kore-templates.md` 6.3, 6.6, 6.7 and 7.4).

use super::{
    Action, Align, Fields, Image, Styles,
    action::{self, PAYLOAD_ELSE_TITLE},
};
use crate::value;

/// A thing at the end of a row or heading.
#[derive(Debug, PartialEq)]
#[non_exhaustive]
pub enum Accessory<'a> {
    /// Text; also a status, which looks like a button and is none (`isStatus`).
    Text {
        /// The text.
        text: &'a str,
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
        image: Image<'a>,
        /// What choosing it does.
        action: Option<Action>,
    },
    /// Choices behind a button.
    Menu(Vec<Action>),
    /// A picture that opens and closes its row (`type:"icon"`).
    Toggle {
        /// The picture's address as sent: check it before use. None for the widget's own arrow.
        icon: Option<&'a str>,
        /// By how many degrees it is turned.
        rotation: i64,
    },
}

/// Where the value of a row stands (`layout`).
#[derive(Debug, Default, PartialEq)]
pub struct ValueLayout<'a> {
    /// Where in the height of the row.
    pub align: Align,
    /// A CSS colour as sent: check it before use.
    pub color: Option<&'a str>,
    /// How much of the row's width it takes, in percent (`colSize`); 1 to 100.
    pub percent: Option<u8>,
}

impl<'a> Accessory<'a> {
    /// None when there is nothing to show.
    pub(crate) fn decode(from: Fields<'a>) -> Option<Self> {
        if let Some(text) = value::as_str(from.0) {
            return Some(Self::Text { text, styles: Styles::new() }).filter(|_| !text.trim().is_empty());
        }
        // The kind is in one or the other; `contenttype` leaves `type` to the action.
        let kind = from.text(&["contenttype", "type"]);
        let is = |name| value::same_name(kind, name);
        if is("button") {
            if from.flag(&["isStatus"]) {
                let text = from.word(&["title", "text"])?;
                return Some(Self::Text { text, styles: from.styles(&["buttonStyles", "styles"]) });
            }
            Some(Self::Button(inner(from, "button")?))
        } else if is("url") || is("web_url") || is("link") {
            Some(Self::Link(inner(from, "url")?))
        } else if is("menu") || is("dropdown") {
            let actions = from.actions(&["menu", "dropdownOptions", "options"], PAYLOAD_ELSE_TITLE);
            (!actions.is_empty()).then_some(Self::Menu(actions))
        } else if is("image") {
            let inner = from.part("image");
            let acts = value::field(inner.0, "type").is_some();
            let action = if acts { Action::decode(inner.0, PAYLOAD_ELSE_TITLE).ok() } else { None };
            Some(Self::Image { image: from.image()?, action })
        } else if is("icon") {
            let rotation = value::leading_integer_of(from.0, &["iconRotation"]).unwrap_or_default();
            Some(Self::Toggle { icon: from.address(&["icon"]), rotation })
        } else if action::opens(from.0).is_some_and(|opens| opens || value::field(from.0, "payload").is_some()) {
            Action::decode(from.0, PAYLOAD_ELSE_TITLE).ok().map(Self::Button)
        } else {
            let text = from.word(&["text", "value", "title"])?;
            Some(Self::Text { text, styles: from.styles(&["styles", "textStyles"]) })
        }
    }

    /// Those of a list.
    pub(crate) fn all(list: &'a [serde_json::Value]) -> Vec<Self> {
        let mut accessories = Vec::new();
        for element in list {
            accessories.extend(Self::decode(Fields(element)));
        }
        accessories
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
fn inner(from: Fields<'_>, key: &str) -> Option<Action> {
    let nested = from.part(key);
    // `{"link", "title"}` says by itself that it opens.
    let action = if nested.0.is_object() { nested } else { from };
    Action::decode(action.0, PAYLOAD_ELSE_TITLE).ok()
}

impl<'a> ValueLayout<'a> {
    /// Reads `layout` of a value.
    pub(crate) fn decode(value: Fields<'a>) -> Self {
        let layout = value.part("layout");
        let percent = value::leading_integer_of(layout.0, &["colSize"]).and_then(|percent| u8::try_from(percent).ok());
        Self {
            align: Align::named(layout.text(&["align"])),
            color: layout.word(&["color"]),
            percent: percent.filter(|percent| (1..=100).contains(percent)),
        }
    }
}
