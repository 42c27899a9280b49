//! A template without a view of its own: its best readable text.

use protocol::Template;

use super::text;
use crate::window::context::Context;
use crate::window::node::{El, Node, text_in};

/// The text, else a neutral sentence.
pub(super) fn view(ctx: &Context, template: &Template) -> Node {
    let text = template.text();
    if text.is_empty() { unsupported(ctx).into() } else { text::bubble(ctx, &text, ctx.markup) }
}

/// The neutral sentence.
pub(super) fn unsupported(ctx: &Context) -> El {
    text_in("div", "class=bubble other;part=bubble", ctx.strings.template_unsupported)
}
