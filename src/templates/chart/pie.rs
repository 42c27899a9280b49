//! `piechart`: slices of a whole.

use std::rc::Rc;

use protocol::template::{PieChartTemplate, PieData, PieKind};

use super::{
    super::Place,
    axis::{LENGTH, part},
    figure::{Places, coloured, drawing, entry, figure, spot, tip},
};
use crate::window::{
    context::Context,
    node::{El, Node, el},
};

/// The pie, with what its colours mean beside it: a slice alone says nothing.
pub(in super::super) fn view(ctx: &Context, place: &Place, template: &PieChartTemplate) -> Node {
    let (data, kind) = (template.data(), template.kind());
    let mut rows = vec![vec![String::new(), ctx.strings.chart_value.to_owned(), ctx.strings.chart_share.to_owned()]];
    let mut legend = el("ul", "class=chart-legend;role=list");
    for (at, ([from, to], slice)) in spread(&data, 100).into_iter().zip(&data.slices).enumerate() {
        let mut share = (to - from).to_string();
        share.push('%');
        let shown = slice.value.shown();
        let value = match (slice.subtitle, kind) {
            (Some(subtitle), PieKind::DonutLegend) => subtitle,
            (_, PieKind::Regular) => &share,
            _ => shown,
        };
        legend = legend.child(spot(entry("li", Some(at), slice.title, value), at));
        rows.push(vec![slice.title.to_owned(), shown.to_owned(), share]);
    }
    let (places, arcs, rows) = (Places::new(place, data.slices.len()), spread(&data, LENGTH), Rc::new(rows));
    let slices = {
        let places = places.clone();
        move || {
            let (mut slices, looked_at) = (Vec::new(), places.at());
            for (at, [from, to]) in arcs.iter().enumerate() {
                if to > from {
                    let is_faint = looked_at.is_some_and(|other| other != at);
                    slices.push(slice(kind, at, *from, *to).attr_if("data-faint", is_faint.then_some("")).into());
                }
            }
            Node::Many(slices)
        }
    };
    // Each slice is a dash of a circle: no angles need to be reckoned.
    let circle = el("svg:g", "transform=rotate(-90 50 50)").child(Node::Dynamic(Box::new(slices)));
    let words = {
        let rows = rows.clone();
        Box::new(move |at| tip(&rows, at, false))
    };
    let canvas = places.canvas(ctx, template.text(), drawing("viewBox=0 0 100 100").child(circle), words);
    let plot = places.plot("class=chart-pie").child(canvas).child(legend);
    figure(ctx, place, template.text(), vec![plot.into()], &rows)
}

fn slice(kind: PieKind, at: usize, from: i64, to: i64) -> El {
    let (radius, width) = if kind == PieKind::Regular { ("25", "50") } else { ("40", "20") };
    // A small gap tells neighbours apart, whatever their colours.
    let gap = if to - from > 12 && to - from < LENGTH { 4 } else { 0 };
    let mut dashes = (to - from - gap).to_string();
    dashes.push_str(" 1000");
    let circle = el("svg:circle", "class=chart-slice;cx=50;cy=50;fill=none;pathLength=1000")
        .attr("r", radius)
        .attr("stroke-width", width)
        .attr("stroke-dasharray", &dashes)
        .attr("stroke-dashoffset", &(-from).to_string());
    spot(coloured(circle, at), at)
}

/// Where each slice begins and ends when the whole has so many parts. They add up, whatever is rounded. What is no number,
/// or less than nothing, has no slice.
fn spread(data: &PieData, parts: i64) -> Vec<[i64; 2]> {
    let (mut sums, mut total) = (Vec::new(), 0_i64);
    for slice in &data.slices {
        total = total.saturating_add(slice.value.scaled.unwrap_or_default().max(0));
        sums.push(total);
    }
    let mut from = 0;
    let mut spread = Vec::new();
    for sum in sums {
        let to = part(sum, total, parts);
        spread.push([from, to]);
        from = to;
    }
    spread
}
