//! `carousel`: cards side by side, or on top of one another.

use protocol::{
    Template,
    template::{CarouselTemplate, Element, StackedCard, StackedCarouselTemplate},
};

use super::{
    Place, choice,
    item::{self, Item},
    picture::picture,
    scroller::{BACK, FORWARD, arrow, scroller},
    text,
};
use crate::{
    i18n::fill,
    window::{
        context::Context,
        memory::Cell,
        node::{El, Node, el, text_in},
    },
};

/// Side by side.
pub(super) fn view(ctx: &Context, place: &Place, template: &CarouselTemplate) -> Node {
    let cards = template.elements().iter().map(|element| tile(ctx, place, element).into()).collect();
    Node::Many(vec![text::bubble(ctx, template.text(), ctx.markup), scroller(ctx, cards).into()])
}

fn tile(ctx: &Context, place: &Place, element: &Element) -> El {
    let image = element.image().and_then(|image| picture("class=tile-picture", image.url, ""));
    let texts = Item::new(element.title(), element.subtitle()).acting(element.action());
    el("li", "class=panel tile").child(image).child(item::main(ctx, place, &texts)).child(choice::all_buttons(
        ctx,
        place,
        element.buttons(),
    ))
}

/// On top of one another: one is in front, its neighbours look out behind it.
pub(super) fn stacked(ctx: &Context, place: &Place, template: &StackedCarouselTemplate) -> Node {
    let cards = choice::later(ctx, place, Template::StackedCarousel(template.clone()), 0, stack);
    Node::Many(vec![text::bubble(ctx, template.text(), ctx.markup), choice::follow(cards)])
}

fn stack(ctx: &Context, place: &Place, template: &Template, _: usize) -> Node {
    let Template::StackedCarousel(template) = template else { return Node::Nothing };
    let cards = template.cards();
    let cell = place.cell("card", 0);
    let front: usize = cell.get().parse().unwrap_or(0);
    let count = cards.len();
    let mut list = el("ul", "class=stack;role=list").attr("aria-label", ctx.strings.carousel_label);
    for (index, card) in cards.enumerate() {
        let depth = match (index.abs_diff(front), index < front) {
            (0, _) => "front",
            (1, true) => "before",
            (1, false) => "after",
            _ => "hidden",
        };
        list = list.child(
            el("li", "class=panel tile")
                .attr("data-depth", depth)
                .attr_if("inert", (index != front).then_some(""))
                .child(stacked_card(ctx, place, card)),
        );
    }
    let last = count.saturating_sub(1);
    let to = |index: usize| {
        let cell: Cell = cell.clone();
        Box::new(move |_| cell.set(index.to_string()))
    };
    let position = fill(ctx.strings.carousel_position, "at", &(front + 1).to_string());
    let position = fill(&position, "count", &count.to_string());
    let arrows = el("div", "class=arrows")
        .child(arrow(ctx.strings.carousel_previous, BACK, front == 0, to(front.saturating_sub(1))))
        .child(text_in("span", "class=position;role=status", &position))
        .child(arrow(ctx.strings.carousel_next, FORWARD, front >= last, to((front + 1).min(last))));
    el("div", "class=carousel").child(list).child((last > 0).then_some(arrows)).into()
}

fn stacked_card(ctx: &Context, place: &Place, card: StackedCard<'_>) -> Node {
    let has_footer = !card.footer_title().is_empty() || !card.footer().is_empty();
    let mut footer = Item::new(card.footer_title(), "");
    footer.value = card.footer();
    Node::Many(vec![
        item::main(ctx, place, &Item::new(card.title(), card.description())).into(),
        has_footer.then(|| el("div", "class=tile-foot").child(item::main(ctx, place, &footer))).into(),
        choice::all_buttons(ctx, place, card.buttons()).into(),
    ])
}
