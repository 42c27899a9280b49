//! Nodes of the window: one concrete type for all of them.
//!
//! Leptos' own element types carry their attributes and children as type parameters, so that every shape of element
//! is compiled anew; that was half of the module. Here signals and effects are Leptos', the nodes are built and
//! patched by this one type.

use std::borrow::Cow;

use leptos::{ev::EventDescriptor, prelude::*, reactive::effect::RenderEffect};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, Text};

type Str = Cow<'static, str>;
/// An event's name and what it leads to.
type Listener = (Str, Box<dyn FnMut(Event)>);

/// What is to be shown.
pub(crate) enum Node {
    Nothing,
    Text(Str),
    Element(Box<El>),
    Many(Vec<Node>),
    /// Follows the signals that it reads.
    Dynamic(Box<dyn Fn() -> Node>),
}

/// An element that is to be shown.
pub(crate) struct El {
    tag: &'static str,
    attributes: Vec<(&'static str, Value)>,
    listeners: Vec<Listener>,
    children: Vec<Node>,
    reference: Option<Ref>,
}

/// An attribute's value; none for no attribute.
pub(crate) enum Value {
    Fixed(Option<Str>),
    Dynamic(Box<dyn Fn() -> Option<Str>>),
}

/// Gets hold of an element once it is built.
pub(crate) type Ref = StoredValue<Option<Element>, LocalStorage>;

/// A place for an element.
pub(crate) fn reference() -> Ref {
    StoredValue::new_local(None)
}

/// An element of HTML, or of SVG for its two tags in use.
pub(crate) fn el(tag: &'static str) -> El {
    El { tag, attributes: Vec::new(), listeners: Vec::new(), children: Vec::new(), reference: None }
}

/// A node that follows the signals that `view` reads.
pub(crate) fn dynamic<N: Into<Node>>(view: impl Fn() -> N + 'static) -> Node {
    Node::Dynamic(Box::new(move || view().into()))
}

/// An attribute that follows the signals that `value` reads.
pub(crate) fn value<V: Into<Str>>(value: impl Fn() -> Option<V> + 'static) -> Value {
    Value::Dynamic(Box::new(move || value().map(Into::into)))
}

impl El {
    pub fn attr(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    pub fn on<E>(mut self, event: E, mut act: impl FnMut(E::EventType) + 'static) -> Self
    where
        E: EventDescriptor,
        E::EventType: JsCast,
    {
        self.listeners.push((event.name(), Box::new(move |event| act(event.unchecked_into()))));
        self
    }

    /// Adds a child, or several.
    pub fn child(mut self, child: impl Into<Node>) -> Self {
        match child.into() {
            Node::Many(nodes) => self.children.extend(nodes),
            node => self.children.push(node),
        }
        self
    }

    pub fn reference(mut self, reference: Ref) -> Self {
        self.reference = Some(reference);
        self
    }

    pub fn node(self) -> Node {
        self.into()
    }
}

impl From<El> for Node {
    fn from(element: El) -> Self {
        Self::Element(Box::new(element))
    }
}

impl From<&'static str> for Node {
    fn from(text: &'static str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Vec<Node>> for Node {
    fn from(nodes: Vec<Node>) -> Self {
        Self::Many(nodes)
    }
}

impl<A: Into<Node>, B: Into<Node>> From<(A, B)> for Node {
    fn from((first, second): (A, B)) -> Self {
        Self::Many(vec![first.into(), second.into()])
    }
}

impl<A: Into<Node>, B: Into<Node>, C: Into<Node>> From<(A, B, C)> for Node {
    fn from((first, second, third): (A, B, C)) -> Self {
        Self::Many(vec![first.into(), second.into(), third.into()])
    }
}

impl<N: Into<Node>> From<Option<N>> for Node {
    fn from(node: Option<N>) -> Self {
        node.map_or(Self::Nothing, Into::into)
    }
}

impl From<&'static str> for Value {
    fn from(value: &'static str) -> Self {
        Self::Fixed(Some(value.into()))
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Fixed(Some(value.into()))
    }
}

impl From<Option<&'static str>> for Value {
    fn from(value: Option<&'static str>) -> Self {
        Self::Fixed(value.map(Into::into))
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Fixed(value.then_some("".into()))
    }
}

/// What is shown. Dropping it ends its effects and listeners; [`State::remove`] takes its nodes out.
pub(crate) enum State {
    /// An empty text keeps the place of nothing.
    Nothing(Text),
    Text(Text, Str),
    Element(Box<Built>),
    /// An empty text marks the end.
    Many(Vec<State>, Text),
    Dynamic(RenderEffect<State>),
}

/// A shown element.
pub(crate) struct Built {
    pub element: Element,
    tag: &'static str,
    attributes: Vec<(&'static str, Shown)>,
    listeners: Vec<Listening>,
    children: Vec<State>,
}

enum Shown {
    Fixed(Option<Str>),
    Dynamic { _effect: RenderEffect<Option<Str>> },
}

struct Listening {
    element: Element,
    event: Str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let callback = self.closure.as_ref().unchecked_ref();
        let _ = self.element.remove_event_listener_with_callback(&self.event, callback);
    }
}

impl Node {
    /// Builds it; [`State::insert`] shows it.
    pub fn build(self) -> State {
        match self {
            Self::Nothing => State::Nothing(text("")),
            Self::Text(string) => State::Text(text(&string), string),
            Self::Element(element) => State::Element(Box::new(element.build())),
            Self::Many(nodes) => State::Many(nodes.into_iter().map(Self::build).collect(), text("")),
            Self::Dynamic(view) => State::Dynamic(RenderEffect::new(move |shown: Option<State>| {
                let node = view();
                match shown {
                    None => node.build(),
                    Some(mut shown) => {
                        shown.patch(node);
                        shown
                    }
                }
            })),
        }
    }
}

impl El {
    /// Builds it; whoever holds it inserts and removes its element.
    pub fn build(self) -> Built {
        let element = create(self.tag);
        let attributes = self.attributes.into_iter().map(|(name, value)| (name, show(&element, name, value))).collect();
        let listeners = listen(&element, self.listeners);
        let mut children: Vec<State> = self.children.into_iter().map(Node::build).collect();
        children.iter_mut().for_each(|child| child.insert(&element, None));
        if let Some(reference) = self.reference {
            reference.set_value(Some(element.clone()));
        }
        Built { element, tag: self.tag, attributes, listeners, children }
    }
}

impl State {
    /// Puts the nodes before another one, or at the end.
    pub fn insert(&mut self, parent: &web_sys::Node, before: Option<&web_sys::Node>) {
        match self {
            Self::Nothing(text) | Self::Text(text, _) => put(parent, text, before),
            Self::Element(built) => put(parent, &built.element, before),
            Self::Many(states, end) => {
                put(parent, end, before);
                states.iter_mut().for_each(|state| state.insert(parent, Some(end)));
            }
            Self::Dynamic(effect) => {
                effect.with_value_mut(|state| state.insert(parent, before));
            }
        }
    }

    /// Takes the nodes out of the page.
    pub fn remove(&self) {
        match self {
            Self::Nothing(text) | Self::Text(text, _) => text.remove(),
            Self::Element(built) => built.element.remove(),
            Self::Many(states, end) => {
                states.iter().for_each(Self::remove);
                end.remove();
            }
            Self::Dynamic(effect) => {
                effect.with_value_mut(|state| state.remove());
            }
        }
    }

    /// Makes what is shown equal to a node, touching only what differs.
    fn patch(&mut self, node: Node) {
        match (&mut *self, node) {
            (Self::Nothing(_), Node::Nothing) => {}
            (Self::Text(text, known), Node::Text(string)) => {
                if *known != string {
                    text.set_data(&string);
                    *known = string;
                }
            }
            (Self::Element(built), Node::Element(element)) if built.tag == element.tag => built.patch(*element),
            (Self::Many(states, end), Node::Many(nodes)) => {
                let end: &web_sys::Node = end;
                if let Some(parent) = end.parent_node() {
                    patch_all(states, nodes, &parent, Some(end));
                }
            }
            (_, node) => {
                let mut new = node.build();
                if let Some(first) = self.first()
                    && let Some(parent) = first.parent_node()
                {
                    new.insert(&parent, Some(&first));
                }
                self.remove();
                *self = new;
            }
        }
    }

    fn first(&self) -> Option<web_sys::Node> {
        match self {
            Self::Nothing(text) | Self::Text(text, _) => Some(text.clone().into()),
            Self::Element(built) => Some(built.element.clone().into()),
            Self::Many(states, end) => states.first().map_or_else(|| Some(end.clone().into()), Self::first),
            Self::Dynamic(effect) => effect.with_value_mut(|state| state.first()).flatten(),
        }
    }
}

impl Built {
    fn patch(&mut self, new: El) {
        for (at, (name, value)) in new.attributes.into_iter().enumerate() {
            match (self.attributes.get_mut(at), value) {
                (Some((known, Shown::Fixed(shown))), Value::Fixed(value)) if *known == name => {
                    if *shown != value {
                        write(&self.element, name, value.as_deref());
                        *shown = value;
                    }
                }
                (Some(attribute), value) => *attribute = (name, show(&self.element, name, value)),
                (None, value) => self.attributes.push((name, show(&self.element, name, value))),
            }
        }
        self.listeners = listen(&self.element, new.listeners);
        patch_all(&mut self.children, new.children, &self.element, None);
    }
}

/// Patches pair by pair; what is more goes in front of `end`.
fn patch_all(states: &mut Vec<State>, nodes: Vec<Node>, parent: &web_sys::Node, end: Option<&web_sys::Node>) {
    states.drain(nodes.len().min(states.len())..).for_each(|state| state.remove());
    for (at, node) in nodes.into_iter().enumerate() {
        match states.get_mut(at) {
            Some(state) => state.patch(node),
            None => {
                let mut state = node.build();
                state.insert(parent, end);
                states.push(state);
            }
        }
    }
}

fn show(element: &Element, name: &'static str, value: Value) -> Shown {
    match value {
        Value::Fixed(value) => {
            if value.is_some() {
                write(element, name, value.as_deref());
            }
            Shown::Fixed(value)
        }
        Value::Dynamic(value) => {
            let element = element.clone();
            let effect = RenderEffect::new(move |known: Option<Option<Str>>| {
                let value = value();
                if known.as_ref() != Some(&value) {
                    write(&element, name, value.as_deref());
                }
                value
            });
            Shown::Dynamic { _effect: effect }
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

fn listen(element: &Element, listeners: Vec<Listener>) -> Vec<Listening> {
    listeners
        .into_iter()
        .map(|(event, act)| {
            let closure = Closure::<dyn FnMut(Event)>::new(act);
            let _ = element.add_event_listener_with_callback(&event, closure.as_ref().unchecked_ref());
            Listening { element: element.clone(), event, closure }
        })
        .collect()
}

fn create(tag: &str) -> Element {
    let namespace =
        if matches!(tag, "svg" | "path") { "http://www.w3.org/2000/svg" } else { "http://www.w3.org/1999/xhtml" };
    document().create_element_ns(Some(namespace), tag).unwrap_or_else(|_| unreachable!("a known tag"))
}

fn text(string: &str) -> Text {
    document().create_text_node(string)
}

fn put(parent: &web_sys::Node, node: &web_sys::Node, before: Option<&web_sys::Node>) {
    let _ = parent.insert_before(node, before);
}
