//! The text of an article in the data from which a script builds the page: linked data, `__NEXT_DATA__` and the like.
//!
//! Systems differ in the names of their fields and in how they divide a text. But all of them store it under one of a
//! few names, as one string or as a list whose items are paragraphs, and most store the headline next to it.

use serde_json::{Map, Value};

use super::flight;
use super::page::Page;
use super::tag::Tag;
use super::title_parts::same_title;
use super::tree::{collapse, unescape};

/// The minimum number of words in a text.
const MIN_WORDS: usize = 40;

/// Longer scripts are programs, not data.
const MAX_SCRIPT_BYTES: usize = 4_000_000;

/// The maximum number of values of a script that are examined.
const MAX_VALUES: usize = 500_000;

/// A string counts as one more value for each this many bytes.
const BYTES_A_VALUE: usize = 32;

/// Names of a text, most reliable first. Those after [`SURE_NAMES`] count only next to the headline.
const TEXT_NAMES: &[&str] = &[
    "articleBody",
    "articlebody",
    "bodyHtml",
    "bodyHTML",
    "body_html",
    "articleText",
    "fullText",
    "storyHTML",
    "storyText",
    "bodyText",
    "contentHtml",
    "content_elements",
    "body",
    "content",
    "paragraphs",
    "blocks",
    "text",
    "html",
];

/// The number of [`TEXT_NAMES`] that always mean the text of an article.
const SURE_NAMES: usize = 11;

/// Names of the headline next to a text.
const TITLE_NAMES: &[&str] = &["headline", "headlines", "title", "name", "basic", "rendered"];

/// Names of strings that are part of a text; all other strings are addresses, classes or identifiers.
const PART_NAMES: &[&str] =
    &["content", "text", "html", "value", "body", "paragraph", "rendered", "data", "children", "items"];

/// The paragraphs of the article in the page's data, if any.
pub(super) fn paragraphs(page: &Page<'_>, title: &str) -> Option<Vec<String>> {
    let stated = page.metadata.linked_data.article_body().map(|body| divided(&body));
    stated.filter(|body| words(body) >= MIN_WORDS).or_else(|| in_scripts(page, title))
}

/// The part of a text that a page does not show but has in its linked data.
pub(super) struct Withheld {
    /// The paragraphs after those shown.
    pub paragraphs: Vec<String>,
    /// Whether the first of them continues the last paragraph that is shown.
    pub completes_last: bool,
}

/// The rest of a text of which a page shows the beginning, if its linked data has it.
pub(super) fn withheld(page: &Page<'_>, shown: &[String]) -> Option<Withheld> {
    let stated = divided(&page.metadata.linked_data.article_body()?);
    let n_shown = words(shown);
    if n_shown == 0 || words(&stated) < n_shown + MIN_WORDS {
        return None;
    }
    let whole = stated.join("\n");
    let spoken = |text: &str| text.trim_end_matches(['.', '…', ' ', '\u{a0}', '[', ']']).to_owned();
    // Every longer paragraph that is shown is in the data; the last one may be cut.
    let is_long = |paragraph: &&String| paragraph.split_whitespace().count() >= MIN_SHOWN_WORDS;
    let last = shown.iter().rfind(is_long)?;
    if !shown.iter().filter(is_long).all(|paragraph| whole.contains(&spoken(paragraph))) {
        return None;
    }
    let is_last = shown.last() == Some(last);
    let start = whole.find(&spoken(last))?;
    let is_cut = last.ends_with("...") || last.ends_with('…');
    let end = if is_cut && is_last { start } else { start + spoken(last).len() };
    let rest = whole.get(end..)?.trim_start_matches(['.', '…', ' ', '”', '"', '\n']);
    let paragraphs: Vec<String> = rest.lines().map(collapse).filter(|line| !line.is_empty()).collect();
    (words(&paragraphs) >= MIN_WORDS).then_some(Withheld { paragraphs, completes_last: is_cut && is_last })
}

/// The minimum number of words by which a paragraph is recognised.
const MIN_SHOWN_WORDS: usize = 8;

/// The words of some paragraphs.
pub(super) fn words(paragraphs: &[String]) -> usize {
    paragraphs.iter().map(|paragraph| paragraph.split_whitespace().count()).sum()
}

fn in_scripts(page: &Page<'_>, title: &str) -> Option<Vec<String>> {
    let tree = &page.tree;
    let mut best: Option<(Rank, Vec<String>)> = None;
    let mut budget = MAX_VALUES;
    let scripts =
        || (1..tree.len()).filter(|node| tree.tag(*node) == Some(Tag::Script)).map(|node| tree.raw_text(node));
    for data in flight::values(scripts()) {
        search(&data, title, &mut budget, &mut best);
    }
    for node in (1..tree.len()).filter(|node| tree.tag(*node) == Some(Tag::Script)) {
        let kind = tree.attribute(node, "type").unwrap_or_default().to_ascii_lowercase();
        if kind.contains("ld+json") {
            continue;
        }
        let Some(data) = data_of(tree.raw_text(node)) else { continue };
        search(&data, title, &mut budget, &mut best);
    }
    best.map(|(_, text)| text)
}

/// The first value in a script that contains data, or assigns data to a variable: `window.__STATE__ = {…};`.
fn data_of(script: &str) -> Option<Value> {
    // In a string of data, quotation marks are escaped.
    let is_named = |name: &str| script.contains(&format!("\"{name}\":")) || script.contains(&format!("\"{name}\\\":"));
    let has_name = TEXT_NAMES.iter().any(|name| is_named(name));
    if script.len() > MAX_SCRIPT_BYTES || !has_name {
        return None;
    }
    if let Some((_, text)) = script.split_once("JSON.parse(")
        && let Some(Ok(Value::String(text))) = serde_json::Deserializer::from_str(text).into_iter().next()
    {
        return serde_json::from_str(&text).ok();
    }
    let start = script.find(['{', '['])?;
    if script[..start].trim_end().ends_with(".push(") {
        return serde_json::Deserializer::from_str(&script[start..]).into_iter().next()?.ok();
    }
    let before = script[..start].trim_end();
    let is_data = before.is_empty() || before.ends_with('=');
    let value = || serde_json::Deserializer::from_str(&script[start..]).into_iter().next()?.ok();
    is_data.then(value).flatten()
}

/// How well a text fits: by its position next to the page's headline, its name and its length.
type Rank = (bool, std::cmp::Reverse<usize>, usize);

fn search(data: &Value, title: &str, budget: &mut usize, best: &mut Option<(Rank, Vec<String>)>) {
    let mut open = vec![data];
    while let Some(value) = open.pop() {
        *budget = budget.saturating_sub(1);
        if *budget == 0 {
            return;
        }
        match value {
            Value::Array(items) => open.extend(items),
            // Some systems pass data as a text inside data, after a number of their own: `12:{"headline":…`.
            Value::String(text) if is_data_text(text) => {
                *budget = budget.saturating_sub(text.len() / BYTES_A_VALUE);
                let start = text.find(['{', '[']).unwrap_or_default();
                if let Some(Ok(inner)) = serde_json::Deserializer::from_str(&text[start..]).into_iter().next() {
                    search(&inner, title, budget, best);
                }
            }
            Value::Object(object) => {
                let mut has_title = None;
                for (place, name) in TEXT_NAMES.iter().enumerate() {
                    let Some(text) = object.get(*name).filter(|text| is_long(text)) else { continue };
                    let beside = *has_title.get_or_insert_with(|| states_title(object, title));
                    if !beside && place >= SURE_NAMES {
                        continue;
                    }
                    let text = flattened(text, budget);
                    let words = words(&text);
                    let rank = (beside, std::cmp::Reverse(place), words);
                    if words >= MIN_WORDS && best.as_ref().is_none_or(|(known, _)| rank > *known) {
                        *best = Some((rank, text));
                    }
                }
                open.extend(object.values());
            }
            _ => {}
        }
    }
}

/// Whether a text looks like serialised data.
fn is_data_text(text: &str) -> bool {
    let start = text.find(['{', '[']).filter(|start| *start <= 8 && text.len() >= MIN_WORDS * 3);
    start.is_some_and(|start| text[..start].chars().all(|c| c.is_ascii_hexdigit() || c == ':'))
}

/// Whether a value may contain as much as a text; a quick check.
fn is_long(value: &Value) -> bool {
    match value {
        Value::String(text) => text.len() >= MIN_WORDS * 3,
        Value::Array(items) => !items.is_empty(),
        Value::Object(_) => true,
        _ => false,
    }
}

/// Whether an object has the page's headline as its own.
fn states_title(object: &Map<String, Value>, title: &str) -> bool {
    let is_title = |text: &str| same_title(&collapse(&unescape(text)), title);
    TITLE_NAMES.iter().filter_map(|name| object.get(*name)).any(|value| match value {
        Value::String(text) => is_title(text),
        Value::Object(inner) => TITLE_NAMES.iter().filter_map(|name| inner.get(*name)?.as_str()).any(is_title),
        _ => false,
    })
}

/// The paragraphs of a text: the lines of a string, or the items of a list with all strings below each.
fn flattened(value: &Value, budget: &mut usize) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let entries = match value {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    for entry in entries {
        let mut text = String::new();
        let mut open = vec![entry];
        while let Some(value) = open.pop() {
            *budget = budget.saturating_sub(1);
            if *budget == 0 {
                return paragraphs;
            }
            match value {
                Value::String(part) => {
                    // Parts of a sentence follow each other with their own spaces.
                    text.push_str(part);
                    *budget = budget.saturating_sub(part.len() / BYTES_A_VALUE);
                }
                Value::Array(items) => open.extend(items.iter().rev()),
                Value::Object(object) => {
                    open.extend(PART_NAMES.iter().rev().filter_map(|name| object.get(*name)));
                }
                _ => {}
            }
        }
        paragraphs.extend(divided(&text));
    }
    paragraphs
}

/// A text with line breaks or markup, as paragraphs.
fn divided(text: &str) -> Vec<String> {
    if text.contains("</") || text.contains("<br") || text.contains("<p>") {
        let tree = super::parse::parse(text);
        let blocks = super::block::Blocks::divide(&tree);
        return blocks.list.into_iter().filter(|block| !block.hidden).map(|block| collapse(&block.text)).collect();
    }
    unescape(text).lines().map(collapse).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use crate::document::Transport;
    use crate::extract::html::article;

    const FIRST: &str = "The bank raised its rates again on Tuesday, the third time in a year, and said that more may follow \
        if prices go on rising as they have done since the spring.";
    const SECOND: &str = "Two members of the board had voted against the decision, one of them for a larger step, the \
        minutes of the meeting show.";

    #[track_caller]
    fn check(script: &str, expected: &[&str]) {
        let html = format!("<title>Rates rise</title><body><div id=app><p>Loading the page</p></div>{script}</body>");
        let found = article(&html, &Transport::default());
        assert_eq!(found.body, expected, "{script}");
        assert!(found.removed.iter().any(|piece| piece.text == "Loading the page"), "{:?}", found.removed);
    }

    #[test]
    fn the_text_is_found_in_the_data_of_a_page_that_a_script_fills() {
        let next = format!(
            r#"<script id=__NEXT_DATA__ type=application/json>{{"props":{{"menu":[{{"title":"Sport","content":"{0}"}}],
            "article":{{"headline":"Rates rise","body":[{{"type":"p","content":"{FIRST}"}},{{"type":"p","content":"{SECOND}"}}]}}}}}}</script>"#,
            "Rovers have won again. ".repeat(30)
        );
        check(&next, &[FIRST, SECOND]);
        let state = format!(
            r#"<script>window.__STATE__ = {{"a":{{"bodyHtml":"<p>{FIRST}</p><p>{SECOND}<\/p>"}}}};go()</script>"#
        );
        check(&state, &[FIRST, SECOND]);
        let inner =
            serde_json::json!({"headline": "Rates rise", "body": format!("<p>{FIRST}</p><p>{SECOND}</p>")}).to_string();
        let quoted = serde_json::json!(inner).to_string();
        check(&format!("<script>window.__STATE__ = JSON.parse({quoted});</script>"), &[FIRST, SECOND]);
        let numbered = serde_json::json!([1, format!("1a:{inner}")]);
        check(&format!("<script>self.__next_f.push({numbered})</script>"), &[FIRST, SECOND]);
        let linked = format!(
            r#"<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{FIRST}\n\n{SECOND}"}}</script>"#
        );
        check(&linked, &[FIRST, SECOND]);
    }

    #[test]
    fn a_rich_text_is_put_together_from_its_parts() {
        let script = format!(
            r#"<script type=application/json>{{"title":{{"rendered":"Rates rise"}},"content":[{{"nodeType":"paragraph","content":[
            {{"nodeType":"text","value":"{FIRST} "}},{{"nodeType":"link","url":"https://a.example/b","content":[{{"value":"{SECOND}"}}]}}]}}]}}</script>"#
        );
        check(&script, &[&format!("{FIRST} {SECOND}")]);
    }

    #[test]
    fn data_that_hold_no_article_change_nothing() {
        let html = r#"<title>Rates rise</title><p>Rates rise again, says the bank.</p><script>var a = {"content":"x"}; b = [[[[</script>"#;
        assert_eq!(article(html, &Transport::default()).body, ["Rates rise again, says the bank."]);
    }
}
