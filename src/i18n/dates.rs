//! Times and days in the words of a locale, through `Intl`. The formatters are built once, they are not cheap.

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use markup::Local;
use wasm_bindgen::JsValue;

/// The formatters of one locale.
pub struct Dates {
    locales: Array,
    time: Intl::DateTimeFormat,
    day: Intl::DateTimeFormat,
    day_and_year: Intl::DateTimeFormat,
    full: Intl::DateTimeFormat,
    relative: Intl::RelativeTimeFormat,
}

/// A day on the visitor's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    year: u32,
    month: u32,
    date: u32,
}

impl Dates {
    /// Formatters of a locale (BCP 47); of the browser's own where the tag is malformed.
    pub fn new(locale: &str) -> Self {
        let locales = known_locales(locale);
        let date_time = |fields: &[(&str, &str)]| Intl::DateTimeFormat::new(&locales, &options(fields));
        Self {
            time: date_time(&[("hour", "numeric"), ("minute", "2-digit")]),
            day: date_time(&[("weekday", "long"), ("day", "numeric"), ("month", "long")]),
            day_and_year: date_time(&[("day", "numeric"), ("month", "long"), ("year", "numeric")]),
            full: date_time(&[("dateStyle", "full"), ("timeStyle", "short")]),
            relative: Intl::RelativeTimeFormat::new(&locales, &options(&[("numeric", "auto")])),
            locales,
        }
    }

    /// The time of day, such as `14:05`. `at` is in milliseconds since 1970, here as below.
    pub fn time(&self, at: i64) -> String {
        format(&self.time, &date(at))
    }

    /// Day and time in full, such as `Monday, 23 November 2026 at 14:05`.
    pub fn full(&self, at: i64) -> String {
        format(&self.full, &date(at))
    }

    /// The day as seen from `now`: today, yesterday, or its date.
    pub fn day_name(&self, at: i64, now: i64) -> String {
        let (day, today) = (Day::of(at), Day::of(now));
        let yesterday = {
            let date = date(now);
            date.set_date(date.get_date().wrapping_sub(1));
            Day::from_date(&date)
        };
        let days_ago = match day {
            day if day == today => 0,
            day if day == yesterday => -1,
            day => {
                let format_of_day = if day.year == today.year { &self.day } else { &self.day_and_year };
                return format(format_of_day, &date(at));
            }
        };
        self.relative.format(f64::from(days_ago), "day").into()
    }

    /// A value of a bot's text: `2024-01-31`, `1234.5`. None when it is none, or its currency is no code. A pattern such
    /// as `DD MMM` is not followed: the visitor's language has its own.
    pub fn local(&self, kind: Local, value: &str, format: &str) -> Option<String> {
        let is_number = matches!(kind, Local::Number | Local::Currency);
        // A time alone is one of any day; a date alone is the same one in all time zones.
        let is_time = value.bytes().take(3).any(|byte| byte == b':');
        let is_date = !value.bytes().any(|byte| byte == b':');
        let fields: &[(&str, &str)] = match kind {
            Local::Number => &[],
            Local::Currency => &[("style", "currency"), ("currency", format)],
            Local::Date if is_date => &[("dateStyle", "medium"), ("timeZone", "UTC")],
            Local::Date => &[("dateStyle", "medium")],
            Local::Time => &[("timeStyle", "short")],
            Local::DateTime => &[("dateStyle", "medium"), ("timeStyle", "short")],
        };
        let value = match is_number {
            true => JsValue::from_str(value),
            false if is_time => Date::new(&JsValue::from_str(&["1970-01-01T", value].concat())).into(),
            false => Date::new(&JsValue::from_str(value)).into(),
        };
        self.formatted(if is_number { "NumberFormat" } else { "DateTimeFormat" }, fields, &value)
    }

    /// A number for an axis, such as `1.5M`: `scaled` divided by ten to the power of `decimals`, which is 6, 3 or 0.
    pub fn short(&self, scaled: i64, decimals: u8) -> String {
        let mut number = scaled.to_string();
        // The browser reads it: reading and printing floats here would cost 20 kB.
        number.push_str(match decimals {
            0 => "",
            3 => "e-3",
            _ => "e-6",
        });
        let fields = [("notation", "compact"), ("maximumFractionDigits", "6")];
        self.formatted("NumberFormat", &fields, &JsValue::from_str(&number)).unwrap_or_default()
    }

    fn formatted(&self, class: &str, fields: &[(&str, &str)], value: &JsValue) -> Option<String> {
        let get = |object: &JsValue, name: &str| Reflect::get(object, &JsValue::from_str(name)).ok();
        let intl = get(&js_sys::global(), "Intl")?;
        let class = Function::from(get(&intl, class)?);
        let formatter = Reflect::construct(&class, &Array::of2(&self.locales, &options(fields))).ok()?;
        let format = Function::from(get(&formatter, "format")?);
        format.call1(&JsValue::UNDEFINED, value).ok()?.as_string()
    }
}

impl Day {
    /// The day on which a moment falls in the visitor's time zone.
    pub fn of(at: i64) -> Self {
        Self::from_date(&date(at))
    }

    fn from_date(date: &Date) -> Self {
        Self { year: date.get_full_year(), month: date.get_month(), date: date.get_date() }
    }
}

/// `Intl` throws on times beyond what `Date` can hold: such a time is shown as the nearest one.
fn date(at: i64) -> Date {
    const MOST: i64 = 8_640_000_000_000_000;
    #[allow(clippy::cast_precision_loss, reason = "the bound is below 2^53")]
    let at = at.clamp(-MOST, MOST) as f64;
    Date::new(&JsValue::from_f64(at))
}

fn known_locales(locale: &str) -> Array {
    let wanted = JsValue::from_str(locale);
    let is_well_formed = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"getCanonicalLocales".into()))
        .and_then(|function| js_sys::Function::from(function).call1(&JsValue::UNDEFINED, &wanted))
        .is_ok();
    if is_well_formed { Array::of1(&wanted) } else { Array::new() }
}

fn options(fields: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in fields {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    options
}

fn format(formatter: &Intl::DateTimeFormat, date: &Date) -> String {
    formatter.format().call1(&JsValue::UNDEFINED, date).ok().and_then(|text| text.as_string()).unwrap_or_default()
}
