//! A form of numbered inputs and the button that sends what is in them: what all questions of the bot's share that want
//! more than one tap. The inputs are the browser's own; what is in them is remembered, unless it is secret.

use std::rc::Rc;

use protocol::template::Answer;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

use super::Place;
use crate::window::{
    context::{Choice, Context},
    node::{Act, El, Node, el, text_in},
};

/// Makes the answer of what is in the inputs, in their order: `1` stands for a tick. Else says which input is wrong, and why.
pub(super) type Read = Rc<dyn Fn(&[String]) -> Result<Answer, Problem>>;
/// The number of an input, and what is wrong with it in words.
pub(super) type Problem = (usize, String);

/// What remembers the content of an input, and what is wrong with it.
const CONTENT: &str = "content";
const PROBLEM: &str = "problem";
/// The inputs that count. A tick for all of its group does not, it is drawn from theirs.
const COUNTED: &str = "input:not([data-all]),select";

/// The form. It is done with after its answer; then, and when it comes from history, its inputs only tell.
pub(super) fn form(ctx: &Context, place: &Place, fields: Vec<Node>, submit: &str, read: Read) -> El {
    let button = text_in("button", "type=submit;class=action;part=action", or(submit, ctx.strings.composer_send));
    form_with(ctx, place, fields, vec![button], read)
}

/// The same with buttons of its own.
#[inline(never)]
pub(super) fn form_with(ctx: &Context, place: &Place, fields: Vec<Node>, buttons: Vec<El>, read: Read) -> El {
    let form = el("form", "class=panel question;novalidate;autocomplete=off").child(fields);
    if !place.is_open() {
        return form;
    }
    let mut actions = el("div", "class=actions;data-layout=full");
    for button in buttons {
        actions = actions.child(button);
    }
    let (ctx, remembering, place) = (ctx.clone(), place.clone(), place.clone());
    form.child(actions).on("input", Box::new(move |event| changed(&remembering, &event))).on(
        "submit",
        Box::new(move |event| {
            event.prevent_default();
            send(&ctx, &place, &form_of(&event), &*read);
        }),
    )
}

/// The input number `index`. `fixed` are its attributes; what it had in it is put back.
#[inline(never)]
pub(super) fn input(place: &Place, index: usize, fixed: &'static str) -> El {
    el("input", fixed)
        .attr("value", &place.cell(CONTENT, index).peek())
        .attr("aria-describedby", &problem_id(place, index))
        .attr_if("disabled", disabled(place))
}

/// An input with its label above, where it has one, and its problem below.
#[inline(never)]
pub(super) fn field(place: &Place, index: usize, label: &str, input: El) -> El {
    let words = (!label.is_empty()).then(|| text_in("span", "class=field-label;dir=auto", label));
    let label = el("label", "class=field").child(words).child(input);
    el("div", "").child(label).child(problem(place, index))
}

/// What is wrong with an input: empty at first, read out when it comes.
#[inline(never)]
pub(super) fn problem(place: &Place, index: usize) -> El {
    let cell = place.cell(PROBLEM, index);
    el("div", "class=problem;role=alert;dir=auto")
        .attr("id", &problem_id(place, index))
        .child(Node::Dynamic(Box::new(move || Node::Text(cell.get()))))
}

/// The name of an input's problem, for `aria-describedby`.
pub(super) fn problem_id(place: &Place, index: usize) -> String {
    place.id(PROBLEM, index)
}

/// What was in an input, `1` for a tick.
pub(super) fn content(place: &Place, index: usize) -> String {
    place.cell(CONTENT, index).peek()
}

/// The value of the attribute `disabled` of an input that cannot be changed any more.
pub(super) fn disabled(place: &Place) -> Option<&'static str> {
    (!place.is_open()).then_some("")
}

/// A text of the bot's, or the widget's own where that is empty.
pub(super) fn or<'a>(text: &'a str, own: &'a str) -> &'a str {
    if text.is_empty() { own } else { text }
}

/// Empties the inputs of the form around a button.
pub(super) fn emptying(place: &Place) -> Act {
    let place = place.clone();
    Box::new(move |event| {
        let form = form_of(&event);
        for control in controls(&form) {
            control.set_value("");
        }
        remember(&place, &form);
    })
}

fn changed(place: &Place, event: &Event) {
    if let Some(target) = event.target() {
        let _ = target.unchecked_into::<Element>().remove_attribute("aria-invalid");
    }
    remember(place, &form_of(event));
}

fn remember(place: &Place, form: &Element) {
    for (index, control) in controls(form).iter().enumerate() {
        place.cell(PROBLEM, index).set(String::new());
        // Codes, passwords and personal data are nowhere but in their inputs.
        if !control.has_attribute("data-secret") {
            place.cell(CONTENT, index).set(value(control));
        }
    }
}

fn send(ctx: &Context, place: &Place, form: &Element, read: &dyn Fn(&[String]) -> Result<Answer, Problem>) {
    remember(place, form);
    let controls = controls(form);
    let values: Vec<String> = controls.iter().map(value).collect();
    // The browser knows what an address of e-mail looks like, and whether a number is one.
    let is_valid = |answer| match controls.iter().position(|control| !control.check_validity()) {
        Some(index) => Err((index, ctx.strings.input_invalid.to_owned())),
        None => Ok(answer),
    };
    match read(&values).and_then(is_valid) {
        Ok(answer) => {
            if ctx.answer(place.key, Choice { item: place.item, action: Choice::WHOLE }, answer) {
                controls.iter().filter(|control| control.has_attribute("data-secret")).for_each(|it| it.set_value(""));
            }
        }
        Err((index, words)) => {
            place.cell(PROBLEM, index).set(words);
            if let Some(control) = controls.get(index) {
                if !is_tick(control) {
                    let _ = control.set_attribute("aria-invalid", "true");
                }
                let _ = control.focus();
            }
        }
    }
}

fn form_of(event: &Event) -> Element {
    let target: Element = event
        .current_target()
        .or_else(|| event.target())
        .map_or_else(|| unreachable!("an event that is being dispatched has a target"), JsCast::unchecked_into);
    target.closest("form").ok().flatten().unwrap_or(target)
}

/// The inputs of a form. A list to select from has all that is asked of an input.
fn controls(form: &Element) -> Vec<HtmlInputElement> {
    let Ok(found) = form.query_selector_all(COUNTED) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)).map(JsCast::unchecked_into).collect()
}

fn value(control: &HtmlInputElement) -> String {
    match is_tick(control) {
        true if control.checked() => "1".to_owned(),
        true => String::new(),
        false => control.value(),
    }
}

fn is_tick(control: &HtmlInputElement) -> bool {
    matches!(control.type_().as_str(), "radio" | "checkbox")
}
