//! The reading room: opens the archive and places the views.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser::{self, FetchedFiles};
use super::local::{self, Asked, Desk, DeskButton, DeskDialog, LocalFiles};
use super::offline::{NewRelease, Offline};
use super::state::{Catalogue, Session, Url};
use super::views::{
    About, Actors, Articles, Compare, DateBand, Export, Masthead, Quotes, SearchBar, Shortcuts, Timeline,
};
use super::words;
use crate::bundle::{Files, MANIFEST_NAME};
use crate::query::{Archive, QueryError, View};

/// Where the bundle lies, below the page's own folder.
const BUNDLE_FOLDER: &str = "archive";

#[derive(Clone)]
enum Opening {
    Waiting,
    Open(Rc<Archive>, Arc<Catalogue>),
    Failed(QueryError),
}

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    Url::provide();
    let opening = RwSignal::new_local(Opening::Waiting);
    Desk::provide();
    Offline::provide();
    let show = move |opened: Result<(Rc<Archive>, Arc<Catalogue>), QueryError>| {
        opening.set(match opened {
            Ok((archive, catalogue)) => Opening::Open(archive, catalogue),
            Err(error) => Opening::Failed(error),
        });
    };
    let open = move || {
        opening.set(Opening::Waiting);
        spawn_local(async move {
            let kept = match local::kept().await {
                Some(files) => opened(files).await.ok(),
                None => None,
            };
            show(match kept {
                Some(kept) => Ok(kept),
                None => opened(FetchedFiles::beside_the_page(BUNDLE_FOLDER)).await,
            });
        });
    };
    open();
    let archive = move || match opening.get_untracked() {
        Opening::Open(archive, _) => Some(archive),
        _ => None,
    };
    let show_own = move |files: LocalFiles| spawn_local(async move { show(opened(files).await) });
    view! {
        {move || match opening.get() {
            Opening::Waiting => view! { <p class="notice" role="status">"Opening the archive…"</p> }.into_any(),
            Opening::Open(archive, catalogue) => {
                Session::provide(archive, catalogue);
                view! { <Room /> }.into_any()
            }
            Opening::Failed(error) => view! { <NotOpened error again=open /> }.into_any(),
        }}
        <NewRelease />
        <DeskDialog archive show=show_own />
    }
}

async fn opened(files: impl Files + 'static) -> Result<(Rc<Archive>, Arc<Catalogue>), QueryError> {
    let archive = Archive::open(files).await?;
    let catalogue = Catalogue::of(&archive).await?;
    Ok((Rc::new(archive), Arc::new(catalogue)))
}

/// The page of an open archive.
#[component]
fn Room() -> impl IntoView {
    let session = Session::expect();
    let view = Memo::new(move |_| session.url.with(|address| address.view));
    let title = session.catalogue().info.title.clone();
    Effect::new(move |_| {
        let parts = [Some(words::view(view.get()).to_owned()), title.clone(), Some("Dateline".to_owned())];
        browser::set_title(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    });
    view! {
        <Masthead />
        <Show when=move || view.get() != View::About>
            <SearchBar />
            <DateBand />
        </Show>
        {move || match view.get() {
            View::Articles => view! { <Articles /> }.into_any(),
            View::Timeline => view! { <Timeline /> }.into_any(),
            View::Actors => view! { <Actors /> }.into_any(),
            View::Quotes => view! { <Quotes /> }.into_any(),
            View::Compare => view! { <Compare /> }.into_any(),
            View::Export => view! { <Export /> }.into_any(),
            View::About => view! { <About /> }.into_any(),
        }}
        <Shortcuts />
    }
}

/// Why the archive did not open, and what to do.
#[component]
fn NotOpened(
    /// What went wrong.
    error: QueryError,
    /// Tries again.
    again: impl Fn() + 'static,
) -> impl IntoView {
    let remedy = match &error {
        QueryError::Unavailable { name, .. } if name == MANIFEST_NAME => {
            "Make one with the command below and put it beside the page, or, if you are reading this on somebody’s site, \
             try again in a while."
        }
        QueryError::OtherFormat { .. } => "Build the archive anew with the version of Dateline that made this page:",
        _ => "Perhaps the copy was interrupted. Copy the archive again, or build it anew:",
    };
    let told = error.to_string();
    view! {
        <main class="notice" role="alert">
            <h1>"The archive did not open"</h1>
            <p>{capitalised(&told)}"."</p>
            <p>{remedy}</p>
            <p>
                <code>"dateline build DOCUMENTS --out "{BUNDLE_FOLDER}</code>
            </p>
            <p>
                <button class="quiet" on:click=move |_| again()>
                    "Try again"
                </button>
                <DeskButton asks=Asked::Documents />
            </p>
        </main>
    }
}

fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
