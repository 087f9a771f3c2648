//! A quote with its speaker and its article.

use std::ops::Range;
use std::sync::Arc;

use crate::model::{ActorKind, Article, PartialDate, Place, Quote};

/// A name with its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OutletName {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
}

/// The speaker of a quote.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Speaker {
    /// The actor's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: ActorKind,
}

/// One direct quote in one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributedQuote {
    /// The quoted words, without quotation marks.
    pub text: String,
    /// The speaker, if the text names one.
    pub speaker: Option<Speaker>,
    /// The article's id.
    pub article: Arc<str>,
    /// The article's headline.
    pub title: Arc<str>,
    /// The article's date.
    pub date: Option<PartialDate>,
    /// The article's outlet.
    pub outlet: Option<Arc<OutletName>>,
}

/// The direct quotes of an article, in order.
pub fn attributed_quotes(article: &Article) -> Vec<AttributedQuote> {
    if article.quotes.is_empty() {
        return Vec::new();
    }
    let (id, title): (Arc<str>, Arc<str>) = (article.id.as_str().into(), article.title.value.as_str().into());
    let outlet = article.outlet.as_ref();
    let outlet = outlet.map(|outlet| Arc::new(OutletName { id: outlet.id.clone(), name: outlet.name.clone() }));
    let date = article.date.as_ref().map(|date| date.value);
    let speaker = |id: &String| {
        let actor = article.actors.iter().find(|actor| actor.id == *id)?;
        Some(Speaker { id: actor.id.clone(), name: actor.name.clone(), kind: actor.kind })
    };
    let quotes = article.quotes.iter().filter(|quote| !quote.text.trim().is_empty());
    quotes
        .map(|quote| AttributedQuote {
            text: quote.text.trim().to_owned(),
            speaker: quote.speaker.as_ref().and_then(speaker),
            article: id.clone(),
            title: title.clone(),
            date,
            outlet: outlet.clone(),
        })
        .collect()
}

/// Which quotes of an article count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuoteFilter {
    /// The ids of the speakers of whom one must have said it; empty for anyone.
    pub speakers: Vec<String>,
    /// The ids of the speakers of whom none may have said it.
    pub not: Vec<String>,
}

impl QuoteFilter {
    /// The quotes of an article that count, in order. With `places`, only those in whose words one of them lies.
    pub fn quotes(&self, article: &Article, places: Option<&[(Place, Range<usize>)]>) -> Vec<AttributedQuote> {
        let is_meant = |quote: &Quote| {
            let speaker = quote.speaker.as_ref();
            let is_wanted = self.speakers.is_empty() || speaker.is_some_and(|speaker| self.speakers.contains(speaker));
            let is_excluded = speaker.is_some_and(|speaker| self.not.contains(speaker));
            let lies_in = |(place, range): &(Place, Range<usize>)| {
                *place == quote.paragraph && range.start < quote.end && quote.start < range.end
            };
            is_wanted && !is_excluded && places.is_none_or(|places| places.iter().any(lies_in))
        };
        let quotes = article.quotes.iter().filter(|quote| !quote.text.trim().is_empty());
        quotes.zip(attributed_quotes(article)).filter(|(quote, _)| is_meant(quote)).map(|(_, told)| told).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ArticleActor, Title, TitleBasis};

    #[test]
    fn quotes_are_chosen_by_speaker_and_by_words() {
        let body = "“The wall fell,” Kim said. “The harbour is closed,” said Lee. “So it is.”";
        let quote = |text: &str, speaker: &str| {
            let start = body.find(text).unwrap();
            Quote {
                text: text.to_owned(),
                paragraph: Place::Paragraph(0),
                start,
                end: start + text.len(),
                speaker: (!speaker.is_empty()).then(|| speaker.to_owned()),
            }
        };
        let actor = |id: &str| ArticleActor {
            id: id.to_owned(),
            name: id.to_owned(),
            kind: ActorKind::Person,
            mentions: Vec::new(),
        };
        let article = Article {
            id: "1".to_owned(),
            title: Title { value: "T".to_owned(), basis: TitleBasis::Stated },
            body: vec![body.to_owned()],
            actors: vec![actor("kim"), actor("lee")],
            quotes: vec![
                quote("The wall fell,", "kim"),
                quote("The harbour is closed,", "lee"),
                quote("So it is.", ""),
            ],
            ..Article::default()
        };
        let texts = |speakers: &[&str], not: &[&str], places: Option<&[(Place, Range<usize>)]>| -> Vec<String> {
            let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
            let filter = QuoteFilter { speakers: ids(speakers), not: ids(not) };
            filter.quotes(&article, places).into_iter().map(|told| told.text).collect()
        };
        assert_eq!(texts(&[], &[], None).len(), 3);
        assert_eq!(texts(&["kim"], &[], None), ["The wall fell,"]);
        assert_eq!(texts(&[], &["kim"], None), ["The harbour is closed,", "So it is."]);
        let at = |word: &str| {
            let start = body.find(word).unwrap();
            (Place::Paragraph(0), start..start + word.len())
        };
        assert_eq!(texts(&[], &[], Some(&[at("harbour"), at("said")])), ["The harbour is closed,"]);
        assert_eq!(texts(&["kim"], &[], Some(&[at("harbour")])), Vec::<String>::new());
        assert_eq!(texts(&[], &[], Some(&[(Place::Title, 0..99)])), Vec::<String>::new());
    }
}

#[cfg(test)]
pub(super) mod samples {
    use super::*;

    /// A quote published on a day by an outlet.
    pub fn quote(text: &str, speaker: &str, day: &str, outlet: &str) -> AttributedQuote {
        let speaker = (!speaker.is_empty()).then(|| Speaker {
            id: speaker.to_owned(),
            name: speaker.to_uppercase(),
            kind: ActorKind::Person,
        });
        AttributedQuote {
            text: text.to_owned(),
            speaker,
            article: format!("{outlet}-{day}").into(),
            title: "Headline".into(),
            date: day.parse().ok(),
            outlet: Some(Arc::new(OutletName { id: outlet.to_owned(), name: outlet.to_uppercase() })),
        }
    }
}
