//! The window's nodes.

use std::rc::Rc;

use leptos::mount::{UnmountHandle, mount_to_renderer};
use session::Input;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlTextAreaElement, KeyboardEvent, ShadowRoot};

use super::{
    Renderer, Settings, WindowEvent, announcer,
    banner::banner,
    composer::composer,
    context::{Context, Shared, Shown},
    dialog::dialog,
    header::header,
    node::{Built, El, Node, el},
    scroll::{Keeper, Scroll},
    state::State,
    transcript::{KeptRows, keep_rows, transcript},
};
use crate::{
    i18n::{Dates, Strings},
    listener::Listener,
    templates,
};

/// What a window holds on to; dropping it removes its nodes, listeners and observers.
pub(crate) struct Mounted {
    _keeper: Option<Keeper>,
    _viewport: Vec<Listener>,
    _rows: Option<KeptRows>,
    _window: UnmountHandle<Built>,
}

/// The nodes that are handled directly.
pub(crate) struct Nodes {
    window: HtmlElement,
    area: HtmlTextAreaElement,
    scroller: HtmlElement,
    host: Element,
}

impl Nodes {
    /// Shows the window and moves the focus into the composer, or hides it. What is a part of the page takes no focus.
    pub fn show(&self, is_open: bool) {
        self.window.set_hidden(!is_open);
        if is_open {
            fit(&self.window);
            if !self.is_inline() {
                let _ = self.area.focus();
            }
        }
    }

    /// Whether the window stands in the page and not over it.
    pub fn is_inline(&self) -> bool {
        self.host.has_attribute("inline")
    }

    /// The box that is written in.
    pub fn area(&self) -> HtmlTextAreaElement {
        self.area.clone()
    }

    /// Moves the focus to the composer, or to the transcript where that would open a phone's keyboard over the answer.
    pub fn focus_after_choice(&self) {
        let is_touch = web_sys::window()
            .and_then(|window| window.match_media("(pointer: coarse)").ok().flatten())
            .is_some_and(|query| query.matches());
        let _ = if is_touch { self.scroller.focus() } else { self.area.focus() };
    }
}

/// Mounts the window, closed.
pub(crate) fn mount(
    root: &ShadowRoot,
    settings: Settings,
    renderer: Option<Renderer>,
    dispatch: Rc<dyn Fn(Input)>,
    on_event: Rc<dyn Fn(WindowEvent)>,
) -> (Mounted, Rc<State>) {
    let strings = Strings::for_locale(&settings.locale);
    let title = Some(settings.title.trim()).filter(|title| !title.is_empty());
    let title = title.unwrap_or(strings.window_title).to_owned();
    let dates = Dates::new(&settings.locale);
    let state = Rc::new_cyclic(|state| {
        let shown = Rc::new(Shown::new());
        let ctx = Context::new(Shared {
            shown,
            strings,
            dates,
            markup: settings.markup,
            renderer,
            asks_to_end: settings.asks_to_end,
            title,
            dispatch,
            state: state.clone(),
        });
        State::new(ctx, on_event)
    });
    let ctx = state.context().clone();
    // Only `insertBefore` is called on the parent, which a shadow root has too.
    let window = mount_to_renderer(root.unchecked_ref(), move || window(&ctx, &settings));
    let mut mounted = Mounted { _keeper: None, _viewport: Vec::new(), _rows: None, _window: window };
    hold(root, &state, &mut mounted);
    (mounted, state)
}

/// Connects the state with the nodes that it handles directly.
fn hold(root: &ShadowRoot, state: &Rc<State>, mounted: &mut Mounted) -> Option<()> {
    let window = root.last_element_child()?;
    let find = |selector: &str| window.query_selector(selector).ok().flatten();
    let area = find("textarea")?.unchecked_into();
    let (scroller, content, rows) = (find(".scroller")?, find(".scrolled")?, find(".rows")?);
    let region = find(".announcer")?;
    let window: HtmlElement = window.unchecked_into();
    mounted._rows = Some(keep_rows(state.context(), rows.clone()));
    let scroll = Rc::new(Scroll::new(scroller.clone(), rows));
    mounted._keeper = {
        let state = Rc::downgrade(state);
        Keeper::new(scroll.clone(), &content, move || {
            if let Some(state) = state.upgrade() {
                state.restored();
            }
        })
    };
    if let Some(viewport) = web_sys::window().and_then(|window| window.visual_viewport()) {
        for event in ["resize", "scroll"] {
            let window = window.clone();
            mounted._viewport.push(Listener::new(&viewport, event, Box::new(move |_| fit(&window))));
        }
    }
    state.mounted(Nodes { window, area, scroller: scroller.unchecked_into(), host: root.host() }, scroll, region);
    Some(())
}

fn window(ctx: &Context, settings: &Settings) -> El {
    el("div", "class=window;part=window;role=dialog;aria-labelledby=title;hidden")
        .attr("lang", &settings.locale)
        .attr("dir", settings.direction.resolve(&settings.locale))
        .attr("data-theme", settings.theme.as_str())
        .on("keydown", ctx.act(escape))
        .child(header(ctx))
        .child(banner(ctx))
        .child(transcript(ctx))
        .child(ctx.follow(strip))
        .child(composer(ctx))
        .child(ctx.follow(dialog))
        .child(announcer::region())
}

fn escape(ctx: &Context, event: Event) {
    let event: KeyboardEvent = event.unchecked_into();
    // Escape that ends the input of a composed character is not for the window.
    if event.key() == "Escape" && !event.is_composing() && !event.default_prevented() {
        event.prevent_default();
        event.stop_propagation();
        ctx.with_state(State::dismiss);
    }
}

fn strip(ctx: &Context) -> Node {
    match ctx.shown.strip.get() {
        Some(strip) => templates::strip(ctx, &strip),
        None => Node::Nothing,
    }
}

/// Tells the styles which part of the page an on-screen keyboard leaves free. Whole CSS pixels.
fn fit(window: &HtmlElement) {
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
