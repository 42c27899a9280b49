//! A template without a view of its own: its best readable text.

use protocol::template::OtherTemplate;

use super::text;
use crate::window::context::Context;
use crate::window::node::{Node, el};

/// The text, else a neutral sentence.
pub(super) fn view(ctx: Context, template: &OtherTemplate) -> Node {
    if template.text.is_empty() { unsupported(ctx) } else { text::bubble(&template.text) }
}

/// The neutral sentence.
pub(super) fn unsupported(ctx: Context) -> Node {
    el("div").attr("class", "bubble other").attr("part", "bubble").child(ctx.strings.template_unsupported).node()
}
