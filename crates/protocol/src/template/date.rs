//! `dateTemplate`, `daterange` and `clockTemplate` (`kore-templates.md` 8.5 to 8.7).

use super::{Answer, fields::template};
use crate::time;

template! {
    /// `dateTemplate` and `daterange`: choose a day, or two.
    DateTemplate {
        /// The bubble above it, in Kore markdown.
        text: text["text_message", "text"],
        /// The heading of the sheet or calendar.
        title: text["title", "heading"],
        /// It stands in a sheet, when live.
        is_in_sheet: named["view_type"] = "slider",
    }
}

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// 0 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// How a bot wants dates written: `DD`, `MM`, `YYYY` and what stands between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateFormat(String);

template! {
    /// `clockTemplate`: choose a time of day.
    ClockTemplate {
        /// A sentence that belongs to it; the vendor's third window does not show it.
        text: text["text_message", "text"],
        /// Its heading.
        title: text["title", "heading"],
        /// The caption of the button; empty for the widget's own.
        confirm_title: text["confirmButtonText"],
    }
}

impl DateTemplate {
    /// How dates are written to the bot.
    pub fn format(&self) -> DateFormat {
        DateFormat::new(self.0.fields().text(&["format"]).trim())
    }

    /// The earliest and the latest day, where the bot says and they can be read; the platform's own samples have the
    /// end before the start.
    pub fn limits(&self) -> (Option<Date>, Option<Date>) {
        let format = self.format();
        let [start, end] = ["startDate", "endDate"].map(|key| format.read_any(self.0.fields().text(&[key])));
        if start.is_some() && end.is_some() && start > end { (end, start) } else { (start, end) }
    }

    /// What stands between two days, without spaces (`daterange`).
    fn delimiter(&self) -> &str {
        self.0.fields().word(&["delimiter"]).unwrap_or("to")
    }

    /// What choosing a day sends.
    pub fn answer(&self, day: Date) -> Option<Answer> {
        let text = self.format().write(day);
        Answer::new(text.clone(), Some(text))
    }

    /// What choosing two days sends, in whichever order they were chosen.
    pub fn range_answer(&self, one: Date, other: Date) -> Option<Answer> {
        let format = self.format();
        let mut text = format.write(one.min(other));
        for part in [" ", self.delimiter(), " ", &format.write(one.max(other))] {
            text.push_str(part);
        }
        Answer::new(text.clone(), Some(text))
    }
}

impl Date {
    /// None for days that do not exist.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let exists = year <= 9999
            && (1..=12).contains(&month)
            && (1..=time::days_in_month(i64::from(year), i64::from(month))).contains(&i64::from(day));
        exists.then_some(Self { year, month, day })
    }

    /// Reads `2026-03-01`, as date inputs of the browser have it.
    pub fn from_iso(text: &str) -> Option<Self> {
        read(ISO, text)
    }

    /// Writes the same.
    pub fn to_iso(self) -> String {
        write(ISO, self)
    }
}

const ISO: &str = "YYYY-MM-DD";
/// The platform's default.
const DAY_FIRST: &str = "DD-MM-YYYY";

impl Default for DateFormat {
    fn default() -> Self {
        Self(DAY_FIRST.to_owned())
    }
}

impl DateFormat {
    /// A format without day, month or year, or none at all, is `DD-MM-YYYY`.
    pub fn new(format: &str) -> Self {
        let format = format.to_ascii_uppercase();
        if ["D", "M", "Y"].iter().all(|part| crate::search::find(&format, part).is_some()) {
            Self(format)
        } else {
            Self::default()
        }
    }

    /// The date as the bot wants it.
    pub fn write(&self, date: Date) -> String {
        write(&self.0, date)
    }

    /// Reads a date as the bot writes it.
    pub fn read(&self, text: &str) -> Option<Date> {
        read(&self.0, text)
    }

    /// Like [`Self::read`]; else in the platform's other formats.
    fn read_any(&self, text: &str) -> Option<Date> {
        [self.0.as_str(), ISO, DAY_FIRST, "MM-DD-YYYY"].iter().find_map(|format| read(format, text))
    }

    /// As the visitor should type it, such as `DD-MM-YYYY`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How many of the same letter a format begins with.
fn run(format: &[u8]) -> usize {
    format.iter().take_while(|letter| Some(*letter) == format.first()).count()
}

fn write(format: &str, date: Date) -> String {
    let mut text = String::new();
    let mut rest = format;
    while let Some(letter) = rest.chars().next() {
        let mut length = run(rest.as_bytes());
        let number = match letter {
            'D' => u16::from(date.day),
            'M' => u16::from(date.month),
            'Y' if length == 2 => date.year % 100,
            'Y' => date.year,
            other => {
                text.push(other);
                rest = rest.get(other.len_utf8()..).unwrap_or_default();
                continue;
            }
        };
        rest = rest.get(length..).unwrap_or_default();
        // Names of months are not known here.
        length = if letter == 'Y' { length } else { length.min(2) };
        let digits = number.to_string();
        for _ in digits.len()..length {
            text.push('0');
        }
        text.push_str(&digits);
    }
    text
}

fn read(format: &str, text: &str) -> Option<Date> {
    let (mut format, mut text) = (format.as_bytes(), text.trim().as_bytes());
    let (mut year, mut month, mut day) = (0, 0, 0);
    while let Some(letter) = format.first() {
        let length = run(format);
        let (number, most) = match letter {
            b'D' => (&mut day, 2),
            b'M' => (&mut month, 2),
            b'Y' => (&mut year, length.max(2)),
            _ => {
                // Whatever separates: bots mix them up.
                text = text.get(1..)?;
                format = format.get(1..)?;
                continue;
            }
        };
        let digits = text.iter().take(most.min(4)).take_while(|digit| digit.is_ascii_digit()).count();
        if digits == 0 || (*letter == b'Y' && digits < most.min(4)) {
            return None;
        }
        for digit in text.get(..digits)? {
            *number = *number * 10 + u16::from(digit - b'0');
        }
        if *letter == b'Y' && digits == 2 {
            *number += 2000;
        }
        text = text.get(digits..)?;
        format = format.get(length..)?;
    }
    if !text.is_empty() {
        return None;
    }
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

impl ClockTemplate {
    /// What choosing a time sends: `09:05 PM`. The hour counts from 0 to 23; none for times that do not exist.
    pub fn answer(&self, hour: u8, minute: u8) -> Option<Answer> {
        if hour > 23 || minute > 59 {
            return None;
        }
        let mut text = String::new();
        for (number, after) in [((hour + 11) % 12 + 1, ":"), (minute, if hour < 12 { " AM" } else { " PM" })] {
            text.push(char::from(b'0' + number / 10));
            text.push(char::from(b'0' + number % 10));
            text.push_str(after);
        }
        Answer::new(text.clone(), Some(text))
    }
}
