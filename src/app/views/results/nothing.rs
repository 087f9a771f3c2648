//! An empty list: its cause, and the remedy.

use leptos::prelude::*;

use crate::app::messages as m;
use crate::app::split::{Part, part};
use crate::app::state::{Filter, Session, filters, latest};
use crate::app::views::chips;
use crate::query::Query;

part! { tools:
    pub fn nothing_found() -> Part {
    Ok(view! { <NothingFound /> }.into_any())
}
}

/// Lists the filters that exclude everything, each with the number of articles without it.
#[component]
fn NothingFound() -> impl IntoView {
    let session = Session::expect();
    let remedies = latest(session.query, move |query| {
        let archive = session.archive();
        async move {
            let mut remedies: Vec<(Filter, usize)> = Vec::new();
            for filter in filters(&query) {
                let mut without = Query { limit: Some(0), facet_limit: Some(0), ..query.clone() };
                filter.drop_from(&mut without);
                remedies.push((filter, archive.query(&without).await.map_or(0, |answer| answer.total)));
            }
            remedies
        }
    });
    let remedies = move || {
        let catalogue = session.catalogue();
        let remedies = remedies.get().unwrap_or_default();
        let only_one = remedies.len() == 1;
        remedies
            .into_iter()
            .map(|(filter, total)| {
                let words = catalogue.words_of(&filter);
                let then = match total {
                    0 => m::nothing_still().to_owned(),
                    total => m::nothing_without(total),
                };
                let told = m::drop_named(&words);
                view! {
                    <li>
                        <button
                            type="button"
                            class="quiet"
                            disabled=total == 0 && !only_one
                            on:click=move |_| session.choose(|query| filter.drop_from(query))
                        >
                            {told}
                        </button>
                        " "
                        <small>{then}</small>
                    </li>
                }
            })
            .collect_view()
    };
    let suggestion = move || match session.answer.get() {
        Some(Ok(answer)) => answer.suggestion.clone(),
        _ => None,
    };
    let suggested = move || {
        let words = suggestion()?;
        let told = m::quoted(&words);
        let button = view! {
            <button
                type="button"
                class="quiet nothing__suggestion"
                on:click=move |_| session.choose(|query| query.text = words.clone())
            >
                {told}
            </button>
        };
        Some(view! { <p>{m::did_you_mean(button.into_any())}</p> })
    };
    view! {
        <div class="nothing">
            <p class="nothing__sentence">{m::nothing_meets()}</p>
            {suggested}
            <ul>{remedies}</ul>
            <p>
                <button type="button" class="quiet" on:click=move |_| chips::clear(session)>
                    {m::show_every_article()}
                </button>
            </p>
        </div>
    }
}
