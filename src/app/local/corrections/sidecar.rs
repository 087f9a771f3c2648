//! What all corrections together state, and the `corpus.toml` that states it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::correction::{Correction, Field};
use crate::model::ActorKind;

/// What is stated of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentStatements {
    /// The facts that are set.
    pub facts: BTreeMap<Field, String>,
    /// Paragraphs that are no text.
    pub remove: Vec<String>,
    /// Pieces that are text, each with the paragraph that it comes before.
    pub keep: Vec<(String, Option<usize>)>,
}

/// What is stated of one actor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActorStatements {
    /// The name to show.
    pub name: Option<String>,
    /// The kind.
    pub kind: Option<ActorKind>,
    /// Who it is.
    pub merge_into: Option<String>,
    /// Whether it is nobody.
    pub ignore: bool,
}

/// What corrections state together: of two about the same thing the later one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statements {
    /// By source.
    pub documents: BTreeMap<String, DocumentStatements>,
    /// By id.
    pub actors: BTreeMap<String, ActorStatements>,
}

impl Statements {
    /// What these corrections state.
    pub fn of(corrections: &[Correction]) -> Statements {
        let mut all = Statements::default();
        for correction in corrections {
            all.add(correction);
        }
        all.documents.retain(|_, stated| *stated != DocumentStatements::default());
        all
    }

    fn add(&mut self, correction: &Correction) {
        match correction.clone() {
            Correction::Fact { source, field, value } => {
                self.documents.entry(source).or_default().facts.insert(field, value);
            }
            Correction::Kept { source, text, before } => {
                let stated = self.documents.entry(source).or_default();
                if !take(&mut stated.remove, |removed| *removed == text) {
                    take(&mut stated.keep, |(kept, _)| *kept == text);
                    stated.keep.push((text, before));
                }
            }
            Correction::LeftOut { source, text } => {
                let stated = self.documents.entry(source).or_default();
                if !take(&mut stated.keep, |(kept, _)| *kept == text) && !stated.remove.contains(&text) {
                    stated.remove.push(text);
                }
            }
            Correction::Merged { actor, into, into_name, into_kind, .. } => {
                let merged = self.actors.entry(actor).or_default();
                merged.merge_into = Some(into.clone());
                let target = self.actors.entry(into).or_default();
                target.name.get_or_insert(into_name);
                target.kind.get_or_insert(into_kind);
            }
            Correction::Renamed { actor, name, .. } => self.actors.entry(actor).or_default().name = Some(name),
            Correction::Retyped { actor, to, .. } => self.actors.entry(actor).or_default().kind = Some(to),
            Correction::Silenced { actor, .. } => self.actors.entry(actor).or_default().ignore = true,
        }
    }

    /// A `corpus.toml` that states this and nothing else. It can stand at the end of another one.
    pub fn to_toml(&self) -> String {
        let mut toml =
            String::from("# Corrections made in the page, for the end of the corpus.toml beside the documents.\n");
        let mut write = |line: String| {
            // Writing into memory does not fail.
            writeln!(toml, "{line}").ok();
        };
        for (source, stated) in &self.documents {
            write(format!("\n[[document]]\nfile = {}", quoted(source)));
            for (field, value) in &stated.facts {
                write(format!("{} = {}", field.key(), quoted(value)));
            }
            if !stated.remove.is_empty() {
                let lines: String = stated.remove.iter().map(|text| format!("  {},\n", quoted(text))).collect();
                write(format!("remove = [\n{lines}]"));
            }
            if !stated.keep.is_empty() {
                let lines: String = stated
                    .keep
                    .iter()
                    .map(|(text, before)| {
                        let before = before.map(|number| format!(", before = {number}")).unwrap_or_default();
                        format!("  {{ text = {}{before} }},\n", quoted(text))
                    })
                    .collect();
                write(format!("keep = [\n{lines}]"));
            }
        }
        for (id, stated) in &self.actors {
            write(format!("\n[[actor]]\nid = {}", quoted(id)));
            if let Some(name) = &stated.name {
                write(format!("rename = {}", quoted(name)));
            }
            if let Some(kind) = stated.kind {
                write(format!("kind = {}", quoted(kind.as_str())));
            }
            if let Some(into) = &stated.merge_into {
                write(format!("merge_into = {}", quoted(into)));
            }
            if stated.ignore {
                write("ignore = true".to_owned());
            }
        }
        toml
    }
}

/// Takes the first entry out that fits, and says whether there was one.
fn take<T>(entries: &mut Vec<T>, fits: impl Fn(&T) -> bool) -> bool {
    let at = entries.iter().position(fits);
    if let Some(at) = at {
        entries.remove(at);
    }
    at.is_some()
}

/// A text between quotation marks. What JSON writes so is TOML too, but for one control character.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default().replace('\u{7f}', "\\u007f")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str, text: &str, kept: bool) -> Correction {
        let (source, text) = (source.to_owned(), text.to_owned());
        if kept { Correction::Kept { source, text, before: Some(2) } } else { Correction::LeftOut { source, text } }
    }

    fn fact(field: Field, value: &str) -> Correction {
        Correction::Fact { source: "a.txt".to_owned(), field, value: value.to_owned() }
    }

    #[test]
    fn the_later_of_two_corrections_holds_and_opposite_ones_leave_nothing() {
        let all = [
            fact(Field::Title, "One"),
            fact(Field::Title, "Two"),
            text("b.txt", "p", false),
            text("b.txt", "p", true),
            text("c.txt", "q", true),
            text("c.txt", "q", false),
        ];
        let stated = Statements::of(&all);
        assert_eq!(stated.documents.keys().collect::<Vec<_>>(), ["a.txt"]);
        assert_eq!(stated.documents["a.txt"].facts[&Field::Title], "Two");
    }

    #[test]
    fn the_file_is_what_the_command_reads() {
        let owned = str::to_owned;
        let all = [
            fact(Field::Title, "A \"quoted\" \\ headline\u{7f}\n"),
            fact(Field::Date, "2021-05"),
            text("a.txt", "Read more.", false),
            text("a.txt", "It rained.", true),
            Correction::Renamed { actor: owned("jan"), was: owned("Jan"), name: owned("Jan K.") },
            Correction::Retyped { actor: owned("jan"), name: owned("Jan K."), to: ActorKind::Person },
            Correction::Merged {
                actor: owned("j-k"),
                name: owned("J. K."),
                into: owned("jan"),
                into_name: owned("Jan K."),
                into_kind: ActorKind::Person,
            },
            Correction::Silenced { actor: owned("press"), name: owned("Press") },
        ];
        let toml = Statements::of(&all).to_toml();
        let read: crate::corpus::Sidecar = crate::corpus::Sidecar::parse(&toml).expect(&toml);
        let facts = &read.document[0];
        assert_eq!(facts.title.as_deref(), Some("A \"quoted\" \\ headline\u{7f}\n"));
        assert_eq!((&facts.remove[0], &facts.keep[0].text), (&owned("Read more."), &owned("It rained.")));
        assert_eq!(facts.keep[0].before, Some(2));
        let ids: Vec<_> = read.actor.iter().map(|actor| actor.id.as_deref().unwrap()).collect();
        assert_eq!(ids, ["j-k", "jan", "press"]);
        assert_eq!(read.actor[1].rename.as_deref(), Some("Jan K."));
        assert!(read.actor[2].ignore && read.actor[0].merge_into.as_deref() == Some("jan"));
    }
}
