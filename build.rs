//! Turns the texts into Rust and the style files into one compact text. English is compiled in; the files of the other
//! languages, which `cargo xtask` delivers beside the module, are checked here.

#[path = "src/i18n/fingerprint.rs"]
mod fingerprint;

use std::{
    collections::BTreeMap,
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// The language that names every key, and the one that is compiled in.
const SOURCE: &str = "en";
/// The style that the loader adopts with the tokens it needs, so that the launcher is painted before the widget is loaded.
const ADOPTED_BY_LOADER: &str = "launcher.css";

type Outcome<T> = Result<T, Box<dyn Error>>;
type Strings = BTreeMap<String, String>;

fn main() -> Outcome<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed=src/i18n");
    println!("cargo::rerun-if-changed=style");
    fs::write(out.join("strings.rs"), strings(&root.join("src/i18n"))?)?;
    fs::write(out.join("window.css"), styles(&root.join("style"))?)?;
    Ok(())
}

/// `Strings` with a field for each key, its English, how it is made from another language's texts, and the names of those
/// languages.
fn strings(folder: &Path) -> Outcome<String> {
    let mut languages = BTreeMap::new();
    for path in files(folder, "json")? {
        let language = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let strings: Strings = serde_json::from_str(&fs::read_to_string(&path)?)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        languages.insert(language, strings);
    }
    let source = languages.remove(SOURCE).ok_or("src/i18n/en.json is missing")?;
    for (language, strings) in &languages {
        check(language, strings, &source)?;
    }

    let mut code = String::from("/// Every visible string, in one language.\n#[derive(Debug)]\npub struct Strings {\n");
    for (key, text) in &source {
        writeln!(code, "    /// `{key}`: \"{text}\"\n    pub {}: &'static str,", field(key))?;
    }
    code.push_str("}\n\nstatic ENGLISH: Strings = Strings {\n");
    for (key, text) in &source {
        writeln!(code, "    {}: {text:?},", field(key))?;
    }
    let (count, keys) = (source.len(), fingerprint::fingerprint(source.keys().map(String::as_str)));
    writeln!(
        code,
        "}};\n\nconst COUNT: usize = {count};\nconst KEYS: u32 = {keys};\n\n\
         impl Strings {{\n    /// From texts in the order of their keys.\n    \
         fn from_texts(texts: [&'static str; COUNT]) -> Self {{\n        Self {{"
    )?;
    for (index, key) in source.keys().enumerate() {
        writeln!(code, "            {}: texts[{index}],", field(key))?;
    }
    writeln!(code, "        }}\n    }}\n}}\n\nstatic TRANSLATIONS: [Translation; {}] = [", languages.len())?;
    for language in languages.keys() {
        writeln!(code, "    Translation::new({language:?}),")?;
    }
    code.push_str("];\n");
    Ok(code)
}

/// Every language has the keys of the source, and each of its texts the same placeholders.
fn check(language: &str, strings: &Strings, source: &Strings) -> Outcome<()> {
    for (key, text) in source {
        let Some(translated) = strings.get(key) else {
            return Err(format!("src/i18n/{language}.json lacks \"{key}\"").into());
        };
        if placeholders(translated) != placeholders(text) {
            return Err(format!("src/i18n/{language}.json: \"{key}\" must keep the placeholders of \"{text}\"").into());
        }
    }
    match strings.keys().find(|key| !source.contains_key(*key)) {
        Some(key) => Err(format!("src/i18n/{language}.json: \"{key}\" is not in src/i18n/{SOURCE}.json").into()),
        None => Ok(()),
    }
}

fn placeholders(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect();
    found.sort_unstable();
    found
}

/// `composer.tooLong` becomes `composer_too_long`.
fn field(key: &str) -> String {
    let mut name = String::new();
    for character in key.chars() {
        match character {
            '.' => name.push('_'),
            upper if upper.is_ascii_uppercase() => {
                name.push('_');
                name.push(upper.to_ascii_lowercase());
            }
            other => name.push(other),
        }
    }
    name
}

/// The window's style files, one after the other, without comments and indentation.
fn styles(folder: &Path) -> Outcome<String> {
    let mut css = String::new();
    for path in files(folder, "css")? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name != ADOPTED_BY_LOADER {
            css.push_str(&compact(&fs::read_to_string(&path)?));
        }
    }
    Ok(css)
}

fn compact(css: &str) -> String {
    let mut rest = css;
    let mut bare = String::new();
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    let mut compact = String::new();
    for line in bare.lines().map(str::trim).filter(|line| !line.is_empty()) {
        // A line that continues the one before needs the space between them.
        if !compact.is_empty() && !compact.ends_with(['{', '}', ';', ',', '\n']) {
            compact.push(' ');
        }
        compact.push_str(line);
    }
    compact.push('\n');
    compact
}

fn files(folder: &Path, extension: &str) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
