//! How a component may be wrapped, and what it then shows (`kore-protocol.md` 8, `kore-templates.md` 4, 5 and 12).

mod common;

use common::{component, items_of, other, text};
use protocol::{
    Content, ErrorContent, Media, Template, Text,
    template::{Action, AttachmentKind, ButtonTemplate, ButtonVariation, FormData, QuickRepliesTemplate},
};
use serde_json::{Value, json};

fn button_payload() -> Value {
    json!({"template_type": "button", "text": "Pick one", "buttons": [{"type": "postback", "title": "Yes", "payload": "y"}]})
}

fn send(title: &str, body: &str) -> Action {
    Action::send(title, body)
}

fn open(title: &str, url: &str) -> Action {
    Action::open(title, url)
}

fn button() -> Content {
    let template =
        ButtonTemplate { text: "Pick one".to_owned(), buttons: vec![send("Yes", "y")], ..ButtonTemplate::default() };
    Content::Template(Template::Button(template))
}

#[test]
fn every_nesting_of_a_template_gives_the_same_template() {
    let payload = button_payload();
    let twice = json!({"type": "template", "payload": payload});
    let named_loosely = json!({"template_type": " Button ", "text": "Pick one", "buttons": payload["buttons"]});
    for nested in [
        json!({"type": "template", "payload": twice}),
        json!({"type": "template", "payload": payload}),
        payload.clone(),
        json!({"type": "template", "payload": twice.to_string()}),
        json!({"type": "template", "payload": payload.to_string()}),
        json!({"type": "template", "payload": {"type": "template", "payload": payload.to_string()}}),
        json!({"type": "template", "payload": json!({"type": "template", "payload": payload.to_string()}).to_string()}),
        json!(json!({"type": "template", "payload": twice}).to_string()),
        json!({"type": "template", "payload": twice.to_string().replace('"', "&quot;")}),
        json!({"type": "template", "payload": format!("  {twice}\n")}),
        json!({"type": "template", "payload": [twice]}),
        json!({"type": "template", "payload": {"payload": {"payload": twice}}}),
        json!({"type": "template", "payload": {"type": "template", "text": "", "payload": payload}}),
        json!({"type": "template", "payload": named_loosely}),
    ] {
        assert_eq!(component(nested.clone()), [button()], "{nested}");
    }
}

#[test]
fn a_body_that_holds_a_template_is_decoded_without_a_component_too() {
    let body = json!({"type": "template", "payload": button_payload()});
    for item in [
        json!({"type": "text", "cInfo": {"body": body.to_string()}}),
        json!({"type": "text", "cInfo": {"body": body}}),
        json!({"type": "text", "component": {"type": "text", "payload": {"text": body.to_string()}}, "cInfo": {"body": body.to_string()}}),
        json!({"type": "text", "component": {"type": "text"}, "cInfo": {"body": body.to_string()}}),
        json!(body.to_string()),
        body.clone(),
        button_payload(),
    ] {
        assert_eq!(items_of(json!([item])), (vec![button()], vec![]), "{item}");
    }
}

#[test]
fn text_comes_from_wherever_it_stands() {
    for component_and_body in [
        json!({"cInfo": {"body": "Hi"}}),
        json!({"component": {"type": "text", "payload": {"text": "Hi"}}}),
        json!({"component": {"type": "text", "payload": {"text": "Hi"}}, "cInfo": {"body": "old"}}),
        json!({"component": {"type": "text"}, "cInfo": {"body": "Hi"}}),
        json!({"component": {"type": "text", "payload": "not JSON"}, "cInfo": {"body": "Hi"}}),
        json!({"component": {"type": "text", "payload": "Hi"}, "cInfo": {"body": ""}}),
        json!({"component": "Hi"}),
        json!({"component": null, "cInfo": {"body": "Hi"}}),
        json!({"component": {"type": "template", "payload": {"text": "Hi"}}}),
        json!({"component": {"type": "template", "payload": {"type": "template", "payload": {"text": "Hi"}}}}),
        json!({"component": {"payload": {"payload": {"template_type": "text", "text": "Hi"}}}}),
        json!({"component": {"payload": "{\"text\":\"Hi\"}"}}),
        json!({"cInfo": {"body": "{\"text\":\"Hi\"}"}}),
        json!({"cInfo": "Hi"}),
        json!("Hi"),
    ] {
        assert_eq!(items_of(json!([component_and_body])), (vec![text("Hi")], vec![]), "{component_and_body}");
    }
}

#[test]
fn what_a_bot_says_in_braces_digits_or_quotes_stays_text() {
    for said in ["12345", "0", "true", "null", "\"quoted\"", "[1,2]", "{\"a\":1}", "{", "{}", "{not json}", "1.50"] {
        assert_eq!(items_of(json!([{"cInfo": {"body": said}}])), (vec![text(said)], vec![]), "{said}");
    }
    assert_eq!(items_of(json!([{"cInfo": {"body": 0}}])), (vec![text("0")], vec![]));
    let decoded = protocol::decode_frame(r#"{"type":"bot_response","message":[{"cInfo":{"body":1.50}}]}"#);
    let protocol::ServerFrame::BotResponse(response) = decoded.value else { panic!("not a bot_response") };
    assert_eq!(response.items, [text("1.50")]);
}

#[test]
fn empty_text_shows_nothing_and_is_no_fault() {
    for item in [
        json!({"cInfo": {"body": ""}}),
        json!({"component": {"type": "text", "payload": {"text": ""}}, "cInfo": {"body": ""}}),
    ] {
        assert_eq!(items_of(json!([item])), (vec![], vec![]), "{item}");
    }
}

#[test]
fn error_components_are_read_at_every_nesting() {
    let expected = Content::Error(ErrorContent { text: "Failed".to_owned(), color: Some("#F35A00".to_owned()) });
    let payload = json!({"text": "Failed", "color": "#F35A00"});
    for nested in [
        json!({"type": "template", "payload": {"type": "error", "payload": payload}}),
        json!({"type": "error", "payload": payload}),
        json!({"type": "Error", "payload": payload.to_string()}),
        json!({"type": "error", "text": "Failed", "color": "#F35A00"}),
    ] {
        assert_eq!(component(nested.clone()), std::slice::from_ref(&expected), "{nested}");
    }
    let (items, _) =
        items_of(json!([{"component": {"type": "error", "payload": {"color": "red"}}, "cInfo": {"body": "Failed"}}]));
    assert_eq!(items, [text("Failed")]);
}

#[test]
fn players_come_with_or_without_text() {
    let media = |text: &str, media| Content::Text(Text { text: text.to_owned(), media: Some(media) });
    let video = || Media::Video("https://example.com/v.mp4".to_owned());
    let audio = || Media::Audio("https://example.com/a.ogg".to_owned());
    let message =
        |payload: Value| component(json!({"type": "template", "payload": {"type": "message", "payload": payload}}));
    assert_eq!(message(json!({"text": "See", "videoUrl": "https://example.com/v.mp4"})), [media("See", video())]);
    assert_eq!(message(json!({"text": "", "audioUrl": " https://example.com/a.ogg"})), [media("", audio())]);
    assert_eq!(
        message(
            json!({"text": "Both", "audioUrl": "https://example.com/a.ogg", "videoUrl": "https://example.com/v.mp4"})
        ),
        [media("Both", video()), media("", audio())]
    );
}

#[test]
fn attachments_are_read_at_every_nesting() {
    let kinds = [
        ("image", AttachmentKind::Image),
        ("audio", AttachmentKind::Audio),
        ("video", AttachmentKind::Video),
        ("link", AttachmentKind::Link),
        ("document", AttachmentKind::Document),
    ];
    for (name, kind) in kinds {
        let payload = json!({"url": " https://example.com/policy.pdf", "name": "policy.pdf", "download": true});
        for nested in [
            json!({"type": "template", "payload": {"type": name, "payload": payload}}),
            json!({"type": name, "payload": payload}),
            json!({"type": name.to_uppercase(), "payload": payload.to_string()}),
            json!({"payload": {"template_type": name, "url": "https://example.com/policy.pdf", "name": "policy.pdf"}}),
            json!({"type": name, "payload": {"url": "https://example.com/policy.pdf", "name": "policy.pdf", "payload": {"text": "not this"}}}),
        ] {
            let items = component(nested.clone());
            let [Content::Template(template @ Template::Attachment(file))] = &items[..] else { panic!("{items:?}") };
            assert_eq!((file.kind, file.url.as_str()), (kind, "https://example.com/policy.pdf"), "{nested}");
            assert_eq!((template.name(), template.text().as_str()), (name, "policy.pdf"));
        }
    }
    let items = component(json!({"type": "image", "payload": {"url": "https://example.com/a.png"}}));
    let [Content::Template(template)] = &items[..] else { panic!("{items:?}") };
    assert_eq!(template.text(), "https://example.com/a.png");
}

#[test]
fn templates_without_a_struct_show_their_best_text_and_keep_their_payload() {
    for (payload, expected) in [
        (json!({"template_type": "weather", "text": "t", "heading": "h"}), "t"),
        (json!({"template_type": "weather", "text": " ", "text_message": "m", "title": "x"}), "m"),
        (json!({"template_type": "weather", "heading": "h", "title": "x"}), "h"),
        (json!({"template_type": "weather", "text": {"a": 1}, "title": 7}), "7"),
        (json!({"template_type": "weather", "elements": []}), ""),
    ] {
        let wrapped = json!({"type": "template", "payload": {"type": "template", "payload": payload}});
        let item = json!([{"component": wrapped, "cInfo": {"body": wrapped["payload"].to_string()}}]);
        let (items, warnings) = items_of(item);
        assert_eq!(items, [other("weather", expected, payload)]);
        assert_eq!(warnings, ["unknown kind \"weather\""]);
    }
}

#[test]
fn raw_json_is_never_the_text_of_a_template() {
    let payload = json!({"template_type": "weather", "elements": []});
    for body in [payload.to_string(), format!(" {payload}"), "[1]".to_owned()] {
        let (items, _) = items_of(json!([{"component": {"payload": payload}, "cInfo": {"body": body}}]));
        assert_eq!(items, [other("weather", "", payload.clone())]);
    }
    let (items, _) = items_of(json!([{"component": {"payload": payload}, "cInfo": {"body": "Your accounts"}}]));
    assert_eq!(items, [other("weather", "Your accounts", payload)]);
}

#[test]
fn a_template_with_broken_json_is_not_shown_raw() {
    let broken = "{\"type\":\"template\",\"payload\":{\"template_type\":\"button\",\"text\":\"two\nlines\"}}";
    for item in [json!({"cInfo": {"body": broken}}), json!({"component": {"type": "template", "payload": broken}})] {
        let (items, warnings) = items_of(json!([item]));
        assert_eq!(items, [other("", "", json!(broken))]);
        assert_eq!(warnings, ["not JSON"]);
    }
}

#[test]
fn an_empty_component_is_told_to_the_developer() {
    for empty in [json!({}), json!({"type": "template", "payload": {}}), json!({"type": "template", "payload": "{}"})] {
        let (items, warnings) = items_of(json!([{"component": empty}]));
        assert_eq!((items.len(), warnings.len()), (0, 1), "{empty} {warnings:?}");
        assert!(warnings[0].ends_with(" left out: expected a text or a template"), "{warnings:?}");
    }
}

#[test]
fn system_notices_are_plain_text() {
    let payload = json!({"template_type": "SYSTEM", "text": "Ada has joined"});
    let items = component(json!({"type": "template", "payload": {"type": "template", "payload": payload}}));
    let [Content::Template(template @ Template::System(notice))] = &items[..] else { panic!("{items:?}") };
    assert_eq!((notice.text(), template.name()), ("Ada has joined", "SYSTEM"));
}

#[test]
fn a_digital_form_is_found_beside_its_buttons() {
    let data = json!({"formLink": " https://forms.example.com/f ", "renderType": "Inline"});
    let nested =
        json!({"type": "template", "payload": {"type": "template", "payload": button_payload(), "formData": data}});
    let form = |content: &[Content]| match content {
        [Content::Template(Template::Button(button))] => button.form.clone(),
        other => panic!("{other:?}"),
    };
    let expected = Some(FormData { link: "https://forms.example.com/f".to_owned(), inline: true });
    assert_eq!(form(&component(nested)), expected);
    let mut inside = button_payload();
    inside["formData"] = data;
    assert_eq!(form(&component(json!({"payload": {"payload": inside}}))), expected);
    let sheet =
        json!({"payload": {"payload": button_payload(), "formData": {"formLink": "https://forms.example.com/f"}}});
    assert_eq!(form(&component(sheet)).map(|form| form.inline), Some(false));
}

#[test]
fn what_stands_around_an_unknown_template_is_kept_with_it() {
    let data = json!({"formLink": "https://forms.example.com/f", "renderType": "inline"});
    let around = json!({"type": "template", "AlwaysShowGlobalButtons": true, "payload": {"type": "template", "formData": data,
        "payload": {"template_type": "weather", "title": "Leave"}}});
    let (items, _) = items_of(json!([{"component": around}]));
    let raw = json!({"template_type": "weather", "title": "Leave", "formData": data, "AlwaysShowGlobalButtons": true});
    assert_eq!(items, [other("weather", "Leave", raw)]);
}

#[test]
fn buttons_are_read_in_all_spellings() {
    let payload = json!({"template_type": "button", "text": "Pick *one*", "variation": "textinverted", "fullWidth": "true", "stackedButtons": 1,
    "buttons": [
        {"type": "postback", "title": "String", "payload": "p"},
        {"type": " Text ", "title": "Value", "payload": "", "value": "v"},
        {"type": "postback", "title": "Number", "payload": 0},
        {"type": "postback", "title": "Bool", "payload": false},
        {"type": "postback", "title": "Object", "payload": {"name": "x", "n": 1.50}},
        {"type": "postback", "title": "Title only"},
        {"type": "web_url", "title": "Web", "url": " https://example.com/a "},
        {"type": "URL", "title": "Link", "link": "https://example.com/b"},
        {"type": "data-url", "title": "In value", "value": "https://example.com/c"},
        {"content_type": "url", "title": "Fallback", "fallback_url": "https://example.com/d"},
        {"contenttype": "postback", "title": "Kind", "payload": "k", "url": "https://example.com/e"},
        {"title": "Inferred address", "url": "https://example.com/f"},
        {"title": "Inferred answer", "payload": "i"},
        {"type": "unheard of", "title": "Odd", "payload": "o"},
        "Bare",
        {"type": "postback", "payload": "untitled"},
    ]});
    let expected = ButtonTemplate {
        text: "Pick *one*".to_owned(),
        buttons: vec![
            send("String", "p"),
            send("Value", "v"),
            send("Number", "0"),
            send("Bool", "false"),
            send("Object", r#"{"n":1.5,"name":"x"}"#),
            send("Title only", "Title only"),
            open("Web", "https://example.com/a"),
            open("Link", "https://example.com/b"),
            open("In value", "https://example.com/c"),
            open("Fallback", "https://example.com/d"),
            send("Kind", "k"),
            open("Inferred address", "https://example.com/f"),
            send("Inferred answer", "i"),
            send("Odd", "o"),
            send("Bare", "Bare"),
            send("untitled", "untitled"),
        ],
        variation: ButtonVariation::TextInverted,
        full_width: true,
        stacked: true,
        form: None,
    };
    assert_eq!(component(json!({"payload": {"payload": payload}})), [Content::Template(Template::Button(expected))]);
}

#[test]
fn a_button_that_cannot_be_chosen_costs_one_button() {
    let payload = json!({"template_type": "button", "text": "Pick", "buttons": [
        {"type": "postback"}, {"type": "web_url", "title": "Nowhere"}, null, [], "", {"title": "Yes"}]});
    let (items, warnings) =
        items_of(json!([{"component": {"type": "template", "payload": {"type": "template", "payload": payload}}}]));
    let expected =
        ButtonTemplate { text: "Pick".to_owned(), buttons: vec![send("Yes", "Yes")], ..ButtonTemplate::default() };
    assert_eq!(items, [Content::Template(Template::Button(expected))]);
    let place = "message[0].component.payload.payload.buttons";
    assert_eq!(
        warnings,
        [
            format!("{place}[0] left out: expected an action with a title, payload or value"),
            format!("{place}[1] left out: expected an action with a url"),
            format!("{place}[2] left out: expected an object"),
            format!("{place}[3] left out: expected an object"),
            format!("{place}[4] left out: expected an object"),
        ]
    );
}

#[test]
fn missing_buttons_leave_the_text() {
    for (name, list) in [("button", "buttons"), ("quick_replies", "quick_replies")] {
        let (items, warnings) = items_of(json!([{"component": {"payload": {"template_type": name, "text": "Pick"}}}]));
        let found = match &items[..] {
            [Content::Template(Template::Button(button))] => (&button.text, button.buttons.len()),
            [Content::Template(Template::QuickReplies(replies))] => (&replies.text, replies.replies.len()),
            other => panic!("{other:?}"),
        };
        assert_eq!(found, (&"Pick".to_owned(), 0));
        assert_eq!(warnings, [format!("message[0].component.payload.{list} left out: expected an array")]);
    }
}

#[test]
fn a_list_may_be_one_object_or_json_text() {
    let one = json!({"title": "Yes", "payload": "y", "type": "postback"});
    for buttons in [json!([one]), one.clone(), json!(json!([one]).to_string())] {
        let payload = json!({"template_type": "button", "text": "Pick one", "buttons": buttons});
        assert_eq!(component(json!({"payload": {"payload": payload}})), [button()], "{buttons}");
    }
}

#[test]
fn quick_replies_are_read_with_pictures_and_layout() {
    let payload = json!({"template_type": "quick_replies", "text": "Colour?", "inline": true, "variation": "backgroundInverted",
    "quick_replies": [
        {"content_type": "postback", "title": "Red", "payload": "R", "image_url": "https://example.com/r.png", "renderMsg": "red"},
        {"content_type": "text", "title": "Green", "payload": {"name": "green"}, "image_url": ""},
        {"content_type": "url", "title": "More", "url": "https://example.com"},
    ]});
    let red = Action { image: Some("https://example.com/r.png".to_owned()), ..send("Red", "R") };
    let expected = QuickRepliesTemplate {
        text: "Colour?".to_owned(),
        replies: vec![red, send("Green", r#"{"name":"green"}"#), open("More", "https://example.com")],
        inline: true,
        variation: ButtonVariation::BackgroundInverted,
        full_width: false,
        stacked: false,
    };
    assert_eq!(
        component(json!({"payload": {"payload": payload}})),
        [Content::Template(Template::QuickReplies(expected))]
    );
}
