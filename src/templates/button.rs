//! `button`: text and a group of actions.

use protocol::template::ButtonTemplate;

use super::{
    Place, form_data,
    group::{self, Layout},
    text,
};
use crate::window::context::Context;
use crate::window::node::Node;

/// Text above its actions.
pub(super) fn view(ctx: &Context, place: &Place, template: &ButtonTemplate) -> Node {
    if let Some(form) = &template.form {
        return form_data::behind_buttons(ctx, place, template, form);
    }
    let layout = Layout { variation: template.variation, full_width: template.full_width, stacked: template.stacked };
    Node::Many(vec![
        text::bubble(ctx, &template.text, ctx.markup),
        group::view(ctx, place, layout, &template.buttons).into(),
    ])
}
