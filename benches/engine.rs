//! How fast the engine builds and answers, natively: `cargo bench --bench engine -- [ARTICLES]`.
//!
//! The archive is generated: ten years, 300 outlets, 20,000 actors and 60,000 words, with frequencies as uneven as in
//! real archives (Zipf). Times are medians of rounds over the same questions.

mod dice;

use std::time::{Duration, Instant};

use dateline::model::{
    ActorKind, Article, ArticleActor, DateBasis, Day, OutletBasis, OutletRef, PartialDate, PublicationDate, Title,
    TitleBasis,
};
use dateline::query::{Engine, FacetKind, Query};
use dice::Dice;

fn article(number: u64, dice: &mut Dice) -> Article {
    let actors: Vec<u64> = (0..1 + dice.next(8)).map(|_| dice.skewed(20_000)).collect();
    let outlet = dice.skewed(300);
    let mut words = |count: u64| (0..count).map(|_| format!("w{}", dice.skewed(60_000))).collect::<Vec<_>>().join(" ");
    let (title, body) = (words(8), words(250));
    let day = Day::new(2015, 1, 1).and_then(|day| day.plus_days(dice.next(3650) as i32));
    Article {
        id: number.to_string(),
        source: format!("made#{number}"),
        title: Title { value: title, basis: TitleBasis::Stated },
        date: day.map(|day| PublicationDate::new(PartialDate::Day(day), DateBasis::Stated, "")),
        outlet: Some(OutletRef {
            id: format!("outlet-{outlet}"),
            name: format!("Outlet {outlet}"),
            basis: OutletBasis::Stated,
            evidence: String::new(),
        }),
        body: vec![body],
        actors: actors
            .into_iter()
            .map(|actor| ArticleActor {
                id: format!("actor-{actor}"),
                name: format!("Actor {actor}"),
                kind: ActorKind::Person,
                mentions: Vec::new(),
            })
            .collect(),
        // Half of the articles tell a story with others, 3 on average.
        story: number.is_multiple_of(2).then(|| format!("Story {}", number / 6)),
        ..Article::default()
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn main() {
    let count = std::env::args().filter_map(|argument| argument.parse().ok()).next_back().unwrap_or(20_000u64);
    let mut dice = Dice(88_172_645_463_325_252);
    let articles: Vec<Article> = (0..count).map(|number| article(number, &mut dice)).collect();
    let begun = Instant::now();
    let engine = match Engine::from_articles(articles.iter()) {
        Ok(engine) => engine,
        Err(error) => return eprintln!("{error}"),
    };
    println!("{count} articles: built in {:?}", begun.elapsed());
    drop(articles);

    let text = |text: &str| Query { text: text.to_owned(), exact: true, ..Query::default() };
    let actor = |actor: u64| {
        let mut query = Query::default();
        query.filters[FacetKind::Actors].all.push(format!("actor-{actor}"));
        query
    };
    let mut two_outlets = Query::default();
    two_outlets.filters[FacetKind::Outlets].any.extend(["outlet-3", "outlet-40"].map(str::to_owned));
    let questions: [(&str, Query); 9] = [
        ("everything", Query::default()),
        ("a frequent actor", actor(1)),
        ("a rare actor", actor(9000)),
        ("two outlets", two_outlets),
        ("three years", Query { from: Day::new(2017, 1, 1), to: Day::new(2019, 12, 31), ..Query::default() }),
        ("a frequent word", text("w5")),
        ("a rare word", text("w40000")),
        ("a prefix", text("w123*")),
        ("a phrase", text("\"w5 w9\"")),
    ];
    for (name, query) in questions {
        let mut times = Vec::new();
        let mut total = 0;
        for _ in 0..15 {
            let begun = Instant::now();
            total = engine.query(&query).map_or(0, |answer| answer.total);
            times.push(begun.elapsed());
        }
        println!("{name}: {total} articles in {:?}", median(times));
        let mut times = Vec::new();
        let mut stories = 0;
        for _ in 0..15 {
            let begun = Instant::now();
            stories = engine.stories(&query).map_or(0, |list| list.stories);
            times.push(begun.elapsed());
        }
        println!("{name}: {stories} stories in {:?}", median(times));
    }
}
