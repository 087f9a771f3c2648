//! Elements that are furniture by their tag and names.

use crate::extract::html::block::Block;
use crate::extract::html::class_hints::Hints;
use crate::extract::html::page::Page;
use crate::extract::html::tag::Tag;
use crate::extract::html::tree::NodeId;
use crate::model::RemovedKind;

/// The reliability of a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    /// Counts only if little text is at stake.
    Weak,
    /// Counts even if much text is at stake, provided that the headline is elsewhere.
    Middle,
    /// Counts unless hardly any other text would be left.
    Strong,
}

/// For every node, the reason why it is furniture, if it is.
#[derive(Debug)]
pub(super) struct Cuts {
    kinds: Vec<Option<RemovedKind>>,
}

impl Cuts {
    /// The reason why a line is furniture: the block element around it is, or the inline elements in which it starts
    /// and ends are.
    pub fn block_kind(&self, block: &Block) -> Option<RemovedKind> {
        self.kind(block.node).or_else(|| self.kind(block.last).and(self.kind(block.first)))
    }

    /// The reason why a node is furniture.
    pub fn kind(&self, node: NodeId) -> Option<RemovedKind> {
        self.kinds.get(node).copied().flatten()
    }
}

/// A line that reads like running text.
pub(super) fn is_prose(words: usize, link_density: f32) -> bool {
    words >= 10 && link_density < 0.4
}

/// Marks the furniture of a page.
///
/// The element with the headline is never furniture, whatever its name.
pub(super) fn mark(page: &Page<'_>, title_line: Option<usize>) -> Cuts {
    let tree = &page.tree;
    let mut sums = Vec::with_capacity(page.blocks.list.len() + 1);
    let mut link_sums = Vec::with_capacity(page.blocks.list.len() + 1);
    sums.push(0_usize);
    link_sums.push(0_usize);
    for block in &page.blocks.list {
        let prose = is_prose(block.words, block.link_density()) && !block.hidden;
        sums.push(sums.last().copied().unwrap_or(0) + if prose { block.words } else { 0 });
        link_sums.push(link_sums.last().copied().unwrap_or(0) + block.link_words);
    }
    let prose_in = |node: NodeId| {
        let range = page.blocks.inside(tree, node);
        sums[range.end] - sums[range.start]
    };
    let total = prose_in(0);
    let mut kinds: Vec<Option<RemovedKind>> = Vec::with_capacity(tree.len());
    for node in 0..tree.len() {
        let outer = kinds.get(tree.parent(node)).copied().flatten();
        let own = || {
            let tag = tree.tag(node)?;
            let (kind, strength) = own_kind(page, node, tag)?;
            let inside = prose_in(node);
            // An element with other articles must link to them.
            let range = page.blocks.inside(tree, node);
            let links = link_sums[range.end] - link_sums[range.start];
            if kind == RemovedKind::Related && tag != Tag::Aside && links * 12 <= inside {
                return None;
            }
            let outside = total - inside;
            let holds_title = title_line.is_some_and(|line| page.blocks.inside(tree, node).contains(&line));
            let cut = match strength {
                _ if holds_title && inside * 10 > total => false,
                Strength::Weak => inside * 10 <= total * 3,
                Strength::Middle => {
                    inside * 10 <= total * 3 || (title_line.is_some() && outside >= 50 && outside * 10 >= total * 3)
                }
                Strength::Strong => inside * 2 <= total || outside >= 80 || (title_line.is_some() && outside >= 50),
            };
            cut.then_some(kind)
        };
        kinds.push(outer.or_else(own));
    }
    Cuts { kinds }
}

/// Signs in order of precedence.
const SIGNS: &[(Hints, RemovedKind, Strength)] = &[
    (Hints::COMMENT, RemovedKind::CommentForm, Strength::Strong),
    (Hints::RELATED, RemovedKind::Related, Strength::Strong),
    (Hints::LEGAL, RemovedKind::Legal, Strength::Weak),
    (Hints::SHARE, RemovedKind::Share, Strength::Weak),
    (Hints::PROMOTION, RemovedKind::Promotion, Strength::Weak),
    (Hints::CAPTION, RemovedKind::Caption, Strength::Strong),
    (Hints::BIOGRAPHY.with(Hints::ABOUT), RemovedKind::Other, Strength::Weak),
    (Hints::NAVIGATION, RemovedKind::Navigation, Strength::Weak),
    (Hints::TAGS, RemovedKind::Navigation, Strength::Weak),
    (Hints::FOOTER, RemovedKind::Navigation, Strength::Middle),
    (Hints::SIDEBAR, RemovedKind::Related, Strength::Middle),
    (Hints::HIDDEN, RemovedKind::Other, Strength::Weak),
    (Hints::EMBED, RemovedKind::Embed, Strength::Weak),
    (Hints::HEADER, RemovedKind::Header, Strength::Weak),
    (Hints::BYLINE, RemovedKind::Header, Strength::Weak),
    (Hints::DATE, RemovedKind::Header, Strength::Weak),
];

fn own_kind(page: &Page<'_>, node: NodeId, tag: Tag) -> Option<(RemovedKind, Strength)> {
    use RemovedKind::*;
    let by_tag = match tag {
        Tag::Nav | Tag::Menu => Some((Navigation, Strength::Strong)),
        Tag::Footer => Some((Navigation, Strength::Strong)),
        Tag::Aside => Some((Related, Strength::Middle)),
        Tag::Figcaption => Some((Caption, Strength::Strong)),
        Tag::Button | Tag::Select | Tag::Textarea | Tag::Label => Some((Navigation, Strength::Weak)),
        Tag::Object | Tag::Video | Tag::Audio | Tag::Canvas | Tag::Svg => Some((Embed, Strength::Weak)),
        Tag::Form => Some((Promotion, Strength::Weak)),
        Tag::Dialog => Some((Other, Strength::Strong)),
        _ => None,
    };
    let hints = page.hints.get(node).copied().unwrap_or_default();
    if hints == Hints::NONE || matches!(tag, Tag::Html | Tag::Body | Tag::Main) {
        return by_tag;
    }
    if matches!(tag, Tag::H1 | Tag::H2 | Tag::A | Tag::Em | Tag::Strong | Tag::B | Tag::I) {
        return by_tag;
    }
    // Publishing systems put the keywords of an article into the class of the whole.
    if (hints.any(Hints::BODY) && !hints.any(Hints::ABOUT))
        || (tag == Tag::Article && !hints.any(Hints::RELATED.with(Hints::COMMENT)))
    {
        return by_tag;
    }
    let by_name = SIGNS.iter().find(|(hint, ..)| hints.any(*hint)).map(|(_, kind, strength)| (*kind, *strength));
    by_name.or(by_tag)
}
