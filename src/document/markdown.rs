//! Markdown, converted to the web page that it stands for.
//!
//! The front matter (a block of `name: value` lines between `---`) becomes the page's metadata, so that a text from a
//! site generator gets the date and title of its page.

use pulldown_cmark::{Options, Parser, html};

use super::decode::{CharsetHints, Markup, decode};
use super::field::{Field, field_of};
use super::sink::DocumentSink;
use super::{Content, Transport};

/// Passes on a Markdown text.
pub(super) fn document(sink: &mut DocumentSink<'_>, bytes: &[u8], mut transport: Transport) {
    let hints = CharsetHints { content_type: transport.content_type.as_deref(), url: transport.url.as_deref() };
    let decoded = decode(bytes, Markup::Plain, hints);
    let warnings = decoded.warnings();
    let (matter, text) = front_matter(&decoded.text);
    let mut page = String::from("<!DOCTYPE html><html><head><meta charset=\"utf-8\">");
    for (name, value) in matter {
        let Some((field, _)) = field_of(name) else { continue };
        let meta = match field {
            Field::Authors => "author",
            Field::Date => "article:published_time",
            Field::Language => "content-language",
            Field::Outlet => "og:site_name",
            Field::Section => "article:section",
            Field::Title => "og:title",
            Field::Url => {
                transport.url = transport.url.or_else(|| Some(value.to_owned()));
                continue;
            }
            Field::Actors | Field::Body | Field::Collected | Field::Html | Field::Id => continue,
        };
        let attribute = if meta.contains(':') { "property" } else { "name" };
        page.push_str(&format!("<meta {attribute}=\"{meta}\" content=\"{}\">", escaped(value)));
    }
    page.push_str("</head><body><article>\n");
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    html::push_html(&mut page, Parser::new_ext(text, options));
    page.push_str("</article></body></html>\n");
    sink.document(Content::Html(page), transport, warnings);
}

/// The names and values of the front matter, and the text after it.
fn front_matter(text: &str) -> (Vec<(&str, &str)>, &str) {
    let text = text.trim_start_matches('\u{feff}');
    let fence = text.lines().next().map(str::trim_end).filter(|line| matches!(*line, "---" | "+++"));
    let Some(fence) = fence else { return (Vec::new(), text) };
    let mut matter = Vec::new();
    let mut at = 0;
    for (n, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        let line = line.trim();
        if n == 0 {
            continue;
        }
        if line == fence {
            return (matter, text.get(at..).unwrap_or_default());
        }
        let pair = line.split_once(if fence == "---" { ':' } else { '=' });
        if let Some((name, value)) = pair {
            matter.push((name.trim(), value.trim().trim_matches(['"', '\'', '[', ']'])));
        }
    }
    (Vec::new(), text)
}

fn escaped(value: &str) -> String {
    value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::front_matter;

    #[test]
    fn front_matter_is_read_only_where_it_ends() {
        let (matter, text) = front_matter("---\ntitle: \"A: b\"\ndate: 2025-01-02\n---\n# A\n");
        assert_eq!(matter, [("title", "A: b"), ("date", "2025-01-02")]);
        assert_eq!(text, "# A\n");
        assert_eq!(front_matter("---\ntitle: a\n"), (Vec::new(), "---\ntitle: a\n"));
        assert_eq!(front_matter("A text"), (Vec::new(), "A text"));
    }
}
