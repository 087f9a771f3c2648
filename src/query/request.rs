//! What can be asked.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::Day;

/// The id that stands for "no outlet known" in an [`OutletFilter`].
pub const UNKNOWN_OUTLET: &str = "unknown";

/// A question to an archive. The default asks for everything, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Query {
    /// Words as written, without stemming.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub exact: bool,
    /// Whether the text is being typed, so that its last word may be the start of one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub typing: bool,
    /// The words to find; empty or blank asks for none.
    #[serde(skip_serializing_if = "String::is_empty", deserialize_with = "null_is_default")]
    pub text: String,
    /// Which actors an article must name.
    #[serde(deserialize_with = "null_is_default")]
    pub actors: ActorFilter,
    /// Which outlets may have published it.
    #[serde(deserialize_with = "null_is_default")]
    pub outlets: OutletFilter,
    /// Which outlets and agencies an article must rely on.
    #[serde(skip_serializing_if = "OutletFilter::is_empty", deserialize_with = "null_is_default")]
    pub cites: OutletFilter,
    /// Which section it must stand in.
    #[serde(skip_serializing_if = "OutletFilter::is_empty", deserialize_with = "null_is_default")]
    pub section: OutletFilter,
    /// Which language it must be written in.
    #[serde(skip_serializing_if = "OutletFilter::is_empty", deserialize_with = "null_is_default")]
    pub language: OutletFilter,
    /// Which actors it must quote.
    #[serde(skip_serializing_if = "OutletFilter::is_empty", deserialize_with = "null_is_default")]
    pub speaker: OutletFilter,
    /// The first day, included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The last day, included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// What becomes of undated articles.
    #[serde(skip_serializing_if = "Undated::is_default", deserialize_with = "null_is_default")]
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

impl Query {
    /// The order of the hits, the default resolved.
    pub fn order(&self) -> Sort {
        self.sort.unwrap_or(if self.text.trim().is_empty() { Sort::Newest } else { Sort::Relevance })
    }
}

/// Which actors an article must and must not name, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActorFilter {
    /// It names every one of these.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_default")]
    pub all: Vec<String>,
    /// It names at least one of these, where there are any.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_default")]
    pub any: Vec<String>,
    /// It names none of these.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_default")]
    pub none: Vec<String>,
}

/// Which values of a facet an article may have, by id: outlets, and all that is filtered like them; [`UNKNOWN_OUTLET`] stands for articles without a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OutletFilter {
    /// One of these, where there are any.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_default")]
    pub any: Vec<String>,
    /// None of these.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_default")]
    pub none: Vec<String>,
}

impl OutletFilter {
    /// Whether it lets every article pass.
    pub fn is_empty(&self) -> bool {
        self.any.is_empty() && self.none.is_empty()
    }
}

/// What becomes of undated articles. Without a range of days they are kept in any case but [`Undated::Only`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

impl<'de> Deserialize<'de> for Undated {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Undated, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Wire {
            Flag(bool),
            Word(String),
        }
        match Wire::deserialize(deserializer)? {
            Wire::Flag(false) => Ok(Undated::OutsideRanges),
            Wire::Flag(true) => Ok(Undated::Kept),
            Wire::Word(word) if word == "only" => Ok(Undated::Only),
            Wire::Word(word) => {
                let message = format!("`undated` is true, false or \"only\", not `{word}`");
                Err(serde::de::Error::custom(message))
            }
        }
    }
}

/// The order of the hits. Equal dates and equal scores are in the order of ids; undated articles come last by date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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

fn null_is_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}
