//! Something that a button opens and closes in its place, and that stays as it was left.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::Place;
use crate::window::{
    context::Context,
    icon::{self, icon},
    memory::Cell,
    node::{El, el, text_in},
};

/// What folds. Its element has the attribute `data-fold`, what is hidden in it the class `folded`.
pub(super) struct Fold {
    cell: Cell,
    is_open: bool,
}

impl Fold {
    /// The one of that name, as it was left, else as `is_open` says.
    pub fn new(place: &Place, name: &'static str, index: usize, is_open: bool) -> Self {
        let cell = place.cell(name, index);
        let is_open = match cell.peek().as_str() {
            "" => is_open,
            kept => kept == OPEN,
        };
        Self { cell, is_open }
    }

    /// The element that folds.
    pub fn around(&self, element: El) -> El {
        element.attr("data-fold", if self.is_open { OPEN } else { CLOSED })
    }

    /// A small button for more of the same, below it.
    #[inline(never)]
    pub fn more(&self, ctx: &Context) -> El {
        let label = text_in("span", "", ctx.strings.list_more);
        self.button(el("button", "type=button;class=item-main fold-button").child(label))
    }

    /// The button in it that opens and closes.
    #[inline(never)]
    pub fn button(&self, button: El) -> El {
        let cell = self.cell.clone();
        button
            .attr("aria-expanded", if self.is_open { "true" } else { "false" })
            .on(
                "click",
                Box::new(move |event| {
                    toggle(&cell, &event);
                }),
            )
            .child(icon(icon::MINIMISE))
    }
}

const OPEN: &str = "open";
const CLOSED: &str = "closed";

// Only attributes change, so nothing is rendered anew; the cell tells the next rendering.
fn toggle(cell: &Cell, event: &Event) -> Option<()> {
    let button: Element = event.current_target()?.unchecked_into();
    let fold = button.closest("[data-fold]").ok()??;
    let is_open = fold.get_attribute("data-fold").as_deref() != Some(OPEN);
    let _ = fold.set_attribute("data-fold", if is_open { OPEN } else { CLOSED });
    let _ = button.set_attribute("aria-expanded", if is_open { "true" } else { "false" });
    cell.set(if is_open { OPEN } else { CLOSED }.to_owned());
    Some(())
}
