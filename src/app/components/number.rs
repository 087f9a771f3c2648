//! A whole number in groups of three.

use crate::app::messages as m;
use leptos::prelude::*;

/// A whole number. In English the style sheet draws the comma between groups of thousands, so that the text stays bare
/// digits for people who copy it and for programs that read it.
#[component]
pub fn Number(
    /// The number.
    #[prop(into)]
    value: Signal<usize>,
) -> impl IntoView {
    move || {
        let value = value.get();
        if let Some(written) = m::intl_number(value as f64) {
            return view! { <span class="number">{written}</span> }.into_any();
        }
        let digits = value.to_string();
        let first = match digits.len() % 3 {
            0 => 3.min(digits.len()),
            rest => rest,
        };
        if digits.len() <= 3 {
            return view! { <span class="number">{digits}</span> }.into_any();
        }
        let (head, tail) = digits.split_at(first);
        let groups: Vec<_> =
            tail.as_bytes().chunks(3).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
        view! {
            <span class="number">
                {head.to_owned()} {groups.into_iter().map(|group| view! { <span>{group}</span> }).collect_view()}
            </span>
        }
        .into_any()
    }
}
