//! `dropdown_template`, `multi_select`, `radioOptionTemplate`, `advanced_multi_select` and `taskPickerTemplate`: choose
//! from what the bot offers.

use std::rc::Rc;

use protocol::template::{
    Action, AdvancedMultiSelectTemplate, Answer, ButtonVariation, DropdownTemplate, MultiSelectTemplate, RadioTemplate,
    SelectOption, TaskPickerTemplate,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

use super::{
    Place,
    group::{self, Layout},
    inputs::{self, Problem, or},
    markup,
    picture::picture,
    sheet, text,
};
use crate::window::{
    context::Context,
    node::{El, Node, el, text_in},
};

/// A list to select one from.
pub(super) fn dropdown(ctx: &Context, place: &Place, template: &DropdownTemplate) -> Node {
    let strings = ctx.strings;
    let placeholder = or(template.placeholder(), strings.input_placeholder);
    let known = inputs::content(place, 0);
    let mut list = el("select", "class=input;dir=auto")
        .attr("aria-describedby", &inputs::problem_id(place, 0))
        .attr_if("disabled", inputs::disabled(place))
        .child(text_in("option", "value=", placeholder));
    for (index, option) in template.options().iter().enumerate() {
        let index = index.to_string();
        let is_chosen = known == index || place.was_answered_with(&option.shown);
        list = list.child(
            text_in("option", "dir=auto", &described(option))
                .attr("value", &index)
                .attr_if("selected", is_chosen.then_some("")),
        );
    }
    // Without a label of its own it is called by the question.
    let question = markup::spoken(ctx, template.heading(), ctx.markup);
    let list = list.attr("aria-label", or(template.label(), or(&question, placeholder)));
    let field = inputs::field(place, 0, template.label(), list);
    let read = {
        let template = template.clone();
        Rc::new(move |values: &[String]| {
            let at = values.first().and_then(|value| value.parse().ok());
            let options = template.options();
            let option = at.and_then(|at: usize| options.get(at));
            option.and_then(SelectOption::answer).ok_or_else(|| (0, strings.input_choose.to_owned()))
        })
    };
    let form = inputs::form(ctx, place, vec![field.into()], template.submit_title(), read);
    Node::Many(vec![text::bubble(ctx, template.heading(), ctx.markup), form.into()])
}

/// Several to tick.
pub(super) fn multi_select(ctx: &Context, place: &Place, template: &MultiSelectTemplate) -> Node {
    let all = or(template.all_title(), ctx.strings.input_all);
    let group = options(ctx, place, CHECKBOX, 0, template.heading(), &template.options(), Some(all));
    let read = {
        let (template, strings) = (template.clone(), ctx.strings);
        Rc::new(move |values: &[String]| chosen(template.answer(&ticked(values)), 0, strings.input_choose))
    };
    let form = inputs::form(ctx, place, vec![group.into()], template.submit_title(), read);
    Node::Many(vec![text::bubble(ctx, template.heading(), ctx.markup), form.into()])
}

/// One to mark.
pub(super) fn radio(ctx: &Context, place: &Place, template: &RadioTemplate) -> Node {
    let body = {
        let (ctx, place, template) = (ctx.clone(), place.clone(), template.clone());
        Rc::new(move || {
            let group = options(&ctx, &place, RADIO, 0, template.heading(), &template.options(), None);
            let (strings, offered) = (ctx.strings, template.clone());
            let read = move |values: &[String]| {
                let options = offered.options();
                let option = ticked(values).first().and_then(|at| options.get(*at));
                chosen(option.and_then(SelectOption::answer), 0, strings.input_choose)
            };
            inputs::form(&ctx, &place, vec![group.into()], template.submit_title(), Rc::new(read)).into()
        })
    };
    let question = sheet::or_inline(ctx, place, template.is_in_sheet(), template.heading(), body);
    Node::Many(vec![text::bubble(ctx, template.heading(), ctx.markup), question])
}

/// Several to tick in one of several collections.
pub(super) fn advanced_multi_select(ctx: &Context, place: &Place, template: &AdvancedMultiSelectTemplate) -> Node {
    let body = {
        let (ctx, place, template) = (ctx.clone(), place.clone(), template.clone());
        Rc::new(move || collections(&ctx, &place, &template).into())
    };
    let question = sheet::or_inline(ctx, place, template.is_in_sheet(), template.heading(), body);
    Node::Many(vec![text::bubble(ctx, template.heading(), ctx.markup), question])
}

fn collections(ctx: &Context, place: &Place, template: &AdvancedMultiSelectTemplate) -> El {
    let strings = ctx.strings;
    let (mut groups, mut more) = (Vec::new(), Vec::new());
    let mut first = 0;
    for (at, collection) in template.collections().enumerate() {
        let offered = collection.options();
        let all = (offered.len() > 1).then_some(strings.input_all);
        let group = options(ctx, place, CHECKBOX, first, collection.title(), &offered, all);
        first += offered.len();
        let title = text_in("div", "class=options-title;dir=auto;aria-hidden=true", collection.title());
        let is_shown = template.limit().is_none_or(|limit| at < limit);
        let group = el("div", "").child(title).child(group).into();
        if is_shown { groups.push(group) } else { more.push(group) }
    }
    if !more.is_empty() {
        let more = el("details", "class=more").child(text_in("summary", "", strings.input_more)).child(more);
        groups.push(more.into());
    }
    let read = {
        let (template, words) = (template.clone(), strings.input_choose);
        Rc::new(move |values: &[String]| {
            let mut rest = values;
            for (at, collection) in template.collections().enumerate() {
                let (own, others) = rest.split_at(collection.options().len().min(rest.len()));
                let answer = template.answer(at, &ticked(own));
                if answer.is_some() {
                    return chosen(answer, 0, words);
                }
                rest = others;
            }
            chosen(None, 0, words)
        })
    };
    inputs::form(ctx, place, groups, template.submit_title(), read)
}

const RADIO: &str = "type=radio;name=option;class=tick";
const CHECKBOX: &str = "type=checkbox;class=tick";

/// A group of options, of which the first is the input number `first`. `all` is the caption of the tick for all.
#[inline(never)]
fn options(
    ctx: &Context,
    place: &Place,
    kind: &'static str,
    first: usize,
    label: &str,
    options: &[SelectOption],
    all: Option<&str>,
) -> El {
    let spoken = markup::spoken(ctx, label, ctx.markup);
    let mut group = el("fieldset", "class=options")
        .attr("aria-label", or(&spoken, ctx.strings.action_group))
        .attr("aria-describedby", &inputs::problem_id(place, first))
        .on("input", Box::new(tick));
    // Under an entry from history the visitor's words tell, as far as they can, what was chosen: the titles, perhaps with
    // a prefix before the first.
    let words = place.reply.as_deref().unwrap_or_default();
    let is_told = |option: &SelectOption| match kind {
        RADIO => place.was_answered_with(&option.shown),
        _ => words.split(',').any(|part| {
            let before = part.trim().strip_suffix(&*option.shown);
            before.is_some_and(|before| before.is_empty() || before.ends_with(": "))
        }),
    };
    let is_ticked = |index: usize, option| is_told(option) || !inputs::content(place, first + index).is_empty();
    let row = |kind: &'static str, is_ticked: bool| {
        let tick =
            el("input", kind).attr_if("disabled", inputs::disabled(place)).attr_if("checked", is_ticked.then_some(""));
        el("label", "class=option").child(tick)
    };
    if let Some(all) = all {
        let is_all = options.iter().enumerate().all(|(index, option)| is_ticked(index, option));
        let all = row("type=checkbox;class=tick;data-all", is_all).child(text_in("span", "dir=auto", all));
        // Hidden, not left out: each of the others keeps its place, and with it what the browser knows of it.
        let all = all.attr_if("hidden", inputs::disabled(place));
        group = group.child(all);
    }
    for (index, option) in options.iter().enumerate() {
        let image = option.image.as_deref().and_then(|image| picture("class=option-picture", image, ""));
        let mut text = el("span", "class=option-text").child(text_in("span", "dir=auto", &option.title));
        if !option.description.is_empty() {
            text = text.child(text_in("span", "class=muted;dir=auto", &option.description));
        }
        group = group.child(row(kind, is_ticked(index, option)).child(image).child(text));
    }
    group.child(inputs::problem(place, first))
}

/// Keeps a tick for all and those of its group in step, and lets no other group have ticks.
fn tick(event: Event) {
    let (Some(group), Some(target)) = (event.current_target(), event.target()) else { return };
    let (group, target): (Element, HtmlInputElement) = (group.unchecked_into(), target.unchecked_into());
    let boxes = |within: &Element| -> Vec<HtmlInputElement> {
        let Ok(found) = within.query_selector_all("[type=checkbox]") else { return Vec::new() };
        (0..found.length()).filter_map(|at| found.item(at)).map(JsCast::unchecked_into).collect()
    };
    let is_all = |tick: &HtmlInputElement| tick.has_attribute("data-all");
    let own = boxes(&group);
    if is_all(&target) {
        own.iter().for_each(|tick| tick.set_checked(target.checked()));
    } else if let Some(all) = own.iter().find(|tick| is_all(tick)) {
        all.set_checked(own.iter().all(|tick| is_all(tick) || tick.checked()));
    }
    if target.checked()
        && let Ok(Some(form)) = group.closest("form")
    {
        for tick in boxes(&form).iter().filter(|tick| !group.contains(Some(tick))) {
            tick.set_checked(false);
        }
    }
}

/// Tasks, of which the one that is tapped is sent.
pub(super) fn task_picker(ctx: &Context, place: &Place, template: &TaskPickerTemplate) -> Node {
    let action = |option: &SelectOption| Action {
        image: option.image.clone(),
        shown: Some(option.shown.clone()),
        ..Action::send(&option.title, &option.body)
    };
    let actions: Vec<Action> = template.options().iter().map(action).collect();
    let layout = Layout { variation: ButtonVariation::Plain, full_width: true, stacked: false };
    let heading = or(template.heading(), ctx.strings.input_task);
    Node::Many(vec![text::bubble(ctx, heading, ctx.markup), group::view(ctx, place, layout, &actions).into()])
}

fn described(option: &SelectOption) -> String {
    let mut text = option.title.clone();
    if !option.description.is_empty() {
        text.push_str(" · ");
        text.push_str(&option.description);
    }
    text
}

fn chosen(answer: Option<Answer>, index: usize, words: &str) -> Result<Answer, Problem> {
    answer.ok_or_else(|| (index, words.to_owned()))
}

fn ticked(values: &[String]) -> Vec<usize> {
    (0..values.len()).filter(|at| values.get(*at).is_some_and(|value| !value.is_empty())).collect()
}
