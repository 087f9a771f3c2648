//! The section of the outlet that a page belongs to.

use super::json_ld::strings;
use super::page::Page;
use super::tree::{collapse, unescape};

/// Fields of the head that name the section.
const SECTION_FIELDS: &[&str] =
    &["article:section", "og:article:section", "parsely-section", "section", "dc.subject.section"];

/// The section that a page states.
pub(super) fn find(page: &Page<'_>) -> Option<String> {
    let from_meta = page.metadata.meta(SECTION_FIELDS).map(|(_, section)| section.to_owned());
    let from_linked_data = || {
        let articles = page.metadata.linked_data.articles().into_iter();
        articles
            .filter_map(|article| article.get("articleSection"))
            .find_map(|value| Some(strings(value).first()?.to_string()))
    };
    from_meta
        .or_else(from_linked_data)
        .map(|section| collapse(&unescape(&section)))
        .filter(|section| !section.is_empty() && section.chars().count() <= 60)
}
