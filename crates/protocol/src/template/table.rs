//! `table`, `custom_table` and `mini_table` (`kore-templates.md` 7.1 to 7.3).

use serde_json::Value;

use super::{
    Action, Align, Fields,
    action::PAYLOAD_ELSE_TITLE,
    fields::{part, template},
};
use crate::value;

template! {
    /// `table`, and `custom_table`, whose cells can be chosen.
    TableTemplate {
        /// The bubble above the table, in Kore markdown; may be empty.
        text: text["text", "heading", "title"],
        /// Rows are tiles that unfold.
        is_responsive: named["table_design"] = "responsive",
    }
}

impl TableTemplate {
    /// How many rows are shown at first.
    pub const VISIBLE: usize = 3;

    /// The columns and rows.
    pub fn table(&self) -> Table<'_> {
        Table(self.0.fields())
    }
}

template! {
    /// `mini_table`: small tables.
    MiniTableTemplate {
        /// The bubble above the tables, in Kore markdown; may be empty.
        text: text["text", "heading", "title"],
        /// They stand side by side instead of below one another.
        is_horizontal: named["layout"] = "horizontal",
        /// The tables.
        tables: parts["elements"] of Table,
    }
}

part! {
    /// Columns and rows. Rows may be shorter or longer than there are columns.
    Table {
        /// The columns.
        columns: parts["columns", "primary"] of Column,
        /// The rows.
        rows: parts["elements", "additional"] of Row,
    }
}

part! {
    /// The head of a column: `["Title", "right"]`, `["Title"]`, `"Title"` or `{"title", "align"}`.
    Column {}
}

impl<'a> Column<'a> {
    /// Its title; may be empty.
    pub fn title(&self) -> &'a str {
        match self.0.0 {
            Value::Array(parts) => parts.first().and_then(value::as_str).unwrap_or_default(),
            _ => self.0.title(&["title", "name", "label"]),
        }
    }

    /// How its cells are aligned.
    pub fn align(&self) -> Align {
        Align::named(match self.0.0 {
            Value::Array(parts) => parts.get(1).and_then(value::as_str).unwrap_or_default(),
            _ => self.0.text(&["align", "alignment"]),
        })
    }
}

part! {
    /// A row: `{"Values": [cells]}`, or the cells themselves.
    Row {}
}

impl<'a> Row<'a> {
    /// The cells, in the order of the columns.
    pub fn cells(&self) -> super::Parts<'a, Cell<'a>> {
        match self.0.0 {
            Value::Object(_) => self.0.parts(&["Values", "values"]),
            _ => self.0.own_parts(),
        }
    }
}

part! {
    /// A cell: a text or number, or `[value, kind, action]`.
    Cell {}
}

impl<'a> Cell<'a> {
    /// What it shows; may be empty.
    pub fn text(&self) -> &'a str {
        match self.0.0 {
            Value::Array(parts) => {
                let text = parts.first().and_then(value::as_str);
                text.or_else(|| value::str_of(parts.get(2)?, &["title"])).unwrap_or_default()
            }
            _ => self.0.title(&["text", "value", "title"]),
        }
    }

    /// What choosing it does (`custom_table`).
    pub fn action(&self) -> Option<Action> {
        let [_, kind, action, ..] = self.0.0.as_array()?.as_slice() else { return None };
        let is_text = value::same_name(Fields(kind).title(&[]), "text");
        if is_text { None } else { Action::decode(action, PAYLOAD_ELSE_TITLE).ok() }
    }
}
