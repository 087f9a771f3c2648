//! The page with documents that were not written for it: web pages in many layouts and languages, and the five real
//! documents next to the repository if they exist.

use dateline_e2e::{Facet, Page, Site, own_pages, shared_corpus};

#[tokio::test]
async fn pages_in_many_languages_are_filtered_by_date_and_outlet() {
    let page = Page::open(&Site::of(&own_pages()), "").await;
    page.expect_status("14 of 14 articles").await;
    page.expect_count(Facet::Outlets, "Brackwater Courier", 1).await;
    page.toggle(Facet::Outlets, "Brackwater Courier").await;
    page.expect_status("1 of 14 articles").await;
    for (days, articles) in [("from=2024-05-01&to=2024-05-31", 2), ("from=2009-06-04&to=2009-06-04", 1)] {
        page.go_to(days).await;
        page.expect_status(&format!("{articles} of 14 articles")).await;
    }
    page.close().await;
}

#[tokio::test]
async fn the_reader_shows_the_article_of_a_page_alone() {
    let page = Page::open(&Site::of(&own_pages()), "q=ferry").await;
    page.open_article("Night ferry returns to Brackwater after eleven years").await;
    let text = page.reader().await;
    assert!(text.contains("Bookings open on 2 April."), "{text}");
    assert!(!text.contains("Sign up for our newsletter"), "{text}");
    page.close().await;
}

#[tokio::test]
async fn the_five_documents_are_filtered_by_actor_date_and_outlet() {
    let Some(documents) = shared_corpus() else { return };
    let page = Page::open(&Site::of(&documents), "").await;
    page.expect_status("5 of 5 articles").await;
    page.expect_count(Facet::Actors, "North Korea", 5).await;
    for outlet in ["AnewZ", "BNO News", "EconoTimes", "ZeroHedge", "Unknown outlet"] {
        page.expect_count(Facet::Outlets, outlet, 1).await;
    }
    page.toggle(Facet::Actors, "Kim Jong Un").await;
    page.toggle(Facet::Outlets, "ZeroHedge").await;
    page.expect_status("1 of 5 articles").await;
    page.toggle(Facet::Outlets, "ZeroHedge").await;
    page.fill("textbox", "From", "2025-07-01").await;
    page.expect_status("1 of 5 articles").await;
    page.close().await;
}

#[tokio::test]
async fn the_dates_are_the_right_ones() {
    let Some(documents) = shared_corpus() else { return };
    let page = Page::open(&Site::of(&documents), "").await;
    for (day, articles) in [("2025-02-10", 1), ("2025-04-27", 1), ("2025-04-28", 2), ("2025-07-27", 1)] {
        page.go_to(&format!("from={day}&to={day}")).await;
        page.expect_status(&format!("{articles} of 5 articles")).await;
    }
    page.close().await;
}

#[tokio::test]
async fn the_reader_shows_no_furniture() {
    let Some(documents) = shared_corpus() else { return };
    let page = Page::open(&Site::of(&documents), "actor=valery-gerasimov").await;
    page.expect_status("1 of 5 articles").await;
    page.open_article("North Korea celebrates role in helping Russia reclaim Kursk region").await;
    page.expect_marked("Valery Gerasimov").await;
    let text = page.reader().await;
    assert!(!text.contains("Pridaj komentár"), "{text}");
    page.close().await;
}
