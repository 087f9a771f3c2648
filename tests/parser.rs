//! The parser in the page's worker and the command give the same articles, byte for byte.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use dateline::document::Limits;
use dateline::ingest::{Options, ingest};
use dateline::model::Article;
use dateline::parser::{Parser, SIDECAR_NAME};

/// All files below a folder, sorted by name.
fn files(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("the folder can be read") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name =
                    path.strip_prefix(folder).expect("it is below the folder").to_string_lossy().replace('\\', "/");
                files.push((name, path));
            }
        }
    }
    files.sort();
    files
}

fn lines(articles: &[Article]) -> Vec<String> {
    articles.iter().map(|article| serde_json::to_string(article).expect("an article is valid JSON")).collect()
}

/// Compares what both give for the documents of a folder. Returns the number of articles.
fn check(folder: &Path) -> usize {
    let ingested = ingest(&[folder.to_owned()], &Options { jobs: 3, ..Options::default() }).expect("there is room");
    let corpus = ingested.corpus().expect("the articles can be read again");
    let (sidecars, documents): (Vec<_>, Vec<_>) =
        files(folder).into_iter().partition(|(name, _)| name.rsplit('/').next() == Some(SIDECAR_NAME));
    let bytes = |path: &Path| fs::read(path).expect("the file can be read");
    let sidecars = sidecars.into_iter().map(|(name, path)| (name, bytes(&path))).collect();
    let mut parser = Parser::new(Limits::default(), sidecars);
    for (name, path) in documents {
        parser.read(&name, Cursor::new(bytes(&path)));
    }
    let mut assembly = parser.assemble();
    while assembly.complete_next(2) > 0 {}
    let parsed = assembly.finish();
    assert_eq!(lines(&parsed.corpus.articles), lines(&corpus.articles));
    assert_eq!(parsed.corpus.title, corpus.title);
    assert_eq!(parsed.failures, ingested.failures);
    assert_eq!(parsed.warnings, ingested.warnings);
    parsed.corpus.articles.len()
}

#[test]
fn the_default_corpus_is_the_same() {
    assert_eq!(check(Path::new("corpus")), 5);
}

#[test]
fn folders_records_sidecars_and_failures_are_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("the folder is made");
        fs::write(path, text).expect("the file is written");
    };
    write("corpus.toml", b"title = \"Both\"\n[[document]]\nfile = \"inner/two.txt\"\ndate = \"2025-04-28\"\n");
    write(
        "inner/corpus.toml",
        b"[[document]]\nfile = \"two.txt\"\noutlet = \"Example Post\"\n[[document]]\nfile = \"gone.txt\"\n",
    );
    write("inner/two.txt", "Mayor opens bridge\n\nVolodymyr Zelenskyy spoke in Kyiv on Monday.\n".as_bytes());
    write("a.jsonl", b"{\"id\":\"7\",\"title\":\"One\",\"body\":\"Kim Jong Un spoke.\"}\n{\"title\":\n{\"title\":\"Three\",\"actors\":[\"Jane Doe\"],\"body\":\"Jane Doe spoke.\"}\n");
    write("b.html", b"<html><head><title>Bridge</title></head><body><article><h1>Bridge</h1><p>It opened in Moscow.</p></article></body></html>");
    write("c.bin", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    write("empty.txt", b"");
    assert!(check(folder.path()) >= 4);
}

#[test]
fn pages_in_many_languages_are_the_same() {
    assert_eq!(check(Path::new("tests/fixtures/set/extraction/own/html")), 14);
    assert!(check(Path::new("tests/fixtures/pages")) >= 16);
}

/// Further documents, next to the repository; optional.
#[test]
fn the_documents_next_to_the_repository_are_the_same() {
    let folder = Path::new("../shared/corpus");
    if !folder.is_dir() {
        eprintln!("SKIPPED: {} does not exist", folder.display());
        return;
    }
    assert!(check(folder) >= 5);
}
