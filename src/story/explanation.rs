//! Why two articles are in one story, and why not.

use std::cmp::Ordering;

use serde::Serialize;

use super::vocabulary::WordSort;
use super::{STORY_LIKENESS, StoryArchive, StoryBuilder, dates, days_between, linkage, pairs, representatives};
use crate::corpus::StoryFacts;
use crate::model::StoryReasons;

/// The maximum number of words in a list, and of actors in another.
const MAX_NAMED: usize = 8;

/// Why two articles are one story, or why they are not.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoryExplanation {
    /// The ids of the two articles.
    pub articles: [String; 2],
    /// Whether they are in one story.
    pub same_story: bool,
    /// Whether they carry the same text.
    pub copies: bool,
    /// Whether `corpus.toml` decides about one of them.
    pub corrected: bool,
    /// The number of days between them; `None` if a date is unknown.
    pub days: Option<i32>,
    /// The likeness of the two articles, from 0 to 1, already lowered by the days between them.
    pub likeness: f64,
    /// The likeness of the first article, or of its story if it is another one, to the story of the second.
    pub story_likeness: f64,
    /// The least likeness of articles that become one story.
    pub needed: f64,
    /// What both have, weightiest first.
    pub shared: StoryReasons,
    /// What each has that the other has not, weightiest first. Words of a single article of the archive are not named.
    pub apart: [StoryReasons; 2],
}

impl StoryBuilder {
    /// Explains why two articles are in one story, or why not; `None` if there is no article of one of the ids.
    pub fn explain(self, facts: &[StoryFacts], ids: [&str; 2]) -> Option<StoryExplanation> {
        let (archive, members) = self.grouped(super::CERTAIN_LIKENESS);
        let place = |id: &str| archive.outlines.iter().position(|outline| outline.id == id).map(|at| at as u32);
        let (one, other) = (place(ids[0])?, place(ids[1])?);
        let stories = super::corrections::corrected(members, &archive.outlines, facts);
        let story = |at: u32| stories.iter().map(|(members, _)| members).find(|members| members.contains(&at));
        let (of_one, of_other) = (story(one)?, story(other)?);
        let same_story = of_one == of_other;
        let source = |at: u32| &archive.outlines[at as usize].source;
        let corrected =
            facts.iter().flat_map(|facts| &facts.articles).any(|name| name == source(one) || name == source(other));
        // Within a story, an article is compared with the others.
        let family = archive.families[one as usize];
        let (from, to): (Vec<u32>, Vec<u32>) = match same_story {
            true => of_one.iter().partition(|at| archive.families[**at as usize] == family),
            false => (of_one.clone(), of_other.clone()),
        };
        let decay = pairs::Decay::new(&archive.days());
        let likeness = archive.likeness(one, other, &decay);
        let to_story = if to.is_empty() { likeness } else { archive.likeness_of_groups(&from, &to, &decay) };
        Some(StoryExplanation {
            articles: ids.map(str::to_owned),
            same_story,
            copies: archive.families[one as usize] == archive.families[other as usize],
            corrected,
            days: days_between(dates(&archive.outlines[one as usize]), dates(&archive.outlines[other as usize])),
            likeness: rounded(likeness),
            story_likeness: rounded(to_story),
            needed: STORY_LIKENESS,
            shared: archive.named(one, |word| archive.weight(other, word) > 0.0),
            apart: [
                archive.named(one, |word| archive.weight(other, word) == 0.0),
                archive.named(other, |word| archive.weight(one, word) == 0.0),
            ],
        })
    }
}

/// With three digits after the point.
fn rounded(likeness: f64) -> f64 {
    (likeness * 1_000.0).round() / 1_000.0
}

impl StoryArchive {
    /// The weight of a word in an article; 0 if it has not the word.
    fn weight(&self, at: u32, word: u32) -> f32 {
        let weights = &self.weights[at as usize];
        weights.binary_search_by_key(&word, |(word, _)| *word).map_or(0.0, |place| weights[place].1)
    }

    /// The likeness of two articles.
    fn likeness(&self, one: u32, other: u32, decay: &pairs::Decay) -> f64 {
        let of = |at: u32| (&self.weights[at as usize], dates(&self.outlines[at as usize]));
        pairs::likeness(of(one), of(other), decay)
    }

    /// The likeness of two groups of articles, in each of which a family counts as one.
    fn likeness_of_groups(&self, one: &[u32], other: &[u32], decay: &pairs::Decay) -> f64 {
        let units = representatives(&self.families, &self.outlines);
        let units_of = |group: &[u32]| -> Vec<u32> {
            let mut found: Vec<u32> = group.iter().map(|at| units[self.families[*at as usize] as usize]).collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        let is_dated = |at: &u32| dates(&self.outlines[*at as usize]).is_some();
        let (mut one, mut other) = (units_of(one), units_of(other));
        // As in the linkage: where both have dated articles, only these count.
        if one.iter().any(is_dated) && other.iter().any(is_dated) {
            one.retain(is_dated);
            other.retain(is_dated);
        }
        let pairs = one.iter().flat_map(|one| other.iter().map(move |other| (*one, *other)));
        let sum: f64 = pairs.map(|(one, other)| self.likeness(one, other, decay)).sum();
        linkage::average(sum, one.len(), other.len())
    }

    /// The weightiest words and actors of an article among those that fit.
    fn named(&self, at: u32, fits: impl Fn(u32) -> bool) -> StoryReasons {
        let mut words: Vec<(u32, f32)> = self.weights[at as usize].clone();
        words.retain(|(word, _)| fits(*word));
        let written = |word: u32| self.words.words.get(word as usize);
        let by_weight = |a: &(u32, f32), b: &(u32, f32)| -> Ordering {
            let hash = |word: u32| written(word).map(|word| word.hash);
            b.1.total_cmp(&a.1).then_with(|| hash(a.0).cmp(&hash(b.0)))
        };
        words.sort_by(by_weight);
        let mut named = StoryReasons::default();
        for word in words.into_iter().filter_map(|(word, _)| written(word)).filter(|word| word.is_telling()) {
            let list = if word.sort == WordSort::Actor { &mut named.actors } else { &mut named.words };
            if list.len() < MAX_NAMED {
                list.push(word.written.to_string());
            }
        }
        named
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Article, DateBasis, PublicationDate, Title, TitleBasis};
    use crate::story::{StoryBuilder, StoryExplanation, StoryOutline};

    fn explained(texts: &[(&str, &str, &str)], ids: [&str; 2]) -> Option<StoryExplanation> {
        let mut builder = StoryBuilder::default();
        for (id, date, text) in texts {
            builder.add(StoryOutline::new(&Article {
                id: (*id).to_owned(),
                source: format!("{id}.txt"),
                title: Title { value: "News".to_owned(), basis: TitleBasis::Stated },
                date: Some(PublicationDate::new(date.parse().expect("a date"), DateBasis::Stated, "header")),
                language: Some("en".to_owned()),
                body: vec![(*text).to_owned()],
                ..Article::default()
            }));
        }
        builder.explain(&[], ids)
    }

    const TEXTS: [(&str, &str, &str); 4] = [
        (
            "a",
            "2023-05-04",
            "The ferry Ariel sank off Oldport on Thursday, Captain Jane Roe said. Divers search the wreck.",
        ),
        (
            "b",
            "2023-05-05",
            "Captain Jane Roe of the ferry Ariel, which sank off Oldport, was questioned about the wreck.",
        ),
        (
            "c",
            "2023-05-05",
            "Parliament voted on pensions on Friday. The minister of labour was pleased with the ferry.",
        ),
        ("d", "2023-08-05", "Captain Jane Roe of the ferry Ariel, which sank off Oldport in May, was acquitted."),
    ];

    #[test]
    fn what_holds_a_story_together_is_named() {
        let same = explained(&TEXTS, ["a", "b"]).expect("both are there");
        assert!(same.same_story && !same.copies && !same.corrected);
        assert_eq!(same.days, Some(1));
        assert!(same.story_likeness >= same.needed, "{same:?}");
        assert!(same.shared.words.iter().any(|word| word.to_lowercase().contains("ariel")), "{same:?}");
        assert!(!same.shared.words.iter().any(|word| ["the", "off", "of"].contains(&word.as_str())), "{same:?}");
    }

    #[test]
    fn what_keeps_two_stories_apart_is_named() {
        let other = explained(&TEXTS, ["a", "c"]).expect("both are there");
        assert!(!other.same_story && other.likeness < other.needed && other.story_likeness < other.needed);
        // The same event three months later is told by its days, not by its words.
        let later = explained(&TEXTS, ["a", "d"]).expect("both are there");
        assert_eq!(later.days, Some(93));
        assert!(!later.same_story && later.story_likeness < later.needed, "{later:?}");
        assert!(later.shared.words.len() >= 3, "{later:?}");
        assert_eq!(explained(&TEXTS, ["a", "none"]), None);
    }

    #[test]
    fn the_order_of_the_articles_changes_nothing() {
        let mut texts = TEXTS;
        let before = explained(&texts, ["b", "d"]);
        texts.reverse();
        assert_eq!(explained(&texts, ["b", "d"]), before);
    }
}
