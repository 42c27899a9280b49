//! Tells screen readers what happened, each thing once and as a whole.

use std::cell::{Cell, RefCell};

use gloo_timers::callback::Timeout;
use leptos::{html, prelude::*};

/// More than this at a time are counted, not read.
const READ: usize = 3;
/// Lines that are kept while new ones keep coming.
const KEPT: usize = 8;
/// How long a line stays, so that a visitor who explores the page does not come upon it. Milliseconds.
const STAYS: u32 = 10_000;

type Lines = RwSignal<Vec<(u64, String)>>;

/// A polite live region that nobody sees.
pub(crate) struct Announcer {
    lines: Lines,
    next: Cell<u64>,
    clearing: RefCell<Option<Timeout>>,
}

impl Announcer {
    pub fn new(lines: Lines) -> Self {
        Self { lines, next: Cell::new(0), clearing: RefCell::new(None) }
    }

    /// Reads texts out, or `many` where there are too many of them.
    pub fn announce(&self, texts: Vec<String>, many: impl Fn(usize) -> String) {
        if texts.is_empty() {
            return;
        }
        let texts = if texts.len() > READ { vec![many(texts.len())] } else { texts };
        self.lines.update(|lines| {
            for text in texts {
                lines.push((self.next.replace(self.next.get() + 1), text));
            }
            let excess = lines.len().saturating_sub(KEPT);
            lines.drain(..excess);
        });
        let lines = self.lines;
        *self.clearing.borrow_mut() = Some(Timeout::new(STAYS, move || lines.set(Vec::new())));
    }
}

/// The region.
pub(crate) fn announcer(lines: Lines) -> impl IntoView {
    html::div().attr("class", "announcer").attr("aria-live", "polite").attr("aria-relevant", "additions").child(For(
        ForProps::builder()
            .each(move || lines.get())
            .key(|(id, _)| *id)
            .children(|(_, text)| html::p().child(text))
            .build(),
    ))
}
