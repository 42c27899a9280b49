//! Style maps (`kore-templates.md` 2.4).

use serde_json::Value;

use crate::value;

/// CSS properties and their values, as the bot wants them. The names are in kebab case; neither is checked: the widget
/// lets through what it knows.
pub type Styles = Vec<(String, String)>;

/// The first of several maps that is there. `backgroundColor` and `Width` become `background-color` and `width`; a
/// semicolon at the end of a value is cut.
pub(crate) fn of(from: &Value, keys: &[&str]) -> Styles {
    let mut styles = Styles::new();
    if let Some(Value::Object(map)) = value::field_of(from, keys) {
        for (name, found) in map {
            if let Some(text) = value::text(found) {
                let text = text.trim().trim_end_matches(';').trim_end();
                if !text.is_empty() {
                    styles.push((kebab(name.trim()), text.to_owned()));
                }
            }
        }
    }
    styles
}

fn kebab(name: &str) -> String {
    let mut kebab = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.push(letter.to_ascii_lowercase());
    }
    kebab
}
