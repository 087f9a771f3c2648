//! CSL-JSON, as citation processors read it.

use serde_json::{Value, json};

use super::author_name::AuthorName;
use super::one_line;
use crate::model::{Article, Day, PartialDate};

/// A CSL-JSON item. `read` is the day on which the address was visited.
pub fn csl(article: &Article, read: Option<Day>, note: Option<&str>) -> Value {
    let title = one_line(&article.title.value);
    let mut item = json!({ "id": article.id, "type": "article-newspaper", "title": title });
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            item[key] = value;
        }
    };
    let authors: Vec<Value> =
        article.authors.iter().map(|author| name(AuthorName::new(author, article.language.as_deref()))).collect();
    set("author", (!authors.is_empty()).then(|| authors.into()));
    set("container-title", article.outlet.as_ref().map(|outlet| one_line(&outlet.name).into()));
    set(
        "issued",
        article.date.as_ref().map(|date| {
            let known = match date.value {
                PartialDate::Day(_) => 3,
                PartialDate::Month(_) => 2,
                PartialDate::Year(_) => 1,
            };
            date_parts(date.value.first_day(), known)
        }),
    );
    set("section", article.section.as_deref().map(|section| one_line(section).into()));
    set("language", article.language.as_deref().map(Value::from));
    set("URL", article.url.as_deref().map(Value::from));
    set("accessed", read.filter(|_| article.url.is_some()).map(|day| date_parts(day, 3)));
    set("note", note.map(Value::from));
    item
}

/// The first parts of a day: year, month and day.
fn date_parts(day: Day, known: usize) -> Value {
    let parts = [day.year(), day.month_number().into(), day.day_of_month().into()];
    json!({ "date-parts": [parts.into_iter().take(known).collect::<Vec<i32>>()] })
}

fn name(name: AuthorName) -> Value {
    match name {
        AuthorName::Person { family, given, suffix } if suffix.is_empty() => {
            json!({ "family": family, "given": given })
        }
        AuthorName::Person { family, given, suffix } => json!({ "family": family, "given": given, "suffix": suffix }),
        AuthorName::Whole(name) => json!({ "literal": name }),
    }
}
