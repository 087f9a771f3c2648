//! `corpus.toml`: what people state about the documents beside it.

use serde::Deserialize;
use thiserror::Error;

use crate::actors::ActorEntry;
use crate::model::{
    ActorKind, Article, DateBasis, OutletBasis, OutletRef, PartialDate, PublicationDate, Title, TitleBasis, slug,
};

/// Why a `corpus.toml` was not understood.
#[derive(Clone, Debug, Error)]
#[error("not a valid corpus.toml: {0}")]
pub struct SidecarError(#[from] toml::de::Error);

/// What a `corpus.toml` states: the archive's title, facts of documents, outlets and actors.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sidecar {
    /// The title of the archive.
    pub title: Option<String>,
    /// A sentence or two about the archive, shown on the page.
    pub description: Option<String>,
    /// Facts of single documents.
    pub document: Vec<DocumentFacts>,
    /// Outlets with their domains.
    pub outlet: Vec<SidecarOutlet>,
    /// Actors: new ones, names for known ones, merged and silenced ones.
    pub actor: Vec<SidecarActor>,
}

/// Facts of one document.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DocumentFacts {
    /// The document's source: a path, or `path#n`.
    pub file: String,
    /// The address of the original.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The date of publication: a day, a month or a year.
    pub date: Option<PartialDate>,
    /// The outlet's name.
    pub outlet: Option<String>,
    /// The writer.
    pub author: Option<String>,
    /// The section.
    pub section: Option<String>,
    /// The language, a BCP 47 code.
    pub language: Option<String>,
}

/// An outlet that the user names.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SidecarOutlet {
    /// The id; made from the name where left out.
    pub id: Option<String>,
    /// The name to show.
    pub name: String,
    /// The registrable domains it publishes under.
    pub domains: Vec<String>,
}

/// An actor that the user adds or changes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SidecarActor {
    /// The id of the actor that is added or changed; made from the name where left out.
    pub id: Option<String>,
    /// The name to show.
    pub name: Option<String>,
    /// What the actor is.
    pub kind: Option<ActorKind>,
    /// Further names for it.
    pub aliases: Vec<String>,
    /// The id of the actor that this one is the same as.
    pub merge_into: Option<String>,
    /// Whether the actor is left out everywhere.
    pub ignore: bool,
}

impl Sidecar {
    /// Reads a `corpus.toml`.
    ///
    /// # Errors
    ///
    /// Names the line where the text is no TOML, has an unknown key or a value of the wrong kind.
    pub fn parse(text: &str) -> Result<Sidecar, SidecarError> {
        Ok(toml::from_str(text)?)
    }

    /// The actors as entries for the dictionary.
    pub fn actor_entries(&self) -> Vec<ActorEntry> {
        let entry = |actor: &SidecarActor| ActorEntry {
            id: actor.id.clone(),
            name: actor.name.clone(),
            kind: actor.kind,
            aliases: actor.aliases.clone(),
            merge_into: actor.merge_into.clone(),
            ignore: actor.ignore,
        };
        self.actor.iter().map(entry).collect()
    }

    /// The article with what the sidecar states of its document.
    pub fn apply(&self, mut article: Article) -> Article {
        let Some(facts) = self.document.iter().find(|facts| facts.file == article.source) else {
            return article;
        };
        let facts = facts.clone();
        if let Some(title) = facts.title {
            article.title = Title { value: title, basis: TitleBasis::Sidecar };
        }
        if let Some(date) = facts.date {
            article.date = Some(PublicationDate::new(date, DateBasis::Sidecar, "corpus.toml"));
        }
        if let Some(name) = facts.outlet {
            let id = slug(&name);
            let evidence = "corpus.toml".to_owned();
            article.outlet = Some(OutletRef { id, name, basis: OutletBasis::Sidecar, evidence });
        }
        if let Some(author) = facts.author {
            article.authors = vec![author];
        }
        article.url = facts.url.or(article.url);
        article.section = facts.section.or(article.section);
        article.language = facts.language.or(article.language);
        article
    }
}
