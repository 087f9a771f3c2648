//! Recent searches, stored only in this browser.

use leptos::prelude::*;

use crate::app::browser;
use crate::app::effect::effect;
use crate::app::messages as m;
use crate::app::state::Session;
use crate::app::views::element_ids::SEARCH_TOOLS_ID;

/// The maximum number of stored searches.
const MAX_ENTRIES: usize = 12;

/// The setting with the searches, one per line, latest first.
const SEARCHES: &str = "recent";

/// The setting that says whether searches are stored.
const SETTING: &str = "recent-searches";

fn is_on() -> bool {
    browser::setting(SETTING).as_deref() != Some("off")
}

/// Stores a search, unless that is turned off.
pub fn remember(text: &str) {
    let text = text.trim();
    if !text.is_empty() && is_on() {
        let known = browser::setting_here(SEARCHES).unwrap_or_default();
        keep(std::iter::once(text).chain(known.lines().filter(|line| *line != text)));
    }
}

fn keep<'a>(searches: impl Iterator<Item = &'a str>) {
    let mut lines = String::new();
    for search in searches.take(MAX_ENTRIES) {
        lines.push_str(search);
        lines.push('\n');
    }
    browser::keep_setting_here(SEARCHES, &lines);
}

fn kept() -> Vec<String> {
    browser::setting_here(SEARCHES).unwrap_or_default().lines().map(str::to_owned).collect()
}

/// The recent searches, to repeat or to forget.
#[component]
pub fn RecentSearches() -> impl IntoView {
    let session = Session::expect();
    let searches = RwSignal::new(kept());
    let on = RwSignal::new(is_on());
    effect(move || {
        session.query.track();
        searches.set(kept());
    });
    let put = move |now: Vec<String>| {
        keep(now.iter().map(String::as_str));
        searches.set(now);
    };
    let switch = move |event| {
        let now = event_target_checked(&event);
        on.set(now);
        browser::keep_setting(SETTING, if now { "on" } else { "off" });
        if !now {
            put(Vec::new());
        }
    };
    let items = move || -> Vec<AnyView> {
        let searches = searches.get();
        let item = |search: &String| {
            let again = search.clone();
            let gone = search.clone();
            let label = m::forget_named(search);
            let forget = move |_| {
                put(kept().into_iter().filter(|known| *known != gone).collect());
                browser::focus(SEARCH_TOOLS_ID);
            };
            view! {
                <li>
                    <button type="button" class="quiet" on:click=move |_| session.choose(|query| query.text = again.clone())>
                        <bdi>{search.clone()}</bdi>
                    </button>
                    <button type="button" class="quiet" aria-label=label on:click=forget>"×"</button>
                </li>
            }
            .into_any()
        };
        searches.iter().map(item).collect()
    };
    view! {
        <section aria-labelledby="finding-recent">
            <h2 id="finding-recent">{m::recent_searches()}</h2>
            <ul class="finding__kept">{items}</ul>
            {move || {
                searches.with(Vec::is_empty).then(|| {
                    let told = if on.get() { m::recent_none() } else { m::recent_not_kept() };
                    view! { <p class="page__note">{told}</p> }
                })
            }}
            <label class="dialog__switch">
                <input type="checkbox" prop:checked=move || on.get() on:change=switch />
                {m::recent_keep()}
            </label>
            {move || (!searches.with(Vec::is_empty)).then(|| view! {
                <button type="button" class="quiet" on:click=move |_| put(Vec::new())>{m::forget_all()}</button>
            })}
        </section>
    }
}
