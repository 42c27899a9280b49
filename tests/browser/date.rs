//! Days, ranges of days, and times of day.

use protocol::template::Answer;
use session::SendState;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::{
    entries::{from_history, template, visitor},
    stage::{Stage, event},
};

fn shown_as_sent(text: &str) -> Answer {
    Answer { body: text.to_owned(), shown: Some(text.to_owned()), is_secret: false }
}

/// Enters a value in an input, in the browser's own format.
fn enter(stage: &Stage, index: usize, value: &str) {
    let input: HtmlInputElement = stage.all(".input")[index].clone().unchecked_into();
    input.set_value(value);
    input.dispatch_event(&event("input")).unwrap();
}

fn day(fields: &str) -> String {
    format!(r#"{{"template_type":"dateTemplate","text_message":"When?","title":"Pick a day",{fields}}}"#)
}

#[wasm_bindgen_test]
async fn a_day_is_sent_in_the_format_of_the_bot() {
    for (format, sent) in [
        ("", "05-03-2026"),
        ("MM-DD-YYYY", "03-05-2026"),
        ("YYYY-MM-DD", "2026-03-05"),
        ("DD/MM/YY", "05/03/26"),
        ("D.M.YYYY", "5.3.2026"),
    ] {
        let stage = Stage::open();
        stage.append([template(1, &day(&format!(r#""format":"{format}""#)))], 0);
        stage.wait_for("[type=date]").await;
        assert_eq!(stage.text(".bubble"), "When?");
        enter(&stage, 0, "2026-03-05");
        stage.click("[type=submit]");
        assert_eq!(stage.take_answers(), [shown_as_sent(sent)]);
        let input: HtmlInputElement = stage.wait_for("[type=date]:disabled").await.unchecked_into();
        assert_eq!(input.value(), "2026-03-05");
        assert!(stage.find("[type=submit]").is_none());
    }
}

#[wasm_bindgen_test]
async fn no_day_and_a_day_out_of_range_are_not_sent() {
    let stage = Stage::open();
    let fields = r#""format":"MM-DD-YYYY","startDate":"03-05-2026","endDate":"03-31-2026""#;
    stage.append([template(1, &day(fields))], 0);
    let input = stage.wait_for("[type=date]").await;
    assert_eq!(input.get_attribute("min").as_deref(), Some("2026-03-05"));
    assert_eq!(input.get_attribute("max").as_deref(), Some("2026-03-31"));
    for (value, words) in [("", "fill this in"), ("2026-03-04", "03-05-2026"), ("2026-04-01", "03-31-2026")] {
        enter(&stage, 0, value);
        stage.click("[type=submit]");
        stage.wait_for_text("[role=alert]", words).await;
        assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("true"));
        assert_eq!(stage.root.active_element().as_ref(), Some(&input));
    }
    assert!(stage.take_answers().is_empty());
    enter(&stage, 0, "2026-03-31");
    stage.click("[type=submit]");
    assert_eq!(stage.take_answers(), [shown_as_sent("03-31-2026")]);
}

#[wasm_bindgen_test]
async fn a_range_is_sent_with_the_delimiter_of_the_bot() {
    let stage = Stage::open();
    let range = r#"{"template_type":"daterange","text_message":"When?","format":"YYYY-MM-DD","delimiter":"-"}"#;
    stage.append([template(1, range)], 0);
    stage.wait_for_count("[type=date]", 2).await;
    let labels: Vec<_> = stage.all(".field-label").iter().filter_map(|label| label.text_content()).collect();
    assert_eq!(labels, ["From", "To"]);
    enter(&stage, 0, "2026-03-05");
    stage.click("[type=submit]");
    assert!(stage.take_answers().is_empty(), "the second day is missing");
    assert_eq!(stage.root.active_element(), Some(stage.all("[type=date]")[1].clone()));
    enter(&stage, 1, "2026-03-09");
    stage.click("[type=submit]");
    assert_eq!(stage.take_answers(), [shown_as_sent("2026-03-05 - 2026-03-09")]);
}

#[wasm_bindgen_test]
async fn a_day_in_a_sheet_is_asked_for_there() {
    let stage = Stage::open();
    stage.append([template(1, &day(r#""view_type":"slider""#))], 0);
    stage.wait_for("[role=log] .action[aria-haspopup=dialog]").await;
    stage.click("[role=log] .action");
    stage.wait_for(".dialog [type=date]").await;
    assert_eq!(stage.text(".dialog-title"), "Pick a day");
    enter(&stage, 0, "2026-03-05");
    stage.click(".dialog [type=submit]");
    assert_eq!(stage.take_answers(), [shown_as_sent("05-03-2026")]);
    stage.wait_for_count(".dialog", 0).await;
}

#[wasm_bindgen_test]
async fn a_time_is_sent_with_am_or_pm() {
    for (entered, sent) in [("00:05", "12:05 AM"), ("09:30", "09:30 AM"), ("12:00", "12:00 PM"), ("23:59", "11:59 PM")]
    {
        let stage = Stage::open();
        stage.append(
            [template(1, r#"{"template_type":"clockTemplate","title":"At what time?","confirmButtonText":"Set"}"#)],
            0,
        );
        stage.wait_for("[type=time]").await;
        assert_eq!(stage.text("[type=submit]"), "Set");
        stage.click("[type=submit]");
        assert!(stage.take_answers().is_empty(), "no time, nothing sent");
        enter(&stage, 0, entered);
        stage.click("[type=submit]");
        assert_eq!(stage.take_answers(), [shown_as_sent(sent)]);
    }
}

#[wasm_bindgen_test]
async fn history_shows_the_question_alone() {
    let stage = Stage::open();
    stage.append(
        [
            from_history(template(1, &day(r#""view_type":"slider""#))),
            visitor(2, "05-03-2026", SendState::Sent),
            from_history(template(3, r#"{"template_type":"clockTemplate","title":"At what time?"}"#)),
        ],
        0,
    );
    stage.wait_for_text("[data-message-id='ms-3'] .bubble", "At what time?").await;
    assert_eq!(stage.text("[data-message-id='ms-1'] .bubble"), "When?");
    assert!(stage.find("[role=log] :is(input, .action)").is_none());
}
