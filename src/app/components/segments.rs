//! A choice between a few values, side by side.

use leptos::prelude::*;

/// A row of buttons, one of which is pressed.
#[component]
pub fn Segments<T>(
    /// The subject of the choice, for screen readers.
    label: &'static str,
    /// The values with their labels.
    options: Vec<(T, &'static str)>,
    /// The current value.
    #[prop(into)]
    chosen: Signal<T>,
    /// Called with the value of a pressed button.
    on_choose: impl Fn(T) + Send + Sync + 'static,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let (values, words): (Vec<T>, Vec<&'static str>) = options.into_iter().unzip();
    let values = StoredValue::new(values);
    let place = Signal::derive(move || {
        let chosen = chosen.get();
        values.with_value(|values| values.iter().position(|value| *value == chosen))
    });
    let choose = Callback::new(move |at: usize| {
        if let Some(value) = values.with_value(|values| values.get(at).copied()) {
            on_choose(value);
        }
    });
    buttons(label, words, place, choose)
}

/// The buttons, for values of any type.
fn buttons(
    label: &'static str,
    words: Vec<&'static str>,
    chosen: Signal<Option<usize>>,
    on_choose: Callback<usize>,
) -> AnyView {
    let buttons: Vec<AnyView> = words
        .into_iter()
        .enumerate()
        .map(|(at, words)| {
            view! {
                <button
                    type="button"
                    aria-pressed=move || (chosen.get() == Some(at)).to_string()
                    on:click=move |_| on_choose.run(at)
                >
                    {words}
                </button>
            }
            .into_any()
        })
        .collect();
    view! {
        <span class="segments" role="group" aria-label=label>
            {buttons}
        </span>
    }
    .into_any()
}
