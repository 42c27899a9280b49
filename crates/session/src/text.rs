//! Text on its way out (`kore-protocol.md` 6.2) and into addresses.

/// Trims, and makes one space of every run of spaces and tabs; line breaks stay.
pub(crate) fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.trim().chars() {
        if c == ' ' || c == '\t' {
            gap = true;
        } else {
            if std::mem::take(&mut gap) {
                tidied.push(' ');
            }
            tidied.push(c);
        }
    }
    tidied
}

/// Percent-encodes a query value.
pub(crate) fn encode_query(value: &str, into: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            into.push(char::from(byte));
        } else {
            into.push('%');
            into.push(char::from(HEX[usize::from(byte >> 4)]));
            into.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_blanks_become_one_space_and_line_breaks_stay() {
        assert_eq!(tidy("  a \t b\nc  \n\n d\t"), "a b\nc \n\n d");
        assert_eq!(tidy(" \n\t "), "");
    }

    #[test]
    fn query_values_are_percent_encoded() {
        let mut query = String::new();
        encode_query("st-1 &ü", &mut query);
        assert_eq!(query, "st-1%20%26%C3%BC");
    }
}
