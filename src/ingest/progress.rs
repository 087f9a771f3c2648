//! The progress bar.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The progress of reading.
pub(super) struct ProgressLine(ProgressBar);

impl ProgressLine {
    /// A progress bar for this many files or articles, on standard error or nowhere; `doing` names the work.
    pub(super) fn new(doing: &'static str, n_items: usize, is_shown: bool) -> ProgressLine {
        if !is_shown {
            return ProgressLine(ProgressBar::hidden());
        }
        let bar = ProgressBar::with_draw_target(Some(n_items as u64), ProgressDrawTarget::stderr_with_hz(8));
        let style = ProgressStyle::with_template("{prefix} {bar:30} {pos} of {len}{msg}, {eta} left");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        bar.set_prefix(doing);
        bar.enable_steady_tick(Duration::from_millis(250));
        ProgressLine(bar)
    }

    /// Reports that a file is finished, and the number of articles so far.
    pub(super) fn file_done(&self, n_articles: usize) {
        self.0.set_message(format!(" ({n_articles} articles)"));
        self.0.inc(1);
    }

    /// Reports that one more item is finished.
    pub(super) fn item_done(&self) {
        self.0.inc(1);
    }

    /// Removes the bar.
    pub(super) fn finish(&self) {
        self.0.finish_and_clear();
    }
}
