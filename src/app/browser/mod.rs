//! The browser's own interfaces, one file per kind. This is the only part of the page that calls `web_sys`.
//!
//! Nothing here panics and nothing here is text for people: an operation that the browser refuses returns `None` or a
//! [`BrowserError`], which [`crate::app::labels`] puts into words.

mod clipboard;
mod document;
mod download;
mod error;
mod fetch;
mod files;
mod focus;
mod history;
mod inflate;
mod keyboard;
mod letters;
mod lock;
mod object;
mod one_file;
mod pointer;
mod reader_text;
mod scroll;
mod service_worker;
mod storage;
mod timers;
mod viewer;
mod worker;

pub use clipboard::copy;
pub use document::{empty_place, is_online, languages, make_current, meta, print, set_language, set_text, set_title};
pub use download::{download, save};
pub use error::BrowserError;
pub use fetch::{FetchedFiles, file_of_viewer};
pub use files::{
    ChosenFile, FileDrop, MAX_FILES, TextFile, chosen_file, chosen_files, dropped_file, entries, file_from_text,
    has_files, named_files,
};
pub use focus::{click_focused_link, focus, focused_id, is_dialog_open, keep_focus, remember_focus, return_focus};
pub use history::{hash, href, href_with_hash, on_hash_change, push_hash, reload, replace_hash, web_host};
pub use inflate::inflate;
pub use keyboard::{is_typed_into, on_key};
pub use letters::plain;
pub use lock::with_lock;
pub use object::field;
pub use pointer::{capture_pointer, fraction_across};
pub use reader_text::{TextObserver, highlight, on_text_selected, selected_letters, shown_text};
pub use scroll::{keep_open_view_in_sight, scroll_into_sight, scroll_to_middle, scroll_to_top};
pub use service_worker::{CacheFailure, CacheState, Registration, ServiceWorkers};
pub use storage::{keep_setting, keep_setting_here, remove_setting, setting, setting_here, setting_names};
#[cfg(debug_assertions)]
pub use timers::show_panics;
pub use timers::{Timer, after_drawing, after_ms, drawn, now_iso, now_ms, passed_ms, pause, today};
pub use viewer::{ViewerFiles, viewer_files};
pub use worker::{TaskError, WorkerSlot, WorkerTask};
