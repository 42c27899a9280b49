//! Charts (`kore-templates.md` 7.5).

use proptest::prelude::*;
use protocol::template::{Amount, PieKind};
use serde_json::{Value, json};

use super::{decoded, decoded_with};

fn scaled(amounts: &[Amount<'_>]) -> Vec<Option<i64>> {
    amounts.iter().map(|amount| amount.scaled).collect()
}

#[test]
fn a_bar_chart_has_series_over_categories() {
    let chart = decoded!(BarChart, "barchart", {"text": "Report", "direction": "Vertical", "stacked": "true", "X_axis": ["Jan", 2, null],
        "elements": [{"title": "Peter", "values": [10, "-5.5", null, 7], "displayValues": ["10ml", null, "none"]}, {"title": "Sam", "values": "[1,2]"}]});
    assert_eq!(
        (chart.text(), chart.is_horizontal(), chart.is_stacked(), chart.data().decimals),
        ("Report", false, true, 6)
    );
    assert_eq!(chart.data().categories, ["Jan", "2", ""]);
    let data = chart.data();
    let peter = &data.series[0];
    assert_eq!(scaled(&peter.values), [Some(10_000_000), Some(-5_500_000), None, Some(7_000_000)]);
    let shown: Vec<&str> = peter.values.iter().map(Amount::shown).collect();
    assert_eq!(shown, ["10ml", "-5.5", "none", "7"]);
    assert_eq!(scaled(&data.series[1].values), [Some(1_000_000), Some(2_000_000)]);
    let plain = decoded!(BarChart, "barchart", {"X_axis": [], "elements": []});
    assert_eq!((plain.is_horizontal(), plain.is_stacked()), (true, false));
}

#[test]
fn a_line_chart_is_read_like_a_bar_chart_and_a_bad_series_costs_itself() {
    let (chart, warnings) =
        decoded_with!(LineChart, "linechart", {"elements": [7, null, {"title": "A", "values": 3}, {"title": "B"}]});
    let data = chart.data();
    let series: Vec<(&str, usize)> = data.series.iter().map(|series| (series.title, series.values.len())).collect();
    assert_eq!(series, [("", 0), ("A", 1), ("B", 0)]);
    assert_eq!(warnings, ["elements[1] left out: expected an object"]);
}

#[test]
fn a_pie_has_slices_of_numbers_and_numeric_text() {
    let pie = decoded!(PieChart, "piechart", {"text": "Costs", "pie_type": "donut_legend", "elements": [
        {"title": "Air", "value": "1234.0", "displayValue": "$ 1,234", "subTitle": "most"}, {"title": "Hotel", "value": 568.10}, {"title": "Odd", "value": "lots"}]});
    assert_eq!((pie.kind(), pie.data().decimals), (PieKind::DonutLegend, 6));
    let data = pie.data();
    let values: Vec<(Option<i64>, &str)> =
        data.slices.iter().map(|slice| (slice.value.scaled, slice.value.shown())).collect();
    assert_eq!(values, [(Some(1_234_000_000), "$ 1,234"), (Some(568_100_000), "568.1"), (None, "lots")]);
    assert_eq!(data.slices[0].subtitle, Some("most"));
    for (name, kind) in [("donut", PieKind::Donut), ("Regular", PieKind::Regular), ("odd", PieKind::Regular)] {
        assert_eq!(decoded!(PieChart, "piechart", {"pie_type": name, "elements": []}).kind(), kind);
    }
}

#[test]
fn the_decimals_of_a_chart_fit_its_largest_number() {
    let chart = |values: Value| {
        let chart = decoded!(BarChart, "barchart", {"X_axis": [], "elements": [{"values": values}]});
        let data = chart.data();
        (data.decimals, scaled(&data.series[0].values))
    };
    assert_eq!(chart(json!(["0.0000019", 9_007_199_254_u64])), (6, vec![Some(1), Some(9_007_199_254_000_000)]));
    assert_eq!(chart(json!(["0.0019", 9_007_199_255_u64])), (3, vec![Some(1), Some(9_007_199_255_000)]));
    assert_eq!(chart(json!([27_360_000_000_000_u64, "1.9"])), (0, vec![Some(27_360_000_000_000), Some(1)]));
    assert_eq!(chart(json!([-9_007_199_254_740_992_i64])), (0, vec![Some(-9_007_199_254_740_992)]));
    let (decimals, values) = chart(json!([9_007_199_254_740_993_i64, 5, 1.5e300]));
    assert_eq!((decimals, values), (0, vec![None, Some(5), None]));
}

#[test]
fn numbers_are_found_after_signs_and_before_units() {
    for (text, expected) in [
        ("$ 1,234.50", Some(1_234_500_000)),
        ("-€3", Some(-3_000_000)),
        ("€ -3", Some(-3_000_000)),
        ("฿\u{a0}3", Some(3_000_000)),
        ("￥3", Some(3_000_000)),
        ("Über 3", None),
        ("über 3", None),
        ("70%", Some(70_000_000)),
        ("12 mins", Some(12_000_000)),
        ("3. July", Some(3_000_000)),
        ("1.7e3", Some(1_700_000_000)),
        ("Q1", None),
        ("none", None),
        ("1.2.3", None),
        ("", None),
    ] {
        let pie = decoded!(PieChart, "piechart", {"elements": [{"title": "x", "value": text}]});
        assert_eq!(pie.data().slices[0].value.scaled, expected, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn scaled_numbers_are_the_numbers_that_were_sent(number in -9_007_000_000_i64..9_007_000_000, micros in 0_i64..1_000_000) {
        let text = format!("{number}.{micros:06}");
        let pie = decoded!(PieChart, "piechart", {"elements": [{"title": "x", "value": text}]});
        let expected = if number < 0 { number * 1_000_000 - micros } else { number * 1_000_000 + micros };
        prop_assert_eq!(pie.data().slices[0].value.scaled, Some(expected));
        prop_assert_eq!(pie.data().slices[0].value.text, text.as_str());
    }

    #[test]
    fn no_text_breaks_a_chart(text in ".{0,30}") {
        let pie = decoded!(PieChart, "piechart", {"elements": [{"title": "x", "value": text}]});
        prop_assert!(pie.data().slices[0].value.scaled.is_none_or(|scaled| scaled.unsigned_abs() <= 1 << 53));
    }
}
