//! The archive: a bundle opened for asking.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::answer::{Answer, Card, CardActor, CardOutlet, Snippet};
use super::error::QueryError;
use super::request::Query;
use super::run;
use crate::bundle::{self, FORMAT, Files, MANIFEST_NAME, Manifest};
use crate::model::{Article, PartialDate};

/// The most actors that a card shows.
const CARD_ACTORS: usize = 12;

/// The length of a snippet without marks, in characters.
const OPENING_LENGTH: usize = 180;

/// A bundle opened for asking.
#[derive(Clone, Debug)]
pub struct Archive {
    info: ArchiveInfo,
    articles: Vec<Article>,
}

/// What an archive holds, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveInfo {
    /// The archive's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// A sentence or two about the archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How many articles.
    pub articles: usize,
    /// How many outlets.
    pub outlets: usize,
    /// How many actors.
    pub actors: usize,
    /// The earliest date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<PartialDate>,
    /// The latest date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<PartialDate>,
    /// How many articles have no date.
    pub undated: usize,
    /// The SHA-256 of the archive's content, in lower-case hexadecimal digits.
    pub hash: String,
}

/// The ids of names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// An actor's id by its name.
    pub actors: BTreeMap<String, String>,
    /// An outlet's id by its name.
    pub outlets: BTreeMap<String, String>,
}

impl Archive {
    /// Opens a bundle.
    ///
    /// # Errors
    ///
    /// Says which file is missing, damaged or of another format.
    pub async fn open(files: impl Files + 'static) -> Result<Archive, QueryError> {
        let manifest = fetch(&files, MANIFEST_NAME).await?;
        let manifest: Manifest = serde_json::from_slice(&manifest)
            .map_err(|error| QueryError::Damaged { name: MANIFEST_NAME.to_owned(), problem: error.to_string() })?;
        if manifest.format != FORMAT {
            return Err(QueryError::OtherFormat { found: manifest.format, known: FORMAT });
        }
        let entry = &manifest.articles;
        let lines = fetch(&files, &entry.name).await?;
        let damaged = |problem: String| QueryError::Damaged { name: entry.name.clone(), problem };
        if bundle::hex(&<sha2::Sha256 as sha2::Digest>::digest(&lines)) != entry.sha256 {
            return Err(damaged("its bytes are not those of the manifest".to_owned()));
        }
        let articles = lines
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(serde_json::from_slice)
            .collect::<Result<Vec<Article>, _>>()
            .map_err(|error| damaged(error.to_string()))?;
        let mut archive = Archive::from_articles(articles);
        archive.info.title = manifest.title;
        archive.info.description = manifest.description;
        archive.info.hash = entry.sha256.clone();
        Ok(archive)
    }

    /// An archive in memory.
    pub fn from_articles(articles: Vec<Article>) -> Archive {
        let names = Names::of(&articles);
        let dates = || articles.iter().filter_map(|article| Some(article.date.as_ref()?.value));
        let info = ArchiveInfo {
            articles: articles.len(),
            outlets: names.outlets.len(),
            actors: names.actors.len(),
            from: dates().min_by_key(|date| date.first_day()),
            to: dates().max_by_key(|date| date.last_day()),
            undated: articles.iter().filter(|article| article.date.is_none()).count(),
            ..ArchiveInfo::default()
        };
        Archive { info, articles }
    }

    /// What the archive holds.
    pub fn info(&self) -> &ArchiveInfo {
        &self.info
    }

    /// The answer to a query.
    ///
    /// # Errors
    ///
    /// Points at the character where the query's text is malformed; names the file that is missing or damaged.
    pub async fn query(&self, query: &Query) -> Result<Answer, QueryError> {
        run::run(&self.articles, query)
    }

    /// What a list shows of these articles, in the order of the ids; unknown ids are left out.
    ///
    /// # Errors
    ///
    /// Names the file that is missing or damaged.
    pub async fn cards(&self, ids: &[String], _query: &Query) -> Result<Vec<Card>, QueryError> {
        let find = |id: &String| self.articles.iter().find(|article| article.id == *id);
        Ok(ids.iter().filter_map(find).map(card).collect())
    }

    /// The ids of all actors and outlets by name.
    ///
    /// # Errors
    ///
    /// Names the file that is missing or damaged.
    pub async fn names(&self) -> Result<Names, QueryError> {
        Ok(Names::of(&self.articles))
    }

    /// A whole article.
    ///
    /// # Errors
    ///
    /// Where no article has this id, or its file is missing or damaged.
    pub async fn article(&self, id: &str) -> Result<Article, QueryError> {
        let found = self.articles.iter().find(|article| article.id == id);
        found.cloned().ok_or_else(|| QueryError::UnknownArticle(id.to_owned()))
    }
}

impl Names {
    fn of(articles: &[Article]) -> Names {
        let actors = articles.iter().flat_map(|article| &article.actors);
        let outlets = articles.iter().filter_map(|article| article.outlet.as_ref());
        Names {
            actors: actors.map(|actor| (actor.name.clone(), actor.id.clone())).collect(),
            outlets: outlets.map(|outlet| (outlet.name.clone(), outlet.id.clone())).collect(),
        }
    }
}

async fn fetch(files: &impl Files, name: &str) -> Result<Vec<u8>, QueryError> {
    files
        .fetch(name)
        .await
        .map_err(|error| QueryError::Unavailable { name: name.to_owned(), problem: error.to_string() })
}

fn card(article: &Article) -> Card {
    let mut actors: Vec<_> = article.actors.iter().collect();
    actors.sort_by_key(|actor| std::cmp::Reverse(actor.mentions.len()));
    let opening: String =
        article.body.first().map(String::as_str).unwrap_or_default().chars().take(OPENING_LENGTH).collect();
    Card {
        id: article.id.clone(),
        title: article.title.value.clone(),
        date: article.date.as_ref().map(|date| date.value),
        date_precision: article.date.as_ref().map(|date| date.precision()),
        date_basis: article.date.as_ref().map(|date| date.basis),
        outlet: article.outlet.as_ref().map(|outlet| CardOutlet { id: outlet.id.clone(), name: outlet.name.clone() }),
        actors: actors
            .into_iter()
            .take(CARD_ACTORS)
            .map(|actor| CardActor { id: actor.id.clone(), name: actor.name.clone(), kind: actor.kind })
            .collect(),
        snippets: vec![Snippet { text: opening, marks: Vec::new() }],
    }
}
