//! `button`: text and a group of actions.

use protocol::template::ButtonTemplate;

use super::{
    Place,
    group::{self, Layout},
    text,
};
use crate::window::context::Context;
use crate::window::node::Node;

/// Text above its actions.
pub(super) fn view(ctx: &Context, place: Place, template: &ButtonTemplate) -> Node {
    let layout = Layout { variation: template.variation, full_width: template.full_width, stacked: template.stacked };
    Node::Many(vec![
        text::bubble(ctx, &template.text, ctx.markup),
        group::view(ctx, place, layout, &template.buttons).into(),
    ])
}
