//! All filters of the list, each with a button to remove it.

use leptos::prelude::*;

use crate::app::browser;
use crate::app::components::{KeyedView, entries, when};
use crate::app::format::numbers;
use crate::app::messages as m;
use crate::app::state::{Filter, Session, filters, latest};
use crate::query::Query;

/// The maximum number of chips that show how many articles they exclude; each needs a query.
const TOLD: usize = 6;

/// The maximum number of chips; further filters are only counted, so that an address with hundreds is drawn at once.
const MAX_CHIPS: usize = 60;

/// The active filters as chips.
#[component]
pub fn Chips() -> impl IntoView {
    let session = Session::expect();
    let active = Memo::new(move |_| session.query.with(filters));
    // The number of additional articles without each filter.
    let gains = latest(session.query, move |query| {
        let archive = session.archive();
        async move {
            let bare = |query: Query| Query { limit: Some(0), facet_limit: Some(0), ..query };
            let mut gains = Vec::new();
            if filters(&query).is_empty() {
                return gains;
            }
            // The list has priority.
            browser::drawn().await;
            browser::drawn().await;
            let Ok(now) = archive.query(&bare(query.clone())).await else { return gains };
            for filter in filters(&query).into_iter().take(TOLD) {
                let mut without = query.clone();
                filter.drop_from(&mut without);
                browser::pause().await;
                if let Ok(then) = archive.query(&bare(without)).await {
                    gains.push((filter, then.total.saturating_sub(now.total)));
                }
            }
            gains
        }
    });
    let gain = move |filter: &Filter| {
        gains.with(|gains| Some(gains.as_ref()?.iter().find(|(known, _)| known == filter)?.1)).filter(|gain| *gain > 0)
    };
    let chip = move |filter: Filter| {
        KeyedView::new(filter.clone(), move || {
            let told = filter.clone();
            view! { <Chip gain=Signal::derive(move || gain(&told)) filter=filter.clone() /> }.into_any()
        })
    };
    let chips = move || active.get().into_iter().take(MAX_CHIPS).map(chip).collect();
    let n_more = Memo::new(move |_| active.with(|active| active.len().saturating_sub(MAX_CHIPS)));
    view! {
        <section class="chips" aria-label=m::active_filters()>
            <ul>
                {entries(chips)}
                {when(move || n_more.get() > 0, move || view! {
                    <li>{move || m::and_more(n_more.get())}</li>
                }.into_any())}
            </ul>
            {when(move || active.with(|active| !active.is_empty()), move || view! {
                <button type="button" class="quiet" on:click=move |_| clear(session)>
                    {m::clear_all()}
                </button>
            }.into_any())}
        </section>
    }
}

/// Removes all filters and keeps the order.
pub fn clear(session: Session) {
    session.choose(|query| *query = Query { sort: query.sort, ..Query::default() });
    browser::focus(super::element_ids::SEARCH_ID);
}

#[component]
fn Chip(
    /// The filter.
    filter: Filter,
    /// The number of additional articles without it.
    gain: Signal<Option<usize>>,
) -> impl IntoView {
    let session = Session::expect();
    let excluded = filter.excludes();
    let filter = StoredValue::new(filter);
    let name = move || filter.with_value(|filter| session.watched_catalogue().name_of(filter));
    let remove = move || m::remove_named(&filter.with_value(|filter| session.watched_catalogue().words_of(filter)));
    let drop_it = move |_| {
        session.choose(|query| filter.with_value(|filter| filter.drop_from(query)));
        browser::keep_focus(super::element_ids::SEARCH_ID);
    };
    view! {
        <li class="chip" class:chip--not=excluded>
            {excluded.then(|| view! { <b>{m::not()} " "</b> })}
            <bdi>{name}</bdi>
            {move || {
                gain.get()
                    .map(|gain| {
                        let told = m::more_without(gain);
                        let title = told.clone();
                        view! {
                            <small title=title>
                                <span aria-hidden="true">"+"{numbers::number(gain)}</span>
                                <span class="unseen">{told}</span>
                            </small>
                        }
                    })
            }}
            <button type="button" aria-label=remove on:click=drop_it>
                "×"
            </button>
        </li>
    }
}
