//! Message templates: one struct for each, one enum over them (`kore-templates.md` 3).

mod action;
mod button;
mod other;
mod quick_replies;

pub use action::{Action, ActionKind};
pub use button::{ButtonTemplate, ButtonVariation};
pub use other::OtherTemplate;
pub use quick_replies::{QuickRepliesTemplate, QuickReply};

/// A decoded template.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Template {
    /// `button`: text and a group of actions.
    Button(ButtonTemplate),
    /// `quick_replies`: text and chips that go away once answered.
    QuickReplies(QuickRepliesTemplate),
    /// A template without a struct of its own: its best readable text and its raw payload.
    Other(OtherTemplate),
}
