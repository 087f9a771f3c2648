//! The search box and the active filters next to it.

use leptos::prelude::*;

use super::chips::Chips;
use super::element_ids::{SEARCH_ID, SEARCH_TOOLS_ID};
use super::search_tools::recent::remember;
use super::search_tools::search_tools;
use crate::app::browser::{self, Timer};
use crate::app::components::{CopyButton, when};
use crate::app::effect::effect;
use crate::app::format::{labels, text};
use crate::app::lazy::lazily;
use crate::app::local::{Tool, ToolButton};
use crate::app::messages as m;
use crate::app::state::Session;
use crate::query::QueryError;

/// How long typing must pause before the search starts, in milliseconds.
const REST_MS: u32 = 120;

/// The id of the button that opens the search tools.
const TOOLS_ID: &str = "open-search-tools";

/// The search box, the chips and the error of a query that is not understood.
#[component]
pub fn SearchBar(
    /// Called when the search box gets the focus.
    on_focus: fn(),
) -> impl IntoView {
    let session = Session::expect();
    let url = session.url;
    let written = Memo::new(move |_| url.with(|address| address.query.text.clone()));
    let draft = RwSignal::new(written.get_untracked());
    // Text that is typed and not yet in the address must not be overwritten by the address.
    let sent = StoredValue::new(written.get_untracked());
    let resting = StoredValue::new_local(None::<Timer>);
    effect(move || {
        let written = written.get();
        if sent.get_value() != written {
            sent.set_value(written.clone());
            draft.set(written);
        }
    });
    let send = move || {
        let text = draft.get_untracked();
        resting.set_value(None);
        if text.trim() == written.get_untracked().trim() {
            return;
        }
        let text = if text.trim().is_empty() { String::new() } else { text };
        sent.set_value(text.clone());
        // A new search is one step in the history, however many letters it has.
        if written.get_untracked().is_empty() {
            url.push(|address| address.query.text = text);
        } else {
            url.replace(|address| address.query.text = text);
        }
    };
    let typed = move |event| {
        draft.set(event_target_value(&event));
        resting.set_value(Some(browser::after_ms(REST_MS, send)));
    };
    let tools = RwSignal::new(false);
    let problem = move || match session.answer.get() {
        Some(Err(error @ QueryError::Malformed { .. })) => Some(error),
        _ => None,
    };
    let close_tools = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && tools.get_untracked() {
            event.stop_propagation();
            tools.set(false);
            browser::focus(TOOLS_ID);
        }
    };
    view! {
        <div class="search" on:keydown=close_tools>
            <form
                role="search"
                class="search__form"
                on:submit=move |event| {
                    event.prevent_default();
                    send();
                }
            >
                <input
                    id=SEARCH_ID
                    type="search"
                    aria-label=m::search_articles()
                    placeholder=m::search_articles()
                    autocomplete="off"
                    spellcheck="false"
                    aria-invalid=move || problem().map(|_| "true")
                    aria-describedby="search-problem"
                    prop:value=move || draft.get()
                    on:focusin=move |_| on_focus()
                    on:input=typed
                    on:change=move |event| remember(&event_target_value(&event))
                />
                <kbd aria-hidden="true">"/"</kbd>
            </form>
            <button
                type="button"
                id=TOOLS_ID
                class="quiet"
                aria-expanded=move || tools.get().to_string()
                aria-controls=SEARCH_TOOLS_ID
                on:click=move |_| tools.update(|on| *on = !*on)
            >
                {m::search_tools()}
            </button>
            <div class="search__desk">
                <CopyButton label=m::copy_link() text=browser::href />
                <ToolButton tool=Tool::Documents />
                <ToolButton tool=Tool::OneFile />
            </div>
            <Chips />
            <div id="search-problem" class="search__problem" role="alert">
                {move || problem().map(|error| view! { <Problem error words=draft.get() /> })}
            </div>
            {when(move || tools.get(), move || view! {{lazily(search_tools)}}.into_any())}
        </div>
    }
}

/// The problem with the text, and its position.
#[component]
fn Problem(
    /// Why the query was not understood.
    error: QueryError,
    /// What was searched for.
    words: String,
) -> impl IntoView {
    let QueryError::Malformed { problem, position } = error else { return ().into_any() };
    let [before, there, after] = text::around(&words, position.saturating_sub(1));
    view! {
        <p>
            {m::search_problem(labels::problem(problem), position)} " "
            <code dir="auto">{before} <mark class="mark--wrong">{there}</mark> {after}</code>
        </p>
    }
    .into_any()
}
