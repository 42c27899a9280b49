//! A question that the bot wants asked in a sheet. It does not open by itself: that would take the visitor away from
//! what they are reading or writing.

use super::Place;
use crate::window::{
    context::Context,
    dialog::{Body, Shape},
    node::{Node, el, text_in},
};

/// A button that opens the question in a sheet. Inline where the bot does not want that, and once it is answered.
#[inline(never)]
pub(super) fn or_inline(ctx: &Context, place: &Place, is_in_sheet: bool, title: &str, body: Body) -> Node {
    if !is_in_sheet || !place.is_open() {
        return body();
    }
    let (opening, title) = (ctx.clone(), title.to_owned());
    let button = text_in("button", "type=button;class=action;part=action;aria-haspopup=dialog", ctx.strings.input_open)
        .on("click", Box::new(move |_| opening.open_dialog(&title, Shape::Sheet, body.clone())));
    el("div", "class=actions").child(button).into()
}
