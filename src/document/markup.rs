//! The text of a piece of HTML inside a record or a feed.
//!
//! Whole pages are parsed by `extract`. Here a scan over the tags is enough; it takes linear time for any nesting.

use std::borrow::Cow;

use super::limits::MAX_REFERENCE_BYTES;

/// Elements that begin and end a line of text.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// Elements whose text is invisible.
const UNSEEN: &[&str] = &["noscript", "script", "style", "template"];

/// Whether a text is HTML: it contains an end tag or a line break of HTML.
pub(super) fn is_markup(text: &str) -> bool {
    // Searching for single characters is much faster than for words, and most texts contain neither.
    let has = |sign: &&str| text.contains(*sign);
    (text.contains('<') && ["</", "<br", "<p>", "<img"].iter().any(has)) || (text.contains('>') && text.contains("/>"))
}

/// The paragraphs of a piece of HTML, in order.
pub(super) fn paragraphs(html: &str) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let mut line = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tagged) = rest.split_at(at);
        line.push_str(text);
        let Some(tag) = Tag::at_start(tagged) else {
            line.push('<');
            rest = tagged.get(1..).unwrap_or_default();
            continue;
        };
        rest = tag.rest;
        if tag.is_block() {
            end_line(&mut line, &mut paragraphs);
        } else if tag.is_unseen() && !tag.is_end {
            rest = after_end_tag(rest, &tag.name);
        }
    }
    line.push_str(rest);
    end_line(&mut line, &mut paragraphs);
    paragraphs
}

/// The text of a post of WordPress as HTML, and its captions: blank lines part paragraphs, and shortcodes such as
/// `[gallery ids="1,2"]` stand for what other code puts there.
pub(super) fn of_wordpress(text: &str) -> (String, Vec<String>) {
    let mut html = String::with_capacity(text.len());
    let mut captions = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let (before, code) = rest.split_at(at);
        html.push_str(before);
        if let Some(after) = code.strip_prefix("[caption")
            && let Some((inner, after)) = after.split_once("[/caption]")
        {
            let caption = one_line(inner.split_once(']').map_or("", |(_, caption)| caption));
            captions.extend((!caption.is_empty()).then_some(caption));
            rest = after;
            continue;
        }
        let name = code.get(1..).unwrap_or_default().trim_start_matches('/');
        let end = name.find(|c: char| !(c.is_ascii_lowercase() || matches!(c, '_' | '-'))).unwrap_or(name.len());
        const BARE: &[&str] = &["audio", "contact-form", "embed", "gallery", "playlist", "video"];
        // The builders of pages name theirs `vc_row` or `et_pb_section`.
        let is_code_name = |name: &str| BARE.contains(&name) || name.contains('_');
        let is_bare = code.starts_with("[/") || name.get(..end).is_some_and(is_code_name);
        let is_code = end >= 3
            && name.get(end..).is_some_and(|after| {
                after.starts_with(']') && is_bare
                    || after.starts_with(' ')
                        && after.split(']').next().is_some_and(|attributes| attributes.contains('='))
            });
        match code.split_once(']').filter(|_| is_code) {
            Some((_, after)) => rest = after,
            None => {
                html.push('[');
                rest = code.get(1..).unwrap_or_default();
            }
        }
    }
    html.push_str(rest);
    (html.replace("\r\n", "\n").replace("\n\n", "<p>"), captions)
}

/// The words of a piece of HTML on one line.
pub(super) fn one_line(html: &str) -> String {
    paragraphs(html).join(" ")
}

fn end_line(line: &mut String, paragraphs: &mut Vec<String>) {
    let text = unescaped(line).split_whitespace().collect::<Vec<_>>().join(" ");
    line.clear();
    if !text.is_empty() {
        paragraphs.push(text);
    }
}

/// A tag, comment or declaration, and the text after it.
pub(super) struct Tag<'a> {
    /// In lower case; empty for comments and declarations.
    pub(super) name: String,
    pub(super) is_end: bool,
    /// What stands between the name and the `>`.
    pub(super) attributes: &'a str,
    pub(super) rest: &'a str,
}

impl<'a> Tag<'a> {
    /// The tag at the beginning of the text; `None` if its `<` is just a character.
    pub(super) fn at_start(text: &'a str) -> Option<Tag<'a>> {
        let inner = text.strip_prefix('<')?;
        let nameless = |rest: Option<&'a str>| Tag {
            name: String::new(),
            is_end: false,
            attributes: "",
            rest: rest.unwrap_or_default(),
        };
        if let Some(comment) = inner.strip_prefix("!--") {
            return Some(nameless(comment.split_once("-->").map(|(_, rest)| rest)));
        }
        if inner.starts_with(['!', '?']) {
            return Some(nameless(inner.split_once('>').map(|(_, rest)| rest)));
        }
        let named = inner.strip_prefix('/');
        let is_end = named.is_some();
        let named = named.unwrap_or(inner);
        if !named.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = named.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/').unwrap_or(named.len());
        let name = named.get(..end)?.to_ascii_lowercase();
        let attributes = named.get(end..)?;
        let rest = after_attributes(attributes);
        let attributes = attributes.get(..attributes.len() - rest.len())?;
        Some(Tag { name, is_end, attributes, rest })
    }

    /// The value of an attribute, with its references resolved. The name is given in lower case.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes.trim_end_matches('>');
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '=')?;
            let (found, after) = rest.split_at(end);
            let Some(value) = after.trim_start().strip_prefix('=') else {
                rest = after;
                continue;
            };
            let value = value.trim_start();
            let (value, after) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let inner = value.get(1..)?;
                    inner.split_once(quote).unwrap_or((inner, ""))
                }
                _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
            };
            if found.eq_ignore_ascii_case(name) {
                return Some(unescaped(value).into_owned());
            }
            rest = after;
        }
    }

    /// Whether the element begins and ends a line of text.
    pub(super) fn is_block(&self) -> bool {
        BLOCKS.binary_search(&self.name.as_str()).is_ok()
    }

    /// Whether the text of the element is invisible.
    pub(super) fn is_unseen(&self) -> bool {
        UNSEEN.binary_search(&self.name.as_str()).is_ok()
    }
}

/// The text after the `>` of a tag, ignoring any `>` in quoted attributes.
fn after_attributes(text: &str) -> &str {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return text.get(at + 1..).unwrap_or_default(),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    // Unbalanced quotation mark: the tag ends at the first `>` after all.
    text.split_once('>').map_or("", |(_, rest)| rest)
}

/// The text behind the end tag of an element.
pub(super) fn after_end_tag<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some((_, tagged)) = rest.split_once("</") {
        if tagged.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
            return tagged.split_once('>').map_or("", |(_, rest)| rest);
        }
        rest = tagged;
    }
    ""
}

/// Decodes character references (`&amp;`, `&#228;`); unknown ones stay as they are.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let reference =
            after.find(';').filter(|end| *end <= MAX_REFERENCE_BYTES).and_then(|end| after.split_at_checked(end));
        let resolved = reference.and_then(|(name, rest)| Some((character(name)?, rest.get(1..)?)));
        match resolved {
            Some((character, after)) => {
                plain.push_str(&character);
                rest = after;
            }
            None => {
                plain.push('&');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// The meaning of a reference: `amp`, `#228`, `#xe4`. Numbers 128 to 159 are read as Windows-1252.
pub(super) fn character(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else {
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        let reference = format!("&{name};");
        let meaning = htmlize::unescape(reference.as_str());
        // Of a longer name, only the beginning may have a meaning: `&notit;` is `¬it;`.
        let is_whole = meaning != reference && (!meaning.ends_with(';') || name == "semi");
        return is_whole.then(|| Cow::Owned(meaning.into_owned()));
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    if let Ok(byte @ 0x80..=0x9f) = u8::try_from(code) {
        return Some(Cow::Owned(encoding_rs::WINDOWS_1252.decode(&[byte]).0.into_owned()));
    }
    char::from_u32(code).filter(|c| *c != '\0').map(|c| Cow::Owned(c.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(BLOCKS.is_sorted() && UNSEEN.is_sorted());
    }

    #[test]
    fn blocks_part_paragraphs_and_inline_elements_do_not() {
        let html =
            "Intro <b>bold</b>\n text<p class='>'>One<script>no(</p>)</script></p><ul><li>a<li>b</ul>x &lt; &eacute;";
        assert_eq!(paragraphs(html), ["Intro bold text", "One", "a", "b", "x < é"]);
        assert_eq!(one_line("a<p>b<!-- <p> -->c"), "a bc");
    }

    #[test]
    fn only_whole_names_have_a_meaning() {
        let meanings = ["amp", "semi", "AMP", "notit", "nosuch", "", "a&amp", "fjlig"].map(character);
        let expected = [Some("&"), Some(";"), Some("&"), None, None, None, None, Some("fj")];
        assert_eq!(meanings.map(|meaning| meaning.map(Cow::into_owned)), expected.map(|text| text.map(str::to_owned)));
    }

    #[test]
    fn signs_that_are_no_markup_stay() {
        assert_eq!(
            paragraphs("1 < 2 & 3 &nosuch; &#228;&#x2014;&#150;"),
            ["1 < 2 & 3 &nosuch; ä——".replace("——", "—–")]
        );
        assert_eq!(paragraphs("a <b title=\"x>y"), ["a y"]);
    }

    #[test]
    fn a_post_of_wordpress_has_paragraphs_between_blank_lines_and_no_shortcodes() {
        let (html, captions) =
            of_wordpress("[caption id=\"a\"]<img src=x> The quay[/caption]\nOne.\n\nTwo [sic] [gallery ids=\"1\"].");
        assert_eq!(paragraphs(&html), ["One.", "Two [sic] ."]);
        assert_eq!(captions, ["The quay"]);
    }

    #[test]
    fn deep_nesting_is_read() {
        let html = "<div>".repeat(200_000) + "deep";
        assert_eq!(paragraphs(&html), ["deep"]);
    }
}
