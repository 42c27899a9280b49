//! Attachments of a bot, and notices of the system.

use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    card::is_visible,
    entries::{component, template},
    stage::{Stage, event},
};

async fn shown(kind: &str, payload: Value, selector: &str) -> Stage {
    let stage = Stage::open();
    stage.append([component(1, &json!({ "type": kind, "payload": payload }))], 0);
    stage.wait_for(selector).await;
    stage
}

#[wasm_bindgen_test]
async fn a_picture_opens_in_a_new_tab_and_can_be_loaded() {
    let stage = shown("image", json!({ "url": " https://example.com/a.png", "name": "a.png" }), "img").await;
    assert_eq!(stage.get("img.attachment-picture").get_attribute("alt").as_deref(), Some("a.png"));
    assert_eq!(stage.get("img.attachment-picture").get_attribute("loading").as_deref(), Some("lazy"));
    let open = stage.get("a.attachment-open");
    assert_eq!(open.get_attribute("href").as_deref(), Some("https://example.com/a.png"));
    assert_eq!(open.get_attribute("rel").as_deref(), Some("noopener noreferrer"));
    let load = stage.get("a.attachment");
    assert_eq!(load.get_attribute("download").as_deref(), Some("a.png"));
    assert_eq!(load.text_content().as_deref(), Some("a.png"));
}

#[wasm_bindgen_test]
async fn sounds_and_films_have_players() {
    let stage = shown("audio", json!({ "url": "https://example.com/a.mp3" }), "audio").await;
    assert_eq!(stage.get("audio").get_attribute("src").as_deref(), Some("https://example.com/a.mp3"));
    assert_eq!(stage.text("a.attachment"), "Download");
    let stage = shown("video", json!({ "url": "https://example.com/a.mp4" }), "video").await;
    assert_eq!(stage.get("video").get_attribute("aria-label").as_deref(), Some("Video"));
}

#[wasm_bindgen_test]
async fn a_picture_or_player_that_fails_gives_way_in_its_place() {
    // A picture fails by itself: there is nothing behind the address.
    let stage = shown("image", json!({ "url": "data:image/png;base64,AAAA", "name": "a.png" }), "img").await;
    let place = stage.get("img").get_bounding_client_rect().height();
    stage.wait_for("img[data-failed]").await;
    assert_eq!(stage.get("img").get_bounding_client_rect().height(), place);
    assert!(place > 100.0, "{place}");
    let stage = shown("video", json!({ "url": "https://example.invalid/a.mp4" }), "video").await;
    stage.get("video").dispatch_event(&event("error")).unwrap();
    assert!(!is_visible(&stage, "video"));
    assert!(is_visible(&stage, ".media a.other"));
    assert_eq!(stage.text(".media a.other"), "This file cannot be shown");
    assert_eq!(stage.get(".media a.other").get_attribute("href").as_deref(), Some("https://example.invalid/a.mp4"));
}

#[wasm_bindgen_test]
async fn links_and_documents_are_named_as_well_as_they_can_be() {
    let stage =
        shown("link", json!({ "url": "https://example.com/t.pdf", "name": "timetable.pdf" }), "a.attachment").await;
    assert_eq!(stage.text("a.attachment"), "timetable.pdf");
    let stage = shown("document", json!({ "url": "https://example.com/t.pdf" }), "a.attachment").await;
    assert_eq!(stage.text("a.attachment"), "Document");
    let stage = shown("link", json!({ "url": "https://example.com/t.pdf" }), "a.attachment").await;
    assert_eq!(stage.text("a.attachment"), "https://example.com/t.pdf");
}

#[wasm_bindgen_test]
async fn an_address_that_is_not_to_be_followed_is_not_there() {
    for kind in ["image", "audio", "video", "link", "document"] {
        let stage = shown(kind, json!({ "url": "javascript:alert(1)", "name": "x" }), ".bubble.other").await;
        assert_eq!(stage.text(".bubble.other"), "This file cannot be shown");
        assert!(stage.find("[role=log] :is(a, img, audio, video)").is_none(), "{kind}");
    }
}

#[wasm_bindgen_test]
async fn a_notice_of_the_system_stands_between_the_messages() {
    let stage = Stage::open();
    stage.append([template(1, r#"{"template_type":"SYSTEM","text":"*Maren* is here"}"#)], 0);
    stage.wait_for_text(".row.notice", "*Maren* is here").await;
    assert_eq!(stage.get(".row.notice").get_attribute("data-from").as_deref(), Some("notice"));
    assert!(stage.find(".face").is_none());
    stage.wait_for_count(".announcer p", 1).await;
    assert_eq!(stage.text(".announcer"), "*Maren* is here", "nobody says it");
}
