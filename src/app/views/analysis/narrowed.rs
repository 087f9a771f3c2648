//! Restricts a selection to the articles that can contain what is sought, so that only they are read.

use crate::app::state::Session;
use crate::app::views::links::naming;
use crate::query::{FacetKind, Query, Sort};
use crate::survey::{Sought, SoughtWord};

/// The terms as the statistics look for them.
pub fn sought(terms: &[String]) -> Vec<Sought> {
    terms.iter().filter_map(|term| Sought::parse(term)).collect()
}

/// The selection, latest first, restricted by the index to articles that may contain one of these; the whole selection if
/// the index cannot tell.
pub async fn narrowed(session: Session, query: &Query, sought: &[Sought]) -> Query {
    let whole = Query { sort: Some(Sort::Newest), ..query.clone() };
    let Some(narrow) = restricted(&whole, sought) else { return whole };
    let count = Query { limit: Some(0), facet_limit: Some(0), ..narrow.clone() };
    if session.archive().query(&count).await.is_ok() { narrow } else { whole }
}

fn restricted(query: &Query, sought: &[Sought]) -> Option<Query> {
    if let [Sought::Actor(id)] = sought {
        return Some(naming(query, id));
    }
    let actors: Option<Vec<String>> = sought
        .iter()
        .map(|sought| match sought {
            Sought::Actor(id) => Some(id.clone()),
            Sought::Words(_) => None,
        })
        .collect();
    let mut narrow = query.clone();
    if let Some(ids) = actors {
        let filter = &mut narrow.filters[FacetKind::Actors];
        if !filter.any.is_empty() {
            return None;
        }
        filter.any = ids;
        return Some(narrow);
    }
    let texts: Option<Vec<String>> = sought.iter().map(words_in_index).collect();
    let wanted = texts?.join(" OR ");
    narrow.text = if query.text.trim().is_empty() { wanted } else { format!("({}) ({wanted})", query.text) };
    Some(narrow)
}

/// A text for the search that finds at least every article with these words; `None` if there is none.
fn words_in_index(sought: &Sought) -> Option<String> {
    let Sought::Words(words) = sought else { return None };
    let is_plain = |word: &SoughtWord| word.text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if words.iter().all(|word| is_plain(word) && !word.is_prefix) {
        let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        return Some(format!("\"{}\"", words.join(" ")));
    }
    let each = words.iter().filter_map(|word| match word.is_prefix {
        // The index knows no beginning of a word with marks in it, and a single letter begins too many words.
        true => (is_plain(word) && word.text.len() > 1).then(|| format!("{}*", word.text)),
        false => Some(format!("\"{}\"", word.text)),
    });
    let each: Vec<String> = each.collect();
    (!each.is_empty()).then(|| format!("({})", each.join(" ")))
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use proptest::prelude::*;

    use super::*;
    use crate::model::{ActorKind, Article, ArticleActor, Mention, Place};
    use crate::query::Archive;
    use crate::survey::Concordance;

    fn found(articles: &[Article], query: &Query) -> Vec<String> {
        let archive = Archive::from_articles(articles.to_vec());
        let every = Query { limit: Some(usize::MAX), ..query.clone() };
        let answer = pin!(archive.query(&every)).poll(&mut Context::from_waker(Waker::noop()));
        let Poll::Ready(answer) = answer else { panic!("an archive in memory never waits") };
        answer.unwrap().hits.into_iter().map(|hit| hit.id).collect()
    }

    fn article(id: usize, text: &str) -> Article {
        let actor = ArticleActor {
            id: format!("actor-{}", id % 3),
            name: format!("Actor {}", id % 3),
            kind: ActorKind::Person,
            mentions: vec![Mention { paragraph: Place::Paragraph(0), start: 0, end: 1 }],
        };
        Article { id: id.to_string(), body: vec![text.to_owned()], actors: vec![actor], ..Article::default() }
    }

    /// Fails if the index leaves out an article in which reading finds a place.
    fn check(articles: &[Article], query: &Query, terms: &[String]) {
        let sought = sought(terms);
        let Some(narrow) = restricted(query, &sought) else { return };
        let kept = found(articles, &narrow);
        let selected = found(articles, query);
        for article in articles.iter().filter(|article| selected.contains(&article.id)) {
            let mut places = Concordance::new(sought.clone());
            places.take(article);
            assert!(places.n_places == 0 || kept.contains(&article.id), "{terms:?}: {:?}, {narrow:?}", article.body);
        }
        assert!(kept.iter().all(|id| selected.contains(id)), "{terms:?}");
    }

    #[test]
    fn only_articles_that_may_have_the_words_are_read() {
        let articles = [article(1, "The far-right party"), article(2, "A far cry, right?"), article(3, "immigrants")];
        let narrow = |terms: &[&str], text: &str| {
            let terms: Vec<String> = terms.iter().map(|term| (*term).to_owned()).collect();
            let query = Query { text: text.to_owned(), ..Query::default() };
            check(&articles, &query, &terms);
            let mut found = restricted(&query, &sought(&terms)).map(|narrow| found(&articles, &narrow)).unwrap();
            found.sort();
            found
        };
        assert_eq!(narrow(&["far right"], ""), ["1"]);
        assert_eq!(narrow(&["immigra*", "cry"], ""), ["2", "3"]);
        assert_eq!(narrow(&["far"], "party OR right"), ["1", "2"]);
        assert_eq!(narrow(&["@actor-1"], ""), ["1"]);
        assert_eq!(narrow(&["@actor-1", "@actor-0"], ""), ["1", "3"]);
        assert_eq!(restricted(&Query::default(), &sought(&["@actor-1".to_owned(), "far".to_owned()])), None);
    }

    fn text() -> impl Strategy<Value = String> {
        let word = "(a|b|Ab|ba|é|U\\.S\\.|us|it's|its|1|1,000|000|北|京|한국|은|♥|OR|NOT|title:a)";
        prop::collection::vec((word, "( |-|, |\\. |’|)"), 0..8)
            .prop_map(|parts| parts.into_iter().map(|(word, joint)| word + &joint).collect())
    }

    fn term() -> impl Strategy<Value = String> {
        let word = "(a|b|ab\\*|b\\*|É|U\\.S\\.|us|it's|1,000|000|北京|京|한국|한\\*|♥|OR|NOT|-a|title:a|@actor-1)";
        prop::collection::vec((word, "( |-)"), 1..4).prop_map(|parts| {
            parts.into_iter().map(|(word, joint)| word + &joint).collect::<String>().trim().to_owned()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn the_index_leaves_out_no_place(
            texts in prop::collection::vec(text(), 1..8),
            terms in prop::collection::vec(term(), 1..3),
            chosen in "(|a|b OR us)",
        ) {
            let articles: Vec<Article> = texts.iter().enumerate().map(|(id, text)| article(id, text)).collect();
            check(&articles, &Query { text: chosen, ..Query::default() }, &terms);
        }
    }
}
