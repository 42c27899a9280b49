//! `form_template` (`kore-templates.md` 10.1).

use serde_json::Value;

use super::{Action, Answer, action::PAYLOAD_FIRST, lines::Lines};
use crate::{decoder::Decoder, outbound::encode, path::Path, value};

/// Fields to fill in.
#[derive(Debug, Default, PartialEq)]
pub struct FormTemplate {
    /// The heading, in Kore markdown.
    pub heading: String,
    /// The fields.
    pub fields: Vec<FormField>,
    /// The buttons, three at most; without any, the widget's own sends the form.
    pub buttons: Vec<FormButton>,
}

/// A field of a form.
#[derive(Debug, Default, PartialEq)]
pub struct FormField {
    /// Its label; may be empty.
    pub label: String,
    /// What it shows while it is empty.
    pub placeholder: String,
    /// The type of an HTML input in lower case, such as `text` or `password`, as sent: check it before use.
    pub input_type: String,
    /// Under which name its value is sent.
    pub key: Option<String>,
    /// How many characters it takes at most.
    pub max_length: Option<usize>,
    /// The character that stands for each of its own wherever the value would be shown: passwords and personal data.
    pub mask: Option<char>,
}

/// A button of a form.
#[derive(Debug, PartialEq)]
#[non_exhaustive]
pub enum FormButton {
    /// Sends the form.
    Submit {
        /// The caption; empty for the widget's own.
        title: String,
    },
    /// Empties the fields.
    Cancel {
        /// The caption; empty for the widget's own.
        title: String,
    },
    /// Does something else.
    Action(Action),
}

impl FormTemplate {
    /// How many buttons the platform draws.
    const MAX_BUTTONS: usize = 3;

    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        let mut buttons = decoder.list(payload, &["buttons"], path, FormButton::decode);
        if buttons.is_empty()
            && let Some(fields) = value::field(payload, "formFields")
            && let Some(button) = value::one_or_many(fields).iter().find_map(|field| value::field(field, "fieldButton"))
        {
            // Without a kind of its own it always sends.
            buttons.push(FormButton::Submit { title: value::string_of(button, &["title"]) });
        }
        buttons.truncate(Self::MAX_BUTTONS);
        Self {
            heading: value::string_of(payload, &["heading", "text", "title"]),
            fields: decoder.required_list(payload, &["formFields"], path, FormField::decode),
            buttons,
        }
    }

    /// What these values send, one for each field in order: a JSON object when every field has a key, else the values
    /// joined by commas. None when one is empty or missing.
    pub fn answer(&self, values: &[String]) -> Option<Answer> {
        if values.len() != self.fields.len() || values.iter().any(|value| value.trim().is_empty()) {
            return None;
        }
        let is_object = !self.fields.is_empty() && self.fields.iter().all(|field| field.key.is_some());
        let (mut body, mut shown) = (String::new(), String::new());
        let mut is_secret = false;
        for (index, (field, value)) in self.fields.iter().zip(values).enumerate() {
            let masked = field.mask.map(|mask| value.chars().map(|_| mask).collect::<String>());
            is_secret |= masked.is_some();
            for (text, value) in [(&mut body, value), (&mut shown, masked.as_ref().unwrap_or(value))] {
                if index > 0 {
                    text.push(',');
                }
                match &field.key {
                    Some(key) if is_object => {
                        text.push_str(if index == 0 { "{" } else { "" });
                        text.push_str(&encode(key));
                        text.push(':');
                        text.push_str(&encode(value));
                    }
                    _ => text.push_str(value),
                }
            }
        }
        if is_object {
            body.push('}');
            shown.push('}');
        }
        Some(Answer { is_secret, ..Answer::new(body, Some(shown))? })
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push(&self.heading);
        for field in &self.fields {
            lines.push(if field.label.is_empty() { &field.placeholder } else { &field.label });
        }
    }
}

impl FormField {
    fn decode(_: &mut Decoder, field: &mut Value, _: &Path<'_>) -> Result<Self, &'static str> {
        if !field.is_object() {
            return Err("an object");
        }
        // `inputType` is the older window's and says more: its `type` may be `text` for all of them.
        let mut input_type = value::word_of(field, &["type"]).unwrap_or_default().to_ascii_lowercase();
        if matches!(input_type.as_str(), "" | "text" | "input") {
            input_type = value::word_of(field, &["inputType"]).unwrap_or(input_type).to_ascii_lowercase();
        }
        let pii = value::word_of(field, &["piiReductionChar"]).and_then(|mark| mark.chars().next());
        let is_password = input_type == "password";
        Ok(Self {
            label: value::string_of(field, &["label", "title"]),
            placeholder: value::string_of(field, &["placeholder"]),
            key: value::word_of(field, &["key"]),
            max_length: value::count_of(field, &["maxLength", "maxlength"]),
            mask: pii.or(is_password.then_some('*')),
            input_type,
        })
    }
}

impl FormButton {
    fn decode(_: &mut Decoder, button: &mut Value, _: &Path<'_>) -> Result<Self, &'static str> {
        if !button.is_object() {
            return Err("an object");
        }
        if super::action::opens(button).is_some() {
            return Action::decode(button, PAYLOAD_FIRST).map(Self::Action);
        }
        let title = value::string_of(button, &["title", "text", "label"]);
        Ok(match value::is_named(button, &["type"], "cancel") {
            true => Self::Cancel { title },
            false => Self::Submit { title },
        })
    }
}
