//! The page's own functions that the chat calls: what is wrong with one is told, and the chat goes on without it.

use js_sys::{Array, Function, Promise, Reflect};
use protocol::{Content, value::same_name};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::{
    driver,
    host::{credentials, error::HostError, plain},
    window::Own,
};

/// How long a hook may take, in milliseconds.
const LONGEST: u64 = 5_000;

/// The functions that the page gave.
#[derive(Default)]
pub(in crate::host) struct Hooks {
    pub(in crate::host) before_send: Option<Function>,
    pub(in crate::host) before_render: Option<Function>,
    pub(in crate::host) before_close: Option<Function>,
    /// By the name of a template.
    pub(in crate::host) templates: Vec<(String, Function)>,
}

/// What a hook answered.
pub(super) type Outcome = Result<JsValue, JsValue>;

/// When a hook answers.
pub(super) enum Answer {
    Now(Outcome),
    Later(Promise),
}

/// Calls a hook.
pub(super) fn call(hook: &Function, message: &JsValue) -> Answer {
    match hook.call1(&JsValue::UNDEFINED, message) {
        Ok(answer) if is_promise(&answer) => Answer::Later(Promise::resolve(&answer)),
        outcome => Answer::Now(outcome),
    }
}

/// Waits for a hook, but not for ever.
pub(super) async fn settle(promise: Promise) -> Outcome {
    let mut timer = None;
    let limit = Promise::new(&mut |_, reject: Function| {
        let on_timeout = move || {
            let late = js_sys::Error::new("it did not settle within 5 seconds");
            // Rejecting a promise does not throw.
            let _ = reject.call1(&JsValue::UNDEFINED, &late);
        };
        timer = Some(driver::timeout(LONGEST, Box::new(on_timeout)));
    });
    let first = JsFuture::from(Promise::race(&Array::of2(&promise, &limit))).await;
    drop(timer);
    first
}

impl Hooks {
    /// The page's function for an item of a message. The one named `*` is for every template that comes with a payload.
    pub(super) fn renderer(&self, content: &Content) -> Option<&(String, Function)> {
        let named = |name: &str| self.templates.iter().find(|(known, _)| same_name(known, name));
        let has_payload = matches!(content, Content::Template(template) if template.raw().is_some());
        named(plain::name(content)).or_else(|| named("*").filter(|_| has_payload))
    }
}

/// What a renderer's answer shows; none for the built-in view.
///
/// # Errors
///
/// For what is neither a node nor text.
pub(super) fn own(answer: JsValue) -> Result<Option<Own>, JsValue> {
    if answer.is_undefined() || answer.is_null() {
        return Ok(None);
    }
    if let Some(text) = answer.as_string() {
        return Ok(Some(Own::Text(text)));
    }
    match answer.dyn_into::<web_sys::Node>() {
        // What is in a fragment leaves it once it is shown.
        Ok(node) if node.node_type() == web_sys::Node::DOCUMENT_FRAGMENT_NODE => {
            let document = node.owner_document();
            let holder: Option<web_sys::Node> = document.and_then(|it| it.create_element("div").ok()).map(Into::into);
            holder.iter().for_each(|holder| drop(holder.append_child(&node)));
            Ok(holder.map(Own::Node))
        }
        Ok(node) => Ok(Some(Own::Node(node))),
        Err(other) => {
            Err(js_sys::Error::new(&["it gave ", credentials::kind(&other), ", neither a node nor text"].concat())
                .into())
        }
    }
}

impl HostError {
    /// A function of the page's that threw, was rejected, or did not answer.
    pub(super) fn hook(name: &str, thrown: &JsValue) -> Self {
        let why = credentials::describe(thrown);
        Self {
            code: "hook-failed",
            message: ["The function \"", name, "\" failed: ", &why, ". The chat goes on as if it were not there."]
                .concat(),
            details: vec![("option", name.to_owned())],
        }
    }
}

fn is_promise(value: &JsValue) -> bool {
    value.is_object() && Reflect::get(value, &"then".into()).is_ok_and(|then| then.is_function())
}
