//! Tolerant access to JSON that somebody else wrote.
