//! Drives steps 1 to 3 over files and folders.

use std::fs;
use std::path::{Path, PathBuf};

use crate::actors::{Dictionary, annotate};
use crate::corpus::{Corpus, Sidecar, assemble};
use crate::document::{self, ReadError};
use crate::extract;

/// What reading files and folders gave: the corpus, and what could not be read.
#[derive(Debug, Default)]
pub struct Ingested {
    /// The corpus of all that could be read.
    pub corpus: Corpus,
    /// What could not be read, in order.
    pub failures: Vec<ReadError>,
}

/// Reads every document under these files and folders.
pub fn ingest(paths: &[PathBuf]) -> Ingested {
    let mut failures = Vec::new();
    let mut articles = Vec::new();
    let mut sidecar = Sidecar::default();
    for root in paths {
        let mut files = Vec::new();
        collect(root, &mut files);
        files.sort();
        for file in files {
            let name = source_name(root, &file);
            let read = fs::read(&file);
            let bytes = match read {
                Ok(bytes) => bytes,
                Err(error) => {
                    failures.push(ReadError {
                        source_name: name,
                        position: None,
                        problem: error.to_string(),
                        remedy: "check that the file exists and may be read".to_owned(),
                    });
                    continue;
                }
            };
            if name == "corpus.toml" {
                match Sidecar::parse(&String::from_utf8_lossy(&bytes)) {
                    Ok(read) => sidecar = read,
                    Err(error) => failures.push(ReadError {
                        source_name: name,
                        position: None,
                        problem: error.to_string(),
                        remedy: "correct it; nothing of it was applied".to_owned(),
                    }),
                }
                continue;
            }
            document::read(&name, &bytes, &mut |document| match document {
                Ok(document) => articles.push(extract::article(document)),
                Err(error) => failures.push(error),
            });
        }
    }
    let mut corpus = assemble(articles, &sidecar);
    let dictionary = Dictionary::shipped().extended(&sidecar.actor_entries());
    corpus.articles.iter_mut().for_each(|article| annotate(article, &dictionary));
    Ingested { corpus, failures }
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    match fs::read_dir(path) {
        Ok(entries) => entries.flatten().for_each(|entry| collect(&entry.path(), files)),
        Err(_) => files.push(path.to_owned()),
    }
}

/// The file's path below the root, with `/`; the file's own name where the root is the file.
fn source_name(root: &Path, file: &Path) -> String {
    let below = file.strip_prefix(root).ok().filter(|path| !path.as_os_str().is_empty());
    let path = below.or_else(|| file.file_name().map(Path::new)).unwrap_or(file);
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
