//! All notes of the archive in one list.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use super::annotation::Note;
use super::note_list::NoteList;
use super::{LETTERS, RECORD, STEP, save_notes};
use crate::app::format::text;
use crate::app::local::shared_record::{RecordProblems, SharedRecord};
use crate::app::local::{HEADING_ID, Tools};
use crate::app::messages as m;
use crate::app::state::{Url, latest};
use crate::query::Query;
use crate::text::folded;

/// The notes whose words or comment contain all these words, the latest first.
fn matching(notes: &[Note], words: &str) -> Vec<Note> {
    let words: Vec<String> = words.split_whitespace().map(folded).collect();
    let has = |note: &&Note| {
        let text = folded(&format!("{} {}", note.exact, note.text));
        words.iter().all(|word| text.contains(word.as_str()))
    };
    notes.iter().rev().filter(has).cloned().collect()
}

/// All notes, with a field that searches them.
#[component]
pub fn AllNotes(
    /// The tools.
    tools: Tools,
) -> impl IntoView {
    let url = Url::expect();
    let record: SharedRecord<NoteList> = SharedRecord::open(RECORD, || {});
    let notes = record.content;
    let wanted = RwSignal::new(String::new());
    let n_shown = RwSignal::new(STEP);
    let found = Memo::new(move |_| notes.with(|notes| wanted.with(|wanted| matching(notes.notes(), wanted))));
    let shown = Memo::new(move |_| found.with(|found| found.iter().take(n_shown.get()).cloned().collect::<Vec<_>>()));
    let titles = latest(
        Memo::new(move |_| {
            shown.with(|shown| shown.iter().map(|note| note.article.clone()).collect::<BTreeSet<String>>())
        }),
        move |ids| {
            let archive = tools.holder().archive();
            async move {
                let ids: Vec<String> = ids.into_iter().collect();
                let Some(archive) = archive else { return BTreeMap::new() };
                let cards = archive.cards(&ids, &Query::default()).await.unwrap_or_default();
                cards.into_iter().map(|card| (card.id, card.title)).collect::<BTreeMap<_, _>>()
            }
        },
    );
    let rows = move || {
        let titles = titles.get().unwrap_or_default();
        let rows = shown.get().into_iter().map(|note| {
            let about = match titles.get(&note.article) {
                Some(title) => {
                    let title = text::beginning(title, LETTERS);
                    let article = note.article.clone();
                    let link = url.link(move |address| address.article = Some(article));
                    view! { <a href=link dir="auto" on:click=move |_| tools.close()>{title}</a> }.into_any()
                }
                None => m::notes_no_article().into_any(),
            };
            let id = note.id.clone();
            let remove = move |_| {
                let id = id.clone();
                record.change(move |notes| notes.remove(&id));
            };
            let label = m::remove_named(&m::note_on(&text::beginning(&note.exact, LETTERS)));
            view! {
                <li>
                    <blockquote dir="auto">{text::beginning(&note.exact, LETTERS)}</blockquote>
                    {(!note.text.is_empty()).then(|| view! { <p dir="auto">{text::safe(&note.text)}</p> })}
                    <p>
                        {about} " "
                        <button type="button" class="quiet" aria-label=label on:click=remove>{m::remove()}</button>
                    </p>
                </li>
            }
            .into_any()
        });
        rows.collect::<Vec<AnyView>>()
    };
    let rest = move || found.with(Vec::len).saturating_sub(n_shown.get());
    view! {
        <h2 id=HEADING_ID tabindex="-1">{m::notes_all()}</h2>
        <RecordProblems record not_stored=m::browser_keeps_no_notes() />
        <p class="desk__buttons">
            <input
                type="search"
                aria-label=m::notes_find()
                placeholder=m::notes_find()
                on:input=move |event| {
                    wanted.set(event_target_value(&event));
                    n_shown.set(STEP);
                }
            />
            <span aria-live="polite">{move || m::notes_found(found.with(Vec::len))}</span>
        </p>
        <ol class="notes__list">{rows}</ol>
        {move || {
            (rest() > 0)
                .then(|| {
                    let label = m::show_more_of(rest().min(STEP), rest());
                    view! {
                        <button type="button" class="quiet" on:click=move |_| n_shown.update(|shown| *shown += STEP)>
                            {label}
                        </button>
                    }
                })
        }}
        <p class="desk__buttons">
            <button
                type="button"
                class="quiet"
                prop:disabled=move || notes.with(|notes| notes.notes().is_empty())
                on:click=move |_| notes.with_untracked(|notes| save_notes(notes.notes()))
            >
                {m::notes_save()}
            </button>
            <button type="button" class="strong" on:click=move |_| tools.close()>{m::close()}</button>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_found_by_their_words_and_by_what_they_say() {
        let note = |exact: &str, text: &str| Note { exact: exact.to_owned(), text: text.to_owned(), ..Note::default() };
        let notes = [note("the harbour wall", "who built it?"), note("Café closed", ""), note("a wall", "")];
        let found = |words: &str| matching(&notes, words).into_iter().map(|note| note.exact).collect::<Vec<_>>();
        assert_eq!(found("wall"), ["a wall", "the harbour wall"], "the latest first");
        assert_eq!(found("WALL built"), ["the harbour wall"]);
        assert_eq!(found("cafe"), ["Café closed"]);
        assert_eq!(found("").len(), 3);
    }
}
