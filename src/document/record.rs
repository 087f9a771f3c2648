//! Structured records: documents that state their fields.
//!
//! A field with a value of the wrong type is left out with a warning; the rest of the record is kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::field::{Field, TEASER_RANK, field_of};
use super::language_name;
use super::markup;
use crate::model::{ActorKind, Removed, Warning, WarningCode};
use crate::text::id_of_name;

/// The fields that a structured record states; any may be missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// The record's own id; a number counts as its digits.
    pub id: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The date as the record writes it.
    pub date: Option<String>,
    /// The day on which the copy was made, as the record writes it.
    pub collected: Option<String>,
    /// The outlet's name.
    pub outlet: Option<String>,
    /// The address of the original.
    pub url: Option<String>,
    /// The authors.
    pub authors: Vec<String>,
    /// The section.
    pub section: Option<String>,
    /// The language, a BCP 47 code.
    pub language: Option<String>,
    /// The text, one item per paragraph.
    pub body: Vec<String>,
    /// What the source has around the text: summaries, classifications, notices.
    pub removed: Vec<Removed>,
    /// The actors, if the record states them. Such a record is not searched for more unless requested.
    pub actors: Option<Vec<RecordActor>>,
}

/// An actor that a record states.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordActor {
    /// The stated id, or one made from the name.
    pub id: String,
    /// The name.
    pub name: String,
    /// The kind, if stated.
    pub kind: ActorKind,
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Record, D::Error> {
        Ok(Record::from_json(&Map::deserialize(deserializer)?).0)
    }
}

impl Record {
    /// The fields that a JSON object states, and the problems with the others.
    ///
    /// A field has its own name, or one of its usual names elsewhere (`headline`, `published_at`).
    pub fn from_json(object: &Map<String, Value>) -> (Record, Vec<Warning>) {
        let mut stated: BTreeMap<Field, (u8, &str, &Value)> = BTreeMap::new();
        for (name, value) in object {
            let Some((field, rank)) = field_of(name) else { continue };
            let is_better = |held: &(u8, &str, &Value)| {
                let held_empty = is_empty(held.2) && held.0 > 0;
                rank == 0 || held_empty || (rank < held.0 && !is_empty(value))
            };
            if stated.get(&field).is_none_or(is_better) {
                stated.insert(field, (rank, name, value));
            }
        }
        let body_rank = stated.get(&Field::Body).map(|(rank, _, _)| *rank);
        let mut record = Record::default();
        let mut warnings = Vec::new();
        for (field, (rank, name, value)) in stated {
            let mut left_out = |what: &str| {
                // A synonym with a value of another type most likely means something else.
                if rank <= 1 {
                    let message = format!("The field `{name}` was left out: {what}.");
                    warnings.push(Warning { code: WarningCode::InvalidField, message });
                }
            };
            match field {
                Field::Actors => record.actors = actors(value, &mut left_out),
                Field::Authors => record.authors = names(value, &mut left_out),
                Field::Body => record.body = paragraphs(value, &mut left_out),
                Field::Html => {
                    let is_teaser = body_rank.is_none_or(|rank| rank >= TEASER_RANK) || record.body.is_empty();
                    if let Some(html) = text(value, &mut left_out).filter(|_| is_teaser) {
                        record.body = markup::paragraphs(&html);
                    }
                }
                Field::Outlet => {
                    let outlet = text(value, &mut left_out);
                    record.outlet = outlet.filter(|name| field_of_path(rank, name));
                }
                Field::Section => record.section = names(value, &mut left_out).into_iter().next(),
                Field::Collected => record.collected = text_or_number(value, &mut left_out),
                Field::Date => record.date = text_or_number(value, &mut left_out),
                Field::Id => record.id = text_or_number(value, &mut left_out),
                Field::Language => {
                    let stated = text(value, &mut left_out);
                    record.language = stated.as_deref().and_then(language_name::code_of);
                    if record.language.is_none() && stated.is_some() {
                        left_out("the name of no known language");
                    }
                }
                Field::Title => record.title = text(value, &mut left_out).map(|title| one_line(&title)),
                Field::Url => record.url = text(value, &mut left_out),
            }
        }
        (record, warnings)
    }

    /// Whether the record states nothing at all.
    pub fn is_empty(&self) -> bool {
        *self == Record::default()
    }
}

/// A `source` that is a path or an address does not name an outlet.
fn field_of_path(rank: u8, name: &str) -> bool {
    rank < 4 || !name.contains(['/', '#'])
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The text of a value, or the digits of a number.
fn text_or_number(value: &Value, left_out: &mut dyn FnMut(&str)) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        value => text(value, left_out),
    }
}

/// The text of a value: a text, or the value that an object names.
fn text(value: &Value, left_out: &mut dyn FnMut(&str)) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::String(text) => text.trim().to_owned(),
        Value::Object(fields) => {
            let named = [
                "value", "name", "@value", "#text", "$date", "$oid", "rendered", "title", "main", "original", "raw",
                "literal",
            ];
            let inner = named.iter().filter_map(|name| fields.get(*name)).find_map(Value::as_str).map(str::to_owned);
            let Some(text) = inner.or_else(|| name_of_parts(fields)).or_else(|| date_of_parts(fields)) else {
                left_out("an object where a text is expected");
                return None;
            };
            text.trim().to_owned()
        }
        Value::Array(items) => match items.as_slice() {
            [Value::String(text)] => text.trim().to_owned(),
            [] => return None,
            _ => {
                left_out("a list where a text is expected");
                return None;
            }
        },
        Value::Bool(_) | Value::Number(_) => {
            left_out("a number or truth value where a text is expected");
            return None;
        }
    };
    (!text.is_empty()).then_some(text)
}

/// A name whose parts are fields of their own.
fn name_of_parts(fields: &Map<String, Value>) -> Option<String> {
    let part = |names: &[&str]| {
        let stated = names.iter().filter_map(|name| fields.get(*name)?.as_str()).map(str::trim);
        stated.into_iter().find(|part| !part.is_empty())
    };
    let given = part(&["given", "firstname", "firstName", "first_name", "givenName", "given_name"]);
    let family = part(&["family", "lastname", "lastName", "last_name", "familyName", "family_name", "surname"]);
    let particle = part(&["non-dropping-particle", "dropping-particle"]);
    family?;
    Some([given, particle, family].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// A date of numbers: `{"date-parts": [[2022, 11, 15]]}` in CSL-JSON, `{"year": 2022, "month": 11, "day": 15}`.
fn date_of_parts(fields: &Map<String, Value>) -> Option<String> {
    let number = |value: &Value| value.as_i64().or_else(|| value.as_str()?.trim().parse().ok());
    let parts: Vec<i64> = match fields.get("date-parts") {
        Some(parts) => parts.get(0)?.as_array()?.iter().map_while(number).collect(),
        None => ["year", "month", "day"].iter().map_while(|name| number(fields.get(*name)?)).collect(),
    };
    match parts.as_slice() {
        [year] => Some(format!("{year:04}")),
        [year, month] => Some(format!("{year:04}-{month:02}")),
        [year, month, day, ..] => Some(format!("{year:04}-{month:02}-{day:02}")),
        [] => None,
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One name or a list of them.
fn names(value: &Value, left_out: &mut dyn FnMut(&str)) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(|item| text(item, left_out)).collect(),
        value => text(value, left_out).into_iter().collect(),
    }
}

/// The fields of the editors' trees of text that hold its parts.
const TREE_FIELDS: [&str; 6] = ["root", "document", "content", "children", "blocks", "data"];

/// Whether a value is a tree of text, as the editors of publishing systems keep it: Contentful's rich text, Portable Text,
/// ProseMirror, Lexical, Draft.js, Editor.js.
fn is_tree(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| item.is_object() && is_tree(item)),
        Value::Object(fields) => {
            let has_parts = |name: &str| fields.get(name).is_some_and(|inner| inner.is_array() || inner.is_object());
            TREE_FIELDS.iter().any(|name| has_parts(name))
        }
        _ => false,
    }
}

/// The words of a leaf of a tree of text.
fn leaf(item: &Value) -> Option<&str> {
    let fields = item.as_object()?;
    ["text", "value"].iter().find_map(|name| fields.get(*name)?.as_str())
}

/// Whether a leaf is a part of a paragraph, not one of its own.
fn is_inline(item: &Value) -> bool {
    let kind = ["nodeType", "type", "_type"].iter().find_map(|name| item.get(*name)?.as_str()).unwrap_or("text");
    leaf(item).is_some()
        && matches!(kind, "text" | "span" | "link" | "hyperlink" | "code" | "extended-text" | "hashtag")
}

/// Adds the paragraphs of a tree of text: a list with words in it is one.
fn add_tree(value: &Value, found: &mut Vec<String>) {
    let mut add = |text: &str| {
        let inner = if markup::is_markup(text) { markup::paragraphs(text) } else { vec![one_line(text)] };
        found.extend(inner.into_iter().filter(|text| !text.is_empty()));
    };
    match value {
        Value::Array(items) if items.iter().any(is_inline) => {
            let mut words = String::new();
            items.iter().for_each(|item| add_words(item, &mut words));
            add(&words);
        }
        Value::Array(items) => items.iter().for_each(|item| add_tree(item, found)),
        Value::Object(fields) => {
            // Each block is a paragraph, even if it holds its words itself.
            if let Some(Value::Array(blocks)) = fields.get("blocks") {
                return blocks.iter().for_each(|block| add_tree(block, found));
            }
            match leaf(value) {
                Some(text) => add(text),
                None => {
                    TREE_FIELDS.iter().filter_map(|name| fields.get(*name)).for_each(|inner| add_tree(inner, found))
                }
            }
        }
        _ => {}
    }
}

/// Adds the words below a part of a paragraph, such as a link.
fn add_words(value: &Value, words: &mut String) {
    match (leaf(value), value) {
        (Some(text), _) => words.push_str(text),
        (None, Value::Array(items)) => items.iter().for_each(|item| add_words(item, words)),
        (None, Value::Object(fields)) => {
            TREE_FIELDS.iter().filter_map(|name| fields.get(*name)).for_each(|inner| add_words(inner, words));
        }
        _ => {}
    }
}

/// The paragraphs of a body: a list of them, a text with one per line, or an editor's tree of text.
fn paragraphs(value: &Value, left_out: &mut dyn FnMut(&str)) -> Vec<String> {
    if is_tree(value) {
        let mut found = Vec::new();
        add_tree(value, &mut found);
        if !found.is_empty() {
            return found;
        }
    }
    match value {
        Value::Array(items) => {
            let words = |item: &Value| item.get("text").and_then(Value::as_str).map(one_line);
            items.iter().filter_map(|item| words(item).or_else(|| text(item, left_out))).collect()
        }
        value => match text(value, left_out) {
            None => Vec::new(),
            Some(text) if markup::is_markup(&text) => markup::paragraphs(&text),
            Some(text) => text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
        },
    }
}

fn actors(value: &Value, left_out: &mut dyn FnMut(&str)) -> Option<Vec<RecordActor>> {
    let items = match value {
        Value::Null => return None,
        Value::Array(items) => items.as_slice(),
        Value::String(_) => std::slice::from_ref(value),
        _ => {
            left_out("neither a list of actors nor a name");
            return None;
        }
    };
    Some(items.iter().filter_map(|item| actor(item, left_out)).collect())
}

fn actor(item: &Value, left_out: &mut dyn FnMut(&str)) -> Option<RecordActor> {
    let stated = |name: &str| item.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let (id, name) = match item {
        Value::String(name) if !name.trim().is_empty() => (None, name.trim()),
        Value::Object(_) => (stated("id"), stated("name").or_else(|| stated("id"))?),
        _ => {
            left_out("one of its items is no actor");
            return None;
        }
    };
    let kind = stated("kind").or_else(|| stated("type"));
    let kind = kind.map_or(Some(ActorKind::default()), kind_of_word).unwrap_or_else(|| {
        left_out("the kind of one of its items is unknown");
        ActorKind::default()
    });
    Some(RecordActor { id: id.map_or_else(|| id_of_name(name), str::to_owned), name: name.to_owned(), kind })
}

fn kind_of_word(word: &str) -> Option<ActorKind> {
    match word.to_ascii_lowercase().as_str() {
        "per" | "person" => Some(ActorKind::Person),
        "org" | "organisation" | "organization" => Some(ActorKind::Organisation),
        "country" | "gpe" | "state" => Some(ActorKind::State),
        "other" | "misc" => Some(ActorKind::Other),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: Value) -> (Record, Vec<Warning>) {
        Record::from_json(value.as_object().expect("an object"))
    }

    #[test]
    fn a_record_keeps_what_it_states() {
        let (record, warnings) = read(json!({
            "id": 7, "title": "A headline", "date": "2025-04-27", "outlet": "The Post", "url": "https://post.example/a",
            "authors": ["A. Writer", {"name": "B. Writer"}], "section": "World", "language": "en",
            "body": "One.\n\nTwo.", "actors": ["Kim Jong Un", {"id": "russia", "name": "Russia", "kind": "state"}],
        }));
        assert_eq!(warnings, []);
        assert_eq!(record.id.as_deref(), Some("7"));
        assert_eq!(record.authors, ["A. Writer", "B. Writer"]);
        assert_eq!(record.body, ["One.", "Two."]);
        let actors = record.actors.expect("an object");
        assert_eq!(actors[0].id, "kim-jong-un");
        assert_eq!(actors[1].kind, ActorKind::State);
    }

    #[test]
    fn usual_names_stand_in_for_missing_fields_only() {
        let (record, _) = read(json!({"headline": "Found", "title": "Stated", "publishedAt": "2020-01-02T03:04:05Z"}));
        assert_eq!(record.title.as_deref(), Some("Stated"));
        assert_eq!(record.date.as_deref(), Some("2020-01-02T03:04:05Z"));
        let (record, _) = read(json!({"outlet": null, "source": "The Post"}));
        assert_eq!(record.outlet, None);
        let (record, _) = read(json!({"source": {"id": null, "name": "The Post"}}));
        assert_eq!(record.outlet.as_deref(), Some("The Post"));
        let (record, _) = read(json!({"description": "A teaser.", "content": "The text."}));
        assert_eq!(record.body, ["The text."]);
    }

    #[test]
    fn a_field_of_a_wrong_kind_is_left_out_with_a_warning() {
        let (record, warnings) = read(json!({"title": ["a", "b"], "body": "Text.", "date": true, "actors": 3}));
        assert_eq!(record.title, None);
        assert_eq!(record.body, ["Text."]);
        assert_eq!(record.actors, None);
        assert_eq!(warnings.len(), 3);
        assert!(warnings.iter().all(|warning| warning.code == WarningCode::InvalidField));
    }

    #[test]
    fn a_day_of_saving_is_no_day_of_publication() {
        for name in ["crawl_date", "date_added", "fetched_at", "Saved", "accessDate", "scraped at"] {
            let (record, _) = read(json!({"title": "A headline", name: "2024-02-01"}));
            assert_eq!((record.date.as_deref(), record.collected.as_deref()), (None, Some("2024-02-01")), "{name}");
        }
        let (record, _) = read(json!({"title": "A headline", "created_at": "2024-02-01"}));
        assert_eq!((record.date, record.collected), (None, None));
    }

    #[test]
    fn an_empty_list_of_actors_is_a_statement() {
        assert_eq!(read(json!({"actors": []})).0.actors, Some(Vec::new()));
        assert_eq!(read(json!({"actors": null})).0.actors, None);
    }

    #[test]
    fn the_trees_of_text_of_editors_become_paragraphs() {
        let node = |kind: &str, parts: Value| json!({"nodeType": kind, "content": parts});
        let word = |text: &str| json!({"nodeType": "text", "value": text, "marks": []});
        let link = node("hyperlink", json!([word("boats")]));
        let contentful = node("document", json!([node("paragraph", json!([word("Two "), link, word(" sank.")]))]));
        let portable =
            json!([{"_type": "block", "children": [{"_type": "span", "text": "Two "}, {"text": "boats sank."}]}]);
        let editor = json!({"time": 1, "blocks": [{"type": "paragraph", "data": {"text": "Two <b>boats</b> sank."}}]});
        let draft = json!({"blocks": [{"key": "a", "text": "Two boats sank.", "data": {}}], "entityMap": {}});
        let lexical = json!({"root": {"children": [{"type": "paragraph", "children": [{"text": "Two boats sank."}]}]}});
        let list = json!([{"type": "paragraph", "text": "Two boats sank."}]);
        for body in [contentful, portable, editor, draft, lexical, list] {
            let (record, warnings) = read(json!({"title": "T", "body": body}));
            assert_eq!((record.body, warnings), (vec!["Two boats sank.".to_owned()], Vec::new()));
        }
    }

    #[test]
    fn a_body_of_markup_becomes_paragraphs() {
        let (record, _) = read(json!({"content": {"rendered": "<p>One &amp; two.</p><p>Three<br>four.</p>"}}));
        assert_eq!(record.body, ["One & two.", "Three", "four."]);
    }
}
