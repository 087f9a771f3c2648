//! Rows of bars on one time scale, each with a name and a count, and a table of the same numbers.

use leptos::prelude::*;

use crate::app::components::{Head, chart_tools, decimal, table};
use crate::app::format::numbers;
use crate::app::messages as m;
use crate::app::views::time_steps::{chart, step_name};
use crate::export::{ChartRow, line};
use crate::model::PartialDate;
use crate::survey::{Steps, share};

/// The height of a lane, in the drawing's own units.
const HEIGHT: f64 = 100.0;

/// The minimum height of a bar that is not empty.
const MIN_HEIGHT: f64 = 5.0;

/// The style of a row of bars.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The total: taller, in the colour of the selection.
    Whole,
    /// In the colour of the selection.
    Chosen,
    /// Pale.
    Plain,
}

/// One row of bars.
pub struct Lane {
    name: String,
    shown: AnyView,
    counts: Vec<usize>,
    /// If shares are drawn: the numbers of which the counts are shares, for each step.
    wholes: Option<Vec<usize>>,
    /// `None` until it is known.
    total: Option<usize>,
    weight: Weight,
}

impl Lane {
    /// A row for these dates; `shown` is its name as shown on the page.
    pub fn new(
        name: String,
        shown: AnyView,
        steps: &Steps,
        dates: impl Iterator<Item = PartialDate>,
        weight: Weight,
    ) -> Lane {
        let (counts, unplaced) = steps.counts(dates);
        let total = counts.iter().sum::<usize>() + unplaced;
        Lane { name, shown, counts, wholes: None, total: Some(total), weight }
    }

    /// The same row as shares of these dates.
    pub fn share_of(self, steps: &Steps, dates: impl Iterator<Item = PartialDate>) -> Lane {
        Lane { wholes: Some(steps.counts(dates).0), ..self }
    }

    /// A row that is not known yet; its space is reserved.
    pub fn waiting(name: String, shown: AnyView, weight: Weight) -> Lane {
        Lane { name, shown, counts: Vec::new(), wholes: None, total: None, weight }
    }
}

/// How high bars are drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum LaneScale {
    /// The highest bar of each lane fills it.
    Own,
    /// The highest bar of all lanes fills its lane.
    Shared,
}

/// Lanes under a heading, with a summary in words, a table, and buttons that save the chart.
pub fn lanes(title: String, summary: String, steps: &Steps, lanes: Vec<Lane>, scale: LaneScale) -> AnyView {
    let n_steps = steps.starts.len().max(1);
    let row =
        |lane: &Lane| ChartRow { name: lane.name.clone(), counts: lane.counts.clone(), wholes: lane.wholes.clone() };
    let mut chart = chart(title.clone(), steps, lanes.iter().map(row).collect());
    chart.one_scale = scale == LaneScale::Shared;
    let heads = std::iter::once(Head::Words(m::when().to_owned()));
    let heads: Vec<Head> = heads.chain(lanes.iter().map(|lane| Head::Figures(lane.name.clone()))).collect();
    let rows: Vec<Vec<AnyView>> = (0..steps.starts.len())
        .filter(|at| lanes.iter().any(|lane| lane.counts.get(*at).is_some_and(|count| *count > 0)))
        .map(|at| {
            let cell = |row: &ChartRow| written(row, at).into_any();
            std::iter::once(step_name(steps, at).into_any()).chain(chart.rows.iter().map(cell)).collect()
        })
        .collect();
    let ends: Vec<AnyView> = [0, n_steps / 2, n_steps - 1]
        .into_iter()
        .take(if n_steps > 2 { 3 } else { 1 })
        .map(|at| view! { <span>{step_name(steps, at)}</span> }.into_any())
        .collect();
    let caption = title.clone();
    let largest = chart.rows.iter().map(ChartRow::largest).fold(0.0, f64::max);
    let drawn: Vec<AnyView> = lanes
        .into_iter()
        .zip(&chart.rows)
        .map(|(lane, row)| draw(steps, lane, row, if scale == LaneScale::Shared { largest } else { row.largest() }))
        .collect();
    view! {
        <section aria-label=title.clone()>
            <h2>{title.clone()}</h2>
            <p class="page__note">{summary}</p>
            <ul class="lanes">{drawn}</ul>
            <p class="lanes__ends" aria-hidden="true">{ends}</p>
            <details>
                <summary>{m::as_a_table()}</summary>
                <div class="compare__scroll" tabindex="0" role="region" aria-label=m::table()>
                    {table(caption, heads, rows)}
                </div>
                {chart_tools(chart)}
            </details>
        </section>
    }
    .into_any()
}

/// The value of a step as the page writes it; a dash if there is nothing of which it could be a share.
fn written(row: &ChartRow, at: usize) -> String {
    match row.value(at) {
        None => "–".to_owned(),
        Some(share) if row.wholes.is_some() => numbers::percent(share),
        Some(_) => numbers::number(row.counts.get(at).copied().unwrap_or_default()),
    }
}

/// A lane; `most` is the value that fills it.
fn draw(steps: &Steps, lane: Lane, row: &ChartRow, most: f64) -> AnyView {
    let most = most.max(f64::MIN_POSITIVE);
    let values = || (0..row.counts.len()).filter_map(|at| Some((at, row.value(at)?)));
    let fullest =
        values().filter(|(_, value)| *value > 0.0).reduce(|best, next| if next.1 >= best.1 { next } else { best });
    let is_share = row.wholes.is_some();
    let total = match &row.wholes {
        None => lane.total.map(numbers::number),
        Some(wholes) => Some(numbers::percent(share(row.counts.iter().sum(), wholes.iter().sum()))),
    };
    let label = match fullest {
        Some((at, _)) => {
            m::lane_all(&lane.name, total.as_deref().unwrap_or_default(), &step_name(steps, at), &written(row, at))
        }
        None if lane.total.is_none() => format!("{}: …", lane.name),
        None => m::lane_none(&lane.name),
    };
    let height = |value: f64| (value / most * HEIGHT).max(MIN_HEIGHT);
    let bars: Vec<AnyView> = if is_share {
        let path = line(row, &|at| at, &|value| HEIGHT - value / most * (HEIGHT - 2.0) - 1.0);
        vec![view! { <path d=path /> }.into_any()]
    } else {
        let bar = |(at, value): (usize, f64)| {
            let height = height(value);
            view! {
                <rect x=decimal(at as f64 + 0.08) y=decimal(HEIGHT - height) width="0.84" height=decimal(height)>
                    <title>{format!("{}: {}", step_name(steps, at), written(row, at))}</title>
                </rect>
            }
            .into_any()
        };
        values().filter(|(_, value)| *value > 0.0).map(bar).collect()
    };
    let n_steps = steps.starts.len().max(1);
    view! {
        <li class="lanes__lane" class:lanes__lane--all=lane.weight == Weight::Whole class:lanes__lane--chosen=lane.weight == Weight::Chosen>
            <span>{lane.shown}</span>
            <svg viewBox=format!("0 0 {n_steps} {}", decimal(HEIGHT)) preserveAspectRatio="none" role="img" aria-label=label>
                {bars}
            </svg>
            <span>{total.unwrap_or_else(|| "…".to_owned())}</span>
        </li>
    }
    .into_any()
}
