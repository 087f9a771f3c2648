//! The command line.

use std::path::PathBuf;

/// The options of the command line.
#[derive(Debug, Default)]
pub struct Options {
    sets: Vec<String>,
    /// The number of worst answers to list for each set.
    pub errors: usize,
    /// The folder to write answers to.
    pub predictions: Option<PathBuf>,
    /// A Python that has trafilatura, to time on the same pages.
    pub trafilatura: Option<PathBuf>,
}

impl Options {
    /// Parses the arguments. `sets` are the names of all sets.
    pub fn parse(arguments: impl Iterator<Item = String>, sets: &[&str]) -> Result<Options, String> {
        let mut options = Options::default();
        let mut arguments = arguments;
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                // Cargo itself passes this to a bench.
                "--bench" => {}
                "--errors" => {
                    let number = arguments.next().and_then(|n| n.parse().ok());
                    options.errors = number.ok_or("--errors needs a number")?;
                }
                "--predictions" => {
                    options.predictions = Some(arguments.next().ok_or("--predictions needs a folder")?.into());
                }
                "--trafilatura" => {
                    options.trafilatura = Some(arguments.next().ok_or("--trafilatura needs a Python")?.into());
                }
                set if sets.contains(&set) => options.sets.push(argument),
                other => return Err(format!("no set is called `{other}`; there are {}", sets.join(", "))),
            }
        }
        Ok(options)
    }

    /// Whether this set is to run.
    pub fn wants(&self, set: &str) -> bool {
        self.sets.is_empty() || self.sets.iter().any(|wanted| wanted == set)
    }
}
