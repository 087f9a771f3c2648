//! The functions that fuzzers call: they must not panic, hang or ask for more memory than their input warrants.
//!
//! Shared by the targets of `cargo fuzz` and by `tests/fuzz.rs`, which runs them for a few seconds with every test.

#![allow(dead_code)]

use std::io::Cursor;
use std::time::Duration;

use dateline::bundle::{
    self, Atlas, MANIFEST_NAME, Manifest, Shelf, StoryRecord, TextRoot, article_bytes, card_at, decode_article,
    decode_opening, encode_article,
};
use dateline::document::Limits;
use dateline::index::text::{LexiconChunk, Positions, WordBits, postings};
use dateline::index::{ColumnPart, Damage, FacetKind, Rank};
use dateline::model::{Article, Place};
use dateline::parser::Parser;
use dateline::query::{Address, Engine, Pause, Query, QueryError, QueryResult};
use dateline::wire::bytes::ByteReader;
use dateline::wire::json;

/// Every decoder of a bundle's files, chosen by the first byte of `data`.
pub fn decode(data: &[u8]) {
    let Some((kind, bytes)) = data.split_first() else { return };
    let read: Result<(), Damage> = match kind % 10 {
        0 => {
            // The atlas and parts of its columns, each after its length.
            let mut reader = ByteReader::new(bytes);
            let mut part = || reader.count(1).and_then(|length| reader.bytes(length));
            part().and_then(Atlas::decode).map(|Atlas { columns, .. }| {
                while let Ok(bytes) = part() {
                    let of_facet = |kind| {
                        [
                            ColumnPart::Lists(kind, 0),
                            ColumnPart::Articles(kind, 0),
                            ColumnPart::Finder(kind, 0),
                            ColumnPart::Names(kind, 0),
                        ]
                    };
                    let parts = FacetKind::ALL.into_iter().flat_map(of_facet);
                    for part in parts.chain([ColumnPart::Ids(0), ColumnPart::Singles(0)]) {
                        columns.supply(part, bytes).ok();
                    }
                }
                for rank in Rank::up_to(columns.dates.articles().min(9)) {
                    columns.rank(&columns.id(rank));
                    for kind in FacetKind::ALL {
                        assert!(
                            columns.single(kind, rank).is_none_or(|value| value.index() < columns.values(kind).len())
                        );
                    }
                }
            })
        }
        1 => TextRoot::decode(bytes).map(|_| ()),
        2 => Shelf::decode("texts", &mut ByteReader::new(bytes)).map(|_| ()),
        3 => LexiconChunk::decode(bytes).map(|lexicon| {
            for index in 0..=lexicon.len() {
                assert!(lexicon.seek(lexicon.word(index)) <= lexicon.len());
            }
        }),
        4 => WordBits::decode(usize::from(*kind), std::rc::Rc::new(bytes.to_vec())).map(|bits| {
            assert!((0..=usize::from(*kind)).all(|word| bits.word(word).len() <= bytes.len()));
        }),
        5 => {
            let mut last = None;
            postings(bytes, u32::from(*kind) * 7, 1 << 14, |posting| {
                assert!(posting.rank.0 < 1 << 14 && last.is_none_or(|last| last < posting.rank));
                last = Some(posting.rank);
            })
        }
        6 => Positions::new(bytes).next(u32::from(*kind) * 99, |_| {}),
        7 => (0..300).try_for_each(|place| {
            let Some(article) = article_bytes(bytes, place)? else { return Ok(()) };
            decode_article(article).ok();
            if let Ok(story) = StoryRecord::decode(article, 1 << 14) {
                assert!(
                    story.articles.iter().all(|rank| rank.index() < 1 << 14)
                        && story.sources() <= story.articles.len() + story.families.len()
                );
            }
            decode_opening(article, usize::from(*kind)).map(|_| ())
        }),
        8 => (0..300).try_for_each(|place| card_at(bytes, place).map(|_| ())),
        _ => {
            json::read::<Manifest>(bytes).ok();
            json::read::<Article>(bytes).ok();
            json::read::<Query>(bytes).ok();
            json::read_texts(bytes).ok();
            Ok(())
        }
    };
    drop(read);
}

/// A query's text, after a byte with its options; and the same text as an address.
pub fn ask(data: &[u8]) {
    thread_local!(static ENGINE: Engine = Engine::from_articles(articles().iter()).expect("the articles are sound"));
    let Some((how, text)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(text).into_owned();
    let address = Address::parse(&text);
    assert_eq!(Address::parse(&address.to_string()), address);
    let characters = text.chars().count();
    let query = Query { text, exact: how & 1 == 1, typing: how & 2 == 2, ..Query::default() };
    ENGINE.with(|engine| match engine.query(&query) {
        Ok(answer) => {
            let ids: Vec<String> = answer.hits.into_iter().map(|hit| hit.id).collect();
            let cards = engine.cards(&ids, &query).expect("what was found has cards");
            assert_eq!(cards.len(), ids.len());
            for snippet in cards.iter().flat_map(|card| &card.snippets) {
                let length = snippet.text.encode_utf16().count() as u32;
                let mut last = 0;
                for (start, end) in &snippet.marks {
                    assert!(last <= *start && start < end && *end <= length, "{snippet:?}");
                    last = *end;
                }
            }
        }
        Err(Pause::Failed(QueryError::Malformed { position, .. })) => assert!((1..=characters + 1).contains(&position)),
        Err(other) => panic!("{other:?}"),
    });
}

/// A bundle with some bytes replaced, as if the hashes did not reveal it: every four bytes of `data` are a file, a
/// position and the new value.
pub fn ask_damaged(data: &[u8]) {
    thread_local!(static FILES: Vec<(String, Vec<u8>)> = files());
    let mut files = FILES.with(Clone::clone);
    let count = files.len();
    for edit in data.chunks_exact(4) {
        let [file, high, low, value] = [0, 1, 2, 3].map(|at| edit[at]);
        let (_, bytes) = &mut files[usize::from(file) % count];
        match (usize::from(high) << 8 | usize::from(low), bytes.len()) {
            (_, 0) => {}
            (at, length) if high & 0x80 == 0 => bytes[at % length] = value,
            (at, length) if high & 0x40 == 0 => bytes.truncate(at % length),
            (at, length) => bytes.insert(at % length, value),
        }
    }
    let file = |name: &str| files.iter().find(|(other, _)| other == name).map(|(_, bytes)| bytes);
    let Some(Ok(engine)) = file(MANIFEST_NAME).map(|manifest| Engine::open(manifest)) else { return };
    // Some names are damaged too, so some files are missing.
    let insist = |question: &dyn Fn() -> QueryResult<()>| {
        for _ in 0..20 {
            let Err(Pause::Need(needed)) = question() else { return };
            for needed in needed {
                let Some(bytes) = file(&needed.name) else { return };
                engine.supply(&needed.name, bytes.clone());
            }
        }
    };
    insist(&|| engine.info().map(|_| ()));
    insist(&|| engine.names().map(|_| ()));
    for text in ["", "harbour", "s*", "\"harbour strike\"", "\"strike the\"~3", "harbuor", "-harbour", "actor:ada"] {
        let query = Query { text: text.to_owned(), ..Query::default() };
        insist(&|| engine.query(&query).map(|_| ()));
        let ids: Vec<String> = (0..3).map(|number| number.to_string()).collect();
        insist(&|| engine.cards(&ids, &query).map(|_| ()));
    }
    insist(&|| engine.article("1").map(|_| ()));
}

/// Reading may take this time for each byte. Ordinary pages take a thousandth of it.
const MAX_TIME_PER_BYTE: Duration = Duration::from_millis(1);

/// Reading may take this time, however short a document is.
const MIN_REFUSED_TIME: Duration = Duration::from_secs(3);

/// A document of a kind that the first byte of `data` chooses, from bytes to complete articles. The mentions and quotes
/// lie on boundaries of characters, and the time is in proportion to the length.
pub fn read(data: &[u8]) {
    const FILES: [&str; 8] = ["a.html", "a.txt", "a.jsonl", "a.json", "a.csv", "a.xml", "a.md", "a.mhtml"];
    let Some((kind, bytes)) = data.split_first() else { return };
    read_file(FILES[usize::from(*kind) % FILES.len()], bytes, None);
}

/// An export, a mail or a list of a kind that the first byte of `data` chooses, if its content does not say it.
pub fn read_export(data: &[u8]) {
    const FILES: [&str; 6] = ["a.txt", "a.html", "a.xml", "a.json", "a.rtf", "a.mbox"];
    let Some((kind, bytes)) = data.split_first() else { return };
    read_file(FILES[usize::from(*kind) % FILES.len()], bytes, None);
}

/// An office document or a PDF of a kind that the first byte of `data` chooses: the rest is its main part.
pub fn read_office(data: &[u8]) {
    let Some((kind, part)) = data.split_first() else { return };
    match kind % 4 {
        0 => read_file("a.docx", &archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", part)]), None),
        1 => {
            let kind = b"application/vnd.oasis.opendocument.text";
            read_file("a.odt", &archive(&[("mimetype", kind), ("content.xml", part)]), None);
        }
        2 => {
            let container = b"<container><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>";
            let package = b"<package><manifest><item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>";
            let parts: [(&str, &[u8]); 4] = [
                ("mimetype", b"application/epub+zip"),
                ("META-INF/container.xml", container),
                ("a.opf", package),
                ("a.xhtml", part),
            ];
            read_file("a.epub", &archive(&parts), None);
        }
        _ => read_file("a.pdf", &pdf(part), None),
    }
}

/// A zip archive of these entries, unpacked (PKWARE, APPNOTE 4.3).
fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in entries {
        let place = file.len() as u32;
        let length = (bytes.len() as u32).to_le_bytes();
        // The version, no flags, no compression, no time; then the checksum, both lengths, and that of the name.
        let mut facts = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        facts.extend(checksum(bytes).to_le_bytes());
        facts.extend([length, length].concat());
        facts.extend([name.len() as u8, 0, 0, 0]);
        file.extend([b"PK\x03\x04", &*facts, name.as_bytes(), bytes].concat());
        directory.extend([b"PK\x01\x02\x14\x00", &*facts, &[0; 10], &place.to_le_bytes(), name.as_bytes()].concat());
    }
    let n = entries.len() as u8;
    let end = [(directory.len() as u32).to_le_bytes(), (file.len() as u32).to_le_bytes()].concat();
    [&*file, &directory, b"PK\x05\x06\x00\x00\x00\x00", &[n, 0, n, 0], &end, &[0, 0]].concat()
}

/// CRC-32, bit by bit.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

/// A PDF of one page with this content.
fn pdf(content: &[u8]) -> Vec<u8> {
    let stream = [format!("<</Length {}>>\nstream\n", content.len()).as_bytes(), content, b"\nendstream"].concat();
    let objects: [&[u8]; 5] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</X 4 0 R>>>>>>",
        &stream,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = "xref\n0 6\n0000000000 65535 f \n".to_owned();
    for (object, n) in objects.iter().zip(1..) {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend([format!("{n} 0 obj\n").as_bytes(), object, b"\nendobj\n"].concat());
    }
    let end = format!("{table}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n", file.len());
    file.extend(end.bytes());
    file
}

/// A web page.
pub fn read_page(data: &[u8]) {
    read_file("a.html", data, None);
}

/// A plain text.
pub fn read_text(data: &[u8]) {
    read_file("a.txt", data, None);
}

/// Records, one on each line.
pub fn read_records(data: &[u8]) {
    read_file("a.jsonl", data, None);
}

/// A `corpus.toml` next to a text that it may be about.
pub fn read_sidecar(data: &[u8]) {
    const TEXT: &str = "Ferry runs again\n\nThe ferry runs again, said Ada Byron of the Harbour Union on 12 May 2024.\n\n\
                        \"It is so,\" she told the Alder Post.\n";
    read_file("a.txt", TEXT.as_bytes(), Some(data));
}

fn read_file(name: &str, bytes: &[u8], sidecar: Option<&[u8]>) {
    let before = processor_time();
    let sidecars = sidecar.map(|text| ("corpus.toml".to_owned(), text.to_vec())).into_iter().collect();
    let mut parser = Parser::new(Limits::default(), sidecars);
    parser.read(name, Cursor::new(bytes));
    let parsed = parser.assemble().finish();
    for failure in &parsed.failures {
        let text = failure.to_string();
        assert!(!text.contains("Dateline itself failed"), "{text}");
    }
    for article in &parsed.corpus.articles {
        let text_of = |place: Place| match place {
            Place::Paragraph(at) => article.body.get(at as usize).map(String::as_str),
            Place::Title => Some(article.title.value.as_str()),
        };
        for mention in article.actors.iter().flat_map(|actor| &actor.mentions) {
            let words = text_of(mention.paragraph).and_then(|text| text.get(mention.start..mention.end));
            assert!(words.is_some_and(|words| !words.is_empty()), "{mention:?} {article:?}");
        }
        for quote in &article.quotes {
            let words = text_of(quote.paragraph).and_then(|text| text.get(quote.start..quote.end));
            assert!(words.is_some(), "{quote:?} {article:?}");
        }
        let mut encoded = Vec::new();
        encode_article(article, &mut encoded);
        assert_eq!(&decode_article(&encoded).expect("an article is read as it was written"), article);
    }
    let length = (bytes.len() + sidecar.map_or(0, <[u8]>::len)) as u32;
    let spent = processor_time().zip(before).map(|(now, before)| now.saturating_sub(before)).unwrap_or_default();
    assert!(spent < MIN_REFUSED_TIME.max(MAX_TIME_PER_BYTE * length), "{length} bytes took {spent:?}");
}

/// The processor time of this thread so far, if the system reports it. Other programs don't change it.
fn processor_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// The files of a small bundle.
pub fn files() -> Vec<(String, Vec<u8>)> {
    bundle::write(None, None, &articles()).expect("the articles are sound")
}

fn articles() -> Vec<Article> {
    (0..24u32).map(article).collect()
}

fn article(number: u32) -> Article {
    let of = |words: &[&str]| words[number as usize % words.len()].to_owned();
    let body = [
        "The harbour strike goes on, and the harbours of the north stay shut.",
        "Les grévistes annoncent une nouvelle journée. 😀 Emoji stand outside the plane.",
        "港口罢工仍在继续，北方港口关闭。",
        "Der Streik der Häfen dauert an; niemand verhandelt über die Löhne.",
    ];
    let text = format!(
        r#"{{"id":"{number}","source":"{number}.txt","url":null,"title":{{"value":"{title} {number}","basis":"stated"}},
        "date":{date},"outlet":{{"id":"alder-{place}","name":"Alder {place}","basis":"stated"}},"authors":[],
        "section":"World","language":"{language}","body":["{first}","{second}"],"removed":[],
        "actors":[{{"id":"ada-byron","name":"Ada Byron","kind":"person","mentions":[]}},
        {{"id":"actor-{actor}","name":"Actor {actor}","kind":"state","mentions":[]}}],
        "cites":[{{"id":"kcna","name":"KCNA"}}],"quotes":[],"warnings":[]}}"#,
        title = of(&["Ports close", "Ports ferment", "港口", "Häfen zu"]),
        date = match number % 5 {
            0 => "null".to_owned(),
            1 => r#"{"value":"2024-03","basis":"inferred","evidence":"March"}"#.to_owned(),
            _ => format!(r#"{{"value":"2024-{:02}-11","basis":"stated","evidence":"x"}}"#, number % 12 + 1),
        },
        place = number % 4,
        language = of(&["en", "fr", "zh", "de"]),
        first = of(&body),
        second = body[(number / 4) as usize % body.len()],
        actor = number % 7,
    );
    json::read(text.as_bytes()).expect("the article is sound")
}
