//! How fast stories are found, and how well copies: `cargo bench --bench stories -- [ARTICLES]`.
//!
//! The archive is generated: ten years of reports with words as uneven as in real archives (Zipf). Every tenth event has
//! several reports, some of them copies: cut to 40 %, with another headline, with 5 % of the words changed, with an
//! agency's line, or all of that. Each copy must be in the family of its original, and nothing else may be.

mod dice;

use std::collections::HashMap;
use std::time::{Duration, Instant};

use dateline::model::{Article, DateBasis, Day, PartialDate, PublicationDate, Title, TitleBasis};
use dateline::story::{StoryBuilder, StoryOutline};
use dice::Dice;

/// A word; some are far more frequent than others.
fn word(dice: &mut Dice) -> String {
    let number = 1 + dice.skewed(200_000);
    if number % 7 == 3 { format!("Name{number}") } else { format!("w{number}") }
}

fn words(dice: &mut Dice, count: u64) -> Vec<String> {
    (0..count).map(|_| word(dice)).collect()
}

fn article(id: String, day: i32, title: &[String], body: &[String]) -> Article {
    let day = Day::new(2015, 1, 1).and_then(|first| first.plus_days(day));
    Article {
        source: format!("{id}.txt"),
        id,
        title: Title { value: title.join(" "), basis: TitleBasis::Stated },
        date: day.map(|day| PublicationDate::new(PartialDate::Day(day), DateBasis::Stated, "")),
        language: Some("en".to_owned()),
        body: vec![body.join(" ")],
        ..Article::default()
    }
}

/// The next event: an article, and sometimes copies of it. The ids of a family begin alike.
fn event(number: usize, dice: &mut Dice) -> Vec<Article> {
    let (length, day) = (150 + dice.next(200), dice.next(3650) as i32);
    let body = words(dice, length);
    let mut articles = vec![article(format!("{number}/0"), day, &words(dice, 8), &body)];
    let n_copies = if dice.next(10) == 0 { 1 + dice.next(4) } else { 0 };
    for copy in 1..=n_copies {
        let kind = dice.next(4);
        let mut text = body.clone();
        if kind == 0 || kind == 3 {
            text.truncate(text.len() * 2 / 5);
        }
        if kind == 1 || kind == 3 {
            for changed in &mut text {
                if dice.next(20) == 0 {
                    *changed = word(dice);
                }
            }
        }
        if kind >= 2 {
            text.insert(0, "OLDPORT (AP) -".to_owned());
        }
        let later = day + dice.next(2) as i32;
        articles.push(article(format!("{number}/{copy}"), later, &words(dice, 8), &text));
    }
    articles
}

fn main() {
    let count = std::env::args().filter_map(|argument| argument.parse().ok()).next_back().unwrap_or(20_000_usize);
    let mut dice = Dice(88_172_645_463_325_252);
    let mut builder = StoryBuilder::default();
    let mut time = Duration::ZERO;
    let (mut n_articles, mut number) = (0, 0);
    let mut n_pairs = 0;
    while n_articles < count {
        let articles = event(number, &mut dice);
        number += 1;
        n_articles += articles.len();
        n_pairs += articles.len() * (articles.len() - 1) / 2;
        let begun = Instant::now();
        articles.iter().for_each(|article| builder.add(StoryOutline::new(article)));
        time += begun.elapsed();
    }
    println!("{n_articles} articles: read in {time:?}");
    let begun = Instant::now();
    let stories = builder.stories(&[]);
    println!("{} stories in {:?}", stories.len(), begun.elapsed());
    let (mut n_found, mut n_right) = (0, 0);
    for family in stories.iter().flat_map(|story| &story.copies) {
        n_found += family.len() * (family.len() - 1) / 2;
        let mut events: HashMap<&str, usize> = HashMap::new();
        for id in family {
            *events.entry(id.split('/').next().unwrap_or_default()).or_default() += 1;
        }
        n_right += events.values().map(|n| n * (n - 1) / 2).sum::<usize>();
    }
    let share = |n: usize, of: usize| n as f64 / of.max(1) as f64;
    println!(
        "copies: {n_pairs} pairs, recall {:.4}, precision {:.4}",
        share(n_right, n_pairs),
        share(n_right, n_found)
    );
}
