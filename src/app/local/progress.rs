//! The progress of reading, and the time that remains.

use leptos::prelude::*;

use crate::app::messages as m;
use crate::task::{Phase, Progress};

/// The speed of a phase.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pace {
    phase: Phase,
    began_ms: f64,
    began_at: usize,
    now_ms: f64,
}

impl Pace {
    /// Records the progress at a time, in milliseconds.
    pub fn note(&mut self, progress: &Progress, now_ms: f64) {
        if self.began_ms == 0.0 || self.phase != progress.phase {
            *self = Pace { phase: progress.phase, began_ms: now_ms, began_at: progress.done, now_ms };
        }
        self.now_ms = now_ms;
    }

    /// The estimated remaining seconds of the phase, if there is enough data.
    fn seconds_left(&self, progress: &Progress) -> Option<f64> {
        let done = progress.done.checked_sub(self.began_at).filter(|done| *done > 0)?;
        let took_ms = self.now_ms - self.began_ms;
        let left = progress.total.saturating_sub(progress.done);
        (took_ms > 500.0).then_some(took_ms / 1000.0 * left as f64 / done as f64)
    }
}

/// The progress in words.
fn sentence(progress: &Progress, pace: &Pace) -> String {
    let mut sentence = if progress.phase == Phase::Actors {
        m::progress_actors(progress.total, progress.done)
    } else {
        m::progress_reading(progress.total, progress.done, &m::count_articles(progress.articles))
    };
    if progress.failures > 0 {
        sentence.push_str(", ");
        sentence.push_str(&m::progress_failed(progress.failures));
    }
    if let Some(seconds) = pace.seconds_left(progress) {
        sentence.push_str("; ");
        sentence.push_str(&match seconds.ceil() as usize {
            seconds @ 0..=90 => m::progress_seconds(seconds),
            seconds => m::progress_minutes(seconds.div_ceil(60)),
        });
    }
    sentence
}

/// A progress bar with the progress in words.
#[component]
pub fn ProgressView(
    /// The progress.
    progress: RwSignal<Progress>,
    /// The speed.
    pace: StoredValue<Pace>,
) -> impl IntoView {
    let words = move || progress.with(|progress| sentence(progress, &pace.get_value()));
    view! {
        <progress
            aria-label=m::documents_reading()
            max=move || progress.with(|progress| progress.total.max(1).to_string())
            prop:value=move || progress.with(|progress| progress.done as f64)
        ></progress>
        <p>{words}</p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_is_told_once_it_can_be_known() {
        let mut pace = Pace::default();
        let at = |done| Progress { done, total: 100, articles: done, ..Progress::default() };
        pace.note(&at(0), 1000.0);
        assert_eq!(sentence(&at(0), &pace), "Reading: 0 of 100 files, 0 articles");
        pace.note(&at(25), 3000.0);
        assert_eq!(sentence(&at(25), &pace), "Reading: 25 of 100 files, 25 articles; about 6 seconds left");
        let actors = Progress { phase: Phase::Actors, done: 1, total: 9, failures: 2, ..Progress::default() };
        pace.note(&actors, 4000.0);
        assert_eq!(sentence(&actors, &pace), "Finding actors: 1 of 9 articles, 2 failed");
    }
}
