//! `loader`: bundles the script tag's entry, `www/loader/index.js` with its styles and words, into one script, and writes
//! the languages' files that it loads.

use std::{collections::BTreeMap, path::Path, process::Command};

use anyhow::{Context, Result};

use crate::{
    gallery,
    locale::{self, Locale},
    node, process,
    workspace::{self, Workspace},
};

/// The file name that pages load, stable for ever.
pub const ENTRY: &str = "rtm-chat.js";
/// The one that pages load which used the vendor's SDK.
pub const COMPAT: &str = "rtm-chat-compat.js";
/// The widget's module beside it, as Trunk names it.
pub const MODULE: &str = "rtm-chat-widget.js";
/// And its wasm.
pub const WASM: &str = "rtm-chat-widget_bg.wasm";

/// The stem of the files of the npm package's session without a window.
pub const SESSION: &str = "rtm-chat-connect";

/// The npm package's entries: what defines the element, the session without a window, and the vendor's names.
const PACKAGE_ENTRIES: [&str; 3] = ["index.js", "connect.js", "compat.js"];

/// The launcher's word that is there in every language before anything else is loaded.
const LAUNCHER_WORD: &str = "launcher.open";

/// The command: writes `target/loader/rtm-chat.js`, which loads the module that Trunk writes, `target/loader/locale`, and
/// what the gallery shows.
pub fn run(workspace: &Workspace) -> Result<()> {
    let dir = workspace.output("loader");
    let locales = locale::read_all(workspace)?;
    locale::write_all(&locales, &dir)?;
    gallery::write_data(workspace, &locales, &dir.join(gallery::DATA))?;
    for entry in [ENTRY, COMPAT] {
        bundle(workspace, MODULE, WASM, &locales, &dir.join(entry))?;
    }
    Ok(())
}

/// Bundles an entry, [`ENTRY`] or [`COMPAT`], into `to`. It will load `module`, its `wasm` and the files of `locales`, named as seen from beside it;
/// the module's name without `.js` begins that of the wasm.
pub fn bundle(workspace: &Workspace, module: &str, wasm: &str, locales: &[Locale], to: &Path) -> Result<()> {
    let name = module.strip_suffix(".js").unwrap_or(module);
    let rest = wasm.strip_prefix(name).with_context(|| format!("{wasm} does not begin with {name}"))?;
    let table = locale_table(locales, |file| format!("{file:?}"));
    let source = if to.ends_with(COMPAT) { "www/compat/index.js" } else { "www/loader/index.js" };
    let mut esbuild = esbuild(workspace, source, &table, to)?;
    esbuild
        .args(["--format=iife", "--target=es2022"])
        .arg(format!("--define:WIDGET=\"{name}\""))
        .arg(format!("--define:WIDGET_WASM=\"{rest}\""));
    process::run(&mut esbuild).with_context(|| format!("could not bundle {source}"))
}

/// Bundles the npm package's entries into `dir`. The modules that they import stay files for bundlers to find, as do the
/// files of `locales`.
pub fn bundle_package(workspace: &Workspace, locales: &[Locale], dir: &Path) -> Result<()> {
    // Lazily: what a bundler makes of `import.meta.url` may fail on a server.
    let table = locale_table(locales, |file| format!("() => new URL({:?}, import.meta.url)", format!("./{file}")));
    for entry in PACKAGE_ENTRIES {
        let source = format!("www/npm/{entry}");
        let mut esbuild = esbuild(workspace, &source, &table, &dir.join(entry))?;
        esbuild.args(["--format=esm", "--target=es2022", "--external:./connect.js", "--external:./index.js"]);
        esbuild.arg(format!("--external:./{MODULE}")).arg(format!("--external:./{SESSION}.js"));
        process::run(&mut esbuild).with_context(|| format!("could not bundle {source}"))?;
    }
    Ok(())
}

/// A script that gives `LOCALES` to the scripts it is bundled with. `place` writes where a file is.
fn locale_table(locales: &[Locale], place: impl Fn(&str) -> String) -> String {
    let entries: Vec<String> = locales
        .iter()
        // `fr-CA` before `fr`, which fits the same visitors.
        .rev()
        .map(|locale| {
            let words = serde_json::json!({ LAUNCHER_WORD: locale.text(LAUNCHER_WORD) });
            format!("  {{ tag: {:?}, file: {}, words: {words} }},\n", locale.language, place(&locale.file))
        })
        .collect();
    format!("export const LOCALES = [\n{}];\n", entries.concat())
}

/// A script that gives the launcher's English words, as `ENGLISH`.
fn english(workspace: &Workspace) -> Result<String> {
    let texts: BTreeMap<String, String> = serde_json::from_str(&workspace::read(&workspace.path("src/i18n/en.json"))?)?;
    let words: BTreeMap<&str, &String> =
        texts.iter().filter_map(|(key, text)| Some((key.strip_prefix("launcher.")?, text))).collect();
    Ok(format!("export const ENGLISH = {};\n", serde_json::json!(words)))
}

fn esbuild(workspace: &Workspace, entry: &str, locale_table: &str, to: &Path) -> Result<Command> {
    let table = workspace.output("loader").join("locales.js");
    workspace::write(&table, locale_table.to_owned() + &english(workspace)?)?;
    let mut esbuild = node::tool(workspace, "esbuild");
    esbuild
        .args([entry, "--bundle", "--minify", "--charset=utf8", "--loader:.json=json", "--log-level=warning"])
        .arg(format!("--define:VERSION=\"{}\"", workspace.version()?))
        .arg(format!("--define:LAUNCHER_STYLE={}", serde_json::Value::String(style(workspace)?)))
        .arg(format!("--inject:{}", table.display()))
        .arg(format!("--outfile={}", to.display()));
    Ok(esbuild)
}

/// The launcher's style, minified: `style/launcher.css`, and of `style/tokens.css` what it uses. The widget's own style
/// sheet has all tokens.
fn style(workspace: &Workspace) -> Result<String> {
    let launcher = workspace::read(&workspace.path("style/launcher.css"))?;
    let tokens = workspace::read(&workspace.path("style/tokens.css"))?;
    let sheet = workspace.output("loader").join("launcher.css");
    workspace::write(&sheet, used_tokens(&tokens, &launcher) + &launcher)?;
    let mut esbuild = node::tool(workspace, "esbuild");
    let minified = process::stdout(esbuild.arg(&sheet).args(["--minify", "--charset=utf8", "--log-level=warning"]))?;
    Ok(minified.trim_end().to_owned())
}

/// The tokens without the lines that define what neither `style` nor a token that it needs refers to.
fn used_tokens(tokens: &str, style: &str) -> String {
    let mut kept = tokens.to_owned();
    loop {
        let is_used = |line: &&str| match line.trim_start().split_once(':') {
            Some((name, _)) if name.starts_with("--") => [',', ')']
                .map(|end| format!("var({name}{end}"))
                .iter()
                .any(|reference| style.contains(reference) || kept.contains(reference)),
            _ => true,
        };
        let next: String = tokens.lines().filter(is_used).map(tight).collect();
        if next == kept {
            return kept;
        }
        kept = next;
    }
}

/// A line without the spaces that a minifier must keep in a custom property. No token has a text with a comma in it.
fn tight(line: &str) -> String {
    if line.trim_start().starts_with("--") {
        line.replace(": ", ":").replace(", ", ",") + "\n"
    } else {
        format!("{line}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::{Locale, locale_table, used_tokens};

    #[test]
    fn the_table_has_the_first_word_and_the_place_of_each_language() {
        let texts = [("launcher.open", "Ouvrir"), ("launcher.close", "Fermer")];
        let mut french = Locale::new("fr-CA", texts.map(|(key, text)| (key.to_owned(), text.to_owned())).into());
        let arabic = Locale::new("ar", [].into());
        french.file = "locale/fr-1.json".to_owned();
        assert_eq!(
            locale_table(&[arabic, french], |file| format!("at({file:?})")),
            "export const LOCALES = [\n  { tag: \"fr-CA\", file: at(\"locale/fr-1.json\"), words: \
             {\"launcher.open\":\"Ouvrir\"} },\n  { tag: \"ar\", file: at(\"locale/ar.json\"), words: \
             {\"launcher.open\":\"\"} },\n];\n"
        );
    }

    #[test]
    fn only_the_tokens_that_a_style_needs_are_kept() {
        let tokens = ":host {\n  --a: var(--rtm-a, red);\n  --b: var(--c);\n  --c: 1px;\n  --d: var(--e);\n  --e: 2px;\n  --c-d: 3px;\n}\n";
        assert_eq!(used_tokens(tokens, "p { margin: var(--b) }"), ":host {\n  --b:var(--c);\n  --c:1px;\n}\n");
        assert_eq!(used_tokens(tokens, "p { margin: var(--c-d) }"), ":host {\n  --c-d:3px;\n}\n");
    }
}
