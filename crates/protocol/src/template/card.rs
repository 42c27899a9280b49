//! `cardTemplate` in its three shapes (`kore-templates.md` 6.6).

use serde_json::Value;

use super::{
    Action, Fact, Image, Styles,
    action::{self, PAYLOAD_FIRST},
    image::address_of,
    lines::Lines,
    styles,
};
use crate::{decoder::Decoder, path::Path, value};

/// Cards; `cards` is an array of them, or an object that holds them in sections.
#[derive(Debug, PartialEq)]
pub enum CardTemplate {
    /// The default shape.
    Cards(Vec<Card>),
    /// `cardViewType` `modern` and `details`.
    Sections(SectionCards),
}

/// A card of the default shape.
#[derive(Debug, Default, PartialEq)]
pub struct Card {
    /// Its heading.
    pub heading: CardHeading,
    /// Its lines (`cardDescription`).
    pub facts: Vec<Fact>,
    /// `cardType:"list"`: the lines are drawn as a list.
    pub is_list: bool,
    /// How the card looks (`cardStyles`).
    pub styles: Styles,
    /// How its content looks (`cardContentStyles`).
    pub content_styles: Styles,
    /// Its buttons.
    pub buttons: Vec<Action>,
    /// What choosing the card does; only for `type:"postback"`.
    pub action: Option<Action>,
}

/// The heading of a card.
#[derive(Debug, Default, PartialEq)]
pub struct CardHeading {
    /// The title.
    pub title: String,
    /// What stands below it.
    pub description: String,
    /// Its picture.
    pub image: Option<Image>,
    /// Text in place of a picture, such as initials.
    pub icon_text: String,
    /// How that looks.
    pub icon_styles: Styles,
    /// How the heading looks (`headerStyles`).
    pub styles: Styles,
    /// At its end: a text (`headerExtraInfo.title`); may be empty.
    pub extra: String,
    /// A picture's address there, as sent: check it before use.
    pub extra_icon: Option<String>,
    /// Choices behind it (`dropdownOptions`).
    pub extra_menu: Vec<Action>,
}

/// Cards in sections.
#[derive(Debug, Default, PartialEq)]
pub struct SectionCards {
    /// The title above the cards; may be empty.
    pub heading: String,
    /// The cards.
    pub cards: Vec<SectionCard>,
    /// Buttons that stand under each card (`buttonActions`).
    pub buttons: Vec<Action>,
}

/// A card in sections.
#[derive(Debug, Default, PartialEq)]
pub struct SectionCard {
    /// `topSection`.
    pub top: CardSection,
    /// `middleSection`.
    pub middle: CardSection,
    /// `bottomSection`.
    pub bottom: CardSection,
    /// Groups that unfold (`moreInfo`).
    pub more: Vec<CardSection>,
    /// What choosing the card does (`modern`).
    pub action: Option<Action>,
    /// What choosing it opens instead (`actions.type:"slider"`).
    pub sheet: Option<SectionCards>,
}

/// One section of a card, or one group that unfolds.
#[derive(Debug, Default, PartialEq)]
pub struct CardSection {
    /// Its title.
    pub title: String,
    /// What stands below it.
    pub subtitle: String,
    /// What stands at its end (`details.title`).
    pub details: String,
    /// How that looks.
    pub details_styles: Styles,
    /// Its lines.
    pub items: Vec<Fact>,
}

impl CardTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        let view = value::word_of(payload, &["cardViewType"]).unwrap_or_default();
        let is_sections = value::same_name(&view, "modern") || value::same_name(&view, "details");
        if !is_sections {
            return Self::Cards(decoder.required_list(payload, &["cards"], path, Card::decode));
        }
        let mut all = SectionCards::default();
        for mut part in decoder.required_list(payload, &["cards"], path, SectionCards::decode) {
            if all.heading.is_empty() {
                all.heading = part.heading;
            }
            all.cards.append(&mut part.cards);
            all.buttons.append(&mut part.buttons);
        }
        Self::Sections(all)
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        match self {
            Self::Cards(cards) => {
                for card in cards {
                    lines.push_joined(&[&card.heading.title, &card.heading.description]);
                    card.facts.iter().for_each(|fact| fact.write(lines));
                }
            }
            Self::Sections(sections) => {
                lines.push(&sections.heading);
                for card in &sections.cards {
                    for section in [&card.top, &card.middle, &card.bottom] {
                        lines.push_joined(&[&section.title, &section.subtitle, &section.details]);
                        section.items.iter().for_each(|item| item.write(lines));
                    }
                }
            }
        }
    }
}

impl Card {
    fn decode(decoder: &mut Decoder, card: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        if !card.is_object() {
            return Err("an object");
        }
        let mut heading = decoder.object(card, &["cardHeading"], path);
        let heading = CardHeading::decode(decoder, &mut heading, &path.key("cardHeading"));
        let action = action::optional(decoder, card, "default_action", PAYLOAD_FIRST, path);
        // The word after `type` also says "action", which is no action of the card.
        let action = match action {
            None if value::field_of(card, &["payload", "value", "url"]).is_some() => {
                Action::decode(card, PAYLOAD_FIRST).ok()
            }
            action => action,
        };
        Ok(Self {
            heading,
            facts: decoder.list(card, &["cardDescription"], path, Fact::decode),
            is_list: value::is_named(card, &["cardType", "cardtype"], "list"),
            styles: styles::of(card, &["cardStyles"]),
            content_styles: styles::of(card, &["cardContentStyles"]),
            buttons: decoder.list(card, &["buttons"], path, Action::element),
            action: if action::opens(card).is_some() { action } else { None },
        })
    }
}

impl CardHeading {
    fn decode(decoder: &mut Decoder, heading: &mut Value, path: &Path<'_>) -> Self {
        let mut extra = decoder.object(heading, &["headerExtraInfo"], path);
        Self {
            title: value::text_of(heading, &["title"]).or_else(|| value::text(heading)).unwrap_or_default(),
            description: value::string_of(heading, &["description"]),
            image: Image::decode(heading),
            icon_text: value::string_of(heading, &["iconText"]),
            icon_styles: styles::of(heading, &["iconStyles"]),
            styles: styles::of(heading, &["headerStyles"]),
            extra: value::string_of(&extra, &["title"]),
            extra_icon: address_of(&extra, &["icon"]),
            extra_menu: decoder.list(&mut extra, &["dropdownOptions"], &path.key("headerExtraInfo"), Action::element),
        }
    }
}

impl SectionCards {
    fn decode(decoder: &mut Decoder, cards: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        if !cards.is_object() {
            return Err("an object");
        }
        let heading = decoder.object(cards, &["cardHeading"], path);
        Ok(Self {
            heading: value::text_of(&heading, &["title"]).or_else(|| value::text(&heading)).unwrap_or_default(),
            cards: decoder.list(cards, &["cardDescription"], path, SectionCard::decode),
            buttons: decoder.list(cards, &["buttonActions", "buttons"], path, Action::element),
        })
    }
}

impl SectionCard {
    fn decode(decoder: &mut Decoder, card: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        if !card.is_object() {
            return Err("an object");
        }
        let mut action = decoder.object(card, &["actions"], path);
        let is_sheet = value::is_named(&action, &["type"], "slider");
        let (action, sheet) = if is_sheet {
            let sheet = SectionCards {
                heading: value::string_of(&action, &["sliderTitle"]),
                cards: decoder.list(&mut action, &["sliderInfo"], &path.key("actions"), Self::decode),
                buttons: Vec::new(),
            };
            (None, Some(sheet))
        } else {
            (Action::decode(&action, PAYLOAD_FIRST).ok(), None)
        };
        let mut section = |key| {
            let mut section = decoder.object(card, &[key], path);
            CardSection::decode(decoder, &mut section, &path.key(key)).unwrap_or_default()
        };
        let [top, middle, bottom] = ["topSection", "middleSection", "bottomSection"].map(&mut section);
        Ok(Self {
            top,
            middle,
            bottom,
            more: decoder.list(card, &["moreInfo"], path, CardSection::decode),
            action,
            sheet,
        })
    }
}

impl CardSection {
    fn decode(decoder: &mut Decoder, section: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        let details = decoder.object(section, &["details"], path);
        Ok(Self {
            title: value::text_of(section, &["title"]).or_else(|| value::text(section)).unwrap_or_default(),
            subtitle: value::string_of(section, &["subTitle", "subtitle", "description"]),
            details: value::text_of(&details, &["title"]).or_else(|| value::text(&details)).unwrap_or_default(),
            details_styles: styles::of(&details, &["styles"]),
            items: decoder.list(section, &["items"], path, Fact::decode),
        })
    }
}
