//! The window's styles: one constructable style sheet for all windows of the module, adopted by each root.

use std::cell::OnceCell;

use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::{CssStyleSheet, ShadowRoot};

const CSS: &str = include_str!(concat!(env!("OUT_DIR"), "/window.css"));

thread_local! {
    static SHEET: OnceCell<CssStyleSheet> = const { OnceCell::new() };
}

/// A root's use of the sheet; given up on drop.
pub(crate) struct Adopted {
    root: ShadowRoot,
    sheet: JsValue,
}

impl Adopted {
    /// Adds the style sheet of a theme to a root.
    pub fn theme(root: &ShadowRoot, css: &str) -> Option<Self> {
        let sheet = CssStyleSheet::new().ok()?;
        sheet.replace_sync(css).ok()?;
        Some(Self::add(root, sheet.into()))
    }

    fn add(root: &ShadowRoot, sheet: JsValue) -> Self {
        root.adopted_style_sheets().push(&sheet);
        Self { root: root.clone(), sheet }
    }

    /// Adds the sheet to a root. Where the browser cannot make one, the window works without style.
    pub fn by(root: &ShadowRoot) -> Option<Self> {
        let sheet: JsValue = SHEET
            .with(|known| match known.get() {
                Some(sheet) => Some(sheet.clone()),
                None => {
                    let sheet = CssStyleSheet::new().ok()?;
                    sheet.replace_sync(CSS).ok()?;
                    Some(known.get_or_init(|| sheet).clone())
                }
            })?
            .into();
        Some(Self::add(root, sheet))
    }
}

impl Drop for Adopted {
    fn drop(&mut self) {
        let others = Array::new();
        for sheet in self.root.adopted_style_sheets().iter().filter(|sheet| *sheet != self.sheet) {
            others.push(&sheet);
        }
        self.root.set_adopted_style_sheets(&others);
    }
}
