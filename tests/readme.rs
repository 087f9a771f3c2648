//! What the README shows works as it stands there.

use std::path::Path;
use std::process::Command;

const README: &str = include_str!("../README.md");

/// The lines of all code blocks in this language.
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
fn every_file_that_the_documentation_links_is_there() {
    for document in ["README.md", "ARCHITECTURE.md"] {
        let text = std::fs::read_to_string(document).expect("the document can be read");
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let is_file = !target.contains("://") && !target.starts_with('#');
            assert!(!is_file || Path::new(target).exists(), "{document} links {target}, which is not there");
        }
    }
}
