//! The outlet as a page names it.

use serde_json::Value;

use super::page::Page;
use crate::model::{OutletBasis, OutletRef, slug};

/// Fields of the head that name the site.
const SITE_FIELDS: &[&str] = &[
    "og:site_name",
    "application-name",
    "al:android:app_name",
    "twitter:app:name:iphone",
    "dc.publisher",
    "publisher",
];

/// The outlet that a page states.
pub(super) fn find(page: &Page<'_>) -> Option<OutletRef> {
    let (name, evidence) = stated_name(page)?;
    let id = slug(&name);
    (!id.is_empty()).then_some(OutletRef { id, name, basis: OutletBasis::Stated, evidence })
}

/// The name that a page gives its site, and the field that says so.
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
    from_meta(&SITE_FIELDS[..1]).or_else(from_linked_data).or_else(|| from_meta(&SITE_FIELDS[1..]))
}

fn clean(name: &str) -> Option<String> {
    let name = name.trim().trim_start_matches('@').trim();
    let sensible = !name.is_empty() && name.chars().count() <= 80 && !name.starts_with("http");
    sensible.then(|| name.to_owned())
}
