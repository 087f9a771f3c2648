//! The statements of a page about itself, in its head and in marks on its elements.

use super::json_ld::LinkedData;
use super::tag::Tag;
use super::tree::{NodeId, Tree, collapse, unescape};

/// The fields that a page states for machines, before choosing between them.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    /// `<meta>` by lower-case name, property or itemprop, in order.
    metas: Vec<(String, String)>,
    /// `<link>` by lower-case relation, in order.
    links: Vec<(String, String)>,
    /// Linked data.
    pub linked_data: LinkedData,
    /// The page's `<title>`.
    pub title: String,
    /// The language that the page declares for itself.
    pub language: Option<String>,
}

impl Metadata {
    /// Collects a page's statements.
    pub fn collect(tree: &Tree<'_>) -> Metadata {
        let language = tree.attribute(0, "lang").or_else(|| tree.attribute(0, "xml:lang"));
        let language = language.map(|code| code.trim().to_owned()).filter(|code| !code.is_empty());
        let mut metadata = Metadata { language, ..Metadata::default() };
        let mut foreign_end = 0;
        for node in 1..tree.len() {
            match tree.tag(node) {
                Some(Tag::Svg) => foreign_end = foreign_end.max(tree.subtree(node).end),
                Some(Tag::Meta) => metadata.add_meta(tree, node),
                Some(Tag::Link) => {
                    if let (Some(relation), Some(address)) = (tree.attribute(node, "rel"), tree.attribute(node, "href"))
                    {
                        metadata.links.push((relation.to_ascii_lowercase(), address.trim().to_owned()));
                    }
                }
                Some(Tag::Script) => {
                    let kind = tree.attribute(node, "type").unwrap_or_default().to_ascii_lowercase();
                    if kind.contains("ld+json") {
                        metadata.linked_data.add(tree.raw_text(node));
                    }
                }
                Some(Tag::Title) if metadata.title.is_empty() && node >= foreign_end => {
                    metadata.title = collapse(tree.raw_text(node));
                }
                _ => {}
            }
        }
        metadata.keep_own_data();
        metadata
    }

    /// Leaves out what linked data say of other articles.
    fn keep_own_data(&mut self) {
        let mut data = std::mem::take(&mut self.linked_data);
        let titles: Vec<&str> = std::iter::once(self.title.as_str())
            .chain(self.all("og:title"))
            .filter(|title| !title.is_empty())
            .collect();
        let canonical = self.links.iter().filter(|(relation, _)| relation == "canonical");
        let addresses: Vec<&str> = canonical.map(|(_, address)| address.as_str()).chain(self.all("og:url")).collect();
        data.keep_own(&titles, &addresses);
        self.linked_data = data;
    }

    fn add_meta(&mut self, tree: &Tree<'_>, node: NodeId) {
        let Some(content) = tree.attribute(node, "content") else { return };
        // Some frameworks write a script as a field.
        if tree.attribute(node, "name").is_some_and(|name| name.eq_ignore_ascii_case("script:ld+json")) {
            self.linked_data.add(&content);
            return;
        }
        // Some systems escape their values twice.
        let content = collapse(&unescape(&content));
        if content.is_empty() {
            return;
        }
        for name in ["name", "property", "itemprop", "http-equiv"] {
            if let Some(name) = tree.attribute(node, name) {
                self.metas.push((name.trim().to_ascii_lowercase(), content.clone()));
            }
        }
    }

    /// The first value of the first of these names that has one, with its name.
    pub fn meta<'n>(&self, names: &[&'n str]) -> Option<(&'n str, &str)> {
        names.iter().find_map(|name| Some((*name, self.all(name).next()?)))
    }

    /// Every value of a name, in order.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.metas.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The address that the page states as its own.
    pub fn address(&self) -> Option<&str> {
        let canonical = self.links.iter().find(|(relation, _)| relation == "canonical").map(|(_, address)| address);
        let stated =
            canonical.map(String::as_str).or_else(|| self.meta(&["og:url", "twitter:url"]).map(|found| found.1));
        stated.filter(|address| address.starts_with("http"))
    }
}
