//! Linked data in a page (`application/ld+json`), read as leniently as search engines do.

use serde_json::{Map, Value};

use super::title_parts::{parts, same_title};
use super::tree::{collapse, unescape};

/// The most objects that are looked at in one page.
const MAX_OBJECTS: usize = 5_000;

/// The most classes of paid text that are read.
const MAX_PAID_CLASSES: usize = 8;

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

/// How many of [`ARTICLE_TYPES`] are texts of the kind that a page holds as its own: those before `Recipe`.
const N_OF_TEXTS: usize = 16;

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

    /// Leaves out the articles that are not the page's own, if some are known to be: pages list their neighbours in
    /// linked data too. `titles` and `addresses` are those of the page.
    pub fn keep_own(&mut self, titles: &[&str], addresses: &[&str]) {
        let is_own = |object: &Map<String, Value>| {
            let text = |key: &str| object.get(key).and_then(Value::as_str);
            let id = |key: &str| object.get(key).and_then(|value| value.get("@id")).and_then(Value::as_str);
            let address = [text("url"), text("mainEntityOfPage"), id("mainEntityOfPage"), text("@id")];
            let has_address =
                address.into_iter().flatten().any(|own| addresses.iter().any(|page| same_address(own, page)));
            let headline = text("headline").or_else(|| text("name")).map(|headline| collapse(&unescape(headline)));
            has_address || headline.is_some_and(|headline| titles.iter().any(|title| says(title, &headline)))
        };
        let is_article = |object: &Map<String, Value>| rank(object).is_some_and(|rank| rank < N_OF_TEXTS);
        let own: Vec<bool> = self.objects.iter().map(|object| is_article(object) && is_own(object)).collect();
        if own.contains(&true) {
            let mut own = own.into_iter();
            self.objects.retain(|object| own.next().unwrap_or(true) || !is_article(object));
        }
    }

    /// The number of words that the page states for its text.
    pub fn article_words(&self) -> Option<usize> {
        let count = |article: &Map<String, Value>| match article.get("wordCount")? {
            Value::Number(count) => usize::try_from(count.as_u64()?).ok(),
            Value::String(count) => count.trim().parse().ok(),
            _ => None,
        };
        self.articles().into_iter().find_map(count)
    }

    /// The name of the web site, as linked data give it.
    pub fn site_name(&self) -> Option<&str> {
        let sites = self.objects.iter().filter(|object| object_types(object).any(|name| name == "WebSite"));
        sites.filter_map(|site| site.get("name")?.as_str()).find(|name| !name.trim().is_empty())
    }

    /// The name of the only news organisation that linked data describe.
    pub fn news_organisation(&self) -> Option<&str> {
        let is_one = |object: &&Map<String, Value>| object_types(object).any(|name| name == "NewsMediaOrganization");
        let mut names = self.objects.iter().filter(is_one).filter_map(|object| object.get("name")?.as_str());
        let name = names.next().filter(|name| !name.trim().is_empty())?;
        names.all(|other| other == name).then_some(name)
    }

    /// The classes of elements whose text only subscribers may read, as the page's data name them: publishers mark the
    /// paid part of a text for search engines.
    pub fn paid_classes(&self) -> Vec<&str> {
        let parts =
            self.articles().into_iter().filter_map(|article| article.get("hasPart")).flat_map(|parts| match parts {
                Value::Array(parts) => parts.as_slice(),
                one => std::slice::from_ref(one),
            });
        let selectors = parts.filter_map(|part| part.get("cssSelector")).flat_map(strings);
        let classes = selectors.flat_map(|selector| selector.split(',')).filter_map(|one| one.trim().strip_prefix('.'));
        let is_simple = |class: &&str| !class.is_empty() && !class.contains([' ', '.', '#', '>', ':', '[']);
        classes.filter(is_simple).take(MAX_PAID_CLASSES).collect()
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

/// Whether two addresses are the same but for their protocol, parameters and the slash at their end.
fn same_address(one: &str, other: &str) -> bool {
    fn bare(address: &str) -> &str {
        let address = address.split_once("://").map_or(address, |(_, rest)| rest);
        let address = address.split(['?', '#']).next().unwrap_or(address).trim_end_matches('/');
        address.strip_prefix("www.").unwrap_or(address)
    }
    !bare(one).is_empty() && bare(one).contains('/') && bare(one) == bare(other)
}

/// Whether a title of a page is a headline, or has it between the names around it.
fn says(title: &str, headline: &str) -> bool {
    same_title(headline, title) || parts(title).into_iter().any(|part| same_title(headline, part))
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

/// Mends what hand-made templates get wrong: raw line breaks and tabs in strings, quotation marks within strings,
/// comments, commas too many, backslashes that escape nothing, and text after the value.
fn repair(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut in_string = false;
    let mut depth = 0_usize;
    let mut rest = script;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if in_string {
            match c {
                '"' if ends_string(after) => {
                    in_string = false;
                    out.push('"');
                }
                '"' => out.push_str("\\\""),
                '\\' => {
                    let is_escape = after.starts_with(['"', '\\', '/', 'b', 'f', 'n', 'r', 't', 'u']);
                    out.push_str(if is_escape { "\\" } else { "\\\\" });
                    if let Some(escaped) = after.chars().next().filter(|_| is_escape) {
                        out.push(escaped);
                        rest = &after[escaped.len_utf8()..];
                        continue;
                    }
                }
                '\n' => out.push_str("\\n"),
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
            rest = after;
            continue;
        }
        match c {
            '/' if after.starts_with('/') => {
                rest = after.split_once('\n').map_or("", |(_, rest)| rest);
                continue;
            }
            '/' if after.starts_with('*') => {
                rest = after.split_once("*/").map_or("", |(_, rest)| rest);
                continue;
            }
            ',' if out.trim_end().ends_with([',', '[', '{']) => {
                rest = after;
                continue;
            }
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
        rest = after;
    }
    out
}

/// Whether a quotation mark before this text ends a string: a comma, a colon or a bracket follows, and after a comma what
/// can begin the next value.
fn ends_string(after: &str) -> bool {
    let after = after.trim_start();
    match after.chars().next() {
        None | Some(':' | '}' | ']') => true,
        Some(',') => {
            let next = after[1..].trim_start();
            next.is_empty()
                || next.starts_with(['"', '{', '[', '}', ']', '-', ',', '/'])
                || next.starts_with(|c: char| c.is_ascii_digit())
                || ["true", "false", "null"].iter().any(|word| next.starts_with(word))
        }
        Some('/') => after.starts_with("//") || after.starts_with("/*"),
        Some(_) => false,
    }
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
        let commas =
            "/* theme */ {\"@type\": \"NewsArticle\", // start\n \"x\": [{\"y\": 1,},,], \"headline\": \"a\",,}";
        assert_eq!(headline(commas).as_deref(), Some("a"));
        let marks = r#"{"@type": "Article", "about": "They speak of "the dry year", and of "rain"", "headline": "a"}"#;
        assert_eq!(headline(marks).as_deref(), Some("a"));
    }

    #[test]
    fn the_article_of_the_page_is_told_from_its_neighbours() {
        let script = r#"[{"@type":"NewsArticle","headline":"Rovers lose","url":"https://a.example/rovers"},
            {"@type":"Article","headline":"Rates rise","url":"https://a.example/rates/"}]"#;
        let own = |titles: &[&str], addresses: &[&str]| {
            let mut data = LinkedData::default();
            data.add(script);
            data.keep_own(titles, addresses);
            data.articles()
                .iter()
                .filter_map(|article| Some(article.get("headline")?.as_str()?.to_owned()))
                .collect::<Vec<_>>()
        };
        assert_eq!(own(&["Rates rise | The Daily"], &[]), ["Rates rise"]);
        assert_eq!(own(&[], &["http://www.a.example/rates?x=1"]), ["Rates rise"]);
        assert_eq!(own(&["Something else"], &[]), ["Rovers lose", "Rates rise"]);
    }
}
