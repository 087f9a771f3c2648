//! MIME messages: mails, and pages that a browser saved with their pictures (MHTML, RFC 2557).
//!
//! Written by hand because saved pages and clippings often break the rules that libraries for mail insist on.

use std::collections::VecDeque;
use std::io::BufReader;

use super::address;
use super::block;
use super::clipping;
use super::decode::{CharsetHints, Markup, decode, find, unknown_charset};
use super::error::{Position, ReadProblem};
use super::headers::Headers;
use super::limits::{MAX_BOUNDARY_BYTES, MAX_MULTIPARTS, MAX_PARTS};
use super::markup;
use super::sink::{DocumentSink, UnpackBudget};
use super::transfer::{self, DecodedBytes};
use super::{Content, Record, Transport, html, part, text};
use crate::model::{Day, Removed, RemovedKind, Warning, WarningCode};

/// The most characters of a headline from a mail.
const MAX_SUBJECT_CHARS: usize = 500;

/// The maximum number of pieces in which a header has a parameter.
const MAX_PIECES: usize = 20;

/// The most attachments of a mail that are read.
const MAX_ATTACHMENTS: usize = 200;

/// The kinds of parts that are neither text nor documents.
const OTHERS: &[&str] = &[
    "application/pgp",
    "application/pkcs7",
    "application/x-pkcs7",
    "audio/",
    "font/",
    "image/",
    "message/delivery-status",
    "message/disposition",
    "text/calendar",
    "text/css",
    "text/rfc822-headers",
    "text/vcard",
    "text/x-amp",
    "text/x-vcard",
    "video/",
];

/// Names before the `@` of addresses that are those of a newsroom, not of a person.
const ROLES: &[&str] = &[
    "alert",
    "alerts",
    "bulletin",
    "contact",
    "daily",
    "desk",
    "digest",
    "editor",
    "editors",
    "hello",
    "info",
    "lettre",
    "mail",
    "mailing",
    "news",
    "newsdesk",
    "newsletter",
    "newsletters",
    "newsroom",
    "no-reply",
    "noreply",
    "post",
    "presse",
    "press",
    "redaccion",
    "redaction",
    "redaktion",
    "redazione",
    "reply",
    "service",
    "team",
    "update",
    "updates",
    "weekly",
];

/// Passes on the saved page in a message, or the mail that it is with its attachments.
pub(super) fn message(
    sink: &mut DocumentSink<'_>,
    budget: &UnpackBudget<'_>,
    bytes: &[u8],
    transport: Transport,
    depth: u32,
) {
    let Some(message) = MimePart::parse(bytes) else {
        return sink.failed_document(None, ReadProblem::MessageWithoutPage);
    };
    let has = |name: &str| message.headers.get(name).is_some();
    let is_saved = has("snapshot-content-location")
        || message.headers.get("from").is_some_and(|from| from.to_ascii_lowercase().contains("saved by"));
    // A browser's page has neither sender nor recipient.
    let is_mail = !is_saved && has("from") && (has("subject") || has("to") || has("message-id") || has("received"));
    if is_mail {
        sink.found_format("EML");
        return mail(sink, budget, message, transport, depth);
    }
    saved_page(sink, message, transport);
}

/// Passes on the page in a message: its first HTML part, or else its first text.
fn saved_page(sink: &mut DocumentSink<'_>, message: MimePart<'_>, transport: Transport) {
    let collected = message.headers.get("date").and_then(day_of_mail);
    let saved_from = message.headers.get("snapshot-content-location").map(str::to_owned);
    let mut plain = None;
    let leaves = Leaves::from_message(message);
    let warnings = leaves.warnings();
    for part in leaves.parts {
        let kind = part.kind();
        if is_page(&kind) {
            let location = part.headers.get("content-location").filter(|location| location.starts_with("http"));
            let transport = Transport {
                url: transport.url.or(saved_from).or_else(|| location.map(str::to_owned)),
                collected: transport.collected.or(collected),
                content_type: Some(part.content_type().to_owned()),
            };
            let (decoded, more) = part.decoded("page");
            return html::document_with(sink, &decoded.bytes, transport, warnings.into_iter().chain(more).collect());
        } else if plain.is_none() && is_plain(&kind) {
            plain = Some(part);
        }
    }
    match plain {
        Some(part) => {
            let content_type = Some(part.content_type().to_owned());
            let transport = Transport { collected, content_type, ..transport };
            let (decoded, more) = part.decoded("text");
            text::document_with(sink, &decoded.bytes, transport, warnings.into_iter().chain(more).collect());
        }
        None => sink.failed_document(None, ReadProblem::MessageWithoutPage),
    }
}

fn is_page(kind: &str) -> bool {
    kind.starts_with("text/html") || kind.starts_with("application/xhtml+xml")
}

fn is_plain(kind: &str) -> bool {
    kind.starts_with("text/plain") || !kind.contains('/')
}

/// Whether a part is text in a form that is hardly ever used, such as `text/enriched`, and can be read as plain text.
fn is_other_text(part: &MimePart<'_>, kind: &str) -> bool {
    kind.starts_with("text/") && part.file_name().is_none() && !OTHERS.iter().any(|other| kind.starts_with(other))
}

/// The parts of a message that have no parts of their own, in order.
#[derive(Default)]
struct Leaves<'a> {
    parts: Vec<MimePart<'a>>,
    /// Whether there are more parts than the limits.
    is_cut: bool,
    /// Whether the boundary line after the last part is missing.
    is_open: bool,
    /// Whether the boundary lines are missing, or differ from the one that the header states.
    is_boundary_wrong: bool,
    /// Text after the last part.
    rest: Vec<&'a [u8]>,
}

impl<'a> Leaves<'a> {
    fn from_message(message: MimePart<'a>) -> Leaves<'a> {
        let mut parts = VecDeque::from([message]);
        let mut leaves = Leaves::default();
        let mut n_multiparts = 0;
        while let Some(part) = parts.pop_front() {
            if !part.kind().starts_with("multipart/") {
                leaves.parts.push(part);
                continue;
            }
            n_multiparts += 1;
            if n_multiparts > MAX_MULTIPARTS {
                leaves.is_cut = true;
                break;
            }
            let inner = part.inner();
            leaves.is_cut |= inner.is_cut;
            leaves.is_open |= inner.is_open;
            leaves.is_boundary_wrong |= inner.is_boundary_wrong;
            leaves.rest.extend(inner.rest);
            inner.parts.into_iter().rev().for_each(|part| parts.push_front(part));
        }
        leaves
    }

    /// What is wrong with the parts as a whole.
    fn warnings(&self) -> Vec<Warning> {
        let open = "The mail ends in the middle of its last part; it may have been cut.";
        let boundary = "The line between the parts of the mail is missing, or not the one that its header states.";
        let told = [(self.is_open && !self.is_boundary_wrong, open), (self.is_boundary_wrong, boundary)];
        let warning = |message: &str| Warning { code: WarningCode::Truncated, message: message.to_owned() };
        told.into_iter().filter(|(is_so, _)| *is_so).map(|(_, message)| warning(message)).collect()
    }
}

/// Passes on a mail. The header gives its date. The sender is the outlet of a newsletter, or the author of any other mail.
fn mail(
    sink: &mut DocumentSink<'_>,
    budget: &UnpackBudget<'_>,
    message: MimePart<'_>,
    transport: Transport,
    depth: u32,
) {
    let header = |name: &str| message.headers.get(name).map(decoded_words);
    let sender = Sender::new(&header("from").unwrap_or_default());
    let is_list = ["list-id", "list-unsubscribe", "list-post", "feedback-id"]
        .iter()
        .any(|name| message.headers.get(name).is_some())
        || message.headers.get("precedence").is_some_and(|value| matches!(value, "bulk" | "list"));
    let list =
        header("list-id").and_then(|list| list.split('<').next().map(|name| name.trim().trim_matches('"').to_owned()));
    let is_outlet = is_list || sender.is_role();
    let subject = header("subject").map(|subject| subject.chars().take(MAX_SUBJECT_CHARS).collect::<String>());
    let title = subject.map(|subject| without_reply_marks(&subject).to_owned()).filter(|title| !title.is_empty());
    let received = message.headers.get("received").and_then(|line| day_of_mail(line.rsplit(';').next()?));
    let day = message.headers.get("date").and_then(day_of_mail).filter(|day| (1980..2200).contains(&day.year()));
    let name = sender.name.clone().or_else(|| list.filter(|name| !name.is_empty()));
    let mut record = Record {
        title,
        date: day.map(|day| day.to_string()),
        outlet: name.clone().filter(|_| is_outlet),
        authors: name.into_iter().filter(|_| !is_outlet).collect(),
        ..Record::default()
    };
    let transport = Transport { collected: transport.collected.or(received), ..transport };
    // A text may go on behind a picture, in another part.
    let (mut plain, mut page, mut attachments) = (Vec::new(), Vec::new(), Vec::new());
    let leaves = Leaves::from_message(message);
    let mut damage = leaves.warnings();
    let Leaves { parts, is_cut, rest, .. } = leaves;
    for part in parts {
        let kind = part.kind();
        let disposition = part.headers.get("content-disposition").unwrap_or_default().to_ascii_lowercase();
        let is_attached = disposition.starts_with("attachment");
        let is_inline = |before: &[MimePart<'_>]| !is_attached && (before.is_empty() || part.file_name().is_none());
        if (is_plain(&kind) || is_other_text(&part, &kind) && !is_page(&kind)) && is_inline(&plain) {
            plain.push(part);
        } else if is_page(&kind) && is_inline(&page) {
            page.push(part);
        } else if part.is_document(&kind) {
            attachments.push(part);
        }
    }
    if !attachments.is_empty() {
        sink.number_documents();
    }
    // The parts of one kind as one text, with the warnings about all of them.
    let joined = |parts: &[MimePart<'_>], markup: Markup| {
        let decoded = parts.iter().map(|part| {
            let hints = CharsetHints { content_type: Some(part.content_type()), url: None };
            let (bytes, mut warnings) = part.decoded("text");
            let decoded = decode(&bytes.bytes, markup, hints);
            warnings.extend(decoded.warnings());
            (warnings, decoded.text)
        });
        decoded.filter(|(_, text)| !text.trim().is_empty()).reduce(|(mut warnings, text), (more, next)| {
            warnings.extend(more.into_iter().filter(|warning| !warnings.contains(warning)).collect::<Vec<_>>());
            (warnings, format!("{text}\n\n{next}"))
        })
    };
    let (plain, page) = (joined(&plain, Markup::Plain), joined(&page, Markup::Html));
    let name_of = |attachment: &MimePart<'_>| attachment.file_name().unwrap_or_else(|| "attachment".to_owned());
    let beyond = attachments.get(MAX_ATTACHMENTS).map(name_of);
    let attachments: Vec<(String, DecodedBytes<'_>)> = attachments
        .iter()
        .take(MAX_ATTACHMENTS)
        .map(|attachment| {
            let name = name_of(attachment);
            let (decoded, warnings) = attachment.decoded(&name);
            damage.extend(warnings);
            (name, decoded)
        })
        .collect();
    for text in rest.into_iter().map(|text| decode(text, Markup::Plain, CharsetHints::default()).text) {
        let text = block::single_spaced(&text);
        if !text.is_empty() {
            record.removed.push(Removed { text, kind: RemovedKind::Other });
        }
    }
    match (plain, page) {
        (Some((warnings, plain)), page) if page.as_ref().is_none_or(|(_, page)| is_as_good(&plain, page)) => {
            take_text(&mut record, &plain);
            damage.extend(warnings);
            sink.document(Content::Record(Box::new(record)), transport, damage);
        }
        (_, Some((warnings, page))) => {
            damage.extend(warnings);
            sink.document(Content::Html(with_headers(&page, &record)), transport, damage);
        }
        _ if attachments.is_empty() => sink.failed_document(None, ReadProblem::MessageWithoutPage),
        _ => {}
    }
    if is_cut {
        sink.failure(None, ReadProblem::TooManyDocuments);
    }
    for (name, DecodedBytes { bytes, .. }) in attachments {
        if depth >= sink.limits.depth {
            sink.failed_document(Some(Position::Entry(name)), ReadProblem::NestedTooDeep);
            continue;
        }
        sink.within_entry(&name, |sink| {
            let unpacked = budget.meter(bytes.as_ref(), &sink.limits);
            part(sink, budget, &name, &mut BufReader::new(unpacked), Transport::default(), depth + 1);
        });
    }
    if let Some(name) = beyond {
        sink.failure(Some(Position::Entry(name)), ReadProblem::TooManyDocuments);
    }
}

/// Whether the plain text of a mail has the words of its page, and is not full of addresses.
fn is_as_good(plain: &str, page: &str) -> bool {
    let n_words = |text: &str| text.split_whitespace().count();
    let page_words: usize = markup::paragraphs(page).iter().map(|paragraph| n_words(paragraph)).sum();
    let n_addresses = plain.matches("http://").count() + plain.matches("https://").count();
    n_words(plain) * 10 >= page_words * 7 && n_addresses < 4
}

/// Puts a plain text into a record: its paragraphs, without the signature and the notes about the subscription.
fn take_text(record: &mut Record, text: &str) {
    let text = text.replace("\r\n", "\n");
    let (text, signature) = match text.find("\n-- \n") {
        Some(at) => text.split_at(at),
        None => (text.as_str(), ""),
    };
    for block in block::of_text(text, &|_| false, &|_| false) {
        if is_about_subscription(&block.text) {
            record.removed.push(Removed { text: block.text, kind: RemovedKind::Promotion });
        } else {
            record.body.push(block.text);
        }
    }
    let signature = block::single_spaced(signature);
    if !signature.is_empty() {
        record.removed.push(Removed { text: signature, kind: RemovedKind::Other });
    }
}

/// Whether a paragraph is about the subscription of a newsletter.
fn is_about_subscription(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "abbestell",
        "abmelden",
        "afmelden",
        "annuler l'abonnement",
        "cancelar la suscripción",
        "darse de baja",
        "disiscri",
        "désabonn",
        "désinscri",
        "odhlásiť",
        "unsubscribe",
        "відписатися",
        "отписаться",
        "구독 취소",
        "구독취소",
        "수신거부",
    ];
    let lower = text.to_lowercase();
    text.chars().count() < 300 && WORDS.iter().any(|word| lower.contains(word))
}

/// A page with what the headers of its mail say.
fn with_headers(page: &str, record: &Record) -> String {
    let author = record.authors.first().cloned();
    let metas = [
        ("property=\"og:title\"", record.title.clone()),
        ("property=\"article:published_time\"", record.date.clone()),
        ("property=\"og:site_name\"", record.outlet.clone()),
        ("name=\"author\"", author),
    ];
    let metas: String = metas
        .into_iter()
        .filter_map(|(name, value)| Some(format!("<meta {name} content=\"{}\">", clipping::escaped(&value?))))
        .collect();
    let asides: String =
        record.removed.iter().map(|piece| format!("<p>{}</p>", clipping::escaped(&piece.text))).collect();
    let page = if asides.is_empty() { page.to_owned() } else { with_asides(page, &asides) };
    let lower = page.to_ascii_lowercase();
    let head = lower.find("<head").and_then(|at| Some(at + lower.get(at..)?.find('>')? + 1));
    match head.or_else(|| lower.find("<html").and_then(|at| Some(at + lower.get(at..)?.find('>')? + 1))) {
        Some(at) => format!("{}{metas}{}", page.get(..at).unwrap_or_default(), page.get(at..).unwrap_or_default()),
        None => format!("<!DOCTYPE html><html><head>{metas}</head><body>{page}</body></html>"),
    }
}

/// The page with texts at its end that do not belong to it.
fn with_asides(page: &str, asides: &str) -> String {
    let end = page.to_ascii_lowercase().rfind("</body").unwrap_or(page.len());
    let (before, after) = page.split_at(end);
    format!("{before}<footer>{asides}</footer>{after}")
}

/// A subject without the marks of answers and of mails that are passed on.
fn without_reply_marks(subject: &str) -> &str {
    let mut subject = subject.trim();
    while let Some((mark, rest)) = subject.split_once(':') {
        let is_mark = matches!(
            mark.trim().to_ascii_lowercase().as_str(),
            "re" | "fw" | "fwd" | "aw" | "wg" | "tr" | "rv" | "antw"
        );
        if !is_mark {
            break;
        }
        subject = rest.trim();
    }
    subject
}

/// Who sent a mail.
struct Sender {
    name: Option<String>,
    /// The part of the address before the `@`.
    local: String,
}

impl Sender {
    /// Reads `"The Quay" <news@quay.example>`, `news@quay.example (The Quay)` or a bare address.
    fn new(from: &str) -> Sender {
        let (name, address) = match from.split_once('<') {
            Some((name, address)) => (name, address.trim_end_matches('>')),
            None => match from.split_once('(') {
                Some((address, name)) => (name.trim_end_matches(')'), address),
                None => ("", from),
            },
        };
        let name = name.trim().trim_matches('"').trim();
        let local = address.split('@').next().unwrap_or_default().trim().to_ascii_lowercase();
        Sender { name: (!name.is_empty() && !name.contains('@')).then(|| name.to_owned()), local }
    }

    /// Whether the address belongs to a newsroom or a service.
    fn is_role(&self) -> bool {
        let mut words = self.local.split(['.', '+', '_']);
        ROLES.contains(&self.local.as_str()) || words.any(|word| ROLES.contains(&word))
    }
}

/// A header with its encoded words (RFC 2047) decoded: `=?utf-8?q?caf=C3=A9?=`.
fn decoded_words(value: &str) -> String {
    let mut plain = String::with_capacity(value.len());
    let mut rest = value;
    let mut is_behind_word = false;
    while let Some(at) = rest.find("=?") {
        let (before, word) = rest.split_at(at);
        let inner = word.get(2..).unwrap_or_default();
        let mut parts = inner.splitn(3, '?');
        let decoded = parts.next().zip(parts.next()).zip(parts.next()).and_then(|((charset, kind), after)| {
            let (text, after) = after.split_once("?=")?;
            Some((decoded_word(charset, kind, text)?, after))
        });
        // Blanks between two encoded words are no part of the text.
        if !(is_behind_word && decoded.is_some() && before.trim().is_empty()) {
            plain.push_str(before);
        }
        is_behind_word = decoded.is_some();
        match decoded {
            Some((text, after)) => {
                plain.push_str(&text);
                rest = after;
            }
            None => {
                plain.push_str("=?");
                rest = inner;
            }
        }
    }
    plain.push_str(rest);
    block::single_spaced(&plain)
}

fn decoded_word(charset: &str, kind: &str, text: &str) -> Option<String> {
    let bytes = match kind {
        "b" | "B" => transfer::of_base64(text.as_bytes()).0,
        "q" | "Q" => transfer::of_quoted_printable(text.replace('_', " ").as_bytes()).0,
        _ => return None,
    };
    let content_type = format!("text/plain; charset={}", charset.split('*').next().unwrap_or(charset));
    Some(decode(&bytes, Markup::Plain, CharsetHints { content_type: Some(&content_type), url: None }).text)
}

/// A message or a part of one.
struct MimePart<'a> {
    headers: Headers,
    body: &'a [u8],
}

impl<'a> MimePart<'a> {
    fn parse(bytes: &'a [u8]) -> Option<MimePart<'a>> {
        let mut rest = bytes;
        let headers = Headers::read(&mut rest).ok()?;
        Some(MimePart { headers, body: rest })
    }

    fn content_type(&self) -> &str {
        self.headers.get("content-type").unwrap_or_default()
    }

    /// The content type in lower case, with its parameters.
    fn kind(&self) -> String {
        self.content_type().to_ascii_lowercase()
    }

    /// Whether the part is a document of its own, and not a picture, a signature or an appointment.
    fn is_document(&self, kind: &str) -> bool {
        /// What is a document even without a name.
        const DOCUMENTS: &[&str] = &[
            "application/epub",
            "application/msword",
            "application/pdf",
            "application/rtf",
            "application/vnd.",
            "application/zip",
            "message/rfc822",
            "text/rtf",
        ];
        let is_any = |kinds: &[&str]| kinds.iter().any(|other| kind.starts_with(other));
        !is_any(OTHERS) && (self.file_name().is_some() || is_any(DOCUMENTS) && !self.body.trim_ascii().is_empty())
    }

    /// The name that the sender gave to an attachment.
    fn file_name(&self) -> Option<String> {
        let disposition = self.headers.get("content-disposition").unwrap_or_default();
        let name = parameter(disposition, "filename").or_else(|| parameter(self.content_type(), "name"));
        // A name with a path would be one of another place.
        name.map(|name| match name.split_once("''") {
            Some((_, coded)) => address::percent_decoded(coded),
            None => decoded_words(&name),
        })
        .and_then(|name| name.rsplit(['/', '\\']).next().map(str::to_owned))
        .filter(|name| !name.is_empty())
    }

    /// The parts of a multipart message, each after a line `--boundary`.
    fn inner(&self) -> Leaves<'a> {
        let mut inner = Leaves::default();
        let stated = parameter(self.content_type(), "boundary").map(|boundary| format!("--{boundary}").into_bytes());
        let mark = match stated.filter(|mark| mark_at(self.body, mark).is_some()).or_else(|| {
            inner.is_boundary_wrong = true;
            self.mark_before_header()
        }) {
            Some(mark) => mark,
            None => {
                // Without boundary lines, the whole body is one text.
                let is_page = self.body.trim_ascii_start().starts_with(b"<");
                let header: &[u8] = if is_page { b"Content-Type: text/html\n\n" } else { b"\n" };
                let headers = MimePart::parse(header).map(|part| part.headers).unwrap_or_default();
                inner.parts.push(MimePart { headers, body: self.body });
                return inner;
            }
        };
        let mut rest = self.body;
        let mut is_in_part = false;
        loop {
            let at = mark_at(rest, &mark);
            if is_in_part {
                let part = rest.get(..at.unwrap_or(rest.len())).unwrap_or_default();
                match MimePart::parse(part).filter(|_| inner.parts.len() < MAX_PARTS) {
                    Some(part) => inner.parts.push(part),
                    None => {
                        inner.is_cut = true;
                        break;
                    }
                }
            }
            let Some(after) = at.and_then(|at| rest.get(at + mark.len()..)) else {
                inner.is_open = true;
                break;
            };
            if let Some(after) = after.strip_prefix(b"--") {
                inner.rest.extend((!after.trim_ascii().is_empty()).then_some(after));
                break;
            }
            let line_end = after.iter().position(|byte| *byte == b'\n').map_or(after.len(), |end| end + 1);
            rest = after.get(line_end..).unwrap_or_default();
            is_in_part = true;
        }
        inner
    }

    /// The first line `--…` that is followed by the header of a part.
    fn mark_before_header(&self) -> Option<Vec<u8>> {
        let mut lines = self.body.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end).peekable();
        while let Some(line) = lines.next() {
            let is_mark = line.len() > 2 && line.len() <= MAX_BOUNDARY_BYTES && line.starts_with(b"--");
            let is_header = |next: &&[u8]| next.get(..8).is_some_and(|word| word.eq_ignore_ascii_case(b"content-"));
            if is_mark && lines.peek().is_some_and(is_header) {
                return Some(line.to_vec());
            }
        }
        None
    }

    /// The decoded body, and warnings about its encoding and character set. They call the part `name`.
    fn decoded(&self, name: &str) -> (DecodedBytes<'a>, Vec<Warning>) {
        let encoding = self.headers.get("content-transfer-encoding").unwrap_or_default();
        let decoded = transfer::decoded(encoding, self.body);
        let charset = unknown_charset(self.content_type()).filter(|_| !decoded.bytes.is_ascii()).map(|charset| {
            let charset: String = charset.chars().take(40).collect();
            let message = format!("The character set `{charset}` of `{name}` is not known; it was guessed.");
            Warning { code: WarningCode::InvalidText, message }
        });
        let warnings = decoded.problem.iter().map(|problem| problem.warning(name)).chain(charset).collect();
        (decoded, warnings)
    }
}

/// The position of a boundary at the beginning of a line.
fn mark_at(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let rest = bytes.get(from..)?;
        let at = from + find(rest, mark)?;
        if at == 0 || bytes.get(at - 1) == Some(&b'\n') {
            return Some(at);
        }
        from = at + 1;
    }
}

/// A parameter of a content type: `boundary` in `multipart/related; boundary="x"`. A long one may be in pieces, `boundary*0`
/// and so on (RFC 2231).
fn parameter(content_type: &str, name: &str) -> Option<String> {
    let named = |wanted: &str| {
        let parameters = content_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
        let mut named = parameters.filter(|(key, _)| key.trim().eq_ignore_ascii_case(wanted));
        Some(named.next()?.1.trim().trim_matches('"').to_owned())
    };
    let pieces = || -> String {
        let piece = |n: usize| named(&format!("{name}*{n}")).or_else(|| named(&format!("{name}*{n}*")));
        (0..MAX_PIECES).map_while(piece).collect()
    };
    let value = named(name).or_else(|| named(&format!("{name}*"))).unwrap_or_else(pieces);
    (!value.is_empty() && value.len() <= MAX_BOUNDARY_BYTES).then_some(value)
}

/// The day in the date of a mail: `Thu, 1 Jan 2004 19:48:21 +0000`.
fn day_of_mail(date: &str) -> Option<Day> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let words: Vec<&str> = date.split([' ', ',', '-']).filter(|word| !word.is_empty()).collect();
    let at = words.iter().position(|word| MONTHS.contains(word))?;
    let month = MONTHS.iter().zip(1..).find(|(name, _)| Some(name) == words.get(at).as_ref())?.1;
    let day = words.get(at.checked_sub(1)?)?.parse().ok()?;
    Day::new(words.get(at + 1)?.parse().ok()?, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Content, Document, read};

    fn page(message: &str) -> Option<Document> {
        let mut found = None;
        read("page.mhtml", message.replace('\n', "\r\n").as_bytes(), &mut |document| found = document.ok());
        found
    }

    #[test]
    fn markup_near_the_beginning_makes_no_bare_page_of_a_message() {
        let message = "From: <Saved by a browser>\nSubject: Rain\nMIME-Version: 1.0\nContent-Type: multipart/related; \
            boundary=\"b\"\n\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n\
            <!DOCTYPE html><html lang=3D\"fr\"><p>Les caf=C3=A9s sont ferm=C3=A9s.</p></html>\n--b--\n";
        for name in ["rain.mhtml", "rain.mht", "rain"] {
            let mut found = None;
            read(name, message.as_bytes(), &mut |document| found = document.ok());
            let Some(Content::Html(page)) = found.map(|document| document.content) else { panic!("{name}: no page") };
            assert!(page.contains("<html lang=\"fr\"><p>Les cafés sont fermés."), "{name}: {page}");
        }
    }

    #[test]
    fn the_page_of_a_saved_page_is_read() {
        let document = page(
            "From: <Saved by Blink>\nSnapshot-Content-Location: https://post.example/a\nDate: Sun, 3 May 2020 10:00:00 -0000\n\
             MIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype=\"text/html\";\n\tboundary=\"--b\"\n\n\n----b\n\
             Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBO\n----b\n\
             Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\
             Content-Location: https://post.example/frame\n\n<p>Gr=C3=BC=\nn = green</p>\n----b--\n",
        );
        let document = document.expect("there is a page");
        assert_eq!(document.content, Content::Html("<p>Grün = green</p>\r\n".to_owned()));
        assert_eq!(document.transport.url.as_deref(), Some("https://post.example/a"));
        assert_eq!(document.transport.collected, Day::new(2020, 5, 3));
    }

    #[test]
    fn a_mail_is_read_by_its_best_part() {
        let mail = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/alternative; \
                    boundary=b\n\n--b\nContent-Type: text/plain\n\nplain\n--b\nContent-Type: text/html\n\
                    Content-Transfer-Encoding: base64\n\nPHA+cGFn\nZTwvcD4=\n--b--\n--a--\n";
        assert_eq!(page(mail).map(|document| document.content), Some(Content::Html("<p>page</p>".to_owned())));
        let mail = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nwords\n";
        assert_eq!(page(mail).map(|document| document.content), Some(Content::Text("words\r\n".to_owned())));
        assert_eq!(page("MIME-Version: 1.0\nContent-Type: image/png\n\nx"), None);
    }
}
