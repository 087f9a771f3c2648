//! Parts of a page that occur twice.

use rustc_hash::FxHashMap;

use crate::extract::html::page::Page;
use crate::extract::html::verdict::Verdict;
use crate::model::RemovedKind;

/// Paragraphs that occur again word for word and in the same order, as pages repeat a part for screens of several sizes,
/// are read once. A single line may be repeated by its writer.
pub(super) fn drop_repeated(page: &Page<'_>, verdicts: &mut [Verdict]) {
    let list = &page.blocks.list;
    let body: Vec<usize> = (0..list.len()).filter(|index| verdicts.get(*index) == Some(&Verdict::Body)).collect();
    let mut first: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (place, index) in body.iter().enumerate() {
        first.entry(list[*index].text.as_str()).or_default().push(place);
    }
    // The place of the first occurrence of a text that occurs just twice, if this is the second.
    let earlier = |place: usize| {
        let places = body.get(place).and_then(|index| first.get(list[*index].text.as_str()))?;
        (places.len() == 2 && places[1] == place).then_some(places[0])
    };
    let mut place = 0;
    while place < body.len() {
        let mut length = 0;
        while let (Some(before), Some(start)) = (earlier(place + length), earlier(place))
            && before == start + length
        {
            length += 1;
        }
        let run = &body[place..place + length];
        let words: usize = run.iter().map(|index| list[*index].words).sum();
        if length >= MIN_REPEATED_LINES && words >= MIN_REPEATED_WORDS {
            for index in run {
                verdicts[*index] = Verdict::Removed(RemovedKind::Duplicate);
            }
        }
        place += length.max(1);
    }
}

/// A part that is repeated has at least this number of lines.
const MIN_REPEATED_LINES: usize = 3;

/// A part that is repeated has at least this number of words.
const MIN_REPEATED_WORDS: usize = 24;

#[cfg(test)]
mod tests {
    use crate::extract::html::samples::{article_of, paragraphs, sentences};
    use crate::model::RemovedKind;

    #[test]
    fn a_part_that_is_repeated_for_another_screen_is_read_once() {
        let (wide, narrow) = (paragraphs(0..4), paragraphs(0..4));
        let body = format!("<article><div>{wide}</div><div>{narrow}</div>{}</article>", paragraphs(4..7));
        let article = article_of(&body);
        assert_eq!(article.body, sentences(0..7));
        let copies = article.removed.iter().filter(|piece| piece.kind == RemovedKind::Duplicate);
        assert_eq!(copies.count(), 1);
    }

    #[test]
    fn a_line_that_its_writer_repeats_stays() {
        let refrain = "<p>And the ferry leaves every half hour.</p>";
        let body = format!("<article>{}{refrain}{}{refrain}</article>", paragraphs(0..3), paragraphs(3..6));
        assert_eq!(article_of(&body).body.len(), 8);
    }
}
