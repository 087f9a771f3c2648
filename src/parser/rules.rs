//! What is known before any document is read: every `corpus.toml`, and the outlets that they name.

use std::path::Path;

use super::article::{ParsedDocument, article_of_document};
use super::cost::allowed_cost;
use super::{Sidecars, dictionary, parsing_cost};
use crate::actors::Dictionary;
use crate::corpus::{Outlets, settle};
use crate::document::{Document, Limits, ReadError, ReadProblem};
use crate::extract;

/// The rules by which each document of a corpus becomes an article. They stay the same while documents are read, so
/// threads can share them.
#[derive(Debug)]
pub struct CorpusRules {
    sidecars: Sidecars,
    outlets: Outlets,
    /// The most memory that parsing a document may take, in bytes.
    memory_bytes: u64,
    options: extract::ExtractionOptions,
}

impl CorpusRules {
    /// The rules that these `corpus.toml` files state.
    pub fn new(sidecars: Sidecars, limits: &Limits) -> CorpusRules {
        let outlets = Outlets::from_sidecar(sidecars.of_corpus());
        CorpusRules {
            sidecars,
            outlets,
            memory_bytes: limits.memory_bytes,
            options: extract::ExtractionOptions::default(),
        }
    }

    /// The same rules with other options of extraction.
    pub fn with_options(self, options: extract::ExtractionOptions) -> CorpusRules {
        CorpusRules { options, ..self }
    }

    /// The `corpus.toml` files.
    pub fn sidecars(&self) -> &Sidecars {
        &self.sidecars
    }

    /// The outlets that they name.
    pub fn outlets(&self) -> &Outlets {
        &self.outlets
    }

    /// The dictionary of actors for this corpus.
    pub fn dictionary(&self) -> Dictionary {
        dictionary(self.sidecars.of_corpus())
    }

    /// Whether a whole file is to be left out. `file` is its path below the corpus folder `root`, with `/`.
    pub fn ignores_file(&self, root: &Path, file: &str) -> bool {
        self.sidecars.ignores(root, file, file)
    }

    /// Turns a document of a file into an article. Returns `None` if the document is to be left out, or if it failed
    /// and `corpus.toml` says that this is known.
    pub fn parse(
        &self,
        root: &Path,
        file: &str,
        document: Result<Document, ReadError>,
    ) -> Option<Result<ParsedDocument, ReadError>> {
        let document = match document {
            Ok(document) => document,
            Err(failure) => return (!self.accepts(root, file, &failure)).then_some(Err(failure)),
        };
        let facts = self.sidecars.facts(root, file, &document.source);
        if facts.as_ref().is_some_and(|facts| facts.ignore) {
            return None;
        }
        let needed = parsing_cost(&document);
        let allowed = allowed_cost(&document, self.memory_bytes);
        if needed > allowed {
            let problem = ReadProblem::TooMuchMemory { needed, allowed };
            let failure = ReadError::new(document.source, problem);
            return (!self.accepts(root, file, &failure)).then_some(Err(failure));
        }
        let mut parsed = article_of_document(document, facts, self.options);
        settle(&mut parsed.article, &self.outlets);
        Some(Ok(parsed))
    }

    /// Whether `corpus.toml` says that this part of a file cannot be read, so that the failure is not listed.
    pub fn accepts(&self, root: &Path, file: &str, failure: &ReadError) -> bool {
        self.sidecars.accepts(root, file, failure)
    }
}
