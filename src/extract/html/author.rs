//! The writers of a page.

use serde_json::{Map, Value};

use std::ops::Range;

use super::body::Verdict;
use super::class_hints::Hints;
use super::date::leads_to_date;
use super::page::Page;
use super::tag::Tag;
use super::tree::{NodeId, collapse, unescape};
use crate::extract::date_expression;
use crate::model::RemovedKind;
use crate::text::script::{is_han, is_hangul, is_kana};

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

/// Looks for the writers of a page.
pub(super) struct AuthorSearch<'p> {
    pub page: &'p Page<'p>,
    pub address: Option<&'p str>,
    pub outlet: Option<&'p str>,
    /// What became of each line.
    pub verdicts: &'p [Verdict],
    /// The blocks from the headline to the end of the text.
    pub article: Range<usize>,
}

impl AuthorSearch<'_> {
    /// The writers' names, in the page's order: those of the first source that names people; where none does, what the
    /// first source says at all.
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

    /// Whether a node is in a part of the page that has authors of its own.
    fn is_foreign(&self, node: NodeId) -> bool {
        let block = self.page.blocks.of(&self.page.tree, node).start;
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

    /// The first element named as a byline that holds a name.
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
            let lines = self.page.blocks.of(tree, node);
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

    /// Short lines by the headline or after the text that say whom the text is by.
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
            // A label may stand on a line of its own.
            let label = text.to_lowercase();
            let is_label = label.ends_with(':') && PREFIXES.iter().any(|prefix| prefix.trim_end() == label);
            let below =
                || blocks.get(index + 1).filter(|next| is_label && next.words <= 6).map(|next| next.text.as_str());
            let Some(names) = below().or_else(|| after_by(&block.text)).or_else(|| after_by(text)) else { continue };
            if self.is_someone(names) {
                return vec![names.to_owned()];
            }
        }
        Vec::new()
    }

    /// A name that stands by the headline on one line with a date, and nothing else: `3 May 2020 - Ann Lee`.
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

    /// A name in other letters that stands alone under the text.
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
        for text in raw {
            let text = collapse(&unescape(text));
            if self.names_outlet(&text) {
                continue;
            }
            let mut text = without_dates(&text);
            if let Some(rest) = after_by(&text) {
                text = rest.to_owned();
            }
            text.truncate(before_words_of_date(&text));
            for separator in SEPARATORS {
                text = text.replace(separator, "\n");
            }
            let parts: Vec<&str> = text.split(['\n', ',']).collect();
            if parts.len() > MOST_AUTHORS || parts.first().is_some_and(|first| self.names_outlet(first)) {
                continue;
            }
            for part in parts {
                if let Some(name) = clean(part, source)
                    && !self.names_outlet(&name)
                    && !names.iter().any(|known| key(known) == key(&name))
                {
                    names.push(name);
                }
            }
        }
        names
    }

    /// Whether a name is that of the outlet or of its site.
    fn names_outlet(&self, name: &str) -> bool {
        let key = key(name);
        let host = self.address.and_then(|address| address.split('/').nth(2)).unwrap_or_default();
        let host = host.trim_start_matches("www.");
        let domain = host.rsplit_once('.').map_or(host, |(domain, _)| domain);
        let outlet = self.outlet.map(self::key).unwrap_or_default();
        !key.is_empty() && (key == outlet || key == self::key(host) || (key.len() >= 4 && key == self::key(domain)))
    }
}

/// Where names come from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    /// A field that holds nothing but names.
    Field,
    /// Words of the page, which may say anything.
    Page,
}

/// A page does not name more writers than this on one line.
const MOST_AUTHORS: usize = 8;

/// The letters and digits of a name in lower case.
fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a name looks like a person's: several words, all with a capital or small words of names.
fn is_person_like(name: &str) -> bool {
    let is_person = (2..=5).contains(&name.split_whitespace().count()) && has_words_of_names(name);
    is_person || is_east_asian_name(name)
}

/// Whether a line is nothing but a person's first name and surname, in capitals and small letters.
fn is_full_name(line: &str) -> bool {
    let is_word = |word: &str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().skip(1).any(char::is_lowercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
    };
    (2..=3).contains(&line.split_whitespace().count()) && line.split_whitespace().all(is_word)
}

/// Whether every word starts with a capital, or with a letter that has none, or is a small word of names.
fn has_words_of_names(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let starts_small = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    words.all(|word| !starts_small(word) || PARTICLES.binary_search(&word).is_ok())
}

/// Small words within names. Sorted.
const PARTICLES: &[&str] = &[
    "af", "al", "av", "bin", "da", "das", "de", "degli", "dei", "del", "della", "den", "der", "di", "do", "dos", "du",
    "el", "i", "ibn", "la", "le", "ten", "ter", "van", "vom", "von", "y", "zu", "zum", "zur",
];

/// Whether a line is nothing but a byline: a word that introduces writers, and names.
pub(super) fn is_byline(line: &str) -> bool {
    let lower = line.to_lowercase();
    let Some(prefix) = BYLINES.iter().find(|prefix| lower.starts_with(**prefix)) else { return false };
    let Some(names) = line.get(prefix.len()..) else { return false };
    let n_words = names.split_whitespace().count();
    let opens_with_name =
        |names: &str| names.split_whitespace().take(2).filter(|word| word.starts_with(char::is_uppercase)).count() == 2;
    n_words <= MAX_BYLINE_WORDS
        && opens_with_name(names)
        && names.split(',').next().is_some_and(|name| !name.ends_with('.'))
}

/// Words that begin a byline and hardly any other line before two capitals. Lower case.
const BYLINES: &[&str] =
    &["by ", "by: ", "von ", "von: ", "par ", "por ", "door ", "autor: ", "author: ", "автор: ", "text: "];

/// A byline has at most so many words after the first.
const MAX_BYLINE_WORDS: usize = 8;

/// What follows the word that introduces a writer, if the line has one.
fn after_by(line: &str) -> Option<&str> {
    let lower = line.to_lowercase();
    if lower.len() != line.len() {
        return None;
    }
    for prefix in PREFIXES {
        if lower.starts_with(prefix) {
            return line.get(prefix.len()..).map(str::trim);
        }
    }
    if let Some(name) = before_reporter(line) {
        return Some(name);
    }
    INFIXES.iter().find_map(|infix| {
        let at = lower.find(infix)?;
        let head = line.get(..at)?;
        // In `Ann von Lee` the word is a part of the name.
        let is_name = head.split_whitespace().count() <= 2 && !head.contains(|c: char| c.is_ascii_digit());
        let is_verb = VERBS.binary_search(&head.trim().trim_end_matches(':').to_lowercase().as_str()).is_ok();
        (!is_name || is_verb).then(|| line.get(at + infix.len()..)).flatten().map(str::trim)
    })
}

/// Where the words begin that lead from the names to a date: `Ann Lee Published on`.
fn before_words_of_date(text: &str) -> usize {
    let mut words = text.split_inclusive(char::is_whitespace).scan(0, |end, word| {
        let start = *end;
        *end += word.len();
        Some((start, word.to_lowercase()))
    });
    words
        .find(|(start, word)| *start > 0 && leads_to_date(word.trim_start_matches(|c: char| !c.is_alphabetic())))
        .map_or(text.len(), |(start, _)| start)
}

/// The name before the Korean word for a reporter: `김철수 기자`, `김철수기자`.
fn before_reporter(line: &str) -> Option<&str> {
    let at = line.find("기자")?;
    let name = line[..at].trim_end().rsplit(|c: char| !is_hangul(c)).next()?;
    let is_word = line[at + "기자".len()..].chars().next().is_none_or(|c| !is_hangul(c));
    (is_word && (2..=4).contains(&name.chars().count())).then_some(name)
}

/// Whether a name is one of East Asia, written without spaces.
fn is_east_asian_name(name: &str) -> bool {
    let is_letter = |c: char| is_hangul(c) || is_han(c) || is_kana(c) || c == '·';
    (2..=12).contains(&name.chars().count()) && name.chars().all(is_letter)
}

/// The line without the dates in it, the words that lead to them, and times of day.
fn without_dates(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut from = 0;
    for found in date_expression::find(line, None) {
        out.push_str(line.get(from..found.span.start).unwrap_or_default());
        out.push('\n');
        from = found.span.end;
    }
    out.push_str(line.get(from..).unwrap_or_default());
    out
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

/// What stands at the start of a line before the names of a byline. Lower case.
const PREFIXES: &[&str] = &[
    "eingestellt von ",
    "vom ",
    "alle posts vom autor",
    "alle beiträge von ",
    "alle artikel von ",
    "mehr von ",
    "interview: ",
    "rezension von ",
    "kommentar von ",
    "über ",
    "about ",
    "written by ",
    "posted by ",
    "published by ",
    "story by ",
    "text by ",
    "words by ",
    "reported by ",
    "by: ",
    "by ",
    "geschrieben von ",
    "erstellt von ",
    "veröffentlicht von ",
    "verfasst von ",
    "ein beitrag von ",
    "ein artikel von ",
    "ein gastbeitrag von ",
    "gastbeitrag von ",
    "pressemitteilung von ",
    "von: ",
    "von ",
    "redaktion: ",
    "autorin: ",
    "autor: ",
    "autoren: ",
    "author: ",
    "text: ",
    "écrit par ",
    "publié par ",
    "propos recueillis par ",
    "par ",
    "escrito por ",
    "publicado por ",
    "por: ",
    "por ",
    "scritto da ",
    "pubblicato da ",
    "di ",
    "door ",
    "skriven av ",
    "av ",
    "af ",
    "autor tekstu: ",
    "oprac. ",
    "автор: ",
    "авторка: ",
    "текст: ",
    "yazan: ",
    "yazar: ",
    "haber: ",
    "γράφει ο ",
    "γράφει η ",
    "γράφει: ",
    "συντάκτης: ",
    "συντάκτρια: ",
    "penulis: ",
    "oleh: ",
    "oleh ",
    "tác giả: ",
    "szerző: ",
    "írta: ",
    "piše: ",
    "píše ",
    "skriven av: ",
    "skrevet af ",
    "skrevet av ",
    "tekst: ",
    "teksti: ",
    "geschreven door ",
    "a cura di ",
    "scris de ",
    "लेखक: ",
    "लेखक : ",
    "रिपोर्ट: ",
    "द्वारा: ",
    "द्वारा ",
    "โดย: ",
    "โดย ",
    "ผู้เขียน: ",
    "מאת: ",
    "מאת ",
    "نویسنده: ",
    "نویسنده ",
    "كتب: ",
    "كتبت: ",
    "كتب ",
    "كتبت ",
    "بقلم: ",
    "بقلم ",
    "إعداد: ",
    "记者：",
    "记者 ",
    "記者：",
    "記者 ",
    "記者・",
    "本报记者 ",
    "作者：",
    "作者: ",
    "撰文：",
    "文／",
    "文/",
    "文・",
    "文＝",
    "取材・文／",
    "執筆：",
    "著者：",
    "ライター：",
    "글: ",
    "글 ",
    "기자: ",
    "— ",
    "– ",
];

/// What stands within a line before the names of a byline. Lower case.
const INFIXES: &[&str] =
    &[" written by ", " posted by ", " veröffentlicht von ", " geschrieben von ", " von ", " by ", " par ", " por "];

/// What a line may say before such a word. Lower case, sorted.
const VERBS: &[&str] =
    &["erstellt", "geschrieben", "posted", "publicado", "published", "publié", "veröffentlicht", "written"];

/// What parts the names of a byline.
const SEPARATORS: &[&str] = &[
    " and ", " und ", " et ", " & ", ";", "|", " / ", " y ", " e ", " og ", " och ", " i ", " · ", " • ", " – ", " — ",
    " - ",
];

/// What stands where a name is missing, and what follows names. Lower case, sorted.
const NO_NAMES: &[&str] = &[
    "about the author",
    "admin",
    "administrator",
    "afp",
    "anonymous",
    "author",
    "autor",
    "autoreninfo",
    "autorin",
    "bild",
    "by",
    "comments",
    "donnerstag",
    "dpa",
    "dr",
    "editor",
    "esq",
    "follow",
    "foto",
    "from",
    "gast",
    "gesponserte inhalte",
    "guest",
    "interview",
    "jr",
    "keine kommentare",
    "kommentare",
    "leave a comment",
    "m.d",
    "mba",
    "md",
    "nc nd",
    "nd",
    "no",
    "no author",
    "no comments",
    "none",
    "null",
    "ph.d",
    "phd",
    "photo",
    "posted",
    "posted by",
    "prof",
    "published",
    "publiziert",
    "publiziert am",
    "redaktion",
    "stand",
    "text",
    "undefined",
    "unknown",
    "updated",
    "veröffentlicht",
    "von",
    "webmaster",
    "über den autor",
];

/// What a newsroom puts behind the name of a writer, in capitals and small letters.
const ROLES: &[&str] = &[
    " Associated Press",
    " Chief ",
    " Correspondent",
    " Editor",
    " Reporter",
    " Senior ",
    " Special to",
    " Staff",
    " Washington Bureau",
    " staff writer",
];

/// What stands before a name with a colon. Lower case, sorted.
const LABELS: &[&str] =
    &["autor", "autorin", "gespräch", "interview", "protokoll", "redaktion", "text", "text und fotos"];

/// Words that stand after a name in a byline but belong to its date. Lower case, sorted.
const NOT_IN_NAMES: &[&str] = &[
    "am",
    "at",
    "author",
    "autor",
    "autorin",
    "bild",
    "comment",
    "datum",
    "di",
    "dienstag",
    "do",
    "donnerstag",
    "edit",
    "ein",
    "follow",
    "fr",
    "freitag",
    "friday",
    "kommentar",
    "kontakt",
    "le",
    "mehr",
    "mi",
    "mittwoch",
    "mo",
    "monday",
    "montag",
    "on",
    "publicado",
    "published",
    "publiziert",
    "sa",
    "samstag",
    "saturday",
    "so",
    "sonntag",
    "stand",
    "sunday",
    "text",
    "thursday",
    "tuesday",
    "uhr",
    "um",
    "updated",
    "veröffentlicht",
    "wednesday",
];

fn clean(part: &str, source: Source) -> Option<String> {
    let is_edge = |c: char| {
        matches!(
            c,
            '.' | ':'
                | '-'
                | '–'
                | '—'
                | '/'
                | '／'
                | '('
                | '['
                | '*'
                | '"'
                | '@'
                | '|'
                | '→'
                | '·'
                | '•'
                | '»'
                | '«'
                | '›'
        ) || c.is_whitespace()
    };
    let mut name = part.trim().trim_start_matches(is_edge).trim_end_matches(|c: char| is_edge(c) && c != '.');
    if let Some(rest) = name.strip_prefix("By").filter(|rest| rest.starts_with(char::is_uppercase)) {
        name = rest;
    }
    if let Some((label, rest)) = name.split_once(": ")
        && LABELS.binary_search(&label.to_lowercase().as_str()).is_ok()
    {
        name = rest.trim_start();
    }
    if source == Source::Page
        && let Some(at) = ROLES.iter().filter_map(|role| name.find(role)).min()
    {
        name = &name[..at];
    }
    // What follows in brackets is a role, a place or an agency.
    name = name.split(" (").next().unwrap_or(name).trim();
    while let Some((head, last)) = name.rsplit_once(' ')
        && NOT_IN_NAMES.binary_search(&last.trim_end_matches('.').to_lowercase().as_str()).is_ok()
    {
        name = head.trim_end();
    }
    let bare = name.trim_end_matches(['.', ':']).to_lowercase();
    let words = name.split_whitespace().count();
    let sensible = (1..=6).contains(&words)
        && name.chars().count() <= 60
        && name.chars().any(char::is_alphabetic)
        && !name.contains("://")
        && !name.contains('@')
        && NO_NAMES.binary_search(&bare.as_str()).is_err()
        && (words == 1 || has_words_of_names(name) || (source == Source::Field && words == 2))
        && !(words > 1 && name.contains(|c: char| c.is_ascii_digit()))
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && !bare.starts_with("foto:")
        && !bare.starts_with("photo:");
    sensible.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{AuthorSearch, LABELS, NO_NAMES, NOT_IN_NAMES};
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
    fn the_tables_are_sorted() {
        assert!(LABELS.is_sorted());
        assert!(NO_NAMES.is_sorted());
        assert!(NOT_IN_NAMES.is_sorted());
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
