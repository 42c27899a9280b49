//! A row, the same for every list: a picture, a title with what stands below it, and what stands at its end; and
//! the small lines of rows and cards.

use protocol::template::{Accessory, Action, Element, Fact, Image, ImageSize, Parts, ValueLayout};

use super::{
    Place,
    choice::{act, aligned, button, menu},
    legible::ink,
    markup,
    picture::picture,
};
use crate::window::{
    context::Context,
    node::{El, Node, Styles, el, text_in},
};

/// What a row shows, whatever template it is from.
#[derive(Default)]
pub(super) struct Item<'a> {
    /// In Kore markdown.
    pub title: &'a str,
    /// In Kore markdown.
    pub subtitle: &'a str,
    pub title_styles: Styles,
    pub subtitle_styles: Styles,
    /// A picture's address beside the subtitle.
    pub subtitle_icon: Option<&'a str>,
    pub is_subtitle_icon_last: bool,
    pub image: Option<Image<'a>>,
    /// A small picture's address instead.
    pub icon: Option<&'a str>,
    /// Text in place of a picture.
    pub icon_text: &'a str,
    pub icon_styles: Styles,
    /// Plain text at the end.
    pub value: &'a str,
    pub action: Option<Action>,
    /// Of the whole row, and of its first line.
    pub styles: Styles,
    pub line_styles: Styles,
}

impl<'a> Item<'a> {
    /// A title and what stands below it.
    #[inline(never)]
    pub fn new(title: &'a str, subtitle: &'a str) -> Self {
        Self { title, subtitle, ..Self::default() }
    }

    /// That does something.
    pub fn acting(mut self, action: Option<Action>) -> Self {
        self.action = action;
        self
    }

    /// An element of a list, list view or carousel.
    pub fn of(element: &Element<'a>) -> Self {
        let mut item = Self::new(element.title(), element.subtitle()).acting(element.action());
        item.image = element.image();
        item.value = element.value();
        item
    }
}

/// Rows, one below the other.
pub(super) fn list(rows: Vec<Node>) -> El {
    el("ul", "class=items;role=list").child(rows)
}

/// A row with things at its end and below it.
#[inline(never)]
pub(super) fn row(ctx: &Context, place: &Place, item: &Item, end: Vec<Node>, below: Vec<Node>) -> El {
    row_around(main(ctx, place, item), item, end, below)
}

/// The same around a main part that is there already.
#[inline(never)]
pub(super) fn row_around(main: El, item: &Item, end: Vec<Node>, below: Vec<Node>) -> El {
    let line = el("div", "class=item-line").look(&item.line_styles).child(main).child(end);
    el("li", "class=item").look(&item.styles).child(line).child(below)
}

/// The part of a row that acts as a whole.
#[inline(never)]
pub(super) fn main(ctx: &Context, place: &Place, item: &Item) -> El {
    match &item.action {
        Some(action) => fill(ctx, act(ctx, place, action, "item-main"), item, true),
        None => fill(ctx, el("div", "class=item-main"), item, false),
    }
}

/// Fills an element with a row's picture and texts. There are no links in a control.
#[inline(never)]
pub(super) fn fill(ctx: &Context, shell: El, item: &Item, is_control: bool) -> El {
    let text = |class: &'static str, text: &str, styles: &[(String, String)]| {
        if text.is_empty() {
            return None;
        }
        let line = el("span", "dir=auto").attr("class", class).look(styles);
        Some(if is_control {
            line.text(&markup::spoken(ctx, text, ctx.markup))
        } else {
            line.child(markup::blocks(markup::parse(ctx, text, ctx.markup)))
        })
    };
    let mut title = item.title;
    if title.is_empty() && item.subtitle.is_empty() {
        title = item.action.as_ref().map_or("", |action| &action.title);
    }
    let mut subtitle = text("item-subtitle", item.subtitle, &item.subtitle_styles);
    if let Some(icon) = item.subtitle_icon.and_then(|address| picture("class=item-icon", address, "")) {
        let last = item.is_subtitle_icon_last.then_some("");
        subtitle = Some(el("span", "class=fact").attr_if("data-icon-last", last).child(icon).child(subtitle));
    }
    let words = el("span", "class=item-words").child(text("item-title", title, &item.title_styles)).child(subtitle);
    let value = (!item.value.is_empty()).then(|| text_in("span", "class=item-value;dir=auto", item.value));
    shell.child(face(item)).child(words).child(value)
}

fn face(item: &Item) -> Option<El> {
    if let Some(image) = &item.image {
        return image_of(image, "class=item-picture");
    }
    if let Some(address) = item.icon {
        return picture("class=item-icon", address, "");
    }
    (!item.icon_text.is_empty()).then(|| {
        text_in("span", "class=item-picture;dir=auto;aria-hidden=true", item.icon_text).look(&item.icon_styles)
    })
}

/// A picture in the size and shape that the bot asks for.
#[inline(never)]
pub(super) fn image_of(image: &Image, fixed: &'static str) -> Option<El> {
    let size = match image.size {
        ImageSize::Small => "small",
        ImageSize::Medium => "medium",
        ImageSize::Large => "large",
    };
    let radius = image.radius.map(|radius| {
        let mut pixels = radius.to_string();
        pixels.push_str("px");
        ("border-radius".to_owned(), pixels)
    });
    let found = picture(fixed, image.url, "")?;
    Some(
        found
            .attr("data-size", size)
            .attr_if("data-round", image.is_round.then_some(""))
            .styles(radius.into_iter().collect()),
    )
}

/// Text at the end of a line; with a background or border, as of a status, it is a badge.
#[inline(never)]
pub(super) fn text_value(text: &str, styles: &[(String, String)]) -> El {
    let is_badge = styles.iter().any(|(name, _)| name.starts_with("background") || name == "border");
    text_in("span", "class=item-value;dir=auto", text).attr_if("data-badge", is_badge.then_some("")).look(styles)
}

/// What stands at the end of a row or heading called `name`.
#[inline(never)]
pub(super) fn accessory(ctx: &Context, place: &Place, accessory: &Accessory, name: &str) -> Node {
    let element = match accessory {
        Accessory::Text { text, styles } => text_value(text, styles),
        Accessory::Button(action) => button(ctx, place, action, "action"),
        Accessory::Link(action) => button(ctx, place, action, "link-button"),
        Accessory::Image { image, action: None } => return image_of(image, "class=item-picture").into(),
        Accessory::Image { image, action: Some(action) } => act(ctx, place, action, "item-picture-button")
            .attr("aria-label", if action.title.is_empty() { name } else { &action.title })
            .child(image_of(image, "class=item-picture")),
        Accessory::Menu(actions) => {
            let label = crate::i18n::fill(ctx.strings.list_choices_of, "name", name);
            menu(ctx, place, if name.is_empty() { ctx.strings.list_choices } else { &label }, None, actions.clone())
        }
        _ => return Node::Nothing,
    };
    element.into()
}

/// The value of a row, where its layout wants it.
#[inline(never)]
pub(super) fn value(ctx: &Context, place: &Place, value: Option<Accessory>, layout: ValueLayout, name: &str) -> Node {
    let Some(found) = value else { return Node::Nothing };
    let mut styles: Styles = ink(layout.color);
    if let Some(percent) = layout.percent {
        // Never so little that words break for it.
        let mut width = percent.clamp(55, 75).to_string();
        width.push('%');
        styles.push(("max-width".to_owned(), width));
    }
    el("div", "class=item-end")
        .attr_if("data-align", aligned(layout.align))
        .styles(styles)
        .child(accessory(ctx, place, &found, name))
        .into()
}

/// Small lines.
#[inline(never)]
pub(super) fn facts(ctx: &Context, place: &Place, facts: Parts<'_, Fact<'_>>) -> Option<El> {
    if facts.is_empty() {
        return None;
    }
    let lines: Vec<Node> = facts.map(|line| fact(ctx, place, line).into()).collect();
    Some(el("ul", "class=facts;role=list").child(lines))
}

/// A small line.
#[inline(never)]
pub(super) fn fact(ctx: &Context, place: &Place, fact: Fact<'_>) -> El {
    let words = |class: &'static str, text: &str, styles: Styles| {
        (!text.is_empty()).then(|| text_in("span", class, text).look(&styles))
    };
    let shell = match &fact.action() {
        Some(action) => act(ctx, place, action, "fact"),
        None => el("div", "class=fact"),
    };
    let icon = fact.icon().and_then(|address| picture("class=item-icon", address, ""));
    let text = el("span", "class=item-words")
        .child(words("class=fact-title;dir=auto", fact.title(), fact.title_styles()))
        .child(words("class=item-subtitle;dir=auto", fact.description(), fact.description_styles()));
    let shell = shell
        .attr_if("data-icon-last", fact.is_icon_last().then_some(""))
        .child(icon)
        .child(text)
        .child(words("class=item-value;dir=auto", fact.value(), fact.value_styles()));
    el("li", "").child(shell)
}
