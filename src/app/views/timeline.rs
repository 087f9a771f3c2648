//! The selection along time: month by month, day by day.

use std::sync::Arc;

use leptos::prelude::*;

use super::facets::Facets;
use super::selection::SelectionHead;
use crate::app::state::{Session, latest};
use crate::app::words;
use crate::model::{DateBasis, PartialDate};
use crate::query::{Card, Query, Sort, View};

/// How many articles the timeline grows by.
const LENGTH: usize = 200;

/// The articles of the selection in the order of their days.
#[component]
pub fn Timeline() -> impl IntoView {
    let session = Session::expect();
    let shown = RwSignal::new(LENGTH);
    let loaded = latest(
        move || (session.query.get(), shown.get()),
        move |(query, limit)| {
            let archive = session.archive();
            async move {
                let sort = if query.sort == Some(Sort::Newest) { Sort::Newest } else { Sort::Oldest };
                let query = Query { sort: Some(sort), limit: Some(limit), facet_limit: Some(0), ..query };
                let answer = archive.query(&query).await.ok()?;
                let ids: Vec<String> = answer.hits.iter().map(|hit| hit.id.clone()).collect();
                let cards = archive.cards(&ids, &Query::default()).await.ok()?;
                Some((answer.total, Arc::new(cards)))
            }
        },
    );
    let months = move || {
        let Some(Some((total, cards))) = loaded.get() else { return ().into_any() };
        if cards.is_empty() {
            return view! { <p class="page__none">"No article is left under these filters."</p> }.into_any();
        }
        let more = total.saturating_sub(cards.len());
        let groups =
            by_month(&cards).into_iter().map(|(name, cards)| view! { <MonthGroup name cards /> }).collect_view();
        view! {
            {groups}
            {(more > 0)
                .then(|| {
                    view! {
                        <p>
                            <button
                                type="button"
                                class="quiet"
                                on:click=move |_| shown.update(|shown| *shown += LENGTH)
                            >
                                {format!("Show {} more", words::number(more.min(LENGTH)))}
                            </button>
                        </p>
                    }
                })}
        }
        .into_any()
    };
    view! {
        <main id="content" tabindex="-1" class="room room--page">
            <Facets />
            <section class="page" aria-label="Timeline">
                <SelectionHead />
                <div class="page__text">
                    <h1>"Timeline"</h1>
                    {months}
                </div>
            </section>
        </main>
    }
}

/// A month with its articles.
#[component]
fn MonthGroup(
    /// The month in words.
    name: String,
    /// Its articles in order.
    cards: Vec<Card>,
) -> impl IntoView {
    let session = Session::expect();
    let mut last = None;
    let rows = cards
        .into_iter()
        .map(|card| {
            let day = match card.date {
                Some(PartialDate::Day(day)) => Some(day),
                _ => None,
            };
            let first_of_day = day.is_none() || day != last;
            last = day;
            let words = match day {
                Some(day) if first_of_day => {
                    let weekday = day.weekday().to_string();
                    format!("{} {}", weekday.get(..3).unwrap_or_default(), day.day_of_month())
                }
                Some(_) => String::new(),
                None => card.date.map(words::date).unwrap_or_default(),
            };
            let id = card.id.clone();
            let link = move || {
                session.url.link(|address| {
                    address.view = View::Articles;
                    address.article = Some(id.clone());
                })
            };
            let outlet = card.outlet.as_ref().map_or("Unknown outlet".to_owned(), |outlet| words::tame(&outlet.name));
            let inferred = card.date_basis == Some(DateBasis::Inferred);
            view! {
                <li class="moment" class:moment--first=first_of_day>
                    <time class="moment__day" datetime=card.date.map(|date| date.to_string())>
                        {words}
                    </time>
                    <div>
                        <a class="moment__title" dir="auto" href=link>
                            {words::tame(&card.title)}
                        </a>
                        <p class="dateline">
                            {outlet} {inferred.then(|| view! { " · " <i>"day inferred"</i> })}
                        </p>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="month">
            <h2>{name}</h2>
            <ol>{rows}</ol>
        </section>
    }
}

/// The cards by month, in their order; the undated ones under their own name.
fn by_month(cards: &[Card]) -> Vec<(String, Vec<Card>)> {
    let mut groups: Vec<(String, Vec<Card>)> = Vec::new();
    for card in cards {
        let name = match card.date {
            None => "Undated".to_owned(),
            Some(PartialDate::Year(year)) => year.to_string(),
            Some(date) => {
                let month = date.first_day().month();
                format!("{} {}", words::month_name(month.number()), month.year())
            }
        };
        match groups.last_mut() {
            Some((known, cards)) if *known == name => cards.push(card.clone()),
            _ => groups.push((name, vec![card.clone()])),
        }
    }
    groups
}
