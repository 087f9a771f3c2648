//! Notes as W3C Web Annotations: <https://www.w3.org/TR/annotation-model/>.

use serde_json::{Value, json};

/// How many letters before and after the words are written down with them.
const CONTEXT: usize = 32;

/// A note about words of an article; its text is empty where the words are only highlighted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// A name that no other note has.
    pub id: String,
    /// The article's id.
    pub article: String,
    /// The address of the article.
    pub source: String,
    /// When it was made, as `2025-04-28T10:00:00Z`.
    pub created: String,
    /// The words.
    pub exact: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands after them.
    pub suffix: String,
    /// Where they begin, in letters of the text whose paragraphs are joined by a line feed.
    pub start: usize,
    /// What is noted.
    pub text: String,
}

impl Note {
    /// Takes the words at this place, in letters, from a text.
    pub fn mark(&mut self, text: &str, start: usize, end: usize) {
        let part = |from: usize, to: usize| text.chars().skip(from).take(to.saturating_sub(from)).collect::<String>();
        self.start = start;
        self.exact = part(start, end);
        self.prefix = part(start.saturating_sub(CONTEXT), start);
        self.suffix = part(end, end.saturating_add(CONTEXT));
    }

    /// Where the words are in a text now, first letter and the one after the last: where they were, else where the most
    /// of what stood around them does, else where they are nearest.
    pub fn place(&self, text: &str) -> Option<(usize, usize)> {
        if self.exact.is_empty() {
            return None;
        }
        let length = self.exact.chars().count();
        let fit = |at: usize| {
            let (before, rest) = text.split_at_checked(at)?;
            let after = rest.get(self.exact.len()..)?;
            let alike = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
                a.zip(b).take_while(|(a, b)| a == b).count()
            };
            let around = alike(&mut before.chars().rev(), &mut self.prefix.chars().rev())
                + alike(&mut after.chars(), &mut self.suffix.chars());
            let start = before.chars().count();
            Some((around, std::cmp::Reverse(start.abs_diff(self.start)), start))
        };
        let best = text.match_indices(&self.exact).take(1000).filter_map(|(at, _)| fit(at)).max();
        best.map(|(.., start)| (start, start + length))
    }

    fn to_json(&self) -> Value {
        let mut note = json!({
            "id": self.id,
            "type": "Annotation",
            "motivation": if self.text.is_empty() { "highlighting" } else { "commenting" },
            "created": self.created,
            "target": {
                "source": self.source,
                "scope": format!("urn:dateline:article:{}", self.article),
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
        let scope =
            target.get("scope").and_then(Value::as_str).and_then(|scope| scope.strip_prefix("urn:dateline:article:"));
        let of_link = source.split_once("article=").and_then(|(_, rest)| rest.split('&').next());
        let article = scope.or(of_link).unwrap_or_default().to_owned();
        let selectors = target.get("selector").map(each).unwrap_or_default();
        let of_type = |kind: &str| selectors.iter().find(|one| one.get("type").is_some_and(|found| found == kind));
        let quote = of_type("TextQuoteSelector")?;
        let start = of_type("TextPositionSelector").and_then(|place| place.get("start")?.as_u64()).unwrap_or_default();
        let bodies = note.get("body").map(each).unwrap_or_default();
        let said = bodies.iter().map(|body| text(body.get("value").unwrap_or(body))).collect::<Vec<_>>().join("\n");
        let part = |name: &str| quote.get(name).map(text).unwrap_or_default();
        Some(Note {
            id: note.get("id").map(text).unwrap_or_default(),
            article,
            source,
            created: note.get("created").map(text).unwrap_or_default(),
            exact: Some(part("exact")).filter(|exact| !exact.is_empty())?,
            prefix: part("prefix"),
            suffix: part("suffix"),
            start: usize::try_from(start).unwrap_or_default(),
            text: said,
        })
    }
}

/// Notes as one page of annotations, in JSON-LD.
pub fn to_json(notes: &[Note]) -> String {
    let items: Vec<Value> = notes.iter().map(Note::to_json).collect();
    json!({ "@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": items }).to_string()
}

/// The notes of annotations: one, a list, a page or a collection with its first page. `None` where it is none of these;
/// annotations that quote no words are passed over.
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
        note.mark(TEXT, 28, 34);
        note
    }

    #[test]
    fn a_note_is_found_again_where_the_text_has_changed() {
        let note = note();
        assert_eq!((note.exact.as_str(), note.place(TEXT)), ("bridge", Some((28, 34))));
        assert_eq!(note.place("New.\nThe Düna bridge opened.\nThe bridge closed."), Some((33, 39)));
        assert_eq!(note.place("Nothing of it"), None);
    }

    #[test]
    fn notes_are_written_and_read_as_annotations() {
        let notes = vec![note(), Note { text: String::new(), ..note() }];
        let written = to_json(&notes);
        assert!(written.contains("TextPositionSelector") && written.contains("http://www.w3.org/ns/anno.jsonld"));
        assert_eq!(parse(&written), Some(notes));
        let foreign = r#"{"target":{"source":"https://x.example/#article=a-1&q=b","selector":{"type":"TextQuoteSelector","exact":"w"}},"body":"Hm"}"#;
        let read = parse(foreign).unwrap();
        assert_eq!((read[0].article.as_str(), read[0].text.as_str()), ("a-1", "Hm"));
        assert_eq!(parse("{}"), None);
        assert_eq!(parse("["), None);
    }
}
