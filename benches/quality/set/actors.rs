//! Texts in which every person, organisation and state is marked, with Wikidata ids (ad-freiburg/elevant).

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use dateline::actors::{self, Dictionary};
use dateline::quotes;
use serde::Deserialize;

use super::text::{Annotated, AnnotatedSet, plain, rows};
use crate::measure::Score;
use crate::options::Options;
use crate::report::Report;

#[derive(Deserialize)]
struct Row {
    title: Option<String>,
    text: String,
    evaluation_span: Span,
    mentions: Vec<Mention>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Span {
    One((usize, usize)),
    Many(Vec<(usize, usize)>),
}

impl Span {
    fn holds(&self, (start, end): (usize, usize)) -> bool {
        match self {
            Span::One((first, last)) => *first <= start && end <= *last,
            Span::Many(spans) => spans.iter().any(|(first, last)| *first <= start && end <= *last),
        }
    }
}

#[derive(Deserialize)]
struct Mention {
    start: usize,
    end: usize,
    qid: Option<String>,
    r#type: String,
    #[serde(default)]
    coref: Option<bool>,
    #[serde(default)]
    optional: Option<bool>,
}

#[derive(Default)]
struct Counts {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Counts {
    fn score(&self) -> Score {
        Score::from_counts(self.right, self.wrong, self.missed)
    }
}

/// Scores all sets of annotated texts, and measures the speed.
pub fn run(data: &Path, options: &Options, report: &mut Report) {
    let dictionary = Dictionary::shipped();
    for (name, bars) in [("news-fair-v2", Some((0.80, 0.90))), ("msnbc-updated", None), ("reuters-128", None)] {
        let file = data.join("entities").join(format!("{name}.jsonl.gz"));
        score(&AnnotatedSet { name, file, bars }, &dictionary, options, report);
    }
    speed(data, &dictionary, report);
}

/// Scores one set: mentions, the set of actors of a document, and which mentions mean the same actor.
pub fn score(set: &AnnotatedSet, dictionary: &Dictionary, options: &Options, report: &mut Report) {
    let &AnnotatedSet { name: set, ref file, bars } = set;
    let rows: Vec<Row> = rows(file);
    let (mut mentions, mut documents, mut pairs) = (Counts::default(), Counts::default(), Counts::default());
    let mut n_listed = 0;
    for row in &rows {
        let annotated = Annotated::of(row.title.as_deref().unwrap_or(""), None, &row.text, dictionary);
        let mut found: BTreeMap<(usize, usize), &str> = BTreeMap::new();
        for actor in &annotated.article.actors {
            for mention in &actor.mentions {
                if let Some(span) = annotated.span(mention.paragraph, mention.start, mention.end)
                    && row.evaluation_span.holds(span)
                {
                    found.insert(span, &actor.id);
                }
            }
        }
        let wrong = count(row, &found, &mut mentions, &mut documents, &mut pairs);
        for (start, end) in wrong {
            if n_listed < options.errors {
                n_listed += 1;
                let words: String = row.text.chars().skip(start).take(end - start).collect();
                eprintln!("actors: {set}: `{words}` at {start} is no actor there");
            }
        }
    }
    let add = |report: &mut Report, measure, counts: &Counts, bar| {
        let score = counts.score();
        report.add(set, measure, rows.len(), score.detail(), score.f1(), bar);
    };
    add(report, "actors, mentions F1", &mentions, bars.map(|bars| bars.0));
    add(report, "actors, document sets F1", &documents, None);
    add(report, "actors, alias pairs F1", &pairs, bars.map(|bars| bars.1));
}

/// Compares one document; returns the spans that are wrong.
fn count(
    row: &Row,
    found: &BTreeMap<(usize, usize), &str>,
    mentions: &mut Counts,
    documents: &mut Counts,
    pairs: &mut Counts,
) -> Vec<(usize, usize)> {
    let mut gold: BTreeMap<(usize, usize), &str> = BTreeMap::new();
    let mut optional = BTreeSet::new();
    let mut unknown = Vec::new();
    for mention in row.mentions.iter().filter(|mention| mention.coref != Some(true)) {
        let span = (mention.start, mention.end);
        match mention.r#type.as_str() {
            "UNKNOWN" => unknown.push(span),
            "PERSON" | "ORG" | "GPE" if mention.optional == Some(true) => {
                optional.insert(span);
            }
            "PERSON" | "ORG" | "GPE" => {
                gold.insert(span, mention.qid.as_deref().unwrap_or(""));
            }
            _ => {}
        }
    }
    let overlaps = |span: &(usize, usize)| unknown.iter().any(|(start, end)| *start < span.1 && span.0 < *end);
    let right: Vec<_> = gold.iter().filter_map(|(span, qid)| found.get(span).map(|id| (*qid, *id))).collect();
    let is_wrong = |span: &&(usize, usize)| !gold.contains_key(*span) && !optional.contains(*span) && !overlaps(span);
    let wrong: Vec<_> = found.keys().filter(is_wrong).copied().collect();
    mentions.right += right.len();
    mentions.missed += gold.len() - right.len();
    mentions.wrong += wrong.len();
    let wanted: BTreeSet<&str> = gold.values().copied().collect();
    let reached: BTreeSet<&str> = right.iter().map(|(qid, _)| *qid).collect();
    let named: BTreeSet<&str> = right.iter().map(|(_, id)| *id).collect();
    documents.right += reached.len();
    documents.missed += wanted.len() - reached.len();
    documents.wrong += found.values().copied().collect::<BTreeSet<_>>().len() - named.len();
    for (index, (qid, id)) in right.iter().enumerate() {
        for (other_qid, other_id) in right.iter().skip(index + 1) {
            match (qid == other_qid, id == other_id) {
                (true, true) => pairs.right += 1,
                (false, true) => pairs.wrong += 1,
                (true, false) => pairs.missed += 1,
                (false, false) => {}
            }
        }
    }
    wrong
}

/// Measures how much text one core annotates per second, quotes included.
fn speed(data: &Path, dictionary: &Dictionary, report: &mut Report) {
    #[derive(Deserialize)]
    struct Text {
        text: String,
    }
    const TEXTS: usize = 300;
    const ROUNDS: usize = 3;
    let mut texts: Vec<Text> = rows(&data.join("quotes/polnear_train.jsonl.gz"));
    texts.truncate(TEXTS);
    let size: usize = texts.iter().map(|text| text.text.len()).sum();
    let mut best = f64::MAX;
    for _ in 0..ROUNDS {
        let articles: Vec<_> = texts.iter().map(|text| plain("", None, &text.text).0).collect();
        let start = Instant::now();
        for mut article in articles {
            actors::annotate(&mut article, dictionary);
            quotes::annotate(&mut article);
            black_box(article);
        }
        best = best.min(start.elapsed().as_secs_f64());
    }
    let figure = size as f64 / 1e6 / best.max(f64::MIN_POSITIVE);
    report.add("speed", "actors and quotes, MB per second, one core", texts.len(), "", figure, Some(5.0));
}
