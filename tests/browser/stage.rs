//! A window on a page, and ways to act and to look.

use std::{cell::RefCell, rc::Rc};

use rtm_chat_widget::window::{self, Renderer, Settings, WindowEvent, WindowHandle};
use session::{Change, Entry, Input, TimelineDiff};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CssStyleSheet, Document, Element, HtmlElement, HtmlTextAreaElement, KeyboardEvent, KeyboardEventInit, ShadowRoot,
    ShadowRootInit, ShadowRootMode,
};

const TOKENS: &str = include_str!("../../style/tokens.css");
/// Longest wait for anything, in milliseconds.
const DEADLINE: f64 = 5_000.0;

/// A host element with a window in its shadow root. Removed from the page on drop.
pub struct Stage {
    pub host: HtmlElement,
    pub root: ShadowRoot,
    pub window: Option<WindowHandle>,
    pub inputs: Rc<RefCell<Vec<Input>>>,
    pub events: Rc<RefCell<Vec<WindowEvent>>>,
}

impl Stage {
    /// An open window in English.
    pub fn open() -> Self {
        let stage = Self::with(Settings { title: "Support".to_owned(), ..Settings::default() });
        stage.window().open();
        stage
    }

    /// A closed window.
    pub fn with(settings: Settings) -> Self {
        Self::rendering(settings, None)
    }

    /// A closed window with views of the page's own.
    pub fn rendering(settings: Settings, renderer: Option<Renderer>) -> Self {
        let host: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&host).unwrap();
        let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
        let tokens = CssStyleSheet::new().unwrap();
        tokens.replace_sync(TOKENS).unwrap();
        root.adopted_style_sheets().push(&tokens);
        let inputs = Rc::new(RefCell::new(Vec::new()));
        let events = Rc::new(RefCell::new(Vec::new()));
        let window = window::mount(
            &root,
            settings,
            renderer,
            {
                let inputs = inputs.clone();
                Rc::new(move |input| inputs.borrow_mut().push(input))
            },
            {
                let events = events.clone();
                Rc::new(move |event| events.borrow_mut().push(event))
            },
        );
        Self { host, root, window: Some(window), inputs, events }
    }

    pub fn window(&self) -> &WindowHandle {
        self.window.as_ref().unwrap()
    }

    pub fn apply(&self, change: Change) {
        self.window().apply(vec![change]);
    }

    /// Puts entries at the end, in one batch.
    pub fn append(&self, entries: impl IntoIterator<Item = Entry>, len: usize) {
        self.window().apply(
            entries
                .into_iter()
                .enumerate()
                .map(|(at, entry)| Change::Timeline(TimelineDiff::Insert { index: len + at, entry: entry.into() }))
                .collect(),
        );
    }

    pub fn update(&self, entry: Entry) {
        self.apply(Change::Timeline(TimelineDiff::Update { entry: entry.into() }));
    }

    pub fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).unwrap()
    }

    pub fn get(&self, selector: &str) -> Element {
        self.find(selector).unwrap_or_else(|| panic!("nothing matches {selector}"))
    }

    pub fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length()).map(|at| found.item(at).unwrap().unchecked_into()).collect()
    }

    pub fn text(&self, selector: &str) -> String {
        self.get(selector).text_content().unwrap_or_default()
    }

    pub fn click(&self, selector: &str) {
        self.get(selector).unchecked_into::<HtmlElement>().click();
    }

    pub fn area(&self) -> HtmlTextAreaElement {
        self.get("textarea").unchecked_into()
    }

    /// Writes into the composer as a visitor would: the value, then the event.
    pub fn write(&self, text: &str) {
        let area = self.area();
        area.set_value(text);
        area.dispatch_event(&event("input")).unwrap();
    }

    /// Presses a key in the composer; whether the page saw the event, and whether it was prevented.
    pub fn press(&self, init: &KeyboardEventInit) -> Pressed {
        press(&self.area(), init)
    }

    /// What was dispatched since the last look, without the typing.
    pub fn take_inputs(&self) -> Vec<Input> {
        self.inputs.borrow_mut().drain(..).filter(|input| !matches!(input, Input::VisitorTyping)).collect()
    }

    /// The answers that were given since the last look.
    pub fn take_answers(&self) -> Vec<protocol::template::Answer> {
        let answer = |input| match input {
            Input::Answer(answer) => Some(answer),
            _ => None,
        };
        self.take_inputs().into_iter().filter_map(answer).collect()
    }

    pub fn take_events(&self) -> Vec<WindowEvent> {
        std::mem::take(&mut *self.events.borrow_mut())
    }

    /// Waits until a selector matches.
    pub async fn wait_for(&self, selector: &str) -> Element {
        until(&format!("{selector} appears"), || self.find(selector).is_some()).await;
        self.get(selector)
    }

    /// Waits until a text is in what a selector matches first.
    pub async fn wait_for_text(&self, selector: &str, text: &str) {
        until(&format!("{selector} says {text:?}"), || {
            self.find(selector).and_then(|found| found.text_content()).is_some_and(|found| found.contains(text))
        })
        .await;
    }

    pub async fn wait_for_count(&self, selector: &str, count: usize) {
        until(&format!("{count} of {selector}, not {}", self.all(selector).len()), || {
            self.all(selector).len() == count
        })
        .await;
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.window.take();
        self.host.remove();
    }
}

/// What became of a key press.
pub struct Pressed {
    pub reached_page: bool,
    pub was_prevented: bool,
}

pub fn key(name: &str) -> KeyboardEventInit {
    let init = KeyboardEventInit::new();
    init.set_key(name);
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_composed(true);
    init
}

pub fn press(target: &Element, init: &KeyboardEventInit) -> Pressed {
    let seen = Rc::new(std::cell::Cell::new(false));
    let listener = {
        let seen = seen.clone();
        Closure::<dyn FnMut()>::new(move || seen.set(true))
    };
    let page = document();
    page.add_event_listener_with_callback("keydown", listener.as_ref().unchecked_ref()).unwrap();
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", init).unwrap();
    target.dispatch_event(&event).unwrap();
    page.remove_event_listener_with_callback("keydown", listener.as_ref().unchecked_ref()).unwrap();
    Pressed { reached_page: seen.get(), was_prevented: event.default_prevented() }
}

pub fn event(name: &str) -> web_sys::Event {
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    web_sys::Event::new_with_event_init_dict(name, &init).unwrap()
}

pub fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

pub fn now() -> f64 {
    web_sys::window().unwrap().performance().unwrap().now()
}

/// Waits for a condition, looking once a frame.
pub async fn until(what: &str, condition: impl Fn() -> bool) {
    let start = now();
    while !condition() {
        assert!(now() - start < DEADLINE, "waited in vain: {what}");
        frame().await;
    }
}

/// The next animation frame.
pub async fn frame() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        web_sys::window().unwrap().request_animation_frame(&resolve).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// Lets effects run, without a frame in between.
pub async fn effects() {
    for _ in 0..10 {
        JsFuture::from(js_sys::Promise::resolve(&JsValue::UNDEFINED)).await.unwrap();
    }
}
