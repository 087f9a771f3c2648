//! News articles in 17 languages in which every actor and every quote is labelled.
//!
//! The measures are those of `../shared/data/score_actors.py`: an answer is right if its name or the words of one of its
//! mentions are a form of an actor in the labels, letters folded, and each actor is found once. A quote is found if 80% of
//! its words are shared.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dateline::actors::{self, Dictionary};
use dateline::model::{ActorKind, Article, ArticleActor, Mention, Place};
use dateline::{document, extract, quotes};
use serde::Deserialize;
use serde_json::json;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::text::rows;
use crate::measure::Score;
use crate::options::Options;
use crate::report::Report;

#[derive(Deserialize)]
struct Row {
    id: String,
    language: String,
    title: String,
    body: Vec<String>,
    actors: Vec<Labelled>,
    #[serde(default)]
    optional: Vec<String>,
    #[serde(default)]
    quotes: Vec<Said>,
}

#[derive(Deserialize)]
struct Labelled {
    name: String,
    forms: Vec<String>,
}

#[derive(Deserialize)]
struct Said {
    text: String,
    speaker: Option<String>,
}

#[derive(Default)]
struct Counts {
    articles: usize,
    right: usize,
    wrong: usize,
    missed: usize,
    wrong_persons: usize,
    quotes_right: usize,
    quotes_wrong: usize,
    quotes_missed: usize,
    speakers: usize,
}

impl Counts {
    fn add(&mut self, other: &Counts) {
        self.articles += other.articles;
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
        self.wrong_persons += other.wrong_persons;
        self.quotes_right += other.quotes_right;
        self.quotes_wrong += other.quotes_wrong;
        self.quotes_missed += other.quotes_missed;
        self.speakers += other.speakers;
    }
}

/// Scores actors, quotes and speakers.
pub fn run(data: &Path, options: &Options, report: &mut Report) {
    let file = data.join("actors_multi/dev.jsonl");
    if !file.exists() {
        eprintln!("quality: actors_multi SKIPPED: {} does not exist", file.display());
        return;
    }
    let dictionary = Dictionary::shipped();
    let rows: Vec<Row> = rows(&file);
    let (mut all, mut german) = (Counts::default(), Counts::default());
    let mut n_listed = 0;
    for row in &rows {
        let (counts, notes) = count(row, &article(row, &dictionary));
        all.add(&counts);
        if row.language == "de" {
            german.add(&counts);
        }
        if n_listed < options.errors && !notes.is_empty() {
            n_listed += 1;
            eprintln!("actors_multi: {}: {}", row.id, notes.join("; "));
        }
    }
    let set = "actors_multi";
    let actors = Score::from_counts(all.right, all.wrong, all.missed);
    report.add(set, "actors precision", all.articles, "", actors.precision, Some(0.93));
    report.add(set, "actors recall", all.articles, "", actors.recall, Some(0.76));
    report.add(set, "actors F1", all.articles, actors.detail(), actors.f1(), Some(0.84));
    let score = Score::from_counts(german.right, german.wrong, german.missed);
    report.add(set, "German actors F1", german.articles, score.detail(), score.f1(), Some(0.85));
    let share = all.wrong_persons as f64 / all.articles.max(1) as f64;
    report.add(set, "wrong persons an article", all.articles, "the fewer the better; at most .15", share, None);
    let score = Score::from_counts(all.quotes_right, all.quotes_wrong, all.quotes_missed);
    report.add(set, "quotes F1", all.quotes_right + all.quotes_missed, score.detail(), score.f1(), Some(0.92));
    let share = all.speakers as f64 / all.quotes_right.max(1) as f64;
    report.add(set, "speaker right", all.quotes_right, format!("{} right", all.speakers), share, Some(0.76));
}

/// The article of a record with the row's title and body.
fn article(row: &Row, dictionary: &Dictionary) -> Article {
    let record = json!({ "id": row.id, "title": row.title, "body": row.body }).to_string();
    let mut found = None;
    document::read("record.jsonl", record.as_bytes(), &mut |document| found = document.ok().map(extract::article));
    let mut article = found.unwrap_or_else(|| panic!("{} is a record", row.id));
    actors::annotate(&mut article, dictionary);
    quotes::annotate(&mut article);
    article
}

fn count(row: &Row, article: &Article) -> (Counts, Vec<String>) {
    let mut counts = Counts { articles: 1, ..Counts::default() };
    let mut notes = Vec::new();
    let gold: Vec<BTreeSet<String>> = row
        .actors
        .iter()
        .map(|actor| actor.forms.iter().chain([&actor.name]).map(|form| fold(form)).collect())
        .collect();
    let optional: BTreeSet<String> = row.optional.iter().map(|name| fold(name)).collect();
    let mut found = BTreeSet::new();
    let mut labels: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for actor in &article.actors {
        let forms = forms(article, actor);
        let fits = |at: &usize| gold.get(*at).is_some_and(|label| !label.is_disjoint(&forms));
        let hit = (0..gold.len()).find(|at| fits(at) && !found.contains(at));
        let again = (0..gold.len()).find(fits);
        match hit {
            Some(at) => {
                found.insert(at);
                counts.right += 1;
                labels.insert(&actor.id, Some(at));
            }
            None if again.is_none() && !optional.is_disjoint(&forms) => {}
            None => {
                labels.entry(&actor.id).or_insert(again);
                counts.wrong += 1;
                counts.wrong_persons += usize::from(actor.kind == ActorKind::Person);
                notes.push(format!("{} is none", actor.name));
            }
        }
    }
    counts.missed = gold.len() - found.len();
    let mut left: Vec<&Said> = row.quotes.iter().collect();
    for quote in &article.quotes {
        let own = words(&quote.text);
        let shared = |other: &Said| overlap(&own, &words(&other.text));
        let best = (0..left.len()).rev().max_by_key(|at| left.get(*at).map_or(0, |other| shared(other)));
        let is_found = best.and_then(|at| left.get(at)).is_some_and(|other| {
            let longer = own.values().sum::<usize>().max(words(&other.text).values().sum());
            shared(other) * 5 >= longer * 4
        });
        let Some(at) = best.filter(|_| is_found) else {
            counts.quotes_wrong += 1;
            continue;
        };
        let label = left.remove(at);
        counts.quotes_right += 1;
        let speaker = quote.speaker.as_deref();
        let is_right = match &label.speaker {
            None => speaker.is_none(),
            Some(name) => speaker
                .and_then(|id| labels.get(id).copied().flatten())
                .and_then(|at| gold.get(at))
                .is_some_and(|forms| forms.contains(&fold(name))),
        };
        counts.speakers += usize::from(is_right);
        if !is_right {
            let shown = label.speaker.as_deref().unwrap_or("nobody");
            notes.push(format!("{shown} is taken for {}", speaker.unwrap_or("nobody")));
        }
    }
    counts.quotes_missed = left.len();
    (counts, notes)
}

/// The folded name and mentions of an actor.
fn forms(article: &Article, actor: &ArticleActor) -> BTreeSet<String> {
    let words = |mention: &Mention| {
        let text = match mention.paragraph {
            Place::Title => Some(&article.title.value),
            Place::Paragraph(at) => article.body.get(at as usize),
        };
        text.and_then(|text| text.get(mention.start..mention.end)).map(fold)
    };
    actor.mentions.iter().filter_map(words).chain([fold(&actor.name)]).collect()
}

/// Lower case, without accents, words parted by single spaces.
fn fold(text: &str) -> String {
    let folded: String = text.nfkd().flat_map(char::to_lowercase).filter(|c| !is_combining_mark(*c)).collect();
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The words with how often they occur; the letters in scripts without spaces.
fn words(text: &str) -> BTreeMap<String, usize> {
    let is_unspaced =
        |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{0e00}'..='\u{0e7f}');
    let mut words = BTreeMap::new();
    if text.chars().any(is_unspaced) {
        text.chars().filter(|c| c.is_alphanumeric()).for_each(|c| *words.entry(c.to_string()).or_default() += 1);
    } else {
        fold(text).split(' ').for_each(|word| *words.entry(word.to_owned()).or_default() += 1);
    }
    words
}

fn overlap(a: &BTreeMap<String, usize>, b: &BTreeMap<String, usize>) -> usize {
    a.iter().map(|(word, n)| b.get(word).map_or(0, |other| *n.min(other))).sum()
}
