//! Answers of Search AI, and searches.

use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::{entries::template, stage::Stage};

const PICTURE: &str = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

fn source(title: &str, url: &str, images: Value) -> Value {
    json!({ "title": title, "url": url, "image_url": images })
}

fn generated(extra: Value) -> Value {
    let rules = source("Rules.pdf", "https://example.com/rules", json!([PICTURE]));
    let mut payload = json!({
        "template_type": "answerTemplate",
        "answer_payload": { "center_panel": { "type": "citation_snippet", "data": [{
            "snippet_type": "generative_model",
            "snippet_content": [
                { "answer_fragment": "Dogs **may** travel.", "sources": [rules] },
                { "answer_fragment": "* small\n* large", "sources": [rules, source("Bad", "javascript:alert(1)", json!([]))] },
            ],
        }] } },
    });
    for (name, value) in extra.as_object().unwrap() {
        payload[name] = value.clone();
    }
    payload
}

async fn shown(payload: Value, selector: &str) -> Stage {
    let stage = Stage::open();
    stage.append([template(1, &payload.to_string())], 0);
    stage.wait_for(selector).await;
    stage
}

#[wasm_bindgen_test]
async fn a_generated_answer_names_its_sources_behind_each_piece() {
    let stage = shown(generated(json!({})), ".answer").await;
    assert_eq!(stage.text(".answer-by"), "Answer by AI");
    assert_eq!(stage.text(".answer > .plain > p"), "Dogs may travel. 1");
    assert_eq!(stage.text(".answer > .plain > p:last-child"), "12");
    let marks = stage.all("a.answer-mark");
    assert_eq!(marks.len(), 2, "what cannot be followed is no link");
    assert_eq!(marks[0].get_attribute("href").as_deref(), Some("https://example.com/rules"));
    assert_eq!(marks[0].get_attribute("aria-label").as_deref(), Some("Source 1: Rules.pdf"));
    assert_eq!(marks[0].get_attribute("rel").as_deref(), Some("noopener noreferrer"));
    assert_eq!(stage.text(".answer > ol"), "1Rules.pdf2Bad");
    assert_eq!(stage.all(".answer > ol a").len(), 1);
}

#[wasm_bindgen_test]
async fn pictures_of_a_source_open_over_the_conversation() {
    let stage = shown(generated(json!({})), ".answer .menu").await;
    let button = stage.get(".answer .menu");
    button.unchecked_ref::<HtmlElement>().focus().unwrap();
    stage.click(".answer .menu");
    let picture = stage.wait_for(".dialog img").await;
    assert_eq!(picture.get_attribute("alt").as_deref(), Some("Pictures of Rules.pdf"));
    stage.click(".dialog-close");
    stage.wait_for_count(".dialog", 0).await;
    assert_eq!(stage.root.active_element(), Some(button));
}

#[wasm_bindgen_test]
async fn an_answer_cut_out_of_a_document_is_not_called_generated() {
    let payload = json!({
        "template_type": "answerTemplate",
        "answer_payload": { "center_panel": { "type": "extractive_model", "data": [{
            "snippet_type": "extractive_model",
            "snippet_title": "Dogs",
            "snippet_content": "On a lead.",
            "source": "Rules",
            "url": "https://example.com/rules",
        }] } },
    });
    let stage = shown(payload, ".answer").await;
    assert!(stage.find(".answer-by").is_none());
    assert_eq!(stage.text(".answer .heading"), "Dogs");
    assert_eq!(stage.text(".answer > .plain > p:last-child"), "On a lead. 1");
    assert_eq!(stage.text(".answer > ol"), "1Rules");
}

#[wasm_bindgen_test]
async fn results_beyond_the_third_come_at_a_press() {
    let documents: Vec<Value> = (0..5)
        .map(|at| json!({ "docId": at, "recordTitle": format!("Document {at}"), "chunkResults": [at] }))
        .collect();
    let chunks: Vec<Value> = (0..5)
        .map(|at| json!({ "_source": { "chunkId": at, "chunkText": "Text", "recordUrl": "https://example.com/d", "sys_file_type": "pdf" } }))
        .collect();
    let extra = json!({
        "totalSearchResults": 9,
        "results": { "file": { "data": documents } },
        "chunk_result": { "file": chunks },
    });
    let stage = shown(generated(extra), ".panel").await;
    assert_eq!(stage.all(".item").len(), 3);
    assert_eq!(stage.text(".panel-head"), "Results9 results");
    assert_eq!(stage.text(".item .item-main"), "Document 0pdf");
    stage.get(".panel-more").unchecked_into::<HtmlElement>().focus().unwrap();
    stage.click(".panel-more");
    stage.wait_for_count(".dialog .item", 5).await;
    assert_eq!(stage.all(".dialog a.item-main").len(), 5);
    stage.click(".dialog-close");
    stage.wait_for_count(".dialog", 0).await;
    assert_eq!(stage.root.active_element(), stage.find(".panel-more"));
    assert!(stage.take_inputs().is_empty());
}

#[wasm_bindgen_test]
async fn a_search_shows_passages_and_its_pages_at_a_press() {
    let long = "All trains have room for six bicycles. ".repeat(12);
    let payload = json!({
        "template_type": "search",
        "graph_answer": { "payload": { "center_panel": { "data": [
            { "snippet_title": "*Bicycles?*", "snippet_content": long, "source": "Help", "url": "https://example.com/help" },
        ] } } },
        "results": { "web": { "data": [
            { "page_title": "Luggage", "page_url": "https://example.com/l", "page_preview": "Room for <b>six</b>" },
            { "page_title": "Bad", "page_url": "javascript:alert(1)" },
        ] } },
    });
    let stage = shown(payload, ".panel").await;
    let title = stage.get("a.item-main");
    assert_eq!(stage.text("a .item-title"), "Bicycles?");
    assert_eq!(title.get_attribute("href").as_deref(), Some("https://example.com/help"));
    assert_eq!(stage.text("a .item-subtitle"), "Help");
    let height = || stage.get(".found-text").get_bounding_client_rect().height();
    let folded = height();
    assert_eq!(stage.get(".fold-button").get_attribute("aria-expanded").as_deref(), Some("false"));
    stage.click(".fold-button");
    stage.get(".fold-button[aria-expanded=true]");
    assert!(height() > folded + 20.0, "{} after {folded}", height());

    stage.click(".panel-more");
    stage.wait_for_count(".dialog .item", 2).await;
    assert_eq!(stage.all(".dialog a.item-main").len(), 1, "what cannot be followed is no link");
    assert_eq!(stage.text(".dialog .found-text"), "Room for six");
}
