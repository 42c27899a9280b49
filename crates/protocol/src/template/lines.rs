//! Readable text of a template: for announcements, notifications and the host page. By the names of fields, so that
//! hardly any template needs code of its own.

use serde_json::Value;

use super::Fields;
use crate::value;

/// How many lines are kept: nobody wants a table of a hundred rows read out.
const MAX_LINES: u8 = 40;

/// The first of them is a line of its own.
const SENTENCES: &[&str] = &["text_message", "text"];
/// Parts of one line, and their spellings.
const PARTS: [&[&str]; 4] = [
    &["heading", "title", "name", "label", "collectionTitle", "sectionHeader", "placeholder"],
    &["subtitle", "subTitle", "description", "sectionHeaderDesc"],
    &["subtext", "mobileNumber"],
    &["displayValue", "value"],
];
/// Objects whose lines follow.
const INNER: [&str; 9] =
    ["title", "value", "text", "url", "cardHeading", "topSection", "middleSection", "bottomSection", "details"];
/// Lists that are one line.
const ROWS: [&str; 4] = ["columns", "primary", "Values", "displayValues"];
/// Lists that are read line by line.
const LISTS: [&str; 18] = [
    "additional",
    "cards",
    "cardDescription",
    "elements",
    "listItems",
    "subListItems",
    "textInformation",
    "optionsData",
    "tableListData",
    "rowData",
    "rowItems",
    "items",
    "subInformation",
    "collection",
    "radioOptions",
    "tasks",
    "formFields",
    "values",
];

/// Lines of text, without empty ones.
pub(super) struct Lines {
    text: String,
    count: u8,
    /// How many of [`PARTS`] are read.
    parts: usize,
}

impl Lines {
    /// Reads everything.
    pub(super) const ALL: usize = PARTS.len();
    /// Leaves values out, which are what an option sends.
    pub(super) const LABELS: usize = 3;
    /// Leaves descriptions out, which are whole articles.
    pub(super) const TITLES: usize = 1;

    pub(super) fn new(parts: usize) -> Self {
        Self { text: String::new(), count: 0, parts }
    }

    pub(super) fn push(&mut self, line: &str) {
        self.push_joined(&[line]);
    }

    /// One line of several parts.
    pub(super) fn push_joined(&mut self, parts: &[&str]) {
        if self.count >= MAX_LINES {
            return;
        }
        let mut is_empty = true;
        for part in parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()) {
            if !is_empty {
                self.text.push_str(", ");
            } else if !self.text.is_empty() {
                self.text.push('\n');
            }
            self.text.push_str(part);
            is_empty = false;
        }
        self.count += u8::from(!is_empty);
    }

    /// A template, or one of its parts.
    pub(super) fn read(&mut self, fields: Fields<'_>) {
        match fields.0 {
            Value::Object(_) => {}
            Value::Array(row) => return self.push_row(row),
            text => return self.push(value::as_str(text).unwrap_or_default()),
        }
        self.push(fields.text(SENTENCES));
        let parts: Vec<&str> = PARTS.iter().take(self.parts).map(|keys| fields.text(keys)).collect();
        self.push_joined(&parts);
        for key in INNER {
            let inner = fields.field(key);
            if inner.0.is_object() {
                self.read(inner);
            }
        }
        for key in ROWS {
            self.push_row(fields.list(&[key]));
        }
        for key in LISTS {
            for part in fields.list(&[key]) {
                self.read(Fields(part));
            }
        }
    }

    fn push_row(&mut self, row: &[Value]) {
        let mut cells = Vec::new();
        for cell in row {
            // A column or cell has its text first, and then what it is.
            let cell = cell.get(0).unwrap_or(cell);
            cells.push(Fields(cell).title(&["title", "text"]));
        }
        self.push_joined(&cells);
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}
