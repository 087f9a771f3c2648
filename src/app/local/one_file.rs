//! Saving the archive, or what is found in it, as one file.

use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast as _, JsValue};

use super::device::{self, field, object};
use super::helper::{Ended, Helper};
use super::{Desk, HEADING_ID, articles};
use crate::app::state::Url;
use crate::app::{browser, words};
use crate::model::slug;
use crate::query::{Archive, ArchiveInfo, Query};

/// The most bytes of the title that a file's name repeats.
const NAME_LENGTH: usize = 60;

/// Saves an archive as one file.
#[component]
pub fn OneFile() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let url = Url::expect();
    let told = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let helper = Helper::new();
    on_cleanup(move || helper.cancel());
    let save = move |query: Query| {
        let Some(archive) = desk.lectern().archive() else { return };
        busy.set(true);
        spawn_local(async move {
            let saved = save(&archive, &query, helper, told).await;
            busy.try_set(false);
            told.try_set(match saved {
                Ok(name) => format!("Saved as {name}"),
                Err(problem) => format!("Not saved: {}", words::tame(&problem)),
            });
        });
    };
    let is_filtered = move || {
        let query = url.with(|address| address.query.clone());
        Query { sort: None, offset: None, limit: None, facet_limit: None, ..query } != Query::default()
    };
    view! {
        <h2 id=HEADING_ID tabindex="-1">"Save as one file"</h2>
        <p>"The page and its articles in a single file that opens by double click, without a network: to keep, to put on a stick, to send to a colleague."</p>
        <p class="desk__buttons">
            <button
                type="button"
                class="strong"
                prop:disabled=move || busy.get()
                on:click=move |_| save(Query::default())
            >
                "Save the whole archive"
            </button>
            <Show when=is_filtered>
                <button
                    type="button"
                    class="strong"
                    prop:disabled=move || busy.get()
                    on:click=move |_| save(url.now().query)
                >
                    "Save only what is found"
                </button>
            </Show>
            <button type="button" class="quiet" on:click=move |_| desk.close()>"Close"</button>
        </p>
        <p aria-live="polite" class="desk__result">{move || told.get()}</p>
    }
}

async fn save(archive: &Archive, query: &Query, helper: Helper, told: RwSignal<String>) -> Result<String, String> {
    let on_progress = move |done: usize, total: usize| {
        told.try_set(format!("Collecting {} of {} articles…", words::number(done), words::number(total)));
    };
    let (lines, n) = articles::lines(archive, query, on_progress).await.map_err(|error| error.to_string())?;
    told.try_set(format!("Packing {}…", words::count_of(n, "article", "articles")));
    let (kind, viewer) = device::viewer().await?;
    let info = archive.info();
    let message = object(&[
        ("task", "pack".into()),
        (kind, viewer.into()),
        ("lines", Uint8Array::from(&*lines).into()),
        ("title", info.title.as_deref().map_or(JsValue::UNDEFINED, JsValue::from)),
        ("description", provenance(info, n).map_or(JsValue::UNDEFINED, JsValue::from)),
    ]);
    drop(lines);
    match helper.run(&message, |_| {}).await {
        Ended::Done(done) => {
            let page: Uint8Array = field(&done, "page").dyn_into().map_err(|_| "the worker made no page".to_owned())?;
            let name = file_name(info.title.as_deref().unwrap_or("archive"));
            device::download(&name, &page, "text/html");
            Ok(name)
        }
        Ended::Failed(problem) => Err(problem),
        Ended::Broken(_) => Err("the worker failed".to_owned()),
    }
}

/// What the archive says of itself, and where a part of it comes from.
fn provenance(info: &ArchiveInfo, n: usize) -> Option<String> {
    if n == info.articles {
        return info.description.clone();
    }
    let page = browser::href();
    // The path of a file on somebody's disk is nobody else's affair.
    let from = if page.starts_with("http") { format!(" from {page}") } else { String::new() };
    let (n, all) = (words::number(n), words::number(info.articles));
    let saved = format!("{n} of {all} articles, saved on {}{from}.", browser::today());
    Some(info.description.as_deref().map_or(saved.clone(), |described| format!("{described} {saved}")))
}

fn file_name(title: &str) -> String {
    let mut name = slug(title);
    name.truncate(NAME_LENGTH);
    let name = name.trim_end_matches('-');
    format!("{}.html", if name.is_empty() { "archive" } else { name })
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_file_is_named_after_the_archive() {
        assert_eq!(file_name("Reports on “Kursk”"), "reports-on-kursk.html");
        assert_eq!(file_name("…"), "archive.html");
    }
}
