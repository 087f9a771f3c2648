//! Normalises texts and names in the way of the sets' own scorer.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The words: runs of letters, digits and underscores.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c == '_' || c.is_alphanumeric() && !is_combining_mark(c))).filter(|word| !word.is_empty())
}

/// The text with every run of white space replaced by one space.
pub fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A title or name without case, kinds of quotation marks and dashes, and outer punctuation.
pub fn title(text: &str) -> String {
    let plain: String = text.chars().filter_map(plain_mark).nfkc().collect();
    let folded = collapse(&plain).to_lowercase().replace('ß', "ss").replace("...", "…");
    let mut tight = String::with_capacity(folded.len());
    for c in folded.chars() {
        if matches!(c, '-' | ':' | '|') {
            tight.truncate(tight.trim_end().len());
        }
        if !(c == ' ' && tight.ends_with(['-', ':', '|'])) {
            tight.push(c);
        }
    }
    tight.trim_matches(|c: char| " .,;:!?|-…\"'".contains(c)).to_owned()
}

fn plain_mark(c: char) -> Option<char> {
    Some(match c {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' | '\u{2bc}' | '`' | '\u{b4}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}' => return None,
        c => c,
    })
}

/// The names in a byline, normalised.
pub fn names(byline: &str) -> BTreeSet<String> {
    let byline = byline.trim();
    let lower = byline.to_lowercase();
    let prefix = ["von ", "by ", "par ", "por ", "di ", "de "].iter().find(|prefix| lower.starts_with(**prefix));
    let mut rest = prefix.map_or(byline, |prefix| byline.get(prefix.len()..).unwrap_or(byline)).to_owned();
    for separator in [" und ", " and ", " et ", " & "] {
        rest = rest.replace(separator, ";");
    }
    rest.split([';', ',', '|', '/']).map(title).filter(|name| !name.is_empty()).collect()
}
