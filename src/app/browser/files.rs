//! Files that the reader chooses or drops.

use std::collections::VecDeque;

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DragEvent, File, FileList, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry, HtmlInputElement,
};

use super::object::{field, object};
use super::timers::pause;

/// The most files taken at once.
pub const MAX_FILES: usize = 200_000;

/// How many files are taken before a pause: each takes some hundredths of a millisecond.
const FILES_PER_PAUSE: usize = 400;

/// A file that the reader chose.
#[derive(Clone, Debug)]
pub struct ChosenFile {
    /// Its path below the chosen folder, with `/` between the parts.
    pub name: String,
    /// The file, unread.
    pub file: File,
}

/// The files chosen in an input.
pub fn chosen_files(event: &leptos::ev::Event) -> Array {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return Array::new() };
    let files = input.files().map(|files| Array::from(&files)).unwrap_or_default();
    // Emptied, so that the same files can be chosen again.
    input.set_value("");
    files
}

/// The file chosen in an input, and its size in bytes.
pub fn chosen_file(event: &leptos::ev::Event) -> Option<(TextFile, f64)> {
    let file: File = chosen_files(event).get(0).dyn_into().ok()?;
    let size = file.size();
    Some((TextFile(file), size))
}

/// The first file of a drop event, and its size in bytes.
pub fn dropped_file(event: &DragEvent) -> Option<(TextFile, f64)> {
    let file = event.data_transfer()?.files()?.get(0)?;
    let size = file.size();
    Some((TextFile(file), size))
}

/// A chosen file whose text can be read.
pub struct TextFile(File);

impl TextFile {
    /// The text of the file, read as UTF-8; none if the browser cannot read the file.
    pub async fn text(self) -> Option<String> {
        JsFuture::from(self.0.text()).await.ok()?.as_string()
    }
}

/// Files with their names; the files of a folder are named below it.
pub async fn named_files(files: Array) -> Vec<ChosenFile> {
    let mut chosen = Vec::new();
    for (n, file) in (1..).zip(files.iter()) {
        let file: File = file.unchecked_into();
        let path = field(&file, "webkitRelativePath").as_string();
        let below = path.as_deref().and_then(|path| path.split_once('/')).map(|(_, below)| below.to_owned());
        chosen.push(ChosenFile { name: below.unwrap_or_else(|| file.name()), file });
        pause_after(n).await;
    }
    sort_visible(&mut chosen);
    chosen
}

/// Files and their names for the worker.
pub async fn entries(chosen: Vec<ChosenFile>) -> Array {
    let entries = Array::new();
    for (n, ChosenFile { name, file }) in (1..).zip(chosen) {
        entries.push(&object(&[("name", name.into()), ("file", file.into())]));
        pause_after(n).await;
    }
    entries
}

/// Lets the browser draw and respond to the user, now and then.
async fn pause_after(n: usize) {
    if n.is_multiple_of(FILES_PER_PAUSE) {
        pause().await;
    }
}

/// A text as a file with this name.
pub fn file_from_text(name: &str, text: &str) -> Option<ChosenFile> {
    let file = File::new_with_str_sequence(&Array::of1(&text.into()), name).ok()?;
    Some(ChosenFile { name: name.to_owned(), file })
}

/// Whether files are being dragged.
pub fn has_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// Files and folders that were dropped. The browser gives access to them only during the event, so they are taken at once.
#[derive(Debug)]
pub struct FileDrop {
    entries: Vec<FileSystemEntry>,
    loose: Option<FileList>,
}

impl FileDrop {
    /// The files and folders of a drop event.
    pub fn new(event: &DragEvent) -> FileDrop {
        let data = event.data_transfer();
        let items = data.as_ref().map(|data| data.items());
        let entries: Vec<FileSystemEntry> = items
            .iter()
            .flat_map(|items| (0..items.length()).filter_map(|at| items.get(at)))
            .filter_map(|item| item.webkit_get_as_entry().ok().flatten())
            .collect();
        let loose = if entries.is_empty() { data.and_then(|data| data.files()) } else { None };
        FileDrop { entries, loose }
    }

    /// All its files. A single folder is the folder of documents; if several were dropped, the name of each file begins
    /// with the name of its folder.
    pub async fn files(self) -> Vec<ChosenFile> {
        match self.loose {
            Some(files) => named_files(Array::from(&files)).await,
            None => {
                let mut chosen = files_below(self.entries).await;
                sort_visible(&mut chosen);
                chosen
            }
        }
    }
}

/// The files of folders and their folders.
async fn files_below(entries: Vec<FileSystemEntry>) -> Vec<ChosenFile> {
    let alone = entries.len() == 1;
    let mut chosen = Vec::new();
    let mut waiting: VecDeque<(String, FileSystemEntry)> = VecDeque::new();
    for entry in entries {
        let name = if alone && entry.is_directory() { String::new() } else { entry.name() };
        waiting.push_back((name, entry));
    }
    while let Some((name, entry)) = waiting.pop_front() {
        if chosen.len() > MAX_FILES {
            break;
        }
        if entry.is_directory() {
            let reader = entry.unchecked_into::<FileSystemDirectoryEntry>().create_reader();
            // A directory reader returns its entries in batches, and an empty batch at the end.
            loop {
                let part = Promise::new(&mut |resolve, reject| {
                    if reader.read_entries_with_callback_and_callback(&resolve, &reject).is_err() {
                        reject.call0(&JsValue::NULL).ok();
                    }
                });
                let Ok(part) = JsFuture::from(part).await else { break };
                let part: Array = part.unchecked_into();
                if part.length() == 0 {
                    break;
                }
                for entry in part.iter().map(|entry| entry.unchecked_into::<FileSystemEntry>()) {
                    let below = if name.is_empty() { entry.name() } else { format!("{name}/{}", entry.name()) };
                    waiting.push_back((below, entry));
                }
            }
        } else {
            let entry = entry.unchecked_into::<FileSystemFileEntry>();
            let file = Promise::new(&mut |resolve, reject| {
                entry.file_with_callback_and_callback(&resolve, &reject);
            });
            if let Ok(file) = JsFuture::from(file).await {
                chosen.push(ChosenFile { name, file: file.unchecked_into() });
            }
        }
    }
    chosen
}

/// Sorts files by name and drops hidden ones.
fn sort_visible(chosen: &mut Vec<ChosenFile>) {
    chosen.retain(|file| !file.name.split('/').any(|part| part.starts_with('.')));
    chosen.sort_by(|a, b| a.name.cmp(&b.name));
}
