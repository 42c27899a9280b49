//! The dots of somebody who is typing.

use leptos::{html, prelude::*};
use session::Typist;

use super::context::Context;
use crate::i18n::{Strings, fill};

/// The dots with their words; nothing while nobody is typing. The announcer tells it, so this stays silent.
pub(crate) fn typing(ctx: Context) -> impl IntoView {
    move || {
        ctx.shown.typing.get().map(|words| {
            let dot = || html::span().attr("class", "typing-dot");
            html::div().attr("class", "typing").attr("part", "typing").child((
                html::span().attr("class", "typing-dots").attr("aria-hidden", "true").child((dot(), dot(), dot())),
                html::span().attr("class", "typing-words").attr("dir", "auto").child(words),
            ))
        })
    }
}

/// Who is typing, in words.
pub(crate) fn words(strings: &Strings, typist: &Typist) -> String {
    if typist.name.is_empty() {
        strings.typing_bot.to_owned()
    } else {
        fill(strings.typing_agent, "name", &typist.name)
    }
}
