//! The size budgets of what a page loads, and the table that `dist` prints.

use serde_json::{Value, json};

use crate::compress::Size;

/// What a page loads before the visitor shows interest: the script tag's entry. Bytes, brotli.
pub const LOADER_BUDGET: u64 = 3_000;
/// What a page has loaded once the chat is open, in one language. Bytes, brotli. The release budget is 140 kB; this
/// tighter one leaves room for the templates to come.
pub const WIDGET_BUDGET: u64 = 110_000;
/// What the widget should come to. Bytes, brotli.
pub const WIDGET_GOAL: u64 = 90_000;

/// A delivered file.
pub struct Delivered {
    /// Its name in `dist/cdn`.
    pub name: String,
    /// Whether every page loads it before the visitor shows interest.
    pub is_loader: bool,
    /// Its size.
    pub size: Size,
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
pub fn budgets(files: &[Delivered]) -> [Budget; 2] {
    let sum = |loader_only: bool| {
        files.iter().filter(|file| file.is_loader || !loader_only).map(|file| file.size.brotli).sum()
    };
    [
        Budget { name: "loader", bytes: sum(true), limit: LOADER_BUDGET },
        Budget { name: "whole widget", bytes: sum(false), limit: WIDGET_BUDGET },
    ]
}

/// The table for people.
pub fn table(files: &[Delivered]) -> String {
    let mut text = format!("{:<44} {:>9} {:>9} {:>9}\n", "dist/cdn", "raw", "gzip", "brotli");
    let mut row = |name: &str, size: Size| {
        text.push_str(&format!("{name:<44} {:>9} {:>9} {:>9}\n", size.raw, size.gzip, size.brotli));
    };
    let mut all = Size { raw: 0, gzip: 0, brotli: 0 };
    for file in files {
        row(&file.name, file.size);
        all.raw += file.size.raw;
        all.gzip += file.size.gzip;
        all.brotli += file.size.brotli;
    }
    row("all", all);
    text.push('\n');
    for budget in budgets(files) {
        let verdict = if budget.is_kept() { "kept" } else { "OVER" };
        text.push_str(&format!(
            "{:<14} {:>7} of {:>7} bytes brotli: {verdict}\n",
            budget.name, budget.bytes, budget.limit
        ));
    }
    text.push_str(&format!("{:<14} {:>7} of {WIDGET_GOAL:>7} bytes brotli\n", "  goal", all.brotli));
    text
}

/// The same numbers for programs.
pub fn json(files: &[Delivered], version: &str, commit: &str) -> Value {
    let files: Vec<Value> = files
        .iter()
        .map(|Delivered { name, is_loader, size: Size { raw, gzip, brotli } }| {
            json!({ "name": name, "loader": is_loader, "raw": raw, "gzip": gzip, "brotli": brotli })
        })
        .collect();
    json!({ "version": version, "commit": commit, "files": files })
}

#[cfg(test)]
mod tests {
    use super::{Delivered, LOADER_BUDGET, Size, WIDGET_BUDGET, budgets};

    fn file(name: &str, is_loader: bool, brotli: u64) -> Delivered {
        Delivered { name: name.to_owned(), is_loader, size: Size { raw: brotli * 3, gzip: brotli * 2, brotli } }
    }

    #[test]
    fn the_loader_has_its_own_budget_and_counts_in_the_whole() {
        let files =
            [file("rtm-chat.js", true, LOADER_BUDGET), file("widget.wasm", false, WIDGET_BUDGET - LOADER_BUDGET)];
        assert!(budgets(&files).iter().all(super::Budget::is_kept));
        let files = [file("rtm-chat.js", true, LOADER_BUDGET + 1), file("widget.wasm", false, WIDGET_BUDGET)];
        assert!(!budgets(&files).iter().any(super::Budget::is_kept));
    }
}
