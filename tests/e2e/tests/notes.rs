//! The reader's notes: stored, saved and opened as W3C Web Annotations.

use std::fs;
use std::path::PathBuf;

use dateline_e2e::{Page, Site, packed};
use serde_json::{Value, json};
use tempfile::TempDir;

const WORDS: &str = "He thanked the builders.";

const TITLE: &str = "Mayor opens bridge in Kyiv";

/// The contents of the fields of the notes.
const REMARKS: &str = "return [...document.querySelectorAll('.notes textarea')].map(field => field.value).join()";

/// The documents: two articles.
fn documents() -> TempDir {
    let corpus = TempDir::new().expect("a folder");
    let records = [
        json!({ "id": "bridge", "title": TITLE, "body": ["The mayor opened a bridge in the town, a day before.", WORDS] }),
        json!({ "id": "ferry", "title": "Ferry sinks", "body": ["A ferry sank in the harbour, and its crew was saved."] }),
    ];
    let lines = records.map(|record| record.to_string()).join("\n");
    fs::write(corpus.path().join("records.jsonl"), lines).expect("the file is written");
    corpus
}

/// A site with the article about the bridge and its notes open.
async fn open() -> Page {
    let page = Page::open(&Site::of(documents().path()), "").await;
    open_notes(&page).await;
    page
}

async fn open_notes(page: &Page) {
    page.open_article(TITLE).await;
    page.press_button("Notes").await;
}

/// Highlights the words of the second paragraph.
async fn highlight(page: &Page) {
    let select =
        "const p = [...document.querySelectorAll('#reader .reader__text p')].find(p => p.textContent === arguments[0]);
        getSelection().selectAllChildren(p)";
    page.script(select, &[json!(WORDS)]).await;
    page.press_button("Highlight the selected words").await;
}

/// The number of highlighted places in the text; the expected number if the browser cannot highlight.
async fn expect_painted(page: &Page, n: usize) {
    let script = format!("return window.Highlight ? CSS.highlights.get('dateline-note')?.size ?? 0 : {n}");
    page.expect_script(&script, json!(n)).await;
}

/// Gives a file of notes with this content to the page.
async fn read(page: &Page, folder: &TempDir, name: &str, content: &[u8]) {
    let path: PathBuf = folder.path().join(name);
    fs::write(&path, content).expect("the file is written");
    page.give_files("Open notes", &[path]).await;
}

#[tokio::test]
async fn they_are_kept_saved_as_annotations_and_read_again() {
    let page = open().await;
    highlight(&page).await;
    page.type_into(&format!("Note on “{WORDS}”"), "Which ones?").await;
    expect_painted(&page, 1).await;
    // The field had not lost the focus before.
    page.reload().await;
    page.expect_reader(TITLE).await;
    page.expect_script(REMARKS, json!("Which ones?")).await;
    expect_painted(&page, 1).await;

    page.press_button("Save all notes").await;
    let name = page.script("return `dateline-notes-${new Date().toISOString().slice(0, 10)}.jsonld`", &[]).await;
    let saved = page.downloaded(name.as_str().expect("a name")).await;
    let saved = fs::read_to_string(saved).expect("the file can be read");
    let written: Value = serde_json::from_str(&saved).expect("it is JSON");
    assert_eq!(written["@context"], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!(written["type"], "AnnotationPage");
    let note = &written["items"][0];
    assert_eq!(note["motivation"], "commenting");
    assert_eq!(note["target"]["selector"][0]["exact"], WORDS);
    assert_eq!(note["body"][0]["value"], "Which ones?");

    page.press_button("Remove").await;
    expect_painted(&page, 0).await;
    let folder = TempDir::new().expect("a folder");
    read(&page, &folder, "again.jsonld", saved.as_bytes()).await;
    page.expect_text("1 note read, 1 of them about this article").await;
    page.expect_script(REMARKS, json!("Which ones?")).await;
    page.close().await;
}

#[tokio::test]
async fn a_page_on_the_disk_keeps_them_too() {
    let (_folder, file) = packed(documents().path());
    let page = Page::open_file(&file, "").await;
    open_notes(&page).await;
    highlight(&page).await;
    page.type_into(&format!("Note on “{WORDS}”"), "Which ones?").await;
    page.reload().await;
    page.expect_reader(TITLE).await;
    page.expect_script(REMARKS, json!("Which ones?")).await;
    expect_painted(&page, 1).await;
    page.close().await;
}

#[tokio::test]
async fn files_that_mean_harm_or_are_about_other_articles_do_none_and_are_told() {
    let page = open().await;
    let folder = TempDir::new().expect("a folder");
    let note = |article: &str, exact: &str, said: &str| {
        let target = json!({
            "source": "javascript:window.hacked = 1", "scope": format!("urn:dateline:article:{article}"),
            "selector": [{ "type": "TextQuoteSelector", "exact": exact }],
        });
        json!({ "type": "Annotation", "body": said, "target": target })
    };
    let harm = "<img src=x onerror='window.hacked = 2'>";
    for (name, content) in
        [("deep.json", "[".repeat(100_000)), ("no.json", "no".to_owned()), ("empty.json", "{}".to_owned())]
    {
        read(&page, &folder, name, content.as_bytes()).await;
        page.expect_text("This file contains no annotations").await;
        read(&page, &folder, "none.json", b"[]").await;
        page.expect_text("0 notes read").await;
    }
    read(&page, &folder, "long.json", &vec![b' '; 5 << 20]).await;
    page.expect_text("The file is larger than 4 MB").await;

    // Two notes without an id: one about an article that does not exist, one about the other article.
    let notes = [
        note("bridge", harm, harm),
        note("bridge", WORDS, "kept"),
        note("no such article", "words", harm),
        note("ferry", "ferry", ""),
    ];
    read(&page, &folder, "notes.json", Value::from(notes.to_vec()).to_string().as_bytes()).await;
    page.expect_text("4 notes read, 2 of them about this article").await;
    expect_painted(&page, 1).await;
    page.expect_text("2 notes about other articles").await;
    page.script("document.querySelector('.notes details').open = true", &[]).await;
    page.expect_text("About an article that is not in this archive").await;
    page.press_button("Remove").await;
    // Only the first of the notes without an id is gone.
    page.expect_script(REMARKS, json!("kept")).await;
    page.expect_unharmed().await;
    page.follow_in("Notes", "Ferry sinks").await;
    page.expect_reader("Ferry sinks").await;
    page.expect_text("2 notes about other articles").await;

    let many: Vec<Value> = (0..5_000).map(|n| note("ferry", "e", &format!("{n}"))).collect();
    read(&page, &folder, "many.json", Value::from(many).to_string().as_bytes()).await;
    page.expect_text("5,000 notes read").await;
    page.expect_text("Show 50 more of 4,951").await;
    page.expect_unharmed().await;
    page.close().await;
}

#[tokio::test]
async fn two_windows_go_on_from_each_other() {
    let page = open().await;
    let address = page.address().await;
    page.open_second_window(&address).await;
    page.expect_reader(TITLE).await;
    page.press_button("Notes").await;
    page.switch_window().await;
    highlight(&page).await;
    page.type_into(&format!("Note on “{WORDS}”"), "From the first").await;
    page.switch_window().await;
    page.expect_script(REMARKS, json!("From the first")).await;
    highlight(&page).await;
    page.expect_script(REMARKS, json!("From the first,")).await;
    page.switch_window().await;
    page.expect_script(REMARKS, json!("From the first,")).await;
    page.close().await;
}
