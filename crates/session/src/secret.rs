//! Text that must never be shown, logged or told: tokens and the addresses that carry them.

use protocol::search;

/// A token or JWT. Debug output does not show it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(pub(crate) String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<redacted>")
    }
}

/// Text from outside, fit to be shown: no known secret, nothing that looks like a JWT, no addresses, not too long.
pub(crate) fn redact<'a>(text: &str, secrets: impl Iterator<Item = &'a Secret>) -> String {
    const LONGEST: usize = 300;
    let mut text: String = text.chars().take(4 * LONGEST).collect();
    for Secret(secret) in secrets {
        if !secret.is_empty() {
            text = search::replace(&text, secret, "<redacted>");
        }
    }
    let mut shown = String::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let holds = |part| search::find(word, part).is_some();
        let is_jwt = holds("eyJ") && word.len() > 20;
        let is_address = holds("://") || search::find(&word.to_ascii_lowercase(), "bearer=").is_some();
        if is_jwt || is_address {
            shown.push_str("<redacted>");
            shown.extend(word.chars().last().filter(|c| c.is_whitespace()));
        } else {
            shown.push_str(word);
        }
    }
    shown.trim().chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_jwts_and_addresses_are_cut_out() {
        let secrets = [Secret("s3cr3t".to_owned()), Secret(String::new())];
        let text = "token s3cr3t, jwt eyJhbGciOiJIUzI1NiJ9.e30.x at wss://host/?sid=1 failed\n";
        assert_eq!(redact(text, secrets.iter()), "token <redacted>, jwt <redacted> at <redacted> failed");
        assert_eq!(redact("502 from /chat-token", secrets.iter()), "502 from /chat-token");
    }
}
