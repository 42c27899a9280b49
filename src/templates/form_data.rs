//! A form on a page of the platform's, in a frame: behind the buttons of a message, or by itself. The frame is walled
//! off, and it is heard only if it speaks from where it was loaded from.

use std::rc::Rc;

use js_sys::Reflect;
use protocol::template::{ButtonTemplate, FormData, InlineFormTemplate};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MessageEvent, ShadowRoot, Url};

use super::{Place, inputs::or, text};
use crate::{
    listener::Listener,
    window::{
        context::Context,
        dialog::Shape,
        memory::Cell,
        node::{El, Node, el, text_in},
    },
};

/// What an entry remembers of its form; at first nothing.
const OPEN: &str = "open";
const CLOSED: &str = "closed";
const DONE: &str = "done";
/// What a page of another origin may do: be a form. It keeps its own origin, by which its messages are known.
const FOREIGN: &str = "allow-forms allow-popups allow-scripts allow-same-origin";
/// A page of the host page's own origin gets none: with its own it could step out of the frame.
const OWN: &str = "allow-forms allow-popups allow-scripts";
/// The origin of what has none.
const NO_ORIGIN: &str = "null";

/// A frame that can be shown.
struct Frame {
    address: String,
    sandbox: &'static str,
    origin: String,
    id: String,
}

/// A message whose buttons open the form.
pub(super) fn behind_buttons(ctx: &Context, place: &Place, template: &ButtonTemplate, form: &FormData) -> Node {
    let titles = template.buttons.iter().map(|button| button.title.clone()).collect();
    Node::Many(vec![text::bubble(ctx, &template.text, ctx.markup), view(ctx, place, form, titles, false)])
}

/// A form by itself, which is there at once.
pub(super) fn inline(ctx: &Context, place: &Place, template: &InlineFormTemplate) -> Node {
    // A form of long ago is not loaded unasked.
    let form = template.form();
    let is_auto = form.inline && !place.from_history;
    Node::Many(vec![text::bubble(ctx, template.text(), ctx.markup), view(ctx, place, &form, Vec::new(), is_auto)])
}

fn view(ctx: &Context, place: &Place, form: &FormData, titles: Vec<String>, is_auto: bool) -> Node {
    let Some(frame) = Frame::new(place, &form.link) else {
        return text_in("div", "class=bubble other;part=bubble", ctx.strings.form_refused).into();
    };
    let frame = Rc::new(frame);
    let (ctx, state, in_place) = (ctx.clone(), place.cell("form", 0), form.inline && !place.from_history);
    Node::Dynamic(Box::new(move || {
        let known = state.get();
        if known == DONE {
            return text_in("div", "class=muted;role=status", ctx.strings.notice_form_submitted).into();
        }
        let is_shown = known == OPEN || (is_auto && known.is_empty());
        let mut buttons = el("div", "class=actions");
        if titles.is_empty() {
            buttons = buttons.child(opener(&ctx, &frame, &state, in_place, is_shown, ""));
        }
        for title in &titles {
            buttons = buttons.child(opener(&ctx, &frame, &state, in_place, is_shown, title));
        }
        // The one that stands by itself has no need of a button, until it was closed.
        buttons = buttons.attr_if("hidden", (is_auto && is_shown).then_some(""));
        Node::Many(vec![buttons.into(), is_shown.then(|| frame.view(&ctx, &state)).into()])
    }))
}

fn opener(ctx: &Context, frame: &Rc<Frame>, state: &Cell, in_place: bool, is_shown: bool, title: &str) -> El {
    let title = or(title, ctx.strings.form_open);
    let expanded = if is_shown { "true" } else { "false" };
    let (ctx, frame, state, name) = (ctx.clone(), frame.clone(), state.clone(), title.to_owned());
    text_in("button", "type=button;class=action;part=action;dir=auto", title)
        .attr_if("aria-expanded", in_place.then_some(expanded))
        .attr_if("aria-haspopup", (!in_place).then_some("dialog"))
        .on(
            "click",
            Box::new(move |_| {
                if in_place {
                    state.set(if is_shown { CLOSED } else { OPEN }.to_owned());
                    return;
                }
                let (inner, frame, state) = (ctx.clone(), frame.clone(), state.clone());
                ctx.open_dialog(&name, Shape::Sheet, Rc::new(move || frame.view(&inner, &state).into()));
            }),
        )
}

impl Frame {
    /// None for what is not a page of the web.
    fn new(place: &Place, link: &str) -> Option<Self> {
        let address = ::markup::safe_link(link).filter(|address| address.starts_with("http"))?;
        let mut origin = Url::new(&address).ok()?.origin();
        let own = web_sys::window().and_then(|window| window.location().origin().ok());
        let mut sandbox = FOREIGN;
        if own.as_ref() == Some(&origin) {
            sandbox = OWN;
            origin = NO_ORIGIN.to_owned();
        }
        Some(Self { address, sandbox, origin, id: place.id("form", 0) })
    }

    fn view(self: &Rc<Self>, ctx: &Context, state: &Cell) -> El {
        let hearing = web_sys::window().map(|window| {
            let (frame, ctx, state) = (self.clone(), ctx.clone(), state.clone());
            Listener::new(&window, "message", Box::new(move |event| frame.hear(&ctx, &state, event)))
        });
        el("iframe", "class=form-frame;loading=lazy")
            .attr("id", &self.id)
            .attr("title", ctx.strings.form_title)
            .attr("sandbox", self.sandbox)
            .attr("src", &self.address)
            // Heard for as long as the frame is there: whoever drops it drops this, and the listener in it.
            .on("load", Box::new(move |_| _ = &hearing))
    }

    /// Takes what the form says of itself (`kore-templates.md` 10.3).
    fn hear(&self, ctx: &Context, state: &Cell, event: Event) {
        let event: MessageEvent = event.unchecked_into();
        let is_own = event.origin() == self.origin && self.window(ctx).is_some_and(|own| is_same(&own, &event));
        if !is_own {
            return;
        }
        let data = event.data();
        let field = |name: &str| {
            Reflect::get(&data, &JsValue::from_str(name)).ok().and_then(|value| value.as_string()).unwrap_or_default()
        };
        if field("event") != "formEvent" {
            return;
        }
        let next = match field("action").as_str() {
            "formSubmit" => DONE,
            "formClose" | "formCancel" => CLOSED,
            _ => return,
        };
        state.set(next.to_owned());
        ctx.close_dialog();
    }

    /// The window inside the frame, while that is shown.
    fn window(&self, ctx: &Context) -> Option<JsValue> {
        let root: ShadowRoot = ctx.state.upgrade()?.area()?.get_root_node().unchecked_into();
        let frame = root.get_element_by_id(&self.id)?;
        Reflect::get(&frame, &JsValue::from_str("contentWindow")).ok()
    }
}

fn is_same(own: &JsValue, event: &MessageEvent) -> bool {
    event.source().is_some_and(|source| *own == *source)
}
