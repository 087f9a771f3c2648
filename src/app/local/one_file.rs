//! Saving the archive, or what is found in it, as one file.

use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_wasm_bindgen::preserve;
use wasm_bindgen::JsValue;

use super::article_lines::article_lines;
use super::{HEADING_ID, Tools};
use crate::app::browser::{self, TaskError, ViewerFiles, WorkerSlot, WorkerTask};
use crate::app::components::when;
use crate::app::format::{labels, text};
use crate::app::messages as m;
use crate::app::state::{Url, latest};
use crate::export::short_slug;
use crate::query::{Address, Archive, ArchiveInfo, Query};
use crate::task::Heading;

/// The maximum length of the title, and of the filters, in a file's name, in bytes.
const MAX_NAME_LENGTH: usize = 60;

/// Saves an archive as one file.
#[component]
pub fn OneFile() -> impl IntoView {
    let tools = expect_context::<Tools>();
    let url = Url::expect();
    let told = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let worker = WorkerSlot::new();
    on_cleanup(move || worker.cancel());
    let save = move |query: Query| {
        let Some(archive) = tools.holder().archive() else { return };
        busy.set(true);
        spawn_local(async move {
            let saved = save(&archive, &query, worker, told).await;
            busy.try_set(false);
            told.try_set(match saved {
                Ok(name) => m::one_file_saved(&name),
                Err(problem) => m::one_file_not_saved(&text::safe(&problem)),
            });
        });
    };
    let is_filtered = move || {
        let query = url.with(|address| address.query.clone());
        Query { sort: None, offset: None, limit: None, facet_limit: None, ..query } != Query::default()
    };
    let n_found = latest(Memo::new(move |_| url.with(|address| address.query.clone())), move |query| {
        let archive = tools.holder().archive();
        async move {
            let count = Query { limit: Some(0), facet_limit: Some(0), ..query };
            archive?.query(&count).await.ok().map(|answer| answer.total)
        }
    });
    let n_all = tools.holder().archive().map_or(0, |archive| archive.info().articles);
    view! {
        <h2 id=HEADING_ID tabindex="-1">{m::one_file()}</h2>
        <p>{m::one_file_how()}</p>
        <p class="desk__buttons">
            {when(is_filtered, move || view! {
                <button
                    type="button"
                    class="strong"
                    prop:disabled=move || busy.get() || n_found.get().flatten() == Some(0)
                    on:click=move |_| save(url.now().query)
                >
                    {move || m::one_file_found(n_found.get().flatten().unwrap_or_default())}
                </button>
            }.into_any())}
            <button
                type="button"
                class=move || if is_filtered() { "quiet" } else { "strong" }
                prop:disabled=move || busy.get()
                on:click=move |_| save(Query::default())
            >
                {m::one_file_all(n_all)}
            </button>
            <button type="button" class="quiet" on:click=move |_| tools.close()>{m::close()}</button>
        </p>
        <p aria-live="polite" class="desk__result">{move || told.get()}</p>
    }
}

async fn save(archive: &Archive, query: &Query, worker: WorkerSlot, told: RwSignal<String>) -> Result<String, String> {
    let on_progress = move |done: usize, total: usize| {
        told.try_set(m::one_file_collecting(total, done));
    };
    let (lines, n) = article_lines(archive, query, on_progress).await.map_err(|error| labels::error(&error))?;
    told.try_set(m::one_file_packing(n));
    let (viewer, packed) = match browser::viewer_files().await.map_err(|error| labels::browser_error(&error))? {
        ViewerFiles::Packed(parts) => (JsValue::UNDEFINED, parts.into()),
        ViewerFiles::Apart(files) => (files.into(), JsValue::UNDEFINED),
    };
    let info = archive.info();
    let statements = archive.statements().await.map_err(|error| labels::error(&error))?;
    let heading = Heading { title: info.title.clone(), description: provenance(info, n), statements };
    let task = WorkerTask::Pack { viewer, packed, lines: Uint8Array::from(&*lines), heading };
    drop(lines);
    let page = match worker.run(&task, |_| {}).await {
        Ok(PageResult { page }) => page,
        Err(TaskError::Result) => return Err(m::parser_no_page().to_owned()),
        Err(error) => return Err(labels::task_error(&error)),
    };
    let name = file_name(info.title.as_deref().unwrap_or_default(), query, &browser::today());
    browser::download(&name, "text/html", &page).map_err(|error| labels::browser_error(&error))?;
    Ok(name)
}

/// The result of the task that makes a page of one file.
#[derive(Deserialize)]
struct PageResult {
    #[serde(with = "preserve")]
    page: Uint8Array,
}

/// A description of the archive and, if it is a part, of where that comes from.
fn provenance(info: &ArchiveInfo, n: usize) -> Option<String> {
    if n == info.articles {
        return info.description.clone();
    }
    let page = browser::href();
    // The path of a file on somebody's disk is nobody else's affair.
    let saved = if page.starts_with("http") {
        m::one_file_saved_from(info.articles, n, &browser::today(), &page)
    } else {
        m::one_file_saved_on(info.articles, n, &browser::today())
    };
    Some(info.description.as_deref().map_or(saved.clone(), |described| format!("{described} {saved}")))
}

/// The name of a page of one file: the archive's title, the filters as in the address, and the day.
fn file_name(title: &str, query: &Query, today: &str) -> String {
    let query = Query { sort: None, offset: None, limit: None, facet_limit: None, ..query.clone() };
    let address = Address { query, ..Address::default() }.to_string();
    let title = short_slug(title, MAX_NAME_LENGTH);
    let filters = short_slug(&address, MAX_NAME_LENGTH);
    let parts = [if title.is_empty() { "news-archive" } else { &title }, &filters, today];
    format!("{}.html", parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_the_archive_the_filters_and_the_day() {
        let name = |title: &str, address: &str| file_name(title, &Address::parse(address).query, "2026-11-30");
        assert_eq!(name("Reports on “Kursk”", ""), "reports-on-kursk-2026-11-30.html");
        assert_eq!(name("…", "outlet=cnn&q=debt+ceiling"), "news-archive-outlet-cnn-q-debt-ceiling-2026-11-30.html");
    }
}
