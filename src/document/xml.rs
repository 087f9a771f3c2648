//! A small XML document in memory, for formats whose values lie at known places. Names are without their prefixes.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::error::ReadProblem;
use super::markup;

/// The deepest nesting. Deeper elements count as children of the last one at this depth.
const MAX_DEPTH: usize = 256;

/// The most elements of a document.
const MAX_ELEMENTS: usize = 4_000_000;

/// An element with its content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Without its prefix, as it is written.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    children: Vec<XmlNode>,
}

/// A child of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
enum XmlNode {
    Element(Element),
    Text(String),
}

/// The next event of a document.
///
/// # Errors
///
/// If the markup is broken.
pub(super) fn next_event<'x>(reader: &mut Reader<&'x [u8]>) -> Result<Event<'x>, ReadProblem> {
    reader.read_event().map_err(|error| ReadProblem::BrokenXml(error.to_string()))
}

impl Element {
    /// Parses a document and returns its root. Entities beyond those of HTML are not expanded.
    ///
    /// # Errors
    ///
    /// If the markup is broken, cut, or larger than the limit.
    pub(super) fn parse(xml: &str) -> Result<Element, ReadProblem> {
        let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}').trim_start());
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        let mut open: Vec<Element> = vec![Element::default()];
        // Elements beyond the depth.
        let mut n_deeper = 0_usize;
        let mut n_elements = 0_usize;
        loop {
            let event = next_event(&mut reader)?;
            let is_empty = matches!(event, Event::Empty(_));
            match event {
                Event::Start(start) | Event::Empty(start) => {
                    n_elements += 1;
                    if n_elements > MAX_ELEMENTS {
                        return Err(ReadProblem::TooManyRecords);
                    }
                    if open.len() > MAX_DEPTH {
                        n_deeper += usize::from(!is_empty);
                        continue;
                    }
                    let element = Element::of_start(&start);
                    if is_empty {
                        append(&mut open, XmlNode::Element(element));
                    } else {
                        open.push(element);
                    }
                }
                Event::End(_) if n_deeper > 0 => n_deeper -= 1,
                Event::End(_) => {
                    if let Some(element) = open.pop() {
                        append(&mut open, XmlNode::Element(element));
                    }
                }
                Event::Text(text) => append(&mut open, XmlNode::Text(text.into_inner().into_owned())),
                Event::CData(text) => append(&mut open, XmlNode::Text(text.into_inner().into_owned())),
                Event::GeneralRef(reference) => {
                    let name = reference.into_inner();
                    let text = markup::character(&name).map_or_else(|| format!("&{name};"), |text| text.into_owned());
                    append(&mut open, XmlNode::Text(text));
                }
                Event::Eof => break,
                _ => {}
            }
        }
        match open.pop() {
            Some(root) if open.is_empty() => root.into_elements().next().ok_or(ReadProblem::Empty),
            _ => Err(ReadProblem::Cut),
        }
    }

    fn of_start(start: &BytesStart<'_>) -> Element {
        let mut found = start.attributes();
        let attributes = found.with_checks(false).flatten().map(|attribute| {
            let name = attribute.key.local_name().as_ref().to_owned();
            (name, markup::unescaped(&attribute.value).into_owned())
        });
        Element { name: start.local_name().as_ref().to_owned(), attributes: attributes.collect(), children: Vec::new() }
    }

    fn into_elements(self) -> impl Iterator<Item = Element> {
        self.children.into_iter().filter_map(|child| match child {
            XmlNode::Element(element) => Some(element),
            XmlNode::Text(_) => None,
        })
    }

    /// The child elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            XmlNode::Element(element) => Some(element),
            XmlNode::Text(_) => None,
        })
    }

    /// The child elements with this name.
    pub(super) fn named<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element along these names, each a child of the one before.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Element> {
        match path.split_first() {
            None => Some(self),
            Some((name, rest)) => {
                self.elements().filter(|element| element.name == *name).find_map(|element| element.at(rest))
            }
        }
    }

    /// All elements with this name below this one, in order. What is within one of them is not searched.
    pub(super) fn all<'e>(&'e self, name: &str) -> Vec<&'e Element> {
        self.all_of(&[name])
    }

    /// All elements with one of these names below this one, in order. What is within one of them is not searched.
    pub(super) fn all_of<'e>(&'e self, names: &[&str]) -> Vec<&'e Element> {
        let mut found = Vec::new();
        self.search(names, &mut found);
        found
    }

    fn search<'e>(&'e self, names: &[&str], found: &mut Vec<&'e Element>) {
        for element in self.elements() {
            if names.contains(&element.name.as_str()) {
                found.push(element);
            } else {
                element.search(names, found);
            }
        }
    }

    /// The value of an attribute by its name without a prefix, if it is not blank.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(held, value)| held == name && !value.trim().is_empty());
        found.map(|(_, value)| value.trim())
    }

    /// The words within, on one line, if there are any.
    pub(super) fn text(&self) -> Option<String> {
        let words = self.raw_text();
        let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    }

    /// The text within, with its line breaks.
    pub(super) fn raw_text(&self) -> String {
        let mut text = String::new();
        self.collect_text(&mut text);
        text
    }

    fn collect_text(&self, text: &mut String) {
        for child in &self.children {
            match child {
                XmlNode::Text(words) => text.push_str(words),
                XmlNode::Element(element) => element.collect_text(text),
            }
        }
    }

    /// The words of the first element along these names.
    pub(super) fn text_at(&self, path: &[&str]) -> Option<String> {
        self.at(path)?.text()
    }
}

fn append(open: &mut [Element], node: XmlNode) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_at_their_places() {
        let xml = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"y\">]><n:a><b c='1'>One &amp; <i>two</i> &x;</b><d><b>3</b></d></n:a>";
        let root = Element::parse(xml).expect("well-formed");
        assert_eq!(root.name, "a");
        assert_eq!(root.text_at(&["b"]).as_deref(), Some("One & two &x;"));
        assert_eq!(root.at(&["d", "b"]).and_then(Element::text).as_deref(), Some("3"));
        assert_eq!(root.all("b").len(), 2);
        assert_eq!(root.at(&["b"]).and_then(|element| element.attribute("c")), Some("1"));
    }

    #[test]
    fn broken_cut_and_deep_documents_end() {
        assert!(matches!(Element::parse("<a><b></a>"), Err(ReadProblem::BrokenXml(_))));
        assert_eq!(Element::parse("<a><b>"), Err(ReadProblem::Cut));
        let deep = "<a>".repeat(300_000) + "x" + &"</a>".repeat(300_000);
        assert_eq!(Element::parse(&deep).expect("well-formed").text().as_deref(), Some("x"));
    }
}
