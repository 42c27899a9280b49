//! Bare addresses in running text, and those in angle brackets.

use crate::entity;
use crate::link::safe_link;
use crate::slice;
use crate::tree::Inline;

/// Where text comes from decides whether `&amp;` in it means `&`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escapes {
    /// The bot's: character references are read.
    References,
    /// The visitor's: every character means itself.
    None,
}

/// The link that begins at byte `at`, and its length in the text. None when no address begins there. An address that is
/// refused is text as a whole, so that nothing in it is read twice.
pub(crate) fn link_at(text: &str, at: usize, escapes: Escapes) -> Option<(Inline, usize)> {
    let rest = text.get(at..)?;
    let starts = ["https://", "http://", "www."];
    let prefix = starts.iter().find(|start| starts_with_ignoring_case(rest, start))?;
    let before = slice::until(text, at).chars().next_back();
    if before.is_some_and(|before| before.is_ascii_alphanumeric() || matches!(before, '@' | '/' | '.' | '-')) {
        return None;
    }
    let length = length(rest, escapes);
    if length <= prefix.len() {
        return None;
    }
    let address = slice::until(rest, length);
    let shown = match escapes {
        Escapes::References => entity::decode(address),
        Escapes::None => address.to_string(),
    };
    let inline = match safe_link(&shown) {
        Some(href) => link(href, shown),
        None => Inline::Text(shown),
    };
    Some((inline, length))
}

/// A link that shows its address.
pub(crate) fn link(href: String, shown: String) -> Inline {
    Inline::Link { href, title: String::new(), text: vec![Inline::Text(shown)] }
}

/// The address in angle brackets that begins the text, and the length with them (CommonMark, "Autolinks").
pub(crate) fn in_angles(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix('<')?;
    let end = slice::find(inner, |byte| matches!(byte, 0..=b' ' | b'<' | b'>' | 0x7f));
    if inner.as_bytes().get(end) != Some(&b'>') {
        return None;
    }
    let address = slice::until(inner, end);
    let scheme = slice::find(address, |byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'+' | b'.' | b'-'));
    let after = slice::from(address, scheme);
    let is_absolute = after.starts_with(':')
        && (2..=32).contains(&scheme)
        && slice::starts_with(address, |byte| byte.is_ascii_alphabetic());
    if is_absolute {
        return Some((address.to_string(), end + 2));
    }
    let name = slice::find(address, |byte| !is_mail_name(byte));
    let domain = slice::from(address, name).strip_prefix('@')?;
    let is_mail = name > 0 && !domain.is_empty() && mail_domain(domain) == domain.len();
    is_mail.then(|| (slice::concat(&["mailto:", address]), end + 2))
}

/// The word that begins the text, and the rest of a bare mail address whose name it is: their lengths. The latter is
/// none when it is not one.
pub(crate) fn mail(text: &str) -> (usize, usize) {
    let name = slice::find(text, |byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'.' | b'-' | b'_' | b'+'));
    let Some(domain) = slice::from(text, name).strip_prefix('@') else { return (name, 0) };
    let domain = slice::trim_end(slice::until(domain, mail_domain(domain)), |byte| byte == b'.');
    let is_mail = domain.bytes().any(|byte| byte == b'.');
    (name, if is_mail { domain.len() + 1 } else { 0 })
}

fn is_mail_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte)
}

/// The length of the domain that begins the text: labels of at most 63 letters, digits and inner hyphens.
fn mail_domain(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = slice::from(text, at);
        let label = slice::until(rest, slice::find(rest, |byte| !byte.is_ascii_alphanumeric() && byte != b'-'));
        if label.is_empty() || label.len() > 63 || label.starts_with('-') || label.ends_with('-') {
            return at;
        }
        at += label.len();
        if text.as_bytes().get(at) != Some(&b'.') {
            return at;
        }
        at += 1;
    }
}

/// Whether an address can begin with this byte: a cheap test before [`link_at`].
pub(crate) fn may_start(byte: u8) -> bool {
    matches!(byte, b'h' | b'H' | b'w' | b'W')
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.as_bytes().get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
}

/// The address's length in bytes: up to white space or a delimiter, without closing punctuation.
fn length(rest: &str, escapes: Escapes) -> usize {
    let mut end = rest.len();
    let mut open = [0usize; 3];
    for (at, character) in rest.char_indices() {
        let stop = match character {
            '<' | '>' | '"' | '`' => true,
            // The end of `[https://…](…)` or `[https://…][…]`.
            ']' => matches!(rest.as_bytes().get(at + 1), Some(b'(' | b'[')),
            '&' if escapes == Escapes::References => entity::decode_first(slice::from(rest, at))
                .is_some_and(|(decoded, _)| is_end(decoded[0]) || matches!(decoded[0], '<' | '>' | '"' | '\'')),
            _ => is_end(character),
        };
        if stop {
            end = at;
            break;
        }
        match character {
            '(' => open[0] += 1,
            '[' => open[1] += 1,
            '{' => open[2] += 1,
            _ => {}
        }
    }
    let mut closed = [0usize; 3];
    for byte in slice::until(rest, end).bytes() {
        match byte {
            b')' => closed[0] += 1,
            b']' => closed[1] += 1,
            b'}' => closed[2] += 1,
            _ => {}
        }
    }
    while let Some(last) = slice::until(rest, end).chars().next_back() {
        let pair = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '…' | '’' | '”' | '»' => None,
            ')' => Some(0),
            ']' => Some(1),
            '}' => Some(2),
            _ => break,
        };
        if let Some(pair) = pair {
            if closed[pair] <= open[pair] {
                break;
            }
            closed[pair] -= 1;
        }
        end -= last.len_utf8();
    }
    end
}

/// Characters that end an address: white space, control characters, and the punctuation of scripts that put no space
/// after it.
fn is_end(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff1f}' | '،' | '؛' | '؟')
}
