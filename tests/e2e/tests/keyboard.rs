//! Every task of the page, with the keyboard alone.

use dateline_e2e::{Page, Site};
use fantoccini::key::Key;

async fn open(address: &str) -> Page {
    let page = Page::open(&Site::of_default_corpus(), address).await;
    page.expect_text("of 5 articles").await;
    page
}

#[tokio::test]
async fn a_value_is_included_excluded_and_dropped() {
    let page = open("").await;
    page.tab_to("Kim Jong Un").await;
    page.press_char(' ').await;
    page.expect_status("4 of 5 articles").await;
    page.expect_focused("Kim Jong Un").await;
    page.press_char('x').await;
    page.expect_status("1 of 5 articles").await;
    page.expect_address("actor=!kim-jong-un").await;
    // The focus stays with the value.
    page.expect_focused("Kim Jong Un").await;
    page.press_char('x').await;
    page.expect_status("5 of 5 articles").await;
    page.close().await;
}

#[tokio::test]
async fn a_range_of_days_is_set_by_arrows() {
    let page = open("").await;
    page.tab_to("First day").await;
    page.press(Key::Right).await;
    page.expect_address("from=2025-03-01").await;
    page.expect_status("4 of 5 articles").await;
    page.press(Key::Home).await;
    page.expect_status("5 of 5 articles").await;
    page.close().await;
}

#[tokio::test]
async fn the_list_is_walked_and_marks_are_jumped_to() {
    let page = open("q=kursk").await;
    let titles = page.listed().await;
    page.press_char('j').await;
    page.expect_focused(&titles[0]).await;
    page.press_char('j').await;
    page.expect_focused(&titles[1]).await;
    page.press_char('k').await;
    page.expect_focused(&titles[0]).await;
    page.press_char('o').await;
    page.expect_reader(&titles[0]).await;
    page.press_char('n').await;
    page.expect_text("1 of ").await;
    page.press(Key::Escape).await;
    page.expect_no_reader().await;
    page.close().await;
}

#[tokio::test]
async fn a_view_is_reached_and_a_choice_made_in_it() {
    let page = open("").await;
    page.tab_to("Quotes").await;
    page.press(Key::Enter).await;
    page.expect_text("What was said").await;
    page.tab_to("newest").await;
    page.press(Key::Enter).await;
    page.expect_focused("newest").await;
    page.close().await;
}

#[tokio::test]
async fn a_search_is_written_by_the_form_and_the_selection_saved() {
    let page = open("").await;
    page.tab_to("Search tools").await;
    page.press(Key::Enter).await;
    page.tab_to("In the headline").await;
    for letter in "kursk".chars() {
        page.press_char(letter).await;
    }
    page.press(Key::Enter).await;
    page.expect_address("q=title:kursk").await;
    page.tab_to("Save selection").await;
    page.press(Key::Enter).await;
    page.expect_text("Saved as").await;
    page.press(Key::Escape).await;
    page.expect_no_text("Saved selections").await;
    page.expect_focused("Search tools").await;
    page.close().await;
}

#[tokio::test]
async fn the_keys_are_listed_and_letters_can_be_switched_off() {
    let page = open("").await;
    let titles = page.listed().await;
    page.press_char('j').await;
    page.expect_focused(&titles[0]).await;
    page.press_char('?').await;
    page.expect_text("next or previous headline").await;
    page.tab_to("Use single-letter shortcuts").await;
    page.press_char(' ').await;
    page.press(Key::Escape).await;
    page.expect_no_text("next or previous headline").await;
    page.expect_focused(&titles[0]).await;
    page.press_char('/').await;
    assert_ne!(page.focused().await, "Search articles", "a letter does nothing");
    page.close().await;
}

#[tokio::test]
async fn an_article_is_cited_and_its_source_read() {
    let page = open("").await;
    let titles = page.listed().await;
    page.press_char('j').await;
    page.expect_focused(&titles[0]).await;
    page.press(Key::Enter).await;
    page.expect_reader(&titles[0]).await;
    page.expect_focused(&titles[0]).await;
    page.tab_to("Cite").await;
    page.press(Key::Enter).await;
    page.expect_text("BibTeX").await;
    page.tab_to("Source").await;
    page.press(Key::Enter).await;
    page.expect_text("left out").await;
    page.close().await;
}
