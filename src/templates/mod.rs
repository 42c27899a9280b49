//! What a message's items look like, one file for each template.

mod action;
mod advanced_item;
mod advanced_list;
mod answer;
mod articles;
mod attachment;
mod button;
mod card;
mod carousel;
mod chart;
mod check_list;
mod choice;
mod date;
mod error;
mod feedback;
mod fold;
mod form;
mod form_data;
mod found;
mod group;
mod inputs;
mod item;
mod legible;
mod list;
mod list_widget;
mod markup;
mod media;
mod other;
mod own;
mod panel;
mod picture;
mod pin;
mod quick_replies;
mod scroller;
mod search;
mod select;
mod sheet;
mod style;
mod table;
mod table_list;
mod tabs;
mod text;

use std::rc::Rc;

use ::markup::Dialect;
use protocol::{Content, Template};
use session::EntryKey;

pub(crate) use quick_replies::strip;
pub(crate) use text::visitor_text;

use crate::window::context::{Choice, Context};
use crate::window::memory::{Cell, Memory};
use crate::window::node::{Node, text_in};

/// Where an item stands and what may be done with it.
#[derive(Clone)]
pub(crate) struct Place {
    /// The entry.
    pub key: EntryKey,
    /// The item's index in its message.
    pub item: usize,
    /// What the visitor chose in this entry.
    pub chosen: Option<Choice>,
    /// Loaded from history: choices in it are no longer offered.
    pub from_history: bool,
    /// What the visitor said next, under an entry from history.
    pub reply: Option<Rc<str>>,
    /// What the views of this entry remember.
    pub memory: Rc<Memory>,
}

impl Place {
    /// Something that the views of this item remember.
    fn cell(&self, name: &'static str, index: usize) -> Cell {
        self.memory.cell(self.item, name, index)
    }

    /// A name for a node of this item: the only one in the window.
    fn id(&self, name: &str, index: usize) -> String {
        let mut id = name.to_owned();
        for number in [self.key.0, self.item as u64, index as u64] {
            id.push('-');
            id.push_str(&number.to_string());
        }
        id
    }

    /// Whether the visitor's next words were these: the answer that was given, as far as history tells.
    fn was_answered_with(&self, words: &str) -> bool {
        self.reply.as_deref().is_some_and(|reply| reply == words)
    }

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
pub(crate) fn item(ctx: &Context, place: &Place, content: &Content) -> Node {
    if let Some(own) = own::view(ctx, place, content) {
        return own.into();
    }
    match content {
        Content::Text(text) => text::view(ctx, text),
        Content::Error(error) => error::view(ctx, error).into(),
        Content::Template(Template::Button(template)) => button::view(ctx, place, template),
        Content::Template(Template::QuickReplies(template)) => quick_replies::view(ctx, place, content, template),
        Content::Template(Template::List(template)) => list::view(ctx, place, template),
        Content::Template(Template::ListView(template)) => list::list_view(ctx, place, template),
        Content::Template(Template::Carousel(template)) => carousel::view(ctx, place, template),
        Content::Template(Template::StackedCarousel(template)) => carousel::stacked(ctx, place, template),
        Content::Template(Template::Card(template)) => card::view(ctx, place, template),
        Content::Template(Template::Table(template) | Template::CustomTable(template)) => {
            table::view(ctx, place, template)
        }
        Content::Template(Template::MiniTable(template)) => table::mini(ctx, place, template),
        Content::Template(Template::TableList(template)) => table_list::view(ctx, place, template),
        Content::Template(Template::ListWidget(template)) => list_widget::view(ctx, place, template),
        Content::Template(Template::Articles(template)) => articles::view(ctx, place, template),
        Content::Template(Template::CheckList(template)) => check_list::view(ctx, place, template),
        Content::Template(Template::QuickRepliesWelcome(template)) => {
            quick_replies::view(ctx, place, content, template)
        }
        Content::Template(Template::Dropdown(template)) => select::dropdown(ctx, place, template),
        Content::Template(Template::MultiSelect(template)) => select::multi_select(ctx, place, template),
        Content::Template(Template::Radio(template)) => select::radio(ctx, place, template),
        Content::Template(Template::AdvancedMultiSelect(template)) => {
            select::advanced_multi_select(ctx, place, template)
        }
        Content::Template(Template::TaskPicker(template)) => select::task_picker(ctx, place, template),
        Content::Template(Template::Feedback(template)) => feedback::view(ctx, place, template),
        Content::Template(Template::LikeDislike(template)) => feedback::like_dislike(ctx, place, template),
        Content::Template(Template::Date(template)) => date::view(ctx, place, template, false),
        Content::Template(Template::DateRange(template)) => date::view(ctx, place, template, true),
        Content::Template(Template::Clock(template)) => date::clock(ctx, place, template),
        Content::Template(Template::Otp(template)) => pin::otp(ctx, place, template),
        Content::Template(Template::ResetPin(template)) => pin::reset(ctx, place, template),
        Content::Template(Template::Form(template)) => form::view(ctx, place, template),
        Content::Template(Template::InlineForm(template) | Template::Iframe(template)) => {
            form_data::inline(ctx, place, template)
        }
        Content::Template(Template::AdvancedList(template)) => advanced_list::view(ctx, place, template),
        Content::Template(Template::AdvancedMultiList(template)) => advanced_list::multi(ctx, place, template),
        Content::Template(Template::Attachment(template)) => attachment::view(ctx, template),
        Content::Template(Template::System(notice)) => text_in("div", "class=notice;dir=auto", notice.text()).into(),
        Content::Template(Template::BarChart(template)) => chart::view(ctx, place, template, false),
        Content::Template(Template::LineChart(template)) => chart::view(ctx, place, template, true),
        Content::Template(Template::PieChart(template)) => chart::pie::view(ctx, place, template),
        Content::Template(Template::Search(template)) => search::view(ctx, place, template),
        Content::Template(Template::Answer(template)) => answer::view(ctx, place, template),
        Content::Template(template) => other::view(ctx, template),
        Content::WaitForResponse => Node::Nothing,
        _ => other::unsupported(ctx).into(),
    }
}

/// The text of a message that is nothing but a notice: it stands between the messages, and nobody says it.
pub(crate) fn system(items: &[Content]) -> Option<&str> {
    match items {
        [Content::Template(Template::System(notice))] => Some(notice.text()),
        _ => None,
    }
}

/// What an item says when it is read aloud; empty when it shows nothing.
pub(crate) fn spoken(ctx: &Context, content: &Content) -> String {
    let kore = |text: &str| markup::spoken(ctx, text, ctx.markup);
    match content {
        Content::Template(template @ Template::Answer(_)) => markup::spoken(ctx, &template.text(), Dialect::CommonMark),
        Content::Text(text) => match &text.media {
            Some(media) if text.text.is_empty() => media::name(ctx, media).to_owned(),
            _ => kore(&text.text),
        },
        Content::Error(error) => kore(&error.text),
        Content::Template(template) => match template.text() {
            text if text.is_empty() => ctx.strings.template_unsupported.to_owned(),
            text => kore(&text),
        },
        _ => String::new(),
    }
}
