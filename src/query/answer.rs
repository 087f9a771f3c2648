//! What comes back: plain data in the words of the screen. The JSON shapes are those of `engine.d.ts`.

use serde::Serialize;

use crate::model::{ActorKind, DateBasis, Month, PartialDate, Precision};

/// The answer to a query.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// How many articles match.
    pub total: usize,
    /// The matching articles in the order asked for, from the offset, as many as the limit allows.
    pub hits: Vec<Hit>,
    /// Counts by value.
    pub facets: Facets,
    /// Articles a month, in time order, months without any left out; ignores the range of days.
    pub histogram: Vec<MonthCount>,
    /// How many undated articles match, ignoring the range of days.
    pub undated: usize,
    /// Where nothing was found: the query's text with the archive's words in place of those that it does not know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
    /// How long the answer took, in milliseconds; 0 where nobody measured.
    pub took_ms: f64,
}

/// An article that matches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// The article's id.
    pub id: String,
    /// Its date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// Its outlet's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
}

/// Counts by value, largest first, then by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Facets {
    /// Articles an actor; every filter counts, but with `any` the actors chosen under it do not.
    pub actors: Vec<ActorCount>,
    /// Articles an outlet, ignoring the choice of outlets.
    pub outlets: Vec<OutletCount>,
    /// Articles whose outlet is not known, ignoring the choice of outlets.
    pub without_outlet: usize,
    /// Articles an outlet or agency relied on, ignoring the choice of these.
    pub cites: Vec<OutletCount>,
    /// Articles a section, ignoring the choice of sections.
    pub section: Vec<OutletCount>,
    /// Articles a language, ignoring the choice of languages.
    pub language: Vec<OutletCount>,
    /// Articles an actor quoted, ignoring the choice of these.
    pub speaker: Vec<OutletCount>,
    /// Articles of which a thing was concluded ([`Conclusion`](crate::model::Conclusion)), ignoring the choice of these.
    pub inferred: Vec<OutletCount>,
}

/// An actor with the number of articles that name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActorCount {
    /// The actor's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: ActorKind,
    /// How many matching articles name it.
    pub count: usize,
}

/// A value of a facet (an outlet, a section, a language, a speaker) with the number of its articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutletCount {
    /// The value's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many matching articles have it.
    pub count: usize,
}

/// A month with its number of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MonthCount {
    /// The month.
    pub month: Month,
    /// How many articles.
    pub count: usize,
}

/// What a list shows of one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    /// The article's id.
    pub id: String,
    /// The headline.
    pub title: String,
    /// The places of the headline that match, in UTF-16 units: from, to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub title_marks: Vec<(u32, u32)>,
    /// The date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// How exactly the date is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_precision: Option<Precision>,
    /// How the date is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_basis: Option<DateBasis>,
    /// The outlet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<CardOutlet>,
    /// The language of its text, as a BCP 47 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// At most 12 actors, most mentioned first.
    pub actors: Vec<CardActor>,
    /// The best fragments; the opening words where the query has no text.
    pub snippets: Vec<Snippet>,
}

/// The outlet on a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CardOutlet {
    /// The outlet's id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// An actor on a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CardActor {
    /// The actor's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: ActorKind,
}

/// A fragment of an article's text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Snippet {
    /// The words.
    pub text: String,
    /// The places that match, in UTF-16 units of the text: from, to.
    pub marks: Vec<(u32, u32)>,
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::model::Article;
    use crate::query::Query;
    use crate::wire::json;

    /// The names of all fields, at any depth.
    fn names(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(name, value)| {
                found.push(name.clone());
                names(value, found);
            }),
            Value::Array(items) => items.iter().for_each(|item| names(item, found)),
            _ => {}
        }
    }

    #[test]
    fn every_field_is_declared_for_typescript() {
        let count = || OutletCount { id: "o".to_owned(), name: "O".to_owned(), count: 1 };
        let actor = ActorCount { id: "a".to_owned(), name: "A".to_owned(), kind: ActorKind::Person, count: 1 };
        let date: PartialDate = "2020-01-02".parse().unwrap();
        let answer = Answer {
            hits: vec![Hit { id: "1".to_owned(), date: Some(date), outlet: Some("o".to_owned()) }],
            facets: Facets {
                actors: vec![actor],
                outlets: vec![count()],
                cites: vec![count()],
                section: vec![count()],
                language: vec![count()],
                speaker: vec![count()],
                inferred: vec![count()],
                without_outlet: 1,
            },
            histogram: vec![MonthCount { month: date.first_day().month(), count: 1 }],
            suggestion: Some("s".to_owned()),
            ..Answer::default()
        };
        let card = Card {
            id: "1".to_owned(),
            title: "T".to_owned(),
            title_marks: vec![(0, 1)],
            date: Some(date),
            date_precision: Some(Precision::Day),
            date_basis: Some(DateBasis::Stated),
            outlet: Some(CardOutlet { id: "o".to_owned(), name: "O".to_owned() }),
            language: Some("en".to_owned()),
            actors: vec![CardActor { id: "a".to_owned(), name: "A".to_owned(), kind: ActorKind::Person }],
            snippets: vec![Snippet { text: "t".to_owned(), marks: vec![(0, 1)] }],
        };
        let article = json!({
            "id": "1", "source": "s", "url": "u", "title": {"value": "T", "basis": "stated"},
            "date": {"value": "2020-01-02", "basis": "stated", "evidence": "e"},
            "outlet": {"id": "o", "name": "O", "basis": "sidecar", "evidence": "e"}, "authors": ["A"], "section": "S",
            "language": "en", "body": ["B"], "removed": [{"text": "R", "kind": "other"}],
            "actors": [{"id": "a", "name": "A", "kind": "person", "mentions": [{"paragraph": 0, "start": 0, "end": 1}]}],
            "cites": [{"id": "o", "name": "O"}],
            "quotes": [{"text": "q", "paragraph": 0, "start": 0, "end": 1, "speaker": "a"}],
            "warnings": [{"code": "truncated", "message": "m"}],
        });
        let article: Article = json::read(article.to_string().as_bytes()).unwrap();
        let query = json!({
            "exact": true, "typing": true, "text": "t", "actors": {"all": ["a"], "any": ["a"], "none": ["a"]},
            "outlets": {"any": ["o"], "none": ["o"]}, "cites": {"any": ["o"]}, "section": {"any": ["s"]},
            "language": {"any": ["en"]}, "speaker": {"any": ["a"]}, "from": "2020-01-01", "to": "2020-01-02",
            "undated": true, "sort": "oldest", "offset": 1, "limit": 1, "facetLimit": 1,
        });
        let query: Query = json::read(query.to_string().as_bytes()).unwrap();

        let mut found = Vec::new();
        for value in [
            serde_json::to_value(answer).unwrap(),
            serde_json::to_value(card).unwrap(),
            serde_json::to_value(article).unwrap(),
            serde_json::to_value(query).unwrap(),
        ] {
            names(&value, &mut found);
        }
        let declared = include_str!("../engine/engine.d.ts");
        let is_declared = |name: &String| {
            declared.match_indices(name.as_str()).any(|(at, _)| {
                let before = declared[..at].chars().next_back();
                let after = &declared[at + name.len()..];
                before.is_none_or(|c| !c.is_alphanumeric()) && (after.starts_with(':') || after.starts_with("?:"))
            })
        };
        let missing: Vec<&String> = found.iter().filter(|name| !is_declared(name)).collect();
        assert!(found.len() > 60 && missing.is_empty(), "{missing:?}");
    }
}
