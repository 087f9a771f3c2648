//! Steps 1 to 3 as pure code: the bytes of files become a corpus, wherever the bytes come from.
//!
//! `ingest` takes the single steps and runs them on many threads over files on a disk; the page's worker drives a
//! [`Parser`] over files that were dropped on the page. Both give the same articles for the same files.

mod annotate;
mod found;
mod sidecars;

pub use annotate::annotate;
pub use found::{Found, Stated};
pub use sidecars::{SIDECAR_NAME, Sidecars};

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};
use std::path::Path;

use crate::actors::Dictionary;
use crate::corpus::{Corpus, Sidecar, assemble};
use crate::document::{self, Limits, ReadError};
use crate::model::{Article, Day};

/// Reads files one after the other. Give them in the order of their names.
#[derive(Debug)]
pub struct Parser {
    limits: Limits,
    sidecars: Sidecars,
    names: BTreeSet<String>,
    articles: Vec<Article>,
    /// The day on which each of them was collected, where known.
    collected: Vec<Option<Day>>,
    stated: BTreeMap<String, Stated>,
    failures: Vec<ReadError>,
}

impl Parser {
    /// A parser of files that these `corpus.toml` files, given by name, state facts of.
    pub fn new(limits: Limits, sidecars: Vec<(String, Vec<u8>)>) -> Parser {
        let found = sidecars.into_iter().map(|(name, bytes)| (Path::new("").to_owned(), name, Ok(bytes)));
        let (sidecars, failures) = Sidecars::of(found.collect());
        Parser {
            limits,
            sidecars,
            names: BTreeSet::new(),
            articles: Vec::new(),
            collected: Vec::new(),
            stated: BTreeMap::new(),
            failures,
        }
    }

    /// Reads a file with this name below the folder of documents, with `/`.
    pub fn read(&mut self, name: &str, source: impl Read + Seek) {
        self.read_watched(name, source, &mut |_, _| {});
    }

    /// As [`Parser::read`]; tells after each document of the file how many articles were found so far, and how many
    /// documents could not be read.
    pub fn read_watched(&mut self, name: &str, source: impl Read + Seek, watch: &mut dyn FnMut(usize, usize)) {
        self.names.insert(name.to_owned());
        if self.sidecars.ignores(Path::new(""), name, name) {
            return;
        }
        let Parser { limits, sidecars, articles, collected, stated, failures, .. } = self;
        document::read_from(name, source, limits, &mut |document| {
            match document {
                Ok(document) => {
                    let facts = sidecars.facts(Path::new(""), name, &document.source);
                    if facts.as_ref().is_some_and(|facts| facts.ignore) {
                        return;
                    }
                    let found = Found::of(document, facts);
                    if let Some(states) = found.stated {
                        stated.insert(found.article.source.clone(), states);
                    }
                    articles.push(*found.article);
                    collected.push(found.collected);
                }
                Err(failure) if sidecars.accepts(Path::new(""), name, &failure) => {}
                Err(failure) => failures.push(failure),
            }
            watch(articles.len(), failures.len());
        });
    }

    /// Lists a file that could not be read.
    pub fn fail(&mut self, failure: ReadError) {
        self.failures.push(failure);
    }

    /// How many articles were found so far.
    pub fn n_articles(&self) -> usize {
        self.articles.len()
    }

    /// How many documents could not be read so far.
    pub fn n_failures(&self) -> usize {
        self.failures.len()
    }

    /// Joins what was read into a corpus, whose actors are still to be found.
    pub fn assemble(self) -> Assembly {
        let whole_roots = BTreeSet::from([Path::new("")]);
        let names = self.names.iter().map(String::as_str);
        let sources = self.articles.iter().map(|article| article.source.as_str());
        let warnings = self.sidecars.warnings(names, &whole_roots, sources);
        let sidecar = self.sidecars.of_corpus();
        Assembly {
            dictionary: dictionary(sidecar),
            corpus: assemble(self.articles, &self.collected, sidecar),
            stated: self.stated,
            n_annotated: 0,
            failures: self.failures,
            warnings,
        }
    }
}

/// The dictionary of actors with those that `corpus.toml` names.
pub fn dictionary(sidecar: &Sidecar) -> Dictionary {
    Dictionary::shipped().extended(&sidecar.actor_entries())
}

/// A corpus whose actors are being found.
#[derive(Debug)]
pub struct Assembly {
    corpus: Corpus,
    dictionary: Dictionary,
    stated: BTreeMap<String, Stated>,
    n_annotated: usize,
    failures: Vec<ReadError>,
    warnings: Vec<String>,
}

/// What the files gave.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The corpus of all that could be read.
    pub corpus: Corpus,
    /// What could not be read, in order.
    pub failures: Vec<ReadError>,
    /// What is wrong without stopping anything, a sentence each.
    pub warnings: Vec<String>,
}

impl Assembly {
    /// Finds the actors of so many articles more, and says of how many they are still to be found.
    pub fn annotate_next(&mut self, n: usize) -> usize {
        let end = self.n_annotated.saturating_add(n).min(self.corpus.articles.len());
        for article in self.corpus.articles.get_mut(self.n_annotated..end).unwrap_or_default() {
            annotate(article, self.stated.get(&article.source).copied(), &self.dictionary, false);
        }
        self.n_annotated = end;
        self.corpus.articles.len() - end
    }

    /// The corpus, with the actors of all articles.
    pub fn finish(mut self) -> Parsed {
        self.annotate_next(usize::MAX);
        Parsed { corpus: self.corpus, failures: self.failures, warnings: self.warnings }
    }
}
