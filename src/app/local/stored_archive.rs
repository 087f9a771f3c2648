//! The reader's own archive, stored in this browser for this site until it is deleted.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_wasm_bindgen::preserve;
use wasm_bindgen::{JsCast as _, JsValue};

use super::files::{LocalFiles, NoResult};
use super::storage;
use crate::app::browser::{self, WorkerSlot, WorkerTask};
use crate::app::format::labels;
use crate::app::messages as m;
use crate::query::BundleFiles;

/// What this browser stores as the reader's own archive for this site.
pub enum StoredArchive {
    /// There is none.
    Missing,
    /// The archive, with the bytes that were stored.
    Whole(BundleFiles),
    /// It is not as it was stored.
    Damaged,
    /// The browser did not read it, for a reason that may pass.
    Unavailable,
}

/// Reads the archive that this browser stores for this site.
pub async fn read() -> StoredArchive {
    let task = WorkerTask::Kept { place: &storage::place() };
    let Ok(KeptResult { files, damaged }) = WorkerSlot::new().run(&task, |_| {}).await else {
        return StoredArchive::Unavailable;
    };
    match files.dyn_into() {
        Ok(files) => StoredArchive::Whole(BundleFiles::new(LocalFiles(files))),
        Err(_) if damaged => StoredArchive::Damaged,
        Err(_) => StoredArchive::Missing,
    }
}

/// The result of the task that reads the stored archive.
#[derive(Deserialize)]
struct KeptResult {
    /// The files by name, or undefined.
    #[serde(default, with = "preserve")]
    files: JsValue,
    damaged: bool,
}

/// Says that the stored archive is damaged, until the reader deletes it or stores another one.
#[component]
pub fn DamagedArchive() -> impl IntoView {
    view! {
        <aside class="release" role="alert">
            {m::keep_damaged()}
            " "
            <button type="button" class="quiet" on:click=move |_| forget()>{m::keep_stop()}</button>
        </aside>
    }
}

/// Deletes the archive that this browser stores for this site, and reloads the page.
pub fn forget() {
    spawn_local(async move {
        let task = WorkerTask::Forget { place: &storage::place() };
        WorkerSlot::new().run::<NoResult>(&task, |_| {}).await.ok();
        storage::note(false);
        browser::reload();
    });
}

/// A button that stores an archive, and then one that deletes it.
#[component]
pub fn KeepArchiveButton(
    /// The archive's files.
    files: LocalFiles,
) -> impl IntoView {
    let told = RwSignal::new(None::<String>);
    let is_kept = RwSignal::new(false);
    let keep = move |_| {
        if is_kept.get_untracked() {
            return forget();
        }
        let files = files.clone();
        spawn_local(async move {
            let task = WorkerTask::Keep { place: &storage::place(), files: files.0 };
            match WorkerSlot::new().run(&task, |_| {}).await {
                Ok(NoResult {}) => {
                    storage::note(true);
                    is_kept.set(true);
                    told.set(Some(m::keep_kept().to_owned()));
                }
                Err(error) => told.set(Some(m::keep_not(&labels::task_error(&error)))),
            }
        });
    };
    view! {
        <button type="button" class="quiet" on:click=keep>
            {move || if is_kept.get() { m::keep_stop() } else { m::keep_in_browser() }}
        </button>
        <small aria-live="polite">{move || told.get()}</small>
    }
}
