//! Nexis and Nexis Uni.
//!
//! The older exports (text, web page) number their documents: `3 of 49 DOCUMENTS`. The newer ones (Word, rich text) have
//! a bookmark before each document, which is the same in every language of the interface.

use super::label::{
    Label, has_capital_label, heading_label, is_day, is_end, is_notice, number_of_document, request_day, stated_total,
};
use super::{DatabaseExport, Provider, RecordDraft, stated_by_numbers};
use crate::document::Record;
use crate::document::block::TextBlock;
use crate::model::RemovedKind;

/// The most lines between the beginning of a document and its first label.
const MAX_HEAD_BLOCKS: usize = 12;

/// The fewest labels of an export.
const MIN_LABELS: usize = 2;

/// Whether the blocks are an export: its documents are numbered, bookmarked or ended as Nexis does, and have labels.
pub(super) fn is_export(blocks: &[TextBlock]) -> bool {
    let has_sign =
        |block: &TextBlock| is_bookmarked(block) || number_of_document(&block.text).is_some() || is_end(&block.text);
    let n_labels = blocks.iter().filter(|block| Label::of_line(&block.text).is_some()).take(MIN_LABELS).count();
    n_labels >= MIN_LABELS && blocks.iter().any(has_sign)
}

/// Whether a document begins here: `Bookmark_12`.
fn is_bookmarked(block: &TextBlock) -> bool {
    block.marks.iter().any(|mark| {
        let number = mark.strip_prefix("Bookmark_");
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// The documents of an export.
pub(super) fn export(blocks: &[TextBlock]) -> Option<DatabaseExport> {
    let collected = blocks.iter().find_map(|block| request_day(&block.text)).map(str::to_owned);
    let numbers: Vec<(u64, u64)> = blocks.iter().filter_map(|block| number_of_document(&block.text)).collect();
    if !numbers.is_empty() {
        let starts = places(blocks, |block| number_of_document(&block.text).is_some());
        let documents = parts(blocks, &starts).map(|part| document(part.get(1..).unwrap_or_default(), false)).collect();
        return Some(DatabaseExport {
            provider: Provider::Nexis,
            stated: stated_by_numbers(&numbers),
            collected,
            documents,
        });
    }
    let mut starts = places(blocks, is_bookmarked);
    let mut n_ends = 0;
    if starts.is_empty() {
        starts = starts_by_ends(blocks);
        n_ends = places(blocks, |block| is_end(&block.text)).len() as u64;
    }
    let cover = blocks.get(..*starts.first()?).unwrap_or_default();
    let stated = cover.iter().find_map(|block| stated_total(&block.text));
    // A document whose beginning was not found is a part of the one before it.
    let stated = stated.max(Some(n_ends).filter(|n_ends| *n_ends > starts.len() as u64));
    let documents = parts(blocks, &starts).map(|part| document(part, true)).collect();
    Some(DatabaseExport { provider: Provider::Nexis, stated, collected, documents })
}

fn places(blocks: &[TextBlock], is_start: impl Fn(&TextBlock) -> bool) -> Vec<usize> {
    blocks.iter().enumerate().filter(|(_, block)| is_start(block)).map(|(at, _)| at).collect()
}

fn parts<'b>(blocks: &'b [TextBlock], starts: &'b [usize]) -> impl Iterator<Item = &'b [TextBlock]> {
    starts.iter().enumerate().filter_map(|(n, start)| {
        let end = starts.get(n + 1).copied().unwrap_or(blocks.len());
        blocks.get(*start..end)
    })
}

/// The first blocks of the documents by the lines that end them, for exports that have lost their bookmarks: headline
/// and outlet stand before the day.
fn starts_by_ends(blocks: &[TextBlock]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut from = 0;
    for end in places(blocks, |block| is_end(&block.text)) {
        let part = blocks.get(from..end).unwrap_or_default();
        let filled: Vec<usize> =
            (0..part.len()).filter(|at| part.get(*at).is_some_and(|block| !block.is_empty())).collect();
        let first_label = filled.iter().position(|at| {
            part.get(*at).is_some_and(|block| {
                matches!(Label::of_line(&block.text), Some((Label::Section | Label::Length | Label::Authors, _)))
            })
        });
        let before = filled.get(..first_label.unwrap_or(0)).unwrap_or_default();
        let day = before.iter().rposition(|at| part.get(*at).is_some_and(|block| is_day(&block.text)));
        if let Some(start) = day.and_then(|day| filled.get(day.checked_sub(2)?)) {
            starts.push(from + start);
        }
        from = end + 1;
    }
    starts
}

/// The parts of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NexisPart {
    /// Labels before the text.
    Head,
    Body,
    /// Labels behind the text.
    Tail,
}

/// A document. `is_title_first`: the headline stands before the outlet, as in the newer exports.
fn document(blocks: &[TextBlock], is_title_first: bool) -> Option<Record> {
    let blocks: Vec<&TextBlock> = blocks.iter().filter(|block| !block.is_empty()).collect();
    let is_label = |block: &&TextBlock| {
        Label::of_line(&block.text).is_some_and(|(label, _)| label != Label::Date)
            || has_capital_label(&block.text)
            || heading_label(block) == Some(Label::Body)
    };
    let n_head = match blocks.iter().position(is_label) {
        Some(at) if at <= MAX_HEAD_BLOCKS => at,
        // Without labels, the head ends with the day and the headline.
        _ => blocks.iter().take(4).rposition(|block| is_day(&block.text)).map_or(0, |day| day + 2).min(blocks.len()),
    };
    let mut draft = RecordDraft::default();
    head(&mut draft, blocks.get(..n_head).unwrap_or_default(), is_title_first);
    let mut place = NexisPart::Head;
    let mut kind = RemovedKind::Other;
    for block in blocks.get(n_head..).unwrap_or_default() {
        let line = block.text.as_str();
        if is_end(line) {
            break;
        }
        if let Some(label) = heading_label(block) {
            place = if label == Label::Body { NexisPart::Body } else { NexisPart::Tail };
            kind = RemovedKind::Other;
            draft.remove(line, RemovedKind::Other);
            continue;
        }
        let is_capital = has_capital_label(line);
        let labelled = Label::of_line(line).filter(|_| place != NexisPart::Body || is_capital || block.is_bold);
        match labelled {
            Some((Label::Body, value)) if place == NexisPart::Head => {
                place = NexisPart::Body;
                draft.put(Label::Body, value, line);
            }
            Some((label, value)) => {
                if place == NexisPart::Body {
                    place = NexisPart::Tail;
                }
                kind = if label == Label::Caption { RemovedKind::Caption } else { RemovedKind::Other };
                draft.put(label, value, line);
            }
            None if is_capital && place != NexisPart::Body => draft.remove(line, RemovedKind::Other),
            None if is_notice(line) => draft.remove(line, RemovedKind::Legal),
            None if place == NexisPart::Tail => draft.remove(line, kind),
            None => {
                place = NexisPart::Body;
                draft.record.body.push(line.to_owned());
            }
        }
    }
    let has_sign = draft.record.date.is_some() || !draft.record.removed.is_empty();
    draft.finish().filter(|_| has_sign)
}

/// Whether a name ends with an abbreviation, whose full stop belongs to it.
fn is_abbreviation(name: &str) -> bool {
    const ABBREVIATIONS: &[&str] = &["assn", "bros", "co", "corp", "inc", "intl", "ltd", "plc", "publ", "sa", "vt"];
    let last = name.rsplit(' ').next().unwrap_or_default();
    last.contains('.') || last.chars().count() < 3 || ABBREVIATIONS.contains(&last.to_lowercase().as_str())
}

/// The lines before the first label: outlet, day and headline, in one of several orders, and notices.
fn head(draft: &mut RecordDraft, blocks: &[&TextBlock], is_title_first: bool) {
    let mut names = Vec::new();
    for block in blocks {
        let line = block.text.as_str();
        if is_notice(line) {
            draft.remove(line, RemovedKind::Legal);
        } else if is_day(line) && !names.is_empty() {
            match draft.record.date {
                None => draft.record.date = Some(line.to_owned()),
                Some(_) => draft.remove(line, RemovedKind::Header),
            }
        } else {
            names.push(line);
        }
    }
    let mut names = names.into_iter();
    let (first, second) = (names.next(), names.next());
    let (title, outlet) = if is_title_first { (first, second) } else { (second, first) };
    draft.record.title = title.map(str::to_owned);
    // Some outlets are listed with a full stop, which is none of an abbreviation.
    let without_stop = |name: &str| match name.strip_suffix('.') {
        Some(short) if !is_abbreviation(short) => short.to_owned(),
        _ => name.to_owned(),
    };
    draft.record.outlet = outlet.map(without_stop);
    names.for_each(|line| draft.remove(line, RemovedKind::Header));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::database::blocks_of_text;

    const TWO: &str = "\n\n                 1 of 3 DOCUMENTS\n\n\n               The Quay Herald\n\n          May 4, 2019 Saturday\n\n\
        Two boats collide in fog\n\nBYLINE: LEE, ANN\n\nSECTION: NEWS; Pg. 4\n\nLENGTH: 20 words\n\n\
        Two boats collided in fog\noff the quay.\n\n\"Nobody was hurt: we were lucky,\" a skipper said.\n\nGRAPHIC: The boats\n\n\
        LOAD-DATE: June 1, 2020\n\nLANGUAGE: ENGLISH\n\n                Copyright 2019 The Quay Herald\n                All \
        Rights Reserved\n\n                 2 of 3 DOCUMENTS\n\n               Der Bote\n\n         Montag 6. Mai 2019\n\n\
        Zwei Boote im Nebel\n\nAUTOR: Eva Maas\n\nLÄNGE: 3 Wörter\n\nZwei Boote stießen zusammen.\n\nUPDATE: 1. Juni 2020\n";

    #[test]
    fn the_documents_of_a_text_are_told_apart_and_counted() {
        let blocks = blocks_of_text(TWO);
        assert!(is_export(&blocks));
        let export = export(&blocks).expect("an export");
        assert_eq!(export.stated, Some(3));
        let [Some(one), Some(two)] = export.documents.as_slice() else { panic!("{export:?}") };
        assert_eq!(one.title.as_deref(), Some("Two boats collide in fog"));
        assert_eq!(one.outlet.as_deref(), Some("The Quay Herald"));
        assert_eq!(one.date.as_deref(), Some("May 4, 2019 Saturday"));
        assert_eq!(one.authors, ["Lee, Ann"]);
        assert_eq!(one.section.as_deref(), Some("NEWS"));
        assert_eq!(one.language.as_deref(), Some("en"));
        assert_eq!(
            one.body,
            ["Two boats collided in fog off the quay.", "\"Nobody was hurt: we were lucky,\" a skipper said."]
        );
        let kinds: Vec<RemovedKind> = one.removed.iter().map(|piece| piece.kind).collect();
        assert!(kinds.contains(&RemovedKind::Caption) && kinds.contains(&RemovedKind::Legal));
        assert_eq!(two.title.as_deref(), Some("Zwei Boote im Nebel"));
        assert_eq!(two.date.as_deref(), Some("Montag 6. Mai 2019"));
        assert_eq!(two.body, ["Zwei Boote stießen zusammen."]);
    }

    #[test]
    fn a_news_text_that_counts_documents_is_no_export() {
        let text =
            "Court finds papers\nMay 4, 2019\n\nThe clerk had 3 of 49 documents.\n\nDocument 1 of 2\n\nMore words.";
        assert!(!is_export(&blocks_of_text(text)));
    }

    #[test]
    fn an_export_without_bookmarks_is_divided_by_its_ends() {
        let lines = [
            "Documents (2)",
            "1. A storm",
            "A storm",
            "The Quay Herald",
            "May 4, 2019",
            "Section: News",
            "Length: 3 words",
            "Body",
            "It stormed.",
            "Classification",
            "Language: ENGLISH",
            "End of Document",
            "A calm",
            "Der Bote",
            "6. Mai 2019",
            "Length: 2 words",
            "Body",
            "It calmed.",
            "End of Document",
        ];
        let blocks: Vec<TextBlock> =
            lines.iter().map(|line| TextBlock { is_bold: !line.contains(' '), ..TextBlock::new(line) }).collect();
        let export = export(&blocks).expect("an export");
        let titles: Vec<_> = export.documents.iter().flatten().map(|record| record.title.as_deref()).collect();
        assert_eq!(titles, [Some("A storm"), Some("A calm")]);
        assert_eq!(export.stated, Some(2));
    }
}
