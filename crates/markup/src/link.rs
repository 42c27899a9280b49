//! The one allow-list of addresses (DESIGN.md section 8).
//!
//! A browser repairs an address before it reads the scheme: it drops tabs and line ends, trims, and takes `\` for `/`.
//! The same repairs are made here first, so that what was judged is what the browser follows.

use crate::slice;

/// The address if a visitor may follow it: `https`, `http`, `mailto` or `tel`. An address without a scheme that
/// looks like a host, and one that starts with `//`, get `https`. Anything else is refused.
pub fn safe_link(address: &str) -> Option<String> {
    let address = repair(address)?;
    match scheme(&address) {
        Some((scheme, rest)) => {
            for allowed in ["https", "http"] {
                if scheme.eq_ignore_ascii_case(allowed) {
                    return with_authority(allowed, rest);
                }
            }
            for allowed in ["mailto", "tel"] {
                if scheme.eq_ignore_ascii_case(allowed) && !rest.is_empty() {
                    return Some(slice::concat(&[allowed, ":", rest]));
                }
            }
            // `example.com:8080/x` has no scheme but a port.
            let port = before_path(rest);
            let is_port = (1..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit());
            if is_port && is_host(scheme) { with_authority("https", &address) } else { None }
        }
        None => {
            let host = before_path(&address);
            let protocol_relative = address.bytes().take(2).all(is_slash) && address.len() > 2;
            if protocol_relative || is_host(host) { with_authority("https", &address) } else { None }
        }
    }
}

/// The address if it may be loaded as a picture: as [`safe_link`] for `https` and `http`, and `data:` for PNG, JPEG,
/// GIF, WebP and AVIF. Never SVG, which is a document that can hold script.
pub fn safe_image(address: &str) -> Option<String> {
    let repaired = repair(address)?;
    match scheme(&repaired) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("data") => {
            let kind = slice::until(rest, slice::find(rest, |byte| matches!(byte, b';' | b',')));
            let known = ["image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/avif"];
            let allowed = known.iter().any(|known| kind.eq_ignore_ascii_case(known));
            if allowed && rest.bytes().any(|byte| byte == b',') { Some(slice::concat(&["data:", rest])) } else { None }
        }
        _ => safe_link(&repaired).filter(|address| address.starts_with("http")),
    }
}

/// The address as a browser reads it; none when it holds characters that no address holds.
fn repair(address: &str) -> Option<String> {
    let trimmed = address.trim_matches(|character: char| character <= ' ' || character.is_whitespace());
    let mut repaired = String::with_capacity(trimmed.len());
    for character in trimmed.chars() {
        match character {
            '\t' | '\n' | '\r' => {}
            character if character.is_control() => return None,
            character => repaired.push(character),
        }
    }
    Some(repaired)
}

/// What stands before the first `:` if that comes before any path, query or fragment, and what stands after it.
fn scheme(address: &str) -> Option<(&str, &str)> {
    let at = slice::find(address, |byte| byte == b':' || ends_host(byte));
    let rest = slice::from(address, at).strip_prefix(':')?;
    Some((slice::until(address, at), rest))
}

fn ends_host(byte: u8) -> bool {
    matches!(byte, b'/' | b'\\' | b'?' | b'#')
}

/// What stands before any path, query or fragment.
fn before_path(address: &str) -> &str {
    slice::until(address, slice::find(address, ends_host))
}

/// `scheme://` and the address, whose leading slashes of either kind are dropped, if a host follows.
fn with_authority(scheme: &str, address: &str) -> Option<String> {
    let address = slice::trim_start(address, is_slash);
    let end = slice::find(address, |byte| matches!(byte, b'?' | b'#'));
    let (path, query) = (slice::until(address, end), slice::from(address, end));
    let authority = before_path(path);
    let host = slice::from(authority, authority.bytes().rposition(|byte| byte == b'@').map_or(0, |at| at + 1));
    let odd = |character: char| {
        character.is_whitespace() || matches!(character, '<' | '>' | '"' | '\'' | '`' | '{' | '}' | '|' | '^')
    };
    if host.is_empty() || host.starts_with(':') || authority.chars().any(odd) {
        return None;
    }
    let mut safe = slice::concat(&[scheme, "://"]);
    safe.extend(path.chars().map(|character| if character == '\\' { '/' } else { character }));
    safe.push_str(query);
    Some(safe)
}

/// Whether text without a scheme looks like a host name: labels parted by dots, the last one a word.
fn is_host(text: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label
                .chars()
                .all(|character| character.is_ascii_alphanumeric() || character == '-' || character as u32 > 0xbf)
    };
    let mut rest = text;
    let mut labels = 0;
    loop {
        let end = slice::find(rest, |byte| byte == b'.');
        let this = slice::until(rest, end);
        if !label(this) {
            return false;
        }
        labels += 1;
        if end == rest.len() {
            return labels > 1
                && this.chars().nth(1).is_some()
                && !slice::starts_with(this, |byte| byte.is_ascii_digit());
        }
        rest = slice::from(rest, end + 1);
    }
}

fn is_slash(byte: u8) -> bool {
    byte == b'/' || byte == b'\\'
}
