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
