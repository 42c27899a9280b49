//! `quick_replies` (`kore-templates.md` 5.2).

use super::{Action, ButtonVariation};

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
