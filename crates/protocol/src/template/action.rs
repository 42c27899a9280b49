//! What happens when a visitor chooses something (`kore-templates.md` 2.2 and trap 5).

/// A choice: its label and what choosing it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// The label, plain text. Never empty.
    pub title: String,
    /// What choosing it does.
    pub kind: ActionKind,
    /// A picture's address as sent: check it before use.
    pub image: Option<String>,
}

/// What choosing an [`Action`] does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// Sends `body`; the transcript shows the action's title. Objects are already JSON text; never empty.
    Send {
        /// The text that is sent.
        body: String,
    },
    /// Opens an address in a new tab; as sent and trimmed: check its scheme before use.
    Open {
        /// The address.
        url: String,
    },
}
