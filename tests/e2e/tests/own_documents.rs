//! Documents of the reader's own, read in the page.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;

use dateline_e2e::{Page, Site};
use tempfile::TempDir;

/// A folder with these files, and their paths.
fn folder(files: &[(&str, &[u8])]) -> (TempDir, Vec<PathBuf>) {
    let folder = TempDir::new().expect("a folder");
    let write = |(name, bytes): &(&str, &[u8])| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("the file is written");
        path
    };
    let paths = files.iter().map(write).collect();
    (folder, paths)
}

const BRIDGE: &[u8] =
    b"Mayor opens bridge in Kyiv\n\nVolodymyr Zelenskyy spoke in Kyiv on 28 April 2025.\n\nHe thanked the builders.\n";
const PAGE: &[u8] = b"<!doctype html><html><head><title>Harbour closed</title></head><body><article><h1>Harbour closed</h1><time datetime=\"2025-03-02\">2 March 2025</time><p>The harbour of Busan was closed on Sunday, the government of South Korea said.</p><p>It will open again in a week.</p></article></body></html>";
const RECORDS: &[u8] = b"{\"id\":\"r1\",\"title\":\"Talks begin\",\"date\":\"2025-01-05\",\"outlet\":\"Example Post\",\"body\":\"Kim Jong Un and Vladimir Putin met in Moscow.\"}\n{\"title\":\n{\"id\":\"r3\",\"title\":\"Talks end\",\"body\":\"No word was said.\"}\n";

#[tokio::test]
async fn the_articles_are_those_of_the_command_byte_for_byte() {
    let png: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    let files = [("bridge.txt", BRIDGE), ("harbour.html", PAGE), ("picture.png", png), ("talks.jsonl", RECORDS)];
    let (documents, paths) = folder(&files);
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.press_button("Open documents…").await;
    page.tick("Add them to the archive that is open").await;
    page.give_files("Files", &paths).await;
    page.expect_text("4 articles read").await;
    page.expect_text("2 documents could not be read").await;
    page.expect_text("picture.png").await;
    page.press_button("Save as JSON Lines").await;
    let saved = fs::read_to_string(page.downloaded("articles.jsonl").await).expect("the file can be read");
    let parsed = Site::command(&[OsStr::new("parse"), documents.path().as_os_str()]);
    assert_eq!(saved, String::from_utf8(parsed).expect("JSON is UTF-8"));
    page.press_button("Show the articles").await;
    page.expect_status("4 of 4 articles").await;
    page.close().await;
}

#[tokio::test]
async fn they_join_the_open_archive_and_a_text_can_be_pasted() {
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.press_button("Open documents…").await;
    page.type_into("Or the text of one article", "Ferry sinks\n\nA ferry sank off Busan on 3 May 2025.").await;
    page.press_button("Read the text").await;
    page.expect_text("1 article read").await;
    page.press_button("Show the articles").await;
    page.expect_status("6 of 6 articles").await;
    page.search("ferry").await;
    page.expect_titles(&["Ferry sinks"]).await;
    page.close().await;
}

#[tokio::test]
async fn they_are_kept_until_they_are_forgotten() {
    let (_documents, paths) = folder(&[("bridge.txt", BRIDGE)]);
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.press_button("Open documents…").await;
    page.give_files("Files", &paths).await;
    page.expect_text("1 article read").await;
    page.press_button("Keep in this browser").await;
    page.expect_text("until you forget it").await;
    page.reload().await;
    page.expect_status("6 of 6 articles").await;
    page.press_button("Open documents…").await;
    page.press_button("Forget what this browser keeps").await;
    page.expect_status("5 of 5 articles").await;
    page.close().await;
}
