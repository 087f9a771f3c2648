//! Parquet: each row is a record.

use ::parquet::file::reader::{FileReader as _, SerializedFileReader};
use bytes::Bytes;
use serde_json::Value;

use super::Transport;
use super::error::{Position, ReadProblem};
use super::json;
use super::sink::DocumentSink;

/// Passes on the rows of a file.
pub(super) fn document(sink: &mut DocumentSink<'_>, bytes: &[u8], transport: Transport) {
    let broken = |error: ::parquet::errors::ParquetError| ReadProblem::BrokenParquet(error.to_string());
    let reader = match SerializedFileReader::new(Bytes::copy_from_slice(bytes)) {
        Ok(reader) => reader,
        Err(error) => return sink.failed_document(None, broken(error)),
    };
    sink.number_documents();
    let rows = match reader.get_row_iter(None) {
        Ok(rows) => rows,
        Err(error) => return sink.failed_document(None, broken(error)),
    };
    for (row, n) in rows.zip(1_u64..) {
        if sink.is_full() {
            return sink.failure(Some(Position::Record(n)), ReadProblem::TooManyRecords);
        }
        match row {
            Ok(row) => match row.to_json_value() {
                Value::Object(object) => json::document(sink, object, transport.clone(), None),
                _ => sink.failed_document(Some(Position::Record(n)), ReadProblem::NotRecord),
            },
            // The rest of the file cannot be found behind a broken part.
            Err(error) => return sink.failure(Some(Position::Record(n)), broken(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ::parquet::data_type::{ByteArray, ByteArrayType};
    use ::parquet::file::writer::SerializedFileWriter;
    use ::parquet::schema::parser::parse_message_type;

    use crate::document::{Content, read};

    #[test]
    fn every_row_is_a_record_and_a_broken_file_is_listed() {
        let schema = parse_message_type("message a { required binary title (UTF8); required binary body (UTF8); }");
        let schema = Arc::new(schema.expect("a schema"));
        let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::default()).expect("memory can be written");
        let mut group = writer.next_row_group().expect("memory can be written");
        while let Some(mut column) = group.next_column().expect("memory can be written") {
            let values = [ByteArray::from("One"), ByteArray::from("Two")];
            column.typed::<ByteArrayType>().write_batch(&values, None, None).expect("memory can be written");
            column.close().expect("memory can be written");
        }
        group.close().expect("memory can be written");
        let bytes = writer.into_inner().expect("memory can be written");
        let mut titles = Vec::new();
        read("a.parquet", &bytes, &mut |document| {
            let Content::Record(record) = document.expect("a row").content else { panic!("no record") };
            titles.push(record.title.expect("a title"));
        });
        assert_eq!(titles, ["One", "Two"]);
        for cut in (4..bytes.len()).step_by(23) {
            let mut n_failures = 0;
            read("a.parquet", &bytes[..cut], &mut |document| n_failures += usize::from(document.is_err()));
            assert!(n_failures > 0, "{cut}");
        }
    }
}
