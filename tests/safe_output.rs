//! What the command writes is whole or not there, and nothing else is touched: see `docs/safety.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::{Command, Output};
use std::task::{Context, Poll, Waker};
use std::time::SystemTime;

use dateline::bundle::{FileError, Files};
use dateline::query::{Archive, Query};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

const TEXT: &str = "Ferry resumes service\nMay 4, 2021\n\nThe ferry between both harbours runs again, the company said on \
    Tuesday.\n";

/// Dateline's own files in an output folder.
const RECORD: &str = ".dateline-files";
const STAGING: &str = ".dateline-new";

/// The most operations on files that a run of these tests takes.
const MAX_OPERATIONS: u32 = 400;

struct Case {
    folder: TempDir,
}

impl Case {
    /// A folder with documents in `old`, others in `new`, and two viewers.
    fn new() -> Case {
        let case = Case { folder: TempDir::new().expect("a folder can be made") };
        case.write("old/a.txt", TEXT);
        case.write("new/a.txt", &TEXT.replace("May 4", "June 5"));
        case.write("new/b.txt", &TEXT.replace("ferry", "train").replace("Ferry", "Train"));
        for (viewer, release) in [("viewer1", "1"), ("viewer2", "2")] {
            let page = format!(
                "<!doctype html><html><head><title>V</title><link rel=\"stylesheet\" href=\"./s-{release}.css\">\
                 <link rel=\"modulepreload\" href=\"./web-{release}.js\"></head><body></body></html>"
            );
            case.write(&format!("{viewer}/index.html"), &page);
            case.write(&format!("{viewer}/s-{release}.css"), "a{}");
            case.write(&format!("{viewer}/web-{release}.js"), &format!("let release = {release};"));
            case.write(&format!("{viewer}/web-{release}_bg.wasm"), release);
        }
        case
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        self.write_bytes(name, text.as_bytes());
    }

    fn write_bytes(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("the file can be read")
    }

    fn run(&self, args: &[&str]) -> Output {
        self.run_with_fault(args, "")
    }

    fn run_with_fault(&self, args: &[&str], fault: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.current_dir(self.folder.path()).env("DATELINE_FAULT", fault).args(args).args(["--jobs", "1"]);
        command.output().expect("the command runs")
    }

    #[track_caller]
    fn succeeds(&self, args: &[&str]) {
        let output = self.run(args);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", text(&output.stderr));
    }

    /// The command must refuse with these words, and leave everything as it is.
    #[track_caller]
    fn refuses(&self, args: &[&str], words: &str) {
        let before = files(self.folder.path());
        let output = self.run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", text(&output.stderr));
        assert!(text(&output.stderr).contains(words), "{args:?}: {}", text(&output.stderr));
        assert!(files(self.folder.path()) == before, "{args:?} changed files");
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Every file below a folder with its bytes; of links, where they lead.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("the entry can be read").path();
            let name = path.strip_prefix(root).expect("it is below").to_string_lossy().into_owned();
            if path.is_symlink() {
                let target = fs::read_link(&path).expect("the link can be read");
                found.insert(name, target.to_string_lossy().into_owned().into_bytes());
            } else if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(name, fs::read(path).expect("the file can be read"));
            }
        }
    }
    found
}

/// The files of a bundle on the disk.
struct Folder(PathBuf);

impl Files for Folder {
    fn fetch(&self, name: &str) -> impl Future<Output = Result<Vec<u8>, FileError>> {
        let read = fs::read(self.0.join(name)).map_err(|_| FileError::Missing);
        async { read }
    }
}

/// The result of a future that never waits.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("a folder does not let anybody wait"),
    }
}

/// A bundle can be opened, searched and read to its end, and every file has the hash that others name it by.
#[track_caller]
fn open_bundle(folder: &Path) {
    let archive = ready(Archive::open(Folder(folder.to_owned()))).expect("the bundle opens");
    let all = ready(archive.query(&Query::default())).expect("it can be asked");
    assert!(!all.hits.is_empty(), "the archive has no articles");
    for hit in &all.hits {
        let article = ready(archive.article(&hit.id)).expect("the article can be read");
        assert!(article.body.iter().any(|text| text.contains("runs again")), "{article:?}");
    }
    let query = Query { text: "harbours".to_owned(), ..Query::default() };
    assert_eq!(ready(archive.query(&query)).expect("it can be searched").hits.len(), all.hits.len());
}

/// Every file that a manifest names is in its folder, with the bytes that its name says, and the bundle can be read.
#[track_caller]
fn check_bundle(folder: &Path) {
    let manifest = fs::read_to_string(folder.join("manifest.json")).expect("there is a manifest");
    let mut n_chunks = 0;
    for name in manifest.split('"').filter(|word| word.ends_with(".bin")) {
        let bytes = fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let digits = name.split('.').nth(1).expect("a name has its hash");
        assert!(hash.starts_with(digits), "{name} has other bytes");
        n_chunks += 1;
    }
    assert!(n_chunks > 0, "the manifest names no files: {manifest}");
    open_bundle(folder);
}

/// Every file that the page names is there.
#[track_caller]
fn check_site(folder: &Path) {
    let page = fs::read_to_string(folder.join("index.html")).expect("there is a page");
    for name in page.split("href=\"./").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(folder.join(name).is_file(), "{name} is missing");
    }
    check_bundle(&folder.join("archive"));
}

#[track_caller]
fn check_page(file: &Path) {
    let page = fs::read_to_string(file).expect("there is a page");
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"), "the page is cut");
}

/// Writes a new output over a former one, ended at each of its operations on files in turn. What is there then must pass
/// `check`, and a run that is not disturbed must give what it gives in an empty place.
fn end_at_every_moment(out: &str, old: &[&str], new: &[&str], check: impl Fn(&Path)) {
    if !cfg!(debug_assertions) {
        eprintln!("SKIPPED: builds without debug assertions cannot be ended at an operation");
        return;
    }
    let case = Case::new();
    case.succeeds(new);
    let expected = files(case.folder.path());
    let former = Case::new();
    former.succeeds(old);
    let former = files(former.folder.path());
    // A full disk takes the same way at all operations, so that a part of them is enough.
    for (kind, step) in [("abort", 1), ("full", 4)] {
        let mut n_ended = 0;
        for n in (1..=MAX_OPERATIONS).step_by(step) {
            let case = Case { folder: TempDir::new().expect("a folder can be made") };
            former.iter().for_each(|(name, bytes)| case.write_bytes(name, bytes));
            case.write("site/mine.txt", "mine");
            let output = case.run_with_fault(new, &format!("{kind}:{n}"));
            if output.status.success() {
                break;
            }
            n_ended += 1;
            check(&case.path(out));
            if kind == "full" {
                assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
                assert!(text(&output.stderr).contains("could not"), "{}", text(&output.stderr));
                let names = files(case.folder.path()).into_keys();
                let staged: Vec<_> = names.filter(|name| name.contains(STAGING)).collect();
                assert_eq!(staged, [""; 0], "{kind}:{n}");
            }
            case.succeeds(new);
            let mut found = files(case.folder.path());
            assert!(found.remove("site/mine.txt").is_some());
            assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{kind}:{n}");
            assert!(found == expected, "{kind}:{n}: other bytes");
        }
        assert!(n_ended > 1, "{kind}: the command was ended only {n_ended} times");
        eprintln!("{new:?} was ended by `{kind}` at {n_ended} moments");
    }
}

const SITE: [&str; 6] = ["site", "new", "--viewer", "viewer2", "--out", "site"];

#[test]
fn a_site_is_whole_whenever_its_renewal_ends() {
    let old = ["site", "old", "--viewer", "viewer1", "--out", "site"];
    end_at_every_moment("site", &old, &SITE, check_site);
}

#[test]
fn a_bundle_is_whole_whenever_its_renewal_ends() {
    let old = ["build", "old", "--out", "bundle"];
    end_at_every_moment("bundle", &old, &["build", "new", "--out", "bundle"], check_bundle);
}

#[test]
fn a_page_is_whole_whenever_its_renewal_ends() {
    let old = ["pack", "old", "--viewer", "viewer1", "--out", "page.html"];
    let new = ["pack", "new", "--viewer", "viewer2", "--out", "page.html"];
    end_at_every_moment("page.html", &old, &new, check_page);
}

#[test]
fn a_first_run_that_ends_leaves_nothing_that_hinders_the_next() {
    if !cfg!(debug_assertions) {
        eprintln!("SKIPPED: builds without debug assertions cannot be ended at an operation");
        return;
    }
    for n in (1..=MAX_OPERATIONS).step_by(3) {
        let case = Case::new();
        if case.run_with_fault(&SITE, &format!("abort:{n}")).status.success() {
            assert!(n > 5);
            return;
        }
        case.succeeds(&SITE);
        check_site(&case.path("site"));
        assert!(!case.path("site").join(STAGING).exists());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupt_leaves_the_former_site_or_the_new_one() {
    use std::time::Duration;

    let case = Case::new();
    let records: String = (0..400)
        .map(|n| {
            format!("{{\"id\":\"{n}\",\"title\":\"Ferry {n}\",\"body\":\"Both harbours: ferry {n} runs again.\"}}\n")
        })
        .collect();
    case.write("many/a.jsonl", &records);
    let new = ["site", "many", "--viewer", "viewer2", "--out", "site", "--quiet"];
    case.succeeds(&["site", "old", "--viewer", "viewer1", "--out", "site"]);
    let former = files(&case.path("site"));
    let whole = Case::new();
    whole.write("many/a.jsonl", &records);
    whole.succeeds(&new);
    let whole = files(&whole.path("site"));
    let mut n_interrupted = 0;
    // From the start of the command, and from the moment when it begins to write.
    for (waits, milliseconds) in [(false, 0), (false, 20), (true, 0), (true, 3), (true, 10), (true, 30), (true, 60)] {
        // A test that runs in the background of a script ignores interrupts, and so would what it starts.
        let mut command = Command::new("env");
        command.args(["--default-signal=INT", env!("CARGO_BIN_EXE_dateline")]);
        let mut child = command.current_dir(case.folder.path()).args(new).spawn().expect("the command runs");
        while waits && !case.path("site").join(STAGING).exists() && child.try_wait().expect("it is a child").is_none() {
            std::thread::sleep(Duration::from_micros(200));
        }
        std::thread::sleep(Duration::from_millis(milliseconds));
        let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("there is `kill`");
        let ended = child.wait().expect("it ends");
        n_interrupted += u32::from(sent.success() && ended.code().is_none());
        check_site(&case.path("site"));
        if !ended.success() {
            let manifest = case.read("site/archive/manifest.json").into_bytes();
            assert!([&former, &whole].iter().any(|site| site.get("archive/manifest.json") == Some(&manifest)));
        }
        case.succeeds(&new);
        assert!(files(&case.path("site")) == whole, "something was left over");
        // The former site again, for the next moment.
        case.succeeds(&["site", "old", "--viewer", "viewer1", "--out", "site"]);
        assert!(files(&case.path("site")) == former);
    }
    assert!(n_interrupted > 2, "the command was interrupted only {n_interrupted} times");
}

#[test]
fn two_runs_at_once_end_whole() {
    let case = Case::new();
    let start = |viewer: &str, documents: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command
            .current_dir(case.folder.path())
            .args(["site", documents, "--out", "site", "--quiet", "--viewer", viewer]);
        command.spawn().expect("the command runs")
    };
    let runs = [("viewer1", "old"), ("viewer2", "new"), ("viewer1", "new"), ("viewer2", "old")];
    for mut child in runs.map(|(viewer, documents)| start(viewer, documents)) {
        assert!(child.wait().expect("it ends").success());
    }
    check_site(&case.path("site"));
    let names: BTreeSet<_> = files(&case.path("site")).into_keys().collect();
    assert!(!names.iter().any(|name| name.contains(STAGING)), "{names:?}");
    let n_scripts = names.iter().filter(|name| name.ends_with(".js") && name.starts_with("web-")).count();
    assert_eq!(n_scripts, 1, "{names:?}");
}

#[test]
fn what_dateline_did_not_make_is_neither_removed_nor_overwritten() {
    let case = Case::new();
    case.write("web/index.html", "mine");
    case.write("web/archive/manifest.json", "{}");
    case.write("web/archive/photos/p.txt", "precious");
    case.write("web/archive/texts.0123456789abcdef.bin", "foreign");
    let site = ["site", "old", "--viewer", "viewer1", "--out", "web"];
    case.refuses(&site, "--force");
    case.succeeds(&[&site[..], &["--force"]].concat());
    assert_eq!(case.read("web/archive/photos/p.txt"), "precious");
    assert_eq!(case.read("web/archive/texts.0123456789abcdef.bin"), "foreign");
    // What is changed afterwards is the user's again.
    case.write("web/index.html", "changed");
    case.refuses(&site, "index.html is in the way");

    case.write("bundle/manifest.json", "{\"mine\": true}");
    case.write("bundle/word.0123456789abcdef.bin", "foreign");
    case.refuses(&["build", "old", "--out", "bundle"], "manifest.json is in the way");
    case.succeeds(&["build", "old", "--out", "bundle", "--force"]);
    case.succeeds(&["build", "new", "--out", "bundle"]);
    assert_eq!(case.read("bundle/word.0123456789abcdef.bin"), "foreign");

    case.write("page.html", "mine");
    let pack = ["pack", "old", "--viewer", "viewer1", "--out", "page.html"];
    case.refuses(&pack, "page.html is in the way");
    case.succeeds(&[&pack[..], &["--force"]].concat());
    case.succeeds(&pack);
}

#[test]
fn a_source_document_is_never_overwritten() {
    let case = Case::new();
    case.write("old/b.txt", "Another one\n\nIt is short.\n");
    let pack = |paths: &[&str], out: &str| {
        let args = [&["pack"], paths, &["--viewer", "viewer1", "--out", out]].concat();
        case.refuses(&args, "");
        case.refuses(&[&args[..], &["--force"]].concat(), "");
    };
    pack(&["old"], "old/b.txt");
    pack(&["old/a.txt"], "old/a.txt");
    pack(&["old/a.txt"], "viewer1/../old/a.txt");
    case.write("web/archive/a.txt", TEXT);
    case.write("web/archive/manifest.json", "{}");
    case.write("web/index.html", "x");
    let site = ["site", "web/archive", "--viewer", "viewer1", "--out", "web"];
    case.refuses(&site, "is inside the output folder");
    case.refuses(&[&site[..], &["--force"]].concat(), "is inside the output folder");
    case.refuses(&["build", "old", "--out", "old"], "both input and output");
    case.refuses(&["build", "old/a.txt", "--out", "old"], "is inside the output folder");
    // In a folder with documents, other names are free.
    case.write("all/site/index.html", "<p>A document that is a page.</p>");
    let site = ["site", "all", "--viewer", "viewer1", "--out", "all/site", "--force"];
    case.refuses(&site, "is a source document");
}

#[test]
fn no_output_lies_among_the_hidden_files_of_another() {
    let case = Case::new();
    case.succeeds(&["build", "old", "--out", "bundle"]);
    for place in [".dateline-new", "bundle/.dateline-new/x", "bundle/.dateline-files", ".dateline-files"] {
        case.refuses(&["build", "old", "--out", place], "is not a possible name");
        case.refuses(&["pack", "old", "--viewer", "viewer1", "--out", place, "--force"], "");
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_links() {
    use std::os::unix::fs::symlink;

    let case = Case::new();
    case.write("elsewhere/kept.txt", "mine");
    case.write("elsewhere/page.html", "mine");
    fs::create_dir_all(case.path("web")).expect("a folder can be made");
    symlink(case.path("elsewhere"), case.path("web/archive")).expect("a link can be made");
    case.refuses(&["site", "old", "--viewer", "viewer1", "--out", "web", "--force"], "web/archive is a link");
    fs::create_dir_all(case.path("bundle")).expect("a folder can be made");
    symlink(case.path("elsewhere/kept.txt"), case.path("bundle/manifest.json")).expect("a link can be made");
    case.refuses(&["build", "old", "--out", "bundle", "--force"], "manifest.json is a link");
    symlink(case.path("elsewhere/page.html"), case.path("page.html")).expect("a link can be made");
    case.refuses(&["pack", "old", "--viewer", "viewer1", "--out", "page.html", "--force"], "page.html is a link");
    symlink(case.path("elsewhere"), case.path("bundle/.dateline-new")).expect("a link can be made");
    fs::remove_file(case.path("bundle/manifest.json")).expect("the link is there");
    case.refuses(&["build", "old", "--out", "bundle", "--force"], ".dateline-new is a link");
}

#[test]
fn what_dateline_made_in_its_own_input_is_passed_over() {
    let case = Case::new();
    let pack = ["pack", "new", "--viewer", "viewer1", "--out", "new/all.html"];
    case.succeeds(&pack);
    let first = case.read("new/all.html");
    case.succeeds(&pack);
    assert!(case.read("new/all.html") == first, "the second page holds the first one");
    case.succeeds(&["site", "new", "--viewer", "viewer1", "--out", "new/site"]);
    case.succeeds(&["build", "new", "--out", "new/bundle"]);
    let output = case.run(&["parse", "new"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout).lines().count(), 2);
    // A copy of it that no record lists is no article either.
    case.write("new/copy.html", &first);
    let output = case.run(&["parse", "new"]);
    assert!(text(&output.stderr).contains("copy.html: a page of Dateline's"), "{}", text(&output.stderr));
    assert_eq!((output.status.code(), text(&output.stdout).lines().count()), (Some(1), 2));
    fs::remove_file(case.path("new/copy.html")).expect("the copy is there");
    // A page of somebody else, or one that was changed, is a document.
    case.write("new/all.html", "<html><title>Changed</title><body><p>The text was changed by its reader.</p></html>");
    assert_eq!(text(&case.run(&["parse", "new"]).stdout).lines().count(), 3);
}

#[test]
fn a_damaged_chunk_is_written_again() {
    let case = Case::new();
    case.succeeds(&["build", "old", "--out", "bundle"]);
    let expected = files(&case.path("bundle"));
    let chunk = expected.keys().find(|name| name.ends_with(".bin")).expect("there are chunks");
    case.write(&format!("bundle/{chunk}"), "damaged");
    case.succeeds(&["build", "old", "--out", "bundle"]);
    assert!(files(&case.path("bundle")) == expected);
    assert!(expected.contains_key(RECORD));
}

#[cfg(unix)]
#[test]
fn files_that_stay_the_same_are_not_written_again() {
    let folder = TempDir::new().unwrap();
    let input = folder.path().join("in");
    fs::create_dir(&input).unwrap();
    let records = |from: u32, to: u32| -> String {
        let day = |n: u32| format!("2020-{:02}-{:02}", 1 + n / 28 % 12, 1 + n % 28);
        let body = |n: u32| format!("Ferry {n} runs again to the harbour. ").repeat(60);
        (from..to)
            .map(|n| {
                format!(
                    "{{\"id\": \"{n}\", \"date\": \"{}\", \"title\": \"T {n}\", \"body\": \"{}\"}}\n",
                    day(n),
                    body(n)
                )
            })
            .collect()
    };
    let build = || {
        let built = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["build", "--quiet", "in", "--out", "out"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(built.status.success(), "{}", text(&built.stderr));
    };
    let times = || -> BTreeMap<String, SystemTime> {
        let entries = fs::read_dir(folder.path().join("out")).unwrap().map(Result::unwrap);
        entries
            .map(|entry| (entry.file_name().into_string().unwrap(), entry.metadata().unwrap().modified().unwrap()))
            .collect()
    };
    fs::write(input.join("a.jsonl"), records(0, 330)).unwrap();
    build();
    let before = times();
    fs::write(input.join("b.jsonl"), records(330, 336)).unwrap();
    build();
    let after = times();
    check_bundle(&folder.path().join("out"));
    let n_texts = |names: &BTreeMap<String, SystemTime>| names.keys().filter(|name| name.starts_with("texts.")).count();
    let same =
        after.iter().filter(|(name, time)| name.starts_with("texts.") && before.get(*name) == Some(time)).count();
    assert!(n_texts(&after) >= 4 && 2 * same > n_texts(&after), "{same} of {}", n_texts(&after));
    assert_ne!(before["manifest.json"], after["manifest.json"]);
    build();
    let again = times();
    assert!(after.iter().filter(|(name, _)| !name.starts_with('.')).all(|(name, time)| again[name] == *time));
}

#[test]
fn links_out_of_a_folder_are_listed_and_followed_only_on_request() {
    use std::os::unix::fs::symlink;

    let case = Case::new();
    case.write("secret/token.txt", "Secret\n\nThe token is seventeen.\n");
    case.write("old/.hidden.txt", "Hidden\n\nNobody reads this.\n");
    symlink(case.path("secret/token.txt"), case.path("old/x.txt")).expect("a link can be made");
    symlink(case.path("secret"), case.path("old/folder")).expect("a link can be made");
    symlink(case.path("old/.hidden.txt"), case.path("old/y.txt")).expect("a link can be made");
    symlink(case.path("old/a.txt"), case.path("old/z.txt")).expect("a link can be made");
    let output = case.run(&["parse", "old"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!text(&output.stdout).contains("seventeen") && !text(&output.stdout).contains("Nobody"));
    assert_eq!(text(&output.stdout).lines().count(), 2, "a link inside the folder is read");
    for line in
        ["x.txt: a link that leads out of the folder", "folder: a link that leads", "y.txt: a link to a hidden file"]
    {
        assert!(text(&output.stderr).contains(line), "{line}: {}", text(&output.stderr));
    }
    let output = case.run(&["parse", "old", "--follow-links"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout).lines().filter(|line| line.contains("seventeen")).count(), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_never_ends_blocks_nothing() {
    use std::os::unix::fs::symlink;
    use std::time::{Duration, Instant};

    let case = Case::new();
    // These claim to be regular files without bytes; the first one waits for messages for ever.
    for name in ["kmsg", "version"] {
        symlink(Path::new("/proc").join(name), case.path(&format!("old/{name}.txt"))).expect("a link can be made");
    }
    let made = Command::new("mkfifo").arg(case.path("old/pipe.txt")).status();
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.current_dir(case.folder.path()).args(["parse", "old", "--follow-links", "--quiet"]);
    let mut child = command.stdout(std::process::Stdio::null()).spawn().expect("the command runs");
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("it can be waited for") {
            break status;
        }
        if start.elapsed() > Duration::from_secs(60) {
            child.kill().expect("it runs");
            panic!("the command waits for a file that never ends");
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(status.code(), Some(1));
    assert!(made.is_ok());
}

#[cfg(unix)]
#[test]
fn names_and_texts_reach_a_terminal_without_control_characters() {
    let case = Case::new();
    let hostile = "x\u{1b}]0;owned\u{7}\ndateline: all was read\u{202e}.txt";
    case.write(&format!("old/{hostile}"), "x\0\u{1}");
    case.write(&format!("old/2{hostile}"), "\u{1b}[2J\u{9b}31m A headline of some length\n\nThe text is here.\n");
    case.write(&format!("old/{hostile}.csv"), "title,body\n,\n\u{1b}[1m,\"");
    for args in [&["parse", "old"][..], &["check", "old", "--all"], &["parse", &format!("old/{hostile}.gone")]] {
        let output = case.run(args);
        let shown = if args[0] == "check" { [output.stdout, output.stderr].concat() } else { output.stderr };
        let shown = text(&shown);
        assert!(!shown.is_empty(), "{args:?}");
        for line in shown.lines() {
            assert!(!line.contains(|c: char| c.is_control() || c == '\u{202e}'), "{args:?}: {line:?}");
            assert!(!line.starts_with("dateline: all was read"), "{args:?}: {line:?}");
        }
    }
    let output = case.run(&["parse", "old", &format!("--{hostile}")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!text(&output.stderr).contains(|c: char| c.is_control() && c != '\n'), "{}", text(&output.stderr));
}
