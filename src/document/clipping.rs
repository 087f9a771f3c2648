//! A document of paragraphs: the articles of an export, or else one article under a headline.
//!
//! An article becomes a web page, so that its day and its authors are found by the same rules as those of other pages.

use std::borrow::Cow;

use super::block::TextBlock;
use super::database::{self, is_day};
use super::error::ReadProblem;
use super::sink::DocumentSink;
use super::{Content, Transport};
use crate::language::{DATABASES, of_kind};
use crate::model::{Warning, WarningCode};

/// The most characters of a headline.
const MAX_TITLE_CHARS: usize = 300;

/// The paragraphs among which the headline is searched for.
const MAX_BEFORE_TITLE: usize = 4;

/// The paragraphs under the headline that can name the outlet.
const MAX_LINES: usize = 3;

/// Blocks outside the text, by a token of their path, and the element in which a page holds them. The rules for pages
/// remove its content as the right kind.
const ASIDES: [(&str, &str, &str); 3] = [
    (".comments", "<section class=\"comments\">", "</section>"),
    ("dialog", "<dialog open>", "</dialog>"),
    ("footer", "<footer>", "</footer>"),
];

/// Passes on what these paragraphs are.
pub(super) fn pass_on(sink: &mut DocumentSink<'_>, blocks: &[TextBlock], transport: Transport, warnings: Vec<Warning>) {
    if blocks.iter().all(TextBlock::is_empty) {
        return sink.failed_document(None, ReadProblem::Empty);
    }
    let n_asides = blocks.iter().filter(|block| block.is_aside()).count();
    let text: Cow<'_, [TextBlock]> = if n_asides == 0 {
        Cow::Borrowed(blocks)
    } else {
        Cow::Owned(blocks.iter().filter(|block| !block.is_aside()).cloned().collect())
    };
    let n_remarks = blocks.iter().filter(|block| block.is_in(".comments")).count();
    let remarks = (n_remarks > 0).then(|| Warning {
        code: WarningCode::DoubtfulText,
        message: format!("Remarks in the margin of the export were left out ({n_remarks})."),
    });
    let of_export: Vec<Warning> = warnings.iter().cloned().chain(remarks).collect();
    if database::read(sink, &text, &transport, &of_export).is_some() {
        return;
    }
    sink.document(Content::Html(page(blocks)), transport, warnings);
}

/// The paragraphs as a web page.
pub(super) fn page(blocks: &[TextBlock]) -> String {
    let is_aside = |block: &&TextBlock| ASIDES.iter().any(|(token, ..)| block.is_in(token));
    let (asides, blocks): (Vec<&TextBlock>, Vec<&TextBlock>) =
        blocks.iter().filter(|block| !block.is_empty()).partition(is_aside);
    let title = title_of(&blocks);
    let mut page = String::from("<!DOCTYPE html><html><head><meta charset=\"utf-8\">");
    let lines = blocks.get(title.map_or(0, |title| title + 1)..).unwrap_or_default();
    let outlet = lines.iter().take(MAX_LINES).find_map(|block| outlet_of_line(&block.text));
    if let Some(outlet) = outlet.filter(|_| title.is_some()) {
        page.push_str(&format!("<meta property=\"og:site_name\" content=\"{}\">", escaped(outlet)));
    }
    page.push_str("</head><body><article>\n");
    for (at, block) in blocks.iter().enumerate() {
        let tag = match (title, block.level) {
            (Some(title), _) if title == at => "h1",
            (_, 0) => "p",
            _ => "h2",
        };
        page.push_str(&format!("<{tag}>{}</{tag}>\n", escaped(&block.text)));
    }
    page.push_str("</article>");
    for (token, begin, end) in ASIDES {
        let mut asides = asides.iter().filter(|block| block.is_in(token)).peekable();
        if asides.peek().is_some() {
            page.push_str(begin);
            asides.for_each(|block| page.push_str(&format!("<p>{}</p>\n", escaped(&block.text))));
            page.push_str(end);
        }
    }
    page.push_str("</body></html>\n");
    page
}

/// The place of the headline: the first heading, else the first words in bold, else a first line without a full stop.
fn title_of(blocks: &[&TextBlock]) -> Option<usize> {
    let first = || blocks.iter().take(MAX_BEFORE_TITLE);
    let is_short = |block: &&TextBlock| block.text.chars().count() <= MAX_TITLE_CHARS;
    let highest = first().filter(|block| block.level > 0).map(|block| block.level).min();
    let heading = highest.and_then(|level| first().position(|block| block.level == level && is_short(block)));
    let bold = || first().position(|block| block.is_bold && is_short(block));
    let plain = || {
        let block = blocks.first()?;
        let is_line = is_short(block) && !block.text.ends_with(['.', ':', ';', ',']) && !is_day(&block.text);
        (is_line && blocks.len() > 1).then_some(0)
    };
    heading.or_else(bold).or_else(plain)
}

/// The outlet in a line such as `The Quay Herald, May 4, 2019`. A place before the day is none, so the name has to have a
/// word of the names of newspapers.
pub(super) fn outlet_of_line(line: &str) -> Option<&str> {
    let at = line.find([',', '|', '·']).or_else(|| line.find(" – ")).or_else(|| line.find(" - "))?;
    let (name, day) = line.split_at(at);
    let day = day.trim_start_matches([',', '|', '·', '–', '-', ' ']);
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 60 || is_day(name) || !is_day(day) {
        return None;
    }
    let lower = name.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric() && c != '-');
    // The words of German, Dutch and the Scandinavian languages are joined: `Tagesbote`.
    let is_press =
        |word: &str| of_kind(DATABASES, "press").any(|press| word == press || press.len() > 3 && word.ends_with(press));
    words.any(is_press).then_some(name)
}

/// A text for HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outlet_stands_before_the_day_under_the_headline() {
        assert_eq!(outlet_of_line("The Quay Herald, May 4, 2019"), Some("The Quay Herald"));
        assert_eq!(outlet_of_line("Hafener Tagesbote, 4. Mai 2019"), Some("Hafener Tagesbote"));
        assert_eq!(outlet_of_line("New York, May 4, 2019"), None);
        assert_eq!(outlet_of_line("Updated, May 4, 2019"), None);
    }

    #[test]
    fn paragraphs_become_a_page_with_a_headline() {
        let bold = TextBlock { is_bold: true, ..TextBlock::new("A <head>") };
        let page = page(&[bold, TextBlock::new("The Quay Herald, May 4, 2019"), TextBlock::new("Words.")]);
        assert!(page.contains("<h1>A &lt;head></h1>\n<p>The Quay Herald, May 4, 2019</p>\n<p>Words.</p>"), "{page}");
        assert!(page.contains("content=\"The Quay Herald\""), "{page}");
    }
}
