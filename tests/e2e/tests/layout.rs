//! What a reader sees without scrolling, in an archive of many actors and outlets.

use std::fs;

use dateline_e2e::{Facet, Page, Site};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Which parts of the page are in view, inside the window and not covered: the headings of the facets, the dates, and
/// how many values each facet shows.
const IN_VIEW: &str = r#"
const inView = element => {
  if (!element) return false;
  const box = element.getBoundingClientRect();
  const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return box.top >= 0 && box.bottom <= innerHeight && at !== null && (element.contains(at) || at.contains(element));
};
const region = name => document.querySelector(`section[aria-label="${name}"]`);
const values = name => [...region(name).querySelectorAll('input[type=checkbox]')].filter(inView).length;
return {
  actors: inView(region('Actors').querySelector('h2')),
  dates: inView(region('Dates').querySelector('[role=img]')),
  outlets: inView(region('Outlets').querySelector('h2')),
  actorValues: values('Actors'),
  outletValues: values('Outlets'),
};
"#;

/// Where the first headline begins, in pixels from the top of the window.
const FIRST_HEADLINE: &str = "return document.querySelector('article h3').getBoundingClientRect().top";

/// A site of 120 articles that name 90 actors of every kind and are from 25 outlets, some of them with long names.
fn many_values() -> Site {
    let kinds = [("person", 40), ("state", 15), ("organisation", 25), ("other", 10)];
    let actors: Vec<Value> = kinds
        .iter()
        .flat_map(|(kind, n)| (0..*n).map(move |at| (kind, at)))
        .map(|(kind, at)| json!({ "id": format!("{kind}-{at}"), "name": format!("Example {kind} number {at}"), "kind": kind }))
        .collect();
    let record = |n: usize| {
        let named: Vec<&Value> =
            actors.iter().enumerate().filter(|(at, _)| n.is_multiple_of(at + 1)).map(|(_, actor)| actor).collect();
        json!({
            "id": n.to_string(),
            "title": format!("Report {n} on the harbour and on everything that was said about it"),
            "date": format!("20{:02}-{:02}-11", 12 + n % 9, n % 12 + 1),
            "outlet": if n.is_multiple_of(5) { "The Gazette of the Harbour, the River and the Coast".to_owned() } else { format!("Gazette {}", n % 25) },
            "body": [format!("The harbour was quiet on day {n}, the mayor said.")],
            "actors": named,
        })
        .to_string()
    };
    let documents = TempDir::new().expect("a folder");
    let lines: Vec<String> = (0..120).map(record).collect();
    fs::write(documents.path().join("reports.jsonl"), lines.join("\n")).expect("the file is written");
    Site::of(documents.path())
}

#[tokio::test]
async fn actors_dates_and_outlets_are_in_view_in_every_window() {
    let page = Page::open_sized(&many_values(), "", 1440, 900).await;
    for (width, height) in [(1280, 720), (1440, 900), (1920, 1080)] {
        page.resize(width, height).await;
        page.settled().await;
        let seen = page.script(IN_VIEW, &[]).await;
        for part in ["actors", "dates", "outlets"] {
            assert_eq!(seen[part], true, "{part} in a window of {width} by {height}: {seen}");
        }
        for values in ["actorValues", "outletValues"] {
            let n = seen[values].as_u64().expect("a number");
            assert!(n >= 3, "{n} {values} in a window of {width} by {height}");
        }
        assert!(page.overflow().await <= 0, "{width} by {height}");
    }
    page.close().await;
}

#[tokio::test]
async fn the_first_headline_is_near_the_top_of_a_phone() {
    let page = Page::open_sized(&many_values(), "", 390, 844).await;
    page.resize(390, 844).await;
    page.settled().await;
    let top = page.script(FIRST_HEADLINE, &[]).await.as_f64().expect("a number");
    assert!(top <= 300.0, "the first headline begins at {top} pixels");
    assert!(page.overflow().await <= 0);
    page.press_button("Filters").await;
    page.settled().await;
    let seen = page.script(IN_VIEW, &[]).await;
    assert!(seen["actors"] == true && seen["outlets"] == true, "{seen}");
    page.close().await;
}

#[tokio::test]
async fn a_new_chip_does_not_move_the_values_below_it() {
    let page = Page::open_sized(&many_values(), "", 1280, 720).await;
    page.settled().await;
    let top = "return document.querySelector('section[aria-label=Actors]').getBoundingClientRect().top";
    let before = page.script(top, &[]).await;
    for (name, chips) in
        [("Example person number 0", 1), ("Example person number 1", 2), ("Example person number 2", 3)]
    {
        page.toggle(Facet::Actors, name).await;
        let shown = "return document.querySelectorAll('section[aria-label=\"Active filters\"] li').length";
        page.expect_script(shown, json!(chips)).await;
        assert_eq!(page.script(top, &[]).await, before, "{chips} chips");
    }
    page.close().await;
}
