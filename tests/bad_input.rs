//! Input that is broken, malicious or unreadable is listed, and the rest is read.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const GOOD: &str = "Ministers meet in Oslo\nMarch 3, 2020\n\nMinisters of five countries met in Oslo on Tuesday to talk \
    about fishing in northern waters.\n";

/// The result of reading a folder.
struct Read {
    status: Option<i32>,
    /// The sources of the articles.
    sources: Vec<String>,
    errors: String,
    /// The peak memory in bytes, if the system reports it.
    most_memory: u64,
}

fn read(folder: &Path) -> Read {
    read_by(Command::new(env!("CARGO_BIN_EXE_dateline")), folder)
}

/// Runs the command in this way on a folder.
fn read_by(mut command: Command, folder: &Path) -> Read {
    let (out, errors) = (folder.with_extension("out"), folder.with_extension("err"));
    let file = |path: &Path| Stdio::from(fs::File::create(path).expect("a file can be made"));
    command.args(["parse", "--jobs", "1"]).arg(folder).stdout(file(&out)).stderr(file(&errors));
    let mut child = command.spawn().expect("the command runs");
    let mut most_memory = 0;
    let status = loop {
        // The peak memory of the process, which is only available while it runs.
        let told = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let mark = told.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        most_memory = mark.map_or(most_memory, |kilobytes: u64| kilobytes * 1024);
        if let Some(status) = child.try_wait().expect("it can be waited for") {
            break status.code();
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let source = |line: &str| {
        let article: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        article["source"].as_str().expect("a text").to_owned()
    };
    let sources = fs::read_to_string(out).expect("UTF-8").lines().map(source).collect();
    Read { status, sources, errors: fs::read_to_string(errors).expect("UTF-8"), most_memory }
}

/// Reads a folder with a valid file and this one, which must be listed in these words and give these articles.
#[track_caller]
fn check(name: &str, bytes: &[u8], listed: &[&str], articles: &[&str]) -> Read {
    let parent = TempDir::new().expect("a folder can be made");
    let folder = parent.path().join("in");
    fs::create_dir(&folder).expect("a folder can be made");
    fs::write(folder.join("zz.txt"), GOOD).expect("a file can be written");
    fs::write(folder.join(name), bytes).expect("a file can be written");
    let read = read(&folder);
    for words in listed {
        let line = read.errors.lines().find(|line| line.contains(words));
        // The problem, and the remedy.
        assert!(line.is_some_and(|line| line.contains(name) && line.contains(';')), "{words}: {}", read.errors);
    }
    let expected = if listed.is_empty() { Some(0) } else { Some(1) };
    assert_eq!(read.status, expected, "{}", read.errors);
    assert_eq!(read.sources, [articles, &["zz.txt"]].concat());
    read
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written")
}

#[test]
fn a_truncated_gzip_is_listed() {
    let words: String = (0..5_000u32).map(|n| format!("{} ", n.wrapping_mul(2_654_435_761))).collect();
    let whole = gzip(words.as_bytes());
    check("a.txt.gz", &whole[..whole.len() / 2], &["ends too early"], &[]);
    check("a.txt.gz", &whole[..5], &["a.txt.gz"], &[]);
}

#[test]
fn a_broken_record_of_a_web_archive_is_listed_with_its_place_and_the_others_are_read() {
    let page =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>A</title><p>Ministers of five countries met in Oslo.";
    let record = |n: u32, length: usize| {
        let head = format!("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/{n}\r\n");
        format!(
            "{head}Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n{page}\r\n\r\n"
        )
    };
    let broken = record(2, page.len()).replace("Content-Length", "Content-Lngth");
    let archive = [record(1, page.len()), broken, record(3, page.len()), record(4, 9_000)].concat();
    let place = format!("byte {}", record(1, page.len()).len());
    check("a.warc", archive.as_bytes(), &[&place, "ends too early"], &["a.warc#1", "a.warc#2", "a.warc#3"]);
}

#[test]
fn bytes_that_are_no_text_are_read_as_far_as_they_can_be_or_listed() {
    let mut text = GOOD.as_bytes().to_vec();
    text.extend_from_slice(b"Broken \xff\xfe\xc3\x28\x80 bytes.\n");
    check("a.txt", &text, &[], &["a.txt"]);
    let units = GOOD.encode_utf16().chain([0xd800, 0x41, 0xdc00]);
    let lone: Vec<u8> = [0xff, 0xfe].into_iter().chain(units.flat_map(u16::to_le_bytes)).chain([0x42]).collect();
    let read = check("a.txt", &lone, &[], &["a.txt"]);
    assert!(read.errors.contains("UTF-16LE"), "{}", read.errors);
    let all: Vec<u8> = (0..=255).cycle().take(9_000).collect();
    check("a.txt", &all, &["a binary file"], &[]);
    check("a.html", b"", &["empty"], &[]);
}

#[test]
fn an_archive_that_unpacks_to_far_too_much_takes_little_memory() {
    let too_long = "longer than 64 MiB; split it into its articles";
    for (name, byte, told) in [
        ("zeros.txt", 0u8, "a binary file, not a text"),
        ("spaces.txt", b' ', too_long),
        ("letters.html", b'a', too_long),
    ] {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_level(Some(1)).large_file(true);
        archive.start_file(name, options).expect("memory can be written");
        for _ in 0..100 {
            archive.write_all(&vec![byte; 1 << 20]).expect("memory can be written");
        }
        archive.start_file("b.txt", options).expect("memory can be written");
        archive.write_all(GOOD.as_bytes()).expect("memory can be written");
        let bytes = archive.finish().expect("memory can be written").into_inner();
        assert!(bytes.len() < 4 << 20);
        let read = check("a.zip", &bytes, &[&format!("entry {name}: {told}")], &["a.zip#1"]);
        assert!(read.most_memory < 400 << 20, "{name}: {}", read.most_memory);
    }
    for byte in [b' ', b'a'] {
        // A gzip file may consist of several members.
        let bomb = gzip(&vec![byte; 1 << 20]).repeat(100);
        let read = check("a.txt.gz", &bomb, &[&format!("a.txt.gz: {too_long}")], &[]);
        assert!(read.most_memory < 400 << 20, "{}", read.most_memory);
    }
}

#[test]
fn a_text_behind_many_blanks_is_read() {
    let text = [" ".repeat(100_000).as_str(), "\n\n", GOOD].concat();
    check("a.txt", text.as_bytes(), &[], &["a.txt"]);
    check("a.txt.gz", &gzip(text.as_bytes()), &[], &["a.txt.gz"]);
    check("a.txt", " \n".repeat(100_000).as_bytes(), &["a.txt: empty"], &[]);
    check("a.txt", ["\u{feff}", &" \n".repeat(100_000)].concat().as_bytes(), &["a.txt: empty"], &[]);
}

#[test]
fn what_is_nested_or_long_without_end_is_read_or_listed() {
    let (opened, closed) = ("[".repeat(100_000), "]".repeat(100_000));
    check("a.json", format!("{opened}{closed}").as_bytes(), &["recursion limit"], &[]);
    let lines = format!("{{\"title\": \"T\", \"body\": {opened}{closed}}}\n{{\"title\": \"U\"}}\n");
    check("a.jsonl", lines.as_bytes(), &["line 1"], &["a.jsonl#2"]);
    let page = format!("<body>{}<p>Ministers met in Oslo.{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    check("a.html", page.as_bytes(), &[], &["a.html"]);
    let feed = format!("<?xml version=\"1.0\"?><rss><channel>{}", "<a>".repeat(100_000));
    check("a.xml", feed.as_bytes(), &["broken XML"], &[]);
    check("a.txt", "word and more ".repeat(200_000).as_bytes(), &[], &["a.txt"]);
}

/// A user without rights, by number: `nobody` on most systems.
#[cfg(unix)]
const NOBODY: u32 = 65_534;

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_listed() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;

    let parent = TempDir::new().expect("a folder can be made");
    let folder = parent.path().join("in");
    fs::create_dir_all(folder.join("shut")).expect("a folder can be made");
    for name in ["a.txt", "b.txt", "shut/c.txt"] {
        fs::write(folder.join(name), GOOD).expect("a file can be written");
    }
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
    set(&folder.join("a.txt"), 0o000);
    set(&folder.join("shut"), 0o000);
    // Root may read everything, so it starts a copy of the command, in a place that everyone can reach, as another
    // user.
    let is_root = fs::read(folder.join("a.txt")).is_ok();
    let read = if is_root {
        let copy = parent.path().join("dateline");
        fs::copy(env!("CARGO_BIN_EXE_dateline"), &copy).expect("the command can be copied");
        for (path, mode) in [(parent.path(), 0o755), (&folder, 0o755), (&folder.join("b.txt"), 0o644), (&copy, 0o755)] {
            set(path, mode);
        }
        let command = || {
            let mut command = Command::new(&copy);
            command.uid(NOBODY).gid(NOBODY);
            command
        };
        if let Err(error) = command().arg("--version").stdout(Stdio::null()).status() {
            eprintln!(
                "SKIPPED: whoever runs this may read everything, and nothing can be run as another user: {error}"
            );
            return;
        }
        read_by(command(), &folder)
    } else {
        read(&folder)
    };
    set(&folder.join("shut"), 0o700);
    assert_eq!((read.status, read.sources.as_slice()), (Some(1), ["b.txt".to_owned()].as_slice()));
    for name in ["a.txt: ", "shut: "] {
        let line = read.errors.lines().find(|line| line.contains(name));
        assert!(
            line.is_some_and(|line| line.contains("it may not be read; give yourself the right")),
            "{name}{}",
            read.errors
        );
    }
}

/// A zip archive whose entries all have the bytes of the first one.
fn overlapping_zip(n_entries: u16) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("a.txt", SimpleFileOptions::default()).expect("memory can be written");
    archive.write_all(GOOD.as_bytes()).expect("memory can be written");
    let whole = archive.finish().expect("memory can be written").into_inner();
    let at = |mark: &[u8]| whole.windows(mark.len()).position(|window| window == mark).expect("the mark is there");
    let (directory, end) = (at(b"PK\x01\x02"), at(b"PK\x05\x06"));
    let mut bytes = whole[..directory].to_vec();
    for n in 0..n_entries {
        let mut entry = whole[directory..end].to_vec();
        // The name stands behind a header of 46 bytes.
        entry[46] = b'a' + (n % 26) as u8;
        bytes.extend(entry);
    }
    let length = u32::try_from(bytes.len() - directory).expect("it is short");
    let mut tail = whole[end..].to_vec();
    tail[8..10].copy_from_slice(&n_entries.to_le_bytes());
    tail[10..12].copy_from_slice(&n_entries.to_le_bytes());
    tail[12..16].copy_from_slice(&length.to_le_bytes());
    bytes.extend(tail);
    bytes
}

#[test]
fn entries_of_an_archive_that_share_bytes_are_refused() {
    check("a.zip", &overlapping_zip(1), &[], &["a.zip#1"]);
    check("a.zip", &overlapping_zip(20), &["entry b.txt: a zip archive whose entries overlap"], &["a.zip#1"]);
}

#[test]
fn entries_with_any_name_are_read_and_nothing_is_written() {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let names = ["../../up.txt", "/abs.txt", "..\\..\\w.txt", "C:\\x.txt", "a/../../b.txt", "line\nfeed.txt"];
    for name in names {
        archive.start_file(name, SimpleFileOptions::default()).expect("memory is there");
        archive.write_all(GOOD.as_bytes()).expect("memory is there");
    }
    archive.start_file(".hidden.txt", SimpleFileOptions::default()).expect("memory is there");
    let bytes = archive.finish().expect("memory is there").into_inner();
    let sources: Vec<String> = (1..=names.len()).map(|n| format!("names.zip#{n}")).collect();
    let read = check("names.zip", &bytes, &[], &sources.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(read.status, Some(0), "{}", read.errors);
}

#[test]
fn a_sidecar_that_is_too_long_is_listed() {
    // Its beginning would be a valid one that says something else.
    let sidecar = format!("title = \"Ferries\"\n#{}\ntitle = \"Trains\"\n", "x".repeat(16 << 20));
    check("corpus.toml", sidecar.as_bytes(), &["longer than 16 MiB; put the entries for each folder"], &[]);
}

#[test]
fn a_document_that_would_take_too_much_memory_is_listed() {
    // Nothing but elements: each takes a hundred times its bytes.
    let page =
        format!("<html><title>Terms</title><body><p>The terms are here.</p><dl>{}", "<dt>a<dd>b".repeat(1_000_000));
    let read = check("a.html", page.as_bytes(), &["parsing it takes up to"], &[]);
    assert!(read.most_memory < 300 << 20, "{}", read.most_memory);
    // Letters are cheap, and so are other documents of that length.
    let text = format!("{GOOD}\n{}\n", "Harbours and ferries are busy all the year round here.\n".repeat(100_000));
    let read = check("a.txt", text.as_bytes(), &[], &["a.txt"]);
    assert!(read.most_memory < 600 << 20, "{}", read.most_memory);
}

#[test]
fn a_value_that_json_cannot_hold_does_not_cost_its_record() {
    let records = [
        r#"{"title":"Half a character \ud83d","body":"The ferry runs."}"#,
        r#"{"title":"A number","body":"The ferry runs.","score":1e999}"#,
        r#"{"title":"Whole \ud83d\ude00","body":"The ferry runs."}"#,
    ];
    check("a.jsonl", (records.join("\n") + "\n").as_bytes(), &[], &["a.jsonl#1", "a.jsonl#2", "a.jsonl#3"]);
    let list = format!("[{}]", records.join(","));
    check("a.json", list.as_bytes(), &[], &["a.json#1", "a.json#2", "a.json#3"]);
    check("a.json", records[0].as_bytes(), &[], &["a.json"]);
}

#[test]
fn malicious_exports_and_documents_are_read_or_listed() {
    // Entities that would expand without end are not expanded.
    let entities = "<!DOCTYPE nitf [<!ENTITY a \"&b;&b;&b;\"><!ENTITY b \"&a;&a;&a;\">]><nitf><head><title>&a;</title></head></nitf>";
    let read = check("a.xml", entities.as_bytes(), &[], &["a.xml"]);
    assert!(read.most_memory < 400 << 20, "{}", read.most_memory);
    let deep = format!("<nitf>{}", "<p>".repeat(500_000));
    check("a.xml", deep.as_bytes(), &["ends too early"], &[]);
    // A Word document that unpacks to far too much.
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_level(Some(1)).large_file(true);
    archive.start_file("[Content_Types].xml", options).expect("memory can be written");
    archive.start_file("word/document.xml", options).expect("memory can be written");
    for _ in 0..100 {
        archive.write_all(&vec![b'a'; 1 << 20]).expect("memory can be written");
    }
    let bomb = archive.finish().expect("memory can be written").into_inner();
    let read = check("a.docx", &bomb, &["longer than 64 MiB"], &[]);
    assert!(read.most_memory < 400 << 20, "{}", read.most_memory);
    // Many empty mails, and attachments within attachments.
    let mails = "From a Sat\nFrom: a\nSubject: \n\n\n".repeat(2_000);
    let read = check("a.mbox", mails.as_bytes(), &["without a page"], &[]);
    assert!(read.most_memory < 400 << 20, "{}", read.most_memory);
    let mut mail = "From: a\nSubject: Inner\nMIME-Version: 1.0\nContent-Type: text/plain\n\nWords.\n".to_owned();
    for n in 0..12 {
        mail = format!(
            "From: a\nSubject: Outer\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\nContent-Type: \
             message/rfc822; name=m.eml\nContent-Disposition: attachment; filename=m.eml\n\n{mail}\n--b{n}--\n"
        );
    }
    check("a.eml", mail.as_bytes(), &["nested too deeply"], &[]);
}
