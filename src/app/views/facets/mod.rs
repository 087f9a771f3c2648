//! The facets: properties to filter by, with counts that follow every choice.

mod actors;
mod others;
mod value;
mod values;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

use actors::ActorFacet;
use others::{FurtherFacet, OutletFacet};
use values::FacetValue;

use crate::app::components::when;
use crate::app::messages as m;
use crate::app::split::part;
use crate::app::state::Session;
use crate::query::FacetKind;

/// Next to the list in a wide window; a sheet at the bottom of a narrow one.
#[component]
pub fn Facets() -> impl IntoView {
    let session = Session::expect();
    let failed = RwSignal::new(false);
    provide_context(ValueOrder { by_name: session.by_name, arrange: RwSignal::new(None), failed });
    let total = move || match session.answer.get() {
        Some(Ok(answer)) => answer.total,
        _ => 0,
    };
    view! {
        <aside id="facets" class="facets" class:facets--open=move || session.sheet.get() aria-label=m::filters() tabindex="-1">
            {when(move || failed.get(), move || view! { <p role="alert">{m::part_failed()}</p> }.into_any())}
            <ActorFacet />
            <div class="facets__others">
                <OutletFacet />
                {further_facets().map(|facet| view! { <FurtherFacet facet /> }).collect_view()}
            </div>
            <p class="facets__done">
                <button type="button" class="strong" on:click=move |_| close(session)>
                    {move || m::show_articles(total())}
                </button>
            </p>
        </aside>
    }
}

/// The facets that neither have a place of their own nor share one with the outlets.
fn further_facets() -> impl Iterator<Item = FacetKind> {
    let has_place = |facet: &FacetKind| matches!(facet, FacetKind::Actors | FacetKind::Outlets | FacetKind::Cites);
    FacetKind::ALL.into_iter().filter(move |facet| !has_place(facet))
}

part! { panels:
    fn arrange_code() -> Result<Arrange, SplitLoaderError> {
    Ok(values::arrange)
}
}

/// [`values::arrange`], whose code is fetched separately.
pub type Arrange = fn(Vec<FacetValue>, &str, bool) -> Vec<FacetValue>;

/// The code that searches and sorts the names of values; fetched when first needed.
#[derive(Clone, Copy)]
struct ValueOrder {
    by_name: RwSignal<bool>,
    arrange: RwSignal<Option<Arrange>>,
    failed: RwSignal<bool>,
}

impl ValueOrder {
    /// The values in their order; until the code is loaded, as they arrived.
    fn arranged(self, values: Vec<FacetValue>, words: &str) -> Vec<FacetValue> {
        let by_name = self.by_name.get();
        if words.trim().is_empty() && !by_name {
            return values;
        }
        if let Some(arrange) = self.arrange.get() {
            return arrange(values, words, by_name);
        }
        spawn_local(async move {
            let fetched = arrange_code().await;
            self.failed.try_set(fetched.is_err());
            self.arrange.try_set(fetched.ok());
        });
        values
    }
}

/// The order of the values in every facet.
#[component]
fn ByName() -> impl IntoView {
    let by_name = Session::expect().by_name;
    view! {
        <button
            type="button"
            class="quiet facet__all"
            aria-pressed=move || by_name.get().to_string()
            on:click=move |_| by_name.update(|on| *on = !*on)
        >
            {m::by_name()}
        </button>
    }
}

/// Closes the sheet.
pub fn close(session: Session) {
    session.sheet.set(false);
    crate::app::browser::focus(crate::app::views::element_ids::OPEN_FACETS_ID);
}
