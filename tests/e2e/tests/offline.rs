//! The site without a network, and after a new release.

use std::fs;

use dateline_e2e::{Facet, Page, Site, pdf};
use serde_json::{Value, json};

const UNITS: &str = "North Korea confirms that it sent combat units to Russia";

/// A file of every release that the page itself does not fetch.
const FILE: &str = "manifest.webmanifest";

/// Whether a service worker controls the page and stores every file of the archive that the page fetched.
const IS_KEPT: &str = r"
const fetched = performance.getEntriesByType('resource').map(entry => entry.name);
const chunks = fetched.filter(name => /\/archive\/.*\.[0-9a-f]{16,}\.[^/]*$/.test(name));
return Promise.all(chunks.map(name => caches.match(name)))
  .then(kept => navigator.serviceWorker.controller !== null && kept.every(Boolean));
";

/// The number of stored releases.
const RELEASES: &str = "return caches.keys().then(names => names.filter(name => name.includes(' release ')).length)";

/// The number of service workers of the site.
const WORKERS: &str = "return navigator.serviceWorker.getRegistrations().then(all => all.length)";

/// A reader returns to a page that is open.
const COME_BACK: &str = "window.dispatchEvent(new Event('focus'))";

async fn kept(site: &Site, address: &str) -> Page {
    let page = Page::open(site, address).await;
    page.expect_script(IS_KEPT, json!(true)).await;
    page
}

/// Publishes a different article at a site.
fn publish_another(site: &Site) {
    let more = tempfile::tempdir().expect("a folder");
    let text = "Ferry sinks\n\nA ferry sank off Busan on 3 May 2025.\n";
    fs::write(more.path().join("ferry.txt"), text).expect("written");
    site.publish(more.path());
}

fn release(site: &Site) -> Value {
    let list = fs::read(site.folder().join("release.json")).expect("the site has a list of its files");
    serde_json::from_slice(&list).expect("it is JSON")
}

fn write_release(site: &Site, release: &Value) {
    fs::write(site.folder().join("release.json"), release.to_string()).expect("the list is written");
}

#[tokio::test]
async fn after_one_visit_the_page_works_without_a_server() {
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.expect_status("5 of 5 articles").await;
    page.expect_script(IS_KEPT, json!(true)).await;
    page.kill_server().await;
    page.reload().await;
    page.expect_status("5 of 5 articles").await;
    page.toggle(Facet::Actors, "Vladimir Putin").await;
    page.expect_status("2 of 5 articles").await;
}

#[tokio::test]
async fn after_one_visit_print_can_be_read_without_a_server() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = folder.path().join("print.pdf");
    let print = pdf("Two boats", &["Two boats collided in the harbour of Busan on 5 May 2025."]);
    fs::write(&document, print).expect("the file is written");
    let page = kept(&Site::of_default_corpus(), "view=about").await;
    // The document is added to the archive, whose texts are then read.
    page.press_button("Make all of it available offline").await;
    page.expect_text("The whole archive is stored in this browser: ").await;
    page.kill_server().await;
    page.press_button("Open documents…").await;
    page.give_files("Files", &[document]).await;
    page.expect_text("1 article read").await;
}

#[tokio::test]
async fn the_whole_archive_is_kept_on_demand_with_its_size() {
    let site = Site::of_default_corpus();
    let page = kept(&site, "view=about").await;
    page.expect_text(" files stored, ").await;
    page.press_button("Make all of it available offline").await;
    page.expect_text("The whole archive is stored in this browser: ").await;
    page.press_button("Remove the offline copy").await;
    page.expect_text("0 of ").await;
    page.press_button("Make all of it available offline").await;
    page.expect_text("The whole archive is stored in this browser: ").await;
    page.kill_server().await;
    page.go_to("").await;
    page.open_article(UNITS).await;
}

#[tokio::test]
async fn a_file_of_the_archive_that_is_cut_or_another_is_not_kept() {
    let site = Site::of_default_corpus();
    let page = kept(&site, "view=about").await;
    let fetched = page.script("return performance.getEntriesByType('resource').map(entry => entry.name)", &[]).await;
    let fetched: Vec<String> = serde_json::from_value(fetched).expect("addresses");
    let not_fetched = release(&site)["chunks"].as_array().expect("a list").iter().find_map(|chunk| {
        let name = chunk["name"].as_str()?;
        (!fetched.iter().any(|address| address.ends_with(name))).then(|| name.to_owned())
    });
    let name = not_fetched.expect("this view needs less than all");
    page.cut_downloads(Some(&name));
    page.press_button("Make all of it available offline").await;
    page.expect_text("Some files could not be downloaded. Try again").await;
    page.cut_downloads(None);
    let file = site.folder().join(&name);
    let whole = fs::read(&file).expect("it is there");
    fs::write(&file, b"others").expect("written");
    page.press_button("Make all of it available offline").await;
    page.expect_text("Some files could not be downloaded. Try again").await;
    fs::write(&file, whole).expect("written");
    page.press_button("Make all of it available offline").await;
    page.expect_text("The whole archive is stored in this browser").await;
    page.kill_server().await;
    page.go_to("").await;
    page.open_article(UNITS).await;
}

#[tokio::test]
async fn a_new_release_is_offered_and_not_forced() {
    let site = Site::of_default_corpus();
    let page = kept(&site, "").await;
    publish_another(&site);
    page.reload().await;
    page.expect_status("5 of 5 articles").await;
    page.expect_text("A new version of this page is ready").await;
    page.press_button("Load it").await;
    page.expect_status("1 of 1 article").await;
    page.close().await;
}

#[tokio::test]
async fn a_page_that_is_open_goes_on_while_a_new_release_is_published() {
    let site = Site::of_default_corpus();
    let page = kept(&site, "").await;
    page.open_article(UNITS).await;
    publish_another(&site);
    page.script(COME_BACK, &[]).await;
    page.expect_text("A new version of this page is ready").await;
    page.toggle(Facet::Actors, "Vladimir Putin").await;
    page.expect_status("2 of 5 articles").await;
    page.press_button("Later").await;
    page.follow("About").await;
    page.press_button("Make all of it available offline").await;
    page.expect_text("This page has a new version. Load it first").await;
    page.reload().await;
    page.press_button("Load it").await;
    page.expect_text("News archive").await;
}

#[tokio::test]
async fn a_release_whose_download_is_cut_is_not_installed_until_it_comes_whole() {
    let site = Site::of_default_corpus();
    let page = Page::open(&site, "").await;
    page.expect_script(IS_KEPT, json!(true)).await;
    // Cut before it is published: a browser also looks for a new release by itself, a moment after it opened the page.
    page.cut_downloads(Some(FILE));
    publish_another(&site);
    page.script(COME_BACK, &[]).await;
    // The worker of the new release was installed, failed, and left nothing behind.
    let states = "return navigator.serviceWorker.getRegistration()
        .then(all => [all.active, all.installing, all.waiting].map(worker => worker?.state ?? null))";
    page.expect_requests(FILE, 2).await;
    page.expect_script(states, json!(["activated", null, null])).await;
    page.expect_script(RELEASES, json!(1)).await;
    page.reload().await;
    page.expect_status("5 of 5 articles").await;
    page.cut_downloads(None);
    page.script(COME_BACK, &[]).await;
    page.expect_text("A new version of this page is ready").await;
    page.press_button("Load it").await;
    page.expect_status("1 of 1 article").await;
}

#[tokio::test]
async fn a_release_with_a_damaged_file_is_not_installed() {
    let site = Site::of_default_corpus();
    let file = site.folder().join(FILE);
    let text = fs::read_to_string(&file).expect("the file can be read");
    fs::write(&file, format!("{text} ")).expect("the file is written");
    let page = Page::open(&site, "").await;
    page.expect_status("5 of 5 articles").await;
    page.expect_requests(FILE, 1).await;
    page.expect_script(WORKERS, json!(0)).await;
    page.expect_script(RELEASES, json!(0)).await;
}

#[tokio::test]
async fn a_broken_release_is_called_back() {
    let site = Site::of_default_corpus();
    let page = kept(&site, "").await;
    let mut called_back = release(&site);
    called_back["withdrawn"] = json!(true);
    write_release(&site, &called_back);
    page.reload().await;
    page.expect_script(RELEASES, json!(0)).await;

    // Another release withdraws the earlier ones by their ids.
    let site = Site::of_default_corpus();
    let page = kept(&site, "").await;
    let broken = release(&site)["release"].clone();
    publish_another(&site);
    let mut next = release(&site);
    next["withdrawn"] = json!([broken]);
    write_release(&site, &next);
    page.reload().await;
    let script = format!("return caches.keys().then(names => names.some(name => name.includes({broken})))");
    page.expect_script(&script, json!(false)).await;
    page.reload().await;
    page.expect_status("1 of 1 article").await;
}

#[tokio::test]
async fn a_window_that_another_one_has_left_behind_goes_on_and_is_offered_the_new_release() {
    let site = Site::of_default_corpus();
    let page = kept(&site, "").await;
    page.open_article(UNITS).await;
    publish_another(&site);
    page.open_second_window("").await;
    page.script(COME_BACK, &[]).await;
    page.expect_text("A new version of this page is ready").await;
    page.press_button("Load it").await;
    page.expect_status("1 of 1 article").await;
    page.switch_window().await;
    // What was being read stays, and searching goes on.
    page.expect_reader(UNITS).await;
    page.toggle(Facet::Actors, "Vladimir Putin").await;
    page.expect_status("2 of 5 articles").await;
    page.press_button("Clear all").await;
    page.expect_status("5 of 5 articles").await;
    page.expect_text("A new version of this page is ready").await;
    page.press_button("Load it").await;
    page.expect_status("1 of 1 article").await;
}
