//! A quote with its speaker and its article.

use std::sync::Arc;

use crate::model::{ActorKind, Article, PartialDate};

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
