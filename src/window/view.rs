//! The window's nodes.

use std::rc::Rc;

use any_spawner::Executor;
use leptos::{ev, prelude::*, reactive::effect::RenderEffect};
use session::{EntryKey, Input};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDivElement, HtmlTextAreaElement, KeyboardEvent, ShadowRoot};

use super::{
    Settings, WindowEvent,
    announcer::announcer,
    banner::banner,
    composer::composer,
    context::{Context, Shared, Shown},
    header::header,
    listener::Listener,
    node::{Built, El, Ref, dynamic, el, reference},
    scroll::{Keeper, Scroll},
    state::State,
    transcript::{Places, keep_rows, transcript},
};
use crate::{
    i18n::{Dates, Strings},
    templates,
};

/// What a window holds on to; dropping it removes its nodes, listeners and observers.
pub(crate) struct Mounted {
    _keeper: Option<Keeper>,
    _viewport: Vec<Listener>,
    _rows: Option<RenderEffect<Vec<(EntryKey, Built)>>>,
    window: Built,
    owner: Owner,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.window.element.remove();
        // Ends what the signals below would still be asked by.
        self._rows = None;
        self.owner.cleanup();
    }
}

/// The nodes that are handled directly.
pub(crate) struct Nodes {
    window: HtmlDivElement,
    area: HtmlTextAreaElement,
    scroller: HtmlDivElement,
}

impl Nodes {
    /// Shows the window and moves the focus into the composer, or hides it.
    pub fn show(&self, is_open: bool) {
        self.window.set_hidden(!is_open);
        if is_open {
            fit(&self.window);
            let _ = self.area.focus();
        }
    }

    /// Moves the focus to the composer, or to the transcript where that would open a phone's keyboard over the answer.
    pub fn focus_after_choice(&self) {
        let is_touch = web_sys::window()
            .and_then(|window| window.match_media("(pointer: coarse)").ok().flatten())
            .is_some_and(|query| query.matches());
        let _ = if is_touch { self.scroller.focus() } else { self.area.focus() };
    }
}

#[derive(Clone, Copy)]
struct Refs {
    window: Ref,
    area: Ref,
    announcer: Ref,
    places: Places,
}

/// Mounts the window, closed.
pub(crate) fn mount(
    root: &ShadowRoot,
    settings: Settings,
    dispatch: Rc<dyn Fn(Input)>,
    on_event: Rc<dyn Fn(WindowEvent)>,
) -> (Mounted, Rc<State>) {
    // Already there when another window was mounted before.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let (window, state, refs) = owner.with(|| {
        let refs = Refs { window: reference(), area: reference(), announcer: reference(), places: Places::new() };
        let shown = Shown::new();
        let state = Rc::new_cyclic(|state| {
            let strings = Strings::for_locale(&settings.locale);
            let title = Some(settings.title.trim()).filter(|title| !title.is_empty());
            let shared = Shared {
                strings,
                dates: Dates::new(&settings.locale),
                title: title.unwrap_or(strings.window_title).to_owned(),
                dispatch,
                state: state.clone(),
            };
            State::new(Context::new(Rc::new(shared), shown), refs.announcer, on_event)
        });
        (window(state.context(), &settings, refs).build(), state, refs)
    });
    let _ = root.append_child(&window.element);
    let mut mounted = Mounted { _keeper: None, _viewport: Vec::new(), _rows: None, window, owner };
    hold(&state, refs, &mut mounted);
    (mounted, state)
}

/// Connects the state with the nodes that it handles directly.
fn hold(state: &Rc<State>, refs: Refs, mounted: &mut Mounted) {
    let places = refs.places;
    let (Some(window), Some(area), Some(scroller), Some(content), Some(rows)) = (
        refs.window.get_value(),
        refs.area.get_value(),
        places.scroller.get_value(),
        places.content.get_value(),
        places.rows.get_value(),
    ) else {
        return;
    };
    let (window, area, scroller): (HtmlDivElement, HtmlTextAreaElement, HtmlDivElement) =
        (window.unchecked_into(), area.unchecked_into(), scroller.unchecked_into());
    mounted._rows = Some(mounted.owner.with(|| keep_rows(state.context(), rows.clone())));
    let scroll = Rc::new(Scroll::new(scroller.clone().unchecked_into(), rows.unchecked_into()));
    mounted._keeper = {
        let state = Rc::downgrade(state);
        Keeper::new(scroll.clone(), &content, move || {
            if let Some(state) = state.upgrade() {
                state.restored();
            }
        })
    };
    mounted._viewport = web_sys::window()
        .and_then(|window| window.visual_viewport())
        .map(|viewport| {
            ["resize", "scroll"]
                .map(|event| {
                    let window = window.clone();
                    Listener::new(&viewport, event, move || fit(&window))
                })
                .into()
        })
        .unwrap_or_default();
    state.mounted(Nodes { window, area, scroller }, scroll);
}

fn window(ctx: Context, settings: &Settings, refs: Refs) -> El {
    el("div")
        .attr("class", "window")
        .attr("part", "window")
        .attr("role", "dialog")
        .attr("aria-labelledby", "title")
        .attr("lang", settings.locale.clone())
        .attr("dir", settings.direction.resolve(&settings.locale))
        .attr("data-theme", settings.theme.as_str())
        .attr("hidden", true)
        .reference(refs.window)
        .on(ev::keydown, move |event: KeyboardEvent| {
            // Escape that ends the input of a composed character is not for the window.
            if event.key() == "Escape" && !event.is_composing() && !event.default_prevented() {
                event.prevent_default();
                event.stop_propagation();
                ctx.with_state(State::close);
            }
        })
        .child((header(ctx), banner(ctx), transcript(ctx, refs.places)))
        .child(dynamic(move || ctx.shown.strip.get().map(|strip| templates::strip(ctx, &strip))))
        .child((composer(ctx, refs.area), announcer(refs.announcer)))
}

/// Tells the styles which part of the page an on-screen keyboard leaves free. Whole CSS pixels.
fn fit(window: &HtmlDivElement) {
    if window.hidden() {
        return;
    }
    let Some(viewport) = web_sys::window().and_then(|window| window.visual_viewport()) else { return };
    let style = web_sys::HtmlElement::style(window);
    #[allow(clippy::cast_possible_truncation, reason = "sizes of screens are small")]
    for (name, value) in [("--viewport-height", viewport.height()), ("--viewport-top", viewport.offset_top())] {
        let mut pixels = (value as i32).to_string();
        pixels.push_str("px");
        let _ = style.set_property(name, &pixels);
    }
}
