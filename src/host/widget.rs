//! The chat with its window, as the custom element holds it.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use session::{Change, Draft, Event, Input};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

use super::{events::Events, options::Options, panic};
use crate::{
    driver::Driver,
    i18n,
    window::{self, WindowEvent, WindowHandle},
};

/// One chat on a page. The custom element holds it; [`Widget::destroy`] ends it.
#[wasm_bindgen]
pub struct Widget {
    chat: Rc<Chat>,
}

/// Mounts a closed chat window into an element's shadow root. Nothing is requested before it is opened or told to send.
/// `texts` is the file of the visitor's language, for a language that has one; English is in the module.
///
/// # Errors
///
/// A JavaScript `Error` with a `code` of `invalid-option` that names the option, what it should be and what it was.
/// `rtm-error` tells the same.
#[wasm_bindgen]
pub fn mount(host: HtmlElement, root: &ShadowRoot, options: JsValue, texts: Option<String>) -> Result<Widget, JsValue> {
    panic::report();
    let events = Events::new(host.into());
    let options = match Options::read(&options) {
        Ok(options) => options,
        Err(error) => {
            events.error(&error);
            return Err(error.into());
        }
    };
    for warning in &options.warnings {
        events.warning(warning);
    }
    let locale = &options.settings.locale;
    if texts.is_some_and(|texts| !i18n::install(locale, &texts)) {
        events.warning(&format!(
            "The texts of the language \"{locale}\" could not be loaded, so the chat speaks English. Its file must be of \
             the same release, in the folder \"locale\" beside the widget's module."
        ));
    }
    let open = options.open;
    let chat = Chat::new(events, root, options);
    chat.events.ready();
    if open {
        chat.open();
    }
    Ok(Widget { chat })
}

#[wasm_bindgen]
impl Widget {
    /// Opens the window; the first time this connects.
    pub fn open(&self) {
        self.chat.open();
    }

    /// Closes the window; the conversation goes on.
    pub fn close(&self) {
        self.chat.close();
    }

    /// Opens a closed window and closes an open one.
    pub fn toggle(&self) {
        if self.chat.is_open() { self.chat.close() } else { self.chat.open() }
    }

    /// Whether the window is open.
    #[wasm_bindgen(js_name = isOpen)]
    pub fn is_open(&self) -> bool {
        self.chat.is_open()
    }

    /// Sends a message as the visitor, connecting first if need be. `payload` goes to the bot in place of the text.
    pub fn send(&self, text: String, payload: Option<String>) {
        self.chat.connect();
        self.chat.input(Input::Send(Draft { text, payload }));
    }

    /// Ends the conversation on the platform.
    #[wasm_bindgen(js_name = endSession)]
    pub fn end_session(&self) {
        self.chat.input(Input::EndSession);
    }

    /// Closes the connection and removes the window. Later calls do nothing.
    pub fn destroy(&self) {
        self.chat.destroy();
    }
}

impl Drop for Widget {
    fn drop(&mut self) {
        self.chat.destroy();
    }
}

/// Ties window, driver and events together. It owns both; they reach it through weak references.
struct Chat {
    events: Events,
    window: RefCell<Option<Rc<WindowHandle>>>,
    driver: RefCell<Option<Rc<Driver>>>,
    connected: Cell<bool>,
}

impl Chat {
    fn new(events: Events, root: &ShadowRoot, options: Options) -> Rc<Self> {
        let chat = Rc::new(Self {
            events,
            window: RefCell::default(),
            driver: RefCell::default(),
            connected: Cell::new(false),
        });
        let dispatch = with(&chat, |chat, input| chat.input(input));
        let on_window = with(&chat, |chat, event| chat.window_event(event));
        let window = window::mount(root, options.settings, Rc::new(dispatch), Rc::new(on_window));
        *chat.window.borrow_mut() = Some(Rc::new(window));

        let on_changes = with(&chat, |chat, changes| chat.show(changes));
        let on_events = with(&chat, |chat, events| chat.tell(events));
        let driver = Driver::new(
            options.config,
            options.api_url,
            options.credentials.into_provider(),
            Box::new(on_changes),
            Box::new(on_events),
        );
        *chat.driver.borrow_mut() = Some(Rc::new(driver));
        chat
    }

    fn open(&self) {
        if let Some(window) = self.window() {
            window.open();
        }
    }

    fn close(&self) {
        if let Some(window) = self.window() {
            window.close();
        }
    }

    fn is_open(&self) -> bool {
        self.window().is_some_and(|window| window.is_open())
    }

    fn connect(&self) {
        if !self.connected.replace(true) {
            self.input(Input::Connect);
        }
    }

    fn input(&self, input: Input) {
        let driver = self.driver.borrow().clone();
        if let Some(driver) = driver {
            driver.input(input);
        }
    }

    fn show(&self, changes: Vec<Change>) {
        if let Some(window) = self.window() {
            window.apply(changes);
        }
    }

    fn tell(&self, events: Vec<Event>) {
        for event in events {
            self.events.session(event);
        }
    }

    fn window_event(&self, event: WindowEvent) {
        if event == WindowEvent::Opened {
            self.connect();
        }
        self.events.window(event);
    }

    fn window(&self) -> Option<Rc<WindowHandle>> {
        self.window.borrow().clone()
    }

    fn destroy(&self) {
        // The driver goes first: what it still has in hand must not reach a window that is being taken down.
        drop(self.driver.take());
        drop(self.window.take());
    }
}

fn with<T: 'static>(chat: &Rc<Chat>, act: fn(&Chat, T)) -> impl Fn(T) + 'static {
    let chat: Weak<Chat> = Rc::downgrade(chat);
    move |value| {
        if let Some(chat) = chat.upgrade() {
            act(&chat, value);
        }
    }
}
