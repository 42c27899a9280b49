//! The line below the header that tells what is wrong with the connection and what can be done.

use session::Input;

use super::{
    connection::Banner,
    context::Context,
    node::{El, Node, el, link_button, text_in},
};

/// The line; empty while all is well. It is always there, so that screen readers notice what appears in it.
pub(crate) fn banner(ctx: &Context) -> El {
    el("div", "class=banner;role=status;part=banner").child(ctx.follow(body))
}

fn body(ctx: &Context) -> Node {
    let strings = ctx.strings;
    let Some(banner) = ctx.shown.banner.get() else { return Node::Nothing };
    let (text, retry) = match banner {
        Banner::Connecting => (strings.banner_connecting, None),
        Banner::Reconnecting => (strings.banner_reconnecting, Some(strings.banner_now)),
        Banner::Offline => (strings.banner_offline, None),
        Banner::Unavailable => (strings.banner_unavailable, Some(strings.banner_retry)),
        Banner::Unauthorized => (strings.banner_unauthorized, Some(strings.banner_retry)),
        Banner::Refused => (strings.banner_refused, Some(strings.banner_retry)),
    };
    let retry = retry.map(|label| link_button(label, ctx.act(|ctx, _| ctx.dispatch(Input::Reconnect))));
    el("div", "class=banner-body").child(text_in("span", "", text)).child(retry).into()
}
