//! Tells screen readers what happened, each thing once and as a whole.

use std::cell::RefCell;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use web_sys::Element;

use super::node::{Node, Ref, el};

/// More than this at a time are counted, not read.
const READ: usize = 3;
/// Lines that are kept while new ones keep coming.
const KEPT: u32 = 8;
/// How long a line stays, so that a visitor who explores the page does not come upon it. Milliseconds.
const STAYS: u32 = 10_000;

/// A polite live region that nobody sees.
pub(crate) struct Announcer {
    region: Ref,
    clearing: RefCell<Option<Timeout>>,
}

impl Announcer {
    pub fn new(region: Ref) -> Self {
        Self { region, clearing: RefCell::new(None) }
    }

    /// Reads texts out, or `many` where there are too many of them.
    pub fn announce(&self, texts: Vec<String>, many: impl Fn(usize) -> String) {
        let Some(region) = self.region.get_value().filter(|_| !texts.is_empty()) else { return };
        let texts = if texts.len() > READ { vec![many(texts.len())] } else { texts };
        for text in texts {
            // Not kept in step with anything: a line is put there, read, and taken away.
            let _ = region.append_child(&el("p").child(text).build().element);
        }
        while region.child_element_count() > KEPT {
            region.first_element_child().iter().for_each(Element::remove);
        }
        *self.clearing.borrow_mut() = Some(Timeout::new(STAYS, move || region.set_text_content(None)));
    }
}

/// The region.
pub(crate) fn announcer(region: Ref) -> Node {
    el("div")
        .attr("class", "announcer")
        .attr("aria-live", "polite")
        .attr("aria-relevant", "additions")
        .reference(region)
        .node()
}
