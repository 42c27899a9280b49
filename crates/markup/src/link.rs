//! The one allow-list of addresses (DESIGN.md section 8).
//!
//! A browser repairs an address before it reads the scheme: it drops tabs and line ends, trims, and takes `\` for `/`.
//! The same repairs are made here first, so that what was judged is what the browser follows.

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
                    return Some([allowed, ":", rest].concat());
                }
            }
            // `example.com:8080/x` has no scheme but a port.
            let port = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
            let is_port = (1..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit());
            if is_port && is_host(scheme) { with_authority("https", &address) } else { None }
        }
        None => {
            let host = address.split(['/', '\\', '?', '#']).next().unwrap_or_default();
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
            let kind = rest.split([';', ',']).next().unwrap_or_default();
            let known = ["png", "jpeg", "jpg", "gif", "webp", "avif"];
            let allowed = known.iter().any(|known| {
                kind.split_once('/').is_some_and(|(image, format)| {
                    image.eq_ignore_ascii_case("image") && format.eq_ignore_ascii_case(known)
                })
            });
            if allowed && rest.bytes().any(|byte| byte == b',') { Some(["data:", rest].concat()) } else { None }
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
    let at = address.find([':', '/', '\\', '?', '#'])?;
    let rest = address[at..].strip_prefix(':')?;
    Some((&address[..at], rest))
}

/// `scheme://` and the address, whose leading slashes of either kind are dropped, if a host follows.
fn with_authority(scheme: &str, address: &str) -> Option<String> {
    let address = address.trim_start_matches(['/', '\\']);
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let (path, query) = address.split_at(end);
    let authority = path.split(['/', '\\']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let odd = |character: char| {
        character.is_whitespace() || matches!(character, '<' | '>' | '"' | '\'' | '`' | '{' | '}' | '|' | '^')
    };
    if host.is_empty() || host.starts_with(':') || authority.contains(odd) {
        return None;
    }
    Some([scheme, "://", &path.replace('\\', "/"), query].concat())
}

/// Whether text without a scheme looks like a host name: labels parted by dots, the last one a word.
fn is_host(text: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label
                .chars()
                .all(|character| character.is_ascii_alphanumeric() || character == '-' || character as u32 > 0xbf)
    };
    match text.rsplit_once('.') {
        Some((rest, last)) => {
            last.chars().count() > 1
                && !last.starts_with(|c: char| c.is_ascii_digit())
                && label(last)
                && rest.split('.').all(label)
        }
        None => false,
    }
}

fn is_slash(byte: u8) -> bool {
    byte == b'/' || byte == b'\\'
}
