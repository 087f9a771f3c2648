//! Values that were inferred because the document does not state them.

use super::{Article, DateBasis, OutletBasis, TitleBasis};
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
    }
}

impl Article {
    /// What was inferred about the article, in the order of [`Conclusion::ALL`].
    pub fn conclusions(&self) -> impl Iterator<Item = Conclusion> + use<> {
        let date = self.date.as_ref().is_some_and(|date| date.basis == DateBasis::Inferred);
        let headline = self.title.basis == TitleBasis::Derived;
        let outlet = self.outlet.as_ref().is_some_and(|outlet| outlet.basis == OutletBasis::Url);
        [(date, Conclusion::Date), (headline, Conclusion::Headline), (outlet, Conclusion::Outlet)]
            .into_iter()
            .filter_map(|(concluded, conclusion)| concluded.then_some(conclusion))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
}
