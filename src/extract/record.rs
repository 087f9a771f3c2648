//! An article from a structured record: what it states is kept.

use crate::document::Record;
use crate::model::{
    Article, ArticleActor, DateBasis, OutletBasis, OutletRef, PublicationDate, Title, TitleBasis, slug,
};

/// The article that a record states.
pub(super) fn article(record: Record) -> Article {
    let date = record.date.as_deref().and_then(|text| {
        let value = text.get(..10).unwrap_or(text).parse().ok()?;
        Some(PublicationDate::new(value, DateBasis::Stated, format!("date: {text}")))
    });
    Article {
        id: record.id.unwrap_or_default(),
        source: String::new(),
        url: record.url,
        title: Title { value: record.title.unwrap_or_default(), basis: TitleBasis::Stated },
        date,
        outlet: record.outlet.map(|name| OutletRef {
            id: slug(&name),
            name,
            basis: OutletBasis::Stated,
            evidence: String::new(),
        }),
        authors: record.authors,
        section: record.section,
        language: record.language,
        body: record.body,
        removed: Vec::new(),
        actors: record
            .actors
            .unwrap_or_default()
            .into_iter()
            .map(|actor| ArticleActor { id: actor.id, name: actor.name, kind: actor.kind, mentions: Vec::new() })
            .collect(),
        cites: Vec::new(),
        quotes: Vec::new(),
        warnings: Vec::new(),
    }
}
