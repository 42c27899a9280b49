//! `SYSTEM` (`kore-templates.md` 4.6).

use super::fields::template;

template! {
    /// A notice between the messages.
    SystemTemplate {
        /// Plain text, without markdown.
        text: text["text", "text_message", "heading", "title"],
    }
}
