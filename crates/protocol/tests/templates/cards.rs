//! `carousel` and `cardTemplate` (`kore-templates.md` 6.4 to 6.6).

use protocol::template::{Action, Cards};
use serde_json::json;

use super::{decoded, decoded_with};

#[test]
fn a_carousel_keeps_every_part_of_its_cards() {
    let carousel = decoded!(Carousel, "carousel", {"text": "Trips", "elements": [
        {"title": "A", "subtitle": "sub", "subtext": "more", "image_url": "https://example.com/a.png",
            "default_action": {"type": "web_url", "url": "https://example.com/a"},
            "buttons": [{"type": " postback", "title": "Book", "value": "v"}, {"type": "postback", "title": "Call", "payload": "c"}]},
        {"image_url": "https://example.com/b.png"}, {"title": "C", "default_action": {"type": "postback", "payload": "c"}}]});
    assert_eq!((carousel.text(), carousel.elements().len()), ("Trips", 3));
    let card = carousel.elements()[0];
    assert_eq!((card.subtitle(), card.subtext()), ("sub", "more"));
    assert_eq!(card.buttons(), [Action::send("Book", "v"), Action::send("Call", "c")]);
    assert_eq!(carousel.elements().get(2).unwrap().action(), Some(Action::send("c", "c")));
}

#[test]
fn a_stacked_card_may_lack_any_of_its_sections() {
    let (carousel, warnings) = decoded_with!(StackedCarousel, "carousel", {"carousel_type": "Stacked", "elements": [
        {"topSection": {"title": "t"}, "middleSection": {"description": "m"}, "bottomSection": {"title": "Total", "description": "€ 3"},
            "buttons": [{"type": "postback", "title": "Open", "payload": "o"}]},
        {"topSection": {"title": 4}}, {"title": "Plain", "subtitle": "card"}, 7, null]});
    let cards: Vec<[&str; 4]> =
        carousel.cards().map(|card| [card.title(), card.description(), card.footer_title(), card.footer()]).collect();
    assert_eq!(cards, [["t", "m", "Total", "€ 3"], ["4", "", "", ""], ["Plain", "card", "", ""], ["7", "", "", ""]]);
    assert_eq!(carousel.cards().get(0).unwrap().buttons(), [Action::send("Open", "o")]);
    assert_eq!(warnings, ["elements[4] left out: expected an object"]);
}

#[test]
fn cards_of_the_default_shape_act_only_as_postbacks() {
    let card = decoded!(Card, "cardTemplate", {"cards": [
        {"cardHeading": {"title": "T", "description": "D", "icon": "https://example.com/i.png", "headerStyles": {"color": "red"},
            "headerExtraInfo": {"title": "New", "icon": "https://example.com/n.png", "type": "dropdown", "dropdownOptions": [{"title": "o", "type": "postback", "payload": "p"}]}},
            "cardDescription": [{"title": "line", "icon": "https://example.com/l.png", "textStyles": {"color": "blue"}}], "cardtype": "list",
            "cardStyles": {"a": "b"}, "cardContentStyles": {"border": "1px solid #85B7FE;"}, "type": "postback", "default_action": {"title": "Chosen", "payload": "card"},
            "buttons": [{"title": "Open", "type": "url", "value": "https://example.com/o", "buttonStyles": {"background-color": "#5ce454"}}]},
        {"cardHeading": "Bare", "type": "action", "default_action": {"title": "Never", "payload": "never"}},
        {"cardHeading": {"title": "Own"}, "type": "postback", "payload": "own"}]});
    let Cards::Cards(cards) = card.cards() else { panic!("{card:?}") };
    let [first, bare, own] = &cards.collect::<Vec<_>>()[..] else { panic!("{card:?}") };
    assert_eq!((first.heading().title(), first.heading().description(), first.is_list()), ("T", "D", true));
    assert_eq!(
        (first.heading().extra().title(), &first.heading().extra().menu()[..]),
        ("New", &[Action::send("o", "p")][..])
    );
    assert_eq!(first.action(), Some(Action::send("Chosen", "card")));
    assert_eq!(first.content_styles(), [("border".to_owned(), "1px solid #85B7FE".to_owned())]);
    assert_eq!(first.facts().get(0).unwrap().title_styles(), [("color".to_owned(), "blue".to_owned())]);
    let open = &first.buttons()[0];
    assert_eq!((open.styles.len(), &open.kind), (1, &Action::open("", "https://example.com/o").kind));
    assert_eq!((bare.heading().title(), &bare.action()), ("Bare", &None));
    assert_eq!(own.action().map(|action| action.kind), Some(Action::send("", "own").kind));
}

#[test]
fn a_single_card_may_stand_for_the_array() {
    let card = decoded!(Card, "cardTemplate", {"cards": {"cardHeading": {"title": "Only"}}});
    let Cards::Cards(cards) = card.cards() else { panic!("{card:?}") };
    assert_eq!((cards.len(), cards.get(0).unwrap().heading().title()), (1, "Only"));
}

#[test]
fn modern_cards_run_an_action_or_open_a_sheet() {
    let cards = json!({"cardHeading": {"title": "Trips"}, "cardDescription": [
        {"topSection": {"title": "Paris", "details": {"title": "Confirmed", "styles": {"color": "#28A745"}}}, "middleSection": {"title": "2 nights"},
            "bottomSection": {"title": "Check-in", "details": {"title": "12 Jul"}},
            "actions": {"type": "slider", "sliderTitle": "To Paris", "sliderInfo": [
                {"topSection": {"title": "Paris"}, "middleSection": {"items": [{"icon": "https://example.com/h.png", "title": "Hotel", "value": "Grand"}]},
                    "bottomSection": {"items": [{"title": "Total", "value": 640, "titleStyles": {"font-weight": "600"}}]},
                    "moreInfo": [{"title": "Charges", "items": [{"name": "Room", "description": "2 nights", "value": "$ 600", "nameStyles": {"color": "#333"}}]}]}]}},
        {"topSection": {"title": "Rome"}, "actions": {"type": "postback", "title": "Rome trip", "payload": "rome"}}, {"topSection": "Bare"}]});
    for cards in [cards.clone(), json!([cards])] {
        let card = decoded!(Card, "cardTemplate", {"cardViewType": "modern", "cards": cards});
        let Cards::Sections(sections) = card.cards() else { panic!("{card:?}") };
        let [paris, rome, bare] = &sections.cards().collect::<Vec<_>>()[..] else { panic!("{sections:?}") };
        assert_eq!(
            (sections.heading(), paris.top().details().title(), paris.bottom().details().title()),
            ("Trips", "Confirmed", "12 Jul")
        );
        let sheet = paris.sheet().unwrap();
        assert_eq!((sheet.heading(), &paris.action()), ("To Paris", &None));
        let info = sheet.cards().get(0).unwrap();
        assert_eq!(
            (info.middle().items().get(0).unwrap().title(), info.middle().items().get(0).unwrap().value()),
            ("Hotel", "Grand")
        );
        assert_eq!(
            (info.bottom().items().get(0).unwrap().value(), info.bottom().items().get(0).unwrap().title_styles().len()),
            ("640", 1)
        );
        let charge = &info.more().get(0).unwrap().items().get(0).unwrap();
        assert_eq!(
            (info.more().get(0).unwrap().title(), charge.title(), charge.description(), charge.value()),
            ("Charges", "Room", "2 nights", "$ 600")
        );
        assert_eq!(rome.action(), Some(Action::send("Rome trip", "rome")));
        assert_eq!((bare.top().title(), &bare.action()), ("Bare", &None));
    }
}

#[test]
fn cards_with_details_share_their_buttons() {
    let card = decoded!(Card, "cardTemplate", {"cardViewType": "Details", "cards": {
        "cardDescription": [{"topSection": {"title": "T", "subTitle": "S", "details": {"title": "Open"}, "items": [{"title": "a", "value": "b"}]},
            "middleSection": {"items": [{"title": "c", "subTitle": "d", "value": 0, "valueStyles": {"color": "red"}}]}, "bottomSection": {"items": []}}],
        "buttonActions": [{"title": "Close", "type": "postback", "payload": "close"}]}});
    let Cards::Sections(sections) = card.cards() else { panic!("{card:?}") };
    assert_eq!(sections.buttons(), [Action::send("Close", "close")]);
    let card = sections.cards().get(0).unwrap();
    assert_eq!((card.top().subtitle(), card.top().items().len()), ("S", 1));
    let line = &card.middle().items().get(0).unwrap();
    assert_eq!((line.description(), line.value(), line.value_styles().len()), ("d", "0", 1));
}
