//! One choice of a few, side by side.

use leptos::prelude::*;

/// A row of buttons of which one is pressed.
#[component]
pub fn Segments<T>(
    /// What the choice is about, for those who do not see it.
    label: &'static str,
    /// The values with their words.
    options: Vec<(T, &'static str)>,
    /// The present value.
    #[prop(into)]
    chosen: Signal<T>,
    /// Called with the value of the button that was pressed.
    on_choose: impl Fn(T) + Copy + 'static,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let buttons = options
        .into_iter()
        .map(|(value, words)| {
            view! {
                <button
                    type="button"
                    aria-pressed=move || (chosen.get() == value).to_string()
                    on:click=move |_| on_choose(value)
                >
                    {words}
                </button>
            }
        })
        .collect_view();
    view! {
        <span class="segments" role="group" aria-label=label>
            {buttons}
        </span>
    }
}
