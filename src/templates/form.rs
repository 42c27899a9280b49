//! `form_template`: fields to fill in.

use std::rc::Rc;

use protocol::template::{FormButton, FormField, FormTemplate};

use super::{
    Place, action,
    inputs::{self, Read, or},
    text,
};
use crate::window::{
    context::Context,
    node::{El, Node, text_in},
};

/// The kinds of inputs that a bot may ask for, with their attributes; anything else is text. What is shown as dots is not
/// remembered.
const KINDS: [(&str, &str); 8] = [
    ("password", "type=password;autocomplete=off;class=input;dir=auto;data-secret"),
    ("email", "type=email;autocomplete=email;class=input;dir=auto"),
    ("tel", "type=tel;autocomplete=tel;class=input;dir=auto"),
    ("number", "type=number;step=any;class=input;dir=auto"),
    ("url", "type=url;class=input;dir=auto"),
    ("date", "type=date;class=input"),
    ("time", "type=time;class=input"),
    ("datetime-local", "type=datetime-local;class=input"),
];

/// The heading, the fields, and the buttons that the bot wants.
pub(super) fn view(ctx: &Context, place: &Place, template: &FormTemplate) -> Node {
    let rows = template.fields().enumerate();
    let fields = rows.map(|(index, field)| row(place, index, field)).collect();
    let read: Read = {
        let (template, strings) = (template.clone(), ctx.strings);
        Rc::new(move |values| {
            let empty = values.iter().position(|value| value.trim().is_empty()).unwrap_or(0);
            template.answer(values).ok_or_else(|| (empty, strings.input_needed.to_owned()))
        })
    };
    let mut buttons: Vec<El> =
        template.buttons().iter().enumerate().map(|(at, it)| button(ctx, place, at, it)).collect();
    if buttons.is_empty() {
        buttons.push(submit(ctx, ""));
    }
    let form = inputs::form_with(ctx, place, fields, buttons, read);
    Node::Many(vec![text::bubble(ctx, template.heading(), ctx.markup), form.into()])
}

fn row(place: &Place, index: usize, field: FormField<'_>) -> Node {
    let kind = KINDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(field.input_type()));
    let mut fixed = kind.map_or("type=text;class=input;dir=auto", |(_, fixed)| *fixed);
    if kind.is_none() && field.mask().is_some() {
        fixed = "type=text;autocomplete=off;class=input;dir=auto;data-secret";
    }
    let length = field.max_length().map(|length| length.to_string());
    let input = inputs::input(place, index, fixed)
        .attr("placeholder", field.placeholder())
        .attr_if("maxlength", length.as_deref());
    inputs::field(place, index, or(field.label(), field.placeholder()), input).into()
}

fn button(ctx: &Context, place: &Place, index: usize, button: &FormButton) -> El {
    match button {
        FormButton::Action(action) => action::view(ctx, place, index, action),
        FormButton::Cancel { title } => {
            let title = or(title, ctx.strings.input_empty);
            text_in("button", "type=button;class=action;part=action", title).on("click", inputs::emptying(place))
        }
        FormButton::Submit { title } => submit(ctx, title),
        _ => submit(ctx, ""),
    }
}

fn submit(ctx: &Context, title: &str) -> El {
    text_in("button", "type=submit;class=action;part=action", or(title, ctx.strings.composer_send))
}
