//! The settings of the tools, as signals and controls.

use leptos::prelude::*;

use crate::app::components::{Segments, when};
use crate::app::messages as m;
use crate::app::state::{ReadingStage, SelectionReader, Session};
use crate::app::views::reading_bar::ReadingBar;
use crate::query::AnalysisSetting;

/// The word of a setting in the address.
pub fn setting(session: Session, setting: AnalysisSetting) -> Memo<String> {
    Memo::new(move |_| session.url.with(|address| address.analysis.setting(setting).to_owned()))
}

/// The number of a setting.
pub fn number_of(session: Session, setting: AnalysisSetting) -> Memo<u32> {
    Memo::new(move |_| session.url.with(|address| address.analysis.number(setting)))
}

/// A choice between the words of a setting.
pub fn choice_of(
    session: Session,
    of: AnalysisSetting,
    label: &'static str,
    options: Vec<(&'static str, &'static str)>,
) -> AnyView {
    let now = setting(session, of);
    let words: Vec<&'static str> = options.iter().map(|(word, _)| *word).collect();
    let chosen = Signal::derive(move || {
        let now = now.get();
        words.iter().copied().find(|word| *word == now).unwrap_or_default()
    });
    view! {
        <Segments
            label
            options
            chosen
            on_choose=move |word: &'static str| session.url.push(|address| address.analysis.set(of, word))
        />
    }
    .into_any()
}

/// The progress of reading, until there is a result; a result of a part of the articles says so.
pub fn progress(reading: SelectionReader, is_done: impl Fn() -> bool + Send + Sync + 'static) -> AnyView {
    let is_stopped = move || reading.stage.with(|stage| matches!(stage, ReadingStage::Stopped(..)));
    when(move || !is_done() || is_stopped(), move || view! { <ReadingBar reading /> }.into_any())
}

/// The button that shows `step` more rows, while there is a rest.
pub fn show_more(
    shown: RwSignal<usize>,
    step: usize,
    rest: impl Fn() -> usize + Clone + Send + Sync + 'static,
) -> AnyView {
    let has_rest = rest.clone();
    when(
        move || has_rest() > 0,
        move || {
            let rest = rest.clone();
            view! {
                <button type="button" class="quiet" on:click=move |_| shown.update(|shown| *shown += step)>
                    {move || m::show_more_of(rest().min(step), rest())}
                </button>
            }
            .into_any()
        },
    )
}

/// The terms of the analysis.
pub fn terms(session: Session) -> Memo<Vec<String>> {
    Memo::new(move |_| session.url.with(|address| address.analysis.terms().to_vec()))
}

#[cfg(test)]
mod tests {
    use crate::query::{Analysis, AnalysisSetting};
    use crate::survey::{CollocateMeasure, LineGroup, LineOrder, SampleDesign, Step};

    #[test]
    fn the_words_of_the_address_are_those_of_the_statistics() {
        let check = |setting, words: &[&str]| {
            for word in words {
                let mut analysis = Analysis::default();
                analysis.set(setting, word);
                assert_eq!(analysis.setting(setting), *word);
            }
        };
        check(AnalysisSetting::Design, &SampleDesign::ALL.map(SampleDesign::as_str));
        check(AnalysisSetting::Group, &LineGroup::ALL.map(LineGroup::as_str));
        check(AnalysisSetting::Measure, &CollocateMeasure::ALL.map(CollocateMeasure::as_str));
        check(AnalysisSetting::Order, &LineOrder::ALL.map(LineOrder::as_str));
        check(AnalysisSetting::Step, &Step::ALL.map(Step::as_str));
        let unset = Analysis::default();
        assert_eq!(unset.setting(AnalysisSetting::Design), SampleDesign::default().as_str());
        assert_eq!(unset.setting(AnalysisSetting::Group), LineGroup::default().as_str());
        assert_eq!(unset.setting(AnalysisSetting::Measure), CollocateMeasure::default().as_str());
        assert_eq!(unset.setting(AnalysisSetting::Order), LineOrder::default().as_str());
    }
}
