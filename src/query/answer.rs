//! The results of queries: plain data in the terms of the user interface. Their JSON is declared in `engine.d.ts`.

use serde::Serialize;

use crate::index::ByFacet;
use crate::model::{ActorKind, DateBasis, Month, PartialDate, Precision};

/// The answer to a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The number of matching articles.
    pub total: usize,
    /// The matching articles in the requested order, from the offset up to the limit.
    pub hits: Vec<Hit>,
    /// The values of each facet with their counts, largest first, then by name.
    ///
    /// If a facet's values are joined by OR, its own counts ignore the values chosen in it; an actor's count ignores only
    /// the actors under `any`.
    pub facets: ByFacet<Vec<ValueCount>>,
    /// The number of articles without a known outlet, ignoring the choice of outlets.
    pub without_outlet: usize,
    /// The number of articles per month, in chronological order, without empty months; ignores the range of days.
    pub histogram: Vec<MonthCount>,
    /// The number of matching articles without a date, ignoring the range of days.
    pub undated: usize,
    /// If nothing was found: the query's text with unknown words replaced by similar words of the archive.
    pub suggestion: Option<String>,
    /// The time that the answer took, in milliseconds; 0 if it was not measured.
    pub took_ms: f64,
}

/// A matching article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The article's id.
    pub id: String,
    /// Its date.
    pub date: Option<PartialDate>,
    /// Its outlet's id.
    pub outlet: Option<String>,
}

/// A value of a facet with the number of its articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueCount {
    /// The value's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The kind of an actor; the default kind for the values of other facets.
    pub kind: ActorKind,
    /// The number of matching articles with this value.
    pub count: usize,
}

/// A month, with its number of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthCount {
    /// The month.
    pub month: Month,
    /// The number of articles.
    pub count: usize,
}

/// What a list shows of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    /// The article's id.
    pub id: String,
    /// The headline.
    pub title: String,
    /// The matching places of the headline, in UTF-16 units: start, end.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub title_marks: Vec<(u32, u32)>,
    /// The date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The precision of the date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_precision: Option<Precision>,
    /// The basis of the date.
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
    /// The best passages; the opening words if the query has no text.
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

/// A passage of an article's text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Snippet {
    /// The words.
    pub text: String,
    /// The matching places, in UTF-16 units of the text: start, end.
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
        let date: PartialDate = "2020-01-02".parse().unwrap();
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
            "language": "en", "tags": ["T"], "groups": ["G"], "story": "S", "body": ["B"], "removed": [{"text": "R", "kind": "other"}],
            "actors": [{"id": "a", "name": "A", "kind": "person", "mentions": [{"paragraph": 0, "start": 0, "end": 1}]}],
            "cites": [{"id": "o", "name": "O"}],
            "quotes": [{"text": "q", "paragraph": 0, "start": 0, "end": 1, "speaker": "a"}],
            "warnings": [{"code": "truncated", "message": "m"}],
        });
        let article: Article = json::read(article.to_string().as_bytes()).unwrap();
        let query = json!({
            "exact": true, "typing": true, "text": "t", "actors": {"all": ["a"], "any": ["a"], "none": ["a"]},
            "outlets": {"any": ["o"], "none": ["o"]}, "from": "2020-01-01", "to": "2020-01-02",
            "undated": true, "sort": "oldest", "offset": 1, "limit": 1, "facetLimit": 1,
        });
        let query: Query = json::read(query.to_string().as_bytes()).unwrap();

        let mut found = Vec::new();
        for value in [
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
        let (_, article) = declared.split_once("export interface Article {").unwrap();
        let mut rest = article.split_once("\n}").unwrap().0;
        for (field, _) in Article::FIELDS {
            let declaration = [format!(" {field}: "), format!(" {field}?: ")];
            let after = declaration.iter().find_map(|declared| Some(rest.split_once(declared)?.1));
            let after = after.unwrap_or_else(|| panic!("Article lacks {field}"));
            rest = after;
        }
        let missing: Vec<&String> = found.iter().filter(|name| !is_declared(name)).collect();
        assert!(found.len() > 50 && missing.is_empty(), "{missing:?}");
    }
}
