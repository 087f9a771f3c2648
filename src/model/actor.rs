//! Actors: the people, organisations and states that an article mentions.

use serde::{Deserialize, Serialize};

use crate::wire::json::{Fields, FromFields, JsonError};

/// The kinds of actors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActorKind {
    /// A human being.
    Person,
    /// A group of people: party, ministry, company, army, agency, international organisation.
    Organisation,
    /// A country, or a body that governs one.
    State,
    /// Any other actor.
    #[default]
    Other,
}

impl ActorKind {
    /// All kinds, in the order of lists.
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

/// The value of [`Mention::paragraph`] that stands for the title.
pub const TITLE_PARAGRAPH: i32 = -1;

/// A place at which the text names an actor.
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
    /// The kind of actor.
    pub kind: ActorKind,
    /// The mentions in reading order, the title first. Empty if a record states the name but the text does not contain
    /// it.
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
