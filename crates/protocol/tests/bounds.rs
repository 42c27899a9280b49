//! Size and nesting are bounded, wherever the nesting hides, and the next frame is read as if nothing had been.

mod common;

use common::{items_of, items_with, other, text};
use protocol::{Content, ServerFrame, Template, Warning, decode_frame, decode_history, limits, rest};
use serde_json::{Value, json};

fn nested(levels: usize) -> String {
    format!("{}{}", "[".repeat(levels), "]".repeat(levels))
}

#[test]
fn a_frame_over_the_limit_is_refused_and_one_at_the_limit_is_read() {
    let empty = r#"{"type":"bot_response","message":[{"cInfo":{"body":""}}]}"#;
    let of_size =
        |bytes: usize| empty.replace(r#""body":""#, &format!(r#""body":"{}"#, "a".repeat(bytes - empty.len())));
    let largest = of_size(limits::MAX_FRAME_BYTES);
    assert_eq!(largest.len(), 262_144);
    assert!(matches!(common::frame(&largest), ServerFrame::BotResponse(_)));
    let decoded = decode_frame(&of_size(limits::MAX_FRAME_BYTES + 1));
    assert_eq!(decoded.value, ServerFrame::Unreadable);
    assert_eq!(decoded.warnings, [Warning::TooLarge { bytes: 262_145 }]);
    assert_eq!(common::frame(r#"{"type":"pong"}"#), ServerFrame::Pong);
}

#[test]
fn a_body_over_the_limit_is_refused() {
    let body = format!(r#"{{"messages":[],"pad":"{}"}}"#, "a".repeat(limits::MAX_BODY_BYTES));
    let decoded = decode_history(&body);
    assert_eq!(decoded.warnings, [Warning::TooLarge { bytes: body.len() }]);
    let body =
        format!(r#"{{"accessToken":"t","url":"wss://h","msg":"m","pad":"{}"}}"#, "a".repeat(limits::MAX_BODY_BYTES));
    assert_eq!(rest::decode_grant(&body), None);
    assert_eq!(rest::decode_rtm_start(&body), None);
    assert_eq!(rest::decode_refusal(&body), rest::Refusal::default());
}

#[test]
fn nesting_is_allowed_to_the_limit_and_no_further() {
    let frame = |levels: usize| decode_frame(&format!(r#"{{"type":"pong","x":{}}}"#, nested(levels)));
    let deepest = frame(limits::MAX_DEPTH - 1);
    assert_eq!((deepest.value, deepest.warnings), (ServerFrame::Pong, vec![]));
    let deeper = frame(limits::MAX_DEPTH);
    assert_eq!((deeper.value, deeper.warnings), (ServerFrame::Unreadable, vec![Warning::TooDeep]));
}

#[test]
fn brackets_in_strings_and_escaped_quotes_do_not_count_as_nesting() {
    let braces = "{[".repeat(200);
    for body in [braces.clone(), format!("\"{braces}"), format!("\\\"{braces}\\"), format!("\\\\\"{braces}")] {
        assert_eq!(
            items_of(json!([{"cInfo": {"body": format!("a{body}")}}])),
            (vec![text(&format!("a{body}"))], vec![])
        );
    }
}

#[test]
fn very_deep_input_does_not_exhaust_the_stack() {
    for opening in ["[", "{\"a\":", "[{\"a\":"] {
        let deep = opening.repeat(limits::MAX_FRAME_BYTES / opening.len());
        assert_eq!(decode_frame(&deep).warnings, [Warning::TooDeep]);
        assert_eq!(decode_history(&deep).warnings, [Warning::TooDeep]);
        assert_eq!(rest::decode_grant(&deep), None);
    }
}

#[test]
fn nesting_inside_text_counts_on_from_where_the_text_stands() {
    // `message[0].component.payload` stands four levels deep.
    let text = |levels: usize| format!(r#"{{"template_type":"odd","text":"Hi","x":{}}}"#, nested(levels));
    let payload = |levels: usize| items_of(json!([{"component": {"type": "template", "payload": text(levels)}}]));
    let (items, warnings) = payload(limits::MAX_DEPTH - 5);
    assert_eq!(items.len(), 1);
    assert!(matches!(&items[..], [Content::Template(Template::Other(odd))] if odd.text == "Hi"));
    assert_eq!(warnings, ["unknown kind \"odd\""]);
    let (items, warnings) = payload(limits::MAX_DEPTH - 4);
    assert_eq!(items, [other("", "", json!(text(limits::MAX_DEPTH - 4)))]);
    assert_eq!(warnings, ["refused: nested too deeply"]);
}

#[test]
fn text_that_nests_too_deeply_is_not_shown_raw_and_costs_one_item() {
    let deep = format!(r#"{{"type":"template","payload":{}}}"#, nested(100));
    let (items, warnings) = items_of(json!([{"cInfo": {"body": deep}}, {"cInfo": {"body": "next"}}]));
    assert_eq!(items, [other("", "", json!(deep)), text("next")]);
    assert_eq!(warnings, ["refused: nested too deeply"]);
}

#[test]
fn json_in_json_in_json_is_opened_a_bounded_number_of_times() {
    let wrapped = |times: usize| {
        let mut payload = json!({"text": "Hi"});
        for _ in 0..times {
            payload = json!({"payload": payload.to_string()});
        }
        items_of(json!([{"component": payload}]))
    };
    assert_eq!(wrapped(3), (vec![text("Hi")], vec![]));
    assert_eq!(wrapped(8), (vec![text("Hi")], vec![]));
    let (items, warnings) = wrapped(9);
    assert_eq!(items, [other("", "", json!(r#"{"text":"Hi"}"#))]);
    assert_eq!(warnings, ["refused: nested too deeply"]);
}

#[test]
fn the_budget_for_opening_text_is_each_items_own() {
    let template = json!({"type": "template", "payload": {"text": "Hi"}}).to_string();
    let items: Vec<Value> = (0..40).map(|_| json!({"cInfo": {"body": template}})).collect();
    let (items, warnings) = items_of(json!(items));
    assert_eq!(items, vec![text("Hi"); 40]);
    assert_eq!(warnings, Vec::<String>::new());
}

#[test]
fn warnings_are_bounded() {
    let (items, warnings) = items_with(json!({"type": "bot_response", "message": vec![Value::Null; 10_000]}));
    assert_eq!(items, []);
    assert_eq!(warnings.len(), 64);
}

#[test]
fn half_of_an_emoji_does_not_cost_the_frame() {
    for (written, expected) in [
        (r"\ud83d", "\u{fffd}"),
        (r"\ude00", "\u{fffd}"),
        (r"\uD83D\uDE00", "😀"),
        (r"a\ud83d\ud83d\ude00\ude00b", "a\u{fffd}😀\u{fffd}b"),
        (r"\\ud83d\ud83d", "\\ud83d\u{fffd}"),
        (r"\\\ud83d", "\\\u{fffd}"),
        (r"é\ud83dé\n", "é\u{fffd}é\n"),
    ] {
        let frame = format!(r#"{{"type":"bot_response","sM":true,"message":[{{"cInfo":{{"body":"{written}"}}}}]}}"#);
        assert_eq!(common::bot_response(&frame).items, [text(expected)], "{written}");
    }
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    assert_eq!(common::frame("\u{feff}{\"type\":\"pong\"}"), ServerFrame::Pong);
}
