//! A paragraph divided at all its marks.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::model::{Article, Place};
use crate::wire::sort::sort_by_key;

/// A part of a paragraph with one set of marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedText {
    /// The words.
    pub text: String,
    /// The index in [`Article::actors`] of the actor that the words name.
    pub actor: Option<usize>,
    /// Whether the words match the search.
    pub hit: bool,
    /// Whether the words are quoted.
    pub quoted: bool,
    /// The number of the stop that begins here.
    pub stop: Option<usize>,
    /// Whether the words belong to a stop.
    pub in_stop: bool,
}

/// The marks of a whole article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedArticle {
    /// The headline.
    pub title: Vec<MarkedText>,
    /// The paragraphs.
    pub body: Vec<Vec<MarkedText>>,
    /// The number of stops, including the headline's.
    pub n_stops: usize,
}

impl MarkedArticle {
    /// The number of the stop that begins at a byte of the headline or of a paragraph.
    pub fn stop_at(&self, place: Place, start: usize) -> Option<usize> {
        let pieces = match place.paragraph() {
            None => &self.title,
            Some(at) => self.body.get(at)?,
        };
        let mut at = 0;
        for piece in pieces {
            if at == start {
                return piece.stop;
            }
            at += piece.text.len();
        }
        None
    }
}

/// Marks an article for its reader: the mentions of the actor that the reader follows; if there is none, the words
/// searched for; if there are none either, the mentions of the query's actors. With words searched for, the query's actors
/// are not stops too, since they are everywhere.
pub fn marks(
    article: &Article,
    hits: &[(Place, Range<usize>)],
    followed: Option<String>,
    in_query: impl FnOnce() -> BTreeSet<String>,
) -> MarkedArticle {
    match followed {
        Some(actor) => marked(article, &[], &BTreeSet::from([actor])),
        None if !hits.is_empty() => marked(article, hits, &BTreeSet::new()),
        None => marked(article, &[], &in_query()),
    }
}

/// The first letters of a marked text, at most this many; a text that is longer ends in `…`.
pub fn beginning(pieces: &[MarkedText], letters: usize) -> Vec<MarkedText> {
    let mut room = letters;
    let mut begun = Vec::new();
    for piece in pieces {
        if room == 0 {
            break;
        }
        let text = match piece.text.char_indices().nth(room) {
            Some((at, _)) => format!("{}…", piece.text.get(..at).unwrap_or_default()),
            None => piece.text.clone(),
        };
        room -= piece.text.chars().take(room).count();
        begun.push(MarkedText { text, ..piece.clone() });
    }
    begun
}

/// Divides an article at its mentions, quotes and matches. The stops are the matches and the mentions of followed
/// actors, in reading order.
fn marked(article: &Article, hits: &[(Place, Range<usize>)], followed: &BTreeSet<String>) -> MarkedArticle {
    let mut marked = MarkedArticle::default();
    for (paragraph, text) in article.texts() {
        let mut spans = Vec::new();
        for (at, actor) in article.actors.iter().enumerate() {
            let here = actor.mentions.iter().filter(|mention| mention.paragraph == paragraph);
            let follow = followed.contains(&actor.id);
            spans.extend(
                here.map(|mention| Span { range: mention.start..mention.end, mark: MarkKind::Actor(at, follow) }),
            );
        }
        let quotes = article.quotes.iter().filter(|quote| quote.paragraph == paragraph);
        spans.extend(quotes.map(|quote| Span { range: quote.start..quote.end, mark: MarkKind::Quote }));
        let hits = hits.iter().filter(|(of, _)| *of == paragraph);
        spans.extend(hits.map(|(_, range)| Span { range: range.clone(), mark: MarkKind::Hit }));
        spans.retain(|span| span.range.start < span.range.end && text.get(span.range.clone()).is_some());
        let pieces = cut(text, &spans, &mut marked.n_stops);
        if paragraph == Place::Title {
            marked.title = pieces;
        } else {
            marked.body.push(pieces);
        }
    }
    marked
}

#[derive(Clone, Debug)]
struct Span {
    range: Range<usize>,
    mark: MarkKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MarkKind {
    /// The actor's index, and whether it is followed.
    Actor(usize, bool),
    Quote,
    Hit,
}

fn cut(text: &str, spans: &[Span], n_stops: &mut usize) -> Vec<MarkedText> {
    let mut ends: Vec<usize> = spans.iter().flat_map(|span| [span.range.start, span.range.end]).collect();
    ends.extend([0, text.len()]);
    ends.sort_unstable();
    ends.dedup();
    let mut by_start: Vec<&Span> = spans.iter().collect();
    sort_by_key(&mut by_start, |span| span.range.start);
    let mut coming = by_start.into_iter().peekable();
    let mut open: Vec<&Span> = Vec::new();
    let mut pieces: Vec<MarkedText> = Vec::new();
    for (from, to) in ends.iter().zip(ends.iter().skip(1)) {
        open.retain(|span| span.range.end > *from);
        while let Some(span) = coming.next_if(|span| span.range.start <= *from) {
            open.push(span);
        }
        let mut piece =
            MarkedText { text: text.get(*from..*to).unwrap_or_default().to_owned(), ..MarkedText::default() };
        let mut begins = false;
        for span in &open {
            let is_stop = matches!(span.mark, MarkKind::Hit | MarkKind::Actor(_, true));
            piece.in_stop |= is_stop;
            begins |= is_stop && span.range.start == *from;
            match span.mark {
                MarkKind::Actor(at, _) => piece.actor = piece.actor.or(Some(at)),
                MarkKind::Quote => piece.quoted = true,
                MarkKind::Hit => piece.hit = true,
            }
        }
        let goes_on =
            pieces.last().is_some_and(|last| last.in_stop) && open.iter().any(|span| span.range.start < *from);
        if begins && !goes_on {
            piece.stop = Some(*n_stops);
            *n_stops += 1;
        }
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActorKind, ArticleActor, Mention, Quote, Title, TitleBasis};

    fn article() -> Article {
        let mention = |paragraph, start, end| Mention { paragraph, start, end };
        Article {
            id: "1".to_owned(),
            source: "1".to_owned(),
            title: Title { value: "Kim in Kursk".to_owned(), basis: TitleBasis::Stated },
            body: vec!["Kim said “Kursk was hard”.".to_owned()],
            actors: vec![ArticleActor {
                id: "kim-jong-un".to_owned(),
                name: "Kim Jong Un".to_owned(),
                kind: ActorKind::Person,
                mentions: vec![
                    mention(Place::Title, 0, 3),
                    mention(Place::Paragraph(0), 0, 3),
                    mention(Place::Paragraph(0), 2, 999),
                    mention(Place::Paragraph(7), 0, 1),
                ],
            }],
            quotes: vec![Quote {
                text: "Kursk was hard".to_owned(),
                paragraph: Place::Paragraph(0),
                start: 12,
                end: 26,
                speaker: None,
            }],
            ..Article::default()
        }
    }

    #[test]
    fn no_word_is_lost_and_no_place_out_of_the_text_is_marked() {
        let article = article();
        let hits = [
            (Place::Title, 7..12),
            (Place::Paragraph(0), 14..19),
            (Place::Paragraph(0), 500..600),
            (Place::Paragraph(9), 0..1),
        ];
        let marked = marked(&article, &hits, &BTreeSet::from(["kim-jong-un".to_owned()]));
        let text = |pieces: &[MarkedText]| pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
        assert_eq!(text(&marked.title), article.title.value);
        assert_eq!(text(&marked.body[0]), article.body[0]);
        assert_eq!(marked.n_stops, 4);
        assert_eq!(marked.stop_at(Place::Paragraph(0), 14), Some(3));
        assert_eq!(marked.stop_at(Place::Title, 7), Some(1));
        assert_eq!((marked.stop_at(Place::Paragraph(0), 15), marked.stop_at(Place::Paragraph(9), 0)), (None, None));
        let hit = marked.body[0].iter().find(|piece| piece.hit).unwrap();
        assert!(hit.quoted && hit.stop == Some(3));
    }

    #[test]
    fn the_followed_actor_comes_before_words_and_words_before_the_actors_of_the_query() {
        let article = article();
        let hits = [(Place::Paragraph(0), 14..19)];
        let kim = || BTreeSet::from(["kim-jong-un".to_owned()]);
        let stops = |hits: &[(Place, Range<usize>)], followed: Option<&str>| {
            marks(&article, hits, followed.map(str::to_owned), kim).n_stops
        };
        assert_eq!(stops(&hits, Some("kim-jong-un")), 2);
        assert_eq!(stops(&hits, None), 1);
        assert_eq!(stops(&[], None), 2);
        assert_eq!(stops(&hits, Some("nobody")), 0);
    }

    #[test]
    fn a_headline_of_any_length_is_cut_within_its_pieces() {
        let piece = |text: &str, hit| MarkedText { text: text.to_owned(), hit, ..MarkedText::default() };
        let pieces = [piece("Über ", false), piece("Kursk", true), piece(" und mehr", false)];
        let texts = |letters| beginning(&pieces, letters).iter().map(|piece| piece.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(100), ["Über ", "Kursk", " und mehr"]);
        assert_eq!(texts(7), ["Über ", "Ku…"]);
        assert_eq!(texts(0), Vec::<String>::new());
        assert!(beginning(&pieces, 7)[1].hit);
    }
}
