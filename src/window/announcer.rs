//! Tells screen readers what happened, each thing once and as a whole.

use std::cell::RefCell;

use gloo_timers::callback::Timeout;
use web_sys::Element;

use super::node::{El, el, remove, text_in};

/// More than this at a time are counted, not read.
const READ: usize = 3;
/// Lines that are kept while new ones keep coming.
const KEPT: u32 = 8;
/// How long a line stays, so that a visitor who explores the page does not come upon it. Milliseconds.
const STAYS: u32 = 10_000;

/// What speaks through the region.
pub(crate) struct Announcer {
    region: Element,
    clearing: RefCell<Option<Timeout>>,
}

impl Announcer {
    pub fn new(region: Element) -> Self {
        Self { region, clearing: RefCell::new(None) }
    }

    /// Reads texts out, or `many` where there are too many of them.
    pub fn announce(&self, mut texts: Vec<String>, many: &dyn Fn(usize) -> String) {
        if texts.is_empty() {
            return;
        }
        if texts.len() > READ {
            texts = vec![many(texts.len())];
        }
        for text in texts {
            // Not kept in step with anything: a line is put there, read, and taken away.
            let _ = self.region.append_child(&text_in("p", "", &text).build().element);
        }
        while self.region.child_element_count() > KEPT
            && let Some(oldest) = self.region.first_child()
        {
            remove(&oldest);
        }
        let region = self.region.clone();
        *self.clearing.borrow_mut() = Some(Timeout::new(STAYS, move || region.set_text_content(None)));
    }
}

/// A polite live region that nobody sees.
pub(crate) fn region() -> El {
    el("div", "class=announcer;aria-live=polite;aria-relevant=additions")
}
