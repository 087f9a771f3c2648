//! The authors of a page.

use std::collections::HashSet;
use std::ops::Range;

use serde_json::{Map, Value};

use super::byline::{self, Source, after_by, is_full_name, is_person_like, without_dates};
use super::class_hints::Hints;
use super::page::Page;
use super::tag::Tag;
use super::tree::{NodeId, collapse, unescape};
use super::verdict::Verdict;
use crate::model::RemovedKind;

/// Fields of the head that name the authors.
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

/// Finds the authors of a page.
pub(super) struct AuthorSearch<'p> {
    pub page: &'p Page<'p>,
    pub address: Option<&'p str>,
    pub outlet: Option<&'p str>,
    /// The verdict for each line.
    pub verdicts: &'p [Verdict],
    /// The blocks from the headline to the end of the text.
    pub article: Range<usize>,
}

impl AuthorSearch<'_> {
    /// The authors' names, in the page's order: those of the first source that names people, or else those of the first
    /// source that names anything.
    pub fn find(&self) -> Vec<String> {
        let sources: [(Source, &dyn Fn() -> Vec<String>); 7] = [
            (Source::Field, &|| linked_data(self.page)),
            (Source::Field, &|| meta(self.page)),
            (Source::Page, &|| self.marked()),
            (Source::Page, &|| self.bylines()),
            (Source::Page, &|| self.lines()),
            (Source::Page, &|| self.beside_date()),
            (Source::Page, &|| self.signature()),
        ];
        let mut first = Vec::new();
        for (kind, source) in sources {
            let names = self.clean_all(&source(), kind);
            if names.iter().any(|name| is_person_like(name)) {
                return names;
            }
            if first.is_empty() {
                first = names;
            }
        }
        first
    }

    /// Whether a node is in a part of the page that has its own authors.
    fn is_foreign(&self, node: NodeId) -> bool {
        let block = self.page.blocks.inside(&self.page.tree, node).start;
        matches!(
            self.verdicts.get(block),
            Some(Verdict::Removed(RemovedKind::CommentForm | RemovedKind::Related | RemovedKind::Embed))
        )
    }

    /// Elements marked as the author by relation or property.
    fn marked(&self) -> Vec<String> {
        let tree = &self.page.tree;
        let mut names = Vec::new();
        let mut after = 0;
        for node in 1..tree.len() {
            if node < after || tree.attributes(node).is_empty() {
                continue;
            }
            let property = tree.attribute(node, "itemprop").unwrap_or_default();
            let relation = tree.attribute(node, "rel").unwrap_or_default();
            let marked = property.split_whitespace().any(|name| name == "author")
                || relation.split_whitespace().any(|name| name == "author");
            if !marked || tree.subtree(node).len() >= 60 || self.is_foreign(node) {
                continue;
            }
            after = tree.subtree(node).end;
            let is_name = |inner: &NodeId| tree.attribute(*inner, "itemprop").is_some_and(|name| name == "name");
            let inner = tree.subtree(node).find(is_name).unwrap_or(node);
            let stated = tree.attribute(inner, "content").map(|name| name.into_owned());
            names.push(stated.unwrap_or_else(|| tree.text_below(inner)));
            if names.len() >= 10 {
                break;
            }
        }
        names
    }

    /// The first element named as a byline that contains a name.
    fn bylines(&self) -> Vec<String> {
        let tree = &self.page.tree;
        let mut first = Vec::new();
        for node in 1..tree.len() {
            let hints = self.page.hints.get(node).copied().unwrap_or_default();
            let is_byline = hints.any(Hints::BYLINE.with(Hints::BIOGRAPHY))
                && !hints.any(Hints::COMMENT.with(Hints::RELATED))
                && tree.subtree(node).len() <= 80;
            if !is_byline || self.is_foreign(node) {
                continue;
            }
            let lines = self.page.blocks.inside(tree, node);
            let whole = tree.text_below(node);
            let texts = if whole.split(' ').count() <= 20 {
                vec![whole]
            } else {
                // The first line of a box about the author is the name.
                self.page.blocks.list[lines].iter().take(2).map(|block| block.text.clone()).collect()
            };
            let names = self.clean_all(&texts, Source::Page);
            if names.iter().any(|name| is_person_like(name)) {
                return texts;
            }
            if first.is_empty() && !names.is_empty() {
                first = texts;
            }
        }
        first
    }

    /// Short lines near the headline or after the text that say who wrote the text.
    fn lines(&self) -> Vec<String> {
        let blocks = &self.page.blocks.list;
        let first_text =
            self.verdicts.iter().position(|verdict| *verdict == Verdict::Body).unwrap_or(self.article.start);
        let before = self.article.start.saturating_sub(3)..first_text + 4;
        let after = self.article.end.saturating_sub(3)..self.article.end + 6;
        for index in before.chain(after) {
            let Some(block) = blocks.get(index) else { continue };
            let is_header = self.verdicts.get(index) == Some(&Verdict::Removed(RemovedKind::Header));
            if block.words > if is_header { 24 } else { 14 } || block.hidden {
                continue;
            }
            let text = without_dates(&block.text);
            let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '|' | ',' | '•'));
            // A label may be on a line of its own.
            let is_label = byline::is_label(text);
            let below =
                || blocks.get(index + 1).filter(|next| is_label && next.words <= 6).map(|next| next.text.as_str());
            let Some(names) = below().or_else(|| after_by(&block.text)).or_else(|| after_by(text)) else { continue };
            if self.is_someone(names) {
                return vec![names.to_owned()];
            }
        }
        Vec::new()
    }

    /// A name near the headline, on a line with only a date: `3 May 2020 - Ann Lee`.
    fn beside_date(&self) -> Vec<String> {
        let near = self.article.start.saturating_sub(3)..self.article.start + 4;
        let lines =
            self.page.blocks.list.get(near.start..near.end.min(self.page.blocks.list.len())).unwrap_or_default();
        let dated = lines.iter().filter(|block| block.words <= 10 && !block.hidden).find_map(|block| {
            let rest = without_dates(&block.text);
            let name = rest.trim_matches(|c: char| !c.is_alphabetic());
            (rest.contains('\n') && is_full_name(name) && self.is_someone(name)).then(|| name.to_owned())
        });
        dated.into_iter().collect()
    }

    /// A name set in bold or italics by itself below the text.
    fn signature(&self) -> Vec<String> {
        let last = self.verdicts.iter().rposition(|verdict| *verdict == Verdict::Body);
        let block = last.and_then(|last| self.page.blocks.list.get(last)).filter(|block| {
            let around = self.page.tree.tag(self.page.tree.parent(block.first));
            let is_marked = matches!(around, Some(Tag::B | Tag::Em | Tag::I | Tag::Strong));
            let is_alone = is_marked && is_full_name(&block.text) && block.link_words == 0;
            is_alone && self.page.heading_level(block.node).is_none() && self.is_someone(&block.text)
        });
        block.map(|block| block.text.clone()).into_iter().collect()
    }

    fn is_someone(&self, names: &str) -> bool {
        self.clean_all(&[names.to_owned()], Source::Page).iter().any(|name| is_person_like(name))
    }

    fn clean_all(&self, raw: &[String], source: Source) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let mut keys = HashSet::new();
        for text in raw {
            let text = collapse(&unescape(text));
            if self.names_outlet(&text) {
                continue;
            }
            let text = without_dates(&text);
            let parts = byline::parts(after_by(&text).unwrap_or(&text));
            if parts.len() > MAX_AUTHORS || parts.first().is_some_and(|first| self.names_outlet(first)) {
                continue;
            }
            for part in parts {
                if let Some(name) = byline::clean(&part, source)
                    && !self.names_outlet(&name)
                    && keys.insert(key(&name))
                {
                    names.push(name);
                }
            }
        }
        names
    }

    /// Whether a name is that of the outlet or its site.
    fn names_outlet(&self, name: &str) -> bool {
        let key = key(name);
        let host = self.address.and_then(|address| address.split('/').nth(2)).unwrap_or_default();
        let host = host.trim_start_matches("www.");
        let domain = host.rsplit_once('.').map_or(host, |(domain, _)| domain);
        let outlet = self.outlet.map(self::key).unwrap_or_default();
        !key.is_empty() && (key == outlet || key == self::key(host) || (key.len() >= 4 && key == self::key(domain)))
    }
}

/// The maximum number of authors that a page names on one line.
const MAX_AUTHORS: usize = 8;

/// The letters and digits of a name in lower case.
fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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

#[cfg(test)]
mod tests {
    use super::AuthorSearch;
    use crate::extract::html::body;
    use crate::extract::html::page::Page;

    #[track_caller]
    fn check(html: &str, expected: &[&str]) {
        let page = Page::parse(html);
        let verdicts = body::verdicts(&page, "A headline", body::title_line(&page, "A headline"));
        let article = 0..verdicts.len();
        let address = Some("https://www.daily-planet.com/x");
        let search = AuthorSearch { page: &page, address, outlet: Some("The Planet"), verdicts: &verdicts, article };
        assert_eq!(search.find(), expected, "{html}");
    }

    #[test]
    fn people_are_named_without_the_words_around_them() {
        check("<meta name=author content='By Ann Lee and Bo Li, PhD'>", &["Ann Lee", "Bo Li"]);
        check("<h1>A headline</h1><p class=byline>Von Ann Lee am 3. März 2020</p>", &["Ann Lee"]);
        check("<h1>A headline</h1><p>by Ann Lee</p>", &["Ann Lee"]);
        check("<meta name=author content='Interview: Ann Lee'>", &["Ann Lee"]);
        check("<meta name=author content='Ann lee'>", &["Ann lee"]);
        check("<h1>A headline</h1><p>By ANN LEE Staff writer</p>", &["ANN LEE"]);
        check("<h1>A headline</h1><p>Autor: Jan Lee Opublikowano: 3.03.2020 10:15</p>", &["Jan Lee"]);
    }

    #[test]
    fn bylines_of_many_languages_are_read() {
        check("<h1>A headline</h1><p>김철수 기자 kcs@planet.example</p>", &["김철수"]);
        check("<h1>A headline</h1><p>記者・山田太郎</p>", &["山田太郎"]);
        check("<h1>A headline</h1><p>本报记者 王小明</p>", &["王小明"]);
        check("<h1>A headline</h1><p>كتب: سامي الخوري</p>", &["سامي الخوري"]);
        check("<h1>A headline</h1><p>โดย สมชาย ใจดี</p>", &["สมชาย ใจดี"]);
    }

    #[test]
    fn names_stand_by_dates_under_labels_and_under_the_text() {
        check("<h1>A headline</h1><p>11.12.2019 - Ann Lee</p>", &["Ann Lee"]);
        check("<h1>A headline</h1><p>11.12.2019 - Redaktion: Ann Lee (spokeswoman)</p>", &["Ann Lee"]);
        check("<h1>A headline</h1><h5>Autor:</h5>Ann Lee", &["Ann Lee"]);
        let text = "<p>The council decided on Tuesday to close the old bridge, since its piers are no longer safe.</p>"
            .repeat(2);
        check(&format!("<h1>A headline</h1><div>{text}<p><b>Ann Lee</b></p></div>"), &["Ann Lee"]);
        check(&format!("<h1>A headline</h1><div>{text}<p>Ann Lee</p></div>"), &[]);
    }

    #[test]
    fn neither_outlet_nor_placeholder_is_a_writer() {
        check("<meta name=author content='The Planet'><a rel=author>Ann Lee</a>", &["Ann Lee"]);
        check("<meta name=author content=admin><meta name=dc.creator content='Daily Planet'>", &[]);
    }
}
