//! Corrections that are made in the page.

use std::ffi::OsStr;
use std::fs;

use dateline_e2e::{Facet, Page, Site};
use serde_json::Value;
use tempfile::TempDir;

const UNITS: &str = "North Korea confirms that it sent combat units to Russia";

/// Opens the sheet with this heading. Text that is typed before the heading has the focus goes elsewhere.
async fn open_sheet(page: &Page, heading: &str) {
    // What is above the button on an actor's page comes with its counts.
    page.settled().await;
    page.press_button("Correct…").await;
    page.expect_focused(heading).await;
}

#[tokio::test]
async fn they_hold_at_once_are_kept_and_make_the_archive_that_the_command_builds_with_them() {
    let corpus = TempDir::new().expect("a folder");
    let text = "Mayor opens bridge in Kyiv\n\nVolodymyr Zelenskyy spoke in Kyiv on 28 April 2025, a day before the bridge \
        was opened to the public and its builders were thanked by the mayor.\n\nChina had sent a delegation of engineers \
        to the bridge, which left the town in the evening without a further meeting.\n";
    fs::write(corpus.path().join("bridge.txt"), text).expect("the file is written");
    let page = Page::open(&Site::of(corpus.path()), "").await;
    page.open_article("Mayor opens bridge in Kyiv").await;
    open_sheet(&page, "Correct this article").await;
    page.fill("textbox", "Headline", "President opens bridge").await;
    page.expect_text("1 correction applied").await;
    page.fill("textbox", "Outlet", "Oldport Courier").await;
    page.expect_text("2 corrections applied").await;
    page.fill("textbox", "Tags, separated by commas", "to check, bridges").await;
    page.expect_text("3 corrections applied").await;
    page.press_button("Close").await;
    page.expect_titles(&["President opens bridge"]).await;
    page.expect_count(Facet::Outlets, "Oldport Courier", 1).await;
    page.go_to("tag=bridges").await;
    page.expect_status("1 of 1 article").await;
    assert!(page.text_of("region", Some("Tags")).await.contains("to check"));

    page.go_to("view=actors&subject=china").await;
    open_sheet(&page, "Correct this actor").await;
    page.press_button("Not an actor").await;
    page.expect_text("4 corrections applied").await;
    page.press_button("Undo").await;
    page.expect_text("3 corrections applied").await;
    page.press_button("Redo").await;
    page.expect_text("4 corrections applied").await;
    page.press_button("Save as corpus.toml").await;
    let saved = page.downloaded("corpus.toml").await;
    fs::copy(saved, corpus.path().join("corpus.toml")).expect("the file is copied");

    page.go_to("").await;
    page.expect_titles(&["President opens bridge"]).await;
    let parsed = Site::command(&[OsStr::new("parse"), corpus.path().as_os_str()]);
    let article: Value = serde_json::from_slice(&parsed).expect("one article");
    assert_eq!(article["title"]["value"], "President opens bridge");
    assert_eq!(article["outlet"]["id"], "oldport-courier");
    assert_eq!(article["tags"], serde_json::json!(["to check", "bridges"]));
    let actors = article["actors"].as_array().expect("a list");
    assert!(actors.iter().all(|actor| actor["id"] != "china"), "{actors:?}");
    page.expect_number_of_values(Facet::Actors, actors.len()).await;
    page.close().await;
}

#[tokio::test]
async fn a_date_that_is_none_is_refused() {
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.open_article(UNITS).await;
    open_sheet(&page, "Correct this article").await;
    page.fill("textbox", "Date", "tomorrow").await;
    page.expect_text("Enter a day, a month or a year").await;
    page.close().await;
}

#[tokio::test]
async fn two_windows_go_on_from_each_other() {
    let page = Page::open(&Site::of_default_corpus(), "view=actors&subject=china").await;
    open_sheet(&page, "Correct this actor").await;
    page.expect_text("0 corrections").await;
    page.open_second_window("").await;
    page.open_article(UNITS).await;
    // WebKit's driver never draws a second window, so nothing in it can get the focus.
    page.press_button("Correct…").await;
    page.fill("textbox", "Headline", "Units sent").await;
    page.expect_text("1 correction applied").await;
    page.switch_window().await;
    page.expect_text("1 correction applied").await;
    page.press_button("Not an actor").await;
    page.expect_text("2 corrections applied").await;
    page.switch_window().await;
    page.expect_text("2 corrections applied").await;
    page.press_button("Undo").await;
    page.expect_text("1 correction applied").await;
    page.press_button("Close").await;
    page.expect_reader("Units sent").await;
    page.close().await;
}

#[tokio::test]
async fn actors_are_renamed_sorted_merged_and_silenced_and_a_circle_of_merges_is_none() {
    let page = Page::open(&Site::of_default_corpus(), "view=actors&subject=china").await;
    open_sheet(&page, "Correct this actor").await;
    page.fill("textbox", "Name", "Cathay").await;
    page.expect_text("1 correction applied").await;
    page.expect_text("China renamed to Cathay").await;
    page.type_into("Same as", "Kim Jong Un").await;
    page.press_button("Merge").await;
    page.expect_text("2 corrections applied").await;
    page.press_button("Close").await;
    page.go_to("view=actors&subject=kim-jong-un").await;
    open_sheet(&page, "Correct this actor").await;
    page.type_into("Same as", "China").await;
    page.press_button("Merge").await;
    page.expect_text("3 corrections applied").await;
    page.press_button("Close").await;
    page.go_to("").await;
    page.expect_count(Facet::Actors, "Cathay", 4).await;
    let names = page.counts(Facet::Actors).await;
    assert!(names.iter().all(|(name, _)| name != "Kim Jong Un" && name != "China"), "{names:?}");
    page.close().await;
}
