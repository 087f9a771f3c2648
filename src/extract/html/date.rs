//! The day of publication of a page.

use std::ops::{Range, RangeInclusive};

use serde_json::Value;

use super::body::Verdict;
use super::class_hints::Hints;
use super::page::Page;
use super::tag::Tag;
use super::tree::NodeId;
use crate::extract::date_expression;
use crate::model::{DateBasis, Day, PartialDate, PublicationDate, RemovedKind};

/// Pages are younger than the web; an older date is one that the text speaks of.
const YEARS: RangeInclusive<i32> = 1991..=2199;

/// Fields of the head that give the day of publication, the most reliable first.
const PUBLISHED_FIELDS: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "rnews:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "bt:pubdate",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "article.published",
    "published-date",
    "publish-date",
    "publish_date",
    "publishdate",
    "publication_date",
    "publication-date",
    "pubdate",
    "pub_date",
    "published_time_telegram",
    "article_date_original",
    "originalpublicationdate",
    "displaydate",
    "article-publication-date",
    "shareaholic:article_published_time",
    "sortdate",
    "date_published",
    "created",
    "date",
    "datecreated",
    "timestamp",
];

/// Fields of the head that give the day of a change.
const MODIFIED_FIELDS: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "modified",
    "lastmod",
    "last-modified",
    "revised",
];

/// Looks for the day of publication, from the surest sign to the weakest.
pub(super) struct DateSearch<'p> {
    pub page: &'p Page<'p>,
    pub address: Option<&'p str>,
    pub language: Option<&'p str>,
    /// The day of collection, which publication never follows.
    pub collected: Option<Day>,
    /// What became of each line.
    pub verdicts: &'p [Verdict],
    /// The blocks from the headline to the end of the text.
    pub article: Range<usize>,
}

impl DateSearch<'_> {
    /// The day of publication, if the page gives it.
    pub fn find(&self) -> Option<PublicationDate> {
        let stated =
            self.linked_data("datePublished").or_else(|| self.meta(PUBLISHED_FIELDS)).or_else(|| self.microdata());
        match (self.address_date(), stated) {
            // The address of an article keeps the day on which it was first published, in the outlet's own time.
            (Some(address), Some(stated)) if !is_local_time(&stated.evidence) || !are_neighbours(&address, &stated) => {
                return Some(address);
            }
            (_, Some(stated)) => return Some(self.local_day(stated)),
            (Some(address), None) => return Some(address),
            (None, None) => {}
        }
        self.time_elements()
            .or_else(|| self.named_elements())
            .or_else(|| self.linked_data("dateCreated"))
            .or_else(|| self.linked_data("uploadDate"))
            .or_else(|| self.state(PUBLISHED_KEYS))
            .or_else(|| self.line())
            .or_else(|| self.linked_data("dateModified"))
            .or_else(|| self.meta(MODIFIED_FIELDS))
            .or_else(|| self.state(CREATED_KEYS))
            .or_else(|| self.meta(&["description", "og:description"]))
    }

    /// A time of day in universal time may lie in the day before or after the one that the outlet's readers saw: a
    /// line by the headline that gives the neighbouring day is right.
    fn local_day(&self, date: PublicationDate) -> PublicationDate {
        let evidence = date.evidence.trim_end();
        let is_universal =
            evidence.contains('T') && ["Z", "+00:00", "+0000"].iter().any(|zone| evidence.ends_with(zone));
        let PartialDate::Day(day) = date.value else { return date };
        if !is_universal {
            return date;
        }
        let neighbour = self.lines().into_iter().filter(|line| line.score >= SURE_LINE).find(|line| {
            matches!(line.date.value, PartialDate::Day(other) if (other.days_since_epoch() - day.days_since_epoch()).abs() <= 1)
        });
        neighbour.map_or(date, |line| line.date)
    }

    /// A date as a field states it, if it can be the day of publication.
    fn stated(&self, text: &str, evidence: impl FnOnce() -> String) -> Option<PublicationDate> {
        let value = self.read(text)?;
        Some(PublicationDate::new(value, DateBasis::Stated, evidence()))
    }

    /// A day in a field's words: numbers that machines write, or an expression of a language.
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

    fn linked_data(&self, key: &str) -> Option<PublicationDate> {
        let linked_data = &self.page.metadata.linked_data;
        linked_data.articles().into_iter().chain(linked_data.objects()).find_map(|article| {
            let text = match article.get(key)? {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                _ => return None,
            };
            self.stated(&text, || format!("JSON-LD {key}: {text}"))
        })
    }

    fn meta(&self, fields: &[&str]) -> Option<PublicationDate> {
        fields.iter().find_map(|field| {
            self.page.metadata.all(field).find_map(|text| self.stated(text, || format!("meta {field}: {text}")))
        })
    }

    fn microdata(&self) -> Option<PublicationDate> {
        let tree = &self.page.tree;
        (1..tree.len()).find_map(|node| {
            let property = tree.attribute(node, "itemprop").or_else(|| tree.attribute(node, "property"))?;
            if !property.split_whitespace().any(|name| name.ends_with("datePublished") || name.ends_with("dateCreated"))
            {
                return None;
            }
            let text = self.element_text(node)?;
            self.stated(&text, || format!("itemprop {property}: {text}"))
        })
    }

    /// What an element gives as its date: its words where they name a day, else an attribute for machines.
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

    /// Whether a block is a part of the page that has dates of its own.
    fn is_foreign(&self, block: usize) -> bool {
        matches!(
            self.verdicts.get(block),
            Some(Verdict::Removed(RemovedKind::CommentForm | RemovedKind::Related | RemovedKind::Embed))
        )
    }

    fn address_date(&self) -> Option<PublicationDate> {
        let address = self.address?;
        let value = date_in_address(address).filter(|value| self.possible(*value))?;
        Some(PublicationDate::new(value, DateBasis::Stated, format!("address: {address}")))
    }

    fn time_elements(&self) -> Option<PublicationDate> {
        let tree = &self.page.tree;
        let mut best: Option<(i32, PublicationDate)> = None;
        for node in 1..tree.len() {
            if tree.tag(node) != Some(Tag::Time) && tree.tag(node) != Some(Tag::Abbr) {
                continue;
            }
            let Some(text) = self.element_text(node) else { continue };
            let Some(date) = self.stated(&text, || format!("time: {text}")) else { continue };
            let mut names = String::new();
            for near in tree.ancestors(node).take(3) {
                names.push_str(&tree.attribute(near, "class").unwrap_or_default().to_ascii_lowercase());
                names.push(' ');
            }
            let block = self.page.blocks.of(tree, node).start;
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

    fn named_elements(&self) -> Option<PublicationDate> {
        let tree = &self.page.tree;
        let wanted = Hints::DATE.with(Hints::HEADER).with(Hints::BYLINE);
        let dates = (1..tree.len()).filter_map(|node| {
            let hints = self.page.hints.get(node).copied().unwrap_or_default();
            if !hints.any(wanted) || tree.subtree(node).len() > 80 {
                return None;
            }
            let block = self.page.blocks.of(tree, node).start;
            // Far above the headline, pages show the day of today.
            if self.is_foreign(block) || block + NEAR_HEADLINE < self.article.start {
                return None;
            }
            let text = tree.text_below(node);
            let short = text.split(' ').count() <= 40;
            let date = short.then(|| self.stated(&text, || text.clone())).flatten()?;
            matches!(date.value, PartialDate::Day(_)).then_some((!self.article.contains(&block), date))
        });
        dates.min_by_key(|(outside, _)| *outside).map(|(_, date)| date)
    }

    /// A field of the page's own data, in any script.
    fn state(&self, keys: &[&str]) -> Option<PublicationDate> {
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
                self.stated(value, || format!("script {key}: {value}"))
            })
        })
    }

    /// The date of the line that looks most like a date of publication.
    fn line(&self) -> Option<PublicationDate> {
        let mut best: Option<DatedLine> = None;
        for line in self.lines() {
            if best.as_ref().is_none_or(|best| line.score > best.score) {
                best = Some(line);
            }
        }
        best.filter(|line| line.score >= POSSIBLE_LINE).map(|line| line.date)
    }

    /// The lines with a date, and how much each looks like a line that gives the day of publication.
    fn lines(&self) -> Vec<DatedLine> {
        let mut lines = Vec::new();
        let first_text =
            self.verdicts.iter().position(|verdict| *verdict == Verdict::Body).unwrap_or(self.article.start);
        let near = self.article.start.saturating_sub(NEAR_HEADLINE)..first_text + 3;
        for (index, block) in self.page.blocks.list.iter().enumerate().take(MAX_LINES) {
            if block.hidden || block.text.len() > 4_000 || !block.text.bytes().any(|byte| byte.is_ascii_digit()) {
                continue;
            }
            let found = date_expression::find(&block.text, self.language);
            let before = |found: &date_expression::DateExpression| {
                let start = block.text[..found.span.start].char_indices().rev().nth(30).map_or(0, |(at, _)| at);
                block.text[start..found.span.start].to_lowercase()
            };
            let says_any = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
            let possible = || found.iter().filter(|found| self.possible(found.value));
            let stated = possible().find(|found| says_any(&before(found), PUBLISHED_WORDS));
            let Some(found) = stated.or_else(|| possible().next()) else { continue };
            let lower = block.text.to_lowercase();
            let says = |words: &[&str]| says_any(&lower, words);
            let mut score = 0;
            if block.words <= 80 {
                score += if says(PUBLISHED_WORDS) { 4 } else { 0 };
                score += if says(MODIFIED_WORDS) { 1 } else { 0 };
            }
            score += if block.words <= 12 { 2 } else { 0 };
            score += if found.span.len() * 2 >= block.text.len() { 2 } else { 0 };
            // Above the headline, pages show the day of today.
            let by_headline = if index > self.article.start { 3 } else { 1 };
            score += if near.contains(&index) && block.words <= 40 { by_headline } else { 0 };
            score += if found.span.start == 0 && (first_text..first_text + 4).contains(&index) { 3 } else { 0 };
            score -= if self.is_foreign(index) { 4 } else { 0 };
            score -= if matches!(found.value, PartialDate::Day(_)) { 0 } else { 5 };
            let words: String = block.text.chars().take(120).collect();
            lines.push(DatedLine { score, date: PublicationDate::new(found.value, DateBasis::Stated, words) });
        }
        lines
    }
}

/// Whether a time of day is given in universal time.
fn is_universal_time(evidence: &str) -> bool {
    evidence.contains('T') && ["Z", "+00:00", "+0000"].iter().any(|zone| evidence.trim_end().ends_with(zone))
}

/// Whether a time of day is given with its distance from universal time.
fn is_local_time(evidence: &str) -> bool {
    let tail: String = evidence.trim_end().chars().rev().take(6).collect();
    !is_universal_time(evidence) && evidence.contains('T') && tail.contains(['+', '-'])
}

/// Whether two dates are the same day or follow one another.
fn are_neighbours(one: &PublicationDate, other: &PublicationDate) -> bool {
    match (one.value, other.value) {
        (PartialDate::Day(one), PartialDate::Day(other)) => {
            (one.days_since_epoch() - other.days_since_epoch()).abs() <= 1
        }
        _ => false,
    }
}

/// A line with a date.
struct DatedLine {
    score: i32,
    date: PublicationDate,
}

/// A line at most so many lines above the headline belongs to it.
const NEAR_HEADLINE: usize = 6;
/// A line with this score gives the day of publication.
const SURE_LINE: i32 = 5;
/// A line with this score gives it where nothing else does.
const POSSIBLE_LINE: i32 = 2;
/// So many lines are searched.
const MAX_LINES: usize = 20_000;
/// So many bytes of scripts are searched.
const MAX_SCRIPT_BYTES: usize = 2_000_000;

/// Keys under which publishing systems keep the day of publication in the data of a page.
const PUBLISHED_KEYS: &[&str] = &[
    "datePublished",
    "published_at",
    "publishedAt",
    "publishedDate",
    "publish_date",
    "publishDate",
    "publicationDate",
    "publication_date",
    "datePublication",
    "date_published",
];

/// Keys that give the day on which a text was made.
const CREATED_KEYS: &[&str] = &["createdAt", "created_at", "dateCreated", "creationDate"];

/// Words of lines that give a day of publication, parts of words included, in lower case.
const PUBLISHED_WORDS: &[&str] = &[
    "veröffentlicht",
    "erschienen",
    "erstellt",
    "publiziert",
    "geschrieben",
    "eingestellt",
    "verfasst",
    "publish",
    "posted",
    "created",
    "publié",
    "paru",
    "publicad",
    "pubblicat",
    "gepubliceerd",
    "geplaatst",
    "publicerad",
    "publisert",
    "publiceret",
    "julkaistu",
    "opublikowan",
    "dodano",
    "zveřejněn",
    "publikov",
    "megjelen",
    "publicat",
    "yayın",
    "опубликован",
    "опубліковано",
    "δημοσ",
    "نشر",
    "datum:",
    "date:",
    "data:",
    "fecha:",
    "vom ",
    "wurde am",
];

/// Words of lines that give a day of a change.
const MODIFIED_WORDS: &[&str] = &[
    "aktualisiert",
    "geändert",
    "änderung",
    "stand:",
    "updated",
    "modified",
    "edited",
    "mis à jour",
    "modifié",
    "actualizad",
    "atualizad",
    "aggiornat",
    "bijgewerkt",
    "uppdaterad",
    "oppdatert",
    "opdateret",
    "zaktualizowan",
    "обновлено",
    "оновлено",
];

/// Whether a time is 22 or 23 hours sharp in universal time: midnight of the next day in most of Europe, which is how
/// systems there store a day without a time.
fn is_european_midnight(text: &str) -> bool {
    let sharp = ["T22:00:00", "T23:00:00", "T22:00Z", "T23:00Z"].iter().any(|time| text.contains(time));
    let seconds = || match (text.len(), text.parse::<i64>()) {
        (10, Ok(seconds)) => Some(seconds),
        (13, Ok(milliseconds)) => Some(milliseconds / 1000),
        _ => None,
    };
    (sharp && is_universal_time(text))
        || seconds().is_some_and(|seconds| matches!(seconds.rem_euclid(86_400), 79_200 | 82_800))
}

/// `20200303…`, or seconds or milliseconds since 1970.
fn machine_date(text: &str) -> Option<PartialDate> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let rest = text.get(digits.len()..).unwrap_or_default();
    if digits.len() == 8 || (digits.len() >= 12 && digits.starts_with("20") && digits.len() != 13) {
        let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<u16>().ok();
        let (year, month, day) = (number(0..4)?, number(4..6)?, number(6..8)?);
        return Day::new(year.into(), u8::try_from(month).ok()?, u8::try_from(day).ok()?).map(PartialDate::Day);
    }
    if matches!(digits.len(), 10 | 13) && rest.trim().is_empty() {
        let value: i64 = digits.parse().ok()?;
        let seconds = if digits.len() == 13 { value / 1000 } else { value };
        let days = i32::try_from(seconds.div_euclid(86_400)).ok()?;
        return Day::from_days_since_epoch(days).map(PartialDate::Day);
    }
    None
}

/// `/2020/03/03/`, `/2020-03-03-`, `/20200303/`: a day that an address carries.
pub(super) fn date_in_address(address: &str) -> Option<PartialDate> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.find('/').map_or("", |at| &path[at..]);
    let runs: Vec<(usize, &str)> = digit_runs(path);
    for (index, (start, run)) in runs.iter().enumerate() {
        let free = |at: usize| !path[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        if run.len() == 4 && free(*start) {
            let (Some((second, month)), Some((third, day))) = (runs.get(index + 1), runs.get(index + 2)) else {
                continue;
            };
            let adjoining = second - (start + 4) == 1 && third - (second + month.len()) == 1;
            if adjoining
                && month.len() <= 2
                && day.len() <= 2
                && let Some(day) = numbers(run, month, day)
            {
                return Some(day);
            }
        }
        if run.len() == 8
            && free(*start)
            && let Some(day) = numbers(&run[..4], &run[4..6], &run[6..])
        {
            return Some(day);
        }
    }
    None
}

fn numbers(year: &str, month: &str, day: &str) -> Option<PartialDate> {
    let year: i32 = year.parse().ok().filter(|year| YEARS.contains(year))?;
    Day::new(year, month.parse().ok()?, day.parse().ok()?).map(PartialDate::Day)
}

fn digit_runs(text: &str) -> Vec<(usize, &str)> {
    let mut runs = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_ascii_digit()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                runs.push((from, &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::{date_in_address, machine_date};

    #[test]
    fn addresses_carry_days_in_several_notations() {
        for address in [
            "https://a.b/2020/03/03/x",
            "https://a.b/x-2020-03-03.html",
            "http://a.b/n/20200303/1",
            "http://a.b/2020/3/3/",
        ] {
            assert_eq!(
                date_in_address(address).map(|date| date.to_string()).as_deref(),
                Some("2020-03-03"),
                "{address}"
            );
        }
        for address in ["https://a.b/article/12345678", "https://2020.b/", "https://a.b/2020/03/", "x20200303"] {
            assert_eq!(date_in_address(address), None, "{address}");
        }
    }

    #[test]
    fn numbers_for_machines_are_days() {
        assert_eq!(machine_date("20200303T101112Z").map(|date| date.to_string()).as_deref(), Some("2020-03-03"));
        assert_eq!(machine_date("1583193600").map(|date| date.to_string()).as_deref(), Some("2020-03-03"));
        assert_eq!(machine_date("1583193600000").map(|date| date.to_string()).as_deref(), Some("2020-03-03"));
        assert_eq!(machine_date("12"), None);
    }
}
