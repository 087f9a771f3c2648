//! Derives the day of publication from everything that places a text in time.

use time::Weekday;

use super::anniversary::Anniversary;
use super::mention::{FullDate, Mentions, MonthDay, NamedWeekday};
use crate::model::{DateBasis, Day, Month, PartialDate, PublicationDate};

/// The maximum number of days between a date in a report and its publication on a named weekday.
const WEEK: i32 = 6;

/// The maximum number of days between reports of one event.
const SAME_EVENT_DAYS: i32 = 3;

/// The maximum age of a text in years, counted from the newest thing that it takes for known.
const ERA_YEARS: i32 = 3;

/// The maximum number of days between a day without a year and dated reports on the same topic: half a year, so that
/// the year is unambiguous.
const TOPIC_DAYS: i32 = 182;

/// The maximum distance in bytes between a weekday and a day of a month that mean the same day.
const PAIR_BYTES: usize = 90;

/// The number of blocks at the beginning of a report that say when it happened.
const LEAD_BLOCKS: usize = 3;

/// The number of days after the newest post that a report quotes in which it is published, at the latest. Posts of this
/// many days before are about the same event.
const POST_DAYS: i32 = 1;

/// The last day of a month on which the newest post tells the month of the report.
const MONTH_POST_DAY: u8 = 26;

/// A dated article on the same topic.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Neighbour {
    /// Its day of publication.
    pub(super) day: Day,
    /// Its source.
    pub(super) source: String,
    /// Its similarity.
    pub(super) closeness: Closeness,
}

/// The degrees of similarity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Closeness {
    /// On the same topic.
    Topic,
    /// Reports of the same event.
    Event,
    /// One is nearly a copy of the other.
    Copy,
}

/// Everything that is known about the date of an undated article.
#[derive(Clone, Debug, Default)]
pub(super) struct DateClues {
    /// Mentions in the body.
    pub(super) body: Mentions,
    /// Mentions outside the body: teasers, posts, headers.
    pub(super) around: Mentions,
    /// Anniversaries in the body.
    pub(super) anniversaries: Vec<Anniversary>,
    /// The month before which the text cannot have been written, and the words that imply it.
    pub(super) era: Option<(Month, String)>,
    /// The month or year in the address.
    pub(super) address: Option<(PartialDate, String)>,
    /// The day on which the document was collected, if known; it was published on that day or earlier.
    pub(super) collected: Option<Day>,
    /// Dated articles on the same topic, most similar first.
    pub(super) neighbours: Vec<Neighbour>,
    /// Whether the corpus is so large that every topic has dated articles of many days.
    pub(super) in_large_corpus: bool,
}

/// The date that the evidence gives; `None` if it gives none or more than one.
pub(super) fn solve(evidence: &DateClues) -> Option<PublicationDate> {
    let weekday = evidence.body.weekdays.first();
    let window = Window::new(evidence);
    let day = weekday
        .and_then(|weekday| {
            exact_pair(evidence, &window, weekday)
                .or_else(|| after_month_day(&evidence.body.month_days, &window, weekday, ""))
                .or_else(|| beside_post(evidence, &window, weekday))
                .or_else(|| beside_neighbour(evidence, &window, weekday))
                .or_else(|| {
                    let around = Some(&evidence.around.month_days).filter(|_| !evidence.in_large_corpus);
                    after_month_day(around?, &window, weekday, " beside the text")
                })
        })
        .or_else(|| dateline(evidence, &window))
        .or_else(|| copy(evidence, &window));
    if let Some((day, words)) = day {
        return Some(inferred(PartialDate::Day(day), words));
    }
    if let Some((date, words)) = &evidence.address {
        return Some(PublicationDate::new(*date, DateBasis::Stated, words.clone()));
    }
    if let Some((month, words)) = month_of_post(evidence, &window) {
        return Some(inferred(PartialDate::Month(month), words));
    }
    let year = window.anniversary.filter(|found| window.may_be_in(found.year))?;
    Some(inferred(PartialDate::Year(year.year), anniversary_words(year)))
}

/// The possible days, and the reason.
struct Window<'e> {
    /// The year that an anniversary implies.
    anniversary: Option<&'e Anniversary>,
    /// The first possible day, with the words that imply it.
    from: Option<(Day, String)>,
    /// The last possible day.
    to: Option<Day>,
    /// Words that imply the year, if it is known.
    year_words: Option<String>,
}

impl<'e> Window<'e> {
    fn new(evidence: &'e DateClues) -> Window<'e> {
        let mut window = Window { anniversary: None, from: None, to: None, year_words: None };
        window.to = evidence.collected;
        if let Some((month, words)) = &evidence.era {
            window.from = Some((month.first_day(), format!("“{words}” (since {month})")));
        }
        // The newest date with a year: the text is not older.
        let newest =
            evidence.body.full.iter().chain(&evidence.around.full).filter(|date| date.value.first_day().year() >= 1990);
        if let Some(date) = newest.max_by_key(|date| date.value.first_day()) {
            let day = date.value.first_day();
            if window.from.as_ref().is_none_or(|(from, _)| day > *from) {
                window.from = Some((day, format!("“{}”", date.words)));
            }
        }
        window.between_months(evidence);
        let mut years: Vec<i32> = evidence.anniversaries.iter().map(|found| found.year).collect();
        years.dedup();
        if let ([year], Some(anniversary)) = (years.as_slice(), evidence.anniversaries.first()) {
            window.anniversary = Some(anniversary);
            window.narrow(PartialDate::Year(*year), anniversary_words(anniversary));
        }
        if let Some((date, words)) = &evidence.address {
            window.narrow(*date, words.clone());
        }
        window
    }

    /// "Last August" next to a newest date in August 2024: written after that month and at most a year later.
    fn between_months(&mut self, evidence: &DateClues) {
        let newest = evidence.body.full.iter().max_by_key(|date| date.value.first_day());
        let Some(month) = newest.map(|date| date.value.first_day().month()) else { return };
        let Some(last) = evidence.body.last_months.iter().find(|last| last.month == month.number()) else {
            return;
        };
        let after = month.last_day().plus_days(1);
        let until = Month::new(month.year() + 1, last.month).map(Month::last_day);
        if let Some((after, until)) = after.zip(until) {
            self.from = Some((after, format!("“{}” ({month})", last.words)));
            self.to = Some(self.to.map_or(until, |to| to.min(until)));
        }
    }

    fn narrow(&mut self, date: PartialDate, words: String) {
        let day = date.first_day();
        if self.from.as_ref().is_none_or(|(from, _)| day > *from) {
            self.from = Some((day, words.clone()));
        }
        self.to = Some(self.to.map_or(date.last_day(), |to| to.min(date.last_day())));
        self.year_words = Some(words);
    }

    fn allows(&self, day: Day) -> bool {
        self.from.as_ref().is_none_or(|(from, _)| day >= *from) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether a day of the year is possible.
    fn may_be_in(&self, year: i32) -> bool {
        self.from.as_ref().is_none_or(|(from, _)| from.year() <= year) && self.to.is_none_or(|to| to.year() >= year)
    }

    /// The only possible year, with the words that imply it.
    fn year(&self) -> Option<(i32, &str)> {
        let (from, to) = (self.from.as_ref()?.0, self.to?);
        (from.year() == to.year()).then_some((to.year(), self.year_words.as_deref()?))
    }
}

/// A weekday and a day of a month close together near the beginning that match in exactly one possible year.
fn exact_pair(evidence: &DateClues, window: &Window<'_>, weekday: &NamedWeekday) -> Option<(Day, String)> {
    let near = |named: &&MonthDay| {
        named.block == weekday.block && named.block < LEAD_BLOCKS && named.start.abs_diff(weekday.start) <= PAIR_BYTES
    };
    let named = evidence.body.month_days.iter().find(near)?;
    let fits = |year: i32| {
        let day = Day::new(year, named.month, named.day)?;
        (day.weekday() == weekday.weekday && window.allows(day)).then_some(day)
    };
    let pair = format!("“{}” and “{}”", weekday.words, named.words);
    if let Some((year, words)) = window.year() {
        return Some((fits(year)?, format!("{pair}, a {} in {year}; {words}", weekday.weekday)));
    }
    let is_enough = |neighbour: &&Neighbour| neighbour.closeness >= Closeness::Event || !evidence.in_large_corpus;
    let beside_dated = evidence.neighbours.first().filter(is_enough).and_then(|neighbour| {
        let years = neighbour.day.year() - 1..=neighbour.day.year() + 1;
        let day = years.filter_map(fits).find(|day| distance(*day, neighbour.day) <= TOPIC_DAYS)?;
        Some((day, format!("{pair}, a {} in {}; {}", weekday.weekday, day.year(), beside(neighbour))))
    });
    beside_dated.or_else(|| {
        // "Sunday, July 27" is certainly one day; two words apart may be two days that match by chance.
        let glued = weekday.start < named.start && named.start - weekday.start <= weekday.words.len() + 2;
        let (from, words) = window.from.as_ref().filter(|_| glued)?;
        let day = (from.year()..=from.year() + ERA_YEARS).find_map(fits)?;
        Some((day, format!("{pair}, a {} in {}; not before {words}", weekday.weekday, day.year())))
    })
}

/// The named weekday in the week that begins with the latest of these days, in a known year.
fn after_month_day(
    month_days: &[MonthDay],
    window: &Window<'_>,
    weekday: &NamedWeekday,
    place: &str,
) -> Option<(Day, String)> {
    let (year, words) = window.year()?;
    // Further down are days of other events, also of events to come.
    let opening = month_days.iter().filter(|named| named.block < LEAD_BLOCKS);
    let dated = opening.filter_map(|named| Some((Day::new(year, named.month, named.day)?, named)));
    let (latest, named) = dated.max_by_key(|(day, _)| *day)?;
    let day = on_or_after(latest, weekday.weekday)?;
    let evidence = format!("“{}”, “{}”{place}; {words}", weekday.words, named.words);
    (window.allows(day) && distance(day, latest) <= WEEK).then_some((day, evidence))
}

/// The newest post that a text quotes, with its day and the number of posts from that day and the day before. `None` if the
/// text names a newer date.
fn newest_post(evidence: &DateClues) -> Option<(Day, &FullDate, usize)> {
    let all = || evidence.body.full.iter().chain(&evidence.around.full);
    let newest = all().max_by_key(|date| (date.value.first_day(), date.of_post)).filter(|date| date.of_post)?;
    let day = newest.value.first_day();
    let is_near = |date: &&FullDate| date.of_post && distance(date.value.first_day(), day) <= POST_DAYS;
    Some((day, newest, all().filter(is_near).count()))
}

/// The day of the newest post, if the text names the weekday of that day or of the day before, and if a report of these
/// days and a further report or post confirm it. Posts alone may be old ones that a comment quotes.
fn beside_post(evidence: &DateClues, window: &Window<'_>, weekday: &NamedWeekday) -> Option<(Day, String)> {
    let (day, post, n_posts) = newest_post(evidence).filter(|(day, _, _)| window.allows(*day))?;
    let is_named = |days: i32, weekday: Weekday| day.plus_days(days).is_some_and(|day| day.weekday() == weekday);
    // A weekday that follows may be that of the report.
    let goes_on = |named: &NamedWeekday| (1..=SAME_EVENT_DAYS).any(|days| is_named(days, named.weekday));
    if !(-POST_DAYS..=0).any(|days| is_named(days, weekday.weekday)) || evidence.body.weekdays.iter().any(goes_on) {
        return None;
    }
    let mut near = evidence.neighbours.iter().filter(|neighbour| distance(neighbour.day, day) <= SAME_EVENT_DAYS);
    let neighbour = near.next()?;
    let is_confirmed = n_posts > 1 || near.next().is_some();
    is_confirmed.then(|| (day, format!("“{}”; {}; {}", weekday.words, post_words(post, n_posts), beside(neighbour))))
}

fn post_words(post: &FullDate, n_posts: usize) -> String {
    match n_posts {
        1 => format!("a post of “{}”", post.words),
        n => format!("{n} posts until “{}”", post.words),
    }
}

/// The month of the newest post, if several posts or a report of that month confirm it.
fn month_of_post(evidence: &DateClues, window: &Window<'_>) -> Option<(Month, String)> {
    let (day, post, n_posts) = newest_post(evidence).filter(|(day, _, _)| window.allows(*day))?;
    let quoted = post_words(post, n_posts);
    if n_posts > 1 {
        return Some((day.month(), quoted));
    }
    let neighbour = evidence.neighbours.iter().find(|neighbour| neighbour.day.month() == day.month())?;
    (day.day_of_month() <= MONTH_POST_DAY).then(|| (day.month(), format!("{quoted}; {}", beside(neighbour))))
}

/// The named weekday nearest to a dated report of the same event.
fn beside_neighbour(evidence: &DateClues, window: &Window<'_>, weekday: &NamedWeekday) -> Option<(Day, String)> {
    let neighbour = evidence.neighbours.iter().find(|neighbour| neighbour.closeness >= Closeness::Event)?;
    let days = (-SAME_EVENT_DAYS..=SAME_EVENT_DAYS).filter_map(|days| neighbour.day.plus_days(days));
    let day = days.filter(|day| day.weekday() == weekday.weekday).find(|day| window.allows(*day))?;
    Some((day, format!("“{}”; {}", weekday.words, beside(neighbour))))
}

/// The day of the dateline, in a known year or that of reports on the same topic.
fn dateline(evidence: &DateClues, window: &Window<'_>) -> Option<(Day, String)> {
    let named = evidence.body.month_days.iter().find(|named| named.block == 0 && named.in_dateline)?;
    let in_year = |year: i32| Day::new(year, named.month, named.day).filter(|day| window.allows(*day));
    if let Some((year, words)) = window.year() {
        return Some((in_year(year)?, format!("“{}”; {words}", named.words)));
    }
    let neighbour = evidence.neighbours.iter().find(|neighbour| neighbour.closeness >= Closeness::Event)?;
    let years = neighbour.day.year() - 1..=neighbour.day.year() + 1;
    let day = years.filter_map(in_year).min_by_key(|day| distance(*day, neighbour.day))?;
    (distance(day, neighbour.day) <= 31).then(|| (day, format!("“{}”; {}", named.words, beside(neighbour))))
}

/// The day of a dated copy.
fn copy(evidence: &DateClues, window: &Window<'_>) -> Option<(Day, String)> {
    let neighbour = evidence.neighbours.first().filter(|neighbour| neighbour.closeness == Closeness::Copy)?;
    window.allows(neighbour.day).then(|| (neighbour.day, beside(neighbour)))
}

fn beside(neighbour: &Neighbour) -> String {
    let what = match neighbour.closeness {
        Closeness::Copy => "nearly the same text as",
        Closeness::Event => "same event as",
        Closeness::Topic => "same topic as",
    };
    format!("{what} {} ({})", neighbour.source, neighbour.day)
}

fn anniversary_words(anniversary: &Anniversary) -> String {
    let Anniversary { year, words, event_year } = anniversary;
    format!("“{words}” ({event_year} and {} years)", year - event_year)
}

fn inferred(date: PartialDate, words: String) -> PublicationDate {
    PublicationDate::new(date, DateBasis::Inferred, words)
}

fn distance(one: Day, other: Day) -> i32 {
    (one.days_since_epoch() - other.days_since_epoch()).abs()
}

fn on_or_after(day: Day, weekday: Weekday) -> Option<Day> {
    (0..=WEEK).filter_map(|days| day.plus_days(days)).find(|day| day.weekday() == weekday)
}
