//! `carousel`, also stacked (`kore-templates.md` 6.4 and 6.5).

use super::{
    Element,
    action::PAYLOAD_FIRST,
    fields::{part, template},
};

template! {
    /// Cards side by side.
    CarouselTemplate {
        /// The bubble above the cards, in Kore markdown; may be empty.
        text: text["text", "heading", "title"],
    }
}

impl CarouselTemplate {
    /// The cards.
    pub fn elements(&self) -> Vec<Element<'_>> {
        Element::all(self.0.fields().field("elements"), PAYLOAD_FIRST)
    }
}

template! {
    /// Cards on top of one another (`carousel_type:"stacked"`).
    StackedCarouselTemplate {
        /// The bubble above the cards, in Kore markdown; may be empty.
        text: text["text", "heading", "title"],
        /// The cards.
        cards: parts["elements"] of StackedCard,
    }
}

part! {
    /// A card of a stack.
    StackedCard {
        /// Its buttons; the vendor draws the first.
        buttons: actions["buttons"] PAYLOAD_FIRST,
    }
}

impl<'a> StackedCard<'a> {
    /// `topSection.title`; of a card without sections its title.
    pub fn title(&self) -> &'a str {
        match self.0.part("topSection").title(&["title"]) {
            "" => self.0.title(&["title"]),
            title => title,
        }
    }

    /// `middleSection.description`; of a card without sections its subtitle.
    pub fn description(&self) -> &'a str {
        match self.0.part("middleSection").title(&["description", "title"]) {
            "" => self.0.text(&["subtitle", "description"]),
            description => description,
        }
    }

    /// `bottomSection.title`.
    pub fn footer_title(&self) -> &'a str {
        self.0.part("bottomSection").text(&["title"])
    }

    /// `bottomSection.description`.
    pub fn footer(&self) -> &'a str {
        self.0.part("bottomSection").title(&["description"])
    }
}
