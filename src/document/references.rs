//! Lists of references: RIS and BibTeX, as reference managers export them, with their abstracts and notes.

use unicode_normalization::UnicodeNormalization as _;

use super::decode::{CharsetHints, Markup, decode};
use super::error::{Position, ReadProblem};
use super::language_name;
use super::markup;
use super::sink::DocumentSink;
use super::{Content, Record, Transport};
use crate::model::{Removed, RemovedKind};

/// How many entries without an end are passed over.
const MAX_OPEN_ENTRIES: usize = 100;

/// The most macros of BibTeX, such as the names of newspapers.
const MAX_MACROS: usize = 1_000;

/// The maximum length of a BibTeX value that is joined from several.
const MAX_VALUE_BYTES: usize = 1 << 20;

/// Entries of BibTeX that are no references.
const NO_REFERENCES: &[&str] = &["comment", "preamble", "string"];

/// Whether a text is the beginning of a list of references.
pub(super) fn is_list(text: &str) -> bool {
    let first =
        text.lines().map(str::trim_start).find(|line| !line.is_empty() && !line.starts_with('%')).unwrap_or_default();
    is_tag(first, "TY") || is_entry_start(first)
}

/// Whether a line has this tag of RIS.
fn is_tag(line: &str, tag: &str) -> bool {
    line.strip_prefix(tag).is_some_and(|rest| rest.starts_with("  - "))
}

/// Whether a line begins an entry of BibTeX: `@article{lee2019,`.
fn is_entry_start(line: &str) -> bool {
    let Some((kind, key)) = line.strip_prefix('@').and_then(|entry| entry.split_once('{')) else { return false };
    let kind = kind.trim();
    !kind.is_empty()
        && kind.bytes().all(|byte| byte.is_ascii_alphabetic())
        && (key.contains(',') || NO_REFERENCES.contains(&kind.to_ascii_lowercase().as_str()))
}

/// Passes on the references of a list.
pub(super) fn document(sink: &mut DocumentSink<'_>, bytes: &[u8], transport: Transport) {
    sink.number_documents();
    let decoded = decode(bytes, Markup::Plain, CharsetHints::default());
    let warnings = decoded.warnings();
    let text = decoded.text.trim_start_matches('\u{feff}');
    let is_ris = text.lines().any(|line| is_tag(line.trim_start(), "TY"));
    sink.found_format(if is_ris { "RIS" } else { "BibTeX" });
    let records = if is_ris { of_ris(text) } else { of_bibtex(text) };
    for (record, n) in records.into_iter().zip(1_u64..) {
        if sink.is_full() {
            return sink.failure(Some(Position::Record(n)), ReadProblem::TooManyRecords);
        }
        match record {
            Ok(record) if record.title.is_some() || !record.body.is_empty() => {
                sink.document(Content::Record(Box::new(record)), transport.clone(), warnings.clone());
            }
            Ok(_) => sink.failed_document(Some(Position::Record(n)), ReadProblem::NotRecord),
            Err(problem) => sink.failed_document(Some(Position::Record(n)), problem),
        }
    }
}

/// The paragraphs of an abstract.
fn paragraphs(text: &str) -> Vec<String> {
    if markup::is_markup(text) {
        return markup::paragraphs(text);
    }
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn note(record: &mut Record, text: &str) {
    let text = markup::one_line(text);
    if !text.is_empty() {
        record.removed.push(Removed { text, kind: RemovedKind::Other });
    }
}

/// The references of RIS; the last one may be cut. Fields outside of any reference are a broken one.
fn of_ris(text: &str) -> Vec<Result<Record, ReadProblem>> {
    let mut records = Vec::new();
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        let line = line.trim_end();
        let is_field = line.get(2..).is_some_and(|rest| rest.starts_with("  -"))
            && line.bytes().take(2).all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        if !is_field {
            // A value may go on in the next line.
            if let Some((_, value)) = fields.last_mut().filter(|_| !line.trim().is_empty()) {
                value.push('\n');
                value.push_str(line.trim());
            }
            continue;
        }
        let (tag, value) = line.split_at(2);
        let value = value.get(3..).unwrap_or_default().trim();
        match tag {
            "TY" => {
                let before = std::mem::take(&mut fields);
                // The end of a reference may be missing.
                match (std::mem::replace(&mut is_open, true), before.is_empty()) {
                    (true, _) => records.push(Ok(record_of_ris(&before))),
                    (false, true) => {}
                    (false, false) => records.push(Err(ReadProblem::NotRecord)),
                }
            }
            "ER" if is_open => {
                records.push(Ok(record_of_ris(&std::mem::take(&mut fields))));
                is_open = false;
            }
            _ => fields.push((tag.to_owned(), value.to_owned())),
        }
    }
    if is_open {
        records.push(Err(ReadProblem::Cut));
    } else if fields.iter().any(|(tag, _)| tag != "ER") {
        records.push(Err(ReadProblem::NotRecord));
    }
    records
}

fn record_of_ris(fields: &[(String, String)]) -> Record {
    let first = |tags: &[&str]| {
        let values = tags.iter().filter_map(|tag| fields.iter().find(|(held, value)| held == tag && !value.is_empty()));
        values.map(|(_, value)| value.clone()).next()
    };
    let day = |tags: &[&str]| {
        let value = first(tags)?.replace('/', "-");
        let value = value.trim_end_matches('-');
        (!value.is_empty()).then(|| value.to_owned())
    };
    let authors = fields.iter().filter(|(tag, value)| matches!(tag.as_str(), "AU" | "A1") && !value.is_empty());
    let mut record = Record {
        title: first(&["TI", "T1"]),
        date: day(&["DA"]).or_else(|| day(&["PY", "Y1"])),
        collected: day(&["Y2"]),
        outlet: first(&["T2", "JO", "JF", "JA", "BT", "PB"]),
        url: first(&["UR", "L2"]).filter(|url| url.starts_with("http")),
        authors: authors.map(|(_, value)| value.clone()).collect(),
        section: first(&["SE"]),
        language: first(&["LA"]).as_deref().and_then(language_name::code_of),
        body: first(&["AB", "N2"]).map(|text| paragraphs(&text)).unwrap_or_default(),
        ..Record::default()
    };
    for (_, value) in fields.iter().filter(|(tag, _)| matches!(tag.as_str(), "N1" | "KW")) {
        note(&mut record, value);
    }
    record
}

/// The references of BibTeX, and a failure for each that does not end.
fn of_bibtex(text: &str) -> Vec<Result<Record, ReadProblem>> {
    let mut records = Vec::new();
    let mut macros: Vec<(String, String)> = Vec::new();
    let mut n_open = 0;
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        let entry = rest.get(at + 1..).unwrap_or_default();
        let is_line_start =
            rest.get(..at).is_some_and(|before| before.is_empty() || before.ends_with(['\n', '\r', ' ', '\t']));
        let head = entry
            .split_once(['{', '('])
            .filter(|(kind, _)| !kind.is_empty() && kind.trim().bytes().all(|byte| byte.is_ascii_alphabetic()));
        let Some((kind, inner)) = head.filter(|_| is_line_start) else {
            rest = entry;
            continue;
        };
        let is_round = entry.get(kind.len()..).is_some_and(|entry| entry.starts_with('('));
        let Some(end) = end_of_entry(inner, is_round) else {
            records.push(Err(ReadProblem::Cut));
            n_open += 1;
            // The next entry begins a line. Each search for an end goes on to the end of the list.
            let lines = inner.match_indices('\n').filter_map(|(at, _)| inner.get(at + 1..));
            let next = lines.into_iter().find(|line| is_entry_start(line.lines().next().unwrap_or_default()));
            match next.filter(|_| n_open < MAX_OPEN_ENTRIES) {
                Some(next) => rest = next,
                None => break,
            }
            continue;
        };
        let inside = inner.get(..end).unwrap_or_default();
        match kind.trim().to_ascii_lowercase().as_str() {
            "string" => {
                let fields = fields_of_bibtex(inside, &macros);
                macros.extend(fields.into_iter().take(MAX_MACROS.saturating_sub(macros.len())));
            }
            kind if NO_REFERENCES.contains(&kind) => {}
            _ => records.push(Ok(record_of_bibtex(inside, &macros))),
        }
        rest = inner.get(end..).unwrap_or_default();
    }
    records
}

/// Where the brace that is open before the text is closed.
fn end_of_braces(text: &str) -> Option<usize> {
    end_of_entry(text, false)
}

/// Where an entry ends whose brace, or round bracket, is open before the text.
fn end_of_entry(text: &str, is_round: bool) -> Option<usize> {
    let mut depth = usize::from(!is_round);
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\\' => is_escaped = !is_escaped,
            b'{' if !is_escaped => depth += 1,
            b')' if is_round && depth == 0 => return Some(at),
            b'}' if !is_escaped => {
                depth = depth.saturating_sub(1);
                if depth == 0 && !is_round {
                    return Some(at);
                }
            }
            _ => {}
        }
        if byte != b'\\' {
            is_escaped = false;
        }
    }
    None
}

/// The fields of an entry: `name = {value}`, `name = "value"`, or the name of a macro, joined by `#`.
fn fields_of_bibtex(fields: &str, macros: &[(String, String)]) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut rest = fields;
    while let Some((name, after)) = rest.split_once('=') {
        let name = name.trim().trim_start_matches(',').trim().to_ascii_lowercase();
        let mut value = String::new();
        let mut after = after.trim_start();
        loop {
            let (piece, behind) = match after.chars().next() {
                Some('{') => {
                    let inner = after.get(1..).unwrap_or_default();
                    let end = end_of_braces(inner).unwrap_or(inner.len());
                    (plain(inner.get(..end).unwrap_or_default()), inner.get(end + 1..).unwrap_or_default())
                }
                Some('"') => {
                    let (inner, behind) = after.get(1..).unwrap_or_default().split_once('"').unwrap_or((after, ""));
                    (plain(inner), behind)
                }
                _ => {
                    let (word, behind) = after.split_at(after.find([',', '#']).unwrap_or(after.len()));
                    let word = word.trim();
                    let known = macros.iter().rev().find(|(name, _)| name.eq_ignore_ascii_case(word));
                    (known.map_or_else(|| plain(word), |(_, text)| text.clone()), behind)
                }
            };
            value.push_str(&piece);
            after = behind.trim_start();
            match after.strip_prefix('#').filter(|_| value.len() <= MAX_VALUE_BYTES) {
                Some(next) => after = next.trim_start(),
                None => break,
            }
        }
        found.push((name, value));
        rest = after.trim_start_matches(',');
    }
    found
}

fn record_of_bibtex(entry: &str, macros: &[(String, String)]) -> Record {
    let fields = fields_of_bibtex(entry.split_once(',').map_or("", |(_, fields)| fields), macros);
    let first = |names: &[&str]| {
        let values =
            names.iter().filter_map(|name| fields.iter().find(|(held, value)| held == name && !value.is_empty()));
        values.map(|(_, value)| value.clone()).next()
    };
    let date = first(&["date"]).or_else(|| {
        let year = first(&["year"])?;
        Some(first(&["month"]).map_or_else(|| year.clone(), |month| format!("{month} {year}")))
    });
    let line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut record = Record {
        title: first(&["title"]).map(line),
        // A range of days begins with the day of publication.
        date: date.map(|date| date.split('/').next().unwrap_or_default().to_owned()),
        collected: first(&["urldate"]),
        outlet: first(&["journaltitle", "journal", "newspaper", "booktitle", "publisher"]).map(line),
        url: first(&["url"]).filter(|url| url.starts_with("http")),
        authors: first(&["author"])
            .map(|authors| authors.split(" and ").map(|name| line(name.to_owned())).collect())
            .unwrap_or_default(),
        language: first(&["langid", "language"]).as_deref().and_then(language_name::code_of),
        body: first(&["abstract"]).map(|text| paragraphs(&text)).unwrap_or_default(),
        ..Record::default()
    };
    for (_, value) in
        fields.iter().filter(|(name, _)| matches!(name.as_str(), "annote" | "annotation" | "note" | "keywords"))
    {
        note(&mut record, value);
    }
    record
}

/// A value without the commands of LaTeX: `{\"u}` is ü, `{Word}` is Word.
fn plain(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '{' | '}' => {}
            '~' => text.push('\u{a0}'),
            '\\' => {
                let Some(sign) = chars.next() else { break };
                let accent = match sign {
                    '"' => '\u{308}',
                    '\'' => '\u{301}',
                    '`' => '\u{300}',
                    '^' => '\u{302}',
                    '~' => '\u{303}',
                    '=' => '\u{304}',
                    '.' => '\u{307}',
                    sign if sign.is_ascii_alphabetic() => {
                        let mut word = String::from(sign);
                        while let Some(next) = chars.next_if(char::is_ascii_alphabetic) {
                            word.push(next);
                        }
                        chars.next_if(|c| *c == ' ');
                        match of_command(&word) {
                            Ok(letter) => {
                                text.push_str(letter);
                                continue;
                            }
                            Err(Some(accent)) => accent,
                            Err(None) => continue,
                        }
                    }
                    sign => {
                        text.push(sign);
                        continue;
                    }
                };
                while chars.next_if(|c| matches!(c, '{' | ' ')).is_some() {}
                let letter = chars.next().unwrap_or(' ');
                // `\'\i` is an accented i.
                let letter = if letter == '\\' { chars.next().unwrap_or('i') } else { letter };
                text.push(letter);
                text.push(accent);
            }
            c => text.push(c),
        }
    }
    text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”").nfc().collect()
}

/// What a command stands for: letters, or an accent on the next letter; nothing if it is unknown.
fn of_command(word: &str) -> Result<&'static str, Option<char>> {
    Ok(match word {
        "ss" => "ß",
        "o" => "ø",
        "O" => "Ø",
        "l" => "ł",
        "L" => "Ł",
        "ae" => "æ",
        "AE" => "Æ",
        "oe" => "œ",
        "OE" => "Œ",
        "aa" => "å",
        "AA" => "Å",
        "i" => "i",
        "textendash" => "–",
        "textemdash" => "—",
        "textquoteright" => "’",
        "textquoteleft" => "‘",
        "ldots" | "dots" => "…",
        "c" => return Err(Some('\u{327}')),
        "v" => return Err(Some('\u{30c}')),
        "u" => return Err(Some('\u{306}')),
        "H" => return Err(Some('\u{30b}')),
        "k" => return Err(Some('\u{328}')),
        "r" => return Err(Some('\u{30a}')),
        _ => return Err(None),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_told_from_texts() {
        assert!(is_list("TY  - NEWS\nTI  - A\nER  - \n") && is_list("% x\n\n@article{lee2019,\n title={A}}"));
        assert!(!is_list("@quay says {hello, there}") && !is_list("TYPE - A"));
    }

    #[test]
    fn ris_is_read_to_its_ends() {
        let records = of_ris(
            "TY  - NEWS\nTI  - Two boats\nAU  - Lee, Ann\nAU  - Li, Bo\nT2  - The Quay\nDA  - 2019/05/04/\nPY  - 2019\nY2  - \
             2020/01/02/\nAB  - One\ntwo.\nN1  - <p>Mine.</p>\nLA  - en\nER  - \n\nTY  - NEWS\nTI  - Cut",
        );
        let [Ok(record), Err(ReadProblem::Cut)] = records.as_slice() else { panic!("{records:?}") };
        assert_eq!((record.date.as_deref(), record.collected.as_deref()), (Some("2019-05-04"), Some("2020-01-02")));
        assert_eq!((record.authors.len(), record.outlet.as_deref()), (2, Some("The Quay")));
        assert_eq!(record.body, ["One", "two."]);
        assert_eq!(record.removed[0].text, "Mine.");
    }

    #[test]
    fn macros_of_bibtex_and_round_brackets_are_read() {
        let records = of_bibtex(
            "@string{quay = \"The \" # {Quay}}\n@article{a, title = \"One (two)\", journal = quay # { News}, year = 2019}\n\
             @online(b, title = {Three :) four}, newspaper = QUAY)\n@misc{c, title = {Five}}",
        );
        let found: Vec<(Option<&str>, Option<&str>)> = records
            .iter()
            .map(|record| record.as_ref().expect("a reference"))
            .map(|record| (record.title.as_deref(), record.outlet.as_deref()))
            .collect();
        let expected = [
            (Some("One (two)"), Some("The Quay News")),
            (Some("Three :) four"), Some("The Quay")),
            (Some("Five"), None),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn bibtex_is_read_with_its_accents() {
        let records = of_bibtex(
            "@string{q = {Quay}}\n@article{a,\n title = {Der {B}ote {\\\"u}ber den \\'{E}cho {\\ss}},\n author = {Lee, Ann and \
             Mu{\\~n}oz, Eva},\n journaltitle = {The Quay \\& Sea},\n date = {2019-05-04/2019-05-05}, year = 2019,\n}\n@misc{b, title = {cut",
        );
        let [Ok(record), Err(ReadProblem::Cut)] = records.as_slice() else { panic!("{records:?}") };
        assert_eq!(record.title.as_deref(), Some("Der Bote über den Écho ß"));
        assert_eq!(record.authors, ["Lee, Ann", "Muñoz, Eva"]);
        assert_eq!((record.date.as_deref(), record.outlet.as_deref()), (Some("2019-05-04"), Some("The Quay & Sea")));
    }
}
