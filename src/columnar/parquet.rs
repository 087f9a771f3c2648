//! Rows of articles as a Parquet file.

use std::io;
use std::sync::Arc;

use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use super::{MAX_BATCH_BYTES, batch, schema, text_bytes};
use crate::model::Article;

/// The rows that are turned into columns at once.
const MAX_BATCH_ROWS: usize = 1_000;

/// The rows that stay in memory until they are written as a group. Readers skip whole groups.
const MAX_GROUP_ROWS: usize = 20_000;

/// The bytes of a group, encoded, at which it is written although it has fewer rows.
const MAX_GROUP_BYTES: usize = 64 << 20;

/// Writes articles as a Parquet file, compressed with zstd, one group of rows after the other. The same articles give the
/// same bytes.
pub struct ParquetRows<W: io::Write + Send> {
    writer: ArrowWriter<W>,
    waiting: Vec<Article>,
    waiting_bytes: usize,
}

impl<W: io::Write + Send> ParquetRows<W> {
    /// Begins a file.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn new(out: W) -> io::Result<ParquetRows<W>> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(MAX_GROUP_ROWS))
            .set_created_by(concat!("dateline ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let schema = schema().map_err(io::Error::other)?;
        let writer = ArrowWriter::try_new(out, Arc::clone(&schema), Some(properties)).map_err(io::Error::other)?;
        Ok(ParquetRows { writer, waiting: Vec::new(), waiting_bytes: 0 })
    }

    /// Adds a row.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn push(&mut self, article: Article) -> io::Result<()> {
        let bytes = text_bytes(&article);
        if self.waiting_bytes + bytes > MAX_BATCH_BYTES / 8 {
            self.flush()?;
        }
        self.waiting.push(article);
        self.waiting_bytes += bytes;
        if self.waiting.len() < MAX_BATCH_ROWS { Ok(()) } else { self.flush() }
    }

    /// Writes what is left and ends the file.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        self.writer.close().map(drop).map_err(io::Error::other)
    }

    fn flush(&mut self) -> io::Result<()> {
        let rows = std::mem::take(&mut self.waiting);
        self.waiting_bytes = 0;
        if rows.is_empty() {
            return Ok(());
        }
        let batch = batch(&rows).map_err(io::Error::other)?;
        self.writer.write(&batch).map_err(io::Error::other)?;
        if self.writer.in_progress_size() > MAX_GROUP_BYTES {
            self.writer.flush().map_err(io::Error::other)?
        }
        Ok(())
    }
}
