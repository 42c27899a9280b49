//! The chat window: shows what the session says and turns what the visitor does into inputs.

use std::{cell::Cell, rc::Rc};

use leptos::{html, mount::mount_to, prelude::*};
use session::{Change, Input};
use wasm_bindgen::JsCast;

pub use crate::theme::{Direction, Theme};

/// How the window looks and speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The name in the header, usually the bot's; plain text.
    pub title: String,
    /// The visitor's language, a BCP 47 tag such as `en-GB`.
    pub locale: String,
    /// Where lines begin.
    pub direction: Direction,
    /// Which colours.
    pub theme: Theme,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: String::new(),
            locale: "en".to_owned(),
            direction: Direction::default(),
            theme: Theme::default(),
        }
    }
}

/// What the window tells its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowEvent {
    /// It was opened; the composer has the focus.
    Opened,
    /// It was closed, by the visitor or by its owner; the focus should go back to the launcher.
    Closed,
    /// How many messages of the bot or an agent arrived since the window was closed; 0 once it is open.
    Unread(u32),
}

/// A mounted window. Dropping it removes everything it put into the root.
pub struct WindowHandle {
    state: Rc<WindowState>,
    _mounted: Box<dyn std::any::Any>,
}

struct WindowState {
    open: Cell<bool>,
    on_event: Rc<dyn Fn(WindowEvent)>,
}

/// Mounts a closed window in a shadow root.
pub fn mount(
    root: &web_sys::ShadowRoot,
    settings: Settings,
    dispatch: Rc<dyn Fn(Input)>,
    on_event: Rc<dyn Fn(WindowEvent)>,
) -> WindowHandle {
    let _ = dispatch;
    let mounted = mount_to(root.clone().unchecked_into(), move || html::div().class("window").child(settings.title));
    WindowHandle {
        state: Rc::new(WindowState { open: Cell::new(false), on_event }),
        _mounted: Box::new(mounted),
    }
}

impl WindowHandle {
    /// Shows changes, in order; one rendering however many there are.
    pub fn apply(&self, changes: Vec<Change>) {
        let _ = changes;
    }

    /// Opens the window and moves the focus into the composer.
    pub fn open(&self) {
        if !self.state.open.replace(true) {
            (self.state.on_event)(WindowEvent::Opened);
        }
    }

    /// Closes the window; what was typed stays.
    pub fn close(&self) {
        if self.state.open.replace(false) {
            (self.state.on_event)(WindowEvent::Closed);
        }
    }

    /// Whether the window is open.
    pub fn is_open(&self) -> bool {
        self.state.open.get()
    }
}
