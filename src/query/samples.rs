//! Archives and queries for the property tests.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::engine::Engine;
use super::request::{Query, Sort, Undated, ValueFilter};
use crate::bundle::{Writer, store};
use crate::index::{ByFacet, FacetKind};
use crate::model::{
    ActorKind, Article, ArticleActor, Cited, DateBasis, Day, OutletBasis, OutletRef, PartialDate, Place,
    PublicationDate, Quote, Story, StoryArticle, TitleBasis,
};
use crate::text::slug;

const ACTORS: [&str; 9] = ["Ada Byron", "Bela Kun", "Čaněk", "Dov", "Eve", "Fu", "Gro", "Håkon", "조선중앙통신"];
const AUTHORS: [&str; 3] = ["Dana Quist", "Élodie Roux", "Unknown"];
const TAGS: [&str; 2] = ["To check", "Wahl"];
const STORIES: [&str; 2] = ["Bridge falls", "Fähre sinkt"];
const GROUPS: [&str; 2] = ["North", "State media"];
const OUTLETS: [&str; 5] = ["Alder Post", "Birch Wire", "Cedar", "Élan", "Unknown"];
const WORDS: [&str; 15] = [
    "harbour",
    "harbours",
    "strike",
    "Wahl",
    "wahlen",
    "été",
    "minister",
    "a",
    "东京都",
    "news",
    "tariff",
    "the",
    "F-16",
    "f16",
    "U.S.",
];

pub(super) fn article(id: &str) -> Article {
    Article { id: id.to_owned(), source: format!("sample#{id}"), ..Article::default() }
}

pub(super) fn actor(name: &str) -> ArticleActor {
    let id = slug(name);
    let id = if id.is_empty() { "kcna".to_owned() } else { id };
    ArticleActor { id, name: name.to_owned(), kind: ActorKind::Person, mentions: Vec::new() }
}

/// The story of these articles with this title.
pub(super) fn story(title: &str, articles: &[&Article]) -> Story {
    let told = |article: &&Article| StoryArticle {
        id: article.id.clone(),
        outlet: article.outlet.as_ref().map(|outlet| outlet.name.clone()),
        date: article.date.as_ref().map(|date| date.value),
    };
    let dates = || articles.iter().filter_map(|article| article.date.as_ref()).map(|date| date.value);
    Story {
        id: format!("{title}/{}", articles.len()),
        title: title.to_owned(),
        from: dates().map(|date| date.first_day()).min(),
        to: dates().map(|date| date.last_day()).max(),
        articles: articles.iter().map(told).collect(),
        sources: articles.len(),
        ..Story::default()
    }
}

/// An archive of articles that tell these stories, with everything supplied.
pub(super) fn engine_of_stories(articles: &[Article], stories: Vec<Story>) -> Engine {
    let mut writer = Writer::new(store);
    articles.iter().for_each(|article| writer.push(article));
    writer.set_stories(stories);
    let mut files = Vec::new();
    writer
        .finish(None, None, &mut |name, bytes| {
            files.push((name, bytes));
            Ok::<(), serde_json::Error>(())
        })
        .unwrap();
    let (_, manifest) = files.pop().unwrap();
    let engine = Engine::open(&manifest).unwrap();
    files.into_iter().for_each(|(name, bytes)| engine.supply(&name, bytes));
    engine
}

fn date() -> impl Strategy<Value = PartialDate> {
    (2019i32..2022, 1u8..13, 1u8..29, 0u8..8).prop_map(|(year, month, day, precision)| {
        let day = Day::new(year, month, day).unwrap();
        match precision {
            0 => PartialDate::Year(year),
            1 => PartialDate::Month(day.month()),
            _ => PartialDate::Day(day),
        }
    })
}

pub(super) fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(select(WORDS.to_vec()), 0..9).prop_map(|words| words.join(" "))
}

fn an_article() -> impl Strategy<Value = Article> {
    let names = subsequence(ACTORS.to_vec(), 0..6);
    let place = (prop::option::of(select(OUTLETS.to_vec())), prop::option::of(select(vec!["World", "Sport"])));
    let language = prop::option::of(select(vec!["en", "de"]));
    let said = (subsequence(OUTLETS.to_vec(), 0..3), 0usize..3, subsequence(AUTHORS.to_vec(), 0..3));
    let own = (
        subsequence(TAGS.to_vec(), 0..2),
        subsequence(GROUPS.to_vec(), 0..2),
        prop::option::of(select(STORIES.to_vec())),
    );
    let said = (said, own);
    (names, place, language, said, prop::option::weighted(0.8, date()), text(), prop::collection::vec(text(), 0..3))
        .prop_map(|(names, (outlet, section), language, (said, own), date, title, body)| {
            let ((cites, quotes, authors), (tags, groups, story)) = (said, own);
            let mut article = article("");
            article.actors = names.into_iter().map(actor).collect();
            article.outlet = outlet.map(|name| OutletRef {
                id: slug(name),
                name: name.to_owned(),
                basis: OutletBasis::Stated,
                evidence: String::new(),
            });
            article.section = section.map(str::to_owned);
            article.tags = tags.into_iter().map(str::to_owned).collect();
            article.groups = groups.into_iter().map(str::to_owned).collect();
            article.story = story.map(str::to_owned);
            article.authors = authors.into_iter().map(str::to_owned).collect();
            article.language = language.map(str::to_owned);
            article.cites = cites.into_iter().map(|name| Cited { id: slug(name), name: name.to_owned() }).collect();
            let speaker = |a: &ArticleActor| Some(a.id.clone());
            article.quotes = article
                .actors
                .iter()
                .take(quotes)
                .map(|a| Quote {
                    text: "so".to_owned(),
                    paragraph: Place::Paragraph(0),
                    start: 0,
                    end: 2,
                    speaker: speaker(a),
                })
                .collect();
            let basis = if quotes == 1 { DateBasis::Inferred } else { DateBasis::Stated };
            article.date = date.map(|date| PublicationDate::new(date, basis, ""));
            if title.is_empty() {
                article.title.basis = TitleBasis::Derived;
            }
            article.title.value = title;
            article.body = body;
            article
        })
}

/// Archives of all shapes, including empty ones, with numeric and other ids.
pub(super) fn articles(most: usize) -> impl Strategy<Value = Vec<Article>> {
    (prop::collection::vec(an_article(), 0..most), 0u8..4).prop_map(|(mut articles, shape)| {
        let count = articles.len();
        for (index, article) in articles.iter_mut().enumerate() {
            // 7919 is prime, so the ids are distinct and out of order.
            let number = (index * 7919) % count.max(1);
            article.id = if shape == 0 { format!("id-{number}") } else { number.to_string() };
            match shape {
                2 => article.date = None,
                3 => {
                    article.outlet = Some(OutletRef {
                        id: "one".to_owned(),
                        name: "One".to_owned(),
                        basis: OutletBasis::Url,
                        evidence: String::new(),
                    });
                }
                _ => {}
            }
        }
        articles
    })
}

/// Ids of a facet's values: some that articles have, and some that none has.
fn ids(kind: FacetKind) -> Vec<String> {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let mut ids = match kind {
        FacetKind::Actors | FacetKind::Speaker => ACTORS.iter().map(|name| actor(name).id).collect(),
        FacetKind::Outlets | FacetKind::Cites => OUTLETS.iter().map(|name| slug(name)).collect(),
        FacetKind::Section => texts(&["world", "sport"]),
        FacetKind::Language => texts(&["en", "de"]),
        FacetKind::Story => STORIES.iter().map(|name| slug(name)).collect(),
        FacetKind::Tag => TAGS.iter().map(|name| slug(name)).collect(),
        FacetKind::Group => GROUPS.iter().map(|name| slug(name)).collect(),
        FacetKind::Author => AUTHORS.iter().map(|name| slug(name)).collect(),
        FacetKind::Inferred => texts(&["date", "headline", "outlet"]),
    };
    ids.extend(texts(&["unknown", "nobody"]));
    ids
}

fn filter(kind: FacetKind) -> impl Strategy<Value = ValueFilter> {
    let ids = move |most: usize| subsequence(ids(kind), 0..=most);
    (seldom(ids(2)), seldom(ids(3)), seldom(ids(2))).prop_map(|(all, any, none)| ValueFilter { all, any, none })
}

/// The filter of one facet, or of several.
fn filters() -> impl Strategy<Value = ByFacet<ValueFilter>> {
    let each: Vec<_> = FacetKind::ALL.into_iter().map(|kind| seldom(filter(kind))).collect();
    each.prop_map(|filters| {
        let mut filters = filters.into_iter();
        ByFacet::from_fn(|_| filters.next().unwrap_or_default())
    })
}

fn seldom<T: Clone + Default + std::fmt::Debug + 'static>(
    strategy: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = T> {
    prop_oneof![3 => Just(T::default()), 1 => strategy]
}

/// Queries without text.
pub(super) fn query() -> impl Strategy<Value = Query> {
    let days = (prop::option::of(date()), prop::option::of(date()));
    let undated = select(vec![Undated::OutsideRanges, Undated::Kept, Undated::Only]);
    let page = (
        prop::option::of(select(Sort::ALL.to_vec())),
        prop::option::of(0usize..30),
        prop::option::of(0usize..60),
        prop::option::of(0usize..9),
    );
    (filters(), days, seldom(undated), page).prop_map(|(filters, (from, to), undated, page)| Query {
        filters,
        from: from.map(PartialDate::first_day),
        to: to.map(PartialDate::first_day),
        undated,
        sort: page.0,
        offset: page.1,
        limit: page.2,
        facet_limit: page.3,
        ..Query::default()
    })
}
