//! `quick_replies`: text and chips that go away once the visitor has answered.

use std::rc::Rc;

use protocol::{Content, Template, template::QuickRepliesTemplate};
use session::EntryBody;

use super::{
    Place,
    group::{self, Layout},
    own, text,
};
use crate::window::context::{Context, Strip};
use crate::window::node::{El, Node, el};

/// The text, with the chips below it where they belong into the transcript: inline ones, and those of history,
/// where they only tell what was offered.
pub(super) fn view(ctx: &Context, place: &Place, content: &Content, template: &QuickRepliesTemplate) -> Node {
    let chips =
        (template.inline || place.from_history || own::is_wanted(ctx, content)).then(|| chips(ctx, place, template));
    Node::Many(vec![text::bubble(ctx, &template.text, ctx.markup), chips.into()])
}

/// The chips above the composer.
pub(crate) fn strip(ctx: &Context, strip: &Strip) -> Node {
    let EntryBody::Message { items, .. } = &strip.entry.body else { return Node::Nothing };
    let content = items.get(strip.item);
    let Some(Content::Template(Template::QuickReplies(template))) = content else { return Node::Nothing };
    // Where the page has no use for its own view after all, the chips stand in the transcript.
    if content.is_some_and(|content| own::is_wanted(ctx, content)) {
        return Node::Nothing;
    }
    let place = Place {
        key: strip.entry.key,
        item: strip.item,
        chosen: None,
        from_history: false,
        reply: None,
        memory: Rc::default(),
    };
    el("div", "class=strip;part=quick-replies").child(chips(ctx, &place, template)).into()
}

fn chips(ctx: &Context, place: &Place, template: &QuickRepliesTemplate) -> El {
    let layout = Layout { variation: template.variation, full_width: template.full_width, stacked: template.stacked };
    group::view(ctx, place, layout, &template.replies)
}
