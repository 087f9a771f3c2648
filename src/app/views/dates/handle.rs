//! An end of the range, moved by arrow keys.

use leptos::prelude::*;

use super::scale::Scale;
use super::{RangeEnd, set_range};
use crate::app::components::decimal;
use crate::app::format::dates;
use crate::app::messages as m;
use crate::app::state::Session;
use crate::model::Day;

/// A slider at one end of the range: arrows move it by a step of the band, Page Up and Page Down by twelve, Home and RangeEnd
/// to the ends.
#[component]
pub fn Handle(
    /// Which end.
    end: RangeEnd,
    /// The band's scale.
    scale: StoredValue<Scale>,
    /// The range.
    range: Memo<(Option<Day>, Option<Day>)>,
) -> impl IntoView {
    let session = Session::expect();
    let n_bins = scale.with_value(|scale| scale.bins.len());
    let is_part = scale.with_value(|scale| scale.is_part);
    let at = move || {
        let (from, to) = range.get();
        scale.with_value(|scale| match end {
            RangeEnd::From => from.map_or(0, |day| scale.bin_of(day)),
            RangeEnd::To => to.map_or(n_bins.saturating_sub(1), |day| scale.bin_of(day)),
        })
    };
    let left = move || {
        let (from, to) = range.get();
        let across = scale.with_value(|scale| match end {
            RangeEnd::From => from.map_or(0.0, |day| scale.start_of(day)),
            RangeEnd::To => to.map_or(1.0, |day| scale.end_of(day)),
        });
        format!("{}%", decimal(across * 100.0))
    };
    let told = move || {
        let (from, to) = range.get();
        match (end, from, to) {
            (RangeEnd::From, Some(day), _) | (RangeEnd::To, _, Some(day)) => dates::day(day),
            (RangeEnd::From, None, _) => m::day_beginning().to_owned(),
            (RangeEnd::To, _, None) => m::day_end().to_owned(),
        }
    };
    let step = move |event: leptos::ev::KeyboardEvent| {
        let now = at();
        let last = n_bins.saturating_sub(1);
        let next = match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => now.saturating_sub(1),
            "ArrowRight" | "ArrowUp" => now + 1,
            "PageDown" => now.saturating_sub(12),
            "PageUp" => now + 12,
            "Home" => 0,
            "RangeEnd" => last,
            _ => return,
        }
        .min(last);
        event.prevent_default();
        let Some(bin) = scale.with_value(|scale| scale.bins.get(next).copied()) else { return };
        let (from, to) = range.get_untracked();
        // The ends do not pass each other.
        let range = match end {
            RangeEnd::From => (Some(bin.from).filter(|_| next > 0 || is_part), to.map(|to| to.max(bin.to))),
            RangeEnd::To => (from.map(|from| from.min(bin.from)), Some(bin.to).filter(|_| next < last || is_part)),
        };
        session.url.replace(|address| set_range(&mut address.query, range.0, range.1));
    };
    let label = match end {
        RangeEnd::From => m::day_first(),
        RangeEnd::To => m::day_last(),
    };
    view! {
        <span
            class="handle"
            class:handle--set=move || match end {
                RangeEnd::From => range.get().0.is_some(),
                RangeEnd::To => range.get().1.is_some(),
            }
            role="slider"
            tabindex="0"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax=n_bins.saturating_sub(1)
            aria-valuenow=at
            aria-valuetext=told
            style:left=left
            on:keydown=step
        ></span>
    }
}
