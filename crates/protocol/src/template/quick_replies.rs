//! `quick_replies` (`kore-templates.md` 5.2).

use serde_json::Value;

use super::{Action, ButtonVariation, action};
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
    pub(crate) fn decode(decoder: &mut Decoder, mut payload: Value, path: &Path<'_>) -> Self {
        let replies = action::decode_list(decoder, &mut payload, "quick_replies", path);
        Self {
            text: value::text_of(&payload, &["text"]).unwrap_or_default(),
            replies,
            inline: value::flag_of(&payload, &["inline"]),
            variation: ButtonVariation::decode(&payload),
            full_width: value::flag_of(&payload, &["fullWidth"]),
            stacked: value::flag_of(&payload, &["stackedButtons"]),
        }
    }
}
