//! A listener that is removed when it is dropped.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::EventTarget;

/// A listener on something outside the window's own nodes.
pub(crate) struct Listener {
    target: EventTarget,
    event: &'static str,
    closure: Closure<dyn FnMut()>,
}

impl Listener {
    /// Calls `act` on each event of that name.
    pub fn new(target: &EventTarget, event: &'static str, act: Box<dyn FnMut()>) -> Self {
        let closure = Closure::wrap(act);
        // Adding a listener fails only for objects that are no event targets.
        let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
        Self { target: target.clone(), event, closure }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.event, self.closure.as_ref().unchecked_ref());
    }
}
