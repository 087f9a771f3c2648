//! ProQuest: texts divided by lines of underscores, and web pages with a heading for each document.

use super::label::Label;
use super::{DatabaseExport, Provider, RecordDraft};
use crate::document::Record;
use crate::document::block::TextBlock;
use crate::model::RemovedKind;

/// The fewest underscores of a line between two documents.
const MIN_DIVIDER: usize = 20;

/// Whether a line divides two documents.
pub(super) fn is_divider(line: &str) -> bool {
    line.len() >= MIN_DIVIDER && line.bytes().all(|byte| byte == b'_')
}

/// Whether a line states the number that ProQuest gave to a document.
fn is_number(block: &TextBlock) -> bool {
    let Some((name, value)) = block.text.split_once(':') else { return false };
    let value = value.trim();
    name.len() < 60
        && name.to_lowercase().contains("proquest")
        && !value.is_empty()
        && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the blocks are an export.
pub(super) fn is_export(blocks: &[TextBlock]) -> bool {
    blocks.iter().any(is_number)
}

/// The documents of an export.
pub(super) fn export(blocks: &[TextBlock]) -> Option<DatabaseExport> {
    let has_dividers = blocks.iter().any(|block| is_divider(&block.text));
    let is_start = |block: &TextBlock| if has_dividers { is_divider(&block.text) } else { block.level == 1 };
    let mut starts: Vec<usize> = (0..blocks.len()).filter(|at| blocks.get(*at).is_some_and(is_start)).collect();
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    let n_numbers = blocks.iter().filter(|block| is_number(block)).count();
    let mut documents = Vec::new();
    for (n, start) in starts.iter().enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(blocks.len());
        let part = blocks.get(*start..end).unwrap_or_default();
        match part.iter().filter(|block| is_number(block)).count() {
            // A list of contents, or notices at the end. A document may have lost its number.
            0 if !part.iter().any(|block| matches!(Label::of_line(&block.text), Some((Label::Body, _)))) => {}
            0 | 1 => documents.push(document(part)),
            several => documents.extend(std::iter::repeat_n(None, several)),
        }
    }
    (n_numbers > 0).then_some(DatabaseExport { provider: Provider::ProQuest, stated: None, collected: None, documents })
}

fn document(blocks: &[TextBlock]) -> Option<Record> {
    let mut draft = RecordDraft::default();
    let mut is_body = false;
    let mut abstracts = Vec::new();
    for block in blocks.iter().filter(|block| !is_divider(&block.text)) {
        let line = block.text.as_str();
        if is_number(block) {
            is_body = false;
            draft.remove(line, RemovedKind::Other);
            continue;
        }
        match Label::of_line(line) {
            Some((Label::Body, value)) => {
                is_body = true;
                draft.put(Label::Body, value, line);
            }
            // A line of the text may begin with a word that is also a label; a field's value is short or at its place.
            Some((label, value))
                if !(is_body && matches!(label, Label::Title | Label::Authors))
                    || label == Label::Title && draft.record.title.as_deref() == Some(value) =>
            {
                is_body = false;
                if label == Label::Highlight {
                    abstracts.push(value.to_owned());
                }
                draft.put(label, value, line);
            }
            _ if is_body => draft.record.body.push(line.to_owned()),
            _ if draft.record.title.is_none() => draft.record.title = Some(line.to_owned()),
            _ => draft.remove(line, RemovedKind::Other),
        }
    }
    if draft.record.body.is_empty() {
        draft.record.removed.retain(|piece| !abstracts.iter().any(|text| piece.text.ends_with(text.as_str())));
        draft.record.body = abstracts;
    }
    draft.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::block::of_html;
    use crate::document::database::blocks_of_text;

    const DIVIDER: &str = "____________________________________________________________";

    fn text(title: &str, number: u32) -> String {
        format!(
            "{DIVIDER}\n\n{title}\n\nAuthor: Lee, Ann; Li, Bo\n\nAbstract: In short.\n\nFull text: One.\n\nTwo: three.\n\n\
             Subject: Boats\n\nPublication title: The Quay Herald; Quay\n\nPublication date: May 4, 2019\n\nSection: News\n\n\
             Language of publication: English\n\nProQuest document ID: {number}\n\nLast updated: 2020-06-01\n\n"
        )
    }

    #[test]
    fn the_documents_of_a_text_are_told_apart() {
        let export = export(&blocks_of_text(&(text("A boat", 1) + &text("Two boats", 2)))).expect("an export");
        let [Some(one), Some(two)] = export.documents.as_slice() else { panic!("{export:?}") };
        assert_eq!((one.title.as_deref(), two.title.as_deref()), (Some("A boat"), Some("Two boats")));
        assert_eq!(one.body, ["One.", "Two: three."]);
        assert_eq!((one.outlet.as_deref(), one.date.as_deref()), (Some("The Quay Herald"), Some("May 4, 2019")));
        assert_eq!((one.section.as_deref(), one.language.as_deref()), (Some("News"), Some("en")));
    }

    #[test]
    fn documents_that_cannot_be_told_apart_are_not_read_as_one() {
        let joined = (text("A boat", 1) + &text("Two boats", 2)).replace(DIVIDER, "");
        let export = export(&blocks_of_text(&joined)).expect("an export");
        assert_eq!(export.documents, [None, None]);
    }

    #[test]
    fn a_page_is_divided_by_its_headings() {
        let article = |title: &str, number: u32| {
            format!(
                "<h1>{title}</h1><p><b>Author: </b>Lee, Ann</p><p><b>Full text: </b></p><p>One.</p>\
                 <p><b>ProQuest document ID: </b>{number}</p>"
            )
        };
        let page = format!("<h2>Contents</h2><p>1. A boat</p>{}{}", article("A boat", 1), article("Two boats", 2));
        let export = export(&of_html(&page)).expect("an export");
        let titles: Vec<_> = export.documents.iter().flatten().map(|record| record.title.as_deref()).collect();
        assert_eq!(titles, [Some("A boat"), Some("Two boats")]);
    }
}
