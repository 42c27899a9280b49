//! `button` (`kore-templates.md` 5.1).

use serde_json::Value;

use super::{Action, FormData, action};
use crate::{decoder::Decoder, path::Path, value};

/// Text and a group of actions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ButtonTemplate {
    /// The bubble above the buttons, in Kore markdown; empty for none.
    pub text: String,
    /// The actions that could be read, in order.
    pub buttons: Vec<Action>,
    /// How the buttons look.
    pub variation: ButtonVariation,
    /// One button a row, as wide as the bubble.
    pub full_width: bool,
    /// One button a row.
    pub stacked: bool,
    /// The digital form that the buttons open instead of what they say (`kore-templates.md` 10.3).
    pub form: Option<FormData>,
}

/// How buttons look; unknown names are `Plain`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonVariation {
    /// Outlined.
    #[default]
    Plain,
    /// `textInverted`.
    TextInverted,
    /// `backgroundInverted`.
    BackgroundInverted,
}

impl ButtonTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, form: Option<FormData>, path: &Path<'_>) -> Self {
        let buttons = action::decode_list(decoder, payload, "buttons", path);
        Self {
            text: value::string_of(payload, &["text"]),
            buttons,
            variation: ButtonVariation::decode(payload),
            full_width: value::flag_of(payload, &["fullWidth"]),
            stacked: value::flag_of(payload, &["stackedButtons"]),
            form,
        }
    }
}

impl ButtonVariation {
    pub(crate) fn decode(payload: &Value) -> Self {
        let name = value::word_of(payload, &["variation"]).unwrap_or_default();
        if value::same_name(&name, "textInverted") {
            Self::TextInverted
        } else if value::same_name(&name, "backgroundInverted") {
            Self::BackgroundInverted
        } else {
            Self::Plain
        }
    }
}
