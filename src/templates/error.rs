//! An error notice written by the bot.

use leptos::{html, prelude::*};
use protocol::ErrorContent;

use super::markup;
use crate::window::icon::{self, icon};

/// The notice. Its colour is the theme's, so that it stays readable: the sent one is not looked at.
pub(super) fn view(error: &ErrorContent) -> AnyView {
    html::div()
        .attr("class", "bubble error")
        .attr("dir", "auto")
        .attr("part", "bubble")
        .child((icon(icon::WARNING), html::div().child(markup::blocks(::markup::kore(&error.text)))))
        .into_any()
}
