//! What answering a template sends (`kore-templates.md` 2.1).

/// An answer: what is sent, and what the transcript shows for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The text that is sent (`body`). Never empty.
    pub body: String,
    /// What the transcript shows (`renderMsg`); none to show the body.
    pub shown: Option<String>,
    /// The body holds something that must not be shown, stored, or told to the page: a code, PIN, password or personal
    /// data. `shown` is then there and masked.
    pub is_secret: bool,
}

impl Answer {
    /// None when there is nothing to send.
    pub(super) fn new(body: String, shown: Option<String>) -> Option<Self> {
        let shown = shown.filter(|shown| !shown.trim().is_empty());
        (!body.trim().is_empty()).then_some(Self { body, shown, is_secret: false })
    }
}
