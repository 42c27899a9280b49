//! A value that views follow.

use std::cell::RefCell;

use leptos::reactive::{
    effect::RenderEffect,
    signal::ArcTrigger,
    traits::{Notify, Track},
};

/// A value under a trigger. Leptos' own signals are compiled anew for each type of value, its triggers once.
pub(crate) struct Signal<T> {
    value: RefCell<T>,
    changed: ArcTrigger,
}

impl<T: Clone + PartialEq> Signal<T> {
    pub fn new(value: T) -> Self {
        Self { value: RefCell::new(value), changed: ArcTrigger::new() }
    }

    /// The value; the effect that asks runs again when it changes.
    pub fn get(&self) -> T {
        track(&self.changed);
        self.peek()
    }

    /// The value as it is now.
    pub fn peek(&self) -> T {
        self.value.borrow().clone()
    }

    /// Does nothing where that changes nothing, so that nothing is rendered for nothing.
    pub fn set(&self, value: T) {
        if self.value.borrow().ne(&value) {
            let _old = self.value.replace(value);
            notify(&self.changed);
        }
    }
}

#[inline(never)]
fn track(trigger: &ArcTrigger) {
    trigger.track();
}

#[inline(never)]
fn notify(trigger: &ArcTrigger) {
    trigger.notify();
}

/// Runs at once, and again after signals that it read have changed, until it is dropped.
pub(crate) type Effect = RenderEffect<()>;

/// The one kind of effect there is.
#[inline(never)]
pub(crate) fn effect(mut run: Box<dyn FnMut()>) -> Effect {
    RenderEffect::new(move |_| run())
}
