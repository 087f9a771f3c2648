//! Notes and highlights of the reader's own: kept in this browser, written and read as W3C Web Annotations.

mod annotation;
mod marking;

use std::sync::Arc;

use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use self::annotation::Note;
use self::marking::Watch;
use super::{device, kept};
use crate::app::messages as m;
use crate::app::{browser, words};
use crate::model::Article;

/// The notes about the article that is open.
#[component]
pub fn Notes(
    /// The article.
    article: Arc<Article>,
) -> impl IntoView {
    let read = || kept::notes().and_then(|json| annotation::parse(&json)).unwrap_or_default();
    let notes = RwSignal::new(read());
    let told = RwSignal::new(String::new());
    let id = StoredValue::new(article.id.clone());
    let paint = move || {
        let text = marking::shown_text();
        let places = notes.with_untracked(|notes| {
            let here = notes.iter().filter(|note| note.article == id.get_value());
            here.filter_map(|note| note.place(&text)).collect::<Vec<_>>()
        });
        marking::paint(&places);
    };
    let watch = StoredValue::new_local(None::<Watch>);
    browser::after_drawing(move || {
        paint();
        watch.try_set_value(Watch::start(paint));
    });
    on_cleanup(|| marking::paint(&[]));
    let change = move |change: &dyn Fn(&mut Vec<Note>)| {
        notes.update(|notes| change(notes));
        let is_kept = notes.with_untracked(|notes| {
            kept::keep_notes(&if notes.is_empty() { String::new() } else { annotation::to_json(notes) })
        });
        told.set(if is_kept { String::new() } else { m::browser_keeps_no_notes().to_owned() });
        paint();
    };
    let source = source(&article);
    let mark = move |_| {
        let Some((start, end)) = marking::selected() else {
            return told.set(m::notes_select().to_owned());
        };
        let now = device::now_ms();
        let mut note = Note {
            id: format!("urn:dateline:note:{now}-{start}"),
            article: id.get_value(),
            source: source.clone(),
            created: String::from(js_sys::Date::new_0().to_iso_string()),
            ..Note::default()
        };
        note.mark(&marking::shown_text(), start, end);
        change(&|notes| notes.push(note.clone()));
    };
    let save = move |_| {
        let json = notes.with_untracked(|notes| annotation::to_json(notes));
        device::download("notes.jsonld", &Uint8Array::from(json.as_bytes()), "application/ld+json");
    };
    let open = move |event| {
        let Some(chosen) = device::of_input(&event).into_iter().next() else { return };
        spawn_local(async move {
            let text = JsFuture::from(chosen.file.text()).await.ok().and_then(|text| text.as_string());
            let Some(read) = text.as_deref().and_then(annotation::parse) else {
                told.try_set(m::notes_no_file().to_owned());
                return;
            };
            change(&|notes| {
                for note in &read {
                    notes.retain(|held| held.id != note.id || note.id.is_empty());
                    notes.push(note.clone());
                }
            });
            told.try_set(m::notes_read(read.len()));
        });
    };
    let here = Memo::new(move |_| {
        let is_here = |note: &&Note| note.article == id.get_value();
        notes.with(|notes| {
            notes.iter().filter(is_here).map(|note| (note.id.clone(), note.exact.clone())).collect::<Vec<_>>()
        })
    });
    let list = move || {
        here.get()
            .into_iter()
            .map(|(note, exact)| {
                let note = StoredValue::new(note);
                let exact = words::tame(&exact);
                let said = notes.with_untracked(|notes| {
                    let held = notes.iter().find(|held| held.id == note.get_value());
                    held.map(|held| held.text.clone()).unwrap_or_default()
                });
                let write = move |event| {
                    let text = event_target_value(&event);
                    change(&|notes| {
                        let held = notes.iter_mut().filter(|held| held.id == note.get_value());
                        held.for_each(|held| held.text.clone_from(&text));
                    });
                };
                let label = m::note_on(&exact);
                view! {
                    <li>
                        <blockquote dir="auto">{exact}</blockquote>
                        <textarea rows="2" aria-label=label prop:value=said on:change=write></textarea>
                        <button
                            type="button"
                            class="quiet"
                            on:click=move |_| change(&|notes| notes.retain(|held| held.id != note.get_value()))
                        >
                            {m::remove()}
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <section class="panel notes" aria-label=m::notes()>
            <p class="desk__buttons">
                // The button leaves what is selected as it is.
                <button type="button" class="quiet" on:mousedown=|event| event.prevent_default() on:click=mark>
                    {m::notes_highlight()}
                </button>
                <button type="button" class="quiet" on:click=save>{m::notes_save()}</button>
                <label class="notes__open">{m::notes_open()} " " <input type="file" on:change=open /></label>
            </p>
            <p aria-live="polite">{move || told.get()}</p>
            <ol class="notes__list">{list}</ol>
        </section>
    }
}

/// What a note says that it is about: the original, else the article in this page, unless that is on somebody's disk.
fn source(article: &Article) -> String {
    let page = browser::href_with_hash(&format!("article={}", article.id));
    let here = if page.starts_with("http") { page } else { format!("urn:dateline:article:{}", article.id) };
    article.url.clone().filter(|url| url.starts_with("http")).unwrap_or(here)
}
