//! A parsed page: its elements and texts in document order.

use std::borrow::Cow;
use std::ops::Range;

use super::tag::Tag;

/// An index into a [`Tree`].
pub(super) type NodeId = usize;

/// A page's elements and texts. The descendants of an element directly follow it, so a subtree is a range of indices,
/// and every traversal is a loop.
#[derive(Debug)]
pub(super) struct Tree<'s> {
    pub(super) nodes: Vec<Node<'s>>,
    pub(super) attributes: Vec<(&'s str, &'s str)>,
}

/// An element or a text.
#[derive(Debug)]
pub(super) struct Node<'s> {
    pub content: NodeContent<'s>,
    pub parent: NodeId,
    /// The index after the last descendant.
    pub end: NodeId,
}

/// The kind of a node.
#[derive(Debug)]
pub(super) enum NodeContent<'s> {
    Element { tag: Tag, name: &'s str, attributes: Range<u32> },
    Text(Cow<'s, str>),
}

impl<'s> Tree<'s> {
    /// The number of nodes; node 0 is the page itself.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The element's tag; `None` for a text.
    pub fn tag(&self, node: NodeId) -> Option<Tag> {
        match self.nodes.get(node)?.content {
            NodeContent::Element { tag, .. } => Some(tag),
            NodeContent::Text(_) => None,
        }
    }

    /// The name of a custom element, which contains a hyphen.
    pub fn custom_name(&self, node: NodeId) -> Option<&'s str> {
        match self.nodes.get(node)?.content {
            NodeContent::Element { tag: Tag::Other, name, .. } if name.contains('-') => Some(name),
            _ => None,
        }
    }

    /// Whether an element shows a picture or a film.
    pub fn is_picture(&self, node: NodeId) -> bool {
        const NAMES: [&str; 6] = ["-anim", "-image", "-img", "-photo", "-picture", "-video"];
        matches!(self.tag(node), Some(Tag::Img | Tag::Picture | Tag::Video))
            || self.custom_name(node).is_some_and(|name| NAMES.iter().any(|end| name.ends_with(end)))
    }

    /// The characters of a text; `None` for an element.
    pub fn text(&self, node: NodeId) -> Option<&str> {
        match &self.nodes.get(node)?.content {
            NodeContent::Text(text) => Some(text),
            NodeContent::Element { .. } => None,
        }
    }

    /// The element's attributes in order, with their values as in the source, including character references.
    pub fn attributes(&self, node: NodeId) -> &[(&'s str, &'s str)] {
        let Some(Node { content: NodeContent::Element { attributes, .. }, .. }) = self.nodes.get(node) else {
            return &[];
        };
        self.attributes.get(attributes.start as usize..attributes.end as usize).unwrap_or(&[])
    }

    /// The value of an attribute, with character references decoded.
    pub fn attribute(&self, node: NodeId, name: &str) -> Option<Cow<'s, str>> {
        let (_, value) = self.attributes(node).iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(unescape_attribute(value))
    }

    /// The parent; the page is its own parent.
    pub fn parent(&self, node: NodeId) -> NodeId {
        self.nodes.get(node).map_or(0, |node| node.parent)
    }

    /// The node and its ancestors, innermost first, without the page.
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let step = |node: NodeId| (node != 0).then_some(node);
        std::iter::successors(step(node), move |node| step(self.parent(*node)))
    }

    /// The indices of a node and its descendants.
    pub fn subtree(&self, node: NodeId) -> Range<NodeId> {
        node..self.nodes.get(node).map_or(node, |found| found.end)
    }

    /// The text below a node, with white space collapsed, without scripts and styles.
    pub fn text_below(&self, node: NodeId) -> String {
        let mut text = String::new();
        let mut at = node;
        let end = self.subtree(node).end;
        while at < end {
            match &self.nodes[at].content {
                NodeContent::Element { tag: Tag::Script | Tag::Style | Tag::Template | Tag::Noscript, .. }
                    if at != node =>
                {
                    at = self.nodes[at].end;
                    continue;
                }
                NodeContent::Element { tag, .. } if tag.is_block() || *tag == Tag::Br => text.push(' '),
                NodeContent::Element { .. } => {}
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
