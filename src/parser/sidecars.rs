//! Which `corpus.toml` applies to which document: the one in the nearest folder, field by field.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::sidecar_group::{JoinedGroups, NewFolder, SidecarGroup, joined, of_all};
use crate::corpus::{DocumentFacts, Sidecar, StoryFacts};
use crate::document::{Position, ReadError, ReadProblem};

/// The name of the file with facts about the documents next to it.
pub const SIDECAR_NAME: &str = "corpus.toml";

/// Every `corpus.toml` that was found.
#[derive(Debug, Default)]
pub struct Sidecars {
    /// Facts about a document, by root and source; the nearest folder's come before outer ones.
    facts: BTreeMap<(PathBuf, String), DocumentFacts>,
    /// The places that name a document: the sidecar, by root, and the name it uses.
    stated: Vec<Statement>,
    /// The folders in which they were found, as they were given, and what their files state about the whole corpus.
    folders: Vec<(PathBuf, NewFolder)>,
    /// What is stated about the whole corpus, by groups.
    joined: JoinedGroups,
    /// The same as one.
    corpus: Sidecar,
}

/// An entry of `corpus.toml` that applies to no document.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum UnusedEntry {
    /// No document has the name.
    #[error("{sidecar}: no document is called `{file}`; check the name, or remove the entry")]
    NoSuchDocument {
        /// The `corpus.toml`.
        sidecar: String,
        /// The name.
        file: String,
    },
    /// The entry names no document.
    #[error("{sidecar}: an entry of [[document]] has no `file`, so it applies to nothing")]
    WithoutFile {
        /// The `corpus.toml`.
        sidecar: String,
    },
}

#[derive(Debug)]
struct Statement {
    root: PathBuf,
    sidecar: String,
    file: String,
    source: String,
    is_ignored: bool,
}

fn not_understood(name: String, message: &str) -> ReadError {
    let message: Vec<&str> = message.lines().map(str::trim).collect();
    let line = message.iter().find_map(|line| {
        let at = line.split_once(" at line ")?.1;
        at.split_once(',').map_or(at, |(line, _)| line).parse().ok()
    });
    let cause = message.iter().rev().find(|line| !line.is_empty()).copied().unwrap_or_default();
    ReadError {
        source_name: name,
        positions: line.map(Position::Line).into_iter().collect(),
        problem: ReadProblem::NotUnderstood(cause.to_owned()),
    }
}

impl Sidecars {
    /// Parses these `corpus.toml` files, each given by its corpus folder and its name below it. Also lists those that
    /// could not be read or parsed.
    pub fn parse(mut found: Vec<(PathBuf, String, io::Result<Vec<u8>>)>) -> (Sidecars, Vec<ReadError>) {
        let mut sidecars = Sidecars::default();
        for (root, name, _) in &found {
            sidecars.folder(root).names.insert(name.clone());
        }
        let mut failures = Vec::new();
        // Inner folders last, so that they override outer ones.
        found.sort_by_key(|(root, name, _)| (name.matches('/').count(), root.clone(), name.clone()));
        for (root, name, bytes) in found {
            let text = match bytes {
                Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                Err(error) => {
                    let mut failure = ReadError::new(name, error);
                    if let ReadProblem::TooLong(limit) = failure.problem {
                        let remedy = "put the entries for each folder into a corpus.toml in that folder".to_owned();
                        failure.problem = ReadProblem::Reported { problem: limit.to_string(), remedy };
                    }
                    failures.push(failure);
                    continue;
                }
            };
            match Sidecar::parse(text.trim_start_matches('\u{feff}')) {
                Ok(sidecar) => sidecars.add(root, &name, sidecar),
                Err(error) => failures.push(not_understood(name, &error.to_string())),
            }
        }
        sidecars.join(&[], |_| BTreeSet::new(), |_| false);
        (sidecars, failures)
    }

    fn folder(&mut self, root: &Path) -> &mut NewFolder {
        let known = self.folders.iter().position(|(path, _)| path == root);
        let at = known.unwrap_or_else(|| {
            self.folders.push((root.to_owned(), NewFolder::default()));
            self.folders.len() - 1
        });
        &mut self.folders[at].1
    }

    /// Joins what an archive was told about its whole corpus with what is stated now. `holds` tells which of the archive's
    /// groups have files with the same names as the corpus folder; `is_read_again` says of a group whether all its
    /// documents are read again.
    pub fn join(
        &mut self,
        archive: &[SidecarGroup],
        holds: impl Fn(&Path) -> BTreeSet<usize>,
        is_read_again: impl Fn(usize) -> bool,
    ) {
        self.folders.iter_mut().for_each(|(root, folder)| folder.holds = holds(root));
        let folders: Vec<NewFolder> = self.folders.iter().map(|(_, folder)| folder.clone()).collect();
        self.joined = joined(archive, &folders, is_read_again);
        self.corpus = of_all(&self.joined.groups);
    }

    /// What is stated about the whole corpus, by groups.
    pub fn groups(&self) -> &JoinedGroups {
        &self.joined
    }

    /// The number of the group that a corpus folder has, from 1; 0 if it has none.
    pub fn group_of(&self, root: &Path) -> u32 {
        let at = self.folders.iter().position(|(path, _)| path == root);
        at.and_then(|at| self.joined.of_folders.get(at)).copied().unwrap_or_default()
    }

    fn add(&mut self, root: PathBuf, name: &str, sidecar: Sidecar) {
        let folder = name.strip_suffix(SIDECAR_NAME).unwrap_or_default();
        let source_of = |file: &str| {
            let file = file.replace('\\', "/");
            format!("{folder}{}", file.strip_prefix("./").unwrap_or(&file))
        };
        let mut sidecar = sidecar;
        for facts in std::mem::take(&mut sidecar.document) {
            let source = source_of(&facts.file);
            self.stated.push(Statement {
                root: root.clone(),
                sidecar: name.to_owned(),
                file: facts.file.clone(),
                source: source.clone(),
                is_ignored: facts.ignore,
            });
            let held = self.facts.entry((root.clone(), source)).or_default();
            *held = over(facts, std::mem::take(held));
        }
        let story = sidecar.story.into_iter().map(|story| StoryFacts {
            articles: story.articles.iter().map(|file| source_of(file)).collect(),
            apart: story.apart.iter().map(|file| source_of(file)).collect(),
            title: story.title,
        });
        let stated = Sidecar { document: Vec::new(), story: story.collect(), ..sidecar };
        self.folder(&root).group.add(name, stated);
    }

    /// The facts about a document of the file with this name below a corpus folder: its own, completed by those about
    /// the file.
    pub fn facts(&self, root: &Path, file: &str, source: &str) -> Option<DocumentFacts> {
        let of = |source: &str| self.facts.get(&(root.to_owned(), source.to_owned())).cloned();
        let whole = source.rsplit_once('#').filter(|(name, _)| *name == file);
        let of_file = whole.and_then(|(name, _)| of(name));
        let facts = match (of(source), of_file) {
            (Some(own), Some(outer)) => over(own, outer),
            (own, outer) => own.or(outer)?,
        };
        Some(DocumentFacts { file: source.to_owned(), ..facts })
    }

    /// Whether to leave out the document, or the whole file if `source` is its name.
    pub fn ignores(&self, root: &Path, file: &str, source: &str) -> bool {
        self.states(root, file, source, |facts| facts.ignore)
    }

    /// Whether `corpus.toml` says that this part of a file cannot be read, so that the failure is not listed.
    pub fn accepts(&self, root: &Path, file: &str, failure: &ReadError) -> bool {
        self.states(root, file, &failure.source_name, |facts| facts.incomplete || facts.ignore)
    }

    /// Whether something is stated about a document, or about the file that it is in.
    fn states(&self, root: &Path, file: &str, source: &str, is_stated: impl Fn(&DocumentFacts) -> bool) -> bool {
        let of_file = source.rsplit_once('#').filter(|(name, _)| *name == file).map(|(name, _)| name);
        let of = |source: &str| self.facts.get(&(root.to_owned(), source.to_owned())).is_some_and(&is_stated);
        !self.facts.is_empty() && (of(source) || of_file.is_some_and(of))
    }

    /// The sources of which any `corpus.toml` says that they cannot be read.
    pub fn accepted_sources(&self) -> BTreeSet<String> {
        let accepted = self.facts.iter().filter(|(_, facts)| facts.incomplete || facts.ignore);
        accepted.map(|((_, source), _)| source.clone()).collect()
    }

    /// Facts about the whole corpus. Those about single documents have been applied already.
    pub fn of_corpus(&self) -> &Sidecar {
        &self.corpus
    }

    /// The entries that match no document, if all of their folder was read. `names` are the files that were read,
    /// `sources` those of the articles.
    pub fn unused<'a>(
        &self,
        names: impl Iterator<Item = &'a str>,
        whole_roots: &BTreeSet<&Path>,
        sources: impl Iterator<Item = &'a str>,
    ) -> Vec<UnusedEntry> {
        if self.stated.is_empty() {
            return Vec::new();
        }
        let known: BTreeSet<&str> = names.chain(sources).collect();
        // A document that is left out gives no article, but its file was read.
        let is_left_out = |statement: &Statement| {
            let file = statement.source.rsplit_once('#').map(|(file, _)| file);
            statement.is_ignored && file.is_some_and(|file| known.contains(file))
        };
        let is_lost = |statement: &&Statement| {
            whole_roots.contains(statement.root.as_path())
                && !known.contains(statement.source.as_str())
                && !is_left_out(statement)
        };
        let unused = |statement: &Statement| {
            let (sidecar, file) = (statement.sidecar.clone(), statement.file.clone());
            if file.is_empty() {
                UnusedEntry::WithoutFile { sidecar }
            } else {
                UnusedEntry::NoSuchDocument { sidecar, file }
            }
        };
        self.stated.iter().filter(is_lost).map(unused).collect()
    }
}

/// The facts of one entry, completed by those of another.
fn over(facts: DocumentFacts, mut outer: DocumentFacts) -> DocumentFacts {
    // Many entries may be about one document, so those before are not copied.
    outer.remove.extend(facts.remove);
    outer.keep.extend(facts.keep);
    DocumentFacts {
        file: facts.file,
        url: facts.url.or(outer.url),
        title: facts.title.or(outer.title),
        date: facts.date.or(outer.date),
        outlet: facts.outlet.or(outer.outlet),
        author: facts.author.or(outer.author),
        section: facts.section.or(outer.section),
        language: facts.language.or(outer.language),
        tags: facts.tags.or(outer.tags),
        collected: facts.collected.or(outer.collected),
        remove: outer.remove,
        keep: outer.keep,
        ignore: facts.ignore || outer.ignore,
        incomplete: facts.incomplete || outer.incomplete,
    }
}
