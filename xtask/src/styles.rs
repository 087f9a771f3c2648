//! The page's stylesheets as one file: fewer requests, and they compress better together.

use std::fs;
use std::path::Path;

use crate::command::{Failure, on_file, read_text, short_hash, write};

/// How Trunk's links to stylesheets begin and end.
const LINK: [&str; 2] = ["<link rel=\"stylesheet\" href=\"./", ">"];

/// Puts the stylesheets of a built page into one, in the order of their links.
///
/// # Errors
///
/// Where a stylesheet cannot be read, or the page links none.
pub fn join(viewer: &Path) -> Result<(), Failure> {
    let page_path = viewer.join("index.html");
    let page = read_text(&page_path)?;
    let links = links(&page);
    let Some((first, _)) = links.first() else {
        return Err(Failure(format!("{} links no stylesheet", page_path.display())));
    };
    let mut styles = String::new();
    for (_, name) in &links {
        let path = viewer.join(name);
        styles.push_str(&tight(&read_text(&path)?));
        fs::remove_file(&path).map_err(on_file(&path))?;
    }
    let name = format!("style-{}.css", short_hash([styles.as_bytes()]));
    write(&viewer.join(&name), styles.as_bytes())?;
    let mut joined = page.replacen(first, &format!("{}{name}\"{}", LINK[0], LINK[1]), 1);
    for (link, _) in &links[1..] {
        joined = joined.replacen(link, "", 1);
    }
    write(&page_path, joined.as_bytes())
}

/// A stylesheet without its comments and what else stands there for people. None of ours has the signs of a comment, or a
/// sign before the end of a line, in a text.
fn tight(style: &str) -> String {
    let mut without_comments = String::with_capacity(style.len());
    let mut rest = style;
    while let Some((before, comment)) = rest.split_once("/*") {
        without_comments.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    without_comments.push_str(rest);
    let mut tight = String::with_capacity(without_comments.len());
    for line in without_comments.lines().map(str::trim).filter(|line| !line.is_empty()) {
        // A colon with a space after it is one of a declaration where the line is one.
        match line.split_once(": ").filter(|_| line.ends_with(';')) {
            Some((property, value)) => tight.extend([property, ":", value]),
            None => tight.push_str(line),
        }
        tight.push('\n');
    }
    let shorter = [(" {\n", "{"), (";\n}", "}"), (";\n", ";"), ("}\n", "}"), (",\n", ",")];
    shorter.into_iter().fold(tight, |tight, (long, short)| tight.replace(long, short))
}

/// The links to stylesheets, each as it stands in the page and with the name of its file.
fn links(page: &str) -> Vec<(&str, &str)> {
    let mut links = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find(LINK[0]) {
        let link = &rest[start..];
        let Some(end) = link.find(LINK[1]) else { break };
        let link = &link[..end + LINK[1].len()];
        if let Some((name, _)) = link[LINK[0].len()..].split_once('"') {
            links.push((link, name));
        }
        rest = &rest[start + link.len()..];
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stylesheets_are_joined_in_the_order_of_their_links() {
        let folder = std::env::temp_dir().join(format!("dateline-styles-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let link = |name: &str| format!("<link rel=\"stylesheet\" href=\"./{name}\" integrity=\"sha384-x\"/>");
        let page =
            format!("<head><link rel=\"icon\" href=\"icon.svg\">{}\n{}</head>", link("b-1.css"), link("a-2.css"));
        fs::write(folder.join("index.html"), page).unwrap();
        fs::write(folder.join("b-1.css"), "b {}\n").unwrap();
        fs::write(folder.join("a-2.css"), "/* One\nword. */\na,\ni {\n  color: red; /* b */\n}").unwrap();
        join(&folder).unwrap();
        let page = fs::read_to_string(folder.join("index.html")).unwrap();
        let names: Vec<String> = links(&page).into_iter().map(|(_, name)| name.to_owned()).collect();
        assert_eq!(names.len(), 1, "{page}");
        assert_eq!(fs::read_to_string(folder.join(&names[0])).unwrap(), "b {}a,i{color:red}");
        assert!(!folder.join("b-1.css").exists() && !folder.join("a-2.css").exists());
        assert!(page.contains("icon.svg"), "{page}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
