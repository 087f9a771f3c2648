//! Pages with the output of Readability.js (mozilla/readability), which is itself an extractor.
//!
//! Its expected texts are in part UTF-8 that was decoded as Latin-1. They also contain captions, links to other
//! articles, bylines and dates, which Dateline's articles have in `removed`. Three rows show the effect: the score of
//! the answers against the repaired texts, and the scores that two flawless kinds of answers would get against the
//! original texts.

use std::path::Path;

use dateline::model::{Article, RemovedKind};

use super::fields;
use crate::measure::{MeanOverlap, Overlap};
use crate::mend::mended;
use crate::normalise::words;
use crate::options::Options;
use crate::pages::{Truth, extracted};
use crate::report::Report;

/// Scores bodies, titles, authors and site names.
pub fn run(data: &Path, options: &Options, report: &mut Report) {
    let found = extracted(data, "readability", options);
    fields::bodies("readability", &found, Some(0.860), options, report);
    bounds(&found, report);
    fields::titles("readability", &found, None, options, report);
    fields::authors("readability", &found, None, options, report);
    fields::outlets("readability", &found, options, report);
}

/// The limits of the bodies' score.
fn bounds(found: &[(Truth, Article)], report: &mut Report) {
    let (mut to_mended, mut all, mut allowed) =
        (MeanOverlap::default(), MeanOverlap::default(), MeanOverlap::default());
    let mut n_mended = 0;
    for (truth, article) in found {
        let Some(expected) = &truth.body else { continue };
        let right = mended(expected);
        n_mended += usize::from(right != *expected);
        to_mended.add(Overlap::of(&right, &article.body.join("\n"), fields::RUN));
        all.add(Overlap::of(expected, &right, fields::RUN));
        allowed.add(Overlap::of(expected, &without_left_out(&right, article), fields::RUN));
    }
    let mut add = |measure, mean: &MeanOverlap, note: &str| {
        let score = mean.score();
        report.add("readability", measure, mean.pages, format!("{}{note}", score.detail()), score.f1(), None);
    };
    add("body F1, mended texts", &to_mended, &format!("; {n_mended} texts mended"));
    add("most: the mended texts", &all, "");
    add("most: these without what articles leave out", &allowed, "");
}

/// The text without the lines that the article has in `removed` (captions, links, bylines and the like) and not in its
/// body.
fn without_left_out(text: &str, article: &Article) -> String {
    let joined = |text: &str| format!(" {} ", words(text).collect::<Vec<_>>().join(" "));
    let body = joined(&article.body.join("\n"));
    let is_kind_of_furniture = |kind: RemovedKind| !matches!(kind, RemovedKind::Other | RemovedKind::Duplicate);
    let pieces = article.removed.iter().filter(|piece| is_kind_of_furniture(piece.kind));
    let left_out = joined(&pieces.map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("\n"));
    let stays = |line: &&str| {
        let line = joined(line);
        body.contains(&line) || !left_out.contains(&line)
    };
    text.lines().filter(stays).collect::<Vec<_>>().join("\n")
}
