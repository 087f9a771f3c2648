//! Pages that Safari saves (`.webarchive`): a binary property list with the page and its address.

use super::error::ReadProblem;
use super::sink::DocumentSink;
use super::{Transport, html};

/// The most objects that are visited to find the page.
const MAX_VISITS: usize = 100_000;

/// Passes on the page.
pub(super) fn document(sink: &mut DocumentSink<'_>, bytes: &[u8], transport: Transport) {
    let list = PropertyList::parse(bytes);
    let page = list.as_ref().and_then(|list| {
        let main = list.value(list.top, "WebMainResource")?;
        let data = list.data(list.value(main, "WebResourceData")?)?;
        let text = |name: &str| list.text(list.value(main, name)?);
        Some((data, text("WebResourceURL"), text("WebResourceMIMEType"), text("WebResourceTextEncodingName")))
    });
    let Some((data, url, kind, charset)) = page else {
        return sink.failed_document(None, ReadProblem::MessageWithoutPage);
    };
    let kind = kind.unwrap_or_else(|| "text/html".to_owned());
    let content_type = charset.map_or_else(|| kind.clone(), |charset| format!("{kind}; charset={charset}"));
    let url = url.filter(|url| url.starts_with("http")).or(transport.url);
    html::document(sink, data, Transport { url, content_type: Some(content_type), ..transport });
}

/// A binary property list (version 00): objects, a table of their places, and a trailer.
struct PropertyList<'a> {
    bytes: &'a [u8],
    /// The bytes of a place and of a reference.
    n_place_bytes: usize,
    n_reference_bytes: usize,
    n_objects: usize,
    table: usize,
    /// The number of the outermost object.
    top: usize,
}

impl<'a> PropertyList<'a> {
    fn parse(bytes: &'a [u8]) -> Option<PropertyList<'a>> {
        let trailer = bytes.get(bytes.len().checked_sub(32)?..)?;
        let number = |from: usize| trailer.get(from..from + 8).and_then(big_endian);
        let list = PropertyList {
            bytes,
            n_place_bytes: usize::from(*trailer.get(6)?),
            n_reference_bytes: usize::from(*trailer.get(7)?),
            n_objects: number(8)?,
            top: number(16)?,
            table: number(24)?,
        };
        let is_size = |n: usize| (1..=8).contains(&n);
        (is_size(list.n_place_bytes) && is_size(list.n_reference_bytes)).then_some(list)
    }

    /// The bytes from an object on.
    fn object(&self, n: usize) -> Option<&'a [u8]> {
        if n >= self.n_objects {
            return None;
        }
        let at = self.table.checked_add(n.checked_mul(self.n_place_bytes)?)?;
        let place = big_endian(self.bytes.get(at..at.checked_add(self.n_place_bytes)?)?)?;
        self.bytes.get(place..)
    }

    /// The kind of an object, its length, and the bytes behind both.
    fn head(&self, n: usize) -> Option<(u8, usize, &'a [u8])> {
        let (first, rest) = self.object(n)?.split_first()?;
        let (kind, length) = (first >> 4, usize::from(first & 0x0f));
        if length < 15 {
            return Some((kind, length, rest));
        }
        let (size, rest) = rest.split_first()?;
        let n_bytes = 1_usize.checked_shl(u32::from(size & 0x0f)).filter(|n| *n <= 8)?;
        Some((kind, big_endian(rest.get(..n_bytes)?)?, rest.get(n_bytes..)?))
    }

    /// The number of the object that a dictionary has under a name.
    fn value(&self, dictionary: usize, name: &str) -> Option<usize> {
        let (kind, length, rest) = self.head(dictionary)?;
        if kind != 0xd {
            return None;
        }
        let reference = |at: usize| {
            let from = at.checked_mul(self.n_reference_bytes)?;
            big_endian(rest.get(from..from.checked_add(self.n_reference_bytes)?)?)
        };
        let at = (0..length.min(MAX_VISITS))
            .find(|at| reference(*at).and_then(|key| self.text(key)).as_deref() == Some(name))?;
        reference(length.checked_add(at)?)
    }

    fn text(&self, n: usize) -> Option<String> {
        let (kind, length, rest) = self.head(n)?;
        match kind {
            0x5 => Some(String::from_utf8_lossy(rest.get(..length)?).into_owned()),
            0x6 => Some(encoding_rs::UTF_16BE.decode(rest.get(..length.checked_mul(2)?)?).0.into_owned()),
            _ => None,
        }
    }

    fn data(&self, n: usize) -> Option<&'a [u8]> {
        let (kind, length, rest) = self.head(n)?;
        if kind == 0x4 { rest.get(..length) } else { None }
    }
}

fn big_endian(bytes: &[u8]) -> Option<usize> {
    let number = bytes.iter().try_fold(0_u64, |number, byte| Some(number.checked_mul(256)? + u64::from(*byte)))?;
    usize::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use crate::document::{Content, read};

    /// A property list of these objects; the first one is the outermost.
    fn list(objects: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = b"bplist00".to_vec();
        let mut places = Vec::new();
        for object in objects {
            places.push(u8::try_from(bytes.len()).expect("a short list"));
            bytes.extend_from_slice(object);
        }
        let table = bytes.len() as u64;
        bytes.extend_from_slice(&places);
        bytes.extend_from_slice(&[0, 0, 0, 0, 0, 0, 1, 1]);
        for number in [objects.len() as u64, 0, table] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        bytes
    }

    fn text(text: &str) -> Vec<u8> {
        [&[0x5f, 0x10, u8::try_from(text.len()).expect("short")], text.as_bytes()].concat()
    }

    #[test]
    fn the_main_page_is_read_with_its_address() {
        let page = "<html><p>Words.</p></html>";
        let data = [&[0x4f, 0x10, u8::try_from(page.len()).expect("short")], page.as_bytes()].concat();
        let bytes = list(&[
            vec![0xd1, 1, 2],
            text("WebMainResource"),
            vec![0xd2, 3, 4, 5, 6],
            text("WebResourceData"),
            text("WebResourceURL"),
            data,
            text("https://quay.example/a"),
        ]);
        let mut found = None;
        read("a.webarchive", &bytes, &mut |document| found = document.ok());
        let document = found.expect("a page");
        assert_eq!(document.content, Content::Html(page.to_owned()));
        assert_eq!(document.transport.url.as_deref(), Some("https://quay.example/a"));
        for cut in 0..bytes.len() {
            read("a", &bytes[..cut], &mut |_| {});
        }
    }
}
