//! Documents that mean harm, and what tells whether they did any.

use std::io::Write as _;
use std::sync::LazyLock;

use flate2::write::{GzEncoder, ZlibEncoder};
use flate2::{Compression, Crc};
use serde_json::json;

use crate::documents::pdf_of;
use crate::page::Page;

/// A text with everything that would run if text became part of a page as it is.
const SCRIPT: &str = "<script>window.hacked = 1</script><img src=x onerror=\"window.hacked = 2\">\
    <svg onload=\"window.hacked = 3\"><iframe srcdoc=\"<script>parent.hacked = 4</script>\"></iframe>";

/// A name that a list would show backwards.
const BACKWARDS: &str = "\u{202e}drawkcab\u{2066} \u{200f}";

/// A page whose every part is hostile; its text is none.
const PAGE: &str = "<!doctype html><html><head><title>Harbour &lt;script&gt;window.hacked = 5&lt;/script&gt; closed</title>\
    <base href=\"https://evil.example/\"><link rel=stylesheet href=\"https://evil.example/a.css\">\
    <meta http-equiv=refresh content=\"0; url=javascript:window.hacked = 6\"><script src=\"https://evil.example/a.js\"></script></head>\
    <body onload=\"window.hacked = 7\"><article><h1>Harbour closed for a week</h1>\
    <p>The harbour was closed on Sunday, <a href=\"javascript:window.hacked = 8\">its master</a> said in a long statement to the town.</p>\
    <svg><script>window.hacked = 9</script><a href=\"javascript:window.hacked = 10\"><text>No text of the harbour</text></a></svg>\
    <p>It opens again <img src=\"https://evil.example/pixel.png\" onerror=\"window.hacked = 11\"> in a week, he added, if the weather allows it.</p>\
    </article></body></html>";

/// A feed whose entities would grow to billions of letters.
const ENTITIES: &str = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
    <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>\
    <rss><channel><item><title>&d;&d;&d;&d;</title><description>&f;</description></item></channel></rss>";

/// So many blanks that no PDF may have them, packed.
static BLANKS: LazyLock<Vec<u8>> = LazyLock::new(|| deflated(&vec![b' '; 260 << 20]));

/// A file, by name.
pub type File = (&'static str, Vec<u8>);

/// Hostile documents of every kind, each with what the list of failures and warnings must say of it, if anything.
pub fn hostile_documents() -> Vec<(File, Option<&'static str>)> {
    let record = json!({
        "id": "hostile", "title": format!("{SCRIPT}{BACKWARDS}"), "url": "javascript:window.hacked = 12", "outlet": SCRIPT,
        "authors": [SCRIPT], "section": BACKWARDS, "body": [format!("A paragraph with {SCRIPT} in it, long enough to stay.")],
    });
    let title = json!({ "id": "long", "title": "word ".repeat(2_000_000), "body": "A short text." });
    let deep = |open: &str, close: &str| [open.repeat(100_000), close.repeat(100_000)].concat();
    let blank = vec![b' '; 1 << 20];
    // Members of a gzip file follow each other: a bomb of any size from one that is small.
    let bomb = gzip(&blank).repeat(1_100);
    let form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>\nstream\n/X Do\nendstream";
    vec![
        (
            (
                "backwards.txt",
                format!("Bridge {BACKWARDS} opens\n\nThe mayor opened it {BACKWARDS} on Monday.\n").into_bytes(),
            ),
            None,
        ),
        (("bomb.txt.gz", bomb), Some("bomb.txt.gz: longer than 64 MiB; split it into its articles")),
        (
            (
                "deep.html",
                [deep("<div>", ""), "<p>Deep down there is a text of some words.</p>".to_owned()].concat().into_bytes(),
            ),
            None,
        ),
        (("deep.json", deep("[", "]").into_bytes()), Some("deep.json")),
        (("entities.xml", ENTITIES.as_bytes().to_vec()), None),
        (("hostile.html", PAGE.as_bytes().to_vec()), None),
        (("hostile.jsonl", record.to_string().into_bytes()), None),
        (("line.txt", "word ".repeat(2_000_000).into_bytes()), None),
        (("title.jsonl", title.to_string().into_bytes()), None),
        (("utf16.txt", b"\xff\xfe\x00\xd8A\x00\x00\xdcB\x00".to_vec()), Some("utf16.txt")),
        (("utf8.txt", b"Broken \xff\xc3( text\n\nIt goes on for a while \xf0\x28\x8c\x28 and ends.\n".to_vec()), None),
        (
            ("bomb.zip", zip(&[("blanks.txt", &vec![b' '; 70 << 20])])),
            Some("bomb.zip, entry blanks.txt: longer than 64 MiB; split it into its articles"),
        ),
        (("bomb.pdf", pdf_of(&BLANKS, "/Filter/FlateDecode", b"<<>>")), Some("bomb.pdf: longer than 256 MiB")),
        (("loop.pdf", pdf_of(b"/X Do", "", form)), Some("loop.pdf: damaged PDF (forms within forms without end)")),
    ]
}

/// Bytes packed with Deflate, as in a PDF.
fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

/// Bytes packed with gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

/// A zip file of this number of tiny texts.
pub fn zip_of_tiny_texts(n: usize) -> Vec<u8> {
    let names: Vec<String> = (0..n).map(|number| format!("{number}.txt")).collect();
    let text: &[u8] = b"A tiny text.";
    zip(&names.iter().map(|name| (name.as_str(), text)).collect::<Vec<_>>())
}

/// A zip file with these entries, unpacked.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut entries, mut list) = (Vec::new(), Vec::new());
    let put = |into: &mut Vec<u8>, numbers: &[(u64, usize)]| {
        numbers.iter().for_each(|(number, width)| into.extend(&number.to_le_bytes()[..*width]));
    };
    for (name, bytes) in files {
        let mut crc = Crc::new();
        crc.update(bytes);
        let (sum, length) = (crc.sum(), u32::try_from(bytes.len()).expect("a short file"));
        let at = entries.len() as u64;
        let facts =
            [(20, 2), (0, 4), (0, 4), (sum.into(), 4), (length.into(), 4), (length.into(), 4), (name.len() as u64, 2)];
        put(&mut entries, &[(0x0403_4b50, 4)]);
        put(&mut entries, &facts);
        put(&mut entries, &[(0, 2)]);
        entries.extend(name.as_bytes());
        entries.extend(*bytes);
        put(&mut list, &[(0x0201_4b50, 4), (20, 2)]);
        put(&mut list, &facts);
        put(&mut list, &[(0, 2), (0, 2), (0, 2), (0, 2), (0, 4), (at, 4)]);
        list.extend(name.as_bytes());
    }
    let (from, size, n) = (entries.len() as u64, list.len() as u64, files.len() as u64);
    entries.extend(list);
    let end = from + size;
    put(
        &mut entries,
        &[(0x0606_4b50, 4), (44, 8), (45, 2), (45, 2), (0, 4), (0, 4), (n, 8), (n, 8), (size, 8), (from, 8)],
    );
    put(&mut entries, &[(0x0706_4b50, 4), (0, 4), (end, 8), (1, 4)]);
    put(
        &mut entries,
        &[(0x0605_4b50, 4), (0, 4), (0xffff, 2), (0xffff, 2), (0xffff_ffff, 4), (0xffff_ffff, 4), (0, 2)],
    );
    entries
}

/// Remembers the longest time that the page's own thread did not answer.
const WATCH: &str = r"
window.longest = 0;
let before = performance.now();
setInterval(() => {
  const now = performance.now();
  window.longest = Math.max(window.longest, now - before - 10);
  before = now;
}, 10);
";

impl Page {
    /// From now on, notes how long the page does not answer.
    pub async fn watch_answers(&self) {
        self.script(WATCH, &[]).await;
    }

    /// How long the page did not answer at most since the last call, in milliseconds.
    pub async fn longest_silence(&self) -> f64 {
        let longest = self.script("const longest = window.longest; window.longest = 0; return longest", &[]).await;
        longest.as_f64().expect("a number")
    }

    /// Fails if anything of a document ran or became a link that runs.
    pub async fn expect_unharmed(&self) {
        self.expect_script("return window.hacked ?? null", json!(null)).await;
        let harmful = "return [...document.querySelectorAll('a, iframe, object, embed, base, [onload], [onerror]')]
            .filter(e => e.tagName !== 'A' || e.protocol === 'javascript:').length";
        self.expect_script(harmful, json!(0)).await;
    }
}
