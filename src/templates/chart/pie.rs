//! `piechart`: slices of a whole.

use protocol::template::{PieChartTemplate, PieData, PieKind, Slice};

use super::{
    super::Place,
    axis::{LENGTH, part},
    figure::{Places, cell, coloured, column, columns, entry, figure, name, row, table},
};
use crate::window::{
    context::Context,
    node::{El, Node, el, text_in},
};

/// The pie, with what its colours mean beside it: a slice alone says nothing.
pub(in super::super) fn view(ctx: &Context, place: &Place, template: &PieChartTemplate) -> Node {
    let (chart, kind) = (template.data(), template.kind());
    let places = Places::new(place, chart.slices.len());
    let shares = shares(&chart);

    // Each slice is a dash of a circle: no angles need to be reckoned.
    let mut circle = el("svg:g", "transform=rotate(-90 50 50)");
    for (at, [from, to]) in spread(&chart, LENGTH).into_iter().enumerate() {
        if to > from {
            circle = circle.child(slice(kind, &places, at, from, to));
        }
    }
    let drawing = el("svg:svg", "viewBox=0 0 100 100;aria-hidden=true;focusable=false").child(circle);
    let words = {
        let (template, shares) = (template.clone(), shares.clone());
        places.words(Box::new(move |at| {
            let chart = template.data();
            let slice = chart.slices.get(at);
            let share = shares.get(at).map_or("", String::as_str);
            let value = slice.map_or("", |slice| slice.value.shown());
            el("div", "class=chart-tip")
                .child(text_in("strong", "dir=auto", slice.map_or("", |slice| slice.title)))
                .child(el("div", "").child(text_in("span", "dir=auto", value)).text(" · ").text(share))
        }))
    };
    let canvas = el("div", "class=chart-canvas").child(places.area(&name(ctx, template.text()), drawing)).child(words);
    let mut legend = el("ul", "class=chart-legend");
    let mut body = el("tbody", "");
    for (at, (slice, share)) in chart.slices.iter().zip(&shares).enumerate() {
        let shown = slice.value.shown();
        let value = match (slice.subtitle, kind) {
            (Some(subtitle), PieKind::DonutLegend) => subtitle,
            (_, PieKind::DonutLegend | PieKind::Donut) => shown,
            _ => share,
        };
        legend = legend.child(places.spot(at, entry("li", at, slice.title, value)));
        body = body.child(row(slice.title).child(cell(shown)).child(cell(share)));
    }
    let head = columns().child(column(ctx.strings.chart_value)).child(column(ctx.strings.chart_share));
    let drawing = el("div", "class=chart-pie").child(canvas).child(legend);
    figure(ctx, template.text(), drawing, None, table(head, body))
}

fn slice(kind: PieKind, places: &Places, at: usize, from: i64, to: i64) -> Node {
    let radius = if kind == PieKind::Regular { ("25", "50") } else { ("40", "20") };
    // A small gap tells neighbours apart, whatever their colours.
    let gap = if to - from > 12 && to - from < LENGTH { 4 } else { 0 };
    let dashes = [(to - from - gap).to_string(), LENGTH.to_string()].join(" ");
    let offset = (-from).to_string();
    let places = places.clone();
    Node::Dynamic(Box::new(move || {
        let circle: El = el("svg:circle", "class=chart-slice;cx=50;cy=50;fill=none;pathLength=1000")
            .attr("r", radius.0)
            .attr("stroke-width", radius.1)
            .attr("stroke-dasharray", &dashes)
            .attr("stroke-dashoffset", &offset)
            .attr_if("data-faint", places.at().is_some_and(|other| other != at).then_some(""));
        places.spot(at, coloured(circle, at)).into()
    }))
}

/// How much of the whole each slice is, in per cent.
fn shares(chart: &PieData<'_>) -> Vec<String> {
    let mut shares = Vec::new();
    for [from, to] in spread(chart, 100) {
        shares.push((to - from).to_string() + "%");
    }
    shares
}

/// Where each slice begins and ends when the whole has so many parts. They add up, whatever is rounded. What is no number,
/// or less than nothing, has no slice.
fn spread(chart: &PieData<'_>, parts: i64) -> Vec<[i64; 2]> {
    let amount = |slice: &Slice<'_>| slice.value.scaled.unwrap_or_default().max(0);
    let mut total = 0_i64;
    for slice in &chart.slices {
        total = total.saturating_add(amount(slice));
    }
    let (mut sum, mut from) = (0_i64, 0);
    let mut spread = Vec::new();
    for slice in &chart.slices {
        sum = sum.saturating_add(amount(slice));
        let to = part(sum, total, parts);
        spread.push([from, to]);
        from = to;
    }
    spread
}
