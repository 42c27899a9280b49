//! `barchart`, `linechart` and `piechart` (`kore-templates.md` 7.5).

use serde_json::Value;

use super::{Fields, fields::template};
use crate::value;

template! {
    /// Bars or a line for each series, over shared categories.
    ChartTemplate {
        /// The heading, in Kore markdown.
        text: text["text", "heading", "title"],
        /// Bars of one category stand on one another; bar charts only.
        is_stacked: flag["stacked"],
    }
}

impl ChartTemplate {
    /// Bars lie instead of stand; bar charts only, where it is the default.
    pub fn is_horizontal(&self) -> bool {
        !self.0.fields().is_named(&["direction"], "vertical")
    }

    /// What is drawn.
    pub fn data(&self) -> ChartData<'_> {
        let fields = self.0.fields();
        let mut series = Vec::new();
        for element in fields.list(&["elements"]) {
            let element = Fields(element);
            let labels = element.list(&["displayValues"]);
            let mut values = Vec::new();
            for (index, value) in element.list(&["values"]).iter().enumerate() {
                values.push(Amount::new(value, labels.get(index)));
            }
            series.push(Series { title: element.text(&["title"]), values });
        }
        let decimals = scale(series.iter_mut().flat_map(|series| &mut series.values).collect());
        let categories = fields.list(&["X_axis", "x_axis", "xAxis"]);
        let categories = categories.iter().map(|category| Fields(category).title(&[])).collect();
        ChartData { categories, series, decimals }
    }
}

/// What a chart draws.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartData<'a> {
    /// What stands along the axis, in order.
    pub categories: Vec<&'a str>,
    /// The series.
    pub series: Vec<Series<'a>>,
    /// How many decimals [`Amount::scaled`] has: 6, 3 or 0.
    pub decimals: u8,
}

/// One series of a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series<'a> {
    /// Its name.
    pub title: &'a str,
    /// Its values, in the order of the categories; there may be fewer or more. What is no number is a gap.
    pub values: Vec<Amount<'a>>,
}

/// A number of a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Amount<'a> {
    /// Exactly as sent; empty for a gap.
    pub text: &'a str,
    /// What is shown for it (`displayValues`); empty for its own text.
    pub label: &'a str,
    /// The number times ten to the power of the chart's `decimals`, what is finer cut off. The chart's decimals are the
    /// most with which all its numbers stay within ±2⁵³, so that a thousand of them can be added up. None for what is
    /// no number, or larger than that without any decimals.
    pub scaled: Option<i64>,
}

template! {
    /// Slices of a whole.
    PieChartTemplate {
        /// The heading, in Kore markdown.
        text: text["text", "heading", "title"],
    }
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

impl PieChartTemplate {
    /// How it is drawn.
    pub fn kind(&self) -> PieKind {
        let name = self.0.fields().text(&["pie_type"]);
        if value::same_name(name, "donut") {
            PieKind::Donut
        } else if value::same_name(name, "donut_legend") {
            PieKind::DonutLegend
        } else {
            PieKind::Regular
        }
    }

    /// What is drawn.
    pub fn data(&self) -> PieData<'_> {
        let mut slices = Vec::new();
        for element in self.0.fields().list(&["elements"]) {
            let element = Fields(element);
            let value = Amount {
                label: element.text(&["displayValue", "displayValues"]),
                ..Amount::new(element.part("value").0, None)
            };
            slices.push(Slice {
                title: element.text(&["title"]),
                subtitle: element.word(&["subTitle", "subtitle"]),
                value,
            });
        }
        let decimals = scale(slices.iter_mut().map(|slice| &mut slice.value).collect());
        PieData { slices, decimals }
    }
}

/// What a pie draws.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PieData<'a> {
    /// The slices.
    pub slices: Vec<Slice<'a>>,
    /// How many decimals [`Amount::scaled`] has: 6, 3 or 0.
    pub decimals: u8,
}

/// A slice of a pie.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slice<'a> {
    /// Its name.
    pub title: &'a str,
    /// What the legend shows beside the name in place of the value, where the bot says.
    pub subtitle: Option<&'a str>,
    /// How much it is.
    pub value: Amount<'a>,
}

/// Decimals that are tried, the most first.
const DECIMALS: [u8; 3] = [6, 3, 0];
/// The largest scaled number.
const LARGEST: u64 = 1 << 53;

impl<'a> Amount<'a> {
    fn new(number: &'a Value, label: Option<&'a Value>) -> Self {
        let text = Fields(number).title(&["value"]).trim();
        Self { text, label: label.and_then(value::as_str).unwrap_or_default(), scaled: None }
    }

    /// The label, else the number as sent.
    pub fn shown(&self) -> &'a str {
        if self.label.is_empty() { self.text } else { self.label }
    }
}

/// Fills in the scaled numbers; returns their decimals.
fn scale(mut amounts: Vec<&mut Amount<'_>>) -> u8 {
    for decimals in DECIMALS {
        let mut is_too_fine = false;
        for amount in &mut amounts {
            let number = number_in(amount.text, decimals).filter(|number| number.unsigned_abs() <= LARGEST);
            is_too_fine |= number.is_none() && number_in(amount.text, 0).is_some();
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
            // Spaces and signs of currencies; named, because the tables of all letters weigh more than this module.
            '\0'..='@' | '['..='`' | '{'..='\u{bf}' | '\u{2000}'..='\u{20cf}' | '\u{ffe0}'..='\u{ffe6}' => {}
            '৳' | '฿' | '﷼' => {}
            // What begins with a word is no number.
            _ => return None,
        }
    }
    value::scaled_from_text(digits.trim_end_matches('.'), decimals)
}
