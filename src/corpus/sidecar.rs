//! `corpus.toml`: facts that people state about the documents next to it.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::actors::ActorEntry;
use crate::model::{
    Article, DateBasis, Day, OutletBasis, OutletRef, PartialDate, PublicationDate, Removed, RemovedKind, Title,
    TitleBasis,
};
use crate::text::id_of_name;

/// The reason why a `corpus.toml` could not be parsed.
#[derive(Clone, Debug, Error)]
#[error("not a valid corpus.toml: {0}")]
pub struct SidecarError(#[from] toml::de::Error);

/// The contents of a `corpus.toml`: the archive's title, and facts about documents, outlets and actors.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sidecar {
    /// The title of the archive.
    pub title: Option<String>,
    /// A description of the archive, shown on the page.
    pub description: Option<String>,
    /// Facts about single documents. They are applied when the documents are read, and not written anywhere.
    #[serde(skip_serializing)]
    pub document: Vec<DocumentFacts>,
    /// Outlets with their domains.
    pub outlet: Vec<SidecarOutlet>,
    /// Actors: new ones, names for known ones, merges and removals.
    pub actor: Vec<ActorEntry>,
    /// Stories: articles that tell the same one or another one, and headlines.
    pub story: Vec<StoryFacts>,
}

/// What is known about a story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StoryFacts {
    /// The sources of articles that tell it: `file` or `file#n`. The stories that they are in are one.
    pub articles: Vec<String>,
    /// The sources of articles that do not tell it. Together they are another story.
    pub apart: Vec<String>,
    /// The headline of the story.
    pub title: Option<String>,
}

/// Facts about a document.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
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
    /// The author.
    pub author: Option<String>,
    /// The section.
    pub section: Option<String>,
    /// The language, a BCP 47 code.
    pub language: Option<String>,
    /// Tags, in the user's own words; an empty list takes those away that an outer `corpus.toml` gives.
    pub tags: Option<Vec<String>>,
    /// The day on which the document was collected; it was published on that day or earlier.
    pub collected: Option<Day>,
    /// Paragraphs that are not the article's text, word for word.
    pub remove: Vec<String>,
    /// Removed passages that are the article's text.
    pub keep: Vec<KeptPiece>,
    /// Whether to leave out the document, or the whole file if a file is named.
    pub ignore: bool,
    /// Whether it is known that the file can only be read in part, so that its failures are not listed.
    pub incomplete: bool,
}

/// A removed passage that is the article's text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeptPiece {
    /// The passage, word for word.
    pub text: String,
    /// The paragraph that it comes before, from 1, in the text as it was found; last if not given.
    pub before: Option<usize>,
}

/// An outlet that the user adds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SidecarOutlet {
    /// The id; made from the name if not given.
    pub id: Option<String>,
    /// The name to show.
    pub name: String,
    /// Its registrable domains.
    pub domains: Vec<String>,
    /// The groups that it belongs to, in the user's own words: its owner, its country, its side.
    pub groups: Vec<String>,
}

impl Sidecar {
    /// Parses a `corpus.toml`.
    ///
    /// # Errors
    ///
    /// If the text is not valid TOML, has an unknown key, or a value of the wrong type. The error names the line.
    pub fn parse(text: &str) -> Result<Sidecar, SidecarError> {
        Ok(toml::from_str(text)?)
    }

    /// Applies the facts about its document to an article.
    pub fn apply(&self, article: Article) -> Article {
        match self.document.iter().find(|facts| facts.file == article.source) {
            Some(facts) => facts.clone().apply(article),
            None => article,
        }
    }
}

impl DocumentFacts {
    /// An article with these facts about its document.
    pub fn apply(self, mut article: Article) -> Article {
        let facts = self;
        if let Some(title) = facts.title {
            article.title = Title { value: title, basis: TitleBasis::Sidecar };
        }
        if let Some(date) = facts.date {
            article.date = Some(PublicationDate::new(date, DateBasis::Sidecar, "corpus.toml"));
        }
        if let Some(name) = facts.outlet {
            let id = id_of_name(&name);
            let evidence = "corpus.toml".to_owned();
            article.outlet = Some(OutletRef { id, name, basis: OutletBasis::Sidecar, evidence });
        }
        if let Some(author) = facts.author {
            article.authors = vec![author];
        }
        article.url = facts.url.or(article.url);
        article.section = facts.section.or(article.section);
        article.language = facts.language.or(article.language);
        article.tags = facts.tags.unwrap_or(article.tags);
        revise_text(&mut article, &facts.remove, facts.keep);
        article
    }
}

/// Removes paragraphs from the text, and inserts removed passages into it. What the article does not have is ignored.
fn revise_text(article: &mut Article, remove: &[String], keep: Vec<KeptPiece>) {
    let n_paragraphs = article.body.len();
    // The texts to insert, by the paragraph that they come before; the rest goes to the end.
    let mut kept: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut at_the_end: Vec<String> = Vec::new();
    if !keep.is_empty() {
        // The places of each removed text, the first of them last.
        let mut places: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (at, removed) in article.removed.iter().enumerate().rev() {
            places.entry(removed.text.as_str()).or_default().push(at);
        }
        let mut is_kept = vec![false; article.removed.len()];
        for piece in keep {
            let Some(at) = places.get_mut(piece.text.as_str()).and_then(Vec::pop) else { continue };
            is_kept[at] = true;
            match piece.before {
                Some(number) if (1..=n_paragraphs).contains(&number) => {
                    kept.entry(number).or_default().push(piece.text)
                }
                _ => at_the_end.push(piece.text),
            }
        }
        let mut is_kept = is_kept.into_iter();
        article.removed.retain(|_| !is_kept.next().unwrap_or(false));
    }
    if kept.is_empty() && at_the_end.is_empty() && remove.is_empty() {
        return;
    }
    let remove: FxHashSet<&str> = remove.iter().map(String::as_str).collect();
    for (number, paragraph) in (1..).zip(std::mem::take(&mut article.body)) {
        article.body.extend(kept.remove(&number).into_iter().flatten());
        if remove.contains(paragraph.as_str()) {
            article.removed.push(Removed { text: paragraph, kind: RemovedKind::Other });
        } else {
            article.body.push(paragraph);
        }
    }
    article.body.extend(at_the_end);
}

#[cfg(test)]
mod tests {
    use super::super::tests::article;
    use super::*;

    #[test]
    fn a_piece_left_out_becomes_text_and_a_paragraph_is_left_out() {
        let mut found = article("a.txt", "Bridge opens", &["The mayor came.", "Read more here.", "Ferries stopped."]);
        let caption = Removed { text: "It rained.".to_owned(), kind: RemovedKind::Caption };
        found.removed = vec![caption.clone(), Removed { text: "The end.".to_owned(), ..caption }];
        let text = "[[document]]\nfile = 'a.txt'\nremove = ['Read more here.', 'Not there.']\n\
            keep = [{ text = 'The end.' }, { text = 'It rained.', before = 2 }, { text = 'Nor this.' }]";
        let sidecar = Sidecar::parse(text).unwrap();
        let revised = sidecar.apply(found);
        assert_eq!(revised.body, ["The mayor came.", "It rained.", "Ferries stopped.", "The end."]);
        assert_eq!(revised.removed, [Removed { text: "Read more here.".to_owned(), kind: RemovedKind::Other }]);
        assert_eq!(sidecar.apply(revised.clone()), revised);
    }
}
