//! Dialogues that ask for consent inside the element of the article.

use crate::extract::furniture;
use crate::extract::html::page::Page;
use crate::extract::html::verdict::Verdict;
use crate::model::RemovedKind;

/// A dialogue that asks for consent may be in the element of the article: its element is told by several paragraphs that
/// ask for consent, which are much of what it holds.
pub(super) fn drop_consent(page: &Page<'_>, title_line: Option<usize>, verdicts: &mut [Verdict]) {
    let list = &page.blocks.list;
    let is_body = |index: usize| verdicts.get(index) == Some(&Verdict::Body);
    if !list.iter().enumerate().any(|(index, block)| is_body(index) && furniture::names_what_is_stored(&block.text)) {
        return;
    }
    let asking: Vec<usize> = (0..list.len())
        .filter(|index| verdicts.get(*index) == Some(&Verdict::Body) && list[*index].words >= MIN_CONSENT_WORDS)
        .filter(|index| furniture::asks_for_consent(&list[*index].text))
        .collect();
    if asking.len() < 2 {
        return;
    }
    let words = |range: &std::ops::Range<usize>, verdicts: &[Verdict]| {
        let in_body = range.clone().filter(|index| verdicts.get(*index) == Some(&Verdict::Body));
        in_body.map(|index| list[index].words).sum::<usize>()
    };
    let total = words(&(0..list.len()), verdicts);
    for index in &asking {
        let dialogue = page.tree.ancestors(list[*index].node).skip(1).take(MAX_CONSENT_LEVELS).filter_map(|node| {
            let range = page.blocks.inside(&page.tree, node);
            let asked: usize = asking.iter().filter(|at| range.contains(at)).map(|at| list[*at].words).sum();
            let n_asking = asking.iter().filter(|at| range.contains(at)).count();
            let inside = words(&range, verdicts);
            let holds_title = title_line.is_some_and(|line| range.contains(&line));
            (n_asking >= 2 && !holds_title && asked * 10 >= inside * 3 && total >= inside + MIN_TEXT_BESIDE_CONSENT)
                .then_some(range)
        });
        if let Some(range) = dialogue.last() {
            for verdict in verdicts.get_mut(range).unwrap_or_default() {
                if *verdict == Verdict::Body {
                    *verdict = Verdict::Removed(RemovedKind::Legal);
                }
            }
        }
    }
}

/// The element of a dialogue is this number of levels around its paragraphs at most.
const MAX_CONSENT_LEVELS: usize = 12;

/// Beside a dialogue that asks for consent, an article has at least this number of words.
const MIN_TEXT_BESIDE_CONSENT: usize = 60;

/// The minimum number of words in a consent notice.
pub(super) const MIN_CONSENT_WORDS: usize = 5;

#[cfg(test)]
mod tests {
    use crate::extract::html::samples::{article_of, paragraphs, sentences};

    const DIALOGUE: &str = "<div><p>The cookies of this website remember you on your device, and it is you who decides on them.</p>\
        <p>Partners measure with your consent what you read here and show you what fits it, by means of a cookie.</p>\
        <p>Taking your consent back is possible whenever you like, and all cookies are deleted on that day.</p></div>";

    #[test]
    fn a_dialogue_in_the_element_of_the_article_is_none_of_its_text() {
        let article = article_of(&format!("<article><div>{}</div>{DIALOGUE}</article>", paragraphs(0..6)));
        assert_eq!(article.body, sentences(0..6));
    }

    #[test]
    fn an_article_about_consent_stays() {
        let about =
            "<p>Most sites use cookies and ask for consent, said a spokeswoman of the board for privacy on Monday.</p>";
        let article = article_of(&format!("<article>{}{about}{}</article>", paragraphs(0..3), paragraphs(3..6)));
        assert_eq!(article.body.len(), 7);
    }
}
