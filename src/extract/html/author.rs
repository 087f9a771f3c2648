//! The authors of a page.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::byline::{self, Source, after_by, is_full_name, is_person_like, without_dates};
use super::class_hints::Hints;
use super::page::Page;
use super::tag::Tag;
use super::title_parts;
use super::tree::{NodeId, collapse, unescape};
use super::verdict::Verdict;
use crate::language::{BYLINES, GIVEN_NAMES, of_kind, words_of_kind};
use crate::model::RemovedKind;
use crate::text::folded;

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
    /// The writers' names, in the page's order: those of the first source that names people; if none does, what the
    /// first source says at all, be it the outlet's own name.
    pub fn find(&self) -> Vec<String> {
        let sources: [(Source, &dyn Fn() -> Vec<String>); 8] = [
            (Source::Field, &|| linked_data(self.page, Kind::People)),
            (Source::Field, &|| meta(self.page)),
            (Source::Page, &|| self.marked()),
            (Source::Page, &|| self.profile_links()),
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
        if first.is_empty() {
            first = self.stated_names();
        }
        if first.is_empty() { self.owner() } else { first }
    }

    /// Who owns a site of one person: the name in its copyright line, or the site's name if the domain spells it.
    fn owner(&self) -> Vec<String> {
        let blocks = &self.page.blocks.list;
        let end = self.verdicts.iter().rposition(|verdict| *verdict == Verdict::Body).map_or(0, |last| last + 1);
        let below = blocks.get(end..).unwrap_or_default();
        let by_copyright = below.iter().rev().take(MAX_FOOTER_LINES).find_map(|block| {
            let text = Some(&block.text).filter(|text| block.words <= MAX_COPYRIGHT_WORDS && !text.is_empty())?;
            copyright_holder(text).filter(|name| begins_with_given_name(name) && self.is_someone(name))
        });
        let names_domain = |name: &str| {
            let host = self.address.and_then(|address| address.split('/').nth(2)).unwrap_or_default();
            host.split('.').any(|label| key(label) == key(name))
        };
        let of_site = || {
            let parts = title_parts::parts(&self.page.metadata.title);
            let mut names = self.outlet.into_iter().chain(parts).map(without_titles);
            names.find(|name| is_owner(name) && names_domain(name)).map(str::to_owned)
        };
        by_copyright.or_else(of_site).into_iter().collect()
    }

    /// What fields state as the author if that is the outlet, an agency, or a person whose site bears the same name.
    fn stated_names(&self) -> Vec<String> {
        let fields: [&dyn Fn() -> Vec<String>; 2] = [&|| linked_data(self.page, Kind::Any), &|| meta(self.page)];
        let stated = fields.into_iter().map(|field| field()).find(|names| !names.is_empty()).unwrap_or_default();
        let mut names: Vec<String> = Vec::new();
        for name in stated.iter().filter_map(|name| byline::clean_any(&collapse(&unescape(name)))) {
            if names.len() < MAX_AUTHORS && !names.iter().any(|known| key(known) == key(&name)) {
                names.push(name);
            }
        }
        names
    }

    /// Whether a node is in a part of the page that has its own authors.
    fn is_foreign(&self, node: NodeId) -> bool {
        let block = self.page.blocks.inside(&self.page.tree, node).start;
        matches!(
            self.verdicts.get(block),
            Some(Verdict::Removed(
                RemovedKind::CommentForm | RemovedKind::Related | RemovedKind::Embed | RemovedKind::Caption
            ))
        )
    }

    /// The blocks around the article in which its own writers are named.
    fn near_article(&self) -> Range<usize> {
        self.article.start.saturating_sub(NEAR_ARTICLE)..self.article.end + NEAR_ARTICLE
    }

    /// Elements marked as the author by relation or property: those between headline and text if there are any, or else
    /// those by the article. Below the text, lists of other articles name their own.
    fn marked(&self) -> Vec<String> {
        let tree = &self.page.tree;
        let near_article = self.near_article();
        let first_text =
            self.verdicts.iter().position(|verdict| *verdict == Verdict::Body).unwrap_or(near_article.start);
        let mut names: Vec<(Nearness, String)> = Vec::new();
        let mut after = 0;
        for node in 1..tree.len() {
            if node < after || tree.attributes(node).len() == 0 {
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
            let line = self.page.blocks.inside(tree, node).start;
            let nearness = match near_article.contains(&line) {
                true if line <= first_text => Nearness::AboveText,
                true => Nearness::ByArticle,
                false => Nearness::Elsewhere,
            };
            names.push((nearness, stated.unwrap_or_else(|| tree.text_below(inner))));
            if names.len() >= MAX_MARKED {
                break;
            }
        }
        let nearest = names.iter().map(|(nearness, _)| *nearness).max();
        names.into_iter().filter(|(nearness, _)| Some(*nearness) == nearest).map(|(_, name)| name).collect()
    }

    /// Links by the headline or under the text that lead to the page of a writer and show a name.
    fn profile_links(&self) -> Vec<String> {
        let tree = &self.page.tree;
        let first_text =
            self.verdicts.iter().position(|verdict| *verdict == Verdict::Body).unwrap_or(self.article.start);
        let above = self.article.start.saturating_sub(NEAR_HEADLINE)..first_text + 3;
        let below = self.article.end.saturating_sub(1)..self.article.end + NEAR_ARTICLE;
        let (mut by_headline, mut under_text) = (Vec::new(), Vec::new());
        for node in (1..tree.len()).filter(|node| tree.tag(*node) == Some(Tag::A)) {
            let block = self.page.blocks.inside(tree, node).start;
            let block = block.saturating_sub(usize::from(!self.page.blocks.is_start(block, node)));
            let is_above = above.contains(&block);
            if !(is_above || below.contains(&block)) || self.is_foreign(node) {
                continue;
            }
            let address = tree.attribute(node, "href").unwrap_or_default().to_ascii_lowercase();
            if !is_profile_path(&address) {
                continue;
            }
            let name = tree.text_below(node);
            if byline::is_writer(&name) {
                if is_above { by_headline.push(name) } else { under_text.push(name) }
            }
        }
        if by_headline.is_empty() { under_text.into_iter().take(1).collect() } else { by_headline }
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
            let apart = self.names_apart(node);
            let texts = if apart.len() > 1 {
                apart
            } else if whole.split(' ').count() <= 20 {
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

    /// The names in an element that has each in an element of its own, with nothing between them: styles set them apart.
    fn names_apart(&self, node: NodeId) -> Vec<String> {
        let tree = &self.page.tree;
        let texts =
            tree.subtree(node).filter_map(|inner| tree.text(inner)).map(collapse).filter(|text| !text.is_empty());
        let texts: Vec<String> = texts.take(MAX_APART + 1).collect();
        if texts.len() > MAX_APART {
            return Vec::new();
        }
        texts.into_iter().filter(|text| byline::is_writer(text)).collect()
    }

    /// Short lines by the headline or after the text that say whom the text is by.
    fn lines(&self) -> Vec<String> {
        let blocks = &self.page.blocks.list;
        let first_text =
            self.verdicts.iter().position(|verdict| *verdict == Verdict::Body).unwrap_or(self.article.start);
        let before = self.article.start.saturating_sub(3)..first_text + 4;
        // Below a lead and its pictures, a byline is a line of its own.
        let is_body = |index: &usize| self.verdicts.get(*index) == Some(&Verdict::Body);
        let below_lead: Vec<usize> = (first_text..self.verdicts.len())
            .filter(is_body)
            .take(NEAR_LEAD)
            .filter(|index| !before.contains(index))
            .collect();
        let is_header = |index: &usize| self.verdicts.get(*index) == Some(&Verdict::Removed(RemovedKind::Header));
        let below = (before.end..before.end + NEAR_LEAD).filter(is_header);
        let after = self.article.end.saturating_sub(3)..self.article.end + 6;
        for index in before.chain(below_lead.iter().copied()).chain(below).chain(after) {
            let Some(block) = blocks.get(index) else { continue };
            let most_words = if is_header(&index) {
                24
            } else if below_lead.contains(&index) {
                5
            } else {
                14
            };
            if block.words > most_words || block.hidden {
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

    /// The only name set in bold or italics by itself at the end of the text or below it.
    fn signature(&self) -> Vec<String> {
        let tree = &self.page.tree;
        let length = self.article.end.saturating_sub(self.article.start);
        let near = self.article.end.saturating_sub(length / 3 + 1)..self.article.end + NEAR_END;
        let blocks = near.filter_map(|index| Some((self.page.blocks.list.get(index)?, *self.verdicts.get(index)?)));
        let is_marked = |node: &NodeId| matches!(tree.tag(*node), Some(Tag::B | Tag::Em | Tag::I | Tag::Strong));
        let mut names = blocks.filter(|(block, verdict)| {
            let is_text = matches!(verdict, Verdict::Body | Verdict::Removed(RemovedKind::Other | RemovedKind::Header));
            is_text
                && block.words == 2
                && is_full_name(&block.text)
                && begins_with_given_name(&block.text)
                && block.link_words == 0
                && !block.hidden
                && tree.ancestors(block.first).take(3).any(|node| is_marked(&node))
                && self.page.heading_level(block.node).is_none()
                && self.is_someone(&block.text)
        });
        let only = names.next().map(|(block, _)| block.text.clone());
        only.filter(|_| names.next().is_none()).into_iter().collect()
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
            // What is so long has too many parts, whatever they are.
            if text.len() > MAX_BYLINE_BYTES {
                continue;
            }
            let text = without_dates(&text);
            let parts = byline::parts(after_by(&text).unwrap_or(&text));
            if parts.len() > MAX_AUTHORS || parts.first().is_some_and(|first| self.names_outlet(first)) {
                continue;
            }
            for part in parts {
                // After a name, a page gives jobs and places as well as further names.
                let follows = source == Source::Page && names.first().is_some_and(|first| is_person_like(first));
                if let Some(name) = byline::clean(&part, source)
                    && (!follows || byline::is_writer(&name) || !name.is_ascii())
                    && !self.names_outlet(&name)
                    && keys.insert(key(&name))
                {
                    names.push(name);
                }
            }
        }
        names
    }

    /// Whether a name is the name of the outlet or its site.
    fn names_outlet(&self, name: &str) -> bool {
        let key = key(name);
        let host = self.address.and_then(|address| address.split('/').nth(2)).unwrap_or_default();
        let host = host.trim_start_matches("www.");
        let domain = host.rsplit_once('.').map_or(host, |(domain, _)| domain);
        let outlet = self.outlet.map(self::key).unwrap_or_default();
        let mut around = title_parts::parts(&self.page.metadata.title).into_iter().skip(1);
        !key.is_empty()
            && (key == outlet
                || key == self::key(host)
                || (key.len() >= 4 && (key == self::key(domain) || around.any(|part| key == self::key(part)))))
    }
}

/// The longest line that may name writers, in bytes.
const MAX_BYLINE_BYTES: usize = 10_000;

/// Where an element is that is marked as the author.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    Elsewhere,
    ByArticle,
    AboveText,
}

/// Lines this far above and below the article may name its writers.
const NEAR_ARTICLE: usize = 8;

/// How many lines below the end of the text a line with nothing but the writer's name may come.
const NEAR_END: usize = 3;

/// The number of lines at the beginning of the text that may hold a byline, or have one below them.
const NEAR_LEAD: usize = 5;

/// Lines this far above the headline may name its writers.
const NEAR_HEADLINE: usize = 4;

/// The most elements marked as the author that are read.
const MAX_MARKED: usize = 10;

/// The most texts in an element that names writers apart.
const MAX_APART: usize = 14;

/// The number of lines at the end of a page that may hold its copyright line.
const MAX_FOOTER_LINES: usize = 30;

/// The most words in a copyright line.
const MAX_COPYRIGHT_WORDS: usize = 16;

/// The name behind a copyright sign and years: `(c) 2019-2021 Ola Reed • All rights reserved`.
fn copyright_holder(line: &str) -> Option<String> {
    let lower = line.to_ascii_lowercase();
    let (at, sign) = ["©", "(c)", "copyright"].iter().find_map(|sign| Some((lower.find(sign)?, *sign)))?;
    let behind = line.get(at + sign.len()..)?;
    let is_between =
        |c: char| c.is_whitespace() || c.is_ascii_digit() || matches!(c, '-' | '–' | ',' | '©' | ':' | '.');
    let behind = behind.trim_start_matches(is_between);
    let behind = after_by(behind).unwrap_or(behind);
    let end = behind.find(|c: char| !c.is_alphabetic() && !matches!(c, ' ' | '-' | '\'' | '’')).unwrap_or(behind.len());
    let name = behind.get(..end)?.trim();
    let rest = behind.get(end..)?.trim_start();
    (is_full_name(name) && !rest.starts_with('&')).then(|| name.to_owned())
}

/// Whether a full name belongs to a person, not to a company named after one: it has a given name and a surname.
fn is_owner(name: &str) -> bool {
    let is_surname = |last: &str| !begins_with_given_name(last);
    is_full_name(name) && begins_with_given_name(name) && name.split_whitespace().next_back().is_some_and(is_surname)
}

/// Whether the first word of a name, or each part of it, is a given name.
fn begins_with_given_name(name: &str) -> bool {
    static GIVEN: LazyLock<HashSet<&str>> =
        LazyLock::new(|| words_of_kind(GIVEN_NAMES, "given-name").into_iter().collect());
    let is_given = |word: &str| GIVEN.contains(folded(word).as_str());
    name.split_whitespace().next().is_some_and(|first| first.split('-').all(is_given))
}

/// A name without academic titles before it: `Dr. Ola Reed`.
fn without_titles(name: &str) -> &str {
    let mut name = name.trim();
    while let Some((title, rest)) = name.split_once(' ')
        && title.ends_with('.')
    {
        name = rest.trim_start();
    }
    name
}

/// Whether an address in lower case leads to a page about a writer: one of its parts is `author` or the like.
fn is_profile_path(address: &str) -> bool {
    let is_profile = |part: &str| of_kind(BYLINES, "profile-path").any(|word| word == part);
    address.rsplit_once('/').is_some_and(|(folders, _)| folders.split('/').skip(1).any(is_profile))
}

/// A page does not name more writers than this on one line.
const MAX_AUTHORS: usize = 8;

/// The letters and digits of a name in lower case.
fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Which authors of linked data count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// People, and those of which nothing is said.
    People,
    /// Organisations as well.
    Any,
}

fn linked_data(page: &Page<'_>, kind: Kind) -> Vec<String> {
    for article in page.metadata.linked_data.articles() {
        for key in ["author", "creator"] {
            let names: Vec<String> = article.get(key).map(|value| names_in(page, value, kind)).unwrap_or_default();
            if !names.is_empty() {
                return names;
            }
        }
    }
    Vec::new()
}

fn names_in(page: &Page<'_>, value: &Value, kind: Kind) -> Vec<String> {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        other => std::slice::from_ref(other),
    };
    let mut names = Vec::new();
    for item in items.iter().take(50) {
        match item {
            Value::String(name) => names.push(name.clone()),
            Value::Object(object) => {
                let other =
                    || object.get("@id").and_then(Value::as_str).and_then(|id| page.metadata.linked_data.by_id(id));
                let own = names_of(object);
                let object = if own.is_empty() { other().unwrap_or(object) } else { object };
                let is_organisation =
                    object.get("@type").and_then(Value::as_str).is_some_and(|name| name.ends_with("Organization"));
                if kind == Kind::Any || !is_organisation {
                    names.extend(if own.is_empty() { names_of(object) } else { own });
                }
            }
            _ => {}
        }
    }
    names
}

/// The names that an object of linked data gives itself: in one field or in parts.
fn names_of(object: &Map<String, Value>) -> Vec<String> {
    match object.get("name") {
        Some(Value::String(name)) => return vec![name.clone()],
        Some(Value::Array(names)) => return names.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => {}
    }
    let parts = ["givenName", "additionalName", "familyName"].into_iter().filter_map(|key| object.get(key)?.as_str());
    let name = parts.collect::<Vec<_>>().join(" ");
    if name.is_empty() { Vec::new() } else { vec![name] }
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
        let verdicts = body::verdicts(&page, "A headline", body::title_line(&page, "A headline"), body::Signs::All);
        let article = 0..verdicts.len();
        let address = Some("https://www.daily-planet.com/x");
        let search = AuthorSearch { page: &page, address, outlet: Some("The Planet"), verdicts: &verdicts, article };
        assert_eq!(search.find(), expected, "{html}");
    }

    const TEXT: &str =
        "<h1>A headline</h1><p>The town has a bridge, and the bridge has been open since last week at least.</p>";

    #[test]
    fn a_site_of_one_person_is_by_its_owner() {
        check(&format!("{TEXT}<div>Menu</div><p>(c) 2019-2021 Karl Redlo • All rights reserved</p>"), &["Karl Redlo"]);
        check(&format!("{TEXT}<div>Menu</div><p>© 2021 Quay & Sons</p>"), &[]);
        check(&format!("{TEXT}<div>Menu</div><p>© 2021 Harbour Media. All rights reserved</p>"), &[]);
        let own = super::without_titles("Dr. Karl Redlo");
        assert!(own == "Karl Redlo" && super::is_owner(own) && !super::is_owner("Marie Claire"));
    }

    #[test]
    fn a_name_alone_at_the_end_signs_the_text() {
        check(&format!("{TEXT}{TEXT}<p><b><i>Karl Redlo</i></b></p>"), &["Karl Redlo"]);
        check(&format!("{TEXT}{TEXT}<p><b>Bester Kaffee</b></p>"), &[]);
        check(&format!("{TEXT}{TEXT}<p><b>Karl Redlo</b></p><p><b>Anna Redlo</b></p>"), &[]);
    }

    #[test]
    fn labels_of_bylines_are_known_in_french() {
        let text =
            "<h1>A headline</h1><p>La ville a un pont, et le pont est ouvert depuis une semaine, au moins en été.</p>";
        check(&format!("{text}<p>Auteur : Karl Redlo</p>"), &["Karl Redlo"]);
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
        check("<h1>A headline</h1><p>By Ann Lee, Tuesday 3 March 2020</p>", &["Ann Lee"]);
        check("<h1>A headline</h1><p>By ANN LEEalee@planet.example</p>", &["ANN LEE"]);
        check("<h1>A headline</h1><p>By Ann Lee alee@planet.example</p>", &["Ann Lee"]);
    }

    #[test]
    fn bylines_of_many_languages_are_read() {
        check("<h1>A headline</h1><p>김철수 기자 kcs@planet.example</p>", &["김철수"]);
        check("<h1>A headline</h1><p>기자명 김철수 기자</p>", &["김철수"]);
        check("<h1>A headline</h1><p>記者・山田太郎</p>", &["山田太郎"]);
        check("<h1>A headline</h1><p>本报记者 王小明</p>", &["王小明"]);
        check("<h1>A headline</h1><p>كتب: سامي الخوري</p>", &["سامي الخوري"]);
        check("<h1>A headline</h1><p>كتب: سامي الخوري الأحد 14 أبريل 2024</p>", &["سامي الخوري"]);
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
        check("<meta name=author content=admin>", &[]);
        check("<meta name=author content=admin><meta name=dc.creator content='Daily Planet'>", &[]);
    }

    #[test]
    fn an_outlet_or_an_agency_is_the_writer_if_nobody_else_is_named() {
        let author = |author: &str| {
            format!(
                r#"<script type=application/ld+json>{{"@type":"Article","author":{author}}}</script><p>By nobody.</p>"#
            )
        };
        check(&author(r#"{"@type":"Organization","name":"The Planet"}"#), &["The Planet"]);
        check(&author(r#""dpa""#), &["dpa"]);
        check("<meta name=author content='Daily Planet'>", &["Daily Planet"]);
    }

    #[test]
    fn the_parts_of_a_name_are_joined() {
        let author = r#"[{"@type":"Person","givenName":"Ann","familyName":"Lee"},{"name":"Bo Li"}]"#;
        let script = format!(r#"<script type=application/ld+json>{{"@type":"Article","author":{author}}}</script>"#);
        check(&script, &["Ann Lee", "Bo Li"]);
    }

    #[test]
    fn names_side_by_side_are_told_apart_from_jobs() {
        let byline = |inner: &str| format!("<h1>A headline</h1><div class=byline>{inner}</div>");
        check(&byline("<span>Ann Lee</span><span>Bo Li</span>"), &["Ann Lee", "Bo Li"]);
        check(&byline("<span>Ann Lee</span><span>Transport editor</span><span>Bo Li</span>"), &["Ann Lee", "Bo Li"]);
        check("<h1>A headline</h1><ul class=authors><li>Ann Lee<li>Bo Li</ul>", &["Ann Lee", "Bo Li"]);
        check("<h1>A headline</h1><p>By Ann Lee, Head Winemaker and Co-Founder</p>", &["Ann Lee"]);
        check("<h1>A headline</h1><p class=byline>Ann Lee Marketing Director</p>", &["Ann Lee"]);
    }

    #[test]
    fn writers_of_articles_in_a_list_below_are_not_those_of_the_page() {
        let text = "<p>The council decided on Tuesday to close the old bridge, since its piers are no longer safe.</p>";
        let list = "<ul><li><h3><a href=/2>Rye wins</a></h3><a rel=author>Bo Li</a></li></ul>";
        let byline = "<p>Posted by <a rel=author>Ann Lee</a></p>";
        check(&format!("<h1>A headline</h1>{byline}{}{list}", text.repeat(3)), &["Ann Lee"]);
    }

    #[test]
    fn links_to_writers_and_labels_name_them() {
        check("<h1>A headline</h1><p><a href=/authors/ann-lee>Ann Lee</a> 5 min read</p>", &["Ann Lee"]);
        check("<h1>A headline</h1><p>Written by</p><p>Ann Lee</p>", &["Ann Lee"]);
    }
}
