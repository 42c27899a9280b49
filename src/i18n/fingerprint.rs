//! What tells one set of keys from another: the build and the module compute it alike.

/// FNV-1a over the keys in their order.
pub fn fingerprint<'a>(keys: impl Iterator<Item = &'a str>) -> u32 {
    let bytes = keys.flat_map(|key| key.bytes().chain([b'\n']));
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
