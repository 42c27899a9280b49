//! `table`, `custom_table` and `mini_table` (`kore-templates.md` 7.1 to 7.3).

use serde_json::Value;

use super::{Action, Align, action::PAYLOAD_ELSE_TITLE, lines::Lines};
use crate::{decoder::Decoder, path::Path, value};

/// `table`, and `custom_table`, whose cells can be chosen.
#[derive(Debug, Default, PartialEq)]
pub struct TableTemplate {
    /// The bubble above the table, in Kore markdown; may be empty.
    pub text: String,
    /// The columns and rows.
    pub table: Table,
    /// Rows are tiles that unfold (`table_design:"responsive"`).
    pub is_responsive: bool,
}

impl TableTemplate {
    /// How many rows are shown at first.
    pub const VISIBLE: usize = 3;
}

/// `mini_table`: small tables.
#[derive(Debug, Default, PartialEq)]
pub struct MiniTableTemplate {
    /// The bubble above the tables, in Kore markdown; may be empty.
    pub text: String,
    /// They stand side by side (`layout:"horizontal"`) instead of below one another.
    pub is_horizontal: bool,
    /// The tables.
    pub tables: Vec<Table>,
}

/// Columns and rows. Rows may be shorter or longer than there are columns.
#[derive(Debug, Default, PartialEq)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with its cells in the order of the columns.
    pub rows: Vec<Vec<Cell>>,
}

/// The head of a column.
#[derive(Debug, Default, PartialEq)]
pub struct Column {
    /// Its title; may be empty.
    pub title: String,
    /// How its cells are aligned.
    pub align: Align,
}

/// A cell.
#[derive(Debug, Default, PartialEq)]
pub struct Cell {
    /// What it shows; may be empty.
    pub text: String,
    /// What choosing it does (`custom_table`).
    pub action: Option<Action>,
}

impl TableTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        Self {
            text: value::string_of(payload, &["text", "heading", "title"]),
            is_responsive: value::is_named(payload, &["table_design"], "responsive"),
            table: Table {
                columns: decoder.required_list(payload, &["columns"], path, Column::decode),
                rows: decoder.required_list(payload, &["elements"], path, decode_row),
            },
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push(&self.text);
        self.table.write(lines);
    }
}

impl MiniTableTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        Self {
            text: value::string_of(payload, &["text", "heading", "title"]),
            is_horizontal: value::is_named(payload, &["layout"], "horizontal"),
            tables: decoder.required_list(payload, &["elements"], path, Table::decode_mini),
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push(&self.text);
        self.tables.iter().for_each(|table| table.write(lines));
    }
}

impl Table {
    fn decode_mini(decoder: &mut Decoder, table: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        if !table.is_object() {
            return Err("an object");
        }
        Ok(Self {
            columns: decoder.required_list(table, &["primary"], path, Column::decode),
            rows: decoder.list(table, &["additional"], path, decode_row),
        })
    }

    fn write(&self, lines: &mut Lines) {
        let titles: Vec<&str> = self.columns.iter().map(|column| column.title.as_str()).collect();
        lines.push_joined(&titles);
        for row in &self.rows {
            let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
            lines.push_joined(&cells);
        }
    }
}

impl Column {
    /// `["Title", "right"]`, `["Title"]`, `"Title"` or `{"title", "align"}`; what is none of them has no title, so that
    /// the columns after it keep their place.
    fn decode(_: &mut Decoder, column: &mut Value, _: &Path<'_>) -> Result<Self, &'static str> {
        let (title, align) = match &*column {
            Value::Array(parts) => (parts.first().and_then(value::text), parts.get(1).and_then(value::text)),
            Value::Object(_) => {
                (value::text_of(column, &["title", "name", "label"]), value::text_of(column, &["align", "alignment"]))
            }
            one => (value::text(one), None),
        };
        Ok(Self { title: title.unwrap_or_default(), align: align.map_or(Align::Start, |name| Align::named(&name)) })
    }
}

/// `{"Values": [cells]}`, or the cells themselves.
fn decode_row(decoder: &mut Decoder, row: &mut Value, path: &Path<'_>) -> Result<Vec<Cell>, &'static str> {
    match row {
        Value::Object(_) => Ok(decoder.required_list(row, &["Values", "values"], path, Cell::decode)),
        Value::Array(_) => {
            let mut cells = Vec::new();
            decoder.extend(&mut cells, row.take(), path, Cell::decode);
            Ok(cells)
        }
        _ => Err("an object with Values"),
    }
}

impl Cell {
    /// A text or number, `[value, kind, action]`, or an object; what is none of them is an empty cell, so that the
    /// cells after it keep their place.
    fn decode(_: &mut Decoder, cell: &mut Value, _: &Path<'_>) -> Result<Self, &'static str> {
        let (text, action) = match &*cell {
            Value::Array(parts) => {
                let kind = parts.get(1).and_then(value::text).unwrap_or_default();
                let action = parts.get(2).filter(|_| !value::same_name(&kind, "text"));
                (parts.first().and_then(value::text), action)
            }
            Value::Object(_) => (value::text_of(cell, &["text", "value", "title"]), None),
            one => (value::text(one), None),
        };
        let action = action.and_then(|action| Action::decode(action, PAYLOAD_ELSE_TITLE).ok());
        let text = text.or_else(|| action.as_ref().map(|action| action.title.clone()));
        Ok(Self { text: text.unwrap_or_default(), action })
    }
}
