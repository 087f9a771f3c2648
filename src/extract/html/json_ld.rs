//! Linked data in a page (`application/ld+json`), read as leniently as search engines do.

use serde_json::{Map, Value};

/// The maximum number of objects in a page that are examined.
const MAX_OBJECTS: usize = 5_000;

/// A longer script describes more than an article.
const MAX_SCRIPT_BYTES: usize = 2_000_000;

/// Types of schema.org that describe the article itself, most specific first.
const ARTICLE_TYPES: &[&str] = &[
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "AdvertiserContentArticle",
    "SatiricalArticle",
    "LiveBlogPosting",
    "BlogPosting",
    "SocialMediaPosting",
    "DiscussionForumPosting",
    "ScholarlyArticle",
    "TechArticle",
    "Report",
    "Article",
    "Recipe",
    "Review",
    "Event",
    "VideoObject",
    "WebPage",
    "ItemPage",
    "CreativeWork",
];

/// All objects of a page's linked data, outer ones first.
#[derive(Debug, Default)]
pub(super) struct LinkedData {
    objects: Vec<Map<String, Value>>,
}

impl LinkedData {
    /// Adds the contents of one script; a script that cannot be parsed, even leniently, is ignored.
    pub fn add(&mut self, script: &str) {
        if script.len() > MAX_SCRIPT_BYTES {
            return;
        }
        let Some(value) = read(script) else { return };
        let mut queue = std::collections::VecDeque::from([value]);
        while let Some(value) = queue.pop_front() {
            if self.objects.len() >= MAX_OBJECTS {
                return;
            }
            match value {
                Value::Array(items) => queue.extend(items),
                Value::Object(object) => {
                    for key in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "liveBlogUpdate"] {
                        match object.get(key) {
                            Some(inner @ (Value::Array(_) | Value::Object(_))) if key != "liveBlogUpdate" => {
                                queue.push_back(inner.clone());
                            }
                            _ => {}
                        }
                    }
                    self.objects.push(object);
                }
                _ => {}
            }
        }
    }

    /// The objects that describe an article, most specific first.
    pub fn articles(&self) -> Vec<&Map<String, Value>> {
        let mut ranked: Vec<_> = self.objects.iter().filter_map(|object| Some((rank(object)?, object))).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, object)| object).collect()
    }

    /// All objects, outer ones first.
    pub fn objects(&self) -> impl Iterator<Item = &Map<String, Value>> {
        self.objects.iter()
    }

    /// The object with this `@id`.
    pub fn by_id(&self, id: &str) -> Option<&Map<String, Value>> {
        let same = |object: &&Map<String, Value>| object.get("@id").and_then(Value::as_str) == Some(id);
        // An object that only refers to another one has no further keys.
        self.objects.iter().filter(same).max_by_key(|object| object.len())
    }

    /// The text of an article, if an object has one.
    pub fn article_body(&self) -> Option<String> {
        let bodies = self.articles().into_iter().filter_map(|article| article.get("articleBody")?.as_str());
        bodies.max_by_key(|body| body.len()).filter(|body| !body.trim().is_empty()).map(str::to_owned)
    }
}

/// The types of an object, without the prefix of their vocabulary.
fn object_types(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let types = match object.get("@type") {
        Some(Value::Array(types)) => types.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    types.iter().filter_map(Value::as_str).map(|name| name.rsplit(['/', ':', '#']).next().unwrap_or(name))
}

fn rank(object: &Map<String, Value>) -> Option<usize> {
    object_types(object).filter_map(|found| ARTICLE_TYPES.iter().position(|known| *known == found)).min()
}

/// The strings in a value: itself, or those of its items.
pub(super) fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn read(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches('\u{feff}');
    let script = script.strip_prefix("<!--").map_or(script, |inner| inner.trim_end().trim_end_matches("-->"));
    let script = script.replace("/*<![CDATA[*/", "").replace("/*]]>*/", "");
    let script = script.replace("//<![CDATA[", "").replace("//]]>", "").replace("<![CDATA[", "").replace("]]>", "");
    let script = script.trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| serde_json::from_str(&repair(script)).ok())
}

/// Repairs common mistakes of hand-made templates: raw line breaks and tabs in strings, commas before closing brackets,
/// backslashes that escape nothing, and text after the value.
fn repair(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut in_string = false;
    let mut depth = 0_usize;
    let mut characters = script.chars().peekable();
    while let Some(c) = characters.next() {
        if in_string {
            match c {
                '"' => in_string = false,
                '\\' => {
                    match characters.peek() {
                        Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') => {
                            out.push('\\');
                            out.extend(characters.next());
                        }
                        _ => out.push_str("\\\\"),
                    }
                    continue;
                }
                '\n' => {
                    out.push_str("\\n");
                    continue;
                }
                c if c.is_control() => {
                    out.push(' ');
                    continue;
                }
                _ => {}
            }
            out.push(c);
            continue;
        }
        match c {
            '"' => in_string = true,
            '{' | '[' => depth += 1,
            '}' | ']' => {
                let kept = out.trim_end().trim_end_matches(',').len();
                out.truncate(kept);
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    out.push(c);
                    break;
                }
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::LinkedData;

    #[track_caller]
    fn headline(script: &str) -> Option<String> {
        let mut data = LinkedData::default();
        data.add(script);
        Some(data.articles().first()?.get("headline")?.as_str()?.to_owned())
    }

    #[test]
    fn an_article_is_found_in_graphs_and_lists() {
        let graph = r#"{"@graph":[{"@type":"WebPage","headline":"x"},{"@type":["NewsArticle"],"headline":"a"}]}"#;
        assert_eq!(headline(graph).as_deref(), Some("a"));
        assert_eq!(headline(r#"[{"@type":"http://schema.org/Article","headline":"a"}]"#).as_deref(), Some("a"));
    }

    #[test]
    fn broken_notation_is_mended() {
        let broken = "<!-- {\"@type\": \"NewsArticle\", \"headline\": \"a\nb\\' c\", \"x\": [1,],} trailing -->";
        assert_eq!(headline(broken).as_deref(), Some("a\nb\\' c"));
        assert_eq!(headline("{\"@type\":"), None);
    }
}
