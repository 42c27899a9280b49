//! The size budgets of what a page loads, and the table that `dist` prints.

use serde_json::{Value, json};

use crate::compress::Size;

/// What a page loads before the visitor shows interest: the script tag's entry. Bytes, brotli.
pub const LOADER_BUDGET: u64 = 3_000;
/// The widget in one language: wasm, glue and the CSS in it, with every template. The loader has its own budget. Bytes,
/// brotli. Not met: until it is, `WIDGET_LIMIT` keeps the widget from growing further.
pub const WIDGET_BUDGET: u64 = 140_000;
/// What `dist` refuses to exceed. To be lowered with every saving, down to the budget. Bytes, brotli.
pub const WIDGET_LIMIT: u64 = 209_900;
/// The npm package's session without a window: wasm and glue. To be lowered with every saving. Bytes, brotli.
pub const SESSION_LIMIT: u64 = 93_500;
/// What the widget should come to. Bytes, brotli.
pub const WIDGET_GOAL: u64 = 90_000;

/// When a file is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// On every page, before the visitor shows interest.
    Loader,
    /// With every chat.
    Widget,
    /// In place of the loader, on pages that used the vendor's SDK.
    Compat,
    /// By visitors who speak the language. English is in the widget.
    Language,
    /// By pages that have a view of their own, in place of the widget.
    Session,
}

impl Part {
    const fn name(self) -> &'static str {
        match self {
            Self::Loader => "loader",
            Self::Widget => "widget",
            Self::Compat => "compat",
            Self::Language => "language",
            Self::Session => "session",
        }
    }
}

/// A delivered file.
pub struct Delivered {
    /// Its name in `dist/cdn`, or in `dist/npm` for a session without a window.
    pub name: String,
    /// When it is loaded.
    pub part: Part,
    /// Its size.
    pub size: Size,
    /// What a page's `integrity` attribute for it says.
    pub integrity: String,
}

/// A limit and what was measured.
pub struct Budget {
    /// What is limited.
    pub name: &'static str,
    /// Measured bytes, brotli.
    pub bytes: u64,
    /// Allowed bytes, brotli.
    pub limit: u64,
}

impl Budget {
    /// Whether the limit is kept.
    pub const fn is_kept(&self) -> bool {
        self.bytes <= self.limit
    }
}

/// What was measured, against the limits.
pub fn budgets(files: &[Delivered]) -> [Budget; 3] {
    let sum =
        |parts: &[Part]| files.iter().filter(|file| parts.contains(&file.part)).map(|file| file.size.brotli).sum();
    [
        Budget { name: "loader", bytes: sum(&[Part::Loader]), limit: LOADER_BUDGET },
        Budget { name: "whole widget", bytes: sum(&[Part::Widget]), limit: WIDGET_LIMIT },
        Budget { name: "session alone", bytes: sum(&[Part::Session]), limit: SESSION_LIMIT },
    ]
}

/// The table for people. Below the sum stands what is loaded in place of a part of it: languages, the script for pages that
/// used the vendor's SDK, and the session without a window.
pub fn table(files: &[Delivered]) -> String {
    let mut text = format!("{:<44} {:>9} {:>9} {:>9}\n", "dist/cdn", "raw", "gzip", "brotli");
    let mut row = |name: &str, size: Size| {
        text.push_str(&format!("{name:<44} {:>9} {:>9} {:>9}\n", size.raw, size.gzip, size.brotli));
    };
    let is_extra = |file: &&Delivered| matches!(file.part, Part::Language | Part::Compat | Part::Session);
    let (extra, widget): (Vec<_>, Vec<_>) = files.iter().partition(is_extra);
    let mut all = Size { raw: 0, gzip: 0, brotli: 0 };
    for file in widget {
        row(&file.name, file.size);
        all.raw += file.size.raw;
        all.gzip += file.size.gzip;
        all.brotli += file.size.brotli;
    }
    row("all, in English", all);
    for file in extra {
        row(&file.name, file.size);
    }
    text.push('\n');
    let [loader, whole, session] = budgets(files);
    let bytes = whole.bytes;
    let aims = [("  budget", WIDGET_BUDGET), ("  goal", WIDGET_GOAL)].map(|(name, aim)| {
        let verdict = if bytes <= aim { "met" } else { "not met" };
        format!("{name:<14} {bytes:>7} of {aim:>7} bytes brotli: {verdict}\n")
    });
    for budget in [loader, whole, session] {
        let verdict = if budget.is_kept() { "kept" } else { "OVER" };
        text.push_str(&format!(
            "{:<14} {:>7} of {:>7} bytes brotli: {verdict}\n",
            budget.name, budget.bytes, budget.limit
        ));
    }
    text.push_str(&aims.concat());
    for file in files.iter().filter(|file| !file.integrity.is_empty() && file.part != Part::Language) {
        text.push_str(&format!("\n{}\n  integrity=\"{}\"", file.name, file.integrity));
    }
    text.push('\n');
    text
}

/// The same numbers for programs.
pub fn json(files: &[Delivered], version: &str, commit: &str) -> Value {
    let files: Vec<Value> = files
        .iter()
        .map(|Delivered { name, part, size: Size { raw, gzip, brotli }, integrity }| {
            let part = part.name();
            json!({ "name": name, "part": part, "raw": raw, "gzip": gzip, "brotli": brotli, "integrity": integrity })
        })
        .collect();
    json!({ "version": version, "commit": commit, "files": files })
}

#[cfg(test)]
mod tests {
    use super::{Delivered, LOADER_BUDGET, Part, SESSION_LIMIT, Size, WIDGET_LIMIT, budgets};

    fn file(part: Part, brotli: u64) -> Delivered {
        Delivered {
            name: "file".to_owned(),
            part,
            size: Size { raw: brotli * 3, gzip: brotli * 2, brotli },
            integrity: String::new(),
        }
    }

    #[test]
    fn loader_and_widget_have_budgets_of_their_own_and_languages_have_none() {
        let files = [file(Part::Loader, LOADER_BUDGET), file(Part::Widget, WIDGET_LIMIT), file(Part::Language, 2_000)];
        assert!(budgets(&files).iter().all(super::Budget::is_kept));
        let files = [file(Part::Loader, LOADER_BUDGET + 1), file(Part::Widget, 1)];
        assert_eq!(budgets(&files).map(|budget| budget.is_kept()), [false, true, true]);
        let files = [file(Part::Session, SESSION_LIMIT + 1)];
        assert_eq!(budgets(&files).map(|budget| budget.is_kept()), [true, true, false]);
        // The module and its glue are added up.
        let files = [file(Part::Widget, WIDGET_LIMIT), file(Part::Widget, 1)];
        assert_eq!(budgets(&files).map(|budget| budget.is_kept()), [true, false, true]);
    }
}
