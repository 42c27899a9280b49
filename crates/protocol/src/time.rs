//! Points in time as the platform writes them: ISO 8601 text or milliseconds since 1970.

use serde_json::Value;

use crate::value;

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type EpochMillis = i64;

/// What a JavaScript `Date` can hold, in milliseconds either side of 1970.
const RANGE: i64 = 8_640_000_000_000_000;

/// Reads ISO 8601 text, or milliseconds as a number or as text (`kore-templates.md` 12, trap 13).
pub fn from_value(value: &Value) -> Option<EpochMillis> {
    let millis = match value {
        Value::String(text) => value::integer_from_text(text).or_else(|| from_iso(text)),
        _ => value::integer(value),
    }?;
    (-RANGE..=RANGE).contains(&millis).then_some(millis)
}

/// Reads `2016-06-23T14:34:00.025Z` and its shorter forms: without fraction, seconds, time or zone (then UTC), or with
/// an offset such as `+05:30`. None for anything else.
pub fn from_iso(text: &str) -> Option<EpochMillis> {
    let mut rest = Digits(text.trim().as_bytes());
    let year = rest.number(4)?;
    rest.expect(b'-')?;
    let month = rest.number(2).filter(|month| (1..=12).contains(month))?;
    rest.expect(b'-')?;
    let day = rest.number(2).filter(|day| (1..=days_in_month(year, month)).contains(day))?;
    let mut millis = days_since_1970(year, month, day) * 86_400_000;
    if rest.is_empty() {
        return Some(millis);
    }
    if !rest.skip(b'T') && !rest.skip(b't') && !rest.skip(b' ') {
        return None;
    }
    millis += rest.number(2).filter(|hour| *hour < 24)? * 3_600_000;
    rest.expect(b':')?;
    millis += rest.number(2).filter(|minute| *minute < 60)? * 60_000;
    if rest.skip(b':') {
        // 60 is a leap second.
        millis += rest.number(2).filter(|second| *second <= 60)? * 1000;
        if rest.skip(b'.') || rest.skip(b',') {
            millis += rest.fraction_millis()?;
        }
    }
    millis -= rest.offset_minutes()? * 60_000;
    rest.is_empty().then_some(millis)
}

/// What is left of a text of digits and separators.
struct Digits<'a>(&'a [u8]);

impl Digits<'_> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn number(&mut self, width: usize) -> Option<i64> {
        let digits = self.0.get(..width).filter(|digits| digits.iter().all(u8::is_ascii_digit))?;
        let number = digits.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
        self.0 = &self.0[width..];
        Some(number)
    }

    fn skip(&mut self, byte: u8) -> bool {
        let found = self.0.first() == Some(&byte);
        if found {
            self.0 = &self.0[1..];
        }
        found
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        self.skip(byte).then_some(())
    }

    /// At least one digit; those after the third are finer than a millisecond.
    fn fraction_millis(&mut self) -> Option<i64> {
        let mut millis = self.number(1)? * 100;
        for weight in [10, 1] {
            if let Some(digit) = self.number(1) {
                millis += digit * weight;
            }
        }
        while self.number(1).is_some() {}
        Some(millis)
    }

    /// `Z`, nothing, `+05:30`, `+0530` or `+05`.
    fn offset_minutes(&mut self) -> Option<i64> {
        if self.is_empty() || self.skip(b'Z') || self.skip(b'z') {
            return Some(0);
        }
        let sign = if self.skip(b'-') { -1 } else { self.expect(b'+').map(|()| 1)? };
        let hours = self.number(2).filter(|hours| *hours < 24)?;
        let minutes = match self.skip(b':') {
            true => self.number(2)?,
            false if self.is_empty() => 0,
            false => self.number(2)?,
        };
        (minutes < 60).then_some(sign * (hours * 60 + minutes))
    }
}

pub(crate) fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Counts in years that begin in March, so that a leap day comes last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // 719,468 days lie between 0000-03-01 and 1970-01-01; months from March have 153 days in five.
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1 - 719_468
}
