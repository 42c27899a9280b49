//! The chat window: shows what the session says and turns what the visitor does into inputs.
//!
//! Views are built of [`node`]s, not with `view!`: the macro turns fixed markup into HTML text for the browser to
//! parse, which pages that require Trusted Types refuse.

mod announcer;
mod avatar;
mod banner;
mod component;
mod composer;
mod connection;
pub(crate) mod context;
pub(crate) mod dialog;
mod header;
mod history;
pub(crate) mod icon;
pub(crate) mod memory;
pub(crate) mod node;
mod own;
mod range;
mod row;
mod rows;
mod scroll;
mod sheet;
mod signal;
mod state;
mod transcript;
mod typing;
mod view;

use std::rc::Rc;

use markup::Dialect;
use session::{Change, Input};

pub use self::own::{Own, Renderer};
pub(crate) use self::sheet::Adopted;
use self::{state::State, view::Mounted};
pub use crate::theme::{Direction, Theme};

/// How the window looks and speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The name in the header, usually the bot's; plain text.
    pub title: String,
    /// The visitor's language, a BCP 47 tag such as `en-GB`.
    pub locale: String,
    /// Where lines begin.
    pub direction: Direction,
    /// Which colours.
    pub theme: Theme,
    /// How bots write their texts.
    pub markup: Dialect,
    /// Whether the owner decides if the visitor may end the chat: [`WindowEvent::EndAsked`].
    pub asks_to_end: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: String::new(),
            locale: "en".to_owned(),
            direction: Direction::default(),
            theme: Theme::default(),
            markup: Dialect::default(),
            asks_to_end: false,
        }
    }
}

/// What the window tells its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowEvent {
    /// It was opened; the composer has the focus.
    Opened,
    /// It was closed, by the visitor or by its owner; the focus should go back to the launcher.
    Closed,
    /// The visitor wants to close the window and the connection with it; [`WindowHandle::end`] does so.
    EndAsked,
    /// How many messages of the bot or an agent arrived since the window was closed; 0 once it is open.
    Unread(u32),
}

/// A mounted window. Dropping it removes everything it put into the root.
pub struct WindowHandle {
    // The nodes go before the state that their closures use.
    _mounted: Mounted,
    state: Rc<State>,
    _adopted: Option<Adopted>,
}

/// Mounts a closed window in a shadow root. `renderer` has the page's own views of messages, if it has any.
pub fn mount(
    root: &web_sys::ShadowRoot,
    settings: Settings,
    renderer: Option<Renderer>,
    dispatch: Rc<dyn Fn(Input)>,
    on_event: Rc<dyn Fn(WindowEvent)>,
) -> WindowHandle {
    let adopted = Adopted::by(root);
    let (mounted, state) = view::mount(root, settings, renderer, dispatch, on_event);
    WindowHandle { _mounted: mounted, state, _adopted: adopted }
}

impl WindowHandle {
    /// Shows changes, in order; one rendering however many there are.
    pub fn apply(&self, changes: Vec<Change>) {
        self.state.apply(changes);
    }

    /// Opens the window and moves the focus into the composer.
    pub fn open(&self) {
        self.state.open();
    }

    /// Closes the window; what was typed stays.
    pub fn close(&self) {
        self.state.close();
    }

    /// Closes the window and the connection with it, unless a message is still on its way.
    pub fn end(&self) {
        self.state.end();
    }

    /// Whether the window is open.
    pub fn is_open(&self) -> bool {
        self.state.is_open()
    }
}
