//! A selection as a feed: JSON Feed 1.1 (jsonfeed.org), for feed readers and reference managers.

use serde_json::{Map, Value, json};

use super::Provenance;
use crate::model::{Article, PartialDate};

/// The beginning of a feed, up to its first item.
pub(super) fn head(provenance: &Provenance, note: &str) -> String {
    let filters = provenance.filters.join(", ");
    let title =
        if filters.is_empty() { provenance.archive.clone() } else { format!("{}: {filters}", provenance.archive) };
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": provenance.link,
        "description": note,
        "_dateline": provenance,
    });
    let text = feed.to_string();
    format!("{},\"items\":[", text.strip_suffix('}').unwrap_or(&text))
}

/// An article as an item of a feed. Only articles with a full date get one: a feed has no months or years.
pub(super) fn item(article: &Article) -> Value {
    let mut item = Map::new();
    let mut put = |name: &str, value: Value| item.insert(name.to_owned(), value);
    put("id", json!(article.id));
    put("title", json!(article.title.value));
    put("content_text", json!(article.body.join("\n\n")));
    if let Some(url) = article.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://")) {
        put("url", json!(url));
    }
    if let Some(PartialDate::Day(day)) = article.date.as_ref().map(|date| date.value) {
        put("date_published", json!(format!("{day}T00:00:00Z")));
    }
    let names = article.authors.iter().chain(article.outlet.iter().map(|outlet| &outlet.name));
    let authors: Vec<Value> = names.map(|name| json!({ "name": name })).collect();
    if !authors.is_empty() {
        put("authors", Value::from(authors));
    }
    if let Some(language) = &article.language {
        put("language", json!(language));
    }
    let tags: Vec<&str> = article.actors.iter().map(|actor| actor.name.as_str()).collect();
    if !tags.is_empty() {
        put("tags", json!(tags));
    }
    Value::from(item)
}
