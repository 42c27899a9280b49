//! `dropdown_template`, `multi_select`, `advanced_multi_select`, `radioOptionTemplate` and `taskPickerTemplate`
//! (`kore-templates.md` 8.1 to 8.4 and 11.3).

use serde_json::Value;

use super::{Answer, action::send_text, image::address_of, lines::Lines};
use crate::{decoder::Decoder, path::Path, value};

/// Something to choose.
#[derive(Debug, Default, PartialEq)]
pub struct SelectOption {
    /// The label. Never empty.
    pub title: String,
    /// What stands below it; the second line of radio options.
    pub description: String,
    /// A picture's address as sent: check it before use.
    pub image: Option<String>,
    /// What choosing it sends (`value`, or `postback.value`). Never empty.
    pub body: String,
    /// What the transcript shows for it (the title, or `postback.title`). Never empty.
    pub shown: String,
}

/// `dropdown_template`: choose one from a list, then send.
#[derive(Debug, Default, PartialEq)]
pub struct DropdownTemplate {
    /// The bubble above it, in Kore markdown.
    pub heading: String,
    /// Its label; may be empty.
    pub label: String,
    /// What it shows while nothing is chosen; empty for the widget's own.
    pub placeholder: String,
    /// The options.
    pub options: Vec<SelectOption>,
    /// The caption of the button; empty for the widget's own.
    pub submit_title: String,
}

/// `multi_select`: tick several, then send.
#[derive(Debug, Default, PartialEq)]
pub struct MultiSelectTemplate {
    /// The bubble above it, in Kore markdown; may be empty.
    pub heading: String,
    /// The caption of "all"; empty for the widget's own.
    pub all_title: String,
    /// The options.
    pub options: Vec<SelectOption>,
    /// The caption of the button; empty for the widget's own.
    pub submit_title: String,
}

/// `advanced_multi_select`: tick several of one collection, then send.
#[derive(Debug, Default, PartialEq)]
pub struct AdvancedMultiSelectTemplate {
    /// The bubble above it, in Kore markdown.
    pub heading: String,
    /// What stands below it; the vendor does not show it.
    pub description: String,
    /// It stands in a sheet, when live.
    pub is_in_sheet: bool,
    /// How many collections are shown at first; none for all (`limit`, where `showViewMore`).
    pub limit: Option<usize>,
    /// The collections; only one can have ticks at a time.
    pub collections: Vec<SelectCollection>,
    /// The caption of the button; empty for the widget's own.
    pub submit_title: String,
}

/// Options that can be ticked together.
#[derive(Debug, Default, PartialEq)]
pub struct SelectCollection {
    /// The title.
    pub title: String,
    /// The options.
    pub options: Vec<SelectOption>,
}

/// `radioOptionTemplate`: choose one, then confirm.
#[derive(Debug, Default, PartialEq)]
pub struct RadioTemplate {
    /// The bubble above it, in Kore markdown.
    pub heading: String,
    /// The options.
    pub options: Vec<SelectOption>,
    /// The caption of the button; empty for the widget's own.
    pub submit_title: String,
    /// It stands in a sheet, when live (`slideView`).
    pub is_in_sheet: bool,
}

/// `taskPickerTemplate`: choose a task, which is sent at once.
#[derive(Debug, Default, PartialEq)]
pub struct TaskPickerTemplate {
    /// The bubble above it, in Kore markdown; may be empty.
    pub heading: String,
    /// The tasks.
    pub options: Vec<SelectOption>,
}

impl SelectOption {
    /// What choosing it alone sends.
    pub fn answer(&self) -> Option<Answer> {
        Answer::new(self.body.clone(), Some(self.shown.clone()))
    }

    pub(crate) fn decode(decoder: &mut Decoder, option: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        let postback = decoder.object(option, &["postback"], path);
        let title = value::word_of(option, &["title", "label", "text", "name", "value"]);
        let title = title.or_else(|| value::word(option)).ok_or("an option with a title")?;
        let shown = value::word_of(&postback, &["title"]).unwrap_or_else(|| title.clone());
        let has_postback = postback.is_object();
        let body = if has_postback {
            let found = value::field_of(&postback, &["value", "payload"]).and_then(send_text);
            found.unwrap_or_else(|| shown.clone())
        } else {
            let found = value::field_of(option, &["value", "payload"]).and_then(send_text);
            found.unwrap_or_else(|| title.clone())
        };
        let description = if has_postback { &["value", "description"][..] } else { &["description", "subtitle"] };
        Ok(Self {
            description: value::string_of(option, description),
            image: address_of(option, &["image_url", "icon", "image"]),
            title,
            body,
            shown,
        })
    }
}

/// Several options as one answer: `prefix: v1,v2`.
pub(super) fn joined(
    prefix: &str,
    options: &[&SelectOption],
    separator: &str,
    shown_separator: &str,
) -> Option<Answer> {
    let (mut body, mut shown) = (String::new(), String::new());
    for (index, option) in options.iter().enumerate() {
        if index > 0 {
            body.push_str(separator);
            shown.push_str(shown_separator);
        } else if !prefix.is_empty() {
            for text in [&mut body, &mut shown] {
                text.push_str(prefix);
                text.push_str(": ");
            }
        }
        body.push_str(&option.body);
        shown.push_str(&option.shown);
    }
    Answer::new(body, Some(shown))
}

fn chosen<'a>(options: &'a [SelectOption], chosen: &[usize]) -> Vec<&'a SelectOption> {
    chosen.iter().filter_map(|at| options.get(*at)).collect()
}

fn write(lines: &mut Lines, heading: &str, options: &[SelectOption]) {
    lines.push(heading);
    for option in options {
        lines.push_joined(&[&option.title, &option.description]);
    }
}

/// The caption of the one button, which the platform puts in `buttons[0]`.
fn button_title(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> String {
    let button = decoder.object(payload, &["buttons"], path);
    value::string_of(&button, &["title"])
}

impl DropdownTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        Self {
            heading: value::string_of(payload, &["heading", "text", "title"]),
            label: value::string_of(payload, &["label"]),
            placeholder: value::string_of(payload, &["placeholder"]),
            options: decoder.required_list(payload, &["elements"], path, SelectOption::decode),
            submit_title: value::string_of(payload, &["submitButtonText"]),
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        write(lines, &self.heading, &self.options);
    }
}

impl MultiSelectTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        Self {
            heading: value::string_of(payload, &["heading", "text", "title"]),
            all_title: value::string_of(payload, &["selectAllText"]),
            options: decoder.required_list(payload, &["elements"], path, SelectOption::decode),
            submit_title: button_title(decoder, payload, path),
        }
    }

    /// What these ticks send: the values joined by commas. None without any tick.
    pub fn answer(&self, ticks: &[usize]) -> Option<Answer> {
        joined("", &chosen(&self.options, ticks), ",", ", ")
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        write(lines, &self.heading, &self.options);
    }
}

impl AdvancedMultiSelectTemplate {
    /// What the vendor puts before the values; bots may look for it.
    const PREFIX: &str = "Here are selected items";

    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        let limit = value::count_of(payload, &["limit"]);
        Self {
            heading: value::string_of(payload, &["heading", "text", "title"]),
            description: value::string_of(payload, &["description"]),
            is_in_sheet: value::flag_of(payload, &["sliderView", "slideView"]),
            limit: limit.filter(|_| value::flag_of(payload, &["showViewMore"])),
            collections: decoder.required_list(payload, &["elements"], path, SelectCollection::decode),
            submit_title: button_title(decoder, payload, path),
        }
    }

    /// What these ticks in one collection send: a sentence of the vendor's. None without any tick.
    pub fn answer(&self, collection: usize, ticks: &[usize]) -> Option<Answer> {
        joined(Self::PREFIX, &chosen(&self.collections.get(collection)?.options, ticks), ",", ", ")
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push(&self.heading);
        for collection in &self.collections {
            write(lines, &collection.title, &collection.options);
        }
    }
}

impl SelectCollection {
    fn decode(decoder: &mut Decoder, collection: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        if !collection.is_object() {
            return Err("an object");
        }
        Ok(Self {
            title: value::string_of(collection, &["collectionTitle", "title"]),
            options: decoder.required_list(collection, &["collection"], path, SelectOption::decode),
        })
    }
}

impl RadioTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        Self {
            heading: value::string_of(payload, &["heading", "text", "title"]),
            options: decoder.required_list(payload, &["radioOptions", "elements"], path, SelectOption::decode),
            submit_title: value::string_of(payload, &["submitButtonText"]),
            is_in_sheet: value::flag_of(payload, &["slideView", "sliderView"]),
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        write(lines, &self.heading, &self.options);
    }
}

impl TaskPickerTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        Self {
            heading: value::string_of(payload, &["heading", "text", "title"]),
            options: decoder.required_list(payload, &["tasks", "elements"], path, SelectOption::decode),
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        write(lines, &self.heading, &self.options);
    }
}
