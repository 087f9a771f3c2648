//! The publication date of a page.

mod ago;
mod candidate;
mod fields;
mod line;
mod machine;
mod words;

use std::ops::{Range, RangeInclusive};

use serde_json::Value;

use candidate::{Candidate, Evidence};
use fields::{CREATED_KEYS, MODIFIED_FIELDS, PUBLISHED_FIELDS, PUBLISHED_KEYS};
use line::{DatedLine, Lines, declared, line_of_score, shown};
pub(super) use words::leads_to_date;

use machine::{Zone, is_european_midnight, machine_date};

use super::class_hints::Hints;
use super::page::Page;
use super::tag::Tag;
use super::tree::NodeId;
use super::verdict::Verdict;
use crate::extract::{address_date, date_expression, day_order};
use crate::model::{Day, PartialDate, PublicationDate, RemovedKind, Warning};

/// Pages are younger than the web; an older date is one that the text mentions.
const YEARS: RangeInclusive<i32> = 1991..=2199;

/// Finds the publication date, from the most reliable evidence to the least.
pub(super) struct DateSearch<'p> {
    pub page: &'p Page<'p>,
    pub address: Option<&'p str>,
    pub language: Option<&'p str>,
    /// The day of collection; publication is never later.
    pub collected: Option<Day>,
    /// The line that shows the headline.
    pub headline: Option<usize>,
    /// The verdict for each line.
    pub verdicts: &'p [Verdict],
    /// The blocks from the headline to the end of the text.
    pub article: Range<usize>,
}

/// The publication date of a page, and what tells how it is read.
pub(super) struct FoundDate {
    /// The date.
    pub date: PublicationDate,
    /// The language by which dates of digits are read.
    language: Option<String>,
    /// Other dates of the page that confirm the reading.
    others: Vec<PartialDate>,
}

impl FoundDate {
    /// Marks the date as ambiguous if nothing on the page tells the order of its day and month, and returns the warning.
    pub fn mark_ambiguous(&mut self, collected: Option<Day>) -> Option<Warning> {
        if self.others.iter().any(|other| is_near(*other, self.date.value)) {
            return None;
        }
        let is_possible = |day: Day| collected.is_none_or(|collected| day <= collected);
        day_order::mark_ambiguous(&mut self.date, self.language.as_deref(), is_possible)
    }
}

impl DateSearch<'_> {
    /// The publication date, if the page gives it.
    pub fn find(mut self) -> Option<FoundDate> {
        self.language = self.address.and_then(|address| day_first_english(address, self.language)).or(self.language);
        let language = self.language.map(str::to_owned);
        let (found, others) = self.candidate()?;
        Some(FoundDate { date: PublicationDate::from(found), language, others })
    }

    /// The publication date, and the dates that the page gives in fields or in words.
    fn candidate(mut self) -> Option<(Candidate, Vec<PartialDate>)> {
        if let Some((copied, _)) = self.address.and_then(address_date::archived) {
            self.collected = Some(self.collected.map_or(copied, |collected| collected.min(copied)));
        }
        let lines = self.lines();
        let shown = shown(&lines).or_else(|| declared(&lines));
        let stated = self.stated_dates();
        let address = self.address_date();
        let in_fields = stated.iter().chain(&address).filter(|date| !date.is_of_digits()).map(|date| date.value);
        let in_words = lines.iter().filter(|line| !line.is_numeric && line.score > 0).map(|line| line.date.value);
        let others = in_fields.chain(in_words).collect();
        let found = self.choose(&lines, shown, stated, address)?;
        Some((found, others))
    }

    /// The best of the evidence.
    fn choose(
        &self,
        lines: &[DatedLine],
        shown: Option<&DatedLine>,
        stated: Vec<Candidate>,
        address: Option<Candidate>,
    ) -> Option<Candidate> {
        if let Some(address) = address.as_ref().filter(|date| matches!(date.value, PartialDate::Day(_))) {
            // The address of an article keeps the day of first publication in the outlet's own time, unless field and
            // page agree on the neighbouring day.
            let agrees = |date: &&Candidate| {
                are_neighbours(address, date)
                    && (date.zone == Zone::Local || shown.is_some_and(|line| line.all.contains(&date.value)))
            };
            return Some(stated.iter().find(agrees).unwrap_or(address).clone());
        }
        if let Some(first) = stated.first() {
            return Some(self.reconciled(first, &stated, shown, lines));
        }
        let month = address.map(|date| date.value);
        let fits = |date: &Candidate| month.is_none_or(|month| is_within(date.value, month));
        let shown = shown.filter(|line| !line.is_change).map(|line| line.date.clone());
        let elements = || self.time_elements().or_else(|| self.named_elements(SearchArea::Article)).filter(fits);
        // The address names the month, and a line anywhere on the page a day in it.
        let declared = || lines.iter().find(|line| line.is_publication && month.is_some() && fits(&line.date));
        let declared = || declared().map(|line| line.date.clone());
        shown.filter(fits).or_else(elements).or_else(|| self.weaker(lines)).or_else(declared)
    }

    /// The publication date in the head and in marked elements, most reliable first.
    fn stated_dates(&self) -> Vec<Candidate> {
        let metas = PUBLISHED_FIELDS.iter().filter_map(|field| self.meta(&[field]));
        self.linked_data("datePublished").into_iter().chain(metas).chain(self.microdata()).collect()
    }

    /// The publication date if the head states one and the page may show another.
    ///
    /// Systems restate the day of a first draft, or of an older text at the same address. The day that the outlet
    /// prints near the headline, without calling it a change, is the day it tells its readers.
    fn reconciled(
        &self,
        first: &Candidate,
        stated: &[Candidate],
        shown: Option<&DatedLine>,
        lines: &[DatedLine],
    ) -> Candidate {
        let Some(shown) = shown else { return self.local_day(first, lines) };
        // "Published 3 May, updated 5 May": the line itself says which is which.
        if shown.is_publication && shown.all.len() > 1 && shown.all.contains(&first.value) {
            let same = stated.iter().find(|date| date.value == shown.date.value);
            return same.unwrap_or(&shown.date).clone();
        }
        if let Some(same) = stated.iter().find(|date| shown.all.contains(&date.value)) {
            return same.clone();
        }
        let is_misread = shown.is_numeric && swapped(shown.date.value).is_some_and(|day| is_near(day, first.value));
        let is_later = shown.date.value.first_day() > first.value.first_day();
        if is_misread || (shown.is_change && is_later) {
            return self.local_day(first, lines);
        }
        shown.date.clone()
    }

    /// Evidence that is used if neither the head nor the area around the headline gives a day.
    fn weaker(&self, lines: &[DatedLine]) -> Option<Candidate> {
        line_of_score(lines, SURE_LINE, Lines::Unchanged)
            .or_else(|| self.named_elements(SearchArea::Anywhere))
            .or_else(|| self.linked_data("dateCreated"))
            .or_else(|| self.linked_data("uploadDate"))
            .or_else(|| self.state(PUBLISHED_KEYS))
            .or_else(|| self.written_by_script())
            .or_else(|| self.before_collection())
            .or_else(|| line_of_score(lines, SURE_LINE, Lines::All))
            .or_else(|| line_of_score(lines, POSSIBLE_LINE, Lines::All))
            .or_else(|| {
                self.linked_data("dateModified").or_else(|| self.meta(MODIFIED_FIELDS)).map(Candidate::of_change)
            })
            .or_else(|| self.state(CREATED_KEYS))
            .or_else(|| self.meta(&["description", "og:description"]))
            .or_else(|| lines.iter().find(|line| line.is_issue).map(|line| line.date.clone()))
    }

    /// A time in universal time may be on the day before or after the one that the outlet's readers saw; a line with
    /// the neighbouring day is then right.
    fn local_day(&self, date: &Candidate, lines: &[DatedLine]) -> Candidate {
        let is_sure = |line: &&DatedLine| line.score >= SURE_LINE && are_neighbours(&line.date, date);
        let neighbour = lines.iter().find(is_sure).filter(|_| date.zone == Zone::Universal);
        neighbour.map_or(date, |line| &line.date).clone()
    }

    /// A date in a field, if it can be the publication date.
    fn stated(&self, text: &str, evidence: impl FnOnce() -> Evidence) -> Option<Candidate> {
        let value = self.read(text)?;
        Some(Candidate { value, zone: Zone::parse(text), evidence: evidence(), is_of_change: false })
    }

    /// A day in a field: numbers as machines write them, or an expression of a language.
    fn read(&self, text: &str) -> Option<PartialDate> {
        let text = text.trim();
        let found = date_expression::find(text.get(..200).unwrap_or(text), self.language);
        let value = found.iter().map(|found| found.value).find(|value| self.possible(*value));
        let value = value.or_else(|| machine_date(text)).filter(|value| self.possible(*value))?;
        match value {
            PartialDate::Day(day) if is_european_midnight(text) => day.plus_days(1).map(PartialDate::Day),
            value => Some(value),
        }
    }

    fn possible(&self, value: PartialDate) -> bool {
        let day = value.first_day();
        YEARS.contains(&day.year()) && self.collected.is_none_or(|collected| day <= collected)
    }

    fn linked_data(&self, key: &str) -> Option<Candidate> {
        let linked_data = &self.page.metadata.linked_data;
        linked_data.articles().into_iter().chain(linked_data.objects()).find_map(|article| {
            let text = match article.get(key)? {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                _ => return None,
            };
            self.stated(&text, || Evidence::LinkedData { key: key.to_owned(), text: text.clone() })
        })
    }

    fn meta(&self, fields: &[&str]) -> Option<Candidate> {
        fields.iter().find_map(|field| {
            self.page.metadata.all(field).find_map(|text| {
                self.stated(text, || Evidence::Meta { field: (*field).to_owned(), text: text.to_owned() })
            })
        })
    }

    fn microdata(&self) -> Option<Candidate> {
        let tree = &self.page.tree;
        (1..tree.len()).find_map(|node| {
            let property = tree.attribute(node, "itemprop").or_else(|| tree.attribute(node, "property"))?;
            if !property.split_whitespace().any(|name| name.ends_with("datePublished") || name.ends_with("dateCreated"))
            {
                return None;
            }
            let text = self.element_text(node)?;
            self.stated(&text, || Evidence::ItemProperty { property: property.to_string(), text: text.clone() })
        })
    }

    /// The date of an element: its words if they name a day, or else an attribute for machines.
    fn element_text(&self, node: NodeId) -> Option<String> {
        let tree = &self.page.tree;
        let words = (tree.subtree(node).len() < 60).then(|| tree.text_below(node)).filter(|text| !text.is_empty());
        let day = |text: &String| matches!(self.read(text), Some(PartialDate::Day(_)));
        let attributes = ["content", "datetime", "title"].into_iter().filter_map(|name| tree.attribute(node, name));
        let stated = attributes.map(|text| text.into_owned()).find(day);
        match words {
            Some(words) if day(&words) => Some(words),
            words => stated.or(words),
        }
    }

    /// Whether a block is in a part of the page that has its own dates.
    fn is_foreign(&self, block: usize) -> bool {
        matches!(
            self.verdicts.get(block),
            Some(Verdict::Removed(RemovedKind::CommentForm | RemovedKind::Related | RemovedKind::Embed))
        )
    }

    fn address_date(&self) -> Option<Candidate> {
        let address = self.address?;
        let value = address_date::find(address).filter(|value| self.possible(*value))?;
        Some(Candidate {
            value,
            zone: Zone::Unknown,
            evidence: Evidence::Address(address.to_owned()),
            is_of_change: false,
        })
    }

    fn time_elements(&self) -> Option<Candidate> {
        let tree = &self.page.tree;
        let mut best: Option<(i32, Candidate)> = None;
        for node in 1..tree.len() {
            if tree.tag(node) != Some(Tag::Time) && tree.tag(node) != Some(Tag::Abbr) {
                continue;
            }
            let Some(text) = self.element_text(node) else { continue };
            let Some(date) = self.stated(&text, || Evidence::Time(text.clone())) else { continue };
            let mut names = String::new();
            for near in tree.ancestors(node).take(3) {
                names.push_str(&tree.attribute(near, "class").unwrap_or_default().to_ascii_lowercase());
                names.push(' ');
            }
            let block = self.page.blocks.inside(tree, node).start;
            let mut score = 0;
            score += if tree.attribute(node, "pubdate").is_some() || names.contains("publi") { 4 } else { 0 };
            score += if names.contains("entry-date") { 2 } else { 0 };
            score -= if names.contains("updated") || names.contains("modified") { 3 } else { 0 };
            score += if self.article.contains(&block) { 2 } else { 0 };
            score -= if self.is_foreign(block) { 5 } else { 0 };
            if best.as_ref().is_none_or(|(known, _)| score > *known) {
                best = Some((score, date));
            }
        }
        best.filter(|(score, _)| *score > -4).map(|(_, date)| date)
    }

    fn named_elements(&self, place: SearchArea) -> Option<Candidate> {
        let tree = &self.page.tree;
        let wanted = Hints::DATE.with(Hints::HEADER).with(Hints::BYLINE);
        let dates = (1..tree.len()).filter_map(|node| {
            let hints = self.page.hints.get(node).copied().unwrap_or_default();
            if !hints.any(wanted) || tree.subtree(node).len() > 80 {
                return None;
            }
            let block = self.page.blocks.inside(tree, node).start;
            // Far above the headline, pages show today's date.
            if self.is_foreign(block) || block + NEAR_HEADLINE < self.article.start {
                return None;
            }
            let text = tree.text_below(node);
            let short = text.split(' ').count() <= 40;
            let date = short.then(|| self.stated(&text, || Evidence::Line(text.clone()))).flatten()?;
            let inside = self.article.contains(&block);
            let wanted = matches!(date.value, PartialDate::Day(_)) && (inside || place == SearchArea::Anywhere);
            wanted.then_some((!inside, date))
        });
        dates.min_by_key(|(outside, _)| *outside).map(|(_, date)| date)
    }

    /// The day in a line that a script writes in its place (`showDate("2020/03/03")`), if no other script writes one.
    fn written_by_script(&self) -> Option<Candidate> {
        let tree = &self.page.tree;
        let mut dates = (1..tree.len()).filter(|node| tree.tag(*node) == Some(Tag::Script)).filter_map(|node| {
            let script = tree.raw_text(node);
            let is_line = script.len() <= MAX_SCRIPT_LINE;
            let date = is_line
                .then(|| self.stated(script, || Evidence::Script { key: None, text: script.trim().to_owned() }))
                .flatten()?;
            matches!(date.value, PartialDate::Day(_)).then_some(date)
        });
        let first = dates.next()?;
        dates.all(|date| date.value == first.value).then_some(first)
    }

    /// A field of the page's own data, in any script.
    fn state(&self, keys: &[&str]) -> Option<Candidate> {
        let tree = &self.page.tree;
        let mut budget = MAX_SCRIPT_BYTES;
        let scripts: Vec<&str> = (1..tree.len())
            .filter(|node| tree.tag(*node) == Some(Tag::Script))
            .map(|node| tree.raw_text(node))
            .take_while(|script| {
                let fits = budget >= script.len();
                budget = budget.saturating_sub(script.len());
                fits
            })
            .collect();
        keys.iter().find_map(|key| {
            scripts.iter().find_map(|script| {
                let after = &script[script.find(key)? + key.len()..];
                let value = after.trim_start_matches(['"', '\\', '\'', ' ', ':', '=']);
                let end = value.find(['"', '\\', '\'', ',', '}', ';']).unwrap_or(value.len()).min(40);
                let value = value.get(..end)?;
                self.stated(value, || Evidence::Script { key: Some((*key).to_owned()), text: value.to_owned() })
            })
        })
    }
}

/// Where to look for evidence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SearchArea {
    /// From the headline to the end of the text.
    Article,
    /// On the whole page.
    Anywhere,
}

/// Top-level domains of countries whose English puts the day before the month.
const DAY_FIRST_DOMAINS: &[&str] =
    &["au", "gh", "hk", "ie", "in", "ke", "lk", "mt", "my", "ng", "nz", "pk", "sg", "ug", "uk", "za", "zw"];

/// The kind of English that an address implies, if the page names its language without a country.
fn day_first_english(address: &str, language: Option<&str>) -> Option<&'static str> {
    let host = address.split_once("://")?.1.split(['/', ':', '?']).next()?;
    let domain = host.rsplit('.').next()?;
    let is_open = language.is_none_or(|language| language.eq_ignore_ascii_case("en"));
    (is_open && DAY_FIRST_DOMAINS.contains(&domain)).then_some("en-GB")
}

/// The date with month and day of the month exchanged.
fn swapped(date: PartialDate) -> Option<PartialDate> {
    let PartialDate::Day(day) = date else { return None };
    Day::new(day.year(), day.day_of_month(), day.month_number()).map(PartialDate::Day)
}

/// Whether two dates are the same day or follow one another.
fn is_near(one: PartialDate, other: PartialDate) -> bool {
    match (one, other) {
        (PartialDate::Day(one), PartialDate::Day(other)) => {
            (one.days_since_epoch() - other.days_since_epoch()).abs() <= 1
        }
        _ => false,
    }
}

/// Whether a date is in a month, or within a day of it.
fn is_within(date: PartialDate, month: PartialDate) -> bool {
    let from = month.first_day().days_since_epoch() - 1;
    let to = month.last_day().days_since_epoch() + 1;
    (from..=to).contains(&date.first_day().days_since_epoch())
}

/// Whether two dates are the same day or follow one another.
fn are_neighbours(one: &Candidate, other: &Candidate) -> bool {
    is_near(one.value, other.value)
}

/// The maximum number of lines above the headline that still belong to it.
const NEAR_HEADLINE: usize = 6;
/// The minimum score of a line with the publication date.
const SURE_LINE: i32 = 5;
/// The minimum score of such a line if there is no other evidence.
const POSSIBLE_LINE: i32 = 1;

/// The maximum length of a script that writes one line, in bytes.
const MAX_SCRIPT_LINE: usize = 120;

/// The maximum number of bytes of scripts that are searched.
const MAX_SCRIPT_BYTES: usize = 2_000_000;

#[cfg(test)]
mod tests {
    use crate::document::Transport;
    use crate::extract::html::article;

    /// The day found in a page with these lines in its head, and between its headline and its text.
    #[track_caller]
    fn check(url: Option<&str>, head: &str, lines: &str, expected: Option<&str>) {
        let text = "<p>The council decided on Tuesday to close the old bridge for a year, since its piers are no longer safe, and the people of the island will have to take the ferry.</p>".repeat(3);
        let html = format!(
            "<html lang=en><head>{head}</head><body><main><h1>A bridge is closed</h1>{lines}{text}</main></body></html>"
        );
        let transport = Transport { url: url.map(str::to_owned), ..Transport::default() };
        let found = article(&html, &transport).date.map(|date| date.value.to_string());
        assert_eq!(found.as_deref(), expected, "{url:?} {head} {lines}");
    }

    const PUBLISHED: &str = "<meta property='article:published_time' content='2020-03-03T10:00:00+01:00'>";

    #[test]
    fn the_date_printed_by_the_headline_is_that_of_publication() {
        check(None, PUBLISHED, "<p>9 March 2020</p>", Some("2020-03-09"));
        check(None, PUBLISHED, "<p>Updated 9 March 2020</p>", Some("2020-03-03"));
        check(None, PUBLISHED, "<p>Release: 9 March 2020</p>", Some("2020-03-03"));
        check(None, PUBLISHED, "<div>Updated 9 March 2020, published 3 March 2020</div>", Some("2020-03-03"));
        check(None, "", "<p>26 | 01 | 2022</p>", Some("2022-01-26"));
        let changed = "<meta property='article:published_time' content='2020-03-05T10:00:00+01:00'>";
        check(None, changed, "<p>Published 3 March 2020, updated 5 March 2020</p>", Some("2020-03-03"));
        check(None, "", "<p class=issue>The Oldport Quarterly, March 2020</p>", Some("2020-03"));
    }

    #[test]
    fn a_day_and_month_that_may_be_exchanged_are_no_contradiction() {
        let head = "<meta property='article:published_time' content='2020-03-05T10:00:00+01:00'>";
        check(None, head, "<p>05/03/2020</p>", Some("2020-03-05"));
        check(None, head, "<p>03/05/2020</p>", Some("2020-03-05"));
        check(Some("https://a.co.uk/b"), "", "<p>05/03/2020</p>", Some("2020-03-05"));
        check(Some("https://a.com/b"), "", "<p>05/03/2020</p>", Some("2020-05-03"));
    }

    #[test]
    fn the_address_is_older_than_what_is_restated_under_it() {
        check(Some("https://a.example/2020/03/01/bridge"), PUBLISHED, "", Some("2020-03-01"));
        let universal = "<meta property='article:published_time' content='2020-03-03T01:00:00Z'>";
        check(Some("https://a.example/2020/03/02/bridge"), universal, "", Some("2020-03-02"));
        check(Some("https://a.example/2020/03/02/bridge"), universal, "<p>3 March 2020</p>", Some("2020-03-03"));
    }

    #[test]
    fn a_copy_in_an_archive_is_not_older_than_its_page() {
        let url = "https://web.archive.org/web/20200305101112/http://a.example/bridge";
        check(Some(url), "", "<p>9 March 2020</p>", None);
        check(Some(url), "", "<p>2 March 2020</p>", Some("2020-03-02"));
    }

    #[test]
    fn a_day_of_the_whole_site_or_of_a_test_in_the_text_is_none_of_the_article() {
        check(None, "", "<p>Site last updated: March 9, 2020</p>", None);
        let line = "<figure><img src=a.png><figcaption>Photo: Ola Reed</figcaption></figure><div>By Ola Reed · Editor · <span>Updated March 5, 2020</span></div>";
        check(None, "", line, Some("2020-03-05"));
        let note =
            "<p>Note: We updated our view of the bridge on March 4, 2020 to share more of what was found out.</p>";
        check(None, "", &format!("{line}{note}"), Some("2020-03-05"));
    }

    #[test]
    fn linked_data_in_a_field_of_the_head_is_read() {
        let data = "{&quot;@type&quot;:&quot;Article&quot;,&quot;datePublished&quot;:&quot;2020-03-03T10:00:00Z&quot;}";
        check(None, &format!("<meta name='script:ld+json' content='{data}'>"), "", Some("2020-03-03"));
        check(None, "<meta name=published content='March 3, 2020'>", "", Some("2020-03-03"));
    }

    #[test]
    fn a_date_that_only_a_script_writes_is_read() {
        check(None, "", "<td><script>showDate(\"2020/03/03 01:43\")</script></td>", Some("2020-03-03"));
    }

    #[test]
    fn a_day_that_the_text_speaks_of_is_none_of_publication() {
        check(None, "", "<p>The bridge was built on 3 March 1998 by the city, which has kept it since.</p>", None);
    }
}
