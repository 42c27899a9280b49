//! `checkListTemplate`: check lists with their progress, and tasks that unfold.

use protocol::{
    Template,
    template::{CheckList, CheckListTask, CheckListTemplate},
};

use super::{
    Place, choice,
    fold::Fold,
    item::{self, Item},
    legible::ink,
    panel::panel,
    picture::picture,
    style, text,
};
use crate::{
    i18n::fill,
    window::{
        context::Context,
        dialog::Shape,
        node::{El, Node, Styles, el, text_in},
    },
};

/// The check lists; all of them in a sheet where there are more.
pub(super) fn view(ctx: &Context, place: &Place, template: &CheckListTemplate) -> Node {
    let shown = template.more().limit.unwrap_or(usize::MAX);
    let mut nodes = vec![text::bubble(ctx, template.title(), ctx.markup)];
    nodes.extend(lists(ctx, place, template, shown));
    if template.lists().len() > shown {
        let more = template.more();
        let body = choice::later(ctx, place, Template::CheckList(template.clone()), 0, sheet);
        let title = if more.heading.is_empty() { choice::more_caption(ctx, more.title) } else { more.heading };
        let button = choice::opens(ctx, choice::more(ctx, more.title), title, Shape::Sheet, body);
        nodes.push(panel(vec![button.into()]).into());
    }
    Node::Many(nodes)
}

fn sheet(ctx: &Context, place: &Place, template: &Template, _: usize) -> Node {
    let Template::CheckList(template) = template else { return Node::Nothing };
    Node::Many(lists(ctx, place, template, usize::MAX))
}

fn lists(ctx: &Context, place: &Place, template: &CheckListTemplate, limit: usize) -> Vec<Node> {
    template.lists().take(limit).enumerate().map(|(index, list)| card(ctx, place, index, list).into()).collect()
}

fn card(ctx: &Context, place: &Place, index: usize, list: CheckList<'_>) -> El {
    let item = Item::new(list.title(), "").acting(list.action());
    let ring = list.percent().map(|percent| ring(ctx, list, percent));
    let top = el("div", "class=panel-head item-line").child(item::main(ctx, place, &item)).child(ring);
    let tasks = list.tasks();
    let tasks = (!tasks.is_empty()).then(|| {
        let fold = Fold::new(place, "tasks", index, false);
        let label = text_in("span", "class=item-words", ctx.strings.list_details);
        let button = fold.button(el("button", "type=button;class=item-main").child(label));
        let rows = tasks.map(|one| task(ctx, place, one).into()).collect();
        fold.around(el("div", "class=section")).child(button).child(el("div", "class=folded").child(item::list(rows)))
    });
    let facts = item::facts(ctx, place, list.facts());
    panel(vec![top.into(), facts.into(), tasks.into()]).attr("data-card", "").look(&list.styles())
}

fn task(ctx: &Context, place: &Place, task: CheckListTask<'_>) -> El {
    let item = Item::new(task.title(), "").acting(task.action());
    let icon = task.icon().and_then(|address| picture("class=item-icon", address, ""));
    item::row(ctx, place, &item, vec![icon.into()], vec![item::facts(ctx, place, task.facts()).into()])
}

/// How much is done, as a ring around the number.
fn ring(ctx: &Context, list: CheckList<'_>, percent: u8) -> El {
    let (colors, percent) = (list.colors(), percent.to_string());
    let done = [&percent, " 100"].concat();
    let mut shown = percent.clone();
    shown.push('%');
    let circle = |fixed, color: Option<&str>| {
        let color = color.map(|color| vec![("color".to_owned(), color.to_owned())]).unwrap_or_default();
        // The stroke is drawn in the colour of the text.
        let color: Styles = style::checked(&color);
        el("svg:circle", fixed).styles(color)
    };
    let drawing = el("svg:svg", "viewBox=0 0 44 44;aria-hidden=true;focusable=false")
        .child(circle("class=ring-rest;cx=22;cy=22;r=19;pathLength=100", colors.background()))
        .child(
            circle("class=ring-done;cx=22;cy=22;r=19;pathLength=100", colors.fill()).attr("stroke-dasharray", &done),
        );
    el("div", "class=ring;role=img")
        .attr("aria-label", &fill(ctx.strings.check_list_done, "percent", &percent))
        .child(drawing)
        .child(text_in("span", "aria-hidden=true", &shown).styles(ink(colors.text())))
}
