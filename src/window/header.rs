//! The window's head: its name, the connection in words, minimise and close.

use super::{
    avatar,
    connection::Status,
    context::Context,
    icon::{self, icon},
    node::{Act, El, Node, el, text_in},
    state::State,
};

/// The head. The title names the window by the id `title`.
pub(crate) fn header(ctx: &Context) -> El {
    let strings = ctx.strings;
    let title = el("h2", "class=title;id=title").child(text_in("bdi", "", &ctx.title));
    el("header", "class=header;part=header")
        .child(avatar::initial(&ctx.title))
        .child(el("div", "class=header-text").child(title).child(ctx.follow(status)))
        .child(icon_button(strings.header_minimise, icon::MINIMISE, ctx.act(|ctx, _| ctx.with_state(State::close))))
        .child(icon_button(strings.header_close, icon::CLOSE, ctx.act(|ctx, _| ctx.with_state(State::ask_to_end))))
}

fn status(ctx: &Context) -> Node {
    let strings = ctx.strings;
    let (name, words) = match ctx.shown.status.get() {
        Status::Idle => ("idle", strings.connection_idle),
        Status::Connecting => ("connecting", strings.connection_connecting),
        Status::Live => ("live", strings.connection_live),
        Status::Reconnecting => ("reconnecting", strings.connection_reconnecting),
        Status::Offline => ("offline", strings.connection_offline),
        Status::Stopped => ("stopped", strings.connection_stopped),
    };
    // The colour of the dot hangs on the attribute.
    text_in("div", "class=status", words).attr("data-status", name).into()
}

fn icon_button(label: &str, path: &str, act: Act) -> El {
    el("button", "type=button;class=icon-button")
        .attr("aria-label", label)
        .attr("title", label)
        .on("click", act)
        .child(icon(path))
}
