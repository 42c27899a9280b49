//! Blocks that are made by tags within text: `<ul><li>a</li></ul>`.

use crate::reference::is_space;
use crate::slice;
use crate::tag::Element;
use crate::tree::{Align, Block, Cell, Inline, Item};

/// How deep tags nest; deeper ones have no effect.
const DEEPEST: usize = 12;

/// What is open, and what is in it. Outside of all stands what is made.
pub(crate) struct Elements {
    open: Vec<Open>,
    blocks: Vec<Block>,
}

struct Open {
    element: Element,
    /// The first number of a list.
    start: u32,
    /// For a row: whether a cell of it is a head's.
    is_head: bool,
    blocks: Vec<Block>,
}

impl Elements {
    pub(crate) const fn new() -> Self {
        Self { open: Vec::new(), blocks: Vec::new() }
    }

    /// Adds a paragraph, without the spaces and line ends around it.
    pub(crate) fn text(&mut self, mut text: Vec<Inline>) {
        while text.last_mut().is_some_and(|last| is_blank(last, true)) {
            text.pop();
        }
        let blank = text.iter_mut().map_while(|inline| is_blank(inline, false).then_some(())).count();
        text.drain(..blank);
        if !text.is_empty() {
            self.add(Block::Paragraph(text));
        }
    }

    /// Adds a block to what is open.
    pub(crate) fn add(&mut self, block: Block) {
        self.blocks.push(block);
    }

    pub(crate) fn open(&mut self, element: Element, start: u32) {
        match element {
            // What these end, as nobody has to write it.
            Element::Item => self.close_within(&[Element::Item], &[Element::Bullets, Element::Numbers]),
            Element::Row => self.close_within(&[Element::Row], &[Element::Table]),
            Element::Cell | Element::HeadCell => {
                self.close_within(&[Element::Cell, Element::HeadCell], &[Element::Row]);
            }
            Element::Rule => return self.add(Block::Rule),
            _ => {}
        }
        match self.open.last_mut() {
            // `<p>a<p>b`
            Some(Open { element: Element::Paragraph, .. }) => self.close_to(self.open.len() - 1),
            Some(Open { element: Element::Row, is_head, .. }) => *is_head |= element == Element::HeadCell,
            _ => {}
        }
        if self.open.len() < DEEPEST {
            let blocks = std::mem::take(&mut self.blocks);
            self.open.push(Open { element, start, is_head: false, blocks });
        }
    }

    pub(crate) fn close(&mut self, element: Element) {
        if let Some(at) = self.open.iter().rposition(|open| open.element == element) {
            self.close_to(at);
        }
    }

    /// What was made, once all is closed.
    pub(crate) fn finish(&mut self) -> Vec<Block> {
        self.close_to(0);
        std::mem::take(&mut self.blocks)
    }

    /// Closes the innermost of some elements, unless one of others is within it.
    fn close_within(&mut self, elements: &[Element], limits: &[Element]) {
        let either = |open: &Open| elements.contains(&open.element) || limits.contains(&open.element);
        if let Some(at) = self.open.iter().rposition(either)
            && self.open.get(at).is_some_and(|open| elements.contains(&open.element))
        {
            self.close_to(at);
        }
    }

    fn close_to(&mut self, length: usize) {
        while self.open.len() > length {
            let Some(mut open) = self.open.pop() else { return };
            // Its content, in exchange for what stands before it.
            std::mem::swap(&mut self.blocks, &mut open.blocks);
            self.end(open);
        }
    }

    /// Adds what an element and what is in it stand for. An item is a list of its own, a row a table and a cell a
    /// paragraph until what is around them takes them.
    fn end(&mut self, Open { element, start, is_head, blocks: inner }: Open) {
        let in_list = matches!(self.open.last(), Some(Open { element: Element::Bullets | Element::Numbers, .. }));
        match element {
            Element::Heading(level) => {
                for block in inner {
                    self.add(match block {
                        Block::Paragraph(text) => Block::Heading { level, text },
                        other => other,
                    });
                }
            }
            Element::Quote => self.add(Block::Quote(inner)),
            Element::Item => {
                let item = Item { checked: None, blocks: inner };
                match self.blocks.last_mut() {
                    Some(Block::List { items, .. }) if in_list => items.push(item),
                    _ => self.add(list(None, vec![item])),
                }
            }
            Element::Bullets | Element::Numbers => {
                let mut items = Vec::new();
                for block in inner {
                    match block {
                        Block::List { items: more, .. } => items.extend(more),
                        stray => items.push(Item { checked: None, blocks: vec![stray] }),
                    }
                }
                if items.is_empty() {
                    return;
                }
                let list = list((element == Element::Numbers).then_some(start), items);
                // A list directly in a list belongs to the item before it.
                match self.blocks.last_mut() {
                    Some(Block::List { items, .. }) if in_list => {
                        if let Some(item) = items.last_mut() {
                            item.blocks.push(list);
                        }
                    }
                    _ => self.add(list),
                }
            }
            Element::Cell | Element::HeadCell => self.add(Block::Paragraph(flat(inner))),
            Element::Row => {
                let cells: Vec<Cell> = inner.into_iter().map(|block| flat(vec![block])).collect();
                let columns = vec![Align::Natural; cells.len()];
                let (head, rows) = if is_head { (cells, Vec::new()) } else { (Vec::new(), vec![cells]) };
                self.add(Block::Table { columns, head, rows });
            }
            Element::Table => {
                let (mut columns, mut head, mut rows) = (Vec::new(), Vec::new(), Vec::new());
                for block in inner {
                    match block {
                        Block::Table { columns: in_row, head: cells, rows: more } => {
                            if in_row.len() > columns.len() {
                                columns = in_row;
                            }
                            if head.is_empty() && rows.is_empty() {
                                head = cells;
                            } else if !cells.is_empty() {
                                rows.push(cells);
                            }
                            rows.extend(more);
                        }
                        stray => self.add(stray),
                    }
                }
                if !columns.is_empty() {
                    self.add(Block::Table { columns, head, rows });
                }
            }
            _ => self.blocks.extend(inner),
        }
    }
}

fn list(start: Option<u32>, items: Vec<Item>) -> Block {
    Block::List { start, tight: true, items }
}

/// Blocks as one run of text, for places that hold no blocks.
pub(crate) fn flat(blocks: Vec<Block>) -> Vec<Inline> {
    let mut out = Vec::new();
    for block in blocks {
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => out.extend(text),
            Block::Quote(inner) => out.extend(flat(inner)),
            Block::Code { code, .. } => out.push(Inline::Code(code)),
            Block::List { items, .. } => {
                for (at, item) in items.into_iter().enumerate() {
                    if at > 0 {
                        out.push(Inline::Break);
                    }
                    out.push(Inline::Text("• ".to_string()));
                    out.extend(flat(item.blocks));
                }
            }
            Block::Table { head, rows, .. } => {
                for cell in rows.into_iter().flatten().chain(head) {
                    out.extend(cell);
                    out.push(Inline::Text(" ".to_string()));
                }
            }
            Block::Rule => {}
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
