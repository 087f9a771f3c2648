//! The parser: characters of a page to a [`Tree`].
//!
//! It follows the tokenisation and the implied end tags of the HTML standard (WHATWG, sections 13.2.5 and 13.2.6), and
//! `differential.rs` compares it with html5ever. It leaves out what changes no words: formatting elements are not
//! reopened after a wrong nesting, and text in the wrong place of a table stays where it is. In return its time is linear
//! in the length of the page whatever the page is (the standard's own algorithm is quadratic in the depth of the nesting
//! and in the number of attributes), and names, attributes and texts without entities are slices of the source.

use std::borrow::Cow;

use super::tag::{TAGS, Tag, tag_name};
use super::tree::{NodeId, Tree, unescape};

/// The maximum depth: elements nested deeper become children of the element at this depth.
const MAX_DEPTH: usize = 512;

/// The maximum number of open elements that an end tag or an implied end looks through.
const MAX_SEARCH: usize = 512;

/// Parses a page; every input gives a tree.
pub(super) fn parse(source: &str) -> Tree<'_> {
    let mut builder = Builder::new(source);
    let mut rest = source;
    while !rest.is_empty() {
        let Some(open) = rest.find('<') else {
            builder.text(unescape(rest));
            break;
        };
        if open > 0 {
            builder.text(unescape(&rest[..open]));
        }
        rest = markup(&rest[open..], &mut builder);
    }
    builder.finish()
}

/// Reads a construct that starts with `<`, and returns the rest.
fn markup<'s>(source: &'s str, builder: &mut Builder<'s>) -> &'s str {
    let after = &source[1..];
    match after.as_bytes().first() {
        Some(b'!') if after.starts_with("!--") => after_comment(&after[3..]),
        Some(b'!' | b'?') => after_mark(after, '>'),
        Some(b'/') => {
            let name = tag_name(&after[1..]);
            if name.is_empty() {
                return after_mark(after, '>');
            }
            builder.end_tag(name);
            after_mark(&after[1 + name.len()..], '>')
        }
        Some(first) if first.is_ascii_alphabetic() => start_tag(after, builder),
        _ => {
            builder.text(Cow::Borrowed(&source[..1]));
            after
        }
    }
}

fn after_mark(text: &str, mark: char) -> &str {
    text.find(mark).map_or("", |at| &text[at + mark.len_utf8()..])
}

/// The text after a comment whose opening has been read.
fn after_comment(text: &str) -> &str {
    if let Some(rest) = text.strip_prefix('>').or_else(|| text.strip_prefix("->")) {
        return rest;
    }
    let mut from = 0;
    while let Some(at) = text[from..].find("--") {
        let rest = &text[from + at + 2..];
        if let Some(rest) = rest.strip_prefix('>').or_else(|| rest.strip_prefix("!>")) {
            return rest;
        }
        from += at + 1;
    }
    ""
}

fn start_tag<'s>(text: &'s str, builder: &mut Builder<'s>) -> &'s str {
    let name = tag_name(text);
    let tag = Tag::from_name(name);
    let first = builder.tree.n_attributes();
    let mut rest = &text[name.len()..];
    let mut closes_itself = false;
    loop {
        let trimmed = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        closes_itself =
            rest[..rest.len() - trimmed.len()].ends_with('/') || (closes_itself && trimmed.len() == rest.len());
        rest = trimmed;
        if let Some(after) = rest.strip_prefix('>') {
            rest = after;
            break;
        }
        if rest.is_empty() {
            break;
        }
        rest = attribute(rest, &mut builder.tree);
        closes_itself = false;
    }
    builder.start_tag(tag, name, first, closes_itself);
    if tag.is_raw_text() && !(closes_itself && builder.is_foreign()) {
        let length = raw_length(rest, name);
        let raw = &rest[..length];
        if !raw.is_empty() {
            builder.raw(if tag.keeps_entities() { Cow::Borrowed(raw) } else { unescape(raw) });
        }
        rest = &rest[length..];
    }
    rest
}

/// Reads an attribute, which starts with a character other than white space, `/` and `>`.
fn attribute<'s>(text: &'s str, tree: &mut Tree<'s>) -> &'s str {
    let start = text.chars().next().map_or(0, char::len_utf8);
    let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=');
    let name_end = text[start..].find(is_end).map_or(text.len(), |at| start + at);
    let (name, rest) = text.split_at(name_end);
    let Some(value) = rest.trim_ascii_start().strip_prefix('=') else {
        tree.push_attribute(name, "");
        return rest;
    };
    let value = value.trim_ascii_start();
    let (value, rest) = match value.as_bytes().first() {
        Some(quote @ (b'"' | b'\'')) => {
            let value = &value[1..];
            value.split_once(char::from(*quote)).unwrap_or((value, ""))
        }
        _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(value.len())),
    };
    tree.push_attribute(name, value);
    rest
}

/// The length of an element's raw content: up to its end tag, or to the end of the page.
fn raw_length(text: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let after = from + at + 2;
        let found = text.as_bytes().get(after..after + name.len());
        if found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
            let next = text.as_bytes().get(after + name.len());
            if next.is_none_or(|next| next.is_ascii_whitespace() || matches!(next, b'/' | b'>')) {
                return from + at;
            }
        }
        from = after;
    }
    text.len()
}

/// Inserts elements and texts into the tree.
struct Builder<'s> {
    tree: Tree<'s>,
    open: Vec<(NodeId, Tag)>,
    /// The number of open elements with a tag.
    open_count: [u32; TAGS],
    /// Tags of the open elements below [`MAX_DEPTH`].
    too_deep: Vec<Tag>,
    has_body: bool,
}

impl<'s> Builder<'s> {
    fn new(source: &'s str) -> Builder<'s> {
        Builder {
            tree: Tree::new(source),
            open: Vec::with_capacity(64),
            open_count: [0; TAGS],
            too_deep: Vec::new(),
            has_body: false,
        }
    }

    fn finish(mut self) -> Tree<'s> {
        while !self.open.is_empty() {
            self.pop();
        }
        self.tree.end(0);
        self.tree
    }

    fn current(&self) -> Option<Tag> {
        self.open.last().map(|(_, tag)| *tag)
    }

    fn is_open(&self, tag: Tag) -> bool {
        self.open_count[tag as usize] > 0
    }

    /// Whether the current position is inside a drawing or a formula.
    fn is_foreign(&self) -> bool {
        self.is_open(Tag::Svg) || self.is_open(Tag::Math)
    }

    /// The innermost open element.
    fn parent(&self) -> NodeId {
        self.open.last().map_or(0, |(parent, _)| *parent)
    }

    fn pop(&mut self) {
        if let Some((node, tag)) = self.open.pop() {
            self.tree.end(node);
            self.open_count[tag as usize] = self.open_count[tag as usize].saturating_sub(1);
        }
    }

    fn pop_through(&mut self, index: usize) {
        self.too_deep.clear();
        while self.open.len() > index {
            self.pop();
        }
    }

    /// The innermost open element that `wanted` accepts, unless `barrier` accepts one inside it.
    fn find_open(&self, wanted: impl Fn(Tag) -> bool, barrier: impl Fn(Tag) -> bool) -> Option<usize> {
        for (index, (_, tag)) in self.open.iter().enumerate().rev().take(MAX_SEARCH) {
            if wanted(*tag) {
                return Some(index);
            }
            if barrier(*tag) {
                return None;
            }
        }
        None
    }

    fn text(&mut self, text: Cow<'s, str>) {
        if self.current() == Some(Tag::Head) && !text.trim().is_empty() {
            self.pop();
        }
        self.raw(text);
    }

    /// The content of a raw element, which it closes.
    fn raw(&mut self, text: Cow<'s, str>) {
        let parent = self.parent();
        self.tree.push_text(parent, text);
    }

    fn start_tag(&mut self, tag: Tag, name: &'s str, first_attribute: usize, closes_itself: bool) {
        match tag {
            Tag::Html => {
                self.tree.set_page_attributes(first_attribute);
                return;
            }
            Tag::Body if self.has_body => return,
            Tag::Head if self.has_body || self.is_open(Tag::Head) => return,
            _ => {}
        }
        if self.current() == Some(Tag::Head) && !tag.is_head_content() {
            self.pop();
        }
        self.has_body |= tag == Tag::Body;
        if !self.is_foreign() {
            self.imply_ends(tag);
        }
        let parent = self.parent();
        let node = self.tree.push_element(parent, tag, name, first_attribute);
        if tag.is_void() || (closes_itself && (self.is_foreign() || tag == Tag::Svg)) {
            return;
        }
        if self.open.len() >= MAX_DEPTH {
            self.too_deep.push(tag);
        } else {
            self.open.push((node, tag));
            self.open_count[tag as usize] += 1;
        }
    }

    /// Closes the elements that this start tag ends.
    fn imply_ends(&mut self, tag: Tag) {
        use Tag::*;
        if tag.closes_paragraph() && self.is_open(P) {
            self.close(|open| open == P, |open| open.is_scope() || open == Button);
        }
        match tag {
            H1 | H2 | H3 | H4 | H5 | H6 if self.current().is_some_and(|open| open.heading_level().is_some()) => {
                self.pop_through(self.open.len() - 1);
            }
            Li if self.is_open(Li) => {
                let barrier = |open: Tag| open.is_block() && !matches!(open, Address | Div | P | Li);
                self.close(|open| open == Li, barrier);
            }
            Dd | Dt if self.is_open(Dd) || self.is_open(Dt) => {
                let barrier = |open: Tag| open.is_block() && !matches!(open, Address | Div | P | Dd | Dt);
                self.close(|open| matches!(open, Dd | Dt), barrier);
            }
            Option | Optgroup if self.is_open(Option) => self.close(|open| open == Option, Tag::is_block_but_option),
            Tr if self.is_open(Tr) => self.close(|open| open == Tr, |open| open == Table),
            Td | Th if self.is_open(Td) || self.is_open(Th) => {
                self.close(|open| matches!(open, Td | Th), |open| open == Table);
            }
            Tbody | Thead | Tfoot => {
                self.close(|open| matches!(open, Tbody | Thead | Tfoot | Caption | Colgroup), |open| open == Table);
            }
            A if self.is_open(A) => self.close(|open| open == A, |open| open.is_block()),
            Button if self.is_open(Button) => self.close(|open| open == Button, Tag::is_scope),
            _ => {}
        }
    }

    fn close(&mut self, wanted: impl Fn(Tag) -> bool, barrier: impl Fn(Tag) -> bool) {
        if let Some(index) = self.find_open(wanted, barrier) {
            self.pop_through(index);
        }
    }

    fn end_tag(&mut self, name: &'s str) {
        let tag = Tag::from_name(name);
        if self.too_deep.last() == Some(&tag) {
            self.too_deep.pop();
            return;
        }
        match tag {
            Tag::Body | Tag::Html => return,
            Tag::Br => {
                let none = self.tree.n_attributes();
                return self.start_tag(Tag::Br, "", none, false);
            }
            Tag::P if !self.is_foreign() => {
                let is_barrier = |open: Tag| open.is_scope() || open == Tag::Button;
                let index = self.find_open(|open| open == Tag::P, is_barrier);
                if index.is_none() {
                    // An end tag without a paragraph is an empty one, which ends the line.
                    let none = self.tree.n_attributes();
                    self.start_tag(Tag::P, "", none, false);
                }
                if let Some(index) = index.or(self.open.len().checked_sub(1)) {
                    self.pop_through(index);
                }
                return;
            }
            _ if tag.heading_level().is_none() && !self.is_open(tag) => return,
            _ => {}
        }
        let index = match tag {
            Tag::Other => {
                let open = self.open.iter().enumerate().rev().take(MAX_SEARCH);
                let mut same_name = open
                    .take_while(|(_, (_, tag))| !tag.is_block() && !tag.is_scope())
                    .filter(|(_, (node, tag))| *tag == Tag::Other && self.tree.has_name(*node, name));
                same_name.next().map(|(index, _)| index)
            }
            Tag::Table => self.find_open(|open| open == tag, |_| false),
            Tag::Li => self.find_open(|open| open == tag, |open| open.is_scope() || matches!(open, Tag::Ol | Tag::Ul)),
            Tag::Td | Tag::Th | Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Caption => {
                self.find_open(|open| open == tag, |open| open == Tag::Table)
            }
            _ if tag.heading_level().is_some() => self.find_open(|open| open.heading_level().is_some(), Tag::is_scope),
            _ if tag.is_block() || tag.is_scope() => self.find_open(|open| open == tag, Tag::is_scope),
            _ => self.find_open(|open| open == tag, |open| open.is_block() || open.is_scope()),
        };
        if let Some(index) = index {
            self.pop_through(index);
        }
    }
}

impl Tag {
    fn is_block_but_option(self) -> bool {
        self.is_block() && self != Tag::Option
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::parse;
    use crate::extract::html::tag::Tag;
    use crate::extract::html::tree::{NodeContent, Tree};

    /// The tree as nested names and texts.
    fn shape(tree: &Tree<'_>) -> String {
        let mut out = String::new();
        let mut ends = Vec::new();
        for node in 1..tree.len() {
            while ends.last().is_some_and(|end| *end <= node) {
                ends.pop();
                out.push(')');
            }
            match tree.content(node) {
                NodeContent::Element(_) => {
                    out.push_str(&format!("{}(", tree.name(node)));
                    ends.push(tree.subtree(node).end);
                }
                NodeContent::Text(text) => out.push_str(&format!("[{text}]")),
            }
        }
        out.push_str(&")".repeat(ends.len()));
        out
    }

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(shape(&parse(html)), expected, "{html}");
    }

    #[test]
    fn end_tags_that_are_left_out_are_implied() {
        check("<p>a<p>b<div>c</div>", "p([a])p([b])div([c])");
        check("<ul><li>a<li>b<ul><li>c</ul></ul>", "ul(li([a])li([b]ul(li([c]))))");
        check("<table><tr><td>a<td>b<tr><td>c</table>d", "table(tr(td([a])td([b]))tr(td([c])))[d]");
        check("<h1>a<h2>b</h2>", "h1([a])h2([b])");
    }

    #[test]
    fn end_tags_without_a_start_are_passed_over() {
        check("<div>a</span>b</p></div></div>c", "div([a][b]())[c]");
        check("<div><td>a</div>b</td></div>", "div(td([a][b]))");
        check("<b><p>a</b>b</p>", "b(p([a][b]))");
    }

    #[test]
    fn raw_content_and_comments_hold_no_tags() {
        check("<script>if (a<b) '</p>'</SCRIPT >x", "script([if (a<b) '</p>'])[x]");
        check("a<!-- <b> -->b<!-->c<!x>d</ >e", "[a][b][c][d][e]");
        check("<title>a &amp; b</title>", "title([a & b])");
        check("1 < 2 &lt; 3", "[1 ][<][ 2 < 3]");
    }

    #[test]
    fn attributes_in_every_notation_are_read() {
        let tree = parse("<a HREF='x &amp; y' data-n=3 hidden id = \"q\"/>t");
        assert_eq!(tree.attribute(1, "href").as_deref(), Some("x & y"));
        assert_eq!(tree.attribute(1, "data-n").as_deref(), Some("3"));
        assert_eq!(tree.attribute(1, "hidden").as_deref(), Some(""));
        assert_eq!(tree.attribute(1, "id").as_deref(), Some("q"));
        assert_eq!(tree.tag(1), Some(Tag::A));
    }

    #[test]
    fn a_page_nested_a_hundred_thousand_deep_is_read_in_linear_time() {
        for tag in ["div", "b", "table", "li", "a", "x-y", "p"] {
            let html = format!("<{tag}>").repeat(100_000) + "core" + &format!("</{tag}>").repeat(100_000) + "end";
            let tree = parse(&html);
            assert_eq!(tree.text_below(0).replace(' ', ""), "coreend", "{tag}");
        }
        let attributes = (0..100_000).map(|n| format!(" a{n}=1")).collect::<String>();
        assert_eq!(parse(&format!("<p{attributes}>x")).attributes(1).len(), 100_000);
        let mixed = "<div><td>".to_owned() + &"<span>".repeat(50_000) + &"</div></b>".repeat(50_000);
        assert!(parse(&mixed).len() > 50_000);
    }

    proptest! {
        #[test]
        fn any_source_has_a_tree_whose_ranges_nest(
            html in "(<[a-z/!]{0,6}|>|</|div|p|li|table|td|script|=|\"|'| |\\PC|&amp;|--){0,60}",
        ) {
            let tree = parse(&html);
            for node in 1..tree.len() {
                let parent = tree.parent(node);
                prop_assert!(parent < node && tree.subtree(node).end <= tree.subtree(parent).end);
            }
        }
    }
}
