//! Pictures, which the platform writes in four ways (`kore-templates.md` 6.3, 6.7 and 7.4).

use serde_json::Value;

use super::Fields;
use crate::value;

/// A picture beside a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Image<'a> {
    /// The address as sent: check it before use.
    pub url: &'a str,
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

impl<'a> Image<'a> {
    /// The picture of a row: an address or an object, with its size inside or beside it.
    pub(crate) fn decode(row: Fields<'a>) -> Option<Self> {
        let url = row.address(&["image", "image_url", "icon"])?;
        let inner = row.part("image");
        let image = if inner.0.is_object() { inner } else { row };
        let size = image.text(&["size", "imageSize", "iconSize"]);
        Some(Self {
            url,
            size: if value::same_name(size, "small") {
                ImageSize::Small
            } else if value::same_name(size, "large") {
                ImageSize::Large
            } else {
                ImageSize::Medium
            },
            is_round: row.is_named(&["iconShape"], "circle-img"),
            radius: value::leading_integer_of(image.0, &["radius"]).and_then(|radius| u16::try_from(radius).ok()),
        })
    }
}

/// The address in the first of several spellings that has one: text, an object with `image_src` or `url`, or the first
/// of a list of these. A name of the `fontawesome` font is none.
pub(crate) fn address_of<'v>(from: &'v Value, keys: &[&str]) -> Option<&'v str> {
    keys.iter().find_map(|key| {
        let found = value::one_or_many(value::field(from, key)?).first()?;
        if !found.is_object() {
            return value::as_str(found).map(str::trim).filter(|address| !address.is_empty());
        }
        if value::is_named(found, &["image_type"], "fontawesome") {
            return None;
        }
        value::str_of(found, &["image_src", "url", "image_url", "src"]).map(str::trim)
    })
}
