//! Keeping an archive of one's own in this browser, apart from those of other sites, until it is forgotten.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::device::object;
use super::files::LocalFiles;
use super::helper::{Ended, Helper};
use super::kept;
use crate::app::browser::field;
use crate::app::messages as m;
use crate::app::{browser, words};

/// The archive that this browser keeps for this site, whole and undamaged.
pub async fn read() -> Option<LocalFiles> {
    let message = object(&[("task", "kept".into()), ("place", kept::place().into())]);
    match Helper::new().run(&message, |_| {}).await {
        Ended::Done(done) if field(&done, "files").is_object() => LocalFiles::of_message(&done),
        _ => None,
    }
}

/// Forgets what this browser keeps for this site and loads the page anew.
pub fn forget() {
    let message = object(&[("task", "forget".into()), ("place", kept::place().into())]);
    spawn_local(async move {
        Helper::new().run(&message, |_| {}).await;
        kept::note(false);
        browser::load_anew();
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
            match Helper::new().run(&message, |_| {}).await {
                Ended::Done(_) => {
                    kept::note(true);
                    is_kept.set(true);
                    told.set(Some(m::keep_kept().to_owned()));
                }
                Ended::Failed(problem) => told.set(Some(m::keep_not(&words::tame(&problem)))),
                Ended::Broken(_) => {}
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
