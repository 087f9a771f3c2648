//! The reading of a page: which lines are the article, and another look if most of the text was left out.
//!
//! The first reading follows all signs. If it leaves out more running text than it keeps, or keeps next to none, the page
//! is read again in ways that distrust one kind of sign each: what the markup hides (a script may show it), what names say,
//! and links (some sites link whole paragraphs). A later reading is taken if it has clearly more running text with few
//! links. What is still doubtful is told in a warning.

use std::collections::{BTreeMap, HashSet};

use super::block::is_hidden_by_markup;
use super::body::{self, Signs, is_sentence};
use super::page::{Around, Page};
use super::tree::NodeId;
use super::verdict::Verdict;
use crate::extract::furniture;
use crate::model::RemovedKind;

/// Fewer words of running text than this are hardly an article.
const MIN_TEXT: usize = 40;

/// What was decided about the lines of a page.
pub(super) struct Reading {
    /// The line that shows the headline.
    pub headline: Option<usize>,
    /// One verdict a block.
    pub verdicts: Vec<Verdict>,
    /// Words of running text in the body.
    pub text: usize,
    /// Words in links in the body.
    links: usize,
    /// Words of running text that were left out and may belong to the article.
    pub left_out: usize,
}

impl Reading {
    fn new(page: &Page<'_>, title: &str, signs: Signs) -> Reading {
        let headline = body::title_line(page, title);
        let verdicts = body::verdicts(page, title, headline, signs);
        let mut reading = Reading { headline, verdicts, text: 0, links: 0, left_out: 0 };
        for (block, verdict) in page.blocks.list.iter().zip(&reading.verdicts) {
            let words = if is_sentence(block) { block.words } else { 0 };
            match verdict {
                Verdict::Body => {
                    reading.text += words;
                    reading.links += block.link_words;
                }
                Verdict::Removed(kind) if !block.hidden && may_be_text(*kind) => reading.left_out += words,
                _ => {}
            }
        }
        reading
    }

    /// Whether the page holds more running text outside the body than in it.
    pub fn is_doubtful(&self) -> bool {
        self.left_out > self.text && self.left_out >= MIN_TEXT
    }

    /// Whether this reading is better than another: it has half as much text again, and few links in it.
    fn is_better_than(&self, other: &Reading) -> bool {
        self.text >= MIN_TEXT && self.text * 2 >= other.text * 3 && self.links * 4 <= self.text
    }
}

/// Whether what was left out as a kind may be a part of the article.
fn may_be_text(kind: RemovedKind) -> bool {
    use RemovedKind::*;
    matches!(kind, Header | Related | Promotion | Embed | Navigation | Share | Other)
}

/// The best reading of a page. What it takes for shown or for text is noted in the page's blocks.
pub(super) fn best(page: &mut Page<'_>, title: &str) -> Reading {
    let mut best = Reading::new(page, title, Signs::All);
    let hidden = hidden_text(page, best.text);
    if !hidden.is_empty() {
        for index in &hidden {
            page.blocks.list[*index].hidden = false;
        }
        let again = Reading::new(page, title, Signs::All);
        if again.is_better_than(&best) {
            best = again;
        } else {
            for index in &hidden {
                page.blocks.list[*index].hidden = true;
            }
        }
    }
    if best.text < MIN_TEXT || best.is_doubtful() {
        let again = Reading::new(page, title, Signs::Tags);
        if again.is_better_than(&best) {
            best = again;
        }
    }
    if best.text < MIN_TEXT {
        let again = Reading::new(page, title, Signs::TagsAlone);
        if again.is_better_than(&best) {
            best = again;
        }
    }
    if best.text < MIN_TEXT {
        let linked = linked_paragraphs(page);
        let links: Vec<usize> = linked.iter().map(|index| page.blocks.list[*index].link_words).collect();
        for index in &linked {
            page.blocks.list[*index].link_words = 0;
        }
        let again = Reading::new(page, title, Signs::All);
        if !linked.is_empty() && again.is_better_than(&best) {
            best = again;
        } else {
            for (index, words) in linked.iter().zip(links) {
                page.blocks.list[*index].link_words = words;
            }
        }
    }
    best
}

/// The blocks of the hidden element with the most running text, if that is more than what the page shows.
fn hidden_text(page: &Page<'_>, shown: usize) -> Vec<usize> {
    let tree = &page.tree;
    let hidden = || page.blocks.list.iter().filter(|block| block.hidden && is_sentence(block));
    let words: usize = hidden().map(|block| block.words).sum();
    if words < MIN_TEXT || words <= shown {
        return Vec::new();
    }
    let visible: HashSet<&str> =
        page.blocks.list.iter().filter(|block| !block.hidden).map(|block| block.text.as_str()).collect();
    let mut texts: BTreeMap<NodeId, (usize, usize)> = BTreeMap::new();
    for block in hidden() {
        if visible.contains(block.text.as_str()) || furniture::asks_for_consent(&block.text) {
            continue;
        }
        let root = tree.ancestors(block.node).filter(|node| is_hidden_by_markup(tree, *node)).last();
        let (sentences, words) = texts.entry(root.unwrap_or(block.node)).or_default();
        *sentences += 1;
        *words += block.words;
    }
    let most = texts.into_iter().filter(|(_, (sentences, _))| *sentences >= 2).max_by_key(|(_, (_, words))| *words);
    let Some((root, _)) = most.filter(|(_, (_, words))| *words >= MIN_TEXT && *words > shown) else {
        return Vec::new();
    };
    page.blocks.inside(tree, root).filter(|index| page.blocks.list[*index].hidden).collect()
}

/// Whole paragraphs that are links, if there are several: some sites link each one to a list of sources.
fn linked_paragraphs(page: &Page<'_>) -> Vec<usize> {
    let is_linked = |index: &usize| {
        let block = &page.blocks.list[*index];
        let is_paragraph = page.around.get(block.node).is_some_and(|around| {
            around.any(Around::PARAGRAPH) && !around.any(Around::LIST_ITEM.with(Around::HEADING).with(Around::CELL))
        });
        is_paragraph && !block.hidden && block.words >= 12 && block.link_density() >= 0.4 && block.ends_sentence()
    };
    let linked: Vec<usize> = (0..page.blocks.list.len()).filter(is_linked).collect();
    if linked.len() >= 3 { linked } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use crate::extract::html::samples::{article_of, has_warning, paragraphs, sentences};
    use crate::model::WarningCode;

    #[test]
    fn a_text_that_the_markup_hides_is_read_if_the_page_shows_no_other() {
        let hidden = format!("<div style='display:none'>{}</div>", paragraphs(0..5));
        assert_eq!(article_of(&format!("<p>Loading.</p>{hidden}")).body, sentences(0..5));
        // What is shown is the article if it is longer.
        let shown = article_of(&format!("<article>{}</article>{hidden}", paragraphs(4..10)));
        assert_eq!(shown.body, sentences(4..10));
    }

    #[test]
    fn names_that_lead_astray_on_the_whole_page_are_ignored() {
        let body = format!("<div class=related-articles><div class=sidebar-text>{}</div></div>", paragraphs(0..6));
        assert_eq!(article_of(&body).body, sentences(0..6));
    }

    #[test]
    fn paragraphs_that_are_links_are_text_if_nothing_else_is_left() {
        let linked: String =
            sentences(0..5).iter().map(|sentence| format!("<p><a href=/sources>{sentence}</a></p>")).collect();
        assert_eq!(article_of(&format!("<article>{linked}</article>")).body, sentences(0..5));
        // Teasers below a text are not.
        let teasers = article_of(&format!("<article>{}</article><div>{linked}</div>", paragraphs(5..10)));
        assert_eq!(teasers.body, sentences(5..10));
    }

    #[test]
    fn what_stays_doubtful_has_a_warning() {
        let data = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"A bridge is closed\",\
            \"wordCount\":900}</script>";
        let short = article_of(&format!("{data}<article>{}</article>", paragraphs(0..3)));
        assert!(has_warning(&short.warnings, WarningCode::DoubtfulText), "{:?}", short.warnings);
        let whole = article_of(&format!("<article>{}</article>", paragraphs(0..3)));
        assert!(!has_warning(&whole.warnings, WarningCode::DoubtfulText));
    }
}
