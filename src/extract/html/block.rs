//! The lines of text that a page shows: runs of characters between the edges of block elements.

use super::tag::Tag;
use super::tree::{NodeContent, NodeId, Tree};
use crate::text::is_letter;
use crate::text::script::{is_han, is_kana, is_lao, is_thai};

/// A line of text, as a browser would lay it out before wrapping.
#[derive(Debug)]
pub(super) struct Block {
    /// The innermost block element around it.
    pub node: NodeId,
    /// The first of its texts.
    pub first: NodeId,
    /// The last of its texts.
    pub last: NodeId,
    /// The text, with white space collapsed except in preformatted text; never empty.
    pub text: String,
    /// The number of words; two ideographs count as one.
    pub words: usize,
    /// The number of words in links.
    pub link_words: usize,
    /// Whether its markup hides it.
    pub hidden: bool,
    /// Whether it is the content of a form, a drawing or a player.
    pub control: bool,
}

impl Block {
    /// The share of words in links, 0 to 1.
    pub fn link_density(&self) -> f32 {
        self.link_words as f32 / self.words.max(1) as f32
    }

    /// Whether the text ends as a sentence does.
    pub fn ends_sentence(&self) -> bool {
        // Thai and Lao separate sentences only by spaces.
        ends_sentence(&self.text)
            || (self.words >= THAI_PARAGRAPH_WORDS && without_closers(&self.text).ends_with(is_thai_or_lao))
    }
}

/// A text without the closing marks after its last sentence.
fn without_closers(text: &str) -> &str {
    text.trim_end_matches(['"', '\'', '”', '“', '’', '»', '«', ')', ']', '」', '』', ' ', '\u{a0}'])
}

/// Whether a text ends with the mark of a sentence.
fn ends_sentence(text: &str) -> bool {
    without_closers(text).ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', '۔'])
}

/// The minimum number of words of a line in Thai that is longer than a headline.
const THAI_PARAGRAPH_WORDS: usize = 20;

/// A page's blocks in order.
#[derive(Debug)]
pub(super) struct Blocks {
    pub list: Vec<Block>,
    /// For every node, the number of blocks that start before it; one more entry at the end.
    before: Vec<u32>,
}

impl Blocks {
    /// The blocks that start inside a node.
    pub fn inside(&self, tree: &Tree<'_>, node: NodeId) -> std::ops::Range<usize> {
        let range = tree.subtree(node);
        self.before_node(range.start)..self.before_node(range.end)
    }

    /// Whether the block at this place is the first that starts at a node or after it.
    pub fn is_start(&self, block: usize, node: NodeId) -> bool {
        self.list.get(block).is_some_and(|block| block.first >= node)
    }

    fn before_node(&self, node: NodeId) -> usize {
        self.before.get(node).map_or(self.list.len(), |count| *count as usize)
    }

    /// Divides a page into its blocks.
    pub fn divide(tree: &Tree<'_>) -> Blocks {
        let mut divider = Divider { tree, list: Vec::new(), line: Line::default(), unseen: Line::default() };
        let mut before = Vec::with_capacity(tree.len() + 1);
        before.push(0);
        let mut open_blocks: Vec<NodeId> = vec![0];
        let (mut link_end, mut pre_end, mut hidden_end, mut control_end, mut heading_end) = (0, 0, 0, 0, 0);
        let mut breaks = 0;
        let mut at = 1;
        while at < tree.len() {
            while open_blocks.len() > 1 && open_blocks.last().is_some_and(|open| tree.subtree(*open).end <= at) {
                divider.end_line(open_blocks.last().copied().unwrap_or(0));
                open_blocks.pop();
            }
            let around = open_blocks.last().copied().unwrap_or(0);
            before.push(divider.list.len() as u32);
            let end = tree.subtree(at).end;
            match tree.content(at) {
                NodeContent::Text(text) => {
                    if !text.trim().is_empty() {
                        breaks = 0;
                    }
                    let style = InheritedStyle {
                        link: at < link_end,
                        pre: at < pre_end,
                        hidden: at < hidden_end,
                        control: at < control_end,
                    };
                    let line = if style.hidden { &mut divider.unseen } else { &mut divider.line };
                    let is_apart = line.first.is_some() && stand_side_by_side(tree, line.last, at);
                    line.push(at, text, style, is_apart);
                }
                NodeContent::Element(tag) => {
                    if is_without_text(tag) {
                        // Its descendants are before the next block, too.
                        while before.len() < end {
                            before.push(divider.list.len() as u32);
                        }
                        at = end;
                        continue;
                    }
                    match tag {
                        Tag::A if at < heading_end && is_anchor(tree, at) => {}
                        Tag::A if tree.attribute(at, "href").is_some() => link_end = link_end.max(end),
                        Tag::Pre | Tag::Xmp | Tag::Plaintext => pre_end = pre_end.max(end),
                        Tag::Annotation | Tag::Noscript | Tag::Template => hidden_end = hidden_end.max(end),
                        Tag::Button
                        | Tag::Select
                        | Tag::Textarea
                        | Tag::Object
                        | Tag::Video
                        | Tag::Audio
                        | Tag::Svg
                        | Tag::Canvas => control_end = control_end.max(end),
                        Tag::Br => {
                            breaks += 1;
                            let ends = breaks > 1 || divider.is_heading_line(at) || divider.is_paragraph(at);
                            if ends && at >= pre_end {
                                divider.end_line(around);
                            } else {
                                divider.line.space(at < pre_end);
                            }
                        }
                        tag if tag.heading_level().is_some() => heading_end = heading_end.max(end),
                        _ => {}
                    }
                    if is_not_shown(tree, at) {
                        hidden_end = hidden_end.max(end);
                    }
                    if tag.is_block() {
                        divider.end_line(around);
                        breaks = 0;
                        if end > at + 1 {
                            open_blocks.push(at);
                        }
                    }
                }
            }
            at += 1;
        }
        while let Some(open) = open_blocks.pop() {
            divider.end_line(open);
        }
        before.push(divider.list.len() as u32);
        Blocks { list: divider.list, before }
    }
}

/// Whether the content of the element is never text of the page.
fn is_without_text(tag: Tag) -> bool {
    matches!(tag, Tag::Script | Tag::Style | Tag::Head | Tag::Iframe | Tag::Noembed | Tag::Noframes | Tag::Title)
}

/// Whether a link only leads to a place on its own page, as headings link to themselves.
fn is_anchor(tree: &Tree<'_>, node: NodeId) -> bool {
    tree.attribute(node, "href").is_some_and(|address| address.starts_with('#'))
}

/// Whether an element's content is hidden by its tag or its own attributes.
pub(super) fn is_hidden_by_markup(tree: &Tree<'_>, node: NodeId) -> bool {
    matches!(tree.tag(node), Some(Tag::Annotation | Tag::Noscript | Tag::Template)) || is_not_shown(tree, node)
}

/// Whether the element's own attributes hide it, or it is the bar that a web archive puts on top of its copies.
fn is_not_shown(tree: &Tree<'_>, node: NodeId) -> bool {
    let is_hidden = tree.attributes(node).any(|(name, value)| {
        name.eq_ignore_ascii_case("hidden") && !value.eq_ignore_ascii_case("false")
            || name.eq_ignore_ascii_case("style") && hides(value)
            || name.eq_ignore_ascii_case("id") && value.starts_with("wm-ipp")
    });
    is_hidden && !tree.attributes(node).any(|(name, value)| shows_later(name, value)) && !is_panel(tree, node)
}

/// Whether an element is the panel of an accordion as WAI-ARIA describes it: a region that is labelled by the button
/// that opens it.
fn is_panel(tree: &Tree<'_>, node: NodeId) -> bool {
    let role = tree.attribute(node, "role");
    role.is_some_and(|role| role.eq_ignore_ascii_case("region")) && tree.attribute(node, "aria-labelledby").is_some()
}

/// Names of elements that a click or a script opens: parts of a text that is shown folded, and streamed pieces.
const FOLDED: &[&str] = &[
    "accordion",
    "accordeon",
    "akkordeon",
    "collaps",
    "expand",
    "tabpanel",
    "tab-panel",
    "tab-content",
    "toggle-content",
];

/// Whether an attribute says that what its element hides is shown when a reader or a script asks for it.
fn shows_later(name: &str, value: &str) -> bool {
    match name {
        "id" if value.starts_with("S:") => true,
        "class" | "id" | "role" => {
            let value = value.to_ascii_lowercase();
            FOLDED.iter().any(|folded| value.contains(folded)) && !value.contains("nav") && !value.contains("menu")
        }
        "hidden" => value.eq_ignore_ascii_case("until-found"),
        _ => false,
    }
}

fn hides(style: &str) -> bool {
    if style.len() > 2_000 {
        return false;
    }
    let tight: String = style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    tight.contains("display:none") || tight.contains("visibility:hidden")
}

#[derive(Clone, Copy, Default)]
struct InheritedStyle {
    link: bool,
    pre: bool,
    hidden: bool,
    control: bool,
}

/// The line that is being read.
#[derive(Default)]
struct Line {
    text: String,
    first: Option<NodeId>,
    last: NodeId,
    needs_space: bool,
    words: usize,
    link_words: usize,
    ideographs: usize,
    shown: bool,
    plain: bool,
}

impl Line {
    fn space(&mut self, is_pre: bool) {
        if is_pre {
            self.text.push('\n');
        } else {
            self.needs_space = true;
        }
    }

    /// Adds a text. `is_apart`: it is in an element of its own, next to that of the text before.
    fn push(&mut self, node: NodeId, text: &str, style: InheritedStyle, is_apart: bool) {
        if text.trim().is_empty() {
            if style.pre {
                self.text.push_str(text)
            } else {
                self.needs_space |= !text.is_empty()
            }
            return;
        }
        self.first.get_or_insert(node);
        self.needs_space |= is_apart && begins_anew(&self.text, text);
        self.last = node;
        self.shown |= !style.hidden;
        self.plain |= !style.control;
        if style.pre {
            self.text.push_str(text);
        }
        self.needs_space |= text.starts_with(char::is_whitespace);
        let mut words = 0;
        for word in text.split_whitespace() {
            words += 1;
            if !word.is_ascii() {
                self.ideographs += word.chars().filter(|c| is_ideograph(*c)).count();
                // A word of Thai or Lao has twice as many letters.
                self.ideographs -= word.chars().filter(|c| is_thai_or_lao(*c)).count() / 2;
            }
            if style.pre {
                continue;
            }
            if self.needs_space && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(word);
            self.needs_space = true;
        }
        self.needs_space = text.ends_with(char::is_whitespace);
        self.words += words;
        self.link_words += if style.link { words } else { 0 };
    }
}

/// The maximum number of nested inline elements around a text.
const MAX_INLINE_DEPTH: usize = 8;

/// Whether two texts are the first and the second of two adjacent `span` elements that styles set apart: names and
/// dates of a byline.
fn stand_side_by_side(tree: &Tree<'_>, before: NodeId, text: NodeId) -> bool {
    let around = |node: NodeId| {
        let inner = |tag: Tag| matches!(tag, Tag::A | Tag::Span | Tag::Time);
        tree.ancestors(node)
            .take(MAX_INLINE_DEPTH)
            .take_while(|node| *node == text || *node == before || tree.tag(*node).is_some_and(inner))
            .last()
    };
    let (Some(left), Some(right)) = (around(before), around(text)) else { return false };
    left != before && right != text && left != right && tree.parent(left) == tree.parent(right)
}

/// Whether a text is not the continuation of the previous text's last word: a capital or a number after a lower-case
/// letter, a capital after a number, or letters of a script with neither lower case nor spaces.
fn begins_anew(before: &str, text: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), text.chars().next()) else { return false };
    let is_joined = |c: char| is_ideograph(c) && !is_thai_or_lao(c);
    let is_plain = |c: char| is_letter(c) && !c.is_lowercase() && !c.is_uppercase() && !is_joined(c);
    match last {
        c if c.is_lowercase() || c == '.' => first.is_uppercase() || first.is_numeric(),
        c if c.is_numeric() => first.is_uppercase(),
        c => is_plain(c) && (is_plain(first) || first.is_numeric()),
    }
}

fn is_ideograph(c: char) -> bool {
    is_han(c) || is_kana(c) || is_thai_or_lao(c)
}

/// The maximum number of words in a heading in bold type.
const MAX_HEADING_WORDS: usize = 24;

/// The minimum number of words in a paragraph that a single line break ends.
const MIN_PARAGRAPH_WORDS: usize = 6;

/// The maximum number of nodes in which the words after a line break are looked for.
const MAX_NEXT: usize = 6;

fn is_thai_or_lao(c: char) -> bool {
    is_thai(c) || is_lao(c)
}

struct Divider<'t, 's> {
    tree: &'t Tree<'s>,
    list: Vec<Block>,
    line: Line,
    /// Hidden text inside the line.
    unseen: Line,
}

impl Divider<'_, '_> {
    /// Whether the line so far is short and in one element for bold or larger type that has ended: a heading on pages
    /// without heading elements, with a single line break after it.
    fn is_heading_line(&self, at: NodeId) -> bool {
        let Some(first) = self.line.first else { return false };
        if self.line.words > MAX_HEADING_WORDS {
            return false;
        }
        let is_strong = |node: &NodeId| {
            matches!(self.tree.tag(*node), Some(Tag::B | Tag::Font | Tag::Strong))
                && self.tree.subtree(*node).end > self.line.last
                && self.tree.subtree(*node).end <= at
        };
        self.tree.ancestors(first).take(4).any(|node| is_strong(&node))
    }

    /// Whether the line so far is a paragraph that ends at a single line break: it ends as a sentence does, and what
    /// follows begins anew.
    fn is_paragraph(&self, at: NodeId) -> bool {
        let line = &self.line;
        let next = (at + 1..self.tree.len().min(at + 1 + MAX_NEXT)).filter_map(|node| self.tree.text(node));
        let next = next.map(str::trim_start).find(|text| !text.is_empty()).unwrap_or_default();
        line.words + line.ideographs / 2 >= MIN_PARAGRAPH_WORDS
            && line.link_words * 2 < line.words
            && ends_sentence(&line.text)
            && !next.starts_with(|c: char| c.is_lowercase() || matches!(c, '(' | '['))
    }

    fn end_line(&mut self, node: NodeId) {
        let (line, unseen) = (std::mem::take(&mut self.line), std::mem::take(&mut self.unseen));
        self.push(node, line);
        self.push(node, unseen);
    }

    fn push(&mut self, node: NodeId, line: Line) {
        let Some(first) = line.first else { return };
        let text =
            if line.text.contains('\n') { line.text.trim_matches('\n').trim_end().to_owned() } else { line.text };
        let text =
            if text.starts_with(' ') && self.tree.tag(node) != Some(Tag::Pre) { text.trim().to_owned() } else { text };
        let ideographic = line.ideographs / 2;
        let share = |part: usize| (ideographic * part).checked_div(line.words).unwrap_or(0);
        self.list.push(Block {
            node,
            first,
            last: line.last,
            text,
            link_words: line.link_words + share(line.link_words),
            words: line.words + ideographic,
            hidden: !line.shown,
            control: !line.plain,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::Blocks;
    use crate::extract::html::parse::parse;

    #[track_caller]
    fn check(html: &str, expected: &[&str]) {
        let tree = parse(html);
        let blocks = Blocks::divide(&tree);
        assert_eq!(blocks.list.iter().map(|block| block.text.as_str()).collect::<Vec<_>>(), expected, "{html}");
        assert_eq!(blocks.inside(&tree, 0), 0..expected.len());
    }

    #[test]
    fn block_elements_and_double_breaks_end_a_line() {
        check("<div>a <b>b</b>c<p>d</p>e</div>", &["a bc", "d", "e"]);
        check("a<br>b<br> <br>c", &["a b", "c"]);
        check("<ul><li>a<li>b</ul>", &["a", "b"]);
        check("<script>x</script><p>  a\n b </p>", &["a b"]);
    }

    #[test]
    fn a_single_break_ends_a_paragraph_of_whole_sentences() {
        check(
            "<div>The bridge over the river was closed.<br>“Nobody was hurt,” the mayor of Oldport said.<br>It opens again.</div>",
            &[
                "The bridge over the river was closed.",
                "“Nobody was hurt,” the mayor of Oldport said.",
                "It opens again.",
            ],
        );
        check(
            "<div>The bridge over the river was<br>Oldport’s first.</div>",
            &["The bridge over the river was Oldport’s first."],
        );
        check(
            "<div>The bridge over the river is at no.<br>seven.</div>",
            &["The bridge over the river is at no. seven."],
        );
        check("<div>Mr. Roe.<br>Oldport.</div>", &["Mr. Roe. Oldport."]);
    }

    #[test]
    fn preformatted_text_keeps_its_lines() {
        check("<pre>\n a\n  b\n</pre>", &[" a\n  b"]);
    }

    #[test]
    fn what_styles_set_apart_is_set_apart() {
        check("<div><span>Jan Lee</span><span>Published</span><span>3 May</span></div>", &["Jan Lee Published 3 May"]);
        check("<p><span>W</span><span>ords</span> and <b>a</b><b>B</b></p>", &["Words and aB"]);
        check("<p><span>كتب سامي</span><span>نشر في</span></p>", &["كتب سامي نشر في"]);
    }

    #[test]
    fn a_line_in_bold_before_a_break_is_a_line_of_its_own() {
        check(
            "<td><font size=5><b>Rates rise</b></font><br><font>By Ann Lee<br>3 May</font><br><br>Text.",
            &["Rates rise", "By Ann Lee 3 May", "Text."],
        );
        check("<p>Some <b>words</b><br>and more", &["Some words and more"]);
    }

    #[test]
    fn a_heading_that_links_to_itself_is_no_link() {
        let tree = parse("<h2><a href='#a'>A heading</a></h2><p><a href='#b'>A link</a>");
        let blocks = Blocks::divide(&tree);
        assert_eq!((blocks.list[0].link_words, blocks.list[1].link_words), (0, 2));
    }

    #[test]
    fn what_is_folded_away_is_shown_later() {
        for (attributes, hidden) in [
            ("hidden", true),
            ("style='display: none'", true),
            ("id=wm-ipp-base", true),
            ("class=faq-accordion-content style='display:none'", false),
            ("role=tabpanel hidden", false),
            ("hidden=until-found", false),
            ("role=region aria-labelledby=q1 style='display:none'", false),
            ("role=region aria-label=Cookies style='display:none'", true),
            ("id='S:1' hidden", false),
            ("class='nav-collapse' hidden", true),
        ] {
            let html = format!("<div {attributes}>A text.</div>");
            let tree = parse(&html);
            assert_eq!(Blocks::divide(&tree).list[0].hidden, hidden, "{attributes}");
        }
    }

    #[test]
    fn words_in_links_are_counted() {
        let tree = parse("<p>one <a href=x>two three</a> four <a name=y>five</a>");
        let blocks = Blocks::divide(&tree);
        assert_eq!((blocks.list[0].words, blocks.list[0].link_words), (5, 2));
    }
}
