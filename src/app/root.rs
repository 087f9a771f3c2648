//! The root of the page: opens the archive and places the views.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser::{self, FetchedFiles};
use crate::app::components::when;
use crate::app::effect::{effect, effect_with_last};
use crate::app::format::labels;
use crate::app::local::{self, ArchiveHolder, StoredArchive, Tool, ToolButton, ToolDialog, Tools};
use crate::app::messages::{self as m, PageLanguage};
use crate::app::offline::{NewRelease, Offline};
use crate::app::state::{Catalogue, Session, Url};
use crate::app::views::{DateBand, Masthead, SearchBar, Shortcuts, preload, preload_search, search_code, view_by_name};
use crate::bundle::MANIFEST_NAME;
use crate::query::{Address, Archive, BundleFiles, QueryError, View};

/// The folder of the bundle, below the page's own folder.
const BUNDLE_FOLDER: &str = "archive";

/// How long after the first list parts that are likely to be needed are fetched, in milliseconds.
const PRELOAD_MS: u32 = 400;

#[derive(Clone)]
enum ArchiveState {
    Waiting,
    Open(Rc<Archive>, Arc<Catalogue>),
    Failed(QueryError),
}

/// The state of the open archive.
#[derive(Clone, Copy)]
struct CurrentArchive {
    state: RwSignal<ArchiveState, LocalStorage>,
    /// Why the archive that this browser stores is not the one that is shown.
    stored: RwSignal<Option<StoredProblem>>,
    url: Url,
}

/// Why the archive that this browser stores is not shown.
#[derive(Clone, Copy, PartialEq)]
enum StoredProblem {
    Damaged,
    Unavailable,
}

impl CurrentArchive {
    fn show(self, opened: Result<(Rc<Archive>, Arc<Catalogue>), QueryError>) {
        self.state.set(match opened {
            Ok((archive, catalogue)) => ArchiveState::Open(archive, catalogue),
            Err(error) => ArchiveState::Failed(error),
        });
    }

    /// Opens the archive that this browser stores, or else the one next to the page. Nothing is shown before the
    /// reader's language is loaded.
    fn open(self, page_language: PageLanguage) {
        self.state.set(ArchiveState::Waiting);
        let address = self.url.now();
        if !address.query.text.is_empty() {
            fetch_search_code();
        }
        spawn_local(async move {
            page_language.restore().await;
            let stored = match local::stored_archive().await {
                StoredArchive::Missing => Ok(None),
                StoredArchive::Whole(files) => {
                    opened(files, &address).await.map(Some).map_err(|_| StoredProblem::Damaged)
                }
                StoredArchive::Damaged => Err(StoredProblem::Damaged),
                StoredArchive::Unavailable => Err(StoredProblem::Unavailable),
            };
            self.stored.set(stored.as_ref().err().copied());
            self.show(match stored {
                Ok(Some(stored)) => Ok(stored),
                _ => opened(BundleFiles::new(FetchedFiles::beside_the_page(BUNDLE_FOLDER)), &address).await,
            });
        });
    }
}

impl ArchiveHolder for CurrentArchive {
    fn archive(&self) -> Option<Rc<Archive>> {
        match self.state.get_untracked() {
            ArchiveState::Open(archive, _) => Some(archive),
            _ => None,
        }
    }

    fn opened(&self) -> Option<Rc<Archive>> {
        match self.state.get() {
            ArchiveState::Open(archive, _) => Some(archive),
            _ => None,
        }
    }

    fn show_again(&self, archive: Rc<Archive>) {
        let shown = *self;
        spawn_local(async move {
            let catalogue = Catalogue::from_archive(&archive).await;
            shown.show(catalogue.map(|catalogue| (archive, Arc::new(catalogue))));
        });
    }

    fn show(&self, files: BundleFiles) {
        let shown = *self;
        let address = self.url.now();
        spawn_local(async move { shown.show(opened(files, &address).await) });
    }
}

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    Url::provide();
    let page_language = PageLanguage::provide();
    let state = RwSignal::new_local(ArchiveState::Waiting);
    let opening = CurrentArchive { state, stored: RwSignal::new(None), url: Url::expect() };
    Tools::provide(opening);
    Offline::provide();
    opening.open(page_language);
    view! {
        {move || {
            // Messages are not reactive: another language redraws everything.
            page_language.get();
            match opening.state.get() {
                ArchiveState::Waiting => view! { <p class="notice" role="status">{m::archive_opening()}</p> }.into_any(),
                ArchiveState::Open(archive, catalogue) => {
                    Session::provide(archive, catalogue);
                    view! { <OpenArchive /> }.into_any()
                }
                ArchiveState::Failed(error) => view! { <NotOpened error again=move || opening.open(page_language) /> }.into_any(),
            }
        }}
        {move || opening.stored.get().map(|problem| match problem {
            StoredProblem::Damaged => local::damaged_archive_notice(),
            StoredProblem::Unavailable => view! { <p class="notice" role="alert">{m::part_failed()}</p> }.into_any(),
        })}
        <NewRelease />
        <ToolDialog />
    }
}

/// Opens an archive, with what the address needs to be shown: the opening view needs only some of the names.
async fn opened(files: BundleFiles, address: &Address) -> Result<(Rc<Archive>, Arc<Catalogue>), QueryError> {
    let archive = Archive::open_without_text_functions(files, || Box::pin(search_code())).await?;
    // In a large archive, each of these steps takes time, and so does drawing it.
    browser::pause().await;
    let is_opening_view = address.view == View::Articles && address.query.asks_for_all();
    let catalogue = if is_opening_view {
        Catalogue::of_opening_view(&archive).await?
    } else {
        Catalogue::from_archive(&archive).await?
    };
    if address.query.text.is_empty() {
        // So the first drawing has its counts. What cannot be answered says so where it is asked.
        drop(archive.query(&address.query).await);
    }
    browser::pause().await;
    Ok((Rc::new(archive), Arc::new(catalogue)))
}

/// Fetches the code that searches for words while the reader types them, or while the archive is being opened.
fn fetch_search_code() {
    spawn_local(preload_search());
}

/// The page of an open archive.
#[component]
fn OpenArchive() -> impl IntoView {
    let session = Session::expect();
    let view = Memo::new(move |_| session.url.with(|address| address.view));
    // The other views need all names. Going there before they have come waits for them.
    let shown = Memo::new(move |_| {
        let view = view.get();
        (view == View::Articles || session.has_all_names()).then_some(view)
    });
    effect(move || {
        if shown.get().is_none() {
            session.complete_catalogue();
        }
    });
    let title = session.catalogue().info.title.clone();
    effect(move || {
        let parts = [Some(labels::view(view.get()).to_owned()), title.clone(), Some("Dateline".to_owned())];
        browser::set_title(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    });
    // Now that something is visible, there is time to fetch the code and the names for the next click.
    effect_with_last(move |began: Option<bool>| {
        let begins = began != Some(true) && session.found.with(Option::is_some);
        if begins {
            browser::after_ms(PRELOAD_MS, move || {
                spawn_local(preload());
                session.prepare();
            })
            .forget();
        }
        begins || began == Some(true)
    });
    view! {
        <Masthead />
        {when(move || view.get() != View::About, move || view! {
            <SearchBar on_focus=fetch_search_code />
            <DateBand />
        }.into_any())}
        {move || match shown.get().ok_or_else(|| session.names_problem()) {
            Ok(view) => view_by_name(view),
            Err(None) => view! { <p class="notice" role="status">{m::archive_opening()}</p> }.into_any(),
            Err(Some(error)) => view! { <NotOpened error again=move || session.complete_catalogue() /> }.into_any(),
        }}
        <Shortcuts />
    }
}

/// Why the archive did not open, and the remedy.
#[component]
fn NotOpened(
    /// The error.
    error: QueryError,
    /// Tries again.
    again: impl Fn() + 'static,
) -> impl IntoView {
    let remedy = match &error {
        QueryError::Unavailable { name, .. } if name == MANIFEST_NAME => m::archive_remedy_missing(),
        QueryError::OtherFormat { .. } => m::archive_remedy_format(),
        QueryError::Damaged { .. } if !browser::is_online() => m::archive_remedy_offline(),
        _ => m::archive_remedy_damaged(),
    };
    let told = labels::error(&error);
    view! {
        <main class="notice" role="alert">
            <h1>{m::archive_did_not_open()}</h1>
            <p>{capitalised(&told)}"."</p>
            <p>{remedy}</p>
            <p>
                <code>"dateline build DOCUMENTS --out "{BUNDLE_FOLDER}</code>
            </p>
            <p>
                <button class="quiet" on:click=move |_| again()>
                    {m::try_again()}
                </button>
                <ToolButton tool=Tool::Documents />
            </p>
        </main>
    }
}

fn capitalised(sentence: &str) -> String {
    let mut sentence = sentence.to_owned();
    // The errors of the archive are in English.
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence
}
