//! The reader's corrections, in the order in which they were made.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::app::format::{labels, text};
use crate::app::local::record::{RecordContent, is_all_in};
use crate::app::messages as m;
use crate::model::ActorKind;

/// A field of an article that can be corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ArticleField {
    /// The headline.
    Title,
    /// The date of publication.
    Date,
    /// Who published it.
    Outlet,
    /// The section.
    Section,
    /// Tags, separated by commas.
    Tags,
}

impl ArticleField {
    /// All fields, in the order of the form.
    pub const ALL: [ArticleField; 5] =
        [ArticleField::Title, ArticleField::Date, ArticleField::Outlet, ArticleField::Section, ArticleField::Tags];

    /// The key in `corpus.toml`.
    pub fn key(self) -> &'static str {
        match self {
            ArticleField::Title => "title",
            ArticleField::Date => "date",
            ArticleField::Outlet => "outlet",
            ArticleField::Section => "section",
            ArticleField::Tags => "tags",
        }
    }

    /// The name on the page.
    pub fn label(self) -> &'static str {
        match self {
            ArticleField::Title => m::headline(),
            ArticleField::Date => m::date(),
            ArticleField::Outlet => m::outlet(),
            ArticleField::Section => m::section(),
            ArticleField::Tags => m::tags_field(),
        }
    }
}

/// The tags in a list that a reader typed, which commas separate.
pub(super) fn typed_tags(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|tag| !tag.is_empty())
}

/// A correction. Articles are identified by the source of their document, actors by the id that the program gave them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Correction {
    /// Sets a field of an article.
    Fact { source: String, field: ArticleField, value: String },
    /// A removed passage is text, and comes before the paragraph with this number, from 1, or last.
    Kept { source: String, text: String, before: Option<usize> },
    /// A paragraph is not text.
    LeftOut { source: String, text: String },
    /// An actor is the same as another one.
    Merged { actor: String, name: String, into: String, into_name: String, into_kind: ActorKind },
    /// An actor has another name.
    Renamed { actor: String, was: String, name: String },
    /// An actor is of another kind.
    Retyped { actor: String, name: String, to: ActorKind },
    /// An actor is not an actor.
    Silenced { actor: String, name: String },
}

/// The maximum number of letters of a text that a sentence repeats.
const LETTERS: usize = 60;

impl Correction {
    /// The correction in words.
    pub fn sentence(&self) -> String {
        let short = |text: &str| {
            let text = text::safe(text);
            match text.char_indices().nth(LETTERS) {
                Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
                None => text,
            }
        };
        match self {
            Correction::Fact { source, field, value } => {
                let sentence = match field {
                    ArticleField::Title => m::corrected_headline,
                    ArticleField::Date => m::corrected_date,
                    ArticleField::Outlet => m::corrected_outlet,
                    ArticleField::Section => m::corrected_section,
                    ArticleField::Tags => m::corrected_tags,
                };
                sentence(&short(source), &short(value))
            }
            Correction::Kept { source, text, .. } => m::corrected_kept(&short(source), &short(text)),
            Correction::LeftOut { source, text } => m::corrected_left_out(&short(source), &short(text)),
            Correction::Merged { name, into_name, .. } => m::corrected_is(&short(name), &short(into_name)),
            Correction::Renamed { was, name, .. } => m::corrected_name(&short(was), &short(name)),
            Correction::Retyped { name, to, .. } => m::corrected_kind(&short(name), labels::kind(*to)),
            Correction::Silenced { name, .. } => m::corrected_no_actor(&short(name)),
        }
    }
}

/// Corrections in the order in which they were made, and those that were undone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct History {
    /// The corrections that apply.
    pub done: Vec<Correction>,
    undone: Vec<Correction>,
}

impl History {
    /// Adds corrections; undone ones can no longer be redone.
    pub fn make(&mut self, corrections: Vec<Correction>) {
        self.done.extend(corrections);
        self.undone.clear();
    }

    /// Undoes the last correction.
    pub fn undo(&mut self) {
        self.undone.extend(self.done.pop());
    }

    /// Redoes the correction that was undone last.
    pub fn redo(&mut self) {
        self.done.extend(self.undone.pop());
    }

    /// Reverts a correction, the last one of several equal ones.
    pub fn take_back(&mut self, correction: &Correction) {
        if let Some(at) = self.done.iter().rposition(|done| done == correction) {
            let correction = self.done.remove(at);
            self.undone.push(correction);
        }
    }

    /// Whether a correction can be redone.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }
}

impl RecordContent for History {
    fn from_text(text: &str) -> Option<History> {
        let stored: Value = serde_json::from_str(text).ok()?;
        let history = History::deserialize(&stored).ok()?;
        is_all_in(&stored, &serde_json::to_value(&history).ok()?).then_some(history)
    }

    fn to_text(&self) -> String {
        if *self == History::default() { String::new() } else { serde_json::to_string(self).unwrap_or_default() }
    }

    fn absorb(&mut self, other: History) {
        self.done.extend(other.done);
        self.undone.extend(other.undone);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn silenced(name: &str) -> Correction {
        Correction::Silenced { actor: name.to_lowercase(), name: name.to_owned() }
    }

    #[test]
    fn corrections_are_undone_and_made_again_in_order() {
        let mut history = History::default();
        history.make(vec![silenced("A"), silenced("B"), silenced("C")]);
        history.take_back(&silenced("A"));
        history.undo();
        assert_eq!(history.done, [silenced("B")]);
        history.redo();
        history.redo();
        assert_eq!(history.done, [silenced("B"), silenced("C"), silenced("A")]);
        assert!(!history.can_redo());
        history.undo();
        history.make(vec![silenced("D")]);
        history.redo();
        history.take_back(&silenced("Z"));
        assert_eq!(history.done, [silenced("B"), silenced("C"), silenced("D")]);
        assert_eq!(History::from_text(&history.to_text()), Some(history));
    }

    #[test]
    fn corrections_of_another_version_are_not_taken_for_none() {
        let later_kind = r#"{"done":[{"kind":"translated","source":"a","text":"b"}],"undone":[]}"#;
        let later_field = r#"{"done":[{"kind":"silenced","actor":"a","name":"A","since":2027}],"undone":[]}"#;
        let known = r#"{"done":[{"kind":"silenced","actor":"a","name":"A"}],"undone":[]}"#;
        for unreadable in [later_kind, later_field, "", "{", &known[..40]] {
            assert_eq!(History::from_text(unreadable), None, "{unreadable}");
        }
        assert_eq!(History::from_text(known).unwrap().done, [silenced("A")]);
    }

    #[test]
    fn a_correction_is_told_shortly_and_without_turning_marks() {
        let text = format!("\u{202e}{}", "x".repeat(99));
        let told = Correction::LeftOut { source: "a.txt".to_owned(), text }.sentence();
        assert_eq!(told, format!("a.txt: “{}…” removed from the text", "x".repeat(LETTERS)));
    }
}
