//! What the page shows messages as, in place of the built-in views.

use std::rc::Rc;

use protocol::Content;

/// An item as the page shows it.
#[derive(Clone, Debug, PartialEq)]
pub enum Own {
    /// A node, which belongs to the page.
    Node(web_sys::Node),
    /// Text, in a bubble; it is not read as markup.
    Text(String),
}

/// Shows an item; none for the built-in view.
pub type View = Rc<dyn Fn(&Content) -> Option<Own>>;

/// Views of the page's own.
#[derive(Clone)]
pub struct Renderer {
    /// Whether the page has a view for such an item.
    pub has: Rc<dyn Fn(&Content) -> bool>,
    /// The page's view; none for the built-in one. Called once for each item.
    pub view: View,
}
