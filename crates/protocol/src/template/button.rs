//! `button` (`kore-templates.md` 5.1).

use super::Action;

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
