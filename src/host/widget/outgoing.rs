//! `beforeSend`: the page may change or stop what the visitor sends. Messages keep their order while it makes up its mind.

use std::rc::Rc;

use session::{Draft, Input};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::{
    Chat,
    hooks::{self, Answer, Outcome},
};
use crate::host::{credentials::field, plain::object};

impl Chat {
    /// Feeds the session. Messages go past the page first, and what ends the conversation does not overtake them.
    pub(super) fn input(self: &Rc<Self>, input: Input) {
        let is_next = match input {
            Input::Send(_) | Input::Answer(_) => self.hooks.before_send.is_none(),
            Input::EndSession | Input::Disconnect => self.outgoing.borrow().is_empty(),
            _ => true,
        };
        if is_next {
            return self.feed(input);
        }
        let mut outgoing = self.outgoing.borrow_mut();
        outgoing.push(input);
        let is_alone = outgoing.len() == 1;
        drop(outgoing);
        if is_alone {
            self.ask();
        }
    }

    /// Asks the page about each message that waits.
    fn ask(self: &Rc<Self>) {
        loop {
            let Some(message) = self.outgoing.borrow().first().map(message) else { return };
            match self
                .hooks
                .before_send
                .as_ref()
                .filter(|_| message.is_object())
                .map(|hook| hooks::call(hook, &message))
            {
                Some(Answer::Later(promise)) => {
                    let chat = Rc::downgrade(self);
                    return spawn_local(async move {
                        let outcome = hooks::settle(promise).await;
                        if let Some(chat) = chat.upgrade() {
                            chat.answered(outcome);
                            chat.ask();
                        }
                    });
                }
                Some(Answer::Now(outcome)) => self.answered(outcome),
                None => self.answered(Ok(JsValue::UNDEFINED)),
            }
        }
    }

    /// The page has answered about the first that waits.
    fn answered(&self, outcome: Outcome) {
        let input = {
            let mut outgoing = self.outgoing.borrow_mut();
            if outgoing.is_empty() {
                return;
            }
            outgoing.remove(0)
        };
        let answer = self.outcome("beforeSend", outcome);
        if answer != JsValue::FALSE {
            self.feed(changed(input, &answer));
        }
    }
}

/// `{text, payload?}`; with `secret` for what must not be told to the page. `undefined` for what is no message.
fn message(input: &Input) -> JsValue {
    let (text, payload, is_secret) = match input {
        Input::Send(draft) => (&draft.text, draft.payload.as_ref(), false),
        Input::Answer(answer) => match &answer.shown {
            Some(shown) => (shown, Some(&answer.body).filter(|_| !answer.is_secret), answer.is_secret),
            None => (&answer.body, None, answer.is_secret),
        },
        _ => return JsValue::UNDEFINED,
    };
    let payload = payload.map_or(JsValue::UNDEFINED, |payload| payload.into());
    object(&[("text", text.into()), ("payload", payload), ("secret", is_secret.into())])
}

/// The message with the page's words: a text, or an object with other ones. A secret stays as it is.
fn changed(input: Input, answer: &JsValue) -> Input {
    let is_text = answer.is_string();
    if !is_text && !answer.is_object() {
        return input;
    }
    let mut draft = match input {
        Input::Send(draft) => draft,
        Input::Answer(answer) if !answer.is_secret => match answer.shown {
            Some(text) => Draft { text, payload: Some(answer.body) },
            None => Draft { text: answer.body, payload: None },
        },
        other => return other,
    };
    if let Some(text) = if is_text { answer.as_string() } else { field(answer, "text").as_string() } {
        draft.text = text;
    }
    let payload = field(answer, "payload");
    if payload.is_null() || payload.is_string() {
        draft.payload = payload.as_string();
    }
    Input::Send(draft)
}
