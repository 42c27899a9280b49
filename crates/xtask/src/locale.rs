//! The languages' files: what `src/i18n` has beside English, which is in the module. The loader fetches the visitor's.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context, Result};

use crate::workspace::{self, Workspace};

/// The folder of the files, beside the loader.
pub const FOLDER: &str = "locale";
/// The language in the module.
const COMPILED_IN: &str = "en";

/// A language's texts as a file to deliver. The widget's build script has checked that they are complete.
pub struct Locale {
    /// A BCP 47 tag, as the file in `src/i18n` is named.
    pub language: String,
    /// The file's path beside the loader.
    pub file: String,
    texts: BTreeMap<String, String>,
}

impl Locale {
    /// With a file named `locale/<language>.json`.
    pub fn new(language: &str, texts: BTreeMap<String, String>) -> Self {
        Self { language: language.to_owned(), file: format!("{FOLDER}/{language}.json"), texts }
    }

    /// A text by its key; empty if there is none.
    pub fn text(&self, key: &str) -> &str {
        self.texts.get(key).map_or("", String::as_str)
    }

    /// What the file holds: compact JSON.
    pub fn json(&self) -> String {
        serde_json::json!(self.texts).to_string()
    }
}

/// Every language but the one in the module, by tag: a variety comes after its language.
pub fn read_all(workspace: &Workspace) -> Result<Vec<Locale>> {
    let mut locales = Vec::new();
    for path in workspace::entries(&workspace.path("src/i18n"))? {
        let language = path.file_stem().unwrap_or_default().to_string_lossy();
        if path.extension().is_some_and(|extension| extension == "json") && language != COMPILED_IN {
            let texts = serde_json::from_str(&workspace::read(&path)?)
                .with_context(|| format!("{} is not an object of texts", path.display()))?;
            locales.push(Locale::new(&language, texts));
        }
    }
    locales.sort_by(|a, b| a.language.cmp(&b.language));
    Ok(locales)
}

/// Writes the files into `dir`, whose `locale` folder then has nothing else.
pub fn write_all(locales: &[Locale], dir: &Path) -> Result<()> {
    workspace::empty_dir(&dir.join(FOLDER))?;
    locales.iter().try_for_each(|locale| workspace::write(&dir.join(&locale.file), locale.json()))
}

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn a_file_holds_its_texts_and_nothing_between_them() {
        let texts = [("b", "\u{628} \"x\""), ("a", "1")].map(|(key, text)| (key.to_owned(), text.to_owned()));
        let locale = Locale::new("ar", texts.into());
        assert_eq!(locale.json(), "{\"a\":\"1\",\"b\":\"\u{628} \\\"x\\\"\"}");
        assert_eq!((locale.file.as_str(), locale.text("a"), locale.text("c")), ("locale/ar.json", "1", ""));
    }
}
