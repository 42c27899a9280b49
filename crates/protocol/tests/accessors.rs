//! Tables for the traps of `kore-templates.md` 12: numbers as text, one or many, flags, names, and times.

use protocol::{time, value};
use serde_json::{Value, json};

/// JSON as text, so that numbers keep their spelling.
fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn integers_are_read_from_numbers_and_text_and_cut() {
    for (written, expected) in [
        ("3", Some(3)),
        ("\"3\"", Some(3)),
        ("\" 3 \"", Some(3)),
        ("\"+3\"", Some(3)),
        ("-3", Some(-3)),
        ("0", Some(0)),
        ("-0", Some(0)),
        ("\"1234.0\"", Some(1234)),
        ("3.99", Some(3)),
        ("-3.99", Some(-3)),
        ("-0.5", Some(0)),
        ("\".5\"", Some(0)),
        ("\"5.\"", Some(5)),
        ("\"1700000000000\"", Some(1_700_000_000_000)),
        ("1.7e12", Some(1_700_000_000_000)),
        ("1.7E+12", Some(1_700_000_000_000)),
        ("17e11", Some(1_700_000_000_000)),
        ("1.23456e3", Some(1234)),
        ("12345e-2", Some(123)),
        ("1e-400", Some(0)),
        ("0e999999999999999999999999", Some(0)),
        ("0.0000000000000000000000001e25", Some(1)),
        ("9223372036854775807", Some(i64::MAX)),
        ("9223372036854775808", None),
        ("1e19", None),
        ("1e999999999999999999999999", None),
        ("\"\"", None),
        ("\" \"", None),
        ("\"-\"", None),
        ("\".\"", None),
        ("\"e5\"", None),
        ("\"1e\"", None),
        ("\"1e+\"", None),
        ("\"1e5e5\"", None),
        ("\"1.2.3\"", None),
        ("\"--1\"", None),
        ("\"70%\"", None),
        ("\"0x10\"", None),
        ("\"NaN\"", None),
        ("\"٣\"", None),
        ("true", None),
        ("null", None),
        ("[3]", None),
        ("{}", None),
    ] {
        assert_eq!(value::integer(&parsed(written)), expected, "{written}");
    }
}

#[test]
fn text_keeps_the_spelling_of_numbers() {
    for (written, expected) in [
        ("\"a\"", Some("a")),
        ("\" a \"", Some(" a ")),
        ("\"\"", Some("")),
        ("1234.50", Some("1234.50")),
        ("1e3", Some("1e+3")),
        ("0", Some("0")),
        ("false", Some("false")),
        ("true", Some("true")),
        ("null", None),
        ("[]", None),
        ("{}", None),
    ] {
        assert_eq!(value::text(&parsed(written)).as_deref(), expected, "{written}");
    }
}

#[test]
fn payloads_are_sent_as_text_and_objects_as_json() {
    for (written, expected) in [
        ("\"a b\"", "a b"),
        ("0", "0"),
        ("false", "false"),
        (r#"{"name":"green payload"}"#, r#"{"name":"green payload"}"#),
        (r#"[1,"2",3.10]"#, r#"[1,"2",3.10]"#),
        ("null", "null"),
    ] {
        assert_eq!(value::payload_text(&parsed(written)), expected);
    }
}

#[test]
fn flags_are_read_in_all_spellings() {
    for (written, expected) in [
        (json!(true), Some(true)),
        (json!("TRUE"), Some(true)),
        (json!(" yes "), Some(true)),
        (json!("1"), Some(true)),
        (json!(1), Some(true)),
        (json!(false), Some(false)),
        (json!("false"), Some(false)),
        (json!("no"), Some(false)),
        (json!(0), Some(false)),
        (json!("0"), Some(false)),
        (json!("perhaps"), None),
        (json!(""), None),
        (json!(null), None),
        (json!({}), None),
    ] {
        assert_eq!(value::flag(&written), expected, "{written}");
        assert_eq!(value::flag_of(&json!({"f": written}), &["e", "f"]), expected == Some(true));
    }
}

#[test]
fn one_stands_for_many() {
    assert_eq!(value::one_or_many(&json!([1, 2])), [json!(1), json!(2)]);
    assert_eq!(value::one_or_many(&json!({"a": 1})), [json!({"a": 1})]);
    assert_eq!(value::one_or_many(&json!("a")), [json!("a")]);
    assert_eq!(value::one_or_many(&json!(null)), [] as [Value; 0]);
    assert_eq!(value::one_or_many(&json!([])), [] as [Value; 0]);
}

#[test]
fn aliases_are_tried_in_order_and_blank_ones_skipped() {
    let object =
        json!({"showmore": null, "showMore": " ", "seeMore": " Two ", "showViewMore": "Three", "n": "x", "count": "3"});
    let aliases = ["showmore", "showMore", "seeMore", "showViewMore"];
    assert_eq!(value::field(&object, "showmore"), None);
    assert_eq!(value::field_of(&object, &aliases), Some(&json!(" ")));
    assert_eq!(value::text_of(&object, &aliases).as_deref(), Some(" Two "));
    assert_eq!(value::word_of(&object, &aliases).as_deref(), Some("Two"));
    assert_eq!(value::integer_of(&object, &["n", "count"]), Some(3));
    assert_eq!(value::text_of(&json!("text"), &aliases), None);
}

#[test]
fn sizes_and_limits_are_whole_numbers_above_nought() {
    for (written, expected) in [
        (json!("3"), Some(3)),
        (json!(3.9), Some(3)),
        (json!(0), None),
        (json!(-1), None),
        (json!("many"), None),
        (json!({"count": 3}), None),
        (json!(1e300), None),
    ] {
        assert_eq!(value::count_of(&json!({"n": written}), &["m", "n"]), expected, "{written}");
    }
}

#[test]
fn numbers_are_read_from_the_beginning_of_text() {
    for (written, expected) in [
        (json!("70%"), Some(70)),
        (json!(" 33.9 % "), Some(33)),
        (json!("-10px"), Some(-10)),
        (json!("180"), Some(180)),
        (json!(25), Some(25)),
        (json!("%70"), None),
        (json!("1.2.3"), None),
        (json!(""), None),
        (json!(null), None),
    ] {
        assert_eq!(value::leading_integer_of(&json!({"n": written}), &["n"]), expected, "{written}");
    }
}

#[test]
fn words_are_trimmed_and_never_empty() {
    for (written, expected) in [
        (json!(" a b "), Some("a b")),
        (json!(0), Some("0")),
        (json!(false), Some("false")),
        (json!(" "), None),
        (json!(null), None),
        (json!(["a"]), None),
        (json!({}), None),
    ] {
        assert_eq!(value::word(&written).as_deref(), expected, "{written}");
    }
    assert!(value::is_named(&json!({"type": " Slider "}), &["kind", "type"], "slider"));
    assert!(!value::is_named(&json!({"type": {}}), &["type"], "slider"));
    let mut object = json!({"a": [1], "b": null});
    assert_eq!(
        (value::take(&mut object, "a"), value::take(&mut object, "b"), value::take(&mut object, "c")),
        (Some(json!([1])), None, None)
    );
    assert_eq!(value::take(&mut object, "a"), None);
    assert_eq!(
        (value::string_of(&json!({"a": 7}), &["a"]).as_str(), value::string_of(&json!({}), &["a"]).as_str()),
        ("7", "")
    );
}

#[test]
fn names_are_compared_without_case_slash_and_space() {
    for (left, right, same) in [
        ("bot_active", "Bot_Active", true),
        ("/session_start", "Session_Start", true),
        (" postback", "postback", true),
        ("/ack", "/ACK", true),
        ("//ack", "ack", false),
        ("bot active", "bot_active", false),
        ("stra\u{df}e", "STRASSE", false),
        ("", "/", true),
    ] {
        assert_eq!(value::same_name(left, right), same, "{left} {right}");
    }
}

#[test]
fn times_are_read_from_iso_text() {
    for (written, expected) in [
        ("1970-01-01T00:00:00.000Z", Some(0)),
        ("2016-06-23T14:34:00.025Z", Some(1_466_692_440_025)),
        ("2016-06-23T14:34:00Z", Some(1_466_692_440_000)),
        ("2016-06-23T14:34Z", Some(1_466_692_440_000)),
        ("2016-06-23T14:34:00", Some(1_466_692_440_000)),
        ("2016-06-23 14:34:00", Some(1_466_692_440_000)),
        ("2016-06-23t14:34:00z", Some(1_466_692_440_000)),
        (" 2016-06-23T14:34:00.025Z ", Some(1_466_692_440_025)),
        ("2016-06-23T20:04:00.025+05:30", Some(1_466_692_440_025)),
        ("2016-06-23T20:04:00.025+0530", Some(1_466_692_440_025)),
        ("2016-06-23T06:34:00.025-08", Some(1_466_692_440_025)),
        ("2016-06-23T14:34:00.0259999Z", Some(1_466_692_440_025)),
        ("2016-06-23T14:34:00.5Z", Some(1_466_692_440_500)),
        ("2016-06-23T14:34:00,02Z", Some(1_466_692_440_020)),
        ("2016-06-23", Some(1_466_640_000_000)),
        ("2016-02-29", Some(1_456_704_000_000)),
        ("2000-02-29", Some(951_782_400_000)),
        ("1969-12-31T23:59:59.999Z", Some(-1)),
        ("0001-01-01", Some(-62_135_596_800_000)),
        ("9999-12-31T23:59:59.999Z", Some(253_402_300_799_999)),
        ("2016-12-31T23:59:60Z", Some(1_483_228_800_000)),
        ("2015-02-29", None),
        ("1900-02-29", None),
        ("2016-13-01", None),
        ("2016-00-01", None),
        ("2016-06-31", None),
        ("2016-06-00", None),
        ("2016-06-23T24:00:00Z", None),
        ("2016-06-23T14:60:00Z", None),
        ("2016-06-23T14:34:61Z", None),
        ("2016-06-23T14", None),
        ("2016-06-23T", None),
        ("2016-06-23T14:34:00.Z", None),
        ("2016-06-23T14:34:00+24:00", None),
        ("2016-06-23T14:34:00+05:60", None),
        ("2016-06-23T14:34:00 GMT", None),
        ("2016-06-23T14:34:00ZZ", None),
        ("16-06-23", None),
        ("2016/06/23", None),
        ("+2016-06-23", None),
        ("２０１６-06-23", None),
        ("yesterday", None),
        ("", None),
    ] {
        assert_eq!(time::from_iso(written), expected, "{written}");
    }
}

#[test]
fn every_day_of_four_centuries_follows_the_one_before() {
    let mut expected = time::from_iso("1800-01-01").unwrap();
    for year in 1800..2200 {
        for month in 1..=12 {
            for day in 1..=31 {
                if let Some(millis) = time::from_iso(&format!("{year:04}-{month:02}-{day:02}")) {
                    assert_eq!(millis, expected, "{year}-{month}-{day}");
                    expected += 86_400_000;
                }
            }
        }
    }
    assert_eq!(expected, time::from_iso("2200-01-01").unwrap());
}

#[test]
fn times_are_read_from_epoch_numbers_too() {
    for (written, expected) in [
        ("1466692440896", Some(1_466_692_440_896)),
        ("\"1466692440896\"", Some(1_466_692_440_896)),
        ("1466692440896.7", Some(1_466_692_440_896)),
        ("1.466692440896e12", Some(1_466_692_440_896)),
        ("\"2016-06-23T14:34:00.025Z\"", Some(1_466_692_440_025)),
        ("-1", Some(-1)),
        ("8640000000000000", Some(8_640_000_000_000_000)),
        ("8640000000000001", None),
        ("-8640000000000001", None),
        ("9223372036854775807", None),
        ("\"soon\"", None),
        ("true", None),
        ("null", None),
        ("{}", None),
    ] {
        assert_eq!(time::from_value(&parsed(written)), expected, "{written}");
        assert_eq!(value::time_of(&json!({"a": parsed(written)}), &["b", "a"]), expected, "{written}");
    }
}
