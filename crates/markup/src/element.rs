//! Blocks that are made by tags within text: `<ul><li>a</li></ul>`.

use crate::slice::{self, is_space};
use crate::tag::Element;
use crate::text;
use crate::tree::{Align, Block, Cell, Inline, Item};

/// How deep tags nest; deeper ones have no effect.
const DEEPEST: usize = 12;

/// What is made, the innermost last: the first is the text itself.
pub(crate) struct Elements {
    made: Vec<Made>,
}

/// An element that is open, and what is in it.
struct Made {
    element: Element,
    /// The first number of a list.
    start: u32,
    blocks: Vec<Block>,
    /// A list's.
    items: Vec<Item>,
    /// A table's.
    head: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
    /// A row's.
    cells: Vec<Cell>,
    is_head: bool,
}

impl Elements {
    pub(crate) fn new() -> Self {
        let mut elements = Self { made: Vec::new() };
        elements.push(Element::Text, 0);
        elements
    }

    fn push(&mut self, element: Element, start: u32) {
        self.made.push(Made {
            element,
            start,
            blocks: Vec::new(),
            items: Vec::new(),
            head: Vec::new(),
            rows: Vec::new(),
            cells: Vec::new(),
            is_head: false,
        });
    }

    /// Adds a paragraph, without the spaces and line ends around it.
    pub(crate) fn text(&mut self, mut text: Vec<Inline>) {
        while text.last_mut().is_some_and(|last| is_blank(last, true)) {
            text.pop();
        }
        let mut blank = 0;
        while text.get_mut(blank).is_some_and(|first| is_blank(first, false)) {
            blank += 1;
        }
        text.drain(..blank);
        if text.is_empty() {
            return;
        }
        self.add(match self.made.last() {
            Some(Made { element: Element::Heading(level), .. }) => Block::Heading { level: *level, text },
            _ => Block::Paragraph(text),
        });
    }

    /// Adds a block to what is open.
    pub(crate) fn add(&mut self, block: Block) {
        let Some(made) = self.made.last_mut() else { return };
        match made.element {
            // A list directly in a list belongs to the item before it; what else strays there is one of its own.
            Element::List(_) => match made.items.last_mut() {
                Some(item) if matches!(block, Block::List { .. }) => item.blocks.push(block),
                _ => made.items.push(Item { checked: None, blocks: vec![block] }),
            },
            Element::Table => made.rows.push(vec![flat(vec![block])]),
            Element::Row => made.cells.push(flat(vec![block])),
            _ => made.blocks.push(block),
        }
    }

    pub(crate) fn open(&mut self, element: Element, start: u32) {
        // What it ends and what it has to be in, as nobody has to write either.
        let (ended, parent) = match element {
            Element::Rows => return,
            Element::Item => (Element::Item, Element::List(false)),
            Element::Row => (Element::Row, Element::Table),
            Element::Cell => (Element::Cell, Element::Row),
            // `<p>a<p>b`
            _ => (Element::Paragraph, Element::Text),
        };
        let is_parent = |made: &Made| match made.element {
            Element::List(_) => parent == Element::List(false),
            other => other == parent,
        };
        let found = self.made.iter().rposition(|made| made.element == ended || is_parent(made));
        if let Some(at) = found
            && self.made.get(at).is_some_and(|made| made.element == ended)
            && (parent != Element::Text || at + 1 == self.made.len())
        {
            self.close_to(at);
        }
        if parent != Element::Text && !self.made.last().is_some_and(is_parent) {
            self.open(parent, 1);
            if !self.made.last().is_some_and(is_parent) {
                return;
            }
        }
        if self.made.len() <= DEEPEST {
            self.push(element, start);
        }
    }

    /// Makes the row's cells those of a head.
    pub(crate) fn mark_head(&mut self) {
        if let Some(row) = self.made.iter_mut().rev().nth(1) {
            row.is_head = true;
        }
    }

    pub(crate) fn close(&mut self, element: Element) {
        if let Some(at) = self.made.iter().rposition(|made| made.element == element) {
            self.close_to(at);
        }
    }

    /// What was made, once all is closed.
    pub(crate) fn finish(&mut self) -> Vec<Block> {
        self.close_to(1);
        self.made.pop().map(|made| made.blocks).unwrap_or_default()
    }

    /// Closes the innermost elements, never the text itself.
    fn close_to(&mut self, length: usize) {
        while self.made.len() > length.max(1) {
            let Some(made) = self.made.pop() else { return };
            let Some(outer) = self.made.last_mut() else { return };
            let Made { element, start, blocks, items, head, rows, cells, is_head } = made;
            match element {
                Element::Quote => self.add(Block::Quote(blocks)),
                Element::Item => outer.items.push(Item { checked: None, blocks }),
                Element::Cell => outer.cells.push(flat(blocks)),
                Element::Row if is_head && outer.rows.is_empty() => outer.head = cells,
                Element::Row => outer.rows.push(cells),
                Element::List(is_ordered) => {
                    self.add(Block::List { start: is_ordered.then_some(start), tight: true, items });
                }
                Element::Table => {
                    let columns = rows.iter().map(Vec::len).max().unwrap_or(0).max(head.len());
                    self.add(Block::Table { columns: vec![Align::Natural; columns], head, rows });
                }
                _ => blocks.into_iter().for_each(|block| self.add(block)),
            }
        }
    }
}

/// Blocks as one run of text, for places that hold no blocks.
pub(crate) fn flat(blocks: Vec<Block>) -> Vec<Inline> {
    let mut out = Vec::new();
    for block in blocks {
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        match block {
            Block::Paragraph(mut text) | Block::Heading { mut text, .. } => out.append(&mut text),
            Block::List { items, .. } => {
                for (at, item) in items.into_iter().enumerate() {
                    if at > 0 {
                        out.push(Inline::Break);
                    }
                    out.push(Inline::Text("• ".to_string()));
                    out.append(&mut flat(item.blocks));
                }
            }
            other => out.push(Inline::Text(text::of(&[other]))),
        }
    }
    out
}

/// Takes the white space at one side of text away, and says whether nothing is left.
fn is_blank(inline: &mut Inline, at_end: bool) -> bool {
    match inline {
        Inline::Break => true,
        Inline::Text(text) => {
            let left = if at_end { slice::trim_end(text, is_space) } else { slice::trim_start(text, is_space) };
            if left.len() < text.len() {
                *text = left.to_string();
            }
            text.is_empty()
        }
        _ => false,
    }
}
