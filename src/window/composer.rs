//! Where the visitor writes.

use leptos::{ev, prelude::*};
use session::Input;
use wasm_bindgen::JsCast;
use web_sys::{HtmlTextAreaElement, KeyboardEvent};

use super::{
    context::Context,
    icon::{self, icon},
    node::{Node, Ref, dynamic, el, reference, value},
};

/// The box and the send button. `area` gets hold of the box, whose text outlives the closed window.
pub(crate) fn composer(ctx: Context, area: Ref) -> Node {
    let strings = ctx.strings;
    let has_text = RwSignal::new(false);
    let field = reference();
    let composer = Composer { ctx, area, field, has_text };
    let waits = move || ctx.shown.waiting.get();
    el("div")
        .attr("class", "composer")
        .child((
            el("div")
                .attr("class", "composer-hint")
                .attr("id", "hint")
                .attr("role", "status")
                .child(dynamic(move || waits().then_some(strings.composer_waiting))),
            el("div").attr("class", "composer-box").child((
                // The field's invisible copy of the text gives the box its height (composer.css).
                el("div").attr("class", "composer-field").reference(field).child(
                    el("textarea")
                        .attr("part", "composer")
                        .attr("rows", "1")
                        .attr("enterkeyhint", "send")
                        .attr("autocomplete", "off")
                        .attr("aria-label", strings.composer_label)
                        .attr("aria-describedby", "hint")
                        .attr(
                            "placeholder",
                            value(move || {
                                Some(if waits() { strings.composer_answer } else { strings.composer_placeholder })
                            }),
                        )
                        .reference(area)
                        .on(ev::input, move |_| {
                            composer.changed();
                            ctx.dispatch(Input::VisitorTyping);
                        })
                        .on(ev::keydown, move |event: KeyboardEvent| composer.key(&event))
                        .on(ev::keypress, |event: KeyboardEvent| keep_typing(&event))
                        .on(ev::keyup, |event: KeyboardEvent| keep_typing(&event)),
                ),
                el("button")
                    .attr("type", "button")
                    .attr("class", "send")
                    .attr("part", "send")
                    .attr("aria-label", strings.composer_send)
                    .attr("title", strings.composer_send)
                    .attr("aria-disabled", value(move || (!has_text.get()).then_some("true")))
                    .on(ev::click, move |_| {
                        composer.send();
                        composer.focus();
                    })
                    .child(icon(icon::SEND)),
            )),
        ))
        .node()
}

#[derive(Clone, Copy)]
struct Composer {
    ctx: Context,
    area: Ref,
    field: Ref,
    has_text: RwSignal<bool>,
}

impl Composer {
    fn area(self) -> Option<HtmlTextAreaElement> {
        self.area.get_value().map(JsCast::unchecked_into)
    }

    fn changed(self) {
        let (Some(area), Some(field)) = (self.area(), self.field.get_value()) else { return };
        let text = area.value();
        // Setting an attribute of that name cannot fail.
        let _ = field.set_attribute("data-text", &text);
        // Text decides for itself in which direction it is read; the placeholder goes with the window.
        area.set_dir(if text.is_empty() { "" } else { "auto" });
        let has_text = !text.trim().is_empty();
        if self.has_text.get_untracked() != has_text {
            self.has_text.set(has_text);
        }
    }

    fn key(self, event: &KeyboardEvent) {
        if event.key() == "Enter" && !event.shift_key() && !is_composing(event) {
            event.prevent_default();
            event.stop_propagation();
            self.send();
        } else {
            keep_typing(event);
        }
    }

    fn send(self) {
        let Some(area) = self.area() else { return };
        let text = area.value();
        let text = text.trim();
        if !text.is_empty() {
            area.set_value("");
            self.changed();
            self.ctx.send(text.to_owned(), None);
        }
    }

    fn focus(self) {
        if let Some(area) = self.area() {
            let _ = area.focus();
        }
    }
}

/// Keys that write or move in the box are consumed by it: the page's one-key shortcuts must not see them.
fn keep_typing(event: &KeyboardEvent) {
    let is_shortcut =
        (event.ctrl_key() || event.meta_key() || event.alt_key()) && !event.get_modifier_state("AltGraph");
    let key = event.key();
    let writes = key.chars().count() == 1
        || matches!(
            key.as_str(),
            "Enter"
                | "Backspace"
                | "Delete"
                | "ArrowUp"
                | "ArrowDown"
                | "ArrowLeft"
                | "ArrowRight"
                | "Home"
                | "End"
                | "PageUp"
                | "PageDown"
                | "Process"
                | "Dead"
        );
    if writes && !is_shortcut {
        event.stop_propagation();
    }
}

/// Enter that ends the input of a composed character; 229 is how Safari tells it.
fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}
