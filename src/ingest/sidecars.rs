//! Which `corpus.toml` applies to which document: that of the nearest folder, field by field.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use super::walk::{File, SIDECAR_NAME};
use crate::corpus::{DocumentFacts, Sidecar};
use crate::document::ReadError;
use crate::model::Article;

/// Every `corpus.toml` that was found.
#[derive(Debug, Default)]
pub(super) struct Sidecars {
    /// What is stated of a document, by root and source, the nearest folder's statements before outer ones.
    facts: BTreeMap<(PathBuf, String), DocumentFacts>,
    /// Where a document is named: the sidecar, by root, and the name it is given there.
    stated: Vec<Statement>,
    /// What is stated of the whole corpus.
    corpus: Sidecar,
}

#[derive(Debug)]
struct Statement {
    root: PathBuf,
    sidecar: String,
    file: String,
    source: String,
}

/// Reads the `corpus.toml` files among these and beside single files, and lists those that are not understood.
pub(super) fn read(files: &[File]) -> (Sidecars, Vec<ReadError>) {
    let mut found: BTreeSet<(PathBuf, String)> = BTreeSet::new();
    for file in files {
        if file.path.is_none() {
            continue;
        }
        if file.is_sidecar() {
            found.insert((file.root.clone(), file.name.clone()));
        } else if !file.is_whole_root && file.root.join(SIDECAR_NAME).is_file() {
            found.insert((file.root.clone(), SIDECAR_NAME.to_owned()));
        }
    }
    let mut sidecars = Sidecars::default();
    let mut failures = Vec::new();
    let mut found: Vec<_> = found.into_iter().collect();
    // Inner folders last, so that they overrule outer ones.
    found.sort_by_key(|(root, name)| (name.matches('/').count(), root.clone(), name.clone()));
    for (root, name) in found {
        let text = match fs::read(root.join(&name)) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => {
                failures.push(ReadError::from_io(name, error));
                continue;
            }
        };
        match Sidecar::parse(text.trim_start_matches('\u{feff}')) {
            Ok(sidecar) => sidecars.add(root, &name, sidecar),
            Err(error) => failures.push(not_understood(name, &error.to_string())),
        }
    }
    (sidecars, failures)
}

fn not_understood(name: String, message: &str) -> ReadError {
    let message: Vec<&str> = message.lines().map(str::trim).collect();
    let line = message.iter().find_map(|line| {
        let at = line.split_once(" at line ")?.1;
        Some(format!("line {}", at.split_once(',').map_or(at, |(line, _)| line)))
    });
    let cause = message.iter().rev().find(|line| !line.is_empty()).copied().unwrap_or_default();
    ReadError {
        source_name: name,
        position: line,
        problem: format!("not understood: {cause}"),
        remedy: "correct it; nothing of it was applied".to_owned(),
    }
}

impl Sidecars {
    fn add(&mut self, root: PathBuf, name: &str, sidecar: Sidecar) {
        let folder = name.strip_suffix(SIDECAR_NAME).unwrap_or_default();
        for facts in sidecar.document {
            let file = facts.file.replace('\\', "/");
            let source = format!("{folder}{}", file.strip_prefix("./").unwrap_or(&file));
            self.stated.push(Statement {
                root: root.clone(),
                sidecar: name.to_owned(),
                file: facts.file.clone(),
                source: source.clone(),
            });
            let held = self.facts.entry((root.clone(), source)).or_default();
            *held = over(facts, std::mem::take(held));
        }
        let corpus = &mut self.corpus;
        corpus.title = corpus.title.take().or(sidecar.title);
        corpus.description = corpus.description.take().or(sidecar.description);
        corpus.outlet.extend(sidecar.outlet);
        corpus.actor.extend(sidecar.actor);
    }

    /// What is stated of a document: of itself, and else of the file that holds it.
    pub(super) fn facts(&self, file: &File, source: &str) -> Option<DocumentFacts> {
        let of = |source: &str| self.facts.get(&(file.root.clone(), source.to_owned())).cloned();
        let whole = source.rsplit_once('#').filter(|(file, _)| *file == source.get(..file.len()).unwrap_or_default());
        let of_file = whole.filter(|(name, _)| *name == file.name).and_then(|(name, _)| of(name));
        let facts = match (of(source), of_file) {
            (Some(own), Some(outer)) => over(own, outer),
            (own, outer) => own.or(outer)?,
        };
        Some(DocumentFacts { file: source.to_owned(), ..facts })
    }

    /// What is stated of the whole corpus; what is stated of single documents is already applied to them.
    pub(super) fn of_corpus(self) -> Sidecar {
        self.corpus
    }

    /// The entries that name no document, where all of their folder was read.
    pub(super) fn warnings(&self, files: &[File], articles: &[Article]) -> Vec<String> {
        let mut known: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
        known.extend(articles.iter().map(|article| article.source.as_str()));
        let whole: BTreeSet<&PathBuf> = files.iter().filter(|file| file.is_whole_root).map(|file| &file.root).collect();
        let is_lost =
            |statement: &&Statement| whole.contains(&statement.root) && !known.contains(statement.source.as_str());
        let sentence = |statement: &Statement| {
            let Statement { sidecar, file, .. } = statement;
            if file.is_empty() {
                format!("{sidecar}: an entry of [[document]] has no `file`, so it applies to nothing")
            } else {
                format!("{sidecar}: no document is called `{file}`; check the name, or remove the entry")
            }
        };
        self.stated.iter().filter(is_lost).map(sentence).collect()
    }
}

/// The facts of one entry, completed by another's.
fn over(facts: DocumentFacts, outer: DocumentFacts) -> DocumentFacts {
    DocumentFacts {
        file: facts.file,
        url: facts.url.or(outer.url),
        title: facts.title.or(outer.title),
        date: facts.date.or(outer.date),
        outlet: facts.outlet.or(outer.outlet),
        author: facts.author.or(outer.author),
        section: facts.section.or(outer.section),
        language: facts.language.or(outer.language),
    }
}
