//! Where the visitor reads: kept to the pixel whatever happens above, and at the end while they follow the end.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, MutationObserver, MutationObserverInit, ResizeObserver};

/// How near to the end counts as reading the end. CSS pixels.
const END: i32 = 24;

/// The scrolled box and the rows in it.
pub(crate) struct Scroll {
    scroller: Element,
    rows: Element,
    is_following: Cell<bool>,
    anchor: RefCell<Option<Anchor>>,
    last_top: Cell<i32>,
}

/// The first visible message and its distance from the box's top edge.
struct Anchor {
    message: Element,
    offset: f64,
}

/// What a scroll event means.
#[derive(Clone, Copy, Default)]
pub(crate) struct Scrolled {
    /// Less than a screen is left above.
    pub is_near_oldest: bool,
    /// Less than a screen is left below.
    pub is_near_newest: bool,
    /// The visitor went down to the very end, below which there are newer messages.
    pub wants_newest: bool,
}

impl Scroll {
    /// `rows` holds one child element for each row.
    pub fn new(scroller: Element, rows: Element) -> Self {
        Self { scroller, rows, is_following: Cell::new(true), anchor: RefCell::new(None), last_top: Cell::new(0) }
    }

    /// Whether the visitor reads the newest message.
    pub fn is_following(&self) -> bool {
        self.is_following.get()
    }

    /// Follows the newest message from now on.
    pub fn follow(&self) {
        self.is_following.set(true);
        *self.anchor.borrow_mut() = None;
    }

    /// Takes a scroll event over. `is_newest_rendered` tells whether the end of the box is the end of the transcript.
    pub fn scrolled(&self, is_newest_rendered: bool) -> Scrolled {
        let top = self.scroller.scroll_top();
        let height = self.scroller.client_height();
        if height == 0 {
            return Scrolled::default();
        }
        let below = self.scroller.scroll_height() - top - height;
        let last_top = self.last_top.replace(top);
        let (went_up, went_down) = (top < last_top, top > last_top);
        if below <= END && is_newest_rendered {
            self.follow();
        } else if went_up || !self.is_following.get() {
            // What grows below a reader at the end is no reason to stop following: only going up is.
            self.is_following.set(false);
            self.remember();
        }
        let is_reading = !self.is_following.get();
        Scrolled {
            is_near_oldest: is_reading && top < height,
            is_near_newest: is_reading && below < height,
            wants_newest: is_reading && went_down && below <= END,
        }
    }

    /// Whether everything fits into the box, so that it cannot be scrolled.
    pub fn is_underfull(&self) -> bool {
        self.scroller.client_height() > 0 && self.scroller.scroll_height() <= self.scroller.client_height()
    }

    /// Remembers what is read, before rows change.
    pub fn remember(&self) {
        if self.is_following.get() || self.scroller.client_height() == 0 {
            return;
        }
        *self.anchor.borrow_mut() = self.first_visible().and_then(|(_, row)| {
            // Not the row as a whole: the day above its message goes when older messages of that day come.
            let message = row.last_element_child()?;
            let offset = self.offset_of(&message);
            Some(Anchor { message, offset })
        });
    }

    /// The index of the row that is read, among the rendered ones.
    pub fn reading(&self) -> usize {
        if self.is_following.get() { usize::MAX } else { self.first_visible().map_or(0, |(at, _)| at as usize) }
    }

    /// Brings the visitor back to what they read, after rows or sizes changed.
    pub fn restore(&self) {
        if self.scroller.client_height() == 0 {
            return;
        }
        if self.is_following.get() {
            self.scroller.set_scroll_top(self.scroller.scroll_height());
        } else if let Some(anchor) = &*self.anchor.borrow() {
            let moved = self.offset_of(&anchor.message) - anchor.offset;
            if anchor.message.is_connected() && moved.abs() >= 0.5 {
                self.scroller.scroll_by_with_x_and_y(0.0, moved);
            }
        }
        self.last_top.set(self.scroller.scroll_top());
    }

    fn offset_of(&self, message: &Element) -> f64 {
        message.get_bounding_client_rect().top() - self.scroller.get_bounding_client_rect().top()
    }

    /// Rows lie one below the other, so halving finds the first whose end is in sight.
    fn first_visible(&self) -> Option<(u32, Element)> {
        let edge = self.scroller.get_bounding_client_rect().top();
        let rows = self.rows.children();
        let (mut low, mut high) = (0, rows.length());
        while low < high {
            let middle = low.midpoint(high);
            if rows.item(middle)?.get_bounding_client_rect().bottom() <= edge {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        rows.item(low).map(|row| (low, row))
    }
}

/// Restores the position before anything is painted: on changed rows and on changed sizes (pictures, streamed
/// text, the keyboard of a phone, the window being opened).
pub(crate) struct Keeper {
    mutations: MutationObserver,
    sizes: ResizeObserver,
    _closure: Closure<dyn FnMut()>,
}

impl Keeper {
    /// Calls `restored` after each time. `content` is what the box scrolls.
    pub fn new(scroll: Rc<Scroll>, content: &Element, restored: impl Fn() + 'static) -> Option<Self> {
        let closure = {
            let scroll = scroll.clone();
            Closure::<dyn FnMut()>::new(move || {
                scroll.restore();
                restored();
            })
        };
        let mutations = MutationObserver::new(closure.as_ref().unchecked_ref()).ok()?;
        let options = MutationObserverInit::new();
        options.set_child_list(true);
        mutations.observe_with_options(&scroll.rows, &options).ok()?;
        let sizes = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
        sizes.observe(content);
        sizes.observe(&scroll.scroller);
        Some(Self { mutations, sizes, _closure: closure })
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.mutations.disconnect();
        self.sizes.disconnect();
    }
}
