//! `carousel`, also stacked (`kore-templates.md` 6.4 and 6.5).

use serde_json::Value;

use super::{Action, Element, lines::Lines};
use crate::{decoder::Decoder, path::Path, value};

/// Cards side by side.
#[derive(Debug, Default, PartialEq)]
pub struct CarouselTemplate {
    /// The bubble above the cards, in Kore markdown; may be empty.
    pub text: String,
    /// The cards.
    pub elements: Vec<Element>,
}

/// Cards on top of one another (`carousel_type:"stacked"`).
#[derive(Debug, Default, PartialEq)]
pub struct StackedCarouselTemplate {
    /// The bubble above the cards, in Kore markdown; may be empty.
    pub text: String,
    /// The cards.
    pub cards: Vec<StackedCard>,
}

/// A card of a stack.
#[derive(Debug, Default, PartialEq)]
pub struct StackedCard {
    /// `topSection.title`.
    pub title: String,
    /// `middleSection.description`.
    pub description: String,
    /// `bottomSection.title`.
    pub footer_title: String,
    /// `bottomSection.description`.
    pub footer: String,
    /// Its buttons; the vendor draws the first.
    pub buttons: Vec<Action>,
}

impl CarouselTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        Self {
            text: value::string_of(payload, &["text", "heading", "title"]),
            elements: decoder.required_list(payload, &["elements"], path, Element::of_carousel),
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push(&self.text);
        self.elements.iter().for_each(|element| element.write(lines));
    }
}

impl StackedCarouselTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        Self {
            text: value::string_of(payload, &["text", "heading", "title"]),
            cards: decoder.required_list(payload, &["elements"], path, StackedCard::decode),
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push(&self.text);
        for card in &self.cards {
            lines.push_joined(&[&card.title, &card.description, &card.footer_title, &card.footer]);
        }
    }
}

impl StackedCard {
    fn decode(decoder: &mut Decoder, card: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        if !card.is_object() {
            return Err("an object");
        }
        let top = decoder.object(card, &["topSection"], path);
        let middle = decoder.object(card, &["middleSection"], path);
        let bottom = decoder.object(card, &["bottomSection"], path);
        Ok(Self {
            // A card of a plain carousel in a stack keeps its texts.
            title: value::text_of(&top, &["title"]).unwrap_or_else(|| value::string_of(card, &["title"])),
            description: value::text_of(&middle, &["description", "title"])
                .unwrap_or_else(|| value::string_of(card, &["subtitle", "description"])),
            footer_title: value::string_of(&bottom, &["title"]),
            footer: value::string_of(&bottom, &["description"]),
            buttons: decoder.list(card, &["buttons"], path, Action::element),
        })
    }
}
