//! Detecting the format of a file: by its content, and by its name if the content is ambiguous.

use super::decode::{find, sketch};
use super::limits::MAX_PREAMBLE_BYTES;
use super::{mbox, news_xml, references, sqlite, table, zstd};

/// The formats of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Arc,
    /// Neither text nor a container of texts; with a description, if known.
    Binary(&'static str),
    Empty,
    Feed,
    Gzip,
    Html,
    Json,
    JsonLines,
    Markdown,
    Mbox,
    Mhtml,
    NewsXml,
    Parquet,
    Pdf,
    References,
    RichText,
    Sqlite,
    /// A list of addresses, not of articles.
    Sitemap,
    /// A table with this delimiter.
    Table(u8),
    Text,
    Warc,
    /// A page that Safari saved.
    WebArchive,
    Zip,
    Zstd,
}

impl Format {
    /// The short name that people know, in any language. Readers of several formats say themselves which one it is.
    pub(super) fn name(self) -> &'static str {
        match self {
            Format::Arc => "ARC",
            Format::Binary(what) => what,
            Format::Empty | Format::Text => "TXT",
            Format::Feed => "RSS/Atom",
            Format::Gzip => "GZIP",
            Format::Html => "HTML",
            Format::Json => "JSON",
            Format::JsonLines => "JSON Lines",
            Format::Markdown => "Markdown",
            Format::Mbox => "MBOX",
            Format::Mhtml => "MHTML",
            Format::NewsXml | Format::Sitemap => "XML",
            Format::Parquet => "Parquet",
            Format::Pdf => "PDF",
            Format::References => "RIS",
            Format::RichText => "RTF",
            Format::Sqlite => "SQLite",
            Format::Table(b'\t') => "TSV",
            Format::Table(_) => "CSV",
            Format::Warc => "WARC",
            Format::WebArchive => "WebArchive",
            Format::Zip => "ZIP",
            Format::Zstd => "ZSTD",
        }
    }
}

/// The bytes before the beginning of a PDF.
const MAX_BEFORE_PDF: usize = 1_024;

/// Signatures of files without text, with descriptions.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x00\x00\x01\x00", "an icon"),
    (b"\x00asm", "WebAssembly"),
    (b"\x1bLua", "a program"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"BZh", "bzip2 data"),
    (b"GIF8", "a picture"),
    (b"ID3", "a sound"),
    (b"MZ", "a program"),
    (b"OggS", "a sound"),
    (b"RIFF", "a sound or picture"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old office document"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\xff\xd8\xff", "a picture"),
    (b"wOF2", "a font"),
];

/// Detects the format of a file with this name and beginning.
pub(super) fn detect(name: &str, head: &[u8]) -> Format {
    if head.trim_ascii().is_empty() {
        return Format::Empty;
    }
    if head.starts_with(b"\x1f\x8b") {
        return Format::Gzip;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Format::Zip;
    }
    if zstd::is_packed(head) {
        return Format::Zstd;
    }
    if head.starts_with(b"WARC/") {
        return Format::Warc;
    }
    if head.trim_ascii_start().starts_with(b"{\\rtf") {
        return Format::RichText;
    }
    if head.starts_with(sqlite::MAGIC) {
        return Format::Sqlite;
    }
    if head.starts_with(b"PAR1") {
        return Format::Parquet;
    }
    // A few bytes may stand before the beginning.
    if find(head.get(..head.len().min(MAX_BEFORE_PDF)).unwrap_or_default(), b"%PDF-")
        .is_some_and(|at| at == 0 || has_controls(head))
    {
        return Format::Pdf;
    }
    if head.starts_with(b"bplist00") {
        return Format::WebArchive;
    }
    if head.starts_with(b"filedesc://") {
        return Format::Arc;
    }
    let is_signature = |signature: &[u8]| match signature {
        // Some texts begin with these two letters too; a program continues with bytes that no text contains.
        b"MZ" | b"BZh" | b"ID3" => head.starts_with(signature) && has_controls(head),
        signature => head.starts_with(signature),
    };
    if let Some((_, what)) = SIGNATURES.iter().find(|(signature, _)| is_signature(signature)) {
        return Format::Binary(what);
    }
    let text = sketch(head);
    if has_controls(text.as_bytes()) {
        return Format::Binary("a binary file");
    }
    let extension = extension(name);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.is_empty() {
        return Format::Empty;
    }
    // A saved page in a MIME message has its markup near the beginning, too.
    if mbox::is_mailbox(text) {
        return Format::Mbox;
    }
    if references::is_list(text) {
        return Format::References;
    }
    of_headers(text, &extension)
        .or_else(|| of_markup(text, &extension))
        .or_else(|| of_json(text, &extension))
        .or_else(|| of_table(text.as_bytes(), &extension))
        .unwrap_or(match extension.as_str() {
            "markdown" | "md" => Format::Markdown,
            "htm" | "html" | "xhtml" => Format::Html,
            "jsonl" | "ndjson" => Format::JsonLines,
            "json" => Format::Json,
            _ => Format::Text,
        })
}

/// The part of the name after its last dot, in lower case.
pub(super) fn extension(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
}

/// Whether there are control characters that no text contains: zero bytes, or more than a few others.
fn has_controls(head: &[u8]) -> bool {
    let is_control = |byte: u8| matches!(byte, 1..=8 | 14..=26 | 28..=31 | 127);
    // Counted in small blocks, which the compiler turns into vector instructions.
    let count = |is: &dyn Fn(&[u8]) -> u8| head.chunks(255).map(|chunk| usize::from(is(chunk))).sum::<usize>();
    let n_zeros = count(&|chunk| chunk.iter().map(|byte| u8::from(*byte == 0)).sum());
    let n_controls = count(&|chunk| chunk.iter().map(|byte| u8::from(is_control(*byte))).sum());
    n_zeros * 1_000 > head.len() || n_controls * 50 > head.len()
}

fn of_markup(text: &str, extension: &str) -> Option<Format> {
    if !text.starts_with('<') {
        // A page may begin with a line of words, a stray byte or a comment of its server.
        let lower = text.get(..text.floor_char_boundary(MAX_PREAMBLE_BYTES))?.to_ascii_lowercase();
        let is_page = ["<!doctype html", "<html", "<head>", "<body"].iter().any(|tag| lower.contains(tag));
        return (is_page && extension != "md").then_some(Format::Html);
    }
    let root = root_element(text);
    let local = root.rsplit(':').next().unwrap_or_default();
    match local {
        "rdf" if text.contains("zotero.org/namespaces/export") => Some(Format::NewsXml),
        "channel" | "feed" | "rdf" | "rss" => Some(Format::Feed),
        name if news_xml::is_root(name) => Some(Format::NewsXml),
        "sitemapindex" | "urlset" => Some(Format::Sitemap),
        "" => matches!(extension, "htm" | "html" | "xhtml" | "xml").then_some(Format::Html),
        _ if matches!(extension, "atom" | "rdf" | "rss") => Some(Format::Feed),
        _ if !root.starts_with(|c: char| c.is_ascii_alphabetic()) => None,
        _ if root.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(&byte)) => Some(Format::Html),
        _ => None,
    }
}

/// The name of the first element, in lower case, after declarations and comments.
fn root_element(text: &str) -> String {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!") {
            if rest.get(..14).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype html")) {
                return "html".to_owned();
            }
            match (rest.find('['), rest.find('>')) {
                (Some(subset), Some(end)) if subset < end => "]>",
                _ => ">",
            }
        } else {
            let Some(name) = rest.strip_prefix('<') else { return String::new() };
            let end = name.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(name.len());
            return name.get(..end).unwrap_or_default().to_ascii_lowercase();
        };
        match rest.find(end).and_then(|at| rest.get(at + end.len()..)) {
            Some(after) => rest = after,
            None => return String::new(),
        }
    }
}

fn of_json(text: &str, extension: &str) -> Option<Format> {
    let is_lines = || {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let first = lines.next().unwrap_or_default();
        first.ends_with('}') && lines.next().is_some_and(|line| line.starts_with('{'))
    };
    let after = text.get(1..).unwrap_or_default().trim_start();
    if text.starts_with('{') {
        let is_json = after.starts_with(['"', '}']);
        return match extension {
            "jsonl" | "ndjson" => Some(Format::JsonLines),
            _ if is_json && is_lines() => Some(Format::JsonLines),
            "json" => Some(Format::Json),
            _ => is_json.then_some(Format::Json),
        };
    }
    if text.starts_with('[') && extension != "jsonl" && extension != "ndjson" {
        return (after.starts_with('{') || extension == "json").then_some(Format::Json);
    }
    None
}

/// A mail, or a page saved as one, begins with header lines.
fn of_headers(text: &str, extension: &str) -> Option<Format> {
    let end = text.find("\n\n").or_else(|| text.find("\r\n\r\n")).unwrap_or(text.len());
    let headers = text.get(..end)?.to_ascii_lowercase();
    let has =
        |name: &str| headers.starts_with(name) || find(headers.as_bytes(), format!("\n{name}").as_bytes()).is_some();
    let is_mime = has("mime-version:") && has("content-type:");
    let is_named = matches!(extension, "eml" | "mht" | "mhtml") && has("content-type:");
    (is_mime || is_named).then_some(Format::Mhtml)
}

fn of_table(head: &[u8], extension: &str) -> Option<Format> {
    match extension {
        "csv" => Some(Format::Table(table::delimiter(head).unwrap_or(b','))),
        "tab" | "tsv" => Some(Format::Table(b'\t')),
        _ => table::delimiter(head).filter(|delimiter| table::has_header(head, *delimiter)).map(Format::Table),
    }
}
