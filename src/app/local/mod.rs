//! Documents of one's own: dropped, chosen or pasted, read by a worker of this page, and shown like any archive. And
//! the way out: any archive, or what is found in it, saved as one file.

mod articles;
mod device;
mod documents;
mod files;
mod helper;
mod keeping;
mod one_file;
mod progress;
mod report;

pub use files::LocalFiles;
pub use keeping::kept;

use std::rc::Rc;

use leptos::prelude::*;

use self::documents::Documents;
use self::one_file::OneFile;
use crate::app::browser;
use crate::query::Archive;

/// The heading of the open dialog.
const HEADING_ID: &str = "desk-heading";

/// What the desk is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// To open documents.
    Documents,
    /// To save the archive as one file.
    OneFile,
}

/// The way for any view to ask for the desk.
#[derive(Clone, Copy)]
pub struct Desk {
    asked: RwSignal<Option<Asked>>,
}

impl Desk {
    /// Offers a desk to all views below.
    pub fn provide() -> Desk {
        let desk = Desk { asked: RwSignal::new(None) };
        provide_context(desk);
        desk
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
        Asked::Documents => "Open documents…",
        Asked::OneFile => "Save as one file…",
    };
    view! {
        <button type="button" class="quiet" on:click=move |_| desk.asked.set(Some(asks))>
            {label}
        </button>
    }
}

/// Takes documents and saves archives, in a dialog above the page.
#[component]
pub fn DeskDialog(
    /// The archive that is open.
    archive: impl Fn() -> Option<Rc<Archive>> + Copy + Send + Sync + 'static,
    /// Shows another one.
    show: impl Fn(LocalFiles) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let documents = Documents::new(archive, show);
    let dragged = RwSignal::new(false);
    let listeners = [
        window_event_listener(leptos::ev::dragover, move |event| {
            if device::has_files(&event) {
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
            if !device::has_files(&event) {
                return;
            }
            event.prevent_default();
            if documents.is_busy() {
                return;
            }
            desk.asked.set(Some(Asked::Documents));
            let chosen = device::of_drop(&event);
            leptos::task::spawn_local(async move { documents.read(chosen.await) });
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(leptos::leptos_dom::helpers::WindowListenerHandle::remove));
    Effect::new(move |_| {
        if desk.asked.get().is_some() {
            browser::focus(HEADING_ID);
        }
    });
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && !documents.is_busy() {
            event.stop_propagation();
            desk.close();
        }
    };
    view! {
        <Show when=move || dragged.get()>
            <div class="drop-zone" aria-hidden="true">
                <p>"Drop documents or a folder to read them here"</p>
            </div>
        </Show>
        {move || {
            desk.asked
                .get()
                .map(|asked| {
                    view! {
                        <div class="dialog" role="dialog" aria-modal="true" aria-labelledby=HEADING_ID on:keydown=on_key>
                            <div class="dialog__sheet desk">
                                {match asked {
                                    Asked::Documents => documents.view(move || desk.close()).into_any(),
                                    Asked::OneFile => {
                                        view! { <OneFile archive close=move || desk.close() /> }.into_any()
                                    }
                                }}
                            </div>
                        </div>
                    }
                })
        }}
    }
}
