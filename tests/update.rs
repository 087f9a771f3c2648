//! `build --update` and `site --update`: what they write is what a build of all documents writes.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use proptest::prelude::*;
use tempfile::TempDir;

/// What is known about single documents.
const FACTS_OF_DOCUMENTS: &str = r#"
[[document]]
file = "undated.txt"
author = "Ada Quill"
[[document]]
file = "left-out.txt"
ignore = true
"#;

/// What is known about the corpus: it renames, merges and removes actors, names outlets and changes stories.
const FACTS_OF_CORPUS: &str = r#"
title = "Harbour news"
[[outlet]]
name = "Alder Post"
domains = ["alder.example"]
groups = ["North"]
[[actor]]
name = "Harbour Board of Oldport"
kind = "organisation"
aliases = ["harbour board"]
[[actor]]
id = "jan-kowalsky"
merge_into = "vladimir-putin"
[[actor]]
id = "china"
ignore = true
[[story]]
articles = ["ferry-1.html", "ferry-2.html"]
title = "The ferry Ariel"
[[story]]
apart = ["ferry-3.html"]
"#;

/// Documents that change each other: undated ones, dates whose order others tell, equal ids, reports of one event, several
/// in a file, and records that state their actors.
fn documents() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (folder, most) in [("corpus", 9), ("tests/fixtures/pages", 9)] {
        let mut paths: Vec<_> = fs::read_dir(root.join(folder))
            .expect("files can be read and written")
            .map(|entry| entry.expect("files can be read and written").path())
            .collect();
        paths.sort();
        for path in paths.iter().filter(|path| !path.ends_with("corpus.toml")).take(most) {
            files.insert(
                path.file_name().expect("files can be read and written").to_string_lossy().into_owned(),
                fs::read(path).expect("files can be read and written"),
            );
        }
    }
    let ferry = |n: u32, day: &str| {
        format!(
            "<title>Ferry Ariel sinks, report {n} | Alder</title><meta property=og:site_name content=Alder>\
             <article><h1>Ferry Ariel sinks, report {n}</h1><time datetime={day}>{day}</time><p>The ferry Ariel sank off \
             Oldport on Thursday, the harbour board said. Captain Jane Roe of the Ariel and {n} others were saved.\
             <p>\u{201c}We were lucky\u{201d}, said Jan Kowalsky, the pilot. China sent divers to the wreck of the Ariel.\
             </article>"
        )
    };
    for (n, day) in [(1, "2023-05-04"), (2, "2023-05-04"), (3, "2023-05-05"), (4, "2023-05-05"), (5, "2023-05-06")] {
        files.insert(format!("ferry-{n}.html"), ferry(n, day).into_bytes());
    }
    let mut add = |name: &str, bytes: &[u8]| drop(files.insert(name.to_owned(), bytes.to_vec()));
    add(
        "undated.txt",
        b"Pilot of the Ariel is questioned\n\nCaptain Jane Roe of the ferry Ariel, which sank off Oldport on Thursday, was \
          questioned by the harbour board, Jan Kowalsky said.\n\nThe ferry Ariel sank with nobody on board but the crew.\n",
    );
    add("left-out.txt", b"Not to be seen\n\nThis is left out.\n");
    add(
        "a.csv",
        b"id,title,date,outlet,url,body\n7,Cells,02/05/2019,Alder,https://alder.example/a,China met Jan Kowalsky.\n",
    );
    add("b.csv", b"id,title,date,outlet,body\n8,Cells,15/05/2019,Alder Post,The harbour board met.\n9,Others,04/06/2019,Bay,It met.\n");
    add("c.csv", b"id,title,date,outlet,body\n10,Others,06/25/2019,Bay,\"It met again, Alder Post reported.\"\n");
    add(
        "equal.jsonl",
        b"{\"id\": 1, \"title\": \"One\", \"body\": \"Germany spoke.\"}\n{\"id\": 1, \"title\": \"Two\"}\n\
          {\"id\": \"1-2\", \"title\": \"Three\"}\n{\"id\": 1, \"title\": \"Four\"}\n",
    );
    add(
        "stated.jsonl",
        b"{\"id\": \"s\", \"title\": \"Kowalsky met\", \"date\": \"2020-01-02\", \"body\": \"China and Jan Kowalsky met.\", \
          \"actors\": [\"China\", \"Jan Kowalsky\", \"Nobody Named\", {\"id\": \"x\", \"name\": \"China\", \"kind\": \"other\"}]}\n",
    );
    add(
        "printed.jsonl",
        "{\"id\":\"p\",\"source\":\"p.txt\",\"title\":{\"value\":\"China\",\"basis\":\"stated\"},\"date\":null,\"authors\":[],\
          \"body\":[\"China met “Roe”.\"],\"removed\":[],\"actors\":[{\"id\":\"china\",\"name\":\"China\",\"kind\":\"state\",\
          \"mentions\":[{\"paragraph\":0,\"start\":0,\"end\":5}]}],\"cites\":[{\"id\":\"kcna\",\"name\":\"KCNA\"}],\
          \"quotes\":[{\"text\":\"Roe\",\"paragraph\":0,\"start\":13,\"end\":16,\"speaker\":\"china\"}],\"warnings\":[]}\n"
            .as_bytes(),
    );
    add("sub/page#3", b"<title>Deep</title><article><h1>Deep</h1><p>Ukraine spoke on Monday of the ferry.</article>");
    files
}

fn write(folder: &Path, files: impl IntoIterator<Item = (String, Vec<u8>)>) {
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("files can be read and written"))
            .expect("files can be read and written");
        fs::write(path, bytes).expect("files can be read and written");
    }
}

/// Runs the command in this process, and returns its exit status.
fn dateline(args: &[&str], paths: &[&Path], out: &Path) -> u8 {
    let mut all: Vec<OsString> = vec!["dateline".into()];
    all.extend(args.iter().map(OsString::from));
    all.extend(paths.iter().map(|path| path.as_os_str().to_owned()));
    all.extend(["--quiet".into(), "--out".into(), out.as_os_str().to_owned()]);
    dateline::cli::exit_status(all)
}

/// Runs the command by itself.
fn run(args: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .current_dir(folder)
        .args(args)
        .output()
        .expect("files can be read and written")
}

/// Every file of an output, the hidden record as well.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("files can be read and written") {
            let path = entry.expect("files can be read and written").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name =
                    path.strip_prefix(root).expect("files can be read and written").to_string_lossy().into_owned();
                found.insert(name, fs::read(path).expect("files can be read and written"));
            }
        }
    }
    found
}

#[track_caller]
fn assert_same(updated: &Path, whole: &Path) {
    let (updated, whole) = (files(updated), files(whole));
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(&updated), names(&whole), "\n{}", fs_difference(&updated, &whole));
    for (name, bytes) in &updated {
        assert!(whole.get(name) == Some(bytes), "{name} differs");
    }
}

fn fs_difference(updated: &BTreeMap<String, Vec<u8>>, whole: &BTreeMap<String, Vec<u8>>) -> String {
    let manifest = |files: &BTreeMap<String, Vec<u8>>| String::from_utf8_lossy(&files["manifest.json"]).into_owned();
    format!("{}\n{}", manifest(updated), manifest(whole))
}

/// How the documents of a step are given.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// In a folder of their own, with a copy of `corpus.toml`.
    OwnFolder,
    /// One by one, out of the one folder.
    SingleFiles,
    /// With all those before them: the whole folder again.
    WholeFolder,
}

fn ways() -> impl Strategy<Value = Vec<Way>> {
    let way = prop::sample::select(vec![Way::OwnFolder, Way::SingleFiles, Way::WholeFolder]);
    prop::collection::vec(way, 1..=3)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 0, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_updates_give_the_bytes_of_a_build_of_all(
        ways in ways(),
        steps in prop::collection::vec(0usize..4, 40),
        earlier in prop::collection::vec(prop::bool::weighted(0.15), 40),
        facts_come_last in any::<bool>(),
        jobs in prop::sample::select(vec!["1", "3"]),
    ) {
        let work = TempDir::new().unwrap();
        let documents = documents();
        let whole = work.path().join("whole");
        write(&whole, documents.clone());
        let facts = format!("{FACTS_OF_CORPUS}{FACTS_OF_DOCUMENTS}");
        fs::write(whole.join("corpus.toml"), &facts).unwrap();
        let expected = work.path().join("expected");
        prop_assert_eq!(dateline(&["build"], &[&whole], &expected), 0);

        // Each document belongs to a step; some have come before in another state.
        let step_of = |at: usize| steps[at % steps.len()] % (ways.len() + 1);
        let out = work.path().join("out");
        let one = work.path().join("one");
        let mut so_far: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for step in 0..=ways.len() {
            let way = step.checked_sub(1).map_or(Way::OwnFolder, |at| ways[at]);
            let mut of_step: BTreeMap<String, Vec<u8>> = BTreeMap::new();
            for (at, (name, bytes)) in documents.iter().enumerate() {
                // Something is read at every step.
                if step_of(at) == step || (at == 0 && step == 0) || name == "ferry-1.html" {
                    of_step.insert(name.clone(), bytes.clone());
                } else if step < step_of(at) && earlier[at] && name.ends_with(".html") {
                    of_step.insert(name.clone(), String::from_utf8_lossy(bytes).replace("sank", "did sink").into());
                }
            }
            so_far.extend(of_step.clone());
            let folder = if matches!(way, Way::OwnFolder) { work.path().join(format!("step{step}")) } else { one.clone() };
            if matches!(way, Way::OwnFolder) {
                write(&folder, of_step.clone());
            }
            write(&one, so_far.clone());
            // What is stated about the corpus may come with the last documents only.
            let facts = if facts_come_last && step < ways.len() {
                format!("description = 'Early'\n{FACTS_OF_DOCUMENTS}")
            } else {
                facts.clone()
            };
            for folder in [&folder, &one] {
                fs::create_dir_all(folder).unwrap();
                fs::write(folder.join("corpus.toml"), &facts).unwrap();
            }
            // In a folder of their own, documents would be described by both files.
            let is_apart = facts_come_last && matches!(way, Way::OwnFolder) && step > 0;
            let paths: Vec<std::path::PathBuf> = match way {
                Way::SingleFiles => of_step.keys().map(|name| one.join(name)).filter(|path| !path.ends_with("sub/page#3")).collect(),
                Way::WholeFolder => vec![one.clone()],
                Way::OwnFolder if is_apart => vec![one.clone()],
                Way::OwnFolder => vec![folder],
            };
            let paths: Vec<&Path> = paths.iter().map(|path| path.as_path()).collect();
            let args: &[&str] = if step == 0 { &["build"] } else { &["build", "--update", "--jobs", jobs] };
            prop_assert!(dateline(args, &paths, &out) == 0);
            if matches!(way, Way::SingleFiles) && of_step.contains_key("sub/page#3") {
                // By itself, it would be another document: `page#3`.
                prop_assert!(dateline(&["build", "--update"], &[&one], &out) == 0);
            }
        }
        assert_same(&out, &expected);
    }
}

#[test]
fn a_day_adds_to_an_archive_and_says_what_changed() {
    let work = TempDir::new().unwrap();
    let record = |id: u32, title: &str| format!("{{\"id\": {id}, \"title\": \"{title}\", \"body\": \"Text {id}.\"}}\n");
    let first: String = (1..=30).map(|id| record(id, "Old")).collect::<String>() + "no json\n";
    let second: String = [record(3, "New"), record(4, "Old"), record(31, "New"), record(32, "New")].concat();
    let text = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    write(work.path(), [("a/a.jsonl".to_owned(), first.into_bytes()), ("b/b.jsonl".to_owned(), second.into_bytes())]);
    let built = run(&["build", "a", "--out", "out"], work.path());
    assert_eq!(built.status.code(), Some(1), "{}", text(&built));
    let updated = run(&["build", "--update", "b", "--out", "out"], work.path());
    assert_eq!(updated.status.code(), Some(0), "{}", text(&updated));
    assert!(text(&updated).starts_with("dateline: 2 articles added, 1 replaced, 29 kept; "), "{}", text(&updated));
    assert!(text(&updated).contains(" files changed, "), "{}", text(&updated));
    let before = files(&work.path().join("out"));
    // Again, it changes nothing.
    let again = run(&["build", "--update", "b", "--out", "out"], work.path());
    assert!(text(&again).starts_with("dateline: 0 articles added, 0 replaced, 32 kept; 0 of "), "{}", text(&again));
    assert!(files(&work.path().join("out")) == before);
    assert_eq!(text(&run(&["build", "--update", "b", "--out", "out", "--quiet"], work.path())), "");
}

#[test]
fn a_site_is_brought_up_to_date_and_its_origins_are_not_read_by_the_page() {
    let work = TempDir::new().unwrap();
    let documents = documents();
    let n = documents.len() / 2;
    write(&work.path().join("whole"), documents.clone());
    write(&work.path().join("one"), documents.clone().into_iter().take(n));
    write(&work.path().join("two"), documents.into_iter().skip(n));
    write(&work.path().join("viewer"), [("index.html".to_owned(), b"<p>".to_vec())]);
    let viewer = work.path().join("viewer");
    let site = |update: &[&str], paths: &[&Path], out: &str| {
        let args = [&["site", "--viewer", viewer.to_str().unwrap()], update].concat();
        dateline(&args, paths, &work.path().join(out))
    };
    let at = |name: &str| work.path().join(name);
    assert_eq!(site(&[], &[&at("whole")], "expected"), 0);
    assert!(site(&[], &[&at("one")], "out") == 0);
    assert!(site(&["--update"], &[&at("two")], "out") == 0);
    let (updated, expected) = (files(&at("out")), files(&at("expected")));
    assert!(updated == expected);
    let list = String::from_utf8_lossy(&expected["release.json"]).into_owned();
    let origins = expected.keys().filter(|name| name.starts_with("archive/.dateline-origins-")).collect::<Vec<_>>();
    assert!(origins.len() == 1 && !list.contains("origins") && list.contains("archive/texts."), "{list}");
}

#[test]
fn folders_give_the_same_archive_in_any_order_and_one_after_the_other() {
    let work = TempDir::new().unwrap();
    let documents = documents();
    let (one, two) = (work.path().join("one"), work.path().join("two"));
    write(&one, documents.clone().into_iter().step_by(2));
    write(&two, documents.into_iter().skip(1).step_by(2));
    let facts = |name: &str| {
        format!("[[actor]]\nname = 'Harbour {name}'\nkind = 'organisation'\naliases = ['harbour board']\n")
    };
    fs::write(one.join("corpus.toml"), format!("title = 'One'\n{}", facts("One"))).unwrap();
    fs::write(two.join("corpus.toml"), format!("title = 'Two'\n{}", facts("Two"))).unwrap();
    let at = |name: &str| work.path().join(name);
    assert!(dateline(&["build"], &[&one, &two], &at("both")) == 0);
    assert!(dateline(&["build"], &[&one], &at("out")) == 0);
    assert!(dateline(&["build", "--update"], &[&two], &at("out")) == 0);
    assert_same(&at("out"), &at("both"));
    // Without files that contradict each other, the order does not matter.
    fs::remove_file(one.join("corpus.toml")).unwrap();
    assert!(dateline(&["build"], &[&one, &two], &at("first")) == 0);
    assert!(dateline(&["build"], &[&two, &one], &at("second")) == 0);
    assert_same(&at("first"), &at("second"));
}

#[test]
fn what_cannot_be_brought_up_to_date_says_why_and_stays_as_it_is() {
    let work = TempDir::new().unwrap();
    let documents = documents();
    write(&work.path().join("in"), documents.clone());
    write(&work.path().join("day"), documents.into_iter().take(1));
    write(&work.path().join("new"), [("new.txt".to_owned(), b"New\n\nNews of Oldport.\n".to_vec())]);
    write(&work.path().join("nothing"), [("a.png".to_owned(), b"\x89PNG\r\n\x1a\n".to_vec())]);
    fs::create_dir(work.path().join("empty")).unwrap();
    assert_eq!(dateline(&["build"], &[&work.path().join("in")], &work.path().join("good")), 0);
    assert_eq!(dateline(&["build", "--without-text"], &[&work.path().join("in")], &work.path().join("bare")), 0);

    let fails = |out: &str, path: &str, words: &[&str]| {
        let before = work.path().join(out).exists().then(|| files(&work.path().join(out)));
        let output = run(&["build", "--update", path, "--out", out], work.path());
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{told}");
        for words in words {
            assert!(told.contains(words), "{words} in {told}");
        }
        assert!(work.path().join(out).exists().then(|| files(&work.path().join(out))) == before, "{out}");
    };
    fails("nowhere", "day", &["there is no archive in nowhere", "build it once without --update"]);
    fails("empty", "day", &["there is no archive in empty"]);
    fails("bare", "day", &["built with --without-text", "build it anew"]);
    fails("good", "empty", &["there are no documents in empty"]);
    fails("good", "nothing", &["no document could be read in nothing"]);

    let copy = |name: &str| {
        let folder = work.path().join(name);
        write(&folder, files(&work.path().join("good")));
        folder
    };
    let change = |folder: &Path, change: &dyn Fn(String) -> String| {
        let manifest = folder.join("manifest.json");
        fs::write(&manifest, change(fs::read_to_string(&manifest).unwrap())).unwrap();
    };
    let other = copy("other");
    change(&other, &|text| text.replace("\"format\": ", "\"format\": 9"));
    fails("other", "day", &["has format 9", "build it anew"]);
    let page = copy("page");
    let origins =
        |folder: &Path| files(folder).into_keys().find(|name| name.starts_with(".dateline-origins-")).unwrap();
    fs::remove_file(page.join(origins(&page))).unwrap();
    fails("page", "day", &["without the hidden file", "anew from all documents"]);
    let broken = copy("broken");
    change(&broken, &|_| "{".to_owned());
    fails("broken", "day", &["manifest.json is missing or damaged", "put back a copy"]);
    // A manifest that others changed is another archive.
    let changed = copy("changed");
    change(&changed, &|text| text.replace("\"articles\"", " \"articles\""));
    fails("changed", "day", &["without the hidden file", "changed by other means"]);
    // What Dateline did not make is not overwritten.
    let foreign = copy("foreign");
    fs::remove_file(foreign.join(".dateline-files")).unwrap();
    fails("foreign", "new", &["manifest.json is in the way", "--force"]);

    for kind in [".dateline-origins-", "texts.", "text-shelf."] {
        let missing = copy(&format!("missing-{kind}"));
        let name = files(&missing).into_keys().find(|name| name.starts_with(kind)).unwrap();
        fs::remove_file(missing.join(&name)).unwrap();
        let told = if kind.starts_with('.') {
            ["without the hidden file", "put the file back"]
        } else {
            [&*name, "missing or damaged"]
        };
        fails(&format!("missing-{kind}"), "day", &told);
        let damaged = copy(&format!("damaged-{kind}"));
        let mut bytes = fs::read(damaged.join(&name)).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(damaged.join(&name), bytes).unwrap();
        fails(&format!("damaged-{kind}"), "day", &[&name, "missing or damaged"]);
    }
    assert_eq!(
        run(&["build", "--update", "--without-text", "day", "--out", "good"], work.path()).status.code(),
        Some(2)
    );
}
