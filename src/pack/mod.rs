//! Single-file pages: the viewer and a bundle as one page that opens from a disk, without a network.
//!
//! A page on a disk cannot fetch anything, so it contains everything. Styles and scripts are inline, and the page's
//! policy allows them by their hashes. WebAssembly and the bundle's files are text in blocks that the browser does not
//! execute; the script unpacks them with the browser's own functions.
//!
//! A page may be cut off or damaged on its way. So its first script checks, once the document is loaded, that all parts are
//! there and have the hash that an element before the last one tells; see [`checksum`].

mod checksum;
mod head;
mod policy;

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use thiserror::Error;

use checksum::Checksum;

/// Files by name, with `/` between folders.
pub type FilesByName = BTreeMap<String, Vec<u8>>;

/// The attribute of a block with a file of the bundle; its value is the file's name below the bundle's folder.
pub const FILE_ATTRIBUTE: &str = "data-file";

/// The attribute of a block with a file of the viewer, so that another page can be made from this one.
pub const VIEWER_ATTRIBUTE: &str = "data-viewer";

/// The end of the name of the viewer's file with the readers of further formats. A page of one file may lack it, and then
/// says what it cannot read.
pub const READERS_ENDING: &str = "_readers.wasm";

/// The page of a built viewer.
const PAGE: &str = "index.html";

/// Starts the viewer from the contents of the page, or says why it cannot.
const START: &str = include_str!("start.js");

/// Tells the reader if the page is incomplete or damaged.
const CHECK: &str = include_str!("check.js");

/// What stands in the page until [`CHECK`] hides it, so that it stays if that script is missing or damaged.
const INCOMPLETE: &str = "<p id=\"incomplete\">If this notice stays, this file is incomplete or damaged, or JavaScript is \
                          off. Copy or download the file again.</p>";

/// The reason why no single-file page could be made.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum PackError {
    /// The viewer lacks a file that its page names, or a kind of file that it must have.
    #[error("the viewer has no `{0}`")]
    Missing(String),
    /// A file of the viewer that must be text is not.
    #[error("`{0}` of the viewer is no UTF-8 text")]
    NoText(String),
    /// The bundle cannot be serialised.
    #[error("the archive cannot be written: {0}")]
    NoBundle(String),
    /// A script or style would end its own block.
    #[error("`{0}` of the viewer cannot stand inside a page")]
    EndsBlock(String),
}

/// Makes one page of the viewer and the bundle.
///
/// `viewer` holds the files of a built viewer, including `index.html`; `bundle` the files of a bundle, including
/// `manifest.json`; `gzip` compresses. The same input gives the same bytes.
///
/// # Errors
///
/// If the viewer is incomplete.
pub fn one_file(
    viewer: &FilesByName,
    bundle: &FilesByName,
    gzip: impl Fn(&[u8]) -> Vec<u8>,
) -> Result<String, PackError> {
    let head = head::parse(text(viewer, PAGE)?)?;
    let mut style = String::new();
    for name in &head.styles {
        style.push_str(text(viewer, name)?);
    }
    inside_block(&style, "</style", "style")?;
    let glue = text(viewer, &head.script)?;
    let script = format!("{glue}\n{START}");
    inside_block(&script, "</script", &head.script)?;
    let wasm_name = head.script.strip_suffix(".js").map(|stem| format!("{stem}_bg.wasm")).unwrap_or_default();
    let wasm = viewer.get(&wasm_name).ok_or(PackError::Missing(wasm_name))?;

    let mut page = String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.push_str(&policy::meta(&style, CHECK, &script));
    page.push_str(&head.rest);
    page.push_str(&format!("</head>\n<body>\n{INCOMPLETE}\n<script>{CHECK}</script>\n"));
    let mut sum = Checksum::default();
    sum.add("style", &style);
    page.push_str(&format!("<style data-page=\"style\">{style}</style>\n"));
    page.push_str(&head.body);
    let mut push = |attribute: &str, name: &str, bytes: &[u8]| {
        let text = BASE64_STANDARD.encode(bytes);
        sum.add(name, &text);
        push_block(&mut page, &format!("{attribute}=\"{name}\""), &text);
    };
    for (name, bytes) in bundle {
        push(FILE_ATTRIBUTE, name, bytes);
    }
    push(VIEWER_ATTRIBUTE, PAGE, text(viewer, PAGE)?.as_bytes());
    if let Some(parser) = &head.parser {
        let (script, wasm) = (format!("{parser}.js"), format!("{parser}_bg.wasm"));
        push(VIEWER_ATTRIBUTE, &script, text(viewer, &script)?.as_bytes());
        let packed = gzip(viewer.get(&wasm).ok_or_else(|| PackError::Missing(wasm.clone()))?);
        push(VIEWER_ATTRIBUTE, &wasm, &packed);
        let readers = format!("{parser}{READERS_ENDING}");
        if let Some(wasm) = viewer.get(&readers) {
            push(VIEWER_ATTRIBUTE, &readers, &gzip(wasm));
        }
    }
    let parts = head.parts.iter().map(|part| format!("{part}.wasm"));
    for name in parts.chain(head.languages.iter().map(|language| format!("{language}.txt"))) {
        let packed = gzip(viewer.get(&name).ok_or_else(|| PackError::Missing(name.clone()))?);
        push(VIEWER_ATTRIBUTE, &name, &packed);
    }
    push("data-wasm", "", &gzip(wasm));
    sum.add("script", &script);
    page.push_str(&format!("\n<i id=\"sum\" data-sum=\"{}\" hidden></i>", sum.finish()));
    page.push_str(&format!("\n<script type=\"module\" data-page=\"script\">{script}</script>\n</body>\n</html>\n"));
    Ok(page)
}

/// The files of a viewer, taken from a page that [`one_file`] made. They give the same page again.
///
/// `blocks` are the files of its blocks with [`VIEWER_ATTRIBUTE`], unpacked; `style` and `script` are the texts of its
/// style and its script; `wasm` is its block `data-wasm`, unpacked.
///
/// # Errors
///
/// If these are not the parts of such a page.
pub fn unpacked_viewer(
    mut blocks: FilesByName,
    style: &str,
    script: &str,
    wasm: Vec<u8>,
) -> Result<FilesByName, PackError> {
    let head = head::parse(text(&blocks, PAGE)?)?;
    let mut style = style.as_bytes().to_vec();
    for name in &head.styles {
        // The styles have become one, in the place of the first.
        blocks.insert(name.clone(), std::mem::take(&mut style));
    }
    let glue = script.strip_suffix(START).and_then(|glue| glue.strip_suffix('\n'));
    let glue = glue.ok_or_else(|| PackError::Missing(head.script.clone()))?;
    if let Some(stem) = head.script.strip_suffix(".js") {
        blocks.insert(format!("{stem}_bg.wasm"), wasm);
    }
    blocks.insert(head.script, glue.as_bytes().to_vec());
    Ok(blocks)
}

/// A block of text that the browser does not execute.
fn push_block(page: &mut String, attribute: &str, text: &str) {
    page.push_str(&format!("\n<script type=\"application/octet-stream\" {attribute}>{text}</script>"));
}

fn text<'a>(viewer: &'a FilesByName, name: &str) -> Result<&'a str, PackError> {
    let bytes = viewer.get(name).ok_or_else(|| PackError::Missing(name.to_owned()))?;
    std::str::from_utf8(bytes).map_err(|_| PackError::NoText(name.to_owned()))
}

fn inside_block(text: &str, end: &str, name: &str) -> Result<(), PackError> {
    let ends = text.to_ascii_lowercase().contains(end);
    if ends { Err(PackError::EndsBlock(name.to_owned())) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDEX: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'self'">
<!-- a > b --><!-- c -->
<meta name="viewport" content="width=device-width"><title>Dateline</title>
<link rel="stylesheet" href="./a-1.css" integrity="sha384-x"><link rel="stylesheet" href="./b-2.css">
<script type="module">import init from './web-9.js'; init();</script>
<link rel="modulepreload" href="./web-9.js" crossorigin="anonymous"><link rel="preload" href="./web-9_bg.wasm" as="fetch">
</head><body><noscript>No script</noscript></body></html>"#;

    fn viewer() -> FilesByName {
        let files: [(&str, &[u8]); 5] = [
            ("index.html", INDEX.as_bytes()),
            ("a-1.css", b"a{}"),
            ("b-2.css", b"b{}"),
            ("web-9.js", b"export default 1;"),
            ("web-9_bg.wasm", b"\0asm"),
        ];
        files.map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).into()
    }

    fn bundle() -> FilesByName {
        [("manifest.json".to_owned(), b"{}".to_vec())].into()
    }

    #[test]
    fn everything_stands_in_the_page_and_nothing_is_fetched() {
        let page = one_file(&viewer(), &bundle(), <[u8]>::to_vec).unwrap();
        assert!(page.contains("<style data-page=\"style\">a{}b{}</style>"), "{page}");
        assert!(page.contains("data-file=\"manifest.json\">e30=</script>"), "{page}");
        assert!(page.contains("data-wasm=\"\">AGFzbQ==</script>"), "{page}");
        assert!(page.contains("connect-src 'none'"), "{page}");
        assert!(page.contains("<title>Dateline</title>"), "{page}");
        assert!(page.contains("name=\"viewport\""), "{page}");
        assert!(page.contains("<noscript>No script</noscript>"), "{page}");
        for fetched in ["<link", "integrity", "src=", "connect-src 'self'"] {
            assert!(!page.contains(fetched), "{fetched} in {page}");
        }
    }

    #[test]
    fn the_policy_allows_what_stands_in_the_page_by_its_hash() {
        let page = one_file(&viewer(), &bundle(), <[u8]>::to_vec).unwrap();
        let style = policy::hash("a{}b{}");
        assert!(page.contains(&format!("style-src {style};")), "{page}");
        assert_eq!(style, "'sha256-cR0WXeDFPUxoynVcPpDZ1iYEOmjKwa49ZNxsL/qKIpk='");
    }

    #[test]
    fn a_viewer_without_its_files_is_refused_by_name() {
        let refused = |name: &str| {
            let mut viewer = viewer();
            viewer.remove(name);
            one_file(&viewer, &bundle(), <[u8]>::to_vec)
        };
        for name in ["index.html", "b-2.css", "web-9.js", "web-9_bg.wasm"] {
            assert_eq!(refused(name), Err(PackError::Missing(name.to_owned())));
        }
    }

    #[test]
    fn a_page_can_be_made_of_a_page() {
        let mut viewer = viewer();
        let index = INDEX.replace(
            "</head>",
            "<meta name=\"parser\" content=\"parser-7\"><meta name=\"parts\" content=\"web-9-a\">\
             <meta name=\"languages\" content=\"language-de-3\"></head>",
        );
        viewer.insert("index.html".to_owned(), index.into_bytes());
        viewer.insert("parser-7.js".to_owned(), b"let a;".to_vec());
        viewer.insert("parser-7_bg.wasm".to_owned(), b"\0asm2".to_vec());
        viewer.insert("parser-7_readers.wasm".to_owned(), b"\0asm4".to_vec());
        viewer.insert("web-9-a.wasm".to_owned(), b"\0asm3".to_vec());
        viewer.insert("language-de-3.txt".to_owned(), b"one|other".to_vec());
        let page = one_file(&viewer, &bundle(), <[u8]>::to_vec).unwrap();
        let between = |start: &str, end: &str| page.split_once(start).unwrap().1.split_once(end).unwrap().0.to_owned();
        let block = |name: &str| {
            let text = between(&format!("data-viewer=\"{name}\">"), "</script>");
            (name.to_owned(), BASE64_STANDARD.decode(text).unwrap())
        };
        let names = [
            "index.html",
            "parser-7.js",
            "parser-7_bg.wasm",
            "parser-7_readers.wasm",
            "web-9-a.wasm",
            "language-de-3.txt",
        ];
        let blocks = names.map(block).into();
        let style = between("<style data-page=\"style\">", "</style>");
        let script = between("<script type=\"module\" data-page=\"script\">", "</script>");
        let again = unpacked_viewer(blocks, &style, &script, b"\0asm".to_vec()).unwrap();
        assert_eq!(one_file(&again, &bundle(), <[u8]>::to_vec).unwrap(), page);
    }

    #[test]
    fn a_script_that_would_end_its_block_is_refused() {
        let mut viewer = viewer();
        viewer.insert("web-9.js".to_owned(), b"'</SCRIPT>'".to_vec());
        let refused = one_file(&viewer, &bundle(), <[u8]>::to_vec);
        assert_eq!(refused, Err(PackError::EndsBlock("web-9.js".to_owned())));
    }

    /// What [`CHECK`] says of a page, as far as a browser would get in reading it.
    fn said(page: &str) -> Option<&'static str> {
        let (mut parts, mut is_closed) = (Vec::new(), true);
        let mut rest = page;
        // The end of a tag's text, or all that is left, as browsers read scripts and styles.
        while let Some((_, tag)) =
            ["<script ", "<style "].iter().filter_map(|tag| rest.split_once(tag)).max_by_key(|(_, tag)| tag.len())
        {
            let Some((attributes, after)) = tag.split_once('>') else { break };
            let end = ["</script>", "</style>"].iter().filter_map(|end| after.find(end)).min();
            let text = &after[..end.unwrap_or(after.len())];
            let name = |attribute: &str| {
                attributes.split_once(&format!("{attribute}=\""))?.1.split_once('"').map(|(name, _)| name)
            };
            if let Some(name) = ["data-file", "data-viewer", "data-wasm", "data-page"].iter().find_map(|of| name(of)) {
                parts.push((name, text));
            }
            is_closed = end.is_some();
            rest = &after[text.len()..];
        }
        let told =
            page.split_once("data-sum=\"").and_then(|(_, rest)| rest.split_once("\" hidden>")).map(|(sum, _)| sum);
        let mut sum = Checksum::default();
        parts.iter().for_each(|(name, text)| sum.add(name, text));
        let count = |sum: &str| sum.split(' ').next().and_then(|count| count.parse::<usize>().ok());
        match told {
            Some(told) if told == sum.finish() => (!is_closed).then_some("not started"),
            Some(told) if count(told).is_some_and(|count| parts.len() >= count) => Some("damaged"),
            _ => Some("cut"),
        }
    }

    #[test]
    fn a_page_that_was_cut_off_anywhere_says_so() {
        let page = one_file(&viewer(), &bundle(), <[u8]>::to_vec).unwrap();
        assert_eq!(said(&page), None);
        let notice = page.find(INCOMPLETE).unwrap() + INCOMPLETE.len();
        assert!(notice < 2_000, "the notice comes too late: {notice}");
        let checks = page.find(CHECK).unwrap() + CHECK.len() + "</script>".len();
        let complete = page.rfind("</script>").unwrap() + "</script>".len();
        for end in (checks..page.len()).filter(|end| page.is_char_boundary(*end)) {
            assert_eq!(said(&page[..end]).is_none(), end >= complete, "{}", &page[..end]);
        }
        // Before its first script is complete, the notice itself is shown.
        for end in (notice..checks).filter(|end| page.is_char_boundary(*end)) {
            assert!(page[..end].contains("this file is incomplete or damaged"));
        }
    }

    #[test]
    fn a_page_with_another_letter_in_any_part_says_so() {
        let page = one_file(&viewer(), &bundle(), <[u8]>::to_vec).unwrap();
        let from = page.find("<style").unwrap();
        let mut found = 0;
        for (at, letter) in page.char_indices().filter(|(at, letter)| *at > from && letter.is_ascii_alphanumeric()) {
            let mut changed = page.clone();
            changed.replace_range(at..at + 1, if letter == 'x' { "y" } else { "x" });
            found += usize::from(said(&changed).is_some());
        }
        let texts = BASE64_STANDARD.encode(INDEX).len() + START.len() / 2;
        assert!(found > texts, "{found} of {texts}");
    }

    #[test]
    fn the_policy_allows_the_check_and_nothing_fetched() {
        let page = one_file(&viewer(), &bundle(), <[u8]>::to_vec).unwrap();
        assert!(page.contains(&format!("script-src {} 'sha256-", policy::hash(CHECK))), "{page}");
        assert!(!CHECK.contains("</script") && !CHECK.contains("fetch("));
    }
}
