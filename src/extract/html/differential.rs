//! The parser against html5ever, which follows the HTML standard to the letter.
//!
//! Both must give the same lines: the words between block elements, each with the block elements around them, in
//! document order. The extraction relies on nothing else of a tree but attributes. Left out of the comparison:
//!
//! - `html`, `head`, `body`, `tbody` and `colgroup`, which the standard adds where the source has none;
//! - inline elements: the standard opens formatting elements again after a wrong nesting, also in a heading, which the
//!   next heading does not end then;
//! - words directly in a table or a row, which the standard moves before the table;
//! - a `form` inside a form, a `frameset`, and the content of `template`, which the standard drops or keeps apart;
//! - elements that are nested more than 512 deep, which the parser makes siblings.

use std::fs;
use std::path::Path;

use html5ever::driver::ParseOpts;
use html5ever::parse_document;
use html5ever::tendril::TendrilSink as _;
use html5ever::tree_builder::TreeBuilderOpts;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use proptest::prelude::*;

use super::parse::parse;
use super::tag::Tag;
use super::tree::{NodeContent, Tree};

/// The words of a page in lines, each after the names of the block elements around it.
#[derive(Default)]
struct Lines {
    blocks: Vec<Tag>,
    words: String,
    lines: Vec<String>,
}

impl Lines {
    fn end_line(&mut self) {
        let words = std::mem::take(&mut self.words);
        let words: Vec<&str> = words.split_whitespace().collect();
        if !words.is_empty() {
            self.lines.push(format!("{:?}: {}", self.blocks, words.join(" ")));
        }
    }

    /// Enters an element; whether it has to be left again.
    fn enter(&mut self, tag: Tag) -> bool {
        if tag == Tag::Br {
            self.end_line();
        }
        let is_block = tag.is_block() && !matches!(tag, Tag::Html | Tag::Head | Tag::Body | Tag::Tbody);
        if is_block {
            self.end_line();
            self.blocks.push(tag);
        }
        is_block
    }

    fn leave(&mut self) {
        self.end_line();
        self.blocks.pop();
    }
}

/// Whether the content of an element is not compared.
fn is_left_out(tag: Tag) -> bool {
    matches!(tag, Tag::Script | Tag::Style | Tag::Template)
}

/// The lines of a page as the parser reads it.
fn lines_of(html: &str) -> Vec<String> {
    let tree: Tree<'_> = parse(html);
    let mut lines = Lines::default();
    let mut ends = Vec::new();
    let mut node = 1;
    while node < tree.len() {
        while ends.last().is_some_and(|end| *end <= node) {
            ends.pop();
            lines.leave();
        }
        match tree.content(node) {
            NodeContent::Element(tag) if is_left_out(tag) => {
                node = tree.subtree(node).end;
                continue;
            }
            NodeContent::Element(tag) => {
                if lines.enter(tag) {
                    ends.push(tree.subtree(node).end);
                }
            }
            NodeContent::Text(text) => lines.words.push_str(text),
        }
        node += 1;
    }
    ends.iter().for_each(|_| lines.leave());
    lines.end_line();
    lines.lines
}

/// The lines of a page as html5ever reads it.
fn lines_of_standard(html: &str) -> Vec<String> {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let page = parse_document(RcDom::default(), options).one(html);
    let mut lines = Lines::default();
    visit(&page.document, &mut lines);
    lines.end_line();
    lines.lines
}

fn visit(node: &Handle, lines: &mut Lines) {
    match &node.data {
        NodeData::Element { name, .. } if is_left_out(Tag::from_name(&name.local)) => {}
        NodeData::Element { name, .. } => {
            let is_block = lines.enter(Tag::from_name(&name.local));
            node.children.borrow().iter().for_each(|child| visit(child, lines));
            if is_block {
                lines.leave();
            }
        }
        NodeData::Text { contents } => lines.words.push_str(&contents.borrow()),
        _ => node.children.borrow().iter().for_each(|child| visit(child, lines)),
    }
}

#[test]
fn the_pages_of_the_project_have_the_lines_of_the_standard() {
    let mut n_pages = 0;
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "html") {
                let page = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
                assert_eq!(lines_of(&page), lines_of_standard(&page), "{}", path.display());
                n_pages += 1;
            }
        }
    }
    assert!(n_pages > 20, "{n_pages} pages");
}

/// Elements that the standard opens again after a wrong nesting.
const FORMATTING: [&str; 9] = ["a", "b", "big", "code", "em", "font", "i", "small", "strong"];

/// Pieces of pages: start tags, end tags, words and what stands between them. Either headings or formatting elements: one
/// that is opened again in a heading keeps the next heading from ending it.
fn piece(has_headings: bool) -> impl Strategy<Value = String> {
    let headings = ["h1", "h2", "h6"];
    let blocks = [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "header",
        "hgroup",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
    ];
    let inline = ["abbr", "cite", "q", "span", "time", "x-y"];
    let others: &[&str] = if has_headings { &headings } else { &FORMATTING };
    let block = prop::sample::select(blocks.to_vec());
    let inline = prop::sample::select(inline.to_vec());
    let name = prop_oneof![3 => block, 1 => inline, 2 => prop::sample::select(others.to_vec())];
    let other = [
        "<br>",
        "<hr>",
        "<img src=a>",
        "<wbr>",
        "<!-- a > b -->",
        "<!-->",
        "<?php a ?>",
        "</ a>",
        "<!x>",
        "&amp;",
        "&eacute;",
        "&lt",
        "&#x41;",
        "&nosuch;",
        " ",
        "\n",
        "<script>a < b</script>",
        "<style></p></style>",
        "< ",
        "<textarea></p>a</textarea>",
        "< a",
        "1 < 2",
        "<p a='>' b=\"<\" c=/d>",
        "<DIV>",
        "</Div >",
        "<li/>",
    ];
    prop_oneof![
        4 => name.clone().prop_map(|name| format!("<{name}>")),
        3 => name.prop_map(|name| format!("</{name}>")),
        3 => "[a-z]{1,3}",
        1 => prop::sample::select(other.to_vec()).prop_map(str::to_owned),
    ]
}

/// A run of pieces.
fn soup(most: usize) -> impl Strategy<Value = String> {
    let pieces = any::<bool>().prop_flat_map(move |has_headings| prop::collection::vec(piece(has_headings), 0..most));
    pieces.prop_map(|pieces| pieces.concat())
}

/// A table whose end tags may be missing, with a run of pieces in each cell.
fn table() -> impl Strategy<Value = String> {
    let end = |tag: &'static str| prop::sample::select(vec!["", tag]);
    let cell = (prop::sample::select(vec!["td", "th"]), soup(6), any::<bool>()).prop_map(|(tag, content, ends)| {
        let end = if ends { format!("</{tag}>") } else { String::new() };
        format!("<{tag}>{content}{end}")
    });
    let row = (prop::collection::vec(cell, 1..4), end("</tr>"))
        .prop_map(|(cells, end)| format!("<tr>{}{end}", cells.concat()));
    let part = prop::sample::select(vec!["", "<tbody>", "<thead>"]);
    let caption = prop::sample::select(vec!["", "<caption>Towns</caption>"]);
    (soup(5), caption, part, prop::collection::vec(row, 1..4), soup(5)).prop_map(
        |(before, caption, part, rows, after)| {
            format!("{before}<table>{caption}{part}{}</table>{after}", rows.concat())
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn tags_in_any_order_give_the_lines_of_the_standard(html in soup(24)) {
        let html = format!("<!DOCTYPE html><body>{html}");
        prop_assert_eq!(lines_of(&html), lines_of_standard(&html), "{}", html);
    }

    #[test]
    fn tables_give_the_lines_of_the_standard(html in table()) {
        let html = format!("<!DOCTYPE html><body>{html}");
        prop_assert_eq!(lines_of(&html), lines_of_standard(&html), "{}", html);
    }
}
