//! The band of time: the whole archive pale, the selection in the accent, and a range of days chosen by dragging, by
//! arrow keys, by a click on a bar's name, or by typing.

mod field;
mod handle;
pub(super) mod scale;

use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

use field::DayField;
use handle::Handle;
use scale::{Scale, name_of};

use crate::app::browser;
use crate::app::components::{decimal, when};
use crate::app::effect::effect;
use crate::app::messages as m;
use crate::app::split::part;
use crate::app::state::{Session, latest};
use crate::model::{Day, PartialDate};
use crate::query::{Query, Undated};

/// The height of the drawing, in its own units.
const HEIGHT: f64 = 56.0;

/// The width of the drawing, in its own units.
const WIDTH: f64 = 1000.0;

/// The minimum height of a bar that is not empty: 3 pixels in the lowest band.
const MIN_BAR_HEIGHT: f64 = 5.0;

/// One end of a range of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeEnd {
    /// The first day.
    From,
    /// The last day.
    To,
}

/// The band of time under the search.
#[component]
pub fn DateBand() -> impl IntoView {
    let session = Session::expect();
    let catalogue = session.catalogue();
    let info = &catalogue.info;
    let (Some(first), Some(last)) = (info.from, info.to) else {
        return view! {
            <section class="dates dates--none" aria-label=m::dates()>
                <p>{m::none_dated()}</p>
            </section>
        }
        .into_any();
    };
    let n_undated = info.undated;
    let zoomed = RwSignal::new(None::<(Day, Day)>);
    let failed = RwSignal::new(false);
    // The band shows the whole span again when the range that it was zoomed to is gone.
    effect(move || {
        let (from, to) = session.query.with(|query| (query.from, query.to));
        if zoomed.get_untracked().is_some_and(|part| !scale::range_is_in(part, from, to)) {
            zoomed.set(None);
        }
    });
    let undated = move || {
        let n = match session.answer.get() {
            Some(Ok(answer)) => answer.undated,
            _ => n_undated,
        };
        let only = session.query.with(|query| query.undated == Undated::Only);
        let link = session.url.link(|address| {
            let query = &mut address.query;
            query.undated = if only { Undated::OutsideRanges } else { Undated::Only };
            if !only {
                (query.from, query.to) = (None, None);
            }
            address.article = None;
        });
        let words = if only { m::dated_too().to_owned() } else { m::count_undated(n) };
        match (n_undated, n) {
            (0, _) => None,
            (_, 0) if !only => Some(view! { <span>{words}</span> }.into_any()),
            _ => Some(view! { <a href=link>{words}</a> }.into_any()),
        }
    };
    view! {
        <section class="dates" aria-label=m::dates()>
            <DayField end=RangeEnd::From bound=first />
            {move || band(session, zoomed, failed, first, last)}
            <DayField end=RangeEnd::To bound=last />
            <div class="dates__presets" role="group" aria-label=m::ranges()>
                {presets(session, first, last)} <Zoom zoomed first=first.first_day() last=last.last_day() />
            </div>
            <p class="dates__undated">{undated}</p>
            {when(move || failed.get(), move || view! { <p role="alert">{m::part_failed()}</p> }.into_any())}
        </section>
    }
    .into_any()
}

/// The band itself, of the archive's whole span or of the part that it is zoomed to.
fn band(
    session: Session,
    zoom: RwSignal<Option<(Day, Day)>>,
    failed: RwSignal<bool>,
    first: PartialDate,
    last: PartialDate,
) -> AnyView {
    let zoomed = zoom.get();
    let catalogue = session.catalogue();
    let scale = zoomed.map_or_else(|| Scale::new(first, last), |(from, to)| Scale::part(from, to));
    let all = scale.counts(&catalogue.all.histogram);
    let labels = scale.labels();
    let scale = StoredValue::new(scale);
    let all = RwSignal::new(all);
    let range = Memo::new(move |_| session.query.with(|query| (query.from, query.to)));
    let close = zoomed.map(|span| {
        let counts = RwSignal::new(None);
        spawn_local(ScopedFuture::new_untracked(async move {
            let counter = counter_of_part().await;
            // In the meantime the band may have been redrawn.
            if counts.is_disposed() {
                return;
            }
            failed.set(counter.is_err());
            match counter {
                Ok(count) => count(session, scale, span, counts),
                Err(_) => zoom.set(None),
            }
        }));
        counts
    });
    let now = Memo::new(move |before: Option<&Vec<usize>>| match close {
        Some(close) => close.with(|counts| counts.as_ref().map(|(now, _)| now.clone())).unwrap_or_default(),
        None => match session.answer.get() {
            Some(Ok(answer)) => scale.with_value(|scale| scale.counts(&answer.histogram)),
            _ => before.cloned().unwrap_or_default(),
        },
    });
    if let Some(close) = close {
        effect(move || all.set(close.with(|counts| counts.as_ref().map(|(_, all)| all.clone())).unwrap_or_default()));
    }
    let drag = DragState::new(session, scale);
    let bars = move || {
        let (from, to) = range.get();
        let only_undated = session.query.with(|query| query.undated == Undated::Only);
        scale.with_value(|scale| all.with(|all| now.with(|now| draw_bars(scale, all, now, from, to, only_undated))))
    };
    let wash = move || {
        let (from, to) = range.get();
        if from.is_none() && to.is_none() {
            return None;
        }
        let (left, right) = scale
            .with_value(|scale| (from.map_or(0.0, |from| scale.start_of(from)), to.map_or(1.0, |to| scale.end_of(to))));
        let x = decimal(left * WIDTH);
        let width = decimal((right - left).max(0.002) * WIDTH);
        Some(view! { <rect class="brush" x=x y="0" width=width height=decimal(HEIGHT) /> })
    };
    let summary = move || {
        let counts = now.get();
        scale.with_value(|scale| describe(scale, &counts))
    };
    let n_bins = scale.with_value(|scale| scale.bins.len());
    let names = labels
        .into_iter()
        .map(|(at, label)| {
            let bin = scale.with_value(|scale| scale.bins.get(at).copied());
            let year = bin.map(|bin| bin.from.year().to_string()).filter(|year| !label.ends_with(year.as_str()));
            let year = year.map(|year| format!(" {year}")).unwrap_or_default();
            // The label begins with its visible part.
            let name = m::band_only(&format!("{label}{year}"));
            // Space for half a year's label at both ends, so that none extends beyond the timeline.
            let middle = decimal(100.0 * (at as f64 + 0.5) / n_bins as f64);
            let left = format!("clamp(1.1rem, {middle}%, 100% - 1.1rem)");
            let choose = move |_| {
                if let Some(bin) = bin {
                    choose_range(session, Some(bin.from), Some(bin.to));
                }
            };
            view! {
                <li style:left=left>
                    <button type="button" aria-label=name on:click=choose>
                        {label}
                    </button>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="band">
            <svg
                class="band__chart"
                viewBox=format!("0 0 {} {}", decimal(WIDTH), decimal(HEIGHT))
                preserveAspectRatio="none"
                role="img"
                aria-label=summary
                on:pointerdown=move |event| drag.start(&event)
                on:pointermove=move |event| drag.go_on(&event)
                on:pointerup=move |_| drag.end()
                on:pointercancel=move |_| drag.end()
            >
                {wash}
                {bars}
                <line class="axis" x1="0" x2=decimal(WIDTH) y1=decimal(HEIGHT) y2=decimal(HEIGHT) />
            </svg>
            <Handle end=RangeEnd::From scale range />
            <Handle end=RangeEnd::To scale range />
            <ol class="band__names">{names}</ol>
        </div>
    }
    .into_any()
}

/// Counts by bin of the selection and of the whole archive.
type BinCounts = Option<(Vec<usize>, Vec<usize>)>;

/// [`count_part`], whose code is fetched when somebody looks closer.
type PartCounter = fn(Session, StoredValue<Scale>, (Day, Day), RwSignal<BinCounts>);

part! { panels:
    fn counter_of_part() -> Result<PartCounter, SplitLoaderError> {
    Ok(count_part)
}
}

/// Keeps the counts within a part of the archive's span.
fn count_part(session: Session, scale: StoredValue<Scale>, (from, to): (Day, Day), counted: RwSignal<BinCounts>) {
    let within = move |query: Query| Query {
        from: Some(from),
        to: Some(to),
        undated: Undated::OutsideRanges,
        sort: None,
        limit: Some(usize::MAX),
        facet_limit: Some(0),
        ..query
    };
    // The counts of the whole archive, which are the same for every selection.
    let all = StoredValue::new(None::<Vec<usize>>);
    let counts = latest(Memo::new(move |_| within(session.query.get())), move |query| {
        let archive = session.archive();
        async move {
            let known = all.try_get_value().flatten();
            let mut counts = Vec::new();
            for query in [Some(query), known.is_none().then(|| within(Query::default()))].into_iter().flatten() {
                browser::drawn().await;
                let hits = archive.query(&query).await.map(|answer| answer.hits).unwrap_or_default();
                let dates = hits.into_iter().filter_map(|hit| hit.date);
                // If the band was redrawn in the meantime, the scale is gone and nobody needs the counts.
                counts.push(scale.try_with_value(|scale| scale.counts_of(dates)).unwrap_or_default());
            }
            let whole = known.or_else(|| counts.pop()).unwrap_or_default();
            all.try_set_value(Some(whole.clone()));
            (counts.pop().unwrap_or_default(), whole)
        }
    });
    effect(move || {
        counted.try_set(counts.get());
    });
}

/// The means to look closer at the chosen range, and back.
#[component]
fn Zoom(
    /// The part of the archive's span that the band shows.
    zoomed: RwSignal<Option<(Day, Day)>>,
    /// The archive's first day.
    first: Day,
    /// The archive's last day.
    last: Day,
) -> impl IntoView {
    let session = Session::expect();
    let range = move || {
        let (from, to) = session.query.with(|query| (query.from, query.to));
        let span = (from.map_or(first, |from| from.max(first)), to.map_or(last, |to| to.min(last)));
        (span.0 <= span.1 && zoomed.get() != Some(span) && span != (first, last)).then_some(span)
    };
    view! {
        {when(move || range().is_some(), move || view! {
            <button type="button" class="quiet" on:click=move |_| zoomed.set(untrack(range))>{m::zoom_in()}</button>
        }.into_any())}
        {when(move || zoomed.get().is_some(), move || view! {
            <button type="button" class="quiet" on:click=move |_| zoomed.set(None)>{m::zoom_out()}</button>
        }.into_any())}
    }
}

/// Goes to a range of days; without days, both ends are open.
fn choose_range(session: Session, from: Option<Day>, to: Option<Day>) {
    session.choose(|query| set_range(query, from, to));
}

fn set_range(query: &mut Query, from: Option<Day>, to: Option<Day>) {
    (query.from, query.to) = match (from, to) {
        (Some(from), Some(to)) if from > to => (Some(to), Some(from)),
        range => range,
    };
    if query.undated == Undated::Only {
        query.undated = Undated::OutsideRanges;
    }
}

/// Ranges counted back from the archive's last day.
fn presets(session: Session, first: PartialDate, last: PartialDate) -> impl IntoView + use<> {
    let last = last.last_day();
    let span_days = last.days_since_epoch() - first.first_day().days_since_epoch();
    let back = |days: i32, words: &'static str, label: &'static str| {
        let from = last.plus_days(1 - days)?;
        (span_days > days).then_some((from, words, label))
    };
    let ranges = [
        back(7, m::preset_week(), m::preset_week_label()),
        back(30, m::preset_month(), m::preset_month_label()),
        back(365, m::preset_year(), m::preset_year_label()),
    ];
    let buttons: Vec<_> = ranges
        .into_iter()
        .flatten()
        .map(|(from, words, label)| {
            view! {
                <button
                    type="button"
                    class="quiet"
                    aria-label=label
                    on:click=move |_| choose_range(session, Some(from), None)
                >
                    {words}
                </button>
            }
        })
        .collect();
    (!buttons.is_empty()).then(|| view! { <span>{m::preset_last()}</span> {buttons} })
}

/// `Articles a month, April to July 2025: most in April 2025, 3 articles.`
pub(super) fn describe(scale: &Scale, counts: &[usize]) -> String {
    let counted = match scale.step {
        scale::TimeStep::Month => m::band_by_month,
        scale::TimeStep::Year => m::band_by_year,
        scale::TimeStep::Week => m::band_by_week,
        scale::TimeStep::Day => m::band_by_day,
    };
    let total: usize = counts.iter().sum();
    let most = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count).filter(|(_, count)| **count > 0);
    let (Some(first), Some(last)) = (scale.bins.first(), scale.bins.last()) else { return String::new() };
    let span = if first == last { name_of(*first) } else { m::range(&name_of(*first), &name_of(*last)) };
    let most = most.and_then(|(at, count)| Some((scale.bins.get(at)?, count)));
    match most {
        Some((bin, count)) => counted(total, &span, &name_of(*bin), *count),
        None => m::band_none(&span),
    }
}

fn draw_bars(
    scale: &Scale,
    all: &[usize],
    now: &[usize],
    from: Option<Day>,
    to: Option<Day>,
    only_undated: bool,
) -> impl IntoView + use<> {
    let most = all.iter().copied().max().unwrap_or(0).max(1) as f64;
    let slot = WIDTH / scale.bins.len().max(1) as f64;
    let gap = (slot * 0.16).min(12.0);
    // A single bar should not fill the timeline.
    let width = (slot - gap).min(90.0);
    let height =
        |count: usize| if count == 0 { 0.0 } else { (count as f64 / most * (HEIGHT - 6.0)).max(MIN_BAR_HEIGHT) };
    let bar = |at: usize, count: usize, class: &'static str| {
        let height = height(count);
        let x = at as f64 * slot + (slot - width) / 2.0;
        view! {
            <rect
                class=class
                x=decimal(x)
                width=decimal(width)
                y=decimal(HEIGHT - height)
                height=decimal(height)
            />
        }
    };
    scale
        .bins
        .iter()
        .enumerate()
        .map(|(at, bin)| {
            let all = all.get(at).copied().unwrap_or(0);
            let now = now.get(at).copied().unwrap_or(0).min(all);
            let inside = from.is_none_or(|from| bin.to >= from) && to.is_none_or(|to| bin.from <= to) && !only_undated;
            let class = if inside { "bar bar--now" } else { "bar bar--out" };
            view! { {bar(at, all, "bar bar--all")} {bar(at, now, class)} }
        })
        .collect_view()
}

/// A range being dragged over the band.
#[derive(Clone, Copy)]
struct DragState {
    session: Session,
    scale: StoredValue<Scale>,
    /// The bin that the drag began in, and whether the history has an entry for it.
    began: StoredValue<Option<(usize, bool)>>,
}

impl DragState {
    fn new(session: Session, scale: StoredValue<Scale>) -> DragState {
        DragState { session, scale, began: StoredValue::new(None) }
    }

    fn start(self, event: &leptos::ev::PointerEvent) {
        if event.button() != 0 {
            return;
        }
        browser::capture_pointer(event);
        let at = self.scale.with_value(|scale| scale.bin_at(browser::fraction_across(event)));
        self.began.set_value(Some((at, false)));
        self.reach(at);
    }

    fn go_on(self, event: &leptos::ev::PointerEvent) {
        if self.began.get_value().is_some() {
            let at = self.scale.with_value(|scale| scale.bin_at(browser::fraction_across(event)));
            self.reach(at);
        }
    }

    fn end(self) {
        self.began.set_value(None);
    }

    fn reach(self, at: usize) {
        let Some((began, pushed)) = self.began.get_value() else { return };
        let ends = self
            .scale
            .with_value(|scale| Some((scale.bins.get(began.min(at))?.from, scale.bins.get(began.max(at))?.to)));
        let Some((from, to)) = ends else { return };
        let change = |address: &mut crate::query::Address| set_range(&mut address.query, Some(from), Some(to));
        if pushed {
            self.session.url.replace(change);
        } else {
            self.session.url.push(change);
            self.began.set_value(Some((began, true)));
        }
    }
}
