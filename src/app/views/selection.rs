//! The line above every list of the selection: its size, and a button for the filters if they are not visible.

use leptos::prelude::*;

use super::element_ids::OPEN_FACETS_ID;
use crate::app::browser;
use crate::app::components::{Number, drawn};
use crate::app::messages as m;
use crate::app::state::Session;

/// The size of the selection in words, followed by tools.
#[component]
pub fn SelectionHead(
    /// Tools.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let session = Session::expect();
    let n_articles = session.catalogue().info.articles;
    let total = Memo::new(move |before: Option<&usize>| match session.answer.get() {
        Some(Ok(answer)) => answer.total,
        _ => before.copied().unwrap_or_default(),
    });
    let known = Memo::new(move |before: Option<&bool>| {
        before.copied().unwrap_or_default() || session.answer.with(|answer| matches!(answer, Some(Ok(_))))
    });
    let open = move |_| {
        session.sheet.update(|open| *open = !*open);
        browser::focus("facets");
    };
    view! {
        <div class="selection">
            <button
                type="button"
                id=OPEN_FACETS_ID
                class="quiet selection__filters"
                aria-expanded=move || session.sheet.get().to_string()
                aria-controls="facets"
                on:click=open
            >
                {m::filters()}
            </button>
            <p role="status">
                {drawn(move || match session.story_rows() {
                    Some(rows) => rows.size.clone().into_any(),
                    None if known.get() => m::status(
                        n_articles,
                        view! { <Number value=total /> }.into_any(),
                        view! { <Number value=n_articles /> }.into_any(),
                    )
                    .into_any(),
                    None => ().into_any(),
                })}
            </p>
            {children.map(|children| children())}
        </div>
    }
}
