//! The names that records and tables use for the fields of an article.

/// A field that a record can state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Actors,
    Authors,
    Body,
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
/// lowest rank wins. Names for days of collection are not listed, because these are not publication dates.
const NAMES: &[(&str, Field, u8)] = &[
    ("abstract", Field::Body, 5),
    ("actor", Field::Actors, 2),
    ("article", Field::Body, 3),
    ("articlebody", Field::Body, 2),
    ("articleid", Field::Id, 2),
    ("articletext", Field::Body, 2),
    ("articletitle", Field::Title, 2),
    ("articleurl", Field::Url, 2),
    ("auteur", Field::Authors, 2),
    ("author", Field::Authors, 2),
    ("autor", Field::Authors, 2),
    ("bodyhtml", Field::Html, 2),
    ("bodytext", Field::Body, 2),
    ("byline", Field::Authors, 3),
    ("canonicalurl", Field::Url, 2),
    ("categories", Field::Section, 4),
    ("category", Field::Section, 3),
    ("content", Field::Body, 3),
    ("contenthtml", Field::Html, 2),
    ("contenttext", Field::Body, 2),
    ("created", Field::Date, 5),
    ("createdat", Field::Date, 5),
    ("creator", Field::Authors, 3),
    ("datepublish", Field::Date, 2),
    ("datepublished", Field::Date, 2),
    ("datetime", Field::Date, 4),
    ("datum", Field::Date, 3),
    ("day", Field::Date, 5),
    ("description", Field::Body, 6),
    ("docid", Field::Id, 3),
    ("documentid", Field::Id, 3),
    ("externalurl", Field::Url, 5),
    ("fecha", Field::Date, 3),
    ("fulltext", Field::Body, 2),
    ("guid", Field::Id, 3),
    ("heading", Field::Title, 3),
    ("headline", Field::Title, 2),
    ("href", Field::Url, 3),
    ("inlanguage", Field::Language, 3),
    ("journalist", Field::Authors, 3),
    ("kategorie", Field::Section, 3),
    ("lang", Field::Language, 2),
    ("languagecode", Field::Language, 2),
    ("lead", Field::Body, 7),
    ("link", Field::Url, 2),
    ("locale", Field::Language, 4),
    ("maintext", Field::Body, 2),
    ("media", Field::Outlet, 4),
    ("medianame", Field::Outlet, 3),
    ("medium", Field::Outlet, 4),
    ("name", Field::Title, 6),
    ("newspaper", Field::Outlet, 2),
    ("originalurl", Field::Url, 3),
    ("outletname", Field::Outlet, 2),
    ("permalink", Field::Url, 2),
    ("pubdate", Field::Date, 2),
    ("publication", Field::Outlet, 3),
    ("publicationdate", Field::Date, 2),
    ("published", Field::Date, 2),
    ("publishedat", Field::Date, 2),
    ("publisheddate", Field::Date, 2),
    ("publishedon", Field::Date, 2),
    ("publishdate", Field::Date, 2),
    ("publisher", Field::Outlet, 2),
    ("publishtime", Field::Date, 3),
    ("quelle", Field::Outlet, 4),
    ("ressort", Field::Section, 3),
    ("rubric", Field::Section, 3),
    ("rubrik", Field::Section, 3),
    ("rawhtml", Field::Html, 3),
    ("sectionname", Field::Section, 2),
    ("site", Field::Outlet, 4),
    ("sitename", Field::Outlet, 3),
    ("snippet", Field::Body, 7),
    ("source", Field::Outlet, 5),
    ("sourcename", Field::Outlet, 3),
    ("sourceurl", Field::Url, 4),
    ("sprache", Field::Language, 3),
    ("story", Field::Body, 3),
    ("summary", Field::Body, 6),
    ("text", Field::Body, 2),
    ("time", Field::Date, 6),
    ("timestamp", Field::Date, 6),
    ("titel", Field::Title, 3),
    ("titolo", Field::Title, 3),
    ("titre", Field::Title, 3),
    ("titulo", Field::Title, 3),
    ("topic", Field::Section, 5),
    ("uid", Field::Id, 3),
    ("uri", Field::Url, 5),
    ("uuid", Field::Id, 3),
    ("webpublicationdate", Field::Date, 2),
    ("websitename", Field::Outlet, 4),
    ("webtitle", Field::Title, 2),
    ("weburl", Field::Url, 2),
    ("writer", Field::Authors, 3),
];

/// The fields by their own names.
const OWN: [Field; 11] = [
    Field::Actors,
    Field::Authors,
    Field::Body,
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
    NAMES.iter().find(|(name, _, _)| *name == plain).map(|(_, field, rank)| (*field, *rank))
}

/// A name in lower case without separators and without a namespace (`dc:date`).
fn plain_name(name: &str) -> String {
    let name = name.trim().trim_start_matches('\u{feff}');
    let local = name.rsplit(':').next().unwrap_or(name);
    local.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{Field, field_of};

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
            ("crawl_date", None),
            ("", None),
        ] {
            assert_eq!(field_of(name), expected, "{name}");
        }
    }
}
