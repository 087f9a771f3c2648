//! Places in the text of an article.

use serde::{Serialize, Serializer};

use super::Article;
use crate::wire::bytes::{ByteReader, Damage, TOO_LARGE, put_number, unzigzag, zigzag};
use crate::wire::json::{JsonError, Value, whole};
use crate::wire::record::{Binary, Json, WRONG};

/// A part of an article that holds text: its title or one of its paragraphs. In JSON it is a number: the paragraph, from 0;
/// -1 is the title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The title.
    Title,
    /// A paragraph, from 0.
    Paragraph(u32),
}

impl Place {
    /// A paragraph that no article has.
    const NOWHERE: Place = Place::Paragraph(u32::MAX);

    /// The place of a paragraph, from 0.
    pub fn from_paragraph(at: usize) -> Place {
        u32::try_from(at).map_or(Place::NOWHERE, Place::Paragraph)
    }

    /// The place in a list of the title and the paragraphs: 0 is the title.
    pub fn from_index(at: usize) -> Place {
        at.checked_sub(1).map_or(Place::Title, Place::from_paragraph)
    }

    /// The index in a list of the title and the paragraphs: 0 is the title.
    pub fn index(self) -> usize {
        self.paragraph().map_or(0, |at| at.saturating_add(1))
    }

    /// The paragraph, from 0; `None` for the title.
    pub fn paragraph(self) -> Option<usize> {
        match self {
            Place::Title => None,
            Place::Paragraph(at) => Some(at as usize),
        }
    }

    /// The text at the place; `None` if there is no such paragraph.
    pub fn text<'a>(self, title: &'a str, body: &'a [String]) -> Option<&'a str> {
        match self.paragraph() {
            None => Some(title),
            Some(at) => body.get(at).map(String::as_str),
        }
    }

    /// The number in JSON.
    fn number(self) -> i64 {
        match self {
            Place::Title => -1,
            Place::Paragraph(at) => i64::from(at),
        }
    }
}

/// Documents may state any numbers: one that is no paragraph's becomes a place that is in no article.
impl Json for Place {
    fn write(&self, out: &mut String) {
        out.push_str(&self.number().to_string());
    }

    fn read(field: &'static str, value: Value) -> Result<Place, JsonError> {
        Ok(match whole(field, value)? {
            -1 => Place::Title,
            number => u32::try_from(number).map_or(Place::NOWHERE, Place::Paragraph),
        })
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.number())
    }
}

impl Article {
    /// The title and the paragraphs with their places, in reading order.
    pub fn texts(&self) -> impl Iterator<Item = (Place, &str)> {
        let body = (0u32..).map(Place::Paragraph).zip(self.body.iter().map(String::as_str));
        std::iter::once((Place::Title, self.title.value.as_str())).chain(body)
    }

    /// The text at a place; `None` if the article has no such paragraph.
    pub fn text_at(&self, place: Place) -> Option<&str> {
        place.text(&self.title.value, &self.body)
    }
}

/// The bytes `start..end` of the text at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TextSpan {
    pub(super) paragraph: Place,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The place, counted from the title; the start; the length. Documents may state any numbers, so that the length may be
/// negative.
impl Binary for TextSpan {
    fn encode(&self, out: &mut Vec<u8>) {
        put_number(out, zigzag(self.paragraph.number() + 1));
        put_number(out, self.start as u64);
        put_number(out, zigzag((self.end as i64).wrapping_sub(self.start as i64)));
    }

    fn decode(from: &mut ByteReader<'_>) -> Result<TextSpan, Damage> {
        let paragraph = match unzigzag(from.number()?) {
            0 => Place::Title,
            number => Place::Paragraph(u32::try_from(number - 1).map_err(|_| WRONG)?),
        };
        let start = usize::decode(from)?;
        let end = (start as i64).wrapping_add(unzigzag(from.number()?));
        Ok(TextSpan { paragraph, start, end: usize::try_from(end).map_err(|_| TOO_LARGE)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_number_in_json() {
        for (place, number) in [(Place::Title, "-1"), (Place::Paragraph(0), "0"), (Place::Paragraph(7), "7")] {
            assert_eq!(serde_json::to_string(&place).unwrap(), number);
            assert_eq!(Place::read("paragraph", Value::parse(number.as_bytes()).unwrap()).unwrap(), place);
            assert_eq!(Place::from_index(place.index()), place);
        }
        assert_eq!(Place::read("paragraph", Value::Number("-2".to_owned())).unwrap(), Place::NOWHERE);
        assert!(Place::read("paragraph", Value::Text("0".to_owned())).is_err());
    }

    #[test]
    fn a_place_has_the_text_of_its_paragraph() {
        let body = ["One.".to_owned()];
        assert_eq!(Place::Title.text("Title", &body), Some("Title"));
        assert_eq!(Place::from_paragraph(0).text("Title", &body), Some("One."));
        assert_eq!(Place::NOWHERE.text("Title", &body), None);
    }
}
