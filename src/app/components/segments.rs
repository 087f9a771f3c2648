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

/// The buttons, whatever they stand for.
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
