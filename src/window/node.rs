//! Nodes of the window: one concrete type for all of them.
//!
//! Leptos' own element types carry their attributes and children as type parameters, so that every shape of element
//! is compiled anew; that was half of the module. Here signals and effects are Leptos', the nodes are built and
//! patched by this one type.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event};

use super::signal::{Effect, effect};
use crate::listener::Listener;

/// What an event leads to.
pub(crate) type Act = Box<dyn FnMut(Event)>;

/// What is to be shown.
pub(crate) enum Node {
    Nothing,
    Text(String),
    Element(El),
    Many(Vec<Node>),
    /// Made by the page.
    Own(web_sys::Node),
    /// Follows the signals that it reads.
    Dynamic(Box<dyn Fn() -> Node>),
}

/// An element that is to be shown.
pub(crate) struct El(Box<Parts>);

struct Parts {
    tag: &'static str,
    fixed: &'static str,
    attributes: Vec<(&'static str, Option<String>)>,
    styles: Styles,
    takes_focus: bool,
    listeners: Vec<(&'static str, Act)>,
    children: Vec<Node>,
}

/// Properties of CSS and their values, set one by one through the object model: a `style` attribute is refused by strict
/// policies.
pub(crate) type Styles = Vec<(String, String)>;

/// An element of HTML, or of SVG where the tag begins with `svg:`. `fixed` are its attributes that never change, as in
/// `class=bubble other;hidden`: one text costs less than a table.
#[inline(never)]
pub(crate) fn el(tag: &'static str, fixed: &'static str) -> El {
    El(Box::new(Parts {
        tag,
        fixed,
        attributes: Vec::new(),
        styles: Vec::new(),
        takes_focus: false,
        listeners: Vec::new(),
        children: Vec::new(),
    }))
}

/// An element with nothing but text in it.
pub(crate) fn text_in(tag: &'static str, fixed: &'static str, text: &str) -> El {
    el(tag, fixed).text(text)
}

/// A button that looks like a link.
#[inline(never)]
pub(crate) fn link_button(label: &str, act: Act) -> El {
    text_in("button", "type=button;class=link-button", label).on("click", act)
}

impl El {
    #[inline(never)]
    pub fn attr(self, name: &'static str, value: &str) -> Self {
        self.attr_if(name, Some(value))
    }

    /// An attribute that is there only with a value.
    #[inline(never)]
    pub fn attr_if(mut self, name: &'static str, value: Option<&str>) -> Self {
        self.0.attributes.push((name, value.map(str::to_owned)));
        self
    }

    /// Sets properties of CSS. Their values come from the code or were checked.
    #[inline(never)]
    pub fn styles(mut self, styles: Styles) -> Self {
        self.0.styles = styles;
        self
    }

    /// Gets the focus once it is shown.
    pub fn focused(mut self) -> Self {
        self.0.takes_focus = true;
        self
    }

    #[inline(never)]
    pub fn on(mut self, event: &'static str, act: Act) -> Self {
        self.0.listeners.push((event, act));
        self
    }

    #[inline(never)]
    pub fn text(self, text: &str) -> Self {
        self.push(Node::Text(text.to_owned()))
    }

    /// Adds a child, or several. Nothing keeps its place among its siblings.
    pub fn child(self, child: impl Child) -> Self {
        child.put_in(self)
    }

    #[inline(never)]
    fn push(mut self, child: Node) -> Self {
        match child {
            Node::Many(nodes) => self.0.children.extend(nodes),
            node => self.0.children.push(node),
        }
        self
    }
}

/// What can become a child of an element; a call each, because there are hundreds of them.
pub(crate) trait Child {
    fn put_in(self, parent: El) -> El;
}

impl Child for El {
    #[inline(never)]
    fn put_in(self, parent: El) -> El {
        parent.push(Node::Element(self))
    }
}

impl Child for Option<El> {
    #[inline(never)]
    fn put_in(self, parent: El) -> El {
        parent.push(self.into())
    }
}

impl Child for Vec<Node> {
    #[inline(never)]
    fn put_in(self, parent: El) -> El {
        parent.push(Node::Many(self))
    }
}

impl Child for Node {
    fn put_in(self, parent: El) -> El {
        parent.push(self)
    }
}

impl From<El> for Node {
    fn from(element: El) -> Self {
        Self::Element(element)
    }
}

impl From<Vec<Node>> for Node {
    fn from(nodes: Vec<Node>) -> Self {
        Self::Many(nodes)
    }
}

impl From<Option<El>> for Node {
    fn from(element: Option<El>) -> Self {
        element.map_or(Self::Nothing, Self::Element)
    }
}

/// What is shown. Dropping it ends its effects and listeners; [`State::remove`] takes its nodes out.
pub(crate) enum State {
    /// An empty text keeps the place of nothing.
    Nothing(web_sys::Node),
    Text(web_sys::Node, String),
    Own(web_sys::Node),
    Element(Built),
    /// An empty text marks the end.
    Many(Vec<State>, web_sys::Node),
    Dynamic(Rc<RefCell<Option<State>>>, #[expect(dead_code, reason = "works until it is dropped")] Effect),
}

/// A shown element.
pub(crate) struct Built {
    pub element: Element,
    tag: &'static str,
    fixed: &'static str,
    attributes: Vec<(&'static str, Option<String>)>,
    styles: Styles,
    listeners: Vec<Listener>,
    children: Vec<State>,
}

impl Node {
    /// Builds it; [`State::insert`] shows it.
    fn build(self) -> State {
        match self {
            Self::Nothing => State::Nothing(text("")),
            Self::Text(string) => State::Text(text(&string), string),
            Self::Own(node) => State::Own(node),
            Self::Element(element) => State::Element(element.build()),
            Self::Many(nodes) => State::Many(nodes.into_iter().map(Self::build).collect(), text("")),
            Self::Dynamic(view) => follow(None, view),
        }
    }
}

/// Follows the signals that a view reads, beginning with what is shown already, if anything is.
fn follow(known: Option<State>, view: Box<dyn Fn() -> Node>) -> State {
    let shown = Rc::new(RefCell::new(known));
    // Effects are freed a moment after they are dropped; what is shown goes at once.
    let follower = Rc::downgrade(&shown);
    let effect = effect(Box::new(move || {
        let Some(follower) = follower.upgrade() else { return };
        let node = view();
        let shown = &mut *follower.borrow_mut();
        match shown {
            Some(shown) => shown.patch(node),
            None => *shown = Some(node.build()),
        }
    }));
    State::Dynamic(shown, effect)
}

impl El {
    /// Builds it; whoever holds it inserts and removes its element.
    pub fn build(self) -> Built {
        let Parts { tag, fixed, attributes, styles, takes_focus, listeners, children } = *self.0;
        let element = create(tag);
        for attribute in fixed.split(';').filter(|attribute| !attribute.is_empty()) {
            let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
            write(&element, name, Some(value));
        }
        for (name, value) in &attributes {
            if value.is_some() {
                write(&element, name, value.as_deref());
            }
        }
        style(&element, &[], &styles);
        let listeners = listen(&element, listeners);
        let children: Vec<State> = children.into_iter().map(Node::build).collect();
        children.iter().for_each(|child| child.insert(&element, None));
        if takes_focus {
            let element: web_sys::HtmlElement = element.clone().unchecked_into();
            // It is in the page when the present rendering is over.
            spawn_local(async move {
                let _ = element.focus();
            });
        }
        Built { element, tag, fixed, attributes, styles, listeners, children }
    }
}

impl State {
    /// Visits the outermost nodes in their order.
    fn each(&self, visit: &mut dyn FnMut(&web_sys::Node)) {
        match self {
            Self::Nothing(node) | Self::Text(node, _) | Self::Own(node) => visit(node),
            Self::Element(built) => visit(&built.element),
            Self::Many(states, end) => {
                states.iter().for_each(|state| state.each(visit));
                visit(end);
            }
            Self::Dynamic(shown, _) => shown.borrow().iter().for_each(|state| state.each(visit)),
        }
    }

    /// Puts the nodes before another one, or at the end.
    fn insert(&self, parent: &web_sys::Node, before: Option<&web_sys::Node>) {
        self.each(&mut |node| {
            let _ = parent.insert_before(node, before);
        });
    }

    /// Takes the nodes out of the page.
    fn remove(&self) {
        self.each(&mut remove);
    }

    /// Makes what is shown equal to a node, touching only what differs.
    fn patch(&mut self, node: Node) {
        match (&mut *self, node) {
            (Self::Nothing(_), Node::Nothing) => {}
            (Self::Text(text, known), Node::Text(string)) => {
                if *known != string {
                    text.set_text_content(Some(&string));
                    *known = string;
                }
            }
            (Self::Own(known), Node::Own(node)) if *known == node => {}
            (Self::Element(built), Node::Element(element)) if built.is_like(&element) => built.patch(element),
            (Self::Many(states, end), Node::Many(nodes)) => {
                if let Some(parent) = end.parent_node() {
                    patch_all(states, nodes, &parent, Some(end));
                }
            }
            (Self::Dynamic(shown, _), Node::Dynamic(view)) => {
                // What is shown stays, and with it the focus and what was typed; the old view no longer has it.
                let known = shown.borrow_mut().take();
                *self = follow(known, view);
            }
            (_, node) => {
                let new = node.build();
                let mut first = None;
                self.each(&mut |node| {
                    first.get_or_insert_with(|| node.clone());
                });
                if let Some(parent) = first.as_ref().and_then(web_sys::Node::parent_node) {
                    new.insert(&parent, first.as_ref());
                }
                self.remove();
                *self = new;
            }
        }
    }
}

impl Built {
    /// Becomes like another description, in its place.
    pub fn follow(&mut self, new: El) {
        if self.is_like(&new) {
            self.patch(new);
            return;
        }
        let new = new.build();
        if let Some(parent) = self.element.parent_node() {
            let _ = parent.replace_child(&new.element, &self.element);
        }
        *self = new;
    }

    /// Whether the one can become the other.
    fn is_like(&self, new: &El) -> bool {
        let new = &*new.0;
        self.tag == new.tag
            && self.fixed == new.fixed
            && self.attributes.len() == new.attributes.len()
            && self.attributes.iter().zip(&new.attributes).all(|(known, new)| known.0 == new.0)
    }

    fn patch(&mut self, new: El) {
        let Parts { attributes, styles, listeners, children, .. } = *new.0;
        for ((name, known), (_, value)) in self.attributes.iter_mut().zip(attributes) {
            if *known != value {
                write(&self.element, name, value.as_deref());
                *known = value;
            }
        }
        if self.styles != styles {
            style(&self.element, &self.styles, &styles);
            self.styles = styles;
        }
        self.listeners = listen(&self.element, listeners);
        patch_all(&mut self.children, children, &self.element, None);
    }
}

/// Patches pair by pair; what is more goes in front of `end`.
fn patch_all(states: &mut Vec<State>, nodes: Vec<Node>, parent: &web_sys::Node, end: Option<&web_sys::Node>) {
    while states.len() > nodes.len() {
        states.pop().iter().for_each(State::remove);
    }
    for (at, node) in nodes.into_iter().enumerate() {
        match states.get_mut(at) {
            Some(state) => state.patch(node),
            None => {
                let state = node.build();
                state.insert(parent, end);
                states.push(state);
            }
        }
    }
}

// The names of tags and attributes are the code's own, so the browser accepts them.
fn write(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

fn style(element: &Element, old: &[(String, String)], new: &[(String, String)]) {
    if old.is_empty() && new.is_empty() {
        return;
    }
    // Elements of SVG have it too.
    let style = web_sys::HtmlElement::style(element.unchecked_ref());
    for (name, _) in old {
        let _ = style.remove_property(name);
    }
    for (name, value) in new {
        let _ = style.set_property(name, value);
    }
}

fn listen(element: &Element, listeners: Vec<(&'static str, Act)>) -> Vec<Listener> {
    listeners.into_iter().map(|(event, act)| Listener::new(element, event, act)).collect()
}

fn create(tag: &str) -> Element {
    let (namespace, tag) = match tag.strip_prefix("svg:") {
        Some(tag) => ("http://www.w3.org/2000/svg", tag),
        None => ("http://www.w3.org/1999/xhtml", tag),
    };
    document().create_element_ns(Some(namespace), tag).unwrap_or_else(|_| unreachable!("a known tag"))
}

fn text(string: &str) -> web_sys::Node {
    document().create_text_node(string).into()
}

fn document() -> web_sys::Document {
    thread_local! {
        static DOCUMENT: web_sys::Document =
            web_sys::window().and_then(|window| window.document()).unwrap_or_else(|| unreachable!("runs in a page"));
    }
    DOCUMENT.with(Clone::clone)
}

/// Takes a node out of the page.
pub(crate) fn remove(node: &web_sys::Node) {
    if let Some(parent) = node.parent_node() {
        let _ = parent.remove_child(node);
    }
}
