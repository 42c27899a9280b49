//! The connection in words: what the header and the banner say, and when.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_timers::callback::Timeout;
use session::{ConnectionState, StopReason};

use super::context::Shown;

/// How long a connection may be away before the visitor is told. Milliseconds.
const PATIENCE: u32 = 1_500;

/// The connection in the header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Status {
    #[default]
    Idle,
    Connecting,
    Live,
    Reconnecting,
    Offline,
    Stopped,
}

/// The connection when it needs words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Banner {
    Connecting,
    Reconnecting,
    Offline,
    Unavailable,
    Unauthorized,
    Refused,
}

/// Turns states of the session into what is shown. A short interruption shows nothing.
pub(crate) struct Connection {
    shown: Rc<Shown>,
    was_live: Cell<bool>,
    pending: RefCell<Option<Timeout>>,
}

impl Connection {
    pub fn new(shown: Rc<Shown>) -> Self {
        Self { shown, was_live: Cell::new(false), pending: RefCell::new(None) }
    }

    /// Takes a state over.
    pub fn set(&self, state: &ConnectionState) {
        let (status, banner) = match state {
            ConnectionState::Idle => (Status::Idle, None),
            ConnectionState::Live => (Status::Live, None),
            ConnectionState::Waiting { until: None, .. } => (Status::Offline, Some(Banner::Offline)),
            ConnectionState::Stopped(reason) => (
                Status::Stopped,
                Some(match reason {
                    StopReason::Unauthorized => Banner::Unauthorized,
                    StopReason::Refused(_) => Banner::Refused,
                    _ => Banner::Unavailable,
                }),
            ),
            _ if self.was_live.get() => return self.wait(Status::Reconnecting, Banner::Reconnecting),
            _ => return self.wait(Status::Connecting, Banner::Connecting),
        };
        self.was_live.set(match status {
            Status::Live => true,
            Status::Idle => false,
            _ => self.was_live.get(),
        });
        *self.pending.borrow_mut() = None;
        show(&self.shown, status, banner);
    }

    /// Shows a state that may pass by itself only once it has lasted.
    fn wait(&self, status: Status, banner: Banner) {
        let known = self.shown.status.peek();
        if known == status && (self.shown.banner.peek().is_some() || self.pending.borrow().is_some()) {
            return;
        }
        if known != Status::Live {
            // Nothing is lost by saying so at once, and what was said before is no longer true.
            show(&self.shown, status, None);
        }
        let mut pending = self.pending.borrow_mut();
        if pending.is_none() {
            let shown = self.shown.clone();
            *pending = Some(Timeout::new(PATIENCE, move || show(&shown, status, Some(banner))));
        }
    }
}

fn show(shown: &Shown, status: Status, banner: Option<Banner>) {
    shown.status.set(status);
    shown.banner.set(banner);
}
