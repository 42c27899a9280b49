//! One WebSocket.

use std::rc::Rc;

use js_sys::{Array, JsString};
use session::{ConnId, Input};
use wasm_bindgen::JsCast;
use web_sys::{CloseEvent, Event, MessageEvent, WebSocket};

use crate::listener::Listener;

/// What browsers report for a socket that ended without a close frame.
pub(super) const NO_CLOSE_CODE: u16 = 1006;
/// A normal end.
const NORMAL: u16 = 1000;

/// A socket; silent and closed once it is dropped.
pub(super) struct Socket {
    raw: WebSocket,
    _listeners: [Listener; 3],
}

impl Socket {
    /// Begins to open a socket. None if the browser refuses the address at once.
    ///
    /// `on_input` is told when it has opened, each text that arrives, and its end, which is also what becomes of a
    /// socket that cannot be opened.
    pub(super) fn open(conn: ConnId, url: &str, protocols: &[String], on_input: Rc<dyn Fn(Input)>) -> Option<Self> {
        // No protocols are the same as an empty list of them.
        let protocols: Array = protocols.iter().map(|name| JsString::from(name.as_str())).collect();
        let raw = WebSocket::new_with_str_sequence(url, &protocols).ok()?;
        let listen = |kind, input: fn(ConnId, &Event) -> Option<Input>| {
            let on_input = on_input.clone();
            let on_event = Box::new(move |event| {
                if let Some(input) = input(conn, &event) {
                    on_input(input);
                }
            });
            Listener::new(&raw, kind, on_event)
        };
        // An error is always followed by the close.
        let listeners = [
            listen("open", |conn, _| Some(Input::SocketOpened { conn })),
            listen("message", |conn, event| {
                // The platform sends no bytes.
                let text = event.unchecked_ref::<MessageEvent>().data().as_string()?;
                Some(Input::SocketFrame { conn, text })
            }),
            listen("close", |conn, event| {
                let event = event.unchecked_ref::<CloseEvent>();
                Some(Input::SocketClosed { conn, code: event.code(), reason: event.reason() })
            }),
        ];
        Some(Self { raw, _listeners: listeners })
    }

    /// Sends a text frame. On a socket that is closing the frame is lost, and the session learns of the close.
    pub(super) fn send(&self, text: &str) {
        let _ = self.raw.send_with_str(text);
    }

    /// Closes with a code of 1000 or 3000 to 4999.
    pub(super) fn close(self, code: u16) {
        let _ = self.raw.close_with_code(code);
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        // Does nothing to a socket that is closing already.
        let _ = self.raw.close_with_code(NORMAL);
    }
}
