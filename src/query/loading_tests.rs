//! What answers fetch, and that they are right whatever has been fetched before.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use proptest::prelude::*;

use super::{Archive, FacetKind, Query, Sort, Undated, naive, samples};
use crate::bundle::{self, FileError, Files, MemoryFiles};
use crate::index::ranked;
use crate::model::{
    Article, DateBasis, Day, OutletBasis, OutletRef, PartialDate, PublicationDate, Story, StoryArticle, StoryReasons,
};

/// The output of a future that never waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("files in memory are there at once"),
    }
}

/// Files that note what is fetched.
#[derive(Clone)]
struct Noted(Rc<MemoryFiles>, Rc<RefCell<Vec<String>>>);

impl Files for Noted {
    async fn fetch(&self, name: &str) -> Result<Vec<u8>, FileError> {
        self.1.borrow_mut().push(name.to_owned());
        self.0.fetch(name).await
    }
}

impl Noted {
    fn new(articles: &[Article]) -> Noted {
        let files = MemoryFiles(bundle::write(None, None, articles).unwrap().into_iter().collect());
        Noted(Rc::new(files), Rc::default())
    }

    fn open(&self) -> Archive {
        now(Archive::open(self.clone())).unwrap()
    }

    /// How many files of each kind have been fetched since the last time.
    fn fetched(&self) -> BTreeMap<String, usize> {
        let mut kinds = BTreeMap::new();
        for name in self.1.take() {
            *kinds.entry(name.split('.').next().unwrap_or_default().to_owned()).or_insert(0) += 1;
        }
        kinds
    }
}

fn kinds(expected: &[(&str, usize)]) -> BTreeMap<String, usize> {
    expected.iter().map(|(kind, count)| ((*kind).to_owned(), *count)).collect()
}

/// Articles as in real news: a few actors are in many, and each article names two that no other names. Every third has an
/// outlet of its own.
fn news(count: u32) -> Vec<Article> {
    (0..count)
        .map(|number| {
            let mut article = samples::article(&format!("paper/{number:05}"));
            article.title.value = format!("Report {number}");
            let names = ["Ada Byron".to_owned(), format!("Name {}", number % 40)];
            let rare = [format!("Rare {number}"), format!("Abel {number}")];
            article.actors = names.into_iter().chain(rare).map(|name| samples::actor(&name)).collect();
            let outlet = if number % 3 == 0 { format!("Gazette {number}") } else { "The Post".to_owned() };
            article.outlet = Some(OutletRef {
                id: crate::text::slug(&outlet),
                name: outlet,
                basis: OutletBasis::Stated,
                evidence: String::new(),
            });
            let day = Day::from_days_since_epoch(18_000 + number as i32 / 3).unwrap();
            article.date =
                (number % 50 != 7).then(|| PublicationDate::new(PartialDate::Day(day), DateBasis::Stated, ""));
            article
        })
        .collect()
}

fn by_actor(id: &str) -> Query {
    let mut query = Query::default();
    query.filters[FacetKind::Actors].all.push(id.to_owned());
    query
}

#[test]
fn the_opening_view_needs_neither_lists_nor_rare_names() {
    let articles = news(6000);
    let files = Noted::new(&articles);
    let archive = files.open();
    assert_eq!(files.fetched(), kinds(&[("manifest", 1), ("atlas", 1)]));
    assert_eq!((archive.info().actors, archive.info().outlets), (12_041, 2001));

    let opening = Query { facet_limit: Some(200), ..Query::default() };
    let answer = now(archive.query(&opening)).unwrap();
    assert_eq!(answer, naive::run(&articles, &opening));
    // An outlet of the first fifty articles is in no other.
    assert_eq!(files.fetched(), kinds(&[("ids", 1), ("singles", 1), ("names", 1)]));
    let ids: Vec<String> = answer.hits.iter().map(|hit| hit.id.clone()).collect();
    let cards = now(archive.cards(&ids, &opening)).unwrap();
    assert_eq!(files.fetched(), kinds(&[("cards", 1)]));
    let outlet = |card: &super::Card| card.outlet.as_ref().map(|outlet| outlet.id.clone());
    assert_eq!(
        cards.iter().map(outlet).collect::<Vec<_>>(),
        answer.hits.iter().map(|hit| hit.outlet.clone()).collect::<Vec<_>>()
    );
    let of_first: Vec<&str> = cards[0].actors.iter().map(|actor| actor.name.as_str()).collect();
    let first = articles.iter().find(|article| article.id == cards[0].id).unwrap();
    assert_eq!(of_first, first.actors.iter().map(|actor| actor.name.as_str()).collect::<Vec<_>>());

    for query in [
        Query { sort: Some(Sort::Oldest), offset: Some(5800), limit: Some(200), ..opening.clone() },
        Query { offset: Some(2100), undated: Undated::Kept, ..opening.clone() },
    ] {
        assert_eq!(now(archive.query(&query)).unwrap(), naive::run(&articles, &query));
        assert!(!files.fetched().contains_key("lists"), "{query:?}");
    }
}

#[test]
fn a_filter_fetches_the_lists_that_are_tested_or_counted() {
    let articles = news(6000);
    let files = Noted::new(&articles);
    let archive = files.open();
    files.fetched();

    let mut query = Query { facet_limit: Some(0), ..Query::default() };
    query.filters[FacetKind::Outlets].any.push("the-post".to_owned());
    assert_eq!(now(archive.query(&query)).unwrap(), naive::run(&articles, &query));
    assert_eq!(files.fetched().get("lists"), None);

    query.facet_limit = None;
    assert_eq!(now(archive.query(&query)).unwrap(), naive::run(&articles, &query));
    let fetched = files.fetched();
    // All those of actors: no article has authors, speakers or sources.
    assert_eq!((fetched.get("lists"), fetched.get("names")), (Some(&31), None), "{fetched:?}");

    assert_eq!(now(archive.query(&by_actor("ada-byron"))).unwrap(), naive::run(&articles, &by_actor("ada-byron")));
    // One of the outlets of her newest articles is in no other.
    assert_eq!(files.fetched(), kinds(&[("names", 1)]));
}

#[test]
fn a_rare_actor_is_found_without_the_lists_and_names_of_others() {
    let articles = news(6000);
    let files = Noted::new(&articles);
    let archive = files.open();
    now(archive.prepare()).unwrap();
    files.fetched();
    let same = |query: &Query| assert_eq!(now(archive.query(query)).unwrap(), naive::run(&articles, query));
    same(&by_actor("rare-77"));
    // Her name and those of the other actors, and the ids of the articles around hers.
    assert_eq!(files.fetched(), kinds(&[("finder", 1), ("ids", 1), ("lists", 1), ("names", 2), ("values", 1)]));
    same(&by_actor("nobody"));
    assert_eq!(files.fetched().get("lists"), None);
    let mut two = by_actor("name-7");
    two.filters[FacetKind::Actors].none.push("abel-47".to_owned());
    two.from = Day::from_days_since_epoch(18_100);
    two.to = Day::from_days_since_epoch(18_200);
    same(&two);
    // Her articles in these days, and not those of other times.
    let fetched = files.fetched();
    assert!(fetched["lists"] <= 2 && (5..=9).contains(&fetched["values"]), "{fetched:?}");
    let mut any = by_actor("ada-byron");
    any.filters[FacetKind::Actors].any.push("name-7".to_owned());
    same(&any);
    assert_eq!(files.fetched()["lists"], 28);
}

#[test]
fn an_article_is_found_by_its_id_before_anything_is_asked() {
    let articles = news(6000);
    let files = Noted::new(&articles);
    let archive = files.open();
    assert_eq!(now(archive.article("paper/00042")).unwrap(), articles[42]);
    assert!(now(archive.article("paper/9")).is_err());
    let cards = now(archive.cards(&["paper/00042".to_owned(), "no".to_owned()], &Query::default())).unwrap();
    assert_eq!((cards.len(), cards[0].outlet.as_ref().unwrap().name.as_str()), (1, "Gazette 42"));
    assert_eq!(now(archive.names()).unwrap().actors.len(), 12_041);
}

#[test]
fn names_of_rare_actors_are_searched() {
    let articles = news(1500);
    let archive = Noted::new(&articles).open();
    let total = |text: &str| now(archive.query(&Query { text: text.to_owned(), ..Query::default() })).unwrap().total;
    assert_eq!((total("actor:\"abel 7\""), total("actor:abel"), total("outlet:gazette")), (1, 1500, 500));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    // What has been fetched for one question must not change the answer to another.
    #[test]
    fn answers_do_not_depend_on_those_before(
        few in samples::articles(300),
        queries in prop::collection::vec((samples::query(), 0u32..1400, any::<bool>()), 6),
    ) {
        let mut articles = news(1400);
        for (number, mut article) in few.into_iter().enumerate() {
            article.id = format!("other/{number}");
            articles.push(article);
        }
        let files = Noted::new(&articles);
        let archive = files.open();
        for (mut query, number, rare) in queries {
            if rare {
                query.filters[FacetKind::Actors].any.push(format!("rare-{number}"));
            }
            prop_assert_eq!(now(archive.query(&query)).unwrap(), naive::run(&articles, &query), "{:?}", query);
            prop_assert_eq!(now(files.open().query(&query)).unwrap(), naive::run(&articles, &query), "{:?}", query);
        }
    }
}

/// The archive of these articles and stories without their texts, with all its files.
fn without_text(articles: &[Article], stories: Vec<Story>) -> (Archive, MemoryFiles) {
    let keys = articles.iter().map(|article| (article.date.as_ref().map(|date| date.value), article.id.as_str()));
    let mut files = MemoryFiles::default();
    let emit = &mut |name: String, bytes: Vec<u8>| {
        files.0.insert(name, bytes);
        Ok::<(), serde_json::Error>(())
    };
    let mut writer = bundle::RankedWriter::new(bundle::store, articles.len()).without_text();
    for article in ranked(keys).into_iter().map(|at| &articles[at as usize]) {
        let mut bytes = Vec::new();
        bundle::encode_article(article, &mut bytes);
        writer.push(article, &bytes, emit).unwrap();
    }
    if !stories.is_empty() {
        writer.set_stories(stories);
    }
    writer.finish(None, None, emit).unwrap();
    (now(Archive::open(MemoryFiles(files.0.clone()))).unwrap(), files)
}

#[test]
fn an_archive_without_text_has_the_facts_and_not_a_word_of_the_text() {
    let mut articles = news(30);
    for article in &mut articles {
        article.title.value = format!("Harbour report {}", article.id);
        article.body = vec!["Nobody may reprint the zanzibarite paragraph.".to_owned()];
    }
    let told = articles.iter().take(2).map(|article| StoryArticle { id: article.id.clone(), outlet: None, date: None });
    let why = StoryReasons { words: vec!["zanzibarite".to_owned()], actors: Vec::new() };
    let story = Story { title: "Harbour".to_owned(), articles: told.collect(), why, ..Story::default() };
    let (archive, files) = without_text(&articles, vec![story]);
    assert!(archive.info().without_text && !now(Archive::open(Noted::new(&articles))).unwrap().info().without_text);
    let holds = |word: &[u8]| files.0.values().any(|bytes| bytes.windows(word.len()).any(|window| window == word));
    assert!(holds(b"Harbour report") && !holds(b"zanzibarite") && !holds(b"Nobody"));
    let article = now(archive.article(&articles[3].id)).unwrap();
    assert_eq!(article, articles[3].without_text());
    assert_eq!(now(archive.story("harbour")).unwrap().why, StoryReasons::default());
    assert_eq!((article.body.len(), &article.title, &article.outlet), (0, &articles[3].title, &articles[3].outlet));
    let count = |text: &str| now(archive.query(&Query { text: text.to_owned(), ..Query::default() })).unwrap().total;
    assert_eq!((count("report"), count("zanzibarite")), (30, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn an_archive_without_text_is_filtered_and_counted_like_the_whole_one(
        articles in samples::articles(40),
        queries in prop::collection::vec(samples::query(), 6),
    ) {
        let (archive, _) = without_text(&articles, Vec::new());
        for query in queries {
            let query = Query { text: String::new(), ..query };
            prop_assert_eq!(now(archive.query(&query)).unwrap(), naive::run(&articles, &query));
        }
    }
}
