//! The window's nodes.

use std::{any::Any, cell::OnceCell, rc::Rc};

use leptos::{ev, html, mount::mount_to, prelude::*};
use session::Input;
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
    scroll::{Keeper, Scroll},
    state::State,
    transcript::{Places, transcript},
};
use crate::{
    i18n::{Dates, Strings},
    templates,
};

/// What a window holds on to; dropping it removes its nodes, listeners and observers.
pub(crate) struct Mounted {
    _keeper: Option<Keeper>,
    _viewport: Vec<Listener>,
    _nodes: Box<dyn Any>,
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
    window: NodeRef<html::Div>,
    area: NodeRef<html::Textarea>,
    places: Places,
}

/// Mounts the window, closed.
pub(crate) fn mount(
    root: &ShadowRoot,
    settings: Settings,
    dispatch: Rc<dyn Fn(Input)>,
    on_event: Rc<dyn Fn(WindowEvent)>,
) -> (Mounted, Rc<State>) {
    let cell = Rc::new(OnceCell::new());
    // Only `insertBefore` is called on the parent, which a shadow root has too.
    let nodes = mount_to(root.clone().unchecked_into(), {
        let cell = cell.clone();
        move || {
            let lines = RwSignal::new(Vec::new());
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
                State::new(Context::new(Rc::new(shared), shown), lines, on_event)
            });
            let refs = Refs { window: NodeRef::new(), area: NodeRef::new(), places: Places::new() };
            let view = window(state.context(), &settings, refs, lines);
            // Filled once, here.
            let _ = cell.set((state, refs));
            view
        }
    });
    let (state, refs) = match cell.get() {
        Some((state, refs)) => (state.clone(), *refs),
        None => unreachable!("mounting runs the function above"),
    };
    let (keeper, viewport) = hold(&state, refs);
    (Mounted { _keeper: keeper, _viewport: viewport, _nodes: Box::new(nodes) }, state)
}

/// Connects the state with the nodes that it handles directly.
fn hold(state: &Rc<State>, refs: Refs) -> (Option<Keeper>, Vec<Listener>) {
    let places = refs.places;
    let (Some(window), Some(area), Some(scroller), Some(content), Some(rows)) = (
        refs.window.get_untracked(),
        refs.area.get_untracked(),
        places.scroller.get_untracked(),
        places.content.get_untracked(),
        places.rows.get_untracked(),
    ) else {
        return (None, Vec::new());
    };
    let scroll = Rc::new(Scroll::new(scroller.clone().unchecked_into(), rows.unchecked_into()));
    let keeper = {
        let state = Rc::downgrade(state);
        Keeper::new(scroll.clone(), &content, move || {
            if let Some(state) = state.upgrade() {
                state.restored();
            }
        })
    };
    let viewport = web_sys::window()
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
    (keeper, viewport)
}

fn window(
    ctx: Context,
    settings: &Settings,
    refs: Refs,
    lines: RwSignal<Vec<(u64, String)>>,
) -> impl IntoView + use<> {
    html::div()
        .attr("class", "window")
        .attr("part", "window")
        .attr("role", "dialog")
        .attr("aria-labelledby", "title")
        .attr("lang", settings.locale.clone())
        .attr("dir", settings.direction.resolve(&settings.locale))
        .attr("data-theme", settings.theme.as_str())
        .attr("hidden", true)
        .node_ref(refs.window)
        .on(ev::keydown, move |event: KeyboardEvent| {
            // Escape that ends the input of a composed character is not for the window.
            if event.key() == "Escape" && !event.is_composing() && !event.default_prevented() {
                event.prevent_default();
                event.stop_propagation();
                ctx.with_state(State::close);
            }
        })
        .child((
            header(ctx),
            banner(ctx),
            transcript(ctx, refs.places),
            move || ctx.shown.strip.get().map(|strip| templates::strip(ctx, &strip)),
            composer(ctx, refs.area),
            announcer(lines),
        ))
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
