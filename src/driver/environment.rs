//! What the browser says about the page and the network.

use std::rc::Rc;

use session::Input;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventTarget, PageTransitionEvent};

use crate::listener::Listener;

/// Watches until it is dropped.
pub(super) struct Environment {
    _listeners: Vec<Listener>,
}

impl Environment {
    pub(super) fn watch(on_input: &Rc<dyn Fn(Input)>) -> Self {
        let listen = |target: &EventTarget, kind, input: fn(&Event) -> Option<Input>| {
            let on_input = on_input.clone();
            let on_event = Box::new(move |event| {
                if let Some(input) = input(&event) {
                    on_input(input);
                }
            });
            Listener::new(target, kind, on_event)
        };
        let mut listeners = Vec::new();
        if let Some(window) = web_sys::window() {
            listeners.push(listen(&window, "online", |_| Some(Input::Online(true))));
            listeners.push(listen(&window, "offline", |_| Some(Input::Online(false))));
            listeners.push(listen(&window, "pagehide", |_| Some(Input::PageHide)));
            listeners.push(listen(&window, "pageshow", |event| {
                // The first showing of a page fires it too.
                let restored = event.unchecked_ref::<PageTransitionEvent>().persisted();
                restored.then_some(Input::PageShow)
            }));
            if let Some(document) = window.document() {
                listeners.push(listen(&document, "visibilitychange", |_| Some(Input::Visible(is_visible()))));
            }
        }
        Self { _listeners: listeners }
    }

    /// Inputs for what is not as a session assumes it: online and visible.
    pub(super) fn differences(&self) -> Vec<Input> {
        let mut inputs = Vec::new();
        if !web_sys::window().is_none_or(|window| window.navigator().on_line()) {
            inputs.push(Input::Online(false));
        }
        if !is_visible() {
            inputs.push(Input::Visible(false));
        }
        inputs
    }
}

/// Whether the page can be seen; animation frames stop when it cannot.
pub(super) fn is_visible() -> bool {
    web_sys::window().and_then(|window| window.document()).is_none_or(|document| !document.hidden())
}
