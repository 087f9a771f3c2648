//! The arguments of the command.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// A reader for news archives that needs no server
#[derive(Debug, Parser)]
#[command(name = "dateline", version, max_term_width = 100)]
#[command(after_help = "Exit status: 0 if everything was read; 1 if some documents could not be read (they are \
                        listed, and all others are in the output); 2 if nothing could be done.")]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print the articles as JSON, one per line, or write them as a table
    Parse {
        #[command(flatten)]
        input: Input,
        /// Form of the articles
        #[arg(long, value_enum, default_value_t = ArticleFormat::Jsonl)]
        format: ArticleFormat,
        /// File to write instead of standard output; Parquet needs one
        #[arg(long, value_name = "FILE", required_if_eq("format", "parquet"))]
        out: Option<PathBuf>,
        /// Overwrite a file that Dateline did not make
        #[arg(long, requires = "out")]
        force: bool,
    },
    /// Report what was read, what was inferred and why, what is missing and what failed
    Check {
        #[command(flatten)]
        input: Input,
        /// Show complete lists, however long
        #[arg(long)]
        all: bool,
    },
    /// Print which articles tell the same story, and which copy one another, as JSON, one story per line
    Stories {
        #[command(flatten)]
        input: Input,
        /// Explain instead why these two articles, by their IDs, are one story, or why not
        #[arg(long, num_args = 2, value_names = ["ARTICLE", "OTHER"])]
        explain: Option<Vec<String>>,
    },
    /// Write an archive for the viewer to open
    Build {
        #[command(flatten)]
        input: Input,
        /// Add the documents to the archive in DIR, replacing articles whose IDs it already has
        #[arg(long, conflicts_with = "without_text")]
        update: bool,
        /// Leave out the texts: headlines, facts and links stay; words are found in headlines only
        #[arg(long)]
        without_text: bool,
        /// Folder to write
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Overwrite files that Dateline did not make
        #[arg(long)]
        force: bool,
    },
    /// Write a static site: the viewer with an archive
    Site {
        #[command(flatten)]
        input: Input,
        /// Add the documents to the archive in DIR, replacing articles whose IDs it already has
        #[arg(long, conflicts_with = "without_text")]
        update: bool,
        /// Leave out the texts: headlines, facts and links stay; words are found in headlines only
        #[arg(long)]
        without_text: bool,
        /// Folder to write; it works on any static host, under any path
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Folder of the built viewer [default: dist]
        #[arg(long, value_name = "DIR")]
        viewer: Option<PathBuf>,
        /// Write into a folder that holds other files; overwrite those with the same names
        #[arg(long)]
        force: bool,
    },
    /// Write a single HTML file with the viewer and the archive, which opens with a double-click and needs no network
    Pack {
        #[command(flatten)]
        input: Input,
        /// Include the readers of PDF and Markdown, so that the page can open such files
        #[arg(long)]
        with_readers: bool,
        /// Leave out the texts: headlines, facts and links stay; words are found in headlines only
        #[arg(long)]
        without_text: bool,
        /// File to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Folder of the built viewer [default: dist]
        #[arg(long, value_name = "DIR")]
        viewer: Option<PathBuf>,
        /// Overwrite a file that Dateline did not make
        #[arg(long)]
        force: bool,
    },
    /// Print a shell completion script
    Completions {
        /// Shell to complete for
        shell: Shell,
    },
}

/// How `parse` writes articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ArticleFormat {
    /// JSON, one article per line
    Jsonl,
    /// A Parquet file, one article per row
    Parquet,
}

/// What is read, and how.
#[derive(Debug, ClapArgs)]
pub(super) struct Input {
    /// Files and folders to read; `-` reads records from standard input, one JSON object per line
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Number of reading threads [default: one per processor]
    #[arg(long, short, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) jobs: usize,
    /// Search for actors even in records that list theirs
    #[arg(long)]
    pub(super) extract_actors: bool,
    /// Follow symbolic links that lead out of the given folders
    #[arg(long)]
    pub(super) follow_links: bool,
    /// Keep the texts of records as they are, without removing notices, buttons and captions
    #[arg(long)]
    pub(super) keep_bodies: bool,
    /// Memory that documents may take together while they are parsed, such as 512M or 4G [default: 2G]
    #[arg(long, value_name = "SIZE", value_parser = parse_size)]
    pub(super) memory: Option<u64>,
    /// Show no progress and no warnings; failures are still listed
    #[arg(long, short)]
    pub(super) quiet: bool,
}

/// The least memory that can be set, in bytes.
const MIN_MEMORY_BYTES: u64 = 64 << 20;

/// Parses a number of bytes: `512M`, `4G`.
fn parse_size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let shift = match text.get(digits.len()..).unwrap_or_default().to_ascii_uppercase().as_str() {
        "" | "B" => 0,
        "K" | "KB" | "KIB" => 10,
        "M" | "MB" | "MIB" => 20,
        "G" | "GB" | "GIB" => 30,
        _ => return Err("give a number with K, M or G".to_owned()),
    };
    let bytes = digits.parse::<u64>().ok().and_then(|n| n.checked_mul(1 << shift));
    match bytes {
        Some(bytes) if bytes >= MIN_MEMORY_BYTES => Ok(bytes),
        Some(_) => Err("give at least 64M".to_owned()),
        None => Err("give a number with K, M or G".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::parse_size;

    #[test]
    fn sizes_have_a_unit() {
        assert_eq!(parse_size("512M"), Ok(512 << 20));
        assert_eq!(parse_size("4gb"), Ok(4 << 30));
        assert_eq!(parse_size("134217728"), Ok(128 << 20));
        for text in ["", "G", "1K", "-1G", "4T", "99999999999G", "1.5G"] {
            assert!(parse_size(text).is_err(), "{text}");
        }
    }
}
