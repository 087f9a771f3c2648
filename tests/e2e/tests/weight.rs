//! The page stays light: how many requests it makes, and how many bytes they take, gzipped, without the documents.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use dateline_e2e::{Engine, Page, Site};
use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::time::sleep;

/// The most bytes that a first view may fetch before the documents.
const MAX_FIRST_VIEW: usize = 270_000;

/// The most bytes that the page may fetch unasked: the first view, and what opens an article.
const MAX_UNASKED: usize = 340_000;

/// The most bytes that the page may fetch until a search for words begins: all of the above, and what searches.
const MAX_UNTIL_SEARCH: usize = 397_000;

/// The most bytes of a file that is fetched for another view or for the reader's own documents.
const MAX_PART: usize = 230_000;

/// The most requests from an empty window to a list of articles, the documents included.
const MAX_REQUESTS_TO_LIST: usize = 11;

/// The most requests for code that is fetched ahead of use.
const MAX_REQUESTS_AHEAD: usize = 3;

/// The most requests for columns that are fetched ahead of the first filter: the lists of each facet of many values.
const MAX_COLUMNS_AHEAD: usize = 5;

/// The most requests to open an article.
const MAX_REQUESTS_TO_ARTICLE: usize = 2;

/// The most requests when the search box gets the focus.
const MAX_REQUESTS_TO_SEARCH: usize = 1;

/// How long the page may take until it fetches nothing any more.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long the page fetches nothing before that counts as its end: more than it waits until it fetches ahead.
const QUIET: Duration = Duration::from_secs(2);

/// The names of the files that the page has requested, with the page itself; a service worker's own are not among them.
/// A file that is used again comes from the browser's memory.
const FETCHED: &str = "const all = performance.getEntriesByType('resource').map(entry => entry.name.split('/').pop());
return [...new Set(['index.html', ...all])];";

const UNITS: &str = "North Korea confirms that it sent combat units to Russia";

#[tokio::test]
async fn the_page_makes_few_requests_and_fetches_little() {
    if !Engine::chosen().can("weight", &[Engine::Chromium], "its figures are the same in every engine") {
        return;
    }
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.expect_status("5 of 5 articles").await;
    let fetched = fetched_at_last(&page).await;
    let parts = part_names();
    let (columns, others): (Vec<_>, Vec<_>) = fetched.iter().partition(|name| name.starts_with("lists."));
    let (ahead, first): (Vec<&String>, Vec<&String>) = others.into_iter().partition(|name| parts.contains(*name));
    println!("{} requests to the list: {first:?}\n{} ahead: {ahead:?}", first.len(), ahead.len());
    assert!(first.len() <= MAX_REQUESTS_TO_LIST, "{first:?}");
    assert!(!ahead.is_empty() && ahead.len() <= MAX_REQUESTS_AHEAD, "{ahead:?}");
    assert!(!columns.is_empty() && columns.len() <= MAX_COLUMNS_AHEAD, "{columns:?}");
    let at = |wanted: &str| fetched.iter().position(|name| name.starts_with(wanted));
    assert!(at("cards.") < at("lists."), "the list is there before what filters need: {fetched:?}");

    let weight = |names: &[&String]| -> usize {
        names.iter().filter_map(|name| viewer_file(name)).map(|file| gzipped(&file)).sum()
    };
    let (first, ahead) = (weight(&first), weight(&ahead));
    println!("{first} bytes gzipped for the first view, {ahead} ahead, {} together", first + ahead);
    assert!(first <= MAX_FIRST_VIEW, "the first view fetches {first} bytes");
    assert!(first + ahead <= MAX_UNASKED, "the page fetches {} bytes unasked", first + ahead);

    page.open_article(UNITS).await;
    page.expect_reader(UNITS).await;
    let after = fetched_at_last(&page).await;
    let opened = &after[fetched.len()..];
    println!("{} requests to open an article: {opened:?}", opened.len());
    assert!(opened.len() <= MAX_REQUESTS_TO_ARTICLE, "{opened:?}");

    page.press_char('/').await;
    let searching = fetched_at_last(&page).await;
    let for_search: Vec<&String> = searching[after.len()..].iter().collect();
    let all = first + ahead + weight(&for_search);
    println!("{} requests for the search: {for_search:?}; {all} bytes gzipped until then", for_search.len());
    assert!(!for_search.is_empty() && for_search.len() <= MAX_REQUESTS_TO_SEARCH, "{for_search:?}");
    assert!(all <= MAX_UNTIL_SEARCH, "the page fetches {all} bytes until a search begins");
    page.close().await;
}

#[test]
fn parts_that_are_fetched_on_demand_stay_below_their_limit() {
    let parts = part_names();
    assert!(!parts.is_empty(), "the page names its parts");
    for part in parts {
        let size = gzipped(&dist().join(&part));
        println!("{size} bytes gzipped: {part}");
        assert!(size <= MAX_PART, "{part} has {size} bytes gzipped, more than {MAX_PART}");
    }
}

/// What the page has fetched once it fetches nothing any more.
async fn fetched_at_last(page: &Page) -> Vec<String> {
    let start = Instant::now();
    let (mut last, mut since) = (Vec::new(), Instant::now());
    while since.elapsed() < QUIET {
        assert!(start.elapsed() < PATIENCE, "the page goes on fetching: {last:?}");
        sleep(Duration::from_millis(200)).await;
        let now: Vec<String> =
            serde_json::from_value(page.script(FETCHED, &[]).await).expect("the script gives a list of names");
        if now.len() != last.len() {
            (last, since) = (now, Instant::now());
        }
    }
    last
}

/// The files of the parts of the page's WebAssembly.
fn part_names() -> BTreeSet<String> {
    let page = fs::read_to_string(dist().join("index.html")).expect("dist/ has a page; run `cargo xtask build` first");
    let parts = page.split_once("name=\"parts\" content=\"").and_then(|(_, rest)| rest.split('"').next());
    let parts = parts.unwrap_or_default().split(' ').filter(|name| !name.is_empty());
    parts.map(|name| format!("{name}.wasm")).collect()
}

/// A file of the viewer; `None` for one of the documents.
fn viewer_file(name: &str) -> Option<PathBuf> {
    Some(dist().join(name)).filter(|file| file.is_file())
}

fn dist() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist")
}

fn gzipped(file: &Path) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(&fs::read(file).expect("the file can be read")).expect("memory takes all");
    encoder.finish().expect("memory takes all").len()
}
