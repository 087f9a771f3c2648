//! Markdown, converted to the web page that it stands for.
//!
//! The front matter (YAML between lines `---`, or TOML between lines `+++`) becomes the page's metadata, so that a text
//! of a site generator or a clipped page gets the day, the title and the authors of its page. The list of facts that
//! Readwise writes under a heading `Metadata` is read like front matter.

use pulldown_cmark::{Options, Parser, html};
use serde_json::{Map, Value};

use super::clipping::{escaped, outlet_of_line};
use super::decode::{CharsetHints, Markup, decode};
use super::field::{Field, field_of};
use super::limits::{LimitReached, MAX_MARKDOWN_BYTES};
use super::sink::DocumentSink;
use super::{Content, Record, Transport};
use crate::model::Day;

/// The lines under a headline that can name the outlet.
const MAX_LINES: usize = 4;

/// The most values of front matter.
const MAX_VALUES: usize = 1_000;

/// Passes on a Markdown text.
pub(super) fn document(sink: &mut DocumentSink<'_>, bytes: &[u8], mut transport: Transport) {
    let hints = CharsetHints { content_type: transport.content_type.as_deref(), url: transport.url.as_deref() };
    if bytes.len() as u64 > MAX_MARKDOWN_BYTES {
        return sink.failed_document(None, LimitReached::Document(MAX_MARKDOWN_BYTES));
    }
    let decoded = decode(bytes, Markup::Plain, hints);
    let warnings = decoded.warnings();
    let (matter, text) = front_matter(&decoded.text);
    let (matter, text) = if matter.is_empty() {
        of_readwise(text).unwrap_or_else(|| (matter, text.to_owned()))
    } else {
        (matter, text.to_owned())
    };
    let (mut record, _) = Record::from_json(&plain_facts(matter));
    transport.url = transport.url.or(record.url.take().filter(|url| url.starts_with("http")));
    let collected = record.collected.as_deref().and_then(|day| day.get(..10)?.parse::<Day>().ok());
    transport.collected = transport.collected.or(collected);
    let outlet = record.outlet.take().or_else(|| outlet_under_title(&text));
    let metas = [
        ("property=\"og:title\"", record.title.as_ref()),
        ("property=\"article:published_time\"", record.date.as_ref()),
        ("http-equiv=\"content-language\"", record.language.as_ref()),
        ("property=\"og:site_name\"", outlet.as_ref()),
        ("property=\"article:section\"", record.section.as_ref()),
    ];
    let mut page = String::from("<!DOCTYPE html><html><head><meta charset=\"utf-8\">");
    for (name, value) in metas {
        if let Some(value) = value {
            page.push_str(&format!("<meta {name} content=\"{}\">", escaped(value)));
        }
    }
    for author in &record.authors {
        page.push_str(&format!("<meta name=\"author\" content=\"{}\">", escaped(&without_link(author))));
    }
    page.push_str("</head><body><article>\n");
    if let Some(title) = record.title.filter(|_| !text.trim_start().starts_with("# ")) {
        page.push_str(&format!("<h1>{}</h1>\n", escaped(&title)));
    }
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES | Options::ENABLE_WIKILINKS;
    html::push_html(&mut page, Parser::new_ext(&text, options));
    page.push_str("</article></body></html>\n");
    sink.document(Content::Html(page), transport, warnings);
}

/// The outlet in a line under the first heading: `*The Quay Herald, May 4, 2019*`.
fn outlet_under_title(text: &str) -> Option<String> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.next().filter(|line| line.starts_with("# "))?;
    let plain = |line: &str| line.trim_matches(['*', '_', '>', ' ']).to_owned();
    lines.take(MAX_LINES).map(plain).find_map(|line| outlet_of_line(&line).map(str::to_owned))
}

/// The facts as a record states them: lists flattened by one level, and days that are not those of publication apart.
fn plain_facts(matter: Map<String, Value>) -> Map<String, Value> {
    let mut facts = Map::new();
    for (name, value) in matter {
        match value {
            Value::Object(inner) if field_of(&name).is_none() => {
                for (name, value) in inner {
                    facts.entry(name).or_insert(value);
                }
            }
            value => {
                facts.insert(name, value);
            }
        }
    }
    // The address of a clipped page; `source` is also the name of an outlet.
    let source = facts.get("source").and_then(Value::as_str);
    if let Some(url) = source.filter(|source| source.starts_with("http")).map(str::to_owned) {
        facts.remove("source");
        facts.entry("url").or_insert(Value::String(url));
    }
    // A note was made on that day, the page published on another one.
    for name in ["created", "created_at", "date_saved", "date_created", "clipped", "saved"] {
        if let Some(made) = facts.remove(name) {
            facts.entry("collected").or_insert(made);
        }
    }
    // Nothing but the text is the text.
    facts.retain(|name, _| !matches!(field_of(name), Some((Field::Body | Field::Html | Field::Actors | Field::Id, _))));
    facts
}

/// The facts of the front matter, and the text after it.
fn front_matter(text: &str) -> (Map<String, Value>, &str) {
    let text = text.trim_start_matches('\u{feff}');
    let fence = text.lines().next().map(str::trim_end).filter(|line| matches!(*line, "---" | "+++"));
    let Some(fence) = fence else { return (Map::new(), text) };
    let start = text.find('\n').map_or(text.len(), |end| end + 1);
    let mut at = start;
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        if line.trim_end() == fence || (fence == "---" && line.trim_end() == "...") {
            let matter = text.get(start..at).unwrap_or_default();
            let facts = if fence == "---" { of_yaml(matter) } else { of_toml(matter) };
            return (facts, text.get(at + line.len()..).unwrap_or_default());
        }
        at += line.len();
    }
    (Map::new(), text)
}

/// The values of TOML; none if it is broken.
fn of_toml(matter: &str) -> Map<String, Value> {
    fn plain(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(time) => Value::String(time.to_string()),
            toml::Value::Array(items) => Value::Array(items.into_iter().map(plain).collect()),
            toml::Value::Table(table) => {
                Value::Object(table.into_iter().map(|(name, value)| (name, plain(value))).collect())
            }
            toml::Value::String(text) => Value::String(text),
            value => Value::String(value.to_string()),
        }
    }
    let table: Option<toml::Table> = toml::from_str(matter).ok();
    table.unwrap_or_default().into_iter().map(|(name, value)| (name, plain(value))).collect()
}

/// The values of the part of YAML that front matter uses: texts, lists in lines or brackets, and texts of several lines.
fn of_yaml(matter: &str) -> Map<String, Value> {
    let mut facts: Map<String, Value> = Map::new();
    let mut name = String::new();
    // The indent and the sign of a text of several lines.
    let mut block: Option<(usize, char)> = None;
    for line in matter.lines() {
        let indent = line.len() - line.trim_start().len();
        let trimmed = line.trim();
        if let Some((outer, sign)) = block {
            if trimmed.is_empty() || indent > outer {
                if let Some(Value::String(text)) = facts.get_mut(&name) {
                    if !text.is_empty() {
                        text.push(if sign == '|' { '\n' } else { ' ' });
                    }
                    text.push_str(trimmed);
                }
                continue;
            }
            block = None;
        }
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        if let Some(item) = trimmed.strip_prefix("- ").or((trimmed == "-").then_some("")) {
            // An item may be a table of its own, with the name in it.
            let item = item.trim().strip_prefix("name:").unwrap_or(item);
            let item = Value::String(unquoted(item));
            match facts.get_mut(&name) {
                Some(Value::Array(items)) => items.push(item),
                Some(value) => *value = Value::Array(vec![item]),
                None => {}
            }
            continue;
        }
        let Some((found, value)) =
            trimmed.split_once(':').filter(|(_, value)| value.is_empty() || value.starts_with([' ', '\t']))
        else {
            continue;
        };
        if facts.len() >= MAX_VALUES {
            break;
        }
        let value = value.trim();
        let found = unquoted(found);
        // A value of a table within is a value of the whole.
        name = found;
        if matches!(value, "|" | ">" | "|-" | ">-" | "|+" | ">+") {
            block = Some((indent, if value.starts_with('|') { '|' } else { '>' }));
            facts.insert(name.clone(), Value::String(String::new()));
            continue;
        }
        let value =
            match value.strip_prefix('[').and_then(|list| list.strip_suffix(']')).filter(|list| !list.starts_with('['))
            {
                Some(list) => Value::Array(items_of(list).map(|item| Value::String(unquoted(item))).collect()),
                None => Value::String(unquoted(value)),
            };
        facts.insert(name.clone(), value);
    }
    facts.retain(|_, value| *value != Value::String(String::new()));
    facts
}

/// The items of a list in brackets; commas within quotation marks part none.
fn items_of(list: &str) -> impl Iterator<Item = &str> {
    let mut quote = None;
    list.split(move |c| {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
        quote.is_none() && c == ','
    })
    .map(str::trim)
    .filter(|item| !item.is_empty())
}

/// A value without quotation marks and without a comment behind it.
fn unquoted(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some((inner, _)) = value.strip_prefix(quote).and_then(|rest| rest.rsplit_once(quote)) {
            return if quote == '"' { inner.replace("\\\"", "\"") } else { inner.replace("''", "'") };
        }
    }
    value.split(" #").next().unwrap_or(value).trim_end().to_owned()
}

/// The words of a link to another note: `[[Ann Lee|Ann]]`.
fn without_link(name: &str) -> String {
    let inner = name.trim().strip_prefix("[[").and_then(|name| name.strip_suffix("]]"));
    inner.map_or_else(|| name.to_owned(), |inner| inner.split('|').next().unwrap_or(inner).to_owned())
}

/// The facts and the text of an export of Readwise: a list under a heading `Metadata`, and highlights.
fn of_readwise(text: &str) -> Option<(Map<String, Value>, String)> {
    let (head, rest) = text.split_once("\n## Metadata")?;
    let (list, highlights) = rest.split_once("\n## ").unwrap_or((rest, ""));
    let mut facts = Map::new();
    for line in list.lines() {
        let Some((name, value)) = line.trim().strip_prefix("- ").and_then(|line| line.split_once(": ")) else {
            continue;
        };
        let field = match name.trim() {
            "Author" => "author",
            "Full Title" => "title",
            "URL" => "url",
            _ => continue,
        };
        facts.insert(field.to_owned(), Value::String(without_link(value)));
    }
    if !facts.contains_key("title") {
        return None;
    }
    let title = head.lines().find(|line| line.starts_with("# ")).unwrap_or_default();
    let mut plain = format!("{title}\n\n");
    for line in highlights.lines().skip(1) {
        let is_note = line.trim_start().starts_with("- Note:") || line.trim_start().starts_with("- Tags:");
        let line = line.split(" ([View Highlight]").next().unwrap_or(line);
        match line.strip_prefix("- ") {
            Some(highlight) => plain.push_str(&format!("{highlight}\n\n")),
            // A note of the reader is a quotation beside the text, and is left out like one.
            None if is_note => {}
            None => plain.push_str(&format!("{line}\n")),
        }
    }
    Some((facts, plain))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn front_matter_is_read_only_where_it_ends() {
        let (matter, text) = front_matter("---\ntitle: \"A: b\"\ndate: 2025-01-02\n---\n# A\n");
        assert_eq!(Value::Object(matter), json!({"title": "A: b", "date": "2025-01-02"}));
        assert_eq!(text, "# A\n");
        assert_eq!(front_matter("---\ntitle: a\n"), (Map::new(), "---\ntitle: a\n"));
        assert_eq!(front_matter("A text"), (Map::new(), "A text"));
    }

    #[test]
    fn values_of_yaml_are_texts_and_lists() {
        let yaml = "title: It's 'x' # no\nauthor:\n  - \"[[Ann Lee]]\"\n  - 'Bo'\ntags: [a, \"b, c\"]\nempty:\nlead: >\n  One\n  two.\nurl: https://quay.example/a\n";
        assert_eq!(
            Value::Object(of_yaml(yaml)),
            json!({"title": "It's 'x'", "author": ["[[Ann Lee]]", "Bo"], "tags": ["a", "b, c"], "lead": "One two.",
                "url": "https://quay.example/a"})
        );
    }

    #[test]
    fn the_day_of_a_note_is_not_that_of_its_page() {
        let facts = plain_facts(of_yaml("source: https://quay.example/a\npublished:\ncreated: 2020-01-02\n"));
        assert_eq!(Value::Object(facts), json!({"url": "https://quay.example/a", "collected": "2020-01-02"}));
        let facts = plain_facts(of_toml("date = 2019-05-04T10:00:00Z\n[params]\noutlet = \"The Quay\"\n"));
        assert_eq!(Value::Object(facts), json!({"date": "2019-05-04T10:00:00Z", "outlet": "The Quay"}));
    }

    #[test]
    fn highlights_are_the_text_of_what_was_read() {
        let text = "# Two boats\n\n## Metadata\n- Author: [[Ann Lee]]\n- Full Title: Two boats\n- URL: https://quay.example/a\n\n\
            ## Highlights\n- One. ([View Highlight](https://x.example))\n    - Note: mine\n- Two.\n";
        let (facts, plain) = of_readwise(text).expect("an export");
        assert_eq!(
            Value::Object(facts),
            json!({"author": "Ann Lee", "title": "Two boats", "url": "https://quay.example/a"})
        );
        assert_eq!(plain, "# Two boats\n\nOne.\n\nTwo.\n\n");
    }
}
