//! Articles that were parsed elsewhere, on other machines, joined as if they had been read here.

use std::collections::BTreeSet;
use std::io::{self, Cursor};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::memory::MemoryBudget;
use super::spool::{Spool, SpoolRange};
use super::store::{ArticleStore, decode_with_origin, encode_with_origin};
use super::{Articles, Ingested, Options, in_order};
use crate::document::{self, Limits, ReadError, RunTotal};
use crate::parser::{ArticleEntry, Assembly, CorpusRules, Origin, Sidecars};

/// An article of a file before other documents are consulted, as bytes that another machine can take over; or why a
/// document could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilePart {
    /// The article, and where its document came from.
    Article(Vec<u8>),
    /// The failure, as it is shown to people.
    Failure(String),
    /// What was left out on purpose, as it is shown to people.
    Notice(String),
}

/// Reads every document of a file, as [`ingest`](super::ingest) does on one machine. `name` is the file's path below the
/// corpus folder, with `/`.
pub fn read_file(rules: &CorpusRules, name: &str, bytes: &[u8], limits: &Limits) -> Vec<FilePart> {
    let root = Path::new("");
    let mut parts = Vec::new();
    if rules.ignores_file(root, name) {
        return parts;
    }
    let failed = |failure: ReadError| {
        let part = || failure.notice().map_or_else(|| FilePart::Failure(failure.to_string()), FilePart::Notice);
        (!rules.accepts(root, name, &failure)).then(part)
    };
    let group = rules.sidecars().group_of(root);
    let mut number = 0;
    let read = catch_unwind(AssertUnwindSafe(|| {
        document::read_from(name, Cursor::new(bytes), limits, &RunTotal::default(), &mut |document| {
            let source = document.as_ref().map_or_else(|_| name.to_owned(), |document| document.source.clone());
            let parsed = catch_unwind(AssertUnwindSafe(|| rules.parse(root, name, document)));
            parts.extend(match parsed {
                Ok(None) => None,
                Ok(Some(Err(failure))) => failed(failure),
                Err(panic) => failed(ReadError::of_panic(&source, &*panic)),
                Ok(Some(Ok(parsed))) => {
                    let origin = Origin::new(&parsed, name, number, group, false);
                    Some(FilePart::Article(encode_with_origin(&parsed.article, &origin)))
                }
            });
            number += 1;
        });
    }));
    if let Err(panic) = read {
        parts.extend(failed(ReadError::of_panic(name, &*panic)));
    }
    parts
}

/// Takes the parts of all files, in the order of the files' names, and joins them.
#[derive(Debug)]
pub struct Gathering {
    rules: CorpusRules,
    sidecar_failures: Vec<ReadError>,
    options: Options,
    spool: Spool,
    entries: Vec<ArticleEntry>,
    places: Vec<SpoolRange>,
    names: BTreeSet<String>,
    failures: Vec<String>,
    notices: Vec<String>,
}

impl Gathering {
    /// Nothing yet. `sidecars` are the bytes of each `corpus.toml` by its path below the corpus folder.
    pub fn new(sidecars: Vec<(String, Vec<u8>)>, options: Options) -> Gathering {
        let (sidecars, sidecar_failures) = parse_sidecars(sidecars);
        Gathering {
            rules: CorpusRules::new(sidecars, &options.limits).with_options(options.extraction),
            sidecar_failures,
            options,
            spool: Spool::new(),
            entries: Vec::new(),
            places: Vec::new(),
            names: BTreeSet::new(),
            failures: Vec::new(),
            notices: Vec::new(),
        }
    }

    /// Adds the next part of a file.
    ///
    /// # Errors
    ///
    /// If its bytes are damaged, or there is no room on the disk.
    pub fn push(&mut self, name: &str, part: FilePart) -> io::Result<()> {
        self.add_name(name);
        match part {
            FilePart::Failure(message) => self.failures.push(message),
            FilePart::Notice(message) => self.notices.push(message),
            FilePart::Article(bytes) => {
                let (article, origin) = decode_with_origin(&bytes)?;
                let origin = origin.with_extract_actors(self.options.extract_actors);
                self.places.push(self.spool.put(&encode_with_origin(&article, &origin))?);
                self.entries.push(ArticleEntry::with_origin(&article, &origin));
            }
        }
        Ok(())
    }

    /// Notes that there is such a file, even if nothing in it was read.
    pub fn add_name(&mut self, name: &str) {
        if !self.names.contains(name) {
            self.names.insert(name.to_owned());
        }
    }

    /// Joins the articles. Also returns what could not be read, one sentence each.
    ///
    /// # Errors
    ///
    /// If an article cannot be read again.
    pub fn finish(self) -> io::Result<(Ingested, Vec<String>)> {
        let root = Path::new("");
        let sources = self.entries.iter().map(ArticleEntry::source);
        let names = self.names.iter().map(String::as_str);
        let unused = self.rules.sidecars().unused(names, &BTreeSet::from([root]), sources);
        let mut warnings: Vec<String> = unused.iter().map(ToString::to_string).collect();
        warnings.extend(self.notices);
        let sidecar = self.rules.sidecars().of_corpus().clone();
        let dictionary = self.rules.dictionary();
        let pool = super::pipeline::pool(self.options.jobs);
        let memory = MemoryBudget::new(self.options.limits.memory_bytes);
        let groups = self.rules.sidecars().groups().groups.clone();
        let (entries, places) = in_order(self.entries, self.places);
        let store = ArticleStore { places, spool: self.spool, pool, memory };
        let assembly = Assembly::new(store, entries, dictionary, self.options.extract_actors)?;
        let ingested = Ingested {
            articles: Articles::new(assembly, Vec::new(), self.options.progress),
            sidecar,
            groups,
            update: None,
            failures: self.sidecar_failures,
            warnings,
            n_files: self.names.len(),
            formats: Vec::new(),
        };
        Ok((ingested, self.failures))
    }
}

/// The `corpus.toml` files of one corpus folder, by their paths below it, and those that cannot be understood.
pub fn parse_sidecars(sidecars: Vec<(String, Vec<u8>)>) -> (Sidecars, Vec<ReadError>) {
    Sidecars::parse(sidecars.into_iter().map(|(name, bytes)| (Path::new("").to_owned(), name, Ok(bytes))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::ingest;

    #[test]
    fn articles_parsed_elsewhere_are_those_that_are_read_here() {
        let folder = tempfile::tempdir().unwrap();
        let page = |n: u32, day: &str| {
            format!(
                "<title>Ferry {n}</title><article><h1>Ferry {n}</h1>{day}<p>Germany said ferry {n} stopped.</article>"
            )
        };
        let files = [
            ("a.html", page(1, "<time datetime=2025-03-04>4 March</time>").into_bytes()),
            ("b.jsonl", b"{\"id\": 1, \"title\": \"One\"}\n{\"id\": 1, \"title\": \"Two\"}\nno json\n".to_vec()),
            ("c/d.html", page(2, "").into_bytes()),
            ("e.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0".to_vec()),
        ];
        let facts = b"title = \"Ferries\"\n[[document]]\nfile = \"c/d.html\"\noutlet = \"Alder Post\"\n".to_vec();
        std::fs::create_dir(folder.path().join("c")).unwrap();
        for (name, bytes) in &files {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        std::fs::write(folder.path().join("corpus.toml"), &facts).unwrap();
        let here = ingest(&[folder.path().to_owned()], &Options::default()).unwrap();

        let sidecars = vec![("corpus.toml".to_owned(), facts)];
        let rules = CorpusRules::new(parse_sidecars(sidecars.clone()).0, &Limits::default());
        let mut gathering = Gathering::new(sidecars, Options::default());
        for (name, bytes) in &files {
            for part in read_file(&rules, name, bytes, &Limits::default()) {
                gathering.push(name, part).unwrap();
            }
        }
        let (there, failures) = gathering.finish().unwrap();
        assert_eq!(there.corpus().unwrap(), here.corpus().unwrap());
        assert_eq!(there.warnings, here.warnings);
        assert_eq!(failures, here.failures.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert!(!failures.is_empty() && there.articles.len() == 4);
    }
}
