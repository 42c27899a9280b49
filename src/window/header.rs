//! The window's head: its name, the connection in words, minimise and close.

use leptos::{ev, html, prelude::*};

use super::{
    avatar,
    connection::Status,
    context::Context,
    icon::{self, icon},
    state::State,
};

/// The head. The title names the window by the id `title`.
pub(crate) fn header(ctx: Context) -> impl IntoView {
    let strings = ctx.strings;
    let title = ctx.shared().title.clone();
    html::header().attr("class", "header").attr("part", "header").child((
        avatar::initial(&title),
        html::div().attr("class", "header-text").child((
            html::h2().attr("class", "title").attr("id", "title").child(html::bdi().child(title)),
            html::div()
                .attr("class", "status")
                .attr("data-status", move || ctx.shown.status.get().as_str())
                .child(move || match ctx.shown.status.get() {
                    Status::Idle => strings.connection_idle,
                    Status::Connecting => strings.connection_connecting,
                    Status::Live => strings.connection_live,
                    Status::Reconnecting => strings.connection_reconnecting,
                    Status::Offline => strings.connection_offline,
                    Status::Stopped => strings.connection_stopped,
                }),
        )),
        icon_button(strings.header_minimise, icon::MINIMISE, move || ctx.with_state(State::close)),
        icon_button(strings.header_close, icon::CLOSE, move || ctx.with_state(State::end)),
    ))
}

fn icon_button(label: &'static str, path: &'static str, act: impl Fn() + 'static) -> AnyView {
    let act: Box<dyn Fn()> = Box::new(act);
    html::button()
        .attr("type", "button")
        .attr("class", "icon-button")
        .attr("aria-label", label)
        .attr("title", label)
        .on(ev::click, move |_| act())
        .child(icon(path))
        .into_any()
}
