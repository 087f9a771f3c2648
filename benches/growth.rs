//! How the time to read hostile documents grows with their length: `cargo bench --bench growth [WORDS]`.
//!
//! Each kind of document is read in three lengths, each twice the one before, from bytes to complete articles. The growth
//! from one to the next must stay below [`MAX_GROWTH`]. Words on the command line choose the kinds whose names have them.

use std::io::Cursor;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use dateline::document::Limits;
use dateline::parser::Parser;

/// The most that the time may grow by when the length doubles.
const MAX_GROWTH: f64 = 2.6;

/// What takes less is not measured well enough to compare.
const MIN_TIME: Duration = Duration::from_millis(60);

/// How often each length is read; the shortest time counts.
const ROUNDS: usize = 2;

/// A kind of document: a name, the name of its file, a first length, and what makes it.
struct Kind(&'static str, &'static str, usize, fn(usize) -> String);

/// A kind of `corpus.toml` beside a short text.
struct SidecarKind(&'static str, usize, fn(usize) -> (String, String));

const HEAD: &str = "<html><head><title>Ferry runs</title></head><body><article><h1>Ferry runs again</h1>\
                    <p>The company said on Monday that the ferry runs again.</p>";

/// A word that differs for each number.
fn word(mut n: usize) -> String {
    let mut word = String::from("K");
    loop {
        word.push(char::from(b'a' + (n % 26) as u8));
        n /= 26;
        if n == 0 {
            return word;
        }
    }
}

fn plain(part: &str, n: usize) -> String {
    format!("Ferry runs again\n\n{}", part.repeat(n))
}

fn each(n: usize, part: impl Fn(usize) -> String) -> String {
    (0..n).map(part).collect()
}

fn page(n: usize, part: impl Fn(usize) -> String) -> String {
    format!("{HEAD}{}", each(n, part))
}

fn head(n: usize, part: impl Fn(usize) -> String) -> String {
    HEAD.replace("</head>", &format!("{}</head>", each(n, part)))
}

fn list(n: usize, item: impl Fn(usize) -> String) -> String {
    (0..n).map(item).collect::<Vec<_>>().join(",")
}

const KINDS: &[Kind] = &[
    Kind("dates in one paragraph", "a.txt", 10_000, |n| plain("on 12 May 2024, ", n)),
    Kind("dates in figures in one paragraph", "a.txt", 10_000, |n| plain("on 2024-05-12, ", n)),
    Kind("days and months in one paragraph", "a.txt", 10_000, |n| plain("on 12 May, ", n)),
    Kind("dates in one paragraph of a page", "a.html", 10_000, |n| {
        page(1, |_| format!("<p>{}", "on 12 May 2024, ".repeat(n)))
    }),
    Kind("dates in paragraphs of a page", "a.html", 5_000, |n| {
        page(n, |n| format!("<p>On {} May {} it ran.</p>", 1 + n % 28, 1950 + n % 70))
    }),
    Kind("weekdays", "a.txt", 20_000, |n| plain("Monday ", n)),
    Kind("years ago", "a.txt", 10_000, |n| plain("ten years ago today, ", n)),
    Kind("anniversaries", "a.txt", 4_000, |n| plain("It is ten years since 12 May 2014 when it ran. ", n)),
    Kind("anniversaries in words", "a.txt", 4_000, |n| plain("The 10th anniversary of the flood of 2014. ", n)),
    Kind("authors in meta", "a.html", 3_000, |n| {
        head(n, |n| format!("<meta property=article:author content=\"Jane {}\">", word(n)))
    }),
    Kind("authors in linked data", "a.html", 3_000, |n| {
        head(1, |_| {
            format!(
                "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"author\":[{}]}}</script>",
                list(n, |n| format!("{{\"@type\":\"Person\",\"name\":\"Jane {}\"}}", word(n)))
            )
        })
    }),
    Kind("authors in a record", "a.jsonl", 10_000, |n| {
        format!("{{\"title\":\"T\",\"authors\":[{}]}}", list(n, |n| format!("\"Jane {}\"", word(n))))
    }),
    Kind("bylines", "a.html", 3_000, |n| page(n, |n| format!("<span class=author>By Jane {}</span>", word(n)))),
    Kind("creators in a feed", "a.xml", 5_000, |n| {
        format!(
            "<rss xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><item><title>T</title>{}</item></channel></rss>",
            each(n, |n| format!("<dc:creator>Jane {}</dc:creator>", word(n)))
        )
    }),
    Kind("items of a feed", "a.xml", 1_000, |n| {
        format!(
            "<rss><channel>{}</channel></rss>",
            each(n, |n| format!("<item><title>T {}</title><description>It ran.</description></item>", word(n)))
        )
    }),
    Kind("stated actors", "a.jsonl", 10_000, |n| {
        format!(
            "{{\"title\":\"T\",\"body\":\"It ran.\",\"actors\":[{}]}}",
            list(n, |n| format!("\"Jane {}\"", word(n)))
        )
    }),
    Kind("one stated actor many times", "a.jsonl", 5_000, |n| {
        format!(
            "{{\"title\":\"T\",\"body\":\"{}\",\"actors\":[{}]}}",
            "Jane Doe. ".repeat(n),
            list(n, |_| "\"Jane Doe\"".to_owned())
        )
    }),
    Kind("names that differ", "a.txt", 2_000, |n| {
        plain("", 0) + &each(n, |n| format!("Minister {} {} spoke. ", word(n * 31), word(n * 17 + 5)))
    }),
    Kind("names with one surname", "a.txt", 2_000, |n| {
        plain("", 0) + &each(n, |n| format!("Minister {} Kowalsky spoke. Kowalsky left. ", word(n * 31)))
    }),
    Kind("names in one line", "a.txt", 20_000, |n| plain("Aaaa Bbbb ", n)),
    Kind("acronyms", "a.txt", 2_000, |n| {
        plain("", 0) + &each(n, |n| format!("The Great {0} Union (G{0}U) met. ", word(n)))
    }),
    Kind("offices in a chain", "a.txt", 10_000, |n| plain("Ministry of ", n)),
    Kind("titles in a chain", "a.txt", 20_000, |n| plain("President ", n)),
    Kind("quotes with speakers", "a.txt", 5_000, |n| plain("\"It is so,\" said Jane Doe. ", n)),
    Kind("quotes without speakers", "a.txt", 5_000, |n| plain("\"It is so and will be so for ever and a day.\" ", n)),
    Kind("quotes that do not end", "a.txt", 30_000, |n| plain("“a ", n)),
    Kind("quotes in quotes", "a.txt", 10_000, |n| plain("“‘a", n) + &"’”".repeat(n)),
    Kind("brackets", "a.txt", 100_000, |n| plain("(", n)),
    Kind("figures", "a.txt", 100_000, |n| plain("1.", n)),
    Kind("short lines", "a.txt", 20_000, |n| plain("", 0) + &each(n, |n| format!("{} b\n", word(n)))),
    Kind("short paragraphs", "a.txt", 10_000, |n| plain("", 0) + &each(n, |n| format!("{} b.\n\n", word(n)))),
    Kind("Chinese without spaces", "a.txt", 50_000, |n| plain("中国", n)),
    Kind("Thai without spaces", "a.txt", 20_000, |n| plain("สวัสดี", n)),
    Kind("combining marks", "a.txt", 100_000, |n| plain("a\u{301}", n)),
    Kind("elements that do not end", "a.html", 20_000, |n| page(n, |_| "<div>x".to_owned())),
    Kind("formatting that does not end", "a.html", 4_000, |n| page(n, |_| "<p><b><i>x".to_owned())),
    Kind("lists of terms", "a.html", 10_000, |n| page(1, |_| format!("<dl>{}", "<dt>a<dd>b".repeat(n)))),
    Kind("tables in tables", "a.html", 4_000, |n| page(n, |_| "<table><tr><td>x".to_owned())),
    Kind("attributes", "a.html", 10_000, |n| page(1, |_| format!("<p {}>x</p>", each(n, |n| format!("a{n}=1 "))))),
    Kind("character references", "a.html", 100_000, |n| page(1, |_| format!("<p>{}", "&amp;".repeat(n)))),
    Kind("records", "a.jsonl", 1_000, |n| {
        each(n, |n| format!("{{\"title\":\"T {0}\",\"body\":\"On Monday {0} ran.\"}}\n", word(n)))
    }),
    Kind("records with one id", "a.jsonl", 2_000, |n| {
        each(n, |n| format!("{{\"id\":\"a\",\"title\":\"T\",\"body\":\"{} ran.\"}}\n", word(n)))
    }),
    Kind("records that are alike", "a.jsonl", 1_000, |n| {
        each(n, |n| {
            format!(
                "{{\"title\":\"T\",\"body\":\"The minister said on Monday that the bridge would be closed for repair {}.\"}}\n",
                word(n)
            )
        })
    }),
    Kind("lists in lists of Markdown", "a.md", 20_000, |n| format!("# T\n\n{}a", "> ".repeat(n))),
    Kind("columns of a table", "a.csv", 10_000, |n| {
        format!("{},title,body\n{},T,It ran.\n", list(n, |n| format!("c{n}")), ",".repeat(n - 1))
    }),
    Kind("parts of a message", "a.mhtml", 5_000, |n| {
        format!(
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n{}--b--\n",
            "--b\nContent-Type: text/plain\n\nIt ran.\n".repeat(n)
        )
    }),
];

const SIDECAR_KINDS: &[SidecarKind] = &[
    SidecarKind("merges in a chain", 3_000, |n| {
        let entry = |n| format!("[[actor]]\nid = \"a{n}\"\nname = \"Aa{n}\"\nmerge_into = \"a{}\"\n", n + 1);
        (plain("Jane Doe spoke. ", 1), each(n, entry))
    }),
    SidecarKind("merges in a circle", 3_000, |n| {
        let entry = |at| format!("[[actor]]\nid = \"a{at}\"\nname = \"Aa{at}\"\nmerge_into = \"a{}\"\n", (at + 1) % n);
        (plain("Jane Doe spoke. ", 1), each(n, entry))
    }),
    SidecarKind("aliases of one actor", 5_000, |n| {
        let aliases = list(n, |n| format!("\"Al {}\"", word(n)));
        (plain("Jane Doe spoke. ", 1), format!("[[actor]]\nname = \"Jane Doe\"\naliases = [{aliases}]\n"))
    }),
    SidecarKind("facts of documents", 5_000, |n| {
        (plain("Jane Doe spoke. ", 1), each(n, |n| format!("[[document]]\nfile = \"x{n}.txt\"\ntitle = \"T\"\n")))
    }),
];

/// The time from bytes to complete articles.
fn time(name: &str, document: &str, sidecar: Option<&str>) -> Duration {
    let run = || {
        let sidecars = sidecar.map(|text| ("corpus.toml".to_owned(), text.as_bytes().to_vec())).into_iter().collect();
        let start = Instant::now();
        let mut parser = Parser::new(Limits::default(), sidecars);
        parser.read(name, Cursor::new(document.as_bytes()));
        let parsed = parser.assemble().finish();
        assert!(!parsed.corpus.articles.is_empty(), "{name}: {:?}", parsed.failures);
        start.elapsed()
    };
    (0..ROUNDS).map(|_| run()).min().unwrap_or_default()
}

/// Prints the times for three lengths. Returns whether they grow slowly enough.
fn report(name: &str, bytes: usize, times: [Duration; 3]) -> bool {
    let [short, middle, long] = times;
    let growth = |from: Duration, to: Duration| to.as_secs_f64() / from.as_secs_f64().max(1e-6);
    let (first, second) = (growth(short, middle), growth(middle, long));
    let is_measured = long >= MIN_TIME;
    let is_slow = is_measured && second > MAX_GROWTH;
    let note = if is_slow { "  GROWS TOO FAST" } else { "" };
    let [short, middle, long] = times.map(|time| time.as_secs_f64() * 1e3);
    println!("{name:<36} {bytes:>9} {short:>8.0} {middle:>8.0} {long:>8.0} {first:>6.1} {second:>6.1}{note}");
    !is_slow
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let is_chosen = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word.as_str()));
    println!(
        "{:<36} {:>9} {:>8} {:>8} {:>8} {:>6} {:>6}",
        "kind", "bytes x4", "ms x1", "ms x2", "ms x4", "x1-2", "x2-4"
    );
    // The tables that are made once are not part of any document's time.
    time("a.txt", &plain("It ran.", 1), None);
    let mut all_slow_enough = true;
    for Kind(name, file, n, make) in KINDS.iter().filter(|kind| is_chosen(kind.0)) {
        let documents = [*n, n * 2, n * 4].map(make);
        let times = documents.each_ref().map(|document| time(file, document, None));
        all_slow_enough &= report(name, documents[2].len(), times);
    }
    for SidecarKind(name, n, make) in SIDECAR_KINDS.iter().filter(|kind| is_chosen(kind.0)) {
        let pairs = [*n, n * 2, n * 4].map(make);
        let times = pairs.each_ref().map(|(document, sidecar)| time("a.txt", document, Some(sidecar)));
        all_slow_enough &= report(name, pairs[2].1.len(), times);
    }
    if all_slow_enough { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
