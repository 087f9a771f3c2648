//! Keeping an archive of one's own in this browser, apart from those of other sites, until it is forgotten.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::device::{field, object};
use super::files::LocalFiles;
use super::helper::{Ended, Helper};
use crate::app::{browser, words};

/// Where the browser notes that something is kept, followed by the path of this site.
const SETTING: &str = "kept";

fn setting() -> String {
    format!("{SETTING} {}", place())
}

/// What tells this site's archive from others of the same host, or this file's from others of the same disk.
fn place() -> String {
    let page = browser::href_with_hash("");
    let page = page.split('?').next().unwrap_or_default();
    page.strip_suffix("index.html").unwrap_or(page).to_owned()
}

/// Whether this browser keeps an archive for this site.
pub fn is_kept() -> bool {
    browser::setting(&setting()).as_deref() == Some("1")
}

/// The archive that this browser keeps for this site, whole and undamaged.
pub async fn kept() -> Option<LocalFiles> {
    if !is_kept() {
        return None;
    }
    let message = object(&[("task", "kept".into()), ("place", place().into())]);
    match Helper::new().run(&message, |_| {}).await {
        Ended::Done(done) if field(&done, "files").is_object() => LocalFiles::of_message(&done),
        _ => None,
    }
}

/// Forgets what this browser keeps for this site and loads the page anew.
pub fn forget() {
    let message = object(&[("task", "forget".into()), ("place", place().into())]);
    spawn_local(async move {
        Helper::new().run(&message, |_| {}).await;
        browser::keep_setting(&setting(), "0");
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
            let message = object(&[("task", "keep".into()), ("place", place().into()), ("files", files.0.into())]);
            match Helper::new().run(&message, |_| {}).await {
                Ended::Done(_) => {
                    browser::keep_setting(&setting(), "1");
                    is_kept.set(true);
                    told.set(Some("This browser shows it whenever you open this page, until you forget it".to_owned()));
                }
                Ended::Failed(problem) => told.set(Some(format!("Not kept: {}", words::tame(&problem)))),
                Ended::Broken(_) => {}
            }
        });
    };
    view! {
        <button type="button" class="quiet" on:click=keep>
            {move || if is_kept.get() { "Forget it" } else { "Keep in this browser" }}
        </button>
        <small aria-live="polite">{move || told.get()}</small>
    }
}
