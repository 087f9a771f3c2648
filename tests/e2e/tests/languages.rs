//! The page in other languages than English, and documents in right-to-left scripts.

use std::fs;

use dateline_e2e::{Engine, Page, Site, default_corpus, packed};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The languages with the plural categories that their files have forms for.
const LANGUAGES: [(&str, &[&str]); 7] = [
    ("de", &["one", "other"]),
    ("es", &["one", "other"]),
    ("fr", &["one", "other"]),
    ("ko", &["other"]),
    ("ru", &["one", "few", "many"]),
    ("sk", &["one", "few", "other"]),
    ("uk", &["one", "few", "many"]),
];

async fn open(address: &str) -> Page {
    Page::open(&Site::of_default_corpus(), address).await
}

async fn text(page: &Page, script: &str) -> String {
    page.script(script, &[]).await.as_str().expect("a text").to_owned()
}

#[tokio::test]
async fn the_language_is_chosen_at_once_and_kept_and_the_address_stays_as_it_is() {
    let page = open("actor=kim-jong-un").await;
    page.expect_status("4 of 5 articles").await;
    page.choose_language("de").await;
    page.expect_status("4 von 5 Artikeln").await;
    for (role, name) in [("region", "Akteure"), ("region", "Zeitraum"), ("searchbox", "Artikel durchsuchen")] {
        page.text_of(role, Some(name)).await;
    }
    page.expect_address("actor=kim-jong-un").await;
    assert_eq!(text(&page, "return document.documentElement.lang").await, "de");
    assert_eq!(page.focused().await, "Sprache", "the focus stays with the choice");
    assert!(text(&page, "return document.title").await.starts_with("Artikel · "));

    page.reload().await;
    page.expect_status("4 von 5 Artikeln").await;
    page.choose_language("ko").await;
    page.expect_status("기사 5건 중 4건").await;
    page.text_of("region", Some("행위자")).await;
    assert_eq!(text(&page, "return document.documentElement.lang").await, "ko");
    page.choose_language("en").await;
    page.expect_status("4 of 5 articles").await;
    page.close().await;
}

#[tokio::test]
async fn a_part_of_the_page_that_comes_after_another_language_was_chosen_does_no_harm() {
    for part in ["web-reading", "web-tools", "web-views"] {
        let page = Page::open_holding(&Site::of_default_corpus(), "outlet=bno-news", part).await;
        page.expect_status("1 of 5 articles").await;
        page.choose_language("ru").await;
        page.expect_status("1 из 5 статей").await;
        page.release();
        page.settled().await;
        page.expect_status("1 из 5 статей").await;
        page.close().await;
    }
}

#[tokio::test]
async fn dates_and_plurals_are_those_of_the_language() {
    let page = open("outlet=bno-news").await;
    page.choose_language("ru").await;
    page.expect_status("1 из 5 статей").await;
    page.expect_text("27 апр. 2025").await;
    page.go_to("view=about").await;
    page.expect_text("5 статей").await;
    page.expect_text("1 статья").await;
    page.close().await;
}

#[tokio::test]
async fn every_language_draws_every_view_and_has_a_form_for_every_count() {
    let page = open("").await;
    let mut views = vec![
        "",
        "view=about",
        "view=timeline",
        "view=actors",
        "view=quotes",
        "view=compare",
        "view=export",
        "term=korea&view=analysis",
        "term=korea&tool=collocates&view=analysis",
        "outlet=anewz&tool=keyness&view=analysis",
        "step=quarter&term=korea&tool=time&view=analysis",
        "tool=list&view=analysis",
        "design=weeks&tool=sample&view=analysis",
    ];
    // Numbers, dates and plurals differ between engines; the words are the same in all.
    if Engine::chosen() != Engine::Chromium {
        views.truncate(2);
    }
    for (language, categories) in LANGUAGES {
        page.go_to("").await;
        page.choose_language(language).await;
        for view in &views {
            page.go_to(view).await;
            page.expect_language(language).await;
            page.settled().await;
            let shown = text(&page, "return document.body.innerText").await;
            assert!(!shown.contains(['{', '}', '|']), "{language} at `{view}`: {shown}");
        }
        let script = "const rules = new Intl.PluralRules(arguments[0]);
            return [...new Set([...Array(2000).keys(), 10000, 12345].map(n => rules.select(n)))]";
        let chosen: Vec<String> =
            serde_json::from_value(page.script(script, &[json!(language)]).await).expect("categories");
        for category in chosen {
            assert!(categories.contains(&category.as_str()), "{language} has no form for `{category}`");
        }
    }
    page.close().await;
}

#[tokio::test]
async fn nothing_sticks_out_of_a_narrow_window_in_long_words() {
    let page = Page::open_sized(&Site::of_default_corpus(), "", 320, 800).await;
    for language in ["de", "ru", "ko"] {
        page.go_to("").await;
        page.choose_language(language).await;
        for view in ["", "view=actors", "view=about", "view=export"] {
            page.go_to(view).await;
            page.expect_language(language).await;
            page.settled().await;
            assert_eq!(page.overflow().await, 0, "{language} at `{view}`");
        }
    }
    page.close().await;
}

#[tokio::test]
async fn a_page_of_one_file_speaks_them_too_and_hands_them_on() {
    let (_folder, file) = packed(&default_corpus());
    let page = Page::open_file(&file, "").await;
    page.choose_language("de").await;
    page.expect_status("5 von 5 Artikeln").await;
    page.press_button("Als eine Datei speichern …").await;
    page.press_button("Das ganze Archiv speichern: 5 Artikel").await;
    page.expect_text("Gespeichert als ").await;
    let name = text(&page, "return document.body.innerText.match(/Gespeichert als (\\S+)/)[1]").await;
    let again = page.downloaded(&name).await;
    assert!(fs::read(&again).expect("the file") == fs::read(&file).expect("the file"), "the copy differs");
    page.close().await;
}

#[tokio::test]
async fn what_is_written_from_right_to_left_is_shown_so_in_a_page_from_left_to_right() {
    let records = [
        json!({
            "id": "he", "title": "ראש העיר פתח גשר בחיפה", "date": "2025-04-28", "outlet": "העיתון 24",
            "body": ["הגשר נפתח ביום שני בבוקר (28 באפריל).", "הוא הודה לבונים."],
            "actors": [{ "id": "mayor", "name": "ראש העיר", "kind": "person" }],
        }),
        json!({
            "id": "ar", "title": "افتتاح جسر في القاهرة", "date": "2025-04-29", "outlet": "الصحيفة 7",
            "body": ["افتتح رئيس البلدية الجسر يوم الثلاثاء."],
            "actors": [{ "id": "raees", "name": "رئيس البلدية", "kind": "person" }],
        }),
        json!({
            "id": "en", "title": "Bridge opened", "date": "2025-04-30", "outlet": "Example Post",
            "body": ["The bridge was opened."], "actors": [],
        }),
    ];
    let documents = TempDir::new().expect("a folder");
    let lines: Vec<String> = records.iter().map(Value::to_string).collect();
    fs::write(documents.path().join("records.jsonl"), lines.join("\n")).expect("the file is written");
    let page = Page::open(&Site::of(documents.path()), "q=הגשר").await;
    page.expect_status("1 of 3 articles").await;
    page.expect_titles(&["ראש העיר פתח גשר בחיפה"]).await;
    // The innermost element with exactly this text, and its direction.
    let direction = "const [wanted] = arguments;
        const found = [...document.querySelectorAll('main *, header *')].filter(element => element.checkVisibility()
            && element.textContent.trim() === wanted && ![...element.children].some(c => c.textContent.trim() === wanted));
        return [...new Set(found.map(element => getComputedStyle(element).direction))].join()";
    for shown in ["העיתון 24", "ראש העיר"] {
        assert_eq!(page.script(direction, &[json!(shown)]).await, "rtl", "{shown}");
    }
    let of = |selector: &str| format!("return getComputedStyle(document.querySelector('{selector}')).direction");
    for selector in ["article h3", "article .card__snippet", "article .card__snippet mark"] {
        assert_eq!(text(&page, &of(selector)).await, "rtl", "{selector}");
    }
    page.open_article("ראש העיר פתח גשר בחיפה").await;
    for selector in ["#reader h2", "#reader .reader__text p", "#reader .reader__text mark"] {
        assert_eq!(text(&page, &of(selector)).await, "rtl", "{selector}");
    }
    let aligned = "const p = document.querySelector('#reader .reader__text p'); const range = document.createRange();
        range.selectNodeContents(p); const words = range.getBoundingClientRect(), box = p.getBoundingClientRect();
        return Math.abs(box.right - words.right) < 2 && words.left - box.left > 2";
    assert_eq!(page.script(aligned, &[]).await, json!(true), "the text begins at the right edge");
    assert_eq!(text(&page, "return getComputedStyle(document.documentElement).direction").await, "ltr");
    page.go_to("view=actors").await;
    page.expect_text("رئيس البلدية").await;
    for shown in ["ראש העיר", "رئيس البلدية"] {
        assert_eq!(page.script(direction, &[json!(shown)]).await, "rtl", "{shown}");
    }
    page.close().await;
}
