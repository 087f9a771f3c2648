//! The frame around every view but the list of articles.

use leptos::prelude::*;

use super::facets::Facets;
use super::selection::SelectionHead;
use crate::app::browser;

/// The frame of a view: the filters beside it, the size of the selection over it.
pub fn page(label: &'static str, content: AnyView) -> AnyView {
    browser::keep_open_view_in_sight();
    view! {
        <main id="content" tabindex="-1" class="room room--page">
            <Facets />
            <section class="page" aria-label=label>
                <SelectionHead />
                <div class="page__text">{content}</div>
            </section>
        </main>
    }
    .into_any()
}
