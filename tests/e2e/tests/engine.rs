//! `engine.js` of the built site does what its documentation says, in Node and in another page.

use std::fs;
use std::path::Path;
use std::process::Command;

use dateline_e2e::{Page, Site};
use serde_json::json;

#[test]
fn engine_js_keeps_its_promises_in_node() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dist = here.join("../../dist");
    assert!(dist.join("engine.js").is_file(), "dist/ has no engine.js; run `cargo xtask build` first");
    if Command::new("node").arg("--version").output().is_err() {
        eprintln!("skipped: node is not installed");
        return;
    }
    let done = Command::new("node").arg(here.join("tests/engine.mjs")).arg(&dist).output().expect("node runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// A foreign page that queries the archive and shows the answers.
const SCRIPT: &str = r#"
import init, { Archive } from './engine.js';

async function ask() {
  await init();
  const archive = await Archive.open('archive/manifest.json');
  const { total, hits, facets } = await archive.query({ text: 'kursk', actors: { all: ['kim-jong-un'] } });
  const cards = await archive.cards(hits.map((hit) => hit.id), { text: 'kursk' });
  const marked = cards.flatMap(({ snippets }) => snippets.flatMap(({ text, marks }) => marks.map(([a, b]) => text.slice(a, b))));
  const article = await archive.article(hits[0].id);
  const error = await archive.query({ text: 'é "open' }).catch(({ code, position }) => ({ code, position }));
  const lines = new TextEncoder().encode(JSON.stringify({ title: 'Häfen öffnen', language: 'de', body: 'Der Hafen öffnet.' }));
  const own = await Archive.fromJsonl(lines);
  let workers = 0;
  window.Worker = class extends Worker { constructor(...options) { super(...options); workers += 1; } };
  const record = (n) => JSON.stringify({ id: n, title: `Ports close ${n}`, language: 'en', body: 'Cities wait. '.repeat(100) });
  const many = Array.from({ length: 1000 }, (_, n) => record(n)).join('\n');
  const large = await Archive.fromJsonl(new TextEncoder().encode(many));
  const refused = await Archive.fromJsonl(new TextEncoder().encode(`${many}\n[]`)).catch(({ code }) => code);
  return {
    articles: archive.info.articles, total, agrees: total === facets.actors.find(({ id }) => id === 'kim-jong-un').count,
    marked: marked.length > 0 && marked.every((word) => /^kursk/i.test(word)), titled: article.title.value === cards[0].title,
    error, own: (await own.query({ text: 'hafen' })).total,
    large: large.info.articles, refused, workers,
  };
}

ask().then((told) => { window.told = told; }, (error) => { window.told = `${error.stack}`; });
"#;

#[tokio::test]
async fn engine_js_answers_in_the_page_of_somebody_else() {
    let site = Site::of_default_corpus();
    let page = "<!doctype html><html lang=en><title>Another page</title><p>Another page</p><script type=module src=other.js></script></html>";
    fs::write(site.folder().join("other.html"), page).expect("the page is written");
    fs::write(site.folder().join("other.js"), SCRIPT).expect("the script is written");
    let page = Page::open_beside(&site, "other.html").await;
    page.expect_text("Another page").await;
    let told = json!({
        "articles": 5, "total": 4, "agrees": true, "marked": true, "titled": true,
        "error": { "code": "malformed-query", "position": 3 }, "own": 1,
        "large": 1000, "refused": "damaged", "workers": 2,
    });
    page.expect_script("return window.told ?? null", told).await;
    page.close().await;
}
