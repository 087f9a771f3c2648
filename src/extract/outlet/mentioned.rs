//! The outlet that a page's own furniture names: "Download the X app", "© 2024 X. All rights reserved".

use std::collections::BTreeMap;

use super::{known_name, of_name};
use crate::model::{OutletBasis, OutletRef};
use crate::text::slug;

/// Phrases of furniture about its outlet; `{}` stands for the name. Sorted.
const PATTERNS: &str = include_str!("mentions.txt");

/// Names in the same positions that are not the outlet of the page. Slugs, sorted.
const NOT_OUTLETS: &[&str] = &[
    "adobe",
    "agence-france-presse",
    "all",
    "all-rights",
    "amazon",
    "android",
    "apple",
    "apple-news",
    "apple-podcasts",
    "associated-press",
    "author",
    "captcha",
    "comments",
    "cookies",
    "copyright",
    "disqus",
    "dpa",
    "efe",
    "email",
    "facebook",
    "flipboard",
    "free",
    "getty-images",
    "google",
    "google-news",
    "google-play",
    "instagram",
    "ios",
    "iphone",
    "journalism",
    "linkedin",
    "me",
    "newsletter",
    "newsletters",
    "our",
    "patreon",
    "pinterest",
    "premium",
    "reuters",
    "rights",
    "rss",
    "spotify",
    "telegram",
    "the",
    "this",
    "thomson-reuters",
    "tiktok",
    "today",
    "twitter",
    "us",
    "whatsapp",
    "wordpress",
    "x",
    "youtube",
];

/// Words after a name that belong to the furniture, not to the name. Lower case, sorted.
const STOPS: &[&str] = &[
    "alert",
    "alerts",
    "all",
    "app",
    "application",
    "apps",
    "brief",
    "briefing",
    "by",
    "daily",
    "digest",
    "for",
    "from",
    "group",
    "here",
    "inc",
    "limited",
    "llc",
    "ltd",
    "morning",
    "newsletter",
    "newsletters",
    "now",
    "on",
    "podcast",
    "to",
    "today",
    "via",
    "weekly",
    "with",
    "youtube",
];

/// Patterns that name people and things as often as outlets: only a known name, or one that sounds like an outlet,
/// counts.
const WEAK: &[&str] = &["about {}", "follow {} on", "join {} on", "suivez {} sur", "support {}"];

/// Words in the names of outlets. Slugs, sorted.
const MEDIA_WORDS: &[&str] = &[
    "bulletin",
    "chronicle",
    "courier",
    "daily",
    "dispatch",
    "echo",
    "examiner",
    "express",
    "gazette",
    "globe",
    "guardian",
    "herald",
    "inquirer",
    "journal",
    "magazine",
    "mail",
    "media",
    "mercury",
    "mirror",
    "monitor",
    "nachrichten",
    "news",
    "observer",
    "online",
    "post",
    "press",
    "radio",
    "record",
    "register",
    "reporter",
    "review",
    "sentinel",
    "standard",
    "star",
    "sun",
    "telegraph",
    "times",
    "today",
    "tribune",
    "tv",
    "weekly",
    "zeitung",
];

/// The maximum length of an outlet's name, in words.
const MAX_WORDS: usize = 5;

/// The outlet that these blocks of furniture name, with the words; `None` if they name several or none.
///
/// Pass only blocks outside the article's text: the outlets that a text cites did not publish it.
pub fn mentioned<'t>(furniture: impl IntoIterator<Item = &'t str>) -> Option<OutletRef> {
    let mut found: BTreeMap<String, OutletRef> = BTreeMap::new();
    for block in furniture {
        // Notices are short; a long block is a text of its own.
        if block.len() > 400 {
            continue;
        }
        for name in names(block) {
            if let Some(outlet) = of_name(&name, OutletBasis::Stated, block) {
                found.entry(outlet.id.clone()).or_insert(outlet);
            }
        }
    }
    let well_known: Vec<&OutletRef> = found.values().filter(|outlet| known_name(&outlet.id).is_some()).collect();
    match (well_known.as_slice(), found.len()) {
        ([outlet], _) => Some((*outlet).clone()),
        ([], 1) => found.into_values().next(),
        _ => None,
    }
}

/// The names in the position of the placeholder, at the beginning of the block.
fn names(block: &str) -> Vec<String> {
    let mut names = Vec::new();
    for pattern in PATTERNS.lines() {
        let Some((before, after)) = pattern.split_once("{}") else { continue };
        let Some(rest) = strip_prefix_folded(block, before.trim_end()) else { continue };
        let Some(name) = leading_name(rest) else { continue };
        let tail = rest.trim_start().get(name.len()..).unwrap_or_default();
        if after.trim().is_empty() || strip_prefix_folded(tail, after.trim()).is_some() {
            let sounds = || slug(&name).split('-').any(|word| MEDIA_WORDS.binary_search(&word).is_ok());
            if !WEAK.contains(&pattern) || known_name(&name).is_some() || sounds() {
                names.push(name);
            }
        }
    }
    names.retain(|name| NOT_OUTLETS.binary_search(&slug(name).trim_start_matches("the-")).is_err());
    names
}

/// The rest of the text after a lower-case prefix, compared without case, if a word ends there.
fn strip_prefix_folded<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let mut rest = text.trim_start();
    for expected in prefix.chars() {
        let c = rest.chars().next()?;
        let c_folded = if c == '’' { '\'' } else { c.to_lowercase().next()? };
        if c_folded != expected {
            return None;
        }
        rest = &rest[c.len_utf8()..];
    }
    (!rest.starts_with(char::is_alphanumeric) || prefix.ends_with('©')).then_some(rest)
}

/// The capitalised words at the beginning of a text, skipping years and commas.
fn leading_name(text: &str) -> Option<String> {
    let text = text.trim_start();
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        let rest =
            text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '–' | ',' | '.' | ' ' | ':'));
        let rest = strip_prefix_folded(rest, "by").unwrap_or(rest);
        return leading_name_of_words(rest.trim_start());
    }
    leading_name_of_words(text)
}

fn leading_name_of_words(text: &str) -> Option<String> {
    let mut words = Vec::new();
    for word in text.split(' ') {
        let bare = word.trim_end_matches(['.', ',', ':', ';', '|', '!', '’', '\'']);
        let stop = STOPS.contains(&bare.to_lowercase().as_str()) && !words.is_empty();
        if stop || !bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || words.len() == MAX_WORDS {
            break;
        }
        words.push(bare);
        if bare.len() < word.len() {
            break;
        }
    }
    let name = words.join(" ");
    (name.chars().filter(|c| c.is_alphabetic()).count() >= 2).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(blocks: &[&str], expected: Option<&str>) {
        let found = mentioned(blocks.iter().copied());
        assert_eq!(found.map(|outlet| outlet.name).as_deref(), expected, "{blocks:?}");
    }

    #[test]
    fn furniture_names_its_outlet() {
        check(&["You can download the Oldport Courier application from Play Store."], Some("Oldport Courier"));
        check(&["Copyright © 2021 Oldport Courier. All rights reserved."], Some("Oldport Courier"));
        check(&["© 2019-2021 Oldport Courier"], Some("Oldport Courier"));
        check(&["About Oldport Courier", "Privacy"], Some("Oldport Courier"));
        check(&["Subscribe to Le Monde"], Some("Le Monde"));
    }

    #[test]
    fn agencies_networks_and_phrases_are_no_outlets() {
        check(&["Copyright 2021 The Associated Press. All rights reserved."], None);
        check(&["© Reuters", "About us", "Follow us on Facebook", "Subscribe to our newsletter"], None);
        check(&["About a hundred people came."], None);
        check(&["Support for the plan grew.", "About Jane Roe", "Follow Jane Roe on Twitter"], None);
    }

    #[test]
    fn two_names_are_none() {
        check(&["About Oldport Courier", "About Newport Herald"], None);
    }

    #[test]
    fn the_tables_are_sorted() {
        assert!(PATTERNS.lines().is_sorted());
        assert!(NOT_OUTLETS.is_sorted());
        assert!(STOPS.is_sorted());
        assert!(MEDIA_WORDS.is_sorted());
    }
}
