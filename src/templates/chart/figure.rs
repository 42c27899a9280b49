//! What all charts share: a plot that is walked through with the arrow keys, words beside the place that is looked at, and
//! the numbers as a table.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::super::{
    Place, choice,
    fold::Fold,
    markup,
    panel::{head, panel},
    table::scroll,
};
use crate::window::{
    context::Context,
    memory::Cell,
    node::{El, Node, el, text_in},
};

/// How many colours there are; see `--chart-1` and on in `style/tokens.css`.
const COLOURS: usize = 8;

/// The numbers as they are shown: the names of the columns, and a row for each place. The first of each row is its name.
pub(super) type Rows = Vec<Vec<String>>;

/// The places of a plot, one after the other, and which of them is looked at.
#[derive(Clone)]
pub(super) struct Places {
    /// The number of the place, or nothing.
    at: Cell,
    count: usize,
}

impl Places {
    pub fn new(place: &Place, count: usize) -> Self {
        Self { at: place.cell("place", 0), count }
    }

    /// The place that is looked at; whoever asks is rendered anew when it changes.
    pub fn at(&self) -> Option<usize> {
        self.at.get().parse().ok().filter(|at| *at < self.count)
    }

    /// The plot: what looks at the places in it follows the pointer, the focus and the keys.
    #[inline(never)]
    pub fn plot(&self, fixed: &'static str) -> El {
        let mut plot = el("div", fixed);
        for event in ["pointerover", "click", "pointerleave", "focusin", "focusout", "keydown"] {
            let places = self.clone();
            plot = plot.on(
                event,
                Box::new(move |event| {
                    places.follow(&event);
                }),
            );
        }
        plot
    }

    fn follow(&self, event: &Event) -> Option<()> {
        let known = self.at.peek();
        let (at, last) = (known.parse().unwrap_or(0_usize), self.count.saturating_sub(1));
        let to = match event.type_().as_str() {
            "pointerover" | "click" => {
                let spot = event.target()?.unchecked_into::<Element>().closest("[data-at]").ok()??;
                self.at.set(spot.get_attribute("data-at")?);
                return None;
            }
            "keydown" => match event.unchecked_ref::<KeyboardEvent>().key().as_str() {
                "ArrowRight" | "ArrowDown" => Some((at + 1).min(last)),
                "ArrowLeft" | "ArrowUp" => Some(at.saturating_sub(1)),
                "Home" => Some(0),
                "End" => Some(last),
                "Escape" if !known.is_empty() => None,
                _ => return None,
            },
            // A press comes after the focus that it brings.
            "focusin" => Some(at),
            _ => None,
        };
        if event.type_() == "keydown" {
            event.prevent_default();
            event.stop_propagation();
        }
        self.at.set(to.map(|at| at.to_string()).unwrap_or_default());
        None
    }

    /// A drawing that can have the focus, and the words for the place that is looked at. The table says the same to those who
    /// do not see it.
    #[inline(never)]
    pub fn canvas(&self, ctx: &Context, text: &str, drawing: El, words: Box<dyn Fn(usize) -> El>) -> El {
        let name = markup::spoken(ctx, text, ctx.markup);
        let name = if name.is_empty() { ctx.strings.chart_name } else { &name };
        let places = self.clone();
        let words = Node::Dynamic(Box::new(move || places.at().map(&words).into()));
        el("div", "class=chart-canvas")
            .child(el("div", "class=chart-area;tabindex=0;role=img").attr("aria-label", name).child(drawing))
            .child(el("div", "class=chart-words;role=status").child(words))
    }
}

/// The whole chart: heading, drawing, and the numbers behind a button.
#[inline(never)]
pub(super) fn figure(ctx: &Context, place: &Place, text: &str, drawing: Vec<Node>, rows: &Rows) -> Node {
    let fold = Fold::new(place, "numbers", 0, false);
    let words = ctx.strings.chart_data;
    let (mut columns, mut body) = (None, el("tbody", ""));
    for (at, row) in rows.iter().enumerate() {
        let mut line = el("tr", "");
        for (column, text) in row.iter().enumerate() {
            let fixed = match (at, column) {
                (0, 0) => "",
                (0, _) => "scope=col;dir=auto",
                (_, 0) => "scope=row;dir=auto",
                _ => "dir=auto",
            };
            // A heading without words would be announced.
            let tag = if (at == 0) == (column == 0) { "td" } else { "th" };
            line = line.child(text_in(tag, fixed, text));
        }
        if at == 0 {
            columns = Some(el("thead", "").child(line));
        } else {
            body = body.child(line);
        }
    }
    let content = vec![
        head(ctx, place, text, "", Vec::new()),
        el("div", "class=chart").child(drawing).into(),
        scroll("class=table folded;role=group;tabindex=0", words, columns, body).into(),
        fold.button(choice::more(ctx, words)).into(),
    ];
    fold.around(panel(content)).into()
}

/// The numbers of a place, under its name; those of a line or a bar with the colours of their columns.
#[inline(never)]
pub(super) fn tip(rows: &Rc<Rows>, at: usize, is_coloured: bool) -> El {
    let mut tip = el("div", "class=chart-tip");
    let (Some(names), Some(row)) = (rows.first(), rows.get(at + 1)) else { return tip };
    for (column, (name, value)) in names.iter().zip(row).enumerate() {
        tip = tip.child(match column {
            0 => text_in("strong", "dir=auto", value),
            _ => entry("div", is_coloured.then_some(column - 1), name, value),
        });
    }
    tip
}

/// Gives an element the colour of a series.
pub(super) fn coloured(element: El, series: usize) -> El {
    element.attr("data-colour", &(series % COLOURS + 1).to_string())
}

/// A name with its colour, and a value.
#[inline(never)]
pub(super) fn entry(tag: &'static str, series: Option<usize>, title: &str, value: &str) -> El {
    el(tag, "class=chart-entry")
        .child(series.map(|series| coloured(el("span", "class=chart-colour;aria-hidden=true"), series)))
        .child(text_in("span", "dir=auto", title))
        .child((!value.is_empty()).then(|| text_in("span", "class=chart-value;dir=auto", value)))
}

/// What a drawing looks like from outside.
pub(super) fn drawing(fixed: &'static str) -> El {
    el("svg:svg", fixed).attr("aria-hidden", "true").attr("focusable", "false")
}

/// An element that stands for a place.
pub(super) fn spot(element: El, at: usize) -> El {
    element.attr("data-at", &at.to_string())
}
