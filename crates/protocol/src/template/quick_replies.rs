//! `quick_replies` and `quick_replies_welcome` (`kore-templates.md` 5.2 and 11.1).

use serde_json::Value;

use super::{
    Action, ButtonVariation, Fields,
    action::{self, PAYLOAD_FIRST},
};
use crate::{decoder::Decoder, path::Path, value};

/// Text and chips that go away once the visitor has answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuickRepliesTemplate {
    /// The bubble above the chips, in Kore markdown.
    pub text: String,
    /// The chips that could be read, in order.
    pub replies: Vec<QuickReply>,
    /// Chips stay inside the transcript instead of above the composer.
    pub inline: bool,
    /// How the chips look.
    pub variation: ButtonVariation,
    /// One chip a row, as wide as the bubble.
    pub full_width: bool,
    /// One chip a row.
    pub stacked: bool,
}

/// One chip.
pub type QuickReply = Action;

impl QuickRepliesTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        Self { replies: action::decode_list(decoder, payload, "quick_replies", path), ..Self::looks(payload) }
    }

    /// `quick_replies_welcome`: the replies stay in the transcript, and may be in either of two lists or in both. The
    /// transcript shows `value` for a reply, else what was sent.
    pub(crate) fn decode_welcome(payload: &Value) -> Self {
        let mut replies = Vec::new();
        for key in ["quick_replies", "buttons"] {
            for reply in Fields(payload).list(&[key]) {
                if let Ok(mut action) = Action::decode(reply, PAYLOAD_FIRST) {
                    action.shown = value::word_of(reply, &["value", "payload"]);
                    replies.push(action);
                }
            }
        }
        Self { replies, inline: true, ..Self::looks(payload) }
    }

    fn looks(payload: &Value) -> Self {
        Self {
            text: value::string_of(payload, &["text"]),
            replies: Vec::new(),
            inline: value::flag_of(payload, &["inline"]),
            variation: ButtonVariation::decode(payload),
            full_width: value::flag_of(payload, &["fullWidth"]),
            stacked: value::flag_of(payload, &["stackedButtons"]),
        }
    }
}
