//! What the views of one entry remember between renderings: which tab is open, what is ticked or typed. It lives as long
//! as the entry's row, also while that is out of sight.

use std::{cell::RefCell, rc::Rc};

use super::signal::Signal;

/// One remembered text; views that read it are rendered anew when it changes. Everything is kept as text, so that there is one
/// kind of signal: a number is its digits, a flag is empty or not.
pub(crate) type Cell = Rc<Signal<String>>;

/// What is remembered, by item of the message, name and number.
#[derive(Default)]
pub(crate) struct Memory {
    cells: RefCell<Vec<(Name, Cell)>>,
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
}
