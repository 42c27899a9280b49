//! The document tree, shared by all dialects.

/// A document: blocks, one below the other.
pub type Document = Vec<Block>;

/// What stands in a cell of a table.
pub type Cell = Vec<Inline>;

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
        /// Whether its items stand close together: their paragraphs have no space around them.
        tight: bool,
        /// Its items.
        items: Vec<Item>,
    },
    /// An indented passage.
    Quote(Vec<Block>),
    /// Preformatted text.
    Code {
        /// What was written behind the opening fence; its first word names a language. Empty when there was nothing.
        info: String,
        /// The text, without the line end of its last line.
        code: String,
    },
    /// A table. A row may have fewer cells than there are columns, never more.
    Table {
        /// How each column is aligned.
        columns: Vec<Align>,
        /// The head's cells; empty when the table has no head.
        head: Vec<Cell>,
        /// The other rows.
        rows: Vec<Vec<Cell>>,
    },
    /// A rule.
    Rule,
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// For a task: whether it is done.
    pub checked: Option<bool>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// How a column is aligned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// As the text's direction wants it.
    #[default]
    Natural,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// A run of text inside a block.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Inline {
    /// Plain text. A line end in it is a space.
    Text(String),
    /// A line break.
    Break,
    /// Text in a style.
    Styled(Style, Vec<Inline>),
    /// Code.
    Code(String),
    /// A link that passed [`crate::safe_link`].
    Link {
        /// The address.
        href: String,
        /// What it leads to; mostly empty.
        title: String,
        /// What is shown.
        text: Vec<Inline>,
    },
    /// A picture whose address passed [`crate::safe_image`].
    Image {
        /// The address.
        src: String,
        /// What it shows.
        alt: String,
        /// What is said about it; mostly empty.
        title: String,
    },
    /// A value that is to be written as the visitor's language writes it.
    Local {
        /// What it is.
        kind: Local,
        /// The value as the bot wrote it, not checked: `2024-01-31`, `1234.5`.
        value: String,
        /// For [`Local::Currency`] its code, for [`Local::DateTime`] the bot's pattern (`DD MMM`); else empty.
        format: String,
    },
}

/// How text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Strong.
    Strong,
    /// Emphasised.
    Emphasis,
    /// Struck through.
    Struck,
    /// Underlined.
    Underlined,
}

/// A kind of value (`kore-templates.md` 2.3, step 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Local {
    /// `\d(2024-01-31)`
    Date,
    /// `\t(2024-01-31T10:00:00.000Z)`
    Time,
    /// `\dt(2024-01-31T10:00:00.000Z,"DD MMM")`
    DateTime,
    /// `\#(1234.5)`
    Number,
    /// `\$(12.5,"USD")`
    Currency,
}
