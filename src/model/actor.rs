//! Actors: the people, organisations and states that an article mentions.

use serde::{Deserialize, Serialize};

use crate::wire::json::{Fields, FromFields, JsonError};

/// What an actor is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActorKind {
    /// A human being.
    Person,
    /// A body of people: party, ministry, company, army, agency, international organisation.
    Organisation,
    /// A country or a body that governs one.
    State,
    /// Whatever acts and is none of these.
    #[default]
    Other,
}

impl ActorKind {
    /// Every kind, in the order in which a list shows them.
    pub const ALL: [ActorKind; 4] = [ActorKind::Person, ActorKind::State, ActorKind::Organisation, ActorKind::Other];

    /// The word that the JSON uses.
    pub fn as_str(self) -> &'static str {
        match self {
            ActorKind::Person => "person",
            ActorKind::Organisation => "organisation",
            ActorKind::State => "state",
            ActorKind::Other => "other",
        }
    }
}

/// The value of [`Mention::paragraph`] that means the title.
pub const TITLE_PARAGRAPH: i32 = -1;

/// A place where the text names an actor.
///
/// `start..end` are UTF-8 byte offsets in the paragraph, on character boundaries, and never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Mention {
    /// The paragraph, from 0; [`TITLE_PARAGRAPH`] is the title.
    pub paragraph: i32,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl FromFields for Mention {
    fn from_fields(fields: &mut Fields) -> Result<Mention, JsonError> {
        Ok(Mention {
            paragraph: fields.number("paragraph")?,
            start: fields.number("start")?,
            end: fields.number("end")?,
        })
    }
}

/// An actor as one article mentions it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArticleActor {
    /// A lower-case ASCII slug, the same in every article.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// What the actor is.
    pub kind: ActorKind,
    /// Where the article names it, in reading order, the title first. Empty where a record only states the name.
    pub mentions: Vec<Mention>,
}

impl FromFields for ArticleActor {
    fn from_fields(fields: &mut Fields) -> Result<ArticleActor, JsonError> {
        Ok(ArticleActor {
            id: fields.text("id")?,
            name: fields.text("name")?,
            kind: fields.word("kind", &ActorKind::ALL.map(|kind| (kind.as_str(), kind)))?,
            mentions: fields.objects("mentions")?,
        })
    }
}
