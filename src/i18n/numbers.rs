//! Numbers in the digits of a locale, through `Intl`.

use js_sys::Intl;
use wasm_bindgen::JsValue;

use super::dates::{known_locales, options};

/// A formatter for the numbers on an axis: short, such as `1.5M`.
pub struct Numbers(Intl::NumberFormat);

impl Numbers {
    /// Formats as a locale (BCP 47) does; as the browser's own where the tag is malformed.
    pub fn new(locale: &str) -> Self {
        let options = options(&[("notation", "compact"), ("maximumFractionDigits", "6")]);
        Self(Intl::NumberFormat::new(&known_locales(locale), &options))
    }

    /// A number that is `scaled` divided by ten to the power of `decimals`.
    pub fn short(&self, scaled: i64, decimals: u8) -> String {
        #[allow(clippy::cast_precision_loss, reason = "an axis has few digits")]
        let number = scaled as f64 / 10_i64.pow(u32::from(decimals)) as f64;
        let text = self.0.format().call1(&JsValue::UNDEFINED, &number.into());
        text.ok().and_then(|text| text.as_string()).unwrap_or_default()
    }
}
