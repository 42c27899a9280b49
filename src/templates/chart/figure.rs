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
        let [leave, blur, focus, key] = [self.clone(), self.clone(), self.clone(), self.clone()];
        el("div", "class=chart-area;tabindex=0;role=img")
            .attr("aria-label", name)
            .on("pointerleave", Box::new(move |_| leave.at.set(String::new())))
            .on("blur", Box::new(move |_| blur.at.set(String::new())))
            .on(
                "focus",
                Box::new(move |_| {
                    if focus.at.peek().is_empty() {
                        focus.go(0);
                    }
                }),
            )
            .on("keydown", Box::new(move |event| key.key(event)))
            .child(drawing)
    }

    fn key(&self, event: Event) {
        let event: KeyboardEvent = event.unchecked_into();
        let last = self.count.saturating_sub(1);
        let at = self.at.peek().parse().unwrap_or(0_usize);
        match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => self.go((at + 1).min(last)),
            "ArrowLeft" | "ArrowUp" => self.go(at.saturating_sub(1)),
            "Home" => self.go(0),
            "End" => self.go(last),
            "Escape" if !self.at.peek().is_empty() => self.at.set(String::new()),
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
    let heading = (!text.is_empty()).then(|| el("div", "class=chart-title;dir=auto").child(heading(text)));
    let details = el("details", "class=chart-data").child(text_in("summary", "", ctx.strings.chart_data)).child(
        el("div", "class=chart-scroll;tabindex=0;role=region").attr("aria-label", ctx.strings.chart_data).child(data),
    );
    el("div", "class=chart").child(heading).child(drawing).child(legend).child(details).into()
}

fn heading(text: &str) -> Vec<Node> {
    markup::blocks(::markup::kore(text))
}

/// A chart's name for those who do not see it.
pub(super) fn name(ctx: &Context, text: &str) -> String {
    let name = markup::spoken(&::markup::kore(text));
    if name.is_empty() { ctx.strings.chart_name.to_owned() } else { name }
}

/// Gives an element the colour of a series.
pub(super) fn coloured(element: El, series: usize) -> El {
    let digit = ["1", "2", "3", "4", "5", "6", "7", "8"];
    element.attr_if("data-colour", digit.get(series % COLOURS).copied())
}

/// A name with its colour, and a value.
pub(super) fn entry(tag: &'static str, series: usize, title: &str, value: &str) -> El {
    el(tag, "class=chart-entry")
        .child(coloured(el("span", "class=chart-colour;aria-hidden=true"), series))
        .child(text_in("span", "dir=auto", title))
        .child((!value.is_empty()).then(|| text_in("span", "class=chart-value;dir=auto", value)))
}

/// A table with a heading for each column and each row.
pub(super) fn table(head: &[&str], rows: Vec<Vec<&str>>) -> El {
    let cell = |tag, fixed, text: &&str| Node::from(text_in(tag, fixed, text));
    let (corner, head) = head.split_first().unzip();
    // A heading without words would be announced.
    let mut first_row = el("tr", "").child(text_in("td", "", corner.copied().unwrap_or_default()));
    for text in head.into_iter().flatten() {
        first_row = first_row.child(text_in("th", "scope=col;dir=auto", text));
    }
    let mut body = el("tbody", "");
    for row in &rows {
        let (first, rest) = row.split_first().unzip();
        let first: Vec<Node> = first.map(|text| cell("th", "scope=row;dir=auto", text)).into_iter().collect();
        let rest: Vec<Node> = rest.into_iter().flatten().map(|text| cell("td", "dir=auto", text)).collect();
        body = body.child(el("tr", "").child(first).child(rest));
    }
    el("table", "").child(el("thead", "").child(first_row)).child(body)
}

/// `{percent}%` for a property of CSS.
pub(super) fn percent(name: &str, percent: i64) -> Styles {
    vec![(name.to_owned(), percent.to_string() + "%")]
}
