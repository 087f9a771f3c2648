//! What follows the text inside its element: the beginnings of other articles, and what is said about the writer.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::cuts::is_prose;
use crate::extract::furniture::{self, Extent};
use crate::extract::html::page::Page;
use crate::extract::html::tree::NodeId;
use crate::extract::html::verdict::Verdict;
use crate::language::{BYLINES, of_kind};
use crate::model::RemovedKind;

/// The minimum number of lines that break off at the same length.
const MIN_BROKEN_LINES: usize = 4;

/// The minimum length of such a line, in characters.
const MIN_BROKEN_LENGTH: usize = 80;

/// How much the lengths of such lines may differ, in characters: a mark may have been added.
const MAX_DIFFERENCE: usize = 3;

/// Lines that break off at the same length are the beginnings of other articles.
pub(super) fn drop_broken_off(page: &Page<'_>, verdicts: &mut [Verdict]) {
    let mut run: Vec<usize> = Vec::new();
    let mut length = 0;
    for index in 0..=page.blocks.list.len() {
        let block = page.blocks.list.get(index);
        if block.is_some() && verdicts.get(index) != Some(&Verdict::Body) {
            continue;
        }
        let own = block.map_or(0, |block| block.text.chars().count());
        let breaks_off = block.is_some_and(|block| {
            own >= MIN_BROKEN_LENGTH
                && (!block.ends_sentence() || block.text.ends_with(['…']) || block.text.ends_with("..."))
        });
        if breaks_off && !run.is_empty() && own.abs_diff(length) <= MAX_DIFFERENCE {
            run.push(index);
            continue;
        }
        if run.len() >= MIN_BROKEN_LINES {
            for index in run.drain(..) {
                verdicts[index] = Verdict::Removed(RemovedKind::Related);
            }
        }
        run.clear();
        if breaks_off {
            run.push(index);
            length = own;
        }
    }
}

/// Removes elements below the text that begin with the heading of a list of other articles: they hold the list, often with
/// the opening sentences of these articles. The text above must be at least as long.
pub(super) fn drop_elements_of_others(page: &Page<'_>, region: &std::ops::Range<usize>, verdicts: &mut [Verdict]) {
    let list = &page.blocks.list;
    // The words of running text in the body, and all words in links, before each block.
    let (mut prose, mut links) = (vec![0], vec![0]);
    for (block, verdict) in list.iter().zip(verdicts.iter()) {
        let is_text = *verdict == Verdict::Body && is_prose(block.words, block.link_density());
        prose.push(prose.last().copied().unwrap_or(0) + if is_text { block.words } else { 0 });
        links.push(links.last().copied().unwrap_or(0) + block.link_words);
    }
    let within = |sums: &[usize], range: &std::ops::Range<usize>| {
        let at = |index: usize| sums.get(index).copied().unwrap_or(0);
        at(range.end).saturating_sub(at(range.start))
    };
    let mut start = region.start;
    for index in region.clone() {
        let Some(block) = list.get(index).filter(|_| index >= start) else { continue };
        let is_heading = verdicts.get(index) == Some(&Verdict::Removed(RemovedKind::Related))
            && block.words <= MAX_HEADING_OF_OTHERS
            && furniture::classify(&block.text)
                .is_some_and(|found| found.kind == RemovedKind::Related && found.extent == Extent::Whole);
        if !is_heading {
            continue;
        }
        let begins = |node: &NodeId| page.blocks.inside(&page.tree, *node).start == index;
        let around = page.tree.ancestors(block.node).take(MAX_DEPTH_OF_OTHERS);
        let Some(element) = around.take_while(begins).last() else { continue };
        let lines = index + 1..page.blocks.inside(&page.tree, element).end.min(region.end);
        if within(&links, &lines) > 0 && within(&prose, &lines) <= within(&prose, &(region.start..index)) {
            start = lines.end;
            for verdict in verdicts.get_mut(lines).unwrap_or_default().iter_mut().filter(|one| **one == Verdict::Body) {
                *verdict = Verdict::Removed(RemovedKind::Related);
            }
        }
    }
}

/// The maximum number of words in the heading of a list of other articles.
const MAX_HEADING_OF_OTHERS: usize = 8;

/// The maximum number of elements between the heading of a list of other articles and the element of the list.
const MAX_DEPTH_OF_OTHERS: usize = 6;

/// The maximum number of words in the heading above what is said about the writer.
const MAX_HEADING_WORDS: usize = 6;

/// The maximum number of lines about the writer.
const MAX_LINES: usize = 6;

/// The maximum number of words in these lines.
const MAX_WORDS: usize = 160;

/// Below the text, a heading such as "About the author" and the lines below it are about the writer.
pub(super) fn drop_about_writer(page: &Page<'_>, verdicts: &mut [Verdict]) {
    let list = &page.blocks.list;
    let words_of = |index: usize, verdicts: &[Verdict]| {
        list.get(index)
            .filter(|block| verdicts.get(index) == Some(&Verdict::Body) && is_prose(block.words, block.link_density()))
            .map_or(0, |block| block.words)
    };
    let all: usize = (0..list.len()).map(|index| words_of(index, verdicts)).sum();
    let mut above = 0;
    for index in 0..list.len() {
        above += words_of(index, verdicts);
        let Some(block) = list.get(index) else { return };
        if block.words > MAX_HEADING_WORDS || above * 2 < all || !is_about_writer(&block.text) {
            continue;
        }
        if verdicts.get(index) == Some(&Verdict::Body) {
            verdicts[index] = Verdict::Removed(RemovedKind::Header);
        }
        let mut words = 0;
        for below in index + 1..list.len().min(index + 1 + MAX_LINES) {
            let Some(line) = list.get(below) else { break };
            words += line.words;
            // The name may be a heading of its own.
            let is_next = page.heading_level(line.node).is_some() && below > index + 1;
            if is_next || words > MAX_WORDS {
                break;
            }
            if verdicts.get(below) == Some(&Verdict::Body) {
                verdicts[below] = Verdict::Removed(RemovedKind::Header);
            }
        }
    }
}

/// Whether a line heads what is said about the writer.
fn is_about_writer(text: &str) -> bool {
    static HEADINGS: LazyLock<HashSet<&str>> = LazyLock::new(|| of_kind(BYLINES, "about").collect());
    let text = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('\'', "’");
    HEADINGS.contains(text.as_str())
}

#[cfg(test)]
mod tests {
    use crate::document::Transport;
    use crate::extract::html::article;

    const TEXT: &str = "<p>The council of Oldport has published what it spent on its bridges in the last two years, and on its ferries.</p>";

    fn body_of(inside: &str) -> Vec<String> {
        let html =
            format!("<title>Bridges of the town</title><div><h1>Bridges of the town</h1>{TEXT}{TEXT}{inside}</div>");
        article(&html, &Transport::default()).body
    }

    #[test]
    fn lines_cut_at_one_length_begin_other_articles() {
        let cut = |words: &str| format!("<p>{}</p>", &words.repeat(9)[..120]);
        let others = [
            "A ferry was late again and ",
            "Trams of the town are full ",
            "New trees for the old park ",
            "Rain has closed a sea road ",
        ];
        let body = body_of(&others.map(cut).concat());
        assert_eq!(body.len(), 2, "{body:?}");
        // Lines of several lengths are a list.
        let list: String =
            others.iter().enumerate().map(|(n, words)| format!("<p>{}</p>", &words.repeat(9)[..120 + n * 9])).collect();
        assert_eq!(body_of(&list).len(), 6);
    }

    #[test]
    fn what_is_said_about_the_writer_is_no_text() {
        for heading in ["About the Reviewer", "Sobre la firma", "À propos de l'auteur", "Über die Autorin:"] {
            let about = format!(
                "<h3>{heading}</h3><p>Ann Lee</p><p>She has written about bridges and rivers for twenty years, and lives by one.</p>"
            );
            let body = body_of(&about);
            assert_eq!(body.len(), 2, "{body:?}");
        }
        let body = body_of(&format!("<h3>About the bridge</h3>{TEXT}"));
        assert_eq!(body.len(), 4, "{body:?}");
    }
}
