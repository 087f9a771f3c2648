//! The articles view: facets, list and reader side by side.

use leptos::prelude::*;

use super::facets::Facets;
use super::reader::Reader;
use super::results::Results;
use crate::app::browser;
use crate::app::state::Session;

/// The articles view.
#[component]
pub fn Articles() -> impl IntoView {
    let session = Session::expect();
    let open = Memo::new(move |_| session.url.with(|address| address.article.clone()));
    view! {
        <main id="content" tabindex="-1" class="room" class:room--reading=move || open.get().is_some()>
            <h1 class="unseen">"Articles"</h1>
            <Facets />
            <Results open />
            <Reader id=open />
        </main>
    }
}

/// Closes the article and gives the focus back to its headline in the list.
pub fn close_article(session: Session) {
    let Some(id) = session.url.now().article else { return };
    session.url.push(|address| address.article = None);
    browser::focus(headline_id(&id));
}

/// The id of an article's headline in the list.
pub fn headline_id(article: &str) -> String {
    format!("headline {article}").replace(|c: char| c.is_whitespace(), "-")
}
