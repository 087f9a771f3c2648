//! Actors: the people, organisations and states that an article mentions.

use super::place::{Place, TextSpan};
use crate::text::{is_plain_slug, plain_slug};
use crate::wire::bytes::{ByteReader, Damage};
use crate::wire::record::{Binary, record, words};

words! {
    /// The kinds of actors, in the order of lists.
    #[derive(Default)]
    pub enum ActorKind {
        /// A human being.
        Person = "person",
        /// A country or a body that governs one.
        State = "state",
        /// A body of people: party, ministry, company, army, agency, international organisation.
        Organisation = "organisation",
        /// Any other actor.
        #[default]
        Other = "other",
    }
}

impl ActorKind {
    /// The kind whose `as u8` is this byte; the default kind for any other byte.
    pub fn from_byte(byte: u8) -> ActorKind {
        ActorKind::ALL.into_iter().find(|kind| *kind as u8 == byte).unwrap_or_default()
    }
}

record! {
    json;
    /// A place at which the text names an actor.
    ///
    /// `start..end` are UTF-8 byte offsets in the paragraph, on character boundaries, and never empty.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Mention {
        /// The paragraph, or the title.
        pub paragraph: Place,
        /// The first byte.
        pub start: usize,
        /// The byte after the last.
        pub end: usize,
    }
}

impl Binary for Mention {
    fn encode(&self, out: &mut Vec<u8>) {
        TextSpan { paragraph: self.paragraph, start: self.start, end: self.end }.encode(out);
    }

    fn decode(from: &mut ByteReader<'_>) -> Result<Mention, Damage> {
        let TextSpan { paragraph, start, end } = TextSpan::decode(from)?;
        Ok(Mention { paragraph, start, end })
    }
}

record! {
    json;
    /// An actor as one article mentions it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ArticleActor {
        /// A lower-case ASCII slug, the same in every article.
        pub id: String,
        /// The name to show.
        pub name: String,
        /// The kind of actor.
        pub kind: ActorKind,
        /// The mentions in reading order, the title first. Empty if a record states the name but the text does not
        /// contain it.
        pub mentions: Vec<Mention>,
    }
}

/// The name; the id, missing if it is the plain slug of the name; the kind; the mentions.
impl Binary for ArticleActor {
    fn encode(&self, out: &mut Vec<u8>) {
        self.name.encode(out);
        let is_implied = is_plain_slug(&self.id, &self.name);
        out.push(u8::from(!is_implied));
        if !is_implied {
            self.id.encode(out);
        }
        self.kind.encode(out);
        self.mentions.encode(out);
    }

    fn decode(from: &mut ByteReader<'_>) -> Result<ArticleActor, Damage> {
        let name = String::decode(from)?;
        let id = Option::decode(from)?.unwrap_or_else(|| plain_slug(&name));
        Ok(ArticleActor { id, name, kind: ActorKind::decode(from)?, mentions: Vec::decode(from)? })
    }
}
