//! The line below the header that tells what is wrong with the connection and what can be done.

use leptos::{ev, prelude::*};
use session::Input;

use super::{
    connection::Banner,
    context::Context,
    node::{Node, dynamic, el},
};

/// The line; empty while all is well. It is always there, so that screen readers notice what appears in it.
pub(crate) fn banner(ctx: Context) -> Node {
    let strings = ctx.strings;
    el("div")
        .attr("class", "banner")
        .attr("role", "status")
        .attr("part", "banner")
        .child(dynamic(move || {
            ctx.shown.banner.get().map(|banner| {
                let (text, retry) = match banner {
                    Banner::Connecting => (strings.banner_connecting, None),
                    Banner::Reconnecting => (strings.banner_reconnecting, Some(strings.banner_now)),
                    Banner::Offline => (strings.banner_offline, None),
                    Banner::Unavailable => (strings.banner_unavailable, Some(strings.banner_retry)),
                    Banner::Unauthorized => (strings.banner_unauthorized, Some(strings.banner_retry)),
                    Banner::Refused => (strings.banner_refused, Some(strings.banner_retry)),
                };
                let retry = retry.map(|label| {
                    el("button")
                        .attr("type", "button")
                        .attr("class", "link-button")
                        .on(ev::click, move |_| ctx.dispatch(Input::Reconnect))
                        .child(label)
                });
                el("div").attr("class", "banner-body").child((el("span").child(text), retry))
            })
        }))
        .node()
}
