//! `dateTemplate`, `daterange` and `clockTemplate`: the browser's own inputs for days and times, whose values are
//! converted into what the bot asks for.

use std::rc::Rc;

use protocol::template::{ClockTemplate, Date, DateTemplate};

use super::{
    Place,
    inputs::{self, Problem, Read, or},
    sheet, text,
};
use crate::{
    i18n::fill,
    window::{
        context::Context,
        node::{El, Node},
    },
};

/// A day; two for a range.
pub(super) fn view(ctx: &Context, place: &Place, template: &DateTemplate, is_range: bool) -> Node {
    let bubble = text::bubble(ctx, or(template.text(), template.title()), ctx.markup);
    // The answer stands below it, in the visitor's words.
    if place.from_history {
        return bubble;
    }
    let body = {
        let (ctx, place, template) = (ctx.clone(), place.clone(), template.clone());
        Rc::new(move || form(&ctx, &place, &template, is_range).into())
    };
    let title = or(template.title(), ctx.strings.date_day);
    Node::Many(vec![bubble, sheet::or_inline(ctx, place, template.is_in_sheet(), title, body)])
}

fn form(ctx: &Context, place: &Place, template: &DateTemplate, is_range: bool) -> El {
    let strings = ctx.strings;
    let labels: &[&str] = match is_range {
        true => &[strings.date_from, strings.date_to],
        false => &[strings.date_day],
    };
    let (start, end) = template.limits();
    let iso = |day: Option<Date>| day.map(Date::to_iso);
    let field = |(index, label): (usize, &&str)| {
        let input = inputs::input(place, index, "type=date;class=input")
            .attr_if("min", iso(start).as_deref())
            .attr_if("max", iso(end).as_deref());
        inputs::field(place, index, label, input).into()
    };
    let fields = labels.iter().enumerate().map(field).collect();
    let read: Read = {
        let template = template.clone();
        Rc::new(move |values| {
            let day = |index| day(&template, values, index, strings);
            let one = day(0)?;
            let answer = if is_range { template.range_answer(one, day(1)?) } else { template.answer(one) };
            answer.ok_or_else(|| (0, strings.input_needed.to_owned()))
        })
    };
    inputs::form(ctx, place, fields, "", read)
}

/// The day in an input, if it is one that the bot takes.
fn day(
    template: &DateTemplate,
    values: &[String],
    index: usize,
    strings: &crate::i18n::Strings,
) -> Result<Date, Problem> {
    let problem = |words: &str| (index, words.to_owned());
    let day = values.get(index).and_then(|value| Date::from_iso(value));
    let day = day.ok_or_else(|| problem(strings.input_needed))?;
    let (start, end) = template.limits();
    let limits = [(start, true, strings.date_early), (end, false, strings.date_late)];
    for (limit, is_start, words) in limits {
        if let Some(limit) = limit.filter(|limit| if is_start { day < *limit } else { day > *limit }) {
            return Err(problem(&fill(words, "date", &template.format().write(limit))));
        }
    }
    Ok(day)
}

/// A time of day.
pub(super) fn clock(ctx: &Context, place: &Place, template: &ClockTemplate) -> Node {
    let bubble = text::bubble(ctx, or(template.title(), template.text()), ctx.markup);
    if place.from_history {
        return bubble;
    }
    let strings = ctx.strings;
    let field = inputs::field(place, 0, strings.date_time, inputs::input(place, 0, "type=time;class=input"));
    let read: Read = {
        let template = template.clone();
        Rc::new(move |values| {
            // As `09:05`, perhaps with seconds behind it.
            let time = values.first().map_or("", String::as_str);
            let number = |start: usize| time.get(start..start + 2).and_then(|digits| digits.parse().ok());
            let time = number(0).zip(number(3));
            let answer = time.and_then(|(hour, minute)| template.answer(hour, minute));
            answer.ok_or_else(|| (0, strings.input_needed.to_owned()))
        })
    };
    let form = inputs::form(ctx, place, vec![field.into()], template.confirm_title(), read);
    Node::Many(vec![bubble, form.into()])
}
