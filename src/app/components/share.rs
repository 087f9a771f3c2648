//! A share, shown as a bar in a table cell.

use leptos::prelude::*;

use super::decimal;

/// A bar whose length is a share of a whole. It only repeats an adjacent number, so screen readers skip it.
#[component]
pub fn Share(
    /// The part.
    part: usize,
    /// The whole.
    whole: usize,
) -> impl IntoView {
    let share = 100.0 * part as f64 / whole.max(1) as f64;
    view! {
        <svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect width=decimal(share) height="10" />
        </svg>
    }
}
