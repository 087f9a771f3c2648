//! The reader's own work: documents that are dropped, chosen or pasted and read by a worker of this page; corrections and
//! notes; and any archive, or a selection of it, saved as one file.
//!
//! The tools for these are in a dialog that any view can open by [`ToolButton`].

mod article_lines;
mod corrections;
mod dialog;
mod documents;
mod files;
mod notes;
mod one_file;
mod progress;
mod record;
mod report;
mod shared_record;
mod storage;
mod stored_archive;

pub use record::{RecordContent, is_all_in};
pub use shared_record::{RecordProblems, RecordState, SharedRecord};
pub use stored_archive::StoredArchive;

use std::ops::Range;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

use self::dialog::DialogContent;
use self::notes::Notes;
use self::stored_archive::DamagedArchive;
use crate::app::browser::{self, FileDrop};
use crate::app::components::when;
use crate::app::lazy::lazily;
use crate::app::messages as m;
use crate::app::split::{Part, part};
use crate::app::state::Session;
use crate::model::Article;
use crate::query::{Archive, BundleFiles};

/// The heading of the open dialog.
const HEADING_ID: &str = "desk-heading";

/// A tool of the dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Corrects the actor with this id.
    CorrectActor(String),
    /// Corrects the article with this id.
    CorrectArticle(String),
    /// Corrects several articles of the selection.
    CorrectMany,
    /// Lists all corrections.
    Corrections,
    /// Opens documents.
    Documents,
    /// Lists all notes.
    Notes,
    /// Saves the archive as one file.
    OneFile,
}

/// The place of the open archive, in which the tools show another one.
pub trait ArchiveHolder {
    /// The archive that is open.
    fn archive(&self) -> Option<Rc<Archive>>;

    /// The archive that is open, tracked.
    fn opened(&self) -> Option<Rc<Archive>>;

    /// Shows another one.
    fn show(&self, files: BundleFiles);

    /// Shows one again that was open before.
    fn show_again(&self, archive: Rc<Archive>);
}

/// The tools for the reader's own work, as any view opens them.
#[derive(Clone, Copy)]
pub struct Tools {
    open: RwSignal<Option<Tool>>,
    dropped: RwSignal<Option<FileDrop>, LocalStorage>,
    is_busy: RwSignal<bool>,
    holder: StoredValue<Rc<dyn ArchiveHolder>, LocalStorage>,
    /// The archive without corrections, once there were any.
    found: StoredValue<Option<Rc<Archive>>, LocalStorage>,
    /// Whether the archive that is shown next is the same one corrected.
    corrected: StoredValue<bool>,
}

impl Tools {
    /// Provides the tools to all views below.
    pub fn provide(holder: impl ArchiveHolder + 'static) -> Tools {
        let tools = Tools {
            open: RwSignal::new(None),
            dropped: RwSignal::new_local(None),
            is_busy: RwSignal::new(false),
            holder: StoredValue::new_local(Rc::new(holder)),
            found: StoredValue::new_local(None),
            corrected: StoredValue::new(false),
        };
        provide_context(tools);
        tools
    }

    fn holder(self) -> Rc<dyn ArchiveHolder> {
        self.holder.get_value()
    }

    /// The archive that is open, without the corrections.
    fn uncorrected(self) -> Option<Rc<Archive>> {
        self.found.get_value().or_else(|| self.holder().archive())
    }

    fn close(self) {
        self.open.set(None);
        browser::return_focus();
    }
}

/// A button that opens a tool.
#[component]
pub fn ToolButton(
    /// The tool.
    tool: Tool,
) -> impl IntoView {
    let tools = expect_context::<Tools>();
    let label = match tool {
        Tool::Documents => m::documents_open_dots(),
        Tool::OneFile => m::one_file_dots(),
        Tool::CorrectActor(_) | Tool::CorrectArticle(_) => m::correct_dots(),
        Tool::CorrectMany => m::correct_many_dots(),
        Tool::Notes => m::notes_all_dots(),
        Tool::Corrections => m::corrections_dots(),
    };
    view! {
        <button
            type="button"
            class="quiet"
            on:click=move |_| {
                browser::remember_focus();
                tools.open.set(Some(tool.clone()));
            }
        >
            {label}
        </button>
    }
}

/// The dialog of the tools, above the page. Its code is fetched when a tool is first opened.
#[component]
pub fn ToolDialog() -> impl IntoView {
    let tools = expect_context::<Tools>();
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
            if !tools.is_busy.get_untracked() {
                tools.dropped.set(Some(FileDrop::new(&event)));
                tools.open.set(Some(Tool::Documents));
            }
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(leptos::leptos_dom::helpers::WindowListenerHandle::remove));
    let was_open = Memo::new(move |before: Option<&bool>| {
        before.copied().unwrap_or_else(corrections::are_stored) || tools.open.get().is_some()
    });
    view! {
        {when(move || dragged.get(), move || view! {
            <div class="drop-zone" aria-hidden="true">
                <p>{m::documents_drop_here()}</p>
            </div>
        }.into_any())}
        {when(move || was_open.get(), move || view! {{lazily(sheet)}}.into_any())}
    }
}

part! { desk:
    fn sheet() -> Part {
    Ok(view! { <DialogContent /> }.into_any())
}
}

part! { desk:
    fn notes_panel(
        article: Arc<Article>,
        shown: Signal<Range<usize>>,
        session: Session,
        wish: RwSignal<bool>
    ) -> Part {
    Ok(view! { <Notes article shown session wish /> }.into_any())
}
}

/// A button that shows the reader's own notes about an article; stored notes are shown at once.
#[component]
pub fn NotesPanel(
    /// The article.
    article: Arc<Article>,
    /// The letters of its text that are shown; the last part has no end.
    shown: Signal<Range<usize>>,
) -> impl IntoView {
    let is_open = RwSignal::new(notes::are_stored());
    let article = StoredValue::new(article);
    // If the article is closed before the code is loaded, its context no longer exists.
    let session = Session::expect();
    let wish = RwSignal::new(false);
    let highlight = move || {
        is_open.set(true);
        wish.set(true);
    };
    let place = RwSignal::new(None::<(i32, i32)>);
    browser::on_text_selected(move |selected| {
        place.try_set(selected);
    });
    browser::on_key(move |event| {
        let is_plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        let are_letters_on = browser::setting("shortcuts").as_deref() != Some("off");
        if event.key() == "h"
            && is_plain
            && are_letters_on
            && !browser::is_typed_into(&event)
            && place.get_untracked().is_some()
        {
            highlight();
        }
    });
    view! {
        {move || {
            place.get().map(|(left, top)| view! {
                <button
                    type="button"
                    class="strong notes__here"
                    style:left=format!("{left}px")
                    style:top=format!("{top}px")
                    title=m::notes_highlight_key()
                    // Pressing the button keeps the selection.
                    on:mousedown=|event| event.prevent_default()
                    on:click=move |_| highlight()
                >
                    {m::notes_highlight_here()}
                </button>
            })
        }}
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
        {when(move || is_open.get(), move || view! {{lazily(move || notes_panel(article.get_value(), shown, session, wish))}}.into_any())}
    }
}

part! { desk:
    fn heir(actor: String) -> Result<Option<String>, SplitLoaderError> {
    Ok(corrections::heir(&actor))
}
}

/// The actor into which the reader merged another one.
pub async fn heir_of(actor: String) -> Option<String> {
    if !corrections::are_stored() {
        return None;
    }
    heir(actor).await.ok().flatten()
}

type Restoring = Pin<Box<dyn Future<Output = StoredArchive>>>;

part! { desk:
    fn restoring() -> Result<Restoring, SplitLoaderError> {
    Ok(Box::pin(stored_archive::read()))
}
}

part! { desk:
    fn damaged_archive() -> Part {
    Ok(view! { <DamagedArchive /> }.into_any())
}
}

/// The reader's own archive that this browser stores for this site.
pub async fn stored_archive() -> StoredArchive {
    if !storage::is_kept() {
        return StoredArchive::Missing;
    }
    match restoring().await {
        Ok(restoring) => restoring.await,
        Err(_) => StoredArchive::Unavailable,
    }
}

/// Says that the stored archive is damaged.
pub fn damaged_archive_notice() -> AnyView {
    lazily(damaged_archive)
}
