//! The headline of a page.
//!
//! The page's head states a title, often with the names of the section and the outlet around it; the page shows a
//! headline. The visible line that agrees best with the stated title is the headline. If none agrees, the stated title
//! counts, without the parts that name the outlet.

use std::collections::BTreeSet;

use serde_json::Value;

use super::body::is_sentence;
use super::class_hints::Hints;
use super::page::{Around, Page};
use super::tag::Tag;
use super::title_parts::{self, SEPARATORS, words};
use super::tree::{collapse, unescape};
use crate::language::{DEFAULT_TITLES, of_kind};

/// Fields of the head with the title, cleanest first.
const TITLE_FIELDS: &[&str] = &[
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "headline",
    "title",
];

/// The maximum length of a headline, in words.
const MAX_WORDS: usize = 50;

/// The maximum length of a title, in bytes.
const MAX_BYTES: usize = 2_000;

/// The headline that a page states or shows; empty if there is none.
pub(super) fn find(page: &Page<'_>) -> String {
    let stated = stated(page);
    let shown = shown(page);
    let agrees = |line: &Shown| stated.iter().map(|title| agreement(&line.text, title)).fold(0.0, f32::max);
    let best = shown.iter().map(|line| (agrees(line) + line.weight, line)).filter(|(score, _)| *score >= 0.75).fold(
        None,
        |best: Option<(f32, &Shown)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        },
    );
    if let Some((_, line)) = best {
        return line.text.clone();
    }
    if let Some(line) = shown_part(page, &stated) {
        return line;
    }
    if let Some(line) = only_heading(page) {
        return line;
    }
    let is_default = stated.iter().all(|title| is_default_title(title));
    if let Some(line) = is_default.then(|| large_line(page)).flatten() {
        return line;
    }
    let site = super::outlet::stated_name(page).map(|(name, _)| name);
    let cleaned = stated.first().map(|title| without_site(title, site.as_deref()));
    if let Some(title) = cleaned.filter(|title| !title.is_empty()) {
        return title;
    }
    shown.into_iter().next().map(|line| line.text).unwrap_or_default()
}

/// A text with fewer words may be the name of a section.
const MIN_WORDS: usize = 4;

/// The only heading of the first level, if it is in the article itself or right above running text: a headline that no
/// title repeats.
fn only_heading(page: &Page<'_>) -> Option<String> {
    let list = &page.blocks.list;
    let mut lines = list.iter().enumerate().filter(|(_, block)| page.heading_level(block.node) == Some(1));
    let (index, only) = lines.next().filter(|_| lines.next().is_none())?;
    let in_article = page.around.get(only.node)?.any(Around::ARTICLE);
    let heads_text =
        || list.iter().skip(index + 1).take(MAX_BELOW_HEADLINE).filter(|block| is_sentence(block)).count() >= 2;
    (!only.hidden
        && only.link_words == 0
        && (MIN_WORDS..=MAX_WORDS).contains(&only.words)
        && (in_article || heads_text()))
    .then(|| only.text.clone())
}

/// Between a headline and the second paragraph of its text there are fewer lines than this.
const MAX_BELOW_HEADLINE: usize = 12;

/// Whether a title is one that editors give to new pages, or the name of the first page of a site.
fn is_default_title(title: &str) -> bool {
    let title = title.trim().to_lowercase();
    title.is_empty() || of_kind(DEFAULT_TITLES, "default").any(|default| default == title)
}

/// The first line in bold or larger letters above the running text, on pages that have no headings.
fn large_line(page: &Page<'_>) -> Option<String> {
    let tree = &page.tree;
    let lines = page.blocks.list.iter().take_while(|block| !is_sentence(block));
    let mut lines = lines.filter(|block| {
        let mut around = tree.ancestors(block.first).take(4).filter_map(|node| tree.tag(node));
        !block.hidden
            && block.link_words == 0
            && (MIN_WORDS..=MAX_WORDS).contains(&block.words)
            && around.any(|tag| matches!(tag, Tag::B | Tag::Strong | Tag::Font | Tag::Big | Tag::H2 | Tag::H3))
    });
    lines.next().map(|block| block.text.clone())
}

/// The line that is a part of a stated title between its separators: old pages show their headline in no heading.
fn shown_part(page: &Page<'_>, stated: &[String]) -> Option<String> {
    let mut parts: Vec<(Vec<String>, &str)> = Vec::new();
    for title in stated {
        let split = title_parts::parts(title);
        let n_parts = split.len();
        for (at, part) in split.into_iter().enumerate() {
            // The last of many parts names the site, unless it is as long as a headline.
            let is_site = at > 1 && at + 1 == n_parts && part.chars().count() < LONG_PART;
            if part.chars().count() >= PART_LENGTH && !is_site {
                parts.push((words(part), part.trim()));
            }
        }
    }
    let longest = parts.iter().map(|(_, part)| part.chars().count()).max()?;
    let lines = page.blocks.list.iter().filter(|block| !block.hidden && block.text.len() <= MAX_BYTES);
    // Links in the header of a page lead to its site and sections.
    let lines = lines.filter(|block| block.words <= MAX_WORDS && block.link_density() < 0.5);
    let shown = lines.filter(|block| block.text.chars().count() * 2 >= longest).filter_map(|block| {
        let line = words(&block.text);
        let (_, part) = parts.iter().find(|(part, _)| *part == line)?;
        let is_clean = block.text.starts_with(char::is_alphanumeric);
        Some(if is_clean { block.text.as_str() } else { *part })
    });
    shown.max_by_key(|line| line.chars().count()).map(str::to_owned)
}

/// The minimum number of characters in the last part of a title that is a headline.
const LONG_PART: usize = 40;

/// The minimum number of characters in a part of a title that is a headline.
const PART_LENGTH: usize = 8;

/// A line that may be the headline.
struct Shown {
    text: String,
    weight: f32,
}

fn shown(page: &Page<'_>) -> Vec<Shown> {
    let mut lines = Vec::new();
    for node in 1..page.tree.len() {
        let Some(tag) = page.tree.tag(node) else { continue };
        let hints = page.hints.get(node).copied().unwrap_or_default();
        let weight = match tag {
            Tag::H1 => 0.3,
            Tag::H2 => 0.1,
            Tag::H3 => 0.0,
            Tag::Div | Tag::P | Tag::Span | Tag::A | Tag::Header if hints.any(Hints::HEADLINE) => 0.05,
            _ => continue,
        };
        let length = page.tree.subtree(node).len();
        if length > 60 {
            continue;
        }
        let text = page.tree.text_below(node);
        let count = text.split(' ').count();
        if text.is_empty() || count > MAX_WORDS {
            continue;
        }
        let named = if hints.any(Hints::HEADLINE) { 0.05 } else { 0.0 };
        lines.push(Shown { text, weight: weight + named });
        if lines.len() >= 200 {
            break;
        }
    }
    lines
}

fn stated(page: &Page<'_>) -> Vec<String> {
    let metadata = &page.metadata;
    let mut titles: Vec<String> = Vec::new();
    for article in metadata.linked_data.articles() {
        for key in ["headline", "name"] {
            if let Some(Value::String(text)) = article.get(key) {
                titles.push(collapse(&unescape(text)));
            }
        }
    }
    titles.extend(TITLE_FIELDS.iter().filter_map(|field| metadata.meta(&[field])).map(|(_, text)| text.to_owned()));
    titles.push(metadata.title.clone());
    titles.retain(|title| !title.is_empty() && title.len() <= MAX_BYTES);
    titles
}

/// How well a visible line and a stated title agree, 0 to 1: the share of the line's words that are in the title, minus
/// the title's additional words.
fn agreement(line: &str, title: &str) -> f32 {
    let (line, title) = (words(line), words(title));
    if line.is_empty() || title.is_empty() {
        return 0.0;
    }
    let title_set: BTreeSet<&String> = title.iter().collect();
    let common = line.iter().filter(|word| title_set.contains(word)).count() as f32;
    let precision = common / line.len() as f32;
    let recall = common / title.len() as f32;
    if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}

/// The title without the parts that name the outlet: those equal to its name, and a short last part.
fn without_site(title: &str, site: Option<&str>) -> String {
    let mut title = title.trim();
    for _ in 0..3 {
        let cut = SEPARATORS.iter().filter_map(|separator| Some((title.rfind(separator)?, separator.len()))).max();
        let Some((at, length)) = cut else { break };
        let (head, tail) = (&title[..at], &title[at + length..]);
        let names_site = |part: &str| site.is_some_and(|site| words(part) == words(site));
        if names_site(head) {
            title = tail;
            continue;
        }
        let (head_words, tail_words) = (words(head).len(), words(tail).len());
        if names_site(tail) || (tail_words <= 4 && head_words > tail_words) {
            title = head;
            continue;
        }
        break;
    }
    title.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::extract::html::page::Page;
    use crate::extract::html::samples::paragraphs;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(find(&Page::parse(html)), expected, "{html}");
    }

    #[test]
    fn the_headline_shown_counts_where_it_agrees_with_the_title_stated() {
        check(
            "<title>Rates rise again - The Daily</title><h1>The Daily</h1><h1>Rates rise again</h1>",
            "Rates rise again",
        );
        check("<title>Rates rise again | The Daily</title><h2>More news</h2>", "Rates rise again");
    }

    #[test]
    fn the_only_heading_of_an_article_is_its_headline_where_no_title_repeats_it() {
        let title = "<title>Oldport Online, news and views</title>";
        check(&format!("{title}<article><h1>Rates rise once more</h1><p>Prices."), "Rates rise once more");
        check(
            &format!("{title}<header><h1>All of the news</h1></header><article><p>Prices."),
            "Oldport Online, news and views",
        );
        check(&format!("{title}<article><h1>Money</h1><p>Prices."), "Oldport Online, news and views");
    }

    #[test]
    fn a_line_that_is_a_part_of_the_title_is_the_headline() {
        let page = |title: &str| {
            format!(
                "<title>{title}</title><a href=/>The Daily</a><p><b>Rates rise again</b><br>By Ann Lee<p>Prices had risen."
            )
        };
        check(&page("The Daily - Rates rise again"), "Rates rise again");
        check(&page("Rates rise again | Money | The Daily Planet of Oldport"), "Rates rise again");
    }

    #[test]
    fn a_title_that_an_editor_gives_to_every_page_is_none() {
        let text = paragraphs(0..3);
        for title in ["Untitled Document", "Neue Seite 1", "無題ドキュメント", "home"] {
            let line = "<p><b>The old bridge is closed for a year</b></p>";
            check(&format!("<title>{title}</title>{line}{text}"), "The old bridge is closed for a year");
        }
    }

    #[test]
    fn the_name_of_the_outlet_is_no_part_of_the_headline() {
        let site = "<meta property=og:site_name content='The Daily Planet of Metropolis City'>";
        check(&format!("{site}<title>Rates – The Daily Planet of Metropolis City</title>"), "Rates");
        check("", "");
    }
}
