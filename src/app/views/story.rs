//! The panel of a story above the list of its articles with the history of the story, and what the reader says about an
//! article's story.

use std::sync::Arc;

use leptos::prelude::*;

use super::links::{link, to_article};
use crate::app::components::when;
use crate::app::effect::spawn_while_shown;
use crate::app::format::{dates, labels, text};
use crate::app::lazy::lazily;
use crate::app::messages as m;
use crate::app::split::{Part, part};
use crate::app::state::Session;
use crate::model::{Article, DateBasis, Day, FamilyRoot, PartialDate, Story, StoryArticle};
use crate::query::{Card, FacetKind, Query, QueryError, WITHOUT_VALUE};

/// The maximum number of outlets that are listed in one place.
const MAX_OUTLETS: usize = 8;

/// The maximum number of articles that may be the first; of more, none is named.
const MAX_FIRSTS: usize = 3;

/// The maximum number of articles that the history of a story lists.
const MAX_ARTICLES: usize = 100;

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

/// The articles of a story that may be the first by their dates, and whether it is certain which one is. It is certain if
/// there is only one, its date is stated, and no article is undated.
fn firsts(cards: &[Card]) -> (Vec<&str>, bool) {
    let dates = || cards.iter().filter_map(|card| card.date);
    let Some(last_day) = dates().map(PartialDate::last_day).min() else { return (Vec::new(), false) };
    let may_be = |card: &&Card| card.date.is_some_and(|date| date.first_day() <= last_day);
    let firsts: Vec<&Card> = cards.iter().filter(may_be).collect();
    let is_stated = |card: &&Card| card.date_basis != Some(DateBasis::Inferred);
    let is_certain = firsts.len() == 1 && firsts.iter().all(is_stated) && cards.iter().all(|card| card.date.is_some());
    (firsts.into_iter().map(|card| card.id.as_str()).collect(), is_certain)
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

/// The days from the first to the last one.
pub fn span(from: Day, to: Day) -> String {
    if from == to { dates::day(from) } else { m::range(&dates::day(from), &dates::day(to)) }
}

/// A link to the story with this id of a value, and all of its articles.
pub fn to_story(session: Session, id: &str) -> String {
    to_value(session, FacetKind::Story, id)
}

/// What is known of a story.
#[component]
fn StoryPanel(
    /// The id of its value.
    id: String,
) -> impl IntoView {
    let session = Session::expect();
    let found = RwSignal::new_local(None::<Result<Story, QueryError>>);
    spawn_while_shown(async move {
        let story = session.archive().story(&id).await;
        found.try_set(Some(story));
    });
    move || {
        found.with(|found| match found {
            None => view! { <div class="story" aria-busy="true"></div> }.into_any(),
            Some(Err(QueryError::UnknownStory(_))) => ().into_any(),
            Some(Err(error)) => {
                view! { <p class="results__failed" role="alert">{m::story_failed(&labels::error(error))}</p> }
                    .into_any()
            }
            Some(Ok(story)) => panel(session, story),
        })
    }
}

/// The panel has the same height whatever it tells, until the reader opens its details.
fn panel(session: Session, story: &Story) -> AnyView {
    let n_outlets = outlets(story).len();
    let facts: Vec<String> = story
        .from
        .zip(story.to)
        .map(|(from, to)| span(from, to))
        .into_iter()
        .chain([m::count_articles(story.articles.len()), m::story_sources(story.sources), m::count_outlets(n_outlets)])
        .collect();
    let title = text::headline(&story.title);
    let is_open = RwSignal::new(false);
    let story = Arc::new(story.clone());
    view! {
        <section class="story" aria-label=m::story()>
            <h3 dir="auto" title=title.clone()>{title.clone()}</h3>
            <p class="story__facts">{facts.join(" · ")}</p>
            <button
                type="button"
                class="quiet story__more"
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| is_open.update(|open| *open = !*open)
            >
                {m::story_details()}
            </button>
            {when(move || is_open.get(), move || view! { <StoryHistory story=story.clone() session /> }.into_any())}
        </section>
    }
    .into_any()
}

/// Who told a story when, what holds it together, and which outlets have no article in it.
#[component]
fn StoryHistory(
    /// The story.
    story: Arc<Story>,
    /// The session.
    session: Session,
) -> impl IntoView {
    let cards = RwSignal::new_local(None::<Result<Vec<Card>, QueryError>>);
    let ids: Vec<String> = story.articles.iter().take(MAX_ARTICLES).map(|article| article.id.clone()).collect();
    spawn_while_shown(async move {
        let found = session.archive().cards(&ids, &Query::default()).await;
        cards.try_set(Some(found));
    });
    move || {
        cards.with(|cards| {
            Some(match cards.as_ref()? {
                Err(error) => view! { <p role="alert">{m::story_failed(&labels::error(error))}</p> }.into_any(),
                Ok(cards) => history(session, &story, cards),
            })
        })
    }
}

fn history(session: Session, story: &Story, cards: &[Card]) -> AnyView {
    let mut rows: Vec<AnyView> = Vec::new();
    let sources = sources(story, cards).into_iter().map(|source| match source {
        StorySource::Article(card) => view! { <li>{telling(session, card, cards)}</li> }.into_any(),
        StorySource::Family(root, n, members) => {
            let members = members.into_iter().map(|card| view! { <li>{telling(session, card, cards)}</li> });
            view! {
                <li class="story__family">
                    <p>{m::story_one_source()} " " {origin(session, story, root, n)}</p>
                    <ul>{members.collect_view()}</ul>
                </li>
            }
            .into_any()
        }
    });
    let sources = sources.collect_view();
    let more = story.articles.len().saturating_sub(cards.len());
    rows.push(row(m::story_timeline(), view! { <ol class="story__time">{sources}{rest(more)}</ol> }.into_any()));
    let words: Vec<&String> = story.why.actors.iter().chain(&story.why.words).collect();
    if !words.is_empty() {
        let words: Vec<String> = words.into_iter().map(|word| text::safe(word)).collect();
        rows.push(row(m::story_why(), view! { <span dir="auto">{words.join(", ")}</span> }.into_any()));
    }
    let telling = outlets(story);
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
    view! { <dl>{rows}</dl> }.into_any()
}

/// Who tells a story: one article, or a family of articles that carry the same text.
enum StorySource<'a> {
    Article(&'a Card),
    /// Where the text comes from, the number of articles that carry it, and those of them that are listed.
    Family(&'a FamilyRoot, usize, Vec<&'a Card>),
}

/// The sources of a story in order of time, each at the place of its first article.
fn sources<'a>(story: &'a Story, cards: &'a [Card]) -> Vec<StorySource<'a>> {
    let mut taken: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for card in cards {
        if taken.contains(&card.id.as_str()) {
            continue;
        }
        let family = story.copies.iter().zip(&story.roots).find(|(family, _)| family.contains(&card.id));
        found.push(match family {
            Some((family, root)) => {
                taken.extend(family.iter().map(String::as_str));
                let members = cards.iter().filter(|card| family.contains(&card.id)).collect();
                StorySource::Family(root, family.len(), members)
            }
            None => StorySource::Article(card),
        });
    }
    found
}

/// A link to the articles with this value of a facet.
fn to_value(session: Session, facet: FacetKind, id: &str) -> String {
    let mut query = Query::default();
    query.filters[facet].any = vec![id.to_owned()];
    link(session, |address| {
        address.query = query;
        address.by_story = false;
    })
}

fn row(label: &'static str, content: AnyView) -> AnyView {
    view! { <div><dt>{label}</dt><dd>{content}</dd></div> }.into_any()
}

/// The end of a list that was cut.
fn rest(more: usize) -> Option<impl IntoView> {
    (more > 0).then(|| view! { <li>{m::and_more(more)}</li> })
}

/// Who tells a story in an article, when, how exactly that is known, and whether it was the first.
fn telling(session: Session, card: &Card, cards: &[Card]) -> AnyView {
    let outlet = labels::outlet(card.outlet.as_ref().map(|outlet| outlet.name.as_str()));
    let precision = card.date.map(|date| match date {
        PartialDate::Day(_) => m::first_to_the_day(),
        PartialDate::Month(_) => m::first_to_the_month(),
        PartialDate::Year(_) => m::first_to_the_year(),
    });
    let basis = if card.date_basis == Some(DateBasis::Inferred) { m::inferred() } else { m::stated() };
    let day = card.date.map_or_else(|| m::undated_low().to_owned(), dates::date);
    let known = precision.map(|precision| format!(" ({precision}, {basis})"));
    let (firsts, is_certain) = firsts(cards);
    let is_first = firsts.len() <= MAX_FIRSTS && firsts.contains(&card.id.as_str());
    let label = if is_certain { m::first_to_report() } else { m::story_first_open() };
    view! {
        <a href=to_article(session, &card.id)><bdi>{outlet}</bdi></a> " "
        <small>{day} {known}</small>
        {is_first.then(|| view! { " " <b class="story__first">{label}</b> })}
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

#[cfg(test)]
mod tests {
    use super::*;

    fn card(id: &str, date: Option<&str>, basis: DateBasis) -> Card {
        let date = date.map(|date| date.parse().unwrap());
        Card {
            id: id.to_owned(),
            title: String::new(),
            title_marks: Vec::new(),
            date,
            date_precision: None,
            date_basis: date.map(|_| basis),
            outlet: None,
            language: None,
            actors: Vec::new(),
            snippets: Vec::new(),
        }
    }

    #[test]
    fn only_a_stated_date_before_all_others_makes_an_article_the_first() {
        let stated = |id, date| card(id, Some(date), DateBasis::Stated);
        let two = [stated("a", "2023-05-04"), stated("b", "2023-05-05")];
        assert_eq!(firsts(&two), (vec!["a"], true));
        let same_day = [stated("a", "2023-05-04"), stated("b", "2023-05-04")];
        assert_eq!(firsts(&same_day), (vec!["a", "b"], false));
        let of_the_month = [stated("a", "2023-05-04"), stated("b", "2023-05")];
        assert_eq!(firsts(&of_the_month), (vec!["a", "b"], false));
        let inferred = [card("a", Some("2023-05-04"), DateBasis::Inferred), stated("b", "2023-05-05")];
        assert_eq!(firsts(&inferred), (vec!["a"], false));
        let undated = [stated("a", "2023-05-04"), card("b", None, DateBasis::Stated)];
        assert_eq!(firsts(&undated), (vec!["a"], false));
        assert_eq!(firsts(&undated[1..]), (Vec::new(), false));
    }

    #[test]
    fn a_family_is_one_source_at_the_place_of_its_first_article() {
        let cards: Vec<Card> = ["a", "b", "c", "d"].map(|id| card(id, None, DateBasis::Stated)).to_vec();
        let story = Story {
            copies: vec![vec!["b".to_owned(), "d".to_owned()]],
            roots: vec![FamilyRoot::default()],
            ..Story::default()
        };
        let told: Vec<Vec<&str>> = sources(&story, &cards)
            .into_iter()
            .map(|source| match source {
                StorySource::Article(card) => vec![card.id.as_str()],
                StorySource::Family(_, n, members) => {
                    assert_eq!(n, 2);
                    members.into_iter().map(|card| card.id.as_str()).collect()
                }
            })
            .collect();
        assert_eq!(told, [vec!["a"], vec!["b", "d"], vec!["c"]]);
    }
}
