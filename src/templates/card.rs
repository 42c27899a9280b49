//! `cardTemplate`: cards with a heading and lines, or with sections.

use protocol::{
    Template,
    template::{Card, CardSection, CardTemplate, Cards, SectionCard, SectionCards},
};

use super::{
    Place, choice,
    fold::Fold,
    item::{self, Item},
    panel::{head, panel},
    picture::picture,
};
use crate::window::{
    context::Context,
    dialog::Shape,
    node::{El, Node, el},
};

/// The cards, one below the other.
pub(super) fn view(ctx: &Context, place: &Place, template: &CardTemplate) -> Node {
    match template.cards() {
        Cards::Cards(cards) => Node::Many(cards.map(|one| card(ctx, place, one).into()).collect()),
        Cards::Sections(all) => {
            Node::Many(vec![head(ctx, place, all.heading(), "", Vec::new()), sections(ctx, place, all, Some(template))])
        }
    }
}

fn card(ctx: &Context, place: &Place, card: Card<'_>) -> El {
    let heading = card.heading();
    let mut item = Item::new(heading.title(), heading.description()).acting(card.action());
    item.image = heading.image();
    item.icon_text = heading.icon_text();
    item.icon_styles = heading.icon_styles();
    let at_end = heading.extra();
    let extra = (!at_end.title().is_empty()).then(|| item::text_value(at_end.title(), &[]));
    let face = at_end.icon().and_then(|address| picture("class=item-icon", address, ""));
    let menu = at_end.menu();
    let end = if menu.is_empty() { face } else { Some(choice::menu(ctx, place, ctx.strings.list_choices, face, menu)) };
    let top = el("div", "class=panel-head item-line")
        .look(&heading.styles())
        .child(item::main(ctx, place, &item))
        .child(extra)
        .child(end);
    let facts = item::facts(ctx, place, card.facts());
    let content_styles = card.content_styles();
    let mut styles = card.styles();
    // The content's own look is the card's where there is no content.
    if facts.is_none() && styles.is_empty() {
        styles.clone_from(&content_styles);
    }
    let facts = facts.map(|facts| facts.look(&content_styles).attr_if("data-lines", card.is_list().then_some("")));
    panel(vec![top.into(), facts.into(), choice::all_buttons(ctx, place, card.buttons()).into()])
        .attr("data-card", "")
        .look(&styles)
}

/// Cards in sections; those of the template itself may open a sheet.
fn sections(ctx: &Context, place: &Place, all: SectionCards<'_>, template: Option<&CardTemplate>) -> Node {
    let card = |(index, card)| {
        section_card(ctx, place, card, index, template).child(choice::all_buttons(ctx, place, all.buttons())).into()
    };
    Node::Many(all.cards().enumerate().map(card).collect())
}

fn sheet(ctx: &Context, place: &Place, template: &Template, index: usize) -> Node {
    let Template::Card(template) = template else { return Node::Nothing };
    let Cards::Sections(all) = template.cards() else { return Node::Nothing };
    let cards = all.cards().get(index).and_then(|card| card.sheet());
    cards.map_or(Node::Nothing, |cards| sections(ctx, place, cards, None))
}

fn section_card(
    ctx: &Context,
    place: &Place,
    card: SectionCard<'_>,
    index: usize,
    template: Option<&CardTemplate>,
) -> El {
    let top = card.top();
    let item = Item::new(top.title(), top.subtitle()).acting(card.action());
    let main = match (template, card.sheet()) {
        (Some(template), Some(cards)) => {
            let body = choice::later(ctx, place, Template::Card(template.clone()), index, sheet);
            let button = item::fill(ctx, el("button", "type=button;class=item-main"), &item, true);
            let title = if cards.heading().is_empty() { top.title() } else { cards.heading() };
            choice::opens(ctx, button, title, Shape::Sheet, body)
        }
        _ => item::main(ctx, place, &item),
    };
    let mut nodes = vec![
        el("div", "class=panel-head item-line").child(main).child(details(top)).into(),
        item::facts(ctx, place, top.items()).into(),
        section(ctx, place, card.middle()),
        section(ctx, place, card.bottom()),
    ];
    for (at, more) in card.more().enumerate() {
        let fold = Fold::new(place, "more", index * 100 + at, false);
        let title = Item::new(more.title(), more.subtitle());
        let button = fold.button(item::fill(ctx, el("button", "type=button;class=item-main"), &title, true));
        let lines = item::facts(ctx, place, more.items());
        let body = el("div", "class=folded").child(lines);
        nodes.push(fold.around(el("div", "class=section")).child(button).child(body).into());
    }
    panel(nodes).attr("data-card", "")
}

fn section(ctx: &Context, place: &Place, section: CardSection<'_>) -> Node {
    let title =
        head(ctx, place, section.title(), section.subtitle(), details(section).map(Node::from).into_iter().collect());
    let lines = item::facts(ctx, place, section.items());
    if matches!(title, Node::Nothing) && lines.is_none() {
        return Node::Nothing;
    }
    el("div", "class=section").child(title).child(lines).into()
}

fn details(section: CardSection<'_>) -> Option<El> {
    let details = section.details();
    (!details.title().is_empty()).then(|| item::text_value(details.title(), &details.styles()))
}
