//! The documentation is true as far as a test can tell: its commands, files, links and examples exist.

use std::path::{Path, PathBuf};
use std::process::Command;

const README: &str = include_str!("../README.md");

/// The contents of all code blocks in this language.
fn blocks(language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let blocks = README.split(&fence).skip(1).filter_map(|rest| rest.split("```").next());
    blocks.map(str::to_owned).collect()
}

#[test]
fn every_command_of_the_readme_exists() {
    let help = Command::new("cargo").args(["xtask", "help"]).output().expect("cargo runs");
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    let mut seen = 0;
    for line in blocks("sh").iter().flat_map(|block| block.lines()) {
        let words: Vec<&str> = line.split('#').next().unwrap_or_default().split_whitespace().collect();
        let after = |first: &[&str]| {
            let at = words.windows(first.len()).position(|window| window == first)?;
            words.get(at + first.len()).copied()
        };
        if let Some(command) = after(&["cargo", "xtask"]) {
            assert!(help.contains(&format!("\n  {command} ")), "`{line}`: no such command in\n{help}");
            seen += 1;
        } else if let Some(command) = after(&["cargo", "run", "--release", "--"]) {
            let tried = Command::new(env!("CARGO_BIN_EXE_dateline")).args([command, "--help"]).output();
            let tried = tried.expect("the command runs");
            let text = String::from_utf8_lossy(&tried.stdout).into_owned();
            assert!(tried.status.success(), "`{line}`: no such command");
            for option in words.iter().filter(|word| word.starts_with("--") && word.len() > 2 && **word != "--release")
            {
                assert!(text.contains(option), "`{line}`: no option {option} in\n{text}");
            }
            seen += 1;
        }
    }
    assert!(seen >= 5, "the README shows {seen} commands");
}

#[test]
fn the_example_of_a_sidecar_is_valid() {
    let examples = blocks("toml");
    assert!(!examples.is_empty());
    for example in examples {
        let sidecar = dateline::corpus::Sidecar::parse(&example);
        assert!(sidecar.is_ok(), "{sidecar:?}");
    }
}

#[test]
fn every_link_of_the_documentation_leads_somewhere() {
    for document in documents() {
        let text = std::fs::read_to_string(&document).expect("the document can be read");
        let folder = document.parent().unwrap_or(Path::new(""));
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            if target.contains("://") {
                continue;
            }
            let linked = if file.is_empty() { document.clone() } else { folder.join(file) };
            assert!(linked.exists(), "{} links {target}, which does not exist", document.display());
            if !anchor.is_empty() {
                let text = std::fs::read_to_string(&linked).expect("the linked document can be read");
                let found = headings(&text).any(|heading| heading == anchor);
                assert!(found, "{} links {target}, but there is no such heading", document.display());
            }
        }
    }
}

#[test]
fn every_file_that_the_documentation_names_exists() {
    let tops = ["src/", "tests/", "benches/", "xtask/", "style/", "public/", "docs/", "corpus/", "fuzz/"];
    for document in documents() {
        let text = std::fs::read_to_string(&document).expect("the document can be read");
        for name in text.split('`').skip(1).step_by(2) {
            let is_path = tops.iter().any(|top| name.starts_with(top)) && !name.contains([' ', '*', '<', '{']);
            let file = name.split('#').next().unwrap_or(name);
            assert!(!is_path || Path::new(file).exists(), "{} names {name}, which does not exist", document.display());
        }
    }
}

/// The labels of the page, in bold in the documents for its users, are those that the page shows.
#[test]
fn every_label_in_the_documentation_is_on_the_page() {
    let messages = include_str!("../src/app/messages/english.rs");
    let texts: Vec<&str> = messages.split('"').skip(1).step_by(2).collect();
    for document in ["docs/guide.md", "docs/anywhere.md", "docs/publishing.md"] {
        let text = std::fs::read_to_string(document).expect("the document can be read");
        for label in text.split("**").skip(1).step_by(2) {
            // A bold phrase that ends a list item's name, as in `**Words.**`, is no label.
            let is_label = !label.ends_with('.') && !label.contains('\n');
            assert!(!is_label || texts.contains(&label), "{document}: no label `{label}`");
        }
    }
}

/// Measurements age, so they have one home with a date and a command each.
#[test]
fn dated_figures_are_in_the_results_alone() {
    for document in documents().into_iter().filter(|document| !document.ends_with("results.md")) {
        let text = std::fs::read_to_string(&document).expect("the document can be read");
        for line in text.lines() {
            let dated = line.to_lowercase().contains("measured on 20") || line.contains("on 2026-");
            assert!(!dated, "{}: move this to docs/results.md: {line}", document.display());
        }
    }
}

/// The documents at the root and in `docs/`.
fn documents() -> Vec<PathBuf> {
    let folders = [".", "docs"].map(|folder| std::fs::read_dir(folder).expect("the folder can be read"));
    let files = folders.into_iter().flatten().map(|entry| entry.expect("the entry can be read").path());
    let mut documents: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|end| end == "md")).collect();
    documents.sort();
    documents
}

/// The anchors of a document's headings, as GitHub makes them.
fn headings(text: &str) -> impl Iterator<Item = String> {
    let titles = text.lines().filter(|line| line.starts_with('#'));
    titles.map(|line| {
        let title = line.trim_start_matches('#').trim().to_lowercase();
        title.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).collect::<String>().replace(' ', "-")
    })
}
