//! The names that records and tables use for the fields of an article.
//!
//! English names are listed here, those of other languages in a table of `language`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::language::{FIELDS, entries};

/// A field that a record can state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Actors,
    Authors,
    Body,
    Collected,
    Date,
    Html,
    Id,
    Language,
    Outlet,
    Section,
    Title,
    Url,
}

impl Field {
    /// The field's own name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Field::Actors => "actors",
            Field::Authors => "authors",
            Field::Body => "body",
            Field::Collected => "collected",
            Field::Date => "date",
            Field::Html => "html",
            Field::Id => "id",
            Field::Language => "language",
            Field::Outlet => "outlet",
            Field::Section => "section",
            Field::Title => "title",
            Field::Url => "url",
        }
    }
}

/// From this rank on, a name means the body's teaser.
pub(super) const TEASER_RANK: u8 = 5;

/// Other names of the fields, as [`plain_name`] spells them, with a rank: if a record has several names of a field, the
/// lowest rank wins. Sorted by name. The day on which a record was created is not listed: it may be that of publication, of a
/// change, or of saving.
const NAMES: &[(&str, Field, u8)] = &[
    ("abstract", Field::Body, 5),
    ("abstractnote", Field::Body, 5),
    ("accessdate", Field::Collected, 2),
    ("accessed", Field::Collected, 2),
    ("accessedat", Field::Collected, 2),
    ("accesseddate", Field::Collected, 3),
    ("actor", Field::Actors, 2),
    ("addedat", Field::Collected, 3),
    ("archivedat", Field::Collected, 4),
    ("archivedate", Field::Collected, 3),
    ("archivedon", Field::Collected, 3),
    ("article", Field::Body, 3),
    ("articlebody", Field::Body, 2),
    ("articlecontent", Field::Body, 2),
    ("articledate", Field::Date, 2),
    ("articleid", Field::Id, 2),
    ("articletext", Field::Body, 2),
    ("articletitle", Field::Title, 2),
    ("articleurl", Field::Url, 2),
    ("auteur", Field::Authors, 2),
    ("author", Field::Authors, 2),
    ("authorname", Field::Authors, 3),
    ("authornames", Field::Authors, 3),
    ("autor", Field::Authors, 2),
    ("bodyhtml", Field::Html, 2),
    ("bodytext", Field::Body, 2),
    ("bodyxhtml", Field::Html, 2),
    ("by", Field::Authors, 4),
    ("byline", Field::Authors, 3),
    ("bylines", Field::Authors, 3),
    ("canonicalurl", Field::Url, 2),
    ("categories", Field::Section, 4),
    ("category", Field::Section, 3),
    ("channel", Field::Outlet, 6),
    ("clippedat", Field::Collected, 3),
    ("clippedon", Field::Collected, 3),
    ("collectdate", Field::Collected, 3),
    ("collectedat", Field::Collected, 3),
    ("collectedon", Field::Collected, 3),
    ("collectiondate", Field::Collected, 3),
    ("containertitle", Field::Outlet, 2),
    ("content", Field::Body, 3),
    ("contentbody", Field::Body, 2),
    ("contentcreated", Field::Date, 3),
    ("contenthtml", Field::Html, 2),
    ("contenttext", Field::Body, 2),
    ("copyrightholder", Field::Outlet, 6),
    ("crawldate", Field::Collected, 3),
    ("crawled", Field::Collected, 3),
    ("crawledat", Field::Collected, 3),
    ("crawltime", Field::Collected, 3),
    ("creator", Field::Authors, 3),
    ("creators", Field::Authors, 3),
    ("dateaccessed", Field::Collected, 3),
    ("dateadded", Field::Collected, 3),
    ("datearchived", Field::Collected, 3),
    ("dateclipped", Field::Collected, 3),
    ("datecollected", Field::Collected, 3),
    ("datecrawled", Field::Collected, 3),
    ("datedownload", Field::Collected, 2),
    ("datedownloaded", Field::Collected, 2),
    ("dateimported", Field::Collected, 3),
    ("dateofpublication", Field::Date, 2),
    ("dateposted", Field::Date, 3),
    ("datepub", Field::Date, 2),
    ("datepublish", Field::Date, 2),
    ("datepublished", Field::Date, 2),
    ("dateretrieved", Field::Collected, 3),
    ("datesaved", Field::Collected, 3),
    ("datescraped", Field::Collected, 3),
    ("datetime", Field::Date, 4),
    ("datetimepub", Field::Date, 2),
    ("datum", Field::Date, 3),
    ("day", Field::Date, 5),
    ("deck", Field::Body, 7),
    ("description", Field::Body, 6),
    ("descriptionsummary", Field::Body, 6),
    ("desk", Field::Section, 5),
    ("docid", Field::Id, 3),
    ("documentid", Field::Id, 3),
    ("documentidentifier", Field::Url, 4),
    ("downloaddate", Field::Collected, 2),
    ("downloaded", Field::Collected, 3),
    ("downloadedat", Field::Collected, 2),
    ("downloadedon", Field::Collected, 3),
    ("excerpt", Field::Body, 6),
    ("externalurl", Field::Url, 5),
    ("fecha", Field::Date, 3),
    ("feedtitle", Field::Outlet, 5),
    ("fetchdate", Field::Collected, 3),
    ("fetched", Field::Collected, 3),
    ("fetchedat", Field::Collected, 3),
    ("fetchedon", Field::Collected, 3),
    ("fetchtime", Field::Collected, 3),
    ("filedate", Field::Collected, 4),
    ("firstcreated", Field::Date, 4),
    ("fullarticle", Field::Body, 2),
    ("fulltext", Field::Body, 2),
    ("guid", Field::Id, 3),
    ("heading", Field::Title, 3),
    ("headline", Field::Title, 2),
    ("headlinemain", Field::Title, 2),
    ("hl1", Field::Title, 3),
    ("href", Field::Url, 3),
    ("importedat", Field::Collected, 3),
    ("indexedat", Field::Collected, 3),
    ("indexeddate", Field::Collected, 3),
    ("ingestedat", Field::Collected, 3),
    ("inlanguage", Field::Language, 3),
    ("insertedat", Field::Collected, 3),
    ("issued", Field::Date, 2),
    ("journal", Field::Outlet, 3),
    ("journalist", Field::Authors, 3),
    ("journalists", Field::Authors, 3),
    ("journaltitle", Field::Outlet, 2),
    ("kategorie", Field::Section, 3),
    ("lang", Field::Language, 2),
    ("languagecode", Field::Language, 2),
    ("lead", Field::Body, 7),
    ("leadparagraph", Field::Body, 4),
    ("link", Field::Url, 2),
    ("locale", Field::Language, 4),
    ("maintext", Field::Body, 2),
    ("media", Field::Outlet, 4),
    ("medianame", Field::Outlet, 3),
    ("medium", Field::Outlet, 4),
    ("name", Field::Title, 6),
    ("namesource", Field::Outlet, 3),
    ("newsdesk", Field::Section, 5),
    ("newspaper", Field::Outlet, 2),
    ("newstext", Field::Body, 2),
    ("newstitle", Field::Title, 2),
    ("originalurl", Field::Url, 3),
    ("outletname", Field::Outlet, 2),
    ("pageurl", Field::Url, 3),
    ("paragraphs", Field::Body, 3),
    ("permalink", Field::Url, 2),
    ("postdate", Field::Date, 3),
    ("postedat", Field::Date, 3),
    ("posturl", Field::Url, 2),
    ("pubdate", Field::Date, 2),
    ("publication", Field::Outlet, 3),
    ("publicationdate", Field::Date, 2),
    ("publicationtitle", Field::Outlet, 2),
    ("publishdate", Field::Date, 2),
    ("published", Field::Date, 2),
    ("publishedat", Field::Date, 2),
    ("publishedby", Field::Authors, 3),
    ("publisheddate", Field::Date, 2),
    ("publishedon", Field::Date, 2),
    ("publishedtime", Field::Date, 2),
    ("publisher", Field::Outlet, 2),
    ("publishtime", Field::Date, 3),
    ("quelle", Field::Outlet, 4),
    ("rawhtml", Field::Html, 3),
    ("releasedate", Field::Date, 3),
    ("reporter", Field::Authors, 3),
    ("ressort", Field::Section, 3),
    ("retrievaldate", Field::Collected, 3),
    ("retrieved", Field::Collected, 2),
    ("retrievedat", Field::Collected, 2),
    ("retrievedon", Field::Collected, 3),
    ("rubric", Field::Section, 3),
    ("rubrik", Field::Section, 3),
    ("saved", Field::Collected, 3),
    ("savedat", Field::Collected, 3),
    ("saveddate", Field::Collected, 3),
    ("savedon", Field::Collected, 3),
    ("scraped", Field::Collected, 3),
    ("scrapedat", Field::Collected, 3),
    ("scrapedate", Field::Collected, 3),
    ("scrapeddate", Field::Collected, 3),
    ("scrapedon", Field::Collected, 3),
    ("scrapetime", Field::Collected, 3),
    ("sectionname", Field::Section, 2),
    ("seendate", Field::Collected, 4),
    ("selection", Field::Body, 6),
    ("site", Field::Outlet, 4),
    ("sitename", Field::Outlet, 3),
    ("snippet", Field::Body, 7),
    ("source", Field::Outlet, 5),
    ("sourcecommonname", Field::Outlet, 4),
    ("sourcehostname", Field::Outlet, 3),
    ("sourcename", Field::Outlet, 3),
    ("sourceurl", Field::Url, 4),
    ("sprache", Field::Language, 3),
    ("standfirst", Field::Body, 6),
    ("story", Field::Body, 3),
    ("storydate", Field::Date, 3),
    ("storytext", Field::Body, 2),
    ("storyurl", Field::Url, 2),
    ("subtitle", Field::Body, 8),
    ("summary", Field::Body, 6),
    ("teaser", Field::Body, 6),
    ("text", Field::Body, 2),
    ("time", Field::Date, 6),
    ("timeadded", Field::Collected, 4),
    ("timesaved", Field::Collected, 3),
    ("timescraped", Field::Collected, 3),
    ("timestamp", Field::Date, 6),
    ("titel", Field::Title, 3),
    ("titolo", Field::Title, 3),
    ("titre", Field::Title, 3),
    ("titulo", Field::Title, 3),
    ("topic", Field::Section, 5),
    ("trailtext", Field::Body, 6),
    ("uid", Field::Id, 3),
    ("uri", Field::Url, 5),
    ("urldate", Field::Collected, 2),
    ("uuid", Field::Id, 3),
    ("webpageurl", Field::Url, 3),
    ("webpublicationdate", Field::Date, 2),
    ("websitename", Field::Outlet, 4),
    ("webtitle", Field::Title, 2),
    ("weburl", Field::Url, 2),
    ("writer", Field::Authors, 3),
    ("writers", Field::Authors, 3),
];

/// The fields by their own names.
const OWN: [Field; 12] = [
    Field::Actors,
    Field::Authors,
    Field::Body,
    Field::Collected,
    Field::Date,
    Field::Html,
    Field::Id,
    Field::Language,
    Field::Outlet,
    Field::Section,
    Field::Title,
    Field::Url,
];

/// The field that a name stands for, and the rank of the name; 0 is the field's own name.
pub(super) fn field_of(name: &str) -> Option<(Field, u8)> {
    if let Some(field) = OWN.into_iter().find(|field| field.name() == name) {
        return Some((field, 0));
    }
    let plain = plain_name(name);
    if let Some(field) = OWN.into_iter().find(|field| field.name() == plain) {
        return Some((field, 1));
    }
    if let Ok(at) = NAMES.binary_search_by_key(&plain.as_str(), |(name, _, _)| name) {
        return NAMES.get(at).map(|(_, field, rank)| (*field, *rank));
    }
    // Most names of fields are in ASCII, and mean nothing: they need not be looked up in each language.
    static OTHERS: OnceLock<FxHashMap<&'static str, (Field, u8)>> = OnceLock::new();
    let others = OTHERS.get_or_init(|| {
        let known = entries(FIELDS).filter_map(|entry| Some((entry.text, field_of_kind(entry.kind)?)));
        known.collect()
    });
    others.get(plain.as_str()).copied()
}

/// The field of a section of the table of names.
fn field_of_kind(kind: &str) -> Option<(Field, u8)> {
    match kind {
        "teaser" => Some((Field::Body, TEASER_RANK + 1)),
        kind => OWN.into_iter().find(|field| field.name() == kind).map(|field| (field, 4)),
    }
}

/// A name in lower case without separators and without a namespace (`dc:date`).
fn plain_name(name: &str) -> String {
    let name = name.trim().trim_start_matches('\u{feff}');
    let local = name.rsplit(':').next().unwrap_or(name);
    local.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_the_sections_of_other_languages_name_fields() {
        assert!(NAMES.is_sorted_by_key(|(name, _, _)| name));
        for entry in entries(FIELDS) {
            assert!(field_of_kind(entry.kind).is_some(), "{entry:?}");
            assert_eq!(plain_name(entry.text), entry.text);
            let others = entries(FIELDS).filter(|other| other.text == entry.text);
            assert!(others.into_iter().all(|other| other.kind == entry.kind), "{entry:?} has two meanings");
        }
    }

    #[test]
    fn names_are_read_however_they_are_written() {
        for (name, expected) in [
            ("title", Some((Field::Title, 0))),
            ("Title", Some((Field::Title, 1))),
            ("published_at", Some((Field::Date, 2))),
            ("publishedAt", Some((Field::Date, 2))),
            ("Pub Date", Some((Field::Date, 2))),
            ("dc:date", Some((Field::Date, 1))),
            ("\u{feff}Headline", Some((Field::Title, 2))),
            ("crawl_date", Some((Field::Collected, 3))),
            ("Überschrift", Some((Field::Title, 4))),
            ("Издание", Some((Field::Outlet, 4))),
            ("reading_time", None),
            ("", None),
        ] {
            assert_eq!(field_of(name), expected, "{name}");
        }
    }
}
