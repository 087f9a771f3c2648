//! The frame around every view but the list of articles.

use leptos::prelude::*;

use super::facets::Facets;
use super::results::nothing_found;
use super::selection::SelectionHead;
use crate::app::browser;
use crate::app::components::when;
use crate::app::lazy::lazily;
use crate::app::state::{Session, filters};

/// The frame of a view: the filters next to it, the size of the selection above it. If the filters leave no article, a
/// list of filters to remove takes the place of the content.
pub fn page(label: &'static str, content: AnyView) -> AnyView {
    browser::keep_open_view_in_sight();
    let session = Session::expect();
    let is_empty = Memo::new(move |_| {
        let nothing = session.answer.with(|answer| matches!(answer, Some(Ok(answer)) if answer.total == 0));
        nothing && session.query.with(|query| !filters(query).is_empty())
    });
    view! {
        <main id="content" tabindex="-1" class="room room--page">
            <Facets />
            <section class="page" aria-label=label>
                <SelectionHead />
                <div class="page__text" hidden=move || is_empty.get()>{content}</div>
                {when(move || is_empty.get(), move || view! {
                    <div class="page__text">
                        <h1>{label}</h1>
                        {lazily(nothing_found)}
                    </div>
                }.into_any())}
            </section>
        </main>
    }
    .into_any()
}
