//! Queries.

use serde::{Serialize, Serializer};

use super::error::QueryError;
use crate::index::ByFacet;
pub use crate::index::WITHOUT_VALUE;
use crate::model::Day;
use crate::wire::json::{Fields, FromFields, JsonError, deserialize_from_fields};
use crate::wire::record::words;

/// The maximum number of values that the filters of a query may name in total.
pub const MAX_VALUES: usize = 512;

/// A question to an archive. The default asks for everything, newest first.
///
/// Its JSON is the `Query` of `engine.d.ts`.
///
/// ```
/// use dateline::model::Day;
/// use dateline::query::{Query, Sort};
///
/// let query: Query = serde_json::from_str(
///     r#"{"text": "ceasefire", "actors": {"all": ["nato"]}, "from": "2025-01-01"}"#,
/// )?;
/// assert_eq!(query.from, Day::new(2025, 1, 1));
/// assert_eq!(query.order(), Sort::Relevance);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Query {
    /// The words are matched as written, without stemming.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub exact: bool,
    /// Whether the text is still being typed, so that its last word may be incomplete.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub typing: bool,
    /// The words to find; an empty or blank text finds every article.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Which values of each facet an article must have.
    #[serde(flatten, serialize_with = "by_name")]
    pub filters: ByFacet<ValueFilter>,
    /// The first day, included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The last day, included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// How undated articles are treated.
    #[serde(skip_serializing_if = "Undated::is_default")]
    pub undated: Undated,
    /// The order of the hits; by default, relevance if there is text, otherwise newest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<Sort>,
    /// The number of hits to skip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<usize>,
    /// The maximum number of hits to return; 50 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    /// The maximum number of values to return per facet; 20 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facet_limit: Option<usize>,
}

deserialize_from_fields!(Query);

impl FromFields for Query {
    fn from_fields(fields: &mut Fields) -> Result<Query, JsonError> {
        const A_DAY: &str = "a day as YYYY-MM-DD";
        let mut filters = ByFacet::<ValueFilter>::default();
        for (kind, filter) in filters.iter_mut() {
            *filter = fields.optional_object(kind.name())?.unwrap_or_default();
        }
        Ok(Query {
            exact: fields.flag("exact")?,
            typing: fields.flag("typing")?,
            text: fields.optional_text("text")?.unwrap_or_default(),
            filters,
            from: fields.optional_parsed("from", A_DAY)?,
            to: fields.optional_parsed("to", A_DAY)?,
            undated: match fields.is("undated", "only") {
                true => Undated::Only,
                false => match fields.flag("undated") {
                    Ok(true) => Undated::Kept,
                    Ok(false) => Undated::OutsideRanges,
                    Err(_) => return Err(JsonError::Field { field: "undated", wanted: "true, false or \"only\"" }),
                },
            },
            sort: fields.value("sort")?,
            offset: fields.optional_number("offset")?,
            limit: fields.optional_number("limit")?,
            facet_limit: fields.optional_number("facetLimit")?,
        })
    }
}

impl Query {
    /// Fails if the query is larger than [`MAX_VALUES`] allows.
    pub(super) fn check(&self) -> Result<(), QueryError> {
        let lists = |filter: &ValueFilter| filter.all.len() + filter.any.len() + filter.none.len();
        let found = self.filters.iter().map(|(_, filter)| lists(filter)).sum();
        if found > MAX_VALUES { Err(QueryError::TooManyValues { found, most: MAX_VALUES }) } else { Ok(()) }
    }

    /// Whether the query asks for every article, in whatever order.
    pub fn asks_for_all(&self) -> bool {
        let chooses =
            |filter: &ValueFilter| !(filter.all.is_empty() && filter.any.is_empty() && filter.none.is_empty());
        self.text.trim().is_empty()
            && (self.from, self.to) == (None, None)
            && self.undated != Undated::Only
            && !self.filters.iter().any(|(_, filter)| chooses(filter))
    }

    /// The order of the hits, with the default resolved.
    pub fn order(&self) -> Sort {
        self.sort.unwrap_or(if self.text.trim().is_empty() { Sort::Newest } else { Sort::Relevance })
    }
}

/// Which values of a facet an article must and must not have, by id; [`WITHOUT_VALUE`] under `any` or `none` names the
/// articles that have no value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ValueFilter {
    /// The article has every one of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub all: Vec<String>,
    /// The article has at least one of these, if any are listed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<String>,
    /// The article has none of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub none: Vec<String>,
}

impl FromFields for ValueFilter {
    fn from_fields(fields: &mut Fields) -> Result<ValueFilter, JsonError> {
        Ok(ValueFilter {
            all: fields.optional_texts("all")?,
            any: fields.optional_texts("any")?,
            none: fields.optional_texts("none")?,
        })
    }
}

impl ValueFilter {
    /// Whether every article passes.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty() && self.any.is_empty() && self.none.is_empty()
    }

    /// The ids that are wanted, under `all` or `any`.
    pub fn wanted(&self) -> impl Iterator<Item = &String> {
        self.all.iter().chain(&self.any)
    }
}

/// The filters that are not empty, by the names of their facets.
fn by_name<S: Serializer>(filters: &ByFacet<ValueFilter>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(filters.iter().filter(|(_, filter)| !filter.is_empty()).map(|(kind, f)| (kind.name(), f)))
}

/// How undated articles are treated. Without a range of days they are kept, except with [`Undated::Only`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Undated {
    /// A range of days excludes them.
    #[default]
    OutsideRanges,
    /// A range of days includes them.
    Kept,
    /// Only they are kept, whatever the range.
    Only,
}

impl Undated {
    fn is_default(&self) -> bool {
        *self == Undated::default()
    }
}

impl Serialize for Undated {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Undated::OutsideRanges => serializer.serialize_bool(false),
            Undated::Kept => serializer.serialize_bool(true),
            Undated::Only => serializer.serialize_str("only"),
        }
    }
}

words! {
    /// The order of the hits. Equal dates and equal scores are sorted by id; undated articles come last by date.
    pub enum Sort {
        /// The latest day first.
        Newest = "newest",
        /// The earliest day first.
        Oldest = "oldest",
        /// The best match of the text first.
        Relevance = "relevance",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::json;

    #[test]
    fn a_query_reads_back_what_it_prints() {
        let text = r#"{"exact":true,"typing":true,"text":"a b","actors":{"all":["a"],"any":["b"],"none":["c"]},"outlets":{"any":["d"]},"cites":{"none":["e"]},"section":{"any":["f"]},"language":{"any":["g"]},"speaker":{"any":["h"]},"inferred":{"none":["i"]},"from":"2025-01-01","to":"2025-02-01","undated":"only","sort":"oldest","offset":1,"limit":2,"facetLimit":3}"#;
        let query: Query = json::read(text.as_bytes()).unwrap();
        assert_eq!(serde_json::to_string(&query).unwrap(), text);
        assert_eq!(
            json::read::<Query>(br#"{"text":null,"actors":null,"from":null,"more":[]}"#).unwrap(),
            Query::default()
        );
        assert_eq!(json::read::<Query>(br#"{"undated":true}"#).unwrap().undated, Undated::Kept);
    }

    #[test]
    fn what_is_no_query_is_refused_by_name() {
        for (text, problem) in [
            (r#"{"from":"yesterday"}"#, "`from` must be a day as YYYY-MM-DD"),
            (r#"{"undated":"maybe"}"#, "`undated` must be true, false or \"only\""),
            (r#"{"limit":-1}"#, "`limit` must be a number of a smaller range"),
            (r#"{"limit":1.5}"#, "`limit` must be a whole number"),
            (r#"{"actors":{"all":"kim-jong-un"}}"#, "`all` must be a list"),
            (r#"{"sort":"best"}"#, "`sort` must be one of `newest`, `oldest`, `relevance`"),
        ] {
            assert_eq!(json::read::<Query>(text.as_bytes()).unwrap_err().to_string(), problem);
        }
    }
}
