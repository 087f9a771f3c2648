//! Keyboard shortcuts: listed on `?`, and turned off where they interfere.

use std::cell::Cell;

use leptos::prelude::*;

use super::element_ids::SEARCH_ID;
use super::open_article::{close_article, headline_id};
use crate::app::browser;
use crate::app::components::when;
use crate::app::effect::{effect, effect_with_last};
use crate::app::lazy::lazily;
use crate::app::messages as m;
use crate::app::split::{Part, part};
use crate::app::state::Session;

/// The setting that says whether letters are shortcuts.
const SETTING: &str = "shortcuts";

/// The id of the list's heading.
const HEADING_ID: &str = "shortcuts-heading";

/// The keys, each with what it does.
fn keys() -> [(&'static str, &'static str); 10] {
    [
        ("/", m::keys_search()),
        ("j, k", m::keys_next()),
        (m::keys_enter(), m::keys_open()),
        (m::keys_escape(), m::keys_close()),
        ("n, p", m::keys_marks()),
        ("h", m::notes_highlight()),
        (m::keys_space(), m::keys_include()),
        ("x", m::keys_exclude()),
        ("← →", m::keys_band()),
        ("?", m::keys_list()),
    ]
}

thread_local! {
    static ON: Cell<bool> = const { Cell::new(true) };
}

/// Whether letters are shortcuts.
pub fn are_on() -> bool {
    ON.get()
}

/// Listens for keys, and lists them on demand.
#[component]
pub fn Shortcuts() -> impl IntoView {
    let session = Session::expect();
    let listed = RwSignal::new(false);
    let on = RwSignal::new(browser::setting(SETTING).as_deref() != Some("off"));
    effect(move || ON.set(on.get()));
    let step = move |forward: bool| {
        let ids: Vec<String> = match untrack(|| session.story_rows()) {
            Some(rows) => rows.headlines.iter().map(|(element, _)| element.clone()).collect(),
            None => session.found.with_untracked(|found| match found {
                Some(Ok(found)) => found.cards.iter().map(|card| headline_id(&card.id)).collect(),
                _ => Vec::new(),
            }),
        };
        let now = browser::focused_id().and_then(|id| ids.iter().position(|known| *known == id)).or_else(|| {
            let open = session.url.now().article?;
            ids.iter().position(|known| *known == headline_id(&open))
        });
        let next = match (now, forward) {
            (None, _) => 0,
            (Some(at), true) => at + 1,
            (Some(at), false) => at.saturating_sub(1),
        };
        if let Some(id) = ids.get(next) {
            browser::focus(id.clone());
            browser::scroll_into_sight(id);
        }
    };
    browser::on_key(move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let key = event.key();
        if key == "Escape" {
            if listed.get_untracked() {
                listed.set(false);
            } else if session.sheet.get_untracked() {
                super::facets::close(session);
            } else if !browser::is_typed_into(&event) {
                close_article(session);
            }
            return;
        }
        if !on.get_untracked() || browser::is_typed_into(&event) {
            return;
        }
        match key.as_str() {
            "/" => {
                event.prevent_default();
                browser::focus(SEARCH_ID);
            }
            "j" => step(true),
            "k" => step(false),
            "o" => browser::click_focused_link(),
            "?" if !listed.get_untracked() => {
                browser::remember_focus();
                listed.set(true);
            }
            _ => {}
        }
    });
    effect_with_last(move |before: Option<bool>| {
        let now = listed.get();
        if before == Some(true) && !now {
            browser::return_focus();
        }
        now
    });
    view! { {when(move || listed.get(), move || view! {{lazily(move || keys_dialog(listed, on))}}.into_any())} }
}

part! { tools:
    fn keys_dialog(listed: RwSignal<bool>, on: RwSignal<bool>) -> Part {
    Ok(view! { <KeyList listed on /> }.into_any())
}
}

/// The list of keys, with the means to switch letters off.
#[component]
fn KeyList(
    /// Whether the list is shown.
    listed: RwSignal<bool>,
    /// Whether letters are shortcuts.
    on: RwSignal<bool>,
) -> impl IntoView {
    browser::focus(HEADING_ID);
    let switch = move |event| {
        let now = event_target_checked(&event);
        on.set(now);
        browser::keep_setting(SETTING, if now { "on" } else { "off" });
    };
    view! {
        <div class="dialog" role="dialog" aria-modal="true" aria-labelledby=HEADING_ID>
            <div class="dialog__sheet">
                <h2 id=HEADING_ID tabindex="-1">{m::keys()}</h2>
                <dl>{keys().map(|(key, does)| view! { <dt><kbd>{key}</kbd></dt> <dd>{does}</dd> }).collect_view()}</dl>
                <label class="dialog__switch">
                    <input type="checkbox" prop:checked=move || on.get() on:change=switch />
                    {m::keys_letters()}
                </label>
                <p>
                    <button type="button" class="strong" on:click=move |_| listed.set(false)>{m::close()}</button>
                </p>
            </div>
        </div>
    }
}
