//! Colours and reading direction, as the host page asks for them.

pub(crate) mod branding;
pub(crate) mod color;

/// Which set of colours the window uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// What the visitor's system prefers.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast, light or dark as the visitor's system prefers.
    Contrast,
}

impl Theme {
    /// The value of `data-theme`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }
}

/// Where lines begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// As the locale's script is written.
    #[default]
    Auto,
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The value of `dir` for a BCP 47 locale: `ltr` or `rtl`.
    pub fn resolve(self, locale: &str) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
            Self::Auto if is_rtl(locale) => "rtl",
            Self::Auto => "ltr",
        }
    }
}

/// Languages that are written from right to left unless their tag names another script.
const RTL_LANGUAGES: [&str; 11] = ["ar", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"];
const RTL_SCRIPTS: [&str; 6] = ["adlm", "arab", "hebr", "nkoo", "syrc", "thaa"];

fn is_rtl(locale: &str) -> bool {
    let mut parts = locale.split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    match parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic())) {
        Some(script) => RTL_SCRIPTS.iter().any(|known| known.eq_ignore_ascii_case(script)),
        None => RTL_LANGUAGES.iter().any(|known| known.eq_ignore_ascii_case(language)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_follows_the_locale_unless_it_is_forced() {
        assert_eq!(Direction::Auto.resolve("en-GB"), "ltr");
        assert_eq!(Direction::Auto.resolve("AR-eg"), "rtl");
        assert_eq!(Direction::Auto.resolve("he"), "rtl");
        assert_eq!(Direction::Auto.resolve("az-Arab-IR"), "rtl");
        assert_eq!(Direction::Auto.resolve("ur-Latn"), "ltr");
        assert_eq!(Direction::Ltr.resolve("ar"), "ltr");
        assert_eq!(Direction::Rtl.resolve("en"), "rtl");
    }
}
