//! The command as its users run it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const FIRST: &str = "Ministers meet in Oslo\nBy A. Writer\nMarch 3, 2020\n\nMinisters of five countries met in Oslo on Tuesday \
    to talk about fishing in northern waters.\n\nThe talks will go on until Friday, Norway said in a statement after the \
    first round.\n";

/// Creates a folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().expect("a folder can be made");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }
    folder
}

fn run(folder: &TempDir, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.current_dir(folder.path()).args(args).output().expect("the command runs")
}

fn run_with_input(folder: &TempDir, args: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.current_dir(folder.path()).args(args);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    child.stdin.take().expect("there is an input").write_all(input).expect("the input is read");
    child.wait_with_output().expect("the command ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn articles(output: &Output) -> Vec<Value> {
    text(&output.stdout).lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

fn sources(output: &Output) -> Vec<String> {
    articles(output).iter().map(|article| article["source"].as_str().expect("a text").to_owned()).collect()
}

/// Every file below a folder, with its bytes.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).expect("it is below").to_string_lossy().into_owned();
                found.insert(name, fs::read(path).expect("the file can be read"));
            }
        }
    }
    found
}

#[test]
fn parse_prints_an_article_a_line_in_the_order_of_the_names() {
    let folder =
        folder(&[("b.txt", FIRST.as_bytes()), ("a/c.jsonl", b"{\"id\": 5}\n{\"title\": \"T\"}\n"), (".hidden", b"x")]);
    let output = run(&folder, &["parse", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(sources(&output), ["a/c.jsonl#1", "a/c.jsonl#2", "b.txt"]);
    assert_eq!(articles(&output)[0]["id"], "5");
    assert!(articles(&output)[2]["body"][0].as_str().is_some_and(|text| text.starts_with("Ministers of five")));
    assert_eq!(sources(&run(&folder, &["parse", "b.txt"])), ["b.txt"]);
}

#[test]
fn parse_writes_a_table_that_it_reads_again() {
    let folder = folder(&[("docs/a.txt", FIRST.as_bytes()), ("docs/b.jsonl", b"{\"id\": 5}\n{\"title\": \"T\"}\n")]);
    let args = ["parse", "docs", "--format", "parquet", "--out", "out/a.parquet"];
    assert_eq!(run(&folder, &args).status.code(), Some(0));
    let first = fs::read(folder.path().join("out/a.parquet")).expect("the table is there");
    let printed = run(&folder, &["parse", "docs"]);
    assert_eq!(run(&folder, &["parse", "out/a.parquet"]).stdout, printed.stdout);
    // Written again, it is the same; and what Dateline did not make is kept.
    assert_eq!(run(&folder, &[&args[..], &["--jobs", "1"]].concat()).status.code(), Some(0));
    assert_eq!(fs::read(folder.path().join("out/a.parquet")).expect("the table is there"), first);
    fs::write(folder.path().join("mine.jsonl"), "mine").expect("a file can be written");
    let onto_mine = ["parse", "docs", "--out", "mine.jsonl"];
    assert_eq!(run(&folder, &onto_mine).status.code(), Some(2));
    assert_eq!(fs::read(folder.path().join("mine.jsonl")).expect("it is there"), b"mine");
    assert_eq!(run(&folder, &[&onto_mine[..], &["--force"]].concat()).status.code(), Some(0));
    assert_eq!(fs::read(folder.path().join("mine.jsonl")).expect("it is there"), printed.stdout);
    assert_eq!(run(&folder, &["parse", "docs", "--format", "parquet"]).status.code(), Some(2));
    assert_eq!(run(&folder, &["parse", "docs", "--out", "docs/a.txt"]).status.code(), Some(2));
}

#[test]
fn the_status_tells_whether_all_was_read() {
    let folder = folder(&[("a.txt", FIRST.as_bytes()), ("b.txt", b""), ("c/d.png", b"\x89PNG\r\n\x1a\n")]);
    let output = run(&folder, &["parse", "."]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(sources(&output), ["a.txt"]);
    for line in ["dateline: b.txt: empty; ", "dateline: c/d.png: a picture, not a text; "] {
        assert!(text(&output.stderr).contains(line), "{}", text(&output.stderr));
    }
    assert_eq!(run(&folder, &["parse", "a.txt", "--quiet"]).status.code(), Some(0));
    assert_eq!(run(&folder, &["parse", "a.txt", "nosuch"]).status.code(), Some(1));
    assert_eq!(run(&folder, &["parse", "nosuch"]).status.code(), Some(2));
    assert_eq!(run(&folder, &["parse", "b.txt"]).status.code(), Some(2));
    assert_eq!(run(&folder, &["parse"]).status.code(), Some(2));
    assert_eq!(run(&folder, &["prase", "."]).status.code(), Some(2));
    assert_eq!(run(&folder, &["--help"]).status.code(), Some(0));
    assert_eq!(text(&run(&folder, &["--version"]).stdout), format!("dateline {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_same_files_give_the_same_bytes_whatever_the_jobs() {
    let many: String =
        (0..300).map(|n| format!("{{\"title\": \"T{n}\", \"body\": \"Kim Jong Un spoke {n} times.\"}}\n")).collect();
    let mut all: Vec<(String, Vec<u8>)> =
        (0..40).map(|n| (format!("f{n:02}.txt"), FIRST.replace("five", &n.to_string()).into_bytes())).collect();
    all.push(("many.jsonl".to_owned(), many.into_bytes()));
    let refs: Vec<(&str, &[u8])> = all.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let one = folder(&refs);
    let reversed: Vec<_> = refs.iter().rev().copied().collect();
    let other = folder(&reversed);
    let expected = run(&one, &["parse", ".", "--jobs", "1"]);
    assert_eq!(articles(&expected).len(), 340);
    for (folder, jobs) in [(&one, "4"), (&other, "1"), (&other, "3")] {
        let output = run(folder, &["parse", ".", "--jobs", jobs]);
        assert!(output.stdout == expected.stdout, "--jobs {jobs} gives other bytes");
    }
    run(&one, &["build", ".", "--out", "built", "--jobs", "1"]);
    run(&other, &["build", ".", "--out", "built", "--jobs", "4"]);
    assert!(files(&one.path().join("built")) == files(&other.path().join("built")));
}

#[test]
fn what_parse_prints_builds_the_same_bundle() {
    let folder = folder(&[
        ("in/a.txt", FIRST.as_bytes()),
        ("in/b.jsonl", b"{\"title\": \"T\", \"body\": \"Kim Jong Un spoke in Moscow.\"}\n"),
    ]);
    let parsed = run(&folder, &["parse", "in"]);
    let piped = run_with_input(&folder, &["build", "-", "--out", "piped"], &parsed.stdout);
    assert_eq!(piped.status.code(), Some(0), "{}", text(&piped.stderr));
    let again = run_with_input(&folder, &["parse", "-"], &parsed.stdout);
    assert_eq!(text(&again.stdout), text(&parsed.stdout));
    assert_eq!(run(&folder, &["build", "in", "--out", "direct"]).status.code(), Some(0));
    // Only what `--update` undoes is not the same: hidden files tell it.
    let seen = |name: &str| {
        let mut files = files(&folder.path().join(name));
        files.retain(|name, _| !name.starts_with('.'));
        files
    };
    assert!(seen("piped") == seen("direct"));
}

#[test]
fn records_come_from_standard_input() {
    let folder = folder(&[]);
    let output =
        run_with_input(&folder, &["parse", "-"], b"{\"title\": \"T\", \"date\": 7, \"section\": 7}\nnot a record\n");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(articles(&output)[0]["title"]["value"], "T");
    assert!(text(&output.stderr).contains("-, line 2: not a record"), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("`section` was left out"), "{}", text(&output.stderr));
}

#[test]
fn a_record_that_states_its_actors_gets_no_more_unless_asked() {
    let record = b"{\"title\": \"T\", \"body\": \"Kim Jong Un met Vladimir Putin.\", \"actors\": [\"Kim Jong Un\"]}\n\
                   {\"title\": \"U\", \"body\": \"Kim Jong Un met Vladimir Putin.\", \"actors\": []}\n\
                   {\"title\": \"V\", \"body\": \"Kim Jong Un met Vladimir Putin.\"}\n";
    let folder = folder(&[("a.jsonl", record)]);
    let ids = |output: &Output| -> Vec<Vec<String>> {
        let id = |actor: &Value| actor["id"].as_str().expect("a text").to_owned();
        let of_article = |article: &Value| article["actors"].as_array().expect("a list").iter().map(id).collect();
        articles(output).iter().map(of_article).collect()
    };
    let both = vec!["kim-jong-un".to_owned(), "vladimir-putin".to_owned()];
    assert_eq!(ids(&run(&folder, &["parse", "a.jsonl"])), [vec!["kim-jong-un".to_owned()], Vec::new(), both.clone()]);
    let output = run(&folder, &["parse", "a.jsonl", "--extract-actors"]);
    assert_eq!(ids(&output), [both.clone(), both.clone(), both]);
    assert_eq!(articles(&output)[0]["actors"][0]["mentions"][0]["start"], 0);
}

#[test]
fn the_nearest_sidecar_wins() {
    let outer = b"title = \"Archive\"\n[[document]]\nfile = \"in/a.txt\"\ntitle = \"Outer\"\nsection = \"World\"\n\
                  [[document]]\nfile = \"nosuch.txt\"\ntitle = \"x\"\n[[document]]\nfile = \"r.jsonl\"\noutlet = \"The Post\"\n\
                  [[document]]\nfile = \"r.jsonl#2\"\ntitle = \"Second\"\n";
    let inner = b"[[document]]\nfile = \"a.txt\"\ntitle = \"Inner\"\n";
    let records = b"{\"title\": \"R\"}\n{\"title\": \"S\"}\n";
    let folder = folder(&[
        ("corpus.toml", outer),
        ("in/corpus.toml", inner),
        ("in/a.txt", FIRST.as_bytes()),
        ("r.jsonl", records),
    ]);
    let output = run(&folder, &["parse", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let found = articles(&output);
    assert_eq!(found[0]["title"]["value"], "Inner");
    assert_eq!(found[0]["title"]["basis"], "sidecar");
    assert_eq!(found[0]["section"], "World");
    assert_eq!(found[1]["outlet"]["name"], "The Post");
    assert_eq!(found[2]["title"]["value"], "Second");
    assert!(text(&output.stderr).contains("no document is called `nosuch.txt`"), "{}", text(&output.stderr));
    assert_eq!(articles(&run(&folder, &["parse", "in/a.txt"]))[0]["title"]["value"], "Inner");
}

#[test]
fn a_sidecar_that_is_not_understood_is_listed_with_its_line() {
    let folder =
        folder(&[("corpus.toml", b"title = \"A\"\n\n[[document]]\nfiel = \"a.txt\"\n"), ("a.txt", FIRST.as_bytes())]);
    let output = run(&folder, &["parse", "."]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(sources(&output), ["a.txt"]);
    let told = text(&output.stderr);
    assert!(told.contains("corpus.toml, line 4: ") && told.contains("fiel"), "{told}");
}

#[test]
fn ids_that_records_share_are_told_apart() {
    let folder = folder(&[("a.jsonl", b"{\"id\": \"x\"}\n{\"id\": \"x\"}\n")]);
    let found = articles(&run(&folder, &["parse", "."]));
    assert_eq!((&found[0]["id"], &found[1]["id"]), (&Value::from("x"), &Value::from("x-2")));
    assert_eq!(found[1]["warnings"][0]["code"], "duplicate-id");
}

#[cfg(unix)]
#[test]
fn folders_that_loop_and_things_that_are_no_files_stop_nothing() {
    let folder = folder(&[("in/a.txt", FIRST.as_bytes())]);
    let below = folder.path().join("in");
    std::os::unix::fs::symlink(&below, below.join("loop")).expect("a link can be made");
    std::os::unix::fs::symlink(below.join("nosuch"), below.join("dangling")).expect("a link can be made");
    let _socket = std::os::unix::net::UnixListener::bind(below.join("socket")).expect("a socket can be made");
    let output = run(&folder, &["parse", "in"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(sources(&output), ["a.txt"]);
    for line in
        ["loop: a link to a folder that it lies in", "dangling: there is no such file", "socket: neither a file"]
    {
        assert!(text(&output.stderr).contains(line), "{}", text(&output.stderr));
    }
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let many = "{\"title\": \"A title of some length, so that the pipe is full soon\"}\n".repeat(5_000);
    let folder = folder(&[("a.jsonl", many.as_bytes())]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.current_dir(folder.path()).args(["parse", "a.jsonl"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the command ends");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

#[test]
fn check_settles_every_doubt_with_lines_for_the_sidecar() {
    let copy =
        FIRST.replace("Ministers meet in Oslo", "Ministers in Oslo").replace("By A. Writer\nMarch 3, 2020\n", "");
    let long = "Boats from both countries had met at sea twice this winter, and nobody was hurt, the coast guard said. \
                Each side gave its own account of what had happened, and neither would say who had been in charge.\n\n";
    let folder = folder(&[
        ("a.txt", format!("{FIRST}\n{long}").as_bytes()),
        ("b.txt", format!("{copy}\n{long}").as_bytes()),
        ("c.jsonl", b"{\"title\": \"T\", \"url\": \"https://www.nowhere-post.example/a\"}\n"),
        ("d.txt", b""),
        (
            "e.html",
            b"<link rel=canonical href=http://a.example/boats-meet-at-sea><p>Boats met at sea. Nobody was hurt.",
        ),
    ]);
    let output = run(&folder, &["check", "."]);
    assert_eq!(output.status.code(), Some(1));
    let report = text(&output.stdout);
    for part in [
        "4 articles in 5 files; 1 document could not be read",
        "title = \"Boats meet at sea\"",
        "Articles without a date",
        "file = \"c.jsonl#1\"",
        "domains = [\"nowhere-post.example\"]",
        "Likely duplicates: 1",
        "a.txt and b.txt",
        "Could not be read: 1",
        "d.txt: empty",
    ] {
        assert!(report.contains(part), "no `{part}` in\n{report}");
    }
    let settled: String = report
        .lines()
        .filter(|line| line.starts_with("    ") && !line.starts_with("     "))
        .map(|line| format!("{line}\n"))
        .collect();
    let settled = settled.replace("YYYY-MM-DD", "2020-03-04").replace("= \"...\"", "= \"Name\"");
    assert!(dateline::corpus::Sidecar::parse(&settled).is_ok(), "{settled}");
    fs::write(folder.path().join("corpus.toml"), settled).expect("a file can be written");
    let output = run(&folder, &["check", "."]);
    let report = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{report}");
    assert!(report.starts_with("3 articles in 5 files\n"), "{report}");
    for heading in ["Likely duplicates", "Could not be read", "Articles without a date", "Warnings"] {
        assert!(!report.contains(heading), "{heading} in\n{report}");
    }
}

#[test]
fn a_site_is_written_only_where_it_does_no_harm() {
    let folder = folder(&[
        ("in/a.txt", FIRST.as_bytes()),
        ("viewer/index.html", b"<!doctype html><title>Viewer</title>"),
        ("viewer/assets/x.js", b"x"),
        ("viewer/archive/manifest.json", b"{}"),
        ("viewer/archive/old.bin", b"old"),
        ("taken/letter.txt", b"mine"),
    ]);
    let site = |args: &[&str]| run(&folder, &[&["site", "in", "--viewer", "viewer"], args].concat());
    let output = site(&["--out", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let written = files(&folder.path().join("out"));
    assert!(written.contains_key("index.html") && written.contains_key("assets/x.js"));
    assert!(written.contains_key("archive/manifest.json") && !written.contains_key("archive/old.bin"));
    assert_eq!(site(&["--out", "out"]).status.code(), Some(0));
    assert!(files(&folder.path().join("out")) == written);
    let refused = site(&["--out", "taken"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("--force"), "{}", text(&refused.stderr));
    assert_eq!(site(&["--out", "taken", "--force"]).status.code(), Some(0));
    assert_eq!(fs::read(folder.path().join("taken/letter.txt")).ok().as_deref(), Some(b"mine".as_slice()));
    let lacking = run(&folder, &["site", "in", "--out", "other"]);
    assert_eq!(lacking.status.code(), Some(2));
    assert!(text(&lacking.stderr).contains("--viewer"), "{}", text(&lacking.stderr));
}

#[test]
fn nothing_of_an_earlier_viewer_or_bundle_stays() {
    let folder = folder(&[
        ("in/a.txt", FIRST.as_bytes()),
        ("viewer/index.html", b"<p>"),
        ("viewer/old-0123456789abcdef.js", b"1"),
    ]);
    let site = || run(&folder, &["site", "in", "--viewer", "viewer", "--out", "out"]).status.code();
    assert_eq!(site(), Some(0));
    fs::write(folder.path().join("out/mine.txt"), "mine").expect("a file can be written");
    fs::remove_file(folder.path().join("viewer/old-0123456789abcdef.js")).expect("the file is there");
    fs::write(folder.path().join("viewer/new-0123456789abcdef.js"), "2").expect("a file can be written");
    assert_eq!(site(), Some(0));
    let written = files(&folder.path().join("out"));
    assert!(written.contains_key("new-0123456789abcdef.js") && written.contains_key("mine.txt"));
    assert!(!written.contains_key("old-0123456789abcdef.js"));

    let build = || run(&folder, &["build", "in", "--out", "bundle"]).status.code();
    assert_eq!(build(), Some(0));
    fs::write(folder.path().join("bundle/mine.bin"), "mine").expect("a file can be written");
    let before = files(&folder.path().join("bundle"));
    fs::write(folder.path().join("in/b.txt"), FIRST.replace("five", "six")).expect("a file can be written");
    assert_eq!(build(), Some(0));
    fs::remove_file(folder.path().join("in/b.txt")).expect("the file is there");
    assert_eq!(build(), Some(0));
    assert!(files(&folder.path().join("bundle")) == before);
}

#[test]
fn the_texts_are_left_out_on_demand() {
    let folder = folder(&[("a.txt", FIRST.as_bytes())]);
    for (out, args) in [("whole", &[][..]), ("bare", &["--without-text"][..])] {
        assert_eq!(run(&folder, &[&["build", "a.txt", "--out", out], args].concat()).status.code(), Some(0));
    }
    let size = |out: &str| files(&folder.path().join(out)).values().map(Vec::len).sum::<usize>();
    assert!(size("bare") < size("whole"), "{} {}", size("bare"), size("whole"));
    let manifest = |out: &str| std::fs::read_to_string(folder.path().join(out).join("manifest.json")).unwrap();
    assert!(manifest("bare").contains("\"without_text\": true") && !manifest("whole").contains("without_text"));
}

#[test]
fn completions_are_printed_for_every_shell() {
    let folder = folder(&[]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = run(&folder, &["completions", shell]);
        assert_eq!(output.status.code(), Some(0));
        assert!(text(&output.stdout).contains("extract-actors"), "{shell}");
    }
}

#[test]
fn stories_are_printed_one_a_line_whatever_the_order_of_the_files() {
    let record = |id: &str, date: &str, text: &str| {
        format!("{{\"id\":\"{id}\",\"title\":\"Ferry\",\"date\":\"{date}\",\"body\":\"{text}\"}}\n")
    };
    let one = record("a", "2023-05-04", "The ferry Ariel sank off Oldport on Thursday, Captain Jane Roe said.");
    let two = record("b", "2023-05-05", "Captain Jane Roe of the ferry Ariel, which sank off Oldport, was questioned.");
    let three = record("c", "2023-05-05", "Parliament voted on pensions. The minister of labour was pleased with it.");
    let first = folder(&[("1.jsonl", format!("{one}{two}").as_bytes()), ("2.jsonl", three.as_bytes())]);
    let second = folder(&[("1.jsonl", three.as_bytes()), ("2.jsonl", format!("{two}{one}").as_bytes())]);
    let output = run(&first, &["stories", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), text(&run(&second, &["stories", ".", "--jobs", "1"]).stdout));
    let stories = articles(&output);
    let ids = |story: &Value| -> Vec<String> {
        story["articles"].as_array().expect("a list").iter().map(|article| article["id"].to_string()).collect()
    };
    assert_eq!(stories.iter().map(ids).collect::<Vec<_>>(), [vec!["\"a\"", "\"b\""], vec!["\"c\""]]);
    assert_eq!(stories[0]["sources"], 2);
    assert_eq!(run(&first, &["stories", "nothing-here"]).status.code(), Some(2));
    let explained = run(&first, &["stories", ".", "--explain", "a", "c"]);
    assert_eq!(explained.status.code(), Some(0), "{}", text(&explained.stderr));
    assert_eq!(articles(&explained)[0]["sameStory"], false);
    let unknown = run(&first, &["stories", ".", "--explain", "a", "z"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("no article `z`"), "{}", text(&unknown.stderr));
}
