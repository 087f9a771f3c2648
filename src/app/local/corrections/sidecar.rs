//! The facts that all corrections state together, as a `corpus.toml`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::correction::{ArticleField, Correction, typed_tags};
use crate::model::ActorKind;

/// Facts about a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentStatements {
    /// The fields that are set.
    pub facts: BTreeMap<ArticleField, String>,
    /// Paragraphs that are not text.
    pub remove: Vec<String>,
    /// Removed passages that are text, each with the paragraph that it comes before.
    pub keep: Vec<(String, Option<usize>)>,
}

/// Facts about an actor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActorStatements {
    /// The name to show.
    pub name: Option<String>,
    /// The kind.
    pub kind: Option<ActorKind>,
    /// The actor that it is the same as.
    pub merge_into: Option<String>,
    /// Whether it is not an actor.
    pub ignore: bool,
}

/// The facts that corrections state together; later corrections override earlier ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statements {
    /// By source.
    pub documents: BTreeMap<String, DocumentStatements>,
    /// By id.
    pub actors: BTreeMap<String, ActorStatements>,
}

impl Statements {
    /// Combines these corrections.
    pub fn from_corrections(corrections: &[Correction]) -> Statements {
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
                let closes_a_circle = self.leads_to(&into, &actor);
                let merged = self.actors.entry(actor).or_default();
                merged.merge_into = Some(into.clone());
                merged.ignore = false;
                let target = self.actors.entry(into).or_default();
                if closes_a_circle {
                    target.merge_into = None;
                }
                target.name.get_or_insert(into_name);
                target.kind.get_or_insert(into_kind);
            }
            Correction::Renamed { actor, name, .. } => self.actors.entry(actor).or_default().name = Some(name),
            Correction::Retyped { actor, to, .. } => self.actors.entry(actor).or_default().kind = Some(to),
            Correction::Silenced { actor, .. } => self.actors.entry(actor).or_default().ignore = true,
        }
    }

    /// What corrections say of a field of this source.
    pub fn fact(&self, source: &str, field: ArticleField) -> Option<&String> {
        self.documents.get(source)?.facts.get(&field)
    }

    /// Whether one actor is merged into the other, directly or through others.
    fn leads_to(&self, from: &str, to: &str) -> bool {
        let mut now = from;
        // Merges never form a circle, so following them always ends.
        while let Some(into) = self.actors.get(now).and_then(|stated| stated.merge_into.as_deref()) {
            if into == to {
                return true;
            }
            now = into;
        }
        false
    }

    /// The actor that another was merged into, directly or through others.
    pub fn heir(&self, actor: &str) -> Option<&str> {
        let into = |actor: &str| self.actors.get(actor)?.merge_into.as_deref();
        // Merges never form a circle.
        std::iter::successors(into(actor), |now| into(now)).last()
    }

    /// A `corpus.toml` with these facts and nothing else. It can be appended to another one.
    pub fn to_toml(&self) -> String {
        let mut toml =
            String::from("# Corrections made in the page, for the end of the corpus.toml beside the documents.\n");
        let mut write = |line: String| {
            // Writing to memory cannot fail.
            writeln!(toml, "{line}").ok();
        };
        for (source, stated) in &self.documents {
            write(format!("\n[[document]]\nfile = {}", quoted(source)));
            for (field, value) in &stated.facts {
                write(format!("{} = {}", field.key(), toml_value(*field, value)));
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

/// Removes the first matching entry; returns whether there was one.
fn take<T>(entries: &mut Vec<T>, fits: impl Fn(&T) -> bool) -> bool {
    let at = entries.iter().position(fits);
    if let Some(at) = at {
        entries.remove(at);
    }
    at.is_some()
}

/// The value of a field in TOML: a list for tags, a text for others.
fn toml_value(field: ArticleField, value: &str) -> String {
    if field != ArticleField::Tags {
        return quoted(value);
    }
    let tags: Vec<String> = typed_tags(value).map(quoted).collect();
    format!("[{}]", tags.join(", "))
}

/// A quoted text. JSON's notation is valid TOML, except for one control character.
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

    fn fact(field: ArticleField, value: &str) -> Correction {
        Correction::Fact { source: "a.txt".to_owned(), field, value: value.to_owned() }
    }

    #[test]
    fn the_later_of_two_corrections_holds_and_opposite_ones_leave_nothing() {
        let all = [
            fact(ArticleField::Title, "One"),
            fact(ArticleField::Title, "Two"),
            text("b.txt", "p", false),
            text("b.txt", "p", true),
            text("c.txt", "q", true),
            text("c.txt", "q", false),
        ];
        let stated = Statements::from_corrections(&all);
        assert_eq!(stated.documents.keys().collect::<Vec<_>>(), ["a.txt"]);
        assert_eq!(stated.documents["a.txt"].facts[&ArticleField::Title], "Two");
    }

    fn merged(actor: &str, into: &str) -> Correction {
        let name = |id: &str| id.to_uppercase();
        let (actor, name, into_name) = (actor.to_owned(), name(actor), name(into));
        Correction::Merged { actor, name, into: into.to_owned(), into_name, into_kind: ActorKind::Person }
    }

    #[test]
    fn merges_that_would_go_round_in_a_circle_end_at_the_last_one() {
        let into = |all: &[Correction], id: &str| Statements::from_corrections(all).actors[id].merge_into.clone();
        let both_ways = [merged("a", "b"), merged("b", "a")];
        assert_eq!((into(&both_ways, "a"), into(&both_ways, "b").as_deref()), (None, Some("a")));
        let round = [merged("a", "b"), merged("b", "c"), merged("c", "a"), merged("d", "a")];
        let of = |id| into(&round, id);
        assert_eq!((of("a"), of("b").as_deref(), of("c").as_deref()), (None, Some("c"), Some("a")));
        assert_eq!(of("d").as_deref(), Some("a"));
        let stated = Statements::from_corrections(&round);
        assert_eq!((stated.heir("b"), stated.heir("d"), stated.heir("a")), (Some("a"), Some("a"), None));
    }

    #[test]
    fn an_actor_that_was_silenced_and_is_then_merged_is_the_other_one() {
        let silenced = Correction::Silenced { actor: "a".to_owned(), name: "A".to_owned() };
        let stated = Statements::from_corrections(&[silenced.clone(), merged("a", "b")]);
        assert!(!stated.actors["a"].ignore);
        assert!(Statements::from_corrections(&[merged("a", "b"), silenced]).actors["a"].ignore);
    }

    #[test]
    fn the_file_is_what_the_command_reads() {
        let owned = str::to_owned;
        let all = [
            fact(ArticleField::Title, "A \"quoted\" \\ headline\u{7f}\n"),
            fact(ArticleField::Date, "2021-05"),
            fact(ArticleField::Tags, "to check, \"quoted\",, "),
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
        let toml = Statements::from_corrections(&all).to_toml();
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
