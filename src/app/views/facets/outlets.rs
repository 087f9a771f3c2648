//! Who published.

use leptos::prelude::*;

use super::actors::ValueList;
use super::values::{self, Value};
use crate::app::state::{Choice, Session, choose_outlet};
use crate::app::words;

/// How many outlets are shown at first.
const FIRST: usize = 12;

/// The facet of outlets.
#[component]
pub fn OutletFacet() -> impl IntoView {
    let session = Session::expect();
    let catalogue = StoredValue::new(session.catalogue());
    let n_outlets = catalogue.with_value(|catalogue| catalogue.all.facets.outlets.len());
    let every = RwSignal::new(false);
    let wanted = RwSignal::new(String::new());
    let rows = Memo::new(move |before: Option<&Vec<Value>>| match session.answer.get() {
        Some(Ok(answer)) => {
            let query = session.query.get();
            let rows = catalogue.with_value(|catalogue| values::outlets(&answer, catalogue, &query));
            let rows = wanted.with(|wanted| values::named(rows, wanted));
            let all = every.get() || wanted.with(|wanted| !wanted.is_empty());
            let most = if all { usize::MAX } else { FIRST };
            let keep = |(at, value): (usize, Value)| {
                let unknown = value.id == crate::query::UNKNOWN_OUTLET;
                (at < most || unknown || value.choice != Choice::Off).then_some(value)
            };
            rows.into_iter().enumerate().filter_map(keep).collect()
        }
        _ => before.cloned().unwrap_or_default(),
    });
    let choose = move |id: String, choice: Choice| session.choose(|query| choose_outlet(query, &id, choice));
    view! {
        <section class="facet" aria-label="Outlets">
            <div class="facet__head">
                <h2>"Outlets"</h2>
            </div>
            <Show when=move || { n_outlets > FIRST }>
                <input
                    type="search"
                    class="facet__find"
                    aria-label="Find an outlet"
                    placeholder="Find an outlet"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || wanted.get()
                    on:input=move |event| wanted.set(event_target_value(&event))
                />
            </Show>
            <ValueList prefix="outlet" values=rows on_choose=choose />
            <Show when=move || rows.with(|rows| rows.is_empty())>
                <p class="facet__none">
                    {move || {
                        if n_outlets == 0 { "No outlet is known for these articles." } else { "No outlet by that name." }
                    }}
                </p>
            </Show>
            <Show when=move || { n_outlets > FIRST }>
                <button type="button" class="quiet facet__all" on:click=move |_| every.update(|every| *every = !*every)>
                    {move || {
                        if every.get() { "Fewer outlets".to_owned() } else { format!("All {} outlets", words::number(n_outlets)) }
                    }}
                </button>
            </Show>
        </section>
    }
}
