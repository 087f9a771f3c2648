//! The browser's own interfaces: the only file with raw calls to them. Nothing here panics; what the browser refuses
//! is an `Err` or `None`.

use gloo::timers::callback::Timeout;
use leptos::prelude::{document, on_cleanup, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement, Response, ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::app::messages as m;
use crate::bundle::{FileError, Files, MANIFEST_NAME};
use crate::pack::{FILE_ATTRIBUTE, VIEWER_ATTRIBUTE};

/// The link to the view that is open.
const OPEN_VIEW: &str = ".masthead nav [aria-current]";

/// The files of a folder beside the page.
pub struct FetchedFiles {
    folder: &'static str,
}

impl FetchedFiles {
    /// The folder with this name beside the page.
    pub fn beside_the_page(folder: &'static str) -> FetchedFiles {
        FetchedFiles { folder }
    }
}

impl Files for FetchedFiles {
    async fn fetch(&self, name: &str) -> Result<Vec<u8>, FileError> {
        if let Some(packed) = packed_file(name) {
            return packed;
        }
        fetched(&format!("{}/{name}", self.folder)).await.map(|bytes| bytes.to_vec()).map_err(FileError)
    }

    async fn inflate(&self, bytes: Vec<u8>, length: usize) -> Result<Vec<u8>, FileError> {
        inflated(bytes, length).await
    }
}

/// The most memory that is set aside for a file before any of it is there.
const MOST_AHEAD: usize = 1 << 20;

/// The bytes that a zlib stream holds, which are `length` ones. Long files do not keep the page from answering.
///
/// # Errors
///
/// Where the stream is damaged or holds more.
pub async fn inflated(bytes: Vec<u8>, length: usize) -> Result<Vec<u8>, FileError> {
    let damaged = || FileError("it cannot be decompressed".to_owned());
    let packed = js_sys::Uint8Array::from(&*bytes);
    drop(bytes);
    unpacked(&packed, "deflate", length).await.ok_or_else(damaged)
}

/// The bytes that a stream of a format of `DecompressionStream` holds, unless they are more than `length`.
async fn unpacked(packed: &js_sys::Uint8Array, format: &str, length: usize) -> Option<Vec<u8>> {
    let reader = unpacking(packed, format, length)?;
    let mut unpacked = Vec::with_capacity(length.min(MOST_AHEAD));
    let mut paused = 0;
    loop {
        if unpacked.len() - paused > MOST_AHEAD {
            paused = unpacked.len();
            pause().await;
        }
        let part = JsFuture::from(reader.read()).await.ok()?;
        if field(&part, "done").is_truthy() {
            return Some(unpacked);
        }
        let part = field(&part, "value").dyn_into::<js_sys::Uint8Array>().ok()?;
        let from = unpacked.len();
        let to = from + part.length() as usize;
        // What holds more than it says is damaged, and may hold any amount.
        if to > length {
            return None;
        }
        unpacked.resize(to, 0);
        part.copy_to(unpacked.get_mut(from..to).unwrap_or_default());
    }
}

/// A reader of what these bytes unpack to, about `length` bytes. They are handed over in pieces that unpack to about a
/// megabyte each: a browser unpacks each of them in one go, and what repeats itself unpacks to a thousand times its length.
fn unpacking(packed: &js_sys::Uint8Array, format: &str, length: usize) -> Option<web_sys::ReadableStreamDefaultReader> {
    let class: js_sys::Function =
        js_sys::Reflect::get(&window(), &"DecompressionStream".into()).ok()?.dyn_into().ok()?;
    let inflate = js_sys::Reflect::construct(&class, &js_sys::Array::of1(&format.into())).ok()?;
    let writer = call(&field(&inflate, "writable"), "getWriter", &JsValue::UNDEFINED)?;
    let (packed, end) = (packed.clone(), packed.length());
    // Files of the viewer do not say how long they are, and are short.
    let n_pieces = if length == usize::MAX { 1 } else { length / MOST_AHEAD + 1 };
    let piece = (end / n_pieces as u32).max(512);
    leptos::task::spawn_local(async move {
        let mut from = 0;
        // Nobody waits where the reader is gone or the bytes are damaged.
        while from < end {
            let part = packed.subarray(from, end.min(from + piece));
            let Some(written) = call(&writer, "write", &part) else { return };
            if JsFuture::from(js_sys::Promise::from(written)).await.is_err() {
                return;
            }
            from += piece;
        }
        if let Some(closed) = call(&writer, "close", &JsValue::UNDEFINED) {
            JsFuture::from(js_sys::Promise::from(closed)).await.ok();
        }
    });
    field(&inflate, "readable").dyn_into::<web_sys::ReadableStream>().ok()?.get_reader().dyn_into().ok()
}

/// A field of an object; undefined where there is none.
pub fn field(object: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// What a method of an object gives.
fn call(object: &JsValue, method: &str, argument: &JsValue) -> Option<JsValue> {
    let method: js_sys::Function = field(object, method).dyn_into().ok()?;
    method.call1(object, argument).ok()
}

/// The bytes at an address.
///
/// # Errors
///
/// Says why they could not be had.
pub async fn fetched(address: &str) -> Result<js_sys::Uint8Array, String> {
    let told = |problem: JsValue| reason(&problem);
    let response = JsFuture::from(window().fetch_with_str(address)).await.map_err(told)?;
    let response: Response = response.dyn_into().map_err(told)?;
    if !response.ok() {
        return Err(m::browser_status(&response.status().to_string()));
    }
    let buffer = JsFuture::from(response.array_buffer().map_err(told)?).await.map_err(told)?;
    Ok(js_sys::Uint8Array::new(&buffer))
}

/// A file of the viewer: from the page, where it stands there as a gzip file, else from beside it.
pub async fn file_of_viewer(name: &str) -> Option<Vec<u8>> {
    let Some(block) = viewer_block(name) else {
        return fetched(name).await.ok().map(|bytes| bytes.to_vec());
    };
    unpacked(&block_bytes(&block)?, "gzip", usize::MAX).await
}

/// What an element `meta` of the page says.
pub fn meta(name: &str) -> Option<String> {
    document().query_selector(&format!("meta[name={name}]")).ok()??.get_attribute("content")
}

/// The reader's languages, as BCP 47 codes, the best known first.
pub fn languages() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|code| code.as_string()).collect()
}

/// Says in which language the page is, and how that is written.
pub fn set_language(code: &str, direction: &str) {
    if let Some(root) = document().document_element() {
        root.set_attribute("lang", code).ok();
        root.set_attribute("dir", direction).ok();
    }
}

/// Puts a text into the element with this id.
pub fn set_text(id: &str, text: &str) {
    if let Some(element) = element(id) {
        element.set_text_content(Some(text));
    }
}

/// A file of the bundle that stands in the page itself, as text in base 64; see [`crate::pack`]. A page that holds a
/// bundle holds all of it, and may fetch nothing.
fn packed_file(name: &str) -> Option<Result<Vec<u8>, FileError>> {
    let block = |name: &str| document().query_selector(&format!("script[{FILE_ATTRIBUTE}=\"{name}\"]")).ok().flatten();
    block(MANIFEST_NAME)?;
    let is_plain = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c));
    let Some(block) = block(name).filter(|_| is_plain(name)) else {
        return Some(Err(FileError(m::browser_not_in_page().to_owned())));
    };
    let bytes = block_bytes(&block).map(|bytes| bytes.to_vec());
    Some(bytes.ok_or_else(|| FileError(m::browser_damaged_block().to_owned())))
}

/// The element of a page of one file that holds a file of the viewer.
pub fn viewer_block(name: &str) -> Option<Element> {
    document().query_selector(&format!("script[{VIEWER_ATTRIBUTE}=\"{name}\"]")).ok()?
}

/// The bytes that an element of a page of one file holds as text in base 64. What starts such a page reads it; see
/// [`crate::pack`].
pub fn block_bytes(block: &Element) -> Option<js_sys::Uint8Array> {
    let read: js_sys::Function = js_sys::Reflect::get(&window(), &"datelineBytes".into()).ok()?.dyn_into().ok()?;
    read.call1(&JsValue::NULL, block).ok()?.dyn_into().ok()
}

/// Why the browser refused, in its own words.
pub fn reason(problem: &JsValue) -> String {
    let error = problem.dyn_ref::<js_sys::Error>();
    error.map_or_else(|| m::browser_refused().to_owned(), |error| String::from(error.message()))
}

/// What stands after `#` in the address, without it.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default().trim_start_matches('#').to_owned()
}

/// The whole address of the page as it is now.
pub fn href() -> String {
    window().location().href().unwrap_or_default()
}

/// The address of the page with something else after `#`.
pub fn href_with_hash(hash: &str) -> String {
    let href = href();
    let page = href.split('#').next().unwrap_or_default();
    if hash.is_empty() { page.to_owned() } else { format!("{page}#{hash}") }
}

/// Adds an entry to the browser's history.
pub fn push_hash(hash: &str) {
    if let Ok(history) = window().history() {
        history.push_state_with_url(&JsValue::NULL, "", Some(&href_with_hash(hash))).ok();
    }
}

/// Replaces the present entry of the browser's history.
pub fn replace_hash(hash: &str) {
    if let Ok(history) = window().history() {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&href_with_hash(hash))).ok();
    }
}

/// Calls back whenever the address changes by other means than this page's own calls: links, Back, Forward, typing.
pub fn on_hash_change(callback: impl FnMut() + 'static) {
    let listener = Closure::<dyn FnMut()>::new(callback);
    let function = listener.as_ref().unchecked_ref();
    for event in ["hashchange", "popstate"] {
        window().add_event_listener_with_callback(event, function).ok();
    }
    listener.forget();
}

/// The title of the window.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Whether a dialog is open above the page.
pub fn is_dialog_open() -> bool {
    document().query_selector("[role=dialog]").is_ok_and(|dialog| dialog.is_some())
}

/// The element with this id, emptied.
pub fn empty_place(id: &str) -> Option<HtmlElement> {
    let place = document().get_element_by_id(id)?.dyn_into::<HtmlElement>().ok()?;
    place.set_text_content(None);
    Some(place)
}

/// Moves the focus to the element with this id once the page is drawn; returns at once.
pub fn focus(id: impl Into<String>) {
    let id = id.into();
    after_drawing(move || {
        if let Some(element) = element(&id) {
            element.focus().ok();
        }
    });
}

/// Moves the focus to the element with this id if nothing else has it, as when a list was sorted anew around it.
pub fn keep_focus(id: impl Into<String>) {
    let id = id.into();
    after_drawing(move || {
        let lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
        if let Some(element) = element(&id).filter(|_| lost) {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            element.focus_with_options(&options).ok();
        }
    });
}

/// Follows the link that has the focus.
pub fn click_focused_link() {
    let focused = document().active_element().filter(|element| element.tag_name() == "A");
    if let Some(link) = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        link.click();
    }
}

/// The id of the element that has the focus.
pub fn focused_id() -> Option<String> {
    document().active_element().map(|element| element.id()).filter(|id| !id.is_empty())
}

/// Brings the element with this id to the middle of what scrolls around it.
pub fn scroll_to_middle(id: &str) {
    if let Some(element) = element(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Center);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Brings the element with this id just into view.
pub fn scroll_into_sight(id: &str) {
    if let Some(element) = element(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Brings the link to the view that is open into sight, now and when what is drawn now has gone: on a narrow page these
/// links are in a row that scrolls.
pub fn keep_open_view_in_sight() {
    let show = || {
        after_drawing(|| {
            if let Ok(Some(link)) = document().query_selector(OPEN_VIEW) {
                let options = ScrollIntoViewOptions::new();
                options.set_block(ScrollLogicalPosition::Nearest);
                link.scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
    };
    show();
    on_cleanup(show);
}

/// Makes the mark with this id the current one of all marks, or none.
pub fn make_current(id: Option<&str>) {
    if let Ok(Some(before)) = document().query_selector("mark[aria-current]") {
        before.remove_attribute("aria-current").ok();
    }
    if let Some(now) = id.and_then(element) {
        now.set_attribute("aria-current", "true").ok();
    }
}

/// Scrolls the element with this id to its top.
pub fn scroll_to_top(id: &str) {
    if let Some(element) = element(id) {
        element.set_scroll_top(0);
    }
}

fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Calls back after the next drawing.
pub fn after_drawing(callback: impl FnOnce() + 'static) {
    // What the browser calls is made once, not for each kind of callback.
    let callback: Box<dyn FnOnce()> = Box::new(callback);
    leptos::prelude::request_animation_frame(callback);
}

/// Calls back after so many milliseconds, unless what is returned is dropped before.
pub fn after_ms(ms: u32, callback: impl FnOnce() + 'static) -> Timeout {
    let callback: Box<dyn FnOnce()> = Box::new(callback);
    Timeout::new(ms, callback)
}

/// Whether a keyboard event goes to a field that takes text, so that letters are no shortcuts.
pub fn is_typed_into(event: &leptos::ev::KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return false };
    match target.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(target.get_attribute("type").as_deref(), Some("checkbox" | "radio" | "button")),
        _ => false,
    }
}

/// Calls back for every key that is pressed anywhere on the page, until the owner is gone.
pub fn on_key(callback: impl Fn(leptos::ev::KeyboardEvent) + 'static) {
    let handle = leptos::prelude::window_event_listener(leptos::ev::keydown, callback);
    on_cleanup(move || handle.remove());
}

/// Where on an element a pointer is: 0 at its left edge, 1 at its right edge, and never beyond.
pub fn fraction_across(event: &leptos::ev::PointerEvent) -> f64 {
    let Some(element) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else { return 0.0 };
    let bounds = element.get_bounding_client_rect();
    if bounds.width() <= 0.0 {
        return 0.0;
    }
    ((f64::from(event.client_x()) - bounds.left()) / bounds.width()).clamp(0.0, 1.0)
}

/// Lets an element receive the pointer's events until the pointer is released, wherever it goes.
pub fn capture_pointer(event: &leptos::ev::PointerEvent) {
    if let Some(element) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
        element.set_pointer_capture(event.pointer_id()).ok();
    }
}

/// Puts text on the clipboard.
///
/// # Errors
///
/// Where the browser has no clipboard for this page or the user refuses.
pub async fn copy(text: &str) -> Result<(), String> {
    let navigator: JsValue = window().navigator().into();
    let there = js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object());
    if !there {
        return Err(m::browser_no_clipboard().to_owned());
    }
    let written = JsFuture::from(window().navigator().clipboard().write_text(text)).await;
    written.map(|_| ()).map_err(|problem| reason(&problem))
}

/// Whether the page is one file with its archive in it; see [`crate::pack`].
pub fn is_one_file() -> bool {
    let manifest = format!("script[{FILE_ATTRIBUTE}=\"{MANIFEST_NAME}\"]");
    document().query_selector(&manifest).is_ok_and(|block| block.is_some())
}

/// The addresses of all that the page has fetched.
pub fn fetched_addresses() -> js_sys::Array {
    let entries = window().performance().map(|performance| performance.get_entries_by_type("resource"));
    let name = |entry: JsValue| field(&entry, "name");
    entries.map(|entries| entries.iter().map(name).collect()).unwrap_or_default()
}

/// Loads the page anew.
pub fn load_anew() {
    window().location().reload().ok();
}

/// Offers a file for saving.
///
/// # Errors
///
/// Where the browser refuses.
pub fn save(name: &str, mime: &str, bytes: &[u8]) -> Result<(), String> {
    let told = |problem: JsValue| reason(&problem);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes).into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(mime);
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).map_err(told)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob).map_err(told)?;
    let link: web_sys::HtmlAnchorElement =
        document().create_element("a").map_err(told)?.dyn_into().map_err(|_| m::browser_refused().to_owned())?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    after_ms(10_000, move || {
        web_sys::Url::revoke_object_url(&url).ok();
    })
    .forget();
    Ok(())
}

/// Opens the browser's dialog for printing.
pub fn print() {
    window().print().ok();
}

/// A setting that this browser keeps for the page.
pub fn setting(name: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(&format!("dateline.{name}")).ok()?
}

/// Keeps a setting in this browser; it is lost where the browser keeps nothing.
pub fn keep_setting(name: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        storage.set_item(&format!("dateline.{name}"), value).ok();
    }
}

/// A setting that this browser keeps for this page's own address: pages of one host share their store.
pub fn setting_here(name: &str) -> Option<String> {
    setting(&name_here(name))
}

/// Keeps a setting for this page's own address.
pub fn keep_setting_here(name: &str, value: &str) {
    keep_setting(&name_here(name), value);
}

fn name_here(name: &str) -> String {
    let href = href();
    let here = href.split(['#', '?']).next().unwrap_or_default().trim_end_matches("index.html");
    [name, here].join(" ")
}

/// The text of the file that was chosen in an input.
pub async fn text_of_input(event: &leptos::ev::Event) -> Option<String> {
    let input = event.target()?.dyn_into::<web_sys::HtmlInputElement>().ok()?;
    let file = input.files()?.item(0)?;
    // The same file can be chosen again.
    input.set_value("");
    JsFuture::from(file.text()).await.ok()?.as_string()
}

/// Milliseconds of the browser's clock: only for telling how long something takes.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// Gives the browser time to draw and to answer the user.
pub async fn pause() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 0).ok();
    });
    JsFuture::from(promise).await.ok();
}

/// Waits until what has changed is drawn, so that the page answers a press before it counts; at most a tenth of a second,
/// since pages out of sight are not drawn.
pub async fn drawn() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 100).ok();
        leptos::prelude::request_animation_frame(move || {
            window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 0).ok();
        });
    });
    JsFuture::from(promise).await.ok();
}

/// Today as `YYYY-MM-DD`, in UTC: only for what is stamped on an export or a citation.
pub fn today() -> String {
    String::from(js_sys::Date::new_0().to_iso_string()).chars().take(10).collect()
}

/// Tells a panic in the console, and its place at the root element. Only a build without optimisation has words for it;
/// that the page has stopped is shown by `broken.js`.
#[cfg(debug_assertions)]
pub fn tell_panics() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        let place = info.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
        if let Some(root) = document().document_element() {
            root.set_attribute("data-failed", &place).ok();
        }
    }));
}
