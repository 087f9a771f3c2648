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
use std::collections::HashSet;
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

/// Whether each block is a paragraph of the article. Labels of advertisements are ignored, as if they were not there.
pub(super) fn body(blocks: &[Cow<'_, str>]) -> Vec<bool> {
    let places: Vec<usize> = (0..blocks.len()).filter(|at| !furniture::is_advert_label(&blocks[*at])).collect();
    if places.len() == blocks.len() {
        return body_by(weights(), blocks);
    }
    let others: Vec<Cow<'_, str>> = places.iter().map(|at| Cow::Borrowed(blocks[*at].as_ref())).collect();
    let mut body = vec![false; blocks.len()];
    for (at, is_body) in places.into_iter().zip(body_by(weights(), &others)) {
        body[at] = is_body;
    }
    body
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
    cut_comments(blocks, &mut body);
    go_on(blocks, &mut body);
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

/// The maximum number of blocks between two parts of a text: a caption, a teaser.
const MAX_PART_GAP: usize = 6;

/// The minimum number of paragraphs of a second part.
const MIN_PART: usize = 2;

/// The minimum weight of a paragraph of a second part; see [`shape::weight`].
const MIN_PART_WEIGHT: usize = 60;

/// The minimum mean share of words that a second part has in common with the first and the headline: directly below it,
/// after other blocks, and after a block that leads to other articles.
const MIN_PART_SHARES: [f32; 3] = [0.1, 0.25, 0.3];

/// Adds what follows the text after a caption or a teaser, if it is running text about the same things.
fn go_on(blocks: &[Cow<'_, str>], body: &mut [bool]) {
    let Some(first) = body.iter().position(|body| *body) else { return };
    let Some(mut end) = body.iter().rposition(|body| *body).map(|last| last + 1) else { return };
    let is_text = |block: &Cow<'_, str>| {
        shape::ends_sentence(block)
            && !shape::trails_off(block)
            && shape::weight(block) >= MIN_PART_WEIGHT
            && furniture::classify(block).is_none()
    };
    let kind_of = |block: &Cow<'_, str>| {
        let words = block.split_whitespace().count();
        furniture::classify_line(block, words).or_else(|| furniture::classify(block).map(|found| found.kind))
    };
    let is_end = |block: &Cow<'_, str>| {
        matches!(kind_of(block), Some(RemovedKind::CommentForm | RemovedKind::Legal | RemovedKind::Share))
    };
    let words_of = |places: &mut dyn Iterator<Item = usize>| {
        vocabulary::content_words(places.filter_map(|at| blocks.get(at)).map(Cow::as_ref))
    };
    let mut known: HashSet<String> = HashSet::new();
    let mut unread = first.saturating_sub(1)..end;
    loop {
        let below = blocks.get(end..).unwrap_or_default();
        let gap = below.iter().take(MAX_PART_GAP + 1).take_while(|block| !is_text(block) && !is_end(block)).count();
        let n = below.get(gap..).unwrap_or_default().iter().take_while(|block| is_text(block)).count();
        if gap > MAX_PART_GAP || n < MIN_PART {
            return;
        }
        let leads_on = below.iter().take(gap).any(|block| kind_of(block) == Some(RemovedKind::Related));
        let part = end + gap..end + gap + n;
        let is_known = |at: &usize| *at < first || body[*at];
        known.extend(words_of(&mut unread.filter(is_known)).into_iter().flatten());
        let share = vocabulary::mean_share(&words_of(&mut part.clone()), &known);
        if share < MIN_PART_SHARES[usize::from(gap > 0) + usize::from(leads_on)] {
            return;
        }
        body[part.clone()].fill(true);
        end = part.end;
        unread = part;
    }
}

/// The minimum weight of the sentences above the heading of comments; see [`shape::weight`].
const MIN_ABOVE_COMMENTS: usize = 800;

/// The maximum weight of the heading of comments.
const MAX_COMMENTS_HEADING: usize = 60;

/// Removes comments: what is below their heading, if at least half of the sentences are above it.
fn cut_comments(blocks: &[Cow<'_, str>], body: &mut [bool]) {
    let weights: Vec<usize> = blocks
        .iter()
        .zip(body.iter())
        .map(|(block, body)| if *body && shape::ends_sentence(block) { shape::weight(block) } else { 0 })
        .collect();
    let all: usize = weights.iter().sum();
    let is_heading = |block: &str| {
        shape::weight(block) < MAX_COMMENTS_HEADING
            && furniture::classify_opening(block).is_some_and(|found| found.kind == RemovedKind::CommentForm)
    };
    let mut above = 0;
    for (at, block) in blocks.iter().enumerate() {
        above += weights[at];
        if above >= MIN_ABOVE_COMMENTS && above * 2 >= all && !body[at] && is_heading(block) {
            body[at..].fill(false);
            return;
        }
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
    fn a_text_goes_on_behind_a_caption_and_a_teaser() {
        let first = "The harbour of Oldport was closed on Friday after the barge Ariel ran aground at its mouth.";
        let second = "Captain Jane Roe of the barge Ariel said that she had lost her rudder just outside Oldport.";
        let third = "The port authority of Oldport hopes to tow the barge Ariel away before the harbour freezes.";
        let other = "A fire in a paper factory near Newtown left three people injured, the brigade reported at noon.";
        let check = |lines: &[&str], expected: &[bool]| {
            let blocks: Vec<Cow<'_, str>> = lines.iter().map(|line| Cow::Borrowed(*line)).collect();
            let mut body: Vec<bool> = lines.iter().map(|line| *line == first).collect();
            go_on(&blocks, &mut body);
            assert_eq!(body, expected, "{lines:?}");
        };
        let title = "Barge closes harbour";
        check(&[title, first, "Harbour", second, third], &[false, true, false, true, true]);
        check(&[title, first, "Related articles", "Harbour", second, third], &[false, true, false, false, true, true]);
        check(&[title, first, "Share this article", second, third], &[false, true, false, false, false]);
        check(&[title, first, "Harbour", other, other], &[false, true, false, false, false]);
    }

    #[test]
    fn a_text_goes_on_behind_the_label_of_an_advertisement() {
        let lines = [
            "Sturm deckt Schule ab",
            "Ein Sturm hat am Montag das Dach der Schule in Oldport abgedeckt. Verletzt wurde niemand.",
            "„Wir hatten Glück“, sagte die Leiterin der Schule, Karla Roe, am Dienstag in Oldport.",
            "ANZEIGE",
            "Der Unterricht fällt bis Freitag aus. Die Stadt sucht nach anderen Räumen.",
            "Lesen Sie auch",
            "Neuer Kran im Hafen",
        ];
        let blocks: Vec<Cow<'_, str>> = lines.into_iter().map(Cow::Borrowed).collect();
        assert_eq!(body(&blocks), [false, true, true, false, true, false, false]);
    }

    #[test]
    fn comments_below_a_text_are_none_of_it() {
        let text = "The harbour of Oldport was closed on Friday after the barge Ariel ran aground at its mouth.";
        let remark = "When I was a child, the barges of Oldport never ran aground, whatever the weather was like.";
        let mut lines = vec![text; 10];
        lines.extend(["3 Comments", remark, remark]);
        let blocks: Vec<Cow<'_, str>> = lines.iter().map(|line| Cow::Borrowed(*line)).collect();
        let mut body: Vec<bool> = lines.iter().map(|line| *line != "3 Comments").collect();
        cut_comments(&blocks, &mut body);
        assert_eq!(body.iter().filter(|body| **body).count(), 10);
        // A button above most of the text is no heading of comments.
        let mut body: Vec<bool> = lines.iter().map(|line| *line == remark).collect();
        cut_comments(&blocks, &mut body);
        assert_eq!(body.iter().filter(|body| **body).count(), 2);
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
