//! The list of stories: one entry for each, which opens to its articles. An article that is alone looks as it always does.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::{Row, card_entry, failure, first_undated};
use crate::app::browser;
use crate::app::components::{KeyedView, entries, when};
use crate::app::effect::{effect, spawn_while_shown};
use crate::app::format::{labels, text};
use crate::app::messages as m;
use crate::app::split::{Part, part};
use crate::app::state::{PAGE_LENGTH, Session, StoryRows, latest};
use crate::app::views::open_article::headline_id;
use crate::app::views::story::{span, to_story};
use crate::query::{Archive, Card, Query, QueryError, StoryEntry, StorySummary};

/// The number of articles by which an open story grows.
const STEP: usize = 20;

/// The maximum number of outlets that an entry names.
const MAX_OUTLETS: usize = 5;

part! { panels:
    pub fn story_list(open: Memo<Option<String>>) -> Part {
    Ok(view! { <StoriesFound open /> }.into_any())
}
}

/// A list by story, with the cards of the articles that are alone in it.
#[derive(Debug, Default)]
struct ListedStories {
    articles: usize,
    stories: usize,
    rows: Vec<StoryRow>,
}

/// A row of the list.
#[derive(Clone, Debug)]
struct StoryRow {
    /// From 1.
    place: usize,
    content: RowContent,
    /// Whether the undated articles begin with it.
    begins_undated: bool,
}

#[derive(Clone, Debug)]
enum RowContent {
    Article(Card),
    Story(StorySummary, Vec<String>),
}

impl RowContent {
    fn is_undated(&self) -> bool {
        match self {
            RowContent::Article(card) => card.date.is_none(),
            RowContent::Story(summary, _) => summary.from.is_none(),
        }
    }
}

/// The list, equal only to itself.
#[derive(Clone, Debug, Default)]
struct SharedList(Arc<ListedStories>);

impl PartialEq for SharedList {
    fn eq(&self, other: &SharedList) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

async fn listed(archive: &Archive, query: &Query) -> Result<ListedStories, QueryError> {
    let found = archive.stories(query).await?;
    let alone = found.entries.iter().filter(|entry| entry.summary.is_none());
    let ids: Vec<String> = alone.filter_map(|entry| entry.articles.first().cloned()).collect();
    let mut cards = archive.cards(&ids, query).await?.into_iter();
    let contents: Vec<RowContent> = found
        .entries
        .into_iter()
        .filter_map(|StoryEntry { articles, summary }| match summary {
            Some(summary) => Some(RowContent::Story(summary, articles)),
            None => cards.next().map(RowContent::Article),
        })
        .collect();
    let first_undated = first_undated(query, contents.iter().map(RowContent::is_undated));
    let rows = contents.into_iter().enumerate().map(|(at, content)| StoryRow {
        place: at + 1,
        content,
        begins_undated: first_undated == Some(at),
    });
    Ok(ListedStories { articles: found.articles, stories: found.stories, rows: rows.collect() })
}

/// Stories that are open: the number of articles that each shows, by the id of its first one.
type OpenStories = RwSignal<BTreeMap<String, usize>>;

/// The id of the element that opens a story, by the id of its first article.
fn opener_id(article: &str) -> String {
    format!("story-{}", headline_id(article))
}

/// The headlines of the list in order, with those of the articles of open stories.
fn headlines(rows: &[StoryRow], opened: &BTreeMap<String, usize>) -> Vec<(String, Option<String>)> {
    let article = |id: &String| (headline_id(id), Some(id.clone()));
    let mut found = Vec::new();
    for row in rows {
        match &row.content {
            RowContent::Article(card) => found.push(article(&card.id)),
            RowContent::Story(_, articles) => {
                let Some(first) = articles.first() else { continue };
                found.push((opener_id(first), None));
                found.extend(articles.iter().take(opened.get(first).copied().unwrap_or_default()).map(article));
            }
        }
    }
    found
}

/// The stories of the articles under the present query.
#[component]
fn StoriesFound(
    /// The id of the article that is open.
    open: Memo<Option<String>>,
) -> impl IntoView {
    let session = Session::expect();
    let asked = Memo::new(move |_| Query { limit: Some(session.shown.get()), ..session.query.get() });
    let answer = latest(asked, move |query| {
        let archive = session.archive();
        async move { listed(&archive, &query).await.map(|listed| SharedList(Arc::new(listed))) }
    });
    let found = Memo::new(move |before: Option<&SharedList>| match answer.get() {
        Some(Ok(found)) => found,
        _ => before.cloned().unwrap_or_default(),
    });
    let failed = move || match answer.get() {
        Some(Err(error)) if !matches!(error, QueryError::Malformed { .. }) => Some(labels::error(&error)),
        _ => None,
    };
    let opened: OpenStories = RwSignal::new(BTreeMap::new());
    let total = Memo::new(move |_| found.with(|found| found.0.stories));
    effect(move || {
        let SharedList(found) = found.get();
        if found.stories > 0 {
            let size = format!("{}, {}", m::count_articles(found.articles), m::count_stories(found.stories));
            let headlines = opened.with(|opened| headlines(&found.rows, opened));
            session.set_story_rows(Some(Rc::new(StoryRows { size, headlines })));
        } else {
            session.set_story_rows(None);
        }
    });
    on_cleanup(move || {
        session.set_story_rows(None);
    });
    let entry = move |row: &StoryRow| {
        let row = row.clone();
        match row.content {
            RowContent::Article(card) => {
                card_entry(Row { place: row.place, card, begins_undated: row.begins_undated }, total, open)
            }
            RowContent::Story(summary, articles) => {
                let key = (&summary.title, summary.sources, &articles, row.begins_undated);
                KeyedView::new(key, {
                    let (summary, articles) = (summary.clone(), articles.clone());
                    let (place, begins_undated) = (row.place, row.begins_undated);
                    move || {
                        let (summary, articles) = (summary.clone(), articles.clone());
                        view! { <StoryCard place begins_undated summary articles total open opened /> }.into_any()
                    }
                })
            }
        }
    };
    let rows = move || found.with(|found| found.0.rows.iter().map(entry).collect());
    let more = move || found.with(|found| found.0.stories.saturating_sub(found.0.rows.len()));
    let show_more = move |_| {
        let last = found.with_untracked(|found| match &found.0.rows.last()?.content {
            RowContent::Article(card) => Some(headline_id(&card.id)),
            RowContent::Story(_, articles) => Some(opener_id(articles.first()?)),
        });
        session.shown.update(|shown| *shown += PAGE_LENGTH);
        last.into_iter().for_each(browser::focus);
    };
    view! {
        {move || failed().map(|error| failure(&error))}
        <ol class="results__list" aria-label=m::stories()>{entries(rows)}</ol>
        {when(move || more() > 0 && found.with(|found| !found.0.rows.is_empty()), move || view! {
            <p class="results__more">
                <button type="button" class="quiet" on:click=show_more>
                    {move || m::show_more(more().min(PAGE_LENGTH))}
                </button>
            </p>
        }.into_any())}
    }
}

/// A story: its headline, which opens it, its days, and who tells it.
#[component]
fn StoryCard(
    /// Its place in the list, from 1.
    place: usize,
    /// Whether the undated articles begin with it.
    begins_undated: bool,
    /// What is known of it.
    summary: StorySummary,
    /// The ids of its articles that match.
    articles: Vec<String>,
    /// The total number of rows.
    total: Memo<usize>,
    /// The id of the article that is open.
    open: Memo<Option<String>>,
    /// The stories that are open.
    opened: OpenStories,
) -> impl IntoView {
    let first = StoredValue::new(articles.first().cloned().unwrap_or_default());
    let is_open = move || opened.with(|opened| first.with_value(|first| opened.contains_key(first)));
    let toggle = move |_| {
        opened.update(|opened| {
            let first = first.get_value();
            if opened.remove(&first).is_none() {
                opened.insert(first, STEP);
            }
        });
    };
    let title = text::headline(&summary.title);
    let days = summary.from.zip(summary.to).map(|(from, to)| span(from, to));
    let days = days.unwrap_or_else(|| m::undated_low().to_owned());
    let counts = [Some(m::count_articles(articles.len())), summary.sources.map(m::story_sources)];
    let facts: Vec<String> = std::iter::once(days).chain(counts.into_iter().flatten()).collect();
    let n_more = summary.outlets.len().saturating_sub(MAX_OUTLETS);
    let names = summary.outlets.iter().take(MAX_OUTLETS).enumerate().map(|(at, name)| {
        let before = if at > 0 { " · " } else { "" };
        view! { {before} <bdi>{text::safe(name)}</bdi> }
    });
    let names = names.collect_view();
    let articles = StoredValue::new(articles);
    view! {
        <li aria-setsize=move || total.get() aria-posinset=place>
            {begins_undated.then(|| view! { <p class="results__divider">{m::undated()}</p> })}
            <div class="card card--story">
                <p class="dateline">{facts.join(" · ")}</p>
                <h3 dir="auto">
                    <button
                        type="button"
                        id=first.with_value(|first| opener_id(first))
                        aria-expanded=move || is_open().to_string()
                        on:click=toggle
                    >
                        {title}
                    </button>
                </h3>
                <p class="card__actors">{names} {(n_more > 0).then(|| format!(" · {}", m::and_more(n_more)))}</p>
            </div>
            {when(is_open, move || view! { <StoryArticles articles=articles.get_value() open opened /> }.into_any())}
        </li>
    }
}

/// The articles of an open story.
#[component]
fn StoryArticles(
    /// Their ids.
    articles: Vec<String>,
    /// The id of the article that is open.
    open: Memo<Option<String>>,
    /// The stories that are open.
    opened: OpenStories,
) -> impl IntoView {
    let session = Session::expect();
    let n = articles.len();
    let total = Memo::new(move |_| n);
    let first = articles.first().cloned().unwrap_or_default();
    let shown = Memo::new({
        let first = first.clone();
        move |_| opened.with(|opened| opened.get(&first).copied().unwrap_or_default())
    });
    let cards = latest(shown, move |shown| {
        let (archive, query) = (session.archive(), session.query.get_untracked());
        let ids: Vec<String> = articles.iter().take(shown).cloned().collect();
        async move { archive.cards(&ids, &query).await.map(Arc::new).map_err(|error| labels::error(&error)) }
    });
    let failed = move || cards.with(|cards| cards.as_ref()?.as_ref().err().cloned());
    let entry = move |(at, card): (usize, &Card)| {
        card_entry(Row { place: at + 1, card: card.clone(), begins_undated: false }, total, open)
    };
    let rows = move || {
        cards.with(|cards| match cards {
            Some(Ok(cards)) => cards.iter().enumerate().map(entry).collect(),
            _ => Vec::new(),
        })
    };
    let value = RwSignal::new(None::<String>);
    spawn_while_shown({
        let first = first.clone();
        async move {
            if let Ok(found) = session.archive().story_of(&first).await {
                value.try_set(found);
            }
        }
    });
    let about = move || Some(to_story(session, &value.get()?));
    let more = move || n.saturating_sub(shown.get());
    let show_more = move |_| {
        opened.update(|opened| {
            opened.entry(first.clone()).and_modify(|shown| *shown += STEP);
        });
    };
    view! {
        {move || failed().map(|error| failure(&error))}
        <ol class="results__list results__story">{entries(rows)}</ol>
        <p class="results__more results__story">
            {when(move || more() > 0, {
                let show_more = show_more.clone();
                move || view! {
                    <button type="button" class="quiet" on:click=show_more.clone()>
                        {move || m::show_more(more().min(STEP))}
                    </button>
                }.into_any()
            })}
            <a href=about>{m::story_about()}</a>
        </p>
    }
}
