//! Tabs of a longer list (`kore-templates.md` 6.2 and 6.3).

use std::marker::PhantomData;

use super::{Fields, Parts};

/// A named part of a longer list.
#[derive(Clone, Debug)]
pub struct Tab<'a, T> {
    /// The name.
    pub title: &'a str,
    elements: Fields<'a>,
    of: PhantomData<T>,
}

impl<'a, T> Tab<'a, T> {
    /// The tabs under `key`: an object of lists by name, in alphabetical order, or a list of objects with a `title` and
    /// `elements`.
    pub(super) fn all(from: Fields<'a>, key: &str) -> Vec<Self> {
        let mut tabs = Vec::new();
        if let Some(lists) = from.field(key).0.as_object() {
            for (title, list) in lists {
                tabs.push(Self { title, elements: Fields(list), of: PhantomData });
            }
        } else {
            for tab in from.list(&[key]) {
                let tab = Fields(tab);
                if let Some(title) = tab.word(&["title", "name"]) {
                    tabs.push(Self { title, elements: tab.field("elements"), of: PhantomData });
                }
            }
        }
        tabs
    }

    /// Its rows.
    pub fn elements(&self) -> Parts<'a, T> {
        self.elements.own_parts()
    }
}
