//! An error notice written by the bot.

use protocol::ErrorContent;

use super::markup;
use crate::window::context::Context;
use crate::window::icon::{self, icon};
use crate::window::node::{El, el};

/// The notice. Its colour is the theme's, so that it stays readable: the sent one is not looked at.
pub(super) fn view(ctx: &Context, error: &ErrorContent) -> El {
    el("div", "class=bubble error;dir=auto;part=bubble")
        .child(icon(icon::WARNING))
        .child(el("div", "").child(markup::blocks(markup::parse(ctx, &error.text, ctx.markup))))
}
