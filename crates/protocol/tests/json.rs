//! The JSON reader against serde_json's own.

use proptest::prelude::*;
use protocol::json::{JsonError, read_json};
use serde_json::{Value, json};

const DEEP: usize = 100;

fn both(text: &str) -> (Option<Value>, Option<Value>) {
    (read_json(text, DEEP).ok(), serde_json::from_str(text).ok())
}

#[test]
fn reads_what_serde_json_reads_and_refuses_what_it_refuses() {
    let texts = [
        "null",
        "true",
        "false",
        "nul",
        "truely",
        "0",
        "-0",
        "01",
        "-",
        "1.",
        ".5",
        "1.5",
        "1e5",
        "1E+5",
        "1e-5",
        "1e",
        "--1",
        "+1",
        "12345678901234567890123",
        "NaN",
        "Infinity",
        "\"\"",
        "\"a",
        "a",
        "'a'",
        "\"\\x\"",
        "\"\\u00e9\"",
        "\"\\u00G0\"",
        "\"\\u00e\"",
        "\"\\ud83d\\ude00\"",
        "\"tab\there\"",
        "\"\\t\\n\\r\\b\\f\\/\\\\\\\"\"",
        "[]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1",
        "]",
        "{}",
        "{\"a\":1}",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\" 1}",
        "{\"a\":}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1,\"a\":2}",
        "{",
        "}",
        "",
        " ",
        "1 2",
        " \t\r\n{ \"a\" : [ 1 , 2 ] } \n",
        "\u{feff}1",
        "\u{a0}1",
        "\"é😀\"",
        "[[[[]]]]",
        "// c\n1",
        "{\"a\":\"\u{7f}\"}",
        "\"\u{0}\"",
    ];
    for text in texts {
        let (own, oracle) = both(text);
        assert_eq!(own, oracle, "{text:?}");
    }
}

#[test]
fn half_an_emoji_becomes_the_replacement_character() {
    for (text, read) in [
        (r#""\ud83d""#, "\u{fffd}"),
        (r#""\ude00x""#, "\u{fffd}x"),
        (r#""a\ud83d\n""#, "a\u{fffd}\n"),
        (r#""\ud83d\u0041""#, "\u{fffd}A"),
        (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
        (r#""\\ud83d""#, "\\ud83d"),
    ] {
        assert_eq!(read_json(text, DEEP), Ok(json!(read)), "{text}");
    }
}

#[test]
fn nesting_is_bounded_and_told_apart_from_broken_text() {
    assert_eq!(read_json("[[1]]", 1), Err(JsonError::TooDeep));
    assert_eq!(read_json("[{}]", 2), Ok(json!([{}])));
    assert_eq!(read_json("1", 0), Ok(json!(1)));
    assert_eq!(read_json(&"[".repeat(1_000_000), 64), Err(JsonError::TooDeep));
    assert_eq!(read_json("[}", 64), Err(JsonError::Malformed));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_serde_json_writes_is_read_back(value in any_json(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        prop_assert_eq!(read_json(&text, DEEP), Ok(value));
    }

    #[test]
    fn damaged_json_is_read_as_serde_json_reads_it(value in any_json(), at in any::<prop::sample::Index>(), byte in "[\\PC\\x00-\\x1f\"\\\\{}\\[\\],:0-9eE.+-]") {
        let text = serde_json::to_string(&value).unwrap();
        let mut characters: Vec<char> = text.chars().collect();
        let at = at.index(characters.len());
        characters[at] = byte.chars().next().unwrap_or('x');
        let damaged: String = characters.into_iter().collect();
        let (own, oracle) = both(&damaged);
        // Only half an emoji is read here and refused there.
        if own.is_none() || oracle.is_some() || !damaged.contains("\\u") {
            prop_assert_eq!(own, oracle, "{}", damaged);
        }
    }

    #[test]
    fn any_text_is_read_as_serde_json_reads_it(text in "[\\PC\\s\"\\\\{}\\[\\],:0-9eE.+-]{0,40}") {
        let (own, oracle) = both(&text);
        if own.is_none() || oracle.is_some() || !text.contains("\\u") {
            prop_assert_eq!(own, oracle);
        }
    }
}
