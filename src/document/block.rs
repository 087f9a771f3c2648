//! Blocks of text: what the readers of exports and office documents have in common.
//!
//! A text file, a web page, a rich-text or a Word document become a list of blocks, one for each paragraph or line. The
//! rules for an export of a news database are then the same for all of them.

use super::markup::{Tag, after_end_tag, unescaped};

/// The most elements around a text that are kept in its path.
const MAX_PATH: usize = 24;

/// The most open elements of a page that are followed.
const MAX_OPEN: usize = 4_096;

/// How many of the open elements an end tag may close.
const MAX_CLOSED: usize = 64;

/// The blanks before a centred line of a text.
const MIN_INDENT: usize = 8;

/// What a paragraph of an office document is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum TextPlace {
    /// A part of the text.
    #[default]
    Body,
    /// A remark in the margin.
    Comment,
    /// Text that is not shown: struck out, or hidden.
    Hidden,
    /// A footnote or an endnote.
    Note,
    /// A running head or foot: repeated above or below the text on every page.
    Running,
}

impl TextPlace {
    /// The [`TextBlock::path`] of a block at this place.
    fn path(self) -> &'static str {
        match self {
            TextPlace::Body | TextPlace::Note => "",
            TextPlace::Comment => " .comments ",
            TextPlace::Hidden => " dialog ",
            TextPlace::Running => " footer .running ",
        }
    }
}

/// The paragraphs of an office document. A note follows the paragraph that refers to it. What is not part of the text
/// comes last.
#[derive(Debug, Default)]
pub(super) struct PlacedBlocks {
    blocks: Vec<TextBlock>,
    /// Notes of the open paragraph.
    notes: Vec<TextBlock>,
    asides: Vec<TextBlock>,
}

impl PlacedBlocks {
    /// Takes a paragraph. `is_last` says whether no paragraph around it is open.
    pub(super) fn push(&mut self, block: TextBlock, place: TextPlace, is_last: bool) {
        match place {
            _ if block.is_empty() => {}
            TextPlace::Body => self.blocks.push(block),
            TextPlace::Note => self.notes.push(block),
            place => {
                let block = TextBlock { path: place.path().to_owned(), level: 0, is_bold: false, ..block };
                // Running heads are the same on many pages.
                let is_repeated =
                    place == TextPlace::Running && self.asides.iter().rev().take(100).any(|held| *held == block);
                if !is_repeated {
                    self.asides.push(block);
                }
            }
        }
        if is_last {
            self.blocks.append(&mut self.notes);
        }
    }

    /// All paragraphs.
    pub(super) fn finish(mut self) -> Vec<TextBlock> {
        self.blocks.append(&mut self.notes);
        self.blocks.append(&mut self.asides);
        self.blocks
    }
}

/// A paragraph or a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TextBlock {
    /// The words, with single spaces between them.
    pub(super) text: String,
    /// The elements around the beginning of the words, their classes (`.c`) and ids (`#i`): in lower case, with a space
    /// before and after each. Empty outside web pages.
    pub(super) path: String,
    /// Bookmarks and anchors before the words.
    pub(super) marks: Vec<String>,
    /// The level of a heading, 1 for the highest; 0 for other blocks.
    pub(super) level: u8,
    /// Whether the words begin in bold type.
    pub(super) is_bold: bool,
    /// Whether a line of a text is indented or centred.
    pub(super) is_indented: bool,
}

impl TextBlock {
    /// A block of words without any signs.
    #[cfg(test)]
    pub(super) fn new(text: &str) -> TextBlock {
        TextBlock { text: single_spaced(text), ..TextBlock::default() }
    }

    /// Whether the block is in an element, class or id, written as in the path.
    pub(super) fn is_in(&self, token: &str) -> bool {
        self.path.match_indices(token).any(|(at, _)| {
            let before = self.path.get(..at).is_some_and(|before| before.ends_with(' '));
            before && self.path.get(at + token.len()..).is_some_and(|after| after.starts_with(' '))
        })
    }

    /// Whether the block is outside the text of an office document.
    pub(super) fn is_aside(&self) -> bool {
        [TextPlace::Comment, TextPlace::Hidden, TextPlace::Running].iter().any(|place| self.path == place.path())
    }

    /// Whether there is nothing to read.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// The words with single spaces between them.
pub(super) fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The blocks of a plain text: its paragraphs, whose lines are joined. `begins` tells the lines that always begin a
/// block; `alone` those that are blocks of their own.
pub(super) fn of_text(text: &str, begins: &dyn Fn(&str) -> bool, alone: &dyn Fn(&str) -> bool) -> Vec<TextBlock> {
    let mut blocks = Vec::new();
    let mut open: Option<TextBlock> = None;
    for line in text.trim_start_matches('\u{feff}').lines() {
        let words = single_spaced(line);
        if words.is_empty() {
            blocks.extend(open.take());
            continue;
        }
        let is_alone = alone(&words);
        if is_alone || begins(&words) {
            blocks.extend(open.take());
        }
        match &mut open {
            Some(block) => {
                block.text.push(' ');
                block.text.push_str(&words);
            }
            None => {
                let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
                let is_indented = indent >= MIN_INDENT || line.starts_with('\t');
                open = Some(TextBlock { text: words, is_indented, ..TextBlock::default() });
            }
        }
        if is_alone {
            blocks.extend(open.take());
        }
    }
    blocks.extend(open);
    blocks
}

/// The blocks of a web page, in the order of the page. Linear in its length, for any nesting.
pub(super) fn of_html(page: &str) -> Vec<TextBlock> {
    let mut page_blocks = PageBlocks::default();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let (text, tagged) = rest.split_at(at);
        page_blocks.words(text);
        let Some(tag) = Tag::at_start(tagged) else {
            page_blocks.words("<");
            rest = tagged.get(1..).unwrap_or_default();
            continue;
        };
        rest = tag.rest;
        if tag.is_unseen() && !tag.is_end {
            rest = after_end_tag(rest, &tag.name);
        } else if !tag.name.is_empty() {
            page_blocks.tag(&tag);
        }
    }
    page_blocks.words(rest);
    page_blocks.end_block();
    page_blocks.blocks
}

/// The state of reading a page.
#[derive(Default)]
struct PageBlocks {
    blocks: Vec<TextBlock>,
    /// The open elements: name, and the part of the path that they add.
    open: Vec<(String, String)>,
    /// The words of the open block, with their references.
    line: String,
    /// The path, the level and the type of the open block's first words.
    start: Option<(String, u8, bool)>,
    marks: Vec<String>,
}

impl PageBlocks {
    fn words(&mut self, text: &str) {
        if self.start.is_none() && !text.trim().is_empty() && text.trim() != "&nbsp;" {
            let from = self.open.len().saturating_sub(MAX_PATH);
            let inner = self.open.get(from..).unwrap_or_default();
            let path = inner.iter().fold(" ".to_owned(), |path, (_, tokens)| path + tokens);
            let level = inner.iter().rev().find_map(|(name, _)| level_of(name)).unwrap_or(0);
            let is_bold = inner.iter().any(|(name, _)| name == "b" || name == "strong");
            self.start = Some((path, level, is_bold));
        }
        if self.start.is_some() {
            self.line.push_str(text);
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        if tag.is_block() || matches!(tag.name.as_str(), "title" | "body" | "head") {
            self.end_block();
        }
        if tag.is_end {
            let closed = self.open.iter().rev().take(MAX_CLOSED).position(|(name, _)| *name == tag.name);
            if let Some(n) = closed {
                self.open.truncate(self.open.len() - n - 1);
            }
            return;
        }
        if let Some(mark) = tag.attribute("name").filter(|_| tag.name == "a") {
            self.marks.push(mark);
        }
        let is_void = matches!(
            tag.name.as_str(),
            "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "source" | "wbr"
        );
        if is_void || self.open.len() >= MAX_OPEN {
            return;
        }
        // These end where the next one begins.
        let ends_itself = matches!(tag.name.as_str(), "dd" | "dt" | "li" | "option" | "p" | "td" | "th" | "tr");
        if ends_itself && self.open.last().is_some_and(|(name, _)| *name == tag.name) {
            self.open.pop();
        }
        let mut tokens = format!("{} ", tag.name);
        for (attribute, sign) in [("class", '.'), ("id", '#')] {
            for word in tag.attribute(attribute).unwrap_or_default().split_whitespace().take(8) {
                tokens.push(sign);
                tokens.push_str(&word.to_lowercase());
                tokens.push(' ');
            }
        }
        self.open.push((tag.name.clone(), tokens));
    }

    fn end_block(&mut self) {
        let Some((path, level, is_bold)) = self.start.take() else { return };
        let text = single_spaced(&unescaped(&self.line));
        self.line.clear();
        if !text.is_empty() {
            let marks = std::mem::take(&mut self.marks);
            self.blocks.push(TextBlock { text, path, marks, level, is_bold, is_indented: false });
        }
    }
}

fn level_of(name: &str) -> Option<u8> {
    match name {
        "h1" => Some(1),
        "h2" => Some(2),
        "h3" => Some(3),
        "h4" | "h5" | "h6" => Some(4),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_paragraph_are_joined() {
        let blocks = of_text(
            "          A head\n\nOne\ntwo.\nLABEL: x\n1 of 2\nThree.\n",
            &|line| line.starts_with("LABEL"),
            &|line| line == "1 of 2",
        );
        let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, ["A head", "One two.", "LABEL: x", "1 of 2", "Three."]);
        assert!(blocks[0].is_indented && !blocks[1].is_indented);
    }

    #[test]
    fn a_block_of_a_page_knows_the_elements_around_it() {
        let blocks = of_html(
            "<title>T</title><div id=Hd class='a b'><a name=\"m1\"></a><p>One <b class=c>two</b> &amp; three<p>Four\
             <script>no</script><h2>Five</h2></div>six<br>seven<td class=x><strong>8",
        );
        let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, ["T", "One two & three", "Four", "Five", "six", "seven", "8"]);
        assert!(blocks[1].is_in(".a") && blocks[1].is_in("#hd") && blocks[1].is_in("p") && !blocks[1].is_in(".c"));
        assert_eq!(blocks[1].marks, ["m1"]);
        assert_eq!((blocks[3].level, blocks[4].level), (2, 0));
        assert!(blocks[6].is_bold && blocks[6].is_in(".x") && !blocks[4].is_in("div"));
    }
}
