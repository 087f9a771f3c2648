//! Names in a byline: the words around them, and what can be a name.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::date::leads_to_date;
use crate::extract::date_expression;
use crate::language::{BYLINES, WEEKDAYS, of_kind};
use crate::text::script::{is_han, is_hangul, is_kana};

/// The words of bylines in all languages, from the table of languages.
struct BylineWords {
    /// Words before names, followed by a space or a colon. Longest first.
    before: Vec<&'static str>,
    /// Words before names, followed by a colon or another mark. Longest first.
    labels: Vec<&'static str>,
    /// Words that begin a byline and hardly any other line before two capitals.
    sure: Vec<&'static str>,
    /// Words before names in the middle of a line.
    within: Vec<String>,
    /// Text that may come before such a word.
    verbs: HashSet<&'static str>,
    /// Separators between two names.
    joins: Vec<String>,
    /// Placeholders for names, and labels next to names.
    no_names: HashSet<&'static str>,
    /// What follows a name: an agency, a place.
    roles: Vec<String>,
    /// Words of jobs and titles.
    jobs: HashSet<&'static str>,
    /// News agencies, which are named as writers if nobody else is.
    agencies: HashSet<&'static str>,
    /// Words after a name that belong to the date or to a button.
    after_name: HashSet<&'static str>,
    /// Lower-case words inside names.
    particles: HashSet<&'static str>,
}

static WORDS: LazyLock<BylineWords> = LazyLock::new(|| {
    let list = |kind: &str| of_kind(BYLINES, kind).collect::<Vec<_>>();
    let longest_first = |kind: &str| {
        let mut words = list(kind);
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words
    };
    let set = |kind: &str| of_kind(BYLINES, kind).collect::<HashSet<_>>();
    let joins = list("join").into_iter().map(|word| format!(" {word} "));
    let marks = [" & ", ";", "|", " / ", " · ", " • ", " ⋅ ", " ∙ ", " ● ", " – ", " — ", " - "].map(str::to_owned);
    BylineWords {
        before: longest_first("byline"),
        labels: longest_first("label"),
        sure: list("sure"),
        within: longest_first("within").into_iter().map(|word| format!(" {word} ")).collect(),
        verbs: set("verb"),
        joins: joins.chain(marks).collect(),
        no_names: set("no-name"),
        roles: list("role").into_iter().map(|role| format!(" {role}")).collect(),
        jobs: set("job"),
        agencies: set("agency"),
        after_name: set("after-name"),
        particles: set("particle"),
    }
});

/// The sources of names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// A field that contains only names.
    Field,
    /// Text of the page, which may contain anything.
    Page,
}

/// Whether a line is only a byline: a word that introduces authors, and names.
pub(super) fn is_byline(line: &str) -> bool {
    let lower = line.to_lowercase();
    let after = |word: &str| lower.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '));
    let Some(word) = WORDS.sure.iter().find(|word| after(word)) else { return false };
    let Some(names) = line.get(word.len() + 1..) else { return false };
    let n_words = names.split_whitespace().count();
    let opens_with_name =
        |names: &str| names.split_whitespace().take(2).filter(|word| word.starts_with(char::is_uppercase)).count() == 2;
    n_words <= MAX_BYLINE_WORDS
        && opens_with_name(names)
        && names.split(',').next().is_some_and(|name| !name.ends_with('.'))
}

/// The maximum number of words in a byline after the first.
const MAX_BYLINE_WORDS: usize = 8;

/// Whether a line is nothing but the label of a byline: `Author:`, `Written by`.
pub(super) fn is_label(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    let Some(label) = lower.strip_suffix(':') else {
        return WORDS.before.contains(&lower.as_str()) && lower.contains(' ');
    };
    WORDS.labels.iter().chain(&WORDS.before).any(|word| *word == label.trim_end())
}

/// The text after the word that introduces an author, if the line has one.
pub(super) fn after_by(line: &str) -> Option<&str> {
    let line = line.strip_prefix("— ").or_else(|| line.strip_prefix("– ")).unwrap_or(line);
    let lower = line.to_lowercase();
    if lower.len() != line.len() {
        return None;
    }
    let is_mark = |c: char| matches!(c, ':' | '：' | '/' | '／' | '・' | '＝');
    let after_label = |word: &&&str| {
        let rest = lower.strip_prefix(**word)?.trim_start_matches(' ');
        rest.starts_with(is_mark).then(|| line.len() - rest.len())
    };
    let after_word = |word: &&&str| {
        let rest = lower.strip_prefix(**word)?;
        rest.starts_with(' ').then(|| line.len() - rest.len())
    };
    let label = WORDS.labels.iter().chain(&WORDS.before).find_map(|word| after_label(&word));
    let start = label.or_else(|| WORDS.before.iter().find_map(|word| after_word(&word)));
    if let Some(start) = start {
        return line.get(start..).map(|rest| rest.trim_start_matches(is_mark).trim());
    }
    if let Some(name) = before_reporter(line) {
        return Some(name);
    }
    WORDS.within.iter().find_map(|word| {
        let at = lower.find(word.as_str())?;
        let head = line.get(..at)?;
        // In `Ann von Lee`, the word is part of the name.
        let is_name = head.split_whitespace().count() <= 2 && !head.contains(|c: char| c.is_ascii_digit());
        let is_verb = WORDS.verbs.contains(head.trim().trim_end_matches(':').to_lowercase().as_str());
        (!is_name || is_verb).then(|| line.get(at + word.len()..)).flatten().map(str::trim)
    })
}

/// The names in a line, each with the text around it.
pub(super) fn parts(line: &str) -> Vec<String> {
    let mut text = line.to_owned();
    text.truncate(before_words_of_date(&text));
    for join in &WORDS.joins {
        text = text.replace(join.as_str(), "\n");
    }
    text.split(['\n', ',']).map(str::to_owned).collect()
}

/// The line with each date in it, and the day of the week before it, replaced by a line break.
pub(super) fn without_dates(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut from = 0;
    for found in date_expression::find(line, None) {
        out.push_str(without_weekday(line.get(from..found.span.start).unwrap_or_default()));
        out.push('\n');
        from = found.span.end;
    }
    out.push_str(line.get(from..).unwrap_or_default());
    out
}

/// The text without the day of the week at its end.
fn without_weekday(text: &str) -> &str {
    static DAYS: LazyLock<HashSet<&str>> =
        LazyLock::new(|| of_kind(WEEKDAYS, "weekday").flat_map(|forms| forms.split(", ")).collect());
    let (head, last) = text.trim_end_matches([' ', ',', '،']).rsplit_once(' ').unwrap_or_default();
    if DAYS.contains(last.to_lowercase().as_str()) { head } else { text }
}

/// The start of the words that lead from the names to a date: `Ann Lee Published on`.
fn before_words_of_date(text: &str) -> usize {
    let mut words = text.split_inclusive(char::is_whitespace).scan(0, |end, word| {
        let start = *end;
        *end += word.len();
        Some((start, word.to_lowercase()))
    });
    words
        .find(|(start, word)| *start > 0 && leads_to_date(word.trim_start_matches(|c: char| !c.is_alphabetic())))
        .map_or(text.len(), |(start, _)| start)
}

/// The name before the Korean word for a reporter: `김철수 기자`, `김철수기자`.
fn before_reporter(line: &str) -> Option<&str> {
    line.match_indices("기자").find_map(|(at, word)| {
        let name = line[..at].trim_end().rsplit(|c: char| !is_hangul(c)).next()?;
        let is_word = line[at + word.len()..].chars().next().is_none_or(|c| !is_hangul(c));
        (is_word && (2..=4).contains(&name.chars().count())).then_some(name)
    })
}

/// Whether a name is East Asian and written without spaces.
fn is_east_asian_name(name: &str) -> bool {
    let is_letter = |c: char| is_hangul(c) || is_han(c) || is_kana(c) || c == '·';
    (2..=12).contains(&name.chars().count()) && name.chars().all(is_letter)
}

/// Whether a text looks like a person's name: several words, each with a capital or a lower-case word of names.
pub(super) fn is_person_like(name: &str) -> bool {
    let is_person = (2..=5).contains(&name.split_whitespace().count()) && has_words_of_names(name);
    is_person || is_east_asian_name(name)
}

/// Whether a line is only a person's first name and surname, in capitals and lower case.
pub(super) fn is_full_name(line: &str) -> bool {
    let is_word = |word: &str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().skip(1).any(char::is_lowercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
    };
    (2..=3).contains(&line.split_whitespace().count()) && line.split_whitespace().all(is_word)
}

/// Whether every word starts with a capital, starts with a letter that has no case, or is a lower-case word of names.
fn has_words_of_names(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let starts_small = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    words.all(|word| !starts_small(word) || WORDS.particles.contains(word))
}

/// Whether a character at the edge of a name is not part of it.
fn is_edge(c: char) -> bool {
    c.is_whitespace() || ".:-–—/／([*\"@|→·•»«›&⋅∙●".contains(c)
}

/// A part of a byline as a name; `None` if it cannot be one.
pub(super) fn clean(part: &str, source: Source) -> Option<String> {
    let mut name = part.trim().trim_start_matches(is_edge).trim_end_matches(|c: char| is_edge(c) && c != '.');
    if let Some(rest) = name.strip_prefix("By").filter(|rest| rest.starts_with(char::is_uppercase)) {
        name = rest;
    }
    if let Some((label, rest)) = name.split_once(": ")
        && WORDS.labels.contains(&label.to_lowercase().as_str())
    {
        name = rest.trim_start();
    }
    if source == Source::Page
        && let Some(at) = WORDS.roles.iter().filter_map(|role| name.find(role.as_str())).min()
    {
        name = &name[..at];
    }
    if source == Source::Page {
        name = before_job(before_mail(name));
    }
    // What follows in brackets is a role, a place or an agency.
    name = name.split(" (").next().unwrap_or(name).trim();
    while let Some((head, last)) = name.rsplit_once(' ')
        && WORDS.after_name.contains(last.trim_end_matches('.').to_lowercase().as_str())
    {
        name = head.trim_end();
    }
    if name.rsplit(' ').next().is_some_and(|last| last.chars().count() > MAX_ABBREVIATION) {
        name = name.trim_end_matches('.');
    }
    let bare = name.trim_end_matches(['.', ':']).to_lowercase();
    let words = name.split_whitespace().count();
    let sensible = (1..=6).contains(&words)
        && name.chars().count() <= 60
        && name.chars().any(char::is_alphabetic)
        && !name.contains("://")
        && !name.contains(['@', ':', '+', '=', '<'])
        && !WORDS.agencies.contains(bare.as_str())
        && !WORDS.no_names.contains(bare.as_str())
        && (words == 1 || has_words_of_names(name) || (source == Source::Field && words == 2))
        && !(words > 1 && name.contains(|c: char| c.is_ascii_digit()))
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && !bare.starts_with("foto:")
        && !bare.starts_with("photo:");
    sensible.then(|| name.to_owned())
}

/// A word with a full stop that is longer than this, the stop included, is no abbreviation.
const MAX_ABBREVIATION: usize = 4;

/// A name of two or more words without the mail address after it, even if no space separates them: `ANN LEEalee@post.example`.
fn before_mail(name: &str) -> &str {
    let Some(at) = name.find('@') else { return name };
    let start = name[..at].rfind(' ').map_or(0, |space| space + 1);
    let address = &name[start..at];
    let capitals = address.find(|c: char| !c.is_uppercase()).unwrap_or(0);
    let is_glued = address[..capitals].chars().count() >= 2;
    let head = name[..if is_glued { start + capitals } else { start }].trim_end_matches(is_edge);
    if head.contains(' ') { head } else { name }
}

/// A name of two words or more without the job behind it: `Ann Lee Marketing Director`.
fn before_job(name: &str) -> &str {
    let mut end = 0;
    for (count, word) in name.split(' ').enumerate() {
        if count >= 2 && is_job(word) {
            return name[..end].trim_end();
        }
        end = (end + word.len() + 1).min(name.len());
    }
    name
}

/// Whether a word is one of jobs and titles.
fn is_job(word: &str) -> bool {
    WORDS.jobs.contains(word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str())
}

/// Whether a text is nothing but the full name of a person, and no job or title.
pub(super) fn is_writer(text: &str) -> bool {
    let is_name = is_full_name(text) || is_person_like(text) && text.split(' ').count() <= 4;
    is_name && clean(text, Source::Page).is_some_and(|name| name == text) && !text.split(' ').any(is_job)
}

/// What a field states as the author, be it a person, an outlet or an agency; none if it is a placeholder or an address.
pub(super) fn clean_any(text: &str) -> Option<String> {
    let name = after_by(text).unwrap_or(text).trim();
    let words = name.split_whitespace().count();
    let sensible = (1..=6).contains(&words)
        && name.chars().count() <= 60
        && name.chars().any(char::is_alphabetic)
        && !name.contains("://")
        && !WORDS.no_names.contains(name.to_lowercase().as_str());
    sensible.then(|| name.to_owned())
}
