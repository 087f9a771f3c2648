//! CSL-JSON, as citation processors read it.

use serde_json::{Value, json};

use super::one_line;
use crate::model::{Article, PartialDate};

/// A CSL-JSON item.
pub fn csl(article: &Article, note: Option<&str>) -> Value {
    let title = one_line(&article.title.value);
    let mut item = json!({ "id": article.id, "type": "article-newspaper", "title": title });
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            item[key] = value;
        }
    };
    let authors: Vec<Value> = article.authors.iter().map(|author| json!({ "literal": one_line(author) })).collect();
    set("author", (!authors.is_empty()).then(|| authors.into()));
    set("container-title", article.outlet.as_ref().map(|outlet| one_line(&outlet.name).into()));
    set(
        "issued",
        article.date.as_ref().map(|date| {
            let day = date.value.first_day();
            let parts = [day.year(), day.month_number().into(), day.day_of_month().into()];
            let known = match date.value {
                PartialDate::Day(_) => 3,
                PartialDate::Month(_) => 2,
                PartialDate::Year(_) => 1,
            };
            json!({ "date-parts": [parts.into_iter().take(known).collect::<Vec<i32>>()] })
        }),
    );
    set("section", article.section.as_deref().map(|section| one_line(section).into()));
    set("language", article.language.as_deref().map(Value::from));
    set("URL", article.url.as_deref().map(Value::from));
    set("note", note.map(Value::from));
    item
}
