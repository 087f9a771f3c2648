//! The outlet as a page names it.

use serde_json::Value;

use super::page::Page;
use super::title_parts::parts;
use crate::extract::outlet;
use crate::model::{OutletBasis, OutletRef};
use crate::text::id_of_name;

/// Fields of the head that name the site.
const SITE_FIELDS: &[&str] = &[
    "og:site_name",
    "application-name",
    "al:android:app_name",
    "twitter:app:name:iphone",
    "dc.publisher",
    "publisher",
];

/// The outlet that a page states. If the address is a well-known outlet's, a name of one or two letters is ignored,
/// because it names a section: `U.S.`
pub(super) fn find(page: &Page<'_>, address: Option<&str>) -> Option<OutletRef> {
    let stated = stated_name(page).or_else(|| in_title(page, address?));
    let known = address.filter(|address| outlet::known_url(address).is_some()).and_then(outlet::of_url);
    let (name, evidence) = stated?;
    let id = id_of_name(&name);
    if let Some(known) = known
        && name.chars().filter(|c| c.is_alphanumeric()).count() < MIN_NAME_LENGTH
    {
        return Some(known);
    }
    (!id.is_empty()).then_some(OutletRef { id, name, basis: OutletBasis::Stated, evidence })
}

/// The part of the page's title that spells the registered name of its address: `… - SlashGear` at `slashgear.com`.
fn in_title(page: &Page<'_>, address: &str) -> Option<(String, String)> {
    let host = outlet::host(address)?;
    let label = outlet::registrable(&host)?.split('.').next()?.to_owned();
    let letters = |name: &str| {
        let letters: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        letters
    };
    let label = letters(&label);
    let names = |part: &&str| {
        let part = letters(part);
        part == label || part.strip_prefix("the") == Some(&label) || label.strip_prefix("the") == Some(&part)
    };
    let title = &page.metadata.title;
    let name = parts(title).into_iter().rev().find(names)?;
    Some((clean(name)?, format!("title: {title}")))
}

/// The name that a page gives its site, and the field with it.
pub(super) fn stated_name(page: &Page<'_>) -> Option<(String, String)> {
    let from_meta = |fields: &[&'static str]| {
        let (field, name) = page.metadata.meta(fields)?;
        Some((clean(name)?, format!("meta {field}: {name}")))
    };
    let from_linked_data = || {
        let publishers = page.metadata.linked_data.articles().into_iter().filter_map(|article| {
            let publisher = article.get("publisher")?;
            let publisher = match publisher {
                Value::Array(items) => items.first()?,
                other => other,
            };
            let name = match publisher {
                Value::String(name) => name.as_str(),
                Value::Object(object) => match object.get("name") {
                    Some(Value::String(name)) => name.as_str(),
                    _ => page.metadata.linked_data.by_id(object.get("@id")?.as_str()?)?.get("name")?.as_str()?,
                },
                _ => return None,
            };
            Some((clean(name)?, format!("JSON-LD publisher: {name}")))
        });
        { publishers }.next()
    };
    let from_site = || {
        let name = page.metadata.linked_data.site_name()?;
        Some((clean(name)?, format!("JSON-LD WebSite: {name}")))
    };
    from_meta(&SITE_FIELDS[..1]).or_else(from_linked_data).or_else(from_site).or_else(|| from_meta(&SITE_FIELDS[1..]))
}

fn clean(name: &str) -> Option<String> {
    let name = name.trim().trim_start_matches('@').trim();
    // The rest is a slogan: `Monroe News - Monroe, Michigan`.
    let name = [" | ", " - ", " – ", " — ", " :: "].iter().fold(name, |name, mark| match name.split_once(mark) {
        Some((first, _)) if first.chars().count() >= MIN_NAME_LENGTH => first.trim(),
        _ => name,
    });
    let sensible = !name.is_empty() && name.chars().count() <= 80 && !name.starts_with("http");
    sensible.then(|| name.to_owned())
}

/// The minimum number of characters in the name of a site before its slogan.
const MIN_NAME_LENGTH: usize = 3;

#[cfg(test)]
mod tests {
    use super::find;
    use crate::extract::html::page::Page;

    #[track_caller]
    fn check(html: &str, address: &str, expected: Option<&str>) {
        let found = find(&Page::parse(html), Some(address)).map(|outlet| outlet.name);
        assert_eq!(found.as_deref(), expected, "{html}");
    }

    #[test]
    fn the_name_of_the_address_is_found_in_the_title() {
        let title = "<title>Rates rise again | Money - Slash Gazette</title>";
        check(title, "https://www.slashgazette.com/a", Some("Slash Gazette"));
        check(title, "https://www.other.example/a", None);
        check("<title>Rates rise again | The Slash</title>", "https://slash.co.uk/a", Some("The Slash"));
    }

    #[test]
    fn what_an_outlet_says_of_itself_is_no_part_of_its_name() {
        let site = |name: &str| format!("<meta property=og:site_name content='{name}'>");
        check(&site("Oldport News - Oldport, Michigan"), "https://oldport.example/a", Some("Oldport News"));
        check(&site("U.S."), "https://www.reuters.com/article/a", Some("Reuters"));
        check(&site("BBC News"), "https://www.bbc.co.uk/news/a", Some("BBC News"));
    }
}
