//! Feeds: RSS 0.9 to 2.0, RDF Site Summary, Atom 0.3 and 1.0, and CDF. An entry becomes a record.
//!
//! The reader is lenient, because many feeds are not well-formed: it does not check the names of end tags, gives
//! undeclared prefixes their usual meaning, and keeps stray ampersands. Only a truncated feed is listed as an error,
//! after its entries.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use super::address;
use super::decode::{CharsetHints, Markup, decode};
use super::error::{LeftOut, Position, ReadProblem};
use super::feed_entry::{FeedChannel, FeedEntry, FeedField, FeedObject, field_of_element};
use super::markup;
use super::sink::DocumentSink;
use super::{Content, Transport};
use crate::model::{Warning, WarningCode};

/// The vocabulary of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vocabulary {
    Atom,
    Content,
    DublinCore,
    Itunes,
    Media,
    Other,
    Rss,
    WordPress,
    Xhtml,
}

impl Vocabulary {
    /// Parts of namespace addresses, with their vocabulary; the first match counts.
    const ADDRESSES: [(&'static str, Vocabulary); 14] = [
        ("purl.org/rss/1.0/modules/content", Vocabulary::Content),
        ("purl.org/rss/1.0/modules/dcterms", Vocabulary::DublinCore),
        ("purl.org/rss/1.0/modules", Vocabulary::Other),
        ("purl.org/dc/", Vocabulary::DublinCore),
        ("www.w3.org/2005/Atom", Vocabulary::Atom),
        ("purl.org/atom", Vocabulary::Atom),
        ("search.yahoo.com/mrss", Vocabulary::Media),
        ("www.itunes.com/", Vocabulary::Itunes),
        ("www.w3.org/1999/xhtml", Vocabulary::Xhtml),
        ("wordpress.org/export", Vocabulary::WordPress),
        ("purl.org/rss", Vocabulary::Rss),
        ("my.netscape.com/rdf", Vocabulary::Rss),
        ("channel.netscape.com/rdf", Vocabulary::Rss),
        ("backend.userland.com", Vocabulary::Rss),
    ];

    fn from_namespace(resolved: &ResolveResult<'_>) -> Vocabulary {
        match resolved {
            ResolveResult::Unbound => Vocabulary::Rss,
            ResolveResult::Bound(namespace) => {
                let fits = |(address, _): &&(&str, Vocabulary)| namespace.0.contains(*address);
                Vocabulary::ADDRESSES.iter().find(fits).map_or(Vocabulary::Other, |(_, vocabulary)| *vocabulary)
            }
            ResolveResult::Unknown(prefix) => match prefix.as_str() {
                "atom" => Vocabulary::Atom,
                "content" => Vocabulary::Content,
                "dc" | "dcterms" => Vocabulary::DublinCore,
                "itunes" => Vocabulary::Itunes,
                "media" => Vocabulary::Media,
                "wp" => Vocabulary::WordPress,
                _ => Vocabulary::Other,
            },
        }
    }
}

/// Passes on the entries of a feed.
pub(super) fn entries(sink: &mut DocumentSink<'_>, bytes: &[u8], transport: Transport) {
    sink.number_documents();
    let hints = CharsetHints { content_type: transport.content_type.as_deref(), url: transport.url.as_deref() };
    let decoded = decode(bytes, Markup::Xml, hints);
    let warnings = decoded.warnings();
    let mut feed = Feed { channel: FeedChannel::new(transport), warnings, ..Feed::default() };
    let mut reader = NsReader::from_str(decoded.text.trim_start_matches('\u{feff}'));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    loop {
        match reader.read_resolved_event() {
            Ok((_, Event::Eof)) => break,
            Ok((resolved, event)) => {
                let vocabulary = Vocabulary::from_namespace(&resolved);
                feed.take(sink, vocabulary, event);
            }
            Err(error) => {
                let position = Position::Byte(reader.error_position());
                feed.give(sink, true);
                sink.failure(Some(position), ReadProblem::BrokenXml(error.to_string()));
                return feed.tell_left_out(sink);
            }
        }
    }
    let is_told = feed.give(sink, true);
    if !is_told && feed.depth > 0 && !ends_with_tag(&decoded.text, &feed.root) {
        sink.failure(None, ReadProblem::Cut);
    }
    feed.tell_left_out(sink);
}

/// Whether the last tag of a text is the end tag of this element. Elements within it may lack theirs.
fn ends_with_tag(text: &str, name: &str) -> bool {
    text.rfind("</").and_then(|at| text.get(at + 2..)).is_some_and(|last| last.trim_start().starts_with(name))
}

/// The state of reading a feed.
#[derive(Default)]
struct Feed {
    channel: FeedChannel,
    /// The number of open elements.
    depth: usize,
    /// The depth of the open entry, and its fields so far.
    entry: Option<(usize, FeedEntry)>,
    /// The depth of the open channel.
    channel_depth: Option<usize>,
    /// The part that is being read.
    capture: Option<Capture>,
    /// The base addresses for relative ones, with the depth of the element that states them.
    bases: Vec<(usize, String)>,
    /// Warnings of the whole feed.
    warnings: Vec<Warning>,
    /// Whether the feed was named as an export of WordPress.
    is_named: bool,
    /// The name of the outermost element, with its prefix.
    root: String,
    /// The entries that are no publications, and those beyond the limit.
    n_unpublished: u64,
    n_beyond: u64,
}

/// The text of a part that is being read.
struct Capture {
    part: FeedField,
    rank: u8,
    depth: usize,
    /// The text as HTML.
    html: String,
    /// Whether the text is itself HTML rather than plain.
    is_html: bool,
    is_base64: bool,
    /// The name of a child element that replaces the text once it occurs (the `name` in an `author`), and its depth
    /// while it is open.
    child: Option<&'static str>,
    child_depth: Option<usize>,
    is_child_met: bool,
}

impl Capture {
    fn wants_text(&self) -> bool {
        !self.is_child_met || self.child_depth.is_some()
    }

    fn push(&mut self, text: &str, is_direct: bool) {
        if !self.wants_text() {
            return;
        }
        if self.is_html && is_direct || self.is_base64 {
            self.html.push_str(text);
        } else {
            self.html.push_str(&text.replace('&', "&amp;").replace('<', "&lt;"));
        }
    }

    fn html(&self) -> String {
        let packed: String = self.html.split_whitespace().collect();
        match self.is_base64.then(|| BASE64_STANDARD.decode(packed)) {
            Some(Ok(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
            _ => self.html.clone(),
        }
    }
}

impl Feed {
    fn take(&mut self, sink: &mut DocumentSink<'_>, vocabulary: Vocabulary, event: Event<'_>) {
        match event {
            Event::Start(start) => self.open(vocabulary, &start),
            Event::Empty(start) => {
                self.open(vocabulary, &start);
                self.close(sink);
            }
            Event::End(_) => self.close(sink),
            Event::Text(text) => self.text(&text.into_inner()),
            Event::CData(text) => self.text(&text.into_inner()),
            Event::GeneralRef(reference) => {
                let name = reference.into_inner();
                match markup::character(&name) {
                    Some(character) => self.text(&character),
                    None => self.text(&format!("&{name};")),
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let depth = self.depth;
        if let Some(capture) = &mut self.capture {
            capture.push(text, depth == capture.depth);
        }
    }

    fn open(&mut self, vocabulary: Vocabulary, start: &BytesStart<'_>) {
        self.depth += 1;
        if self.root.is_empty() {
            self.root = start.name().as_ref().to_owned();
        }
        let name = start.local_name();
        let name = name.as_ref();
        if let Some(base) = attribute(start, "xml:base") {
            self.bases.push((self.depth, address::joined(self.base(), &base)));
        }
        if let Some(capture) = &mut self.capture {
            if capture.child.is_some_and(|child| child == name) && !capture.is_child_met {
                capture.html.clear();
                capture.is_child_met = true;
                capture.child_depth = Some(self.depth);
            } else if capture.wants_text() {
                capture.html.push_str(&format!("<{name}>"));
            }
            return;
        }
        let is_core = matches!(vocabulary, Vocabulary::Atom | Vocabulary::Rss);
        let lower = name.to_ascii_lowercase();
        if self.entry.is_none() && is_core && matches!(lower.as_str(), "entry" | "item") {
            let mut entry = FeedEntry::default();
            entry.language = attribute(start, "xml:lang");
            if let Some(url) = attribute(start, "HREF").or_else(|| attribute(start, "href")) {
                entry.put_url(1, self.resolved(&url));
            }
            if let Some(url) = attribute(start, "rdf:about") {
                entry.put_url(5, self.resolved(&url));
            }
            self.entry = Some((self.depth, entry));
        } else if is_core && self.entry.is_none() && matches!(lower.as_str(), "channel" | "feed") {
            self.channel_depth = Some(self.depth);
            self.channel.language = attribute(start, "xml:lang").or(self.channel.language.take());
        } else {
            self.begin_part(vocabulary, name, start);
        }
    }

    fn begin_part(&mut self, vocabulary: Vocabulary, name: &str, start: &BytesStart<'_>) {
        let Some((part, rank)) = field_of_element(vocabulary, name) else { return };
        let parent = self.entry.as_ref().map(|(depth, _)| *depth).or(self.channel_depth);
        // WordPress lists its authors in elements of their own.
        let depth = if matches!(part, FeedField::Login | FeedField::LoginName) { 2 } else { 1 };
        if parent.is_none_or(|parent| parent + depth != self.depth) {
            return;
        }
        let is_atom = vocabulary == Vocabulary::Atom;
        let kind = attribute(start, "type").unwrap_or_default().to_ascii_lowercase();
        let mode = attribute(start, "mode").unwrap_or_default();
        let mut capture = Capture {
            part,
            rank,
            depth: self.depth,
            html: String::new(),
            is_html: !is_atom || mode == "escaped" || kind == "html" || kind == "text/html",
            is_base64: mode == "base64",
            child: part.child().filter(|_| is_atom || vocabulary == Vocabulary::Rss),
            child_depth: None,
            is_child_met: false,
        };
        if kind == "text" || kind == "text/plain" {
            capture.is_html = false;
        }
        match part {
            FeedField::Link => {
                let relation = attribute(start, "rel").unwrap_or_else(|| "alternate".to_owned());
                if relation != "alternate" && relation != "self" {
                    return;
                }
                capture.rank = match (relation.as_str(), kind.as_str()) {
                    ("self", _) => 7,
                    (_, "text/html" | "application/xhtml+xml") => 0,
                    (_, "") => 1,
                    _ => 2,
                };
                if let Some(url) = attribute(start, "href") {
                    let url = self.resolved(&url);
                    return self.target().put_url(capture.rank, url);
                }
            }
            FeedField::Guid
                if attribute(start, "isPermaLink").is_some_and(|value| value.eq_ignore_ascii_case("false")) =>
            {
                return;
            }
            FeedField::Section => {
                let label = attribute(start, "label").or_else(|| attribute(start, "term"));
                if let Some(label) = label {
                    return self.target().put(FeedField::Section, rank, &markup::unescaped(&label));
                }
            }
            _ => {}
        }
        self.capture = Some(capture);
    }

    fn close(&mut self, sink: &mut DocumentSink<'_>) {
        if let Some(capture) = &mut self.capture {
            if capture.depth == self.depth {
                if let Some(capture) = self.capture.take() {
                    self.end_part(&capture);
                }
            } else if capture.child_depth == Some(self.depth) {
                capture.child_depth = None;
            } else if capture.wants_text() {
                // Inner elements matter only as breaks between paragraphs, for which the start tags suffice.
                capture.html.push_str("</x>");
            }
        } else if self.entry.as_ref().is_some_and(|(depth, _)| *depth == self.depth) {
            self.give(sink, false);
        } else if self.channel_depth == Some(self.depth) {
            self.channel_depth = None;
        }
        while self.bases.last().is_some_and(|(depth, _)| *depth >= self.depth) {
            self.bases.pop();
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn end_part(&mut self, capture: &Capture) {
        let html = capture.html();
        match capture.part {
            FeedField::Link | FeedField::Guid => {
                let url = markup::one_line(&html);
                // A guid need not be an address.
                if capture.part == FeedField::Link || url.starts_with("http") {
                    let url = self.resolved(&url);
                    self.target().put_url(capture.rank, url);
                }
            }
            FeedField::Body if self.channel.is_wordpress => {
                let (html, captions) = markup::of_wordpress(&html);
                if let Some((_, entry)) = &mut self.entry {
                    entry.captions.extend(captions);
                }
                self.target().put(FeedField::Body, capture.rank, &html);
            }
            part => self.target().put(part, capture.rank, &html),
        }
    }

    /// The open entry, or else the channel.
    fn target(&mut self) -> &mut dyn FeedObject {
        match &mut self.entry {
            Some((_, entry)) => entry,
            None => &mut self.channel,
        }
    }

    fn base(&self) -> &str {
        let stated = self.bases.last().map(|(_, base)| base.as_str());
        stated.or(self.channel.url()).or(self.channel.transport.url.as_deref()).unwrap_or_default()
    }

    fn resolved(&self, url: &str) -> String {
        address::joined(self.base(), markup::unescaped(url.trim()).trim())
    }

    /// Lists what was not passed on.
    fn tell_left_out(&self, sink: &mut DocumentSink<'_>) {
        sink.left_out(None, LeftOut::NoPublications, self.n_unpublished);
        if self.n_beyond > 0 {
            sink.failure(None, ReadProblem::TooManyRecords);
        }
    }

    /// Passes on the open entry; a truncated one only if it has a title or a text. Returns whether it did.
    fn give(&mut self, sink: &mut DocumentSink<'_>, is_cut: bool) -> bool {
        if is_cut && let Some(capture) = self.capture.take() {
            self.end_part(&capture);
        }
        let Some((_, entry)) = self.entry.take() else { return false };
        if is_cut && entry.is_bare() {
            return false;
        }
        if !entry.is_publication() {
            self.n_unpublished += 1;
            return false;
        }
        if sink.is_full() {
            self.n_beyond += 1;
            return false;
        }
        let mut warnings = self.warnings.clone();
        if is_cut {
            let message = "The feed breaks off in this entry.".to_owned();
            warnings.push(Warning { code: WarningCode::Truncated, message });
        }
        if self.channel.is_wordpress && !std::mem::replace(&mut self.is_named, true) {
            sink.found_export("WordPress", None);
        }
        let transport = Transport { url: None, ..self.channel.transport.clone() };
        sink.document(Content::Record(Box::new(entry.record(&self.channel))), transport, warnings);
        true
    }
}

/// The value of an attribute, with its references resolved.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found =
        start.html_attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(markup::unescaped(&found.value).into_owned())
}
