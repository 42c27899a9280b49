//! `otpValidationTemplate` and `resetPinTemplate`: codes. What is typed is nowhere but in its input, and never shown.

use std::rc::Rc;

use protocol::template::{Action, ActionKind, Answer, OtpTemplate, ResetPinTemplate, SecretCode};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use super::{
    Place,
    inputs::{self, Problem, Read, or},
    sheet, text,
};
use crate::{
    i18n::fill,
    window::{
        context::Context,
        node::{El, Node, el, link_button, text_in},
    },
};

/// A one-time code.
pub(super) fn otp(ctx: &Context, place: &Place, template: &OtpTemplate) -> Node {
    let title = or(template.title(), ctx.strings.code_title);
    // After the answer nothing of the code is left to show.
    if !place.is_open() {
        return text::bubble(ctx, title, ctx.markup);
    }
    let body = {
        let (ctx, place, template) = (ctx.clone(), place.clone(), template.clone());
        Rc::new(move || otp_form(&ctx, &place, &template).into())
    };
    Node::Many(vec![
        text::bubble(ctx, title, ctx.markup),
        sheet::or_inline(ctx, place, template.is_in_sheet(), title, body),
    ])
}

fn otp_form(ctx: &Context, place: &Place, template: &OtpTemplate) -> El {
    let strings = ctx.strings;
    let mut fields = vec![note(template.description()), note(template.mobile_number())];
    let input = "type=password;inputmode=numeric;autocomplete=one-time-code;class=input code;data-secret";
    fields.push(field(place, 0, strings.code_label, input, template.code().length));
    let read: Read = {
        let template = template.clone();
        Rc::new(move |values| code(&template.code(), values, 0, strings.code_digits))
    };
    let form = inputs::form(ctx, place, fields, template.submit_title(), read);
    let Some(resend) = template.resend() else { return form };
    let again = el("div", "class=code-again").child(note(template.resend_text())).child(resender(ctx, &resend));
    form.child(again)
}

/// Asks for another code; the question stays open for it.
fn resender(ctx: &Context, resend: &Action) -> Option<El> {
    let ActionKind::Send { body } = &resend.kind else { return None };
    let answer = Answer { body: body.clone(), shown: Some(resend.shown().to_owned()), is_secret: false };
    let ctx = ctx.clone();
    Some(link_button(&resend.title, Box::new(move |_| ctx.send_answer(answer.clone()))).attr("dir", "auto"))
}

/// A new PIN, twice.
pub(super) fn reset(ctx: &Context, place: &Place, template: &ResetPinTemplate) -> Node {
    let title = or(template.title(), ctx.strings.code_pin);
    if !place.is_open() {
        return text::bubble(ctx, title, ctx.markup);
    }
    let body = {
        let (ctx, place, template) = (ctx.clone(), place.clone(), template.clone());
        Rc::new(move || reset_form(&ctx, &place, &template).into())
    };
    Node::Many(vec![text::bubble(ctx, title, ctx.markup), sheet::or_inline(ctx, place, true, title, body)])
}

fn reset_form(ctx: &Context, place: &Place, template: &ResetPinTemplate) -> El {
    let strings = ctx.strings;
    let labels = [or(template.enter_title(), strings.code_pin), or(template.reenter_title(), strings.code_again)];
    let input = "type=password;inputmode=numeric;autocomplete=off;class=input code;data-secret";
    let rows = labels.iter().enumerate();
    let fields = rows.map(|(index, label)| field(place, index, label, input, template.code().length)).collect();
    let read: Read = {
        let template = template.clone();
        Rc::new(move |values| {
            let answer = code(&template.code(), values, 0, strings.code_digits)?;
            if values.first() != values.get(1) {
                return Err((1, or(template.warning(), strings.code_differs).to_owned()));
            }
            Ok(answer)
        })
    };
    inputs::form(ctx, place, fields, template.submit_title(), read)
}

fn note(text: &str) -> Node {
    if text.is_empty() { Node::Nothing } else { text_in("div", "class=muted;dir=auto", text).into() }
}

fn field(place: &Place, index: usize, label: &str, fixed: &'static str, length: usize) -> Node {
    let input = inputs::input(place, index, fixed).on("input", Box::new(move |event| keep_digits(&event, length)));
    inputs::field(place, index, label, input).into()
}

/// Takes out what is no digit, such as the spaces of a code that was pasted, and what is too much.
fn keep_digits(event: &Event, length: usize) {
    let Some(input) = event.current_target() else { return };
    let input: HtmlInputElement = input.unchecked_into();
    let value = input.value();
    let digits: String = value.chars().filter_map(digit).take(length).collect();
    if digits != value {
        input.set_value(&digits);
    }
}

/// The digits of Arabic and Persian keyboards are digits, too.
fn digit(letter: char) -> Option<char> {
    let value = match letter {
        '0'..='9' => return Some(letter),
        '\u{660}'..='\u{669}' => u32::from(letter) - 0x660,
        '\u{6f0}'..='\u{6f9}' => u32::from(letter) - 0x6f0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

fn code(code: &SecretCode, values: &[String], index: usize, words: &str) -> Result<Answer, Problem> {
    let answer = values.get(index).and_then(|digits| code.answer(digits));
    answer.ok_or_else(|| (index, fill(words, "count", &code.length.to_string())))
}
