//! What all charts share: a plot that can be walked through with the arrow keys, words beside the place that is looked at,
//! a legend, and the numbers as a table.

use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use super::super::{Place, markup};
use crate::window::{
    context::Context,
    memory::Cell,
    node::{Act, El, Node, Styles, el, text_in},
};

/// How many colours there are; see `--chart-1` and on in `style/tokens.css`.
const COLOURS: usize = 8;

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

    fn go(&self, at: usize) {
        self.at.set(at.to_string());
    }

    /// An element that stands for a place: the pointer over it, or a tap, looks at it.
    pub fn spot(&self, at: usize, element: El) -> El {
        element.on("pointerenter", self.act(at)).on("click", self.act(at))
    }

    fn act(&self, at: usize) -> Act {
        let places = self.clone();
        Box::new(move |_| places.go(at))
    }

    /// The part that can have the focus, with the drawing in it. The table says the same to those who do not see it.
    pub fn area(&self, name: &str, drawing: El) -> El {
        let mut area = el("div", "class=chart-area;tabindex=0;role=img").attr("aria-label", name).child(drawing);
        for event in ["pointerleave", "blur", "focus", "keydown"] {
            let places = self.clone();
            area = area.on(event, Box::new(move |event| places.follow(&event)));
        }
        area
    }

    /// Goes where the focus or a key leads.
    fn follow(&self, event: &Event) {
        let known = self.at.peek();
        let (at, last) = (known.parse().unwrap_or(0_usize), self.count.saturating_sub(1));
        match event.type_().as_str() {
            "keydown" => {}
            "focus" if known.is_empty() => return self.go(0),
            "focus" => return,
            _ => return self.at.set(String::new()),
        }
        match event.unchecked_ref::<KeyboardEvent>().key().as_str() {
            "ArrowRight" | "ArrowDown" => self.go((at + 1).min(last)),
            "ArrowLeft" | "ArrowUp" => self.go(at.saturating_sub(1)),
            "Home" => self.go(0),
            "End" => self.go(last),
            "Escape" if !known.is_empty() => self.at.set(String::new()),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// The words for the place that is looked at; nothing while there is none.
    pub fn words(&self, write: Box<dyn Fn(usize) -> El>) -> El {
        let places = self.clone();
        let shown = move || places.at().map(&write).into();
        el("div", "class=chart-words;role=status").child(Node::Dynamic(Box::new(shown)))
    }
}

/// The whole chart: heading, drawing, what the colours mean, and the numbers.
pub(super) fn figure(ctx: &Context, text: &str, drawing: El, legend: Option<El>, data: El) -> Node {
    let heading = (!text.is_empty())
        .then(|| el("div", "class=chart-title;dir=auto").child(markup::blocks(markup::parse(ctx, text, ctx.markup))));
    let words = ctx.strings.chart_data;
    let scroll = el("div", "class=chart-scroll;tabindex=0;role=region").attr("aria-label", words).child(data);
    let details = el("details", "class=chart-data").child(text_in("summary", "", words)).child(scroll);
    el("div", "class=chart").child(heading).child(drawing).child(legend).child(details).into()
}

/// A chart's name for those who do not see it.
pub(super) fn name(ctx: &Context, text: &str) -> String {
    let name = markup::spoken(ctx, text, ctx.markup);
    if name.is_empty() { ctx.strings.chart_name.to_owned() } else { name }
}

/// Gives an element the colour of a series.
pub(super) fn coloured(element: El, series: usize) -> El {
    element.attr("data-colour", &(series % COLOURS + 1).to_string())
}

/// A name with its colour, and a value.
pub(super) fn entry(tag: &'static str, series: usize, title: &str, value: &str) -> El {
    el(tag, "class=chart-entry")
        .child(coloured(el("span", "class=chart-colour;aria-hidden=true"), series))
        .child(text_in("span", "dir=auto", title))
        .child((!value.is_empty()).then(|| text_in("span", "class=chart-value;dir=auto", value)))
}

/// A row of the table of numbers, under a name.
pub(super) fn row(name: &str) -> El {
    el("tr", "").child(text_in("th", "scope=row;dir=auto", name))
}

/// A row for the names of the columns. The first column has none: a heading without words would be announced.
pub(super) fn columns() -> El {
    el("tr", "").child(el("td", ""))
}

/// The name of a column.
pub(super) fn column(name: &str) -> El {
    text_in("th", "scope=col;dir=auto", name)
}

/// A number.
pub(super) fn cell(text: &str) -> El {
    text_in("td", "dir=auto", text)
}

/// The table of the rows in `body`.
pub(super) fn table(columns: El, body: El) -> El {
    el("table", "").child(el("thead", "").child(columns)).child(body)
}

/// `{percent}%` for a property of CSS.
pub(super) fn percent(name: &str, percent: i64) -> Styles {
    vec![(name.to_owned(), percent.to_string() + "%")]
}
