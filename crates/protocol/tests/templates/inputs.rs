//! Dates, times, codes and PINs (`kore-templates.md` 8.5 to 8.9).

use proptest::prelude::*;
use protocol::template::{Action, Answer, Date, DateFormat};
use serde_json::{Value, json};

use super::decoded;

fn day(year: u16, month: u8, day: u8) -> Date {
    Date::new(year, month, day).unwrap()
}

#[test]
fn a_date_is_sent_in_the_format_that_the_bot_asks_for() {
    for (format, expected) in [
        (json!("MM-DD-YYYY"), "03-07-2026"),
        (json!("DD-MM-YYYY"), "07-03-2026"),
        (json!(" yyyy-mm-dd "), "2026-03-07"),
        (json!("DD/MM/YYYY"), "07/03/2026"),
        (json!("D.M.YY"), "7.3.26"),
        (Value::Null, "07-03-2026"),
        (json!("whenever"), "07-03-2026"),
        (json!(7), "07-03-2026"),
    ] {
        let template = decoded!(Date, "dateTemplate", {"format": format});
        let answer = template.answer(day(2026, 3, 7)).unwrap();
        assert_eq!((answer.body.as_str(), answer.shown.as_deref()), (expected, Some(expected)), "{format}");
    }
}

#[test]
fn a_date_template_reads_its_texts_and_limits() {
    let template = decoded!(Date, "dateTemplate", {"text": "fallback", "text_message": "When?", "title": "Day", "view_type": "Slider",
        "format": "MM-DD-YYYY", "startDate": "01-20-2026", "endDate": "12/31/2026"});
    assert_eq!((template.text(), template.title(), template.is_in_sheet()), ("When?", "Day", true));
    assert_eq!(template.limits(), (Some(day(2026, 1, 20)), Some(day(2026, 12, 31))));
    let template =
        decoded!(Date, "dateTemplate", {"text": "fallback", "view_type": "inline", "startDate": "2026-01-20"});
    assert_eq!(
        (template.text(), template.is_in_sheet(), template.limits()),
        ("fallback", false, (Some(day(2026, 1, 20)), None))
    );
    let swapped =
        decoded!(DateRange, "daterange", {"format": "DD-MM-YYYY", "startDate": "26-01-2026", "endDate": "20-01-2026"});
    assert_eq!(swapped.limits(), (Some(day(2026, 1, 20)), Some(day(2026, 1, 26))));
    let odd = decoded!(Date, "dateTemplate", {"startDate": "31-02-2026", "endDate": {"a": 1}});
    assert_eq!(odd.limits(), (None, None));
}

#[test]
fn a_range_is_sent_from_the_earlier_to_the_later_day() {
    let template = decoded!(DateRange, "daterange", {"format": "YYYY-MM-DD", "delimiter": " - "});
    let answer = template.range_answer(day(2026, 11, 25), day(2026, 11, 21)).unwrap();
    assert_eq!(answer.body, "2026-11-21 - 2026-11-25");
    let template = decoded!(DateRange, "daterange", {"format": "YYYY-MM-DD", "delimiter": ""});
    assert_eq!(template.range_answer(day(2026, 1, 1), day(2026, 1, 1)).unwrap().body, "2026-01-01 to 2026-01-01");
}

#[test]
fn days_that_do_not_exist_are_none() {
    for (year, month, of_month) in
        [(2026, 2, 29), (2026, 13, 1), (2026, 0, 1), (2026, 4, 31), (2026, 1, 0), (10_000, 1, 1)]
    {
        assert_eq!(Date::new(year, month, of_month), None);
    }
    assert_eq!(Date::from_iso("2024-02-29"), Some(day(2024, 2, 29)));
    for text in ["2023-02-29", "", "2024", "2024-1", "24-01-01", "2024-01-01x", "x", "2024-01-011"] {
        assert_eq!(Date::from_iso(text), None, "{text}");
    }
}

#[test]
fn a_time_is_sent_in_twelve_hours_with_two_digits() {
    let clock = decoded!(Clock, "clockTemplate", {"title": "When?", "text": "t", "confirmButtonText": "OK"});
    assert_eq!((clock.title(), clock.confirm_title()), ("When?", "OK"));
    for (hour, minute, expected) in
        [(0, 0, "12:00 AM"), (9, 5, "09:05 AM"), (12, 0, "12:00 PM"), (13, 59, "01:59 PM"), (23, 1, "11:01 PM")]
    {
        assert_eq!(clock.answer(hour, minute).unwrap().body, expected);
    }
    assert_eq!((clock.answer(24, 0), clock.answer(0, 60)), (None, None));
}

#[test]
fn a_one_time_code_is_marked_and_masked() {
    let otp = decoded!(Otp, "otpValidationTemplate", {"title": "Enter", "description": "d", "mobileNumber": "+91***", "piiReductionChar": "#", "pinLength": "6", "sliderView": true,
        "resendText": "Nothing came?", "otpButtons": [{"title": "Again", "type": "resend", "payload": "resend"}, {"title": "Submit", "type": "submit"}]});
    assert_eq!(
        (otp.submit_title(), &otp.resend(), otp.is_in_sheet()),
        ("Submit", &Some(Action::send("Again", "resend")), true)
    );
    assert_eq!((otp.code().length, otp.resend_text()), (6, "Nothing came?"));
    let expected = Answer { body: "#123456#".to_owned(), shown: Some("******".to_owned()), is_secret: true };
    assert_eq!(otp.code().answer("123456"), Some(expected));
    for typed in ["", "12345", "1234567", "12345a", "１２３４５６"] {
        assert_eq!(otp.code().answer(typed), None, "{typed}");
    }
}

#[test]
fn a_code_without_buttons_mark_or_length_has_four_digits() {
    for length in [Value::Null, json!(0), json!(-3), json!("many"), json!(1.0e9)] {
        let otp = decoded!(Otp, "otpValidationTemplate", {"pinLength": length});
        assert_eq!((otp.code().length, &otp.resend(), otp.submit_title()), (4, &None, ""));
        assert_eq!(otp.code().answer("0000").unwrap().body, "0000");
    }
    let by_place = decoded!(Otp, "otpValidationTemplate", {"otpButtons": [{"title": "Go"}, {"title": "Again", "payload": "again"}]});
    assert_eq!((by_place.submit_title(), &by_place.resend()), ("Go", &Some(Action::send("Again", "again"))));
}

#[test]
fn a_new_pin_is_marked_and_masked_too() {
    let pin = decoded!(ResetPin, "resetPinTemplate", {"title": "Reset", "enterPinTitle": "New", "reEnterPinTitle": "Again", "warningMessage": "Differ", "description": "d",
        "piiReductionChar": "#", "pinLength": 4, "resetButtons": [{"title": "Reset it"}]});
    assert_eq!(
        (pin.enter_title(), pin.reenter_title(), pin.warning(), pin.submit_title()),
        ("New", "Again", "Differ", "Reset it")
    );
    assert_eq!(pin.code().answer("1234").unwrap().body, "#1234#");
    assert_eq!(pin.code().answer(""), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_date_reads_back_as_it_was_written(
        year in 1000_u16..=9999, month in 1_u8..=12, of_month in 1_u8..=28,
        format in prop::sample::select(vec!["DD-MM-YYYY", "MM-DD-YYYY", "YYYY-MM-DD", "D/M/YYYY", "YYYYMMDD", "DD. MM. YYYY"]),
    ) {
        let date = day(year, month, of_month);
        let format = DateFormat::new(format);
        prop_assert_eq!(format.read(&format.write(date)), Some(date));
        prop_assert_eq!(Date::from_iso(&date.to_iso()), Some(date));
    }

    #[test]
    fn no_format_and_no_text_break_a_date(format in ".{0,20}", text in ".{0,20}") {
        let format = DateFormat::new(&format);
        let _ = (format.write(day(2026, 3, 7)), format.read(&text));
    }
}
