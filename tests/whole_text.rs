//! Nothing of a document vanishes: notes, remarks, running heads and broken mails are in the article's text, in what was
//! left out of it, or in a warning.

mod archive;

use std::sync::LazyLock;

use archive::zip;
use dateline::document::Transport;
use dateline::model::{Article, RemovedKind, WarningCode};
use dateline::parser::LoneParser;

static PARSER: LazyLock<LoneParser> = LazyLock::new(LoneParser::new);

/// The articles of a file, and its failures in words.
fn read(name: &str, bytes: &[u8]) -> (Vec<Article>, Vec<String>) {
    let (mut articles, mut failures) = (Vec::new(), Vec::new());
    for read in PARSER.articles(name, bytes, Transport::default()) {
        match read {
            Ok(article) => articles.push(article),
            Err(failure) => failures.push(failure.to_string()),
        }
    }
    (articles, failures)
}

#[track_caller]
fn one(name: &str, bytes: &[u8]) -> Article {
    let (mut articles, failures) = read(name, bytes);
    assert_eq!((articles.len(), failures), (1, Vec::new()));
    articles.remove(0)
}

/// What was left out of an article.
fn removed(article: &Article) -> Vec<(&str, RemovedKind)> {
    article.removed.iter().map(|piece| (piece.text.as_str(), piece.kind)).collect()
}

const LEAD: &str = "The harbour of Hafen was closed on Monday after two boats sank in the gale, the mayor said.";
const NOTE: &str = "The ministry of fisheries counted four boats in its report of the year before.";
const END: &str = "It will be opened again when the wrecks have been raised, which can take a week or more.";
const REMARK: &str = "Is that number still right?";

/// What is not the text of an OpenDocument text and of rich text: a remark, struck-out words and a running head.
const ASIDES: [(&str, RemovedKind); 3] = [
    (REMARK, RemovedKind::CommentForm),
    ("Nobody was hurt.", RemovedKind::Other),
    ("The Quay, in print", RemovedKind::Navigation),
];

#[test]
fn a_word_document_keeps_its_notes_and_tells_what_is_not_its_text() {
    let paragraph = |inner: &str| format!("<w:p><w:r>{inner}</w:r></w:p>");
    let words = |text: &str| format!("<w:t xml:space=\"preserve\">{text}</w:t>");
    let document = format!(
        "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Harbour closed</w:t></w:r></w:p>\
         <w:p><w:r><w:t>{LEAD}</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:del><w:r><w:delText>Nobody was hurt.\
         </w:delText></w:r></w:del></w:p><w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>{}</w:body></w:document>",
        paragraph(&words("Two boats of the town sank, and four more were damaged.")),
        paragraph(&(words(END) + "<w:endnoteReference w:id=\"1\"/>")),
    );
    let footnotes =
        format!("<w:footnotes><w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>", paragraph(&words(NOTE)));
    let endnotes = format!(
        "<w:endnotes><w:endnote w:id=\"1\">{}</w:endnote></w:endnotes>",
        paragraph(&words("The mayor spoke to the council of the town in the evening of the same day."))
    );
    let comments = format!(
        "<w:comments><w:comment w:id=\"0\" w:author=\"Ann\">{}</w:comment></w:comments>",
        paragraph(&words(REMARK))
    );
    let header = format!("<w:hdr>{}</w:hdr>", paragraph(&words("Hafener Tagesbote, copy for the archive")));
    let file = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("word/footnotes.xml", footnotes.as_bytes()),
        ("word/endnotes.xml", endnotes.as_bytes()),
        ("word/comments.xml", comments.as_bytes()),
        ("word/header1.xml", header.as_bytes()),
        ("word/header2.xml", header.as_bytes()),
    ]);
    let article = one("a.docx", &file);
    assert_eq!(article.title.value, "Harbour closed");
    let expected = [
        LEAD,
        NOTE,
        "Two boats of the town sank, and four more were damaged.",
        END,
        "The mayor spoke to the council of the town in the evening of the same day.",
    ];
    assert_eq!(article.body, expected);
    let expected = [
        (REMARK, RemovedKind::CommentForm),
        ("Nobody was hurt.", RemovedKind::Other),
        ("Hafener Tagesbote, copy for the archive", RemovedKind::Navigation),
    ];
    assert_eq!(removed(&article), expected);
    assert_eq!(article.warnings, []);

    let broken = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.replace("<w:tbl>", "<w:altChunk/><w:tbl>").as_bytes()),
        ("word/footnotes.xml", b"<w:footnotes><w:footnote <"),
    ]);
    let codes: Vec<WarningCode> = one("a.docx", &broken).warnings.iter().map(|warning| warning.code).collect();
    assert_eq!(codes, [WarningCode::Truncated, WarningCode::Truncated]);
}

#[test]
fn an_open_document_keeps_its_notes_and_tells_what_is_not_its_text() {
    let content = format!(
        "<office:document-content><office:body><office:text><text:tracked-changes><text:changed-region><text:deletion>\
         <office:change-info><dc:creator>Ann</dc:creator></office:change-info><text:p>Nobody was hurt.</text:p></text:deletion>\
         </text:changed-region></text:tracked-changes><text:h text:outline-level=\"1\">Harbour closed</text:h><text:p>{LEAD}\
         <text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body><text:p>{NOTE}</text:p>\
         </text:note-body></text:note><office:annotation><dc:creator>Ann</dc:creator><text:p>{REMARK}</text:p></office:annotation>\
         </text:p><text:p>{END}</text:p></office:text></office:body></office:document-content>"
    );
    let styles = "<office:document-styles><office:styles><text:notes-configuration/><x>No</x></office:styles>\
        <office:master-styles><style:master-page><style:header><text:p>The Quay, in print</text:p></style:header></style:master-page>\
        </office:master-styles></office:document-styles>";
    let file = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("styles.xml", styles.as_bytes()),
    ]);
    let article = one("a.odt", &file);
    assert_eq!(article.body, [LEAD, NOTE, END]);
    assert_eq!(removed(&article), ASIDES);
}

#[test]
fn rich_text_keeps_its_notes_and_tells_what_is_not_its_text() {
    let rtf = format!(
        r"{{\rtf1\ansi{{\header The Quay, in print\par}}{{\b Harbour closed}}\par {LEAD}{{\super\chftn{{\footnote\pard\chftn  {NOTE}}}}}{{\*\atnid A}}{{\*\annotation\pard {REMARK}}}{{\deleted Nobody was hurt.}}\par {END}\par}}"
    );
    let article = one("a.rtf", rtf.as_bytes());
    assert_eq!(article.body, [LEAD, NOTE, END]);
    assert_eq!(removed(&article), ASIDES);
}

#[test]
fn the_notes_of_a_book_stay_with_their_chapter() {
    let chapter = format!(
        "<html xmlns:epub=\"http://www.idpf.org/2007/ops\"><head><title>Harbour closed</title></head><body><h1>Harbour closed</h1>\
         <p>{LEAD}<a epub:type=\"noteref\" href=\"#n1\">1</a></p><p>{END}</p><aside epub:type=\"footnote\" id=\"n1\"><p>{NOTE}</p>\
         </aside></body></html>"
    );
    let package = "<package><metadata><dc:title>The Quay</dc:title></metadata><manifest><item id='a' href='a.xhtml'/></manifest>\
        <spine><itemref idref='a'/></spine></package>";
    let file = zip(&[
        ("mimetype", b"application/epub+zip"),
        (
            "META-INF/container.xml",
            b"<container><rootfiles><rootfile full-path='content.opf'/></rootfiles></container>",
        ),
        ("content.opf", package.as_bytes()),
        ("a.xhtml", chapter.as_bytes()),
    ]);
    let article = one("a.epub", &file);
    assert!(article.body.iter().any(|paragraph| paragraph == NOTE), "{article:?}");
}

/// A mail with this content type, encoding and body.
fn mail(kind: &str, encoding: &str, body: &str) -> Vec<u8> {
    format!(
        "From: Ann Lee <ann@quay.example>\nTo: desk@quay.example\nSubject: Harbour closed\nDate: Sat, 4 May 2019 10:00:00 +0000\n\
         MIME-Version: 1.0\nContent-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n\n{body}"
    )
    .into_bytes()
}

/// Checks the body of a mail and the beginnings of its warnings.
#[track_caller]
fn check_mail(bytes: &[u8], body: &[&str], warnings: &[&str]) {
    let article = one("a.eml", bytes);
    assert_eq!(article.body, body);
    assert_eq!(article.title.value, "Harbour closed");
    let told: Vec<&str> = article.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(told.len(), warnings.len(), "{told:?}");
    for (told, expected) in told.iter().zip(warnings) {
        assert!(told.starts_with(expected), "{told}");
    }
}

#[test]
fn a_mail_with_broken_codes_is_read_as_far_as_it_goes_and_says_so() {
    let plain = "text/plain; charset=utf-8";
    // `Two boats sank.`
    check_mail(&mail(plain, "base64", "VHdvIGJvYXRzIHNhbmsu\n"), &["Two boats sank."], &[]);
    check_mail(
        &mail(plain, "base64", "VHdvIGJv!!YXRzIHNhbmsu\n"),
        &["Two boats sank."],
        &["The base64 of `text` is damaged"],
    );
    check_mail(&mail(plain, "base64", "VHdvIGJvYXRzIHNhb"), &["Two boats sa"], &["The base64 of `text` breaks off"]);
    let listed = "VHdvIGJvYXRzIHNhbmsu\n\n_______________\nLeave the list: quay@list.example\n";
    let told = ["The base64 of `text` is damaged"];
    check_mail(
        &mail(plain, "base64", listed),
        &["Two boats sank. _______________ Leave the list: quay@list.example"],
        &told,
    );
    let told = ["The quoted-printable of `text` is damaged"];
    check_mail(&mail(plain, "quoted-printable", "Two caf=C3=A9s =ZZ sank.="), &["Two cafés =ZZ sank."], &told);
    let told = ["The transfer encoding `x-uuencode` of `text` is not known"];
    check_mail(&mail(plain, "x-uuencode", "Two boats sank.\n"), &["Two boats sank."], &told);
    let told = ["The character set `x-quay` of `text` is not known"];
    check_mail(&mail("text/plain; charset=\"x-quay\"", "8bit", "Zwei Kähne sanken.\n"), &["Zwei Kähne sanken."], &told);
    check_mail(&mail("text/enriched", "7bit", "Two boats sank.\n"), &["Two boats sank."], &[]);
    check_mail(&mail("text", "7bit", "Two boats sank.\n"), &["Two boats sank."], &[]);
}

#[test]
fn a_mail_whose_parts_are_not_told_apart_is_read_and_says_so() {
    let parts =
        "--b\nContent-Type: text/plain\n\nTwo boats sank.\n--b\nContent-Type: text/html\n\n<p>Two boats sank.</p>\n";
    let wrong = ["The line between the parts of the mail"];
    check_mail(&mail("multipart/alternative", "7bit", &format!("{parts}--b--\n")), &["Two boats sank."], &wrong);
    check_mail(
        &mail("multipart/alternative; boundary=c", "7bit", &format!("{parts}--b--\n")),
        &["Two boats sank."],
        &wrong,
    );
    check_mail(&mail("multipart/alternative; boundary=c", "7bit", "Two boats sank.\n"), &["Two boats sank."], &wrong);
    let cut = ["The mail ends in the middle of its last part"];
    check_mail(&mail("multipart/alternative; boundary=b", "7bit", parts), &["Two boats sank."], &cut);
    let listed = format!("{parts}--b--\nYou get this mail from a list.\n");
    let article = one("a.eml", &mail("multipart/alternative; boundary=b", "7bit", &listed));
    assert_eq!(removed(&article), [("You get this mail from a list.", RemovedKind::Other)]);
}

#[test]
fn every_prefix_of_a_mail_is_read_or_listed() {
    let picture = "--b\nContent-Type: application/pdf; name=\"a.pdf\"\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQKJcOk\n--b--\n";
    let text = "--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nZwei K=C3=A4hne sanken.\n";
    let whole = mail("multipart/mixed; boundary=b", "7bit", &format!("{text}{picture}"));
    let start = whole.windows(4).position(|bytes| bytes == b"--b\n").expect("there is a part");
    for end in start..whole.len() {
        let (articles, failures) = read("a.eml", &whole[..end]);
        let told = articles.iter().map(|article| article.warnings.len()).sum::<usize>() + failures.len();
        assert!(told > 0 || end + 4 > whole.len(), "{end} of {}: {articles:?}", whole.len());
    }
}

#[test]
fn a_highlight_has_the_title_of_its_page_and_the_day_of_marking_is_none_of_publication() {
    let table = "Highlight,Book Title,Book Author,Amazon Book ID,Note,Highlighted at\n\
        The harbour is closed.,Two boats sink,Ann Lee,,,2019-05-06 10:00:00+00:00\n";
    let article = one("a.csv", table.as_bytes());
    assert_eq!((article.title.value.as_str(), article.authors), ("Two boats sink", vec!["Ann Lee".to_owned()]));
    assert_eq!(article.body, ["The harbour is closed."]);
    assert_eq!(article.date, None);
    assert_eq!(article.collected.map(|day| day.to_string()).as_deref(), Some("2019-05-06"));
}

#[test]
fn the_labels_of_a_database_in_spanish_are_no_text() {
    let line = "_".repeat(60);
    let text = format!(
        "{line}\n\nDos barcos se hunden\n\nAutor: García, Ana\n\nInformación de publicación: La Voz del Muelle ; Vigo. 04 May 2019: \
         5.\n\nTexto completo: El puerto sigue cerrado.\n\nTítulo: Dos barcos se hunden\n\nTítulo de publicación: La Voz del Muelle; \
         Vigo\n\nPáginas: 5\n\nAño de publicación: 2019\n\nFecha de publicación: May 4, 2019\n\nEditorial: Voz SA\n\nLugar de \
         publicación: Vigo\n\nTipo de fuente: Newspapers\n\nIdioma de la publicación: Spanish\n\nID del documento de ProQuest: 123\n"
    );
    let article = one("a.txt", text.as_bytes());
    assert_eq!(article.body, ["El puerto sigue cerrado."]);
    assert_eq!(article.outlet.map(|outlet| outlet.name).as_deref(), Some("La Voz del Muelle"));
    assert_eq!(article.date.map(|date| date.value.to_string()).as_deref(), Some("2019-05-04"));
}

#[test]
fn the_pictures_of_an_agency_are_counted_and_are_no_articles() {
    let item = |class: &str, body: &str| {
        format!(
            "<newsItem><itemMeta><itemClass qcode=\"ninat:{class}\"/></itemMeta><contentMeta><headline>Two boats sink</headline>\
             </contentMeta>{body}</newsItem>"
        )
    };
    let text =
        "<contentSet><inlineXML><html><body><p>The harbour is closed.</p></body></html></inlineXML></contentSet>";
    let message =
        format!("<newsMessage><itemSet>{}{}</itemSet></newsMessage>", item("text", text), item("picture", ""));
    let mut told = Vec::new();
    dateline::document::read("a.xml", message.as_bytes(), &mut |read| {
        told.push(read.map_or_else(|error| error.notice().unwrap_or_default(), |document| document.source));
    });
    let words = "a.xml: left out: 1 entry that is no publication, such as a draft or a picture";
    assert_eq!(told, [words, "a.xml"]);
}

#[test]
fn the_marks_of_builders_of_pages_are_no_text() {
    let export = "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>The Quay</title><wp:wxr_version>1.2</wp:wxr_version><item>\
        <title>Two boats sink</title><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><content:encoded><![CDATA[[vc_row]\
        [vc_column_text]The harbour is closed [sic].[/vc_column_text][/vc_row]]]></content:encoded></item></channel></rss>";
    assert_eq!(one("a.xml", export.as_bytes()).body, ["The harbour is closed [sic]."]);
}

#[test]
fn a_boundary_in_pieces_and_a_coded_name_are_read() {
    let parts = "--bc\nContent-Type: text/plain\n\nTwo boats sank.\n--bc\nContent-Type: application/octet-stream\n\
        Content-Disposition: attachment; filename*=utf-8''n%C3%B6te.txt\n\nThe note\n\nIt rained all day.\n--bc--\n";
    let (articles, failures) =
        read("a.eml", &mail("multipart/mixed; boundary*0=\"b\"; boundary*1=\"c\"", "7bit", parts));
    assert_eq!((articles.len(), failures), (2, Vec::new()));
    assert_eq!((articles[0].body.as_slice(), articles[0].warnings.len()), (&["Two boats sank.".to_owned()][..], 0));
}
