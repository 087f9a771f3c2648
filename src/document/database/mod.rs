//! Exports of news databases: Nexis, Factiva, ProQuest and Europresse.
//!
//! An export is recognised by what its provider writes into it, in any container: text, web page, rich text or Word
//! document. One that is recognised but whose layout is not understood is refused, because it would otherwise become one
//! article with a wrong date. The labels of the providers are a table of `language`.

mod europresse;
mod factiva;
mod label;
mod nexis;
mod proquest;

use std::collections::BTreeSet;

use super::block::{self, TextBlock};
use super::error::{Position, ReadProblem};
use super::sink::DocumentSink;
use super::{Content, Record, Transport};
use crate::model::{Removed, RemovedKind, Warning};
pub(super) use factiva::Factiva;
pub(super) use label::is_day;
use label::{Label, authors_of, is_notice, section_of};

/// A provider of news, or a system that exports them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Provider {
    Europresse,
    Factiva,
    Nexis,
    ProQuest,
    /// A provider whose exports cannot be read yet.
    Other(&'static str),
}

impl Provider {
    /// The name that people know.
    pub(super) fn name(self) -> &'static str {
        match self {
            Provider::Europresse => "Europresse",
            Provider::Factiva => "Factiva",
            Provider::Nexis => "Nexis",
            Provider::ProQuest => "ProQuest",
            Provider::Other(name) => name,
        }
    }
}

/// What an export contains.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct DatabaseExport {
    pub(super) provider: Provider,
    /// How many documents the export says it contains.
    pub(super) stated: Option<u64>,
    /// The day on which the export was made, as it is written.
    pub(super) collected: Option<String>,
    /// The documents in order; `None` for one that was not understood.
    pub(super) documents: Vec<Option<Record>>,
}

/// Words that only exports of other providers contain, more than once in an export of several articles.
const OTHER_MARKS: &[(&str, &str)] = &[
    ("gale document number", "Gale"),
    ("gbi-genios deutsche wirtschaftsdatenbank", "GENIOS"),
    ("newsbank, inc", "NewsBank"),
    ("persistent link to this record", "EBSCO"),
    ("retriever-info.com", "Retriever"),
    ("wiso.genios.de", "GENIOS"),
    ("wisenews", "Wisers"),
];

/// Words one of which every export contains, in lower case. Other files are not examined any further.
const SIGNS: &[&str] = &[
    "document",
    "dokument",
    "factiva",
    "gale",
    "genios",
    "newsbank",
    "proquest",
    "wise",
    "retriever",
    "persistent link",
    "文書",
];

/// Whether a text may be an export: a quick check before it is split into blocks.
pub(super) fn may_be_export(text: &str) -> bool {
    let lower = text.to_lowercase();
    SIGNS.iter().any(|sign| lower.contains(sign))
}

/// What the pages of exports contain, one of them each.
const PAGE_SIGNS: &[&str] = &[
    "DOC NUMBER=",
    "DOC_ID_",
    "DocPublicationName",
    "EBSCO",
    "End of Document",
    "Factiva",
    "GENIOS",
    "Gale Document Number",
    "NewsBank",
    "Nexis",
    "ProQuest",
    "WiseNews",
    "docPublicationName",
    "factiva",
    "retriever-info",
];

/// Whether a web page could be an export.
pub(super) fn may_be_export_page(page: &str) -> bool {
    PAGE_SIGNS.iter().any(|sign| page.contains(sign))
}

/// The blocks of a plain text that could be an export.
pub(super) fn blocks_of_text(text: &str) -> Vec<TextBlock> {
    let begins = |line: &str| label::has_capital_label(line) && Label::of_line(line).is_some();
    let alone = |line: &str| {
        label::number_of_document(line).is_some() || proquest::is_divider(line) || factiva::accession(line).is_some()
    };
    block::of_text(text, &begins, &alone)
}

/// Reads an export. `None` if the blocks are not those of an export; otherwise its documents have been passed on, or the
/// reason why not.
pub(super) fn read(
    sink: &mut DocumentSink<'_>,
    blocks: &[TextBlock],
    transport: &Transport,
    warnings: &[Warning],
) -> Option<()> {
    let provider = provider_of(blocks)?;
    let export = match provider {
        Provider::Europresse => europresse::export(blocks),
        Provider::Factiva => factiva::export(blocks),
        Provider::Nexis => nexis::export(blocks),
        Provider::ProQuest => proquest::export(blocks),
        Provider::Other(_) => None,
    };
    match export.filter(|export| export.documents.iter().any(Option::is_some)) {
        Some(export) => emit(sink, export, transport, warnings),
        None => sink.failed_document(None, ReadProblem::UnknownLayout(provider.name().into())),
    }
    Some(())
}

/// The provider whose marks the blocks contain.
pub(super) fn provider_of(blocks: &[TextBlock]) -> Option<Provider> {
    if europresse::is_export(blocks) {
        Some(Provider::Europresse)
    } else if factiva::is_export(blocks) {
        Some(Provider::Factiva)
    } else if proquest::is_export(blocks) {
        Some(Provider::ProQuest)
    } else if nexis::is_export(blocks) {
        Some(Provider::Nexis)
    } else {
        let marked = |mark: &str| {
            let has = |block: &&TextBlock| block.text.len() < 2_000 && block.text.to_lowercase().contains(mark);
            blocks.iter().filter(has).take(2).count() == 2
        };
        OTHER_MARKS.iter().find(|(mark, _)| marked(mark)).map(|(_, name)| Provider::Other(name))
    }
}

/// Passes on the documents of an export.
pub(super) fn emit(sink: &mut DocumentSink<'_>, export: DatabaseExport, transport: &Transport, warnings: &[Warning]) {
    sink.number_documents();
    sink.found_export(export.provider.name(), export.stated);
    let mut n_read = 0;
    for (document, n) in export.documents.into_iter().zip(1_u64..) {
        if sink.is_full() {
            return sink.failure(Some(Position::Record(n)), ReadProblem::TooManyRecords);
        }
        match document {
            Some(mut record) => {
                n_read += 1;
                record.collected = record.collected.or_else(|| export.collected.clone());
                sink.document(Content::Record(Box::new(record)), transport.clone(), warnings.to_vec());
            }
            None => sink
                .failed_document(Some(Position::Record(n)), ReadProblem::UnknownLayout(export.provider.name().into())),
        }
    }
    if let Some(stated) = export.stated.filter(|stated| *stated > n_read) {
        sink.failure(None, ReadProblem::FewerThanStated { read: n_read, stated });
    }
}

/// A record that is being made from the blocks of a document.
#[derive(Default)]
struct RecordDraft {
    record: Record,
}

impl RecordDraft {
    fn remove(&mut self, text: &str, kind: RemovedKind) {
        if !text.is_empty() {
            self.record.removed.push(Removed { text: text.to_owned(), kind });
        }
    }

    /// Takes a labelled value; `line` is the whole line.
    fn put(&mut self, label: Label, value: &str, line: &str) {
        let record = &mut self.record;
        match label {
            Label::Authors if record.authors.is_empty() => record.authors = authors_of(value),
            Label::Date if record.date.is_none() && !value.is_empty() => record.date = Some(value.to_owned()),
            Label::Language if record.language.is_none() => {
                record.language = label::language_of(value);
                self.remove(line, RemovedKind::Other);
            }
            Label::Outlet if record.outlet.is_none() && !value.is_empty() => record.outlet = Some(outlet_of(value)),
            Label::Section if record.section.is_none() => {
                record.section = section_of(value);
                self.remove(line, RemovedKind::Header);
            }
            Label::Title if record.title.is_none() && !value.is_empty() => record.title = Some(value.to_owned()),
            Label::Body => {
                if !value.is_empty() {
                    record.body.push(value.to_owned());
                }
            }
            Label::Caption => self.remove(line, RemovedKind::Caption),
            Label::Dateline | Label::Highlight | Label::Length => self.remove(line, RemovedKind::Header),
            Label::Tail if is_notice(line) => self.remove(line, RemovedKind::Legal),
            _ => self.remove(line, RemovedKind::Other),
        }
    }

    /// The record, if there is something to show.
    fn finish(self) -> Option<Record> {
        let record = self.record;
        (record.title.is_some() || !record.body.is_empty()).then_some(record)
    }
}

/// The name of an outlet without a second name behind it: `The Quay; Quay`.
fn outlet_of(value: &str) -> String {
    value.split(';').next().unwrap_or(value).trim().to_owned()
}

/// How many documents there are by the numbers on them: two exports may have been joined.
fn stated_by_numbers(numbers: &[(u64, u64)]) -> Option<u64> {
    let largest = numbers.iter().map(|(_, of)| *of).max()?;
    let distinct: BTreeSet<u64> = numbers.iter().map(|(n, _)| *n).collect();
    if distinct.len() == numbers.len() {
        return Some(largest);
    }
    // A number that is not larger than the one before begins another export.
    let mut sum = 0;
    let mut before = u64::MAX;
    for (n, of) in numbers {
        if *n <= before {
            sum += of;
        }
        before = *n;
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stated_number_of_joined_exports_is_their_sum() {
        assert_eq!(stated_by_numbers(&[(1, 3), (2, 3), (3, 3)]), Some(3));
        assert_eq!(stated_by_numbers(&[(3, 3), (1, 3)]), Some(3));
        assert_eq!(stated_by_numbers(&[(1, 2), (2, 2), (1, 3), (2, 3)]), Some(5));
        assert_eq!(stated_by_numbers(&[]), None);
    }
}
