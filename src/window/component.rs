//! The window as a component tree of Leptos: each component is a function that answers an [`El`], Leptos mounts the
//! tree, owns what its effects make, and takes it out again.

use leptos::tachys::{
    renderer::types,
    view::{Mountable, Render},
};

use super::node::{Built, El, remove};

impl Render for El {
    type State = Built;

    fn build(self) -> Built {
        Self::build(self)
    }

    fn rebuild(self, state: &mut Built) {
        state.follow(self);
    }
}

impl Mountable for Built {
    fn unmount(&mut self) {
        remove(&self.element);
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        // Fails only for a marker that is not in the parent.
        let _ = parent.insert_before(&self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(parent) = self.element.parent_element() else { return false };
        child.mount(&parent, Some(&self.element));
        true
    }

    fn elements(&self) -> Vec<types::Element> {
        vec![self.element.clone()]
    }
}
