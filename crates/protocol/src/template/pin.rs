//! `otpValidationTemplate` and `resetPinTemplate` (`kore-templates.md` 8.8 and 8.9). What is typed into them is secret.

use super::{Action, Answer, Fields, action::PAYLOAD_FIRST, fields::template};

template! {
    /// `otpValidationTemplate`: type a one-time code. Masked.
    OtpTemplate {
        /// The heading; empty for the widget's own.
        title: text["title", "heading", "text"],
        /// What stands below it.
        description: text["description"],
        /// Where the code was sent, already masked by the bot.
        mobile_number: text["mobileNumber"],
        /// What stands before the button that asks for another code.
        resend_text: text["resendText"],
        /// It stands in a sheet, when live.
        is_in_sheet: flag["sliderView", "slideView"],
    }
}

impl OtpTemplate {
    /// How the code is written.
    pub fn code(&self) -> SecretCode<'_> {
        SecretCode::decode(self.0.fields())
    }

    /// The caption of the button that sends the code; empty for the widget's own.
    pub fn submit_title(&self) -> &str {
        self.button(false).map_or("", |button| button.text(&["title"]))
    }

    /// The button that asks for another code.
    pub fn resend(&self) -> Option<Action> {
        Action::decode(self.button(true)?.0, PAYLOAD_FIRST).ok()
    }

    /// By `type`, else by place.
    fn button(&self, resends: bool) -> Option<Fields<'_>> {
        let buttons = self.0.fields().list(&["otpButtons"]);
        let is_it = |(place, button): (usize, _)| {
            let button = Fields(button);
            let is_resend =
                button.is_named(&["type"], "resend") || (place > 0 && !button.is_named(&["type"], "submit"));
            (is_resend == resends).then_some(button)
        };
        buttons.iter().enumerate().find_map(is_it)
    }
}

template! {
    /// `resetPinTemplate`: type a new PIN twice, in a sheet when live. Masked.
    ResetPinTemplate {
        /// The heading; empty for the widget's own.
        title: text["title", "heading", "text"],
        /// The label of the first row; empty for the widget's own.
        enter_title: text["enterPinTitle"],
        /// The label of the second row; empty for the widget's own.
        reenter_title: text["reEnterPinTitle"],
        /// What is said when the rows differ; empty for the widget's own.
        warning: text["warningMessage"],
        /// What stands below the heading; the vendor does not show it.
        description: text["description"],
    }
}

impl ResetPinTemplate {
    /// How the PIN is written.
    pub fn code(&self) -> SecretCode<'_> {
        SecretCode::decode(self.0.fields())
    }

    /// The caption of the button; empty for the widget's own.
    pub fn submit_title(&self) -> &str {
        self.0.fields().part("resetButtons").text(&["title"])
    }
}

/// A code of digits that must not be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SecretCode<'a> {
    /// How many digits it has; 1 to 12, 4 where the bot does not say.
    pub length: usize,
    /// What is sent before and after the digits, by which the platform knows what to redact; may be empty.
    pub mark: &'a str,
}

impl<'a> SecretCode<'a> {
    fn decode(payload: Fields<'a>) -> Self {
        let length = payload.count(&["pinLength"]).filter(|length| *length <= 12);
        Self { length: length.unwrap_or(4), mark: payload.word(&["piiReductionChar"]).unwrap_or_default() }
    }

    /// What the digits send; none when there are too few or too many, or something else among them.
    pub fn answer(&self, digits: &str) -> Option<Answer> {
        if digits.len() != self.length || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let mut body = self.mark.to_owned();
        body.push_str(digits);
        body.push_str(self.mark);
        Some(Answer { body, shown: Some("*".repeat(digits.len())), is_secret: true })
    }
}
