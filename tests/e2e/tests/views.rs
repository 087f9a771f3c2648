//! Each view shows the contents of the documents in `corpus/`, and leads back to articles.

use std::fs;

use dateline_e2e::{Engine, Facet, Page, Site};
use serde_json::json;
use tempfile::TempDir;

async fn open(address: &str) -> Page {
    Page::open(&Site::of_default_corpus(), address).await
}

#[tokio::test]
async fn the_timeline_counts_the_selection_and_leads_to_articles() {
    let page = open("view=timeline").await;
    page.expect_status("5 of 5 articles").await;
    page.expect_text("Chronology").await;
    page.expect_text("North Korea confirms that it sent combat units to Russia").await;
    page.toggle(Facet::Outlets, "BNO News").await;
    page.expect_status("1 of 5 articles").await;
    page.follow("North Korea confirms that it sent combat units to Russia").await;
    page.expect_reader("North Korea confirms that it sent combat units to Russia").await;
    page.expect_status("1 of 5 articles").await;
    page.close().await;
}

#[tokio::test]
async fn the_actors_have_a_page_each_that_leads_to_their_articles() {
    let page = open("view=actors").await;
    page.expect_text("21 actors:").await;
    page.follow("Kim Jong Un").await;
    page.expect_text("4 of 5 articles name Kim Jong Un").await;
    page.expect_text("Said by Kim Jong Un").await;
    page.follow_in("This actor", "Articles").await;
    page.expect_status("4 of 5 articles").await;
    page.expect_address("actor=kim-jong-un").await;
    page.close().await;
}

#[tokio::test]
async fn quotes_are_told_by_speaker_and_lead_to_their_article() {
    let page = open("view=quotes").await;
    page.expect_text("a strong army").await;
    page.follow("Only the 9 quotes by Kim Jong Un").await;
    page.expect_text("Only quotes by Kim Jong Un").await;
    page.expect_no_text("performed heroic feats").await;
    page.close().await;
}

#[tokio::test]
async fn a_quote_of_several_articles_says_how_it_spread() {
    let folder = TempDir::new().expect("a folder");
    let article = |outlet: &str, day: &str, words: &str| {
        let body = format!("“{words},” Mayor Edna Marlow said on Friday.");
        json!({ "title": format!("Bridge in {outlet}"), "outlet": outlet, "date": day, "language": "en", "body": [body] })
    };
    let whole = "The bridge will open in the spring, and nobody will pay a toll to cross it";
    let articles = [
        article("Alder Post", "2024-05-04", "The bridge will open in the spring, and nobody will pay a toll"),
        article("Birch Times", "2024-05-03", whole),
        article("Cedar News", "2024-05-05", whole),
    ];
    let lines = articles.map(|article| article.to_string()).join("\n");
    fs::write(folder.path().join("reports.jsonl"), lines).expect("the file is written");
    let page = Page::open(&Site::of(folder.path()), "view=quotes").await;
    page.expect_text("How it spread: 3 articles").await;
    let reports = "return [...document.querySelectorAll('.quote ol li')].map((item) => item.textContent.replace(/.* · (.*) Bridge.* · /, '$1: '))";
    page.expect_script(
        reports,
        json!(["Birch Times: earliest date", "Alder Post: shortened", "Cedar News: same words"]),
    )
    .await;
    page.close().await;
}

#[tokio::test]
async fn two_outlets_are_compared_and_swapped() {
    let page = open("side1=outlet%3Danewz&side2=outlet%3Dbno-news&view=compare").await;
    page.expect_text("Who each side names and leaves out").await;
    page.expect_text("A: AnewZ").await;
    page.press_button("Swap A and B").await;
    page.expect_text("A: BNO News").await;
    page.close().await;
}

#[tokio::test]
async fn words_are_counted_in_context_and_names_and_samples_in_lists() {
    let page = open("term=heroic&view=analysis").await;
    page.expect_text("2 places in 2 of the 5 selected articles.").await;
    page.toggle(Facet::Outlets, "BNO News").await;
    page.expect_text("1 place in 1 of the 1 selected articles.").await;
    page.follow("heroic").await;
    page.expect_reader("North Korea confirms that it sent combat units to Russia").await;
    page.expect_text("1 of 1").await;
    page.go_to("outlet=bno-news&tool=keyness&view=analysis").await;
    page.expect_text("all other articles: 4 articles").await;
    page.go_to("tool=list&view=analysis").await;
    page.type_into("Names or queries, one per line", "Kim Jong Un\nKim Jung Un").await;
    page.press_button("Count 2 lines").await;
    page.expect_text("2 lines counted in the selected articles; 1 found.").await;
    page.expect_text("Written alike:").await;
    page.go_to("size=2&tool=sample&view=analysis").await;
    page.expect_text("2 articles drawn from 5 selected articles.").await;
    let file = page.saved_by("Save as CSV").await;
    assert_eq!(file.matches(",random,1,5").count(), 2, "{file}");
    page.close().await;
}

#[tokio::test]
async fn a_side_is_compared_within_the_selection() {
    let page = open("outlet=anewz&view=compare").await;
    page.expect_text("1 article, 100% of the selection").await;
    page.expect_text("0 articles, 0% of the selection").await;
    page.go_to("outlet=anewz&side1=outlet%3Danewz&side2=outlet%3Dbno-news&view=compare").await;
    page.expect_text("A: AnewZ").await;
    page.expect_text("0 articles, 0% of the selection").await;
    page.close().await;
}

#[tokio::test]
async fn the_band_shows_the_whole_span_again_when_its_filter_is_gone() {
    let first = "return document.querySelector('section[aria-label=Dates] li')?.textContent.trim()";
    let page = open("from=2025-04-20&to=2025-05-10").await;
    page.expect_script(first, json!("Feb 2025")).await;
    page.press_button("Zoom in").await;
    page.expect_script(first, json!("20 Apr 2025")).await;
    page.press_button("Clear all").await;
    page.expect_status("5 of 5 articles").await;
    page.expect_script(first, json!("Feb 2025")).await;
    page.close().await;
}

#[tokio::test]
async fn the_selection_is_saved_as_a_table_that_says_where_it_is_from() {
    let page = open("outlet=bno-news&view=export").await;
    page.expect_status("1 of 5 articles").await;
    page.expect_text("Provenance recorded in every file").await;
    let saved = page.saved_by("CSV").await;
    assert!(saved.contains("North Korea confirms that it sent combat units to Russia"), "{saved}");
    assert!(saved.contains("outlet=bno-news"), "the file says which selection it is: {saved}");
    page.close().await;
}

#[tokio::test]
async fn about_tells_coverage_holes_and_what_is_wanting() {
    let page = open("view=about").await;
    page.expect_text("Coverage by outlet").await;
    page.expect_text("Longest gap").await;
    page.expect_text("What’s missing").await;
    page.expect_text("No duplicate texts.").await;
    page.expect_text("Dateline 0.1.0").await;
    page.follow("1 article").await;
    page.expect_address("outlet=unknown").await;
    page.expect_status("1 of 5 articles").await;
    page.close().await;
}

#[tokio::test]
async fn a_selection_is_saved_listed_renamed_and_removed() {
    let page = open("outlet=bno-news").await;
    page.press_button("Search tools").await;
    page.expect_text("Saved selections").await;
    page.fill("textbox", "Name of the selection", "Mine").await;
    page.expect_text("Saved as Mine.").await;
    page.reload().await;
    page.press_button("Clear all").await;
    page.expect_status("5 of 5 articles").await;
    page.press_button("Search tools").await;
    page.follow("Mine").await;
    page.expect_address("outlet=bno-news").await;
    page.press_button("Rename Mine").await;
    page.fill("textbox", "New name", "Ours").await;
    page.press_button("Remove Ours").await;
    page.expect_no_text("Ours").await;
    page.close().await;
}

#[tokio::test]
async fn a_form_writes_the_search_and_recent_searches_are_kept_and_forgotten() {
    let page = open("").await;
    page.press_button("Search tools").await;
    page.fill("textbox", "Any of these words", "kremlin armistice").await;
    page.expect_address("q=%28kremlin+OR+armistice%29").await;
    page.search("Gerasimov").await;
    page.expect_status("1 of 5 articles").await;
    page.search("").await;
    page.expect_status("5 of 5 articles").await;
    page.press_button("Gerasimov").await;
    page.expect_status("1 of 5 articles").await;
    page.press_button("Forget Gerasimov").await;
    page.tick("Remember searches in this browser").await;
    page.expect_text("Searches are not remembered.").await;
    page.close().await;
}

#[tokio::test]
async fn an_empty_list_offers_each_filter_with_what_its_loss_brings() {
    let page = open("outlet=bno-news&q=armistice").await;
    page.expect_text("No article matches all of these filters.").await;
    page.expect_text("1 article without it").await;
    page.press_button("Drop BNO News").await;
    page.expect_status("1 of 5 articles").await;
    page.expect_address("q=armistice").await;
    page.close().await;
}

#[tokio::test]
async fn a_search_that_is_not_understood_points_at_the_character() {
    let page = open("").await;
    page.search("kursk \"media").await;
    page.expect_text("at character 7").await;
    page.close().await;
}

#[tokio::test]
async fn values_stand_by_count_or_by_name() {
    let page = open("").await;
    page.expect_first(Facet::Actors, "Kim Jong Un").await;
    page.press_button("By name").await;
    page.expect_first(Facet::Actors, "Bashar al-Assad").await;
    page.close().await;
}

#[tokio::test]
async fn the_reader_has_neighbours_and_related_articles() {
    let page = open("").await;
    let titles = page.listed().await;
    page.open_article(&titles[0]).await;
    page.follow("Next article").await;
    page.expect_reader(&titles[1]).await;
    page.press_button("Find articles with similar words and names").await;
    page.expect_text("BNO News").await;
    page.close().await;
}

#[tokio::test]
async fn two_versions_of_a_text_are_compared_sentence_by_sentence() {
    let documents = TempDir::new().expect("a folder");
    let version = |id: &str, day: &str, body: [&str; 4]| {
        json!({ "id": id, "title": "Ferry runs aground", "date": day, "outlet": "Harbour Post", "body": body.join(" ") }).to_string()
    };
    let first = [
        "The ferry ran aground off Oldport.",
        "Nobody was hurt, police said.",
        "It rained hard.",
        "The captain was questioned.",
    ];
    let second = [
        "The ferry ran aground off Oldport.",
        "Three people were hurt, police said.",
        "The captain was questioned.",
        "Divers will look at the hull today.",
    ];
    let lines = [version("a", "2025-05-04", first), version("b", "2025-05-06", second)].join("\n");
    fs::write(documents.path().join("ferry.jsonl"), lines).expect("the file is written");
    let page = Page::open(&Site::of(documents.path()), "article=b").await;
    page.press_button("Find articles with similar words and names").await;
    page.follow("Compare texts").await;
    page.expect_address("article=b&beside=b:a").await;
    page.expect_text("2 sentences kept, 1 reworded, 1 cut, 1 added").await;
    let words = |tag: &str| {
        format!("return [...document.querySelectorAll('.texts {tag}')].map(e => e.textContent.trim()).join(' | ')")
    };
    page.expect_script(&words("del"), json!("Nobody was | It rained hard.")).await;
    page.expect_script(&words("ins"), json!("Three people were | Divers will look at the hull today.")).await;
    page.expect_script("return document.activeElement.textContent", json!("The two texts, sentence by sentence")).await;
    // The other way round, the earlier text still comes first.
    page.go_to("article=a&beside=a:b").await;
    page.expect_text("2 sentences kept, 1 reworded, 1 cut, 1 added").await;
    page.press_button("Stop comparing").await;
    page.expect_address("article=a").await;
    page.go_to("article=a&beside=a:none").await;
    page.expect_text("The other text could not be loaded").await;
    page.close().await;
}

#[tokio::test]
async fn what_was_inferred_is_a_filter_that_its_articles_bear_out() {
    let page = open("").await;
    page.tick("date").await;
    page.expect_address("inferred=date").await;
    page.expect_status("3 of 5 articles").await;
    page.expect_text("inferred: date").await;
    page.go_to("inferred=!date").await;
    page.expect_status("2 of 5 articles").await;
    page.expect_text("inferred: date").await;
    page.close().await;
}

#[tokio::test]
async fn what_a_view_shows_stays_where_it_is_while_the_rest_comes() {
    if !Engine::chosen().can(
        "views stay where they are",
        &[Engine::Chromium],
        "it does not tell how far things are pushed",
    ) {
        return;
    }
    let page = open("").await;
    for (address, last) in [
        ("view=timeline", "Chronology"),
        ("subject=kim-jong-un&view=timeline", "Chronology"),
        ("view=actors", "21 actors:"),
        ("subject=kim-jong-un&view=actors", "Said by Kim Jong Un"),
        ("view=quotes", "a strong army"),
        ("side1=outlet%3Danewz&side2=outlet%3Dbno-news&view=compare", "Based on 2 articles."),
        ("view=about", "Longest gap"),
    ] {
        page.go_to(address).await;
        page.expect_text(last).await;
        let shift = page.layout_shift().await;
        // The sum over all views so far; it should be below 0.005 again.
        assert!(shift < 0.012, "at {address} things were pushed away: {shift}");
    }
    page.close().await;
}

/// Two outlets that carry an agency's report of an event, one that tells it in its own words, and one that does not tell it.
const FERRY: [[&str; 4]; 4] = [
    [
        "a",
        "Harwick Post",
        "Ferry sinks off Harwick",
        "HARWICK (AP) - The ferry Osprey sank off Harwick harbour on Thursday with forty cars on board, captain Ada Quill \
         said. Two tugs had pulled the Osprey from a sandbank before its engine failed, and the coast guard took all \
         passengers ashore before noon.",
    ],
    [
        "b",
        "Oldport Courier",
        "Harwick ferry lost",
        "The ferry Osprey sank off Harwick harbour on Thursday with forty cars on board, captain Ada Quill said. Two tugs \
         had pulled the Osprey from a sandbank before its engine failed, and the coast guard took all passengers ashore \
         before noon.",
    ],
    [
        "c",
        "Corley News",
        "Osprey ferry sinks near Harwick",
        "Ada Quill, captain of the ferry Osprey, left it last when it sank near Harwick. Coast guard and tugs brought its \
         passengers ashore. The engine of the Osprey failed off Harwick on Thursday, Quill said.",
    ],
    ["d", "Mill Gazette", "Paper mill burns", "Nobody was in the paper mill of Tarn when it burned down at night."],
];

fn ferry_site() -> Site {
    let corpus = TempDir::new().expect("a folder");
    let line = |[id, outlet, title, body]: [&str; 4]| {
        let date = if id == "a" { "2023-05-04" } else { "2023-05-05" };
        format!("{}\n", json!({"id": id, "outlet": outlet, "title": title, "date": date, "body": body}))
    };
    std::fs::write(corpus.path().join("ferry.jsonl"), FERRY.map(line).concat()).expect("the file is written");
    Site::of(corpus.path())
}

#[tokio::test]
async fn the_list_is_one_of_stories_that_open_to_their_articles() {
    let page = Page::open(&ferry_site(), "").await;
    page.expect_status("4 of 4 articles").await;
    page.choose("Sort", "By story").await;
    page.expect_address("list=stories").await;
    page.expect_status("4 articles, 2 stories").await;
    page.expect_titles(&["Paper mill burns"]).await;
    page.expect_text("4 May 2023 to 5 May 2023 · 3 articles · 2 sources").await;
    page.expect_text("Oldport Courier · Corley News · Harwick Post").await;
    page.press_char('j').await;
    page.expect_focused("Ferry sinks off Harwick").await;
    page.press_char('o').await;
    let all = ["Harwick ferry lost", "Osprey ferry sinks near Harwick", "Ferry sinks off Harwick", "Paper mill burns"];
    page.expect_titles(&all).await;
    page.press_char('j').await;
    page.expect_focused(all[0]).await;
    page.press_char('o').await;
    page.expect_reader(all[0]).await;
    page.follow_in("Article", "Next article").await;
    page.expect_reader(all[1]).await;
    page.search("engine failed").await;
    page.expect_status("3 articles, 1 story").await;
    page.search("mill").await;
    page.expect_status("1 article, 1 story").await;
    page.expect_titles(&["Paper mill burns"]).await;
    page.go_to("list=stories&outlet=corley-news&outlet=mill-gazette").await;
    page.expect_status("2 articles, 2 stories").await;
    page.expect_titles(&["Osprey ferry sinks near Harwick", "Paper mill burns"]).await;
    page.choose("Sort", "Newest first").await;
    page.expect_status("2 of 4 articles").await;
    page.go_to("list=stories&sort=oldest").await;
    page.expect_status("4 articles, 2 stories").await;
    page.press_button("Ferry sinks off Harwick").await;
    page.follow("About this story").await;
    page.expect_address("story=ferry-sinks-off-harwick").await;
    page.expect_status("3 of 4 articles").await;
    page.close().await;
}

#[tokio::test]
async fn compare_counts_the_stories_of_the_sides_and_of_chance() {
    let page = Page::open(&ferry_site(), "side1=outlet%3Dharwick-post&side2=outlet%3Dcorley-news&view=compare").await;
    page.expect_text("2 stories from 3 sources in the selection.").await;
    // Each side has one of three sources: 2 − (2/3)² − 2/3 stories by chance.
    for row in ["covered by A\t1\t0.9\t1.1", "covered by all\t1\t0.2\t4.5", "only covered by B\t0\t0.7\t0"] {
        page.expect_text(row).await;
    }
    page.close().await;
}

#[tokio::test]
async fn nothing_moves_when_the_page_or_a_story_opens() {
    if !Engine::chosen().can("nothing moves", &[Engine::Chromium], "it does not tell how far things are pushed") {
        return;
    }
    let page = Page::open(&ferry_site(), "").await;
    page.expect_status("4 of 4 articles").await;
    // Only the choice of an order changes its width, with what is chosen.
    page.expect_still("opening the page", 0.001).await;
    // A story that comes late moves nothing below its place.
    page.go_to("story=ferry-sinks-off-harwick").await;
    page.expect_status("3 of 4 articles").await;
    page.expect_text("3 articles · 2 sources · 3 outlets").await;
    page.expect_still("opening a story", 0.001).await;
    page.close().await;
}

#[tokio::test]
async fn a_story_tells_who_reports_it_who_copies_and_who_has_nothing() {
    let page = Page::open(&ferry_site(), "article=b").await;
    page.expect_reader("Harwick ferry lost").await;
    page.expect_text("(3 articles, 2 sources)").await;
    page.expect_text("Same text as in").await;
    assert!(page.reader().await.contains("(from Associated Press)"), "{}", page.reader().await);
    page.follow_in("Article", "Ferry sinks off Harwick").await;
    page.expect_status("3 of 4 articles").await;
    page.expect_address("story=ferry-sinks-off-harwick").await;
    page.press_button("Timeline and sources").await;
    page.expect_text("None of its articles is from").await;
    let panel = page.text_of("region", Some("Story")).await;
    let told = [
        "4 May 2023 to 5 May 2023 · 3 articles · 2 sources · 3 outlets",
        "Harwick Post 4 May 2023 (to the day, stated) First to report",
        "Corley News 5 May 2023 (to the day, stated)",
        "One source: 2 articles, from Associated Press:",
        "2 articles, from Associated Press:",
        "Mill Gazette",
    ];
    for words in told {
        assert!(panel.contains(words), "{words}: {panel}");
    }
    page.go_to("story=unknown").await;
    page.expect_titles(&["Paper mill burns"]).await;
    page.close().await;
}
