//! Values that were inferred because the document does not state them.

use super::{Article, DateBasis, OutletBasis, TitleBasis};

/// A value that was inferred from other words or from the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Conclusion {
    /// The day of publication was inferred.
    Date,
    /// The headline was made from the first words or the address.
    Headline,
    /// The outlet was taken from the address.
    Outlet,
}

impl Conclusion {
    /// All of them, in the order of their ids.
    pub const ALL: [Conclusion; 3] = [Conclusion::Date, Conclusion::Headline, Conclusion::Outlet];

    /// The id in queries and in the address.
    pub fn id(self) -> &'static str {
        match self {
            Conclusion::Date => "date",
            Conclusion::Headline => "headline",
            Conclusion::Outlet => "outlet",
        }
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
            article.conclusions().map(Conclusion::id).collect()
        };
        assert_eq!(article("stated", "stated", "stated"), Vec::<&str>::new());
        assert_eq!(article("sidecar", "sidecar", "sidecar"), Vec::<&str>::new());
        assert_eq!(article("derived", "inferred", "url"), ["date", "headline", "outlet"]);
    }
}
