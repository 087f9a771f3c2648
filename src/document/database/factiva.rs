//! Factiva: web pages with a table of codes or with plain lines, and rich text with plain lines.
//!
//! Every document ends with its accession number. In the layouts without codes the length of the text, `198 words`, is
//! the fixed point: headline and author stand before it, day and outlet behind it.

use std::collections::HashSet;

use super::label::{authors_of, is_day, is_length, is_notice};
use super::{DatabaseExport, Provider, RecordDraft};
use crate::document::Record;
use crate::document::Transport;
use crate::document::block::TextBlock;
use crate::document::error::ReadProblem;
use crate::document::language_name;
use crate::document::sink::DocumentSink;
use crate::document::xml::Element;
use crate::model::{Day, RemovedKind, Warning};

/// The most lines between the length of a text and the notice of copyright.
const MAX_LINES_BEHIND_LENGTH: usize = 12;

/// The most characters of a code, such as that of an outlet.
const MAX_CODE_CHARS: usize = 8;

/// The accession number in a line `Document THORN00020221115ea1f00001`, in any language.
pub(super) fn accession(line: &str) -> Option<&str> {
    if line.len() > 80 {
        return None;
    }
    let (first, number) = line.trim().rsplit_once(char::is_whitespace)?;
    (first.split_whitespace().count() <= 2 && is_accession(number)).then_some(number)
}

/// Whether a word is an accession number: the code of the source, a day, and letters and digits.
fn is_accession(word: &str) -> bool {
    let is_form = (20..=32).contains(&word.len())
        && word.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && word.bytes().any(|byte| byte.is_ascii_lowercase());
    let is_day_at = |at: usize| {
        let number = |from: usize, to: usize| word.get(at + from..at + to)?.parse::<u16>().ok();
        let day = number(0, 4).zip(number(4, 6)).zip(number(6, 8)).and_then(|((year, month), day)| {
            Day::new(i32::from(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?)
        });
        day.is_some_and(|day| (1900..2100).contains(&day.year()))
    };
    is_form && (2..word.len().saturating_sub(8)).any(is_day_at)
}

/// Whether the blocks are an export: they have accession numbers.
pub(super) fn is_export(blocks: &[TextBlock]) -> bool {
    blocks.iter().any(|block| accession(&block.text).is_some())
}

/// The documents of an export.
pub(super) fn export(blocks: &[TextBlock]) -> Option<DatabaseExport> {
    let in_article = |block: &&TextBlock| block.is_in(".article");
    let has_articles = blocks.iter().any(|block| in_article(&block));
    let blocks: Vec<&TextBlock> =
        blocks.iter().filter(|block| !block.is_empty() && (!has_articles || in_article(block))).collect();
    let mut documents = Vec::new();
    let mut numbers = HashSet::new();
    let mut from = 0;
    for (at, block) in blocks.iter().enumerate() {
        let Some(number) = accession(&block.text) else { continue };
        let part = blocks.get(from..=at).unwrap_or_default();
        from = at + 1;
        // Pages for printing contain every document twice.
        if numbers.insert(number) {
            documents.push(document(part));
        }
    }
    // What follows the last accession number is a document only if it has a length.
    let rest = blocks.get(from..).unwrap_or_default();
    if rest.iter().any(|block| is_length(&block.text)) {
        documents.push(document(rest));
    }
    Some(DatabaseExport { provider: Provider::Factiva, stated: None, collected: None, documents })
}

/// The exports of Factiva in XML.
pub(in crate::document) struct Factiva;

impl Factiva {
    /// Passes on the articles of an export.
    pub(in crate::document) fn pass_on(
        sink: &mut DocumentSink<'_>,
        root: &Element,
        transport: &Transport,
        warnings: &[Warning],
    ) {
        let articles = root.all("article");
        let documents: Vec<Option<Record>> = articles.into_iter().map(of_xml).collect();
        let stated = root.all("ppsarticleResultSet").into_iter().find_map(|set| set.attribute("count")?.parse().ok());
        if documents.is_empty() {
            return sink.failed_document(None, ReadProblem::UnknownLayout(Provider::Factiva.name().into()));
        }
        let export = DatabaseExport { provider: Provider::Factiva, stated, collected: None, documents };
        super::emit(sink, export, transport, warnings);
    }
}

/// An article in XML.
fn of_xml(article: &Element) -> Option<Record> {
    let mut draft = RecordDraft::default();
    let paragraphs = |name: &str| {
        let parts = article.named(name).flat_map(|part| part.all("paragraph"));
        parts.filter_map(Element::text).collect::<Vec<_>>()
    };
    let date = article.at(&["publicationDate"]).or_else(|| article.at(&["publicationDateTime"]));
    draft.record = Record {
        title: article.text_at(&["headline"]),
        date: date.and_then(Element::text),
        outlet: article.text_at(&["sourceName"]),
        section: article.text_at(&["sectionName"]).or_else(|| article.text_at(&["columnName"])),
        authors: article.text_at(&["byline"]).map(|byline| authors_of(&byline)).unwrap_or_default(),
        language: article.text_at(&["baseLanguage"]).as_deref().and_then(language_name::code_of),
        body: ["leadParagraph", "tailParagraphs"].into_iter().flat_map(paragraphs).collect(),
        ..Record::default()
    };
    let kinds = [
        ("copyright", RemovedKind::Legal),
        ("artWork", RemovedKind::Caption),
        ("snippet", RemovedKind::Duplicate),
        ("notes", RemovedKind::Other),
    ];
    for (name, kind) in kinds {
        let texts: Vec<String> = article.named(name).filter_map(Element::text).collect();
        texts.iter().for_each(|text| draft.remove(text, kind));
    }
    for name in ["newsSubject", "region", "industry", "company"] {
        let texts: Vec<String> = article.named(name).filter_map(|subject| subject.text_at(&["name"])).collect();
        texts.iter().for_each(|text| draft.remove(text, RemovedKind::Other));
    }
    draft.finish()
}

fn document(blocks: &[&TextBlock]) -> Option<Record> {
    if blocks.iter().filter(|block| is_code(block)).count() > 2 { of_codes(blocks) } else { of_lines(blocks) }
}

/// Whether a block is a code of the table: two or three capitals in a cell of its own.
fn is_code(block: &TextBlock) -> bool {
    block.is_in(".index")
        && (2..=3).contains(&block.text.len())
        && block.text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// A document in a table of codes and values.
fn of_codes(blocks: &[&TextBlock]) -> Option<Record> {
    let mut draft = RecordDraft::default();
    let mut code = "";
    for block in blocks {
        if is_code(block) {
            code = block.text.as_str();
            continue;
        }
        let value = block.text.as_str();
        let record = &mut draft.record;
        let first = |field: &mut Option<String>, value: &str| {
            let is_free = field.is_none();
            if is_free {
                *field = Some(value.to_owned());
            }
            is_free
        };
        let is_taken = match code {
            "HD" => first(&mut record.title, value),
            "BY" if record.authors.is_empty() => {
                record.authors = authors_of(value);
                true
            }
            "PD" => first(&mut record.date, value),
            "SN" => first(&mut record.outlet, value),
            "SE" => first(&mut record.section, value),
            "LA" => {
                record.language = language_name::code_of(value);
                record.language.is_some()
            }
            "LP" | "TD" => {
                record.body.push(value.to_owned());
                true
            }
            _ => false,
        };
        if !is_taken {
            let kind = match code {
                "ART" => RemovedKind::Caption,
                "CY" => RemovedKind::Legal,
                "CLM" | "ED" | "ET" | "HD" | "HLP" | "PG" | "VOL" | "WC" => RemovedKind::Header,
                _ => RemovedKind::Other,
            };
            draft.remove(value, kind);
        }
    }
    draft.finish()
}

/// A document in plain lines.
fn of_lines(blocks: &[&TextBlock]) -> Option<Record> {
    let length = blocks.iter().position(|block| is_length(&block.text))?;
    let mut draft = RecordDraft::default();
    let before = blocks.get(..length).unwrap_or_default();
    let is_title = |block: &&TextBlock| block.is_in("#hd") || block.path.contains("headline ");
    let title =
        before.iter().position(is_title).or_else(|| before.iter().position(|block| block.is_bold || block.level > 0));
    let title =
        title.or_else(|| if before.len() > 2 { Some(before.len() - 2) } else { (!before.is_empty()).then_some(0) });
    for (at, block) in before.iter().enumerate() {
        let line = block.text.as_str();
        match title {
            Some(title) if at == title => draft.record.title = Some(line.to_owned()),
            Some(title) if at + 1 == title => draft.record.section = Some(line.to_owned()),
            Some(title) if at > title && draft.record.authors.is_empty() => draft.record.authors = authors_of(line),
            _ => draft.remove(line, RemovedKind::Header),
        }
    }
    draft.remove(&blocks.get(length)?.text, RemovedKind::Header);
    let behind = blocks.get(length + 1..).unwrap_or_default();
    let n_head = head_behind_length(&mut draft, behind);
    let text = behind.get(n_head..).unwrap_or_default();
    let has_class = text.iter().any(|block| block.is_in(".articleparagraph"));
    let last = text.iter().rposition(|block| accession(&block.text).is_none()).unwrap_or(0);
    for (at, block) in text.iter().enumerate() {
        let line = block.text.as_str();
        // The name of the publisher stands between the text and the accession number.
        let is_sentence = line.ends_with(['.', '!', '?', '”', '"', '»', '…', '。', ')', '’', '\'', '“', ':']);
        let is_publisher = at == last && at > 0 && !is_sentence && line.chars().count() < 80;
        let is_text = if has_class { block.is_in(".articleparagraph") } else { !is_publisher };
        if is_text && accession(line).is_none() {
            draft.record.body.push(line.to_owned());
        } else {
            draft.remove(line, RemovedKind::Other);
        }
    }
    draft.finish()
}

/// Day, outlet, language and notice behind the length of the text. Returns the number of their lines.
fn head_behind_length(draft: &mut RecordDraft, blocks: &[&TextBlock]) -> usize {
    let lines = || blocks.iter().take(MAX_LINES_BEHIND_LENGTH).map(|block| block.text.as_str());
    let notice = lines().position(is_notice);
    let language = lines().position(|line| {
        line.len() < 40 && line.chars().count() > 2 && language_name::code_of(line).is_some() && !is_code_word(line)
    });
    let n_head = match notice.or(language) {
        Some(at) => at + 1,
        None => lines().position(is_code_word).map_or(2, |code| code + 1).min(blocks.len()),
    };
    for line in lines().take(n_head) {
        let record = &mut draft.record;
        let is_time =
            line.len() <= 8 && line.contains(':') && line.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
        if record.date.is_none() && is_day(line) {
            record.date = Some(line.to_owned());
        } else if record.date.is_some() && record.outlet.is_none() && !is_time {
            record.outlet = Some(line.to_owned());
        } else if is_notice(line) {
            draft.remove(line, RemovedKind::Legal);
        } else if record.language.is_none()
            && !is_code_word(line)
            && line.chars().count() > 2
            && language_name::code_of(line).is_some()
        {
            record.language = language_name::code_of(line);
            draft.remove(line, RemovedKind::Other);
        } else {
            draft.remove(line, RemovedKind::Header);
        }
    }
    n_head
}

/// Whether a line is the code of an outlet: a word in capitals and digits.
fn is_code_word(line: &str) -> bool {
    line.len() <= MAX_CODE_CHARS && line.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::block::of_html;

    const NUMBER: &str = "QUAYH00020190504ef540001a";

    #[test]
    fn an_accession_number_is_told_from_other_words() {
        assert_eq!(accession(&format!("Document {NUMBER}")), Some(NUMBER));
        assert_eq!(accession(&format!("문서 {NUMBER}")), Some(NUMBER));
        assert_eq!(accession("Document number 20190504"), None);
        assert_eq!(accession("see AAAAAAAAAAAAAAAAAAAAAAAAAAAA"), None);
    }

    #[test]
    fn a_table_of_codes_is_read() {
        let row =
            |code: &str, value: &str| format!("<tr><td class=\"index\"><b>{code}</b>&nbsp;</td><td>{value}</td></tr>");
        let rows = [
            row("SE", "News"),
            row("HD", "<b>Two boats</b>"),
            row("BY", "By Ann Lee"),
            row("WC", "20 words"),
            row("PD", "4 May 2019"),
            row("SN", "The Quay Herald"),
            row("LA", "English"),
            row("CY", "(c) 2019"),
            row("LP", "<p>One.</p><p>Two.</p>"),
            row("TD", "<p>Three.</p>"),
            row("AN", &format!("Document {NUMBER}")),
        ];
        let page = format!("Page 1<div class='article enArticle'><table>{}</table></div>The service", rows.concat());
        let export = export(&of_html(&page)).expect("an export");
        let [Some(record)] = export.documents.as_slice() else { panic!("{export:?}") };
        assert_eq!(record.title.as_deref(), Some("Two boats"));
        assert_eq!(record.body, ["One.", "Two.", "Three."]);
        assert_eq!((record.outlet.as_deref(), record.date.as_deref()), (Some("The Quay Herald"), Some("4 May 2019")));
        assert_eq!((record.section.as_deref(), record.language.as_deref()), (Some("News"), Some("en")));
    }

    #[test]
    fn plain_lines_are_read_around_the_length_of_the_text() {
        let lines = [
            "Nachrichten",
            "Zwei Boote",
            "Von Eva Maas",
            "20 Wörter",
            "4 Mai 2019",
            "10:30",
            "Der Bote",
            "BOTE",
            "4",
            "Deutsch",
            "(c) 2019 Der Bote",
            "Eins.",
            "Zwei.",
            "Der Bote GmbH",
            &format!("Document {NUMBER}"),
            "A boat",
            "3 words",
            "5 May 2019",
            "The Quay Herald",
            "QUAYH",
            "English",
            "(c) 2019",
            "One.",
            "Document QUAYH00020190505ef550001b",
        ]
        .map(str::to_owned);
        let blocks: Vec<TextBlock> = lines.iter().map(|line| TextBlock::new(line)).collect();
        let export = export(&blocks).expect("an export");
        let [Some(one), Some(two)] = export.documents.as_slice() else { panic!("{export:?}") };
        assert_eq!((one.title.as_deref(), one.section.as_deref()), (Some("Zwei Boote"), Some("Nachrichten")));
        assert_eq!((one.outlet.as_deref(), one.date.as_deref()), (Some("Der Bote"), Some("4 Mai 2019")));
        assert_eq!(
            (one.body.as_slice(), one.language.as_deref()),
            (&["Eins.".to_owned(), "Zwei.".to_owned()][..], Some("de"))
        );
        assert_eq!((two.title.as_deref(), two.authors.len()), (Some("A boat"), 0));
        assert_eq!(two.body, ["One."]);
    }
}
