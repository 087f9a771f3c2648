//! Which blocks are the article's paragraphs.

use std::borrow::Cow;

use super::shape;
use crate::extract::furniture::{self, Extent};

/// Whether each block is a paragraph of the article.
pub(super) fn body(blocks: &[Cow<'_, str>]) -> Vec<bool> {
    blocks
        .iter()
        .map(|block| {
            let furniture = furniture::classify(block).map(|furniture| furniture.extent);
            let furniture = match furniture {
                Some(Extent::Whole) => true,
                Some(_) => shape::weight(block) < 250,
                None => false,
            };
            shape::weight(block) >= 60 && shape::ends_sentence(block) && !furniture
        })
        .collect()
}
