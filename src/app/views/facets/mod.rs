//! The facets: what the articles are about and who published them, with counts that follow every choice.

mod actors;
mod outlets;
mod value;
mod values;

use leptos::prelude::*;

use actors::ActorFacet;
use outlets::OutletFacet;

use crate::app::components::Number;
use crate::app::state::Session;

/// Beside the list in a wide window; a sheet from the bottom in a narrow one.
#[component]
pub fn Facets() -> impl IntoView {
    let session = Session::expect();
    let total = move || match session.answer.get() {
        Some(Ok(answer)) => answer.total,
        _ => 0,
    };
    let total = Signal::derive(total);
    view! {
        <aside id="facets" class="facets" class:facets--open=move || session.sheet.get() aria-label="Filters" tabindex="-1">
            <ActorFacet />
            <OutletFacet />
            <p class="facets__done">
                <button type="button" class="strong" on:click=move |_| close(session)>
                    "Show "
                    <Number value=total />
                    {move || if total.get() == 1 { " article" } else { " articles" }}
                </button>
            </p>
        </aside>
    }
}

/// Closes the sheet.
pub fn close(session: Session) {
    session.sheet.set(false);
    crate::app::browser::focus("open-facets");
}
