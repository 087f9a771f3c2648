//! The address: the complete state of the view, as the text after `#`.
//!
//! Each facet has the key of [`FacetKind::key`], once for each chosen value. `!` before an id excludes the value, and
//! `actors=any` combines the actors by OR. Besides the query, `view` and `article`, some views have keys of their own:
//!
//! | key | meaning |
//! | --- | --- |
//! | `subject` | the id of the actor whose page, quotes or timeline is shown |
//! | `side1` to `side4` | the sides of a comparison, in order: each the address of a query, or `*` for everything |
//! | `list` | `stories` if the list of articles is one of stories |
//! | `at` | a place in the open article: its id, the number of the paragraph (0 is the headline) and the range in bytes |
//! | `beside` | the open article's id and that of another whose text is shown next to its own |
//! | `tool`, `term` … | the analysis: see [`Analysis`] |

use std::fmt;
use std::ops::Range;

use super::analysis::Analysis;
use super::request::{MAX_VALUES, Query, Sort, Undated};
use crate::index::FacetKind;
use crate::model::{Day, Place};
use crate::wire::record::words;
use crate::wire::sort::sort;

/// What the page shows: a view, a query and perhaps an open article.
///
/// Equal addresses print equal text, and defaults are left out. Parsing never fails: it drops what it does not
/// understand. Of more than [`MAX_VALUES`] values of facets it keeps one more than is allowed.
///
/// ```
/// use dateline::query::{Address, View};
///
/// let address = Address::parse("#view=timeline&outlet=bno-news&actor=!nato&colour=red");
/// assert_eq!(address.view, View::Timeline);
/// assert_eq!(address.query.filters[dateline::index::FacetKind::Outlets].any, ["bno-news"]);
/// assert_eq!(address.to_string(), "actor=!nato&outlet=bno-news&view=timeline");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The view.
    pub view: View,
    /// The query; its `offset`, `limit` and `facet_limit` are not part of the address.
    pub query: Query,
    /// Whether the list of articles is one of stories.
    pub by_story: bool,
    /// The id of the article that is open.
    pub article: Option<String>,
    /// The id of the actor that a view is about.
    pub subject: Option<String>,
    /// The sides of a comparison, at most [`MAX_SIDES`].
    pub sides: Vec<Query>,
    /// The state of the analysis.
    pub analysis: Analysis,
    /// A place to show, with the id of its article. It is ignored unless that article is open.
    pub at: Option<(String, Place, Range<usize>)>,
    /// The ids of two articles whose texts are compared. It is ignored unless the first one is open.
    pub beside: Option<(String, String)>,
}

/// The maximum number of sides in a comparison.
pub const MAX_SIDES: usize = 4;

/// The value that asks for a list by story.
pub const BY_STORY: &str = "stories";

/// The text for a side that asks for everything, because an empty text would be no value.
const EVERYTHING: &str = "*";

words! {
    /// A view of the page, in the order in which the page lists them.
    #[derive(Default)]
    pub enum View {
        /// The list of articles and the reader.
        #[default]
        Articles = "articles",
        /// The articles along time.
        Timeline = "timeline",
        /// The actors, and a page of each.
        Actors = "actors",
        /// Who is quoted with which words.
        Quotes = "quotes",
        /// Two or more selections side by side.
        Compare = "compare",
        /// Words, names and samples of the selection.
        Analysis = "analysis",
        /// The selection as files to download.
        Export = "export",
        /// The archive in numbers.
        About = "about",
    }
}

impl Address {
    /// Parses the part of an address after `#`, with or without the `#`.
    pub fn parse(text: &str) -> Address {
        let mut sides = [const { None }; MAX_SIDES];
        let mut address = Address::read(text, &mut |key, value| {
            let place = key.strip_prefix("side").and_then(|place| place.parse::<usize>().ok());
            let side = place.and_then(|place| sides.get_mut(place.checked_sub(1)?));
            if let Some(side @ None) = side {
                // The query of a side has no sides itself.
                *side = Some(Address::read(value, &mut |_, _| {}).query);
            }
        });
        address.sides = sides.into_iter().flatten().collect();
        address
    }

    fn read(text: &str, other: &mut dyn FnMut(&str, &str)) -> Address {
        let mut address = Address::default();
        let mut any_actor = false;
        let mut beside = None;
        let mut n_values = 0;
        for pair in text.trim_start_matches('#').split('&') {
            // One value more than is allowed, so that the query is refused and not answered by half. What follows is not
            // read: a long address would keep the page busy to no end.
            if n_values > MAX_VALUES {
                break;
            }
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let Some(value) = decode(value).filter(|value| !value.is_empty()) else { continue };
            let query = &mut address.query;
            match key {
                "q" => query.text = value,
                "exact" => query.exact = value == "1",
                "actors" => any_actor = value == "any",
                "from" => query.from = day(&value, query.from, |date| date.first_day()),
                "to" => query.to = day(&value, query.to, |date| date.last_day()),
                "undated" => {
                    query.undated = match value.as_str() {
                        "only" => Undated::Only,
                        "1" | "true" => Undated::Kept,
                        _ => query.undated,
                    }
                }
                "sort" => {
                    let sort = Sort::from_word(&value);
                    query.sort = sort.or(query.sort);
                }
                "view" => {
                    let view = View::from_word(&value);
                    address.view = view.unwrap_or(address.view);
                }
                "list" => address.by_story = value == BY_STORY,
                "article" => address.article = Some(value),
                "subject" => address.subject = Some(value),
                "at" => address.at = place(&value),
                "beside" => beside = Some(value),
                _ if address.analysis.read(key, &value) => {}
                _ => {
                    let facet = FacetKind::ALL.into_iter().find(|facet| facet.key() == key);
                    let Some(facet) = facet else {
                        other(key, &value);
                        continue;
                    };
                    let (id, is_excluded) = value.strip_prefix('!').map_or((&*value, false), |id| (id, true));
                    let filter = &mut query.filters[facet];
                    let ids = if is_excluded { &mut filter.none } else { &mut filter.any };
                    if !id.is_empty() && !ids.iter().any(|known| known == id) {
                        ids.push(id.to_owned());
                        n_values += 1;
                    }
                }
            }
        }
        for (facet, filter) in address.query.filters.iter_mut() {
            if facet.is_joined_by_and() && !any_actor {
                std::mem::swap(&mut filter.all, &mut filter.any);
            }
            for ids in [&mut filter.all, &mut filter.any, &mut filter.none] {
                sort(ids);
            }
        }
        address.at = address.at.take().filter(|(id, ..)| address.article.as_ref() == Some(id));
        address.beside = address.article.as_ref().zip(beside).and_then(|(open, value)| {
            let other = value.strip_prefix(open.as_str())?.strip_prefix(':')?;
            (!other.is_empty() && other != open).then(|| (open.clone(), other.to_owned()))
        });
        if address.query.sort == Some(Query { sort: None, ..address.query.clone() }.order()) {
            address.query.sort = None;
        }
        address
    }
}

impl fmt::Display for Address {
    /// Prints the part of an address after `#`, without the `#`; empty if everything is the default.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query = &self.query;
        let mut pairs: Vec<(&str, String)> = Vec::new();
        let mut ids = |key, ids: &[String], prefix: &str| {
            pairs.extend(ids.iter().map(|id| (key, format!("{prefix}{id}"))));
        };
        for (facet, filter) in query.filters.iter() {
            ids(facet.key(), &filter.all, "");
            ids(facet.key(), &filter.any, "");
            ids(facet.key(), &filter.none, "!");
        }
        let any_actor = !query.filters[FacetKind::Actors].any.is_empty();
        let mut one = |key, value: Option<String>| pairs.extend(value.map(|value| (key, value)));
        one("actors", any_actor.then(|| "any".to_owned()));
        one("article", self.article.clone());
        one("subject", self.subject.clone());
        one("list", self.by_story.then(|| BY_STORY.to_owned()));
        one("exact", query.exact.then(|| "1".to_owned()));
        one("from", query.from.map(|day| day.to_string()));
        one("q", (!query.text.is_empty()).then(|| query.text.clone()));
        one("sort", query.sort.map(|sort| sort.as_str().to_owned()));
        one("to", query.to.map(|day| day.to_string()));
        one(
            "undated",
            match query.undated {
                Undated::OutsideRanges => None,
                Undated::Kept => Some("1".to_owned()),
                Undated::Only => Some("only".to_owned()),
            },
        );
        one("view", (self.view != View::default()).then(|| self.view.as_str().to_owned()));
        let at = self.at.as_ref().filter(|(id, ..)| self.article.as_ref() == Some(id));
        let at = at.map(|(id, place, range)| format!("{id}:{}.{}.{}", place.index(), range.start, range.end));
        pairs.extend(at.map(|at| ("at", at)));
        let beside = self.beside.as_ref().filter(|(open, _)| self.article.as_ref() == Some(open));
        pairs.extend(beside.map(|(open, other)| ("beside", format!("{open}:{other}"))));
        pairs.extend(self.analysis.pairs());
        for (key, side) in ["side1", "side2", "side3", "side4"].into_iter().zip(&self.sides) {
            let text = Address { query: side.clone(), ..Address::default() }.to_string();
            pairs.push((key, if text.is_empty() { EVERYTHING.to_owned() } else { text }));
        }
        sort(&mut pairs);
        for (n, (key, value)) in pairs.iter().enumerate() {
            let joint = if n == 0 { "" } else { "&" };
            write!(f, "{joint}{key}={}", encode(value))?;
        }
        Ok(())
    }
}

/// A place as the address has it: `ID:3.120.131`.
fn place(text: &str) -> Option<(String, Place, Range<usize>)> {
    let (id, numbers) = text.rsplit_once(':')?;
    let mut numbers = numbers.split('.').map(|number| number.parse::<u32>().ok());
    let (paragraph, start, end) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let is_place = start < end && numbers.next().is_none();
    is_place.then(|| (id.to_owned(), Place::from_index(paragraph as usize), start as usize..end as usize))
}

fn day(text: &str, before: Option<Day>, end: impl Fn(crate::model::PartialDate) -> Day) -> Option<Day> {
    text.parse().ok().map(end).or(before)
}

/// Percent-encodes everything that does not read well in an address; a space becomes `+`.
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'!' | b'*' | b':' => {
                encoded.push(char::from(byte));
            }
            b' ' => encoded.push('+'),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// Decodes what [`encode`] wrote; `None` if the bytes are invalid UTF-8.
fn decode(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        let escaped = (byte == b'%').then(|| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).flatten();
        match (byte, escaped) {
            (_, Some(byte)) => {
                decoded.push(byte);
                at += 2;
            }
            (b'+', _) => decoded.push(b' '),
            (byte, _) => decoded.push(byte),
        }
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_address_reads_back_what_it_prints() {
        let text = "actor=!donald-trump&actor=kim-jong-un&article=a-1&from=2025-02-01&outlet=bno-news\
                    &q=kursk+%22state+media%22&sort=oldest&to=2025-07-31&undated=1&view=about";
        assert_eq!(Address::parse(text).to_string(), text);
        assert_eq!(Address::parse(&format!("#{text}")).to_string(), text);
    }

    #[test]
    fn the_list_by_story_is_asked_for_by_name() {
        let text = "list=stories&q=kursk";
        assert!(Address::parse(text).by_story);
        assert_eq!(Address::parse(text).to_string(), text);
        assert_eq!(Address::parse("list=articles"), Address::default());
    }

    #[test]
    fn every_facet_has_its_key() {
        let text = "cites=kcna&inferred=date&language=!de&section=world&side1=outlet%3Dbno-news&side2=*&side3=from%3D2025-01-01%26q%3Dkursk%2Bregion\
                    &speaker=kim-jong-un&subject=kim-jong-un&view=compare";
        assert_eq!(Address::parse(text).to_string(), text);
        let filters = Address::parse(text).query.filters;
        assert_eq!(filters[FacetKind::Cites].any, ["kcna"]);
        assert_eq!(filters[FacetKind::Language].none, ["de"]);
        for facet in FacetKind::ALL {
            let text = format!("{0}=!a&{0}=b", facet.key());
            let filter = &Address::parse(&text).query.filters[facet];
            assert!(filter.wanted().eq(["b"]) && filter.none == ["a"], "{text}");
            assert_eq!(Address::parse(&text).to_string(), text);
        }
    }

    #[test]
    fn the_default_is_no_text() {
        assert_eq!(Address::default().to_string(), "");
        assert_eq!(Address::parse(""), Address::default());
        assert_eq!(Address::parse("sort=newest&view=articles"), Address::default());
    }

    #[test]
    fn what_is_not_understood_is_dropped() {
        let text = "x=1&from=yesterday&to=&sort=best&view=map&undated=maybe&q=%FF&actor=&outlet=!&&&=";
        assert_eq!(Address::parse(text), Address::default());
    }

    #[test]
    fn an_address_with_too_many_values_is_refused_by_the_archive() {
        use crate::query::{Archive, QueryError};

        let text: String = (0..100_000).map(|n| format!("actor=a{n}&outlet=!b{n}&")).collect();
        let query = Address::parse(&text).query;
        let archive = Archive::from_articles(Vec::new());
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        let answer = std::pin::pin!(archive.query(&query)).poll(&mut context);
        let refused = QueryError::TooManyValues { found: MAX_VALUES + 1, most: MAX_VALUES };
        assert_eq!(answer, std::task::Poll::Ready(Err(refused)));
        let allowed: String = (0..MAX_VALUES).map(|n| format!("actor=a{n}&")).collect();
        assert_eq!(Address::parse(&allowed).query.check(), Ok(()));
    }

    #[test]
    fn every_view_reads_back() {
        for view in View::ALL {
            let address = Address { view, ..Address::default() };
            assert_eq!(Address::parse(&address.to_string()), address);
        }
    }

    #[test]
    fn a_place_counts_only_in_the_open_article() {
        let text = "article=a-1&at=a-1:3.120.131";
        let mut address = Address::parse(text);
        assert_eq!(address.at, Some(("a-1".to_owned(), Place::Paragraph(2), 120..131)));
        assert_eq!(address.to_string(), text);
        address.article = Some("a-2".to_owned());
        assert_eq!(address.to_string(), "article=a-2");
        for wrong in
            ["at=a-1:3.120.131", "article=a-2&at=a-1:3.120.131", "article=a-1&at=a-1:3.9.9", "article=a-1&at=a-1:3.1"]
        {
            assert_eq!(Address::parse(wrong).at, None, "{wrong}");
        }
    }

    #[test]
    fn texts_are_compared_only_with_that_of_the_open_article() {
        for text in ["article=a-1&beside=a-1:b-2", "article=a:1&beside=a:1:b:2"] {
            let mut address = Address::parse(text);
            assert_eq!(address.to_string(), text);
            address.article = Some("c-3".to_owned());
            assert_eq!(address.to_string(), "article=c-3");
        }
        for wrong in ["beside=a-1:b-2", "article=a-2&beside=a-1:b-2", "article=a-1&beside=a-1:", "article=a&beside=a:a"]
        {
            assert_eq!(Address::parse(wrong).beside, None, "{wrong}");
        }
    }

    #[test]
    fn sides_keep_their_order_and_have_no_sides_of_their_own() {
        let address = Address::parse("side2=q%3Da&side9=q%3Db&side4=side1%3Dq%253Dc&sideways=1&side0=*");
        assert_eq!(address.to_string(), "side1=q%3Da&side2=*");
        assert_eq!(address.sides, [Query { text: "a".to_owned(), ..Query::default() }, Query::default()]);
    }

    #[test]
    fn actors_are_joined_by_and_unless_any_is_said() {
        let all = Address::parse("actor=a&actor=b");
        assert_eq!(all.query.filters[FacetKind::Actors].all, ["a", "b"]);
        let any = Address::parse("actor=b&actors=any&actor=a");
        assert_eq!(any.query.filters[FacetKind::Actors].any, ["a", "b"]);
        assert_eq!(any.to_string(), "actor=a&actor=b&actors=any");
    }

    #[test]
    fn a_month_means_its_first_or_last_day() {
        let address = Address::parse("from=2025-02&to=2025-02");
        assert_eq!(address.to_string(), "from=2025-02-01&to=2025-02-28");
    }
}
