//! `barchart` and `linechart`: series over shared categories.

mod axis;
mod figure;
pub(super) mod pie;

use protocol::template::{Amount, ChartData, ChartTemplate};

use self::{
    axis::{Axis, LENGTH},
    figure::{Places, cell, coloured, column, columns, entry, figure, name, percent, row, table},
};
use super::Place;
use crate::{
    i18n::Numbers,
    window::{
        context::Context,
        node::{El, Node, el, text_in},
    },
};

/// How many names of categories have room below a chart.
const NAMES: usize = 5;

/// The chart, with bars or with lines.
pub(super) fn view(ctx: &Context, place: &Place, template: &ChartTemplate, is_line: bool) -> Node {
    let (chart, is_stacked) = (template.data(), template.is_stacked() && !is_line);
    let longest = chart.series.iter().map(|series| series.values.len()).max().unwrap_or_default();
    let count = longest.max(chart.categories.len());
    let is_lying = template.is_horizontal() && !is_line;
    let plot = Plot { count, is_lying, is_stacked, axis: axis(&chart, count, is_line, is_stacked) };
    let places = Places::new(place, count);

    let mut drawing = el("svg:svg", "viewBox=0 0 1000 1000;preserveAspectRatio=none;aria-hidden=true;focusable=false");
    drawing = plot.lines(drawing).child(plot.looked_at(&places));
    drawing = if is_line { plot.curves(drawing, &chart) } else { plot.bars(drawing, &chart) };
    for at in 0..count {
        drawing = drawing.child(places.spot(at, plot.band_rect("class=chart-spot", at)));
    }
    let words = {
        let template = template.clone();
        places.words(Box::new(move |at| plot.words(&template.data(), at)))
    };
    let canvas = el("div", "class=chart-canvas").child(places.area(&name(ctx, template.text()), drawing)).child(words);
    let canvas = if plot.is_lying {
        // As high as its bars need.
        let bars = count * if is_stacked { 1 } else { chart.series.len().max(1) };
        let height = (count * 12 + bars * 14).max(40).to_string() + "px";
        canvas.styles(vec![("block-size".to_owned(), height)])
    } else {
        canvas
    };
    let drawing = el("div", "class=chart-plot;dir=ltr")
        .attr_if("data-lying", plot.is_lying.then_some(""))
        .child(plot.ticks(ctx, chart.decimals))
        .child(canvas)
        .child(plot.names(&chart.categories));

    let mut legend = el("ul", "class=chart-legend");
    let (mut head, mut body) = (columns(), el("tbody", ""));
    for (index, series) in chart.series.iter().enumerate() {
        legend = legend.child(entry("li", index, series.title, ""));
        head = head.child(column(series.title));
    }
    for at in 0..count {
        let mut row = row(category(&chart, at));
        for series in &chart.series {
            row = row.child(cell(series.values.get(at).map_or("", Amount::shown)));
        }
        body = body.child(row);
    }
    let is_named = chart.series.iter().any(|series| !series.title.is_empty());
    figure(ctx, template.text(), drawing, is_named.then_some(legend), table(head, body))
}

fn category<'a>(chart: &ChartData<'a>, at: usize) -> &'a str {
    chart.categories.get(at).copied().unwrap_or_default()
}

fn scaled(chart: &ChartData<'_>, series: usize, at: usize) -> Option<i64> {
    chart.series.get(series)?.values.get(at)?.scaled
}

/// Over every number, or over every sum where bars stand on one another. Bars begin at nought; lines need not.
fn axis(chart: &ChartData<'_>, count: usize, is_line: bool, is_stacked: bool) -> Axis {
    let (mut lowest, mut highest) = (i64::MAX, i64::MIN);
    let mut take = |number: i64| {
        lowest = lowest.min(number);
        highest = highest.max(number);
    };
    for at in 0..count {
        let (mut below, mut above) = (0_i64, 0_i64);
        for series in 0..chart.series.len() {
            let Some(number) = scaled(chart, series, at) else { continue };
            if is_stacked {
                let sum = if number < 0 { &mut below } else { &mut above };
                *sum = sum.saturating_add(number);
                take(*sum);
            } else {
                take(number);
            }
        }
    }
    if lowest > highest {
        (lowest, highest) = (0, 0);
    }
    // A line that moves little, far from nought, would look flat.
    let is_far = is_line && (highest - lowest) < lowest.max(-highest) / 2;
    if is_far { Axis::over(lowest, highest) } else { Axis::over(lowest.min(0), highest.max(0)) }
}

/// Where things are in a drawing of [`LENGTH`] by [`LENGTH`].
#[derive(Clone, Copy)]
struct Plot {
    count: usize,
    is_lying: bool,
    is_stacked: bool,
    axis: Axis,
}

impl Plot {
    /// Where the share of a category begins, along the axis without numbers.
    fn band(self, at: usize) -> i64 {
        // Thousands of categories do not fit into the units; they are drawn over one another.
        LENGTH * i64::try_from(at).unwrap_or_default() / i64::try_from(self.count).unwrap_or(1).max(1)
    }

    /// A box that goes from `start` to `end` along the categories, from `from` to `to` along the numbers.
    fn rect(self, fixed: &'static str, [start, end]: [i64; 2], [from, to]: [i64; 2]) -> El {
        let (x, y, width, height) = if self.is_lying {
            (from, start, to - from, end - start)
        } else {
            (start, LENGTH - to, end - start, to - from)
        };
        let mut rect = el("svg:rect", fixed);
        for (name, value) in [("x", x), ("y", y), ("width", width), ("height", height)] {
            rect = rect.attr(name, &value.max(0).to_string());
        }
        rect
    }

    fn band_rect(self, fixed: &'static str, at: usize) -> El {
        self.rect(fixed, [self.band(at), self.band(at + 1)], [0, LENGTH])
    }

    /// Adds the lines of the axis; the one at nought is stronger.
    fn lines(self, mut drawing: El) -> El {
        for tick in self.axis.ticks() {
            let at = self.axis.at(tick);
            let (from, to) =
                if self.is_lying { ([at, 0], [at, LENGTH]) } else { ([0, LENGTH - at], [LENGTH, LENGTH - at]) };
            let mut path = Path::default();
            path.step("M", from);
            path.step("L", to);
            drawing = drawing.child(path.draw("class=chart-line").attr_if("data-nought", (tick == 0).then_some("")));
        }
        drawing
    }

    fn bars(self, mut drawing: El, chart: &ChartData<'_>) -> El {
        let nought = self.axis.at(0);
        let count = if self.is_stacked { 1 } else { i64::try_from(chart.series.len()).unwrap_or(1).max(1) };
        for at in 0..self.count {
            let (start, end) = (self.band(at), self.band(at + 1));
            let gap = (end - start) / 8;
            let room = end - start - 2 * gap;
            let (mut below, mut above) = (0_i64, 0_i64);
            for series in 0..chart.series.len() {
                let Some(number) = scaled(chart, series, at) else { continue };
                let (start, from, to) = if self.is_stacked {
                    let sum = if number < 0 { &mut below } else { &mut above };
                    let before = *sum;
                    *sum = sum.saturating_add(number);
                    (start + gap, self.axis.at(before), self.axis.at(*sum))
                } else {
                    let index = i64::try_from(series).unwrap_or_default();
                    (start + gap + room * index / count, nought, self.axis.at(number))
                };
                let rect = self.rect("class=chart-bar", [start, start + room / count], [from.min(to), from.max(to)]);
                drawing = drawing.child(coloured(rect, series));
            }
        }
        drawing
    }

    /// Adds a line for each series, interrupted where a number is missing, and its points.
    fn curves(self, mut drawing: El, chart: &ChartData<'_>) -> El {
        for series in 0..chart.series.len() {
            let (mut line, mut points) = (Path::default(), Path::default());
            let mut pen = "M";
            for at in 0..self.count {
                let Some(number) = scaled(chart, series, at) else {
                    pen = "M";
                    continue;
                };
                let point = [i64::midpoint(self.band(at), self.band(at + 1)), LENGTH - self.axis.at(number)];
                line.step(pen, point);
                // No line, but with round ends.
                points.step("M", point);
                points.step("L", point);
                pen = "L";
            }
            drawing = drawing.child(coloured(line.draw("class=chart-curve"), series));
            drawing = drawing.child(coloured(points.draw("class=chart-points"), series));
        }
        drawing
    }

    /// What is behind the place that is looked at.
    fn looked_at(self, places: &Places) -> Node {
        let places = places.clone();
        Node::Dynamic(Box::new(move || places.at().map(|at| self.band_rect("class=chart-looked-at", at)).into()))
    }

    /// The values of all series, beside the place.
    fn words(self, chart: &ChartData<'_>, at: usize) -> El {
        let mut words = el("div", "class=chart-tip").child(text_in("strong", "dir=auto", category(chart, at)));
        for (index, series) in chart.series.iter().enumerate() {
            if let Some(value) = series.values.get(at) {
                words = words.child(entry("div", index, series.title, value.shown()));
            }
        }
        let is_first_half = at * 2 < self.count;
        // Where the bar or the points are not: below or above a lying bar, else at the other end.
        words.styles(match (self.is_lying, is_first_half) {
            (true, true) => percent("inset-block-start", self.band(at + 1) / 10),
            (true, false) => percent("inset-block-end", 100 - self.band(at) / 10),
            (false, true) => percent("inset-inline-end", 0),
            (false, false) => percent("inset-inline-start", 0),
        })
    }

    fn ticks(self, ctx: &Context, decimals: u8) -> El {
        let numbers = Numbers::new(&ctx.locale);
        let mut column = el("div", "class=chart-ticks;aria-hidden=true");
        let mut ticks = self.axis.ticks();
        if !self.is_lying {
            ticks.reverse();
        }
        for tick in ticks {
            column = column.child(text_in("span", "", &numbers.short(tick, decimals)));
        }
        column
    }

    /// The names of the categories; of many only some.
    fn names(self, categories: &[&str]) -> El {
        let each = if self.is_lying { 1 } else { self.count.div_ceil(NAMES).max(1) };
        let mut names = el("div", "class=chart-names;aria-hidden=true");
        for at in (0..self.count).step_by(each) {
            let share = each.min(self.count - at).to_string();
            let name = text_in("span", "dir=auto", categories.get(at).copied().unwrap_or_default());
            names = names.child(name.styles(vec![("flex-grow".to_owned(), share)]));
        }
        names.attr_if("data-some", (each > 1).then_some(""))
    }
}

/// A path of SVG under way.
#[derive(Default)]
struct Path(String);

impl Path {
    fn step(&mut self, pen: &str, [x, y]: [i64; 2]) {
        self.0.push_str(pen);
        self.0.push_str(&x.to_string());
        self.0.push(' ');
        self.0.push_str(&y.to_string());
    }

    fn draw(&self, fixed: &'static str) -> El {
        el("svg:path", fixed).attr("d", &self.0)
    }
}
