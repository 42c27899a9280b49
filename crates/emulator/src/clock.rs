//! The time of day, as the platform writes it.

use std::time::{SystemTime, UNIX_EPOCH};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Milliseconds since the Unix epoch.
pub(crate) fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// `2016-06-23T14:34:00.025Z`, always with three decimals.
pub(crate) fn iso(ms: i64) -> String {
    let at =
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        at.year(),
        u8::from(at.month()),
        at.day(),
        at.hour(),
        at.minute(),
        at.second(),
        at.millisecond()
    )
}

/// The inverse of [`iso`], for any RFC 3339 time.
pub(crate) fn parse_iso(text: &str) -> Option<i64> {
    let at = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    i64::try_from(at.unix_timestamp_nanos() / 1_000_000).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_back_as_they_were_written() {
        assert_eq!(iso(1_466_692_440_025), "2016-06-23T14:34:00.025Z");
        assert_eq!(parse_iso("2016-06-23T14:34:00.025Z"), Some(1_466_692_440_025));
        assert_eq!(parse_iso("2016-06-23T16:34:00.025+02:00"), Some(1_466_692_440_025));
        assert_eq!(parse_iso("yesterday"), None);
    }
}
