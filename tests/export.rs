//! Exported files, read by the readers of other programs.

use std::io::{Cursor, Read as _};

use dateline::export::{Export, ExportFormat, Provenance};
use dateline::model::{Article, Title, TitleBasis};

fn article(at: usize) -> Article {
    Article {
        id: format!("ä {at}"),
        source: "a.txt".to_owned(),
        title: Title { value: format!("=Headline {at}"), basis: TitleBasis::Stated },
        body: vec!["Grüße, \"alle\"".to_owned(), at.to_string()],
        ..Article::default()
    }
}

fn written(format: ExportFormat, n: usize) -> Vec<u8> {
    let mut export = Export::new(format, Provenance { archive: "Test".to_owned(), ..Provenance::default() });
    (0..n).for_each(|at| export.take(&article(at)));
    export.finish()
}

#[test]
fn a_zip_reader_finds_every_text_however_many() {
    for n in [0, 3, 70_000] {
        let mut zip = zip::ZipArchive::new(Cursor::new(written(ExportFormat::Texts, n))).unwrap();
        assert_eq!(zip.len(), n + 2);
        let mut text = String::new();
        if n > 0 {
            let name = format!("texts/undated_unknown_{}.txt", n - 1);
            zip.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, format!("=Headline {}\n\nGrüße, \"alle\"\n\n{}\n", n - 1, n - 1));
        }
    }
}

#[test]
fn a_csv_reader_finds_every_cell() {
    let bytes = written(ExportFormat::Csv, 2);
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let column = reader.headers().unwrap().iter().position(|name| name == "text").unwrap();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(&rows[1][1], "'=Headline 1");
    assert_eq!(&rows[1][column], "Grüße, \"alle\"\n\n1");
}
