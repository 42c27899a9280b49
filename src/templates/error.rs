//! An error notice written by the bot.

use protocol::ErrorContent;

use super::markup;
use crate::window::icon::{self, icon};
use crate::window::node::{Node, el};

/// The notice. Its colour is the theme's, so that it stays readable: the sent one is not looked at.
pub(super) fn view(error: &ErrorContent) -> Node {
    el("div")
        .attr("class", "bubble error")
        .attr("dir", "auto")
        .attr("part", "bubble")
        .child((icon(icon::WARNING), el("div").child(markup::blocks(::markup::kore(&error.text)))))
        .node()
}
