//! Where the visitor writes.

use session::Input;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlTextAreaElement, KeyboardEvent};

use super::{
    context::Context,
    icon::{self, icon},
    node::{El, Node, el},
};

/// The box and the send button.
pub(crate) fn composer(ctx: &Context) -> El {
    // The field's invisible copy of the text gives the box its height (composer.css).
    let field = el("div", "class=composer-field").child(ctx.follow(text_area));
    el("div", "class=composer")
        .child(el("div", "class=composer-hint;id=hint;role=status").child(ctx.follow(hint)))
        .child(el("div", "class=composer-box").child(field).child(ctx.follow(send_button)))
}

fn hint(ctx: &Context) -> Node {
    let words = match (ctx.shown.is_full.get(), ctx.shown.waiting.get()) {
        (true, _) => ctx.strings.composer_full,
        (false, true) => ctx.strings.composer_waiting,
        (false, false) => return Node::Nothing,
    };
    Node::Text(words.to_owned())
}

fn text_area(ctx: &Context) -> Node {
    let strings = ctx.strings;
    let placeholder = if ctx.shown.waiting.get() { strings.composer_answer } else { strings.composer_placeholder };
    el("textarea", "part=composer;rows=1;enterkeyhint=send;autocomplete=off;aria-describedby=hint")
        .attr("aria-label", strings.composer_label)
        .attr("placeholder", placeholder)
        .on(
            "input",
            ctx.act(|ctx, event| {
                area_of(&event).iter().for_each(|area| changed(ctx, area));
                ctx.dispatch(Input::VisitorTyping);
            }),
        )
        .on("keydown", ctx.act(key))
        .on("keypress", ctx.act(keep_typing))
        .on("keyup", ctx.act(keep_typing))
        .into()
}

fn send_button(ctx: &Context) -> Node {
    let label = ctx.strings.composer_send;
    let can_send = ctx.shown.has_text.get() && !ctx.shown.is_full.get();
    el("button", "type=button;class=send;part=send")
        .attr("aria-label", label)
        .attr("title", label)
        .attr_if("aria-disabled", (!can_send).then_some("true"))
        .on(
            "click",
            ctx.act(|ctx, _| {
                let area = ctx.state.upgrade().and_then(|state| state.area());
                if let Some(area) = area {
                    send(ctx, &area);
                    let _ = AsRef::<HtmlElement>::as_ref(&area).focus();
                }
            }),
        )
        .child(icon(icon::SEND))
        .into()
}

fn area_of(event: &Event) -> Option<HtmlTextAreaElement> {
    event.current_target().map(JsCast::unchecked_into)
}

/// Puts text into the box in place of what is there.
pub(super) fn write(ctx: &Context, area: &HtmlTextAreaElement, text: &str) {
    area.set_value(text);
    changed(ctx, area);
}

fn changed(ctx: &Context, area: &HtmlTextAreaElement) {
    let text = area.value();
    // Setting attributes of these names cannot fail.
    if let Some(field) = area.parent_element() {
        let _ = field.set_attribute("data-text", &text);
    }
    // Text decides for itself in which direction it is read; the placeholder goes with the window.
    let _ = area.set_attribute("dir", if text.is_empty() { "" } else { "auto" });
    ctx.shown.has_text.set(!text.trim().is_empty());
}

fn key(ctx: &Context, event: Event) {
    let event: KeyboardEvent = event.unchecked_into();
    if event.key() == "Enter" && !event.shift_key() && !is_composing(&event) {
        event.prevent_default();
        event.stop_propagation();
        area_of(&event).iter().for_each(|area| send(ctx, area));
    } else {
        keep_typing(ctx, event.into());
    }
}

fn send(ctx: &Context, area: &HtmlTextAreaElement) {
    let text = area.value();
    let text = text.trim();
    if !text.is_empty() && !ctx.shown.is_full.peek() {
        write(ctx, area, "");
        ctx.send(text.to_owned(), None);
    }
}

/// Named keys that write or move in the box.
const WRITING: [&str; 13] = [
    "Enter",
    "Backspace",
    "Delete",
    "ArrowUp",
    "ArrowDown",
    "ArrowLeft",
    "ArrowRight",
    "Home",
    "End",
    "PageUp",
    "PageDown",
    "Process",
    "Dead",
];

/// Keys that write or move in the box are consumed by it: the page's one-key shortcuts must not see them.
fn keep_typing(_: &Context, event: Event) {
    let event: KeyboardEvent = event.unchecked_into();
    let is_shortcut =
        (event.ctrl_key() || event.meta_key() || event.alt_key()) && !event.get_modifier_state("AltGraph");
    let key = event.key();
    let writes = key.chars().nth(1).is_none() || WRITING.contains(&key.as_str());
    if writes && !is_shortcut {
        event.stop_propagation();
    }
}

/// Enter that ends the input of a composed character; 229 is how Safari tells it.
fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}
