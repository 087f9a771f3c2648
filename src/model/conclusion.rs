//! Values that were inferred because the document does not state them, or that are doubtful.

use super::{Article, DateBasis, OutletBasis, TitleBasis, WarningCode};
use crate::wire::record::words;

words! {
    /// A value that was inferred from other words or from the address.
    pub enum Conclusion {
        /// The day of publication was inferred.
        Date = "date",
        /// The headline was made from the first words or the address.
        Headline = "headline",
        /// The outlet was taken from the address.
        Outlet = "outlet",
        /// The text may not be the whole article, or not the article.
        Text = "text",
    }
}

impl Article {
    /// What was inferred about the article, in the order of [`Conclusion::ALL`].
    pub fn conclusions(&self) -> impl Iterator<Item = Conclusion> + use<> {
        let date = self.date.as_ref().is_some_and(|date| date.basis == DateBasis::Inferred);
        let headline = self.title.basis == TitleBasis::Derived;
        let outlet = self.outlet.as_ref().is_some_and(|outlet| outlet.basis == OutletBasis::Url);
        let text = self.warnings.iter().any(|warning| warning.code == WarningCode::DoubtfulText);
        [date, headline, outlet, text]
            .into_iter()
            .zip(Conclusion::ALL)
            .filter_map(|(concluded, conclusion)| concluded.then_some(conclusion))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Warning;
    use crate::wire::json;

    #[test]
    fn what_is_stated_is_no_conclusion() {
        let article = |title: &str, date: &str, outlet: &str| -> Vec<&'static str> {
            let text = format!(
                r#"{{"id":"a","source":"a","title":{{"value":"A","basis":"{title}"}},
                "date":{{"value":"2025-01-01","precision":"day","basis":"{date}","evidence":"x"}},
                "outlet":{{"id":"o","name":"O","basis":"{outlet}"}},"authors":[],"body":[],"removed":[],"actors":[],"cites":[],
                "quotes":[],"warnings":[]}}"#
            );
            let article: Article = json::read(text.as_bytes()).unwrap();
            article.conclusions().map(Conclusion::as_str).collect()
        };
        assert_eq!(article("stated", "stated", "stated"), Vec::<&str>::new());
        assert_eq!(article("sidecar", "sidecar", "sidecar"), Vec::<&str>::new());
        assert_eq!(article("derived", "inferred", "url"), ["date", "headline", "outlet"]);
    }

    #[test]
    fn a_doubtful_text_is_found_by_its_warning() {
        let mut article = Article::default();
        assert_eq!(article.conclusions().next(), None);
        article.warnings.push(Warning { code: WarningCode::DoubtfulText, message: "too short".to_owned() });
        assert_eq!(article.conclusions().collect::<Vec<_>>(), [Conclusion::Text]);
    }
}
