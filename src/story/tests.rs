//! Stories of invented archives.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::model::{
    ActorKind, Article, ArticleActor, DateBasis, Day, OutletBasis, OutletRef, PublicationDate, StoryReasons, Title,
    TitleBasis,
};

/// Reports in several languages; the head of the file describes them.
const PARALLEL: &str = include_str!("../../tests/fixtures/stories/parallel.txt");

fn article(id: &str, date: Option<&str>, title: &str, body: &[&str]) -> Article {
    Article {
        id: id.to_owned(),
        source: format!("{id}.txt"),
        title: Title { value: title.to_owned(), basis: TitleBasis::Stated },
        date: date.map(|date| PublicationDate::new(date.parse().expect("a date"), DateBasis::Stated, "header")),
        language: Some("en".to_owned()),
        body: body.iter().map(|paragraph| (*paragraph).to_owned()).collect(),
        ..Article::default()
    }
}

fn stories(articles: &[Article]) -> Vec<Story> {
    corrected(articles, &[])
}

fn corrected(articles: &[Article], facts: &[StoryFacts]) -> Vec<Story> {
    let mut builder = StoryBuilder::default();
    articles.iter().for_each(|article| builder.add(StoryOutline::new(article)));
    builder.stories(facts)
}

/// The ids of the articles of each story.
fn groups(stories: &[Story]) -> BTreeSet<BTreeSet<String>> {
    stories.iter().map(|story| story.articles.iter().map(|article| article.id.clone()).collect()).collect()
}

/// The reports in several languages; the id of each begins with its language and its story.
fn parallel() -> Vec<Article> {
    let lines: Vec<&str> = PARALLEL.lines().filter(|line| !line.starts_with('#')).collect();
    let mut articles = Vec::new();
    for (number, report) in lines.chunks(3).enumerate() {
        let [head, title, body] = report else { panic!("a report is three lines") };
        let head: Vec<&str> = head.trim_matches(['[', ']']).split(' ').collect();
        let [language, story, date] = head.as_slice() else { panic!("a head has three words") };
        let mut report = article(&format!("{language}/{story}/{number}"), Some(date), title, &[body]);
        report.language = Some((*language).to_owned());
        articles.push(report);
    }
    articles
}

fn event_of(id: &str) -> &str {
    id.rsplit_once('/').map_or(id, |(event, _)| event)
}

#[test]
fn reports_of_one_event_are_one_story_in_every_language() {
    let articles = parallel();
    let mut expected: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for article in &articles {
        expected.entry(event_of(&article.id)).or_default().insert(article.id.clone());
    }
    assert_eq!(expected.len(), 21);
    assert_eq!(groups(&stories(&articles)), expected.into_values().collect());
}

#[test]
fn reports_of_one_event_are_one_story_in_a_small_archive() {
    let articles = parallel();
    for language in ["en", "de", "fr", "es", "ru", "uk", "ko"] {
        let of_language: Vec<Article> =
            articles.iter().filter(|article| article.id.starts_with(language)).cloned().collect();
        let found = groups(&stories(&of_language));
        assert_eq!(found.len(), 3, "{language}: {found:?}");
        assert!(
            found.iter().flat_map(|group| group.iter().map(|id| event_of(id)).collect::<BTreeSet<_>>()).count() == 3
        );
    }
}

#[test]
fn a_story_says_what_holds_it_together() {
    let mut articles = parallel();
    for article in &mut articles {
        if event_of(&article.id) == "en/bridge" {
            let name = "Owen Tarrant".to_owned();
            let actor =
                ArticleActor { id: "owen-tarrant".to_owned(), name, kind: ActorKind::Person, mentions: Vec::new() };
            article.actors.push(actor);
        }
    }
    let found = stories(&articles);
    let story = found.iter().find(|story| story.articles.iter().any(|article| article.id.starts_with("en/bridge")));
    let story = story.expect("a story has the bridge");
    assert_eq!(story.why.actors, ["Owen Tarrant"]);
    assert!(story.why.words.iter().any(|word| word.contains("Harwick")), "{:?}", story.why);
    assert!(!story.why.words.iter().any(|word| matches!(word.as_str(), "the" | "when" | "was")), "{:?}", story.why);
    assert!(story.title.contains("Harwick"), "{}", story.title);
    assert_eq!((story.from, story.to), (Day::new(2023, 5, 4), Day::new(2023, 5, 5)));
    assert_eq!((story.sources, story.copies.len()), (2, 0));
}

#[test]
fn unlike_articles_are_stories_of_their_own_in_the_smallest_archive() {
    let two = [
        article("a", Some("2023-05-04"), "Bridge falls", &["The old bridge in Harwick fell when a lorry was on it."]),
        article("b", Some("2023-05-04"), "Mill burns", &["The paper mill in Corley burned when nobody was in it."]),
    ];
    let found = stories(&two);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].why, StoryReasons::default());
    assert_eq!(stories(&two[..1])[0].sources, 1);
    assert_eq!(stories(&[]), []);
}

#[test]
fn the_same_kind_of_event_a_year_later_is_another_story() {
    let body =
        |chief: &str| format!("A fire destroyed a barn at Corley on Saturday, fire chief {chief} said. Hay burned.");
    let mut articles = parallel();
    articles.push(article("x", Some("2021-03-06"), "Barn burns at Corley", &[&body("Ed Lowe")]));
    articles.push(article("y", Some("2022-08-13"), "Barn destroyed at Corley", &[&body("Una Fry")]));
    let found = groups(&stories(&articles));
    assert!(found.contains(&BTreeSet::from(["x".to_owned()])), "{found:?}");
}

#[test]
fn an_undated_article_may_join() {
    let mut articles = parallel();
    for article in articles.iter_mut().filter(|article| article.id.ends_with('7')) {
        article.date = None;
    }
    for story in stories(&articles) {
        let events: BTreeSet<&str> = story.articles.iter().map(|article| event_of(&article.id)).collect();
        assert_eq!((story.articles.len(), events.len()), (2, 1));
    }
}

#[test]
fn stories_are_corrected_by_hand() {
    let articles = parallel();
    let list = |sources: &[&str]| sources.iter().map(|source| (*source).to_owned()).collect::<Vec<_>>();
    let join = StoryFacts {
        articles: list(&["en/bridge/0.txt", "de/bridge/6.txt", "nowhere.txt"]),
        title: Some("Two bridges".to_owned()),
        ..StoryFacts::default()
    };
    let split = StoryFacts { apart: list(&["en/fire-one/2.txt"]), ..StoryFacts::default() };
    let found = corrected(&articles, &[join.clone(), split]);
    let of = |id: &str| {
        let story = found.iter().find(|story| story.articles.iter().any(|article| article.id == id));
        let story = story.expect("an article has a story");
        (story.title.as_str(), story.articles.iter().map(|article| article.id.as_str()).collect::<BTreeSet<_>>())
    };
    let bridges = BTreeSet::from(["en/bridge/0", "en/bridge/1", "de/bridge/6", "de/bridge/7"]);
    assert_eq!(of("de/bridge/7"), ("Two bridges", bridges));
    assert_eq!(of("en/fire-one/2").1, BTreeSet::from(["en/fire-one/2"]));
    assert_eq!(of("en/fire-one/3").1, BTreeSet::from(["en/fire-one/3"]));
    let both = StoryFacts { apart: list(&["de/bridge/6.txt"]), ..join };
    assert_eq!(corrected(&articles, &[both]).len(), stories(&articles).len() + 1);
}

#[test]
fn a_story_that_was_only_just_joined_is_doubtful() {
    // Nothing is ever as alike as this, so every story is doubtful.
    let found = |facts: &[StoryFacts]| {
        let mut builder = StoryBuilder::default();
        parallel().iter().for_each(|article| builder.add(StoryOutline::new(article)));
        builder.found_certain_from(2.0, facts)
    };
    let doubtful = found(&[]);
    assert!(doubtful.iter().all(|story| story.doubtful.len() == 1 && story.story.articles.len() == 2), "{doubtful:?}");
    let articles = vec![format!("{}.txt", doubtful[0].story.articles[0].id)];
    let confirmed = found(&[StoryFacts { articles, ..StoryFacts::default() }]);
    assert_eq!(confirmed[0].doubtful, Vec::<String>::new());
    assert_eq!(confirmed[1].doubtful, doubtful[1].doubtful);
}

/// Sentences that no other seed gives, of invented words.
fn text(seed: u64, n_sentences: u64) -> Vec<String> {
    const SYLLABLES: [&str; 12] = ["ba", "co", "di", "fu", "ga", "ho", "ji", "ka", "le", "mo", "ni", "po"];
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut sentences = Vec::new();
    for _ in 0..n_sentences {
        let words: Vec<String> = (0..8 + next(8))
            .map(|_| (0..1 + next(3)).map(|_| SYLLABLES[next(12) as usize]).collect::<String>())
            .collect();
        sentences.push(format!("{}.", words.join(" ")));
    }
    sentences
}

#[test]
fn copies_are_one_family_and_one_source() {
    let wire = text(1, 30);
    let whole = wire.join(" ");
    let cut = wire[..12].join(" ");
    let reworded: Vec<String> = whole
        .split(' ')
        .enumerate()
        .map(|(n, word)| if n % 20 == 7 { "changed".to_owned() } else { word.to_owned() })
        .collect();
    let credited = format!("OLDPORT (AP) - {cut}");
    let day = Some("2023-05-04");
    let articles = [
        article("a", day, "Wire", &[&whole]),
        article("b", day, "Another headline", &[&cut]),
        article("c", Some("2023-05-05"), "A third headline", &[&reworded.join(" ")]),
        article("d", day, "Agency", &[&credited, "A paragraph was added by the paper about the weather of the day."]),
        article("e", day, "Other", &[&text(2, 30).join(" ")]),
    ];
    let found = stories(&articles);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].copies, [["a", "b", "d", "c"].map(str::to_owned).to_vec()]);
    assert_eq!((found[0].sources, found[1].sources), (1, 1));
}

#[test]
fn the_root_of_a_family_is_its_agency_or_its_first_article_or_unknown() {
    let wire = text(1, 30).join(" ");
    let root = |articles: &[Article]| {
        let found = stories(articles);
        assert_eq!((found.len(), found[0].roots.len()), (1, 1));
        found[0].roots[0].clone()
    };
    let credited = format!("OLDPORT (AP) - {wire}");
    let of = |id: &str, day: &str, body: &str| article(id, Some(day), "Wire", &[body]);
    let agency = FamilyRoot { agency: Some("Associated Press".to_owned()), article: None };
    assert_eq!(root(&[of("a", "2023-05-04", &wire), of("b", "2023-05-05", &credited)]), agency);
    let other = format!("OLDPORT (Reuters) - {wire}");
    assert_eq!(root(&[of("a", "2023-05-04", &other), of("b", "2023-05-05", &credited)]), FamilyRoot::default());
    let first = FamilyRoot { agency: None, article: Some("a".to_owned()) };
    assert_eq!(root(&[of("a", "2023-05-04", &wire), of("b", "2023-05-05", &wire)]), first);
    assert_eq!(root(&[of("a", "2023-05-04", &wire), of("b", "2023-05-04", &wire)]), FamilyRoot::default());
    assert_eq!(root(&[of("a", "2023-05", &wire), of("b", "2023-05-05", &wire)]), FamilyRoot::default());
    let mut inferred = of("a", "2023-05-04", &wire);
    inferred.date = inferred.date.map(|date| PublicationDate::new(date.value, DateBasis::Inferred, "Monday"));
    assert_eq!(root(&[inferred, of("b", "2023-05-05", &wire)]), FamilyRoot::default());
}

#[test]
fn a_shared_notice_makes_no_family() {
    let notice = text(99, 3).join(" ");
    let articles: Vec<Article> = (0..60)
        .map(|n| article(&format!("a{n}"), Some("2023-05-04"), "", &[&text(n + 100, 8).join(" "), &notice]))
        .collect();
    assert!(stories(&articles).iter().all(|story| story.copies.is_empty()));
}

/// An article of an outlet.
fn of_outlet(outlet: &str, id: &str, title: &str, body: &[&str]) -> Article {
    let outlet = OutletRef {
        id: outlet.to_lowercase(),
        name: outlet.to_owned(),
        basis: OutletBasis::Stated,
        evidence: String::new(),
    };
    Article { outlet: Some(outlet), ..article(id, Some("2023-05-04"), title, body) }
}

#[test]
fn the_furniture_of_an_outlet_makes_no_family() {
    let gallery = text(99, 12).join(" ");
    let title = |n: u64| text(n + 500, 1).join(" ");
    let own = |n: u64| text(n + 100, 8).join(" ");
    let mut articles: Vec<Article> =
        (0..5).map(|n| of_outlet("Post", &format!("a{n}"), &title(n), &[&own(n), &gallery])).collect();
    // Another site of the same house has it, too.
    articles.push(of_outlet("Evening Post", "b", &title(9), &[&own(9), &gallery]));
    assert!(stories(&articles).iter().all(|story| story.copies.is_empty()));
}

#[test]
fn versions_of_a_report_in_one_outlet_are_a_family() {
    let (first, later) = (text(1, 20).join(" "), [text(1, 20), text(2, 8)].concat().join(" "));
    let added = [text(1, 14), text(3, 8)].concat().join(" ");
    let of = |id: &str, title: &str, body: &str| of_outlet("Post", id, title, &[body]);
    let articles = [
        of("a", "Bridge falls at Harwick", &first),
        of("b", "Bridge falls at Harwick, two hurt", &later),
        of("c", "Two hurt as bridge falls at Harwick", &added),
    ];
    let found = stories(&articles);
    assert_eq!((found.len(), found[0].copies.len(), found[0].sources), (1, 1, 1));
    let again: Vec<Article> = (0..4).map(|n| of(&format!("a{n}"), &text(n + 500, 1).join(" "), &first)).collect();
    assert_eq!(stories(&again)[0].sources, 1);
}

#[test]
fn what_an_outlet_always_writes_makes_no_story() {
    let names = "Zutamo Wexeri of the Quxovy said so, and Yrevax Tuzory of the Xewity said no.";
    let body = |n: u64| [text(n + 100, 10).join(" "), names.to_owned()].join(" ");
    let digests = (0..90).map(|n| {
        let body = if n % 3 == 0 { body(n) } else { text(n + 100, 10).join(" ") };
        of_outlet("Digest", &format!("a{n}"), &text(n + 500, 1).join(" "), &[&body])
    });
    let others = (0..900).map(|n| article(&format!("b{n}"), Some("2023-05-04"), "", &[&text(n + 1_000, 10).join(" ")]));
    let articles: Vec<Article> = digests.chain(others).collect();
    let largest = stories(&articles).iter().map(|story| story.articles.len()).max();
    // All thirty with the names would be one.
    assert!(largest < Some(6), "{largest:?}");
}

#[test]
fn a_large_family_is_whole() {
    let wire = text(1, 20);
    let articles: Vec<Article> = (0..90)
        .map(|n| article(&format!("a{n}"), Some("2023-05-04"), "", &[&wire[..20 - n % 8].join(" ")]))
        .chain((0..90).map(|n| article(&format!("b{n}"), Some("2023-05-04"), "", &[&text(n + 100, 20).join(" ")])))
        .collect();
    let sizes: Vec<usize> = stories(&articles).iter().flat_map(|story| story.copies.iter().map(Vec::len)).collect();
    assert_eq!(sizes, [90]);
}

#[test]
fn a_story_is_told_as_the_contract_says() {
    let mut told = article("a", Some("2023-05"), "Bridge falls", &["The bridge fell."]);
    told.outlet = Some(OutletRef {
        id: "harwick-post".to_owned(),
        name: "Harwick Post".to_owned(),
        basis: OutletBasis::Stated,
        evidence: String::new(),
    });
    let json = serde_json::to_string(&stories(&[told])[0]).expect("it can be written");
    assert_eq!(
        json,
        r#"{"id":"089bdc07b544e7b2","title":"Bridge falls","from":"2023-05-01","to":"2023-05-31","articles":[{"id":"a","outlet":"Harwick Post","date":"2023-05"}],"copies":[],"roots":[],"sources":1,"why":{"words":[],"actors":[]}}"#
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn the_order_of_articles_does_not_matter(order in Just(parallel()).prop_shuffle()) {
        prop_assert_eq!(stories(&order), stories(&parallel()));
    }
}
