//! The body of an article, and everything else on its page.
//!
//! Three steps: [`cuts`] marks the elements that are furniture by their tag and names, [`region`] finds the element
//! that holds the article, [`verdict`] keeps or removes each line in it.

mod cuts;
mod region;
mod verdict;

pub(super) use verdict::title_line;

use crate::extract::html::block::Block;
use crate::extract::html::page::{Around, Page};
use crate::extract::html::tag::Tag;
use crate::extract::html::tree::NodeId;
use crate::model::{Removed, RemovedKind};

/// What became of each line of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A paragraph of the body.
    Body,
    /// The headline, which the article's title repeats.
    Title,
    /// Not the article's text.
    Removed(RemovedKind),
}

/// Decides about each line of a page; one verdict a block. `title_line` is what [`title_line`] finds.
pub(super) fn verdicts(page: &Page<'_>, title: &str, title_line: Option<usize>) -> Vec<Verdict> {
    let cuts = cuts::of(page, title_line);
    let region = region::find(page, &cuts, title_line);
    verdict::decide(page, &cuts, region, title, title_line)
}

/// The paragraphs of the body, and all that was left out, in order, neighbours of one kind together.
pub(super) fn divide(page: &Page<'_>, verdicts: &[Verdict]) -> (Vec<String>, Vec<Removed>) {
    let mut body = Vec::new();
    let mut removed: Vec<Removed> = Vec::new();
    let mut joins = false;
    let mut row = None;
    for (block, verdict) in page.blocks.list.iter().zip(verdicts) {
        let row_before = std::mem::replace(&mut row, row_of(page, block).filter(|_| *verdict == Verdict::Body));
        match verdict {
            Verdict::Body => match body.last_mut() {
                Some(last) if is_next_cell(row, row_before) => {
                    let last: &mut String = last;
                    last.push('\t');
                    last.push_str(&block.text);
                }
                _ => body.push(block.text.clone()),
            },
            Verdict::Title => {}
            Verdict::Removed(kind) => match removed.last_mut() {
                Some(last) if joins && last.kind == *kind => {
                    last.text.push('\n');
                    last.text.push_str(&block.text);
                }
                _ => removed.push(Removed { text: block.text.clone(), kind: *kind }),
            },
        }
        joins = matches!(verdict, Verdict::Removed(_));
    }
    (body, removed)
}

/// A cell of a table of figures has at most so many words; a longer one is a place of a layout.
const MAX_CELL_WORDS: usize = 12;

/// A cell and its row.
type Cell = (NodeId, NodeId);

/// Whether a cell follows another in one row; what stands in the same cell are paragraphs of a layout.
fn is_next_cell(cell: Option<Cell>, before: Option<Cell>) -> bool {
    matches!((cell, before), (Some((cell, row)), Some((other, row_before))) if row == row_before && cell != other)
}

/// The cell of a table that a block is, with its row. The cells of a row are one paragraph, parted by tabs.
fn row_of(page: &Page<'_>, block: &Block) -> Option<Cell> {
    let is_cell = page.around.get(block.node).is_some_and(|around| around.any(Around::CELL));
    let is_row = |node: &NodeId| page.tree.tag(*node) == Some(Tag::Tr);
    let is_td = |node: &NodeId| matches!(page.tree.tag(*node), Some(Tag::Td | Tag::Th));
    let near = || page.tree.ancestors(block.node).take(4);
    (is_cell && block.words <= MAX_CELL_WORDS).then(|| Some((near().find(is_td)?, near().find(is_row)?))).flatten()
}

#[cfg(test)]
mod tests {
    use crate::document::Transport;
    use crate::extract::html::article;

    #[test]
    fn a_row_of_a_table_is_a_paragraph() {
        let text = "<p>The council of Oldport has published what it spent on its bridges in the last two years, and on its ferries.</p>";
        let html = format!(
            "<title>Bridges</title><h1>Bridges</h1>{text}<table><tr><th>Year<th>Cost<tr><td>2019<td>3 million</table>{text}"
        );
        let body = article(&html, &Transport::default()).body;
        assert_eq!(
            body.get(1..3),
            Some(["Year\tCost".to_owned(), "2019\t3 million".to_owned()].as_slice()),
            "{body:?}"
        );
    }
}
