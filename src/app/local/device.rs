//! What the browser lends to documents of one's own: files, drops, workers, downloads. As in [`crate::app::browser`],
//! nothing here panics.

use std::collections::VecDeque;

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DragEvent, Element, File, FileList, FileSystemDirectoryEntry, FileSystemEntry,
    FileSystemFileEntry, HtmlElement, HtmlInputElement,
};

use crate::app::browser::{block_bytes, fetched, field, meta, viewer_block};
use crate::app::messages as m;
use crate::pack::VIEWER_ATTRIBUTE;

/// The most files that are taken at once.
pub const MOST_FILES: usize = 200_000;

/// A file that the user chose, with its path below the chosen folder, with `/`.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The path.
    pub name: String,
    /// The file, unread.
    pub file: File,
}

/// How many files are taken without a pause: each takes some hundredths of a millisecond.
const WITHOUT_PAUSE: usize = 400;

/// The files that were chosen in an input, as they are.
pub fn of_input(event: &leptos::ev::Event) -> Array {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return Array::new() };
    let files = input.files().map(|files| Array::from(&files)).unwrap_or_default();
    // The same files can be chosen again.
    input.set_value("");
    files
}

/// Files with their names; those of a folder are named below it.
pub async fn named(files: Array) -> Vec<Chosen> {
    let mut chosen = Vec::new();
    for (n, file) in (1..).zip(files.iter()) {
        let file: File = file.unchecked_into();
        let path = field(&file, "webkitRelativePath").as_string();
        let below = path.as_deref().and_then(|path| path.split_once('/')).map(|(_, below)| below.to_owned());
        chosen.push(Chosen { name: below.unwrap_or_else(|| file.name()), file });
        pause_after(n).await;
    }
    tidy(&mut chosen);
    chosen
}

/// Files and their names for the worker.
pub async fn entries(chosen: Vec<Chosen>) -> Array {
    let entries = Array::new();
    for (n, Chosen { name, file }) in (1..).zip(chosen) {
        entries.push(&object(&[("name", name.into()), ("file", file.into())]));
        pause_after(n).await;
    }
    entries
}

/// Lets the browser draw and answer the user, now and then.
async fn pause_after(n: usize) {
    if n.is_multiple_of(WITHOUT_PAUSE) {
        breathe().await;
    }
}

/// A text as a file of this name.
pub fn of_text(name: &str, text: &str) -> Option<Chosen> {
    let file = File::new_with_str_sequence(&Array::of1(&text.into()), name).ok()?;
    Some(Chosen { name: name.to_owned(), file })
}

/// Whether files are dragged.
pub fn has_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// What was dropped, taken hold of: the browser lends a drop only until its event is over.
#[derive(Debug)]
pub struct Dropped {
    entries: Vec<FileSystemEntry>,
    loose: Option<FileList>,
}

impl Dropped {
    /// The files and folders of a drop.
    pub fn of(event: &DragEvent) -> Dropped {
        let data = event.data_transfer();
        let items = data.as_ref().map(|data| data.items());
        let entries: Vec<FileSystemEntry> = items
            .iter()
            .flat_map(|items| (0..items.length()).filter_map(|at| items.get(at)))
            .filter_map(|item| item.webkit_get_as_entry().ok().flatten())
            .collect();
        let loose = if entries.is_empty() { data.and_then(|data| data.files()) } else { None };
        Dropped { entries, loose }
    }

    /// All files of it. One folder alone is the folder of documents; of several, each file's name begins with its own.
    pub async fn files(self) -> Vec<Chosen> {
        match self.loose {
            Some(files) => named(Array::from(&files)).await,
            None => {
                let mut chosen = below(self.entries).await;
                tidy(&mut chosen);
                chosen
            }
        }
    }
}

async fn below(entries: Vec<FileSystemEntry>) -> Vec<Chosen> {
    let alone = entries.len() == 1;
    let mut chosen = Vec::new();
    let mut waiting: VecDeque<(String, FileSystemEntry)> = VecDeque::new();
    for entry in entries {
        let name = if alone && entry.is_directory() { String::new() } else { entry.name() };
        waiting.push_back((name, entry));
    }
    while let Some((name, entry)) = waiting.pop_front() {
        if chosen.len() > MOST_FILES {
            break;
        }
        if entry.is_directory() {
            let reader = entry.unchecked_into::<FileSystemDirectoryEntry>().create_reader();
            // A reader hands its entries over in parts, and none when it is done.
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
                chosen.push(Chosen { name, file: file.unchecked_into() });
            }
        }
    }
    chosen
}

/// By name, without hidden files.
fn tidy(chosen: &mut Vec<Chosen>) {
    chosen.retain(|file| !file.name.split('/').any(|part| part.starts_with('.')));
    chosen.sort_by(|a, b| a.name.cmp(&b.name));
}

/// An object for JavaScript.
pub fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &(*name).into(), value).ok();
    }
    object
}

/// The name of the parser that belongs to this viewer, without its endings.
pub fn parser_name() -> Option<String> {
    meta("parser")
}

/// The files of this viewer that are loaded later, which the page names in an element `meta` without their ending.
fn later_files(named: &str, ending: &str) -> Vec<String> {
    let names = meta(named).unwrap_or_default();
    names.split(' ').filter(|name| !name.is_empty()).map(|name| format!("{name}.{ending}")).collect()
}

/// The bytes of a file of the viewer that stands in the page itself.
pub fn viewer_file(name: &str) -> Option<Vec<u8>> {
    block_bytes(&viewer_block(name)?).map(|bytes| bytes.to_vec())
}

/// The address of bytes that a worker or a download can be made of.
pub fn blob_address(bytes: &Uint8Array, content_type: &str) -> Option<String> {
    let options = BlobPropertyBag::new();
    options.set_type(content_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(bytes), &options).ok()?;
    web_sys::Url::create_object_url_with_blob(&blob).ok()
}

/// Gives an address up that [`blob_address`] made.
pub fn drop_address(address: &str) {
    web_sys::Url::revoke_object_url(address).ok();
}

/// Offers bytes as a file to save.
pub fn download(name: &str, bytes: &Uint8Array, content_type: &str) {
    let Some(address) = blob_address(bytes, content_type) else { return };
    if let Ok(link) = document().create_element("a")
        && let Ok(link) = link.dyn_into::<HtmlElement>()
    {
        link.set_attribute("href", &address).ok();
        link.set_attribute("download", name).ok();
        link.click();
    }
    // The browser takes the bytes some time after the click.
    crate::app::browser::after_ms(60_000, move || drop_address(&address)).forget();
}

/// Lets the browser draw and answer the user.
pub async fn breathe() {
    let turn = Promise::new(&mut |resolve, _| {
        window().set_timeout_with_callback(&resolve).ok();
    });
    JsFuture::from(turn).await.ok();
}

/// Milliseconds since some fixed moment.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// What a page of one file is made of, for the worker: `packed` where this page is such a one, else `viewer`.
///
/// # Errors
///
/// Names the file of the viewer that could not be had.
pub async fn viewer() -> Result<(&'static str, Object), String> {
    if let Ok(Some(wasm)) = document().query_selector("script[data-wasm]") {
        let text = |selector: &str| {
            let found = document().query_selector(selector).ok().flatten();
            JsValue::from(found.and_then(|element| element.text_content()).unwrap_or_default())
        };
        let blocks = Object::new();
        if let Ok(found) = document().query_selector_all(&format!("script[{VIEWER_ATTRIBUTE}]")) {
            for block in (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<Element>().ok()) {
                let name = block.get_attribute(VIEWER_ATTRIBUTE).unwrap_or_default();
                let bytes = block_bytes(&block).unwrap_or_else(|| Uint8Array::new_with_length(0));
                Reflect::set(&blocks, &name.into(), &bytes).ok();
            }
        }
        let wasm = block_bytes(&wasm).unwrap_or_else(|| Uint8Array::new_with_length(0));
        let fields = [
            ("blocks", blocks.into()),
            ("style", text("head > style")),
            ("script", text("body > script[type=module]")),
            ("wasm", wasm.into()),
        ];
        return Ok(("packed", object(&fields)));
    }
    let mut names = Vec::new();
    if let Ok(links) = document().query_selector_all("link[rel=stylesheet], link[rel=modulepreload]") {
        for link in (0..links.length()).filter_map(|at| links.item(at)?.dyn_into::<Element>().ok()) {
            let name = link.get_attribute("href").unwrap_or_default().trim_start_matches("./").to_owned();
            names.extend(name.strip_suffix(".js").map(|stem| format!("{stem}_bg.wasm")));
            names.push(name);
        }
    }
    if let Some(parser) = parser_name() {
        names.extend([format!("{parser}.js"), format!("{parser}_bg.wasm")]);
    }
    names.extend(later_files("parts", "wasm"));
    names.extend(later_files("languages", "txt"));
    let files = Object::new();
    let page = crate::app::browser::href_with_hash("");
    let addresses = names.into_iter().map(|name| (name.clone(), name));
    for (name, address) in addresses.chain([("index.html".to_owned(), page)]) {
        let bytes = fetched(&address).await.map_err(|problem| m::error_unavailable(&name, &problem))?;
        Reflect::set(&files, &name.into(), &bytes).ok();
    }
    Ok(("viewer", files))
}
