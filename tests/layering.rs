//! The structure of the source, as `ARCHITECTURE.md` describes it: which module may depend on which, and how things are
//! named.
//!
//! The tables are read from the top: a module may depend on those listed in its row. The limits at the end of the file
//! only ever go down.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Modules below one parent, each with its siblings that it may depend on.
type Table = &'static [(&'static str, &'static [&'static str])];

/// The modules of the crate.
const CRATE: Table = &[
    ("wire", &[]),
    ("text", &["wire"]),
    ("model", &[]),
    ("document", &["model"]),
    ("extract", &["document", "model"]),
    ("language", &[]),
    ("actors", &["model"]),
    ("quotes", &["actors", "model"]),
    ("corpus", &["actors", "extract", "model"]),
    ("index", &["model"]),
    ("story", &["corpus", "index", "model"]),
    ("bundle", &["index", "model"]),
    ("query", &["bundle", "index", "model"]),
    ("citation", &["model"]),
    ("export", &["citation", "model"]),
    ("survey", &["model"]),
    ("task", &["model"]),
    ("pack", &[]),
    ("compress", &[]),
    ("site", &["bundle"]),
    ("engine", &["query", "index", "model"]),
    ("engine_lines", &["query", "bundle", "model"]),
    ("parser", &["corpus", "actors", "quotes", "extract", "document", "model"]),
    (
        "worker",
        &[
            "parser", "story", "corpus", "actors", "quotes", "pack", "compress", "bundle", "index", "document", "task",
            "model",
        ],
    ),
    ("ingest", &["parser", "corpus", "actors", "quotes", "extract", "document", "bundle", "output", "model"]),
    ("output", &[]),
    ("columnar", &["model"]),
    (
        "cli",
        &[
            "ingest", "columnar", "site", "compress", "corpus", "actors", "extract", "document", "query", "pack",
            "bundle", "index", "output", "parser", "story", "model",
        ],
    ),
    ("app", &["query", "survey", "export", "citation", "pack", "bundle", "task", "model"]),
];

/// The ground: modules that every other one of the crate may use. They know nothing of articles.
const GROUND: &[&str] = &["language", "text", "wire"];

/// The modules of `extract`.
const EXTRACT: Table = &[
    ("date_expression", &[]),
    ("furniture", &[]),
    ("identity", &[]),
    ("language", &[]),
    ("outlet", &[]),
    ("address_date", &["date_expression"]),
    ("day_order", &["date_expression"]),
    ("plain", &["date_expression", "day_order", "furniture", "language"]),
    ("html", &["address_date", "date_expression", "day_order", "furniture", "language", "outlet"]),
    ("record_body", &["furniture"]),
    ("record", &["date_expression", "day_order", "language", "outlet", "plain", "record_body"]),
];

/// The modules of `extract::html`.
const EXTRACT_HTML: Table = &[
    ("class_hints", &[]),
    ("flight", &[]),
    ("streamed", &[]),
    ("json_ld", &["title_parts", "tree"]),
    ("tag", &[]),
    ("title_parts", &[]),
    ("verdict", &[]),
    ("tree", &["tag"]),
    ("parse", &["tag", "tree"]),
    ("block", &["tag", "tree"]),
    ("metadata", &["json_ld", "tag", "tree"]),
    ("page", &["block", "class_hints", "metadata", "parse", "tag", "tree"]),
    ("section", &["json_ld", "page", "tree"]),
    ("outlet", &["page", "tag", "title_parts", "tree"]),
    ("title", &["body", "class_hints", "outlet", "page", "tag", "title_parts", "tree"]),
    ("embedded", &["block", "flight", "page", "parse", "tag", "title_parts", "tree"]),
    ("date", &["block", "class_hints", "page", "tag", "tree", "verdict"]),
    ("byline", &["date"]),
    ("body", &["block", "byline", "class_hints", "page", "tag", "title_parts", "tree", "verdict"]),
    ("reading", &["block", "body", "page", "tree", "verdict"]),
    ("no_article", &["page", "tag", "title_parts"]),
    ("author", &["byline", "class_hints", "page", "tag", "title_parts", "tree", "verdict"]),
];

/// The modules of `app`.
const APP: Table = &[
    ("browser", &[]),
    ("effect", &[]),
    ("split", &[]),
    ("messages", &["browser", "split"]),
    ("components", &["browser", "messages"]),
    ("format", &["browser", "components", "messages"]),
    ("lazy", &["effect", "messages", "split"]),
    ("state", &["browser", "effect", "format", "messages"]),
    ("offline", &["browser", "components", "effect", "lazy", "messages", "split"]),
    ("local", &["browser", "components", "effect", "format", "lazy", "messages", "split", "state"]),
    ("views", &["browser", "components", "effect", "format", "lazy", "local", "messages", "offline", "split", "state"]),
    ("root", &["browser", "components", "effect", "format", "local", "messages", "offline", "state", "views"]),
];

/// The modules of `app::messages`.
const APP_MESSAGES: Table = &[
    ("language", &[]),
    ("locale", &["language"]),
    ("intl", &["locale"]),
    ("numbers", &["locale"]),
    ("message", &["locale", "numbers"]),
    ("english", &["message"]),
    ("load", &["english", "intl", "language", "locale", "message"]),
    ("page_language", &["english", "language", "load", "locale"]),
];

/// The modules of `app::views`.
const APP_VIEWS: Table = &[
    ("dates", &[]),
    ("element_ids", &[]),
    ("language_choice", &[]),
    ("links", &[]),
    ("open_article", &[]),
    ("reading_bar", &[]),
    ("start_pane", &["links"]),
    ("story", &["links"]),
    ("time_steps", &[]),
    ("chips", &["element_ids"]),
    ("facets", &["element_ids", "links"]),
    ("masthead", &["language_choice"]),
    ("quote", &["links"]),
    ("search_tools", &["element_ids"]),
    ("selection", &["element_ids"]),
    ("results", &["chips", "open_article", "selection", "story"]),
    ("search", &["chips", "element_ids", "search_tools"]),
    ("shortcuts", &["element_ids", "facets", "open_article"]),
    ("page_frame", &["facets", "results", "selection"]),
    ("reader", &["open_article", "shortcuts", "story"]),
    ("actors", &["links", "page_frame", "quote", "reading_bar", "time_steps"]),
    ("analysis", &["links", "page_frame", "reading_bar", "time_steps"]),
    ("articles", &["facets", "reader", "results", "start_pane"]),
    ("export", &["page_frame", "reading_bar"]),
    ("quotes", &["links", "page_frame", "quote", "reading_bar", "time_steps"]),
    ("timeline", &["links", "page_frame", "reading_bar", "time_steps"]),
    ("about", &["links", "reading_bar", "time_steps", "timeline"]),
    ("compare", &["links", "page_frame", "quote", "reading_bar", "search_tools", "time_steps", "timeline"]),
    ("separate", &["about", "actors", "analysis", "articles", "compare", "export", "quotes", "reader", "timeline"]),
];

#[test]
fn the_modules_of_the_crate_depend_only_on_those_below_them() {
    check(&[], CRATE);
}

#[test]
fn the_modules_of_extract_depend_only_on_those_below_them() {
    check(&["extract"], EXTRACT);
    check(&["extract", "html"], EXTRACT_HTML);
}

#[test]
fn the_modules_of_the_page_depend_only_on_those_below_them() {
    check(&["app"], APP);
    check(&["app", "messages"], APP_MESSAGES);
    check(&["app", "views"], APP_VIEWS);
}

/// Fails if a module below `parent` has no row in the table, or depends on a sibling that its row does not list.
fn check(parent: &[&str], table: Table) {
    let folder: PathBuf = ["src"].iter().chain(parent).collect();
    let files = rust_files(&folder);
    let rooms: BTreeSet<String> = files.iter().filter_map(|file| room_of(file, parent)).collect();
    let mut wrong = BTreeSet::new();
    for file in &files {
        let Some(room) = room_of(file, parent) else { continue };
        let Some((_, allowed)) = table.iter().find(|(name, _)| *name == room) else {
            wrong.insert(format!("{}: `{room}` has no row in the table", file.display()));
            continue;
        };
        for path in named_paths(&code_of(file), &module_path(file)) {
            let Some(rest) =
                path.strip_prefix(parent.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>().as_slice())
            else {
                continue;
            };
            let Some(name) = rest.first() else { continue };
            let is_ground = parent.is_empty() && GROUND.contains(&name.as_str()) && room != "wire";
            if rooms.contains(name) && *name != room && !is_ground && !allowed.contains(&name.as_str()) {
                wrong.insert(format!("{}: `{room}` may not depend on `{name}`", file.display()));
            }
        }
    }
    for (name, allowed) in table {
        for room in std::iter::once(name).chain(*allowed).filter(|room| !rooms.contains(**room)) {
            wrong.insert(format!("the row `{name}` names `{room}`, which does not exist"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
    if let Some(circle) = circle(table) {
        panic!("the table itself has a circle through `{circle}`");
    }
}

/// A row of the table that can be reached from itself.
fn circle(table: Table) -> Option<&'static str> {
    let row = |name: &str| table.iter().find(|(row, _)| *row == name).map_or(&[][..], |(_, allowed)| allowed);
    table.iter().map(|(name, _)| *name).find(|name| {
        let (mut seen, mut open) = (BTreeSet::new(), row(name).to_vec());
        while let Some(next) = open.pop() {
            if seen.insert(next) {
                open.extend(row(next));
            }
        }
        seen.contains(name)
    })
}

#[test]
fn paths_are_found_however_they_are_written() {
    let paths = |code: &str| -> Vec<String> {
        let here = ["app", "views", "list"].map(str::to_owned);
        named_paths(code, &here).into_iter().map(|path| path.join("::")).collect()
    };
    assert_eq!(
        paths("use crate::query::{Address, text::{parse, Query}};"),
        ["query::Address", "query::text::Query", "query::text::parse"]
    );
    assert_eq!(paths("use super::super::state::Session;"), ["app::state::Session"]);
    assert_eq!(
        paths("let url = super::links::url(crate::app::browser::location());"),
        ["app::browser::location", "app::views::links::url"]
    );
    assert_eq!(paths("// crate::cli is only for people\nuse self::row::Row;"), ["app::views::list::row::Row"]);
    assert_eq!(paths("let mycrate::x = \"supercrate\";"), Vec::<String>::new());
}

#[test]
fn only_the_crate_root_chooses_modules_by_feature() {
    let chosen: Vec<_> = rust_files(Path::new("src"))
        .into_iter()
        .filter(|file| !file.ends_with("lib.rs"))
        .filter(|file| text_of(file).contains("#[cfg(feature"))
        .collect();
    assert!(chosen.is_empty(), "`cfg(feature)` outside lib.rs: {chosen:?}");
}

#[test]
fn only_the_page_and_the_engine_call_the_browser() {
    for file in rust_files(Path::new("src")) {
        let may = matches!(room_of(&file, &[]).as_deref(), Some("app" | "engine") | None);
        let text = text_of(&file);
        for name in ["web_sys", "leptos", "gloo"] {
            assert!(may || !text.contains(name), "{} names {name}", file.display());
        }
    }
}

#[test]
fn one_module_of_the_page_calls_web_sys() {
    let files = rust_files(Path::new("src/app"));
    let calls = |file: &&PathBuf| text_of(file).contains("web_sys");
    let (inside, outside): (Vec<_>, Vec<_>) =
        files.iter().filter(calls).partition(|file| file.starts_with("src/app/browser"));
    assert!(outside.is_empty(), "`web_sys` outside app/browser: {outside:?}");
    assert!(!inside.is_empty(), "nothing calls `web_sys`");
}

#[test]
fn no_two_types_have_one_name() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in rust_files(Path::new("src")) {
        for name in code_of(&file).lines().filter_map(declared_type) {
            places.entry(name).or_default().push(file.display().to_string());
        }
    }
    let same: Vec<_> = places.iter().filter(|(_, files)| files.len() > 1).collect();
    assert!(same.is_empty(), "types with the name of another one: {same:#?}");
}

/// The type that a line at the top level of a file declares.
fn declared_type(line: &str) -> Option<String> {
    let visible = line.strip_prefix("pub").map_or(line, |rest| match rest.strip_prefix('(') {
        Some(scoped) => scoped.split_once(')').map_or(rest, |(_, rest)| rest),
        None => rest,
    });
    let rest = ["struct ", "enum ", "trait ", "type ", "union "]
        .iter()
        .find_map(|keyword| visible.trim_start_matches(' ').strip_prefix(keyword))?;
    // Indented declarations belong to an `impl` or a function.
    (!line.starts_with(' ')).then(|| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
}

/// Ways of naming that the project does not use, each with what it uses instead.
const UNUSED_NAMES: &[(&str, &[&str])] = &[
    ("say `new`, `from_…` or `parse`", &["fn of(", "fn of<"]),
    (
        "call limits `MAX_…` and `MIN_…`",
        &["const MOST", "const LONGEST", "const LEAST", "const SHORTEST", "const FEW", "const GREATEST"],
    ),
];

#[test]
fn constructors_and_limits_have_usual_names() {
    for file in rust_files(Path::new("src")) {
        let code = code_of(&file);
        for (instead, patterns) in UNUSED_NAMES {
            for pattern in *patterns {
                assert!(!code.contains(pattern), "{}: `{pattern}`: {instead}", file.display());
            }
        }
    }
}

/// The maximum number of lines in a file, without its tests.
const MAX_LINES: usize = 730;

/// Tables: their lines are entries in order, one a message, and nobody reads them from top to bottom.
const TABLES: &[&str] = &["src/app/messages/english.rs"];

#[test]
fn no_file_is_too_long_to_read() {
    for file in rust_files(Path::new("src")) {
        if TABLES.iter().any(|table| file.ends_with(table)) {
            continue;
        }
        let lines = code_of(&file).lines().count();
        assert!(lines <= MAX_LINES, "{}: {lines} lines of code; split it by what it does", file.display());
    }
}

/// All Rust files below a folder, except those that only tests contain.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut for_tests = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = text_of(&path);
            let declared = text.split("#[cfg(test)]\n").skip(1).filter_map(|rest| {
                let line = rest.lines().next()?;
                line.split_once("mod ")?.1.strip_suffix(';').map(|name| format!("{name}.rs"))
            });
            for_tests.extend(declared.map(|name| folder.join(name)));
            files.push(path);
        }
    }
    files.retain(|file| !for_tests.contains(file));
    files.sort();
    files
}

fn text_of(file: &Path) -> String {
    fs::read_to_string(file).expect("the file can be read")
}

/// The code of a file without the tests at its end.
fn code_of(file: &Path) -> String {
    let text = text_of(file);
    let end =
        ["\n#[cfg(test)]\nmod tests {", "\n#[cfg(test)]\npub(crate) mod tests {", "\n#[cfg(test)]\npub mod tests {"]
            .iter()
            .filter_map(|start| text.find(start))
            .min();
    text.get(..end.unwrap_or(text.len())).unwrap_or_default().to_owned()
}

/// The path of a file's module, without `crate`; empty for the crate root.
fn module_path(file: &Path) -> Vec<String> {
    let below = file.strip_prefix("src").unwrap_or(file).with_extension("");
    let mut path: Vec<String> =
        below.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if matches!(path.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        path.pop();
    }
    path
}

/// The module directly below `parent` that a file belongs to; `None` for `parent` itself, the crate root and the
/// programs.
fn room_of(file: &Path, parent: &[&str]) -> Option<String> {
    let path = module_path(file);
    let room = path.get(parent.len())?;
    (path.iter().zip(parent).all(|(part, name)| part == name) && room != "bin").then(|| room.clone())
}

/// The absolute paths, without `crate`, that code names by `crate::`, `super::` and `self::` in the module `here`.
fn named_paths(code: &str, here: &[String]) -> BTreeSet<Vec<String>> {
    let code: String =
        code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let mut found = BTreeSet::new();
    for (start, word) in ["crate::", "super::", "self::"].iter().flat_map(|word| code.match_indices(word)) {
        let before = code.get(..start).and_then(|before| before.chars().next_back());
        // Another `super` of the same path, or the end of a longer word.
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let mut base = if word == "crate::" { Vec::new() } else { here.to_vec() };
        if word == "super::" {
            base.pop();
        }
        collect_paths(code.get(start + word.len()..).unwrap_or_default(), base, &mut found);
    }
    found
}

/// Adds the paths that continue from `base` with this text: names, further `super`s, and lists in braces. Returns the
/// text that follows them.
fn collect_paths<'t>(text: &'t str, mut base: Vec<String>, found: &mut BTreeSet<Vec<String>>) -> &'t str {
    let mut text = text.trim_start();
    if let Some(list) = text.strip_prefix('{') {
        text = list;
        loop {
            text = text.trim_start_matches([',', ' ', '\n', '\t']);
            if let Some(rest) = text.strip_prefix('}') {
                return rest;
            }
            let rest = collect_paths(text, base.clone(), found);
            // Not a path, for example `* }`: skip the rest of the list.
            if rest.len() == text.len() {
                return text.split_once('}').map_or("", |(_, rest)| rest);
            }
            text = rest;
        }
    }
    let length = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let (name, rest) = text.split_at(length);
    match name {
        "" => {}
        "super" => drop(base.pop()),
        "self" => {}
        name => base.push(name.to_owned()),
    }
    if let Some(rest) = rest.strip_prefix("::") {
        return collect_paths(rest, base, found);
    }
    if !name.is_empty() {
        found.insert(base);
    }
    // A new name: `Path as FilePath`.
    rest.strip_prefix(" as ").map_or(rest, |rest| rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'))
}
