//! A parsed page: its elements and texts in document order.

use std::borrow::Cow;
use std::ops::Range;

use super::tag::{Tag, tag_name};

/// An index into a [`Tree`].
pub(super) type NodeId = usize;

/// A page's elements and texts. The descendants of an element directly follow it, so a subtree is a range of indices,
/// and every traversal is a loop.
///
/// Names, attributes and texts are places in the source. A page can have a node for every few characters, so a node and
/// an attribute are as small as they can be.
#[derive(Debug)]
pub(super) struct Tree<'s> {
    source: &'s str,
    /// Texts with character references, decoded.
    decoded: String,
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
}

/// An element or a text.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The first byte of the element's name in the source, or [`NOWHERE`]; the first byte of a text.
    place: u32,
    /// The element's first attribute; the length of a text in bytes.
    extent: u32,
    /// The index after the element's last attribute; for a text, [`IN_SOURCE`] or [`IN_DECODED`].
    limit: u32,
    parent: u32,
    /// The index after the last descendant.
    end: u32,
    /// The element's tag; `None` for a text.
    tag: Option<Tag>,
}

/// The place of the name of an element that the source does not name.
const NOWHERE: u32 = u32::MAX;

/// A text that is part of the source.
const IN_SOURCE: u32 = 0;

/// A text that is part of the decoded texts.
const IN_DECODED: u32 = 1;

/// The places of a name and a value in the source.
#[derive(Clone, Copy, Debug)]
struct Attribute {
    name: SourceSpan,
    value: SourceSpan,
}

#[derive(Clone, Copy, Debug)]
struct SourceSpan {
    start: u32,
    length: u32,
}

/// The kind of a node.
#[derive(Clone, Copy, Debug)]
pub(super) enum NodeContent<'t> {
    Element(Tag),
    Text(&'t str),
}

/// An index or a length as it is kept. Documents are shorter than 4 GiB.
fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl<'s> Tree<'s> {
    /// The tree of a page without elements.
    pub(super) fn new(source: &'s str) -> Tree<'s> {
        let root = Node { place: NOWHERE, extent: 0, limit: 0, parent: 0, end: 1, tag: Some(Tag::Html) };
        let mut nodes = Vec::with_capacity(source.len() / 40);
        nodes.push(root);
        Tree { source, decoded: String::new(), nodes, attributes: Vec::with_capacity(source.len() / 60) }
    }

    /// The number of attributes so far.
    pub(super) fn n_attributes(&self) -> usize {
        self.attributes.len()
    }

    /// Adds an attribute to those of the next element. Both parts are parts of the source.
    pub(super) fn push_attribute(&mut self, name: &'s str, value: &'s str) {
        let attribute = Attribute { name: self.place(name), value: self.place(value) };
        self.attributes.push(attribute);
    }

    /// Adds an element with the attributes from this one on.
    pub(super) fn push_element(&mut self, parent: NodeId, tag: Tag, name: &'s str, first_attribute: usize) -> NodeId {
        let place = if name.is_empty() { NOWHERE } else { self.place(name).start };
        let (extent, limit) = (small(first_attribute), small(self.attributes.len()));
        self.push(Node { place, extent, limit, parent: small(parent), end: 0, tag: Some(tag) })
    }

    /// Adds a text.
    pub(super) fn push_text(&mut self, parent: NodeId, text: Cow<'s, str>) -> NodeId {
        let (SourceSpan { start: place, length: extent }, limit) = match text {
            Cow::Borrowed(text) => (self.place(text), IN_SOURCE),
            Cow::Owned(text) => {
                let start = small(self.decoded.len());
                self.decoded.push_str(&text);
                (SourceSpan { start, length: small(text.len()) }, IN_DECODED)
            }
        };
        self.push(Node { place, extent, limit, parent: small(parent), end: 0, tag: None })
    }

    fn push(&mut self, node: Node) -> NodeId {
        let at = self.nodes.len();
        self.nodes.push(Node { end: small(at + 1), ..node });
        at
    }

    /// Gives the page itself the attributes from this one on, unless it has some.
    pub(super) fn set_page_attributes(&mut self, first_attribute: usize) {
        let limit = small(self.attributes.len());
        if let Some(page) = self.nodes.first_mut().filter(|page| page.extent == page.limit) {
            (page.extent, page.limit) = (small(first_attribute), limit);
        }
    }

    /// Ends an element: what follows is none of its descendants.
    pub(super) fn end(&mut self, node: NodeId) {
        let end = small(self.nodes.len());
        if let Some(node) = self.nodes.get_mut(node) {
            node.end = end;
        }
    }

    /// The place of a part of the source.
    fn place(&self, part: &str) -> SourceSpan {
        let start = (part.as_ptr() as usize).saturating_sub(self.source.as_ptr() as usize);
        SourceSpan { start: small(start), length: small(part.len()) }
    }

    fn at(&self, place: SourceSpan) -> &'s str {
        let start = place.start as usize;
        self.source.get(start..start + place.length as usize).unwrap_or_default()
    }

    /// The number of nodes; node 0 is the page itself.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The tag of an element, or the characters of a text.
    pub fn content(&self, node: NodeId) -> NodeContent<'_> {
        self.tag(node).map_or_else(|| NodeContent::Text(self.text(node).unwrap_or_default()), NodeContent::Element)
    }

    /// The element's tag; `None` for a text.
    pub fn tag(&self, node: NodeId) -> Option<Tag> {
        self.nodes.get(node)?.tag
    }

    /// The name of an element as the source writes it.
    pub(super) fn name(&self, node: NodeId) -> &'s str {
        let place = self.nodes.get(node).filter(|node| node.tag.is_some()).map_or(NOWHERE, |node| node.place);
        self.source.get(place as usize..).map_or("", tag_name)
    }

    /// Whether an element has this name, in capitals or not. Takes time for this name only, however long its own is.
    pub(super) fn has_name(&self, node: NodeId, name: &str) -> bool {
        let place = self.nodes.get(node).filter(|node| node.tag.is_some()).map_or(NOWHERE, |node| node.place);
        let own = self.source.as_bytes().get(place as usize..).unwrap_or_default();
        let (Some(same), behind) = (own.get(..name.len()), own.get(name.len())) else { return false };
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
        same.eq_ignore_ascii_case(name.as_bytes()) && behind.is_none_or(is_end)
    }

    /// The name of a custom element, which contains a hyphen.
    pub fn custom_name(&self, node: NodeId) -> Option<&'s str> {
        if self.tag(node)? == Tag::Other { Some(self.name(node)).filter(|name| name.contains('-')) } else { None }
    }

    /// Whether an element shows a picture or a film.
    pub fn is_picture(&self, node: NodeId) -> bool {
        const NAMES: [&str; 6] = ["-anim", "-image", "-img", "-photo", "-picture", "-video"];
        matches!(self.tag(node), Some(Tag::Img | Tag::Picture | Tag::Video))
            || self.custom_name(node).is_some_and(|name| NAMES.iter().any(|end| name.ends_with(end)))
    }

    /// The characters of a text; `None` for an element.
    pub fn text(&self, node: NodeId) -> Option<&str> {
        let node = self.nodes.get(node).filter(|node| node.tag.is_none())?;
        let texts = if node.limit == IN_DECODED { self.decoded.as_str() } else { self.source };
        let start = node.place as usize;
        Some(texts.get(start..start + node.extent as usize).unwrap_or_default())
    }

    /// The element's attributes in order, with their values as in the source, including character references.
    pub fn attributes(&self, node: NodeId) -> impl ExactSizeIterator<Item = (&'s str, &'s str)> + '_ {
        let range = self.nodes.get(node).filter(|node| node.tag.is_some()).map_or(0..0, |node| node.extent..node.limit);
        let attributes = self.attributes.get(range.start as usize..range.end as usize).unwrap_or(&[]);
        attributes.iter().map(|attribute| (self.at(attribute.name), self.at(attribute.value)))
    }

    /// The value of an attribute, with character references decoded.
    pub fn attribute(&self, node: NodeId, name: &str) -> Option<Cow<'s, str>> {
        let (_, value) = self.attributes(node).find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(unescape_attribute(value))
    }

    /// The parent; the page is its own parent.
    pub fn parent(&self, node: NodeId) -> NodeId {
        self.nodes.get(node).map_or(0, |node| node.parent as usize)
    }

    /// The node and its ancestors, innermost first, without the page.
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let step = |node: NodeId| (node != 0).then_some(node);
        std::iter::successors(step(node), move |node| step(self.parent(*node)))
    }

    /// The indices of a node and its descendants.
    pub fn subtree(&self, node: NodeId) -> Range<NodeId> {
        node..self.nodes.get(node).map_or(node, |found| found.end as usize)
    }

    /// The text below a node, with white space collapsed, without scripts and styles.
    pub fn text_below(&self, node: NodeId) -> String {
        let mut text = String::new();
        let mut at = node;
        let end = self.subtree(node).end;
        while at < end {
            match self.content(at) {
                NodeContent::Element(Tag::Script | Tag::Style | Tag::Template | Tag::Noscript) if at != node => {
                    at = self.subtree(at).end;
                    continue;
                }
                NodeContent::Element(tag) if tag.is_block() || tag == Tag::Br => text.push(' '),
                NodeContent::Element(_) => {}
                NodeContent::Text(piece) => text.push_str(piece),
            }
            at += 1;
        }
        collapse(&text)
    }

    /// The raw characters directly inside an element, such as a script's.
    pub fn raw_text(&self, node: NodeId) -> &str {
        self.text(node + 1).filter(|_| self.parent(node + 1) == node).unwrap_or_default()
    }
}

/// The text without white space at its ends, and every other run of it replaced by one space.
pub(super) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The text with its character references decoded.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if text.contains('&') { htmlize::unescape(text) } else { Cow::Borrowed(text) }
}

fn unescape_attribute(text: &str) -> Cow<'_, str> {
    if text.contains('&') { htmlize::unescape_attribute(text) } else { Cow::Borrowed(text) }
}
