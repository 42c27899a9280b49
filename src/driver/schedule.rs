//! When to wake up: for the next batch of frames, and for the session's deadline.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use session::Millis;
use wasm_bindgen::{JsCast, closure::Closure};

use super::{clock, environment};

/// How long an animation frame may fail to come before a batch is handled without it, in milliseconds. Browsers hold
/// frames back in pages they believe unseen, such as an embedded page that is scrolled away.
const WITHOUT_FRAME: i32 = 100;
/// The longest time that browsers can wait, in milliseconds.
const LONGEST: Millis = i32::MAX as Millis;

/// Calls `on_timeout` once after so many milliseconds, unless it is dropped before.
pub(crate) fn timeout(after: Millis, on_timeout: Box<dyn FnOnce()>) -> Timeout {
    Timeout::new(after.min(LONGEST) as u32, on_timeout)
}

/// Calls back once before the next painting.
pub(super) struct Flush {
    wake: Closure<dyn FnMut()>,
    pending: Rc<Pending>,
}

#[derive(Default)]
struct Pending {
    frame: Cell<Option<i32>>,
    timer: Cell<Option<i32>>,
}

impl Pending {
    fn clear(&self) {
        let Some(window) = web_sys::window() else { return };
        if let Some(id) = self.frame.take() {
            let _ = window.cancel_animation_frame(id);
        }
        if let Some(id) = self.timer.take() {
            window.clear_timeout_with_handle(id);
        }
    }
}

impl Flush {
    pub(super) fn new(on_flush: Rc<dyn Fn()>) -> Self {
        let pending = Rc::new(Pending::default());
        let wake = Closure::new({
            let pending = pending.clone();
            move || {
                pending.clear();
                on_flush();
            }
        });
        Self { wake, pending }
    }

    /// Sees to it that a call comes; one, however often this is called before it.
    pub(super) fn schedule(&self) {
        if self.pending.timer.get().is_some() {
            return;
        }
        let Some(window) = web_sys::window() else { return };
        let wake = self.wake.as_ref().unchecked_ref();
        let visible = environment::is_visible();
        if visible {
            self.pending.frame.set(window.request_animation_frame(wake).ok());
        }
        let wait = if visible { WITHOUT_FRAME } else { 0 };
        let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(wake, wait);
        self.pending.timer.set(timer.ok());
    }

    pub(super) fn cancel(&self) {
        self.pending.clear();
    }
}

impl Drop for Flush {
    fn drop(&mut self) {
        self.cancel();
    }
}

/// Calls back at a point in time that can be moved.
pub(super) struct Alarm {
    on_alarm: Rc<dyn Fn()>,
    armed: Rc<RefCell<Option<(Millis, Timeout)>>>,
}

impl Alarm {
    pub(super) fn new(on_alarm: Rc<dyn Fn()>) -> Self {
        Self { on_alarm, armed: Rc::default() }
    }

    /// Moves the alarm to a point on the monotonic clock, or switches it off.
    pub(super) fn set(&self, deadline: Option<Millis>) {
        let Some(deadline) = deadline else {
            self.armed.take();
            return;
        };
        if self.armed.borrow().as_ref().is_some_and(|(at, _)| *at == deadline) {
            return;
        }
        let (on_alarm, armed) = (self.on_alarm.clone(), Rc::downgrade(&self.armed));
        let on_timeout = move || {
            if let Some(armed) = armed.upgrade() {
                armed.take();
            }
            on_alarm();
        };
        let timer = timeout(deadline.saturating_sub(clock::monotonic()), Box::new(on_timeout));
        *self.armed.borrow_mut() = Some((deadline, timer));
    }
}
