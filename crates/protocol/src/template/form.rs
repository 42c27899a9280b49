//! `form_template` (`kore-templates.md` 10.1).

use super::{
    Action, Answer, Fields,
    action::PAYLOAD_FIRST,
    fields::{part, template},
};
use crate::{outbound::encode, value};

template! {
    /// Fields to fill in.
    FormTemplate {
        /// The heading, in Kore markdown.
        heading: text["heading", "text", "title"],
        /// The fields.
        fields: parts["formFields"] of FormField,
    }
}

part! {
    /// A field of a form.
    FormField {
        /// Its label; may be empty.
        label: title["label", "title"],
        /// What it shows while it is empty.
        placeholder: text["placeholder"],
        /// Under which name its value is sent.
        key: word["key"],
        /// How many characters it takes at most.
        max_length: count["maxLength", "maxlength"],
    }
}

impl<'a> FormField<'a> {
    /// The type of an HTML input, such as `text` or `password`, in any case, as sent: check it before use.
    pub fn input_type(&self) -> &'a str {
        let own = self.0.text(&["type"]).trim();
        // `inputType` is the older window's and says more: its `type` may be `text` for all of them.
        let is_vague = own.is_empty() || value::same_name(own, "text") || value::same_name(own, "input");
        if is_vague { self.0.word(&["inputType"]).unwrap_or(own) } else { own }
    }

    /// The character that stands for each of its own wherever the value would be shown: passwords and personal data.
    pub fn mask(&self) -> Option<char> {
        let mark = self.0.word(&["piiReductionChar"]).and_then(|mark| mark.chars().next());
        mark.or(value::same_name(self.input_type(), "password").then_some('*'))
    }
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

    /// The buttons, three at most; without any, the widget's own sends the form.
    pub fn buttons(&self) -> Vec<FormButton> {
        let mut buttons = Vec::new();
        for button in self.0.fields().list(&["buttons"]).iter().take(Self::MAX_BUTTONS) {
            buttons.extend(FormButton::decode(Fields(button)));
        }
        if buttons.is_empty()
            && let Some(button) =
                self.fields().map(|field| field.0.part("fieldButton")).find(|button| button.0.is_object())
        {
            // Without a kind of its own it always sends.
            buttons.push(FormButton::Submit { title: button.text(&["title"]).to_owned() });
        }
        buttons
    }

    /// What these values send, one for each field in order: a JSON object when every field has a key, else the values
    /// joined by commas. None when one is empty or missing.
    pub fn answer(&self, values: &[String]) -> Option<Answer> {
        let fields = self.fields();
        if values.len() != fields.len() || values.iter().any(|value| value.trim().is_empty()) {
            return None;
        }
        let is_object = !fields.is_empty() && fields.clone().all(|field| field.key().is_some());
        let (mut body, mut shown) = (String::new(), String::new());
        let mut is_secret = false;
        for (index, (field, value)) in fields.zip(values).enumerate() {
            let masked = field.mask().map(|mask| value.chars().map(|_| mask).collect::<String>());
            is_secret |= masked.is_some();
            for (text, value) in [(&mut body, value), (&mut shown, masked.as_ref().unwrap_or(value))] {
                if index > 0 {
                    text.push(',');
                }
                match field.key() {
                    Some(key) if is_object => {
                        text.push_str(if index == 0 { "{" } else { "" });
                        text.push_str(&encode(&key));
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
}

impl FormButton {
    /// None when it does nothing.
    fn decode(button: Fields<'_>) -> Option<Self> {
        if super::action::opens(button.0).is_some() {
            return Action::decode(button.0, PAYLOAD_FIRST).ok().map(Self::Action);
        }
        let title = button.title(&["title", "text", "label"]).to_owned();
        Some(match button.is_named(&["type"], "cancel") {
            true => Self::Cancel { title },
            false => Self::Submit { title },
        })
    }
}
