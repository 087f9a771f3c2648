//! Teasers in whole sentences after the end of an article.
//!
//! They look like its paragraphs, but are about other things. The article ends if the words change abruptly and for
//! good, and the rest is related neither to the text nor to itself (after the boundaries of TextTiling, Hearst, 1997).
//! The thresholds were set on articles with and without appended teasers.

use std::collections::{HashMap, HashSet};

use super::vocabulary;

/// The minimum number of teasers; fewer paragraphs may be an afterthought.
const MIN_TEASERS: usize = 3;

/// The minimum number of paragraphs of the article itself.
const MIN_PARAGRAPHS: usize = 2;

/// The number of last paragraphs that may be teasers, and the number before them that they are compared with.
const REACH: usize = 60;

/// The maximum mean share of words that teasers have in common with the article.
const MAX_WITH_ARTICLE: f32 = 0.12;

/// The maximum share of words that a single teaser has in common with the article.
const MAX_OF_ONE: f32 = 0.3;

/// The maximum mean share of words that teasers have in common with each other.
const MAX_WITH_EACH_OTHER: f32 = 0.15;

/// The minimum mean share of words that paragraphs of the article have in common with each other.
const MIN_WITHIN_ARTICLE: f32 = 0.3;

/// The index of the first teaser among these paragraphs; `None` if all belong together.
pub(super) fn start(title: &str, paragraphs: &[&str]) -> Option<usize> {
    let n = paragraphs.len();
    let words = vocabulary::content_words(paragraphs.iter().copied());
    let title = vocabulary::content_words([title]).pop().unwrap_or_default();
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, own) in words.iter().enumerate() {
        own.iter().for_each(|word| places.entry(word).or_default().push(at));
    }
    // The number of paragraphs before `end`, or from `end` on, with the word.
    let before = |word: &str, end: usize| places.get(word).map_or(0, |at| at.partition_point(|at| *at < end));
    let from =
        |word: &str, start: usize| places.get(word).map_or(0, |at| at.len() - at.partition_point(|at| *at < start));
    let first = MIN_PARAGRAPHS.max(n.saturating_sub(REACH));
    (first..(n + 1).saturating_sub(MIN_TEASERS)).find(|cut| {
        let cut = *cut;
        let known = |word: &str| title.contains(word) || before(word, cut) > 0;
        let with_article: Vec<f32> = words[cut..].iter().map(|own| share(own, known)).collect();
        // The change is abrupt: the first teaser is as unrelated as the rest.
        let at_once = with_article.first().is_some_and(|share| *share <= MAX_WITH_ARTICLE);
        if !at_once || mean(&with_article) > MAX_WITH_ARTICLE || with_article.iter().any(|share| *share > MAX_OF_ONE) {
            return false;
        }
        let each_other: Vec<f32> = words[cut..].iter().map(|own| share(own, |word| from(word, cut) > 1)).collect();
        let head = &words[cut.saturating_sub(REACH)..cut];
        let within: Vec<f32> =
            head.iter().map(|own| share(own, |word| title.contains(word) || before(word, cut) > 1)).collect();
        mean(&each_other) <= MAX_WITH_EACH_OTHER && mean(&within) >= MIN_WITHIN_ARTICLE
    })
}

fn share(own: &HashSet<String>, known: impl Fn(&str) -> bool) -> f32 {
    own.iter().filter(|word| known(word)).count() as f32 / own.len().max(1) as f32
}

fn mean(values: &[f32]) -> f32 {
    values.iter().sum::<f32>() / values.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::start;

    const ARTICLE: &[&str] = &[
        "The harbour of Oldport was closed on Friday after the barge Ariel ran aground at its mouth.",
        "Captain Jane Roe of the Ariel said that the barge had lost its rudder outside Oldport.",
        "The port authority of Oldport hopes to tow the Ariel away before the harbour freezes.",
        "Until then the harbour stays closed, and Captain Roe stays aboard the barge, the authority said.",
    ];

    const TEASERS: &[&str] = &[
        "Members of parliament voted overnight for higher pensions of teachers and nurses in the provinces.",
        "A fire in a paper factory near Newtown left three people injured, the brigade reported.",
        "The football club Rovers has dismissed its coach after the sixth defeat in succession.",
    ];

    #[test]
    fn teasers_of_other_things_are_cut_off() {
        let all: Vec<&str> = ARTICLE.iter().chain(TEASERS).copied().collect();
        assert_eq!(start("Barge closes Oldport harbour", &all), Some(ARTICLE.len()));
    }

    #[test]
    fn an_article_alone_is_left_whole() {
        assert_eq!(start("Barge closes Oldport harbour", ARTICLE), None);
        assert_eq!(start("", &[]), None);
    }

    #[test]
    fn paragraphs_that_hang_together_are_no_teasers() {
        let mut all = ARTICLE.to_vec();
        all.extend([
            "Members of parliament voted overnight for higher pensions of teachers and nurses.",
            "The pensions of teachers had not risen for years, members of parliament from the provinces said.",
            "Nurses demanded that parliament raise their pensions at once, and that teachers get theirs.",
        ]);
        assert_eq!(start("Barge closes Oldport harbour", &all), None);
    }
}
