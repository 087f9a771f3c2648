//! Plain texts that contain page furniture: invented texts, arbitrary ones, and real ones if they exist.

use std::path::{Path, PathBuf};

use dateline::document::{Content, Document, FileFormat, Transport};
use dateline::extract;
use dateline::ingest::{Options, ingest};
use dateline::model::{Article, DateBasis, OutletBasis, RemovedKind, TitleBasis};
use proptest::prelude::*;
use serde_json::Value;

fn article(text: &str) -> Article {
    extract::article(Document {
        source: "a.txt".to_owned(),
        content: Content::Text(text.to_owned()),
        transport: Transport::default(),
        warnings: Vec::new(),
        format: FileFormat::default(),
    })
}

/// The letters and digits of a text, sorted.
fn letters<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<char> {
    let mut letters: Vec<char> = texts.into_iter().flat_map(str::chars).filter(|c| c.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters
}

/// Checks that every letter of the source is in exactly one of title, body and removed text.
fn check_nothing_is_lost(text: &str) {
    let article = article(text);
    let title = Some(article.title.value.as_str()).filter(|_| article.title.basis == TitleBasis::Stated);
    let body = article.body.iter().map(String::as_str);
    let removed = article.removed.iter().map(|piece| piece.text.as_str());
    assert_eq!(letters(title.into_iter().chain(body).chain(removed)), letters([text]), "{text:?}");
}

proptest! {
    #[test]
    fn nothing_of_a_text_is_lost(lines in proptest::collection::vec(
        prop_oneof![
            "\\PC{0,60}",
            Just("date 2024-03-01 World".to_owned()),
            Just("Most Viewed".to_owned()),
            Just("World3 hours ago".to_owned()),
            Just("Share this article".to_owned()),
            Just("OLDPORT, April 27 (Reuters) - The harbour of Oldport was closed on Monday, the port said.".to_owned()),
            Just("The barge Ariel ran aground at the mouth of the harbour, Captain Jane Roe said on Friday.".to_owned()),
            Just("Der Hafen wurde am Freitag gesperrt, nachdem ein Lastkahn auf Grund gelaufen war.".to_owned()),
            Just("Look at this! https://t.co/abc pic.twitter.com/abc — Jane (@jane) March 1, 2024".to_owned()),
            Just("Barge closes the harbour of Oldport".to_owned()),
        ],
        0..25,
    )) {
        check_nothing_is_lost(&lines.join("\n"));
    }
}

const TEXT: &str = "The harbour of Oldport was closed on Friday after the barge Ariel ran aground at its mouth, the port authority said.\n\
    Captain John Doe of the Ariel told reporters that the barge had lost its rudder in the storm outside Oldport.\n\
    Until then the harbour stays closed to all ships, and the ferry to Newport leaves from the old quay.";

#[test]
fn a_byline_and_a_date_below_the_headline_are_no_headline() {
    for lines in [
        "By Jane Roe\nMarch 3, 2020",
        "March 3, 2020\nBy Jane Roe",
        "By Jane Roe and John Doe | March 3, 2020",
        "Published on Tuesday, March 3, 2020 at 10:15",
        "Dienstag, 3. März 2020, 10:15 Uhr",
    ] {
        let article = article(&format!("Barge closes the harbour of Oldport\n{lines}\n\n{TEXT}"));
        assert_eq!(article.title.value, "Barge closes the harbour of Oldport", "{lines}");
        let date = article.date.as_ref().map(|date| date.value.to_string());
        assert_eq!(date.as_deref(), Some("2020-03-03"), "{lines}: {:?}", article.removed);
        assert_eq!(article.body.len(), 3, "{lines}: {:?}", article.body);
    }
}

#[test]
fn a_made_up_page_is_taken_apart() {
    let text = "Home\nNews\nSport\nPublished: 1 March 2024\nBy Jane Roe\nBarge closes the harbour of Oldport\n\
        The harbour of Oldport was closed on Friday after the barge Ariel ran aground at its mouth, the port authority said.\n\
        Photo: Oldport Port Authority\n\
        Captain John Doe of the Ariel told reporters that the barge had lost its rudder in the storm outside Oldport.\n\
        “We hope to tow the Ariel away before the weekend,” said a spokeswoman of the port authority.\n\
        Until then the harbour stays closed to all ships, and the ferry to Newport leaves from the old quay.\n\
        Read also\nCouncil votes on new tram line\nMuseum of clocks reopens\n\
        Share on Facebook\nLeave a comment\nYour email address will not be published. Required fields are marked *\n\
        © 2024 Oldport Courier. All rights reserved.";
    let article = article(text);
    assert_eq!(article.title.value, "Barge closes the harbour of Oldport");
    assert_eq!(article.title.basis, TitleBasis::Stated);
    assert_eq!(article.date.as_ref().map(|date| date.value.to_string()).as_deref(), Some("2024-03-01"));
    assert_eq!(article.authors, ["Jane Roe"]);
    assert_eq!(article.language.as_deref(), Some("en"));
    assert_eq!(article.body.len(), 4, "{:#?}", article.body);
    let kind = |words: &str| article.removed.iter().find(|piece| piece.text.contains(words)).map(|piece| piece.kind);
    assert_eq!(kind("Photo:"), Some(RemovedKind::Caption));
    assert_eq!(kind("tram line"), Some(RemovedKind::Related));
    assert_eq!(kind("Facebook"), Some(RemovedKind::Share));
    assert_eq!(kind("email address"), Some(RemovedKind::CommentForm));
    assert_eq!(kind("©"), Some(RemovedKind::Legal));
}

#[test]
fn a_text_without_words_is_an_article_without_body() {
    for text in ["", "\n\n", "---", "…"] {
        let article = article(text);
        assert!(article.body.is_empty());
        assert!(!article.warnings.is_empty());
    }
}

struct Expected {
    file: &'static str,
    title: (&'static str, TitleBasis),
    date: (&'static str, DateBasis),
    outlet: Option<&'static str>,
    section: Option<&'static str>,
    paragraphs: usize,
    begins: &'static str,
    ends: &'static str,
    removed: &'static [(&'static str, RemovedKind)],
}

const EXPECTED: [Expected; 5] = [
    Expected {
        file: "000_a0befc9261b2cb56.txt",
        title: ("North Korean leader Kim Jong Un reaffirmed", TitleBasis::Derived),
        date: ("2025-07-27", DateBasis::Inferred),
        outlet: Some("econotimes"),
        section: None,
        paragraphs: 5,
        begins: "North Korean leader",
        ends: "in Northeast Asia.",
        removed: &[("UN General Assembly", RemovedKind::Related), ("Honduras Election", RemovedKind::Related)],
    },
    Expected {
        file: "001_c509b631f3b5f187.txt",
        title: ("North Korea says its troops", TitleBasis::Stated),
        date: ("2025-04-28", DateBasis::Inferred),
        outlet: Some("anewz"),
        section: None,
        paragraphs: 8,
        begins: "North Korea has officially",
        ends: "outside its region.",
        removed: &[
            ("Russia launched a major", RemovedKind::Related),
            ("Porsche", RemovedKind::Related),
            ("You can download", RemovedKind::Promotion),
            ("Leave the first comment", RemovedKind::CommentForm),
        ],
    },
    Expected {
        file: "002_6c6713f1f34bc545.txt",
        title: ("North Korea confirms soldiers", TitleBasis::Stated),
        date: ("2025-04-27", DateBasis::Stated),
        outlet: Some("bno-news"),
        section: Some("World"),
        paragraphs: 11,
        begins: "North Korea has officially",
        ends: "presence in Russia.",
        removed: &[
            ("date 2025-04-27", RemovedKind::Header),
            ("Shooting in Myrtle", RemovedKind::Related),
            ("Most Viewed", RemovedKind::Related),
            ("Mexico H5N1", RemovedKind::Related),
        ],
    },
    Expected {
        file: "003_5772219743b5972e.txt",
        title: ("In rare words", TitleBasis::Derived),
        date: ("2025-02-10", DateBasis::Stated),
        outlet: Some("zerohedge"),
        section: None,
        paragraphs: 10,
        begins: "In rare words",
        ends: "Ukrainian cities.",
        removed: &[
            ("date 2025-02-10", RemovedKind::Header),
            ("Sputnik/Kremlin pool photo", RemovedKind::Caption),
            ("pic.twitter.com", RemovedKind::Embed),
        ],
    },
    Expected {
        file: "004_c118c40196da8233.txt",
        title: ("North Korea celebrates role", TitleBasis::Stated),
        date: ("2025-04-28", DateBasis::Inferred),
        outlet: None,
        section: None,
        paragraphs: 8,
        begins: "In a dramatic twist",
        ends: "alliance with Moscow.",
        removed: &[
            ("Zdieľaj", RemovedKind::Share),
            ("Rubio and Lavrov", RemovedKind::Related),
            ("Pridaj komentár", RemovedKind::CommentForm),
            ("Vaša e-mailová", RemovedKind::CommentForm),
        ],
    },
];

/// The rows of a JSON Lines file of the repository's own plain texts.
fn own_rows(file: &str) -> Vec<Value> {
    let path = Path::new("tests/fixtures/set/plaintext").join(file);
    let text = std::fs::read_to_string(&path).expect("the fixture can be read");
    text.lines().map(|line| serde_json::from_str(line).expect("each line is an object")).collect()
}

#[test]
fn nothing_of_texts_in_many_languages_is_lost() {
    let pages = own_rows("pages.jsonl");
    assert_eq!(pages.len(), 13);
    for page in pages {
        check_nothing_is_lost(page["text"].as_str().expect("a page has a text"));
    }
}

#[test]
fn texts_in_many_languages_are_separated_from_their_furniture() {
    let mut mistakes = Vec::new();
    for (page, truth) in own_rows("pages.jsonl").iter().zip(own_rows("truth.jsonl")) {
        let id = page["id"].as_str().expect("a page has an id");
        assert_eq!(truth["id"], id);
        let body = article(page["text"].as_str().expect("a page has a text")).body.join("\n");
        for (key, wanted) in [("must_contain", true), ("must_not_contain", false)] {
            let pieces = truth[key].as_array().expect("a page has pieces").iter().filter_map(Value::as_str);
            mistakes.extend(
                pieces.filter(|piece| body.contains(piece) != wanted).map(|piece| (id.to_owned(), piece.to_owned())),
            );
        }
    }
    mistakes.retain(|(id, piece)| !KNOWN_MISTAKES.iter().any(|(known, words)| known == id && piece.contains(words)));
    assert!(mistakes.is_empty(), "{mistakes:#?}");
}

/// Text that is left out, and furniture that is taken for text: the page, and words of the passage. This list must only
/// get shorter.
const KNOWN_MISTAKES: &[(&str, &str)] = &[
    ("own/arabic", "السادسة صباحا"),
    ("own/english-semantic", "Bookings open"),
    ("own/russian-microdata", "читальный зал"),
    ("own/turkish-amp", "çerezler kullanıyoruz"),
];

#[test]
fn five_real_texts_give_every_field() {
    let folder = Path::new("../shared/corpus");
    if !folder.is_dir() {
        eprintln!("SKIPPED: {} does not exist", folder.display());
        return;
    }
    let read = ingest(&[PathBuf::from(folder)], &Options::default()).expect("there is room");
    let corpus = read.corpus().expect("the articles can be read again");
    assert!(read.failures.is_empty(), "{:?}", read.failures);
    assert_eq!(corpus.articles.len(), EXPECTED.len());
    for expected in &EXPECTED {
        let found = corpus.articles.iter().find(|article| article.source == expected.file).expect(expected.file);
        let file = expected.file;
        assert!(found.title.value.starts_with(expected.title.0), "{file}: {}", found.title.value);
        assert_eq!(found.title.basis, expected.title.1, "{file}");
        let date = found.date.as_ref().expect(file);
        assert_eq!((date.value.to_string().as_str(), date.basis), expected.date, "{file}: {}", date.evidence);
        assert!(!date.evidence.is_empty(), "{file}");
        assert_eq!(found.outlet.as_ref().map(|outlet| outlet.id.as_str()), expected.outlet, "{file}");
        assert!(found.outlet.iter().all(|outlet| outlet.basis == OutletBasis::Url), "{file}");
        assert_eq!(found.section.as_deref(), expected.section, "{file}");
        assert_eq!(found.language.as_deref(), Some("en"), "{file}");
        assert_eq!(found.body.len(), expected.paragraphs, "{file}");
        assert!(found.body.first().is_some_and(|first| first.starts_with(expected.begins)), "{file}");
        assert!(found.body.last().is_some_and(|last| last.ends_with(expected.ends)), "{file}");
        for (words, kind) in expected.removed {
            let piece = found.removed.iter().find(|piece| piece.text.contains(words)).expect(words);
            assert_eq!(piece.kind, *kind, "{file}: {words}");
        }
        let text = std::fs::read_to_string(folder.join(file)).expect(file);
        check_nothing_is_lost(&text);
    }
}
