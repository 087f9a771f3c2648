//! The results of the readers for valid and broken files of every format.

mod archive;

use std::io::{Cursor, Write as _};

use archive::zip;
use dateline::document::{self, Content, Document, Limits, ReadError, ReadProblem, RunTotal};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

/// All documents and all failures of a file, in order.
fn read(name: &str, bytes: &[u8]) -> (Vec<Document>, Vec<ReadError>) {
    read_within(name, bytes, &Limits::default())
}

fn read_within(name: &str, bytes: &[u8], limits: &Limits) -> (Vec<Document>, Vec<ReadError>) {
    let mut documents = Vec::new();
    let mut failures = Vec::new();
    document::read_from(name, Cursor::new(bytes), limits, &RunTotal::default(), &mut |read| match read {
        Ok(document) => documents.push(document),
        Err(failure) => failures.push(failure),
    });
    (documents, failures)
}

/// A document in short: `text: words`, `html: <p>`, `record: title / body`.
fn shown(document: &Document) -> String {
    let content = match &document.content {
        Content::Article(article) => format!("article: {}", article.title.value),
        Content::Html(html) => format!("html: {}", html.trim()),
        Content::Record(record) => {
            let body = if record.body.is_empty() { "-".to_owned() } else { record.body.join(" | ") };
            format!("record: {} / {body}", record.title.as_deref().unwrap_or("-"))
        }
        Content::Text(text) => format!("text: {}", text.trim()),
    };
    format!("{} {content}", document.source)
}

#[track_caller]
fn check(name: &str, bytes: &[u8], expected: &[&str]) {
    let (documents, failures) = read(name, bytes);
    assert_eq!(documents.iter().map(shown).collect::<Vec<_>>(), expected);
    assert_eq!(failures, []);
}

#[track_caller]
fn check_failure(name: &str, bytes: &[u8], expected: &str) {
    let (documents, failures) = read(name, bytes);
    assert_eq!(documents.iter().map(shown).collect::<Vec<_>>(), Vec::<String>::new());
    assert_eq!(failures.iter().map(ToString::to_string).collect::<Vec<_>>(), [expected]);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written")
}

fn warc_record(kind: &str, url: &str, content_type: &str, block: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-03-01T12:00:00Z\r\n\
         Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

fn page_record(url: &str, words: &str) -> String {
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>{words}</p></html>");
    warc_record("response", url, "application/http; msgtype=response", &answer)
}

#[test]
fn what_a_file_is_shows_in_its_content() {
    check("a.txt", b"Words.\n", &["a.txt text: Words."]);
    check("a", "\u{feff}Gr\u{fc}n.".as_bytes(), &["a text: Grün."]);
    check("a.txt", b"<!DOCTYPE html><p>x", &["a.txt html: <!DOCTYPE html><p>x"]);
    check("a.txt", b"<!-- c --><div>x</div>", &["a.txt html: <!-- c --><div>x</div>"]);
    check("a.txt", b"<3 is a heart, and words go on.", &["a.txt text: <3 is a heart, and words go on."]);
    check(
        "a.txt",
        b"Media, text, title.\nWords of prose, and more.\n",
        &["a.txt text: Media, text, title.\nWords of prose, and more."],
    );
    check("a.txt", b"[Update] Words.", &["a.txt text: [Update] Words."]);
    check("a.txt", b"{not JSON}", &["a.txt text: {not JSON}"]);
    check("a.dat", br#"{"title": "T", "body": "B"}"#, &["a.dat record: T / B"]);
    check("a.dat", b"{\"title\":\"T\"}\n{\"title\":\"U\"}\n", &["a.dat#1 record: T / -", "a.dat#2 record: U / -"]);
    check("a.dat", b"title;date;text\nT;2020-01-02;\"B; b\"\n", &["a.dat#1 record: T / B; b"]);
    check("a.html", &gzip(b"<html>x"), &["a.html html: <html>x"]);
}

#[test]
fn markdown_is_read_as_its_page() {
    let (documents, _) = read("a.md", b"---\ntitle: T\ndate: 2020-01-02\n---\n# Head\n\nSome *words*.\n");
    let Some(Document { content: Content::Html(html), .. }) = documents.first() else { panic!("{documents:?}") };
    for part in [r#"content="T""#, r#"content="2020-01-02""#, "<h1>Head</h1>", "<p>Some <em>words</em>.</p>"] {
        assert!(html.contains(part), "{html}");
    }
}

#[test]
fn json_holds_records_in_many_ways() {
    let two = ["a.json#1 record: T / -", "a.json#2 record: U / -"];
    check("a.json", br#"[{"title": "T"}, {"title": "U"}]"#, &two);
    check("a.json", br#"{"articles": [{"title": "T"}, {"title": "U"}]}"#, &two);
    check("a.json", br#"{"response": {"docs": [{"title": "T"}, {"title": "U"}]}}"#, &two);
    check("a.json", br#"{"hits": {"hits": [{"_source": {"title": "T"}}, {"_source": {"title": "U"}}]}}"#, &two);
    check("a.json", br#"{"title": "T", "body": ["One.", "Two."]}"#, &["a.json record: T / One. | Two."]);
    let feed = br#"{"version": "https://jsonfeed.org/version/1.1", "title": "F", "items":
        [{"id": "1", "title": "T", "summary": "S", "content_html": "<p>One.</p><p>Two.</p>"}]}"#;
    check("a.json", feed, &["a.json#1 record: T / One. | Two."]);
}

#[test]
fn only_a_line_that_is_no_object_fails() {
    let (documents, failures) =
        read("a.jsonl", b"{\"title\": 7, \"body\": \"B\"}\n\n[]\n{\"title\": \"U\"}\n{\"title\":");
    assert_eq!(documents.iter().map(shown).collect::<Vec<_>>(), ["a.jsonl#1 record: - / B", "a.jsonl#3 record: U / -"]);
    assert_eq!(documents[0].warnings.len(), 1);
    let positions: Vec<_> =
        failures.iter().flat_map(|failure| failure.positions.iter().map(ToString::to_string)).collect();
    assert_eq!(positions, ["line 3", "line 5"]);
}

#[test]
fn an_article_reads_back_as_it_was_printed() {
    let printed = r#"{"id":"a","source":"a.txt","url":null,"title":{"value":"T","basis":"derived"},"date":{"value":"2020-01","precision":"month","basis":"inferred","evidence":"last January"},"collected":"2020-02-01","outlet":null,"authors":[],"section":null,"language":"en","body":["Kim spoke."],"removed":[{"text":"Share","kind":"share"}],"actors":[{"id":"kim","name":"Kim","kind":"person","mentions":[{"paragraph":0,"start":0,"end":3}]}],"cites":[],"quotes":[],"warnings":[]}"#;
    let (documents, _) = read("a.jsonl", printed.as_bytes());
    let Some(Document { content: Content::Article(article), .. }) = documents.first() else { panic!("{documents:?}") };
    assert_eq!(serde_json::to_string(article).expect("an article is JSON"), printed);
}

#[test]
fn mentions_that_lie_outside_the_text_are_left_out() {
    for mention in [(0, 0, 99), (0, 1, 2), (7, 0, 1), (-2, 0, 1), (0, 3, 2), (0, 0, 0)] {
        let (paragraph, start, end) = mention;
        let line = format!(
            r#"{{"id":"a","source":"a","url":null,"title":{{"value":"T","basis":"stated"}},"authors":[],"body":["ü."],"removed":[],"actors":[{{"id":"k","name":"K","kind":"person","mentions":[{{"paragraph":{paragraph},"start":{start},"end":{end}}}]}}],"cites":[],"quotes":[],"warnings":[]}}"#
        );
        let (documents, _) = read("a.jsonl", line.as_bytes());
        let Some(Document { content: Content::Article(article), warnings, .. }) = documents.first() else {
            panic!("{documents:?}")
        };
        assert_eq!(article.actors[0].mentions, [], "{mention:?}");
        assert_eq!(warnings.len(), 1);
    }
}

#[test]
fn tables_are_read_by_names_or_by_what_they_hold() {
    check(
        "a.csv",
        b"\xef\xbb\xbfHeadline,Published At,Content\n\"T\n t\",2020-01-02,B\n",
        &["a.csv#1 record: T t / B"],
    );
    check("a.tsv", b"title\tbody\nT\tB\n", &["a.tsv#1 record: T / B"]);
    check("a.csv", b"title|body|x\nT|B\n\nU|C|y|z\n", &["a.csv#1 record: T / B", "a.csv#2 record: U / C"]);
    let long = "Words of a long text that goes on. ".repeat(8);
    let table = format!("https://post.example/1,2020-01-02,A headline of some words,{long}\n");
    let (documents, _) = read("a.csv", table.as_bytes());
    let Some(Document { content: Content::Record(record), .. }) = documents.first() else { panic!("{documents:?}") };
    assert_eq!(record.title.as_deref(), Some("A headline of some words"));
    assert_eq!(record.date.as_deref(), Some("2020-01-02"));
    assert_eq!(record.url.as_deref(), Some("https://post.example/1"));
    assert_eq!(record.body, [long.trim()]);
    let lists = b"title,authors,actors\nT,\"A. Writer; B. Writer\",\"['Kim', 'Lee']\"\n";
    let (documents, _) = read("a.csv", lists);
    let Some(Document { content: Content::Record(record), .. }) = documents.first() else { panic!("{documents:?}") };
    assert_eq!(record.authors, ["A. Writer", "B. Writer"]);
    assert_eq!(record.actors.as_ref().map(Vec::len), Some(2));
}

#[test]
fn records_and_tables_are_read_in_other_character_sets() {
    let utf_16 = |text: &str| -> Vec<u8> {
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    check("a.csv", &utf_16("title\tbody\nGrün\tWörter\n"), &["a.csv#1 record: Grün / Wörter"]);
    check("a.jsonl", &utf_16("{\"title\": \"Grün\"}\n"), &["a.jsonl#1 record: Grün / -"]);
    check("a.json", &utf_16("[{\"title\": \"Grün\"}]"), &["a.json#1 record: Grün / -"]);
    check("a.json", &utf_16("{\"title\": \"Grün\", \"body\": [\"B\"]}"), &["a.json record: Grün / B"]);
    check("a.json", b"\xef\xbb\xbf{\"title\": \"T\", \"body\": [\"B\"]}", &["a.json record: T / B"]);
    check("a.json", b"\xef\xbb\xbf[{\"title\": \"T\"}]", &["a.json#1 record: T / -"]);
    check("a.jsonl", b"\xef\xbb\xbf{\"title\": \"T\"}\n", &["a.jsonl#1 record: T / -"]);
    let (table, _, _) = encoding_rs::WINDOWS_1251.encode("title,body\nМосква сегодня,Слова о городе и людях\n");
    check("a.csv", &table, &["a.csv#1 record: Москва сегодня / Слова о городе и людях"]);
    check("a.csv", b"title,body\nGr\xfcn,W\xf6rter\n", &["a.csv#1 record: Grün / Wörter"]);
}

#[test]
fn an_office_document_without_words_is_empty() {
    let docx = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:document/>")]);
    check_failure("a.docx", &docx, "a.docx: empty; leave it out, or fetch it again");
}

#[test]
fn feeds_are_read_in_all_their_dialects() {
    let rss = br#"<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
        <title>World | The Post</title><link>https://post.example/</link><language>en</language>
        <item><title>A &amp; B</title><link>/a</link><pubDate>Thu, 01 Jan 2004 19:48:21 GMT</pubDate>
        <description>Teaser</description><content:encoded><![CDATA[<p>One.</p><p>Two.</p>]]></content:encoded></item>
        </channel></rss>"#;
    check("a.rss", rss, &["a.rss#1 record: A & B / One. | Two."]);
    let (documents, _) = read("a.rss", rss);
    let Some(Document { content: Content::Record(record), .. }) = documents.first() else { panic!("{documents:?}") };
    assert_eq!(record.url.as_deref(), Some("https://post.example/a"));
    assert_eq!(record.outlet.as_deref(), Some("The Post"));
    assert_eq!(record.language.as_deref(), Some("en"));
    let atom = br#"<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">A &lt;b&gt;b&lt;/b&gt;</title>
        <author><name>A. Writer</name><email>a@post.example</email></author><updated>2020-01-02T03:04:05Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One &lt;1&gt;.</p></div></content></entry></feed>"#;
    check("a.xml", atom, &["a.xml#1 record: A b / One <1>."]);
}

#[test]
fn a_broken_feed_gives_what_it_has() {
    let (documents, failures) =
        read("a.rss", b"<rss><channel><item><title>A</title></item><item><title>B & C</title><x <");
    assert_eq!(documents.iter().map(shown).collect::<Vec<_>>(), ["a.rss#1 record: A / -", "a.rss#2 record: B & C / -"]);
    assert_eq!(documents[1].warnings.len(), 1);
    assert_eq!(failures.len(), 1);
}

#[test]
fn only_pages_of_a_web_archive_are_articles() {
    let not_found = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html>gone";
    let picture = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x7fPNG";
    let http = "application/http; msgtype=response";
    let records = [
        warc_record("warcinfo", "", "application/warc-fields", "software: x\r\n"),
        warc_record(
            "request",
            "https://post.example/a",
            "application/http; msgtype=request",
            "GET /a HTTP/1.1\r\n\r\n",
        ),
        page_record("https://post.example/a", "One."),
        warc_record("response", "https://post.example/b", http, not_found),
        warc_record("response", "https://post.example/c", http, picture),
        warc_record("revisit", "https://post.example/a", http, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
        warc_record("metadata", "https://post.example/a", "text/html", "<html>via"),
        warc_record("resource", "https://post.example/d", "text/html", "<html><p>Two.</p></html>"),
        warc_record("conversion", "https://post.example/e", "text/plain", "Three."),
    ];
    let expected = |name: &str| {
        [("1", "html: <html><p>One.</p></html>"), ("2", "html: <html><p>Two.</p></html>"), ("3", "text: Three.")]
            .map(|(n, content)| format!("{name}#{n} {content}"))
    };
    let packed: Vec<u8> = records.iter().flat_map(|record| gzip(record.as_bytes())).collect();
    for (name, bytes) in [
        ("a.warc", records.concat().into_bytes()),
        ("a.warc.gz", packed.clone()),
        ("b", gzip(records.concat().as_bytes())),
    ] {
        let (documents, failures) = read(name, &bytes);
        assert_eq!(documents.iter().map(shown).collect::<Vec<_>>(), expected(name));
        assert_eq!(failures, []);
        assert_eq!(documents[0].transport.url.as_deref(), Some("https://post.example/a"));
        assert_eq!(documents[0].transport.collected.map(|day| day.to_string()).as_deref(), Some("2021-03-01"));
    }
    let wacz = zip(&[
        ("datapackage.json", b"{}"),
        ("archive/data.warc.gz", &packed),
        (
            "pages/pages.jsonl",
            b"{\"format\": \"json-pages-1.0\"}\n{\"url\": \"https://post.example/a\", \"title\": \"T\"}\n",
        ),
        ("indexes/index.cdx", b"x"),
    ]);
    let (documents, failures) = read("a.wacz", &wacz);
    assert_eq!(documents.iter().map(shown).collect::<Vec<_>>(), expected("a.wacz"));
    assert_eq!(failures, []);
    let pages = zip(&[
        ("datapackage.json", b"{}"),
        ("pages/pages.jsonl", b"{\"format\": \"json-pages-1.0\"}\n{\"url\": \"https://post.example/a\", \"title\": \"T\", \"text\": \"B\"}\n"),
    ]);
    check("a.wacz", &pages, &["a.wacz#1 record: T / B"]);
}

#[test]
fn reading_goes_on_behind_a_broken_record() {
    let [one, two] = [page_record("https://post.example/a", "One."), page_record("https://post.example/b", "Two.")];
    let mut broken = gzip(page_record("https://post.example/x", "Lost.").as_bytes());
    let middle = broken.len() / 2;
    broken.truncate(middle);
    broken.extend([0xff; 20]);
    let packed = [gzip(one.as_bytes()), broken, gzip(two.as_bytes())].concat();
    let plain = format!("{one}garbage\r\n\r\nmore garbage\r\n{two}");
    for (name, bytes) in [("a.warc.gz", packed), ("a.warc", plain.into_bytes())] {
        let (documents, failures) = read(name, &bytes);
        let urls: Vec<_> = documents.iter().filter_map(|document| document.transport.url.as_deref()).collect();
        assert!(
            urls.contains(&"https://post.example/a") && urls.contains(&"https://post.example/b"),
            "{name}: {urls:?}"
        );
        assert!(!failures.is_empty(), "{name}");
        assert!(failures.iter().all(|failure| !failure.positions.is_empty()), "{failures:?}");
    }
}

#[test]
fn archives_are_read_within_archives_by_name() {
    let inner = zip(&[("x.txt", b"Inner.")]);
    let outer = zip(&[
        ("b.txt", b"Second."),
        ("a/a.html.gz", &gzip(b"<html>First")),
        ("c.zip", &inner),
        (".hidden", b"x"),
        ("__MACOSX/d.txt", b"x"),
    ]);
    check("o.zip", &outer, &["o.zip#1 html: <html>First", "o.zip#2 text: Second.", "o.zip#3 text: Inner."]);
}

#[test]
fn an_entry_that_a_later_one_of_the_same_name_hides_is_listed() {
    let packed = zip(&[("a.txt", b"First."), ("b.txt", b"Second."), ("c.txt", b"Third.")]);
    // No writer makes such archives, so a name is changed afterwards, in both places that have it.
    let renamed: Vec<u8> = packed
        .iter()
        .enumerate()
        .map(|(at, byte)| if packed[at..].starts_with(b"b.txt") { b'a' } else { *byte })
        .collect();
    let (documents, failures) = read("o.zip", &renamed);
    assert_eq!(documents.iter().map(shown).collect::<Vec<_>>(), ["o.zip#2 text: Second.", "o.zip#3 text: Third."]);
    let failures: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert_eq!(
        failures,
        ["o.zip, entry a.txt: another entry of the archive has the same name, and only the last is read; \
         give the entries different names and pack them again"]
    );
}

#[test]
fn trouble_is_listed_with_its_place_and_remedy() {
    check_failure("a.txt", b"", "a.txt: empty; leave it out, or fetch it again");
    check_failure("a.txt", b" \n\t\n", "a.txt: empty; leave it out, or fetch it again");
    check_failure(
        "a.pdf",
        b"%PDF-1.7\n",
        "a.pdf: a broken PDF (failed parsing cross reference table: invalid start value); fetch or make it again",
    );
    check_failure(
        "a",
        &[0, 1, 2, 3, 4, 5],
        "a: a binary file, not a text; leave it out, or save its text as .txt or .html",
    );
    let mut cut = gzip("words ".repeat(1_000).as_bytes());
    cut.truncate(20);
    check_failure(
        "a.txt.gz",
        &cut,
        "a.txt.gz: the file ends too early; fetch it again; it was cut off while being copied or written",
    );
    check_failure(
        "a.json",
        b"{\"title\": ",
        "a.json: not valid JSON (EOF while parsing a value at line 1 column 10); correct it, or rename it if it is something else",
    );
    check_failure(
        "a.zip",
        &zip(&[("p.png", b"\x89PNG\r\n\x1a\n")]),
        "a.zip, entry p.png: a picture, not a text; leave it out, or save its text as .txt or .html",
    );
}

#[test]
fn what_is_unpacked_is_bounded_whatever_the_headers_say() {
    let limits = Limits { document_bytes: 1_000, unpacked_bytes: 10_000, ..Limits::default() };
    let words = "words ".repeat(1_000);
    let (documents, failures) = read_within("a.txt.gz", &gzip(words.as_bytes()), &limits);
    assert_eq!(documents, []);
    assert_eq!(
        failures.iter().map(|failure| failure.problem.to_string()).collect::<Vec<_>>(),
        ["longer than 1000 bytes"]
    );
    let line = format!("{{\"title\": \"T\"}}\n{{\"body\": \"{words}\"}}\n{{\"title\": \"U\"}}\n");
    let (documents, failures) = read_within("a.jsonl", line.as_bytes(), &limits);
    assert_eq!(documents.iter().map(shown).collect::<Vec<_>>(), ["a.jsonl#1 record: T / -", "a.jsonl#3 record: U / -"]);
    assert_eq!(failures.len(), 1);
    let bomb = zip(&[("a.jsonl", "{\"title\": \"T\"}\n".repeat(2_000).as_bytes()), ("b.txt", b"x")]);
    let (documents, failures) = read_within("a.zip", &bomb, &limits);
    assert!(documents.len() < 2_000);
    assert_eq!(
        failures.last().map(|failure| failure.problem.to_string()).as_deref(),
        Some("unpacks to more than 10000 bytes")
    );
    let mut nested = zip(&[("x.txt", b"x")]);
    for _ in 0..8 {
        nested = zip(&[("n.zip", &nested)]);
    }
    let (documents, failures) = read("n.zip", &nested);
    assert_eq!(documents, []);
    assert!(failures[0].problem == ReadProblem::NestedTooDeep, "{failures:?}");
}

/// Names, and beginnings of files, that send bytes to every reader.
const STARTS: &[(&str, &[u8])] = &[
    ("a.arc", b"filedesc://a 127.0.0.1 20140216050221 text/plain 3\n"),
    ("a.csv", b"title,body\n"),
    ("a.html", b"<html>"),
    ("a.json", b"[{"),
    ("a.json", b"{\"articles\": ["),
    ("a.jsonl", b"{\"title\":"),
    ("a.md", b"---\ntitle: "),
    ("a.mhtml", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"),
    ("a.rss", b"<rss><channel><item><title>"),
    ("a.txt", b""),
    ("a.warc", b"WARC/1.0\r\nContent-Length: 9\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\r\n"),
    ("a.zip", b"PK\x03\x04"),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn prop_any_bytes_are_read_or_listed(tail in prop::collection::vec(any::<u8>(), 0..600)) {
        for (name, start) in STARTS {
            let bytes = [start, tail.as_slice()].concat();
            read(name, &bytes);
            read(name, &gzip(&bytes));
            let packed = gzip(&bytes);
            read(name, packed.get(..packed.len() / 2).unwrap_or_default());
        }
    }

    #[test]
    fn prop_any_markup_is_read_or_listed(tail in "[<>/!?a-z \"'=&;:\\n{}\\[\\],0-9-]{0,300}") {
        for (name, start) in STARTS {
            let bytes = [start, tail.as_bytes()].concat();
            let (documents, failures) = read(name, &bytes);
            prop_assert!(failures.iter().all(|failure| !failure.problem.remedy().is_empty()), "{documents:?}");
        }
    }

    #[test]
    fn prop_a_broken_archive_is_read_or_listed(at in 0_usize..2_000, byte in any::<u8>()) {
        let records: Vec<u8> = (0..4).flat_map(|n| gzip(page_record(&format!("https://post.example/{n}"), "Words.").as_bytes())).collect();
        let pages = zip(&[("a.warc.gz", &records), ("b.txt", b"Words.")]);
        for mut bytes in [records, pages] {
            let at = at % bytes.len();
            bytes[at] = byte;
            read("a.zip", &bytes);
        }
    }
}

#[test]
fn an_article_of_a_crawl_has_the_day_of_the_crawl() {
    let (documents, _) = read("a.warc", page_record("https://d.example/a", "Words.").as_bytes());
    let articles: Vec<_> = documents.into_iter().map(dateline::extract::article).collect();
    assert_eq!(articles.iter().map(|article| article.collected).collect::<Vec<_>>(), ["2021-03-01".parse().ok()]);
    assert_eq!(articles[0].date, None);
    let (again, _) = read("a.jsonl", &serde_json::to_vec(&articles[0]).expect("an article is valid JSON"));
    assert_eq!(
        again.into_iter().map(dateline::extract::article).next().map(|a| a.collected),
        Some(articles[0].collected)
    );
}

/// A document with many articles of a database, with invented words.
fn numbered_export(stated: usize, n: usize) -> String {
    let article = |n: usize| {
        format!(
            "                    {n} of {stated} DOCUMENTS\n\n\n                    The Quay Herald\n\n              \
             May {n}, 2019\n\nHeadline {n}\n\nBYLINE: Ann Lee\n\nLENGTH: 4 words\n\nText of number {n}.\n\nLOAD-DATE: June 1, \
             2020\n\n"
        )
    };
    (1..=n).map(article).collect()
}

#[test]
fn an_export_is_as_many_articles_as_it_says() {
    let expected = ["a.txt#1 record: Headline 1 / Text of number 1.", "a.txt#2 record: Headline 2 / Text of number 2."];
    check("a.txt", numbered_export(2, 2).as_bytes(), &expected);
    let (documents, failures) = read("a.txt", numbered_export(5, 2).as_bytes());
    assert_eq!(documents.iter().map(shown).collect::<Vec<_>>(), expected);
    assert_eq!(
        failures.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["a.txt: 2 of 5 documents read; make the export again, or find the rest of it"]
    );
    assert!(documents.iter().all(|document| document.format.stated == Some(5)));
}

#[test]
fn an_export_in_an_unknown_layout_is_refused() {
    let text = "One.\n\nGale Document Number: GALE|A1\n\nTwo.\n\nGale Document Number: GALE|A2\n";
    check_failure(
        "a.txt",
        text.as_bytes(),
        "a.txt: an export of Gale whose layout is not understood; export it again in another format, or give its articles one \
         by one",
    );
    let page = "<p>A boat</p><p>ProQuest document ID: 1</p><p>Two boats</p><p>ProQuest document ID: 2</p>";
    let (documents, failures) = read("a.html", page.as_bytes());
    assert_eq!((documents.len(), failures.len()), (0, 1));
}

#[test]
fn a_truncated_or_shuffled_export_loses_nothing_without_a_word() {
    let text = numbered_export(4, 4);
    for cut in (0..text.len()).step_by(37) {
        let (documents, failures) = read("a.txt", &text.as_bytes()[..cut]);
        let is_export = documents.iter().any(|document| document.format.export > 0);
        assert!(!is_export || documents.len() == 4 || !failures.is_empty(), "{cut}: {documents:?}");
        assert!(documents.len() < 2 || is_export, "{cut}");
    }
    let at = text.find("3 of 4").map(|at| text[..at].rfind('\n').expect("a line")).expect("a third");
    let shuffled = [&text[at..], "\n", &text[..at]].concat();
    let (documents, failures) = read("a.txt", shuffled.as_bytes());
    assert_eq!((documents.len(), failures.len()), (4, 0));
}

#[test]
fn a_table_may_state_its_delimiter_and_have_headings_in_any_language() {
    check("a.csv", b"sep=;\r\nTitel;Datum;Text\r\nT;4.5.2019;B, b\r\n", &["a.csv#1 record: T / B, b"]);
    check("a.csv", "Заголовок,Дата,Текст\nT,2019-05-04,B\n".as_bytes(), &["a.csv#1 record: T / B"]);
    check("a.csv", "제목,날짜,본문\nT,2019-05-04,B\n".as_bytes(), &["a.csv#1 record: T / B"]);
}

#[test]
fn an_export_of_wordpress_has_its_publications_only() {
    let item = |title: &str, kind: &str, status: &str| {
        format!(
            "<item><title>{title}</title><dc:creator>al</dc:creator><content:encoded><![CDATA[One.\n\nTwo.]]></content:encoded>\
             <wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type></item>"
        )
    };
    let feed = format!(
        "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><wp:wxr_version>1.2</wp:wxr_version><wp:author>\
         <wp:author_login>al</wp:author_login><wp:author_display_name>Ann Lee</wp:author_display_name></wp:author>{}{}{}</channel>\
         </rss>",
        item("T", "post", "publish"),
        item("Draft", "post", "draft"),
        item("Picture", "attachment", "inherit"),
    );
    let (documents, failures) = read("a.xml", feed.as_bytes());
    assert_eq!(documents.iter().map(shown).collect::<Vec<_>>(), ["a.xml#1 record: T / One. | Two."]);
    let notices: Vec<Option<String>> = failures.iter().map(|failure| failure.notice()).collect();
    let notice = "a.xml: left out: 2 entries that are no publications, such as drafts and pictures";
    assert_eq!(notices, [Some(notice.to_owned())]);
    let Content::Record(record) = &documents[0].content else { panic!("{documents:?}") };
    assert_eq!(record.authors, ["Ann Lee"]);
    assert_eq!((&*documents[0].format.name, documents[0].format.export), ("WordPress", 1));
}

#[test]
fn office_documents_are_read_as_pages() {
    let words = "<w:document><w:body><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Head</w:t></w:r></w:p><w:p><w:r><w:t>Words.</w:t></w:r>\
        </w:p></w:body></w:document>";
    let docx = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", words.as_bytes())]);
    let open = "<office:text><text:h text:outline-level=\"1\">Head</text:h><text:p>Words.</text:p></office:text>";
    let odt = zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", open.as_bytes())]);
    let rtf = br"{\rtf1\ansi {\b Head}\par Words.\par}";
    for (name, bytes) in [("a.docx", docx.as_slice()), ("a.odt", &odt), ("a.rtf", rtf)] {
        let (documents, failures) = read(name, bytes);
        assert_eq!(failures, [], "{name}");
        let Content::Html(page) = &documents[0].content else { panic!("{name}: {documents:?}") };
        assert!(page.contains("<h1>Head</h1>\n<p>Words.</p>"), "{name}: {page}");
    }
    let slides = zip(&[("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"<p/>")]);
    check_failure("a.pptx", &slides, "a.pptx: an office document, not an archive; save its text as .txt or .html");
}

#[test]
fn the_rows_of_a_workbook_are_records() {
    let sheet = "<worksheet><row><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><t>Text</t></is></c></row>\
        <row><c r='A2' t='inlineStr'><is><t>T</t></is></c><c r='B2' t='inlineStr'><is><t>B</t></is></c></row></worksheet>";
    let workbook = "<workbook><sheets><sheet name='x' r:id='r1'/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id='r1' Target='worksheets/sheet1.xml'/></Relationships>";
    let xlsx = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/sharedStrings.xml", b"<sst><si><t>Titel</t></si></sst>"),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    check("a.xlsx", &xlsx, &["a.xlsx#1 record: T / B"]);
}

#[test]
fn a_mail_is_read_with_its_attachments() {
    let mail = "From: \"The Quay\" <news@quay.example>\nTo: a@b.example\nSubject: =?utf-8?q?Zw=C3=B6lf?= =?utf-8?b?IEJvb3Rl?=\n\
        Date: Sat, 4 May 2019 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: \
        text/plain; charset=utf-8\n\nOne line\nand more.\n\nTwo.\n\nTo unsubscribe, write to us.\n\n-- \nThe desk\n--b\nContent-Type: \
        text/csv; name=\"a.csv\"\nContent-Disposition: attachment; filename=\"a.csv\"\n\ntitle,body\nT,B\n--b\nContent-Type: image/png\n\
        Content-Disposition: attachment; filename=a.png\n\nx\n--b--\n";
    let expected = ["a.eml#1 record: Zwölf Boote / One line and more. | Two.", "a.eml#2 record: T / B"];
    check("a.eml", mail.as_bytes(), &expected);
    let (documents, _) = read("a.eml", mail.as_bytes());
    let Content::Record(record) = &documents[0].content else { panic!("{documents:?}") };
    assert_eq!((record.outlet.as_deref(), record.date.as_deref()), (Some("The Quay"), Some("2019-05-04")));
    assert_eq!(record.removed.len(), 2);
    let page = mail.replace("text/plain", "text/html").replace("The Quay", "Ann Lee").replace("news@", "ann@");
    let (documents, _) = read("a.eml", page.as_bytes());
    let Content::Html(page) = &documents[0].content else { panic!("{documents:?}") };
    assert!(
        page.contains("og:title\" content=\"Zwölf Boote\"") && page.contains("name=\"author\" content=\"Ann Lee\""),
        "{page}"
    );
}

#[test]
fn a_scanned_issue_is_read_by_the_map_of_its_articles() {
    let mets = "<mets><dmdSec ID='I'><mods><title>The Quay</title><dateIssued>1911-03-04</dateIssued></mods></dmdSec><dmdSec ID='A'><mods>\
        <title>Two boats</title></mods></dmdSec><fileSec><file ID='p1'><FLocat href='file://x/p1.xml'/></file></fileSec>\
        <structMap TYPE='LOGICAL'><div TYPE='ISSUE'><div TYPE='ARTICLE' DMDID='A'><div TYPE='BODY'><div><fptr><area FILEID='p1' \
        BEGIN='b1'/></fptr></div></div></div></div></structMap></mets>";
    let page = "<alto><TextBlock ID='b1'><TextLine><String CONTENT='One'/><SP/><String CONTENT='boat.'/></TextLine></TextBlock></alto>";
    let archive = zip(&[("x_mets.xml", mets.as_bytes()), ("p1.xml", page.as_bytes())]);
    check("a.zip", &archive, &["a.zip#1 record: Two boats / One boat."]);
    let (documents, failures) = read("p1.xml", page.as_bytes());
    assert_eq!((documents.len(), failures.len()), (0, 1));
}

#[test]
fn what_omnivore_saved_is_read_with_its_pages() {
    let list = br#"[{"slug": "a", "title": "T", "savedAt": "2020-01-02", "publishedAt": "2019-05-04"}]"#;
    let archive = zip(&[("content/a.html", b"<div><p>One.</p></div>"), ("metadata_0_to_20.json", list)]);
    check("a.zip", &archive, &["a.zip#1 record: T / One."]);
}

/// The days of publication and of saving of the records of a file.
fn days(name: &str, bytes: &[u8]) -> Vec<(Option<String>, Option<String>)> {
    let (documents, failures) = read(name, bytes);
    assert_eq!(failures, []);
    let days = documents.into_iter().map(|document| match document.content {
        Content::Record(record) => (record.date, record.collected),
        other => panic!("{other:?}"),
    });
    days.collect()
}

#[test]
fn the_day_on_which_a_service_found_an_article_is_not_that_of_publication() {
    let found = |day: &str| vec![(None, Some(day.to_owned()))];
    let both = |day: &str, found: &str| vec![(Some(day.to_owned()), Some(found.to_owned()))];
    let gdelt = b"URL,MobileURL,Date,Title\nhttps://quay.example/a,,2024-03-04 10:15:00,Two boats\n";
    assert_eq!(days("a.csv", gdelt), found("2024-03-04 10:15:00"));
    let gkg = b"GKGRECORDID,DATE,SourceCommonName,DocumentIdentifier\n1-1,20240304101500,quay.example,https://quay.example/a\n";
    assert_eq!(days("a.csv", gkg), found("20240304101500"));
    let cloud = b"id,publish_date,title,url,media_name,indexed_date\na,2024-03-04,Two boats,https://quay.example/a,Quay News,2024-03-05\n";
    assert_eq!(days("a.csv", cloud), both("2024-03-04", "2024-03-05"));
    let story = br#"[{"stories_id": 1, "publish_date": "2020-03-04", "collect_date": "2020-03-05", "title": "T", "story_text": "One."}]"#;
    assert_eq!(days("a.json", story), both("2020-03-04", "2020-03-05"));
    check("a.json", story, &["a.json#1 record: T / One."]);
}
