//! The visible text of a page with its furniture, as people copy it.

/// Elements whose text is not shown, or not as a part of the page.
const UNSEEN: &[&str] = &["iframe", "noscript", "script", "style", "svg", "template", "title"];

/// Elements that stand within a line.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "img", "input", "ins",
    "kbd", "label", "mark", "nobr", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
];

/// The title of a page, and then its text, with each block on a line of its own.
pub fn text_of_page(html: &str) -> String {
    let mut lines = vec![String::new()];
    let mut line = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        line.push_str(before);
        let is_end = after.starts_with('/');
        let name = after.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        rest = match after.strip_prefix("!--") {
            Some(comment) => comment.split_once("-->").map_or("", |(_, rest)| rest),
            None => after_tag(after),
        };
        if name.is_empty() || INLINE.contains(&name.as_str()) {
            continue;
        }
        end_line(&mut line, &mut lines);
        if UNSEEN.contains(&name.as_str()) && !is_end {
            let end = format!("</{name}");
            let at = rest.as_bytes().windows(end.len()).position(|tag| tag.eq_ignore_ascii_case(end.as_bytes()));
            let (unseen, after) = rest.split_at(at.unwrap_or(rest.len()));
            if name == "title" && lines[0].is_empty() {
                lines[0] = one_line(unseen);
            }
            rest = after;
        }
    }
    line.push_str(rest);
    end_line(&mut line, &mut lines);
    lines.join("\n\n")
}

/// The text behind the end of a tag; a `>` in the value of an attribute is none. A quotation mark opens a value only
/// behind an equals sign.
fn after_tag(text: &str) -> &str {
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return &text[at + 1..],
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    text.split_once('>').map_or("", |(_, rest)| rest)
}

fn end_line(line: &mut String, lines: &mut Vec<String>) {
    let text = one_line(line);
    line.clear();
    if !text.is_empty() {
        lines.push(text);
    }
}

fn one_line(html: &str) -> String {
    htmlize::unescape(html).split_whitespace().collect::<Vec<_>>().join(" ")
}
