//! `barchart` and `linechart`: series over shared categories.

mod axis;
mod figure;
pub(super) mod pie;

use std::rc::Rc;

use protocol::template::{Amount, ChartData, ChartTemplate};

use self::{
    axis::{Axis, LENGTH},
    figure::{Places, coloured, drawing, entry, figure, spot, tip},
};
use super::Place;
use crate::window::{
    context::Context,
    node::{El, Node, el, text_in},
};

/// How many names of categories have room below a chart.
const NAMES: usize = 5;

/// The chart, with bars or with lines.
pub(super) fn view(ctx: &Context, place: &Place, template: &ChartTemplate, is_line: bool) -> Node {
    let data = template.data();
    let longest = data.series.iter().map(|series| series.values.len()).max().unwrap_or_default();
    let count = longest.max(data.categories.len());
    let (is_lying, is_stacked) = (template.is_horizontal() && !is_line, template.is_stacked() && !is_line);
    let plot = Plot { count, is_lying, is_stacked, axis: axis(&data, count, is_line, is_stacked) };

    let mut names = vec![String::new()];
    let mut legend = el("ul", "class=chart-legend;role=list");
    for (index, series) in data.series.iter().enumerate() {
        legend = legend.child(entry("li", Some(index), series.title, ""));
        names.push(series.title.to_owned());
    }
    let is_named = names.iter().any(|name| !name.is_empty());
    let mut rows = vec![names];
    for at in 0..count {
        let mut row = vec![data.categories.get(at).copied().unwrap_or_default().to_owned()];
        row.extend(data.series.iter().map(|series| series.values.get(at).map_or("", Amount::shown).to_owned()));
        rows.push(row);
    }
    let (places, rows) = (Places::new(place, count), Rc::new(rows));

    let mut picture = drawing("viewBox=0 0 1000 1000;preserveAspectRatio=none");
    picture = plot.lines(picture).child(plot.looked_at(&places));
    picture = if is_line { plot.curves(picture, &data) } else { plot.bars(picture, &data) };
    for at in 0..count {
        picture = picture.child(spot(plot.band_rect("class=chart-spot", at), at));
    }
    let words = {
        let rows = rows.clone();
        Box::new(move |at| plot.beside(tip(&rows, at, true), at))
    };
    let mut canvas = places.canvas(ctx, template.text(), picture, words);
    if is_lying {
        // As high as its bars need.
        let bars = count * if is_stacked { 1 } else { data.series.len().max(1) };
        canvas = canvas.styles(vec![("block-size".to_owned(), with_unit((count * 12 + bars * 14).max(40), "px"))]);
    }
    // Numbers run from left to right in every language, and so does the axis.
    let whole = places
        .plot("class=chart-plot;dir=ltr")
        .attr_if("data-lying", is_lying.then_some(""))
        .child(plot.ticks(ctx, data.decimals))
        .child(canvas)
        .child(plot.names(&data.categories));
    figure(ctx, place, template.text(), vec![whole.into(), is_named.then_some(legend).into()], &rows)
}

fn scaled(data: &ChartData, series: usize, at: usize) -> Option<i64> {
    data.series.get(series)?.values.get(at)?.scaled
}

/// Over every number, or over every sum where bars stand on one another. Bars begin at nought; lines need not.
fn axis(data: &ChartData, count: usize, is_line: bool, is_stacked: bool) -> Axis {
    let (mut lowest, mut highest) = (i64::MAX, i64::MIN);
    for at in 0..count {
        let mut sums = Sums::default();
        for series in 0..data.series.len() {
            let Some(number) = scaled(data, series, at) else { continue };
            let number = if is_stacked { sums.add(number)[1] } else { number };
            lowest = lowest.min(number);
            highest = highest.max(number);
        }
    }
    if lowest > highest {
        (lowest, highest) = (0, 0);
    }
    // A line that moves little, far from nought, would look flat.
    let is_far = is_line && (highest - lowest) < lowest.max(-highest) / 2;
    if is_far { Axis::over(lowest, highest) } else { Axis::over(lowest.min(0), highest.max(0)) }
}

/// How high bars stand on one another, and how deep they hang below nought.
#[derive(Default)]
struct Sums([i64; 2]);

impl Sums {
    /// Where the next bar begins and ends.
    fn add(&mut self, number: i64) -> [i64; 2] {
        let [above, below] = &mut self.0;
        let sum = if number < 0 { below } else { above };
        let before = *sum;
        *sum = before.saturating_add(number);
        [before, *sum]
    }
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
    #[inline(never)]
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
    fn lines(self, mut picture: El) -> El {
        for tick in self.axis.ticks() {
            let at = self.axis.at(tick);
            let (from, to) =
                if self.is_lying { ([at, 0], [at, LENGTH]) } else { ([0, LENGTH - at], [LENGTH, LENGTH - at]) };
            let mut path = Path::default();
            path.step("M", from);
            path.step("L", to);
            picture = picture.child(path.draw("class=chart-line").attr_if("data-nought", (tick == 0).then_some("")));
        }
        picture
    }

    fn bars(self, mut picture: El, data: &ChartData) -> El {
        let count = if self.is_stacked { 1 } else { i64::try_from(data.series.len()).unwrap_or(1).max(1) };
        for at in 0..self.count {
            let (start, end) = (self.band(at), self.band(at + 1));
            let gap = (end - start) / 8;
            let room = end - start - 2 * gap;
            let mut sums = Sums::default();
            for series in 0..data.series.len() {
                let Some(number) = scaled(data, series, at) else { continue };
                let mut start = start + gap;
                let [from, to] = if self.is_stacked {
                    sums.add(number)
                } else {
                    start += room * i64::try_from(series).unwrap_or_default() / count;
                    [0, number]
                }
                .map(|number| self.axis.at(number));
                let rect = self.rect("class=chart-bar", [start, start + room / count], [from.min(to), from.max(to)]);
                picture = picture.child(coloured(rect, series));
            }
        }
        picture
    }

    /// Adds a line for each series, interrupted where a number is missing, and its points.
    fn curves(self, mut picture: El, data: &ChartData) -> El {
        for series in 0..data.series.len() {
            let (mut line, mut points) = (Path::default(), Path::default());
            let mut pen = "M";
            for at in 0..self.count {
                let Some(number) = scaled(data, series, at) else {
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
            picture = picture.child(coloured(line.draw("class=chart-curve"), series));
            picture = picture.child(coloured(points.draw("class=chart-points"), series));
        }
        picture
    }

    /// What is behind the place that is looked at.
    fn looked_at(self, places: &Places) -> Node {
        let places = places.clone();
        Node::Dynamic(Box::new(move || places.at().map(|at| self.band_rect("class=chart-looked-at", at)).into()))
    }

    /// Puts the words where the bar or the points are not: below or above a lying bar, else at the other end.
    fn beside(self, words: El, at: usize) -> El {
        let is_first_half = at * 2 < self.count;
        let (edge, percent) = match (self.is_lying, is_first_half) {
            (true, true) => ("inset-block-start", self.band(at + 1) / 10),
            (true, false) => ("inset-block-end", 100 - self.band(at) / 10),
            (false, true) => ("inset-inline-end", 0),
            (false, false) => ("inset-inline-start", 0),
        };
        words.styles(vec![(edge.to_owned(), with_unit(usize::try_from(percent).unwrap_or_default(), "%"))])
    }

    fn ticks(self, ctx: &Context, decimals: u8) -> El {
        let mut column = el("div", "class=chart-ticks;aria-hidden=true");
        for tick in self.axis.ticks() {
            column = column.child(text_in("span", "", &ctx.dates.short(tick, decimals)));
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

fn with_unit(number: usize, unit: &str) -> String {
    let mut text = number.to_string();
    text.push_str(unit);
    text
}

/// A path of SVG under way.
#[derive(Default)]
struct Path(String);

impl Path {
    #[inline(never)]
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
