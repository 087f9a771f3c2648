//! Articles from lines of JSON: whole articles as `dateline parse` prints them, or records that state some fields.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::model::{
    ActorKind, Article, ArticleActor, Cited, DateBasis, OutletBasis, OutletRef, PublicationDate, Title, TitleBasis,
};
use crate::query::{FileDamage, QueryError};
use crate::text::slug;
use crate::wire::json::{self, Value};

/// The articles in these lines; blank lines are skipped.
///
/// # Errors
///
/// If a line is not a JSON object. The error names the line.
pub(super) fn articles(lines: &[u8]) -> Result<Vec<Article>, QueryError> {
    let mut articles = Vec::new();
    for (index, line) in lines.split(|byte| *byte == b'\n').enumerate() {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let damaged = |damage| QueryError::Damaged { name: format!("line {}", index + 1), damage };
        let value = Value::parse(line).map_err(|error| damaged(error.into()))?;
        let Value::Object(_) = value else {
            return Err(damaged(FileDamage::NoObject));
        };
        let is_article = matches!(value.get("title"), Some(Value::Object(_)));
        let article = if is_article { json::from_value(value.clone()).ok() } else { None };
        articles.push(article.unwrap_or_else(|| of_record(&value, index + 1)));
    }
    Ok(articles)
}

fn of_record(record: &Value, line: usize) -> Article {
    let text = |name: &str| record.get(name).and_then(as_text);
    let list = |name: &str| record.get(name).map(as_list).unwrap_or_default();
    let date = text("date").and_then(|text| {
        let value = text.get(..10).unwrap_or(&text).parse().ok()?;
        Some(PublicationDate::new(value, DateBasis::Stated, format!("date: {text}")))
    });
    let named = |value: &Value| {
        let name = as_text(value)?;
        let id = value.get("id").and_then(Value::as_str).map_or_else(|| slug(&name), str::to_owned);
        Some((if id.is_empty() { name.clone() } else { id }, name))
    };
    let outlet = record.get("outlet").and_then(named);
    let actors = record.get("actors").map(Value::items).unwrap_or_default();
    let cites = record.get("cites").map(Value::items).unwrap_or_default();
    Article {
        id: text("id").unwrap_or_else(|| format!("line-{line}")),
        source: format!("line {line}"),
        url: text("url"),
        title: Title { value: text("title").unwrap_or_default(), basis: TitleBasis::Stated },
        date,
        collected: None,
        outlet: outlet.map(|(id, name)| OutletRef { id, name, basis: OutletBasis::Stated, evidence: String::new() }),
        authors: list("authors"),
        section: text("section"),
        language: text("language"),
        tags: list("tags"),
        groups: list("groups"),
        story: text("story"),
        body: list("body"),
        removed: Vec::new(),
        actors: actors
            .iter()
            .filter_map(|actor| {
                let (id, name) = named(actor)?;
                let kind = actor.get("kind").and_then(Value::as_str);
                let kind = ActorKind::ALL.into_iter().find(|of| Some(of.as_str()) == kind).unwrap_or_default();
                Some(ArticleActor { id, name, kind, mentions: Vec::new() })
            })
            .collect(),
        cites: cites.iter().filter_map(named).map(|(id, name)| Cited { id, name }).collect(),
        quotes: Vec::new(),
        warnings: Vec::new(),
    }
}

/// A text, the digits of a number, or the value that an object names.
fn as_text(value: &Value) -> Option<String> {
    let text = match value {
        Value::Text(text) => text.trim().to_owned(),
        Value::Number(number) => digits(number),
        Value::Object(_) => value.get("value").or_else(|| value.get("name"))?.as_str()?.trim().to_owned(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The digits of a number. The host prints fractions, because code for that would be as large as all the code that
/// reads queries.
fn digits(number: &str) -> String {
    let is_whole = number.parse::<i64>().is_ok() || number.parse::<u64>().is_ok();
    if is_whole { number.to_owned() } else { text_of(&number_of(number)) }
}

#[wasm_bindgen]
extern "C" {
    /// JavaScript's conversion of a text to a number.
    #[wasm_bindgen(js_name = Number)]
    fn number_of(text: &str) -> JsValue;

    /// JavaScript's conversion of a number to a text.
    #[wasm_bindgen(js_name = String)]
    fn text_of(number: &JsValue) -> String;
}

/// The items of a list, or the lines of a text.
fn as_list(value: &Value) -> Vec<String> {
    match value {
        Value::List(items) => items.iter().filter_map(as_text).collect(),
        Value::Text(text) => text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::articles;

    #[test]
    fn records_and_articles_are_read() {
        let lines = br#"{"id":7,"title":"Ports close","date":"2024-05-01T10:00:00Z","outlet":"Alder Post","actors":["Ada Byron",{"name":"Oslo","kind":"state"}],"body":"One.\nTwo."}

{"body":["Only this."]}"#;
        let read = articles(lines).unwrap();
        let [first, second] = read.as_slice() else { panic!("{read:?}") };
        assert_eq!((first.id.as_str(), first.body.len()), ("7", 2));
        assert_eq!(first.outlet.as_ref().unwrap().id, "alder-post");
        assert_eq!(first.actors[1].kind.as_str(), "state");
        assert_eq!((second.id.as_str(), second.title.value.as_str()), ("line-3", ""));
        let printed = serde_json::to_vec(first).unwrap();
        assert_eq!(articles(&printed).unwrap(), std::slice::from_ref(first));
        assert!(articles(b"{}\n[1]").unwrap_err().to_string().contains("line 2"));
    }
}
