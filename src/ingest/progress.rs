//! The bar that shows how far reading is.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How far reading is.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// A bar over so many files or articles, drawn on standard error, or nowhere; `doing` says what is done to them.
    pub(super) fn new(doing: &'static str, n_items: usize, is_shown: bool) -> Progress {
        if !is_shown {
            return Progress(ProgressBar::hidden());
        }
        let bar = ProgressBar::with_draw_target(Some(n_items as u64), ProgressDrawTarget::stderr_with_hz(8));
        let style = ProgressStyle::with_template("{prefix} {bar:30} {pos} of {len}{msg}, {eta} left");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        bar.set_prefix(doing);
        bar.enable_steady_tick(Duration::from_millis(250));
        Progress(bar)
    }

    /// A file is done; so many articles were found by now.
    pub(super) fn file_done(&self, n_articles: usize) {
        self.0.set_message(format!(" ({n_articles} articles)"));
        self.0.inc(1);
    }

    /// One more is done.
    pub(super) fn item_done(&self) {
        self.0.inc(1);
    }

    /// All is done; the bar vanishes.
    pub(super) fn finish(&self) {
        self.0.finish_and_clear();
    }
}
