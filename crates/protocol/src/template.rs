//! Message templates: one struct for each, one enum over them (`kore-templates.md` 3).

mod action;
mod answer;
mod button;
mod form_data;
mod other;
mod quick_replies;

pub use action::{Action, ActionKind};
pub use button::{ButtonTemplate, ButtonVariation};
pub use form_data::FormData;
pub use other::OtherTemplate;
pub use quick_replies::{QuickRepliesTemplate, QuickReply};

pub(crate) use answer::delta as answer_delta;
pub(crate) use other::other;

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
