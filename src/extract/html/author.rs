//! The writers of a page.

use serde_json::{Map, Value};

use super::class_hints::Hints;
use super::page::Page;
use super::tree::{collapse, unescape};

/// Fields of the head that name the writers.
const AUTHOR_FIELDS: &[&str] = &[
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "article:author_name",
    "article.author",
    "cxenseparse:author",
    "creator",
    "authors",
    "twitter:data1",
];

/// The writers' names, in the page's order.
pub(super) fn find(page: &Page<'_>, outlet: Option<&str>) -> Vec<String> {
    let sources: [&dyn Fn() -> Vec<String>; 4] =
        [&|| linked_data(page), &|| meta(page), &|| marked(page), &|| bylines(page)];
    for source in sources {
        let names = clean_all(&source(), outlet);
        if !names.is_empty() {
            return names;
        }
    }
    Vec::new()
}

fn linked_data(page: &Page<'_>) -> Vec<String> {
    for article in page.metadata.linked_data.articles() {
        for key in ["author", "creator"] {
            let names: Vec<String> = article.get(key).map(|value| names_in(page, value)).unwrap_or_default();
            if !names.is_empty() {
                return names;
            }
        }
    }
    Vec::new()
}

fn names_in(page: &Page<'_>, value: &Value) -> Vec<String> {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        other => std::slice::from_ref(other),
    };
    let name_of = |object: &Map<String, Value>| match object.get("name") {
        Some(Value::String(name)) => vec![name.clone()],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    let mut names = Vec::new();
    for item in items.iter().take(50) {
        match item {
            Value::String(name) => names.push(name.clone()),
            Value::Object(object) if object.get("@type").and_then(Value::as_str) == Some("Organization") => {}
            Value::Object(object) if object.contains_key("name") => names.extend(name_of(object)),
            Value::Object(object) => {
                let other =
                    object.get("@id").and_then(Value::as_str).and_then(|id| page.metadata.linked_data.by_id(id));
                names.extend(other.map(name_of).unwrap_or_default());
            }
            _ => {}
        }
    }
    names
}

fn meta(page: &Page<'_>) -> Vec<String> {
    for field in AUTHOR_FIELDS {
        let names: Vec<String> =
            page.metadata.all(field).map(str::to_owned).filter(|name| is_name_like(name)).collect();
        if !names.is_empty() {
            return names;
        }
    }
    Vec::new()
}

fn is_name_like(text: &str) -> bool {
    !text.contains("://") && !text.contains('@') && text.chars().count() <= 150
}

/// Elements marked as the author by relation or property.
fn marked(page: &Page<'_>) -> Vec<String> {
    let tree = &page.tree;
    let mut names = Vec::new();
    let mut after = 0;
    for node in 1..tree.len() {
        if node < after {
            continue;
        }
        let property = tree.attribute(node, "itemprop").unwrap_or_default();
        let relation = tree.attribute(node, "rel").unwrap_or_default();
        let marked = property.split_whitespace().any(|name| name == "author")
            || relation.split_whitespace().any(|name| name == "author");
        if marked && tree.subtree(node).len() < 60 {
            after = tree.subtree(node).end;
            let inner =
                tree.subtree(node).find(|inner| tree.attribute(*inner, "itemprop").is_some_and(|name| name == "name"));
            let name = inner.map(|inner| {
                tree.attribute(inner, "content").map_or_else(|| tree.text_below(inner), |name| name.into_owned())
            });
            names.push(name.unwrap_or_else(|| tree.text_below(node)));
            if names.len() >= 10 {
                break;
            }
        }
    }
    names
}

/// Elements named as bylines.
fn bylines(page: &Page<'_>) -> Vec<String> {
    let tree = &page.tree;
    for node in 1..tree.len() {
        let hints = page.hints.get(node).copied().unwrap_or_default();
        if !hints.any(Hints::BYLINE) || hints.any(Hints::COMMENT.with(Hints::RELATED)) || tree.subtree(node).len() > 60
        {
            continue;
        }
        let text = tree.text_below(node);
        if !text.is_empty() && text.split(' ').count() <= 20 {
            return vec![text];
        }
    }
    Vec::new()
}

/// What stands before the names of a byline. Lower case, longest first where one starts another.
const PREFIXES: &[&str] = &[
    "written by ",
    "posted by ",
    "published by ",
    "geschrieben von ",
    "ein beitrag von ",
    "ein artikel von ",
    "von ",
    "by ",
    "by: ",
    "par ",
    "por ",
    "di ",
    "autor: ",
    "author: ",
    "autorin: ",
    "text: ",
    "door ",
    "av ",
    "af ",
];

/// What parts the names of a byline.
const SEPARATORS: &[&str] = &[" and ", " und ", " et ", " & ", ";", "|", " / ", " y ", " e ", " og ", " och "];

fn clean_all(raw: &[String], outlet: Option<&str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for text in raw {
        let mut text = collapse(&unescape(text));
        let lower = text.to_lowercase();
        if let Some(prefix) = PREFIXES.iter().find(|prefix| lower.starts_with(**prefix)) {
            text = text.get(prefix.len()..).unwrap_or_default().trim().to_owned();
        }
        for separator in SEPARATORS {
            text = text.replace(separator, "\n");
        }
        for part in text.split(['\n', ',']) {
            if let Some(name) = clean(part)
                && !outlet.is_some_and(|outlet| outlet.eq_ignore_ascii_case(&name))
                && !names.iter().any(|known| known.eq_ignore_ascii_case(&name))
            {
                names.push(name);
            }
        }
    }
    names
}

fn clean(part: &str) -> Option<String> {
    let name = part.trim().trim_matches(|c: char| c == '.' || c == ':' || c == '-' || c.is_whitespace());
    let words = name.split_whitespace().count();
    let sensible = (1..=5).contains(&words)
        && name.chars().any(char::is_alphabetic)
        && !name.contains("://")
        && !name.chars().any(|c| c.is_ascii_digit());
    sensible.then(|| name.to_owned())
}
