//! Pages that arrive in pieces: a server streams parts of a page as hidden elements, which a script moves to their places.
//!
//! React marks a piece as `<div hidden id="S:1f">` and its place as `<template id="B:1f">` or `<template id="P:1f">`. Every
//! framework that renders on the server with it does so, and what the pieces hold is the article itself.

use std::borrow::Cow;
use std::collections::HashMap;

/// The most pieces that are put in their places.
const MAX_PIECES: usize = 2_000;

/// Pieces nested deeper than this stay where they are.
const MAX_DEPTH: usize = 16;

/// A piece of a page.
struct StreamedPiece<'s> {
    /// Where its element begins in the source, and where it ends.
    start: usize,
    end: usize,
    /// What the element holds.
    content: &'s str,
}

/// The page with its streamed pieces in their places; the source itself if it has none.
pub(super) fn assembled(source: &str) -> Cow<'_, str> {
    let pieces = pieces(source);
    if pieces.is_empty() {
        return Cow::Borrowed(source);
    }
    let mut assembly = PieceWriter { by_name: HashMap::new(), is_placed: vec![false; pieces.len()], pieces: &pieces };
    for (index, (name, _)) in pieces.iter().enumerate() {
        assembly.by_name.entry(name).or_insert(index);
    }
    // The source between the pieces; after each part a piece stands that has no place of its own.
    let mut parts = Vec::with_capacity(pieces.len() + 1);
    let mut from = 0;
    for end in pieces.iter().map(|(_, piece)| piece.start).chain([source.len()]) {
        let mut part = String::with_capacity(end - from);
        assembly.write(&source[from..end], 0, &mut part);
        from = pieces.get(parts.len()).map_or(end, |(_, piece)| piece.end);
        parts.push(part);
    }
    for index in 0..pieces.len() {
        if !assembly.is_placed[index] {
            assembly.is_placed[index] = true;
            let mut content = String::new();
            assembly.write(pieces[index].1.content, 1, &mut content);
            parts[index].push_str(&content);
        }
    }
    Cow::Owned(parts.concat())
}

/// The place of the next `id="S:`. Most pages have none, and one letter is found faster than several.
fn next_mark(source: &str, from: usize) -> Option<usize> {
    let letters = source.get(from..)?.match_indices('S').map(|(at, _)| from + at);
    let marks = letters.filter(|at| source[at + 1..].starts_with(':'));
    marks.filter_map(|at| source[..at].strip_suffix("id=\"").map(str::len)).find(|at| *at >= from)
}

/// The pieces of a page in order, by their names.
fn pieces(source: &str) -> Vec<(&str, StreamedPiece<'_>)> {
    let mut pieces = Vec::new();
    let mut from = 0;
    while let Some(at) = next_mark(source, from) {
        from = at + 1;
        let name_start = at + "id=\"S:".len();
        let Some(name) = source[name_start..].split('"').next() else { break };
        let is_name = (1..=6).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        let Some(start) = source[..at].rfind('<') else { continue };
        if !is_name || !source[start..at].starts_with("<div hidden") || source[start..at].contains('>') {
            continue;
        }
        let Some(open_end) = source[name_start..].find('>').map(|end| name_start + end + 1) else { break };
        let Some(end) = end_of_piece(source, open_end) else { continue };
        pieces.push((name, StreamedPiece { start, end, content: &source[open_end..end - "</div>".len()] }));
        from = end;
        if pieces.len() >= MAX_PIECES {
            break;
        }
    }
    pieces
}

/// Where the element of a piece ends: before the script that moves it.
fn end_of_piece(source: &str, from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(found) = source[at..].find("</div><script").map(|found| at + found) {
        let script = found + "</div><script".len();
        let code = source[script..].find('>').map(|end| script + end + 1)?;
        if source[code..].starts_with("$R") {
            return Some(found + "</div>".len());
        }
        at = script;
    }
    None
}

struct PieceWriter<'p, 's> {
    pieces: &'p [(&'s str, StreamedPiece<'s>)],
    by_name: HashMap<&'s str, usize>,
    is_placed: Vec<bool>,
}

impl PieceWriter<'_, '_> {
    /// Writes a part of the source with the pieces that have their places in it.
    fn write(&mut self, part: &str, depth: usize, out: &mut String) {
        let mut from = 0;
        while let Some(at) = part[from..].find("<template id=\"").map(|at| from + at) {
            let place = &part[at + "<template id=\"".len()..];
            let name =
                place.strip_prefix("B:").or_else(|| place.strip_prefix("P:")).and_then(|place| place.split('"').next());
            let index = name.and_then(|name| self.by_name.get(name).copied());
            let end = part[at..].find("</template>").map_or(part.len(), |end| at + end + "</template>".len());
            match index.filter(|index| depth < MAX_DEPTH && !self.is_placed[*index]) {
                Some(index) => {
                    out.push_str(&part[from..at]);
                    self.is_placed[index] = true;
                    let content = self.pieces[index].1.content;
                    self.write(content, depth + 1, out);
                }
                None => out.push_str(&part[from..end]),
            }
            from = end;
        }
        out.push_str(&part[from..]);
    }
}

#[cfg(test)]
mod tests {
    use super::assembled;

    #[test]
    fn pieces_come_to_their_places() {
        let page = r#"<main><h1>Rates</h1><template id="B:0"></template><p>End</p></main><div hidden id="S:0"><div><p>One</p><template id="P:1f"></template></div></div><script>$RC("B:0","S:0")</script><div hidden id="S:1f"><p>Two</p></div><script nonce="x">$RS("S:1f","P:1f")</script></body>"#;
        let expected = r#"<main><h1>Rates</h1><div><p>One</p><p>Two</p></div><p>End</p></main><script>$RC("B:0","S:0")</script><script nonce="x">$RS("S:1f","P:1f")</script></body>"#;
        assert_eq!(assembled(page), expected);
    }

    #[test]
    fn a_piece_without_a_place_is_shown_where_it_is() {
        let page = r#"<main></main><div hidden id="S:0"><p>One</p></div><script>$RC("B:0","S:0")</script>"#;
        assert_eq!(assembled(page), r#"<main></main><p>One</p><script>$RC("B:0","S:0")</script>"#);
    }

    #[test]
    fn other_pages_stay_as_they_are() {
        for page in
            [r#"<div hidden id="S:0">x"#, r#"<p id="S:0">x</p>"#, "", r#"<div hidden id="S:zz">a</div><script>$R"#]
        {
            assert_eq!(assembled(page), page);
        }
    }
}
