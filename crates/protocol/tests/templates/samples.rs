//! The repository's sample payloads decode into their templates, live and from history.

use std::{fs, path::PathBuf};

use protocol::{Content, HistoryPage, ServerFrame, decode_frame, decode_history, history::HistorySide};
use serde_json::{Value, json};

use super::reading::Reading;

/// Name and text of every sample frame.
pub fn samples() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/payloads");
    let mut samples = vec![];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            samples.push((name, fs::read_to_string(path).unwrap()));
        }
    }
    samples.sort();
    assert!(samples.len() > 80, "{} samples", samples.len());
    samples
}

/// The variant's name.
fn variant(content: &Content) -> String {
    let debug = match content {
        Content::Template(template) => format!("{template:?}"),
        other => format!("{other:?}"),
    };
    debug.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default().to_owned()
}

/// What stands before the first hyphen of a sample's name, and what it decodes into.
const VARIANTS: [(&str, &str); 51] = [
    ("text", "Text"),
    ("error", "Error"),
    ("SYSTEM", "System"),
    ("live_agent", "Text"),
    ("wait_for_response", "WaitForResponse"),
    ("attachment", "Attachment"),
    ("custom_weather_template", "Other"),
    ("button", "Button"),
    ("inlineForm", "InlineForm"),
    ("iframe", "Iframe"),
    ("quick_replies", "QuickReplies"),
    ("quick_replies_welcome", "QuickRepliesWelcome"),
    ("like_dislike", "LikeDislike"),
    ("carousel", "Carousel"),
    ("carousel-stacked", "StackedCarousel"),
    ("list", "List"),
    ("listView", "ListView"),
    ("articleTemplate", "Articles"),
    ("checkListTemplate", "CheckList"),
    ("cardTemplate", "Card"),
    ("listWidget", "ListWidget"),
    ("advancedListTemplate", "AdvancedList"),
    ("advancedMultiListTemplate", "AdvancedMultiList"),
    ("table", "Table"),
    ("custom_table", "CustomTable"),
    ("mini_table", "MiniTable"),
    ("tableList", "TableList"),
    ("barchart", "BarChart"),
    ("linechart", "LineChart"),
    ("piechart", "PieChart"),
    ("dropdown_template", "Dropdown"),
    ("multi_select", "MultiSelect"),
    ("advanced_multi_select", "AdvancedMultiSelect"),
    ("radioOptionTemplate", "Radio"),
    ("dateTemplate", "Date"),
    ("daterange", "DateRange"),
    ("clockTemplate", "Clock"),
    ("otpValidationTemplate", "Otp"),
    ("resetPinTemplate", "ResetPin"),
    ("taskPickerTemplate", "TaskPicker"),
    ("form_template", "Form"),
    ("feedbackTemplate", "Feedback"),
    ("search", "Search"),
    ("answerTemplate", "Answer"),
    ("answerTemplate-streaming-1", "Text"),
    ("answerTemplate-streaming-2", "Text"),
    ("answerTemplate-streaming-3-end", "Answer"),
    ("text-streaming-1", "Text"),
    ("text-streaming-2", "Text"),
    ("text-streaming-3-end", "Text"),
    ("text-no-component", "Text"),
];

fn expected_variant(name: &str) -> &'static str {
    let stem = name.split('-').next().unwrap_or_default();
    let find = |wanted: &str| VARIANTS.iter().find(|(known, _)| *known == wanted).map(|(_, variant)| *variant);
    find(name).or_else(|| find(stem)).unwrap_or_else(|| panic!("what should {name} be?"))
}

#[test]
fn every_sample_decodes_into_its_template_without_warnings() {
    for (name, text) in samples() {
        let decoded = decode_frame(&text);
        let ServerFrame::BotResponse(response) = decoded.value else { panic!("{name}: not a bot_response") };
        let expected = expected_variant(&name);
        let variants: Vec<String> = response.items.iter().map(variant).collect();
        assert_eq!(variants, [expected], "{name}");
        let warnings: Vec<String> = decoded.warnings.iter().map(ToString::to_string).collect();
        let unknown = if expected == "Other" { vec![format!("unknown kind \"{name}\"")] } else { vec![] };
        assert_eq!(warnings, unknown, "{name}");
    }
}

#[test]
fn a_template_keeps_the_name_that_the_platform_gave_it() {
    for (name, text) in samples() {
        let frame: Value = serde_json::from_str(&text).unwrap();
        let printed = &frame["message"][0]["component"]["payload"];
        for item in items_of(&text) {
            let Content::Template(template) = item else { continue };
            let given = match (&printed["payload"]["template_type"], printed["type"].as_str()) {
                (Value::String(given), _) => given.as_str(),
                (_, Some(kind)) if kind != "template" => kind,
                _ => "",
            };
            assert_eq!(template.name(), given, "{name}");
        }
    }
}

fn items_of(text: &str) -> Vec<Content> {
    match decode_frame(text).value {
        ServerFrame::BotResponse(response) => response.items,
        other => panic!("{other:?}"),
    }
}

fn history_of(text: &str) -> Vec<Content> {
    let page = json!({"messages": [{"type": "outgoing", "components": [{"cT": "text", "data": {"text": text}}]}]});
    let HistoryPage { mut messages, .. } = decode_history(&page.to_string()).value;
    match messages.pop().map(|message| message.side) {
        Some(HistorySide::Bot { items }) => items,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_template_from_history_equals_the_live_one() {
    for (name, text) in samples() {
        let frame: Value = serde_json::from_str(&text).unwrap();
        let item = &frame["message"][0];
        // Pieces of a stream are not stored, nor what has no template.
        if frame["sM"] == true || item["component"].is_null() {
            continue;
        }
        let printed = &item["component"]["payload"];
        assert_eq!(history_of(&printed.to_string()), items_of(&text), "{name}");
    }
}

#[test]
fn every_sample_is_read_to_its_last_field() {
    for (name, text) in samples() {
        for item in items_of(&text) {
            let Content::Template(template) = item else { continue };
            let mut reading = Reading::default();
            reading.template(&template);
            assert!(reading.texts > 1, "{name}");
        }
    }
}

#[test]
fn alternative_text_may_hold_a_template_too() {
    let printed = json!({"type": "template", "payload": {"template_type": "dropdown_template", "heading": "Where?",
        "elements": [{"title": "Here", "value": "h"}]}});
    let page = json!({"messages": [{"type": "outgoing", "components": [{"cT": "text", "data": {"text": "stored"}}],
        "tags": {"altText": [{"value": printed.to_string()}]}}]});
    let decoded = decode_history(&page.to_string());
    assert_eq!(decoded.warnings, []);
    let HistorySide::Bot { items } = &decoded.value.messages[0].side else { panic!("not the bot's") };
    assert_eq!(*items, super::common::component(printed));
}

#[test]
fn no_sample_is_read_out_as_json() {
    for (name, text) in samples() {
        for item in items_of(&text) {
            let Content::Template(template) = item else { continue };
            let read = template.text();
            assert!(!read.contains("{\"") && !read.contains("\":"), "{name}: {read}");
            let is_silent =
                ["like_dislike", "custom_weather_template", "inlineForm", "iframe"].contains(&name.as_str());
            assert_eq!(read.is_empty(), is_silent, "{name}: {read}");
        }
    }
}
