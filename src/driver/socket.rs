//! One WebSocket.

use std::{future::poll_fn, pin::Pin};

use futures_util::{
    Sink, StreamExt,
    future::{AbortHandle, abortable},
};
use gloo_net::websocket::{Message, State, WebSocketError, futures::WebSocket};
use js_sys::{Array, JsString};
use wasm_bindgen_futures::spawn_local;

/// What browsers report for a socket that ended without a close frame.
pub(super) const NO_CLOSE_CODE: u16 = 1006;
/// A normal end.
const NORMAL: u16 = 1000;

/// What a socket does.
pub(super) enum SocketEvent {
    Opened,
    Frame(String),
    /// The last one; also for a socket that never opened.
    Closed {
        code: u16,
        reason: String,
    },
}

/// A socket; silent and closed once it is dropped.
pub(super) struct Socket {
    /// Frames are sent and the close code is set here: the stream's own sink cannot be reached while it is read.
    raw: web_sys::WebSocket,
    reader: AbortHandle,
}

impl Socket {
    /// Begins to open a socket. None if the browser refuses the address at once.
    pub(super) fn open(url: &str, protocols: &[String], on_event: impl Fn(SocketEvent) + 'static) -> Option<Self> {
        let raw = if protocols.is_empty() {
            web_sys::WebSocket::new(url)
        } else {
            let protocols: Array = protocols.iter().map(|name| JsString::from(name.as_str())).collect();
            web_sys::WebSocket::new_with_str_sequence(url, &protocols)
        }
        .ok()?;
        let stream = WebSocket::try_from(raw.clone()).ok()?;
        let (read, reader) = abortable(read(stream, on_event));
        spawn_local(async move {
            // An error means that the socket was dropped.
            let _ = read.await;
        });
        Some(Self { raw, reader })
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
        self.reader.abort();
        // Does nothing to a socket that is closing already.
        let _ = self.raw.close_with_code(NORMAL);
    }
}

async fn read(mut stream: WebSocket, on_event: impl Fn(SocketEvent)) {
    // Ready once the socket has opened or failed.
    let _ = poll_fn(|context| Pin::new(&mut stream).poll_ready(context)).await;
    if matches!(stream.state(), State::Open) {
        on_event(SocketEvent::Opened);
    }
    while let Some(item) = stream.next().await {
        match item {
            Ok(Message::Text(text)) => on_event(SocketEvent::Frame(text)),
            Err(WebSocketError::ConnectionClose(event)) => {
                return on_event(SocketEvent::Closed { code: event.code, reason: event.reason });
            }
            // The platform sends no bytes; an error is followed by the close.
            _ => {}
        }
    }
    on_event(SocketEvent::Closed { code: NO_CLOSE_CODE, reason: String::new() });
}
