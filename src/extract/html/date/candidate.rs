//! A date that a page gives, with its source.

use std::fmt;

use super::machine::Zone;
use crate::extract::date_expression::NumericDate;
use crate::model::{DateBasis, Day, PartialDate, PublicationDate};

/// A date that may be the publication date.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The date.
    pub value: PartialDate,
    /// How the time next to it relates to universal time.
    pub zone: Zone,
    /// Its source in the page.
    pub evidence: Evidence,
    /// Whether it is known to be the day of a change, which is not before that of publication.
    pub is_of_change: bool,
}

impl Candidate {
    /// The date as that of a change.
    pub fn of_change(self) -> Candidate {
        Candidate { is_of_change: true, ..self }
    }

    /// Whether the date consists of digits that end in the year, so that day and month may be exchanged.
    pub fn is_of_digits(&self) -> bool {
        NumericDate::behind(&self.evidence.to_string(), self.value).is_some()
    }
}

/// The source of a date in a page, with the words or the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    /// The address of the page.
    Address(String),
    /// A line with a time relative to the day of collection.
    Ago { line: String, collected: Day },
    /// An element marked by a property of microdata.
    ItemProperty { property: String, text: String },
    /// A line or an element that shows the date.
    Line(String),
    /// Linked data.
    LinkedData { key: String, text: String },
    /// A field of the head.
    Meta { field: String, text: String },
    /// A script that writes the date or contains the page's data; with the key of the data.
    Script { key: Option<String>, text: String },
    /// A `time` element.
    Time(String),
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Evidence::Address(address) => write!(f, "address: {address}"),
            Evidence::Ago { line, collected } => write!(f, "{line}, collected {collected}"),
            Evidence::ItemProperty { property, text } => write!(f, "itemprop {property}: {text}"),
            Evidence::Line(text) => f.write_str(text),
            Evidence::LinkedData { key, text } => write!(f, "JSON-LD {key}: {text}"),
            Evidence::Meta { field, text } => write!(f, "meta {field}: {text}"),
            Evidence::Script { key: Some(key), text } => write!(f, "script {key}: {text}"),
            Evidence::Script { key: None, text } => write!(f, "script: {text}"),
            Evidence::Time(text) => write!(f, "time: {text}"),
        }
    }
}

impl From<Candidate> for PublicationDate {
    fn from(candidate: Candidate) -> PublicationDate {
        let basis = match candidate.evidence {
            Evidence::Ago { .. } => DateBasis::Inferred,
            _ if candidate.is_of_change => DateBasis::Inferred,
            _ => DateBasis::Stated,
        };
        PublicationDate::new(candidate.value, basis, candidate.evidence.to_string())
    }
}
