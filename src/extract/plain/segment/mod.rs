//! Which blocks are the article's paragraphs: a sequence model over blocks.
//!
//! A page's text runs through four states: before the article, in it, in a gap within it (a caption, a teaser, an
//! advertisement), after it. Each block has categorical [features](features); their weights by state, and those of the
//! steps from state to state, lie in `weights.tsv`. The best run of states is found by dynamic programming (Viterbi,
//! 1967), in time linear in the number of blocks. The weights were learned from labelled pages by the structured
//! perceptron (Collins, 2002); see `train`.

mod features;
mod tail;
#[cfg(test)]
mod train;
mod vocabulary;

use std::borrow::Cow;
use std::sync::OnceLock;

use super::shape;
use crate::extract::furniture::{self, Extent};
use crate::model::RemovedKind;
use features::N_FEATURES;

/// The position of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Before,
    Body,
    Gap,
    After,
}

const N_STATES: usize = 4;

/// The states, in the order of the columns of weights.
const STATES: [State; N_STATES] = [State::Before, State::Body, State::Gap, State::After];

/// The transitions between states, each with its index among the weights after the features.
const STEPS: [(State, State); 8] = [
    (State::Before, State::Before),
    (State::Before, State::Body),
    (State::Body, State::Body),
    (State::Body, State::Gap),
    (State::Body, State::After),
    (State::Gap, State::Gap),
    (State::Gap, State::Body),
    (State::After, State::After),
];

/// Whether each block is a paragraph of the article.
pub(super) fn body(blocks: &[Cow<'_, str>]) -> Vec<bool> {
    body_by(weights(), blocks)
}

/// The most lines above the text of a file that holds an article alone: headline, lead, byline, place, date.
const MAX_HEADER_LINES: usize = 5;

/// The most paragraphs of such a file; the furniture of a page can look like sentences in a long text.
const MAX_ALONE: usize = 40;

/// The text of a file that holds an article alone, without a page around it: below a few lines without a sentence, every
/// block is one, and none is furniture.
fn alone(blocks: &[Cow<'_, str>]) -> Option<Vec<bool>> {
    let is_sentence = |block: &Cow<'_, str>| shape::ends_sentence(block) && !shape::trails_off(block);
    let first = blocks.iter().position(is_sentence).filter(|first| (1..=MAX_HEADER_LINES).contains(first))?;
    let text = blocks.get(first..).unwrap_or_default();
    let is_text = |block: &Cow<'_, str>| is_sentence(block) && furniture::classify(block).is_none();
    let is_alone = text.len() <= MAX_ALONE && text.iter().all(is_text);
    is_alone.then(|| (0..blocks.len()).map(|at| at >= first).collect())
}

fn body_by(weights: &Weights, blocks: &[Cow<'_, str>]) -> Vec<bool> {
    if let Some(body) = alone(blocks) {
        return body;
    }
    let features = features::of_blocks(blocks);
    let never: Vec<bool> = blocks.iter().map(|block| is_certainly_none(block)).collect();
    let mut bonus = |at: usize, state| if state == State::Body && never[at] { -CERTAIN } else { 0.0 };
    let states = best_states(&features, weights, &mut bonus);
    let mut body: Vec<bool> = states.into_iter().map(|state| state == State::Body).collect();
    if !cut_teasers(blocks, &mut body) {
        keep_ending(blocks, &mut body);
    }
    body
}

/// The maximum number of short paragraphs at the end of a text.
const MAX_ENDING: usize = 2;

/// The minimum weight of a paragraph at the end of a text; see [`shape::weight`].
const MIN_ENDING: usize = 45;

/// Sentences directly below the text and directly above the first furniture are its end: teasers follow a heading.
fn keep_ending(blocks: &[Cow<'_, str>], body: &mut [bool]) {
    let Some(end) = body.iter().rposition(|body| *body).map(|last| last + 1) else { return };
    let is_sentence = |block: &Cow<'_, str>| {
        shape::ends_sentence(block)
            && !shape::trails_off(block)
            && shape::weight(block) >= MIN_ENDING
            && furniture::classify(block).is_none()
    };
    let below = blocks.get(end..).unwrap_or_default();
    let n = below.iter().take_while(|block| is_sentence(block)).take(MAX_ENDING + 1).count();
    let is_furniture = |block: &Cow<'_, str>| {
        furniture::classify_opening(block).is_some_and(|found| found.kind != RemovedKind::Header)
    };
    if (1..=MAX_ENDING).contains(&n) && below.get(n).is_none_or(is_furniture) {
        body[end..end + n].fill(true);
    }
}

/// Removes teasers in whole sentences from the end of the body; returns whether there were any.
fn cut_teasers(blocks: &[Cow<'_, str>], body: &mut [bool]) -> bool {
    let Some(first) = body.iter().position(|body| *body) else { return false };
    let title = first.checked_sub(1).and_then(|above| blocks.get(above)).map(Cow::as_ref).unwrap_or_default();
    let places: Vec<usize> = (first..blocks.len()).filter(|at| body[*at]).collect();
    let paragraphs: Vec<&str> = places.iter().filter_map(|at| blocks.get(*at)).map(Cow::as_ref).collect();
    let Some(teaser) = tail::start(title, &paragraphs).and_then(|start| places.get(start)) else { return false };
    body[*teaser..].fill(false);
    true
}

/// Outweighs the sum of all features.
const CERTAIN: f32 = 1e4;

/// Whether a block is never a paragraph, whatever surrounds it: a post of another site, a credit, a button, a form's list
/// of countries.
fn is_certainly_none(block: &str) -> bool {
    let words = block.split_whitespace().count();
    let kind = furniture::classify_line(block, words);
    if matches!(kind, Some(RemovedKind::CommentForm | RemovedKind::Promotion)) {
        return true;
    }
    if furniture::is_choice_list(block) {
        return true;
    }
    let Some(found) = furniture::classify(block) else { return false };
    match found.kind {
        RemovedKind::Embed => shape::weight(block) < 700,
        RemovedKind::Navigation | RemovedKind::Header => false,
        _ => found.extent == Extent::Whole,
    }
}

/// The weights: one row per feature with a column per state, and one weight per transition.
#[derive(Clone, Debug, PartialEq)]
struct Weights {
    features: Vec<[f32; N_STATES]>,
    steps: [f32; STEPS.len()],
}

impl Weights {
    fn zero() -> Weights {
        Weights { features: vec![[0.0; N_STATES]; N_FEATURES], steps: [0.0; STEPS.len()] }
    }
}

const WEIGHTS: &str = include_str!("weights.tsv");

fn weights() -> &'static Weights {
    static TABLE: OnceLock<Weights> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut weights = Weights::zero();
        for line in WEIGHTS.lines() {
            let mut cells = line.split('\t');
            let name = cells.next().unwrap_or_default();
            let mut number = || cells.next().and_then(|cell| cell.parse().ok()).unwrap_or(0.0);
            if let Some(step) = STEPS.iter().position(|(from, to)| step_name(*from, *to) == name) {
                weights.steps[step] = number();
            } else if let Some(row) = features::index_of(name).and_then(|at| weights.features.get_mut(at)) {
                row.iter_mut().for_each(|weight| *weight = number());
            }
        }
        weights
    })
}

fn step_name(from: State, to: State) -> String {
    format!("step {from:?} {to:?}").to_lowercase()
}

/// The sequence of states with the greatest sum of weights; `bonus` is added for a block in a state.
fn best_states(features: &[Vec<u16>], weights: &Weights, bonus: &mut dyn FnMut(usize, State) -> f32) -> Vec<State> {
    const NEVER: f32 = f32::NEG_INFINITY;
    let mut scores = [0.0, 0.0, NEVER, NEVER];
    let mut came_from: Vec<[u8; N_STATES]> = Vec::with_capacity(features.len());
    for (at, active) in features.iter().enumerate() {
        let mut next = [NEVER; N_STATES];
        let mut from = [0_u8; N_STATES];
        for (to, state) in STATES.into_iter().enumerate() {
            let (best, origin) = if at == 0 {
                (scores[to], to)
            } else {
                let mut best = (NEVER, 0);
                for (step, (a, b)) in STEPS.iter().enumerate() {
                    let score = scores[*a as usize] + weights.steps[step];
                    if *b == state && score > best.0 {
                        best = (score, *a as usize);
                    }
                }
                best
            };
            if best > NEVER {
                let own: f32 =
                    active.iter().filter_map(|f| weights.features.get(usize::from(*f))).map(|row| row[to]).sum();
                next[to] = best + own + bonus(at, state);
                from[to] = origin as u8;
            }
        }
        scores = next;
        came_from.push(from);
    }
    // A gap is one only if the text continues after it.
    scores[State::Gap as usize] = NEVER;
    let mut state = (0..N_STATES).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or(0);
    let mut states = Vec::with_capacity(features.len());
    for from in came_from.iter().rev() {
        states.push(STATES[state]);
        state = usize::from(from[state]);
    }
    states.reverse();
    states
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_is_used_and_every_row_whole() {
        for line in WEIGHTS.lines() {
            let name = line.split('\t').next().unwrap_or_default();
            let is_step = STEPS.iter().any(|(from, to)| step_name(*from, *to) == name);
            assert!(is_step || features::index_of(name).is_some(), "{name}");
            assert_eq!(line.split('\t').count(), if is_step { 2 } else { 1 + N_STATES }, "{name}");
        }
        assert!(WEIGHTS.lines().is_sorted());
    }

    #[test]
    fn the_last_short_paragraph_above_the_furniture_is_text() {
        let check = |lines: &[&str], expected: &[bool]| {
            let blocks: Vec<Cow<'_, str>> = lines.iter().map(|line| Cow::Borrowed(*line)).collect();
            assert_eq!(body(&blocks), expected, "{lines:?}");
        };
        let spanish = "Los estibadores terminaron el martes su huelga. «Hemos ganado», dijo el presidente del sindicato, Pedro Gil.";
        let last = "El Ministerio de Fomento no quiso comentar la decisión, según la agencia EFE.";
        let related = "Te puede interesar: Lo que costó la huelga";
        check(&["Termina la huelga del puerto", spanish, last, related], &[false, true, true, false]);
        check(&["Termina la huelga del puerto", spanish, related, last], &[false, true, false, false]);
        check(
            &[
                "首相、新しい港湾計画を発表",
                "岸田文雄首相は14日、東京で記者会見し、「港湾の整備を急ぐ」と述べた。政府は来年度予算に計上する方針だ。",
                "野党からは『説明が足りない』との声が上がっている。",
                "関連記事",
            ],
            &[false, true, true, false],
        );
    }

    #[test]
    fn short_sentences_below_a_headline_are_the_text() {
        let lines =
            ["Owl stops train", "4 March 2024", "An owl stopped a train.", "“Nobody was hurt.”", "It flew off."];
        let blocks: Vec<Cow<'_, str>> = lines.into_iter().map(Cow::Borrowed).collect();
        assert_eq!(body(&blocks), [false, false, true, true, true]);
        let lines = ["Owl stops train", "An owl stopped a train.", "It flew off.", "Share this article", "Read more."];
        let blocks: Vec<Cow<'_, str>> = lines.into_iter().map(Cow::Borrowed).collect();
        assert_eq!(alone(&blocks), None);
    }

    #[test]
    fn promotions_and_comment_forms_are_never_paragraphs() {
        for line in ["Sign up now to get our news every day.", "Join the conversation about the harbour"] {
            assert!(is_certainly_none(line), "{line}");
        }
        assert!(!is_certainly_none("The council signed up for a new bridge over the river on Tuesday."));
    }

    #[test]
    fn an_empty_text_has_no_body() {
        assert_eq!(body(&[]), Vec::<bool>::new());
    }
}
