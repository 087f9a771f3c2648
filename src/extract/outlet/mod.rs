//! Who published an article: from the address, from a stated name, from the page's own furniture.
//!
//! `outlets.tsv` lists well-known outlets (id, name, domains), sorted by id. For other addresses, the outlet is named
//! by the registrable domain, as it is spelled: names are never invented.

mod domain;
mod mentioned;

use std::collections::HashMap;
use std::sync::OnceLock;

pub use domain::{host, registrable};
pub use mentioned::mentioned;

use crate::model::{OutletBasis, OutletRef};
use crate::text::{ascii_host, id_of_name, slug};

const OUTLETS: &str = include_str!("outlets.tsv");

/// A well-known outlet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlet {
    /// A lower-case ASCII slug.
    pub id: &'static str,
    /// The name to show.
    pub name: &'static str,
}

/// The outlet at an address: a well-known one, or one named by its registrable domain.
///
/// `None` if the address has no domain name.
pub fn of_url(url: &str) -> Option<OutletRef> {
    let host = host(url)?;
    let (id, name, evidence) = match known_host(&host) {
        Some((outlet, domain)) => (outlet.id.to_owned(), outlet.name.to_owned(), domain.to_owned()),
        None => {
            let domain = registrable(&host)?.to_owned();
            (id_of_domain(&domain), domain.clone(), domain)
        }
    };
    (!id.is_empty()).then_some(OutletRef { id, name, basis: OutletBasis::Url, evidence })
}

/// The id of an outlet that is known by its domain only. Different domains have different ids: letters beyond ASCII are
/// written as name servers write them, and hyphens are doubled if one of them could be taken for a dot.
fn id_of_domain(domain: &str) -> String {
    let ascii = ascii_host(domain);
    let is_ambiguous = ascii.match_indices('-').any(|(at, _)| {
        let mut dotted = ascii.clone();
        dotted.replace_range(at..=at, ".");
        registrable(&dotted) == Some(&dotted)
    });
    match domain.is_ascii() {
        _ if is_ambiguous => ascii.replace('-', "--").replace('.', "-"),
        true => slug(&ascii),
        false => ascii.replace('.', "-"),
    }
}

/// The well-known outlet at an address.
pub fn known_url(url: &str) -> Option<Outlet> {
    known_host(&host(url)?).map(|(outlet, _)| outlet)
}

/// The well-known outlet with this name or id, ignoring case, accents and a leading "The".
pub fn known_name(name: &str) -> Option<Outlet> {
    let key = slug(name);
    table().names.get(bare(&key)).copied()
}

/// A stated name as an outlet: the well-known one with that name, or else the name as it is.
pub fn of_name(name: &str, basis: OutletBasis, evidence: impl Into<String>) -> Option<OutletRef> {
    let name = name.trim();
    let (id, name) = match known_name(name) {
        Some(outlet) => (outlet.id.to_owned(), outlet.name.to_owned()),
        None => (id_of_name(name), name.to_owned()),
    };
    (!id.is_empty()).then_some(OutletRef { id, name, basis, evidence: evidence.into() })
}

/// The longest domain in the table that the host equals or belongs to.
fn known_host(host: &str) -> Option<(Outlet, &'static str)> {
    let mut rest = host;
    loop {
        if let Some(found) = table().domains.get_key_value(rest) {
            return Some((*found.1, found.0));
        }
        rest = rest.split_once('.')?.1;
    }
}

/// An id without its article: "The Guardian" and "Guardian" are the same.
fn bare(id: &str) -> &str {
    id.strip_prefix("the-").unwrap_or(id)
}

struct OutletTable {
    domains: HashMap<&'static str, Outlet>,
    names: HashMap<String, Outlet>,
}

fn table() -> &'static OutletTable {
    static TABLE: OnceLock<OutletTable> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = OutletTable { domains: HashMap::new(), names: HashMap::new() };
        for (outlet, domains) in rows() {
            table.domains.extend(domains.split(' ').map(|domain| (domain, outlet)));
            table.names.entry(bare(outlet.id).to_owned()).or_insert(outlet);
            table.names.entry(bare(&slug(outlet.name)).to_owned()).or_insert(outlet);
        }
        table
    })
}

fn rows() -> impl Iterator<Item = (Outlet, &'static str)> {
    OUTLETS.lines().filter_map(|line| {
        let mut cells = line.split('\t');
        let (id, name) = (cells.next()?, cells.next()?);
        Some((Outlet { id, name }, cells.next()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expected: Option<(&str, &str)>) {
        let found = of_url(url);
        assert_eq!(found.as_ref().map(|outlet| (outlet.id.as_str(), outlet.name.as_str())), expected, "{url}");
    }

    #[test]
    fn addresses_name_their_outlets() {
        check("https://bnonews.com/index.php/2025/04/a/", Some(("bno-news", "BNO News")));
        check("https://www.bbc.co.uk/news/1", Some(("bbc", "BBC")));
        check("https://www.bbc.com/news/1", Some(("bbc", "BBC")));
        check("http://Edition.CNN.com:80/a", Some(("cnn", "CNN")));
        check("https://web.archive.org/web/20200101000000/https://www.lemonde.fr/a", Some(("le-monde", "Le Monde")));
        check("https://asia.nikkei.com/a", Some(("nikkei-asia", "Nikkei Asia")));
    }

    #[test]
    fn unknown_addresses_are_named_as_they_are_written() {
        check("https://www.example-news.com/a", Some(("example-news-com", "example-news.com")));
        check("https://news.harbour.co.uk/a", Some(("harbour-co-uk", "harbour.co.uk")));
        check("https://jane.substack.com/p/a", Some(("jane-substack-com", "jane.substack.com")));
    }

    #[test]
    fn two_domains_never_share_an_id() {
        check("http://новости.com/a", Some(("xn--b1amnebsh-com", "новости.com")));
        let domains = [
            "новости.com",
            "пример.com",
            "日本.jp",
            "müller.de",
            "muller.de",
            "example.co.uk",
            "example-co.uk",
            "jane.wordpress.com",
            "jane-wordpress.com",
            "a-b.com",
        ];
        let ids: std::collections::BTreeSet<String> = domains.map(id_of_domain).into();
        assert_eq!(ids.len(), domains.len(), "{ids:?}");
    }

    #[test]
    fn what_has_no_domain_names_nobody() {
        for url in
            ["", "nonsense", "http://127.0.0.1/a", "file:///tmp/a", "http://[::1]/", "https:///", "http://localhost/"]
        {
            check(url, None);
        }
    }

    #[test]
    fn names_lead_to_the_same_outlet_as_addresses() {
        for (name, id) in [("the guardian", "the-guardian"), ("Guardian", "the-guardian"), ("LE MONDE", "le-monde")] {
            assert_eq!(known_name(name).map(|outlet| outlet.id), Some(id));
        }
        let unknown = of_name("Oldport Courier", OutletBasis::Stated, "footer").expect("a name is an outlet");
        assert_eq!((unknown.id.as_str(), unknown.name.as_str()), ("oldport-courier", "Oldport Courier"));
    }

    #[test]
    fn the_table_is_sorted_and_no_domain_stands_twice() {
        let mut domains = std::collections::BTreeSet::new();
        let mut before = "";
        for (outlet, listed) in rows() {
            assert!(before < outlet.id, "{before} stands before {}", outlet.id);
            assert_eq!(slug(outlet.id), outlet.id);
            assert!(!outlet.name.trim().is_empty());
            for domain in listed.split(' ') {
                assert!(domains.insert(domain), "{domain} stands twice");
                assert_eq!(host(&format!("https://{domain}/")).as_deref(), Some(domain));
            }
            before = outlet.id;
        }
        assert_eq!(OUTLETS.lines().count(), rows().count());
    }
}
