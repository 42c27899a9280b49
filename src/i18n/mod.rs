//! Every visible string in the visitor's language, and dates in its conventions.

mod dates;
mod fingerprint;

pub use dates::{Dates, Day};

use std::sync::OnceLock;

use fingerprint::fingerprint;

include!(concat!(env!("OUT_DIR"), "/strings.rs"));

impl Strings {
    /// The strings of a locale (BCP 47): of the tag itself, else of what it is a variety of, else English; in English also while
    /// the texts of the language were not [installed](install).
    pub fn for_locale(locale: &str) -> &'static Self {
        translation(locale).and_then(|translation| translation.strings.get()).unwrap_or(&ENGLISH)
    }
}

/// Takes in a locale's texts: a JSON object with every key, as `src/i18n` has it. False if it is something else. The first
/// texts of a language stay until the module ends.
pub fn install(locale: &str, json: &str) -> bool {
    translation(locale).is_some_and(|translation| translation.install(json).is_some())
}

/// A language that is not compiled in.
struct Translation {
    language: &'static str,
    texts: OnceLock<Vec<String>>,
    /// Borrows from `texts`.
    strings: OnceLock<Strings>,
}

impl Translation {
    const fn new(language: &'static str) -> Self {
        Self { language, texts: OnceLock::new(), strings: OnceLock::new() }
    }

    fn install(&'static self, json: &str) -> Option<()> {
        if self.strings.get().is_none() {
            let texts = read(json)?;
            let texts = self.texts.get_or_init(|| texts);
            let mut ordered = [""; COUNT];
            ordered.iter_mut().zip(texts).for_each(|(slot, text)| *slot = text);
            self.strings.get_or_init(|| Strings::from_texts(ordered));
        }
        Some(())
    }
}

/// The texts of a file in the order of their keys, if its keys are those of this build.
fn read(json: &str) -> Option<Vec<String>> {
    let serde_json::Value::Object(texts) = protocol::json::read_json(json, 1).ok()? else { return None };
    if texts.len() != COUNT || fingerprint(texts.keys().map(String::as_str)) != KEYS {
        return None;
    }
    texts
        .into_iter()
        .map(|(_, text)| match text {
            serde_json::Value::String(text) => Some(text),
            _ => None,
        })
        .collect()
}

/// The translation of a tag, else of what the tag is a variety of.
fn translation(locale: &str) -> Option<&'static Translation> {
    let mut tag = locale;
    loop {
        if let Some(found) = TRANSLATIONS.iter().find(|known| known.language.eq_ignore_ascii_case(tag)) {
            return Some(found);
        }
        tag = tag.rsplit_once(['-', '_'])?.0;
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

    const ARABIC: &str = include_str!("ar.json");

    #[test]
    fn a_locale_gets_its_language_once_that_is_there_or_english() {
        assert_eq!(Strings::for_locale("ar-EG").composer_send, "Send");
        assert!(install("ar-EG", ARABIC));
        assert_eq!(Strings::for_locale("ar-EG").composer_send, "إرسال");
        assert_eq!(Strings::for_locale("AR").composer_label, "الرسالة");
        assert_eq!(Strings::for_locale("ar-Latn-EG").composer_send, "إرسال");
        assert!(install("ar", ARABIC), "a second window brings the same texts");
        assert_eq!(Strings::for_locale("EN").composer_send, "Send");
        assert_eq!(Strings::for_locale("xx-YY").composer_send, "Send");
        assert_eq!(Strings::for_locale("").composer_send, "Send");
    }

    #[test]
    fn each_text_has_the_place_of_its_key() {
        let texts = read(ARABIC).unwrap();
        let texts: Vec<&'static str> = texts.into_iter().map(|text| &*text.leak()).collect();
        let strings = format!("{:?}", Strings::from_texts(texts.try_into().unwrap()));
        let json: serde_json::Value = serde_json::from_str(ARABIC).unwrap();
        let field = |key: &str| {
            key.chars().fold(String::new(), |name, character| match character {
                '.' => name + "_",
                upper if upper.is_ascii_uppercase() => name + "_" + &upper.to_ascii_lowercase().to_string(),
                other => name + &other.to_string(),
            })
        };
        for (key, text) in json.as_object().unwrap() {
            assert!(strings.contains(&format!("{}: {:?}", field(key), text.as_str().unwrap())), "{key}");
        }
    }

    #[test]
    fn what_is_not_a_file_of_this_build_is_refused() {
        assert!(read(ARABIC).is_some());
        assert!(read("").is_none());
        assert!(read("\"\"").is_none());
        assert!(read("<!doctype html>").is_none());
        assert!(read(&ARABIC.replacen("launcher.open", "launcher.opens", 1)).is_none(), "another key");
        assert!(read(&ARABIC.replacen("{\n", "{\"z\": \"\",\n", 1)).is_none(), "one key more");
        assert!(read(&ARABIC.replacen("\"إرسال\"", "7", 1)).is_none(), "a number");
        assert!(!install("xx", ARABIC), "a language that the build does not know");
    }

    #[test]
    fn a_placeholder_is_filled_and_a_value_is_never_read_as_one() {
        assert_eq!(fill("{name} is typing", "name", "Ann"), "Ann is typing");
        assert_eq!(fill("{a}: {b}", "a", "{b}"), "{b}: {b}");
        assert_eq!(fill("50 {percent", "name", "x"), "50 {percent");
    }
}
