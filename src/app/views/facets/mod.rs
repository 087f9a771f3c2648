//! The facets: what the articles are about and who published them, with counts that follow every choice.

mod actors;
mod others;
mod value;
mod values;

use leptos::prelude::*;

use actors::ActorFacet;
use others::{OutletFacet, SmallFacet};

use crate::app::messages as m;
use crate::app::state::{Facet, Session};

/// Beside the list in a wide window; a sheet from the bottom in a narrow one.
#[component]
pub fn Facets() -> impl IntoView {
    let session = Session::expect();
    let total = move || match session.answer.get() {
        Some(Ok(answer)) => answer.total,
        _ => 0,
    };
    view! {
        <aside id="facets" class="facets" class:facets--open=move || session.sheet.get() aria-label=m::filters() tabindex="-1">
            <ActorFacet />
            <OutletFacet />
            <SmallFacet facet=Facet::Section label=m::sections() />
            <SmallFacet facet=Facet::Language label=m::languages() />
            <SmallFacet facet=Facet::Speaker label=m::speakers() />
            <SmallFacet facet=Facet::Inferred label=m::inferred_what() />
            <p class="facets__done">
                <button type="button" class="strong" on:click=move |_| close(session)>
                    {move || m::show_articles(total())}
                </button>
            </p>
        </aside>
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
    crate::app::browser::focus(crate::app::views::selection::OPEN_FACETS_ID);
}
