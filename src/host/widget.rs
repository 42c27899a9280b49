//! The chat with its window, as the custom element holds it.

mod hooks;
mod incoming;
mod outgoing;

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use js_sys::Function;
use protocol::{Content, json::read_json, limits::MAX_DEPTH, value};
use session::{Draft, Event, HttpFailure, HttpResponse, Input};
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlElement, ShadowRoot};

use self::{
    hooks::{Answer, Outcome},
    incoming::Pending,
};
use super::{
    credentials::field,
    error::HostError,
    events::Events,
    options::{Branding, Options},
    panic, plain,
};

pub(super) use self::hooks::Hooks;

use crate::{
    driver::{Driver, OnTheme},
    i18n,
    theme::{Theme, branding},
    window::{self, Adopted, Own, Renderer, Settings, WindowEvent, WindowHandle},
};

/// One chat on a page. The custom element holds it; [`Widget::destroy`] ends it.
#[wasm_bindgen]
pub struct Widget {
    chat: Rc<Chat>,
}

/// Mounts a closed chat window into an element's shadow root. Nothing is requested before it is opened or told to send.
/// `texts` is the file of the visitor's language, for a language that has one; English is in the module. `resumed_user` is
/// whose conversation the page before showed, as [`Widget::user`] told there.
///
/// # Errors
///
/// A JavaScript `Error` with a `code` of `invalid-option` that names the option, what it should be and what it was.
/// `rtm-error` tells the same.
#[wasm_bindgen]
pub fn mount(
    host: HtmlElement,
    root: &ShadowRoot,
    options: JsValue,
    texts: Option<String>,
    resumed_user: Option<String>,
) -> Result<Widget, JsValue> {
    panic::report();
    let events = Events::new(host.into());
    let mut options = match Options::read(&options) {
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
    options.config.resumed_user = resumed_user;
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

    /// Who the visitor is, as far as a token has told; empty before.
    pub fn user(&self) -> String {
        self.chat.driver.borrow().as_ref().map(|driver| driver.user()).unwrap_or_default()
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
    hooks: Hooks,
    /// Messages that the page is asked about before they are sent.
    outgoing: RefCell<Vec<Input>>,
    /// Messages that the page is asked about before they are shown.
    pending: RefCell<Vec<Pending>>,
    /// Where the window is.
    root: ShadowRoot,
    /// The platform's theme.
    branding: RefCell<Option<Adopted>>,
    theme: Theme,
    /// Whether a view of the page's is being made: the window cannot go meanwhile.
    is_rendering: Cell<bool>,
}

impl Chat {
    fn new(events: Events, root: &ShadowRoot, options: Options) -> Rc<Self> {
        let chat = Rc::new(Self {
            events,
            window: RefCell::default(),
            driver: RefCell::default(),
            connected: Cell::new(false),
            hooks: options.hooks,
            outgoing: RefCell::default(),
            pending: RefCell::default(),
            root: root.clone(),
            branding: RefCell::default(),
            theme: options.settings.theme,
            is_rendering: Cell::new(false),
        });
        let renderer = renderer(&chat, &options.settings);
        let dispatch = with(&chat, |chat, input| chat.input(input));
        let on_window = with(&chat, |chat, event| chat.window_event(event));
        let window = window::mount(root, options.settings, renderer, Rc::new(dispatch), Rc::new(on_window));
        *chat.window.borrow_mut() = Some(Rc::new(window));

        let on_changes = with(&chat, |chat, changes| chat.show(changes));
        let on_events = with(&chat, |chat, events| chat.tell(events));
        let mut on_theme: Option<OnTheme> = None;
        match options.branding {
            Branding::None => {}
            Branding::Given(json) => chat.brand(&json),
            Branding::Active => on_theme = Some(Box::new(with(&chat, |chat, answer| chat.theme_came(answer)))),
        }
        let driver = Driver::new(
            options.config,
            options.api_url,
            options.credentials.into_provider(),
            Box::new(on_changes),
            Box::new(on_events),
            on_theme,
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

    fn connect(self: &Rc<Self>) {
        if !self.connected.replace(true) {
            self.input(Input::Connect);
        }
    }

    fn feed(&self, input: Input) {
        let driver = self.driver.borrow().clone();
        if let Some(driver) = driver {
            driver.input(input);
        }
    }

    /// Puts on the colours of a theme.
    fn brand(&self, json: &serde_json::Value) {
        let branding = branding::read(json, self.theme);
        for warning in &branding.warnings {
            self.events.warning(warning);
        }
        *self.branding.borrow_mut() = Adopted::theme(&self.root, &branding.css);
    }

    /// The platform answered what its theme is.
    fn theme_came(&self, answer: Result<HttpResponse, HttpFailure>) {
        let problem = match answer {
            Ok(HttpResponse { status: 200, body, .. }) => {
                let json = read_json(&body, MAX_DEPTH).unwrap_or_default();
                match value::field(&json, "activeTheme") {
                    Some(serde_json::Value::Bool(false)) => "the bot has none that is active".to_owned(),
                    _ => return self.brand(&json),
                }
            }
            Ok(response) => ["the platform answers ", &response.status.to_string()].concat(),
            Err(_) => "the platform cannot be reached".to_owned(),
        };
        self.events
            .warning(&["The platform's theme is not used: ", &problem, ". The chat keeps its own colours."].concat());
    }

    /// What a hook answered; `undefined` where it failed, which is told.
    fn outcome(&self, name: &str, outcome: Outcome) -> JsValue {
        outcome.unwrap_or_else(|thrown| {
            self.events.error(&HostError::hook(name, &thrown));
            JsValue::UNDEFINED
        })
    }

    fn tell(&self, events: Vec<Event>) {
        for event in events {
            self.events.session(event);
        }
    }

    fn window_event(self: &Rc<Self>, event: WindowEvent) {
        if event == WindowEvent::Opened {
            self.connect();
        }
        if event == WindowEvent::EndAsked {
            self.ask_to_end();
        }
        self.events.window(event);
    }

    /// Asks the page whether the visitor may end the chat. It may take its time: somebody may be asked.
    fn ask_to_end(self: &Rc<Self>) {
        let Some(hook) = &self.hooks.before_close else { return };
        match hooks::call(hook, &JsValue::UNDEFINED) {
            Answer::Now(outcome) => self.end(outcome),
            Answer::Later(promise) => {
                let chat = Rc::downgrade(self);
                spawn_local(async move {
                    let outcome = JsFuture::from(promise).await;
                    if let Some(chat) = chat.upgrade() {
                        chat.end(outcome);
                    }
                });
            }
        }
    }

    fn end(&self, outcome: Outcome) {
        if self.outcome("beforeClose", outcome) != JsValue::FALSE
            && let Some(window) = self.window()
        {
            window.end();
        }
    }

    /// Asks the page's renderer for its view of an item.
    fn own_view(&self, content: &Content, context: &JsValue) -> Option<Own> {
        let (name, function) = self.hooks.renderer(content)?;
        self.is_rendering.set(true);
        let answer = function.call2(&JsValue::UNDEFINED, &plain::payload(content), context).and_then(hooks::own);
        self.is_rendering.set(false);
        answer.unwrap_or_else(|thrown| {
            self.events.error(&HostError::hook(&["templates.", name].concat(), &thrown));
            None
        })
    }

    fn window(&self) -> Option<Rc<WindowHandle>> {
        self.window.borrow().clone()
    }

    fn destroy(self: &Rc<Self>) {
        if self.is_rendering.get() {
            let chat = self.clone();
            return spawn_local(async move { chat.destroy() });
        }
        // The driver goes first: what it still has in hand must not reach a window that is being taken down.
        drop(self.driver.take());
        drop(self.window.take());
        drop(self.branding.take());
    }
}

/// The page's own views, if it has any. They get the payload and `{send, close, locale, theme}`.
fn renderer(chat: &Rc<Chat>, settings: &Settings) -> Option<Renderer> {
    if chat.hooks.templates.is_empty() {
        return None;
    }
    let (host, has, chat) = (chat.events.host(), Rc::downgrade(chat), Rc::downgrade(chat));
    // The element's own methods: what a view calls later does nothing once the chat has ended.
    let method = |name: &str| {
        let method = field(host, name);
        method.dyn_ref::<Function>().map_or(JsValue::UNDEFINED, |method| method.bind0(host).into())
    };
    let context = plain::object(&[
        ("send", method("send")),
        ("close", method("close")),
        ("locale", settings.locale.as_str().into()),
        ("theme", settings.theme.as_str().into()),
    ]);
    let has = move |content: &Content| has.upgrade().is_some_and(|chat| chat.hooks.renderer(content).is_some());
    let view = move |content: &Content| chat.upgrade()?.own_view(content, &context);
    Some(Renderer { has: Rc::new(has), view: Rc::new(view) })
}

fn with<T: 'static>(chat: &Rc<Chat>, act: fn(&Rc<Chat>, T)) -> impl Fn(T) + 'static {
    let chat: Weak<Chat> = Rc::downgrade(chat);
    move |value| {
        if let Some(chat) = chat.upgrade() {
            act(&chat, value);
        }
    }
}
