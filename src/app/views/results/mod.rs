//! The list of articles.

mod by_story;
mod card;
mod nothing;

use std::sync::Arc;

use leptos::prelude::*;

use by_story::story_list;
use card::ArticleCard;
pub use nothing::nothing_found;

use crate::app::browser;
use crate::app::components::{KeyedView, entries, when};
use crate::app::format::labels;
use crate::app::lazy::lazily;
use crate::app::messages as m;
use crate::app::state::{PAGE_LENGTH, ResultList, Session};
use crate::app::views::selection::SelectionHead;
use crate::app::views::story::{chosen_story, story_panel};
use crate::query::{Address, BY_STORY, Card, FacetKind, Query, Sort};

/// A row of the list.
#[derive(Clone, PartialEq)]
struct Row {
    /// From 1.
    place: usize,
    card: Card,
    /// Whether the undated articles begin with it.
    begins_undated: bool,
}

/// The list of articles under the present query.
#[component]
pub fn Results(
    /// The id of the article that is open.
    open: Memo<Option<String>>,
) -> impl IntoView {
    let session = Session::expect();
    let answer = move || session.answer.get().and_then(Result::ok);
    let total = Memo::new(move |before: Option<&usize>| {
        answer().map_or(before.copied().unwrap_or_default(), |answer| answer.total)
    });
    let known = Memo::new(move |_| session.answer.with(|answer| matches!(answer, Some(Ok(_)))));
    let found = Memo::new(move |before: Option<&SharedResults>| match session.found.get() {
        Some(Ok(found)) => SharedResults(Arc::new(found)),
        _ => before.cloned().unwrap_or_default(),
    });
    let rows = move || found.with(|found| rows(&found.0));
    let failed = move || match session.found.get() {
        Some(Err(error)) if !matches!(error, crate::query::QueryError::Malformed { .. }) => Some(labels::error(&error)),
        _ => None,
    };
    let by_story = Memo::new(move |_| session.url.with(lists_stories));
    // The list by story keeps the order; it is a choice beside the orders.
    let order = move || if by_story.get() { BY_STORY } else { session.query.with(|query| query.order()).as_str() };
    let reorder = move |event| {
        let chosen = event_target_value(&event);
        session.url.push(|address| match Sort::ALL.into_iter().find(|sort| sort.as_str() == chosen) {
            Some(sort) => (address.by_story, address.query.sort) = (false, Some(sort)),
            // A chosen story is a list of its articles.
            None => {
                address.by_story = true;
                address.query.filters[FacetKind::Story].any.clear();
            }
        });
    };
    let [newest, oldest, relevance] = Sort::ALL.map(|sort| (sort.as_str(), labels::sort(sort)));
    let orders = [newest, oldest, relevance, (BY_STORY, m::by_story())];
    let orders = orders
        .into_iter()
        .map(|(value, label)| {
            view! {
                <option value=value selected=untrack(order) == value>
                    {label}
                </option>
            }
        })
        .collect_view();
    let more = move || total.get().saturating_sub(found.with(|found| found.0.cards.len()));
    let show_more = move |_| {
        let next = found.with_untracked(|found| found.0.cards.get(found.0.cards.len().saturating_sub(1)).cloned());
        session.shown.update(|shown| *shown += PAGE_LENGTH);
        if let Some(last) = next {
            browser::focus(crate::app::views::open_article::headline_id(&last.id));
        }
    };
    let story = Memo::new(move |_| session.query.with(chosen_story));
    let listed = move || {
        if by_story.get() { Vec::new() } else { rows().into_iter().map(|row| card_entry(row, total, open)).collect() }
    };
    view! {
        <section class="results" aria-label=m::articles()>
            <h2 class="unseen">{m::headlines()}</h2>
            <SelectionHead>
                <select aria-label=m::sort() on:change=reorder prop:value=move || order().to_owned()>
                    {orders}
                </select>
            </SelectionHead>
            {move || failed().map(|error| failure(&error))}
            {when(move || known.get() && total.get() == 0, move || view! {
                {lazily(nothing_found)}
            }.into_any())}
            {move || story.get().map(|id| lazily(move || story_panel(id.clone())))}
            {when(move || by_story.get(), move || lazily(move || story_list(open)))}
            <ol class="results__list">
                {entries(listed)}
            </ol>
            {when(move || !by_story.get() && more() > 0 && found.with(|found| !found.0.cards.is_empty()), move || view! {
                <p class="results__more">
                    <button type="button" class="quiet" on:click=show_more>
                        {move || m::show_more(more().min(PAGE_LENGTH))}
                    </button>
                </p>
            }.into_any())}
        </section>
    }
}

/// Whether the list is one of stories: not if a story is chosen, whose articles are wanted.
fn lists_stories(address: &Address) -> bool {
    address.by_story && chosen_story(&address.query).is_none()
}

/// The result, equal only to itself.
#[derive(Clone, Default)]
struct SharedResults(Arc<ResultList>);

impl PartialEq for SharedResults {
    fn eq(&self, other: &SharedResults) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The entry of an article.
fn card_entry(row: Row, total: Memo<usize>, open: Memo<Option<String>>) -> KeyedView {
    let Row { card, begins_undated, .. } = &row;
    let snippet = card.snippets.first().map(|snippet| (&snippet.text, &snippet.marks));
    let key = (&card.id, &card.title_marks, snippet, *begins_undated);
    KeyedView::new(key, {
        let row = row.clone();
        move || view! { <ArticleCard row=row.clone() total open /> }.into_any()
    })
}

/// Says in place of a list why it could not be read.
fn failure(error: &str) -> AnyView {
    view! { <p class="results__failed" role="alert">{m::list_failed(error)}</p> }.into_any()
}

/// Where in a list the undated items begin, if it is in the order of time.
fn first_undated(query: &Query, mut is_undated: impl Iterator<Item = bool>) -> Option<usize> {
    is_undated.position(|is_undated| is_undated).filter(|_| query.order() != Sort::Relevance)
}

fn rows(found: &ResultList) -> Vec<Row> {
    let first_undated = first_undated(&found.query, found.cards.iter().map(|card| card.date.is_none()));
    let row = |(at, card): (usize, &Card)| Row {
        place: at + 1,
        card: card.clone(),
        begins_undated: first_undated == Some(at),
    };
    found.cards.iter().enumerate().map(row).collect()
}
