//! The outlets of a corpus: one id for each, however articles name it.

use std::collections::BTreeMap;

use super::Sidecar;
use crate::extract::outlet;
use crate::model::{Article, OutletBasis, OutletRef, RemovedKind};
use crate::text::id_of_name;

fn outlet_of(article: &Article, own: &Outlets) -> Option<OutletRef> {
    let of_url = article.url.as_deref().and_then(|url| own.of_url(url).or_else(|| outlet::of_url(url)));
    if let Some(stated) = &article.outlet
        && stated.basis != OutletBasis::Url
    {
        return Some(own.unify(stated, article.url.as_deref()));
    }
    of_url.or_else(|| article.outlet.clone()).or_else(|| {
        let furniture =
            article.removed.iter().filter(|piece| tells_outlet(piece.kind)).map(|piece| piece.text.as_str());
        outlet::mentioned(furniture).map(|found| own.unify(&found, None))
    })
}

/// Whether such a piece speaks for the outlet itself; teasers, captions and posts are about others.
fn tells_outlet(kind: RemovedKind) -> bool {
    !matches!(kind, RemovedKind::Related | RemovedKind::Caption | RemovedKind::Embed | RemovedKind::Duplicate)
}

/// The outlets of `corpus.toml`, which take precedence over the built-in table.
#[derive(Debug)]
pub struct Outlets {
    /// Id and name by domain.
    domains: BTreeMap<String, (String, String)>,
    /// Id and name by the slug of either.
    names: BTreeMap<String, (String, String)>,
    /// Groups by the id of an outlet.
    groups: BTreeMap<String, Vec<String>>,
}

impl Outlets {
    /// The outlets in a `corpus.toml`.
    pub fn from_sidecar(sidecar: &Sidecar) -> Outlets {
        let mut own = Outlets { domains: BTreeMap::new(), names: BTreeMap::new(), groups: BTreeMap::new() };
        for stated in &sidecar.outlet {
            let id = stated.id.clone().filter(|id| !id.is_empty()).unwrap_or_else(|| id_of_name(&stated.name));
            let entry = (id.clone(), stated.name.clone());
            for domain in &stated.domains {
                let domain = domain.trim().trim_start_matches("www.").to_lowercase();
                own.domains.insert(domain, entry.clone());
            }
            own.names.insert(id_of_name(&stated.name), entry.clone());
            if !stated.groups.is_empty() {
                own.groups.entry(id.clone()).or_default().extend(stated.groups.iter().cloned());
            }
            own.names.insert(id, entry);
        }
        own
    }

    /// Gives an article its outlet, from the first source that has one: `corpus.toml` or the document, the address, the
    /// page's furniture. Then the groups of that outlet.
    pub fn settle(&self, article: &mut Article) {
        article.outlet = outlet_of(article, self);
        let groups = article.outlet.as_ref().and_then(|outlet| self.groups.get(&outlet.id));
        article.groups = groups.cloned().unwrap_or_default();
    }

    fn of_url(&self, url: &str) -> Option<OutletRef> {
        let host = outlet::host(url)?;
        let mut domain = host.as_str();
        loop {
            if let Some((id, name)) = self.domains.get(domain) {
                let (id, name, evidence) = (id.clone(), name.clone(), domain.to_owned());
                return Some(OutletRef { id, name, basis: OutletBasis::Url, evidence });
            }
            domain = domain.split_once('.')?.1;
        }
    }

    /// A stated outlet with its id and name in the corpus or the table of outlets.
    ///
    /// If neither has the name, it is the outlet of the address, provided that the names begin alike ("BBC" and "BBC
    /// News"). Otherwise the name is used as it is.
    fn unify(&self, stated: &OutletRef, url: Option<&str>) -> OutletRef {
        let mut unified = stated.clone();
        let key = id_of_name(&stated.name);
        if let Some((id, name)) = self.names.get(&key).or_else(|| self.names.get(&stated.id)) {
            (unified.id, unified.name) = (id.clone(), name.clone());
        } else if let Some(known) = outlet::known_name(&stated.name) {
            (unified.id, unified.name) = (known.id.to_owned(), known.name.to_owned());
        } else if let Some(known) = url.and_then(|url| self.of_url(url).or_else(|| outlet::of_url(url)))
            && begins_alike(&key, &known.id)
        {
            (unified.id, unified.name) = (known.id, known.name);
        }
        unified
    }
}

/// Whether one slug is the other followed by further words.
fn begins_alike(one: &str, other: &str) -> bool {
    let begins = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with('-'));
    !one.is_empty() && !other.is_empty() && (one == other || begins(one, other) || begins(other, one))
}

#[cfg(test)]
mod tests {
    use super::super::SidecarOutlet;
    use super::super::tests::article;
    use super::*;
    use crate::model::Removed;

    fn check(change: impl Fn(&mut Article), expected: Option<(&str, &str, OutletBasis)>) {
        let sidecar = Sidecar {
            outlet: vec![SidecarOutlet {
                id: None,
                name: "Oldport Courier".to_owned(),
                domains: vec!["www.oldport.example".to_owned(), "courier.example".to_owned()],
                groups: Vec::new(),
            }],
            ..Sidecar::default()
        };
        let mut articles = [article("a.txt", "A title", &["A paragraph."])];
        change(&mut articles[0]);
        Outlets::from_sidecar(&sidecar).settle(&mut articles[0]);
        let found = articles[0].outlet.as_ref();
        assert_eq!(found.map(|outlet| (outlet.id.as_str(), outlet.name.as_str(), outlet.basis)), expected);
    }

    #[test]
    fn several_domains_of_an_outlet_are_one() {
        for url in ["https://news.oldport.example/a", "http://courier.example"] {
            check(
                |article| article.url = Some(url.to_owned()),
                Some(("oldport-courier", "Oldport Courier", OutletBasis::Url)),
            );
        }
    }

    #[test]
    fn groups_are_those_of_the_outlet_however_it_is_known() {
        let text = "[[outlet]]\nname = 'Oldport Courier'\ndomains = ['oldport.example']\ngroups = ['Harbour Trust', 'North']\n\
            [[outlet]]\nname = 'The Times of Israel'\ngroups = ['Israel']";
        let outlets = Outlets::from_sidecar(&Sidecar::parse(text).unwrap());
        let groups = |change: &dyn Fn(&mut Article)| {
            let mut article = article("a.txt", "A title", &["A paragraph."]);
            change(&mut article);
            outlets.settle(&mut article);
            article.groups
        };
        assert_eq!(
            groups(&|article| article.url = Some("https://oldport.example/a".to_owned())),
            ["Harbour Trust", "North"]
        );
        assert_eq!(
            groups(&|article| article.url = Some("https://www.timesofisrael.com/a".to_owned())),
            ["Israel"],
            "by the table of outlets"
        );
        assert_eq!(groups(&|article| article.url = Some("https://other.example/a".to_owned())), [""; 0]);
        assert_eq!(groups(&|article| article.groups = vec!["Old".to_owned()]), [""; 0], "no outlet, no groups");
    }

    #[test]
    fn a_stated_name_wins_and_takes_the_known_id() {
        check(
            |article| {
                article.url = Some("https://example.org/a".to_owned());
                article.outlet = outlet::of_name("The Times of Israel", OutletBasis::Stated, "og:site_name");
            },
            Some(("the-times-of-israel", "The Times of Israel", OutletBasis::Stated)),
        );
    }

    #[test]
    fn furniture_names_the_outlet_and_teasers_do_not() {
        let text = "Subscribe to Le Monde";
        let piece = |kind| Removed { text: text.to_owned(), kind };
        check(
            |article| article.removed = vec![piece(RemovedKind::Promotion)],
            Some(("le-monde", "Le Monde", OutletBasis::Stated)),
        );
        check(|article| article.removed = vec![piece(RemovedKind::Related)], None);
        check(|article| article.body = vec!["Reuters reported on Friday.".to_owned()], None);
    }
}
