//! What the views of one entry remember between renderings: which tab is open, what is ticked or typed. It lives as long
//! as the entry's row, also while that is out of sight.

use std::{cell::RefCell, rc::Rc};

use protocol::Content;

use super::{own::Own, signal::Signal};

/// One remembered text; views that read it are rendered anew when it changes. Everything is kept as text, so that there is one
/// kind of signal: a number is its digits, a flag is empty or not.
pub(crate) type Cell = Rc<Signal<String>>;

/// What is remembered, by item of the message, name and number.
#[derive(Default)]
pub(crate) struct Memory {
    cells: RefCell<Vec<(Name, Cell)>>,
    /// What the page showed an item as, or that it did not, with what the item was then.
    own: RefCell<Vec<(usize, Content, Option<Own>)>>,
}

type Name = (usize, &'static str, usize);

impl Memory {
    /// The cell of that name; empty when it is new.
    #[inline(never)]
    pub fn cell(&self, item: usize, name: &'static str, index: usize) -> Cell {
        let name = (item, name, index);
        let mut cells = self.cells.borrow_mut();
        if let Some((_, cell)) = cells.iter().find(|(known, _)| *known == name) {
            return cell.clone();
        }
        let cell = Rc::new(Signal::new(String::new()));
        cells.push((name, cell.clone()));
        cell
    }

    /// What the page shows an item as: asked for once, and again when the item is another.
    pub fn own(&self, item: usize, content: &Content, ask: &dyn Fn(&Content) -> Option<Own>) -> Option<Own> {
        let known = self.own.borrow().iter().find(|(at, known, _)| *at == item && known == content).cloned();
        if let Some((_, _, own)) = known {
            return own;
        }
        // Not borrowed meanwhile: this calls the page.
        let own = ask(content);
        let mut kept = self.own.borrow_mut();
        kept.retain(|(at, _, _)| *at != item);
        kept.push((item, content.clone(), own.clone()));
        own
    }
}
