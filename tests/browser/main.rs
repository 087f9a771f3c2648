//! Tests that need a browser: the page itself, on an archive inside the page.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "clippy knows `#[test]`, and these are run by `#[wasm_bindgen_test]`")]

mod messages;
mod page;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use page::{Page, article};

wasm_bindgen_test_configure!(run_in_browser);

/// The page is mounted once per run, so one test walks through it; each step states what it expects.
#[wasm_bindgen_test]
async fn the_page_shows_what_the_address_says_and_the_address_what_was_chosen() {
    let hostile = "<img src=x onerror=\"document.title='owned'\">\u{202E}gnitset";
    let page = Page::open(&[
        article("first", "Talks in Kyiv", Some("2025-04-27"), &["Volodymyr Zelenskyy"]),
        article("second", "Parade in Pyongyang", Some("2025-07-27"), &["Kim Jong Un"]),
        article("third", hostile, None, &["Kim Jong Un", "Volodymyr Zelenskyy"]),
    ])
    .await;
    page.until("everything is listed", |page| page.status() == "3 of 3 articles" && page.titles().len() == 3).await;

    // Text of documents reaches the page only as text, and cannot change its direction.
    assert!(page.titles().contains(&hostile.replace('\u{202E}', "")), "{:?}", page.titles());
    assert_eq!(page.count("img"), 0);

    // The checkbox of a value includes it and its button excludes it; the address follows.
    page.click("#actor-kim-jong-un");
    page.until("only articles with the actor are listed", |page| page.status() == "2 of 3 articles").await;
    assert_eq!(page.hash(), "actor=kim-jong-un");
    page.click("li:has(#actor-kim-jong-un) button");
    page.until("articles with the actor are left out", |page| page.status() == "1 of 3 articles").await;
    assert_eq!(page.hash(), "actor=!kim-jong-un");
    page.until("the chip says so", |page| {
        page.text("section[aria-label='Active filters']").contains("not Kim Jong Un")
    })
    .await;

    // Back undoes one choice.
    page.back();
    page.until("the choice before is back", |page| {
        page.hash() == "actor=kim-jong-un" && page.status() == "2 of 3 articles"
    })
    .await;

    // The search starts once typing pauses, and replaces one entry of the history.
    page.go("");
    page.type_into("#search", "par");
    page.type_into("#search", "parade");
    page.until("the words are searched for", |page| page.status() == "1 of 3 articles").await;
    assert_eq!(page.hash(), "q=parade");
    page.back();
    page.until("one step back is before the search", |page| page.status() == "3 of 3 articles").await;
    assert_eq!(page.value("#search"), "");

    // A range of days includes both ends and leaves undated articles out.
    page.go("from=2025-07-27&to=2025-07-27");
    page.until("one day is listed", |page| page.status() == "1 of 3 articles").await;
    page.go("undated=only");
    page.until("undated articles are listed", |page| page.titles().len() == 1 && page.status() == "1 of 3 articles")
        .await;

    // An article opens from the address, takes the focus, and returns it to its headline in the list.
    page.go("article=second");
    page.until("the article is open", |page| page.text("section[aria-label='Article'] h2") == "Parade in Pyongyang")
        .await;
    page.until("its headline has the focus", |page| page.focused() == "reader-headline").await;
    page.press("Escape");
    page.until("the article is closed", |page| page.count("section[aria-label='Article']") == 0).await;
    page.until("its headline in the list has the focus", |page| page.focused() == "headline-second").await;
    assert_eq!(page.hash(), "");

    // What is not understood is dropped; what does not exist is reported.
    page.go("view=map&from=soon&article=none-such&%ff=1");
    page.until("the missing article is named", |page| {
        page.text("section[aria-label='Article']").contains("no article “none-such”")
            && page.status() == "3 of 3 articles"
    })
    .await;

    // Every view can be opened.
    for (view, heading) in [("timeline", "Timeline"), ("actors", "Actors"), ("quotes", "Quotes"), ("about", "A test")] {
        page.go(&format!("view={view}"));
        page.until(view, |page| page.text("main h1") == heading).await;
    }
    assert_eq!(page.failure(), None);
}
