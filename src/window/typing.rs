//! The dots of somebody who is typing.

use session::Typist;

use super::{
    context::Context,
    node::{Node, el, text_in},
};
use crate::i18n::{Strings, fill};

/// The dots with their words; nothing while nobody is typing. The announcer tells it, so this stays silent.
pub(crate) fn typing(ctx: &Context) -> Node {
    let Some(words) = ctx.shown.typing.get() else { return Node::Nothing };
    let mut dots = el("span", "class=typing-dots;aria-hidden=true");
    for _ in 0..3 {
        dots = dots.child(el("span", "class=typing-dot"));
    }
    let words = text_in("span", "class=typing-words;dir=auto", &words);
    el("div", "class=typing;part=typing").child(dots).child(words).into()
}

/// Who is typing, in words.
pub(crate) fn words(strings: &Strings, typist: &Typist) -> String {
    if typist.name.is_empty() {
        strings.typing_bot.to_owned()
    } else {
        fill(strings.typing_agent, "name", &typist.name)
    }
}
