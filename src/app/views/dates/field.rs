//! An input field for a day.

use leptos::prelude::*;

use super::{RangeEnd, set_range};
use crate::app::format::dates;
use crate::app::messages as m;
use crate::app::state::Session;
use crate::model::PartialDate;

/// An input field for one end of the range.
#[component]
pub fn DayField(
    /// Which end.
    end: RangeEnd,
    /// The archive's own end, shown if no day is chosen.
    bound: PartialDate,
) -> impl IntoView {
    let session = Session::expect();
    let (label, problem_id, bound) = match end {
        RangeEnd::From => (m::day_from(), "day-from-problem", bound.first_day()),
        RangeEnd::To => (m::day_to(), "day-to-problem", bound.last_day()),
    };
    let chosen = Memo::new(move |_| {
        session.query.with(|query| match end {
            RangeEnd::From => query.from,
            RangeEnd::To => query.to,
        })
    });
    let shown = move || chosen.get().map(dates::editable_day).unwrap_or_default();
    let wrong = RwSignal::new(false);
    let typed = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        let date = dates::parse(&text);
        wrong.set(date.is_none() && !text.trim().is_empty());
        if wrong.get_untracked() {
            return;
        }
        let day = date.map(|date| match end {
            RangeEnd::From => date.first_day(),
            RangeEnd::To => date.last_day(),
        });
        session.choose(|query| match end {
            RangeEnd::From => set_range(query, day, query.to),
            RangeEnd::To => set_range(query, query.from, day),
        });
    };
    view! {
        <div class="day" class:day--to=end == RangeEnd::To>
            <input
                type="text"
                aria-label=label
                placeholder=dates::editable_day(bound)
                autocomplete="off"
                spellcheck="false"
                aria-invalid=move || wrong.get().then_some("true")
                aria-describedby=problem_id
                prop:value=shown
                on:change=typed
            />
            <span id=problem_id class="day__problem" role="alert">
                {move || wrong.get().then(m::day_wrong).unwrap_or_default().to_owned()}
            </span>
        </div>
    }
}
