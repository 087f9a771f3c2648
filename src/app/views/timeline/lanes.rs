//! Rows of bars on one time scale, each with a name and a count, and a table of the same numbers.

use leptos::prelude::*;

use crate::app::components::{Head, decimal, table};
use crate::app::format::numbers;
use crate::app::messages as m;
use crate::app::views::time_steps::step_name;
use crate::model::PartialDate;
use crate::survey::Steps;

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
        Lane { name, shown, counts, total: Some(total), weight }
    }

    /// A row that is not known yet; its space is reserved.
    pub fn waiting(name: String, shown: AnyView, weight: Weight) -> Lane {
        Lane { name, shown, counts: Vec::new(), total: None, weight }
    }
}

/// Lanes under a heading, with a summary in words and a table.
pub fn lanes(title: String, summary: String, steps: &Steps, lanes: Vec<Lane>) -> AnyView {
    let n_steps = steps.starts.len().max(1);
    let heads = std::iter::once(Head::Words(m::when().to_owned()));
    let heads: Vec<Head> = heads.chain(lanes.iter().map(|lane| Head::Figures(lane.name.clone()))).collect();
    let rows: Vec<Vec<AnyView>> = (0..steps.starts.len())
        .filter(|at| lanes.iter().any(|lane| lane.counts.get(*at).is_some_and(|count| *count > 0)))
        .map(|at| {
            let counts = lanes.iter().map(|lane| lane.counts.get(at).copied().unwrap_or_default());
            std::iter::once(step_name(steps, at).into_any())
                .chain(counts.map(|n| numbers::number(n).into_any()))
                .collect()
        })
        .collect();
    let ends: Vec<AnyView> = [0, n_steps / 2, n_steps - 1]
        .into_iter()
        .take(if n_steps > 2 { 3 } else { 1 })
        .map(|at| view! { <span>{step_name(steps, at)}</span> }.into_any())
        .collect();
    let caption = title.clone();
    let drawn: Vec<AnyView> = lanes.into_iter().map(|lane| draw(steps, lane)).collect();
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
            </details>
        </section>
    }
    .into_any()
}

fn draw(steps: &Steps, lane: Lane) -> AnyView {
    let most = lane.counts.iter().max().copied().unwrap_or_default().max(1) as f64;
    let fullest = lane.counts.iter().enumerate().rev().max_by_key(|(_, count)| **count);
    let label = match fullest.filter(|(_, count)| **count > 0) {
        Some((at, count)) => m::lane_all(&lane.name, lane.total.unwrap_or_default(), &step_name(steps, at), *count),
        None if lane.total.is_none() => format!("{}: …", lane.name),
        None => m::lane_none(&lane.name),
    };
    let bars: Vec<AnyView> = lane
        .counts
        .iter()
        .enumerate()
        .filter(|(_, count)| **count > 0)
        .map(|(at, count)| {
            let height = (*count as f64 / most * HEIGHT).max(MIN_HEIGHT);
            view! {
                <rect x=decimal(at as f64 + 0.08) y=decimal(HEIGHT - height) width="0.84" height=decimal(height)>
                    <title>{format!("{}: {}", step_name(steps, at), numbers::number(*count))}</title>
                </rect>
            }
            .into_any()
        })
        .collect();
    let n_steps = steps.starts.len().max(1);
    view! {
        <li class="lanes__lane" class:lanes__lane--all=lane.weight == Weight::Whole class:lanes__lane--chosen=lane.weight == Weight::Chosen>
            <span>{lane.shown}</span>
            <svg viewBox=format!("0 0 {n_steps} {}", decimal(HEIGHT)) preserveAspectRatio="none" role="img" aria-label=label>
                {bars}
            </svg>
            <span>{lane.total.map_or_else(|| "…".to_owned(), numbers::number)}</span>
        </li>
    }
    .into_any()
}
