//! Decompression by the browser's `DecompressionStream`.

use leptos::prelude::window;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::object::{call, field};
use super::timers::pause;
use crate::bundle::FileError;

/// The most memory reserved for a file before any of it has arrived, in bytes.
const MAX_RESERVED: usize = 1 << 20;

/// The smallest piece handed to the browser at once, in bytes.
const MIN_PIECE: u32 = 512;

/// The `length` bytes that a zlib stream holds. The page keeps responding while a long file is decompressed.
///
/// # Errors
///
/// [`FileError::BadCompression`] if the stream is damaged or holds more than `length` bytes.
pub async fn inflate(bytes: Vec<u8>, length: usize) -> Result<Vec<u8>, FileError> {
    let packed = js_sys::Uint8Array::from(&*bytes);
    drop(bytes);
    decompress(&packed, "deflate", length).await.ok_or(FileError::BadCompression)
}

/// The bytes that a stream of one of the formats of `DecompressionStream` holds; none if they are more than `length`.
pub async fn decompress(packed: &js_sys::Uint8Array, format: &str, length: usize) -> Option<Vec<u8>> {
    let reader = decompression(packed, format, length)?;
    let mut unpacked = Vec::with_capacity(length.min(MAX_RESERVED));
    let mut paused = 0;
    loop {
        if unpacked.len() - paused > MAX_RESERVED {
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
        // A stream that holds more than it says is damaged, and may hold any amount.
        if to > length {
            return None;
        }
        unpacked.resize(to, 0);
        part.copy_to(unpacked.get_mut(from..to).unwrap_or_default());
    }
}

/// A reader of the decompressed bytes, about `length` of them. The stream is fed in pieces that decompress to about a
/// megabyte each: a browser decompresses a piece in one go, and repetitive data grows a thousandfold.
fn decompression(
    packed: &js_sys::Uint8Array,
    format: &str,
    length: usize,
) -> Option<web_sys::ReadableStreamDefaultReader> {
    let class: js_sys::Function =
        js_sys::Reflect::get(&window(), &"DecompressionStream".into()).ok()?.dyn_into().ok()?;
    let stream = js_sys::Reflect::construct(&class, &js_sys::Array::of1(&format.into())).ok()?;
    let writer = call(&field(&stream, "writable"), "getWriter", &JsValue::UNDEFINED)?;
    let (packed, end) = (packed.clone(), packed.length());
    // The length of the viewer's own files is not known, but they are short.
    let n_pieces = if length == usize::MAX { 1 } else { length / MAX_RESERVED + 1 };
    let piece = (end / n_pieces as u32).max(MIN_PIECE);
    leptos::task::spawn_local(async move {
        let mut from = 0;
        // Writing fails if the reader is gone or the bytes are damaged; nobody waits for it then.
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
    field(&stream, "readable").dyn_into::<web_sys::ReadableStream>().ok()?.get_reader().dyn_into().ok()
}
