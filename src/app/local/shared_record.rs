//! A record of the reader's work in this browser, for the views of this window and for other windows.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::record::{RecordContent, StoredRecord, TextStore};
use super::storage::place;
use crate::app::browser;
use crate::app::components::when;
use crate::app::messages as m;

/// The texts that this browser stores for the page.
struct BrowserStore;

impl TextStore for BrowserStore {
    fn get(&self, name: &str) -> Option<String> {
        browser::setting(name)
    }

    fn set(&self, name: &str, text: &str) -> bool {
        browser::keep_setting(name, text);
        browser::setting(name).as_deref() == Some(text)
    }

    fn remove(&self, name: &str) {
        browser::remove_setting(name);
    }

    fn names(&self) -> Vec<String> {
        browser::setting_names()
    }
}

/// Whether the changes of this window are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordState {
    /// All of them are stored and were read back.
    Stored,
    /// The latest one is about to be stored.
    Pending,
    /// The browser did not store them.
    NotStored,
}

/// A record of the reader's work in this browser.
pub struct SharedRecord<T: RecordContent> {
    /// What the record contains now, with the changes of this window.
    pub content: RwSignal<T>,
    /// Whether the changes of this window are stored.
    pub state: RwSignal<RecordState>,
    /// Texts that this version cannot read: their names in the store and themselves.
    unread: RwSignal<Vec<(String, String)>>,
    record: StoredValue<Rc<RefCell<StoredRecord<T>>>, LocalStorage>,
    on_news: StoredValue<Rc<dyn Fn()>, LocalStorage>,
    name: StoredValue<String>,
}

impl<T: RecordContent> Clone for SharedRecord<T> {
    fn clone(&self) -> SharedRecord<T> {
        *self
    }
}

impl<T: RecordContent> Copy for SharedRecord<T> {}

impl<T: RecordContent> SharedRecord<T> {
    /// The record with this name, for this site alone. `on_news` is called after another window has changed it.
    pub fn open(name: &str, on_news: impl Fn() + 'static) -> SharedRecord<T> {
        let name = format!("{name} {}", place());
        let mut record: StoredRecord<T> = StoredRecord::open(name.clone(), &BrowserStore);
        record.set_unreadable_aside(&BrowserStore);
        let shared = SharedRecord {
            content: RwSignal::new(record.content().clone()),
            state: RwSignal::new(state_of(&record)),
            unread: RwSignal::new(record.unread(&BrowserStore)),
            record: StoredValue::new_local(Rc::new(RefCell::new(record))),
            on_news: StoredValue::new_local(Rc::new(on_news)),
            name: StoredValue::new(name),
        };
        let listeners = [
            window_event_listener(leptos::ev::storage, move |_| shared.follow()),
            // The last chance to store what still waits for its turn.
            window_event_listener(leptos::ev::pagehide, move |_| shared.store_now()),
        ];
        on_cleanup(move || {
            shared.store_now();
            listeners.into_iter().for_each(leptos::leptos_dom::helpers::WindowListenerHandle::remove);
        });
        shared
    }

    /// Takes over what another window has stored.
    fn follow(self) {
        let Some(record) = self.record.try_get_value() else { return };
        if record.borrow_mut().follow(&BrowserStore) {
            self.show(&record.borrow());
            self.tell_news();
        }
    }

    fn tell_news(self) {
        if let Some(on_news) = self.on_news.try_get_value() {
            on_news();
        }
    }

    /// Changes the record: at once in this window, and stored as soon as no other window is storing. `change` may be
    /// called again if another window stored a change of its own meanwhile.
    pub fn change(self, change: impl Fn(&mut T) + 'static) {
        let Some(record) = self.record.try_get_value() else { return };
        record.borrow_mut().change(Box::new(change));
        self.content.set(record.borrow().content().clone());
        if self.state.get_untracked() == RecordState::Stored {
            self.state.set(RecordState::Pending);
        }
        let Some(name) = self.name.try_get_value() else { return };
        spawn_local(async move {
            browser::with_lock(&name, move || {
                // The view that made the change may be gone; its change is stored all the same.
                if !record.borrow().is_pending() {
                    return;
                }
                let is_news = record.borrow_mut().follow(&BrowserStore);
                record.borrow_mut().store(&BrowserStore);
                self.show(&record.borrow());
                if is_news {
                    self.tell_news();
                }
            })
            .await;
        });
    }

    fn store_now(self) {
        let Some(record) = self.record.try_get_value() else { return };
        if record.borrow().is_pending() {
            record.borrow_mut().store(&BrowserStore);
        }
    }

    fn show(self, record: &StoredRecord<T>) {
        self.content.try_set(record.content().clone());
        self.state.try_set(state_of(record));
        self.unread.try_set(record.unread(&BrowserStore));
    }
}

fn state_of<T: RecordContent>(record: &StoredRecord<T>) -> RecordState {
    if record.is_stored() { RecordState::Stored } else { RecordState::NotStored }
}

/// What the reader must know about a record until it is settled: that it is not stored, or that there is a part that this
/// version cannot read, with the way to save that part as a file.
#[component]
pub fn RecordProblems<T: RecordContent>(
    /// The record.
    record: SharedRecord<T>,
    /// The sentence that says that the record is not stored.
    not_stored: &'static str,
) -> impl IntoView {
    let unread = move || {
        let unread = record.unread.get();
        unread.into_iter().map(|(name, text)| unread_text(record, name, text)).collect_view()
    };
    view! {
        {when(move || record.state.get() == RecordState::NotStored, move || view! {
            <p role="alert" class="record-problem">{not_stored}</p>
        }.into_any())}
        {unread}
    }
}

fn unread_text<T: RecordContent>(record: SharedRecord<T>, name: String, text: String) -> AnyView {
    let save = move |_| {
        browser::save("dateline-unread.json", "application/json", text.as_bytes()).ok();
    };
    let remove = move |_| {
        browser::remove_setting(&name);
        record.unread.update(|unread| unread.retain(|(other, _)| *other != name));
    };
    view! {
        <div role="alert" class="record-problem">
            <p>{m::record_unread()}</p>
            <p>
                <button type="button" class="quiet" on:click=save>{m::save_as_file()}</button>
                <button type="button" class="quiet" on:click=remove>{m::record_unread_delete()}</button>
            </p>
        </div>
    }
    .into_any()
}
