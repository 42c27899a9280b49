//! What lies over the conversation until it is closed: a sheet from below, or a modal in the middle. The focus stays
//! inside and goes back to where it was.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use super::{
    context::Context,
    icon::{self, icon},
    node::{El, Node, el, text_in},
};

/// An open dialog.
#[derive(Clone)]
pub(crate) struct Dialog {
    title: String,
    shape: Shape,
    body: Body,
    /// Where the focus was.
    opener: Option<Element>,
}

/// What a dialog shows; follows the signals that it reads.
pub(crate) type Body = Rc<dyn Fn() -> Node>;

/// How a dialog looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// From below, over the whole width.
    Sheet,
    /// In the middle.
    Modal,
}

impl PartialEq for Dialog {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.body, &other.body)
    }
}

impl Context {
    /// Opens a dialog; one that is open gives way.
    #[inline(never)]
    pub fn open_dialog(&self, title: &str, shape: Shape, body: Body) {
        let area = self.state.upgrade().and_then(|state| state.area());
        let root = area.map(|area| area.get_root_node());
        let opener = root.and_then(|root| root.unchecked_into::<web_sys::ShadowRoot>().active_element());
        self.shown.dialog.set(Some(Dialog { title: title.to_owned(), shape, body, opener }));
    }

    /// Closes the dialog, if one is open, and gives the focus back.
    #[inline(never)]
    pub fn close_dialog(&self) {
        let Some(dialog) = self.shown.dialog.peek() else { return };
        self.shown.dialog.set(None);
        match dialog.opener.filter(|opener| opener.is_connected()) {
            Some(opener) => drop(opener.unchecked_into::<HtmlElement>().focus()),
            None => self.with_state(super::state::State::focus),
        }
    }
}

/// The open dialog.
pub(crate) fn dialog(ctx: &Context) -> Node {
    let Some(dialog) = ctx.shown.dialog.get() else { return Node::Nothing };
    let strings = ctx.strings;
    let shape = match dialog.shape {
        Shape::Sheet => "sheet",
        Shape::Modal => "modal",
    };
    let close = el("button", "type=button;class=dialog-close")
        .attr("aria-label", strings.dialog_close)
        .attr("title", strings.dialog_close)
        .on("click", ctx.act(|ctx, _| ctx.close_dialog()))
        .focused()
        .child(icon(icon::CLOSE));
    let header = el("div", "class=dialog-header")
        .child(text_in("h2", "class=dialog-title;id=dialog-title;dir=auto", &dialog.title))
        .child(close);
    let body = dialog.body;
    let panel = el("div", "class=dialog;part=dialog;role=dialog;aria-modal=true;aria-labelledby=dialog-title")
        .attr("data-shape", shape)
        .on("keydown", ctx.act(key))
        .child(header)
        .child(el("div", "class=dialog-body;tabindex=-1").child(Node::Dynamic(Box::new(move || body()))));
    let backdrop: El = el("div", "class=backdrop").on("click", ctx.act(|ctx, _| ctx.close_dialog()));
    Node::Many(vec![backdrop.into(), panel.into()])
}

fn key(ctx: &Context, event: Event) {
    let event: KeyboardEvent = event.unchecked_into();
    match event.key().as_str() {
        "Escape" if !event.is_composing() && !event.default_prevented() => {
            event.prevent_default();
            event.stop_propagation();
            ctx.close_dialog();
        }
        "Tab" => keep_focus(&event),
        _ => {}
    }
}

/// Goes round inside the dialog.
fn keep_focus(event: &KeyboardEvent) {
    const FOCUSABLE: &str = "a[href],button,input,select,textarea,summary,[tabindex='0']";
    let (Some(panel), Some(target)) = (event.current_target(), event.target()) else { return };
    let (panel, target): (Element, Element) = (panel.unchecked_into(), target.unchecked_into());
    let Ok(found) = panel.query_selector_all(FOCUSABLE) else { return };
    let at = |index: u32| found.item(index).map(JsCast::unchecked_into::<HtmlElement>);
    // What is folded away cannot have the focus.
    let mut reachable = (0..found.length()).filter_map(at).filter(|element| element.offset_height() > 0);
    let Some(first) = reachable.next() else { return };
    let last = reachable.next_back().unwrap_or_else(|| first.clone());
    let is_at = |end: &HtmlElement| target == **end;
    let next = match event.shift_key() {
        true if is_at(&first) => last,
        false if is_at(&last) => first,
        _ => return,
    };
    event.prevent_default();
    let _ = next.focus();
}
