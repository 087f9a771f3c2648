//! What articles say about one actor.

use std::collections::BTreeMap;

use super::attributed_quote::attributed_quotes;
use super::grouping::{Grouping, QuoteGroup};
use crate::model::{Article, ArticleActor, Quote};
use crate::wire::sort::sort_by;

/// Reads articles for one actor.
#[derive(Debug)]
pub struct ActorSurvey {
    id: String,
    names: BTreeMap<String, usize>,
    n_mentions: usize,
    by: Grouping,
    about: Grouping,
}

/// What articles say about one actor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActorBook {
    /// The names under which the texts mention the actor, most frequent first.
    pub names: Vec<(String, usize)>,
    /// The number of mentions.
    pub n_mentions: usize,
    /// Quotes of the actor.
    pub by: Vec<QuoteGroup>,
    /// Quotes of others that mention the actor.
    pub about: Vec<QuoteGroup>,
}

impl ActorSurvey {
    /// A survey for the actor with this id.
    pub fn new(id: &str) -> ActorSurvey {
        let id = id.to_owned();
        ActorSurvey { id, names: BTreeMap::new(), n_mentions: 0, by: Grouping::default(), about: Grouping::default() }
    }

    /// Reads an article.
    pub fn take(&mut self, article: &Article) {
        let actor = article.actors.iter().find(|actor| actor.id == self.id);
        if let Some(actor) = actor {
            self.n_mentions += actor.mentions.len();
            for name in actor.mentions.iter().filter_map(|mention| named(article, mention)) {
                *self.names.entry(name).or_default() += 1;
            }
        }
        let quotes = article.quotes.iter().filter(|quote| !quote.text.trim().is_empty());
        for (quote, told) in quotes.zip(attributed_quotes(article)) {
            if quote.speaker.as_ref() == Some(&self.id) {
                self.by.push(told);
            } else if actor.is_some_and(|actor| is_named_in(actor, quote)) {
                self.about.push(told);
            }
        }
    }

    /// Does a little of the work that is left after the last article. Returns whether more is left.
    pub fn step(&mut self) -> bool {
        self.by.step() || self.about.step()
    }

    /// The results.
    pub fn book(self) -> ActorBook {
        let mut names: Vec<(String, usize)> = self.names.into_iter().collect();
        sort_by(&mut names, |a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
        ActorBook { names, n_mentions: self.n_mentions, by: self.by.finish(), about: self.about.finish() }
    }
}

fn named(article: &Article, mention: &crate::model::Mention) -> Option<String> {
    let text = article.text_at(mention.paragraph)?;
    let name = text.get(mention.start..mention.end)?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}

fn is_named_in(actor: &ArticleActor, quote: &Quote) -> bool {
    let within = |mention: &&crate::model::Mention| {
        mention.paragraph == quote.paragraph && quote.start <= mention.start && mention.end <= quote.end
    };
    actor.mentions.iter().find(within).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActorKind, Mention, Place, Title, TitleBasis};

    #[test]
    fn names_and_quotes_are_those_of_the_texts() {
        let body = "Kim said: “Moscow will win.” Mr Kim left. “Kim lies,” Lee said.";
        let place = |word: &str, nth: usize| {
            let start = body.match_indices(word).nth(nth).unwrap().0;
            Mention { paragraph: Place::Paragraph(0), start, end: start + word.len() }
        };
        let quote = |text: &str, speaker: &str| {
            let Mention { start, end, .. } = place(text, 0);
            Quote {
                text: text.to_owned(),
                paragraph: Place::Paragraph(0),
                start,
                end,
                speaker: Some(speaker.to_owned()),
            }
        };
        let actor = |id: &str, mentions| ArticleActor {
            id: id.to_owned(),
            name: id.to_owned(),
            kind: ActorKind::Person,
            mentions,
        };
        let wrong = Mention { paragraph: Place::Paragraph(7), start: 1, end: 2 };
        let article = Article {
            id: "1".to_owned(),
            source: "1".to_owned(),
            title: Title { value: "T".to_owned(), basis: TitleBasis::Stated },
            body: vec![body.to_owned()],
            actors: vec![
                actor("kim", vec![place("Kim", 0), place("Mr Kim", 0), place("Kim", 2), wrong]),
                actor("lee", vec![place("Lee", 0)]),
            ],
            quotes: vec![quote("Moscow will win.", "kim"), quote("Kim lies,", "lee")],
            ..Article::default()
        };
        let mut survey = ActorSurvey::new("kim");
        survey.take(&article);
        let book = survey.book();
        assert_eq!(book.names, [("Kim".to_owned(), 2), ("Mr Kim".to_owned(), 1)]);
        assert_eq!(book.n_mentions, 4);
        let texts = |groups: &[QuoteGroup]| -> Vec<String> {
            groups.iter().flat_map(|group| &group.variants).map(|variant| variant.text.clone()).collect()
        };
        assert_eq!(texts(&book.by), ["Moscow will win."]);
        assert_eq!(texts(&book.about), ["Kim lies,"]);
    }
}
