//! Drives a session in a browser: performs its effects, feeds it what happens, and owns every browser resource of it.
//!
//! Whatever the visitor or the host page does is handled at once. Frames are handled in batches, once for each
//! animation frame, so that a burst costs one update of the window and not a thousand.

mod api_url;
mod clock;
mod environment;
mod http;
mod queue;
mod schedule;
mod socket;
mod storage;

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use futures_util::future::LocalBoxFuture;
use session::{
    Change, Config, ConnId, Credential, Effect, Event, HttpCall, HttpFailure, HttpResponse, Input, Method, RequestId,
    Session, TokenFailure, TokenReason,
};
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortSignal;

pub use api_url::ApiUrl;
pub(crate) use clock::monotonic;
#[cfg(feature = "gallery")]
pub(crate) use clock::now;
use environment::Environment;
use http::Abort;
use queue::Queue;
#[cfg(feature = "window")]
pub(crate) use schedule::timeout;
use schedule::{Alarm, Flush};
use socket::Socket;
use storage::Store;

/// Frames handled in one batch.
const BATCH_FRAMES: usize = 250;
/// How long one batch may take, in milliseconds: half of what a frame has at 60 Hz.
const BATCH_MILLIS: u64 = 8;

/// Gets a credential from the host page. The signal aborts when the answer is no longer wanted.
pub type Credentials =
    Box<dyn Fn(TokenReason, AbortSignal) -> LocalBoxFuture<'static, Result<Credential, TokenFailure>>>;

/// Takes the platform's answer to what the bot's theme is.
pub type OnTheme = Box<dyn Fn(Result<HttpResponse, HttpFailure>)>;

/// The request for the theme; the session counts its own from 1.
const THEME: RequestId = RequestId(0);

/// A session at work. Dropping it closes the socket, aborts requests and removes timers and listeners.
pub struct Driver {
    core: Rc<Core>,
}

impl Driver {
    /// A driver that waits for [`Input::Connect`].
    ///
    /// `on_changes` and `on_events` get the output of one or many inputs at a time, in order, and may call
    /// [`Driver::input`]: what they put in is handled after they return. `on_theme` gets the bot's theme, which is asked for
    /// once, beside the first connection: it holds nothing up.
    pub fn new(
        config: Config,
        api_url: ApiUrl,
        credentials: Credentials,
        on_changes: Box<dyn Fn(Vec<Change>)>,
        on_events: Box<dyn Fn(Vec<Event>)>,
        on_theme: Option<OnTheme>,
    ) -> Self {
        let store = Store::of_bot(&config.bot.task_bot_id);
        let record = store.read();
        let bot = config.bot.task_bot_id.clone();
        let core = Rc::new_cyclic(|core: &Weak<Core>| Core {
            store,
            session: RefCell::new(Session::new(config, clock::seed())),
            api_url,
            credentials,
            on_changes,
            on_events,
            wants_theme: Cell::new(on_theme.is_some()),
            on_theme,
            bot,
            inputs: RefCell::default(),
            arrivals: RefCell::default(),
            running: Cell::new(false),
            ended: Cell::new(false),
            tick_queued: Cell::new(false),
            sockets: RefCell::default(),
            requests: RefCell::default(),
            flush: Flush::new(callback(core, Core::flush)),
            alarm: Alarm::new(callback(core, Core::tick)),
            environment: RefCell::default(),
        });
        if let Some(record) = record {
            core.input(Input::Restore(record));
        }
        let environment = Environment::watch(&core.inlet(Core::input));
        for input in environment.differences() {
            core.input(input);
        }
        *core.environment.borrow_mut() = Some(environment);
        Self { core }
    }

    /// Who the visitor is; see [`Session::user`].
    pub fn user(&self) -> String {
        self.core.session.try_borrow().map(|session| session.user().to_owned()).unwrap_or_default()
    }

    /// Feeds the session, at once unless it is busy with another input.
    pub fn input(&self, input: Input) {
        self.core.input(input);
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.core.end();
    }
}

fn callback(core: &Weak<Core>, act: fn(&Rc<Core>)) -> Rc<dyn Fn()> {
    let core = core.clone();
    Rc::new(move || {
        if let Some(core) = core.upgrade() {
            act(&core);
        }
    })
}

struct Core {
    store: Store,
    session: RefCell<Session>,
    api_url: ApiUrl,
    credentials: Credentials,
    on_changes: Box<dyn Fn(Vec<Change>)>,
    on_events: Box<dyn Fn(Vec<Event>)>,
    on_theme: Option<OnTheme>,
    wants_theme: Cell<bool>,
    bot: String,
    /// To be handled at once.
    inputs: RefCell<Queue>,
    /// To be handled in batches: frames, and what must not overtake them.
    arrivals: RefCell<Queue>,
    running: Cell<bool>,
    ended: Cell<bool>,
    tick_queued: Cell<bool>,
    sockets: RefCell<Vec<(ConnId, Socket)>>,
    requests: RefCell<Vec<(RequestId, Abort)>>,
    flush: Flush,
    alarm: Alarm,
    environment: RefCell<Option<Environment>>,
}

impl Core {
    fn input(self: &Rc<Self>, input: Input) {
        if !self.ended.get() {
            self.inputs.borrow_mut().push(input);
            self.run(0);
        }
    }

    /// An animation frame, or its substitute, has come.
    fn flush(self: &Rc<Self>) {
        self.run(BATCH_FRAMES);
    }

    /// The session's deadline has passed. Frames that wait may be what it was set for, so they go first.
    fn tick(self: &Rc<Self>) {
        self.tick_queued.set(true);
        self.arrivals.borrow_mut().push(Input::Tick);
        self.run(BATCH_FRAMES);
    }

    /// From a socket.
    fn arrival(self: &Rc<Self>, input: Input) {
        if let Input::SocketOpened { .. } = input {
            return self.input(input);
        }
        self.arrivals.borrow_mut().push(input);
        self.flush.schedule();
    }

    /// A way in that does not keep the core, and leads nowhere once it has ended.
    fn inlet(self: &Rc<Self>, act: fn(&Rc<Self>, Input)) -> Rc<dyn Fn(Input)> {
        let core = Rc::downgrade(self);
        Rc::new(move |input| {
            if let Some(core) = core.upgrade().filter(|core| !core.ended.get()) {
                act(&core, input);
            }
        })
    }

    /// Handles every input and at most `frames` arrivals, then reports. A call from inside a report only leaves its
    /// input in the queue.
    fn run(self: &Rc<Self>, mut frames: usize) {
        if self.running.replace(true) {
            return;
        }
        let until = clock::monotonic() + BATCH_MILLIS;
        loop {
            let (mut changes, mut events) = (Vec::new(), Vec::new());
            let mut handled = false;
            while let Some(input) = self.next(&mut frames, until) {
                handled = true;
                let output = self.session.borrow_mut().handle(clock::now(), input);
                changes.extend(output.changes);
                events.extend(output.events);
                for effect in output.effects {
                    self.perform(effect);
                }
            }
            if !handled {
                break;
            }
            frames = 0;
            if !changes.is_empty() {
                (self.on_changes)(changes);
            }
            if !events.is_empty() && !self.ended.get() {
                (self.on_events)(events);
            }
        }
        self.running.set(false);
        if !self.ended.get() {
            if !self.arrivals.borrow().is_empty() {
                self.flush.schedule();
            }
            if !self.tick_queued.get() {
                self.alarm.set(self.session.borrow().next_deadline());
            }
        }
    }

    fn next(&self, frames: &mut usize, until: u64) -> Option<Input> {
        if self.ended.get() {
            return None;
        }
        if let Some(input) = self.inputs.borrow_mut().pop() {
            return Some(input);
        }
        if *frames == 0 || clock::monotonic() > until {
            return None;
        }
        *frames -= 1;
        let input = self.arrivals.borrow_mut().pop();
        if matches!(input, Some(Input::Tick)) {
            self.tick_queued.set(false);
        }
        input
    }

    fn perform(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::RequestToken { request, reason } => self.request_token(request, reason),
            Effect::Http { request, call } => {
                self.request_theme(&call);
                self.request_http(request, call);
            }
            Effect::Abort { request } => drop(self.release(request)),
            Effect::OpenSocket { conn, url, protocols } => self.open_socket(conn, &url, &protocols),
            Effect::SendFrame { conn, text } => {
                if let Some((_, socket)) = self.sockets.borrow().iter().find(|(id, _)| *id == conn) {
                    socket.send(&text);
                }
            }
            Effect::Store(record) => {
                let is_kept = self.store.write(record.as_deref());
                if !is_kept {
                    self.inputs.borrow_mut().push(Input::StoreFailed);
                }
            }
            Effect::CloseSocket { conn, code } => {
                let mut sockets = self.sockets.borrow_mut();
                if let Some(index) = sockets.iter().position(|(id, _)| *id == conn) {
                    sockets.swap_remove(index).1.close(code);
                }
            }
            _ => {}
        }
    }

    fn open_socket(self: &Rc<Self>, conn: ConnId, url: &str, protocols: &[String]) {
        match Socket::open(conn, url, protocols, self.inlet(Self::arrival)) {
            Some(socket) => self.sockets.borrow_mut().push((conn, socket)),
            // The page's policy or the address forbids it; to the session that is a socket that never opened.
            None => self.inputs.borrow_mut().push(Input::SocketClosed {
                conn,
                code: socket::NO_CLOSE_CODE,
                reason: String::new(),
            }),
        }
    }

    fn request_token(self: &Rc<Self>, request: RequestId, reason: TokenReason) {
        let Some(signal) = self.begin(request) else { return };
        let credential = (self.credentials)(reason, signal);
        self.expect(request, Box::pin(async move { Input::Token { request, result: credential.await } }));
    }

    fn request_http(self: &Rc<Self>, request: RequestId, call: HttpCall) {
        let url = self.api_url.join(&call.path);
        let Some(signal) = self.begin(request) else { return };
        let core = Rc::downgrade(self);
        let on_timeout = move || {
            if let Some(abort) = core.upgrade().and_then(|core| core.release(request)) {
                drop(abort);
                Self::feed(&core, Input::Http { request, result: Err(HttpFailure::Network) });
            }
        };
        let timeout = schedule::timeout(call.timeout, Box::new(on_timeout));
        self.expect(
            request,
            Box::pin(async move {
                let _timeout = timeout;
                Input::Http { request, result: http::send(url, call, signal).await }
            }),
        );
    }

    /// Asks for the theme once, with the token of the session's first request that has one.
    fn request_theme(self: &Rc<Self>, call: &HttpCall) {
        if call.bearer.is_some() && self.wants_theme.take() {
            let path = js_sys::encode_uri_component(&self.bot).as_string().unwrap_or_default();
            let path = ["websdkthemes/", &path, "/activetheme"].concat();
            self.request_http(THEME, HttpCall { method: Method::Get, path, body: None, ..call.clone() });
        }
    }

    /// Hands an answer in when it comes, unless its request was given up.
    fn expect(self: &Rc<Self>, request: RequestId, answer: LocalBoxFuture<'static, Input>) {
        let core = Rc::downgrade(self);
        spawn_local(async move {
            let input = answer.await;
            if let Some(abort) = core.upgrade().and_then(|core| core.release(request)) {
                abort.disarm();
                Self::feed(&core, input);
            }
        });
    }

    /// Notes a request so that it can be aborted; none where the browser has no `AbortController`.
    fn begin(&self, request: RequestId) -> Option<AbortSignal> {
        let abort = Abort::new()?;
        let signal = abort.signal();
        self.requests.borrow_mut().push((request, abort));
        Some(signal)
    }

    /// Takes a request out; dropping it aborts. The list is not borrowed meanwhile: aborting calls the host page.
    fn release(&self, request: RequestId) -> Option<Abort> {
        let mut requests = self.requests.borrow_mut();
        let index = requests.iter().position(|(id, _)| *id == request)?;
        Some(requests.swap_remove(index).1)
    }

    fn feed(core: &Weak<Self>, input: Input) {
        let Some(core) = core.upgrade() else { return };
        match (input, &core.on_theme) {
            (Input::Http { request: THEME, result }, Some(on_theme)) => on_theme(result),
            (input, _) => core.input(input),
        }
    }

    fn end(&self) {
        self.ended.set(true);
        self.environment.take();
        self.flush.cancel();
        self.alarm.set(None);
        self.sockets.take();
        self.requests.take();
        self.inputs.take();
        self.arrivals.take();
    }
}
