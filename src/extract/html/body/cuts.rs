//! Elements that are furniture by their tag and names.

use crate::extract::furniture;
use crate::extract::html::block::Block;
use crate::extract::html::class_hints::Hints;
use crate::extract::html::page::{Around, Page};
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

/// Which signs mark furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract::html) enum Signs {
    /// Tags and names.
    All,
    /// Tags, and names of comments: what a page is read by if its names lead astray.
    Tags,
    /// Tags alone, if no text would be left.
    TagsAlone,
}

/// Sums over the blocks of a page: entry `n` is the sum of the first `n` blocks.
struct Sums {
    /// Words of running text that the page shows.
    prose: Vec<u32>,
    /// Words in links.
    links: Vec<u32>,
    /// All words.
    words: Vec<u32>,
    /// Blocks that are whole sentences without links.
    sentences: Vec<u32>,
    /// The words of these.
    sentence_words: Vec<u32>,
}

impl Sums {
    fn new(page: &Page<'_>) -> Sums {
        let n = page.blocks.list.len() + 1;
        let start = || {
            let mut sums = Vec::with_capacity(n);
            sums.push(0);
            sums
        };
        let mut sums =
            Sums { prose: start(), links: start(), words: start(), sentences: start(), sentence_words: start() };
        let add = |sums: &mut Vec<u32>, more: usize| {
            let more = u32::try_from(more).unwrap_or(u32::MAX);
            sums.push(sums.last().copied().unwrap_or(0).saturating_add(more));
        };
        for block in &page.blocks.list {
            let is_prose = is_prose(block.words, block.link_density()) && !block.hidden;
            let is_sentence = is_sentence(block);
            add(&mut sums.prose, if is_prose { block.words } else { 0 });
            add(&mut sums.links, block.link_words);
            add(&mut sums.words, block.words);
            add(&mut sums.sentences, usize::from(is_sentence));
            add(&mut sums.sentence_words, if is_sentence { block.words } else { 0 });
        }
        sums
    }

    fn within(sums: &[u32], range: &std::ops::Range<usize>) -> usize {
        let at = |index: usize| sums.get(index).copied().unwrap_or(0);
        at(range.end).saturating_sub(at(range.start)) as usize
    }
}

/// A block that is a long sentence, or several, with hardly a link.
pub(in crate::extract::html) fn is_sentence(block: &Block) -> bool {
    block.words >= 12 && block.link_density() < 0.2 && !block.control && block.ends_sentence()
}

/// Marks the furniture of a page.
///
/// What holds the headline is none, whatever it is called.
pub(super) fn mark(page: &Page<'_>, title_line: Option<usize>, signs: Signs) -> Cuts {
    let tree = &page.tree;
    let sums = Sums::new(page);
    let prose_in = |node: NodeId| Sums::within(&sums.prose, &page.blocks.inside(tree, node));
    let total = prose_in(0);
    let paid = page.metadata.linked_data.paid_classes();
    let is_paid = |node: NodeId| {
        let names = || tree.attributes(node).filter(|(name, _)| *name == "class");
        !paid.is_empty() && names().any(|(_, value)| value.split_whitespace().any(|class| paid.contains(&class)))
    };
    let mut kinds: Vec<Option<RemovedKind>> = Vec::with_capacity(tree.len());
    for node in 0..tree.len() {
        let outer = kinds.get(tree.parent(node)).copied().flatten();
        let own = || {
            let tag = tree.tag(node)?;
            let by_name = sign_in_names(page, node, tag)
                .filter(|sign| match signs {
                    Signs::All => true,
                    Signs::Tags => sign.kind == RemovedKind::CommentForm,
                    Signs::TagsAlone => false,
                })
                .filter(|sign| !weighs_as_text(page, &sums, node, tag, sign.hint))
                .filter(|_| !(is_paid(node) && holds_text(page, &sums, node)));
            let by_tag = || Some((sign_of_tag(tag)?, false));
            let ((kind, strength), named) = by_name.map(|sign| ((sign.kind, sign.strength), true)).or_else(by_tag)?;
            let inside = prose_in(node);
            // What shows other articles leads to them.
            let links = Sums::within(&sums.links, &page.blocks.inside(tree, node));
            if kind == RemovedKind::Related && named && tag != Tag::Aside && links * 12 <= inside {
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

/// A sign that an element is furniture.
struct FurnitureSign {
    /// The hint that it is.
    hint: Hints,
    /// What the element would be.
    kind: RemovedKind,
    strength: Strength,
}

/// At most this number of blocks of an element are looked at by their words.
const MAX_WEIGHED: usize = 60;

/// Whether an element holds running text that outweighs what its names say.
///
/// Publishers mark the paid part of a text as `paywall`, give ids that are made of headings, and name elements after where
/// they are placed. A name alone therefore cuts no whole sentences; how many it takes depends on what the name is.
fn weighs_as_text(page: &Page<'_>, sums: &Sums, node: NodeId, tag: Tag, hint: Hints) -> bool {
    let range = page.blocks.inside(&page.tree, node);
    let sentences = Sums::within(&sums.sentences, &range);
    let text = Sums::within(&sums.sentence_words, &range);
    let words = Sums::within(&sums.words, &range);
    let links = Sums::within(&sums.links, &range);
    if sentences == 0 || text * 10 < words * 6 || links * 5 > words {
        return false;
    }
    let is_line = range.len() == 1;
    let enough = if is_line {
        let is_among_text = || {
            let parent = page.blocks.inside(&page.tree, page.tree.parent(node));
            Sums::within(&sums.sentences, &parent) >= 3
        };
        // An element around a single paragraph may be all of the comments, or a box.
        let strong = Hints::COMMENT.with(Hints::RELATED).with(Hints::PROMOTION).with(Hints::LEGAL).with(Hints::FOOTER);
        (tag == Tag::P || !hint.any(strong))
            && text >= 15
            && !hint.any(Hints::CAPTION.with(Hints::BIOGRAPHY))
            && tag != Tag::Blockquote
            && is_among_text()
    } else if hint
        .any(Hints::COMMENT.with(Hints::RELATED).with(Hints::CAPTION).with(Hints::BIOGRAPHY).with(Hints::FOOTER))
    {
        false
    } else if hint.any(Hints::SIDEBAR) {
        sentences >= 4 && text * 10 >= Sums::within(&sums.sentence_words, &(0..page.blocks.list.len())) * 4
    } else if hint.any(Hints::PROMOTION.with(Hints::LEGAL).with(Hints::EMBED)) {
        sentences >= 3 && text >= 100
    } else {
        (sentences >= 2 && text >= 40) || text >= 60
    };
    let sells = hint.any(Hints::PAYWALL.with(Hints::PROMOTION)) && !is_line;
    enough && !(sells && is_list(page, range.clone())) && !reads_like_furniture(page, range)
}

/// Whether most sentences of some blocks are items of lists, as those of an offer are.
fn is_list(page: &Page<'_>, range: std::ops::Range<usize>) -> bool {
    let blocks = page.blocks.list.get(range).unwrap_or_default();
    let (mut items, mut others) = (0, 0);
    for block in blocks.iter().filter(|block| is_sentence(block)) {
        let is_item =
            page.around.get(block.node).is_some_and(|around| around.any(Around::LIST_ITEM.with(Around::FORM)));
        *(if is_item { &mut items } else { &mut others }) += 1;
    }
    items >= others
}

/// Whether the words of some blocks are those of furniture: a request for consent, or mostly lines of a known kind.
fn reads_like_furniture(page: &Page<'_>, range: std::ops::Range<usize>) -> bool {
    let blocks = page.blocks.list.get(range).unwrap_or_default();
    let mut of_text = 0;
    let mut of_furniture = 0;
    for block in blocks.iter().take(MAX_WEIGHED).filter(|block| is_sentence(block)) {
        if furniture::asks_for_consent(&block.text) {
            return true;
        }
        let known = furniture::classify(&block.text).filter(|_| block.words <= MAX_WEIGHED);
        if known.is_some() || furniture::classify_line(&block.text, block.words).is_some() {
            of_furniture += 1;
        } else {
            of_text += 1;
        }
    }
    of_furniture >= of_text
}

/// Whether an element holds a sentence, and nothing in it asks the reader to subscribe.
fn holds_text(page: &Page<'_>, sums: &Sums, node: NodeId) -> bool {
    let range = page.blocks.inside(&page.tree, node);
    Sums::within(&sums.sentences, &range) > 0 && !reads_like_furniture(page, range)
}

/// Signs in the order in which they count.
const SIGNS: &[(Hints, RemovedKind, Strength)] = &[
    (Hints::COMMENT, RemovedKind::CommentForm, Strength::Strong),
    (Hints::RELATED, RemovedKind::Related, Strength::Strong),
    (Hints::LEGAL, RemovedKind::Legal, Strength::Weak),
    (Hints::SHARE, RemovedKind::Share, Strength::Weak),
    (Hints::PAYWALL, RemovedKind::Promotion, Strength::Weak),
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

/// What an element is by its tag, if that is furniture.
fn sign_of_tag(tag: Tag) -> Option<(RemovedKind, Strength)> {
    use RemovedKind::*;
    match tag {
        Tag::Nav | Tag::Menu => Some((Navigation, Strength::Strong)),
        Tag::Footer => Some((Navigation, Strength::Strong)),
        Tag::Aside => Some((Related, Strength::Middle)),
        Tag::Figcaption => Some((Caption, Strength::Strong)),
        Tag::Button | Tag::Select | Tag::Textarea | Tag::Label => Some((Navigation, Strength::Weak)),
        Tag::Object | Tag::Video | Tag::Audio | Tag::Canvas | Tag::Svg => Some((Embed, Strength::Weak)),
        Tag::Form => Some((Promotion, Strength::Weak)),
        Tag::Dialog => Some((Other, Strength::Strong)),
        _ => None,
    }
}

/// What an element is by its names, if that is furniture.
fn sign_in_names(page: &Page<'_>, node: NodeId, tag: Tag) -> Option<FurnitureSign> {
    let hints = page.hints.get(node).copied().unwrap_or_default();
    if hints == Hints::NONE || matches!(tag, Tag::Html | Tag::Body | Tag::Main) {
        return None;
    }
    if matches!(tag, Tag::H1 | Tag::H2 | Tag::A | Tag::Em | Tag::Strong | Tag::B | Tag::I) {
        return None;
    }
    // Publishing systems put the keywords of an article into the class of the whole.
    if (hints.any(Hints::BODY) && !hints.any(Hints::ABOUT))
        || (tag == Tag::Article && !hints.any(Hints::RELATED.with(Hints::COMMENT)))
    {
        return None;
    }
    let (hint, kind, strength) = SIGNS.iter().find(|(hint, ..)| hints.any(*hint))?;
    Some(FurnitureSign { hint: *hint, kind: *kind, strength: *strength })
}

#[cfg(test)]
mod tests {
    use crate::extract::html::samples::{article_of, paragraphs, sentences};

    #[test]
    fn a_name_cuts_no_sentences_of_the_article() {
        for name in ["paywall", "subscriber-only", "gdpr-text", "share-content", "field--label-hidden"] {
            let body = format!("<article>{}<div class={name}>{}</div></article>", paragraphs(0..3), paragraphs(3..8));
            assert_eq!(article_of(&body).body, sentences(0..8), "{name}");
        }
    }

    #[test]
    fn what_the_data_of_the_page_call_the_paid_part_is_text() {
        let data = r#"<script type=application/ld+json>{"@type":"NewsArticle","isAccessibleForFree":false,
            "hasPart":{"cssSelector":".promo-premium"}}</script>"#;
        let part = format!("<div class='promo-premium x'>{}</div>", paragraphs(3..4));
        let page = |data: &str| format!("{data}<article>{}{part}</article>", paragraphs(0..3));
        assert_eq!(article_of(&page("")).body, sentences(0..3));
        assert_eq!(article_of(&page(data)).body, sentences(0..4));
    }

    #[test]
    fn a_name_cuts_what_reads_like_furniture() {
        let offer = "<div class=paywall><p>Subscribe now to read this article.</p><p>Already a subscriber? Log in here.</p></div>";
        let comments = format!("<div class=comments>{}</div>", paragraphs(6..9));
        let body = format!("<article>{}{offer}</article>{comments}", paragraphs(0..6));
        assert_eq!(article_of(&body).body, sentences(0..6));
    }
}
