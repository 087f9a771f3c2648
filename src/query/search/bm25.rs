//! The formula that ranks articles: BM25F (Robertson, Zaragoza and Taylor 2004).

use crate::bundle::TextRoot;
use crate::index::text::{Posting, length_of_code};
use crate::query::text::SearchField;

/// How quickly repeated occurrences of a word saturate; the customary value.
pub(super) const K1: f32 = 1.2;

/// How much the length of a body counts, from 0 (not at all) to 1; the customary value.
pub(super) const B: f32 = 0.75;

/// How many occurrences in the body one in the title is worth.
pub(super) const TITLE_WEIGHT: f32 = 4.0;

/// The BM25F formula with the figures of one archive.
///
/// With `w` the weighted number of a word's occurrences in an article, [`TITLE_WEIGHT`] for each in the title and
/// `1 / (1 - B + B * length / mean length)` for each in the body, the score of the word is
/// `idf * w * (K1 + 1) / (w + K1)`, where `idf = ln(1 + (n - m + 0.5) / (m + 0.5))` if `m` of the archive's `n` articles have
/// the word.
pub(super) struct Bm25 {
    articles: f32,
    /// The weight of an occurrence in the body, by the code of the body's length.
    body_weights: Vec<f32>,
}

impl Bm25 {
    pub(super) fn new(root: &TextRoot) -> Bm25 {
        let mean = (root.body_words as f32 / root.lengths.len().max(1) as f32).max(1.0);
        let body_weight = |code| 1.0 / (1.0 - B + B * length_of_code(code) as f32 / mean);
        Bm25 { articles: root.lengths.len() as f32, body_weights: (0..=255).map(body_weight).collect() }
    }

    /// The inverse document frequency of a word that this many articles have.
    pub(super) fn idf(&self, holding: usize) -> f32 {
        let holding = holding as f32;
        (1.0 + (self.articles - holding + 0.5).max(0.0) / (holding + 0.5)).ln()
    }

    /// The weight of an occurrence in a body whose length has this code.
    #[inline]
    pub(super) fn body_weight(&self, length_code: u8) -> f32 {
        self.body_weights.get(usize::from(length_code)).copied().unwrap_or(1.0)
    }

    /// The weighted number of occurrences in the field searched.
    #[inline]
    pub(super) fn weight(&self, field: SearchField, posting: Posting, length_code: u8) -> f32 {
        let title = || posting.title as f32 * TITLE_WEIGHT;
        let body = || posting.body as f32 * self.body_weight(length_code);
        match field {
            SearchField::Title => title(),
            SearchField::Body => body(),
            SearchField::Any | SearchField::Outlet | SearchField::Actor => title() + body(),
        }
    }

    /// The score of a word with this idf and this weighted number of occurrences.
    #[inline]
    pub(super) fn score(idf: f32, weight: f32) -> f32 {
        idf * weight * (K1 + 1.0) / (weight + K1)
    }
}
