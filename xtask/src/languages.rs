//! The page's languages: one file each, fetched when the language is chosen.

use std::path::Path;
use std::{fs, io};

use crate::command::{Failure, on_file, read_text, root, short_hash, write};

/// The folder of the languages, one file each, beside the messages in English.
const FOLDER: &str = "src/app/messages";

/// Puts every language into a built viewer and names them in its page.
///
/// # Errors
///
/// When a file cannot be read or written, or is not a table of messages.
pub fn add(viewer: &Path) -> Result<(), Failure> {
    let folder = root().join(FOLDER);
    let entries = fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<_>>>).map_err(on_file(&folder))?;
    let mut paths: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    paths.sort();
    let mut names = Vec::new();
    for path in paths {
        let text = texts(&read_text(&path)?)
            .ok_or_else(|| Failure(format!("{} has a line without a tab, or out of order", path.display())))?;
        let code = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = format!("language-{code}-{}", short_hash([text.as_bytes()]));
        write(&viewer.join(format!("{name}.txt")), text.as_bytes())?;
        names.push(name);
    }
    let page = viewer.join("index.html");
    let named = format!("<meta name=\"languages\" content=\"{}\"></head>", names.join(" "));
    write(&page, read_text(&page)?.replacen("</head>", &named, 1).as_bytes())
}

/// The part of a table that the page reads: only the texts, in the order of the names of their messages. The first line
/// and the first text are the plural forms.
fn texts(table: &str) -> Option<String> {
    let mut texts = String::new();
    let mut last = "";
    for (at, line) in table.lines().enumerate() {
        let (name, text) = line.split_once('\t')?;
        if at > 1 && name <= last {
            return None;
        }
        last = name;
        texts.push_str(&text.replace(" | ", "|"));
        texts.push('\n');
    }
    Some(texts)
}

#[cfg(test)]
mod tests {
    use super::texts;

    #[test]
    fn the_names_stay_behind() {
        let table = "plural forms\tone | other\na\t{n} Ei | {n} Eier\nb\tB\n";
        assert_eq!(texts(table).as_deref(), Some("one|other\n{n} Ei|{n} Eier\nB\n"));
        assert_eq!(texts("plural forms\tother\nb\tB\na\tA\n"), None);
        assert_eq!(texts("plural forms\tother\na\n"), None);
    }
}
