//! Feedback and thumbs (`kore-templates.md` 9 and 5.4).

use protocol::template::{Answer, FeedbackView, LikeDislikeTemplate, Rating};
use serde_json::{Value, json};

use super::{decoded, decoded_with};

fn ranks(ratings: &[Rating]) -> Vec<(i64, &str)> {
    ratings.iter().map(|rating| (rating.rank, rating.body.as_str())).collect()
}

#[test]
fn stars_arrive_in_any_order_and_are_sent_as_text() {
    let feedback = decoded!(Feedback, "feedbackTemplate", {"text": "Rate us", "view": "Star", "sliderView": true, "messageTodisplay": "Thanks", "smileyArrays": [],
        "starArrays": [{"starId": 3, "value": 3}, {"starId": "1", "value": "1"}, {"starId": 2, "value": 2}]});
    assert_eq!((feedback.view(), feedback.is_in_sheet(), feedback.thanks()), (FeedbackView::Stars, true, "Thanks"));
    assert_eq!(ranks(&feedback.ratings()), [(1, "1"), (2, "2"), (3, "3")]);
    assert_eq!(feedback.ratings()[2].answer(), Some(Answer { body: "3".to_owned(), shown: None, is_secret: false }));
}

#[test]
fn faces_send_their_value_and_show_their_review() {
    for view in ["CSAT", "emojis", "csat ", "", "unheard of"] {
        let (feedback, warnings) = decoded_with!(Feedback, "feedbackTemplate", {"view": view, "starArrays": [], "smileyArrays": [
            {"smileyId": 1, "value": 1, "reviewText": "Bad"}, {"smileyId": 5, "value": "5", "reviewText": "Good"}, {}, null]});
        assert_eq!(feedback.view(), FeedbackView::Faces, "{view}");
        assert_eq!(ranks(&feedback.ratings()), [(1, "1"), (5, "5")]);
        assert_eq!(feedback.ratings()[1].answer().unwrap().shown.as_deref(), Some("Good"));
        assert_eq!(warnings, [2, 3].map(|at| format!("smileyArrays[{at}] left out: expected an object")));
    }
}

#[test]
fn nought_is_an_answer() {
    let feedback = decoded!(Feedback, "feedbackTemplate", {"view": "NPS", "numbersArrays": [
        {"numberId": 0, "value": "0", "color": "#DD3646"}, {"numberId": 1, "value": 1}, {"numberId": 2}, 3]});
    assert_eq!(feedback.view(), FeedbackView::Nps);
    assert_eq!(ranks(&feedback.ratings()), [(0, "0"), (1, "1"), (2, "2"), (3, "3")]);
    assert_eq!(feedback.ratings()[0].answer().unwrap().body, "0");
    assert_eq!(feedback.ratings()[0].color.as_deref(), Some("#DD3646"));
}

#[test]
fn thumbs_point_where_their_id_or_words_say() {
    let thumb = |id: Value, value: &str| json!({"thumpUpId": id, "value": value, "reviewText": format!("{value}!")});
    for (first, second) in [
        (thumb(json!(1), "Extremely Likely"), thumb(json!(0), "Extremely Unlikely")),
        (thumb(json!(0), "Extremely likely"), thumb(json!(1), "Extremely unlikely")),
        (thumb(json!("positive"), "Oui"), thumb(json!("negative"), "Non")),
        (thumb(json!("Positive"), "unter anderem"), thumb(json!("Negative"), "gut")),
        (thumb(json!(1), "Oui"), thumb(json!(0), "Non")),
        (thumb(json!(1), "Satisfied"), thumb(json!(2), "Dissatisfied")),
    ] {
        let up = first["value"].as_str().unwrap().to_owned();
        let down = second["value"].as_str().unwrap().to_owned();
        for thumbs in [json!([first, second]), json!([second, first])] {
            let feedback =
                decoded!(Feedback, "feedbackTemplate", {"view": "ThumbsUpDown", "thumpsUpDownArrays": thumbs});
            assert_eq!(ranks(&feedback.ratings()), [(1, up.as_str()), (0, down.as_str())], "{thumbs}");
            assert_eq!(feedback.ratings()[0].label, format!("{up}!"));
        }
    }
    let alike = decoded!(Feedback, "feedbackTemplate", {"view": "ThumbsUpDown", "thumpsUpDownArrays": [{"value": "ja"}, {"value": "nein"}]});
    assert_eq!(ranks(&alike.ratings()), [(1, "ja"), (0, "nein")]);
    assert_eq!(alike.ratings()[0].label, "ja");
}

#[test]
fn feedback_without_choices_keeps_its_question() {
    let feedback = decoded!(Feedback, "feedbackTemplate", {"text": "Well?"});
    assert_eq!((feedback.text(), feedback.ratings().len()), ("Well?", 0));
}

#[test]
fn like_and_dislike_may_have_a_question() {
    assert_eq!(decoded!(LikeDislike, "like_dislike", {}).text(), "");
    assert_eq!(decoded!(LikeDislike, "like_dislike", {"text": "Useful?"}).text(), "Useful?");
    assert_eq!((LikeDislikeTemplate::LIKE, LikeDislikeTemplate::DISLIKE), ("like", "dislike"));
}
