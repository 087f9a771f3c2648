//! Ids that no two articles of a corpus share.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Article, Warning, WarningCode};

/// Gives every article whose id was used before another one: the id with a number from 2.
pub(super) fn make_unique(articles: &mut [Article]) {
    let mut taken: BTreeSet<String> = articles.iter().map(|article| article.id.clone()).collect();
    // Where the search for a free number goes on, by id.
    let mut next: BTreeMap<String, u64> = BTreeMap::new();
    for article in articles {
        let Some(n) = next.get_mut(&article.id) else {
            next.insert(article.id.clone(), 2);
            continue;
        };
        let id = loop {
            let id = format!("{}-{n}", article.id);
            *n += 1;
            if taken.insert(id.clone()) {
                break id;
            }
        };
        let message = format!("The id `{}` was used before; this article is `{id}`.", article.id);
        article.warnings.push(Warning { code: WarningCode::DuplicateId, message });
        article.id = id;
    }
}

#[cfg(test)]
mod tests {
    use super::make_unique;
    use crate::corpus::tests::article;
    use crate::model::WarningCode;

    #[test]
    fn an_id_that_was_used_gets_a_number() {
        let mut articles = ["a", "a", "a-2", "a"].map(|id| article(id, "A", &[]));
        make_unique(&mut articles);
        assert_eq!(articles.each_ref().map(|article| article.id.as_str()), ["a", "a-3", "a-2", "a-4"]);
        assert_eq!(articles[1].warnings[0].code, WarningCode::DuplicateId);
        assert!(articles[2].warnings.is_empty());
    }
}
