//! `quick_replies`: text and chips that go away once the visitor has answered.

use protocol::template::QuickRepliesTemplate;

use super::{
    Place,
    group::{self, Layout},
    text,
};
use crate::window::context::{Context, Strip};
use crate::window::node::{Node, el};

/// The text, with the chips below it where they belong into the transcript: inline ones, and those of history,
/// where they only tell what was offered.
pub(super) fn view(ctx: Context, place: Place, template: &QuickRepliesTemplate) -> Node {
    let chips = (template.inline || place.from_history).then(|| chips(ctx, place, template));
    (text::bubble(&template.text), chips).into()
}

/// The chips above the composer.
pub(crate) fn strip(ctx: Context, strip: &Strip) -> Node {
    let place = Place { key: strip.key, item: strip.item, chosen: None, from_history: false };
    el("div").attr("class", "strip").attr("part", "quick-replies").child(chips(ctx, place, &strip.template)).node()
}

fn chips(ctx: Context, place: Place, template: &QuickRepliesTemplate) -> Node {
    let layout = Layout { variation: template.variation, full_width: template.full_width, stacked: template.stacked };
    group::view(ctx, place, layout, &template.replies)
}
