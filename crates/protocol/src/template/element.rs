//! The element that lists, list views and carousels share (`kore-templates.md` 6.1, 6.2 and 6.4).

use super::{Action, Fields, Image, action::Order};
use crate::value;

/// A row or card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Element<'a> {
    fields: Fields<'a>,
    /// Where its actions find what they send.
    order: Order,
}

impl<'a> Element<'a> {
    /// The elements of a list.
    pub(super) fn all(list: Fields<'a>, order: Order) -> Vec<Self> {
        let mut elements = Vec::new();
        for element in value::one_or_many(list.0) {
            elements.push(Self { fields: Fields(element), order });
        }
        elements
    }

    /// The title in Kore markdown; may be empty.
    pub fn title(&self) -> &'a str {
        self.fields.title(&["title"])
    }

    /// What stands below it, in Kore markdown.
    pub fn subtitle(&self) -> &'a str {
        self.fields.text(&["subtitle", "description"])
    }

    /// What else stands below it (carousels).
    pub fn subtext(&self) -> &'a str {
        self.fields.text(&["subtext"])
    }

    /// What stands at its end (list views).
    pub fn value(&self) -> &'a str {
        self.fields.text(&["value"])
    }

    /// Its picture.
    pub fn image(&self) -> Option<Image<'a>> {
        self.fields.image()
    }

    /// What choosing it as a whole does.
    pub fn action(&self) -> Option<Action> {
        self.fields.action("default_action", self.order)
    }

    /// Its own buttons.
    pub fn buttons(&self) -> Vec<Action> {
        self.fields.actions(&["buttons"], self.order)
    }
}
