//! Every visible string in the visitor's language, and dates in its conventions.

mod dates;

pub use dates::{Dates, Day};

include!(concat!(env!("OUT_DIR"), "/strings.rs"));

impl Strings {
    /// The strings of a locale (BCP 47): of the tag itself, else of its language, else English.
    pub fn for_locale(locale: &str) -> &'static Self {
        let language = locale.split(['-', '_']).next().unwrap_or_default();
        let of = |wanted: &str| {
            LANGUAGES.iter().find(|(known, _)| known.eq_ignore_ascii_case(wanted)).map(|(_, strings)| *strings)
        };
        of(locale).or_else(|| of(language)).unwrap_or(&EN)
    }
}

/// Puts a value in the place of `{name}`.
pub fn fill(text: &str, name: &str, value: &str) -> String {
    let mut filled = String::with_capacity(text.len() + value.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}') {
            Some((found, after)) if found == name => {
                filled.push_str(value);
                rest = after;
            }
            _ => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_gets_its_language_or_english() {
        assert_eq!(Strings::for_locale("ar-EG").composer_send, "إرسال");
        assert_eq!(Strings::for_locale("EN").composer_send, "Send");
        assert_eq!(Strings::for_locale("xx-YY").composer_send, "Send");
        assert_eq!(Strings::for_locale("").composer_send, "Send");
    }

    #[test]
    fn a_placeholder_is_filled_and_a_value_is_never_read_as_one() {
        assert_eq!(fill("{name} is typing", "name", "Ann"), "Ann is typing");
        assert_eq!(fill("{a}: {b}", "a", "{b}"), "{b}: {b}");
        assert_eq!(fill("50 {percent", "name", "x"), "50 {percent");
    }
}
