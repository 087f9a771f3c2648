//! Documents of one's own: dropped, chosen or pasted, read by a worker of this page, and shown like any archive. And
//! the way out: any archive, or what is found in it, saved as one file.

mod articles;
mod corrections;
mod documents;
mod files;
mod followed;
mod keeping;
mod kept;
mod notes;
mod one_file;
mod progress;
mod report;
mod sheet;

pub use files::LocalFiles;

use std::ops::Range;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

use self::kept::Work;
use self::notes::Notes;
use self::sheet::Sheet;
use crate::app::browser::{self, FileDrop};
use crate::app::components::when;
use crate::app::lazy::lazily;
use crate::app::messages as m;
use crate::app::split::{Part, part};
use crate::app::state::Session;
use crate::model::Article;
use crate::query::Archive;

/// The heading of the open dialog.
const HEADING_ID: &str = "desk-heading";

/// What the desk is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// To correct the actor with this id.
    Actor(String),
    /// To correct the article with this id.
    Article(String),
    /// To show all corrections.
    Corrections,
    /// To open documents.
    Documents,
    /// To save the archive as one file.
    OneFile,
}

/// What the desk works on: the archive that is open, and the way to show another.
pub trait Lectern {
    /// The archive that is open.
    fn archive(&self) -> Option<Rc<Archive>>;

    /// The archive that is open, followed as it changes.
    fn opened(&self) -> Option<Rc<Archive>>;

    /// Shows another one.
    fn show(&self, files: LocalFiles);

    /// Shows one again that was open before.
    fn show_again(&self, archive: Rc<Archive>);
}

/// The way for any view to ask for the desk.
#[derive(Clone, Copy)]
pub struct Desk {
    asked: RwSignal<Option<Asked>>,
    dropped: RwSignal<Option<FileDrop>, LocalStorage>,
    is_busy: RwSignal<bool>,
    lectern: StoredValue<Rc<dyn Lectern>, LocalStorage>,
    /// The archive without corrections, once any were asked for.
    found: StoredValue<Option<Rc<Archive>>, LocalStorage>,
    /// Whether the archive that is shown next is the same one corrected.
    corrected: StoredValue<bool>,
}

impl Desk {
    /// Offers a desk to all views below.
    pub fn provide(lectern: impl Lectern + 'static) -> Desk {
        let desk = Desk {
            asked: RwSignal::new(None),
            dropped: RwSignal::new_local(None),
            is_busy: RwSignal::new(false),
            lectern: StoredValue::new_local(Rc::new(lectern)),
            found: StoredValue::new_local(None),
            corrected: StoredValue::new(false),
        };
        provide_context(desk);
        desk
    }

    fn lectern(self) -> Rc<dyn Lectern> {
        self.lectern.get_value()
    }

    /// The archive that is open, without the corrections.
    fn uncorrected(self) -> Option<Rc<Archive>> {
        self.found.get_value().or_else(|| self.lectern().archive())
    }

    fn close(self) {
        self.asked.set(None);
    }
}

/// A button that asks the desk for something.
#[component]
pub fn DeskButton(
    /// What it asks for.
    asks: Asked,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let label = match asks {
        Asked::Documents => m::documents_open_dots(),
        Asked::OneFile => m::one_file_dots(),
        Asked::Actor(_) | Asked::Article(_) => m::correct_dots(),
        Asked::Corrections => m::corrections_dots(),
    };
    view! {
        <button type="button" class="quiet" on:click=move |_| desk.asked.set(Some(asks.clone()))>
            {label}
        </button>
    }
}

/// Takes documents and saves archives, in a dialog above the page. Its code is fetched when it is first asked for.
#[component]
pub fn DeskDialog() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let dragged = RwSignal::new(false);
    let listeners = [
        window_event_listener(leptos::ev::dragover, move |event| {
            if browser::has_files(&event) {
                event.prevent_default();
                dragged.set(true);
            }
        }),
        window_event_listener(leptos::ev::dragleave, move |event| {
            if event.related_target().is_none() {
                dragged.set(false);
            }
        }),
        window_event_listener(leptos::ev::drop, move |event| {
            dragged.set(false);
            if !browser::has_files(&event) {
                return;
            }
            event.prevent_default();
            if !desk.is_busy.get_untracked() {
                desk.dropped.set(Some(FileDrop::new(&event)));
                desk.asked.set(Some(Asked::Documents));
            }
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(leptos::leptos_dom::helpers::WindowListenerHandle::remove));
    let was_asked = Memo::new(move |before: Option<&bool>| {
        before.copied().unwrap_or_else(|| Work::Corrections.kept().is_some()) || desk.asked.get().is_some()
    });
    view! {
        {when(move || dragged.get(), move || view! {
            <div class="drop-zone" aria-hidden="true">
                <p>{m::documents_drop_here()}</p>
            </div>
        }.into_any())}
        {when(move || was_asked.get(), move || view! {{lazily(sheet)}}.into_any())}
    }
}

part! { desk:
    fn sheet() -> Part {
    Ok(view! { <Sheet /> }.into_any())
}
}

part! { notes:
    fn notes_panel(article: Arc<Article>, shown: Signal<Range<usize>>, session: Session) -> Part {
    Ok(view! { <Notes article shown session /> }.into_any())
}
}

/// A button that shows the reader's own notes about an article; they are there at once where any are kept.
#[component]
pub fn NotesPanel(
    /// The article.
    article: Arc<Article>,
    /// Which letters of its text are shown; the part with the last one has no end.
    shown: Signal<Range<usize>>,
) -> impl IntoView {
    let is_open = RwSignal::new(Work::Notes.kept().is_some());
    let article = StoredValue::new(article);
    // Where the article is closed before the code is there, nothing is provided to it any more.
    let session = Session::expect();
    view! {
        <p>
            <button
                type="button"
                class="quiet"
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| is_open.update(|on| *on = !*on)
            >
                {m::notes()}
            </button>
        </p>
        {when(move || is_open.get(), move || view! {{lazily(move || notes_panel(article.get_value(), shown, session))}}.into_any())}
    }
}

type Keeping = Pin<Box<dyn Future<Output = Option<LocalFiles>>>>;

part! { desk:
    fn keeping() -> Result<Keeping, SplitLoaderError> {
    Ok(Box::pin(keeping::read()))
}
}

/// The archive that this browser keeps for this site, whole and undamaged.
pub async fn kept() -> Option<LocalFiles> {
    if !kept::is_kept() {
        return None;
    }
    keeping().await.ok()?.await
}
