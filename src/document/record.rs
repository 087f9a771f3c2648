//! Structured records: documents whose fields are stated, one JSON object a line.

use serde::{Deserialize, Deserializer};

use super::{Content, Document, ReadError, Transport};
use crate::model::{ActorKind, slug};

/// The fields that a structured record states; all may be missing.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Record {
    /// The record's own id; a number is taken as its digits.
    #[serde(deserialize_with = "text_or_number")]
    pub id: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The date as the record writes it.
    #[serde(deserialize_with = "text_or_number")]
    pub date: Option<String>,
    /// The outlet's name.
    pub outlet: Option<String>,
    /// The address of the original.
    pub url: Option<String>,
    /// The writers.
    #[serde(deserialize_with = "one_or_many")]
    pub authors: Vec<String>,
    /// The section.
    pub section: Option<String>,
    /// The language, a BCP 47 code.
    pub language: Option<String>,
    /// The text, a paragraph an item.
    #[serde(deserialize_with = "paragraphs")]
    pub body: Vec<String>,
    /// The actors, where the record states them; such a record is not searched for more unless asked.
    pub actors: Option<Vec<RecordActor>>,
}

/// An actor that a record states.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordActor {
    /// The id stated, or made from the name.
    pub id: String,
    /// The name.
    pub name: String,
    /// The kind, where stated.
    pub kind: ActorKind,
}

impl<'de> Deserialize<'de> for RecordActor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RecordActor, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Wire {
            Name(String),
            Full {
                id: Option<String>,
                name: String,
                #[serde(default)]
                kind: ActorKind,
            },
        }
        Ok(match Wire::deserialize(deserializer)? {
            Wire::Name(name) => RecordActor { id: slug(&name), name, kind: ActorKind::default() },
            Wire::Full { id, name, kind } => RecordActor { id: id.unwrap_or_else(|| slug(&name)), name, kind },
        })
    }
}

fn text_or_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Wire {
        Text(String),
        Number(serde_json::Number),
    }
    Ok(Option::<Wire>::deserialize(deserializer)?.map(|wire| match wire {
        Wire::Text(text) => text,
        Wire::Number(number) => number.to_string(),
    }))
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Ok(match Option::<OneOrMany>::deserialize(deserializer)? {
        None => Vec::new(),
        Some(OneOrMany::One(text)) => vec![text],
        Some(OneOrMany::Many(texts)) => texts,
    })
}

fn paragraphs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Ok(match Option::<OneOrMany>::deserialize(deserializer)? {
        None => Vec::new(),
        Some(OneOrMany::One(text)) => {
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
        }
        Some(OneOrMany::Many(texts)) => texts,
    })
}

/// Reads JSON Lines: one record a line, blank lines passed over.
pub(super) fn read_jsonl(name: &str, bytes: &[u8], emit: &mut dyn FnMut(Result<Document, ReadError>)) {
    let mut n = 0;
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        n += 1;
        emit(match serde_json::from_slice::<Record>(line) {
            Ok(record) => Ok(Document {
                source: format!("{name}#{n}"),
                content: Content::Record(Box::new(record)),
                transport: Transport::default(),
                warnings: Vec::new(),
            }),
            Err(error) => Err(ReadError {
                source_name: name.to_owned(),
                position: Some(format!("line {}", index + 1)),
                problem: format!("not a record ({error})"),
                remedy: "put one JSON object on each line".to_owned(),
            }),
        });
    }
}
