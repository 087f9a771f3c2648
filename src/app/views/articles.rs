//! The articles view: facets, list and reader side by side.

use leptos::prelude::*;

use super::facets::Facets;
use super::reader::reader;
use super::results::Results;
use super::start_pane::start_pane;
use crate::app::components::when;
use crate::app::format::text;
use crate::app::lazy::lazily;
use crate::app::messages as m;
use crate::app::state::Session;

/// The articles view.
#[component]
pub fn Articles() -> impl IntoView {
    let session = Session::expect();
    let open = Memo::new(move |_| session.url.with(|address| address.article.clone()));
    view! {
        <main id="content" tabindex="-1" class="room" class:room--reading=move || open.get().is_some()>
            <h1 class="unseen">{m::view_articles()}</h1>
            <Facets />
            <Results open />
            {when(move || open.with(Option::is_some), move || lazily(move || reader(open)))}
            {when(move || open.with(Option::is_none), || view! { <Welcome /> }.into_any())}
        </main>
    }
}

/// The content of the third column while no article is open.
#[component]
fn Welcome() -> impl IntoView {
    let session = Session::expect();
    let catalogue = session.catalogue();
    let description = catalogue.info.description.as_deref().map(text::safe);
    // Below a list that has not loaded yet, it would be pushed down.
    let waits = move || {
        let listed = session.found.with(|found| matches!(found, Some(Ok(found)) if !found.cards.is_empty()));
        let empty = session.answer.with(|answer| matches!(answer, Some(Ok(answer)) if answer.total == 0));
        !listed && !empty
    };
    view! {
        <div class="welcome" hidden=waits>
            {description.map(|description| view! { <p class="welcome__lede" dir="auto">{description}</p> })}
            <p>{m::choose_headline()}</p>
            {when(move || !waits(), move || lazily(start_pane))}
        </div>
    }
}
