//! Points in time as the platform writes them: ISO 8601 text or milliseconds since 1970.

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type EpochMillis = i64;
