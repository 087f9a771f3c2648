//! Named selections, stored in this browser: to return to, to compare, and to save to a file.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::app::browser;
use crate::app::effect::effect;
use crate::app::format::text;
use crate::app::local::{RecordContent, RecordProblems, RecordState, SharedRecord, is_all_in};
use crate::app::messages as m;
use crate::app::state::{Session, filters};
use crate::app::views::element_ids::SEARCH_TOOLS_ID;
use crate::query::{Address, Query};

/// The setting with the selections.
const SELECTIONS: &str = "selections";

/// The marker in a file of selections.
const FORMAT: &str = "dateline-selections-1";

/// The maximum number of stored selections.
const MAX_ENTRIES: usize = 200;

/// The maximum length of a file of selections, in bytes.
const MAX_BYTES: f64 = 4e6;

/// The maximum length of a name, in characters.
const MAX_NAME_LETTERS: usize = 120;

/// A named selection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSelection {
    /// Its name.
    pub name: String,
    /// Its query, in the form of an address.
    pub address: String,
}

#[derive(Serialize, Deserialize)]
struct SelectionFile {
    format: String,
    selections: Vec<SavedSelection>,
}

impl SavedSelection {
    fn new(name: &str, address: &str) -> SavedSelection {
        let name: String = text::safe(name.trim()).chars().take(MAX_NAME_LETTERS).collect();
        // Only the query of an address belongs to a selection.
        SavedSelection { name, address: address_of(&Address::parse(address).query) }
    }
}

/// A query in the form of an address.
pub fn address_of(query: &Query) -> String {
    Address { query: query.clone(), ..Address::default() }.to_string()
}

fn read(text: &str) -> Option<Vec<SavedSelection>> {
    let file: SelectionFile = serde_json::from_str(text).ok().filter(|file: &SelectionFile| file.format == FORMAT)?;
    let tidy = file.selections.iter().map(|saved| SavedSelection::new(&saved.name, &saved.address));
    Some(tidy.filter(|saved| !saved.name.is_empty()).take(MAX_ENTRIES).collect())
}

fn write(selections: &[SavedSelection]) -> String {
    let file = SelectionFile { format: FORMAT.to_owned(), selections: selections.to_vec() };
    serde_json::to_string_pretty(&file).unwrap_or_default()
}

/// Adds selections to others, replacing those with the same name.
fn add(known: &mut Vec<SavedSelection>, new: Vec<SavedSelection>) {
    for saved in new {
        if let Some(known) = known.iter_mut().find(|known| known.name == saved.name) {
            *known = saved;
        } else if known.len() < MAX_ENTRIES {
            known.push(saved);
        }
    }
}

/// The selections that this browser stores for this archive.
pub fn stored() -> Vec<SavedSelection> {
    browser::setting_here(SELECTIONS).and_then(|text| read(&text)).unwrap_or_default()
}

/// The saved selections as a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct SelectionList(Vec<SavedSelection>);

impl RecordContent for SelectionList {
    fn from_text(text: &str) -> Option<SelectionList> {
        let stored: Value = serde_json::from_str(text).ok()?;
        let file = SelectionFile::deserialize(&stored).ok()?;
        let is_whole = is_all_in(&stored, &serde_json::to_value(&file).ok()?) && file.selections.len() <= MAX_ENTRIES;
        read(text).filter(|_| is_whole).map(SelectionList)
    }

    fn to_text(&self) -> String {
        if self.0.is_empty() { String::new() } else { write(&self.0) }
    }

    fn absorb(&mut self, other: SelectionList) {
        let is_new = |saved: &SavedSelection| !self.0.iter().any(|known| known.name == saved.name);
        let new = other.0.into_iter().filter(is_new).collect();
        add(&mut self.0, new);
    }
}

/// The saved selections: each opens, can be renamed and removed; all can be saved as a file and read from one.
#[component]
pub fn SavedSelections() -> impl IntoView {
    let session = Session::expect();
    let news = RwSignal::new(0_u32);
    let record: SharedRecord<SelectionList> = SharedRecord::open(SELECTIONS, move || news.update(|n| *n += 1));
    let selections = record.content;
    let name = RwSignal::new(String::new());
    let told = RwSignal::new(String::new());
    let renamed = RwSignal::new(None::<usize>);
    // The comparison offers what is stored.
    effect(move || {
        news.track();
        record.state.track();
        selections.track();
        session.saved_changes.update(|n| *n += 1);
    });
    let suggested = move || {
        let catalogue = session.catalogue();
        let words: Vec<String> =
            session.query.with(|query| filters(query).iter().map(|filter| catalogue.words_of(filter)).collect());
        if words.is_empty() { m::everything().to_owned() } else { words.join(", ") }
    };
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = name.get_untracked();
        let chosen = if chosen.trim().is_empty() { untrack(suggested) } else { chosen };
        let saved = SavedSelection::new(&chosen, &session.query.with_untracked(address_of));
        told.set(m::saved_as(&saved.name));
        record.change(move |known| add(&mut known.0, vec![saved.clone()]));
        name.set(String::new());
    };
    let items = move || -> Vec<AnyView> {
        let selections = selections.get().0;
        let item = |(at, saved): (usize, &SavedSelection)| item(at, saved, renamed, record);
        selections.iter().enumerate().map(item).collect()
    };
    let carry = move |_| {
        browser::save(
            "dateline-selections.json",
            "application/json",
            selections.with_untracked(|selections| write(&selections.0)).as_bytes(),
        )
        .ok();
    };
    let open = move |event: leptos::ev::Event| {
        let Some((file, size)) = browser::chosen_file(&event) else { return };
        if size > MAX_BYTES {
            return told.set(m::saved_no_file().to_owned());
        }
        spawn_local(async move {
            let read = file.text().await.and_then(|text| read(&text));
            told.set(match &read {
                Some(new) => m::saved_read(new.len()),
                None => m::saved_no_file().to_owned(),
            });
            let read = read.unwrap_or_default();
            record.change(move |known| add(&mut known.0, read.clone()));
        });
    };
    view! {
        <section aria-labelledby="finding-saved">
            <h2 id="finding-saved">{m::saved_selections()}</h2>
            <form class="finding__save" on:submit=save>
                <input
                    type="text"
                    aria-label=m::saved_name()
                    placeholder=suggested
                    autocomplete="off"
                    prop:value=move || name.get()
                    on:input=move |event| name.set(event_target_value(&event))
                />
                <button type="submit" class="quiet">{m::saved_save()}</button>
            </form>
            <ul class="finding__kept">{items}</ul>
            <RecordProblems record not_stored=m::browser_keeps_no_selections() />
            <p class="page__note" aria-live="polite">
                {move || (record.state.get() == RecordState::Stored).then(|| told.get())}
            </p>
            <p>
                {move || (!selections.with(|selections| selections.0.is_empty())).then(|| view! {
                    <button type="button" class="quiet" on:click=carry>{m::save_as_file()}</button>
                })}
                <label class="quiet finding__open">
                    {m::open_a_file()}
                    <input type="file" class="unseen" accept=".json,application/json" on:change=open />
                </label>
            </p>
        </section>
    }
}

fn item(
    at: usize,
    saved: &SavedSelection,
    renamed: RwSignal<Option<usize>>,
    record: SharedRecord<SelectionList>,
) -> AnyView {
    let SavedSelection { name, address } = saved.clone();
    let remove = m::remove_named(&name);
    let rename = m::rename_named(&name);
    let (old, shown) = (name.clone(), name.clone());
    let drop_it = move |_| {
        let old = old.clone();
        record.change(move |known| known.0.retain(|known| known.name != old));
        browser::focus(SEARCH_TOOLS_ID);
    };
    let old = name.clone();
    let call = move |event: leptos::ev::Event| {
        let new = SavedSelection::new(&event_target_value(&event), "").name;
        renamed.set(None);
        let old = old.clone();
        record.change(move |SelectionList(known)| {
            let is_free = !new.is_empty() && !known.iter().any(|known| known.name == new);
            if let Some(saved) = known.iter_mut().find(|known| known.name == old && is_free) {
                saved.name.clone_from(&new);
            }
        });
    };
    let call = StoredValue::new(call);
    let told = move || match renamed.get() == Some(at) {
        true => view! {
            <input
                type="text"
                aria-label=m::saved_new_name()
                id="new-name"
                value=shown.clone()
                on:change=move |event| call.with_value(|call| call(event))
            />
        }
        .into_any(),
        false => view! { <a href=format!("#{address}")><bdi>{shown.clone()}</bdi></a> }.into_any(),
    };
    let start = move |_| {
        renamed.set(Some(at));
        browser::focus("new-name");
    };
    view! {
        <li>
            {told}
            <button type="button" class="quiet" aria-label=rename on:click=start>{m::rename()}</button>
            <button type="button" class="quiet" aria-label=remove on:click=drop_it>"×"</button>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let selections = vec![SavedSelection::new("Kursk", "q=kursk"), SavedSelection::new("All", "")];
        assert_eq!(read(&write(&selections)), Some(selections));
    }

    #[test]
    fn other_files_are_refused_and_addresses_are_queries_alone() {
        for text in ["", "[]", "{\"format\":\"other\",\"selections\":[]}"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(SavedSelection::new(" a ", "view=about&q=x&article=1&nonsense").address, "q=x");
    }

    #[test]
    fn a_known_name_is_taken_over() {
        let mut known = vec![SavedSelection::new("a", "q=x")];
        add(&mut known, vec![SavedSelection::new("a", "q=y"), SavedSelection::new("b", "q=z")]);
        assert_eq!(known, [SavedSelection::new("a", "q=y"), SavedSelection::new("b", "q=z")]);
    }

    #[test]
    fn selections_of_another_version_are_not_taken_for_none() {
        let text = write(&[SavedSelection::new("Harbour", "q=harbour")]);
        assert_eq!(SelectionList::from_text(&text).map(|list| list.0.len()), Some(1));
        for unreadable in
            [text.replace("selections-1", "selections-2"), text.replace("\"name\"", "\"colour\": 1, \"name\"")]
        {
            assert_eq!(SelectionList::from_text(&unreadable), None, "{unreadable}");
        }
    }
}
