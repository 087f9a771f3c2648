//! What a reader looks for in running text: words, phrases and actors.

use std::ops::Range;

use super::running_words::running_words;
use crate::model::{Article, Place};
use crate::wire::sort::sort_by;

/// What a reader looks for. Its text, as in the address, is `@` and the id of an actor, or words; `*` after a word stands
/// for any ending. A word is also found before and after an apostrophe: `State` in `State's`, `Etat` in `l'Etat`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// The mentions of the actor with this id.
    Actor(String),
    /// These words, one after the other.
    Words(Vec<SoughtWord>),
}

/// A word to find, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoughtWord {
    /// The word, or its beginning.
    pub text: String,
    /// Whether any ending may follow.
    pub is_prefix: bool,
}

impl SoughtWord {
    fn is(&self, word: &str) -> bool {
        if self.is_prefix { word.starts_with(&self.text) } else { word == self.text }
    }

    /// Whether a word of a text is this one, or has it between apostrophes; in a phrase, nothing may stand between it and
    /// the words before and after.
    fn is_in(&self, word: &str, has_before: bool, has_after: bool) -> bool {
        if self.is(word) {
            return true;
        }
        let mut parts = word.split('\'').enumerate();
        let n_parts = word.matches('\'').count() + 1;
        n_parts > 1
            && parts.any(|(at, part)| self.is(part) && (!has_before || at == 0) && (!has_after || at + 1 == n_parts))
    }
}

impl Sought {
    /// Parses a text; `None` if it has no word and no id.
    pub fn parse(text: &str) -> Option<Sought> {
        if let Some(id) = text.trim().strip_prefix('@') {
            return (!id.is_empty()).then(|| Sought::Actor(id.to_owned()));
        }
        let mut words = Vec::new();
        running_words(text, &mut |word, place| {
            let is_prefix = text.get(place.end..).is_some_and(|rest| rest.starts_with('*'));
            words.push(SoughtWord { text: word.to_owned(), is_prefix });
        });
        (!words.is_empty()).then_some(Sought::Words(words))
    }
}

/// The words of one text, folded, with their places.
#[derive(Debug, Default)]
pub struct TextWords {
    letters: String,
    ends: Vec<usize>,
    places: Vec<Range<usize>>,
}

impl TextWords {
    /// Reads a text; what was read before is forgotten.
    pub fn read(&mut self, text: &str) {
        self.letters.clear();
        self.ends.clear();
        self.places.clear();
        running_words(text, &mut |word, place| {
            self.letters.push_str(word);
            self.ends.push(self.letters.len());
            self.places.push(place);
        });
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// A word; empty if there are fewer.
    pub fn word(&self, at: usize) -> &str {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.ends.get(at).and_then(|end| self.letters.get(start..*end)).unwrap_or_default()
    }

    /// The place of a word in the text.
    pub fn place(&self, at: usize) -> Option<&Range<usize>> {
        self.places.get(at)
    }

    /// The numbers of the words that overlap a place in the text.
    pub fn overlapping(&self, place: &Range<usize>) -> Range<usize> {
        let first = self.places.partition_point(|word| word.end <= place.start);
        let last = self.places.partition_point(|word| word.start < place.end);
        first..last.max(first)
    }
}

/// The places of what is sought in one text of an article, as numbers of words, in order. Of places that overlap the first
/// one counts, and of those that begin together the longest.
pub fn sought_places(article: &Article, place: Place, words: &TextWords, sought: &[Sought]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for sought in sought {
        match sought {
            Sought::Actor(id) => {
                let mentions = article.actors.iter().filter(|actor| actor.id == *id).flat_map(|actor| &actor.mentions);
                let here = mentions.filter(|mention| mention.paragraph == place);
                found.extend(here.map(|mention| words.overlapping(&(mention.start..mention.end))));
            }
            Sought::Words(wanted) => {
                let last = wanted.len().saturating_sub(1);
                for at in 0..words.len().saturating_sub(last) {
                    let is = |(n, wanted): (usize, &SoughtWord)| wanted.is_in(words.word(at + n), n > 0, n < last);
                    if wanted.iter().enumerate().all(is) {
                        found.push(at..at + wanted.len());
                    }
                }
            }
        }
    }
    found.retain(|place| !place.is_empty());
    if sought.len() > 1 || matches!(sought, [Sought::Actor(_)]) {
        sort_by(&mut found, |a, b| (a.start, b.end).cmp(&(b.start, a.end)));
    }
    let mut end = 0;
    found.retain(|place| {
        let is_free = place.start >= end;
        if is_free {
            end = place.end;
        }
        is_free
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActorKind, ArticleActor, Mention};

    fn found(text: &str, sought: &[&str]) -> Vec<String> {
        let article = Article {
            actors: vec![ArticleActor {
                id: "ada-byron".to_owned(),
                name: "Ada Byron".to_owned(),
                kind: ActorKind::Person,
                mentions: vec![
                    Mention { paragraph: Place::Paragraph(0), start: 0, end: 9 },
                    Mention { paragraph: Place::Paragraph(1), start: 10, end: 12 },
                ],
            }],
            ..Article::default()
        };
        let mut words = TextWords::default();
        words.read(text);
        let sought: Vec<Sought> = sought.iter().filter_map(|text| Sought::parse(text)).collect();
        let places = sought_places(&article, Place::Paragraph(0), &words, &sought);
        let text = |at: Range<usize>| {
            let (first, last) = (words.place(at.start).unwrap(), words.place(at.end - 1).unwrap());
            text[first.start..last.end].to_owned()
        };
        places.into_iter().map(text).collect()
    }

    const TEXT: &str = "Ada Byron met immigrants. The immigration act: Immigrant rights, the Immigration Act.";

    #[test]
    fn words_phrases_and_beginnings_are_found_as_written() {
        assert_eq!(found(TEXT, &["IMMIGRATION act"]), ["immigration act", "Immigration Act"]);
        assert_eq!(found(TEXT, &["immigra*"]), ["immigrants", "immigration", "Immigrant", "Immigration"]);
        assert_eq!(found(TEXT, &["immigra* rights"]), ["Immigrant rights"]);
        assert_eq!(found(TEXT, &["act rights"]), Vec::<String>::new());
        assert_eq!(found(TEXT, &["immigrant"]), ["Immigrant"]);
        assert_eq!(found("the U.S. told us", &["U.S."]), ["U.S"]);
        assert_eq!(found("Ada’s plan of l’État", &["ada", "etat"]), ["Ada’s", "l’État"]);
        assert_eq!(found("Ada’s plan", &["ada plan"]), Vec::<String>::new());
        assert_eq!(found("the State’s plan", &["the state"]), ["the State’s"]);
        assert_eq!(found("don’t", &["don't"]), ["don’t"]);
        assert_eq!(found("the end", &["end of"]), Vec::<String>::new(), "not beyond the text");
    }

    #[test]
    fn actors_are_found_where_they_are_named() {
        assert_eq!(found(TEXT, &["@ada-byron"]), ["Ada Byron"]);
        assert_eq!(found(TEXT, &["@nobody"]), Vec::<String>::new());
    }

    #[test]
    fn places_do_not_overlap_and_the_longest_counts() {
        let places = found(TEXT, &["immigration", "the immigration act", "@ada-byron", "byron"]);
        assert_eq!(places, ["Ada Byron", "The immigration act", "the Immigration Act"]);
    }

    #[test]
    fn what_has_no_word_is_not_sought() {
        for text in ["", "  ", "*", "@", "—"] {
            assert_eq!(Sought::parse(text), None, "{text}");
        }
    }
}
