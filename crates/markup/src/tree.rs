//! The document tree, shared by all dialects.

/// A block, one below the other.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        text: Vec<Inline>,
    },
    /// A list.
    List {
        /// The first number of an ordered list; none for bullets.
        start: Option<u32>,
        /// Its items.
        items: Vec<Vec<Block>>,
    },
    /// An indented passage.
    Quote(Vec<Block>),
    /// Preformatted text.
    Code(String),
    /// A rule.
    Rule,
}

/// A run of text inside a block.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// A line break.
    Break,
    /// Strong.
    Strong(Vec<Inline>),
    /// Emphasised.
    Emphasis(Vec<Inline>),
    /// Code.
    Code(String),
    /// A link that passed [`crate::safe_link`].
    Link {
        /// The address.
        href: String,
        /// What is shown.
        text: Vec<Inline>,
    },
    /// A picture whose address is `https`, `http` or `data:image/*` without SVG.
    Image {
        /// The address.
        src: String,
        /// What it shows.
        alt: String,
    },
}
