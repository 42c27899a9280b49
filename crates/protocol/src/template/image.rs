//! Pictures, which the platform writes in four ways (`kore-templates.md` 6.3, 6.7 and 7.4).

use serde_json::Value;

use crate::value;

/// A picture beside a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// The address as sent: check it before use.
    pub url: String,
    /// How large it is drawn.
    pub size: ImageSize,
    /// Drawn as a circle (`iconShape`).
    pub is_round: bool,
    /// The radius of its corners in pixels, where the bot says.
    pub radius: Option<u16>,
}

/// How large a picture is drawn; unknown names are `Medium`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImageSize {
    /// `small`.
    Small,
    /// `medium`.
    #[default]
    Medium,
    /// `large`.
    Large,
}

impl Image {
    /// The picture of a row: an address or an object, with its size inside or beside it.
    pub(crate) fn decode(row: &Value) -> Option<Self> {
        let url = address_of(row, &["image", "image_url", "icon"])?;
        let image = value::field(row, "image").filter(|image| image.is_object()).unwrap_or(row);
        let radius = value::leading_integer_of(image, &["radius"]).and_then(|radius| u16::try_from(radius).ok());
        Some(Self {
            url,
            size: ImageSize::decode(image),
            is_round: value::is_named(row, &["iconShape"], "circle-img"),
            radius,
        })
    }
}

impl ImageSize {
    fn decode(image: &Value) -> Self {
        let name = value::word_of(image, &["size", "imageSize", "iconSize"]).unwrap_or_default();
        if value::same_name(&name, "small") {
            Self::Small
        } else if value::same_name(&name, "large") {
            Self::Large
        } else {
            Self::Medium
        }
    }
}

/// The address in the first of several spellings that has one: text, an object with `image_src` or `url`, or the first
/// of a list of these. A name of the `fontawesome` font is none.
pub(crate) fn address_of(from: &Value, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| {
        let found = value::one_or_many(value::field(from, key)?).first()?;
        if !found.is_object() {
            return value::word(found);
        }
        if value::is_named(found, &["image_type"], "fontawesome") {
            return None;
        }
        value::word_of(found, &["image_src", "url", "image_url", "src"])
    })
}
