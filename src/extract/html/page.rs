//! A parsed page with the data that is needed repeatedly.

use rustc_hash::FxHashMap;

use super::block::Blocks;
use super::class_hints::Hints;
use super::metadata::Metadata;
use super::tag::Tag;
use super::tree::{NodeContent, NodeId, Tree};

/// A parsed page with its statements, lines and hints.
#[derive(Debug)]
pub(super) struct Page<'s> {
    pub tree: Tree<'s>,
    pub metadata: Metadata,
    pub blocks: Blocks,
    /// The hints in each node's own names.
    pub hints: Vec<Hints>,
    /// The kinds of elements around each node, including itself.
    pub around: Vec<Around>,
}

/// The kinds of elements that a node is in, including itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Around(u16);

impl Around {
    pub const LIST_ITEM: Around = Around(1);
    pub const PARAGRAPH: Around = Around(1 << 1);
    pub const HEADING: Around = Around(1 << 2);
    pub const QUOTE: Around = Around(1 << 3);
    pub const CELL: Around = Around(1 << 4);
    pub const FIGURE: Around = Around(1 << 5);
    pub const FORM: Around = Around(1 << 6);
    pub const PREFORMATTED: Around = Around(1 << 7);
    pub const DEFINITION: Around = Around(1 << 8);
    pub const HEADER: Around = Around(1 << 9);
    pub const ARTICLE: Around = Around(1 << 10);
    pub const MAIN: Around = Around(1 << 11);

    /// Whether one of these is around the node.
    pub fn any(self, other: Around) -> bool {
        self.0 & other.0 != 0
    }

    /// The union of both.
    pub const fn with(self, other: Around) -> Around {
        Around(self.0 | other.0)
    }

    fn from_tag(tag: Tag) -> Around {
        match tag {
            Tag::Li => Around::LIST_ITEM,
            Tag::P => Around::PARAGRAPH,
            Tag::Blockquote | Tag::Q => Around::QUOTE,
            Tag::Caption | Tag::Td | Tag::Th => Around::CELL,
            Tag::Figure => Around::FIGURE,
            Tag::Form => Around::FORM,
            Tag::Pre => Around::PREFORMATTED,
            Tag::Dd | Tag::Dt => Around::DEFINITION,
            Tag::Header => Around::HEADER,
            Tag::Article => Around::ARTICLE,
            Tag::Main => Around::MAIN,
            tag if tag.heading_level().is_some() => Around::HEADING,
            _ => Around::default(),
        }
    }
}

impl<'s> Page<'s> {
    /// Parses a page.
    pub fn parse(source: &'s str) -> Page<'s> {
        let tree = super::parse::parse(source);
        let metadata = Metadata::collect(&tree);
        let blocks = Blocks::divide(&tree);
        let mut hints = Vec::with_capacity(tree.len());
        let mut known = FxHashMap::default();
        let mut around: Vec<Around> = Vec::with_capacity(tree.len());
        for node in 0..tree.len() {
            let outer = around.get(tree.parent(node)).copied().unwrap_or_default();
            match tree.content(node) {
                NodeContent::Text(_) => {
                    hints.push(Hints::NONE);
                    around.push(outer);
                }
                NodeContent::Element(tag) => {
                    hints.push(hints_of(&tree, node, &mut known));
                    around.push(outer.with(Around::from_tag(tag)));
                }
            }
        }
        Page { tree, metadata, blocks, hints, around }
    }

    /// The level of the innermost heading around a node, 1 to 6.
    pub fn heading_level(&self, node: NodeId) -> Option<u8> {
        let heading = |node: NodeId| self.tree.tag(node).and_then(Tag::heading_level);
        self.around.get(node).filter(|around| around.any(Around::HEADING))?;
        self.tree.ancestors(node).find_map(heading)
    }
}

/// The attributes whose values name the purpose of an element.
const NAMING: &[&str] = &["class", "data-component", "data-module", "data-qa", "data-testid", "id", "itemprop", "role"];

/// The hints of an element. Its own name gives some if the page defines it (`amp-consent`); the values of its attributes
/// give the others. `known` caches the hints of values already seen, because pages repeat them.
fn hints_of<'s>(tree: &Tree<'s>, node: NodeId, known: &mut FxHashMap<&'s str, Hints>) -> Hints {
    let mut hints = Hints::NONE;
    for (name, value) in tree.attributes(node).filter(|(name, _)| NAMING.contains(name)) {
        let own = *known.entry(value).or_insert_with(|| Hints::parse(value));
        if own != Hints::NONE && !(name == "id" && is_made_of_words(tree, node, value)) {
            hints = hints.with(own);
        }
    }
    let own = tree.custom_name(node).map(|value| *known.entry(value).or_insert_with(|| Hints::parse(value)));
    hints.with(own.unwrap_or_default())
}

/// An id that is made of a heading has at least this number of words.
const MIN_ID_WORDS: usize = 3;

/// Whether an id repeats the first words in its element: an anchor made of a heading, which says nothing of its role.
fn is_made_of_words(tree: &Tree<'_>, node: NodeId, id: &str) -> bool {
    let parts: Vec<&str> = id.split(['-', '_']).filter(|part| !part.is_empty()).collect();
    if parts.len() < MIN_ID_WORDS {
        return false;
    }
    let first =
        tree.subtree(node).take(MAX_ID_NODES).find_map(|node| tree.text(node).filter(|text| !text.trim().is_empty()));
    let first = first.unwrap_or_default().to_lowercase();
    let words: Vec<&str> = first.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let n = parts.iter().filter(|part| words.contains(part)).count();
    n * 3 >= parts.len() * 2
}

/// The first words are looked for in this number of nodes.
const MAX_ID_NODES: usize = 12;
