//! Says where the widget failed when it fails for good. The module cannot go on after a panic.

use std::{panic::PanicHookInfo, sync::Once};

static INSTALL: Once = Once::new();

/// Sends panics to the console, once for the whole module.
pub(super) fn report() {
    INSTALL.call_once(|| std::panic::set_hook(Box::new(log)));
}

/// A message put together at run time could hold what a visitor wrote, so only fixed texts are shown.
fn log(info: &PanicHookInfo<'_>) {
    let text = info.payload().downcast_ref::<&'static str>().copied().unwrap_or_default();
    let place = info.location().map(|at| format!("{}:{}:{}", at.file(), at.line(), at.column())).unwrap_or_default();
    let message = format!("rtm-chat: the chat failed and has to be loaded again ({place} {text})");
    web_sys::console::error_1(&message.into());
}
