//! An entry of a feed, and the feed's own fields.

use std::collections::{BTreeMap, HashSet};

use super::feed::Vocabulary;
use super::record::Record;
use super::{Transport, markup};
use crate::model::{Removed, RemovedKind};

/// The field that an element of an entry or a channel states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FeedField {
    Author,
    Body,
    Date,
    Guid,
    Language,
    Link,
    /// The name with which an author signs in to WordPress.
    Login,
    /// The author's name of the login before it.
    LoginName,
    Outlet,
    /// Published, draft, private: of WordPress.
    PostStatus,
    /// Post, page, attachment: of WordPress.
    PostType,
    Section,
    Title,
    /// The version of the export, which shows that the feed is one of WordPress.
    WordPressVersion,
}

impl FeedField {
    /// The name of the inner element that replaces the text, if there is one.
    pub(super) fn child(self) -> Option<&'static str> {
        match self {
            FeedField::Author => Some("name"),
            FeedField::Outlet => Some("title"),
            _ => None,
        }
    }
}

/// The fields that elements state, by name in lower case, with a rank: the lowest rank wins.
const CORE: &[(&str, FeedField, u8)] = &[
    ("abstract", FeedField::Body, 6),
    ("author", FeedField::Author, 0),
    ("category", FeedField::Section, 0),
    ("content", FeedField::Body, 0),
    ("created", FeedField::Date, 2),
    ("date", FeedField::Date, 1),
    ("description", FeedField::Body, 3),
    ("fullitem", FeedField::Body, 2),
    ("guid", FeedField::Guid, 4),
    ("id", FeedField::Guid, 6),
    ("issued", FeedField::Date, 0),
    ("language", FeedField::Language, 0),
    ("lastmod", FeedField::Date, 4),
    ("link", FeedField::Link, 1),
    ("managingeditor", FeedField::Author, 2),
    ("modified", FeedField::Date, 4),
    ("pubdate", FeedField::Date, 0),
    ("published", FeedField::Date, 0),
    ("source", FeedField::Outlet, 0),
    ("summary", FeedField::Body, 4),
    ("title", FeedField::Title, 0),
    ("updated", FeedField::Date, 4),
];

/// The same for Dublin Core.
const DUBLIN_CORE: &[(&str, FeedField, u8)] = &[
    ("created", FeedField::Date, 2),
    ("creator", FeedField::Author, 1),
    ("date", FeedField::Date, 1),
    ("description", FeedField::Body, 5),
    ("issued", FeedField::Date, 0),
    ("language", FeedField::Language, 0),
    ("modified", FeedField::Date, 4),
    ("publisher", FeedField::Outlet, 1),
    ("subject", FeedField::Section, 2),
    ("title", FeedField::Title, 2),
];

/// The field that an element states, and the rank of the statement.
pub(super) fn field_of_element(vocabulary: Vocabulary, name: &str) -> Option<(FeedField, u8)> {
    let name = name.to_ascii_lowercase();
    let look_up = |table: &[(&str, FeedField, u8)]| {
        let at = table.binary_search_by_key(&name.as_str(), |(name, _, _)| name).ok()?;
        table.get(at).map(|(_, part, rank)| (*part, *rank))
    };
    match (vocabulary, name.as_str()) {
        (Vocabulary::Atom | Vocabulary::Rss, _) => look_up(CORE),
        (Vocabulary::Content, "encoded") => Some((FeedField::Body, 0)),
        (Vocabulary::DublinCore, _) => look_up(DUBLIN_CORE),
        (Vocabulary::Itunes, "author") => Some((FeedField::Author, 3)),
        (Vocabulary::Media, "title") => Some((FeedField::Title, 3)),
        (Vocabulary::WordPress, "author_login") => Some((FeedField::Login, 0)),
        (Vocabulary::WordPress, "author_display_name") => Some((FeedField::LoginName, 0)),
        (Vocabulary::WordPress, "post_type") => Some((FeedField::PostType, 0)),
        (Vocabulary::WordPress, "status") => Some((FeedField::PostStatus, 0)),
        (Vocabulary::WordPress, "wxr_version") => Some((FeedField::WordPressVersion, 0)),
        (Vocabulary::Xhtml, "body") => Some((FeedField::Body, 1)),
        _ => None,
    }
}

/// A receiver of the fields that elements state.
pub(super) trait FeedObject {
    /// A part's text, as HTML.
    fn put(&mut self, part: FeedField, rank: u8, html: &str);
    /// A resolved address.
    fn put_url(&mut self, rank: u8, url: String);
}

/// An entry that is being read; each value with its rank.
#[derive(Debug, Default)]
pub(super) struct FeedEntry {
    title: Option<(u8, String)>,
    url: Option<(u8, String)>,
    date: Option<(u8, String)>,
    outlet: Option<(u8, String)>,
    section: Option<(u8, String)>,
    body: Option<(u8, Vec<String>)>,
    authors: Vec<(u8, String)>,
    /// The names in `authors`.
    author_names: HashSet<String>,
    pub(super) language: Option<String>,
    /// The captions of pictures, which WordPress writes into the text.
    pub(super) captions: Vec<String>,
    /// What kind of thing an entry of WordPress is, and whether it is published.
    post: (Option<String>, Option<String>),
}

/// What WordPress exports beside publications.
const NO_PUBLICATIONS: &[&str] = &[
    "attachment",
    "custom_css",
    "customize_changeset",
    "nav_menu_item",
    "oembed_cache",
    "revision",
    "user_request",
    "wp_block",
    "wp_font_face",
    "wp_font_family",
    "wp_global_styles",
    "wp_navigation",
    "wp_template",
    "wp_template_part",
];

impl FeedObject for FeedEntry {
    fn put(&mut self, part: FeedField, rank: u8, html: &str) {
        if part == FeedField::Body {
            let mut body = markup::paragraphs(html);
            // Some feeds escape their markup twice.
            if let [text] = body.as_slice()
                && text.starts_with('<')
                && markup::is_markup(text)
            {
                body = markup::paragraphs(text);
            }
            if !body.is_empty() {
                keep_better(&mut self.body, rank, body);
            }
            return;
        }
        let line = markup::one_line(html);
        if line.is_empty() {
            return;
        }
        match part {
            FeedField::Author => {
                let name = name_of(&line);
                if !name.is_empty() && self.author_names.insert(name.clone()) {
                    self.authors.push((rank, name));
                }
            }
            // The last of several dates of one kind counts, because feeds append corrections.
            FeedField::Date if self.date.as_ref().is_none_or(|(held, _)| *held >= rank) => {
                self.date = Some((rank, line))
            }
            FeedField::Language => self.language = Some(line),
            FeedField::Outlet => keep_better(&mut self.outlet, rank, line),
            FeedField::Section => keep_better(&mut self.section, rank, line),
            FeedField::Title => keep_better(&mut self.title, rank, line),
            FeedField::PostStatus => self.post.1 = Some(line),
            FeedField::PostType => self.post.0 = Some(line),
            FeedField::Body
            | FeedField::Date
            | FeedField::Guid
            | FeedField::Link
            | FeedField::Login
            | FeedField::LoginName
            | FeedField::WordPressVersion => {}
        }
    }

    fn put_url(&mut self, rank: u8, url: String) {
        if !url.is_empty() {
            keep_better(&mut self.url, rank, url);
        }
    }
}

impl FeedEntry {
    /// Whether there is nothing to show.
    pub(super) fn is_bare(&self) -> bool {
        self.title.is_none() && self.body.is_none()
    }

    /// Whether the entry is a publication: WordPress also exports drafts, attachments and menus.
    pub(super) fn is_publication(&self) -> bool {
        let (kind, status) = &self.post;
        kind.as_ref().is_none_or(|kind| !NO_PUBLICATIONS.contains(&kind.as_str()))
            && status.as_ref().is_none_or(|status| status == "publish")
    }

    /// The entry as a record. Fields that it does not state are taken from the feed.
    pub(super) fn record(self, channel: &FeedChannel) -> Record {
        let value = |held: Option<(u8, String)>| held.map(|(_, value)| value);
        let best = self.authors.iter().map(|(rank, _)| *rank).min();
        let authors = self.authors.into_iter().filter(|(rank, _)| Some(*rank) == best).map(|(_, name)| name);
        let authors = authors.map(|name| channel.logins.get(&name).cloned().unwrap_or(name)).collect();
        let caption = |text| Removed { text, kind: RemovedKind::Caption };
        Record {
            removed: self.captions.into_iter().map(caption).collect(),
            title: value(self.title),
            url: value(self.url),
            date: value(self.date),
            outlet: value(self.outlet).or_else(|| channel.outlet()),
            section: value(self.section),
            language: self.language.or_else(|| channel.language.clone()),
            body: self.body.map(|(_, body)| body).unwrap_or_default(),
            authors,
            ..Record::default()
        }
    }
}

/// The fields of a feed.
#[derive(Debug, Default)]
pub(super) struct FeedChannel {
    title: Option<(u8, String)>,
    publisher: Option<String>,
    url: Option<(u8, String)>,
    pub(super) language: Option<String>,
    pub(super) transport: Transport,
    pub(super) is_wordpress: bool,
    /// The last login, and the names of the authors by their logins.
    login: String,
    logins: BTreeMap<String, String>,
}

impl FeedObject for FeedChannel {
    fn put(&mut self, part: FeedField, rank: u8, html: &str) {
        let line = markup::one_line(html);
        match part {
            FeedField::Language if !line.is_empty() => self.language = Some(line),
            FeedField::Outlet if !line.is_empty() => self.publisher = Some(line),
            FeedField::Title if !line.is_empty() => keep_better(&mut self.title, rank, line),
            FeedField::Login => self.login = line,
            FeedField::LoginName if !line.is_empty() => {
                self.logins.insert(self.login.clone(), line);
            }
            FeedField::WordPressVersion => self.is_wordpress = true,
            _ => {}
        }
    }

    fn put_url(&mut self, rank: u8, url: String) {
        if !url.is_empty() && rank < 4 {
            keep_better(&mut self.url, rank, url);
        }
    }
}

impl FeedChannel {
    pub(super) fn new(transport: Transport) -> FeedChannel {
        FeedChannel { transport, ..FeedChannel::default() }
    }

    pub(super) fn url(&self) -> Option<&str> {
        self.url.as_ref().map(|(_, url)| url.as_str()).filter(|url| url.starts_with("http"))
    }

    /// The publisher: as stated, or the part of the title that matches the address (`World | The Post`).
    fn outlet(&self) -> Option<String> {
        if let Some(publisher) = &self.publisher {
            return Some(publisher.clone());
        }
        let (_, title) = self.title.as_ref()?;
        let host = self.url()?.split('/').nth(2)?.to_ascii_lowercase();
        let parts =
            title.split(['|', '»', '–', '—', '>']).flat_map(|part| part.split(" - ")).flat_map(|part| part.split(": "));
        parts.map(str::trim).find(|part| names_host(part, &host)).map(str::to_owned)
    }
}

/// Whether the words of a name match a host: `The Post` and `www.thepost.example`.
fn names_host(name: &str, host: &str) -> bool {
    let letters: String = crate::text::slug(name).chars().filter(char::is_ascii_alphanumeric).collect();
    let without_article = letters.strip_prefix("the").unwrap_or(&letters);
    let labels = host.split('.').map(|label| label.replace('-', ""));
    letters.len() > 2
        && labels.into_iter().any(|label| label.len() > 2 && (label == letters || label == without_article))
}

fn keep_better<T>(held: &mut Option<(u8, T)>, rank: u8, value: T) {
    if held.as_ref().is_none_or(|(held, _)| *held > rank) {
        *held = Some((rank, value));
    }
}

/// The name in `address@host (Name)` or `Name <address@host>`; `None` for a bare address.
fn name_of(line: &str) -> String {
    if let Some((_, name)) = line.split_once('(').filter(|(before, _)| before.contains('@')) {
        return name.trim_end_matches(')').trim().to_owned();
    }
    let is_address = |word: &&str| word.contains('@');
    let words: Vec<&str> = line.split_whitespace().filter(|word| !is_address(word)).collect();
    words.join(" ").trim_matches(['(', ')', '<', '>']).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [CORE, DUBLIN_CORE] {
            assert!(table.is_sorted_by_key(|(name, _, _)| name));
        }
    }

    #[test]
    fn markup_that_is_escaped_twice_is_read() {
        let mut entry = FeedEntry::default();
        entry.put(FeedField::Body, 0, "&lt;p&gt;One &amp;amp; two.&lt;/p&gt;&lt;p&gt;Three.&lt;/p&gt;");
        assert_eq!(entry.record(&FeedChannel::default()).body, ["One & two.", "Three."]);
    }

    #[test]
    fn a_name_is_told_from_its_address() {
        for (line, name) in [
            ("a@post.example (A. Writer)", "A. Writer"),
            ("A. Writer <a@post.example>", "A. Writer"),
            ("a@post.example", ""),
            ("A. Writer", "A. Writer"),
        ] {
            assert_eq!(name_of(line), name);
        }
    }

    #[test]
    fn a_title_names_an_outlet_only_with_its_address() {
        assert!(names_host("The Post", "www.thepost.example"));
        assert!(names_host("The Post", "post.example"));
        assert!(!names_host("Top Stories", "post.example"));
    }
}
