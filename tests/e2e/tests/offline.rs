//! The site without a network, and under a new release.

use std::fs;
use std::time::Duration;

use dateline_e2e::{Facet, Page, Site};
use serde_json::Value;
use tokio::time::sleep;

/// Waits until a service worker answers for the page, and has had time to keep what the page fetched before.
async fn wait_for_worker(page: &Page) {
    for _ in 0..150 {
        if page.script("return navigator.serviceWorker.controller !== null", &[]).await == Value::Bool(true) {
            sleep(Duration::from_secs(1)).await;
            return;
        }
        sleep(Duration::from_millis(100)).await;
    }
    panic!("no service worker answers for the page");
}

#[tokio::test]
async fn after_one_visit_the_page_works_without_a_server() {
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.expect_status("5 of 5 articles").await;
    wait_for_worker(&page).await;
    page.kill_server().await;
    page.reload().await;
    page.expect_status("5 of 5 articles").await;
    page.toggle(Facet::Actors, "Vladimir Putin").await;
    page.expect_status("2 of 5 articles").await;
}

#[tokio::test]
async fn the_whole_archive_is_kept_on_demand() {
    let page = Page::open(&Site::of_default_corpus(), "view=about").await;
    wait_for_worker(&page).await;
    page.press_button("Keep all of it offline").await;
    page.expect_text("All of it is kept in this browser").await;
    page.kill_server().await;
    page.go_to("").await;
    page.open_article("North Korea confirms that it sent combat units to Russia").await;
}

#[tokio::test]
async fn a_new_release_is_offered_and_not_forced() {
    let site = Site::of_default_corpus();
    let page = Page::open(&site, "").await;
    wait_for_worker(&page).await;
    let more = tempfile::tempdir().expect("a folder");
    fs::write(more.path().join("ferry.txt"), "Ferry sinks\n\nA ferry sank off Busan on 3 May 2025.\n")
        .expect("written");
    site.publish(more.path());
    page.reload().await;
    page.expect_status("5 of 5 articles").await;
    page.expect_text("A new version of this page is ready").await;
    page.press_button("Show it").await;
    page.expect_status("1 of 1 article").await;
    page.close().await;
}

#[tokio::test]
async fn a_release_with_a_damaged_file_is_not_installed() {
    let site = Site::of_default_corpus();
    let worker = site.folder().join("manifest.webmanifest");
    let text = fs::read_to_string(&worker).expect("the file can be read");
    fs::write(&worker, format!("{text} ")).expect("the file is written");
    let page = Page::open(&site, "").await;
    page.expect_status("5 of 5 articles").await;
    sleep(Duration::from_secs(3)).await;
    let controller = page.script("return navigator.serviceWorker.controller === null", &[]).await;
    assert_eq!(controller, Value::Bool(true));
    let kept = "return caches.keys().then(names => names.filter(name => name.includes('release')).length)";
    assert_eq!(page.script(kept, &[]).await, 0);
}
