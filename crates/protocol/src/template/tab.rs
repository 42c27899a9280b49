//! Tabs of a longer list (`kore-templates.md` 6.2 and 6.3).

use super::Fields;

/// A named part of a longer list.
#[derive(Clone, Debug)]
pub struct Tab<'a, L> {
    /// The name.
    pub title: &'a str,
    /// Its rows.
    pub elements: L,
}

impl<'a, L> Tab<'a, L> {
    /// The tabs under `key`: an object of lists by name, in alphabetical order, or a list of objects with a `title` and
    /// `elements`.
    pub(super) fn all(from: Fields<'a>, key: &str, read: fn(Fields<'a>) -> L) -> Vec<Self> {
        let mut tabs = Vec::new();
        if let Some(lists) = from.field(key).0.as_object() {
            for (title, list) in lists {
                tabs.push(Self { title, elements: read(Fields(list)) });
            }
        } else {
            for tab in from.list(&[key]) {
                let tab = Fields(tab);
                if let Some(title) = tab.word(&["title", "name"]) {
                    tabs.push(Self { title, elements: read(tab.field("elements")) });
                }
            }
        }
        tabs
    }
}
