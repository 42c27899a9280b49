//! A template without a view of its own: its best readable text.

use leptos::{html, prelude::*};
use protocol::template::OtherTemplate;

use super::text;
use crate::window::context::Context;

/// The text, else a neutral sentence.
pub(super) fn view(ctx: Context, template: &OtherTemplate) -> AnyView {
    if template.text.is_empty() { unsupported(ctx) } else { text::bubble(&template.text) }
}

/// The neutral sentence.
pub(super) fn unsupported(ctx: Context) -> AnyView {
    html::div().attr("class", "bubble other").attr("part", "bubble").child(ctx.strings.template_unsupported).into_any()
}
