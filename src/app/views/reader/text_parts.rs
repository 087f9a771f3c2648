//! A long article in parts, so that texts of any length open quickly.

use std::ops::Range;

use crate::model::{Article, ArticleActor, Mention, Place, Quote};

/// The maximum size of a part in bytes: the browser lays out this much in some hundredths of a second.
const PART_BYTES: usize = 48_000;

/// The bytes that a paragraph counts in addition to its own, because each is an element of the page.
const PARAGRAPH_BYTES: usize = 100;

/// The border of a part: a paragraph, and a byte in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Cut {
    paragraph: usize,
    byte: usize,
}

/// The parts of an article's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextParts {
    /// The start of each part, and the end of the last one.
    cuts: Vec<Cut>,
}

impl TextParts {
    /// Divides an article; almost all have a single part. A paragraph is cut only if it is longer than a part,
    /// preferably at a space.
    pub fn new(article: &Article) -> TextParts {
        TextParts::of_bytes(article, PART_BYTES, PARAGRAPH_BYTES)
    }

    fn of_bytes(article: &Article, most: usize, of_paragraph: usize) -> TextParts {
        let mut cuts = vec![Cut::default()];
        let mut room = most;
        for (paragraph, text) in article.body.iter().enumerate() {
            if text.len() + of_paragraph > room && room < most {
                cuts.push(Cut { paragraph, byte: 0 });
                room = most;
            }
            let mut from = 0;
            while text.len() - from > room {
                from = cut(text, from, room);
                cuts.push(Cut { paragraph, byte: from });
                room = most;
            }
            room = room.saturating_sub(text.len() - from + of_paragraph);
        }
        cuts.push(Cut { paragraph: article.body.len(), byte: 0 });
        TextParts { cuts }
    }

    /// The number of parts.
    pub fn count(&self) -> usize {
        self.cuts.len() - 1
    }

    /// The number of the part that holds a byte of a paragraph; the headline stands above the first.
    pub fn number_of(&self, place: Place, byte: usize) -> usize {
        let Some(paragraph) = place.paragraph() else { return 0 };
        let next = self.cuts.partition_point(|cut| *cut <= Cut { paragraph, byte });
        next.saturating_sub(1).min(self.count() - 1)
    }

    /// A range of bytes of the article as it is in a part; `None` if it does not begin there.
    pub fn moved(&self, number: usize, place: Place, range: Range<usize>) -> Option<(Place, Range<usize>)> {
        let Some(paragraph) = place.paragraph() else { return Some((place, range)) };
        let from = self.cuts.get(number)?;
        let shift = if paragraph == from.paragraph { from.byte } else { 0 };
        let start = range.start.checked_sub(shift)?;
        Some((Place::from_paragraph(paragraph.checked_sub(from.paragraph)?), start..range.end.checked_sub(shift)?))
    }

    /// The letters of the article's text in a part, from 0, with paragraphs joined by a line feed; the last part has no
    /// end.
    pub fn letters(&self, article: &Article, number: usize) -> Range<usize> {
        let before = |cut: &Cut| {
            let whole = article.body.iter().take(cut.paragraph).map(|text| text.chars().count() + 1).sum::<usize>();
            let cut_text = article.body.get(cut.paragraph).and_then(|text| text.get(..cut.byte));
            whole + cut_text.map_or(0, |text| text.chars().count())
        };
        let end = self.cuts.get(number + 1).filter(|_| number + 1 < self.count());
        self.cuts.get(number).map_or(0, before)..end.map_or(usize::MAX, before)
    }

    /// The article with only the text of one part, from 0, and the marks in it.
    pub fn part(&self, article: &Article, number: usize) -> Article {
        let (Some(from), Some(to)) = (self.cuts.get(number), self.cuts.get(number + 1)) else { return article.clone() };
        let range = |paragraph: usize, text: &str| {
            let start = if paragraph == from.paragraph { from.byte } else { 0 };
            let end = if paragraph == to.paragraph { to.byte } else { text.len() };
            start..end
        };
        let paragraphs = article.body.iter().enumerate().skip(from.paragraph);
        let body = paragraphs
            .take_while(|(paragraph, _)| Cut { paragraph: *paragraph, byte: 0 } < *to)
            .map(|(paragraph, text)| text.get(range(paragraph, text)).unwrap_or_default().to_owned())
            .collect();
        // The place of words of the article in the part; `None` if they are not in it.
        let moved = |paragraph: Place, start: usize, end: usize| {
            let at = paragraph.paragraph()?;
            let range = range(at, article.body.get(at)?);
            let is_inside = Cut { paragraph: at, byte: start } >= *from && Cut { paragraph: at, byte: end } <= *to;
            let paragraph = Place::from_paragraph(at.checked_sub(from.paragraph)?);
            is_inside.then(|| (paragraph, start - range.start, end - range.start))
        };
        let mut part = Article { body, ..without_text(article) };
        for actor in &article.actors {
            let here = actor.mentions.iter().filter_map(|mention| {
                if mention.paragraph == Place::Title {
                    return Some(*mention);
                }
                let (paragraph, start, end) = moved(mention.paragraph, mention.start, mention.end)?;
                Some(Mention { paragraph, start, end })
            });
            part.actors.push(ArticleActor { mentions: here.collect(), ..actor.clone() });
        }
        part.quotes.extend(article.quotes.iter().filter_map(|quote| {
            let (paragraph, start, end) = moved(quote.paragraph, quote.start, quote.end)?;
            Some(Quote { paragraph, start, end, ..quote.clone() })
        }));
        part
    }
}

/// Where to cut a text after at most this many bytes: after the last space in the second half, or else between two
/// letters.
fn cut(text: &str, from: usize, most: usize) -> usize {
    let end = (from + 1..=from + most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let window = text.get(from..end).unwrap_or_default();
    match window.rfind(' ') {
        Some(space) if space > window.len() / 2 => from + space + 1,
        _ if end > from => end,
        _ => text.len(),
    }
}

/// Text that is shown around the article.
fn without_text(article: &Article) -> Article {
    Article {
        id: article.id.clone(),
        source: article.source.clone(),
        url: article.url.clone(),
        title: article.title.clone(),
        date: article.date.clone(),
        collected: article.collected,
        outlet: article.outlet.clone(),
        authors: article.authors.clone(),
        section: article.section.clone(),
        language: article.language.clone(),
        tags: article.tags.clone(),
        groups: article.groups.clone(),
        story: article.story.clone(),
        body: Vec::new(),
        removed: Vec::new(),
        actors: Vec::new(),
        cites: article.cites.clone(),
        quotes: Vec::new(),
        warnings: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActorKind, Title, TitleBasis};

    /// An article with mentions: 0 is the title, 1 the first paragraph.
    fn article(body: &[&str], mentions: &[(usize, usize, usize)]) -> Article {
        let mention = |(index, start, end): &(usize, usize, usize)| Mention {
            paragraph: Place::from_index(*index),
            start: *start,
            end: *end,
        };
        Article {
            id: "1".to_owned(),
            source: "1".to_owned(),
            title: Title { value: "Kim".to_owned(), basis: TitleBasis::Stated },
            body: body.iter().map(|text| (*text).to_owned()).collect(),
            actors: vec![ArticleActor {
                id: "kim".to_owned(),
                name: "Kim".to_owned(),
                kind: ActorKind::Person,
                mentions: mentions.iter().map(mention).collect(),
            }],
            ..Article::default()
        }
    }

    fn parts(article: &Article, most: usize) -> Vec<Article> {
        let parts = TextParts::of_bytes(article, most, 0);
        (0..parts.count()).map(|number| parts.part(article, number)).collect()
    }

    #[test]
    fn the_letters_of_a_part_are_those_of_the_whole_text_that_it_shows() {
        let article = article(&["Zwölf Boote.", "Ein Ölfass trieb im Hafen.", "Ende."], &[]);
        let whole: Vec<char> = article.body.join("\n").chars().collect();
        let parts = TextParts::of_bytes(&article, 16, 0);
        assert!(parts.count() > 3, "a paragraph is cut: {parts:?}");
        for number in 0..parts.count() {
            let letters = parts.letters(&article, number);
            let shown = parts.part(&article, number).body.join("\n");
            let there: String = whole.iter().skip(letters.start).take(shown.chars().count()).collect();
            assert_eq!(there, shown);
            let is_last = number + 1 == parts.count();
            assert_eq!(letters.end == usize::MAX, is_last);
        }
    }

    #[test]
    fn a_short_article_is_one_part() {
        let article = article(&["Kim spoke.", "", "He left."], &[(0, 0, 3), (1, 0, 3)]);
        assert_eq!(parts(&article, 20), [article.clone()]);
        assert_eq!(TextParts::new(&super::without_text(&article)).count(), 1);
    }

    #[test]
    fn a_part_has_no_more_paragraphs_than_a_browser_lays_out_at_once() {
        let parts = TextParts::new(&article(&["Kim spoke."; 1000], &[]));
        assert_eq!(parts.cuts.iter().map(|cut| cut.paragraph).collect::<Vec<_>>(), [0, 436, 872, 1000]);
    }

    #[test]
    fn no_letter_is_lost_and_words_stay_whole() {
        let long = "one two Ä three four five six seven eight ";
        let article = article(&["Kim spoke.", long, "ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ", "End."], &[]);
        for most in 4..60 {
            let parts = parts(&article, most);
            let text: String = parts.iter().flat_map(|part| part.body.clone()).collect();
            assert_eq!(text, article.body.concat(), "{most}");
            let longest = parts.iter().map(|part| part.body.iter().map(String::len).sum::<usize>()).max();
            assert!(longest.is_some_and(|longest| longest <= most), "{most}");
        }
        assert_eq!(parts(&article, 20)[1].body, ["one two Ä three "]);
    }

    #[test]
    fn a_place_moves_with_its_words() {
        let article = article(&["aaaa", "bbbb Kim cccc Kim dd"], &[]);
        let parts = TextParts::of_bytes(&article, 15, 0);
        for (start, end) in [(0, 4), (5, 8), (14, 17), (18, 20)] {
            let number = parts.number_of(Place::Paragraph(1), start);
            let (place, range) = parts.moved(number, Place::Paragraph(1), start..end).unwrap();
            let part = parts.part(&article, number);
            assert_eq!(part.text_at(place).unwrap().get(range), article.body[1].get(start..end));
        }
        assert_eq!(
            (parts.number_of(Place::Title, 9), parts.moved(0, Place::Title, 0..1)),
            (0, Some((Place::Title, 0..1)))
        );
        assert_eq!(parts.number_of(Place::Paragraph(99), 0), parts.count() - 1);
    }

    #[test]
    fn what_is_marked_moves_with_its_words() {
        let article = article(&["aaaa", "bbbb Kim cccc Kim dd"], &[(0, 0, 3), (1, 0, 1), (2, 5, 8), (2, 14, 17)]);
        let parts = parts(&article, 15);
        let named = |part: &Article| {
            let mentions = part.actors[0].mentions.iter().filter(|mention| mention.paragraph != Place::Title);
            mentions
                .map(|mention| part.text_at(mention.paragraph).unwrap()[mention.start..mention.end].to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(parts.iter().map(named).collect::<Vec<_>>(), [vec!["a"], vec!["Kim"], vec!["Kim"]]);
        assert!(parts.iter().all(|part| part.actors[0].mentions[0].paragraph == Place::Title));
    }
}
