//! Bar, line and pie charts.

use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

use crate::{
    card::is_visible,
    entries::template,
    stage::{Stage, event, key, press, until},
};

fn bars(extra: Value, first: Value, second: Value) -> Value {
    let mut payload = json!({
        "template_type": "barchart",
        "text": "*Guests*",
        "direction": "vertical",
        "X_axis": ["Mon", "Tue"],
        "elements": [{ "title": "Up", "values": first }, { "title": "Down", "values": second }],
    });
    for (name, value) in extra.as_object().unwrap() {
        payload[name] = value.clone();
    }
    payload
}

async fn shown(payload: Value) -> Stage {
    let stage = Stage::open();
    stage.append([template(1, &payload.to_string())], 0);
    stage.wait_for(".chart svg").await;
    stage
}

fn number(element: &Element, name: &str) -> i64 {
    element.get_attribute(name).unwrap().parse().unwrap()
}

/// `[x, y, width, height]` of every bar, in thousandths.
fn boxes(stage: &Stage) -> Vec<[i64; 4]> {
    let of = |bar: &Element| ["x", "y", "width", "height"].map(|name| number(bar, name));
    stage.all(".chart-bar").iter().map(of).collect()
}

fn rows(stage: &Stage) -> Vec<Vec<String>> {
    let cells = |row: &Element| {
        let cells = row.children();
        (0..cells.length()).map(|at| cells.item(at).unwrap().text_content().unwrap()).collect()
    };
    stage.all(".panel table tr").iter().map(cells).collect()
}

#[wasm_bindgen_test]
async fn bars_stand_on_nought_and_go_below_it() {
    let stage = shown(bars(json!({}), json!([100, -50]), json!([50, "25"]))).await;
    // From -50 to 100: nought is a third from below.
    let bars = boxes(&stage);
    let edges: Vec<[i64; 2]> = bars.iter().map(|[_, y, _, height]| [*y, y + height]).collect();
    assert_eq!(edges, [[0, 667], [333, 667], [667, 1000], [500, 667]]);
    assert!(bars.windows(2).all(|pair| pair[0][0] + pair[0][2] <= pair[1][0]), "side by side: {bars:?}");
    let colours: Vec<_> = stage.all(".chart-bar").iter().map(|bar| bar.get_attribute("data-colour").unwrap()).collect();
    assert_eq!(colours, ["1", "2", "1", "2"]);
    assert_eq!(stage.text(".chart-ticks"), "-50050100");
    assert_eq!(stage.text(".chart-legend"), "UpDown");
    assert_eq!(stage.text(".panel-head strong"), "Guests");
}

#[wasm_bindgen_test]
async fn stacked_bars_stand_on_one_another() {
    let stage = shown(bars(json!({ "stacked": true }), json!([60, 20]), json!([40, 20]))).await;
    let bars = boxes(&stage);
    assert_eq!(bars[0][0], bars[1][0]);
    let edges: Vec<[i64; 2]> = bars.iter().map(|[_, y, _, height]| [*y, y + height]).collect();
    assert_eq!(edges, [[400, 1000], [0, 400], [800, 1000], [600, 800]]);
}

#[wasm_bindgen_test]
async fn bars_lie_unless_they_are_told_to_stand() {
    let stage = shown(bars(json!({ "direction": null }), json!([100, 50]), json!([0, 25]))).await;
    stage.get(".chart-plot[data-lying]");
    let edges: Vec<[i64; 2]> = boxes(&stage).iter().map(|[x, _, width, _]| [*x, x + width]).collect();
    assert_eq!(edges, [[0, 1000], [0, 0], [0, 500], [0, 250]]);
    assert_eq!(stage.text(".chart-ticks"), "020406080100");
}

#[wasm_bindgen_test]
async fn the_numbers_stand_in_a_table_as_the_bot_shows_them() {
    let mut payload = bars(json!({}), json!([100, 50]), json!([7]));
    payload["elements"][0]["displayValues"] = json!(["100 guests", "50 guests"]);
    let stage = shown(payload).await;
    assert_eq!(rows(&stage), [["", "Up", "Down"], ["Mon", "100 guests", "7"], ["Tue", "50 guests", ""]]);
    assert_eq!(stage.get(".chart-area").get_attribute("aria-label").as_deref(), Some("Guests"));
    assert!(!is_visible(&stage, ".panel .table"));
    assert_eq!(stage.text(".panel-more"), "Show the numbers");
    stage.click(".panel-more");
    assert!(is_visible(&stage, ".panel .table"));
    assert_eq!(stage.get(".panel-more").get_attribute("aria-expanded").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn a_line_breaks_where_a_number_is_missing() {
    let stage = shown(json!({
        "template_type": "linechart",
        "text": "Snow",
        "X_axis": ["a", "b", "c", "d"],
        "elements": [{ "title": "cm", "values": [10, "n/a", 20, 30.5] }],
    }))
    .await;
    let line = stage.get(".chart-curve").get_attribute("d").unwrap();
    assert_eq!(line.matches('M').count(), 2, "{line}");
    assert_eq!(line.matches('L').count(), 1, "{line}");
    assert_eq!(stage.get(".chart-points").get_attribute("d").unwrap().matches('M').count(), 3);
    assert_eq!(rows(&stage)[2], ["b", "n/a"]);
}

#[wasm_bindgen_test]
async fn the_arrow_keys_walk_through_a_chart_and_escape_leaves_only_the_words() {
    let stage = shown(bars(json!({}), json!([100, 50]), json!([7, 8]))).await;
    let area = stage.get(".chart-area");
    area.unchecked_ref::<HtmlElement>().focus().unwrap();
    stage.wait_for_text(".chart-tip", "MonUp100Down7").await;
    assert!(press(&area, &key("ArrowRight")).was_prevented);
    stage.wait_for_text(".chart-tip", "TueUp50Down8").await;
    press(&area, &key("ArrowRight"));
    press(&area, &key("Home"));
    stage.wait_for_text(".chart-tip", "Mon").await;
    assert!(!press(&area, &key("Escape")).reached_page);
    stage.wait_for_count(".chart-tip", 0).await;
    assert!(stage.window().is_open());
    press(&area, &key("End"));
    stage.wait_for_text(".chart-tip", "Tue").await;
    area.unchecked_ref::<HtmlElement>().blur().unwrap();
    stage.wait_for_count(".chart-tip", 0).await;
}

#[wasm_bindgen_test]
async fn the_pointer_shows_the_numbers_below_it() {
    let stage = shown(bars(json!({}), json!([100, 50]), json!([7, 8]))).await;
    stage.all(".chart-spot")[1].dispatch_event(&event("pointerover")).unwrap();
    stage.wait_for_text(".chart-tip", "Tue").await;
    stage.wait_for(".chart-looked-at").await;
    stage.get(".chart-plot").dispatch_event(&event("pointerleave")).unwrap();
    stage.wait_for_count(".chart-tip", 0).await;
}

#[wasm_bindgen_test]
async fn the_shares_of_a_pie_add_up_to_a_hundred() {
    let slice = |title: &str, value: Value| json!({ "title": title, "value": value });
    let stage = shown(json!({
        "template_type": "piechart",
        "text": "Fares",
        "elements": [slice("a", json!(1)), slice("b", json!("1.0")), slice("c", json!("$ 1")), slice("none", json!(-4))],
    }))
    .await;
    let shares = rows(&stage).into_iter().skip(1).map(|row| row[2].clone());
    assert_eq!(shares.collect::<Vec<_>>(), ["33%", "34%", "33%", "0%"]);
    assert_eq!(stage.all(".chart-slice").len(), 3);
    assert_eq!(stage.text(".chart-legend"), "a33%b34%c33%none0%");
    stage.all(".chart-legend li")[1].dispatch_event(&event("pointerover")).unwrap();
    stage.wait_for_text(".chart-tip", "bValue1.0Share34%").await;
    until("the others are faint", || stage.all(".chart-slice[data-faint]").len() == 2).await;
}

#[wasm_bindgen_test]
async fn a_legend_shows_values_or_what_the_bot_says_instead() {
    let stage = shown(json!({
        "template_type": "piechart",
        "pie_type": "donut_legend",
        "text": "",
        "elements": [
            { "title": "Track", "value": "412.0", "displayValue": "€ 412" },
            { "title": "Staff", "value": 365.5, "subTitle": "people" },
        ],
    }))
    .await;
    assert_eq!(stage.text(".chart-legend"), "Track€ 412Staffpeople");
    assert_eq!(stage.get(".chart-area").get_attribute("aria-label").as_deref(), Some("Chart"));
}

#[wasm_bindgen_test]
async fn charts_of_nothing_and_of_anything_are_drawn() {
    let charts = [
        json!({ "template_type": "piechart", "text": "x", "elements": [{ "title": "a", "value": 0 }] }),
        bars(json!({ "X_axis": ["Mon"] }), json!([0, 0, 0]), json!([9007199254740992_i64, -9007199254740992_i64])),
        bars(json!({ "stacked": true }), json!([9007199254740992_i64, "1e300", "x"]), json!([9007199254740992_i64])),
        json!({ "template_type": "linechart", "text": "x", "X_axis": ["a"], "elements": [{ "title": "one", "values": [5] }] }),
    ];
    let stage = Stage::open();
    stage.append(charts.iter().zip(1..).map(|(chart, key)| template(key, &chart.to_string())), 0);
    stage.wait_for_count(".chart svg", 4).await;
    for bar in boxes(&stage) {
        assert!(bar.iter().all(|edge| (0..=1000).contains(edge)), "{bar:?}");
    }
}
