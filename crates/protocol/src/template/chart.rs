//! `barchart`, `linechart` and `piechart` (`kore-templates.md` 7.5).

use serde_json::Value;

use super::lines::Lines;
use crate::{decoder::Decoder, path::Path, value};

/// Bars or a line for each series, over shared categories.
#[derive(Debug, Default, PartialEq)]
pub struct ChartTemplate {
    /// The heading, in Kore markdown.
    pub text: String,
    /// What stands along the axis (`X_axis`), in order.
    pub categories: Vec<String>,
    /// The series.
    pub series: Vec<Series>,
    /// Bars lie instead of stand; bar charts only, where it is the default.
    pub is_horizontal: bool,
    /// Bars of one category stand on one another; bar charts only.
    pub is_stacked: bool,
    /// How many decimals [`Amount::scaled`] has: 6, 3 or 0.
    pub decimals: u8,
}

/// One series of a chart.
#[derive(Debug, Default, PartialEq)]
pub struct Series {
    /// Its name.
    pub title: String,
    /// Its values, in the order of the categories; there may be fewer or more.
    pub values: Vec<Amount>,
}

/// A number of a chart.
#[derive(Debug, Default, PartialEq)]
pub struct Amount {
    /// Exactly as sent; empty for a gap.
    pub text: String,
    /// What is shown for it (`displayValues`); empty for its own text.
    pub label: String,
    /// The number times ten to the power of the chart's `decimals`, what is finer cut off. The chart's decimals are the
    /// most with which all its numbers stay within ±2⁵³, so that a thousand of them can be added up. None for what is
    /// no number, or larger than that without any decimals.
    pub scaled: Option<i64>,
}

/// Slices of a whole.
#[derive(Debug, Default, PartialEq)]
pub struct PieChartTemplate {
    /// The heading, in Kore markdown.
    pub text: String,
    /// How it is drawn.
    pub kind: PieKind,
    /// The slices.
    pub slices: Vec<Slice>,
    /// How many decimals [`Amount::scaled`] has: 6, 3 or 0.
    pub decimals: u8,
}

/// How a pie is drawn; unknown names are `Regular`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PieKind {
    /// A disc.
    #[default]
    Regular,
    /// A ring.
    Donut,
    /// A ring with a legend.
    DonutLegend,
}

/// A slice of a pie.
#[derive(Debug, Default, PartialEq)]
pub struct Slice {
    /// Its name.
    pub title: String,
    /// What the legend shows beside the name in place of the value, where the bot says (`subTitle`).
    pub subtitle: Option<String>,
    /// How much it is.
    pub value: Amount,
}

/// Decimals that are tried, the most first.
const DECIMALS: [u8; 3] = [6, 3, 0];
/// The largest scaled number.
const LARGEST: u64 = 1 << 53;

impl ChartTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        let mut series = decoder.required_list(payload, &["elements"], path, Series::decode);
        let decimals = scale(series.iter_mut().flat_map(|series| &mut series.values).collect());
        Self {
            text: value::string_of(payload, &["text", "heading", "title"]),
            categories: decoder.required_list(payload, &["X_axis", "x_axis", "xAxis"], path, decode_text),
            series,
            is_horizontal: !value::is_named(payload, &["direction"], "vertical"),
            is_stacked: value::flag_of(payload, &["stacked"]),
            decimals,
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push(&self.text);
        for series in &self.series {
            let mut parts = vec![series.title.as_str()];
            parts.extend(series.values.iter().map(Amount::shown));
            lines.push_joined(&parts);
        }
    }
}

impl Series {
    fn decode(decoder: &mut Decoder, series: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        if !series.is_object() {
            return Err("an object");
        }
        let mut values = decoder.required_list(series, &["values"], path, Amount::decode);
        let labels = decoder.list(series, &["displayValues"], path, decode_text);
        for (amount, label) in values.iter_mut().zip(labels) {
            amount.label = label;
        }
        Ok(Self { title: value::string_of(series, &["title"]), values })
    }
}

impl PieChartTemplate {
    pub(crate) fn decode(decoder: &mut Decoder, payload: &mut Value, path: &Path<'_>) -> Self {
        let kind = value::word_of(payload, &["pie_type"]).unwrap_or_default();
        let mut slices = decoder.required_list(payload, &["elements"], path, Slice::decode);
        let decimals = scale(slices.iter_mut().map(|slice| &mut slice.value).collect());
        Self {
            text: value::string_of(payload, &["text", "heading", "title"]),
            kind: if value::same_name(&kind, "donut") {
                PieKind::Donut
            } else if value::same_name(&kind, "donut_legend") {
                PieKind::DonutLegend
            } else {
                PieKind::Regular
            },
            slices,
            decimals,
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.push(&self.text);
        for slice in &self.slices {
            lines.push_joined(&[&slice.title, slice.value.shown()]);
        }
    }
}

impl Slice {
    fn decode(decoder: &mut Decoder, slice: &mut Value, path: &Path<'_>) -> Result<Self, &'static str> {
        if !slice.is_object() {
            return Err("an object");
        }
        let label = value::string_of(slice, &["displayValue", "displayValues"]);
        let mut found = decoder.object(slice, &["value", "values"], path);
        Ok(Self {
            title: value::string_of(slice, &["title"]),
            subtitle: value::text_of(slice, &["subTitle", "subtitle"]),
            value: Amount { label, ..Amount::decode(decoder, &mut found, path)? },
        })
    }
}

impl Amount {
    /// What is no number stays as a gap, so that the numbers after it keep their category.
    fn decode(_: &mut Decoder, amount: &mut Value, _: &Path<'_>) -> Result<Self, &'static str> {
        let text = value::text_of(amount, &["value"]).or_else(|| value::word(amount)).unwrap_or_default();
        Ok(Self { text, label: String::new(), scaled: None })
    }

    /// The label, else the number as sent.
    pub fn shown(&self) -> &str {
        if self.label.is_empty() { &self.text } else { &self.label }
    }
}

/// Fills in the scaled numbers; returns their decimals.
fn scale(mut amounts: Vec<&mut Amount>) -> u8 {
    for decimals in DECIMALS {
        let mut is_too_fine = false;
        for amount in &mut amounts {
            let number = number_in(&amount.text, decimals).filter(|number| number.unsigned_abs() <= LARGEST);
            is_too_fine |= number.is_none() && number_in(&amount.text, 0).is_some();
            amount.scaled = number;
        }
        if !is_too_fine {
            return decimals;
        }
    }
    0
}

/// The number that a text holds, perhaps after a currency sign or before a unit: `$ 1,234.50`, `70%`.
fn number_in(text: &str, decimals: u8) -> Option<i64> {
    let decimals = i64::from(decimals);
    // Scaled to nothing, every number fits: what does not fit otherwise is too large, and no text with a unit.
    if value::scaled_from_text(text, i64::MIN / 2).is_some() {
        return value::scaled_from_text(text, decimals);
    }
    let mut digits = String::new();
    for letter in text.chars() {
        match letter {
            '0'..='9' | '.' => digits.push(letter),
            '-' | '\u{2212}' if digits.is_empty() => digits.push('-'),
            // Marks thousands.
            ',' => {}
            _ if digits.bytes().any(|byte| byte.is_ascii_digit()) => break,
            // What begins with a word is no number.
            letter if letter.is_alphanumeric() => return None,
            _ => {}
        }
    }
    value::scaled_from_text(digits.trim_end_matches('.'), decimals)
}

fn decode_text(_: &mut Decoder, text: &mut Value, _: &Path<'_>) -> Result<String, &'static str> {
    Ok(value::text(text).unwrap_or_default())
}
