//! The dots of somebody who is typing.

use leptos::prelude::*;
use session::Typist;

use super::{
    context::Context,
    node::{Node, dynamic, el},
};
use crate::i18n::{Strings, fill};

/// The dots with their words; nothing while nobody is typing. The announcer tells it, so this stays silent.
pub(crate) fn typing(ctx: Context) -> Node {
    dynamic(move || {
        ctx.shown.typing.get().map(|words| {
            let dot = || el("span").attr("class", "typing-dot");
            el("div").attr("class", "typing").attr("part", "typing").child((
                el("span").attr("class", "typing-dots").attr("aria-hidden", "true").child((dot(), dot(), dot())),
                el("span").attr("class", "typing-words").attr("dir", "auto").child(words),
            ))
        })
    })
}

/// Who is typing, in words.
pub(crate) fn words(strings: &Strings, typist: &Typist) -> String {
    if typist.name.is_empty() {
        strings.typing_bot.to_owned()
    } else {
        fill(strings.typing_agent, "name", &typist.name)
    }
}
