//! A record of the reader's work, such as their corrections: stored as one text, changed by several windows, and never
//! overwritten unread.
//!
//! Three promises hold whatever happens to the store. A change counts as stored only once it was read back. A stored text
//! that this version cannot read completely, because a later version wrote it or it is damaged, is set aside under a name
//! of its own before anything else takes its place; if there is no room for that, nothing takes its place. A change made
//! on top of an older text is made again on top of the newer one that another window stored meanwhile.

use serde_json::Value;

use crate::wire::{HASH_START, hash_bytes};

/// What separates the name of a record from the hash in the name of a text that was set aside.
const UNREAD: &str = " unread ";

/// Texts by name, as a browser stores them.
pub trait TextStore {
    /// The text with this name.
    fn get(&self, name: &str) -> Option<String>;

    /// Stores a text, and returns whether it is there now.
    fn set(&self, name: &str, text: &str) -> bool;

    /// Removes the text with this name.
    fn remove(&self, name: &str);

    /// The names of all texts.
    fn names(&self) -> Vec<String>;
}

/// What a record contains.
pub trait RecordContent: Clone + Default + Send + Sync + 'static {
    /// The content of a text; none unless all of it is understood.
    fn from_text(text: &str) -> Option<Self>;

    /// The text of the content; empty if there is nothing to store.
    fn to_text(&self) -> String;

    /// Adds the content of another text of the same record.
    fn absorb(&mut self, other: Self);
}

/// Whether everything in a stored JSON value is also in the value that this version writes of it: the same scalars, lists
/// of the same length, objects with at least the same fields.
pub fn is_all_in(stored: &Value, written: &Value) -> bool {
    match (stored, written) {
        (Value::Object(stored), Value::Object(written)) => {
            stored.iter().all(|(name, value)| written.get(name).is_some_and(|written| is_all_in(value, written)))
        }
        (Value::Array(stored), Value::Array(written)) => {
            stored.len() == written.len()
                && stored.iter().zip(written).all(|(stored, written)| is_all_in(stored, written))
        }
        (stored, written) => stored == written,
    }
}

/// A change of a record. It may be made twice, on top of different contents.
pub type Change<T> = Box<dyn Fn(&mut T)>;

/// A record of the reader's work, as one window knows it.
pub struct StoredRecord<T> {
    name: String,
    content: T,
    /// The stored text that the content is based on.
    base: Option<String>,
    /// Whether this version can read that text.
    is_readable: bool,
    /// Changes that are not in a stored text yet.
    pending: Vec<Change<T>>,
    is_stored: bool,
}

impl<T: RecordContent> StoredRecord<T> {
    /// The record with this name. Texts of it that were set aside and that this version can read are taken back.
    pub fn open(name: String, store: &impl TextStore) -> StoredRecord<T> {
        let mut record = StoredRecord {
            name,
            content: T::default(),
            base: None,
            is_readable: true,
            pending: Vec::new(),
            is_stored: true,
        };
        record.follow(store);
        let readable = record.unread(store).into_iter().filter_map(|(name, text)| Some((name, T::from_text(&text)?)));
        let readable: Vec<(String, T)> = readable.collect();
        if !readable.is_empty() {
            for (_, content) in &readable {
                let content = content.clone();
                record.change(Box::new(move |now| now.absorb(content.clone())));
            }
            if record.store(store) {
                readable.iter().for_each(|(name, _)| store.remove(name));
            }
        }
        record
    }

    /// The content, with the changes of this window.
    pub fn content(&self) -> &T {
        &self.content
    }

    /// Whether everything that this window changed is stored.
    pub fn is_stored(&self) -> bool {
        self.is_stored
    }

    /// Whether changes wait to be stored.
    pub fn is_pending(&self) -> bool {
        !self.pending.is_empty()
    }

    /// The texts of this record that were set aside, by the names under which they are stored.
    pub fn unread(&self, store: &impl TextStore) -> Vec<(String, String)> {
        let prefix = [&self.name, UNREAD].concat();
        let mut names = store.names();
        names.retain(|name| name.starts_with(&prefix));
        names.sort();
        names.into_iter().filter_map(|name| Some((name.clone(), store.get(&name)?))).collect()
    }

    /// Changes the content of this window; [`StoredRecord::store`] stores the change.
    pub fn change(&mut self, change: Change<T>) {
        change(&mut self.content);
        self.pending.push(change);
    }

    /// Takes over what another window has stored, below the changes of this window. Returns whether there was anything.
    pub fn follow(&mut self, store: &impl TextStore) -> bool {
        let now = store.get(&self.name).filter(|text| !text.is_empty());
        if now == self.base {
            return false;
        }
        let content = now.as_deref().map(T::from_text);
        self.is_readable = content.as_ref().is_none_or(Option::is_some);
        self.content = content.flatten().unwrap_or_default();
        self.base = now;
        for change in &self.pending {
            change(&mut self.content);
        }
        true
    }

    /// Stores the changes of this window, and returns whether all of them are stored now. No other window may store at
    /// the same time.
    pub fn store(&mut self, store: &impl TextStore) -> bool {
        self.follow(store);
        let is_free = self.is_readable || self.base.as_ref().is_none_or(|text| self.set_aside(store, text));
        let text = self.content.to_text();
        self.is_stored = is_free && store.set(&self.name, &text);
        if self.is_stored {
            self.base = Some(text).filter(|text| !text.is_empty());
            self.is_readable = true;
            self.pending.clear();
        }
        self.is_stored
    }

    /// Stores a text under a name that no other text has, and returns whether it is there.
    fn set_aside(&self, store: &impl TextStore, text: &str) -> bool {
        let hash = hash_bytes(HASH_START, text.as_bytes());
        store.set(&format!("{}{UNREAD}{hash:016x}", self.name), text)
    }

    /// Sets a stored text aside if it cannot be read. Returns whether there is such a text.
    pub fn set_unreadable_aside(&mut self, store: &impl TextStore) -> bool {
        let is_unreadable = !self.is_readable;
        // Storing sets it aside, and leaves it where it is if there is no room for that.
        if is_unreadable {
            self.store(store);
        }
        is_unreadable
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::collections::BTreeMap;

    use super::*;

    /// A store with room for this many bytes.
    struct Memory {
        texts: RefCell<BTreeMap<String, String>>,
        room: usize,
    }

    impl Memory {
        fn new(room: usize) -> Memory {
            Memory { texts: RefCell::default(), room }
        }
    }

    impl TextStore for Memory {
        fn get(&self, name: &str) -> Option<String> {
            self.texts.borrow().get(name).cloned()
        }

        fn set(&self, name: &str, text: &str) -> bool {
            let mut texts = self.texts.borrow_mut();
            let others: usize = texts.iter().filter(|(other, _)| *other != name).map(|(_, text)| text.len()).sum();
            let fits = others + text.len() <= self.room;
            if fits {
                texts.insert(name.to_owned(), text.to_owned());
            }
            fits
        }

        fn remove(&self, name: &str) {
            self.texts.borrow_mut().remove(name);
        }

        fn names(&self) -> Vec<String> {
            self.texts.borrow().keys().cloned().collect()
        }
    }

    /// Numbers, written with commas between them.
    #[derive(Clone, Debug, Default, PartialEq)]
    struct Numbers(Vec<u32>);

    impl RecordContent for Numbers {
        fn from_text(text: &str) -> Option<Numbers> {
            text.split(',').map(|number| number.parse().ok()).collect::<Option<_>>().map(Numbers)
        }

        fn to_text(&self) -> String {
            self.0.iter().map(u32::to_string).collect::<Vec<_>>().join(",")
        }

        fn absorb(&mut self, other: Numbers) {
            self.0.extend(other.0);
        }
    }

    fn open(store: &Memory) -> StoredRecord<Numbers> {
        StoredRecord::open("numbers".to_owned(), store)
    }

    fn add(record: &mut StoredRecord<Numbers>, number: u32) {
        record.change(Box::new(move |numbers| numbers.0.push(number)));
    }

    #[test]
    fn what_is_stored_is_there_when_it_is_opened_again() {
        let store = Memory::new(100);
        let mut record = open(&store);
        add(&mut record, 1);
        add(&mut record, 2);
        assert!(record.store(&store) && !record.is_pending());
        assert_eq!(open(&store).content().0, [1, 2]);
    }

    #[test]
    fn two_windows_lose_no_change_to_each_other() {
        let store = Memory::new(100);
        let (mut one, mut other) = (open(&store), open(&store));
        add(&mut one, 1);
        add(&mut other, 2);
        assert!(one.store(&store) && other.store(&store));
        add(&mut one, 3);
        assert!(one.store(&store) && other.follow(&store));
        assert_eq!(open(&store).content().0, [1, 2, 3]);
        assert_eq!(other.content(), one.content());
    }

    #[test]
    fn without_room_the_change_stays_in_the_window_and_is_stored_once_there_is_room() {
        let store = Memory::new(1);
        let mut record = open(&store);
        add(&mut record, 1);
        assert!(record.store(&store));
        add(&mut record, 2);
        assert!(!record.store(&store) && !record.is_stored());
        assert_eq!(
            (record.content().0.as_slice(), open(&store).content().0.as_slice()),
            ([1, 2].as_slice(), [1].as_slice())
        );
        let store = Memory { room: 100, ..store };
        assert!(record.store(&store));
        assert_eq!(open(&store).content().0, [1, 2]);
    }

    #[test]
    fn a_text_that_cannot_be_read_is_set_aside_whole() {
        let store = Memory::new(100);
        store.set("numbers", "1,later version");
        let mut record = open(&store);
        assert!(record.content().0.is_empty());
        add(&mut record, 2);
        assert!(record.store(&store));
        assert_eq!(open(&store).content().0, [2]);
        let texts: Vec<String> = record.unread(&store).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["1,later version"]);
        assert!(!record.set_unreadable_aside(&store), "it is set aside once");
    }

    #[test]
    fn a_text_that_cannot_be_read_is_never_overwritten_without_room_to_set_it_aside() {
        let store = Memory::new(20);
        store.set("numbers", "1,later version");
        let mut record = open(&store);
        add(&mut record, 2);
        assert!(!record.store(&store));
        assert_eq!(store.get("numbers").as_deref(), Some("1,later version"));
    }

    #[test]
    fn a_text_that_was_set_aside_comes_back_with_the_version_that_reads_it() {
        let store = Memory::new(100);
        store.set("numbers", "3");
        store.set("numbers unread 0123456789abcdef", "1,2");
        let record = open(&store);
        assert_eq!(record.content().0, [3, 1, 2]);
        assert!(record.unread(&store).is_empty());
        assert_eq!(open(&store).content().0, [3, 1, 2]);
    }

    #[test]
    fn a_field_that_would_be_lost_is_noticed() {
        let written = serde_json::json!({ "done": [{ "kind": "fact", "value": "x" }], "undone": [] });
        let is_whole = |stored: &str| is_all_in(&serde_json::from_str(stored).unwrap(), &written);
        assert!(is_whole(r#"{ "done": [{ "kind": "fact", "value": "x" }] }"#));
        assert!(!is_whole(r#"{ "done": [{ "kind": "fact", "value": "x", "why": "y" }] }"#));
        assert!(!is_whole(r#"{ "done": [] }"#));
        assert!(!is_whole(r#"{ "version": 2, "done": [{ "kind": "fact", "value": "x" }] }"#));
    }

    #[test]
    fn other_windows_changes_come_below_ones_own_that_could_not_be_stored() {
        let store = Memory::new(3);
        let (mut one, mut other) = (open(&store), open(&store));
        add(&mut one, 1000);
        assert!(!one.store(&store));
        add(&mut other, 2);
        assert!(other.store(&store) && one.follow(&store));
        assert_eq!(one.content().0, [2, 1000]);
    }
}
