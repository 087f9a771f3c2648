//! The parser in the page's worker and the command give the same articles, byte for byte.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use dateline::bundle::MemoryFiles;
use dateline::cli::write_archive;
use dateline::document::{Limits, PartAnswer, PartQuestion, Position, ReadError, ReaderSet};
use dateline::ingest::{Options, ingest};
use dateline::model::Article;
use dateline::parser::{Parser, SIDECAR_NAME};
use dateline::query::{Archive, FacetKind, Query};
use dateline::task::DocumentProblem;
use dateline::worker::{ParseJob, answer, received, request};

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
    let readers = ReaderSet::with_others_elsewhere(by_others);
    let mut parser = Parser::with_readers(readers, Limits::default(), sidecars);
    for (name, path) in documents {
        parser.read(&name, Cursor::new(bytes(&path)));
    }
    let mut assembly = parser.assemble();
    while assembly.complete_next(2) > 0 {}
    let parsed = assembly.finish();
    assert_eq!(lines(&parsed.corpus.articles), lines(&corpus.articles));
    assert_eq!(parsed.corpus.title, corpus.title);
    let words = |failures: &[ReadError]| failures.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(words(&parsed.failures), words(&ingested.failures));
    let notices = parsed.notices.iter().filter_map(ReadError::notice);
    assert_eq!(parsed.unused.iter().map(ToString::to_string).chain(notices).collect::<Vec<_>>(), ingested.warnings);
    assert_eq!(parsed.formats, ingested.formats);
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

/// The output of a future over files in memory, which are there at once.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("files in memory are there at once"),
    }
}

/// The names and the JSON of an archive's stories, and the ids of its articles, each with the name of its story.
type ToldStories = (Vec<(String, String)>, Vec<(String, Option<String>)>);

fn stories(files: BTreeMap<String, Vec<u8>>) -> ToldStories {
    now(async {
        let archive = Archive::open(MemoryFiles(files)).await.expect("the archive opens");
        let answer = archive.query(&Query::default()).await.expect("it answers");
        let mut stories = Vec::new();
        for value in &answer.facets[FacetKind::Story] {
            let story = archive.story(&value.id).await.expect("a value has a story");
            assert_eq!(story.articles.len(), value.count);
            stories.push((value.name.clone(), serde_json::to_string(&story).expect("a story is valid JSON")));
        }
        let mut articles = Vec::new();
        for hit in &answer.hits {
            articles.push((hit.id.clone(), archive.article(&hit.id).await.expect("a hit has an article").story));
        }
        (stories, articles)
    })
}

#[test]
fn stories_are_the_same_and_obey_corpus_toml() {
    let report = |place: &str, detail: &str| {
        format!(
            "The {place} ferry sank off {place} harbour on Monday\n\n4 May 2021\n\nThe {place} ferry sank in {place} harbour \
             with forty cars on board, captain Ada Quill{place} said. {detail}"
        )
    };
    let documents = [
        ("a.txt", report("Harwick", "Nobody was hurt, the coast guard wrote.")),
        ("b.txt", report("Harwick", "The owner of the ship had repaired it in spring.")),
        ("c.txt", report("Corley", "A crane will lift it in the coming week.")),
        ("d.txt", report("Corley", "Divers looked for the cargo until the evening.")),
        ("e.txt", "A mill burned\n\n9 June 2022\n\nThe paper mill of Oldport burned down at night.".to_owned()),
    ];
    let both = |facts: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        let mut job = ParseJob::new(by_others);
        fs::write(folder.path().join(SIDECAR_NAME), facts).expect("the file is written");
        job.sidecar(SIDECAR_NAME.to_owned(), facts.as_bytes().to_vec());
        for (name, text) in &documents {
            fs::write(folder.path().join(name), text).expect("the file is written");
            job.read(name, text.as_bytes());
        }
        let ingested = ingest(&[folder.path().to_owned()], &Options::default()).expect("there is room");
        let out = tempfile::tempdir().expect("a folder");
        write_archive(&ingested, &out.path().join("archive"), false).expect("the archive is written");
        let by_command = files(&out.path().join("archive"));
        let by_command = by_command.into_iter().map(|(name, path)| (name, fs::read(path).expect("it can be read")));
        let by_worker = job.finish(b"", dateline::task::Heading::default()).expect("there is nothing to join").files;
        let told = stories(by_command.collect());
        assert_eq!(told, stories(by_worker));
        told
    };
    let (found, articles) = both("");
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(articles.iter().filter(|(_, story)| story.is_none()).count(), 1);
    let (joined, _) = both("[[story]]\narticles = ['a.txt', 'c.txt']\ntitle = 'Two ferries'\n");
    assert_eq!(joined.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Two ferries"]);
}

/// A page of a scanned newspaper with one block of words.
fn scanned_page(block: &str, words: &str) -> String {
    let words: String = words.split(' ').map(|word| format!("<String CONTENT='{word}' WC='0.9'/>")).collect();
    format!(
        "<alto><Layout><Page><PrintSpace><TextBlock ID='{block}'><TextLine>{words}</TextLine></TextBlock></PrintSpace></Page></Layout></alto>"
    )
}

/// The map of an issue of two pages, with one article on each.
const ISSUE_MAP: &str = "<mets><dmdSec ID='I'><mods><titleInfo><title>Quay News</title></titleInfo><originInfo><dateIssued>1911-03-04\
    </dateIssued></originInfo></mods></dmdSec><fileSec><fileGrp><file ID='p1'><FLocat href='file://alto/1.xml'/></file><file ID='p2'>\
    <FLocat href='file://alto/2.xml'/></file><file ID='i1'><FLocat href='file://images/1.jpg'/></file></fileGrp></fileSec>\
    <structMap TYPE='LOGICAL'><div TYPE='Newspaper'><div TYPE='ARTICLE' LABEL='Two boats'><div TYPE='BODY'><fptr><area FILEID='p1' \
    BEGIN='B1'/></fptr></div></div><div TYPE='ARTICLE' LABEL='A gale'><div TYPE='BODY'><fptr><area FILEID='p2' BEGIN='B1'/></fptr></div>\
    </div></div></structMap></mets>";

#[test]
fn the_pages_of_a_scanned_issue_in_a_folder_are_read_with_its_map() {
    let folder = tempfile::tempdir().expect("a folder");
    let one = scanned_page("B1", "Two boats met at the quay of Oldport");
    let two = scanned_page("B1", "A gale blew from the west");
    let stray = scanned_page("B1", "A page of another issue");
    let names = [
        ("a/alto/1.xml", one.as_bytes()),
        ("a/alto/2.xml", two.as_bytes()),
        ("a/images/1.jpg", b"\xff\xd8\xff"),
        ("a/issue-METS.xml", ISSUE_MAP.as_bytes()),
        ("b/1.xml", stray.as_bytes()),
        ("c/1.xml", one.as_bytes()),
        ("c/mets.xml", ISSUE_MAP.as_bytes()),
    ];
    for (name, bytes) in names {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("the folder is made");
        fs::write(path, bytes).expect("the file is written");
    }
    let ingested = ingest(&[folder.path().to_owned()], &Options::default()).expect("there is room");
    let corpus = ingested.corpus().expect("the articles can be read again");
    let articles: Vec<_> = corpus.articles.iter().map(|article| (&*article.source, article.body.concat())).collect();
    let expected = [
        ("a/issue-METS.xml#1", "Two boats met at the quay of Oldport"),
        ("a/issue-METS.xml#2", "A gale blew from the west"),
        ("c/mets.xml#1", "Two boats met at the quay of Oldport"),
        ("c/mets.xml#2", ""),
    ];
    assert_eq!(articles, expected.map(|(source, body)| (source, body.to_owned())));
    let failures: Vec<_> = ingested.failures.iter().map(ToString::to_string).collect();
    assert!(failures[0].starts_with("b/1.xml: a part of a scanned newspaper"), "{failures:?}");
    assert!(failures[1].starts_with("c/mets.xml, entry 2.xml: there is no such file"), "{failures:?}");
    assert_eq!(failures.len(), 2, "{failures:?}");

    let mut job = ParseJob::new(by_others);
    for (name, bytes) in names {
        let found = job.issue_files(name, bytes, names.iter().map(|(name, _)| *name));
        match name {
            "a/issue-METS.xml" => assert_eq!(found, ["a/alto/1.xml", "a/alto/2.xml", "a/images/1.jpg"]),
            "c/mets.xml" => assert_eq!(found, ["c/1.xml"]),
            _ => {
                assert!(found.is_empty(), "{name}");
                if name == "b/1.xml" {
                    job.read(name, bytes);
                }
                continue;
            }
        }
        job.begin_issue(bytes);
        for (name, bytes) in names.iter().filter(|(name, _)| found.contains(name)) {
            job.read_issue_file(name, bytes);
        }
        job.end_issue(name, found.iter().copied(), &mut |_, _| {});
    }
    let done = job.finish(b"", dateline::task::Heading::default()).expect("there is nothing to join");
    assert_eq!(String::from_utf8(done.lines).expect("text").lines().collect::<Vec<_>>(), lines(&corpus.articles));
    let told: Vec<_> =
        done.report.failures.iter().map(|failure| (&*failure.document, &*failure.places, &failure.problem)).collect();
    let missing = [Position::Entry("2.xml".to_owned())];
    let expected =
        [("b/1.xml", &[][..], &DocumentProblem::ScanPart), ("c/mets.xml", &missing[..], &DocumentProblem::Missing)];
    assert_eq!(told, expected);
    let formats: Vec<_> = ingested.formats.iter().map(ToString::to_string).collect();
    assert_eq!(formats, ["a/issue-METS.xml: METS/ALTO, 2 articles", "c/mets.xml: METS/ALTO, 2 articles"]);
    assert_eq!(
        done.report.formats.iter().map(|read| &*read.file).collect::<Vec<_>>(),
        ["a/issue-METS.xml", "c/mets.xml"]
    );
}

/// What the worker does when the module of the further readers is there.
fn by_others(part: &PartQuestion<'_>) -> Option<PartAnswer> {
    received(&answer(&request(part), part.bytes)?)
}

fn without_others(_: &PartQuestion<'_>) -> Option<PartAnswer> {
    None
}

/// A PDF of one line.
fn pdf(line: &str) -> String {
    let content = format!("BT /F1 10 Tf 50 660 Td ({line}) Tj ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    let (mut file, mut places) = ("%PDF-1.4\n".to_owned(), String::new());
    for (object, n) in objects.iter().zip(1..) {
        places.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{n} 0 obj\n{object}\nendobj\n"));
    }
    let start = file.len();
    format!(
        "{file}xref\n0 6\n0000000000 65535 f \n{places}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    )
}

/// A zip archive of a page, a PDF and a text.
fn zip_archive() -> Vec<u8> {
    let page = "<article><h1>Bridge</h1><p>It opened in Kyiv on Monday, the mayor of the town said.</p></article>";
    let print = pdf("A mill burned in Seoul.");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("a.html", page), ("b.pdf", &print), ("c.txt", "A gale blew from the west.")] {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
        writer.write_all(text.as_bytes()).expect("memory takes all");
    }
    writer.finish().expect("a zip archive").into_inner()
}

#[test]
fn a_file_that_needs_further_readers_is_taken_only_if_they_are_there() {
    let archive = zip_archive();
    let mut job = ParseJob::new(without_others);
    assert!(job.read("a.txt", b"A mill burned in Seoul."));
    assert!(!job.read("b.zip", &archive));
    assert_eq!(job.counts(), (1, 0), "nothing of the archive was taken");
    let mut job = ParseJob::new(by_others);
    assert!(job.read("a.txt", b"A mill burned in Seoul."));
    assert!(job.read("b.zip", &archive));
    assert_eq!(job.counts(), (4, 0));
    let done = job.finish(b"", dateline::task::Heading::default()).expect("there is nothing to join");
    let formats: Vec<_> = done.report.formats.iter().map(|read| (&*read.file, &*read.format, read.read)).collect();
    assert_eq!(formats, [("a.txt", "TXT", 1), ("b.zip", "HTML", 1), ("b.zip", "PDF", 1), ("b.zip", "TXT", 1)]);
}

#[test]
fn without_further_readers_only_what_needs_them_is_listed() {
    let archive = zip_archive();
    let mut job = ParseJob::new(without_others);
    assert!(!job.read("b.zip", &archive));
    job.read_what_it_can("b.zip", &archive, DocumentProblem::ReadersLeftOut, &mut |_, _| {});
    assert_eq!(job.counts(), (2, 1));
    let done = job.finish(b"", dateline::task::Heading::default()).expect("there is nothing to join");
    let [failure] = done.report.failures.as_slice() else { panic!("{:?}", done.report.failures) };
    assert_eq!((&*failure.document, &*failure.places), ("b.zip", &[Position::Entry("b.pdf".to_owned())][..]));
    assert_eq!(failure.problem, DocumentProblem::ReadersLeftOut);
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
