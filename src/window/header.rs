//! The window's head: its name, the connection in words, minimise and close.

use leptos::{ev, prelude::*};

use super::{
    avatar,
    connection::Status,
    context::Context,
    icon::{self, icon},
    node::{Node, dynamic, el, value},
    state::State,
};

/// The head. The title names the window by the id `title`.
pub(crate) fn header(ctx: Context) -> Node {
    let strings = ctx.strings;
    let title = ctx.shared().title.clone();
    el("header")
        .attr("class", "header")
        .attr("part", "header")
        .child((
            avatar::initial(&title),
            el("div").attr("class", "header-text").child((
                el("h2").attr("class", "title").attr("id", "title").child(el("bdi").child(title)),
                el("div")
                    .attr("class", "status")
                    .attr("data-status", value(move || Some(ctx.shown.status.get().as_str())))
                    .child(dynamic(move || match ctx.shown.status.get() {
                        Status::Idle => strings.connection_idle,
                        Status::Connecting => strings.connection_connecting,
                        Status::Live => strings.connection_live,
                        Status::Reconnecting => strings.connection_reconnecting,
                        Status::Offline => strings.connection_offline,
                        Status::Stopped => strings.connection_stopped,
                    })),
            )),
        ))
        .child((
            icon_button(strings.header_minimise, icon::MINIMISE, move || ctx.with_state(State::close)),
            icon_button(strings.header_close, icon::CLOSE, move || ctx.with_state(State::end)),
        ))
        .node()
}

fn icon_button(label: &'static str, path: &'static str, act: impl Fn() + 'static) -> Node {
    let act: Box<dyn Fn()> = Box::new(act);
    el("button")
        .attr("type", "button")
        .attr("class", "icon-button")
        .attr("aria-label", label)
        .attr("title", label)
        .on(ev::click, move |_| act())
        .child(icon(path))
        .node()
}
