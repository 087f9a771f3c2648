//! The actors of the selection, with a page for each.

mod companions;
mod index;
mod portrait;

use leptos::prelude::*;

use companions::Companions;
use index::ActorIndex;
use portrait::ActorPage;

use crate::app::messages as m;
use crate::app::state::Session;
use crate::app::views::page_frame::page;

/// The actors view: the index, or the page of the actor in the address.
#[component]
pub fn Actors() -> impl IntoView {
    let session = Session::expect();
    let who = Memo::new(move |_| session.url.with(|address| address.subject.clone()));
    let content = move || match who.get() {
        Some(id) => view! { <ActorPage id /> }.into_any(),
        None => view! { <ActorIndex /> }.into_any(),
    };
    page(m::actors_of_selection(), content.into_any())
}
