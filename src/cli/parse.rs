//! `dateline parse`.

use std::io::{self, BufWriter, Seek as _, SeekFrom, Write};
use std::path::Path;

use tempfile::SpooledTempFile;

use super::args::{ArticleFormat, Input};
use super::error::CommandError;
use super::input::{article_problems, read, report_problems};
use super::output::on_wait;
use crate::columnar::ParquetRows;
use crate::ingest::Ingested;
use crate::output::{OutputError, OutputFolder, OutputKind, refuse_overlap};

/// The bytes of a file that stay in memory until it is put in its place.
const HELD_BYTES: usize = 8 << 20;

/// Prints one article per line, or writes a file. Returns how many documents could not be read.
pub(super) fn run(
    input: &Input,
    format: ArticleFormat,
    out: Option<&Path>,
    force: bool,
) -> Result<usize, CommandError> {
    let Some(out) = out else {
        let ingested = read(input)?;
        let problems = write_lines(&ingested, io::stdout().lock())?;
        return Ok(report_problems(input, &ingested, &problems));
    };
    refuse_overlap(&input.paths, out)?;
    let name = out.file_name().and_then(|name| name.to_str()).ok_or_else(|| OutputError::BadName(out.to_owned()))?;
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    OutputFolder::check(folder, OutputKind::Pack, force)?;
    let ingested = read(input)?;
    let mut file = SpooledTempFile::new(HELD_BYTES);
    let problems = match format {
        ArticleFormat::Jsonl => write_lines(&ingested, &mut file)?,
        ArticleFormat::Parquet => write_rows(&ingested, &mut file)?,
    };
    file.seek(SeekFrom::Start(0))?;
    let mut folder = OutputFolder::open(folder, OutputKind::Pack, force, &input.paths, &|| on_wait(out))?;
    folder.stage_from(name, &mut file)?;
    folder.commit(|_| 0)?;
    Ok(report_problems(input, &ingested, &problems))
}

fn write_lines(ingested: &Ingested, out: impl Write) -> Result<Vec<String>, CommandError> {
    let mut out = BufWriter::new(out);
    let mut problems = Vec::new();
    let articles = &ingested.articles;
    articles.each(
        0..articles.len(),
        |article| (serde_json::to_vec(&article), article_problems(&article)),
        |_, (line, of_article)| {
            out.write_all(&line?)?;
            problems.extend(of_article);
            writeln!(out).map_err(CommandError::from)
        },
    )?;
    out.flush()?;
    Ok(problems)
}

fn write_rows(ingested: &Ingested, out: impl Write + Send) -> Result<Vec<String>, CommandError> {
    let mut rows = ParquetRows::new(BufWriter::new(out))?;
    let mut problems = Vec::new();
    let articles = &ingested.articles;
    articles.each(
        0..articles.len(),
        |article| article,
        |_, article| {
            problems.extend(article_problems(&article));
            rows.push(article).map_err(CommandError::from)
        },
    )?;
    rows.finish()?;
    Ok(problems)
}
