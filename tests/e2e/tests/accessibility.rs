//! Every view follows the rules of accessibility in light and dark colours and on a phone.

use dateline_e2e::{Engine, Page, Site, axe};

/// The views, and what can be open in them.
const PLACES: [&str; 16] = [
    "",
    "q=kursk&actor=kim-jong-un&outlet=!anewz&from=2025-02-01",
    "q=kursk+armistice+kremlin",
    "view=timeline",
    "view=actors",
    "subject=kim-jong-un&view=actors",
    "view=quotes",
    "view=compare",
    "group=outlet&term=korea&view=analysis",
    "term=korea&tool=collocates&view=analysis",
    "outlet=anewz&tool=keyness&view=analysis",
    "scale=articles&term=%40kim-jong-un&term=korea&tool=time&view=analysis",
    "tool=list&view=analysis",
    "design=weeks&tool=sample&view=analysis",
    "view=export",
    "view=about",
];

async fn check(width: u32, height: u32, scheme: &str) {
    let Some(axe) = axe() else { return };
    let page = Page::open_sized(&Site::of_default_corpus(), "", width, height).await;
    let mut breaches = Vec::new();
    for place in PLACES {
        page.go_to(place).await;
        page.in_colours(scheme).await;
        page.settled().await;
        breaches.extend(page.breaches(&axe).await.into_iter().map(|breach| format!("at `{place}`: {breach}")));
    }
    page.go_to("").await;
    page.in_colours(scheme).await;
    page.press_button("Search tools").await;
    page.expect_text("Saved selections").await;
    breaches.extend(page.breaches(&axe).await.into_iter().map(|breach| format!("search tools: {breach}")));
    let first = page.listed().await.remove(0);
    page.open_article(&first).await;
    page.press_button("Cite").await;
    page.expect_text("BibTeX").await;
    page.press_button("Source").await;
    page.expect_text("left out").await;
    page.settled().await;
    breaches.extend(page.breaches(&axe).await.into_iter().map(|breach| format!("reader: {breach}")));
    assert!(breaches.is_empty(), "{width} pixels, {scheme}:\n{}", breaches.join("\n"));
    page.close().await;
}

#[tokio::test]
async fn every_view_is_accessible_in_light() {
    check(1440, 1000, "light").await;
}

#[tokio::test]
async fn every_view_is_accessible_in_dark() {
    if !Engine::chosen().can("dark", &[Engine::Chromium], "colours are computed alike; light is tested here") {
        return;
    }
    check(1440, 1000, "dark").await;
}

#[tokio::test]
async fn every_view_is_accessible_on_a_phone() {
    check(390, 844, "light").await;
}
