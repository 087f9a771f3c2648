//! Documents that mean harm, through the drop zone and as one file; `tests/bad_input.rs` has the command.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use dateline_e2e::{Engine, Page, Site, hostile_documents, zip_of_tiny_texts};
use fantoccini::key::Key;
use tempfile::TempDir;

/// How long the page may not answer, in milliseconds. Most of it is for the other tests and workers that share the
/// processors with this page; what is printed tells more where they rest.
const SILENCE_MS: f64 = 1000.0;

fn folder() -> (TempDir, Vec<PathBuf>) {
    let folder = TempDir::new().expect("a folder");
    let write = |((name, bytes), _): ((&str, Vec<u8>), _)| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("the file is written");
        path
    };
    let paths = hostile_documents().into_iter().map(write).collect();
    (folder, paths)
}

async fn expect_answers(page: &Page, what: &str) {
    let silence = page.longest_silence().await;
    println!("{:?}: {what}: the page did not answer for {silence:.0} ms at most", Engine::chosen());
    assert!(silence < SILENCE_MS, "{what}: the page did not answer for {silence} ms");
}

/// Opens what is hostile in an archive that holds it.
async fn read_through(page: &Page) {
    page.expect_number_of_titles(9).await;
    page.expect_unharmed().await;
    // A text of 10 MB on one line: its headline is derived from it, the other one is as long as the text.
    let titles = page.listed().await;
    let line = titles.iter().find(|title| title.starts_with("word word") && title.len() < 500);
    open(page, line.expect("the long line is listed"), "Part 1 of 50").await;
    for (query, text) in [("paragraph", "A paragraph with <script>"), ("harbour", "its master said")] {
        page.search(query).await;
        page.expect_number_of_titles(1).await;
        open(page, &page.listed().await.remove(0), text).await;
    }
}

/// Opens an article, waits for this text of it, and closes it.
async fn open(page: &Page, title: &str, text: &str) {
    page.longest_silence().await;
    page.open_article(title).await;
    page.expect_text(text).await;
    expect_answers(page, text).await;
    page.expect_unharmed().await;
    page.press(Key::Escape).await;
    page.expect_no_reader().await;
}

#[tokio::test]
async fn dropped_they_run_nothing_freeze_nothing_and_are_listed() {
    let (_documents, paths) = folder();
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.press_button("Open documents…").await;
    page.tick("Add them to the archive that is open").await;
    page.watch_answers().await;
    page.give_files("Files", &paths).await;
    page.text_of("button", Some("Show the articles")).await;
    expect_answers(&page, "reading").await;
    let report = page.script("return document.querySelector('[role=dialog]').textContent", &[]).await;
    let report = report.as_str().expect("a text");
    for (_, listed) in hostile_documents() {
        assert!(listed.is_none_or(|listed| report.contains(listed)), "{listed:?} is not listed: {report}");
    }
    page.expect_unharmed().await;
    page.press_button("Show the articles").await;
    read_through(&page).await;
    page.close().await;
}

#[tokio::test]
async fn packed_they_run_nothing_and_freeze_nothing() {
    let (documents, _) = folder();
    let out = TempDir::new().expect("a folder");
    let file = out.path().join("hostile.html");
    let viewer = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist");
    let word = OsStr::new;
    let pack = [
        word("pack"),
        documents.path().as_os_str(),
        word("--viewer"),
        viewer.as_os_str(),
        word("--out"),
        file.as_os_str(),
    ];
    Site::command(&pack);
    let page = Page::open_file(&file, "").await;
    page.watch_answers().await;
    read_through(&page).await;
    page.close().await;
}

#[tokio::test]
async fn a_million_tiny_files_can_be_cancelled_and_freeze_nothing() {
    let documents = TempDir::new().expect("a folder");
    let file = documents.path().join("many.zip");
    fs::write(&file, zip_of_tiny_texts(1_000_000)).expect("the file is written");
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.press_button("Open documents…").await;
    page.watch_answers().await;
    page.give_files("Files", &[file]).await;
    page.expect_text("0 of 1 file, ").await;
    expect_answers(&page, "reading a million tiny files").await;
    page.press_button("Cancel").await;
    page.press_button("Close").await;
    page.expect_status("5 of 5 articles").await;
    page.close().await;
}
