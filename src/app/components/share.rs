//! A share as a bar in a table's cell.

use leptos::prelude::*;

use super::decimal;

/// A bar as long as a part of a whole. It only repeats a number that stands beside it, so it is hidden from those who
/// cannot see it.
#[component]
pub fn Share(
    /// The part.
    part: usize,
    /// The whole; more than the part.
    whole: usize,
) -> impl IntoView {
    let share = 100.0 * part as f64 / whole.max(1) as f64;
    view! {
        <svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect width=decimal(share) height="10" />
        </svg>
    }
}
