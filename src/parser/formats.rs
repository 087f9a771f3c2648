//! What files were read as, and how many documents each gave.

use std::collections::BTreeMap;
use std::fmt;

use crate::document::FileFormat;

/// How many documents of a format a file gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatCount {
    /// The file.
    pub file: String,
    /// What it was read as. A file may hold documents of several formats, such as an archive.
    pub format: FileFormat,
    /// The documents that were read.
    pub n_read: u64,
}

impl FormatCount {
    /// The format in English: `HTML`, `Nexis export`.
    pub fn name(&self) -> String {
        let kind = if self.format.export > 0 { " export" } else { "" };
        format!("{}{kind}", self.format.name)
    }
}

/// `nexis.docx: Nexis export, 49 of 49 articles`.
impl fmt::Display for FormatCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}, {}", self.file, self.name(), self.n_read)?;
        match self.format.stated {
            Some(stated) => write!(f, " of {stated} articles"),
            None if self.n_read == 1 => f.write_str(" article"),
            None => f.write_str(" articles"),
        }
    }
}

/// The counts of all files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormatCounts {
    by_file: BTreeMap<String, BTreeMap<FileFormat, u64>>,
}

impl FormatCounts {
    /// Counts a document of a file.
    pub fn add(&mut self, file: &str, format: &FileFormat) {
        if !self.by_file.contains_key(file) {
            self.by_file.insert(file.to_owned(), BTreeMap::new());
        }
        if let Some(formats) = self.by_file.get_mut(file) {
            *formats.entry(format.clone()).or_default() += 1;
        }
    }

    /// Forgets what was counted of a file.
    pub fn forget(&mut self, file: &str) {
        self.by_file.remove(file);
    }

    /// The counts by file.
    pub fn into_list(self) -> Vec<FormatCount> {
        let of_file = |(file, formats): (String, BTreeMap<FileFormat, u64>)| {
            formats.into_iter().map(move |(format, n_read)| FormatCount { file: file.clone(), format, n_read })
        };
        self.by_file.into_iter().flat_map(of_file).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_with_its_formats_and_counts() {
        let mut counts = FormatCounts::default();
        let page = FileFormat { name: "HTML".into(), export: 0, stated: None };
        let export = |number| FileFormat { name: "Nexis".into(), export: number, stated: Some(2) };
        for format in [export(1), page.clone(), export(2), export(1)] {
            counts.add("a.zip", &format);
        }
        counts.add("a.html", &page);
        let lines: Vec<String> = counts.into_list().iter().map(ToString::to_string).collect();
        let expected = [
            "a.html: HTML, 1 article",
            "a.zip: HTML, 1 article",
            "a.zip: Nexis export, 2 of 2 articles",
            "a.zip: Nexis export, 1 of 2 articles",
        ];
        assert_eq!(lines, expected);
    }
}
