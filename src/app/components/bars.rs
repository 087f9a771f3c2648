//! A small chart of counts along time.

use leptos::prelude::*;

/// Bars side by side, with a summary in words. The numbers themselves stand in a table near it.
#[component]
pub fn Bars(
    /// The counts in time order.
    counts: Vec<usize>,
    /// The count that is drawn at full height; several charts of one height can be compared.
    most: usize,
    /// What the chart says, in words.
    summary: String,
) -> impl IntoView {
    let n = counts.len().max(1);
    let slot = 1000.0 / n as f64;
    let width = (slot * 0.84).min(90.0);
    let bars = counts
        .into_iter()
        .enumerate()
        .filter(|(_, count)| *count > 0)
        .map(|(at, count)| {
            let height = (count as f64 / most.max(1) as f64 * 44.0).max(2.0);
            let x = at as f64 * slot + (slot - width) / 2.0;
            view! {
                <rect
                    class="bar bar--now"
                    x=format!("{x:.2}")
                    y=format!("{:.2}", 46.0 - height)
                    width=format!("{width:.2}")
                    height=format!("{height:.2}")
                />
            }
        })
        .collect_view();
    view! {
        <svg class="bars" viewBox="0 0 1000 46" preserveAspectRatio="none" role="img" aria-label=summary>
            {bars}
            <line class="axis" x1="0" x2="1000" y1="46" y2="46" />
        </svg>
    }
}
