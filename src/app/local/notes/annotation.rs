//! Notes as W3C Web Annotations: <https://www.w3.org/TR/annotation-model/>.

use std::ops::Range;

use serde_json::{Value, json};

use crate::query::Address;
use crate::wire::{HASH_START, hash_bytes};

/// The number of letters before and after the words that are stored with them.
const CONTEXT: usize = 32;

/// The maximum number of places with the same words that are compared.
const MAX_PLACES: usize = 1000;

/// The beginning of an article's address, before its id.
const ARTICLE: &str = "urn:dateline:article:";

/// A note about words of an article; the comment is empty if the words are only highlighted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The id, unique among notes.
    pub id: String,
    /// The article's id.
    pub article: String,
    /// The address of the article.
    pub source: String,
    /// The time of its creation, such as `2025-04-28T10:00:00Z`.
    pub created: String,
    /// The words.
    pub exact: String,
    /// The text before them.
    pub prefix: String,
    /// The text after them.
    pub suffix: String,
    /// The start of the words, in letters of the text whose paragraphs are joined by a line feed.
    pub start: usize,
    /// The comment.
    pub text: String,
}

impl Note {
    /// Takes the words at this place, in letters, from a text that begins at this letter of the article.
    pub fn mark(&mut self, text: &str, from: usize, start: usize, end: usize) {
        let part = |from: usize, to: usize| text.chars().skip(from).take(to.saturating_sub(from)).collect::<String>();
        self.start = from + start;
        self.exact = part(start, end);
        self.prefix = part(start.saturating_sub(CONTEXT), start);
        self.suffix = part(end, end.saturating_add(CONTEXT));
    }

    /// The current place of the words in a text, first letter and the one after the last: the original place, or else
    /// the place whose surroundings agree most, or else the nearest. The text consists of these letters of the article;
    /// words from elsewhere are found in it only if all of their surroundings agree.
    pub fn place(&self, text: &str, letters: &Range<usize>) -> Option<(usize, usize)> {
        if self.exact.is_empty() {
            return None;
        }
        let length = self.exact.chars().count();
        let alike = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
            a.zip(b).take_while(|(a, b)| a == b).count()
        };
        // The number of bytes around this place that agree with the text around the words.
        let around = |at: usize| {
            let (before, rest) = text.split_at_checked(at)?;
            let after = rest.strip_prefix(self.exact.as_str())?;
            let before = alike(&mut before.chars().rev(), &mut self.prefix.chars().rev());
            Some(before + alike(&mut after.chars(), &mut self.suffix.chars()))
        };
        let all_around = self.prefix.chars().count() + self.suffix.chars().count();
        let start = self.start.saturating_sub(letters.start);
        let was_here = letters.contains(&self.start);
        let there = text.char_indices().nth(start).filter(|_| was_here).map(|(at, _)| at);
        if there.and_then(around) == Some(all_around) {
            return Some((start, start + length));
        }
        // Letters are counted from place to place, because a file may contain any number of notes.
        let (mut counted, mut letter) = (0, 0);
        let fit = |at: usize| {
            letter += text.get(counted..at)?.chars().count();
            counted = at;
            Some((around(at)?, std::cmp::Reverse(letter.abs_diff(start)), letter))
        };
        let best = text.match_indices(&self.exact).take(MAX_PLACES).map(|(at, _)| at).filter_map(fit).max()?;
        let (around, _, start) = best;
        (was_here || (around == all_around && around > 0)).then_some((start, start + length))
    }

    fn to_json(&self) -> Value {
        let mut note = json!({
            "id": self.id,
            "type": "Annotation",
            "motivation": if self.text.is_empty() { "highlighting" } else { "commenting" },
            "created": self.created,
            "target": {
                "source": self.source,
                "scope": article_address(&self.article),
                "selector": [
                    { "type": "TextQuoteSelector", "exact": self.exact, "prefix": self.prefix, "suffix": self.suffix },
                    {
                        "type": "TextPositionSelector",
                        "start": self.start,
                        "end": self.start + self.exact.chars().count(),
                    },
                ],
            },
        });
        if !self.text.is_empty()
            && let Some(fields) = note.as_object_mut()
        {
            let body = json!([{ "type": "TextualBody", "value": self.text, "format": "text/plain" }]);
            fields.insert("body".to_owned(), body);
        }
        note
    }

    fn of_json(note: &Value) -> Option<Note> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let each = |value: &Value| match value {
            Value::Array(values) => values.clone(),
            Value::Null => Vec::new(),
            value => vec![value.clone()],
        };
        let target = each(note.get("target")?).into_iter().next()?;
        let source = text(target.get("source").unwrap_or(&target));
        let scope = target.get("scope").and_then(Value::as_str).and_then(article_of);
        let article = scope.or_else(|| article_of(&source)).unwrap_or_default();
        let selectors = target.get("selector").map(each).unwrap_or_default();
        let of_type = |kind: &str| selectors.iter().find(|one| one.get("type").is_some_and(|found| found == kind));
        let quote = of_type("TextQuoteSelector")?;
        let start = of_type("TextPositionSelector").and_then(|place| place.get("start")?.as_u64()).unwrap_or_default();
        let bodies = note.get("body").map(each).unwrap_or_default();
        let said = bodies.iter().map(|body| text(body.get("value").unwrap_or(body))).collect::<Vec<_>>().join("\n");
        let part = |name: &str| quote.get(name).map(text).unwrap_or_default();
        let mut read = Note {
            id: note.get("id").map(text).unwrap_or_default(),
            article,
            source,
            created: note.get("created").map(text).unwrap_or_default(),
            exact: Some(part("exact")).filter(|exact| !exact.is_empty())?,
            prefix: part("prefix"),
            suffix: part("suffix"),
            start: usize::try_from(start).unwrap_or_default(),
            text: said,
        };
        if read.id.is_empty() {
            read.id = read.name();
        }
        Some(read)
    }

    /// An id derived from the note's content, so that a note without an id stays the same note each time it is opened.
    fn name(&self) -> String {
        let said = [&self.article, &self.source, &self.exact, &self.prefix, &self.suffix, &self.text];
        let start = self.start.to_string();
        let sum = said
            .into_iter()
            .chain([&start])
            .fold(HASH_START, |sum, text| hash_bytes(hash_bytes(sum, text.as_bytes()), &[0]));
        format!("urn:dateline:note:{sum:016x}")
    }
}

/// The address of an article, independent of where the archive is.
pub fn article_address(id: &str) -> String {
    let address = Address { article: Some(id.to_owned()), ..Address::default() }.to_string();
    // The id is encoded as in the page's address, because not every character is allowed in an address.
    [ARTICLE, address.trim_start_matches("article=")].concat()
}

/// The id of the article that an address names: one made by [`article_address`], or that of an article in a page.
fn article_of(address: &str) -> Option<String> {
    let id = match address.strip_prefix(ARTICLE) {
        Some(id) => format!("article={id}"),
        None => address.split_once('#')?.1.to_owned(),
    };
    Address::parse(&id).article
}

/// Notes as an annotation page with this address, in JSON-LD.
pub fn to_json(notes: &[Note], address: &str) -> String {
    let items: Vec<Value> = notes.iter().map(Note::to_json).collect();
    let context = "http://www.w3.org/ns/anno.jsonld";
    json!({ "@context": context, "id": address, "type": "AnnotationPage", "items": items }).to_string()
}

/// Reads the notes from an annotation, a list, a page, or the first page of a collection. `None` if it is none of
/// these. Annotations that quote no words are skipped.
pub fn parse(text: &str) -> Option<Vec<Note>> {
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    let first = value.get("first").filter(|first| first.is_object()).unwrap_or(&value);
    let items = match first.get("items").unwrap_or(first) {
        Value::Array(items) => items.clone(),
        one if one.get("target").is_some() => vec![one.clone()],
        _ => return None,
    };
    Some(items.iter().filter_map(Note::of_json).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The Düna bridge opened.\nThe bridge closed.";

    fn note() -> Note {
        let mut note = Note {
            id: "urn:dateline:note:1".to_owned(),
            article: "a-1".to_owned(),
            source: "https://example.org/a".to_owned(),
            created: "2025-04-28T10:00:00Z".to_owned(),
            text: "Which one?".to_owned(),
            ..Note::default()
        };
        note.mark(TEXT, 0, 28, 34);
        note
    }

    /// The letters of an article that is shown as a whole.
    const ALL: Range<usize> = 0..usize::MAX;

    #[test]
    fn a_note_is_found_again_where_the_text_has_changed() {
        let note = note();
        assert_eq!((note.exact.as_str(), note.place(TEXT, &ALL)), ("bridge", Some((28, 34))));
        assert_eq!(note.place("New.\nThe Düna bridge opened.\nThe bridge closed.", &ALL), Some((33, 39)));
        assert_eq!(note.place("Nothing of it", &ALL), None);
    }

    #[test]
    fn a_note_counts_from_the_beginning_of_the_article_whichever_part_is_shown() {
        let (first, second) = TEXT.split_once('\n').unwrap();
        let mut of_part = note();
        of_part.mark(second, 24, 4, 10);
        let of_whole = note();
        assert_eq!((of_part.start, of_part.exact.as_str()), (of_whole.start, of_whole.exact.as_str()));
        assert_eq!(of_part.place(TEXT, &ALL), Some((28, 34)));
        for note in [of_part, of_whole] {
            assert_eq!(note.place(second, &(24..usize::MAX)), Some((4, 10)));
            assert_eq!(note.place(first, &(0..24)), None, "the same word in another part is not meant");
        }
        let moved = Note { start: 3, ..note() };
        assert_eq!(moved.place(TEXT, &(24..usize::MAX)), Some((28, 34)), "all that stood around it is here");
    }

    #[test]
    fn notes_are_written_and_read_as_annotations() {
        let notes = vec![note(), Note { text: String::new(), ..note() }];
        let written = to_json(&notes, "urn:dateline:notes:1");
        assert!(written.contains("TextPositionSelector") && written.contains("http://www.w3.org/ns/anno.jsonld"));
        assert!(written.contains(r#""id":"urn:dateline:notes:1""#), "an annotation page has an address");
        assert_eq!(parse(&written), Some(notes));
        let foreign = r#"{"target":{"source":"https://x.example/#article=a-1&q=b","selector":{"type":"TextQuoteSelector","exact":"w"}},"body":"Hm"}"#;
        let read = parse(foreign).unwrap();
        assert_eq!((read[0].article.as_str(), read[0].text.as_str()), ("a-1", "Hm"));
        assert_eq!(parse("{}"), None);
        assert_eq!(parse("["), None);
    }

    #[test]
    fn notes_without_a_name_get_one_each_and_the_same_whenever_they_are_read() {
        let one = |word: &str| {
            format!(r#"{{"target":{{"source":"x","selector":{{"type":"TextQuoteSelector","exact":"{word}"}}}}}}"#)
        };
        let file = format!("[{},{}]", one("bridge"), one("opened"));
        let read = parse(&file).unwrap();
        assert!(!read[0].id.is_empty() && read[0].id != read[1].id, "{read:?}");
        assert_eq!(parse(&file).unwrap(), read);
    }

    #[test]
    fn the_article_of_a_note_is_found_whatever_its_id() {
        for id in ["a-1", "Ä b/c#2", "50%", "a&view=about", "a=b"] {
            let note = Note { article: id.to_owned(), source: "urn:x".to_owned(), ..note() };
            let written = to_json(std::slice::from_ref(&note), "urn:x");
            assert!(!written.contains("article:Ä b"), "an address has no such letters: {written}");
            assert_eq!(parse(&written).unwrap(), [note]);
        }
        let of_page = |id: &str| {
            let address = Address { article: Some(id.to_owned()), ..Address::default() };
            article_of(&format!("https://x.example/#{address}"))
        };
        assert_eq!(of_page("Ä b/c#2").as_deref(), Some("Ä b/c#2"));
        assert_eq!(article_of("https://x.example/article=1"), None);
    }

    #[test]
    fn a_file_of_many_notes_about_the_same_letter_does_not_hold_the_page_up() {
        let text = "e ".repeat(32_000);
        let mut note = note();
        note.mark(&text, 0, 40_000, 40_001);
        assert_eq!(note.place(&text, &ALL), Some((40_000, 40_001)), "where nothing has changed it is where it was");
        note.prefix.push('x');
        let places: Vec<_> = (0..500).map(|_| note.place(&text, &ALL)).collect();
        assert!(places.iter().all(|place| *place == Some((1_998, 1_999))), "{:?}", places[0]);
    }
}
