//! Learns `weights.tsv` from the labelled pages in `../shared/data/plaintext`, and from the lines of other pages, which
//! the extraction from their HTML labels.
//!
//! `cargo test --lib learn_the_weights -- --ignored --nocapture` prints the cross-validated score and then rewrites the
//! file. If only pieces of a text are labelled, the rest of its blocks take the best states that fit (latent structured
//! perceptron).
//!
//! The repository's own plain texts are too few for good weights; with them, a test checks that learning works.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io::Read as _;
use std::path::Path;

use super::features::{self, N_FEATURES, name_of};
use super::{N_STATES, STATES, STEPS, State, Weights, best_states, body_by, step_name};
use crate::document::{self, Content};
use crate::extract::html;
use crate::extract::plain::{block, headline};

const EPOCHS: usize = 12;

/// How many variants of a page are learned in the form that a collector leaves.
const BARE: usize = 1;

/// The number of parts in cross-validation; each part is left out once.
const FOLDS: u32 = 5;

/// The minimum number of words in a page's extraction for the page to be learned from.
const MIN_TAUGHT_WORDS: usize = 120;

/// A page in blocks, with its labels.
struct Labelled {
    id: String,
    url: Option<String>,
    blocks: Vec<String>,
    /// The states that the labels allow, one bit per state.
    allowed: Vec<u8>,
    body: Option<String>,
}

/// The features of a page, and the states that its labels allow, one bit per state.
struct Page {
    id: String,
    features: Vec<Vec<u16>>,
    allowed: Vec<u8>,
    tokens: Vec<f32>,
}

#[test]
fn learning_fits_the_weights_to_the_pages() {
    let mut labelled = labelled(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/set/plaintext"));
    assert!(labelled.len() >= 10);
    labelled.truncate(4);
    let weights = learn(&pages(&labelled, &[]).iter().collect::<Vec<_>>());
    let mean = |weights: &Weights| {
        let scores: Vec<_> = labelled.iter().filter_map(|page| score(page, weights)).collect();
        scores.iter().map(|(precision, recall)| precision.min(*recall)).sum::<f64>() / scores.len().max(1) as f64
    };
    let (before, after) = (mean(&Weights::zero()), mean(&weights));
    assert!(after > 0.9 && after > before, "{before:.3} before learning, {after:.3} after");
}

#[test]
#[ignore = "learns for minutes and writes into the sources"]
fn learn_the_weights() {
    let data = Path::new("../shared/data");
    if !data.is_dir() {
        eprintln!("SKIPPED: {} does not exist", data.display());
        return;
    }
    let labelled = labelled(&data.join("plaintext"));
    let known: HashSet<&str> = labelled.iter().map(|page| page.id.as_str()).collect();
    let taught = taught(&data.join("extraction"), &known);
    let pages = pages(&labelled, &taught);
    eprintln!(
        "{} labelled pages, {} taught by extraction from HTML, {} in all",
        labelled.len(),
        taught.len(),
        pages.len()
    );
    let folds = if std::env::var_os("NO_FOLDS").is_some() { 0 } else { FOLDS };
    let mut left_out: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
    for fold in 0..folds {
        let rest: Vec<&Page> = pages.iter().filter(|page| bucket(&page.id) != fold).collect();
        let weights = learn(&rest);
        for page in labelled.iter().filter(|page| bucket(&page.id) == fold) {
            if let Some(score) = score(page, &weights) {
                left_out.entry(page.id.split('/').next().unwrap_or_default()).or_default().push(score);
            }
        }
    }
    for (set, scores) in &left_out {
        eprintln!("left out, {set}: {}", summary(scores));
    }
    let weights = learn(&pages.iter().collect::<Vec<_>>());
    for set in ["aeb", "readability"] {
        let of_set = labelled.iter().filter(|page| page.id.starts_with(set));
        let scores: Vec<_> = of_set.filter_map(|page| score(page, &weights)).collect();
        eprintln!("seen, {set}: {}", summary(&scores));
    }
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
    fs::write("src/extract/plain/segment/weights.tsv", lines.join("\n") + "\n").expect("the sources can be written");
}

/// Precision and recall of the found body, by runs of four words, as in the article extraction benchmark.
fn score(page: &Labelled, weights: &Weights) -> Option<(f64, f64)> {
    let truth = page.body.as_deref()?;
    let blocks: Vec<Cow<'_, str>> = page.blocks.iter().map(|block| Cow::Borrowed(block.as_str())).collect();
    let mut in_body = body_by(weights, &blocks);
    headline::find(&blocks, &mut in_body, page.url.as_deref());
    let found: Vec<&str> =
        blocks.iter().zip(&in_body).filter(|(_, body)| **body).map(|(block, _)| block.as_ref()).collect();
    let count = |text: &str| -> HashMap<Vec<String>, usize> {
        let tokens = tokens(text);
        let mut counts = HashMap::new();
        for run in tokens.windows(4.min(tokens.len().max(1))) {
            *counts.entry(run.iter().map(|word| (*word).to_owned()).collect()).or_default() += 1;
        }
        counts
    };
    let (truth, found) = (count(truth), count(&found.join("\n")));
    let right: usize = truth.iter().map(|(run, n)| *n.min(found.get(run).unwrap_or(&0))).sum();
    let share = |all: &HashMap<Vec<String>, usize>| right as f64 / all.values().sum::<usize>().max(1) as f64;
    Some((share(&found), share(&truth)))
}

fn summary(scores: &[(f64, f64)]) -> String {
    let n = scores.len().max(1) as f64;
    let precision = scores.iter().map(|score| score.0).sum::<f64>() / n;
    let recall = scores.iter().map(|score| score.1).sum::<f64>() / n;
    let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
    format!("F1 {f1:.3} P {precision:.3} R {recall:.3} of {} pages", scores.len())
}

fn bucket(id: &str) -> u32 {
    let page = id.split('+').next().unwrap_or(id);
    page.bytes().fold(7_u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte))) / 64 % FOLDS
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
            // Wrong states get a bonus in proportion to the length of the block, so that the right ones must win
            // clearly.
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

/// The labelled plain texts.
fn labelled(folder: &Path) -> Vec<Labelled> {
    let packed = folder.join("pages.jsonl.gz");
    let text = if packed.exists() { unpacked(&packed) } else { fs::read(folder.join("pages.jsonl")).unwrap() };
    let text = String::from_utf8(text).expect("the data set is whole");
    let truth: BTreeMap<String, serde_json::Value> =
        rows(&folder.join("truth.jsonl")).into_iter().map(|row| (string(&row["id"]), row)).collect();
    let rows = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("the data set is whole"));
    rows.filter_map(|row| {
        let id = string(&row["id"]);
        let blocks: Vec<String> = block::blocks(&string(&row["text"])).iter().map(Cow::to_string).collect();
        let truth = truth.get(&id)?;
        let body = truth["body"].as_str().map(mended);
        let allowed = labels(&blocks, body.as_deref(), truth)?;
        let url = row["url"].as_str().map(str::to_owned);
        Some(Labelled { id, url, blocks, allowed, body })
    })
    .collect()
}

/// The visible lines of pages of other sets, labelled by the extraction from their HTML: many outlets, languages and
/// years. Pages that the extraction is known to get wrong are left out.
fn taught(folder: &Path, known: &HashSet<&str>) -> Vec<Labelled> {
    let mut seen = HashSet::new();
    let mut pages = Vec::new();
    for set in ["trafilatura", "htmldate", "mediacloud2020"] {
        for row in rows(&folder.join(set).join("truth.jsonl")) {
            let (id, file) = (string(&row["id"]), string(&row["file"]));
            let name = file.rsplit('/').next().unwrap_or_default().trim_end_matches(".html.gz");
            if known.contains(id.as_str())
                || known.contains(format!("trafilatura/{name}").as_str())
                || !seen.insert(file.clone())
            {
                continue;
            }
            let mut html = None;
            document::read("page.html", &unpacked(&folder.join(&file)), &mut |document| {
                if let Ok(Content::Html(page)) = document.map(|document| document.content) {
                    html = Some(page);
                }
            });
            let Some(lines) = html.map(|page| html::lines(&page)) else { continue };
            let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let body: Vec<String> = lines.iter().filter(|line| line.1).map(|line| squeeze(&line.0)).collect();
            let body = body.join(" ");
            let holds = |piece: &serde_json::Value| piece.as_str().is_some_and(|piece| body.contains(&squeeze(piece)));
            let pieces = |key: &str| row[key].as_array().cloned().unwrap_or_default();
            let errs = !pieces("must_contain").iter().all(holds) || pieces("must_not_contain").iter().any(holds);
            if errs || tokens(&body).len() < MIN_TAUGHT_WORDS {
                continue;
            }
            let text = lines.iter().map(|line| squeeze(&line.0)).collect::<Vec<_>>();
            let in_body: Vec<bool> = lines.iter().map(|line| line.1).collect();
            let Some(allowed) = states(&in_body) else { continue };
            pages.push(Labelled { id, url: None, blocks: text, allowed, body: None });
        }
    }
    pages
}

/// Decodes a UTF-8 text that was decoded as Windows-1252.
fn mended(text: &str) -> String {
    let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(text);
    let mended = (!lost).then(|| String::from_utf8(bytes.into_owned()).ok()).flatten();
    mended.unwrap_or_else(|| text.to_owned())
}

fn rows(path: &Path) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(path).expect("the data set is whole");
    text.lines().map(|line| serde_json::from_str(line).expect("the data set is whole")).collect()
}

fn string(value: &serde_json::Value) -> String {
    value.as_str().expect("the data set is whole").to_owned()
}

fn unpacked(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path).expect("the data set is whole");
    flate2::read::MultiGzDecoder::new(file).read_to_end(&mut bytes).expect("the data set is whole");
    bytes
}

/// Every page as it is, and the fully labelled ones also in the form that a collector leaves.
fn pages(labelled: &[Labelled], taught: &[Labelled]) -> Vec<Page> {
    let all = || labelled.iter().chain(taught);
    let leads: Vec<String> = all()
        .filter_map(|page| {
            let first = page.allowed.iter().position(|mask| *mask == 1 << State::Body as u8)?;
            Some(page.blocks[first].clone()).filter(|lead| lead.len() > 80)
        })
        .collect();
    let headlines: Vec<String> = all()
        .filter_map(|page| page.blocks[0].split([':', '|']).next()?.split(" - ").next().map(str::to_owned))
        .filter(|headline| headline.len() > 30)
        .collect();
    let mut pages = Vec::new();
    for (number, Labelled { id, blocks, allowed, .. }) in all().enumerate() {
        if allowed.iter().all(|mask| mask.count_ones() == 1) {
            for variant in 0..BARE {
                pages.push(bare(id, number * BARE + variant, blocks, allowed, [&leads, &headlines]));
            }
        }
        pages.push(page(id.clone(), blocks, allowed.clone()));
    }
    pages
}

fn page(id: String, blocks: &[String], allowed: Vec<u8>) -> Page {
    let tokens = blocks.iter().map(|block| tokens(block).len() as f32).collect();
    let blocks: Vec<Cow<'_, str>> = blocks.iter().map(|block| Cow::Borrowed(block.as_str())).collect();
    Page { id, features: features::of_blocks(&blocks), allowed, tokens }
}

/// The page in the form that a collector leaves: headline, text, some teasers of other articles, a little furniture.
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

/// The states of blocks, given which are body.
fn states(in_body: &[bool]) -> Option<Vec<u8>> {
    let bit = |state: State| 1_u8 << state as u8;
    let first = in_body.iter().position(|body| *body)?;
    let last = in_body.iter().rposition(|body| *body)?;
    let state = |(at, body): (usize, &bool)| match (*body, at) {
        (true, _) => bit(State::Body),
        (_, at) if at < first => bit(State::Before),
        (_, at) if at > last => bit(State::After),
        _ => bit(State::Gap),
    };
    Some(in_body.iter().enumerate().map(state).collect())
}

fn labels(blocks: &[String], body: Option<&str>, truth: &serde_json::Value) -> Option<Vec<u8>> {
    let bit = |state: State| 1_u8 << state as u8;
    let flat = |text: &str| format!(" {} ", tokens(text).join(" "));
    if let Some(body) = body {
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
        return states(&in_body);
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
    // A piece that occurs twice can contradict the order of states; nothing is learned from such pages.
    let allowed: Vec<u8> = blocks.iter().map(mask).collect();
    allowed.contains(&bit(State::Body)).then_some(allowed)
}

#[test]
fn every_feature_has_a_name() {
    assert!((0..N_FEATURES).all(|index| !name_of(index).is_empty()));
}
