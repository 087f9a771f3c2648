//! The page as a single file, opened from a disk.

use std::fs;
use std::time::Instant;

use dateline_e2e::{Facet, Page, Site, dateline, default_corpus, packed, packed_with_readers, pdf};
use tempfile::TempDir;

const UNITS: &str = "North Korea confirms that it sent combat units to Russia";

#[tokio::test]
async fn it_opens_by_double_click_and_does_all_that_the_site_does() {
    let (_folder, file) = packed(&default_corpus());
    let page = Page::open_file(&file, "actor=vladimir-putin").await;
    page.expect_status("2 of 5 articles").await;
    page.toggle(Facet::Actors, "Vladimir Putin").await;
    page.expect_status("5 of 5 articles").await;
    page.open_article(UNITS).await;
    page.expect_marked("Kim Jong Un").await;
    page.close().await;
}

#[tokio::test]
async fn what_is_found_is_saved_as_one_file() {
    let page = Page::open(&Site::of_default_corpus(), "outlet=bno-news").await;
    page.expect_titles(&[UNITS]).await;
    page.press_button("Save as one file…").await;
    page.press_button("Save this selection: 1 article").await;
    page.expect_text("Saved as ").await;
    let name = page.script("return document.body.innerText.match(/Saved as (\\S+)/)[1]", &[]).await;
    let file = page.downloaded(name.as_str().expect("a name")).await;
    let kept = TempDir::new().expect("a folder");
    let copy = kept.path().join("selection.html");
    fs::copy(file, &copy).expect("the file is copied");
    page.close().await;

    let page = Page::open_file(&copy, "").await;
    page.expect_titles(&[UNITS]).await;
    page.go_to("view=about").await;
    page.expect_text("1 of 5 articles, saved on").await;
    page.close().await;
}

#[tokio::test]
async fn a_file_saves_itself_and_takes_documents() {
    let (folder, file) = packed(&default_corpus());
    let page = Page::open_file(&file, "").await;
    page.expect_status("5 of 5 articles").await;
    page.press_button("Save as one file…").await;
    page.press_button("Save the whole archive: 5 articles").await;
    page.expect_text("Saved as ").await;
    let name = page.script("return document.body.innerText.match(/Saved as (\\S+)/)[1]", &[]).await;
    let again = page.downloaded(name.as_str().expect("a name")).await;
    assert!(fs::read(&again).expect("the file") == fs::read(&file).expect("the file"), "the copy differs");
    page.press_button("Close").await;

    let document = folder.path().join("ferry.txt");
    fs::write(&document, "Ferry sinks\n\nA ferry sank off Busan on 3 May 2025.\n").expect("the file is written");
    page.press_button("Open documents…").await;
    page.give_files("Files", &[document]).await;
    page.expect_text("1 article read").await;
    page.press_button("Show the articles").await;
    page.expect_status("6 of 6 articles").await;
    page.close().await;
}

#[tokio::test]
async fn a_file_reads_print_only_if_its_reader_is_in_it() {
    let print = pdf("Two boats", &["Two boats collided in the harbour of Busan on 5 May 2025."]);
    for with_readers in [false, true] {
        let (folder, file) =
            if with_readers { packed_with_readers(&default_corpus()) } else { packed(&default_corpus()) };
        let document = folder.path().join("print.pdf");
        fs::write(&document, &print).expect("the file is written");
        let page = Page::open_file(&file, "").await;
        page.press_button("Open documents…").await;
        page.give_files("Files", &[document]).await;
        if with_readers {
            page.expect_text("1 article read").await;
        } else {
            page.expect_text("1 document could not be read").await;
            page.expect_text("make the page again with `dateline pack --with-readers`").await;
        }
        page.close().await;
    }
}

#[tokio::test]
async fn a_damaged_file_says_what_is_wrong() {
    let (_folder, file) = packed(&default_corpus());
    let text = fs::read_to_string(&file).expect("the file can be read");
    let (before, after) = text.split_once("data-file=\"atlas").expect("a block of the atlas");
    let after = after.replacen("</script>", "AAAA</script>", 1);
    fs::write(&file, format!("{before}data-file=\"atlas{after}")).expect("the file is written");
    let page = Page::open_damaged_file(&file).await;
    page.expect_text("The archive could not be opened").await;
    page.close().await;
}

/// What the notice above the page says; none while it is hidden.
const NOTICE: &str = "const notice = document.getElementById('incomplete') ?? document.querySelector('[role=alert]');
    return notice && !notice.hidden ? notice.textContent : null";

/// Opens a file with these bytes, and waits until its notice has these words; the page is not the file's own any more.
async fn expect_notice(bytes: &[u8], what: &str, words: &[&str]) {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("damaged.html");
    fs::write(&file, bytes).expect("the file is written");
    let page = Page::open_damaged_file(&file).await;
    let start = Instant::now();
    loop {
        let notice = page.script(NOTICE, &[]).await;
        if notice.as_str().is_some_and(|notice| words.iter().any(|words| notice.contains(words))) {
            break;
        }
        assert!(start.elapsed().as_secs() < 10, "{what}: the notice is {notice}, not {words:?}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    println!("{what}: told {} ms after the document was loaded", start.elapsed().as_millis());
    let opening = "return [...document.querySelectorAll('[role=status]')]
        .some(status => status.checkVisibility() && status.textContent.includes('Opening the archive'))";
    if words == [CUT] {
        assert_eq!(page.script(opening, &[]).await, false, "{what}: it still says that it opens");
    }
}

const CUT: &str = "This file is incomplete";

const DAMAGED: &str = "This file is damaged";

const NOT_STARTED: &str = "This page could not start";

#[tokio::test]
async fn a_file_that_was_cut_off_says_so_wherever_it_ends() {
    let (_folder, file) = packed(&default_corpus());
    let bytes = fs::read(&file).expect("the file can be read");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let style = text.find("<style data-page").expect("a style");
    for end in [style, style + 1_000, bytes.len() / 3, bytes.len() * 9 / 10] {
        expect_notice(&bytes[..end], &format!("cut after {end} of {} bytes", bytes.len()), &[CUT]).await;
    }
    // Only the end of its last script, or of the script itself, is missing.
    for missing in [20, 24, 400] {
        let kept = &bytes[..bytes.len() - missing];
        expect_notice(kept, &format!("cut by {missing} bytes"), &[CUT, DAMAGED, NOT_STARTED]).await;
    }
    // The first script is cut: what stands above it stays.
    let check = text.find("<script>").expect("a script");
    expect_notice(&bytes[..check + 500], "cut in the first script", &["this file is incomplete or damaged"]).await;
}

#[tokio::test]
async fn a_file_with_another_letter_anywhere_says_so() {
    let (_folder, file) = packed(&default_corpus());
    let text = fs::read_to_string(&file).expect("the file can be read");
    let changed = |part: &str, after: usize| {
        let at = text.find(part).unwrap_or_else(|| panic!("no {part}")) + part.len() + after;
        let mut bytes = text.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        bytes
    };
    for (what, part) in [
        ("the manifest", "data-file=\"manifest.json\">"),
        ("a file of the archive", "data-file=\"texts."),
        ("the style", "<style data-page=\"style\">"),
        ("the WebAssembly", "data-wasm=\"\">"),
        ("a language", "data-viewer=\"language-"),
    ] {
        expect_notice(&changed(part, 60), &format!("another letter in {what}"), &[DAMAGED, NOT_STARTED]).await;
    }
    let script = "<script type=\"module\" data-page=\"script\">";
    expect_notice(&changed(script, 60), "another letter in the script", &[DAMAGED, NOT_STARTED]).await;
    expect_notice(&changed("// Says whether", 5), "another letter in the first script", &["If this notice stays"])
        .await;
}

#[tokio::test]
async fn a_whole_file_shows_no_notice() {
    let (_folder, file) = packed(&default_corpus());
    let page = Page::open_file(&file, "").await;
    page.expect_status("5 of 5 articles").await;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    page.expect_script(NOTICE, serde_json::Value::Null).await;
    page.close().await;
}

#[tokio::test]
async fn a_thousand_articles_open_in_one_file() {
    let documents = TempDir::new().expect("a folder");
    let record = |n: usize| {
        let (day, month) = (n % 28 + 1, n / 28 % 12 + 1);
        let body =
            "Kim Jong Un and Vladimir Putin met in Moscow. The talks went on for a day, officials said. ".repeat(20);
        let date = format!("2024-{month:02}-{day:02}");
        serde_json::json!({ "id": n.to_string(), "title": format!("Report {n}"), "date": date, "body": [body] })
            .to_string()
    };
    let lines: Vec<String> = (0..1000).map(record).collect();
    fs::write(documents.path().join("reports.jsonl"), lines.join("\n")).expect("the file is written");
    let (_folder, file) = packed(documents.path());
    let page = Page::open_file(&file, "").await;
    page.expect_status("1000 of 1000 articles").await;
    let start = Instant::now();
    page.reload().await;
    page.expect_status("1000 of 1000 articles").await;
    let took = start.elapsed();
    let bytes = fs::metadata(&file).expect("the file is there").len();
    println!("1,000 articles in one file of {bytes} bytes open in {} ms", took.as_millis());
    assert!(took.as_secs() < 10, "{took:?}");
    page.close().await;
}

#[test]
fn a_folder_without_documents_is_refused() {
    let empty = TempDir::new().expect("a folder");
    let out = empty.path().join("out.html");
    let mut pack = dateline();
    pack.arg("pack").arg(empty.path()).arg("--out").arg(&out);
    let refused = pack.output().expect("the command runs");
    assert_eq!(refused.status.code(), Some(2));
    assert!(!out.exists());
}
