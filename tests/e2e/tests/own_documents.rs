//! The reader's own documents, opened in the page.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;

use dateline_e2e::{Page, Site, gzip, pdf, word_document, zip};
use tempfile::TempDir;

/// A folder with these files, and their paths.
fn folder(files: &[(&str, &[u8])]) -> (TempDir, Vec<PathBuf>) {
    let folder = TempDir::new().expect("a folder");
    let write = |(name, bytes): &(&str, &[u8])| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("the file is written");
        path
    };
    let paths = files.iter().map(write).collect();
    (folder, paths)
}

const BRIDGE: &[u8] =
    b"Mayor opens bridge in Kyiv\n\nVolodymyr Zelenskyy spoke in Kyiv on 28 April 2025.\n\nHe thanked the builders.\n";
const PAGE: &[u8] = b"<!doctype html><html><head><title>Harbour closed</title></head><body><article><h1>Harbour closed</h1><time datetime=\"2025-03-02\">2 March 2025</time><p>The harbour of Busan was closed on Sunday, the government of South Korea said.</p><p>It will open again in a week.</p></article></body></html>";
const RECORDS: &[u8] = b"{\"id\":\"r1\",\"title\":\"Talks begin\",\"date\":\"2025-01-05\",\"outlet\":\"Example Post\",\"body\":\"Kim Jong Un and Vladimir Putin met in Moscow.\"}\n{\"title\":\n{\"id\":\"r3\",\"title\":\"Talks end\",\"body\":\"No word was said.\"}\n";

#[tokio::test]
async fn the_articles_are_those_of_the_command_byte_for_byte() {
    let png: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    let files = [("bridge.txt", BRIDGE), ("harbour.html", PAGE), ("picture.png", png), ("talks.jsonl", RECORDS)];
    let (documents, paths) = folder(&files);
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.press_button("Open documents…").await;
    page.tick("Add them to the open archive").await;
    page.give_files("Files", &paths).await;
    page.expect_text("4 articles read").await;
    page.expect_text("2 documents could not be read").await;
    page.expect_text("picture.png").await;
    page.press_button("Save as JSON Lines").await;
    let saved = fs::read_to_string(page.downloaded("articles.jsonl").await).expect("the file can be read");
    let parsed = Site::command(&[OsStr::new("parse"), documents.path().as_os_str()]);
    assert_eq!(saved, String::from_utf8(parsed).expect("JSON is UTF-8"));
    page.press_button("Show the articles").await;
    page.expect_status("4 of 4 articles").await;
    page.close().await;
}

const TABLE: &[u8] = "id,title,date,outlet,body\n7,Rail strike ends,2025-02-11,Example Post,\"Drivers in Kyiv ended their strike on Tuesday.\nTrains run again.\"\n8,Élan vital,2025-02-12,,Emmanuel Macron spoke in Paris.\n".as_bytes();
const FEED: &[u8] = b"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Example Post</title><link>https://post.example/</link><item><title>Dam repaired</title><link>https://post.example/dam</link><pubDate>Tue, 04 Mar 2025 10:00:00 GMT</pubDate><description>&lt;p&gt;Engineers repaired the dam near Seoul on Monday, officials said.&lt;/p&gt;</description></item></channel></rss>";
const ATOM: &[u8] = b"<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Example Times</title><entry><id>t1</id><title>Museum opens</title><updated>2025-03-05T08:00:00Z</updated><link href=\"https://times.example/museum\"/><content type=\"html\">&lt;p&gt;A museum opened in Pyongyang on Wednesday.&lt;/p&gt;</content></entry></feed>";
const MARKDOWN: &[u8] = b"---\ntitle: Ferry line returns\ndate: 2025-06-01\n---\n\n# Ferry line returns\n\nThe ferry between Busan and Osaka sails again, **the company** said.\n";
const SAVED: &[u8] = b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://post.example/snow\r\nSubject: Snow\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b1\"\r\n\r\n--b1\r\nContent-Type: text/html\r\nContent-Location: https://post.example/snow\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><head><title>Snow in Moscow</title></head><body><article><h1>Snow in Moscow</h1><p>Snow fell in Moscow on 2 January 2025, and Vladimir Putin stayed at=\r\n home, his office said.</p></article></body></html>\r\n--b1--\r\n";

/// A web archive of one page.
fn web_archive(address: &str, title: &str) -> Vec<u8> {
    let page = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><head><title>{title}</title></head><body>\
        <article><h1>{title}</h1><p>The assembly in Seoul voted on Thursday, its speaker said, after a debate of nine hours.</p>\
        </article></body></html>"
    );
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2025-04-03T12:00:00Z\r\n\
        Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{page}\r\n\r\n",
        page.len()
    )
    .into_bytes()
}

#[tokio::test]
async fn files_of_every_format_give_the_articles_of_the_command_byte_for_byte() {
    let warc = web_archive("https://post.example/vote", "Assembly votes");
    let pages = gzip(&web_archive("https://times.example/vote", "Speaker counts votes"));
    let wacz = zip(&[("archive/data.warc.gz", &pages), ("datapackage.json", b"{\"profile\": \"data-package\"}")]);
    let inner = gzip(BRIDGE);
    let packed = zip(&[("a/harbour.html", PAGE), ("b/bridge.txt.gz", &inner), ("talks.jsonl", RECORDS)]);
    let text = gzip("Lamps lit\n\nOn 9 May 2025 the lamps were lit in Kyiv.\n".as_bytes());
    let files: [(&str, &[u8]); 11] = [
        ("archive.warc", &warc),
        ("archive.wacz", &wacz),
        ("array.json", b"{\"articles\": [{\"title\": \"Bees return\", \"date\": \"2025-05-20\", \"text\": \"Bees are back in Kursk.\"}]}"),
        ("atom.xml", ATOM),
        ("feed.rss", FEED),
        ("lamps.txt.gz", &text),
        ("ferry.md", MARKDOWN),
        ("packed.zip", &packed),
        ("pages.warc.gz", &pages),
        ("snow.mhtml", SAVED),
        ("table.csv", TABLE),
    ];
    let (documents, paths) = folder(&files);
    let word = OsStr::new;
    let parsed = Site::command(&[word("parse"), documents.path().as_os_str()]);
    let parsed = String::from_utf8(parsed).expect("JSON is UTF-8");
    for (name, _) in files {
        assert!(parsed.contains(&format!("\"source\":\"{name}")), "{name} gives no article: {parsed}");
    }
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.press_button("Open documents…").await;
    page.give_files("Files", &paths).await;
    page.expect_text(&format!("{} articles read", parsed.lines().count())).await;
    page.press_button("Save as JSON Lines").await;
    let saved = fs::read_to_string(page.downloaded("articles.jsonl").await).expect("the file can be read");
    assert_eq!(saved, parsed);
    page.close().await;
}

const NOTE: &[u8] =
    br"{\rtf1\ansi\ansicpg1252 Mill burns\par\par A mill burned in Seoul on 6 May 2025, the police said.\par}";

/// Documents in formats whose readers the page fetches when it needs them.
fn further_documents() -> [(&'static str, Vec<u8>); 4] {
    let print = pdf("Two boats", &["Two boats collided in the harbour of Busan on 5 May 2025.", "No one was hurt."]);
    let report = word_document(&["Bridge closed", "The bridge in Kyiv is closed for a week, the mayor said."]);
    let packed = zip(&[("harbour.html", PAGE), ("print.pdf", &print), ("report.docx", &report)]);
    [("note.rtf", NOTE.to_vec()), ("packed.zip", packed), ("print.pdf", print), ("report.docx", report)]
}

#[tokio::test]
async fn documents_of_offices_and_print_give_the_articles_of_the_command_byte_for_byte() {
    let files = further_documents();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let (documents, paths) = folder(&files);
    let word = OsStr::new;
    let parsed = Site::command(&[word("parse"), documents.path().as_os_str()]);
    let parsed = String::from_utf8(parsed).expect("JSON is UTF-8");
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.press_button("Open documents…").await;
    page.give_files("Files", &paths).await;
    page.expect_text("6 articles read").await;
    page.press_button("Save as JSON Lines").await;
    let saved = fs::read_to_string(page.downloaded("articles.jsonl").await).expect("the file can be read");
    assert_eq!(saved, parsed);
    page.close().await;
}

#[tokio::test]
async fn without_the_reader_of_print_everything_else_is_read() {
    let files = further_documents();
    let mut files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    files.push(("bridge.txt", BRIDGE));
    let (_documents, paths) = folder(&files);
    let site = Site::of_default_corpus();
    for file in fs::read_dir(site.folder()).expect("the site is there") {
        let path = file.expect("a file").path();
        if path.to_string_lossy().ends_with("_readers.wasm") {
            fs::remove_file(path).expect("the file is removed");
        }
    }
    let page = Page::open(&site, "").await;
    page.press_button("Open documents…").await;
    page.give_files("Files", &paths).await;
    page.expect_text("5 articles read").await;
    page.expect_text("2 documents could not be read").await;
    page.expect_text("packed.zip, entry print.pdf").await;
    page.expect_text("the readers of its format could not be fetched; connect to the network and try again").await;
}

#[tokio::test]
async fn they_join_the_open_archive_and_a_text_can_be_pasted() {
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.press_button("Open documents…").await;
    page.type_into("Or paste the text of one article", "Ferry sinks\n\nA ferry sank off Busan on 3 May 2025.").await;
    page.press_button("Read the text").await;
    page.expect_text("1 article read").await;
    page.press_button("Show the articles").await;
    page.expect_status("6 of 6 articles").await;
    page.search("ferry").await;
    page.expect_titles(&["Ferry sinks"]).await;
    page.close().await;
}

#[tokio::test]
async fn they_are_kept_until_they_are_forgotten() {
    let (_documents, paths) = folder(&[("bridge.txt", BRIDGE)]);
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.press_button("Open documents…").await;
    page.give_files("Files", &paths).await;
    page.expect_text("1 article read").await;
    page.press_button("Keep in this browser").await;
    page.expect_text("until you remove it").await;
    page.reload().await;
    page.expect_status("6 of 6 articles").await;
    page.press_button("Open documents…").await;
    page.press_button("Delete what this browser has stored").await;
    page.expect_status("5 of 5 articles").await;
    page.close().await;
}

#[tokio::test]
async fn what_was_inferred_and_what_was_doubtful_is_told_in_the_language_of_the_page() {
    let table = "id,title,date,outlet,body\n9,Ferry late,soon,Example Post,The ferry to Osaka was late.\n\
        10,Late again,03/04/2025,Example Post,The ferry to Osaka was late again on that day the company said.\n";
    let text = "The ferry to Osaka was late, its company said in the morning.\n\nNobody was hurt.\n";
    let (_documents, paths) = folder(&[("ferry.txt", text.as_bytes()), ("table.csv", table.as_bytes())]);
    let page = Page::open(&Site::of_default_corpus(), "").await;
    page.choose_language("de").await;
    page.press_button("Dokumente öffnen …").await;
    page.give_files("Dateien", &paths).await;
    page.expect_text("3 Artikel gelesen").await;
    page.expect_text("2 Angaben wurden erschlossen").await;
    let told = page.script("return document.body.textContent", &[]).await;
    let told = told.as_str().expect("a text");
    let sentences = [
        "ferry.txt: die Überschrift, aus „The ferry to Osaka",
        "table.csv#2: das Datum 4. März 2025, aus „",
        "table.csv#1: ein Wert wurde nicht verstanden und weggelassen oder ersetzt: „soon“",
        "table.csv#2: das Datum lässt sich auf zwei Arten lesen",
    ];
    for sentence in sentences {
        assert!(told.contains(sentence), "{sentence} in {told}");
    }
    page.close().await;
}
