//! `tableList` (`kore-templates.md` 7.4).

use serde_json::Value;

use super::{
    Accessory, Action, Image, ValueLayout,
    action::{self, PAYLOAD_ELSE_TITLE},
    lines::Lines,
};
use crate::{decoder::Decoder, path::Path, value};

/// Sections of coloured rows with a value.
#[derive(Debug, Default, PartialEq)]
pub struct TableListTemplate {
    /// The title, in Kore markdown.
    pub title: String,
    /// What stands below it.
    pub description: String,
    /// What stands at the end of the heading.
    pub header: Option<Accessory>,
    /// The sections.
    pub sections: Vec<TableListSection>,
}

/// A section.
#[derive(Debug, Default, PartialEq)]
pub struct TableListSection {
    /// Its title (`sectionHeader`).
    pub title: String,
    /// What stands below it (`sectionHeaderDesc`).
    pub description: String,
    /// Its rows.
    pub rows: Vec<TableListRow>,
}

/// A row.
#[derive(Debug, Default, PartialEq)]
pub struct TableListRow {
    /// The title.
    pub title: String,
    /// What stands below it.
    pub subtitle: String,
    /// Where the title leads (`title.type:"url"`); as sent: check it before use.
    pub link: Option<String>,
    /// Its picture.
    pub image: Option<Image>,
    /// The CSS colour of its text, as sent: check it before use.
    pub color: Option<String>,
    /// The CSS colour behind it, as sent: check it before use.
    pub background: Option<String>,
    /// What stands at its end.
    pub value: Option<Accessory>,
    /// Where that stands.
    pub layout: ValueLayout,
    /// What choosing the row does.
    pub action: Option<Action>,
}

impl TableListTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        Self {
            title: value::string_of(payload, &["title", "heading", "text"]),
            description: value::string_of(payload, &["description"]),
            header: Accessory::optional(decoder, payload, "headerOptions", path),
            sections: decoder.required_list(payload, &["elements"], path, TableListSection::decode),
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push_joined(&[&self.title, &self.description]);
        for section in &self.sections {
            lines.push_joined(&[&section.title, &section.description]);
            for row in &section.rows {
                let value = row.value.as_ref().map_or("", Accessory::text);
                lines.push_joined(&[&row.title, &row.subtitle, value]);
            }
        }
    }
}

impl TableListSection {
    fn decode(decoder: &mut Decoder, section: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        if !section.is_object() {
            return Err("an object");
        }
        Ok(Self {
            title: value::string_of(section, &["sectionHeader"]),
            description: value::string_of(section, &["sectionHeaderDesc"]),
            rows: decoder.required_list(section, &["rowItems"], path, TableListRow::decode),
        })
    }
}

impl TableListRow {
    fn decode(decoder: &mut Decoder, row: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        if !row.is_object() {
            return Err("an object");
        }
        let mut title = decoder.object(row, &["title"], path);
        let is_link = value::is_named(&title, &["type"], "url");
        // `text` and `url` are objects, or just the text.
        let keys: &[&'static str] = if is_link { &["url", "text"] } else { &["text", "url"] };
        let mut words = decoder.object(&mut title, keys, &path.key("title"));
        if words.is_null() {
            words = title.clone();
        }
        let layout = ValueLayout::decode(value::field(row, "value").unwrap_or(&Value::Null));
        Ok(Self {
            title: value::text_of(&words, &["title"]).or_else(|| value::text(&words)).unwrap_or_default(),
            subtitle: value::string_of(&words, &["subtitle"]),
            link: if is_link { value::word_of(&words, &["link", "url"]) } else { None },
            image: Image::decode(&title),
            color: value::word_of(&title, &["rowColor"]),
            background: value::word_of(row, &["bgcolor", "bgColor"]),
            value: Accessory::optional(decoder, row, "value", path),
            layout,
            action: action::optional(decoder, row, "default_action", PAYLOAD_ELSE_TITLE, path),
        })
    }
}
