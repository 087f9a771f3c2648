//! Wordings made from real quotes, as newsrooms make them: cut, with an ellipsis, in other marks, with one word changed.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use dateline::survey::{AttributedQuote, OutletName, QuoteGroup, Speaker, group};

use crate::measure::Score;

/// The minimum length, in words, of quotes from which wordings are made.
const MIN_WORDS: usize = 12;

/// The length, in words, of the runs by which two quotes are told to be the same one from the start.
const RUN: usize = 4;

/// A quote of an article: its words and its speaker.
pub type Said = (String, Option<Speaker>);

/// How well wordings of the same quote are joined, and those of different ones kept apart: pairs of wordings in one group.
/// Also the number of quotes from which wordings were made.
pub fn score(quotes: &[Said]) -> (Score, usize) {
    let originals = distinct(quotes);
    let mut told = Vec::new();
    for (origin, (text, speaker)) in originals.iter().enumerate() {
        for (place, wording) in wordings(text, origin).into_iter().enumerate() {
            // Some newsrooms do not name the speaker.
            let speaker = speaker.clone().filter(|_| place != UNNAMED);
            told.push(attributed(&wording, speaker, origin, place));
        }
    }
    let n_pairs = originals.len() * N_WORDINGS * (N_WORDINGS - 1) / 2;
    let (mut right, mut wrong) = (0, 0);
    for group in group(told) {
        let origins = origins(&group);
        for (at, origin) in origins.iter().enumerate() {
            for other in origins.iter().skip(at + 1) {
                *(if origin == other { &mut right } else { &mut wrong }) += 1;
            }
        }
    }
    (Score::from_counts(right, wrong, n_pairs - right), originals.len())
}

/// How many wordings are made of each quote.
const N_WORDINGS: usize = 6;

/// The place of the wording whose speaker is not named.
const UNNAMED: usize = 3;

/// The wordings of a quote. `seed` chooses where it is cut and which word is changed.
fn wordings(text: &str, seed: usize) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let n = words.len();
    let join = |range: std::ops::Range<usize>| words.get(range).unwrap_or_default().join(" ");
    let cut = n * 3 / 5;
    let gap = n / 3 + seed % 3;
    let mut changed = words.clone();
    let at = n / 4 + seed % (n / 2);
    if let Some(word) = changed.get_mut(at) {
        *word = "whatsoever";
    }
    vec![
        text.to_owned(),
        join(0..cut),
        join(n - cut..n),
        format!("{} … {}", join(0..gap), join(gap + 2..n)),
        text.replace('’', "'").replace(['“', '”'], "\"").replace(" — ", " – ").to_uppercase(),
        changed.join(" "),
    ]
}

/// The quotes that are long enough, without those that share half of their runs with an earlier one: several newsrooms
/// have them.
fn distinct(quotes: &[Said]) -> Vec<&Said> {
    let mut seen: HashSet<Vec<String>> = HashSet::new();
    let mut distinct = Vec::new();
    for said in quotes {
        let words: Vec<String> = said.0.split_whitespace().map(str::to_lowercase).collect();
        if words.len() < MIN_WORDS {
            continue;
        }
        let runs: BTreeSet<Vec<String>> = words.windows(RUN).map(<[String]>::to_vec).collect();
        let known = runs.iter().filter(|run| seen.contains(*run)).count();
        if known * 4 < runs.len() {
            distinct.push(said);
        }
        seen.extend(runs);
    }
    distinct
}

fn attributed(text: &str, speaker: Option<Speaker>, origin: usize, place: usize) -> AttributedQuote {
    let outlet = OutletName { id: format!("outlet-{place}"), name: format!("Outlet {place}") };
    AttributedQuote {
        text: text.to_owned(),
        speaker,
        article: format!("{origin}/{place}").into(),
        title: "".into(),
        date: None,
        outlet: Some(Arc::new(outlet)),
    }
}

/// The originals of a group's wordings.
fn origins(group: &QuoteGroup) -> Vec<usize> {
    let origin = |told: &AttributedQuote| told.article.split('/').next().and_then(|origin| origin.parse().ok());
    group.quotes().filter_map(origin).collect()
}
