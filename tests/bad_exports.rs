//! Exports, office documents, mails and other formats that are cut, nested without end, in a wrong encoding or larger than
//! they say: each is read or listed in bounded time, and no other document suffers.

mod archive;

use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use archive::zip;
use dateline::document::{self, Limits, RunTotal};
use flate2::Compression;
use flate2::write::ZlibEncoder;

/// How long a hostile document may take without optimisation on a busy machine.
const PATIENCE: Duration = Duration::from_secs(180);

/// What was read of a file: the number of its documents, and its failures in words.
#[track_caller]
fn read(name: &str, bytes: &[u8]) -> (usize, Vec<String>) {
    let start = Instant::now();
    let (mut n_documents, mut failures) = (0, Vec::new());
    document::read_from(name, Cursor::new(bytes), &Limits::default(), &RunTotal::default(), &mut |read| match read {
        Ok(_) => n_documents += 1,
        Err(failure) => failures.push(failure.to_string()),
    });
    assert!(start.elapsed() < PATIENCE, "{name} of {} bytes took {:?}", bytes.len(), start.elapsed());
    (n_documents, failures)
}

#[track_caller]
fn check_failure(name: &str, bytes: &[u8], words: &str) {
    let (n_documents, failures) = read(name, bytes);
    assert_eq!(n_documents, 0, "{failures:?}");
    assert!(failures.iter().any(|failure| failure.contains(words)), "{words}: {failures:?}");
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory is there");
    encoder.finish().expect("memory is there")
}

/// A PDF of these objects, from number 1; the first is the catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (object, n) in objects.iter().zip(1..) {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{n} 0 obj\n").bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    let size = objects.len() + 1;
    file.extend(format!("{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}

fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<<{dictionary}/Length {}>>\nstream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

const CATALOGUE: &str = "<</Type/Catalog/Pages 2 0 R>>";
const PAGES: &str = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
const PAGE: &str = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>>>";
const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
const WORDS: &[u8] = b"BT /F1 10 Tf 50 660 Td (Two boats collided in the harbour.) Tj ET";

/// A PDF of one page with this content and this form `X`.
fn pdf_with_form(content: Vec<u8>, form: Vec<u8>) -> Vec<u8> {
    pdf(&[CATALOGUE.into(), PAGES.into(), PAGE.into(), content, FONT.into(), form])
}

const NEXIS: &str = "1 of 2 DOCUMENTS\n\nQuay News\n\nMay 4, 2019 Saturday\n\nTwo boats\n\nLENGTH: 5 words\n\nOne boat sank.\n\n\
    2 of 2 DOCUMENTS\n\nQuay News\n\nMay 5, 2019 Sunday\n\nA gale\n\nLENGTH: 5 words\n\nIt blew.\n";

/// Valid files of every reader, by name.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let text = |name, text: &str| (name, text.as_bytes().to_vec());
    let alto = "<alto><TextBlock ID='b1'><TextLine><String CONTENT='One'/><SP/><String CONTENT='boat.'/></TextLine></TextBlock></alto>";
    let mets = "<mets><dmdSec ID='A'><mods><title>Two boats</title></mods></dmdSec><fileSec><file ID='p1'><FLocat href='file://x/p1.xml'/>\
        </file></fileSec><structMap TYPE='LOGICAL'><div TYPE='ISSUE'><div TYPE='ARTICLE' DMDID='A'><div TYPE='BODY'><fptr>\
        <area FILEID='p1' BEGIN='b1'/></fptr></div></div></div></structMap></mets>";
    let word = "<w:document><w:body><w:p><w:r><w:t>Two boats</w:t></w:r></w:p><w:p><w:r><w:t>One sank.</w:t></w:r></w:p></w:body></w:document>";
    let open = "<office:document-content><office:body><office:text><text:h>Two boats</text:h><text:p>One sank.</text:p></office:text>\
        </office:body></office:document-content>";
    let sheet = "<worksheet><row><c r='A1' t='inlineStr'><is><t>title</t></is></c><c r='B1' t='inlineStr'><is><t>body</t></is></c></row>\
        <row><c r='A2' t='inlineStr'><is><t>T</t></is></c><c r='B2' t='inlineStr'><is><t>B</t></is></c></row></worksheet>";
    let workbook = "<workbook><sheets><sheet name='x' r:id='r1'/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id='r1' Target='worksheets/sheet1.xml'/></Relationships>";
    let package = "<package><metadata><title>Two boats</title></metadata><manifest><item id='a' href='a.xhtml' \
        media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>";
    let container = "<container><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>";
    let chapter =
        format!("<html><body><h1>Two boats</h1><p>{}</p></body></html>", "One of them sank at noon. ".repeat(20));
    vec![
        text("p1.xml", alto),
        text("a_mets.xml", mets),
        ("scan.zip", zip(&[("x_mets.xml", mets.as_bytes()), ("p1.xml", alto.as_bytes())])),
        text(
            "newsml1.xml",
            "<NewsML><NewsItem><NewsManagement><FirstCreated>20240304T101500Z</FirstCreated></NewsManagement><NewsComponent><NewsLines>\
             <HeadLine>Two boats</HeadLine></NewsLines><ContentItem><DataContent><p>One sank.</p></DataContent></ContentItem>\
             </NewsComponent></NewsItem></NewsML>",
        ),
        text(
            "newsml2.xml",
            "<newsItem guid='a'><contentMeta><headline>Two boats</headline></contentMeta><contentSet><inlineXML><html><body><p>One sank.</p>\
             </body></html></inlineXML></contentSet></newsItem>",
        ),
        text(
            "nitf.xml",
            "<nitf><head><title>Two boats</title></head><body><body.content><p>One sank.</p></body.content></body></nitf>",
        ),
        text(
            "ninjs.json",
            r#"{"uri": "a", "headline": "Two boats", "versioncreated": "2024-03-04T10:15:00Z", "body_html": "<p>One sank.</p>"}"#,
        ),
        ("a.docx", zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", word.as_bytes())])),
        ("a.odt", zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", open.as_bytes())])),
        (
            "a.xlsx",
            zip(&[
                ("[Content_Types].xml", b"<Types/>"),
                ("xl/workbook.xml", workbook.as_bytes()),
                ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
                ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
            ]),
        ),
        (
            "a.epub",
            zip(&[
                ("mimetype", b"application/epub+zip"),
                ("META-INF/container.xml", container.as_bytes()),
                ("a.opf", package.as_bytes()),
                ("a.xhtml", chapter.as_bytes()),
            ]),
        ),
        text("a.rtf", r"{\rtf1\ansi {\b Two boats}\par One sank.\par}"),
        ("a.pdf", pdf_with_form(stream("", WORDS), stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", b"BT ET"))),
        text(
            "a.mbox",
            "From a Sat May  4 10:00:00 2019\nFrom: a@b.example\nSubject: Two boats\n\nOne sank.\n\nFrom a Sat May  4 10:00:00 2019\n\
             From: a@b.example\nSubject: A gale\n\nIt blew.\n",
        ),
        text(
            "a.ris",
            "TY  - NEWS\nTI  - Two boats\nPY  - 2019/05/04\nAB  - One sank.\nER  - \n\nTY  - NEWS\nTI  - A gale\nER  - \n",
        ),
        text(
            "a.bib",
            "@article{a, title = {Two {boats}}, year = 2019, abstract = \"One sank.\"}\n\n@misc{b, title = {A gale}}\n",
        ),
        text(
            "result.json",
            r#"{"name": "Quay", "type": "public_channel", "id": 1, "messages": [{"id": 1, "type": "message",
             "date": "2019-05-04T10:00:00", "from": "Quay", "text": ["One boat ", {"type": "bold", "text": "sank"}, "."]}]}"#,
        ),
        text(
            "guardian.json",
            r#"{"response": {"status": "ok", "total": 1, "results": [{"id": "a", "webTitle": "Two boats",
             "webPublicationDate": "2019-05-04T10:00:00Z", "fields": {"bodyText": "One sank."}}]}}"#,
        ),
        text("nexis.txt", NEXIS),
        text(
            "a.enex",
            "<en-export><note><title>Two boats</title><content><![CDATA[<en-note><p>One sank.</p></en-note>]]></content></note></en-export>",
        ),
        text(
            "tei.xml",
            "<TEI><teiHeader><fileDesc><titleStmt><title>Two boats</title></titleStmt></fileDesc></teiHeader><text><body><p>One sank.</p></body></text></TEI>",
        ),
    ]
}

#[test]
fn whatever_is_cut_is_read_or_listed() {
    for (name, bytes) in samples() {
        let (n_documents, failures) = read(name, &bytes);
        let is_part = name.ends_with("p1.xml") || name == "a_mets.xml";
        assert!(n_documents > 0 || is_part, "{name}: {failures:?}");
        for cut in (1..bytes.len()).step_by(bytes.len() / 60 + 1) {
            let (n_documents, failures) = read(name, &bytes[..cut]);
            assert!(n_documents + failures.len() > 0, "nothing is said of {name}, cut after {cut} bytes");
            assert!(!failures.iter().any(|failure| failure.contains("Dateline itself")), "{name}, {cut}: {failures:?}");
        }
    }
}

#[test]
fn whatever_its_encoding_a_file_is_read_or_listed() {
    for (name, bytes) in samples() {
        let Ok(text) = String::from_utf8(bytes.clone()) else { continue };
        let wide = text.encode_utf16();
        let variants: [Vec<u8>; 5] = [
            [0xff, 0xfe].into_iter().chain(wide.clone().flat_map(u16::to_le_bytes)).collect(),
            [0xfe, 0xff].into_iter().chain(wide.flat_map(u16::to_be_bytes)).collect(),
            ["\u{feff}", &text].concat().into_bytes(),
            text.replace("sank", "s\u{1}nk").into_bytes(),
            text.bytes().flat_map(|byte| if byte == b'k' { vec![0xff, 0xc3, byte] } else { vec![byte] }).collect(),
        ];
        for (variant, n) in variants.iter().zip(0..) {
            let (n_documents, failures) = read(name, variant);
            assert!(n_documents + failures.len() > 0, "nothing is said of {name}, variant {n}");
            assert!(!failures.iter().any(|failure| failure.contains("Dateline itself")), "{name}, {n}: {failures:?}");
        }
    }
}

#[test]
fn whatever_is_nested_without_end_is_read_or_listed() {
    let deep = |open: &str, close: &str| [open.repeat(100_000), close.repeat(100_000)].concat();
    let office = |name: &str, content: String| {
        let entries: [(&str, &[u8]); 2] = match name {
            "a.docx" => [("[Content_Types].xml", b"<Types/>"), ("word/document.xml", content.as_bytes())],
            _ => [("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content.as_bytes())],
        };
        zip(&entries)
    };
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("a.xml", format!("<alto>{}</alto>", deep("<TextBlock>", "</TextBlock>")).into()),
        ("mets.xml", format!("<mets><structMap TYPE='LOGICAL'>{}</structMap></mets>", deep("<div>", "</div>")).into()),
        ("a.xml", format!("<NewsML>{}</NewsML>", deep("<NewsComponent>", "</NewsComponent>")).into()),
        ("a.xml", format!("<TEI><text><body>{}</body></text></TEI>", deep("<div>", "</div>")).into()),
        ("a.enex", format!("<en-export>{}</en-export>", deep("<note>", "</note>")).into()),
        ("a.docx", office("a.docx", format!("<w:document><w:body>{}", deep("<w:p><w:r>", "</w:r></w:p>")))),
        ("a.odt", office("a.odt", format!("<office:text>{}", deep("<text:section>", "</text:section>")))),
        ("a.rtf", [r"{\rtf1 ", &deep("{", "}"), "One sank.}"].concat().into()),
        ("a.bib", format!("@article{{a, title = {}}}\n", deep("{", "}")).into()),
        ("a.json", format!("{{\"messages\": {}}}", deep("[", "]")).into()),
        ("a.pdf", pdf_with_form(stream("", &deep("[", "]").into_bytes()), stream("/Subtype/Form", b""))),
        ("a.pdf", pdf_with_form(stream("", &deep("<<", ">>").into_bytes()), deep("<</A", ">>").into())),
        ("a.pdf", pdf_with_form(stream("", deep("q ", "Q ").as_bytes()), stream("/Subtype/Form", b""))),
    ];
    for (name, bytes) in files {
        let (n_documents, failures) = read(name, &bytes);
        assert!(n_documents + failures.len() > 0, "nothing is said of {name}");
        assert!(!failures.iter().any(|failure| failure.contains("Dateline itself")), "{name}: {failures:?}");
    }
}

#[test]
fn a_file_with_very_many_parts_is_read_in_bounded_time() {
    let n = 20_000;
    let files: Vec<(&str, String)> = vec![
        ("a.ris", "TY  - NEWS\nTI  - T\nER  - \n".repeat(n)),
        ("b.ris", format!("TY  - NEWS\nTI  - T\n{}ER  - \n", "AU  - A, B\n".repeat(n))),
        ("a.bib", "@misc{a, title = {T}}\n".repeat(n)),
        ("b.bib", format!("@misc{{a, title = {{T}}{}}}\n", ", note = {x}".repeat(n))),
        ("a.mbox", "From a Sat May  4 10:00:00 2019\nSubject: T\n\nWords.\n\n".repeat(n)),
        (
            "a.json",
            format!(
                "{{\"messages\": [{}]}}",
                vec![r#"{"id":1,"type":"message","date":"2019-05-04","text":"x"}"#; n].join(",")
            ),
        ),
        (
            "alto.xml",
            format!(
                "<alto>{}</alto>",
                "<TextBlock ID='b'><TextLine><String CONTENT='a'/></TextLine></TextBlock>".repeat(n)
            ),
        ),
        ("newsml.xml", format!("<NewsML>{}</NewsML>", "<NewsItem><HeadLine>T</HeadLine></NewsItem>".repeat(n))),
        ("a.rtf", format!(r"{{\rtf1 {}}}", r"{\b a}\par ".repeat(n))),
        (
            "nexis.txt",
            format!("1 of {n} DOCUMENTS\n\nQuay\n\nMay 4, 2019\n\nT\n\nLENGTH: 1 words\n\nOne.\n\n").repeat(2_000),
        ),
    ];
    for (name, text) in files {
        let (n_documents, failures) = read(name, text.as_bytes());
        assert!(n_documents + failures.len() > 0, "nothing is said of {name}");
    }
    // An export that promises more than there is.
    let (n_documents, failures) = read("nexis.txt", NEXIS.replace("of 2", "of 4000000000").as_bytes());
    assert_eq!(n_documents, 2, "{failures:?}");
    assert!(failures.iter().any(|failure| failure.contains("2 of 4000000000 documents read")), "{failures:?}");
}

#[test]
fn a_pdf_whose_forms_contain_themselves_is_listed() {
    let own = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>";
    check_failure("a.pdf", &pdf_with_form(stream("", b"/X Do"), stream(own, b"q /X Do Q")), "forms within forms");
    // Without resources of its own, a form has those of the page.
    let bare = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]";
    check_failure("a.pdf", &pdf_with_form(stream("", b"/X Do"), stream(bare, b"/X Do")), "forms within forms");
    // Forms that show each other a hundred times.
    let mut objects: Vec<Vec<u8>> =
        vec![CATALOGUE.into(), PAGES.into(), PAGE.into(), stream("", b"/X Do"), FONT.into()];
    for n in 7..17 {
        let resources = format!("/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {n} 0 R>>>>");
        objects.push(stream(&resources, &b"/X Do ".repeat(100)));
    }
    objects.push(stream("/Subtype/Form/BBox[0 0 9 9]", b"q Q"));
    check_failure("a.pdf", &pdf(&objects), "longer than");
}

#[test]
fn a_pdf_with_a_loop_of_pages_is_listed() {
    let pages = "<</Type/Pages/Kids[3 0 R]/Count 1/Parent 2 0 R>>";
    let page = PAGE.replace("/MediaBox[0 0 600 800]", "");
    let objects: Vec<Vec<u8>> = vec![CATALOGUE.into(), pages.into(), page.into(), stream("", WORDS), FONT.into()];
    check_failure("a.pdf", &pdf(&objects), "a loop of pages");
    let pages = "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1>>";
    let objects: Vec<Vec<u8>> = vec![CATALOGUE.into(), pages.into(), PAGE.into(), stream("", WORDS), FONT.into()];
    assert_eq!(read("a.pdf", &pdf(&objects)).1.len(), 1);
}

#[test]
fn a_pdf_that_unpacks_to_far_too_much_is_listed() {
    let blank = deflated(&vec![b' '; 260 << 20]);
    let form = stream("/Subtype/Form/BBox[0 0 9 9]", b"");
    let too_long = "longer than 256 MiB";
    let bomb = pdf_with_form(stream("/Filter/FlateDecode", &blank), form.clone());
    assert!(bomb.len() < 4 << 20);
    check_failure("a.pdf", &bomb, too_long);
    // One within the other.
    let twice = stream("/Filter[/FlateDecode/FlateDecode]", &deflated(&blank));
    check_failure("a.pdf", &pdf_with_form(twice, form.clone()), too_long);
    // In the objects, which are read first.
    let objects = stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &blank);
    check_failure("a.pdf", &pdf_with_form(objects, form.clone()), too_long);
    // A picture is not unpacked.
    let picture = stream("/Type/XObject/Subtype/Image/Width 1/Height 1/Filter/FlateDecode", &blank);
    assert_eq!(read("a.pdf", &pdf_with_form(stream("", &[WORDS, b" /X Do"].concat()), picture)), (1, Vec::new()));
}

/// Reads a file and expects this number of documents, and warnings with these words and no others.
#[track_caller]
fn check_told(name: &str, bytes: &[u8], n_documents: usize, words: &[&str]) {
    let (n, told) = read(name, bytes);
    assert_eq!(n, n_documents, "{name}: {told:?}");
    assert_eq!(told.len(), words.len(), "{name}: {told:?}");
    for words in words {
        assert!(told.iter().any(|told| told.contains(words)), "{name}: {words}: {told:?}");
    }
}

/// A book of these chapters, by name.
fn book(chapters: &[(&str, &str)]) -> Vec<u8> {
    let item =
        |(name, _): &(&str, &str)| format!("<item id='{name}' href='{name}' media-type='application/xhtml+xml'/>");
    let place = |(name, _): &(&str, &str)| format!("<itemref idref='{name}'/>");
    let package = format!(
        "<package><metadata><title>The Quay</title></metadata><manifest>{}</manifest><spine>{}<itemref idref='gone'/></spine></package>",
        chapters.iter().map(item).collect::<String>(),
        chapters.iter().map(place).collect::<String>(),
    );
    let container = "<container><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>";
    let mut entries: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container.as_bytes()),
        ("a.opf", package.as_bytes()),
    ];
    entries.extend(chapters.iter().map(|(name, page)| (*name, page.as_bytes())));
    zip(&entries)
}

#[test]
fn every_part_of_a_book_is_an_article_or_named() {
    let long = format!("<html><body><h1>A gale</h1><p>{}</p></body></html>", "It blew at noon. ".repeat(20));
    let book = book(&[
        ("cover.xhtml", "<html><body><img src='a.png'/></body></html>"),
        ("title.xhtml", "<html><body><h1>The Quay</h1><p>Issue 3</p></body></html>"),
        (
            "brief.xhtml",
            "<html><body><h2>Two boats</h2><p>Two boats collided in the harbour at noon.</p></body></html>",
        ),
        ("long.xhtml", &long),
    ]);
    let short = "left out: 1 part that is too short for an article";
    check_told(
        "a.epub",
        &book,
        2,
        &[
            &format!("entry cover.xhtml: {short}"),
            &format!("entry title.xhtml: {short}"),
            "entry gone: there is no such file",
        ],
    );
}

#[test]
fn entries_of_a_feed_that_are_not_read_are_counted() {
    let item = |kind: &str, status: &str| {
        format!("<item><title>T</title><wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status></item>")
    };
    let items = [item("post", "publish"), item("post", "draft"), item("attachment", "inherit")].concat();
    let feed = format!(
        "<rss xmlns:wp='http://wordpress.org/export/1.2/'><channel><title>The Quay</title>{items}</channel></rss>"
    );
    check_told("a.xml", feed.as_bytes(), 1, &["left out: 2 entries that are no publications"]);
    // Cut between two entries, and in one that has said nothing yet.
    let items = "<item><title>T</title></item>".repeat(3);
    let feed = format!("<rss><channel>{items}");
    check_told("a.xml", feed.as_bytes(), 3, &["the file ends too early"]);
    check_told("a.xml", format!("{feed}<item><titl").as_bytes(), 3, &["broken XML"]);
    check_told("a.xml", format!("{feed}<item><link>").as_bytes(), 3, &["the file ends too early"]);
    let (mut n_documents, mut told) = (0, Vec::new());
    let limits = Limits { entries: 2, ..Limits::default() };
    let whole = format!("{feed}</channel></rss>");
    document::read_from("a.xml", Cursor::new(&whole), &limits, &RunTotal::default(), &mut |read| match read {
        Ok(_) => n_documents += 1,
        Err(failure) => told.push(failure.to_string()),
    });
    assert_eq!(n_documents, 2);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("too many records"), "{told:?}");
}

#[test]
fn every_mail_of_a_large_mailbox_is_read() {
    let n = 9_000;
    let mail = |n: usize| {
        let words = "a boat ".repeat(n % 97);
        format!("From a Sat May  4 10:00:00 2019\nFrom: a@b.example\nSubject: Boat {n}\n\n{words}sank.\n\n")
    };
    let mailbox: String = (0..n).map(mail).collect();
    check_told("a.mbox", mailbox.as_bytes(), n, &[]);
}

#[test]
fn every_text_of_a_mail_is_kept() {
    let head =
        "From: a@b.example\nSubject: Two boats\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b\"\n\n";
    let part = |kind: &str, text: &str| format!("--b\nContent-Type: {kind}\n\n{text}\n");
    let parts = [part("text/plain", "One sank."), part("image/png", "x"), part("text/plain", "It blew.")].concat();
    let mut texts = Vec::new();
    document::read("a.eml", format!("{head}{parts}--b--\n").as_bytes(), &mut |read| {
        let document::Content::Record(record) = read.expect("a mail").content else { panic!("no record") };
        texts.push(record.body.join(" "));
    });
    assert_eq!(texts, ["One sank. It blew."]);
    let named = part("text/plain; name=\"a.txt\"", "One boat sank in the harbour.\n\nIt blew.");
    let mail = format!("{head}{}--b--\n", [part("text/plain", "See below."), named.repeat(203)].concat());
    check_told("a.eml", mail.as_bytes(), 201, &["entry a.txt: too many documents"]);
    let mail = format!("{head}{}--b--\n", part("text/plain", "One sank.").repeat(1_100));
    check_told("a.eml", mail.as_bytes(), 1, &["too many documents"]);
    // A document without a name.
    let mail =
        format!("{head}{}{}--b--\n", part("text/plain", "One sank."), part("application/rtf", "{\\rtf1 It blew.}"));
    check_told("a.eml", mail.as_bytes(), 2, &[]);
}

#[test]
fn every_reference_of_a_list_is_read_or_listed() {
    let list = "TY  - NEWS\nTI  - One\nTY  - NEWS\nTI  - Two\nER  - \nTI  - Lost\n\nTY  - NEWS\nTI  - Three\nER  - \n";
    check_told("a.ris", list.as_bytes(), 3, &["record 3: not a record"]);
    let list =
        "@misc{a, title = {One}}\n@misc{b, title = {cut}\n\n@misc{c, title = {Three}}\n@misc{d, title = {Four}}\n";
    check_told("a.bib", list.as_bytes(), 3, &["record 2: the file ends too early"]);
}

#[test]
fn every_sheet_of_a_workbook_is_read_or_named() {
    let cell = |place: &str, text: &str| format!("<c r='{place}' t='inlineStr'><is><t>{text}</t></is></c>");
    let articles = format!(
        "<worksheet><row>{}{}</row><row>{}{}</row></worksheet>",
        cell("A1", "title"),
        cell("B1", "body"),
        cell("A2", "T"),
        cell("B2", "B")
    );
    let notes = format!("<worksheet><row>{}</row></worksheet>", cell("A1", "Ask Ann"));
    let sheets = "<sheet name='News' r:id='r1'/><sheet name='Notes' r:id='r2'/><sheet name='Gone' r:id='r3'/><sheet name='Blank' r:id='r4'/>";
    let workbook = format!("<workbook><sheets>{sheets}</sheets></workbook>");
    let relation = |n: u32| format!("<Relationship Id='r{n}' Target='worksheets/sheet{n}.xml'/>");
    let relations = format!("<Relationships>{}</Relationships>", (1..5).map(relation).collect::<String>());
    let book = |strings: &str| {
        zip(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("xl/workbook.xml", workbook.as_bytes()),
            ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
            ("xl/sharedStrings.xml", strings.as_bytes()),
            ("xl/worksheets/sheet1.xml", articles.as_bytes()),
            ("xl/worksheets/sheet2.xml", notes.as_bytes()),
            ("xl/worksheets/sheet4.xml", b"<worksheet/>"),
        ])
    };
    let words = ["entry Notes: left out: 1 sheet", "entry Gone: there is no such file"];
    check_told("a.xlsx", &book("<sst/>"), 1, &words);
    // Cells whose words are lost would be empty.
    check_told("a.xlsx", &book("<sst><si><t>A</t></si><"), 0, &["broken XML"]);
}

#[test]
fn records_in_other_lists_are_counted() {
    let record = |title: &str| format!(r#"{{"webTitle": "{title}", "webUrl": "https://quay.example/{title}"}}"#);
    let (one, two, three) = (record("One"), record("Two"), record("Three"));
    let answer =
        format!(r#"{{"response": {{"results": [{one}, {two}], "related": [{three}], "tags": [{{"id": "a"}}]}}}}"#);
    check_told("a.json", answer.as_bytes(), 2, &["left out: 1 record in another list of the file"]);
}

#[test]
fn messages_without_words_are_counted() {
    let message = |text: &str| format!(r#"{{"type": "message", "date_unixtime": "1556980000", "text": "{text}"}}"#);
    let messages = [message("One sank."), message(""), message(""), "7".to_owned()].join(",");
    let chat = format!(r#"{{"name": "Quay", "type": "public_channel", "messages": [{messages}]}}"#);
    check_told("result.json", chat.as_bytes(), 1, &["left out: 2 messages without text", "record 4: not a record"]);
}

#[test]
fn pages_of_an_export_that_its_list_does_not_name_are_read() {
    let page = b"<html><body><h1>Two boats</h1><p>One sank.</p></body></html>";
    let list = br#"[{"slug": "a", "title": "Two boats"}, {"slug": "gone", "title": "A gale"}]"#;
    let export = zip(&[("content/a.html", page), ("content/b.html", page), ("metadata_0.json", list)]);
    let mut warnings = Vec::new();
    document::read("a.zip", &export, &mut |read| warnings.push(read.expect("a document").warnings.len()));
    assert_eq!(warnings, [0, 1, 0]);
}

#[test]
fn cells_that_have_no_place_in_a_table_are_told() {
    let mut warnings = Vec::new();
    let table = "title,date,body\nOne,2019-05-04,It sank.\nTwo,2019-05-05,It blew, and rained, a lot.\n";
    document::read("a.csv", table.as_bytes(), &mut |read| warnings.push(read.expect("a row").warnings.len()));
    assert_eq!(warnings, [0, 1]);
    let table = "title,date,body\nOne,2019-05-04,\"It sank.\nTwo,2019-05-05,It blew.\nThree,2019-05-06,It rained.\n";
    check_told("a.csv", table.as_bytes(), 1, &["line 2: not a table (a quotation mark is not closed)"]);
    let table = "title,date,body\nOne,2019-05-04,\"It sank.\nIt blew.\"\nA 3\" pipe,2019-05-05,\"It\nrained.\"\nTwo,2019-05-06,It blew.\n";
    check_told("a.csv", table.as_bytes(), 3, &[]);
}

#[test]
fn documents_in_a_web_archive_that_are_no_pages_are_counted() {
    let record = |kind: &str, body: &str| {
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{body}");
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/{kind}\r\nContent-Type: application/http\r\n\
             Content-Length: {}\r\n\r\n{answer}\r\n\r\n",
            answer.len()
        )
    };
    let archive = [
        record("text/html", "<title>A</title><p>Ministers of five countries met in Oslo."),
        record("application/pdf", "%PDF-1.4"),
        record("text/css", "a {}"),
        record("text/html", "\u{0}\u{1}\u{2}PNG\u{0}\u{0}"),
    ];
    check_told("a.warc", archive.concat().as_bytes(), 1, &["left out: 2 documents that are not web pages"]);
}

#[test]
fn a_pdf_that_only_forbids_something_is_read_within_the_same_limits() {
    use pdf_extract::{Document, EncryptionState, EncryptionVersion, Object, Permissions};

    let locked = |bytes: &[u8], user_password: &str| {
        let mut document = Document::load_mem(bytes).expect("a PDF");
        let id = || Object::string_literal("0123456789abcdef");
        document.trailer.set("ID", Object::Array(vec![id(), id()]));
        let version = EncryptionVersion::V2 {
            document: &document,
            owner_password: "owner",
            user_password,
            key_length: 128,
            permissions: Permissions::PRINTABLE,
        };
        let state = EncryptionState::try_from(version).expect("a valid choice");
        document.encrypt(&state).expect("it is not encrypted yet");
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("memory can be written");
        bytes
    };
    let form = stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", b"BT ET");
    let open = pdf_with_form(stream("", WORDS), form.clone());
    let mut texts = Vec::new();
    for bytes in [open.clone(), locked(&open, "")] {
        document::read("a.pdf", &bytes, &mut |read| texts.push(read.expect("a document").content));
    }
    assert_eq!(texts.len(), 2);
    assert_eq!(texts[0], texts[1]);
    check_failure("a.pdf", &locked(&open, "secret"), "a PDF with a password");
    // The library does not ask for a limit while it reads such a file.
    let blank = deflated(&vec![b' '; 260 << 20]);
    let bomb = pdf_with_form(stream("/Filter/FlateDecode", &blank), form.clone());
    check_failure("a.pdf", &locked(&bomb, ""), "longer than 256 MiB");
    // Packed objects, whatever they are called, would be unpacked before anything can be asked.
    let objects = locked(&pdf_with_form(stream("/A 1/Filter/FlateDecode", &deflated(&vec![b' '; 9 << 20])), form), "");
    for kind in ["/Type /ObjStm", "/Type /Obj#53tm"] {
        let text = objects.iter().map(|byte| char::from(*byte)).collect::<String>();
        assert!(text.contains("/A 1"), "the dictionary is as it was");
        let renamed: Vec<u8> = text.replacen("/A 1", kind, 1).chars().map(|c| c as u8).collect();
        let (n_documents, failures) = read("a.pdf", &renamed);
        assert!(n_documents == 0 && failures.len() == 1, "{kind}: {failures:?}");
    }
}

#[test]
fn notes_and_remarks_without_end_are_read_in_bounded_time() {
    let n = 40_000;
    let notes: String = (0..n)
        .map(|n| format!("<w:footnote w:id=\"{n}\"><w:p><w:r><w:t>Note {n}</w:t></w:r></w:p></w:footnote>"))
        .collect();
    let notes = format!("<w:footnotes>{notes}</w:footnotes>");
    let references: String = (0..n).map(|n| format!("<w:footnoteReference w:id=\"{n}\"/>")).collect();
    let struck = "<w:del><w:p>".repeat(n) + "<w:r><w:delText>gone</w:delText></w:r>";
    let document = format!("<w:document><w:p><w:r><w:t>One sank.</w:t></w:r>{references}{references}</w:p>{struck}");
    let file = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
        ("word/comments.xml", notes.as_bytes()),
    ]);
    assert_eq!(read("a.docx", &file), (1, Vec::new()));
    let rtf = format!("{{\\rtf1 One sank.{}", "{\\footnote A{\\*\\annotation B{\\deleted C\\par".repeat(n));
    assert_eq!(read("a.rtf", rtf.as_bytes()), (1, Vec::new()));
    let chapter =
        format!("<h1>One</h1><p>{}</p>", "<aside epub:type='note'><a epub:type='noteref'>One sank. ".repeat(n));
    let book = zip(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", b"<container><rootfile full-path='a.opf'/></container>"),
        ("a.opf", b"<package><item id='a' href='a.xhtml'/><itemref idref='a'/></package>"),
        ("a.xhtml", chapter.as_bytes()),
    ]);
    // All of it is in links that do not end, so it is listed as a part that is no article.
    let (n_documents, failures) = read("a.epub", &book);
    assert!(n_documents == 0 && failures.iter().any(|failure| failure.contains("too short")), "{failures:?}");
}

#[test]
fn mails_of_nothing_but_boundaries_and_broken_codes_are_read_in_bounded_time() {
    let n = 100_000;
    let mail = |kind: &str, encoding: &str, body: &str| {
        format!(
            "From: a@quay.example\nSubject: One\nContent-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n\n{body}"
        )
    };
    let lines = "--b c d\nAAA=\n-----\n".repeat(n);
    for encoding in ["base64", "quoted-printable", "x"] {
        let (n_documents, failures) = read("a.eml", mail("text/plain", encoding, &lines).as_bytes());
        assert_eq!(n_documents + failures.len(), 1, "{encoding}");
    }
    for kind in ["multipart/mixed", "multipart/mixed; boundary=x", "multipart/mixed; boundary=\"b c d\""] {
        let (n_documents, failures) = read("a.eml", mail(kind, "7bit", &lines).as_bytes());
        assert!(n_documents + failures.len() > 0, "{kind}");
    }
}
