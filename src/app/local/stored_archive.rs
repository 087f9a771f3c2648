//! The reader's own archive, stored in this browser for this site until it is deleted.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::files::LocalFiles;
use super::storage;
use crate::app::browser::{self, WorkerSlot, object};
use crate::app::format::labels;
use crate::app::messages as m;

/// The archive that this browser stores for this site, whole and undamaged.
pub async fn read() -> Option<LocalFiles> {
    let message = object(&[("task", "kept".into()), ("place", storage::place().into())]);
    let done = WorkerSlot::new().run(&message, |_| {}).await.ok()?;
    LocalFiles::of_message(&done)
}

/// Deletes the archive that this browser stores for this site, and reloads the page.
pub fn forget() {
    let message = object(&[("task", "forget".into()), ("place", storage::place().into())]);
    spawn_local(async move {
        WorkerSlot::new().run(&message, |_| {}).await.ok();
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
            let message =
                object(&[("task", "keep".into()), ("place", storage::place().into()), ("files", files.0.into())]);
            match WorkerSlot::new().run(&message, |_| {}).await {
                Ok(_) => {
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
