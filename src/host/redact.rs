//! Takes out of a text what may be a secret.

/// Longer texts are cut, in characters.
const LONGEST: usize = 300;
/// A run of token characters of this length that has a digit is taken for a secret.
const SECRET: usize = 20;

/// The text on one line, without queries of addresses and without anything that looks like a token.
pub(super) fn redact(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        match word.split_once('?') {
            Some((address, query)) if address.contains('/') && !query.is_empty() => {
                hide_runs(address, &mut out);
                out.push_str("?…");
            }
            _ => hide_runs(word, &mut out),
        }
    }
    match out.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &out[..end]),
        None => out,
    }
}

fn hide_runs(word: &str, out: &mut String) {
    let is_token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '=' | '~');
    let mut rest = word;
    while !rest.is_empty() {
        let run = rest.find(|c| !is_token(c)).unwrap_or(rest.len());
        let (token, tail) = rest.split_at(run);
        if token.len() >= SECRET && token.bytes().any(|b| b.is_ascii_digit()) {
            out.push_str("[hidden]");
        } else {
            out.push_str(token);
        }
        let separator = tail.find(is_token).unwrap_or(tail.len());
        let (separators, next) = tail.split_at(separator);
        out.push_str(separators);
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_token_is_hidden() {
        let jwt = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";
        let hidden = redact(&format!("Bad token \"{jwt}\", sorry"));
        assert_eq!(hidden, "Bad token \"[hidden].[hidden].[hidden]\", sorry");
    }

    #[test]
    fn a_query_is_hidden_and_the_address_kept() {
        assert_eq!(
            redact("GET https://shop.example.com/site/token?user=ada&key=1 failed?"),
            "GET https://shop.example.com/site/token?… failed?"
        );
    }

    #[test]
    fn ordinary_sentences_stay_as_they_are() {
        let text = "Failed to fetch /site/token: 503 Service Unavailable (internationalisation-team)";
        assert_eq!(redact(text), text);
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let cut = redact(&"é ".repeat(400));
        assert_eq!(cut.chars().count(), LONGEST + 1);
        assert!(cut.ends_with('…'));
    }
}
