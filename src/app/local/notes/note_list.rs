//! All notes of a site, as one record.

use std::collections::BTreeSet;

use serde_json::Value;

use super::annotation::{self, Note};
use crate::app::local::record::{RecordContent, is_all_in};

/// The address of the stored page of annotations.
const ADDRESS: &str = "urn:dateline:notes";

/// All notes of a site, in the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteList(Vec<Note>);

impl NoteList {
    /// The notes.
    pub fn notes(&self) -> &[Note] {
        &self.0
    }

    /// The notes about an article.
    pub fn about(&self, article: &str) -> impl Iterator<Item = &Note> {
        self.0.iter().filter(move |note| note.article == article)
    }

    /// The notes about all other articles.
    pub fn about_others(&self, article: &str) -> impl Iterator<Item = &Note> {
        self.0.iter().filter(move |note| note.article != article)
    }

    /// What a note says.
    pub fn text(&self, id: &str) -> Option<&str> {
        self.0.iter().find(|note| note.id == id).map(|note| note.text.as_str())
    }

    /// Changes what a note says.
    pub fn set_text(&mut self, id: &str, text: &str) {
        self.0.iter_mut().filter(|note| note.id == id).for_each(|note| text.clone_into(&mut note.text));
    }

    /// Removes a note.
    pub fn remove(&mut self, id: &str) {
        self.0.retain(|note| note.id != id);
    }

    /// Adds notes at the end. They replace notes with the same ids; of two added notes with one id the later one counts.
    pub fn add(&mut self, notes: Vec<Note>) {
        let ids: BTreeSet<String> = notes.iter().map(|note| note.id.clone()).collect();
        self.0.retain(|note| !ids.contains(&note.id));
        let mut added = BTreeSet::new();
        let mut last: Vec<Note> = notes.into_iter().rev().filter(|note| added.insert(note.id.clone())).collect();
        last.reverse();
        self.0.extend(last);
    }
}

impl RecordContent for NoteList {
    fn from_text(text: &str) -> Option<NoteList> {
        let notes = NoteList(annotation::parse(text)?);
        let mut stored: Value = serde_json::from_str(text).ok()?;
        // The address of the page is not part of the notes.
        stored.as_object_mut()?.remove("id");
        let written = serde_json::from_str(&annotation::to_json(&notes.0, ADDRESS)).ok()?;
        is_all_in(&stored, &written).then_some(notes)
    }

    fn to_text(&self) -> String {
        if self.0.is_empty() { String::new() } else { annotation::to_json(&self.0, ADDRESS) }
    }

    fn absorb(&mut self, other: NoteList) {
        let new = other.0.into_iter().filter(|note| self.text(&note.id).is_none()).collect();
        self.add(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(id: &str, text: &str) -> Note {
        Note {
            id: id.to_owned(),
            article: "a".to_owned(),
            exact: "word".to_owned(),
            text: text.to_owned(),
            ..Note::default()
        }
    }

    #[test]
    fn added_notes_replace_those_with_their_ids_and_the_last_of_a_name_counts() {
        let mut list = NoteList(vec![note("1", "old"), note("2", "stays")]);
        list.add(vec![note("1", "first"), note("3", "new"), note("1", "last")]);
        let texts: Vec<&str> = list.notes().iter().map(|note| note.text.as_str()).collect();
        assert_eq!(texts, ["stays", "new", "last"]);
        list.set_text("3", "changed");
        list.remove("1");
        assert_eq!((list.text("3"), list.text("1")), (Some("changed"), None));
    }

    #[test]
    fn notes_are_read_whole_or_not_at_all() {
        let list = NoteList(vec![note("1", "a"), note("2", "")]);
        assert_eq!(NoteList::from_text(&list.to_text()), Some(list.clone()));
        let former = annotation::to_json(&list.0, "urn:dateline:notes:1764460800000");
        assert_eq!(NoteList::from_text(&former), Some(list.clone()), "whichever address the page has");
        let later = list.to_text().replacen(r#""type":"Annotation""#, r#""type":"Annotation","colour":"red""#, 1);
        assert!(later.contains("colour"));
        assert_eq!(NoteList::from_text(&later), None);
        let without_words = list.to_text().replacen(r#""exact":"word""#, r#""exact":"""#, 1);
        assert_eq!(NoteList::from_text(&without_words), None, "an annotation that this version passes over");
        assert_eq!(NoteList::from_text("[1"), None);
    }

    #[test]
    fn notes_that_come_back_do_not_replace_newer_ones() {
        let mut list = NoteList(vec![note("1", "newer")]);
        list.absorb(NoteList(vec![note("1", "older"), note("2", "back")]));
        assert_eq!((list.text("1"), list.text("2")), (Some("newer"), Some("back")));
    }
}
