//! The panel of a story above the list of its articles, and what the reader says about an article's story.

use std::sync::Arc;

use leptos::prelude::*;

use super::links::{to_article, to_articles};
use crate::app::effect::spawn_while_shown;
use crate::app::format::{dates, labels, text};
use crate::app::lazy::lazily;
use crate::app::messages as m;
use crate::app::split::{Part, part};
use crate::app::state::Session;
use crate::model::{Article, DateBasis, FamilyRoot, PartialDate, Story, StoryArticle};
use crate::query::{Card, FacetKind, Query, QueryError, WITHOUT_VALUE};

/// The maximum number of outlets that are listed in one place.
const MAX_OUTLETS: usize = 8;

/// The maximum number of articles that may be the first.
const MAX_FIRSTS: usize = 3;

part! { panels:
    pub fn story_panel(id: String) -> Part {
    Ok(view! { <StoryPanel id /> }.into_any())
}
}

part! { panels:
    fn story_link(article: Arc<Article>, session: Session) -> Part {
    Ok(view! { <StoryLink article session /> }.into_any())
}
}

/// The story that a query asks for, if it asks for exactly one.
pub fn chosen_story(query: &Query) -> Option<String> {
    match query.filters[FacetKind::Story].any.as_slice() {
        [id] if id != WITHOUT_VALUE => Some(id.clone()),
        _ => None,
    }
}

/// The articles of a story that may be the first, by what is known of their dates.
fn firsts(story: &Story) -> Vec<&StoryArticle> {
    let dates = || story.articles.iter().filter_map(|article| article.date);
    let Some(last_day) = dates().map(PartialDate::last_day).min() else { return Vec::new() };
    let may_be = |article: &&StoryArticle| article.date.is_some_and(|date| date.first_day() <= last_day);
    story.articles.iter().filter(may_be).collect()
}

/// The names of the outlets that tell a story, each once, in order of time.
fn outlets(story: &Story) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for name in story.articles.iter().filter_map(|article| article.outlet.as_deref()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The days of a story.
fn days(story: &Story) -> Option<String> {
    let (from, to) = (story.from?, story.to?);
    Some(if from == to { dates::day(from) } else { m::range(&dates::day(from), &dates::day(to)) })
}

/// A story, with the cards of the articles that may be the first.
struct StoryWithFirsts {
    story: Story,
    firsts: Vec<Card>,
}

async fn story_with_firsts(session: Session, id: &str) -> Result<StoryWithFirsts, QueryError> {
    let archive = session.archive();
    let story = archive.story(id).await?;
    let ids: Vec<String> = firsts(&story).into_iter().take(MAX_FIRSTS).map(|article| article.id.clone()).collect();
    let firsts = archive.cards(&ids, &Query::default()).await?;
    Ok(StoryWithFirsts { story, firsts })
}

/// What is known of a story.
#[component]
fn StoryPanel(
    /// The id of its value.
    id: String,
) -> impl IntoView {
    let session = Session::expect();
    let found = RwSignal::new_local(None::<Result<StoryWithFirsts, QueryError>>);
    spawn_while_shown(async move {
        let story = story_with_firsts(session, &id).await;
        found.try_set(Some(story));
    });
    move || {
        found.with(|found| {
            Some(match found.as_ref()? {
                Err(QueryError::UnknownStory(_)) => ().into_any(),
                Err(error) => {
                    view! { <p class="results__failed" role="alert">{m::story_failed(&labels::error(error))}</p> }
                        .into_any()
                }
                Ok(found) => panel(session, found),
            })
        })
    }
}

fn panel(session: Session, found: &StoryWithFirsts) -> AnyView {
    let StoryWithFirsts { story, firsts: cards } = found;
    let telling = outlets(story);
    let facts: Vec<String> = days(story)
        .into_iter()
        .chain([
            m::count_articles(story.articles.len()),
            m::story_sources(story.sources),
            m::count_outlets(telling.len()),
        ])
        .collect();
    let mut rows: Vec<AnyView> = Vec::new();
    let words: Vec<&String> = story.why.actors.iter().chain(&story.why.words).collect();
    if !words.is_empty() {
        let words: Vec<String> = words.into_iter().map(|word| text::safe(word)).collect();
        rows.push(row(m::story_why(), view! { <span dir="auto">{words.join(", ")}</span> }.into_any()));
    }
    let n_firsts = firsts(story).len();
    if !cards.is_empty() {
        let items = cards.iter().map(|card| first(session, card)).collect_view();
        let more = n_firsts.saturating_sub(cards.len());
        let label = if n_firsts == 1 { m::story_first() } else { m::story_first_open() };
        rows.push(row(label, view! { <ul>{items}{rest(more)}</ul> }.into_any()));
    }
    if !story.copies.is_empty() {
        let families = story.copies.iter().zip(&story.roots).map(|(family, root)| {
            let articles: Vec<&StoryArticle> =
                story.articles.iter().filter(|article| family.contains(&article.id)).collect();
            let links = outlet_links(session, &articles, None);
            view! { <li>{origin(session, story, root, family.len())} " " {links}</li> }
        });
        rows.push(row(m::story_copies(), view! { <ul>{families.collect_view()}</ul> }.into_any()));
    }
    let catalogue = session.watched_catalogue();
    let silent: Vec<(&str, &str)> = catalogue.all.facets[FacetKind::Outlets]
        .iter()
        .filter(|outlet| !telling.contains(&outlet.name.as_str()))
        .take(MAX_OUTLETS)
        .map(|outlet| (outlet.id.as_str(), outlet.name.as_str()))
        .collect();
    let n_silent = catalogue.info.outlets.saturating_sub(telling.len());
    if !silent.is_empty() {
        let items = silent.iter().map(|(id, name)| {
            view! { <li><a href=to_value(session, FacetKind::Outlets, id)><bdi>{text::safe(name)}</bdi></a></li> }
        });
        let items = items.collect_view();
        let more = n_silent.saturating_sub(silent.len());
        rows.push(row(m::story_silent(), view! { <ul class="story__outlets">{items}{rest(more)}</ul> }.into_any()));
    }
    view! {
        <section class="story" aria-label=m::story()>
            <h3 dir="auto">{text::headline(&story.title)}</h3>
            <p class="story__facts">{facts.join(" · ")}</p>
            <dl>{rows}</dl>
        </section>
    }
    .into_any()
}

/// A link to the articles with this value of a facet.
fn to_value(session: Session, facet: FacetKind, id: &str) -> String {
    let mut query = Query::default();
    query.filters[facet].any = vec![id.to_owned()];
    to_articles(session, query)
}

fn row(label: &'static str, content: AnyView) -> AnyView {
    view! { <div><dt>{label}</dt><dd>{content}</dd></div> }.into_any()
}

/// The end of a list that was cut.
fn rest(more: usize) -> Option<impl IntoView> {
    (more > 0).then(|| view! { <li>{m::and_more(more)}</li> })
}

/// An article that may be the first: its outlet, its date, and how exactly that is known.
fn first(session: Session, card: &Card) -> AnyView {
    let outlet = labels::outlet(card.outlet.as_ref().map(|outlet| outlet.name.as_str()));
    let precision = card.date.map(|date| match date {
        PartialDate::Day(_) => m::first_to_the_day(),
        PartialDate::Month(_) => m::first_to_the_month(),
        PartialDate::Year(_) => m::first_to_the_year(),
    });
    let basis = if card.date_basis == Some(DateBasis::Inferred) { m::inferred() } else { m::stated() };
    let known = precision.map(|precision| format!(" ({precision}, {basis})"));
    view! {
        <li>
            <a href=to_article(session, &card.id)><bdi>{outlet}</bdi></a> " "
            <small>{card.date.map(dates::date)} {known}</small>
        </li>
    }
    .into_any()
}

/// Where the text of a family comes from.
fn origin(session: Session, story: &Story, root: &FamilyRoot, n: usize) -> AnyView {
    let first = root.article.as_ref().and_then(|id| story.articles.iter().find(|article| article.id == *id));
    match (&root.agency, first) {
        (Some(agency), _) => m::story_family_agency(n, &text::safe(agency)).into_any(),
        (None, Some(article)) => {
            let outlet = labels::outlet(article.outlet.as_deref());
            let day = article.date.map(dates::date).unwrap_or_default();
            let words = m::story_family_first(n, &outlet, &day);
            view! { <a href=to_article(session, &article.id)>{words}</a> }.into_any()
        }
        (None, None) => m::story_family_unknown(n).into_any(),
    }
}

/// The outlets of these articles, each a link to its article, or to its text next to that of the open one.
fn outlet_links(session: Session, articles: &[&StoryArticle], open: Option<&str>) -> AnyView {
    let items = articles.iter().take(MAX_OUTLETS).map(|article| {
        let outlet = labels::outlet(article.outlet.as_deref());
        let link = match open {
            Some(open) => session.url.link(|address| address.beside = Some((open.to_owned(), article.id.clone()))),
            None => to_article(session, &article.id),
        };
        view! { <span role="listitem"><a href=link><bdi>{outlet}</bdi></a></span> }
    });
    let items = items.collect_view();
    let more = articles.len().saturating_sub(MAX_OUTLETS);
    view! { <span class="story__outlets" role="list">{items}{(more > 0).then(|| view! { <span role="listitem">{m::and_more(more)}</span> })}</span> }.into_any()
}

/// The story of an article as a link, and who else has its text. The code comes when the first such article is opened.
pub fn story_line(session: Session, article: &Arc<Article>) -> AnyView {
    let article = article.clone();
    view! {
        <p class="reader__byline" dir="auto">
            {m::story_of()} " " {lazily(move || story_link(article.clone(), session))}
        </p>
    }
    .into_any()
}

/// The story of an article as a link, with what [`StoryDetails`] says.
#[component]
fn StoryLink(
    /// The article.
    article: Arc<Article>,
    /// The session, since the article may be closed before the code is loaded.
    session: Session,
) -> impl IntoView {
    let name = text::safe(&article.story.clone().unwrap_or_default());
    let id = RwSignal::new(None::<String>);
    let of = article.id.clone();
    spawn_while_shown(async move {
        if let Ok(found) = session.archive().story_of(&of).await {
            id.try_set(found);
        }
    });
    let link = move || Some(to_value(session, FacetKind::Story, &id.get()?));
    let details = move || {
        let (article, id) = (article.clone(), id.get()?);
        Some(view! { <StoryDetails article id session /> })
    };
    view! { <a href=link><bdi>{name}</bdi></a> " " {details} }
}

/// How many tell the story of an article, and who else has its text.
#[component]
fn StoryDetails(
    /// The article.
    article: Arc<Article>,
    /// The id of the story's value.
    id: String,
    /// The session, since the article may be closed before the code is loaded.
    session: Session,
) -> impl IntoView {
    let found = RwSignal::new_local(None::<Story>);
    spawn_while_shown(async move {
        if let Ok(story) = session.archive().story(&id).await {
            found.try_set(Some(story));
        }
    });
    move || found.with(|found| Some(details(session, found.as_ref()?, &article.id)))
}

fn details(session: Session, story: &Story, article: &str) -> AnyView {
    let counts = format!("({}, {})", m::count_articles(story.articles.len()), m::story_sources(story.sources));
    let family = story.copies.iter().zip(&story.roots).find(|(family, _)| family.iter().any(|id| id == article));
    let copies = family.map(|(family, root)| {
        let is_other = |other: &&StoryArticle| other.id != article && family.contains(&other.id);
        let others: Vec<&StoryArticle> = story.articles.iter().filter(is_other).collect();
        let from = match (&root.agency, &root.article) {
            (Some(agency), _) => Some(m::story_from(&text::safe(agency))),
            (None, Some(id)) if id == article => Some(m::story_from_here().to_owned()),
            (None, Some(id)) => {
                let first = story.articles.iter().find(|first| first.id == *id);
                let outlet = first.and_then(|first| first.outlet.as_deref());
                outlet.map(|outlet| format!("({}: {})", m::first_article(), text::safe(outlet)))
            }
            (None, None) => None,
        };
        view! { " " {m::story_same_text()} " " {outlet_links(session, &others, Some(article))} " " {from} }
    });
    view! { {counts} {copies} }.into_any()
}
