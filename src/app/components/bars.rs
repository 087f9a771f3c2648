//! Bars: one next to a number, or a row of them over time.

use leptos::prelude::*;

use super::chart_tools::chart_tools;
use super::table::{Head, table};
use super::{Share, decimal};
use crate::app::messages as m;
use crate::export::ChartData;

/// The height of a row of bars, in the drawing's own units.
const HEIGHT: f64 = 100.0;

/// The minimum height of a bar that is not empty.
const MIN_BAR_HEIGHT: f64 = 3.0;

/// A bar whose length is a share in percent, shown next to the number.
pub fn bar(percent: f64) -> AnyView {
    view! { <Share part=(percent * 10.0) as usize whole=1000 /> }.into_any()
}

/// Counts over time as bars, under their title, with a summary in words, a table of the same, and buttons that save both.
/// The chart has one row.
pub fn bars(chart: ChartData, summary: String, unit: &'static str) -> AnyView {
    let title = chart.title.clone();
    let counts = chart.rows.first().map(|row| row.counts.clone()).unwrap_or_default();
    let steps: Vec<(String, usize)> = chart.steps.iter().map(|(name, ..)| name.clone()).zip(counts).collect();
    let most = steps.iter().map(|(_, count)| *count).max().unwrap_or_default().max(1) as f64;
    let rects: Vec<AnyView> = steps
        .iter()
        .enumerate()
        .filter(|(_, (_, count))| *count > 0)
        .map(|(at, (name, count))| {
            let height = (*count as f64 / most * HEIGHT).max(MIN_BAR_HEIGHT);
            view! {
                <rect x=decimal(at as f64 + 0.08) y=decimal(HEIGHT - height) width="0.84" height=decimal(height)>
                    <title>{format!("{name}: {}", m::number(*count))}</title>
                </rect>
            }
            .into_any()
        })
        .collect();
    let ends: Vec<AnyView> = [0, steps.len() / 2, steps.len().saturating_sub(1)]
        .into_iter()
        .take(if steps.len() > 2 { 3 } else { 1 })
        .filter_map(|at| steps.get(at))
        .map(|(name, _)| view! { <span>{name.clone()}</span> }.into_any())
        .collect();
    let n_steps = steps.len().max(1);
    let label = format!("{title}. {summary}");
    let heads = vec![Head::Words(m::when().to_owned()), Head::Figures(unit.to_owned())];
    let caption = title.clone();
    let rows = move || {
        let row = |(name, count): &(String, usize)| vec![name.clone().into_any(), m::number(*count).into_any()];
        steps.iter().filter(|(_, count)| *count > 0).map(row).collect()
    };
    let rows: Vec<Vec<AnyView>> = rows();
    view! {
        <figure class="bars">
            <figcaption>{title} " " <small>{summary}</small></figcaption>
            <svg viewBox=format!("0 0 {n_steps} {}", decimal(HEIGHT)) preserveAspectRatio="none" role="img" aria-label=label>
                {rects}
            </svg>
            <p class="bars__ends" aria-hidden="true">{ends}</p>
            <details>
                <summary>{m::as_a_table()}</summary>
                {table(caption, heads, rows)}
                {chart_tools(chart)}
            </details>
        </figure>
    }
    .into_any()
}
