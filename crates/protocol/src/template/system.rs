//! `SYSTEM` (`kore-templates.md` 4.6).

/// A notice between the messages.
#[derive(Debug, Default, PartialEq)]
pub struct SystemTemplate {
    /// Plain text, without markdown.
    pub text: String,
}
