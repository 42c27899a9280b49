//! History pages (`rtm-channel.txt` "Get Conversation History", `kore-protocol.md` 3.7 and 10).

mod common;

use common::{history, text};
use protocol::{
    Content, HistoryPage, Template, Warning,
    content::{Attachment, Author},
    decode_history,
    history::{HistoryMessage, HistorySide},
};
use serde_json::{Value, json};

fn page_of(message: Value) -> (Vec<HistoryMessage>, Vec<String>) {
    let decoded = decode_history(&json!({"messages": [message]}).to_string());
    (decoded.value.messages, decoded.warnings.iter().map(ToString::to_string).collect())
}

fn only(message: Value) -> HistoryMessage {
    let (messages, warnings) = page_of(message);
    assert_eq!(warnings, Vec::<String>::new());
    let [message] = &messages[..] else { panic!("{messages:?}") };
    message.clone()
}

fn bot_items(message: Value) -> Vec<Content> {
    match only(message).side {
        HistorySide::Bot { items } => items,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_page_is_read_as_the_platform_prints_it() {
    let page = history(
        r#"{
  "total": 2,
  "moreAvailable": false,
  "messages": [
    {
      "_id": "ms-00000000-dd93-5b6b-836b-ac77bdfe9d4b",
      "channels": [
        {
          "type": "rtm"
        }
      ],
      "type": "incoming",
      "status": "sent to cs",
      "createdBy": "u-1",
      "lmodifiedOn": "2019-12-03T05:07:44.008Z",
      "botId": "st-1",
      "isBB": 0,
      "ms": 1,
      "chnl": "rtm",
      "components": [
        {
          "_id": "cp-1",
          "cT": "text",
          "data": {
            "text": "Hello"
          },
          "thumbnails": []
        }
      ],
      "createdOn": "2019-12-03T05:07:44.097Z",
      "timestampValue": 1575349664097,
      "__v": 0,
      "lang": "en",
      "sessionId": "5de5eda04cdcff145752dbf7",
      "tr0_T": "0",
      "resourceid": "messagestore",
      "tags": {
        "messageTags": [],
        "userTags": [],
        "sessionTags": []
      }
    },
    {
      "_id": "ms-00000000-ca69-5ee2-a2c1-1c6a70100c09",
      "type": "outgoing",
      "status": "pending",
      "components": [
        {
          "_id": "cp-2",
          "cT": "text",
          "data": {
            "text": "Please enter the text"
          },
          "thumbnails": []
        }
      ],
      "tN": "Add Comment to Issue",
      "lang": "en",
      "createdOn": "2019-12-03T05:07:45.171Z",
      "timestampValue": 1575349665171,
      "tags": {
        "messageTags": [],
        "userTags": [],
        "sessionTags": []
      }
    }
  ]
}"#,
    );
    let visitor = HistoryMessage {
        id: Some("ms-00000000-dd93-5b6b-836b-ac77bdfe9d4b".to_owned()),
        client_message_id: None,
        created_on: Some(1_575_349_664_097),
        author: None,
        from_agent: false,
        language: Some("en".to_owned()),
        side: HistorySide::Visitor { text: "Hello".to_owned(), attachments: vec![] },
    };
    let bot = HistoryMessage {
        id: Some("ms-00000000-ca69-5ee2-a2c1-1c6a70100c09".to_owned()),
        created_on: Some(1_575_349_665_171),
        side: HistorySide::Bot { items: vec![text("Please enter the text")] },
        ..visitor.clone()
    };
    assert_eq!(page, HistoryPage { messages: vec![visitor, bot], more_available: false, total: Some(2), icon: None });
}

#[test]
fn a_page_beyond_the_documentation_keeps_ids_alternative_texts_and_authors() {
    let page = history(
        r#"{"total": 42, "moreAvailable": true, "icon": "https://bots.example.com/b.png",
 "messages": [
  {"_id":"ms-1","type":"incoming","userMsgId":1700000000000,"createdOn":"2024-01-01T00:00:00.000Z",
   "lang":"en","components":[{"cT":"text","data":{"text":"payload_1"}}],
   "tags":{"altText":[{"value":"Yes please"}]}},
  {"_id":"ms-2","type":"outgoing","createdOn":"2024-01-01T00:00:01Z","lang":"en",
   "components":[{"cT":"text","data":{"text":"{\"type\":\"template\",\"payload\":{\"template_type\":\"button\",\"text\":\"Pick\",\"buttons\":[\"A\"]}}"}}],
   "author":{"firstName":"Ada","lastName":"L","type":"AGENT"}}]}"#,
    );
    assert_eq!(page.total, Some(42));
    assert!(page.more_available);
    assert_eq!(page.icon.as_deref(), Some("https://bots.example.com/b.png"));
    let [visitor, bot] = &page.messages[..] else { panic!("{page:?}") };
    assert_eq!(visitor.client_message_id, Some(1_700_000_000_000));
    assert_eq!(visitor.created_on, Some(1_704_067_200_000));
    assert_eq!(visitor.side, HistorySide::Visitor { text: "Yes please".to_owned(), attachments: vec![] });
    assert_eq!(bot.created_on, Some(1_704_067_201_000));
    assert_eq!(bot.author, Some(Author { name: "Ada L".to_owned(), image: None, is_agent: true }));
    assert!(bot.from_agent);
    let HistorySide::Bot { items } = &bot.side else { panic!("{bot:?}") };
    let [Content::Template(Template::Button(button))] = &items[..] else { panic!("{items:?}") };
    assert_eq!((button.text.as_str(), button.buttons.len()), ("Pick", 1));
}

#[test]
fn an_id_sent_as_text_is_a_number_all_the_same() {
    let id = |id: Value| only(json!({"type": "incoming", "userMsgId": id, "components": []})).client_message_id;
    assert_eq!(id(json!("1700000000000")), Some(1_700_000_000_000));
    assert_eq!(id(json!(1_700_000_000_000_i64)), Some(1_700_000_000_000));
    assert_eq!(id(json!("m-1")), None);
}

#[test]
fn what_the_visitor_wrote_is_never_parsed() {
    let template = r#"{"type":"template","payload":{"template_type":"button","text":"x"}}"#;
    for said in [template, "{\"a\":1}", "0", "true", "null", "[]"] {
        let message = only(json!({"type": "incoming", "components": [{"cT": "text", "data": {"text": said}}]}));
        assert_eq!(message.side, HistorySide::Visitor { text: said.to_owned(), attachments: vec![] });
    }
    let nps = only(json!({"type": "Incoming", "components": [{"cT": "text", "data": {"text": 0}}]}));
    assert_eq!(nps.side, HistorySide::Visitor { text: "0".to_owned(), attachments: vec![] });
}

#[test]
fn numbers_and_booleans_that_a_bot_said_stay_text() {
    for said in ["12345", "true", "null", "{\"a\":1}"] {
        let items = bot_items(json!({"type": "outgoing", "components": [{"cT": "text", "data": {"text": said}}]}));
        assert_eq!(items, [text(said)]);
    }
    let items = bot_items(json!({"type": "outgoing", "components": [{"cT": "text", "data": {"text": 12345}}]}));
    assert_eq!(items, [text("12345")]);
}

#[test]
fn stored_json_is_opened_however_it_was_written() {
    let template = json!({"type": "template", "payload": {"text": "Hi"}});
    for stored in [
        json!(template.to_string()),
        json!(template.to_string().replace('"', "&quot;")),
        json!("{\"text\":\"Hi\"}"),
        template,
        json!("Hi"),
    ] {
        let items = bot_items(json!({"type": "outgoing", "components": [{"cT": "text", "data": {"text": stored}}]}));
        assert_eq!(items, [text("Hi")], "{stored}");
    }
}

#[test]
fn every_component_is_shown_and_a_bad_one_costs_only_itself() {
    let (messages, warnings) = page_of(json!({"type": "outgoing", "components": [
        {"cT": "text", "data": {"text": "one"}},
        null,
        {"cT": "text"},
        {"cT": "image", "data": {"url": "https://example.com/a.png"}},
        {"cT": "odd"},
        {"data": "two"},
    ]}));
    let HistorySide::Bot { items } = &messages[0].side else { panic!("{messages:?}") };
    let [image] = &common::component(json!({"type": "image", "payload": {"url": "https://example.com/a.png"}}))[..]
    else {
        panic!("not an image")
    };
    assert_eq!(items, &[text("one"), image.clone(), text("two")]);
    assert_eq!(
        warnings,
        [
            "messages[0].components[1] left out: expected a text",
            "messages[0].components[2] left out: expected a text",
            "messages[0].components[4] left out: expected a text or a component",
        ]
    );
}

#[test]
fn a_bots_alternative_text_stands_for_its_text() {
    let items = bot_items(json!({"type": "outgoing", "tags": {"altText": [{"value": "Hidden"}]},
        "components": [{"cT": "text", "data": {"text": "4111 1111"}}, {"cT": "text", "data": {"text": "2222"}}]}));
    assert_eq!(items, [text("Hidden")]);
    let items = bot_items(json!({"type": "outgoing", "tags": {"altText": []},
        "components": [{"cT": "text", "data": {"text": "4111"}}]}));
    assert_eq!(items, [text("4111")]);
}

#[test]
fn a_visitors_files_are_kept_where_the_platform_stores_them() {
    let message = only(json!({"type": "incoming", "components": [
        {"cT": "text", "data": {"text": "a"}},
        {"cT": "attachment", "data": {"fileId": "f-1", "fileName": "a.png", "fileType": "image"}},
        {"cT": "text", "data": {"text": "b"}}]}));
    let attachment = Attachment {
        file_id: "f-1".to_owned(),
        file_name: "a.png".to_owned(),
        file_type: "image".to_owned(),
        file_url: None,
        raw: json!({"fileId": "f-1", "fileName": "a.png", "fileType": "image"}),
    };
    assert_eq!(message.side, HistorySide::Visitor { text: "a\nb".to_owned(), attachments: vec![attachment] });
}

#[test]
fn a_live_agents_message_is_known_by_its_template() {
    let stored = json!({"type": "template", "payload": {"template_type": "live_agent", "text": "Hello"}}).to_string();
    let message = only(json!({"type": "outgoing", "components": [{"cT": "text", "data": {"text": stored}}]}));
    assert!(message.from_agent);
    assert_eq!(message.side, HistorySide::Bot { items: vec![text("Hello")] });
}

#[test]
fn a_visitors_message_is_no_agents_whatever_its_author() {
    let author = json!({"firstName": "Vera", "type": "USER"});
    let message = only(json!({"type": "incoming", "author": author, "components": []}));
    assert!(!message.from_agent);
    assert_eq!(message.author.map(|author| author.name).as_deref(), Some("Vera"));
}

#[test]
fn times_fall_back_to_the_time_stamp() {
    let time = |message: Value| only(message).created_on;
    assert_eq!(
        time(json!({"type": "incoming", "createdOn": "garbage", "timestampValue": "1575349664097"})),
        Some(1_575_349_664_097)
    );
    assert_eq!(time(json!({"type": "incoming", "createdOn": 1_575_349_664_097_i64})), Some(1_575_349_664_097));
    assert_eq!(time(json!({"type": "incoming"})), None);
}

#[test]
fn a_message_of_no_known_side_costs_one_message() {
    let decoded = decode_history(
        &json!({"messages": [3, {"_id": "x"}, {"type": "incoming", "_id": "ms-1"}, {"type": "sideways"}]}).to_string(),
    );
    assert_eq!(decoded.value.messages.len(), 1);
    assert_eq!(decoded.value.messages[0].id.as_deref(), Some("ms-1"));
    assert_eq!(decoded.warnings.len(), 3);
    assert_eq!(
        decoded.warnings[0].to_string(),
        "messages[0] left out: expected a message of type incoming or outgoing"
    );
}

#[test]
fn a_body_that_is_no_page_gives_an_empty_page_and_a_warning() {
    for body in ["", "<html>", "nope"] {
        let decoded = decode_history(body);
        assert_eq!((decoded.value, decoded.warnings), (HistoryPage::default(), vec![Warning::NotJson]));
    }
    for body in ["{}", "[]", "null", "{\"messages\":{}}"] {
        let decoded = decode_history(body);
        assert_eq!(decoded.value, HistoryPage::default());
        let expected = Warning::Dropped { path: "messages".to_owned(), expected: "an array" };
        assert_eq!(decoded.warnings, [expected]);
    }
}
