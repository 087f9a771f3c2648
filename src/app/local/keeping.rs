//! Keeping an archive of one's own in this browser, apart from those of other sites, until it is forgotten.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::files::LocalFiles;
use super::kept;
use crate::app::browser;
use crate::app::browser::{WorkerSlot, object};
use crate::app::format::labels;
use crate::app::messages as m;

/// The archive that this browser keeps for this site, whole and undamaged.
pub async fn read() -> Option<LocalFiles> {
    let message = object(&[("task", "kept".into()), ("place", kept::place().into())]);
    let done = WorkerSlot::new().run(&message, |_| {}).await.ok()?;
    LocalFiles::of_message(&done)
}

/// Forgets what this browser keeps for this site and loads the page anew.
pub fn forget() {
    let message = object(&[("task", "forget".into()), ("place", kept::place().into())]);
    spawn_local(async move {
        WorkerSlot::new().run(&message, |_| {}).await.ok();
        kept::note(false);
        browser::reload();
    });
}

/// A button that keeps an archive, and then forgets it.
#[component]
pub fn KeepButton(
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
                object(&[("task", "keep".into()), ("place", kept::place().into()), ("files", files.0.into())]);
            match WorkerSlot::new().run(&message, |_| {}).await {
                Ok(_) => {
                    kept::note(true);
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
