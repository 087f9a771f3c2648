//! Pages of many kinds, mainly German, with pieces that are in the text and pieces that are not (adbar/trafilatura).

use std::path::Path;

use super::fields;
use crate::measure::Segments;
use crate::options::Options;
use crate::pages::extracted;
use crate::report::Report;

/// Scores pieces of the body, titles, authors and dates.
pub fn run(data: &Path, options: &Options, report: &mut Report) {
    let found = extracted(data, "trafilatura", options);
    let mut segments = Segments::default();
    let mut worst = Vec::new();
    for (truth, article) in &found {
        let Some(wanted) = &truth.must_contain else { continue };
        let (missed, wrong) = segments.add(&article.body.join("\n"), wanted, &truth.must_not_contain);
        if !missed.is_empty() || !wrong.is_empty() {
            worst.push((missed.len() + wrong.len(), format!("{}: missed {missed:?} wrong {wrong:?}", truth.id)));
        }
    }
    worst.sort_by(|a, b| b.cmp(a));
    for (_, line) in worst.iter().take(options.errors) {
        eprintln!("trafilatura segments {line}");
    }
    let score = segments.score();
    report.add("trafilatura", "body pieces F1", segments.pieces, score.detail(), score.f1(), Some(0.935));
    fields::titles("trafilatura", &found, Some(0.78), options, report);
    fields::authors("trafilatura", &found, Some(0.65), options, report);
    fields::dates("trafilatura", &found, None, options, report);
}
