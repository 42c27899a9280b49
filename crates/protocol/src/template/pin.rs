//! `otpValidationTemplate` and `resetPinTemplate` (`kore-templates.md` 8.8 and 8.9). What is typed into them is secret.

use serde_json::Value;

use super::{Action, Answer, action::PAYLOAD_FIRST, lines::Lines};
use crate::{decoder::Decoder, path::Path, value};

/// `otpValidationTemplate`: type a one-time code. Masked.
#[derive(Debug, Default, PartialEq)]
pub struct OtpTemplate {
    /// The heading; empty for the widget's own.
    pub title: String,
    /// What stands below it.
    pub description: String,
    /// Where the code was sent, already masked by the bot.
    pub mobile_number: String,
    /// How the code is written.
    pub code: SecretCode,
    /// The caption of the button that sends the code; empty for the widget's own.
    pub submit_title: String,
    /// What stands before the button that asks for another code (`resendText`).
    pub resend_text: String,
    /// The button that asks for another code.
    pub resend: Option<Action>,
    /// It stands in a sheet, when live.
    pub is_in_sheet: bool,
}

/// `resetPinTemplate`: type a new PIN twice, in a sheet when live. Masked.
#[derive(Debug, Default, PartialEq)]
pub struct ResetPinTemplate {
    /// The heading; empty for the widget's own.
    pub title: String,
    /// The label of the first row; empty for the widget's own.
    pub enter_title: String,
    /// The label of the second row; empty for the widget's own.
    pub reenter_title: String,
    /// What is said when the rows differ; empty for the widget's own.
    pub warning: String,
    /// What stands below the heading; the vendor does not show it.
    pub description: String,
    /// How the PIN is written.
    pub code: SecretCode,
    /// The caption of the button; empty for the widget's own.
    pub submit_title: String,
}

/// A code of digits that must not be shown.
#[derive(Debug, PartialEq)]
pub struct SecretCode {
    /// How many digits it has; 1 to 12.
    pub length: usize,
    /// What is sent before and after the digits, by which the platform knows what to redact; may be empty.
    pub mark: String,
}

impl Default for SecretCode {
    fn default() -> Self {
        Self { length: 4, mark: String::new() }
    }
}

impl SecretCode {
    fn decode(payload: &Value) -> Self {
        let length = value::count_of(payload, &["pinLength"]).filter(|length| *length <= 12);
        Self {
            length: length.unwrap_or(Self::default().length),
            mark: value::word_of(payload, &["piiReductionChar"]).unwrap_or_default(),
        }
    }

    /// What the digits send; none when there are too few or too many, or something else among them.
    pub fn answer(&self, digits: &str) -> Option<Answer> {
        if digits.len() != self.length || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let mut body = self.mark.clone();
        body.push_str(digits);
        body.push_str(&self.mark);
        Some(Answer { body, shown: Some("*".repeat(digits.len())), is_secret: true })
    }
}

impl OtpTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        let path = path.key("otpButtons");
        let buttons = value::take(payload, "otpButtons");
        let buttons = decoder.elements(buttons, &path);
        let (mut submit_title, mut resend) = (String::new(), None);
        for (index, button) in buttons.iter().enumerate() {
            let is_resend = value::is_named(button, &["type"], "resend")
                || (index > 0 && !value::is_named(button, &["type"], "submit"));
            if is_resend {
                resend = Action::decode(button, PAYLOAD_FIRST).ok().or(resend);
            } else {
                submit_title = value::string_of(button, &["title"]);
            }
        }
        Self {
            title: value::string_of(payload, &["title", "heading", "text"]),
            description: value::string_of(payload, &["description"]),
            mobile_number: value::string_of(payload, &["mobileNumber"]),
            code: SecretCode::decode(payload),
            submit_title,
            resend_text: value::string_of(payload, &["resendText"]),
            resend,
            is_in_sheet: value::flag_of(payload, &["sliderView", "slideView"]),
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push(&self.title);
        lines.push_joined(&[&self.description, &self.mobile_number]);
    }
}

impl ResetPinTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        let button = decoder.object(payload, &["resetButtons"], path);
        Self {
            title: value::string_of(payload, &["title", "heading", "text"]),
            enter_title: value::string_of(payload, &["enterPinTitle"]),
            reenter_title: value::string_of(payload, &["reEnterPinTitle"]),
            warning: value::string_of(payload, &["warningMessage"]),
            description: value::string_of(payload, &["description"]),
            code: SecretCode::decode(payload),
            submit_title: value::string_of(&button, &["title"]),
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push(&self.title);
    }
}
