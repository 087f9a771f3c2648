//! What can be asked.

use serde::{Serialize, Serializer};

use crate::model::Day;
use crate::wire::json::{Fields, FromFields, JsonError, deserialize_from_fields};

/// The id that stands for "no outlet known" in an [`OutletFilter`].
pub const UNKNOWN_OUTLET: &str = "unknown";

/// A question to an archive. The default asks for everything, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Query {
    /// Words as written, without stemming.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub exact: bool,
    /// Whether the text is being typed, so that its last word may be the start of one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub typing: bool,
    /// The words to find; empty or blank asks for none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Which actors an article must name.
    pub actors: ActorFilter,
    /// Which outlets may have published it.
    pub outlets: OutletFilter,
    /// Which outlets and agencies an article must rely on.
    #[serde(skip_serializing_if = "OutletFilter::is_empty")]
    pub cites: OutletFilter,
    /// Which section it must stand in.
    #[serde(skip_serializing_if = "OutletFilter::is_empty")]
    pub section: OutletFilter,
    /// Which language it must be written in.
    #[serde(skip_serializing_if = "OutletFilter::is_empty")]
    pub language: OutletFilter,
    /// Which actors it must quote.
    #[serde(skip_serializing_if = "OutletFilter::is_empty")]
    pub speaker: OutletFilter,
    /// What of it must have been concluded, by the ids of [`Conclusion`](crate::model::Conclusion).
    #[serde(skip_serializing_if = "OutletFilter::is_empty")]
    pub inferred: OutletFilter,
    /// The first day, included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The last day, included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// What becomes of undated articles.
    #[serde(skip_serializing_if = "Undated::is_default")]
    pub undated: Undated,
    /// The order of the hits; by relevance where there is text, else newest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<Sort>,
    /// How many hits to pass over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<usize>,
    /// How many hits to return at most; 50 if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    /// How many values of a facet to return at most; 20 if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facet_limit: Option<usize>,
}

deserialize_from_fields!(Query);

impl FromFields for Query {
    fn from_fields(fields: &mut Fields) -> Result<Query, JsonError> {
        const A_DAY: &str = "a day as YYYY-MM-DD";
        Ok(Query {
            exact: fields.flag("exact")?,
            typing: fields.flag("typing")?,
            text: fields.optional_text("text")?.unwrap_or_default(),
            actors: fields.optional_object("actors")?.unwrap_or_default(),
            outlets: fields.optional_object("outlets")?.unwrap_or_default(),
            cites: fields.optional_object("cites")?.unwrap_or_default(),
            section: fields.optional_object("section")?.unwrap_or_default(),
            language: fields.optional_object("language")?.unwrap_or_default(),
            speaker: fields.optional_object("speaker")?.unwrap_or_default(),
            inferred: fields.optional_object("inferred")?.unwrap_or_default(),
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
            sort: fields.optional_word("sort", &Sort::ALL.map(|sort| (sort.as_str(), sort)))?,
            offset: fields.optional_number("offset")?,
            limit: fields.optional_number("limit")?,
            facet_limit: fields.optional_number("facetLimit")?,
        })
    }
}

impl Query {
    /// The order of the hits, the default resolved.
    pub fn order(&self) -> Sort {
        self.sort.unwrap_or(if self.text.trim().is_empty() { Sort::Newest } else { Sort::Relevance })
    }
}

/// Which actors an article must and must not name, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ActorFilter {
    /// It names every one of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub all: Vec<String>,
    /// It names at least one of these, where there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<String>,
    /// It names none of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub none: Vec<String>,
}

/// Which values of a facet an article may have, by id: outlets, and all that is filtered like them; [`UNKNOWN_OUTLET`] stands for articles without a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OutletFilter {
    /// One of these, where there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<String>,
    /// None of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub none: Vec<String>,
}

impl FromFields for ActorFilter {
    fn from_fields(fields: &mut Fields) -> Result<ActorFilter, JsonError> {
        Ok(ActorFilter {
            all: fields.optional_texts("all")?,
            any: fields.optional_texts("any")?,
            none: fields.optional_texts("none")?,
        })
    }
}

impl FromFields for OutletFilter {
    fn from_fields(fields: &mut Fields) -> Result<OutletFilter, JsonError> {
        Ok(OutletFilter { any: fields.optional_texts("any")?, none: fields.optional_texts("none")? })
    }
}

impl OutletFilter {
    /// Whether it lets every article pass.
    pub fn is_empty(&self) -> bool {
        self.any.is_empty() && self.none.is_empty()
    }
}

/// What becomes of undated articles. Without a range of days they are kept in any case but [`Undated::Only`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Undated {
    /// A range of days leaves them out.
    #[default]
    OutsideRanges,
    /// A range of days keeps them.
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

/// The order of the hits. Equal dates and equal scores are in the order of ids; undated articles come last by date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// The latest day first.
    Newest,
    /// The earliest day first.
    Oldest,
    /// The best match of the text first.
    Relevance,
}

impl Sort {
    /// Every order, as a menu shows them.
    pub const ALL: [Sort; 3] = [Sort::Newest, Sort::Oldest, Sort::Relevance];

    /// The word in the address.
    pub fn as_str(self) -> &'static str {
        match self {
            Sort::Newest => "newest",
            Sort::Oldest => "oldest",
            Sort::Relevance => "relevance",
        }
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
            (r#"{"sort":"best"}"#, "`sort` must be one of the words that can stand there"),
        ] {
            assert_eq!(json::read::<Query>(text.as_bytes()).unwrap_err().to_string(), problem);
        }
    }
}
