//! The reader's own notes and highlights: stored in this browser, saved and opened as W3C Web Annotations.

mod all_notes;
mod annotation;
mod note_list;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

pub use self::all_notes::AllNotes;
use self::annotation::Note;
use self::note_list::NoteList;
use super::shared_record::{RecordProblems, SharedRecord};
use super::storage;
use super::{Tool, ToolButton};
use crate::app::browser::{self, TextObserver};
use crate::app::effect::effect;
use crate::app::format::text;
use crate::app::messages as m;
use crate::app::state::{Session, latest};
use crate::model::Article;
use crate::query::{Address, Query};

/// The maximum size of a file of notes in bytes: browsers store about this much per site.
const MAX_BYTES: f64 = 4.0 * 1024.0 * 1024.0;

/// The maximum number of notes that are highlighted in the text of an article.
const MAX_PAINTED: usize = 500;

/// The number of notes by which a list grows.
const STEP: usize = 50;

/// The maximum number of letters that a list repeats.
const LETTERS: usize = 300;

/// The name under which this browser stores the notes.
const RECORD: &str = "notes";

/// Whether this browser stores any notes for this site.
pub fn are_stored() -> bool {
    storage::is_record(RECORD)
}

/// The notes about the article that is open.
#[component]
pub fn Notes(
    /// The article.
    article: Arc<Article>,
    /// The letters of its text that are shown.
    shown: Signal<Range<usize>>,
    /// The archive with the article.
    session: Session,
    /// Whether the reader wants the selected words highlighted.
    wish: RwSignal<bool>,
) -> impl IntoView {
    let news = RwSignal::new(0_u32);
    let record: SharedRecord<NoteList> = SharedRecord::open(RECORD, move || news.update(|n| *n += 1));
    let notes = record.content;
    let told = RwSignal::new(String::new());
    let id = StoredValue::new(article.id.clone());
    let paint = move || {
        // The article may be closed before the next frame.
        let (Some(id), Some(letters)) = (id.try_get_value(), shown.try_get_untracked()) else { return };
        let text = browser::shown_text();
        let places = notes.try_with_untracked(|notes| {
            notes.about(&id).take(MAX_PAINTED).filter_map(|note| note.place(&text, &letters)).collect::<Vec<_>>()
        });
        let Some(places) = places else { return };
        browser::highlight(&places);
    };
    let watch = StoredValue::new_local(None::<TextObserver>);
    browser::after_drawing(move || {
        paint();
        watch.try_set_value(TextObserver::start(paint));
    });
    effect(move || {
        if news.get() > 0 {
            paint();
        }
    });
    on_cleanup(|| browser::highlight(&[]));
    let change_and_paint = move |change: Box<dyn Fn(&mut NoteList)>| {
        record.change(change);
        paint();
    };
    let source = source(&article);
    let mark = move || {
        let Some((start, end)) = browser::selected_letters() else {
            return told.set(m::notes_select().to_owned());
        };
        let now = browser::now_ms();
        let mut note = Note {
            id: format!("urn:dateline:note:{now}-{start}"),
            article: id.get_value(),
            source: source.clone(),
            created: browser::now_iso(),
            ..Note::default()
        };
        note.mark(&browser::shown_text(), shown.get_untracked().start, start, end);
        told.set(String::new());
        change_and_paint(Box::new(move |notes| notes.add(vec![note.clone()])));
    };
    // It was wanted before this code was there, or while it is.
    let marking = mark.clone();
    effect(move || {
        if wish.get() {
            wish.set(false);
            marking();
        }
    });
    let save = move |_| notes.with_untracked(|notes| save_notes(notes.notes()));
    let open = move |event| {
        let Some((file, size)) = browser::chosen_file(&event) else { return };
        if size > MAX_BYTES {
            return told.set(m::notes_too_long().to_owned());
        }
        spawn_local(async move {
            let text = file.text().await;
            if id.try_get_value().is_none() {
                return;
            }
            let Some(read) = text.as_deref().and_then(annotation::parse) else {
                told.try_set(m::notes_no_file().to_owned());
                return;
            };
            let n_here = read.iter().filter(|note| note.article == id.get_value()).count();
            told.set(m::notes_read_here(read.len(), n_here));
            change_and_paint(Box::new(move |notes| notes.add(read.clone())));
        });
    };
    let here = Memo::new(move |_| {
        notes.with(|notes| {
            id.with_value(|id| notes.about(id).map(|note| (note.id.clone(), note.exact.clone())).collect::<Vec<_>>())
        })
    });
    let remove = move |note: StoredValue<String>| {
        let press = move |_| {
            let id = note.get_value();
            change_and_paint(Box::new(move |notes| notes.remove(&id)));
        };
        view! { <button type="button" class="quiet" on:click=press>{m::remove()}</button> }
    };
    let n_shown = RwSignal::new(STEP);
    let list = move || {
        let listed = here.get().into_iter().take(n_shown.get());
        listed
            .map(|(note, exact)| {
                let note = StoredValue::new(note);
                let exact = text::beginning(&exact, LETTERS);
                let said =
                    move || notes.with(|notes| note.with_value(|id| notes.text(id).unwrap_or_default().to_owned()));
                // At every letter, so that none is lost if the reader leaves the page.
                let write = move |event| {
                    let (id, text) = (note.get_value(), event_target_value(&event));
                    record.change(move |notes| notes.set_text(&id, &text));
                };
                let label = m::note_on(&exact);
                view! {
                    <li>
                        <blockquote dir="auto">{exact}</blockquote>
                        <textarea rows="2" dir="auto" aria-label=label prop:value=said on:input=write></textarea>
                        {remove(note)}
                    </li>
                }
            })
            .collect_view()
    };
    let rest = move || here.with(Vec::len).saturating_sub(n_shown.get());
    let more = move || {
        let n = rest();
        (n > 0).then(|| {
            let show = move |_| n_shown.update(|shown| *shown += STEP);
            let label = m::show_more_of(n.min(STEP), n);
            view! { <button type="button" class="quiet" on:click=show>{label}</button> }
        })
    };
    let others = Memo::new(move |_| {
        notes.with(|notes| {
            id.with_value(|id| {
                let others = notes.about_others(id);
                others.map(|note| (note.id.clone(), note.article.clone(), note.exact.clone())).collect::<Vec<_>>()
            })
        })
    });
    // The headlines of the articles that the other notes are about; `None` if the archive lacks the article.
    let titles = latest(
        Memo::new(move |_| {
            others.with(|others| {
                others.iter().take(STEP).map(|(_, article, _)| article.clone()).collect::<BTreeSet<String>>()
            })
        }),
        move |ids| {
            let archive = session.archive();
            async move {
                let ids: Vec<String> = ids.into_iter().collect();
                let cards = archive.cards(&ids, &Query::default()).await.unwrap_or_default();
                cards.into_iter().map(|card| (card.id, card.title)).collect::<BTreeMap<_, _>>()
            }
        },
    );
    let other_list = move || {
        let titles = titles.get().unwrap_or_default();
        let listed = others.get().into_iter().take(STEP);
        listed
            .map(|(note, article, exact)| {
                let about = match titles.get(&article) {
                    Some(title) => {
                        let title = text::beginning(title, LETTERS);
                        let link = session.url.link(move |address| address.article = Some(article.clone()));
                        view! { <a href=link dir="auto">{title}</a> }.into_any()
                    }
                    None => m::notes_no_article().into_any(),
                };
                view! {
                    <li>
                        <blockquote dir="auto">{text::beginning(&exact, LETTERS)}</blockquote>
                        <p>{about} " " {remove(StoredValue::new(note))}</p>
                    </li>
                }
            })
            .collect_view()
    };
    let n_others = Memo::new(move |_| others.with(Vec::len));
    let elsewhere = move || {
        (n_others.get() > 0).then(|| {
            view! {
                <details>
                    <summary>{move || m::count_other_notes(n_others.get())}</summary>
                    <ol class="notes__list">{other_list}</ol>
                </details>
            }
        })
    };
    view! {
        <section class="panel notes" aria-label=m::notes()>
            <p class="desk__buttons">
                // Pressing the button keeps the selection.
                <button type="button" class="quiet" on:mousedown=|event| event.prevent_default() on:click=move |_| mark()>
                    {m::notes_highlight()}
                </button>
                <button type="button" class="quiet" on:click=save>{m::notes_save()}</button>
                <ToolButton tool=Tool::Notes />
                <label class="notes__open">{m::notes_open()} " " <input type="file" on:change=open /></label>
            </p>
            <RecordProblems record not_stored=m::browser_keeps_no_notes() />
            <p aria-live="polite">{move || told.get()}</p>
            <ol class="notes__list">{list}</ol>
            {more}
            {elsewhere}
        </section>
    }
}

/// Saves notes as a file.
fn save_notes(notes: &[Note]) {
    let name = format!("dateline-notes-{}.jsonld", browser::today());
    browser::save(&name, "application/ld+json", file_text(notes).as_bytes()).ok();
}

/// Notes as a page of annotations whose address has the moment at which it is written.
fn file_text(notes: &[Note]) -> String {
    annotation::to_json(notes, &format!("urn:dateline:notes:{}", browser::now_ms()))
}

/// The target of a note: the original, or else the article in this page, unless the page is on somebody's disk.
fn source(article: &Article) -> String {
    let address = Address { article: Some(article.id.clone()), ..Address::default() };
    let page = browser::href_with_hash(&address.to_string());
    let here = if page.starts_with("http") { page } else { annotation::article_address(&article.id) };
    article.url.clone().filter(|url| url.starts_with("http")).unwrap_or(here)
}
