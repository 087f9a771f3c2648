//! Malicious documents, through the drop zone and as a single file; `tests/bad_input.rs` tests the command.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use dateline_e2e::{Engine, Page, Site, hostile_documents, packed, zip_of_tiny_texts};
use fantoccini::key::Key;
use serde_json::json;
use tempfile::TempDir;
use tokio::sync::Mutex;
use tokio::time::sleep;

/// The maximum time without a response, in milliseconds: what the page needs on an idle machine with two cores, doubled
/// for busy or slow machines.
const SILENCE_MS: f64 = 200.0;

/// The maximum time while other browsers run on the same machine: a page that hangs stays silent for longer.
const SILENCE_SIDE_BY_SIDE_MS: f64 = 1_500.0;

fn silence_limit() -> f64 {
    match env::var_os("DATELINE_SIDE_BY_SIDE") {
        Some(_) => SILENCE_SIDE_BY_SIDE_MS,
        None => SILENCE_MS,
    }
}

/// The number of attempts: a slow page is slow every time, a slow machine is not.
const ATTEMPTS: usize = 4;

/// How long reading the malicious documents may take, in seconds.
const MAX_READING_SECONDS: u32 = 120;

/// One test at a time, so that they do not slow each other down.
static ALONE: Mutex<()> = Mutex::const_new(());

/// How long the page did not respond, for each action.
#[derive(Default)]
struct Silences(BTreeMap<String, f64>);

impl Silences {
    async fn note(&mut self, page: &Page, what: &str) {
        let silence = page.longest_silence().await;
        println!("{:?}: {what}: the page did not answer for {silence:.0} ms at most", Engine::chosen());
        let longest = self.0.entry(what.to_owned()).or_default();
        *longest = longest.max(silence);
    }
}

/// Repeats a test until the page has done every action without a delay.
async fn expect_answers<F: Future<Output = Silences>>(test: impl Fn() -> F) {
    let _alone = ALONE.lock().await;
    let limit = silence_limit();
    let mut shortest: BTreeMap<String, f64> = BTreeMap::new();
    for _ in 0..ATTEMPTS {
        for (what, silence) in test().await.0 {
            let known = shortest.entry(what).or_insert(f64::INFINITY);
            *known = known.min(silence);
        }
        if shortest.values().all(|silence| *silence < limit) {
            return;
        }
    }
    panic!("the page did not answer for more than {limit} ms in {ATTEMPTS} attempts: {shortest:?}");
}

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

/// Opens the malicious documents in an archive that contains them.
async fn read_through(page: &Page, silences: &mut Silences) {
    page.expect_number_of_titles(9).await;
    page.expect_unharmed().await;
    // A text of 10 MB on one line: its headline is derived from it; the other headline is as long as the text.
    let titles = page.listed().await;
    let line = titles.iter().find(|title| title.starts_with("word word") && title.len() < 500);
    open(page, line.expect("the long line is listed"), "Part 1 of 209", silences).await;
    let headline = titles.iter().find(|title| title.starts_with("word word") && title.len() > 500);
    open(page, headline.expect("the long headline is listed"), "A short text.", silences).await;
    // Found by a word that it contains two million times, and opened with highlights.
    page.search("word").await;
    page.expect_number_of_titles(2).await;
    silences.note(page, "finding the long line and the long headline").await;
    let titles = page.listed().await;
    let line = titles.iter().find(|title| title.starts_with("word word") && title.len() < 500);
    open(page, line.expect("the long line is found"), "Part 1 of 209", silences).await;
    for (query, text) in [("paragraph", "A paragraph with <script>"), ("harbour", "its master said")] {
        page.search(query).await;
        page.expect_number_of_titles(1).await;
        // The search before this one has a single title, too: wait until the list belongs to this search.
        let is_marked =
            "return [...document.querySelectorAll('article mark')].some(mark => mark.textContent.toLowerCase() === ";
        page.expect_script(&format!("{is_marked}{})", json!(query)), json!(true)).await;
        silences.note(page, &format!("searching for {query}")).await;
        open(page, &page.listed().await.remove(0), text, silences).await;
    }
}

/// Opens an article, waits for this text of it, and closes it.
async fn open(page: &Page, title: &str, text: &str, silences: &mut Silences) {
    page.longest_silence().await;
    // The middle of a headline of a thousand letters is out of sight, and drivers do not click there.
    page.follow(title).await;
    page.expect_reader(title).await;
    page.expect_text(text).await;
    silences.note(page, text).await;
    page.expect_unharmed().await;
    page.press(Key::Escape).await;
    page.expect_no_reader().await;
}

#[tokio::test]
async fn dropped_they_run_nothing_freeze_nothing_and_are_listed() {
    expect_answers(dropped).await;
}

async fn dropped() -> Silences {
    let (mut silences, (_documents, paths)) = (Silences::default(), folder());
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.press_button("Open documents…").await;
    page.tick("Add them to the open archive").await;
    page.watch_answers().await;
    page.give_files("Files", &paths).await;
    // 40 MB of malicious text take a busy machine longer than a test otherwise waits; `silences` measures the page itself.
    for _ in 0..MAX_READING_SECONDS {
        if page.has("button", "Show the articles").await {
            break;
        }
        sleep(Duration::from_secs(1)).await;
    }
    page.text_of("button", Some("Show the articles")).await;
    silences.note(&page, "reading").await;
    for listed in hostile_documents().iter().filter_map(|(_, listed)| *listed) {
        let is_listed =
            format!("return document.querySelector('[role=dialog]').textContent.includes({})", json!(listed));
        page.expect_script(&is_listed, json!(true)).await;
    }
    silences.note(&page, "listing").await;
    page.expect_unharmed().await;
    page.press_button("Show the articles").await;
    read_through(&page, &mut silences).await;
    page.close().await;
    silences
}

#[tokio::test]
async fn packed_they_run_nothing_and_freeze_nothing() {
    expect_answers(in_one_file).await;
}

async fn in_one_file() -> Silences {
    let mut silences = Silences::default();
    let (documents, _) = folder();
    let (_folder, file) = packed(documents.path());
    let page = Page::open_file(&file, "").await;
    page.watch_answers().await;
    read_through(&page, &mut silences).await;
    page.close().await;
    silences
}

#[tokio::test]
async fn a_million_tiny_files_can_be_cancelled_and_freeze_nothing() {
    expect_answers(a_million).await;
}

async fn a_million() -> Silences {
    let mut silences = Silences::default();
    let documents = TempDir::new().expect("a folder");
    let file = documents.path().join("many.zip");
    fs::write(&file, zip_of_tiny_texts(1_000_000)).expect("the file is written");
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.press_button("Open documents…").await;
    page.watch_answers().await;
    page.give_files("Files", &[file]).await;
    page.expect_text("0 of 1 file, ").await;
    silences.note(&page, "reading a million tiny files").await;
    page.press_button("Cancel").await;
    page.press_button("Close").await;
    page.expect_status("5 of 5 articles").await;
    page.close().await;
    silences
}
