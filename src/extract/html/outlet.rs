//! The outlet as a page names it.

use serde_json::Value;

use super::page::Page;
use super::tag::Tag;
use super::title_parts::parts;
use super::tree::{NodeId, collapse};
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
    let stated = stated_name(page).or_else(|| in_title(page, address?)).or_else(|| in_home_link(page));
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

/// The end of the page's title that is also the text, or the name of the picture, of a link to the home page.
fn in_home_link(page: &Page<'_>) -> Option<(String, String)> {
    let (tree, title) = (&page.tree, &page.metadata.title);
    let is_home = |node: &NodeId| {
        let address = tree.attribute(*node, "href").unwrap_or_default();
        let path = address.split_once("//").map_or(&*address, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
        matches!(path, "/" | "./" | "/index.html" | "/index.php")
    };
    let links = (1..tree.len()).filter(|node| tree.tag(*node) == Some(Tag::A) && tree.subtree(*node).len() <= MAX_LOGO);
    let mut names = links.filter(is_home).take(MAX_HOME_LINKS).flat_map(|link| {
        let pictures = tree.subtree(link).filter_map(|inner| tree.attribute(inner, "alt"));
        std::iter::once(tree.text_below(link)).chain(pictures.map(|name| collapse(&name)))
    });
    let ends_title = |name: &String| {
        let before = title.strip_suffix(name.as_str()).map(str::trim_end).unwrap_or_default();
        name.chars().count() >= MIN_NAME_LENGTH && !before.is_empty() && !before.ends_with(char::is_alphanumeric)
    };
    let name = names.find(ends_title)?;
    Some((clean(&name)?, format!("title: {title}")))
}

/// The most links to the home page that are read.
const MAX_HOME_LINKS: usize = 20;

/// The most nodes in a link to the home page.
const MAX_LOGO: usize = 20;

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
    let from_organisation = || {
        let name = page.metadata.linked_data.news_organisation()?;
        Some((clean(name)?, format!("JSON-LD NewsMediaOrganization: {name}")))
    };
    from_meta(&SITE_FIELDS[..1])
        .or_else(from_linked_data)
        .or_else(from_site)
        .or_else(from_organisation)
        .or_else(|| from_meta(&SITE_FIELDS[1..]))
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
    fn the_name_of_the_link_to_the_home_page_is_found_in_the_title() {
        let page =
            |link: &str| format!("<title>Oranlar yine arttı | Liman Haber</title>{link}<h1>Oranlar yine arttı</h1>");
        for link in [
            "<a href=/>Liman Haber</a>",
            "<a href='https://haber.example/'><img alt='Liman Haber' src=a.png></a>",
            "<a href='https://haber.example'>Liman Haber</a>",
        ] {
            check(&page(link), "https://haber.example/a", Some("Liman Haber"));
        }
        check(&page("<a href=/haber>Liman Haber</a>"), "https://haber.example/a", None);
        check(&page("<a href=/>Haber</a>"), "https://haber.example/a", None);
        check("<title>Liman Haber</title><a href=/>Liman Haber</a>", "https://haber.example/a", None);
    }

    #[test]
    fn the_only_news_organisation_in_linked_data_is_the_outlet() {
        let data = |name: &str| {
            format!(r#"<script type=application/ld+json>[{{"@type":"NewsMediaOrganization",{name}}}]</script>"#)
        };
        check(&data(r#""name":"Liman Haber""#), "https://haber.example/a", Some("Liman Haber"));
        check(
            &data(r#""name":"Liman Haber"},{"@type":"NewsMediaOrganization","name":"EFE""#),
            "https://haber.example/a",
            None,
        );
    }

    #[test]
    fn what_an_outlet_says_of_itself_is_no_part_of_its_name() {
        let site = |name: &str| format!("<meta property=og:site_name content='{name}'>");
        check(&site("Oldport News - Oldport, Michigan"), "https://oldport.example/a", Some("Oldport News"));
        check(&site("U.S."), "https://www.reuters.com/article/a", Some("Reuters"));
        check(&site("BBC News"), "https://www.bbc.co.uk/news/a", Some("BBC News"));
    }
}
