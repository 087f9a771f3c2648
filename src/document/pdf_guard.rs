//! What a PDF could do to the library that reads it: streams that unpack to far too much, forms within themselves, loops of
//! pages. The library would take all memory or the whole stack, so such a document is found here and refused.

use std::cell::Cell;
use std::io::{self, Read as _};

use flate2::read::{DeflateDecoder, ZlibDecoder};
use pdf_extract::{Dictionary, Document as PdfDocument, LoadOptions, Object, ObjectId, Stream};

use super::decode::find;
use super::error::ReadProblem;
use super::limits::{LimitReached, MAX_PDF_CONTENT_BYTES, MAX_PDF_UNPACKED_BYTES};

/// The deepest nesting of forms, and of groups of pages.
const MAX_NESTING: usize = 32;

/// The most encodings of a stream, one within the other.
const MAX_ENCODINGS: usize = 3;

/// How many times its length a stream in LZW counts as. More is possible, but not in ordinary documents.
const LZW_GROWTH: u64 = 200;

/// The packed bytes of the objects of an encrypted document. They unpack to at most 1,032 times as many.
const MAX_LOCKED_OBJECT_BYTES: usize = 512 << 10;

/// To show a form takes as much time as this many bytes of operators.
const FORM_COST: u64 = 4 << 10;

thread_local! {
    /// How many bytes the streams of the document that this thread loads may still unpack to. The library's hook is a plain
    /// function, so it has no other place for this.
    static BYTES_LEFT: Cell<Option<u64>> = const { Cell::new(None) };
}

/// Loads a document and makes sure that its pages can be read. Pictures are emptied.
pub(super) fn load(bytes: &[u8]) -> Result<PdfDocument, ReadProblem> {
    if is_locked(bytes) && !has_bounded_objects(bytes) {
        return Err(ReadProblem::LockedPdf);
    }
    BYTES_LEFT.set(Some(MAX_PDF_UNPACKED_BYTES));
    let options = LoadOptions::with_filter(admit);
    let loaded = if has_large_table(bytes) {
        BYTES_LEFT.set(None);
        Ok(PdfDocument::new())
    } else {
        PdfDocument::load_mem_with_options(bytes, options)
    };
    let too_long = || ReadProblem::TooLong(LimitReached::Document(MAX_PDF_UNPACKED_BYTES));
    let Some(mut left) = BYTES_LEFT.take() else { return Err(too_long()) };
    let mut document = loaded.map_err(|error| ReadProblem::BrokenPdf(error.to_string()))?;
    if document.trailer.get(b"Encrypt").is_ok() {
        return Err(ReadProblem::LockedPdf);
    }
    if document.was_encrypted() {
        // The library opens a document without a password by itself, and then calls no hook.
        for object in document.objects.values() {
            if let Object::Stream(stream) = object
                && !is_picture(stream)
            {
                left = left.checked_sub(unpacked_length(stream, left)).ok_or_else(too_long)?;
            }
        }
    }
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && is_picture(stream)
        {
            stream.set_plain_content(Vec::new());
        }
    }
    Ok(document)
}

/// Whether a page can be read. `left` is what the contents of all pages may still amount to, in bytes.
pub(super) fn check_page(document: &PdfDocument, page: ObjectId, left: &mut u64) -> Result<(), ReadProblem> {
    let broken = |what: &str| ReadProblem::BrokenPdf(what.to_owned());
    let dictionary = document.get_dictionary(page).map_err(|error| broken(&error.to_string()))?;
    let mut resources = None;
    let mut group = Some(dictionary);
    for depth in 0.. {
        let Some(node) = group else { break };
        if depth == MAX_NESTING {
            return Err(broken("a loop of pages"));
        }
        resources = resources.or_else(|| dictionary_in(document, node, b"Resources"));
        group = node.get(b"Parent").and_then(Object::as_reference).and_then(|id| document.get_dictionary(id)).ok();
    }
    let content = document.get_page_content(page).map_err(|error| broken(&error.to_string()))?;
    check_content(document, &content, resources, 0, left)
}

fn check_content(
    document: &PdfDocument,
    content: &[u8],
    resources: Option<&Dictionary>,
    depth: usize,
    left: &mut u64,
) -> Result<(), ReadProblem> {
    if depth == MAX_NESTING {
        return Err(ReadProblem::BrokenPdf("forms within forms without end".to_owned()));
    }
    let Some(rest) = left.checked_sub(content.len() as u64 + FORM_COST) else {
        return Err(ReadProblem::TooLong(LimitReached::Document(MAX_PDF_CONTENT_BYTES)));
    };
    *left = rest;
    let Some(forms) = resources.and_then(|resources| dictionary_in(document, resources, b"XObject")) else {
        return Ok(());
    };
    let mut words = content.split(|byte| byte.is_ascii_whitespace() || *byte == 0).filter(|word| !word.is_empty());
    let mut last: &[u8] = b"";
    words.try_for_each(|word| {
        let before = std::mem::replace(&mut last, word);
        let name =
            before.rsplit(|byte| *byte == b'/').next().filter(|_| before.contains(&b'/') && word.starts_with(b"Do"));
        let form = name.and_then(|name| forms.get(name).ok()).map(|form| document.dereference(form));
        let Some(Ok((_, Object::Stream(form)))) = form else { return Ok(()) };
        let own = dictionary_in(document, &form.dict, b"Resources").or(resources);
        let content = form.decompressed_content().unwrap_or_else(|_| form.content.clone());
        check_content(document, &content, own, depth + 1, left)
    })
}

fn dictionary_in<'d>(document: &'d PdfDocument, holder: &'d Dictionary, key: &[u8]) -> Option<&'d Dictionary> {
    let (_, object) = document.dereference(holder.get(key).ok()?).ok()?;
    object.as_dict().ok()
}

fn is_picture(stream: &Stream) -> bool {
    stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
        && !stream.dict.has_type(b"ObjStm")
}

/// Keeps an object that is being loaded, unless the document's streams unpack to too much.
fn admit(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    let left = BYTES_LEFT.get()?;
    if let Object::Stream(stream) = object
        && !is_picture(stream)
    {
        let unpacked = unpacked_length(stream, left);
        BYTES_LEFT.set(left.checked_sub(unpacked));
        if unpacked > left {
            return None;
        }
    }
    Some((id, object.clone()))
}

/// The bytes that a stream unpacks to, or more than `limit`.
fn unpacked_length(stream: &Stream, limit: u64) -> u64 {
    let filters = stream.filters().unwrap_or_default();
    if filters.len() > MAX_ENCODINGS {
        return u64::MAX;
    }
    let mut most = stream.content.len() as u64;
    let mut packed = stream.content.clone();
    for filter in filters {
        match filter {
            b"FlateDecode" => packed = inflated(&packed, limit),
            b"LZWDecode" => most = most.max((packed.len() as u64).saturating_mul(LZW_GROWTH)),
            // The letters of this encoding are a quarter more than what they encode.
            b"ASCII85Decode" => {
                let mut dictionary = Dictionary::new();
                dictionary.set("Filter", Object::Name(filter.to_vec()));
                packed = Stream::new(dictionary, packed).decompressed_content().unwrap_or_default();
            }
            _ => break,
        }
        most = most.max(packed.len() as u64);
        if most > limit {
            break;
        }
    }
    most
}

/// The bytes that the library would unpack; at most one more than `limit`.
fn inflated(packed: &[u8], limit: u64) -> Vec<u8> {
    let mut unpacked = Vec::new();
    ZlibDecoder::new(packed).take(limit.saturating_add(1)).read_to_end(&mut unpacked).ok();
    if let Some(bare) = packed.get(2..).filter(|_| unpacked.is_empty()) {
        DeflateDecoder::new(bare).take(limit.saturating_add(1)).read_to_end(&mut unpacked).ok();
    }
    unpacked
}

/// Whether a document says that it is encrypted. What says so is never packed.
fn is_locked(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == b'/') {
        rest = rest.get(at + 1..).unwrap_or_default();
        if begins_with_name(rest, b"Encrypt") {
            return true;
        }
    }
    false
}

/// Whether bytes begin with a name, any letter of which may be written as its code: `#45ncrypt`.
fn begins_with_name(mut bytes: &[u8], name: &[u8]) -> bool {
    name.iter().all(|letter| {
        let coded = bytes.strip_prefix(b"#").and_then(|code| {
            let digits = std::str::from_utf8(code.get(..2)?).ok()?;
            Some((u8::from_str_radix(digits, 16).ok()?, code.get(2..)?))
        });
        let Some((first, rest)) = coded.or_else(|| bytes.split_first().map(|(first, rest)| (*first, rest))) else {
            return false;
        };
        bytes = rest;
        first == *letter
    })
}

/// Whether the packed objects of an encrypted document are few enough to be unpacked unseen. The library unpacks them while
/// it loads the document, and says only then what they are.
fn has_bounded_objects(bytes: &[u8]) -> bool {
    let mark = b"stream";
    let (mut from, mut n_bytes) = (0, 0);
    // What the object has before its stream: objects, names in codes, the number of encodings, others than Deflate.
    let (mut is_packed, mut is_coded, mut n_encodings, mut is_other) = (false, false, 0, false);
    while let Some(start) = bytes.get(from..).and_then(|rest| find(rest, mark)).map(|at| from + at) {
        let mut part = bytes.get(from..start).unwrap_or_default();
        from = start + mark.len();
        if let Some(at) = part.windows(3).rposition(|word| word == b"obj") {
            part = part.get(at..).unwrap_or_default();
            (is_packed, is_coded, n_encodings, is_other) = (false, false, 0, false);
        }
        if part.ends_with(b"end") {
            continue;
        }
        is_packed |= find(part, b"ObjStm").is_some();
        is_coded |= part.contains(&b'#');
        let n = |word: &[u8]| part.windows(word.len()).filter(|other| *other == word).count();
        n_encodings += n(b"Decode");
        is_other |= n(b"FlateDecode") < n(b"Decode");
        if is_coded || is_packed && (is_other || n_encodings > 1) {
            return false;
        }
        if is_packed {
            let rest = bytes.get(from..).unwrap_or_default();
            n_bytes += find(rest, b"endstream").unwrap_or(rest.len());
        }
        if n_bytes > MAX_LOCKED_OBJECT_BYTES {
            return false;
        }
    }
    true
}

/// Whether a packed table of objects unpacks to too much. The library reads it before any object.
fn has_large_table(bytes: &[u8]) -> bool {
    /// How far before a stream its type is looked for.
    const MAX_BEFORE: usize = 2 << 10;
    let mark = b"stream";
    let mut left = MAX_PDF_UNPACKED_BYTES;
    let mut from = 0;
    while let Some(start) = bytes.get(from..).and_then(|rest| find(rest, mark)).map(|at| from + at) {
        from = start + mark.len();
        let before = bytes.get(start.saturating_sub(MAX_BEFORE)..start).unwrap_or_default();
        if find(before, b"XRef").is_none() || before.ends_with(b"end") {
            continue;
        }
        let content = bytes.get(from..).unwrap_or_default().trim_ascii_start();
        let mut limited = ZlibDecoder::new(content).take(left);
        let unpacked = io::copy(&mut limited, &mut io::sink()).unwrap_or_else(|_| left - limited.limit());
        left -= unpacked.min(left);
        if left == 0 {
            return true;
        }
    }
    false
}
