//! Searches that would take long: the page goes on answering, a newer search replaces them, and too large ones are refused.

use std::fs;
use std::time::{Duration, Instant};

use dateline_e2e::{Engine, Page, Site};
use serde_json::json;
use tempfile::TempDir;
use tokio::time::sleep;

/// The maximum time without a response, in milliseconds: as long as the last step of a search takes on a slow machine,
/// when its list is drawn.
const SILENCE_MS: f64 = 500.0;

/// The number of attempts: a slow page is slow every time, a slow machine is not.
const ATTEMPTS: usize = 4;

/// The number of articles.
const ARTICLES: usize = 3_000;

/// A site of articles with frequent words, in which nearness of frequent words has much to compare.
fn site() -> Site {
    let documents = TempDir::new().expect("a folder");
    let body =
        "The port of the town and the ships in the port go to the sea of the north, said the master of the port. ";
    let record = |n: usize| {
        json!({ "id": n.to_string(), "title": format!("Report {n}"), "body": [body.repeat(20), format!("Ship{n} left.")] })
            .to_string()
    };
    let lines: Vec<String> = (0..ARTICLES).map(record).collect();
    fs::write(documents.path().join("reports.jsonl"), lines.join("\n")).expect("the file is written");
    Site::of(documents.path())
}

/// The queries, by what is large in them.
fn queries() -> Vec<(&'static str, String)> {
    let frequent = ["the", "of", "port", "to", "and"];
    let list = |n: usize, word: &dyn Fn(usize) -> String| (0..n).map(word).collect::<Vec<_>>();
    vec![
        ("a word near itself", format!("\"{}\"~9999", "the ".repeat(240))),
        (
            "frequent words near each other",
            format!("\"{}\"~9999", list(240, &|n| frequent[n % 5].to_owned()).join(" ")),
        ),
        ("nearness or nearness", vec!["\"the of port to\"~9999"; 60].join(" OR ")),
        ("a phrase of one word", format!("\"{}\"", "the ".repeat(250))),
        ("beginnings", list(250, &|n| format!("{}*", ["s", "p", "t", "r"][n % 4])).join(" OR ")),
        ("alternatives", list(250, &|n| frequent[n % 5].to_owned()).join(" OR ")),
        ("misspelt words", list(250, &|n| format!("reprot{n}x")).join(" ")),
    ]
}

/// Searches without leaving the page, as typing does.
async fn ask(page: &Page, query: &str) {
    let script = "location.hash = new URLSearchParams({ q: arguments[0] }).toString()";
    page.script(script, &[json!(query)]).await;
}

/// Whether the list has answered the search in the address: nothing is being searched any more.
async fn answered(page: &Page) {
    let start = Instant::now();
    let mut last = String::new();
    let mut calm = 0;
    while calm < 4 {
        assert!(start.elapsed() < Duration::from_secs(120), "there is no answer");
        sleep(Duration::from_millis(100)).await;
        let now = page.text_of("status", None).await;
        calm = if now == last { calm + 1 } else { 0 };
        last = now;
    }
}

#[tokio::test]
async fn no_search_keeps_the_page_from_answering() {
    let site = site();
    for (what, query) in queries() {
        let mut shortest = f64::INFINITY;
        for _ in 0..ATTEMPTS {
            let page = Page::open(&site, "").await;
            page.expect_status(&format!("{ARTICLES} of {ARTICLES} articles")).await;
            // The code of searching is fetched and compiled before.
            ask(&page, "master").await;
            answered(&page).await;
            page.watch_answers().await;
            ask(&page, &query).await;
            answered(&page).await;
            let silence = page.longest_silence().await;
            println!("{:?}: {what}: the page did not answer for {silence:.0} ms at most", Engine::chosen());
            shortest = shortest.min(silence);
            page.close().await;
            if shortest < SILENCE_MS {
                break;
            }
        }
        assert!(shortest < SILENCE_MS, "{what}: the page did not answer for {shortest} ms");
    }
}

#[tokio::test]
async fn a_newer_search_replaces_a_long_one() {
    let page = Page::open(&site(), "").await;
    page.expect_status(&format!("{ARTICLES} of {ARTICLES} articles")).await;
    ask(&page, &format!("\"{}\"~9999", "the of port to and ".repeat(50))).await;
    ask(&page, "ship17").await;
    page.expect_status(&format!("1 of {ARTICLES} articles")).await;
    page.expect_titles(&["Report 17"]).await;
    page.close().await;
}

#[tokio::test]
async fn what_is_too_large_is_refused_with_the_reason() {
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.expect_status("5 of 5 articles").await;
    for (query, reason) in [
        ("war OR ".repeat(2_000) + "peace", "there are too many words"),
        (format!("\"{}\"~9999", "the ".repeat(300)), "there are too many words"),
        ("!".repeat(30_000), "the text is too long"),
    ] {
        ask(&page, &query).await;
        page.expect_text(reason).await;
    }
    page.watch_answers().await;
    let many = "location.hash = Array.from({ length: 100000 }, (_, n) => `actor=a${n}`).join('&')";
    page.script(many, &[]).await;
    page.expect_text("a search may name at most 512 actors, outlets and other values").await;
    let silence = page.longest_silence().await;
    println!("{:?}: 100,000 actors: the page did not answer for {silence:.0} ms at most", Engine::chosen());
    assert!(silence < 5_000.0, "{silence}");
    ask(&page, "kursk").await;
    page.expect_text("of 5 articles").await;
    page.close().await;
}
