//! What a message's items look like, one file for each template.

mod action;
mod button;
mod error;
mod group;
mod markup;
mod media;
mod other;
mod quick_replies;
mod text;

use protocol::{Content, Template};
use session::EntryKey;

pub(crate) use quick_replies::strip;
pub(crate) use text::visitor_text;

use crate::window::context::{Choice, Context};
use crate::window::node::Node;

/// Where an item stands and what may be done with it.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// The entry.
    pub key: EntryKey,
    /// The item's index in its message.
    pub item: usize,
    /// What the visitor chose in this entry.
    pub chosen: Option<Choice>,
    /// Loaded from history: choices in it are no longer offered.
    pub from_history: bool,
}

impl Place {
    /// Which action of this item was chosen.
    fn chosen_action(&self) -> Option<usize> {
        self.chosen.filter(|choice| choice.item == self.item).map(|choice| choice.action)
    }

    /// Whether a choice can still be made. One choice answers the whole message.
    fn is_open(&self) -> bool {
        self.chosen.is_none() && !self.from_history
    }
}

/// One item of a message as nodes.
pub(crate) fn item(ctx: &Context, place: Place, content: &Content) -> Node {
    match content {
        Content::Text(text) => text::view(ctx, text),
        Content::Error(error) => error::view(ctx, error).into(),
        Content::Template(Template::Button(template)) => button::view(ctx, place, template),
        Content::Template(Template::QuickReplies(template)) => quick_replies::view(ctx, place, template),
        Content::Template(Template::Other(template)) => other::view(ctx, template),
        Content::WaitForResponse => Node::Nothing,
        _ => other::unsupported(ctx).into(),
    }
}

/// What an item says when it is read aloud; empty when it shows nothing.
pub(crate) fn spoken(ctx: &Context, content: &Content) -> String {
    let kore = |text: &str| markup::spoken(ctx, text, ctx.markup);
    let with_choices = |text: &str, actions: &[protocol::template::Action]| {
        let mut spoken = kore(text);
        for (index, action) in actions.iter().enumerate() {
            spoken.push_str(if index == 0 { "\n" } else { ", " });
            spoken.push_str(&action.title);
        }
        spoken
    };
    match content {
        Content::Text(text) => match &text.media {
            Some(media) if text.text.is_empty() => media::name(ctx, media).to_owned(),
            _ => kore(&text.text),
        },
        Content::Error(error) => kore(&error.text),
        Content::Template(Template::Button(template)) => with_choices(&template.text, &template.buttons),
        Content::Template(Template::QuickReplies(template)) => with_choices(&template.text, &template.replies),
        Content::Template(Template::Other(template)) if !template.text.is_empty() => kore(&template.text),
        Content::WaitForResponse => String::new(),
        _ => ctx.strings.template_unsupported.to_owned(),
    }
}
