//! One value of a facet: off, included or excluded.

use leptos::prelude::*;

use super::values::FacetValue;
use crate::app::components::Number;
use crate::app::messages as m;
use crate::app::state::Choice;

/// A row with a checkbox that includes, a button that excludes, and the counts.
#[component]
pub fn ValueRow(
    /// The id of the row's checkbox in the page.
    element_id: String,
    /// The value, tracked for its counts and choice.
    value: Signal<FacetValue>,
    /// Called with the new state of the value.
    on_choose: Callback<(String, Choice)>,
) -> impl IntoView {
    let FacetValue { id, name, .. } = value.get_untracked();
    let id = StoredValue::new(id);
    let choice = move || value.with(|value| value.choice);
    let toggle = move |to: Choice| {
        on_choose.run((id.get_value(), if choice() == to { Choice::Off } else { to }));
    };
    let pressed = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "x" && !event.ctrl_key() && !event.meta_key() && !event.alt_key() {
            event.prevent_default();
            toggle(Choice::Exclude);
        }
    };
    let unknown = id.with_value(|id| id == crate::query::WITHOUT_VALUE);
    view! {
        <li
            class="value"
            class:value--on=move || choice() == Choice::Include
            class:value--not=move || choice() == Choice::Exclude
            class:value--none=move || value.with(|value| value.count == 0)
            class:value--unknown=unknown
        >
            <label>
                <input
                    id=element_id
                    type="checkbox"
                    prop:checked=move || choice() == Choice::Include
                    aria-description=move || (choice() == Choice::Exclude).then(m::excluded)
                    on:change=move |_| toggle(Choice::Include)
                    on:keydown=pressed
                />
                <span dir="auto">{name.clone()}</span>
            </label>
            <button
                type="button"
                class="value__not"
                aria-label=m::not_named(&name)
                aria-pressed=move || (choice() == Choice::Exclude).to_string()
                on:click=move |_| toggle(Choice::Exclude)
            >
                {m::not()}
            </button>
            <span class="value__count">
                <Number value=Signal::derive(move || value.with(|value| value.count)) />
                {move || {
                    value
                        .with(|value| (value.total > value.count).then_some(value.total))
                        .map(|total| view! { <small>" " {m::of_total(view! { <Number value=total /> }.into_any())}</small> })
                }}
            </span>
        </li>
    }
}
