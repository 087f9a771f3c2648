//! The page with the documents of `corpus/`, used as a reader uses it.

use dateline_e2e::{Engine, Facet, Page, Site};
use fantoccini::key::Key;

const PART: &str = "North Korea praises its part in retaking the Kursk region";
const UNITS: &str = "North Korea confirms that it sent combat units to Russia";
const SOLDIERS: &str = "North Korea says its soldiers are fighting on Russia’s side";

#[tokio::test]
async fn the_first_view_shows_everything() {
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.expect_status("5 of 5 articles").await;
    page.expect_number_of_titles(5).await;
    page.expect_count(Facet::Actors, "Kim Jong Un", 4).await;
    page.expect_count(Facet::Actors, "North Korea", 5).await;
    page.expect_count(Facet::Outlets, "BNO News", 1).await;
    page.expect_count(Facet::Outlets, "Unknown outlet", 1).await;
    // A screen reader speaks each headline in the language of its article.
    let spoken =
        "return [...document.querySelectorAll('article h3, .card__snippet')].every(text => text.lang === 'en')";
    page.expect_script(spoken, true.into()).await;
    page.close().await;
}

#[tokio::test]
async fn the_page_says_that_the_texts_are_digests_and_links_the_originals() {
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.open_article(UNITS).await;
    // The original is linked by its host.
    page.text_of("link", Some("bnonews.com")).await;
    page.go_to("view=about").await;
    page.text_of("region", Some("About this archive")).await;
    page.expect_text("Five digests").await;
    page.close().await;
}

#[tokio::test]
async fn words_narrow_the_list_and_the_counts_follow() {
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.search("Gerasimov").await;
    page.expect_status("1 of 5 articles").await;
    page.expect_titles(&[PART]).await;
    page.expect_count(Facet::Outlets, "Unknown outlet", 1).await;
    page.expect_address("q=Gerasimov").await;
    page.search("").await;
    page.expect_status("5 of 5 articles").await;
    page.close().await;
}

#[tokio::test]
async fn an_actor_is_ticked_and_unticked() {
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.toggle(Facet::Actors, "Vladimir Putin").await;
    page.expect_status("2 of 5 articles").await;
    page.expect_address("actor=vladimir-putin").await;
    page.expect_count(Facet::Actors, "North Korea", 2).await;
    page.toggle(Facet::Actors, "Vladimir Putin").await;
    page.expect_status("5 of 5 articles").await;
    page.expect_address("").await;
    page.close().await;
}

#[tokio::test]
async fn outlets_are_joined_by_or_and_keep_their_counts() {
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.toggle(Facet::Outlets, "BNO News").await;
    page.expect_titles(&[UNITS]).await;
    page.expect_count(Facet::Outlets, "AnewZ", 1).await;
    page.toggle(Facet::Outlets, "AnewZ").await;
    page.expect_status("2 of 5 articles").await;
    page.expect_address("outlet=anewz&outlet=bno-news").await;
    page.close().await;
}

#[tokio::test]
async fn an_excluded_actor_stays_out_and_is_named_with_not() {
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.exclude(Facet::Actors, "Volodymyr Zelenskyy").await;
    page.expect_status("3 of 5 articles").await;
    page.expect_address("actor=!volodymyr-zelenskyy").await;
    page.press_button("Remove not Volodymyr Zelenskyy").await;
    page.expect_status("5 of 5 articles").await;
    page.close().await;
}

#[tokio::test]
async fn a_range_of_days_includes_both_ends() {
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.fill("textbox", "From", "2025-04-27").await;
    page.expect_status("4 of 5 articles").await;
    page.fill("textbox", "To", "2025-04-27").await;
    page.expect_titles(&[UNITS]).await;
    page.expect_address("from=2025-04-27&to=2025-04-27").await;
    page.close().await;
}

#[tokio::test]
async fn an_article_opens_with_clean_text_and_marked_actors() {
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.open_article(SOLDIERS).await;
    page.expect_text("set out from Pyongyang on Monday").await;
    let text = page.reader().await;
    assert!(!text.contains("wind turbines"), "a teaser stands in the text: {text}");
    page.expect_marked("Pak Yong-il").await;
    page.expect_marked("Moscow").await;
    page.close().await;
}

#[tokio::test]
async fn back_and_forward_walk_through_choices() {
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.toggle(Facet::Outlets, "BNO News").await;
    page.expect_status("1 of 5 articles").await;
    page.open_article(UNITS).await;
    page.back().await;
    page.expect_no_reader().await;
    page.expect_status("1 of 5 articles").await;
    page.back().await;
    page.expect_status("5 of 5 articles").await;
    page.expect_ticked(Facet::Outlets, "BNO News", false).await;
    page.forward().await;
    page.expect_status("1 of 5 articles").await;
    page.expect_ticked(Facet::Outlets, "BNO News", true).await;
    page.close().await;
}

#[tokio::test]
async fn a_deep_link_shows_what_it_says_and_survives_a_reload() {
    let page = Page::open(&Site::of_default_corpus(), "actor=kim-jong-un&from=2025-04-01&sort=oldest").await;
    page.expect_status("3 of 5 articles").await;
    page.open_article(UNITS).await;
    let address = page.address().await;
    assert!(address.starts_with("actor=kim-jong-un&article="), "{address}");
    page.reload().await;
    page.expect_reader(UNITS).await;
    page.expect_status("3 of 5 articles").await;
    page.close().await;
}

#[tokio::test]
async fn what_the_address_says_in_vain_is_dropped() {
    let page = Page::open(&Site::of_default_corpus(), "from=yesterday&view=map&colour=red&article=no-such").await;
    page.expect_status("5 of 5 articles").await;
    page.close().await;
}

#[tokio::test]
async fn nothing_found_names_the_filters_and_offers_to_drop_them() {
    let page = Page::open(&Site::of_default_corpus(), "outlet=bno-news&q=armistice").await;
    page.expect_status("0 of 5 articles").await;
    page.press_button("Clear all").await;
    page.expect_status("5 of 5 articles").await;
    page.close().await;
}

#[tokio::test]
async fn the_keyboard_alone_finds_filters_opens_and_closes() {
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.expect_status("5 of 5 articles").await;
    page.press_char('/').await;
    page.expect_focused("Search articles").await;
    for letter in "kremlin".chars() {
        page.press_char(letter).await;
    }
    page.press(Key::Enter).await;
    page.expect_titles(&[PART]).await;
    page.tab_to(PART).await;
    page.press(Key::Enter).await;
    page.expect_reader(PART).await;
    // The focus moves into the reader, and back to the list.
    page.expect_focused(PART).await;
    page.press(Key::Escape).await;
    page.expect_no_reader().await;
    page.expect_focused(PART).await;
    page.tab_to("AnewZ").await;
    page.press_char(' ').await;
    page.expect_status("0 of 5 articles").await;
    page.close().await;
}

#[tokio::test]
async fn nothing_sticks_out_of_a_narrow_window() {
    for width in [320, 390, 900] {
        let page = Page::open_sized(&Site::of_default_corpus(), "", width, 800).await;
        page.expect_status("5 of 5 articles").await;
        page.settled().await;
        assert_eq!(page.overflow().await, 0, "at {width} pixels");
        if Engine::chosen() == Engine::Chromium {
            let shift = page.layout_shift().await;
            assert!(shift < 0.005, "at {width} pixels things were pushed away while the page opened: {shift}");
        }
        page.close().await;
    }
}

#[tokio::test]
async fn a_page_that_has_stopped_says_so_and_what_to_do() {
    let site = Site::of_default_corpus();
    // The smallest module whose only function traps, like a fault in the page's own code. The page itself runs it,
    // because scripts of the driver have their own errors in Firefox.
    let trap = "const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
        const module = new WebAssembly.Module(new Uint8Array(bytes));
        setTimeout(() => new WebAssembly.Instance(module).exports.f(), 0);";
    std::fs::write(site.folder().join("trap.js"), trap).expect("the script is written");
    let page = Page::open(&site, "q=Gerasimov").await;
    page.expect_status("1 of 5 articles").await;
    let run = "document.head.append(Object.assign(document.createElement('script'), { src: 'trap.js' }))";
    page.script(run, &[]).await;
    page.expect_text("This page has stopped working").await;
    page.expect_text("wasm-function").await;
    page.expect_script("return document.getElementById('app').hidden", true.into()).await;
    // The address still contains the search.
    page.script("document.getElementById('broken-again').click()", &[]).await;
    page.expect_status("1 of 5 articles").await;
    page.expect_script("return document.getElementById('broken').hidden", true.into()).await;
}
