//! Search tools, shown on request: a form, the operators, recent searches and saved selections.

pub mod recent;
pub mod saved;

mod form;
mod operators;

use leptos::prelude::*;

use crate::app::local::{Tool, ToolButton};
use crate::app::messages as m;
use crate::app::split::{Part, part};
use crate::app::views::element_ids::SEARCH_TOOLS_ID;
use form::SearchForm;
use operators::Operators;
use recent::RecentSearches;
use saved::SavedSelections;

part! { tools:
    pub fn search_tools() -> Part {
    Ok(view! { <SearchTools /> }.into_any())
}
}

/// The search tools.
#[component]
fn SearchTools() -> impl IntoView {
    crate::app::browser::focus(SEARCH_TOOLS_ID);
    view! {
        <section id=SEARCH_TOOLS_ID class="finding" aria-label=m::search_tools() tabindex="-1">
            <SearchForm />
            <Operators />
            <div>
                <SavedSelections />
                <RecentSearches />
                <p><ToolButton tool=Tool::Notes /> <ToolButton tool=Tool::CorrectMany /></p>
            </div>
        </section>
    }
}
