//! Search tools, shown on demand: a form that writes the words, what the words may say, and what this browser keeps of
//! searches and selections.

pub mod recent;
pub mod saved;

mod form;
mod operators;

use leptos::prelude::*;

use crate::app::messages as m;
use form::SearchForm;
use operators::Operators;
use recent::RecentSearches;
use saved::SavedSelections;

/// The id of the search tools in the page.
pub const FINDING_ID: &str = "search-tools";

/// The search tools.
#[component]
pub fn Finding() -> impl IntoView {
    crate::app::browser::focus(FINDING_ID);
    view! {
        <section id=FINDING_ID class="finding" aria-label=m::search_tools() tabindex="-1">
            <SearchForm />
            <Operators />
            <div>
                <SavedSelections />
                <RecentSearches />
            </div>
        </section>
    }
}
