//! Europresse (and its sisters under other names): web pages of two generations, which share the names of classes.

use super::label::{Label, authors_of, is_day, is_notice};
use super::{DatabaseExport, Provider, RecordDraft};
use crate::document::Record;
use crate::document::block::TextBlock;
use crate::model::RemovedKind;

/// The most characters of a line of authors.
const MAX_AUTHORS_CHARS: usize = 160;

const OUTLET: &str = ".docpublicationname";
const HEADER: &str = ".docheader";

/// Whether the blocks are an export.
pub(super) fn is_export(blocks: &[TextBlock]) -> bool {
    blocks.iter().any(|block| block.is_in(OUTLET))
}

/// The documents of an export.
pub(super) fn export(blocks: &[TextBlock]) -> Option<DatabaseExport> {
    let is_start = |at: &usize| {
        let is = |at: usize| blocks.get(at).is_some_and(|block| block.is_in(OUTLET));
        is(*at) && (*at == 0 || !is(at - 1))
    };
    let starts: Vec<usize> = (0..blocks.len()).filter(is_start).collect();
    let documents = starts.iter().enumerate().map(|(n, start)| {
        let end = starts.get(n + 1).copied().unwrap_or(blocks.len());
        document(blocks.get(*start..end).unwrap_or_default())
    });
    let documents = documents.collect();
    Some(DatabaseExport { provider: Provider::Europresse, stated: None, collected: None, documents })
}

fn document(blocks: &[TextBlock]) -> Option<Record> {
    let is_title = |block: &TextBlock| block.is_in(".titrearticlevisu");
    let has_text_class = blocks.iter().any(|block| block.is_in(".doctext"));
    let mut draft = RecordDraft::default();
    let mut place = EuropressePart::Head;
    for block in blocks {
        let line = block.text.as_str();
        if block.is_in(OUTLET) && draft.record.outlet.is_none() {
            draft.record.outlet = Some(line.to_owned());
        } else if block.is_in(HEADER) {
            header(&mut draft, line);
        } else if is_title(block) && draft.record.title.is_none() {
            draft.record.title = Some(line.to_owned());
            place = EuropressePart::Title;
        } else if block.is_in("aside") {
            draft.remove(line, RemovedKind::Caption);
        } else if block.is_in("footer") || place == EuropressePart::Tail {
            draft.remove(line, RemovedKind::Legal);
            if let Some(day) = line.rsplit(':').next().map(str::trim).filter(|day| is_day(day) && day.len() == 10) {
                draft.record.collected = Some(day.to_owned());
            }
        } else if is_notice(line) || matches!(Label::of_line(line), Some((Label::Tail, _))) {
            place = EuropressePart::Tail;
            draft.remove(line, RemovedKind::Legal);
        } else if has_text_class && block.is_in(".doctext") {
            place = EuropressePart::Body;
            draft.record.body.push(line.to_owned());
        } else if place == EuropressePart::Title && draft.record.authors.is_empty() && is_authors(line) {
            draft.record.authors = authors_of(line);
        } else if has_text_class || place == EuropressePart::Head {
            draft.remove(line, RemovedKind::Header);
        } else {
            place = EuropressePart::Body;
            draft.record.body.push(line.to_owned());
        }
    }
    draft.finish()
}

/// The parts of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EuropressePart {
    Head,
    Title,
    Body,
    Tail,
}

/// Section, day and page: `Vie locale, mercredi 21 juin 2023, p. 11`.
fn header(draft: &mut RecordDraft, line: &str) {
    let parts: Vec<&str> = line.split(',').map(str::trim).collect();
    // The day may itself contain a comma: `Wednesday, June 21, 2023`.
    let day = (0..parts.len()).find(|at| parts.get(*at).is_some_and(|part| is_day(part)));
    let (before, date) = match day {
        Some(at) => (parts.get(..at).unwrap_or_default(), parts.get(at).copied().map(str::to_owned)),
        None => {
            let joined = (1..parts.len()).find_map(|at| {
                let pair = parts.get(at - 1..=at)?.join(", ");
                is_day(&pair).then_some((at - 1, pair))
            });
            match joined {
                Some((at, pair)) => (parts.get(..at).unwrap_or_default(), Some(pair)),
                None => (parts.as_slice(), None),
            }
        }
    };
    if draft.record.date.is_none() {
        draft.record.date = date;
    }
    if let Some(section) = before.first().filter(|section| !section.is_empty() && draft.record.section.is_none()) {
        draft.record.section = Some((*section).to_owned());
    }
    draft.remove(line, RemovedKind::Header);
}

/// Whether a line under a headline names people.
fn is_authors(line: &str) -> bool {
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase)
            || matches!(word, "de" | "du" | "la" | "et" | "van" | "von" | "und" | "and" | "y")
    };
    line.chars().count() <= MAX_AUTHORS_CHARS
        && !line.ends_with(['.', '!', '?', '»', '”', '"'])
        && line.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::block::of_html;

    #[test]
    fn both_generations_are_read() {
        let new = "<article><header><span class='DocPublicationName'>Le Quai </span><div><span class=DocHeader>Ville, \
            samedi 4 mai 2019, p. 2</span></div><div class=titreArticle><p>VILLE</p><p class=titreArticleVisu>Deux bateaux</p>\
            </div><div>Ann Lee, Bo Li</div></header><section><div class=DocText><p>Un.</p><p>Deux.</p></div></section>\
            <aside><p>Le quai.</p></aside><footer><small>© 2019 Le Quai</small><span>Date d'émission : \
            <b>2020-06-01</b></span></footer></article>";
        let old = "<table><tr><td><span class=\"DocPublicationName\">Le Quai</span><br><span class=DocHeader>Ville, </span>\
            <span class=DocHeader>samedi </span><span class=DocHeader>4 mai 2019</span><br><br>\
            <span class=TitreArticleVisu>Deux bateaux</span><br>Ann Lee, Bo Li<br><p></p>Un.<p></p>Deux.<p></p>\
            <b>© 2019 Le Quai. Tous droits réservés.</b><p></p>Numéro de document : x</td></tr></table>";
        for page in [new, old] {
            let export = export(&of_html(&page.repeat(2))).expect("an export");
            assert_eq!(export.documents.len(), 2);
            let record = export.documents[0].as_ref().expect("a record");
            assert_eq!((record.title.as_deref(), record.outlet.as_deref()), (Some("Deux bateaux"), Some("Le Quai")));
            assert_eq!(record.section.as_deref(), Some("Ville"));
            assert_eq!(record.date.as_deref(), Some("samedi 4 mai 2019"));
            assert_eq!(record.authors, ["Ann Lee, Bo Li"]);
            assert_eq!(record.body, ["Un.", "Deux."]);
        }
        let export = export(&of_html(new)).expect("an export");
        assert_eq!(export.documents[0].as_ref().and_then(|record| record.collected.as_deref()), Some("2020-06-01"));
    }
}
