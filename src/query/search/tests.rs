//! The search held to a naive reference and to the formula.

use proptest::prelude::*;
use proptest::sample::select;

use super::bm25::{B, K1, TITLE_WEIGHT};
use super::terms::ArchiveWord;
use super::*;
use crate::index::text::length_of_code;
use crate::index::{Stems, token};
use crate::model::Article;
use crate::query::naive;
use crate::query::request::Sort;
use crate::query::samples;
use crate::query::step_counter::finish;

/// The words of an article by position; whether each is in the title.
fn words(article: &Article) -> Vec<(u32, bool, String)> {
    let mut words = Vec::new();
    let mut position = 0;
    for (index, text) in [&article.title.value].into_iter().chain(&article.body).enumerate() {
        token::tokens(text, &mut |term, _, kind| {
            // A joined word has the place of the last of its parts.
            position -= u32::from(kind == token::TokenKind::Joined);
            words.push((position, index == 0, term.to_owned()));
            position += 1;
        });
        position += crate::index::text::FIELD_GAP;
    }
    words
}

fn holds(article: &Article, node: &QueryNode, stems: Option<&Stems>) -> bool {
    let leaf = match node {
        QueryNode::Leaf(leaf) => leaf,
        QueryNode::Not(node) => return !holds(article, node, stems),
        QueryNode::Both(nodes) => return nodes.iter().all(|node| holds(article, node, stems)),
        QueryNode::Either(nodes) => return nodes.iter().any(|node| holds(article, node, stems)),
    };
    let is = |word: &QueryWord, other: &str| {
        let form = || leaf.kind == LeafKind::Word && stems.is_some_and(|s| s.stem(&word.text) == s.stem(other));
        if word.prefix { other.starts_with(&word.text) } else { word.text == other || form() }
    };
    let names: Vec<&String> = match leaf.field {
        SearchField::Outlet => article.outlet.iter().map(|outlet| &outlet.name).collect(),
        SearchField::Actor => article.actors.iter().map(|actor| &actor.name).collect(),
        field => {
            let fits = |title: bool| field == SearchField::Any || title == (field == SearchField::Title);
            let words: Vec<_> = words(article).into_iter().filter(|(_, title, _)| fits(*title)).collect();
            let at =
                |word: &QueryWord| words.iter().filter(|(_, _, w)| is(word, w)).map(|(p, ..)| *p).collect::<Vec<_>>();
            let places: Vec<Vec<u32>> = leaf.words.iter().map(at).collect();
            return match leaf.kind {
                LeafKind::Near(distance) => {
                    let starts = places.iter().flatten();
                    let reach = leaf.words.len() as u64 - 1 + u64::from(distance);
                    let all_from = |start: u32| {
                        let near = |p: &u32| *p >= start && u64::from(p - start) <= reach;
                        places.iter().all(|list| list.iter().any(near))
                    };
                    starts.copied().any(all_from)
                }
                _ => places.first().is_some_and(|first| {
                    first.iter().any(|p| places.iter().zip(0..).all(|(list, offset)| list.contains(&(p + offset))))
                }),
            };
        }
    };
    names.iter().any(|name| {
        let name = token::placed_words(name);
        match leaf.kind {
            LeafKind::Near(_) => leaf.words.iter().all(|word| name.iter().any(|other| is(word, other))),
            _ => name.windows(leaf.words.len()).any(|w| leaf.words.iter().zip(w).all(|(word, other)| is(word, other))),
        }
    })
}

fn queries() -> impl Strategy<Value = String> {
    let parts = [
        "harbour",
        "strike",
        "wahl",
        "ete",
        "été",
        "harb*",
        "w*",
        "\"harbour strike\"",
        "\"the news\"~1",
        "\"a news a\"~3",
        "京都",
        "东京都",
        "东",
        "-minister",
        "-\"the a\"",
        "title:strike",
        "body:news",
        "title:\"the news\"",
        "outlet:post",
        "outlet:birch",
        "actor:byron",
        "actor:\"ada byron\"",
        "(tariff OR news)",
        "-(the OR a)",
        "OR",
        "nothing",
        "\"n*\"",
        "F16",
        "F-16",
        "\"f 16 the\"",
        "us",
    ];
    prop::collection::vec(select(parts.to_vec()), 1..5).prop_map(|parts| parts.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn texts_are_found_as_by_the_naive_reference(
        articles in samples::articles(40),
        query in samples::query(),
        texts in prop::collection::vec(queries(), 6),
        exact: bool,
    ) {
        let engine = Engine::from_articles(articles.iter()).unwrap();
        let english = Stems::for_language("en").unwrap();
        let german = Stems::for_language("de").unwrap();
        let languages = |code: &str| articles.iter().filter(|a| a.language.as_deref() == Some(code)).count();
        let main = if languages("de") >= languages("en") && languages("de") > 0 { "de" } else { "en" };
        for text in texts {
            let Ok(node) = parse(&text, false) else { continue };
            let query = Query { text, exact, sort: Some(query.sort.unwrap_or(Sort::Newest)), ..query.clone() };
            let query = match query.sort {
                Some(Sort::Relevance) => Query { sort: Some(Sort::Oldest), ..query },
                _ => query,
            };
            let stems = |article: &Article| match article.language.as_deref().unwrap_or(main) {
                _ if exact => None,
                "de" => Some(&german),
                _ => Some(&english),
            };
            let fits = |article: &&Article| node.as_ref().is_none_or(|node| holds(article, node, stems(article)));
            let found: Vec<&Article> = articles.iter().filter(fits).collect();
            let mut answer = engine.query(&query).unwrap();
            answer.suggestion = None;
            prop_assert_eq!(answer, naive::run_over(&found, &query), "{:?}", query);
        }
    }
}

/// The score that each of these words gives to an article that holds them all as they are written, by the formula alone.
fn scores(articles: &[Article], article: &Article, asked: &[&str]) -> Option<Vec<f64>> {
    let count = |article: &Article, word: &str| {
        let words = words(article);
        let all = words.iter().filter(|(.., other)| other == word).count();
        (words.iter().filter(|(_, title, other)| *title && other == word).count(), all)
    };
    let length = |article: &Article| article.body.iter().map(|text| token::placed_words(text).len()).sum::<usize>();
    let mean = articles.iter().map(length).sum::<usize>() as f64 / articles.len() as f64;
    let own = f64::from(length_of_code(crate::index::text::length_code(length(article) as u32)));
    let (k1, b) = (f64::from(K1), f64::from(B));
    let norm = 1.0 / (1.0 - b + b * own / mean.max(1.0));
    let score = |word: &&str| {
        let (title, all) = count(article, word);
        let weight = title as f64 * f64::from(TITLE_WEIGHT) + (all - title) as f64 * norm;
        let holding = articles.iter().filter(|article| count(article, word).1 > 0).count() as f64;
        let idf = (1.0 + (articles.len() as f64 - holding + 0.5) / (holding + 0.5)).ln();
        (all > 0).then(|| idf * weight * (k1 + 1.0) / (weight + k1))
    };
    asked.iter().map(score).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn words_are_ranked_as_the_formula_says(
        articles in samples::articles(40),
        asked in prop::sample::subsequence(vec!["harbour", "strike", "news", "the", "a", "wahl", "ete"], 1..4),
    ) {
        let engine = Engine::from_articles(articles.iter()).unwrap();
        let ids = |sort: Sort| {
            let (text, limit) = (asked.join(" "), Some(articles.len()));
            let query = Query { text, exact: true, sort: Some(sort), limit, ..Query::default() };
            engine.query(&query).unwrap().hits.into_iter().map(|hit| hit.id).collect::<Vec<_>>()
        };
        let newest = ids(Sort::Newest);
        let of = |id: &String| {
            let article = articles.iter().find(|article| article.id == *id).unwrap();
            (scores(&articles, article, &asked).unwrap(), newest.iter().position(|other| other == id).unwrap())
        };
        let ranked = ids(Sort::Relevance);
        prop_assert_eq!(ranked.len(), articles.iter().filter(|a| scores(&articles, a, &asked).is_some()).count());
        for pair in ranked.windows(2) {
            let ((first, at), (second, behind)) = (of(&pair[0]), of(&pair[1]));
            let sum = |scores: &[f64]| scores.iter().sum::<f64>();
            prop_assert!(sum(&first) > sum(&second) - 1e-4, "{first:?} {second:?} {pair:?}");
            // Of equal scores the newest is first.
            prop_assert!(first != second || at < behind, "{pair:?}");
        }
    }
}

fn archive(texts: &[(&str, &str)]) -> Engine {
    let articles: Vec<Article> = texts
        .iter()
        .zip(1..)
        .map(|((title, body), id)| {
            let mut article = samples::article(&id.to_string());
            article.title.value = (*title).to_owned();
            article.body = body.lines().map(str::to_owned).collect();
            article.language = Some("en".to_owned());
            article
        })
        .collect();
    Engine::from_articles(articles.iter()).unwrap()
}

fn found(engine: &Engine, query: &Query) -> String {
    engine.query(query).unwrap().hits.into_iter().map(|hit| hit.id).collect::<Vec<_>>().join(" ")
}

fn asked(text: &str) -> Query {
    Query { text: text.to_owned(), ..Query::default() }
}

#[test]
fn words_as_written_come_before_their_forms_and_titles_before_bodies() {
    let engine = archive(&[
        ("Ports", "The harbours are full. Harbours, harbours."),
        ("Ports", "A harbour and more words that make this one longer than the other"),
        ("Harbour", "Closed"),
    ]);
    assert_eq!(found(&engine, &asked("harbour")), "3 2 1");
    assert_eq!(found(&engine, &asked("harbours")), "1 3 2");
    assert_eq!(found(&engine, &Query { exact: true, ..asked("harbours") }), "1");
    assert_eq!(found(&engine, &Query { typing: true, ..asked("closed har") }), "3");
    assert_eq!(found(&engine, &asked("closed har")), "");
}

#[test]
fn marks_and_invisible_characters_part_no_word() {
    let engine = archive(&[
        (
            "U.S. and U.K. sign",
            "Officials of the U.S. and the U.K. met J.K. Marlow. An F-16 flew. A time-lapse shows it.",
        ),
        ("US and UK sign", "Officials of the US and the UK met JK Marlow. The F16 flew. The timelapse failed."),
        (
            "Förder\u{ad}programm",
            "The Spar\u{2060}zwang of the Haus\u{200b}halt: 1,200,000 crowns, an F-15, a ferry 🚢.",
        ),
    ]);
    let both = |text: &str| {
        let found = found(&engine, &Query { sort: Some(Sort::Oldest), ..asked(text) });
        let mut ids: Vec<&str> = found.split(' ').collect();
        ids.sort_unstable();
        assert_eq!(ids, ["1", "2"], "{text}");
    };
    for text in [
        "US",
        "U.S.",
        "uk",
        "U.K.",
        "JK Marlow",
        "J.K. Marlow",
        "\"J.K. Marlow\"",
        "\"US and the UK\"",
        "F16",
        "F-16",
        "timelapse",
        "time-lapse",
    ] {
        both(text);
    }
    for (text, ids) in [
        ("Förderprogramm", "3"),
        ("Sparzwang", "3"),
        ("haushalt", "3"),
        ("1200000", "3"),
        ("1,200,000", "3"),
        ("F-15", "3"),
        ("🚢", "3"),
        ("\"time lapse shows\"", "1"),
        ("\"timelapse shows\"", "1"),
        ("lapse", "1"),
        ("\"F 16\"", "1"),
    ] {
        assert_eq!(found(&engine, &asked(text)), ids, "{text}");
    }
    assert_eq!(marked(&engine, "F16"), ["F-16"]);
    assert_eq!(marked(&engine, "US"), ["U.S"]);
}

#[test]
fn unknown_words_have_a_suggestion_from_the_archive() {
    let engine = archive(&[("Tariffs rise", "The tariff on steel"), ("Steel", "tariff")]);
    let suggestion = |text: &str| engine.query(&asked(text)).unwrap().suggestion;
    assert_eq!(suggestion("Tarrif steel").as_deref(), Some("tariff steel"));
    assert_eq!(suggestion("tariff"), None);
    assert_eq!(suggestion("zzzzzz"), None);
}

/// What is marked in the snippets of the first article.
fn marked(engine: &Engine, text: &str) -> Vec<String> {
    let cards = engine.cards(&["1".to_owned()], &asked(text)).unwrap();
    let mut marked = Vec::new();
    for snippet in &cards.first().unwrap().snippets {
        let units: Vec<u16> = snippet.text.encode_utf16().collect();
        let marks = snippet.marks.iter();
        marked.extend(marks.map(|(from, to)| String::from_utf16(&units[*from as usize..*to as usize]).unwrap()));
    }
    marked
}

#[test]
fn snippets_mark_the_words_in_utf16() {
    let engine = archive(&[("T", "Nothing here.\n𝄞 Ärger about the harbours, and the harbour 𝄞.")]);
    assert_eq!(marked(&engine, "harbour arger"), ["Ärger", "harbours", "harbour"]);
}

#[test]
fn snippets_mark_a_phrase_only_where_it_stands() {
    let body =
        "The health of the world. The World Health Organization, a health organization.\n东京 and 东京都 and 京都.";
    let engine = archive(&[("T", body)]);
    assert_eq!(marked(&engine, "\"world health organization\""), ["World", "Health", "Organization"]);
    assert_eq!(marked(&engine, "\"the world\" health"), ["health", "the", "world", "The", "World", "Health", "health"]);
    assert_eq!(marked(&engine, "\"a a b\""), Vec::<String>::new());
    assert_eq!(marked(&engine, "东京都"), ["东京都"]);
    // Near each other, in any order: the words wherever they are.
    assert_eq!(marked(&engine, "\"organization world\"~3"), ["world", "World", "Organization", "organization"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn answers_in_slices_are_those_at_once(
        articles in samples::articles(30),
        texts in prop::collection::vec(queries(), 6),
        slice in 1usize..200,
    ) {
        let engine = Engine::from_articles(articles.iter()).unwrap();
        for text in texts {
            let query = Query { text, ..Query::default() };
            let steps = StepCounter::in_slices(slice);
            let at_once = engine.query(&query);
            prop_assert_eq!(&finish(engine.query_in_steps(&query, &steps)), &at_once, "{:?}", query);
            let ids: Vec<String> = at_once.into_iter().flat_map(|answer| answer.hits).map(|hit| hit.id).collect();
            let cards = finish(engine.cards_in_steps(&ids, &query, &steps));
            prop_assert_eq!(cards, engine.cards(&ids, &query), "{:?}", query);
        }
    }
}

/// An archive of this many articles with frequent words and some that only one article has.
fn large_archive(articles: usize) -> Engine {
    let texts: Vec<(String, String)> = (0..articles)
        .map(|n| (format!("Report {n}"), format!("the cat and the dog of the port to a{n} in the b{n}\n").repeat(5)))
        .collect();
    archive(&texts.iter().map(|(title, body)| (title.as_str(), body.as_str())).collect::<Vec<_>>())
}

/// Queries that would take long if each word cost what the first does, or more.
fn long_queries() -> Vec<(&'static str, String)> {
    let words = ["the", "of", "and", "to", "in"];
    let list = |n: usize, word: &dyn Fn(usize) -> String| (0..n).map(word).collect::<Vec<_>>();
    vec![
        ("a word near itself", format!("\"{}\"~9999", "the ".repeat(240))),
        ("frequent words near each other", format!("\"{}\"~9999", list(240, &|n| words[n % 5].to_owned()).join(" "))),
        ("nearness or nearness", vec!["\"the of and to\"~9999"; 60].join(" OR ")),
        ("a phrase of one word", format!("\"{}\"", "the ".repeat(250))),
        ("beginnings", list(250, &|n| format!("{}*", ["a", "b", "t", "c"][n % 4])).join(" OR ")),
        ("a phrase with beginnings", "\"t* a* i* t* b*\"~50".to_owned()),
        ("alternatives", list(250, &|n| words[n % 5].to_owned()).join(" OR ")),
        ("exclusions", format!("the {}", list(250, &|n| format!("-a{n}")).join(" "))),
        ("misspelt words", list(250, &|n| format!("reprot{n}x")).join(" ")),
        ("names", list(250, &|n| format!("actor:byron{n}")).join(" OR ")),
    ]
}

#[test]
fn no_query_works_long_without_a_pause() {
    const SLICE: usize = 2_000;
    let engine = large_archive(200);
    for (name, text) in long_queries() {
        let steps = StepCounter::in_slices(SLICE);
        let answer = finish(engine.query_in_steps(&asked(&text), &steps)).unwrap();
        let ids: Vec<String> = answer.hits.into_iter().map(|hit| hit.id).collect();
        finish(engine.cards_in_steps(&ids, &asked(&text), &steps)).unwrap();
        assert!(steps.taken() > 0, "{name}");
        // What can't be divided: the postings of a word, the words with a beginning, the spelling of a word.
        assert!(steps.longest_slice() <= (SLICE + 12_000) as u64, "{name}: {}", steps.longest_slice());
    }
}

#[test]
fn the_work_on_a_query_grows_with_the_archive() {
    let engines = [200, 400, 800].map(large_archive);
    for (name, text) in long_queries() {
        let work = engines.each_ref().map(|engine| {
            let steps = StepCounter::at_once();
            finish(engine.query_in_steps(&asked(&text), &steps)).unwrap();
            steps.taken() as f64
        });
        for pair in work.windows(2) {
            assert!(pair[1] <= pair[0] * 2.6, "{name}: {work:?}");
        }
    }
}

#[test]
fn a_repeated_word_is_read_once() {
    let engine = large_archive(100);
    for how in ["", "~9999"] {
        let work = |times: usize| {
            let steps = StepCounter::at_once();
            finish(engine.query_in_steps(&asked(&format!("\"{}\"{how}", "the ".repeat(times))), &steps)).unwrap();
            steps.taken()
        };
        assert!(work(240) < work(2) * 3 / 2, "{how}: {} {}", work(2), work(240));
    }
}

#[test]
fn what_would_read_too_much_is_refused_with_its_place() {
    let text = "port \"the of\"";
    let Some(QueryNode::Both(nodes)) = parse(text, false).unwrap() else { panic!("two leaves") };
    let leaf = |node: &QueryNode| match node {
        QueryNode::Leaf(leaf) => leaf.clone(),
        _ => panic!("a leaf"),
    };
    let (word, phrase) = (leaf(&nodes[0]), leaf(&nodes[1]));
    let term =
        |count: u64| vec![ArchiveWord { number: crate::index::TermId(0), count: count as u32, languages: u64::MAX }];
    let mut needs = ReadingNeeds::default();
    needs.add(&LeafTerms { leaf: &word, terms: vec![term(MAX_POSTINGS / 2)] }, text).unwrap();
    let half = term(MAX_POSTINGS / POSITION_WEIGHT / 2);
    let refused = needs.add(&LeafTerms { leaf: &phrase, terms: vec![half.clone(), half] }, text);
    assert_eq!(refused, Err(QueryError::Malformed { problem: Problem::TooMuchToRead, position: 11 }));
    let many = LeafTerms { leaf: &word, terms: vec![vec![term(1)[0]; MAX_ARCHIVE_WORDS + 1]] };
    assert!(ReadingNeeds::default().add(&many, text).is_err());
}
