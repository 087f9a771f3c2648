//! The words, phrases and actors that a tool is about.

use leptos::prelude::*;

use super::settings::terms;
use crate::app::browser;
use crate::app::components::when;
use crate::app::format::{numbers, text};
use crate::app::messages as m;
use crate::app::state::Session;
use crate::query::{FacetKind, MAX_TERMS, ValueCount};
use crate::text::folded;

/// The id of the field, which takes the focus when a term is removed.
const FIELD_ID: &str = "analysis-term";

/// The maximum number of actors that are suggested.
const MAX_SUGGESTED: usize = 6;

/// The fewest letters for which actors are suggested.
const MIN_LETTERS: usize = 2;

/// A term as the page shows it: an actor's name, or the words in quotation marks.
pub fn term_name(session: Session, term: &str) -> String {
    match term.strip_prefix('@') {
        Some(id) => session.catalogue().actor(id).map_or_else(|| text::safe(id), |(name, ..)| text::safe(name)),
        None => m::quoted(&text::safe(term)),
    }
}

/// Chooses the terms.
#[component]
pub fn TermChoice() -> impl IntoView {
    let session = Session::expect();
    let terms = terms(session);
    let draft = RwSignal::new(String::new());
    let add = move |term: &str| {
        session.url.push(|address| address.analysis.add_term(term));
        draft.set(String::new());
    };
    let catalogue = StoredValue::new(session.catalogue());
    let suggested = Memo::new(move |_| {
        let wanted = draft.with(|draft| folded(draft.trim()));
        if wanted.chars().count() < MIN_LETTERS {
            return Vec::new();
        }
        catalogue.with_value(|catalogue| {
            let actors = catalogue.all.facets[FacetKind::Actors].iter();
            let fits = |actor: &&ValueCount| folded(&actor.name).contains(&wanted);
            let told = |actor: &ValueCount| (actor.id.clone(), text::safe(&actor.name), actor.count);
            actors.filter(fits).take(MAX_SUGGESTED).map(told).collect::<Vec<_>>()
        })
    });
    let suggestions = move || {
        let buttons = suggested.get().into_iter().map(|(id, name, count)| {
            let press = move |_| add(&format!("@{id}"));
            view! {
                <button type="button" class="quiet" on:click=press>
                    <bdi>{name}</bdi> " " <small>{numbers::number(count)}</small>
                </button>
            }
            .into_any()
        });
        buttons.collect::<Vec<AnyView>>()
    };
    let chips = move || {
        let chips = terms.get().into_iter().map(|term| {
            let name = term_name(session, &term);
            let label = m::remove_named(&name);
            let remove = move |_| {
                session.url.push(|address| address.analysis.remove_term(&term));
                browser::focus(FIELD_ID);
            };
            view! {
                <li class="chip">
                    <bdi>{name}</bdi>
                    <button type="button" aria-label=label on:click=remove>"×"</button>
                </li>
            }
            .into_any()
        });
        chips.collect::<Vec<AnyView>>()
    };
    let is_full = move || terms.with(Vec::len) >= MAX_TERMS;
    view! {
        <form
            class="analysis__form"
            on:submit=move |event| {
                event.prevent_default();
                add(&draft.get_untracked());
            }
        >
            <label for=FIELD_ID>{m::analysis_term()}</label>
            <input
                id=FIELD_ID
                type="search"
                autocomplete="off"
                spellcheck="false"
                placeholder=m::analysis_term_example()
                disabled=is_full
                prop:value=move || draft.get()
                on:input=move |event| draft.set(event_target_value(&event))
            />
            <button type="submit" class="analysis__add" disabled=is_full>{m::add()}</button>
        </form>
        {when(move || suggested.with(|suggested| !suggested.is_empty()), move || view! {
            <p class="analysis__suggested" role="group" aria-label=m::analysis_actors()>
                <span aria-hidden="true">{m::analysis_actors()}</span>
                {suggestions}
            </p>
        }.into_any())}
        {when(move || terms.with(|terms| !terms.is_empty()), move || view! {
            <ul class="analysis__terms" aria-label=m::analysis_terms()>{chips}</ul>
        }.into_any())}
    }
}
