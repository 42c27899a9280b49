//! The gallery: frames in a real window, over a real session that is told it is connected. Nothing is requested, stored or
//! sent: what would be is reported. Only in builds with the feature `gallery`, which the delivered widget does not have.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
    sync::Arc,
};

use js_sys::{Function, Reflect};
use markup::Dialect;
use protocol::rest::{BotInfo, Grant};
use session::{Change, Config, ConnId, Credential, Effect, Event, HttpResponse, Input, Session, TimelineDiff};
use wasm_bindgen::prelude::*;
use web_sys::ShadowRoot;

use super::panic;
use crate::{
    driver::now,
    i18n,
    window::{self, Direction, Settings, Theme, WindowEvent, WindowHandle},
};

/// A window that shows some frames. Dropping it removes the window.
#[wasm_bindgen]
pub struct Preview {
    stage: Rc<Stage>,
}

/// Opens a window in a shadow root. `options` are `title`, `language`, `direction`, `theme`, `markup`, `texts` (the file of
/// the language), `page` (the body of the newest page of history) and `fromHistory`, whether what is shown counts as history.
/// `report` is called with `warning`, `sent` or `event`, and a text.
#[wasm_bindgen]
pub fn preview(root: &ShadowRoot, options: &JsValue, report: Function) -> Preview {
    panic::report();
    let get = |name: &str| Reflect::get(options, &name.into()).unwrap_or_default();
    let text = |name: &str| get(name).as_string().unwrap_or_default();
    let locale = Some(text("language")).filter(|tag| !tag.is_empty()).unwrap_or_else(|| "en".to_owned());
    if let Some(texts) = get("texts").as_string()
        && !i18n::install(&locale, &texts)
    {
        tell(&report, "warning", "the texts of the language are of another release");
    }
    let settings = Settings {
        title: text("title"),
        direction: match text("direction").as_str() {
            "ltr" => Direction::Ltr,
            "rtl" => Direction::Rtl,
            _ => Direction::Auto,
        },
        theme: match text("theme").as_str() {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            "contrast" => Theme::Contrast,
            _ => Theme::Auto,
        },
        markup: if text("markup") == "commonmark" { Dialect::CommonMark } else { Dialect::Kore },
        locale,
        ..Settings::default()
    };
    let bot = BotInfo { chat_bot: text("title"), task_bot_id: "st-gallery".to_owned(), ..BotInfo::default() };
    let stage = Rc::new(Stage {
        session: RefCell::new(Session::new(Config { bot, ..Config::default() }, 0)),
        window: RefCell::default(),
        conn: Cell::new(None),
        page: Cell::new(get("page").as_string()),
        from_history: get("fromHistory").is_truthy(),
        report,
        inputs: RefCell::default(),
        is_running: Cell::new(false),
    });
    let (dispatch, on_event) = (Rc::downgrade(&stage), Rc::downgrade(&stage));
    let dispatch = move |input| {
        if let Some(stage) = dispatch.upgrade() {
            stage.input(input);
        }
    };
    let on_event = move |event| {
        if let (WindowEvent::Closed, Some(stage)) = (event, on_event.upgrade()) {
            // There is no launcher here.
            tell(&stage.report, "event", "the window was closed, and opens again");
            stage.with_window(WindowHandle::open);
        }
    };
    let window = window::mount(root, settings, None, Rc::new(dispatch), Rc::new(on_event));
    *stage.window.borrow_mut() = Some(window);
    stage.input(Input::Connect);
    stage.with_window(WindowHandle::open);
    Preview { stage }
}

#[wasm_bindgen]
impl Preview {
    /// Receives a frame.
    pub fn receive(&self, frame: String) {
        if let Some(conn) = self.stage.conn.get() {
            self.stage.input(Input::SocketFrame { conn, text: frame });
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        drop(self.stage.window.take());
    }
}

/// The window and the session behind it.
struct Stage {
    session: RefCell<Session>,
    window: RefCell<Option<WindowHandle>>,
    conn: Cell<Option<ConnId>>,
    page: Cell<Option<String>>,
    from_history: bool,
    report: Function,
    inputs: RefCell<VecDeque<Input>>,
    is_running: Cell<bool>,
}

impl Stage {
    /// Handles an input and all that it leads to. Called while it does so, it only leaves the input in the queue.
    fn input(&self, input: Input) {
        self.inputs.borrow_mut().push_back(input);
        if self.is_running.replace(true) {
            return;
        }
        while let Some(input) = self.next() {
            let output = self.session.borrow_mut().handle(now(), input);
            for effect in output.effects {
                self.perform(effect);
            }
            for event in output.events {
                match event {
                    Event::Warning(warning) => tell(&self.report, "warning", &warning.to_string()),
                    Event::Platform { .. } | Event::State(_) | Event::Message(_) | Event::Sent(_) => {}
                    other => tell(&self.report, "event", &format!("{other:?}")),
                }
            }
            let changes: Vec<Change> = output.changes.into_iter().map(|change| self.aged(change)).collect();
            self.with_window(|window| window.apply(changes));
        }
        self.is_running.set(false);
    }

    fn next(&self) -> Option<Input> {
        self.inputs.borrow_mut().pop_front()
    }

    /// Answers as a platform would that has nothing to say.
    fn perform(&self, effect: Effect) {
        let answer = match effect {
            Effect::RequestToken { request, .. } => {
                let grant = Grant::new("gallery".to_owned());
                Input::Token { request, result: Ok(Credential::AccessToken { grant, jwt: None }) }
            }
            Effect::Http { request, call } => {
                let body = match call.path.as_str() {
                    "rtm/start" => r#"{"url":"wss://gallery.invalid/"}"#.to_owned(),
                    _ => self.page.take().unwrap_or_else(|| r#"{"messages":[],"moreAvailable":false}"#.to_owned()),
                };
                Input::Http { request, result: Ok(HttpResponse { status: 200, body, retry_after: None }) }
            }
            Effect::OpenSocket { conn, .. } => {
                self.conn.set(Some(conn));
                Input::SocketOpened { conn }
            }
            Effect::SendFrame { conn, text } => {
                tell(&self.report, "sent", &text);
                let frame: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
                let ack = serde_json::json!({ "type": "ack", "ok": true, "replyto": frame["id"] });
                Input::SocketFrame { conn, text: ack.to_string() }
            }
            _ => return,
        };
        self.inputs.borrow_mut().push_back(answer);
    }

    /// The change, with what the bot says made a part of history if that is wished.
    fn aged(&self, change: Change) -> Change {
        if !self.from_history {
            return change;
        }
        match change {
            Change::Timeline(TimelineDiff::Insert { index, mut entry }) => {
                Arc::make_mut(&mut entry).from_history = true;
                Change::Timeline(TimelineDiff::Insert { index, entry })
            }
            Change::Timeline(TimelineDiff::Update { mut entry }) => {
                Arc::make_mut(&mut entry).from_history = true;
                Change::Timeline(TimelineDiff::Update { entry })
            }
            change => change,
        }
    }

    fn with_window(&self, act: impl FnOnce(&WindowHandle)) {
        if let Some(window) = &*self.window.borrow() {
            act(window);
        }
    }
}

fn tell(report: &Function, kind: &str, text: &str) {
    // What the gallery's page throws is in the console already.
    let _ = report.call2(&JsValue::NULL, &kind.into(), &text.into());
}
