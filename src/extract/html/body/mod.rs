//! The body of an article, and everything else on its page.
//!
//! Three steps: [`cuts`] marks the elements that are furniture by their tag and names, [`region`] finds the element
//! that holds the article, [`verdict`] keeps or removes each line in it.

mod cuts;
mod region;
mod verdict;

use crate::extract::html::page::Page;
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

/// Decides about each line of a page; one verdict a block.
pub(super) fn verdicts(page: &Page<'_>, title: &str) -> Vec<Verdict> {
    let title_line = verdict::title_line(page, title);
    let cuts = cuts::of(page, title_line);
    let region = region::find(page, &cuts, title_line);
    verdict::decide(page, &cuts, region, title, title_line)
}

/// The paragraphs of the body, and all that was left out, in order, neighbours of one kind together.
pub(super) fn divide(page: &Page<'_>, verdicts: &[Verdict]) -> (Vec<String>, Vec<Removed>) {
    let mut body = Vec::new();
    let mut removed: Vec<Removed> = Vec::new();
    let mut joins = false;
    for (block, verdict) in page.blocks.list.iter().zip(verdicts) {
        match verdict {
            Verdict::Body => body.push(block.text.clone()),
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
