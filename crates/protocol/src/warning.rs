//! What decoding had to tolerate, told to the developer and never to the visitor.

/// A value together with what had to be tolerated to get it.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded<T> {
    /// The value; complete as far as the input was readable.
    pub value: T,
    /// In the order in which they were met; empty for clean input.
    pub warnings: Vec<Warning>,
}

/// One thing that was not as documented. Never carries message text or tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// The input is longer than the limit (`limits`), in bytes.
    TooLarge {
        /// How long it is.
        bytes: usize,
    },
    /// The input nests deeper than [`crate::limits::MAX_DEPTH`].
    TooDeep,
    /// The input is not JSON.
    NotJson,
    /// A frame or template of a kind that is not known here.
    UnknownKind {
        /// The kind as sent, cut to 64 characters.
        kind: String,
    },
    /// A field or element that had to be left out.
    Dropped {
        /// Where, as a path such as `message[0].component.payload.buttons[2]`.
        path: String,
        /// What would have been right, such as "an object".
        expected: &'static str,
    },
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLarge { bytes } => write!(f, "refused: {bytes} bytes are over the limit"),
            Self::TooDeep => f.write_str("refused: nested too deeply"),
            Self::NotJson => f.write_str("not JSON"),
            Self::UnknownKind { kind } => write!(f, "unknown kind \"{kind}\""),
            Self::Dropped { path, expected } => write!(f, "{path} left out: expected {expected}"),
        }
    }
}
