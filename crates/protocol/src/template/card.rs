//! `cardTemplate` in its three shapes (`kore-templates.md` 6.6).

use super::{
    Action, Fact, Fields,
    action::{self, PAYLOAD_FIRST},
    fields::{Payload, part},
};
use crate::value;

/// Cards, in one of two shapes.
#[derive(Clone, Debug, PartialEq)]
pub struct CardTemplate(pub(crate) Payload);

/// What a [`CardTemplate`] holds.
#[derive(Clone, Debug)]
pub enum Cards<'a> {
    /// The default shape: `cards` is an array.
    Cards(super::Parts<'a, Card<'a>>),
    /// `cardViewType` `modern` and `details`: `cards` is an object that holds them in sections.
    Sections(SectionCards<'a>),
}

impl CardTemplate {
    /// The cards.
    pub fn cards(&self) -> Cards<'_> {
        let fields = self.0.fields();
        let view = fields.text(&["cardViewType"]);
        if value::same_name(view, "modern") || value::same_name(view, "details") {
            Cards::Sections(SectionCards(fields.part("cards")))
        } else {
            Cards::Cards(fields.parts(&["cards"]))
        }
    }
}

part! {
    /// A card of the default shape.
    Card {
        /// Its heading.
        heading: part "cardHeading" of CardHeading,
        /// Its lines.
        facts: parts["cardDescription"] of Fact,
        /// The lines are drawn as a list.
        is_list: named["cardType", "cardtype"] = "list",
        /// How the card looks.
        styles: styles["cardStyles"],
        /// How its content looks.
        content_styles: styles["cardContentStyles"],
        /// Its buttons.
        buttons: actions["buttons"] PAYLOAD_FIRST,
    }
}

impl Card<'_> {
    /// What choosing the card does; only for `type:"postback"`.
    pub fn action(&self) -> Option<Action> {
        // `type` also says "action", which is no action of the card.
        action::opens(self.0.0)?;
        let own = || {
            value::field_of(self.0.0, &["payload", "value", "url"])?;
            Action::decode(self.0.0, PAYLOAD_FIRST).ok()
        };
        self.0.action("default_action", PAYLOAD_FIRST).or_else(own)
    }
}

part! {
    /// The heading of a card.
    CardHeading {
        /// The title.
        title: title["title"],
        /// What stands below it.
        description: text["description"],
        /// Its picture.
        image: image,
        /// Text in place of a picture, such as initials.
        icon_text: text["iconText"],
        /// How that looks.
        icon_styles: styles["iconStyles"],
        /// How the heading looks.
        styles: styles["headerStyles"],
        /// What stands at its end.
        extra: part "headerExtraInfo" of CardExtra,
    }
}

part! {
    /// What stands at the end of a card's heading.
    CardExtra {
        /// A text; may be empty.
        title: title["title"],
        /// A picture's address as sent: check it before use.
        icon: address["icon"],
        /// Choices behind it.
        menu: actions["dropdownOptions"] PAYLOAD_FIRST,
    }
}

part! {
    /// Cards in sections, of a template or of the sheet that a card opens.
    SectionCards {
        /// The cards.
        cards: parts["cardDescription", "sliderInfo"] of SectionCard,
        /// Buttons that stand under each card.
        buttons: actions["buttonActions", "buttons"] PAYLOAD_FIRST,
    }
}

impl<'a> SectionCards<'a> {
    /// The title above the cards, or of the sheet; may be empty.
    pub fn heading(&self) -> &'a str {
        match self.0.text(&["sliderTitle"]) {
            "" => self.0.part("cardHeading").title(&["title"]),
            title => title,
        }
    }
}

part! {
    /// A card in sections.
    SectionCard {
        /// Its first section.
        top: part "topSection" of CardSection,
        /// Its second section.
        middle: part "middleSection" of CardSection,
        /// Its last section.
        bottom: part "bottomSection" of CardSection,
        /// Groups that unfold.
        more: parts["moreInfo"] of CardSection,
    }
}

impl<'a> SectionCard<'a> {
    /// What choosing the card does (`modern`).
    pub fn action(&self) -> Option<Action> {
        match self.sheet() {
            Some(_) => None,
            None => self.0.action("actions", PAYLOAD_FIRST),
        }
    }

    /// What choosing it opens instead (`actions.type:"slider"`).
    pub fn sheet(&self) -> Option<SectionCards<'a>> {
        let actions: Fields<'a> = self.0.part("actions");
        actions.is_named(&["type"], "slider").then_some(SectionCards(actions))
    }
}

part! {
    /// One section of a card, or one group that unfolds.
    CardSection {
        /// Its title.
        title: title["title"],
        /// What stands below it.
        subtitle: text["subTitle", "subtitle", "description"],
        /// What stands at its end.
        details: part "details" of CardDetails,
        /// Its lines.
        items: parts["items"] of Fact,
    }
}

part! {
    /// What stands at the end of a section.
    CardDetails {
        /// The text; may be empty.
        title: title["title"],
        /// How it looks.
        styles: styles["styles"],
    }
}
