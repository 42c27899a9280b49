//! How much input is read before it is refused (`kore-protocol.md` 4.3: the platform's own frames stay below).

/// The largest frame that is decoded, in bytes.
pub const MAX_FRAME_BYTES: usize = 256 * 1024;
/// The largest REST body that is decoded, in bytes: a full history page of large templates.
pub const MAX_BODY_BYTES: usize = 4 * 1024 * 1024;
/// The deepest nesting of arrays and objects that is decoded, text-encoded JSON inside included.
pub const MAX_DEPTH: usize = 64;
