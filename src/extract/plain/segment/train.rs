//! Learns `weights.tsv` from the labelled pages in `../shared/data/plaintext`.
//!
//! `cargo test --lib learn_the_weights -- --ignored --nocapture` writes the file anew. Where only pieces of a text are
//! labelled, the rest of its blocks take the best states that fit (latent structured perceptron).

use std::borrow::Cow;
use std::collections::HashSet;
use std::fs;
use std::io::Read as _;
use std::path::Path;

use super::features::{self, N_FEATURES, name_of};
use super::{N_STATES, STATES, STEPS, State, Weights, best_states, step_name};
use crate::extract::plain::block;

const EPOCHS: usize = 12;

/// How often a page is also learned as a collector would have left it.
const BARE: usize = 1;

/// A page with the states that its labels allow, one bit a state.
struct Page {
    id: String,
    features: Vec<Vec<u16>>,
    allowed: Vec<u8>,
    tokens: Vec<f32>,
}

#[test]
#[ignore = "learns for minutes and writes into the sources"]
fn learn_the_weights() {
    let folder = Path::new("../shared/data/plaintext");
    if !folder.is_dir() {
        eprintln!("SKIPPED: {} is not there", folder.display());
        return;
    }
    let pages = pages(folder);
    let (held, rest): (Vec<&Page>, Vec<&Page>) = pages.iter().partition(|page| bucket(&page.id) == 0);
    let weights = learn(&rest);
    eprintln!(
        "held out: {:.3} of {} pages; seen: {:.3}",
        accuracy(&held, &weights),
        held.len(),
        accuracy(&rest, &weights)
    );
    let weights = learn(&pages.iter().collect::<Vec<_>>());
    let mut lines = Vec::new();
    for (index, row) in weights.features.iter().enumerate() {
        if row.iter().any(|weight| weight.abs() >= 0.005) {
            let cells: Vec<String> = row.iter().map(|weight| format!("{weight:.2}")).collect();
            lines.push(format!("{}\t{}", name_of(index), cells.join("\t")));
        }
    }
    for (step, (from, to)) in STEPS.iter().enumerate() {
        lines.push(format!("{}\t{:.2}", step_name(*from, *to), weights.steps[step]));
    }
    lines.sort();
    fs::write("src/extract/plain/segment/weights.tsv", lines.join("\n") + "\n").expect("the data set is whole");
}

fn bucket(id: &str) -> u32 {
    let page = id.split('+').next().unwrap_or(id);
    page.bytes().fold(7_u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte))) / 64 % 5
}

/// Share of the tokens of body blocks that are found, times that of those found which are right, as their F1.
fn accuracy(pages: &[&Page], weights: &Weights) -> f32 {
    let mut sum = 0.0;
    let mut n = 0.0;
    for page in pages.iter().filter(|page| page.allowed.iter().all(|mask| mask.count_ones() == 1)) {
        let found = best_states(&page.features, weights, &mut |_, _| 0.0);
        let (mut right, mut wrong, mut missed) = (0.0, 0.0, 0.0);
        for (at, state) in found.iter().enumerate() {
            let gold = page.allowed[at] == 1 << State::Body as u8;
            match (gold, *state == State::Body) {
                (true, true) => right += page.tokens[at],
                (false, true) => wrong += page.tokens[at],
                (true, false) => missed += page.tokens[at],
                _ => {}
            }
        }
        sum += 2.0 * right / f32::max(2.0 * right + wrong + missed, 1.0);
        n += 1.0;
    }
    sum / f32::max(n, 1.0)
}

fn learn(pages: &[&Page]) -> Weights {
    let mut weights = Weights::zero();
    let mut total = Weights::zero();
    let mut order: Vec<usize> = (0..pages.len()).collect();
    let mut seed = 1_u64;
    let mut updates = 0.0;
    for _ in 0..EPOCHS {
        for at in (1..order.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(at, (seed >> 33) as usize % (at + 1));
        }
        for page in order.iter().map(|at| pages[*at]) {
            let mut fits = |at: usize, state: State| if page.allowed[at] >> state as u8 & 1 == 1 { 0.0 } else { -1e6 };
            let gold = best_states(&page.features, &weights, &mut fits);
            // What is wrong is made attractive, the more the longer the block, so that right has to win clearly.
            let mut tempt = |at: usize, state: State| {
                let wrong = (gold[at] == State::Body) != (state == State::Body);
                if wrong { 1.0 + page.tokens[at].sqrt() / 2.0 } else { 0.0 }
            };
            let found = best_states(&page.features, &weights, &mut tempt);
            let rate = 1.0 / (page.features.len() as f32).sqrt();
            change(&mut weights, page, &gold, rate);
            change(&mut weights, page, &found, -rate);
            for (sum, row) in total.features.iter_mut().zip(&weights.features) {
                (0..N_STATES).for_each(|state| sum[state] += row[state]);
            }
            (0..STEPS.len()).for_each(|step| total.steps[step] += weights.steps[step]);
            updates += 1.0;
        }
    }
    total.features.iter_mut().flatten().chain(&mut total.steps).for_each(|weight| *weight /= updates);
    total
}

fn change(weights: &mut Weights, page: &Page, states: &[State], by: f32) {
    for (at, state) in states.iter().enumerate() {
        for feature in &page.features[at] {
            weights.features[usize::from(*feature)][*state as usize] += by;
        }
        if at > 0
            && let Some(step) = STEPS.iter().position(|step| *step == (states[at - 1], *state))
        {
            weights.steps[step] += by;
        }
    }
}

fn pages(folder: &Path) -> Vec<Page> {
    let mut text = String::new();
    let file = fs::File::open(folder.join("pages.jsonl.gz")).expect("the data set is whole");
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).expect("the data set is whole");
    let truth = fs::read_to_string(folder.join("truth.jsonl")).expect("the data set is whole");
    let rows = |text: &str| -> Vec<serde_json::Value> {
        text.lines().map(|line| serde_json::from_str(line).expect("the data set is whole")).collect()
    };
    let truth: std::collections::BTreeMap<String, serde_json::Value> = rows(&truth)
        .into_iter()
        .map(|row| (row["id"].as_str().expect("the data set is whole").to_owned(), row))
        .collect();
    let labelled: Vec<(String, Vec<String>, Vec<u8>)> = rows(&text)
        .iter()
        .filter_map(|row| {
            let id = row["id"].as_str().expect("the data set is whole").to_owned();
            let blocks: Vec<String> = block::blocks(row["text"].as_str().expect("the data set is whole"))
                .iter()
                .map(Cow::to_string)
                .collect();
            let allowed = labels(&blocks, truth.get(&id)?)?;
            Some((id, blocks, allowed))
        })
        .collect();
    let leads: Vec<String> = labelled
        .iter()
        .filter_map(|(_, blocks, allowed)| {
            let first = allowed.iter().position(|mask| *mask == 1 << State::Body as u8)?;
            Some(blocks[first].clone()).filter(|lead| lead.len() > 80)
        })
        .collect();
    let headlines: Vec<String> = labelled
        .iter()
        .filter_map(|(_, blocks, _)| blocks[0].split([':', '|']).next()?.split(" - ").next().map(str::to_owned))
        .filter(|headline| headline.len() > 30)
        .collect();
    let mut pages = Vec::new();
    for (number, (id, blocks, allowed)) in labelled.into_iter().enumerate() {
        if allowed.iter().all(|mask| mask.count_ones() == 1) {
            for variant in 0..BARE {
                pages.push(bare(&id, number * BARE + variant, &blocks, &allowed, [&leads, &headlines]));
            }
        }
        pages.push(page(id, &blocks, allowed));
    }
    pages
}

fn page(id: String, blocks: &[String], allowed: Vec<u8>) -> Page {
    let tokens = blocks.iter().map(|block| tokens(block).len() as f32).collect();
    let blocks: Vec<Cow<'_, str>> = blocks.iter().map(|block| Cow::Borrowed(block.as_str())).collect();
    Page { id, features: features::of_blocks(&blocks), allowed, tokens }
}

/// The page as a collector would have left it: headline, text, some teasers of other articles, a little furniture.
fn bare(id: &str, number: usize, blocks: &[String], allowed: &[u8], others: [&[String]; 2]) -> Page {
    let is = |mask: u8, state: State| mask == 1 << state as u8;
    let mut kept = Vec::new();
    let first = allowed.iter().position(|mask| is(*mask, State::Body)).unwrap_or(0);
    if !number.is_multiple_of(3) && first > 0 {
        kept.push((blocks[0].split(" - ").next().unwrap_or_default().to_owned(), 1 << State::Before as u8));
    }
    for (block, mask) in blocks.iter().zip(allowed) {
        if is(*mask, State::Body) || is(*mask, State::Gap) {
            kept.push((block.clone(), *mask));
        }
    }
    let after = 1 << State::After as u8;
    let [leads, headlines] = others;
    for teaser in 0..[0, 2, 0, 5, 0, 0][number % 6] {
        kept.push((leads[(number * 17 + teaser * 29 + 5) % leads.len()].clone(), after));
    }
    for teaser in 0..[0, 4, 0, 16, 0, 2, 8][number % 7] {
        kept.push((headlines[(number * 13 + teaser * 31 + 3) % headlines.len()].clone(), after));
    }
    let tail: Vec<&String> =
        blocks.iter().zip(allowed).filter(|(_, mask)| is(**mask, State::After)).map(|(b, _)| b).collect();
    let n_tail = [0, 2, 5, 12, 25][number % 5];
    kept.extend(tail.into_iter().take(n_tail).map(|block| (block.clone(), after)));
    let (blocks, allowed): (Vec<String>, Vec<u8>) = kept.into_iter().unzip();
    page(format!("{id}+bare"), &blocks, allowed)
}

fn tokens(text: &str) -> Vec<&str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|token| !token.is_empty()).collect()
}

fn labels(blocks: &[String], truth: &serde_json::Value) -> Option<Vec<u8>> {
    let bit = |state: State| 1_u8 << state as u8;
    let flat = |text: &str| format!(" {} ", tokens(text).join(" "));
    if let Some(body) = truth["body"].as_str() {
        let whole = flat(body);
        let shingles: HashSet<Vec<&str>> = tokens(body).windows(4).map(<[&str]>::to_vec).collect();
        let lines: HashSet<String> = body.lines().map(flat).collect();
        let in_body: Vec<bool> = blocks
            .iter()
            .map(|block| {
                let words = tokens(block);
                let own: Vec<Vec<&str>> = words.windows(4).map(<[&str]>::to_vec).collect();
                let shared = own.iter().filter(|shingle| shingles.contains(*shingle)).count();
                lines.contains(&flat(block))
                    || (words.len() >= 6 && (whole.contains(&flat(block)) || shared * 5 >= own.len() * 3))
            })
            .collect();
        let first = in_body.iter().position(|body| *body)?;
        let last = in_body.iter().rposition(|body| *body)?;
        let state = |(at, body): (usize, &bool)| match (*body, at) {
            (true, _) => bit(State::Body),
            (_, at) if at < first => bit(State::Before),
            (_, at) if at > last => bit(State::After),
            _ => bit(State::Gap),
        };
        return Some(in_body.iter().enumerate().map(state).collect());
    }
    let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let pieces = |key: &str| -> Vec<String> {
        let list = truth[key].as_array().cloned().unwrap_or_default();
        list.iter().filter_map(|piece| piece.as_str()).map(squeeze).collect()
    };
    let (wanted, unwanted) = (pieces("must_contain"), pieces("must_not_contain"));
    let any = STATES.iter().map(|state| bit(*state)).sum();
    let mask = |block: &String| {
        let block = squeeze(block);
        if wanted.iter().any(|piece| block.contains(piece.as_str()) && piece.len() >= 12) {
            bit(State::Body)
        } else if unwanted.iter().any(|piece| block.contains(piece.as_str())) {
            any & !bit(State::Body)
        } else {
            any
        }
    };
    // A piece that stands twice can contradict the order of states; such pages teach nothing.
    let allowed: Vec<u8> = blocks.iter().map(mask).collect();
    allowed.contains(&bit(State::Body)).then_some(allowed)
}

#[test]
fn every_feature_has_a_name() {
    assert!((0..N_FEATURES).all(|index| !name_of(index).is_empty()));
}
