//! What readers make in the page is never lost without a word: no room, records of another version, two windows, damage, a
//! tab that is closed, a clock that is set, files of strangers.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use dateline_e2e::{Facet, Page, Site};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::sleep;

const UNITS: &str = "North Korea confirms that it sent combat units to Russia";

const NO_ROOM: &str = "This browser cannot store anything for this page";

const UNREAD: &str = "in a form that this version of Dateline cannot read";

/// Fills what the browser stores for the page to the last byte.
const FILL: &str = "
for (let size = 1 << 22, n = 0; size >= 1; n++) {
  try { localStorage.setItem(`filler ${n}`, 'x'.repeat(size)); } catch { size >>= 1; }
}
return true";

const EMPTY: &str =
    "Object.keys(localStorage).filter(key => key.startsWith('filler ')).forEach(key => localStorage.removeItem(key))";

/// Puts a text into a field, by its label, and submits its form; without waiting for anything.
const CHANGE: &str = "
const [label, text, leave, at] = arguments;
const named = field => [...(field.labels ?? [])].some(one => one.textContent.trim() === label) || field.getAttribute('aria-label') === label;
const field = [...document.querySelectorAll('input, textarea')].find(named);
const change = () => {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.form.requestSubmit();
  if (leave) location.href = 'about:blank';
};
if (at) setTimeout(change, at - Date.now()); else change();
return field !== undefined";

/// The stored record of corrections.
const STORED: &str = "
const key = Object.keys(localStorage).find(key => key.startsWith('dateline.corrections ') && !key.includes(' unread '));
return key === undefined ? '' : localStorage.getItem(key)";

async fn correcting() -> Page {
    let page = Page::open(&Site::of_default_corpus(), "").await;
    correct_units(&page).await;
    page
}

async fn correct_units(page: &Page) {
    page.open_article(UNITS).await;
    page.press_button("Correct…").await;
    page.text_of("heading", Some("Correct this article")).await;
}

async fn change(page: &Page, label: &str, text: &str) {
    let done = page.script(CHANGE, &[json!(label), json!(text), json!(false), json!(0)]).await;
    assert_eq!(done, json!(true), "there is no field `{label}`");
}

#[tokio::test]
async fn without_room_a_correction_is_never_called_stored() {
    let page = correcting().await;
    page.script(FILL, &[]).await;
    change(&page, "Headline", &"Units sent ".repeat(20)).await;
    page.expect_text(NO_ROOM).await;
    page.expect_text("1 correction applied").await;
    // It is still said when everything has come to rest.
    sleep(Duration::from_secs(1)).await;
    page.expect_text(NO_ROOM).await;
    let shown = page.script("return document.body.innerText", &[]).await;
    assert!(!shown.as_str().unwrap_or_default().contains("Stored in this browser, for this page only"), "{shown}");
    assert_eq!(page.script(STORED, &[]).await, json!(""));
    page.script(EMPTY, &[]).await;
    change(&page, "Outlet", "Oldport Courier").await;
    page.expect_text("2 corrections applied").await;
    page.expect_script("return Object.values(localStorage).some(text => text.includes('Oldport'))", json!(true)).await;
    page.close().await;
}

#[tokio::test]
async fn a_record_of_a_later_version_is_set_aside_and_not_overwritten() {
    let page = correcting().await;
    change(&page, "Headline", "Units sent").await;
    page.expect_text("1 correction applied").await;
    let later = "
        const key = Object.keys(localStorage).find(key => key.startsWith('dateline.corrections '));
        localStorage.setItem(key, '[{\"kind\":\"of a later version\",\"what\":\"precious\"}]');";
    page.script(later, &[]).await;
    page.reload().await;
    correct_units(&page).await;
    page.expect_text(UNREAD).await;
    change(&page, "Headline", "Units sent again").await;
    page.expect_text("1 correction applied").await;
    page.expect_text(UNREAD).await;
    let kept = "return Object.values(localStorage).some(text => text.includes('precious'))";
    page.expect_script(kept, json!(true)).await;
    let saved = page.saved_by("Save as a file").await;
    assert!(saved.contains("precious"), "{saved}");
    page.close().await;
}

#[tokio::test]
async fn corrections_of_two_windows_in_the_same_moment_are_both_stored() {
    let page = correcting().await;
    page.open_second_window("").await;
    correct_units(&page).await;
    for round in 0..4 {
        let at = page.script("return Date.now() + 1500", &[]).await;
        for (window, label) in ["Headline", "Outlet"].into_iter().enumerate() {
            let text = format!("Window {window} round {round}");
            page.script(CHANGE, &[json!(label), json!(text), json!(false), at.clone()]).await;
            page.switch_window().await;
        }
        for window in 0..2 {
            let both = format!(
                "return Object.values(localStorage).some(text => text.includes('Window {window} round {round}'))"
            );
            page.expect_script(&both, json!(true)).await;
        }
    }
    page.close().await;
}

#[tokio::test]
async fn a_correction_is_stored_even_if_the_tab_is_closed_in_the_same_moment() {
    let page = correcting().await;
    let at_once = [json!("Headline"), json!("Units sent"), json!(true), json!(0)];
    page.script(CHANGE, &at_once).await;
    page.expect_script("return location.href", json!("about:blank")).await;
    page.go_to("").await;
    page.expect_text("Units sent").await;
    page.close().await;
}

/// Opens the reader's own document, and begins to store the archive in the browser.
async fn keep(page: &Page, documents: &TempDir) {
    let file: PathBuf = documents.path().join("bridge.txt");
    fs::write(&file, "Mayor opens bridge\n\nThe mayor opened a bridge in Kyiv on 28 April 2025, he said.\n")
        .expect("the file is written");
    page.press_button("Open documents…").await;
    page.give_files("Files", &[file]).await;
    page.expect_text("1 article read").await;
}

#[tokio::test]
async fn an_archive_whose_tab_is_closed_while_it_is_stored_is_there_as_a_whole_or_not_at_all() {
    let documents = TempDir::new().expect("a folder");
    let page = Page::open(&Site::of_default_corpus(), "").await;
    keep(&page, &documents).await;
    let press = "[...document.querySelectorAll('button')].find(one => one.textContent.trim() === 'Keep in this browser').click();
        setTimeout(() => { location.href = 'about:blank'; }, arguments[0])";
    page.script(press, &[json!(2)]).await;
    page.expect_script("return location.href", json!("about:blank")).await;
    page.go_to("").await;
    page.expect_script(
        "return ['5 of 5 articles', '6 of 6 articles'].includes(document.querySelector('[role=status]')?.textContent.trim())",
        json!(true),
    )
    .await;
    let shown = page.script("return document.body.innerText", &[]).await;
    assert!(!shown.as_str().unwrap_or_default().contains("is damaged"), "{shown}");
    page.close().await;
}

/// Changes a byte of the archive that this browser stores; the databases' API has no promises.
const DAMAGE: &str = "
const done = value => { window.damagedStore = value; };
const opening = indexedDB.open('dateline');
opening.onsuccess = () => {
  const [name] = opening.result.objectStoreNames;
  const store = opening.result.transaction(name, 'readwrite').objectStore(name);
  const keys = store.getAllKeys();
  keys.onsuccess = () => {
    const getting = store.get(keys.result[0]);
    getting.onsuccess = () => {
      const kept = getting.result;
      const [first] = Object.values(kept.files);
      first[first.length >> 1] ^= 1;
      store.put(kept, keys.result[0]).onsuccess = () => { opening.result.close(); done(true); };
    };
  };
};";

#[tokio::test]
async fn a_stored_archive_that_is_damaged_is_named_and_not_passed_over() {
    let documents = TempDir::new().expect("a folder");
    let page = Page::open(&Site::of_default_corpus(), "").await;
    keep(&page, &documents).await;
    page.press_button("Keep in this browser").await;
    page.expect_text("until you remove it").await;
    page.script(DAMAGE, &[]).await;
    page.expect_script("return window.damagedStore ?? null", json!(true)).await;
    page.reload().await;
    page.expect_status("5 of 5 articles").await;
    page.expect_text("The archive stored in this browser is damaged, so it is not shown").await;
    page.press_button("Remove it").await;
    page.expect_script("return document.body.innerText.includes('is damaged')", json!(false)).await;
    page.expect_status("5 of 5 articles").await;
    page.close().await;
}

#[tokio::test]
async fn a_clock_that_is_set_back_does_not_keep_the_page_from_answering() {
    let documents = TempDir::new().expect("a folder");
    let record = |n: usize| {
        let said = format!("“The port opens again on day {n},” said Kim Jong Un in Moscow. ").repeat(12);
        json!({ "id": n.to_string(), "title": format!("Report {n}"), "language": "en", "body": [said] }).to_string()
    };
    let lines: Vec<String> = (0..1_500).map(record).collect();
    fs::write(documents.path().join("reports.jsonl"), lines.join("\n")).expect("the file is written");
    let page = Page::open(&Site::of(documents.path()), "").await;
    page.expect_status("1500 of 1500 articles").await;
    // From now on, each look at the clock is an hour before the one before. Work that waits until some time has passed by
    // this clock looks at it again and again in one turn; how often does not depend on how busy the machine is.
    let set_back = "let now = Date.now();
        window.looks = window.mostLooks = 0;
        Date.now = () => {
            window.mostLooks = Math.max(window.mostLooks, ++window.looks);
            return now -= 3600000;
        };
        setInterval(() => window.looks = 0);";
    page.script(set_back, &[]).await;
    page.script("location.hash = 'view=quotes'", &[]).await;
    page.expect_text("Based on 1,500 articles.").await;
    page.expect_script("return document.body.innerText.includes('The port opens again')", json!(true)).await;
    let looks = page.script("return window.mostLooks", &[]).await.as_u64().expect("a number");
    assert!(looks < 50, "{looks} looks at the reader's clock in one turn");
    page.close().await;
}

#[tokio::test]
async fn saved_selections_of_strangers_run_nothing_and_lead_nowhere_else() {
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.expect_status("5 of 5 articles").await;
    let folder = TempDir::new().expect("a folder");
    let give = |name: &str, content: Value| {
        let file = folder.path().join(name);
        fs::write(&file, content.to_string()).expect("the file is written");
        file
    };
    let selection = |name: &str, address: &str| json!({ "name": name, "address": address });
    let many: String = (0..50_000).map(|n| format!("actor=a{n}&")).collect();
    let hostile = json!({ "format": "dateline-selections-1", "selections": [
        selection("<img src=x onerror=\"window.hacked = 1\">", "javascript:window.hacked = 2"),
        selection("\u{202e}sdrawkcab", "https://evil.example/#q=war"),
        selection("__proto__", "view=export&article=x&q=kursk"),
        selection(&"long ".repeat(10_000), &many),
        selection("", "q=nameless"),
    ] });
    page.press_button("Search tools").await;
    page.give_files("Open a file…", &[give("hostile.json", hostile)]).await;
    page.expect_text("4 selections loaded").await;
    page.expect_unharmed().await;
    let links = "return [...document.querySelectorAll('.finding__kept a')].every(link => link.getAttribute('href').startsWith('#'))";
    page.expect_script(links, json!(true)).await;
    for (name, content) in
        [("other.json", json!([1])), ("deep.json", json!({ "format": "dateline-selections-1", "selections": 7 }))]
    {
        page.give_files("Open a file…", &[give(name, content)]).await;
        page.expect_text("This is not a saved-selections file").await;
    }
    page.expect_text("__proto__").await;
    page.close().await;
}

#[tokio::test]
async fn a_damaged_copy_in_the_worker_s_cache_heals_from_the_host() {
    const KEPT: &str = r"
        const fetched = performance.getEntriesByType('resource').map(entry => entry.name);
        const chunks = fetched.filter(name => /\/archive\/.*\.[0-9a-f]{16,}\.[^/]*$/.test(name));
        return Promise.all(chunks.map(name => caches.match(name)))
          .then(kept => navigator.serviceWorker.controller !== null && kept.every(Boolean))";
    const CHUNKS: &str = "caches.keys().then(names => caches.open(names.find(name => name.endsWith(' chunks'))))";
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.expect_status("5 of 5 articles").await;
    page.expect_script(KEPT, json!(true)).await;
    let damage = format!(
        "return {CHUNKS}.then(async cache => {{
            for (const request of await cache.keys()) await cache.put(request, new Response('damaged'));
            return (await cache.keys()).length > 0;
        }})"
    );
    page.expect_script(&damage, json!(true)).await;
    page.reload().await;
    page.expect_status("5 of 5 articles").await;
    page.toggle(Facet::Actors, "Vladimir Putin").await;
    page.expect_status("2 of 5 articles").await;
    let healed = format!(
        "return {CHUNKS}.then(async cache => {{
            const fetched = performance.getEntriesByType('resource').map(entry => entry.name);
            const texts = await Promise.all(fetched.map(async name => (await cache.match(name))?.text()));
            return texts.every(text => text !== 'damaged');
        }})"
    );
    page.expect_script(&healed, json!(true)).await;
    // Without the host, the page says what is damaged and that the network is needed.
    page.expect_script(&damage, json!(true)).await;
    page.kill_server().await;
    page.script("setTimeout(() => location.reload(), 0)", &[]).await;
    page.expect_text("The archive could not be opened").await;
    page.expect_text("is damaged").await;
}

#[tokio::test]
async fn the_host_that_a_link_shows_is_the_host_that_it_opens() {
    let documents = TempDir::new().expect("a folder");
    let addresses = [
        "https://evil.example\\@reuters.example/",
        "https://ev\til.example/a",
        "https://reuters.example@evil.example/",
        "https://%65vil.example/a",
        "https://аррӏе.com/a",
        "https://EVIL.example:443/a",
    ];
    let record = |(n, address): (usize, &&str)| {
        json!({ "id": n.to_string(), "title": format!("Report {n}"), "url": address, "body": ["The port opens again in a week."] })
            .to_string()
    };
    let lines: Vec<String> = addresses.iter().enumerate().map(record).collect();
    fs::write(documents.path().join("links.jsonl"), lines.join("\n")).expect("the file is written");
    let page = Page::open(&Site::of(documents.path()), "").await;
    let mut links = 0;
    for n in 0..addresses.len() {
        let title = format!("Report {n}");
        page.go_to(&format!("article={n}")).await;
        page.expect_reader(&title).await;
        let wrong = "return [...document.querySelectorAll('#reader a[target=_blank]')]
            .filter(link => !link.textContent.includes(link.hostname.replace(/^www\\./, '')))
            .map(link => [link.href, link.textContent])";
        page.expect_script(wrong, json!([])).await;
        let count = "return document.querySelectorAll('#reader a[target=_blank]').length";
        links += page.script(count, &[]).await.as_u64().unwrap_or_default();
    }
    assert!(links > 0, "no article links to its original");
    page.close().await;
}
